"""Everything that is said of subscriptions, as messages with their buttons."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol

from bot.blockkit.build import Block, actions, button, overflow
from bot.core.message import Message
from bot.core.subscription import Objection, Subscription
from bot.core.text import Language
from bot.render.legal import checked
from bot.render.message import Renderer
from bot.render.page import Pages, Written

ACTION = "subscription"
"""The action ids of a subscription's buttons begin with this, then an underscore and what they do."""
REVIEW = "review"
FORM = "form_subscribe"
"""The action id of the button that opens the form."""
_DECISIONS: Mapping[str, tuple[str, ...]] = {
    "opened": ("release", "hold"),
    "held": ("release",),
    "over": ("release",),
}
"""The buttons of a reviewer, by what they are told."""
_IN_ONE = 15
"""So many subscriptions stand in one message: each takes two blocks, and a person reads no more."""


class Sent(Protocol):
    """The last delivery of a subscription, as templates read it."""

    @property
    def edition(self) -> str:
        """Which edition."""

    @property
    def state(self) -> str:
        """What became of it."""

    @property
    def sent_at(self) -> datetime | None:
        """When it was posted."""

    @property
    def error(self) -> str | None:
        """What Slack said."""


class SubscriptionRenderer:
    """What is said of subscriptions, over the templates of a renderer."""

    def __init__(self, renderer: Renderer) -> None:
        self._pages = renderer.pages

    def message(self, name: str, language: Language, **about: Any) -> Message:
        """A message without buttons from a template."""
        written = self._pages(language).write(name, None, **about)
        return checked(written, list(written.blocks))

    def line(self, name: str, language: Language, **about: Any) -> tuple[Block, str]:
        """The small line of a template as a block, and its plain text."""
        written = self._pages(language).write(name, None, **about)
        return written.blocks[0], written.text

    def objection(self, objection: Objection, language: Language, *, changing: bool = False) -> Message:
        """Why an order cannot be taken, and what to write instead."""
        return self.message("objection", language, reason=objection.reason, about=objection.about, changing=changing)

    def subscribed(
        self,
        s: Subscription,
        language: Language,
        *,
        by: str,
        times: Sequence[datetime],
        newest: str | None,
        sent: bool,
        overlaps: Sequence[Subscription],
        changed: bool,
        mended: str,
    ) -> Message:
        """What will come, where, and when next; `sent` is whether the newest edition went there before."""
        about = {"by": by, "times": times, "newest": newest, "sent": sent, "overlaps": overlaps, "changed": changed}
        written = self._pages(language).write("subscribed", None, s=s, mended=mended, **about)
        return checked(written, [*written.blocks, self._buttons(s, language)])

    def agreement(
        self,
        s: Subscription,
        language: Language,
        *,
        times: Sequence[datetime],
        before: Subscription | None,
        overlaps: Sequence[Subscription],
    ) -> Message:
        """What would come, where, and when next, before anything is kept; `before` is what it takes the place of."""
        return self.message("agreement", language, s=s, times=times, before=before, overlaps=overlaps)

    def listing(
        self,
        here: str,
        listed: Sequence[tuple[Subscription, Sent | None]],
        language: Language,
        note: Message | None = None,
    ) -> tuple[Message, ...]:
        """The subscriptions with their buttons; `note` is what was just done, before the list."""
        pages = self._pages(language)
        head = pages.write("subscriptions", None, here=here, count=len(listed))
        found: list[tuple[list[Block], list[str], list[str]]] = [(list(head.blocks), [head.plain], [head.text])]
        if note is not None:
            # Its buttons are those of the list.
            found[0] = ([dict(note.blocks[0]), *head.blocks], [note.plain, head.plain], [note.text, head.text])
        for place, (s, last) in enumerate(listed):
            if place and place % _IN_ONE == 0:
                found.append(([], [], []))
            blocks, plains, texts = found[-1]
            written, row = self.row(s, last, language)
            blocks += row
            plains.append(written.plain)
            texts.append(written.text)
        found[-1][0].append(actions([_opens(pages)]))
        return tuple(
            checked(Written(tuple(blocks), " ".join(plains), " ".join(texts)), blocks)
            for blocks, plains, texts in found
        )

    def row(self, s: Subscription, last: Sent | None, language: Language) -> tuple[Written, list[Block]]:
        """One subscription in words, and as blocks with its buttons."""
        written = self._pages(language).write("subscription", None, s=s, last=last)
        return written, [*written.blocks, self._buttons(s, language)]

    def interrupted(self, s: Subscription, language: Language) -> Message:
        """That a subscription was paused because it can no longer be delivered."""
        written = self._pages(language).write("interrupted", None, s=s)
        return checked(written, [*written.blocks, self._buttons(s, language)])

    def resumed(self, s: Subscription, language: Language, missed: str | None) -> Message:
        """That a subscription goes on, and what it missed."""
        written = self._pages(language).write("pressed", None, what="resumed", s=s, missed=missed, edition=missed)
        return checked(written, [*written.blocks, self._buttons(s, language)])

    def review(
        self, what: str, s: Subscription | None, edition: str, language: Language, until: datetime | None
    ) -> Message:
        """What a reviewer is asked, and what came of it."""
        pages = self._pages(language)
        written = pages.write("review", None, what=what, s=s, edition=edition, until=until)
        keys = _DECISIONS.get(what, ()) if s is not None else ()
        row = [_button(pages, f"{REVIEW}_{key}", f"{language}:{s.id if s else ''}:{edition}", key) for key in keys]
        return checked(written, [*written.blocks, *([actions(row)] if row else [])])

    def _buttons(self, s: Subscription, language: Language) -> Block:
        pages, value = self._pages(language), f"{language}:{s.id}"
        keys = ("send", "pause", "change") if s.state == "active" else ("resume", "send", "change")
        row = [_button(pages, f"{ACTION}_{key}", value, key) for key in keys]
        more = overflow(f"{ACTION}_more", [(pages.shown(pages.voice.phrases.say("press.stop")), f"stop:{value}")])
        return actions([*row, more])


def _opens(pages: Pages) -> Mapping[str, Any]:
    """The button that opens the form for a new one."""
    return button(pages.shown(pages.voice.phrases.say("open.subscribe")), FORM, FORM)


def _button(pages: Pages, action: str, value: str, key: str) -> Mapping[str, Any]:
    return button(pages.shown(pages.voice.phrases.say(f"press.{key}")), action, value)
