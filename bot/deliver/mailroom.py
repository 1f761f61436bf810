"""What the doors know of the outbox: what a conversation was about, and how to put an answer out."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from time import monotonic, sleep

from bot.core.message import Message
from bot.core.preference import Attention
from bot.remember.given import Given
from bot.remember.outgoing import Outgoing, new_mark
from bot.remember.questions import Question
from bot.remember.store import Store
from bot.remember.unavailable import StoreUnavailable

__all__ = ["ANSWER_LIFE", "REFINES_FOR", "Address", "Mailroom", "StoreUnavailable", "new_mark"]

ANSWER_LIFE = timedelta(minutes=5)
"""An answer that could not be posted for this long is told as such, not posted late."""
REFINES_FOR = timedelta(minutes=15)
"""How long the next /kwai in a channel may lean on the asker's last one there."""
_PATIENCE_SECONDS = 1.5
"""Well within the three seconds in which Slack wants an event acknowledged."""
_GLANCE_SECONDS = 0.02
_MEMBER_KNOWN_FOR = timedelta(seconds=30)
"""A stale answer costs nothing: a post to a channel the bot left comes to the asker alone."""


@dataclass(frozen=True, slots=True)
class Address:
    """Where an answer goes: the channel, and the thread in it where there is one."""

    workspace: str
    channel: str
    user: str
    thread_ts: str | None = None
    response_url: str | None = None


class Mailroom:
    """Takes answers in, each once, and remembers what they were about."""

    def __init__(self, store: Store, wake: Callable[[], None], now: Callable[[], datetime]) -> None:
        """Work on a store; `wake` tells the worker that there is something new."""
        self._store = store
        self._wake = wake
        self._now = now
        self._members: dict[tuple[str, str], tuple[datetime, bool | None]] = {}

    def post(
        self,
        to: Address,
        keys: Sequence[str],
        messages: Sequence[Message],
        subject: str | None,
        *,
        asked: bool = False,
        replaces: str | None = None,
        attention: tuple[str, Attention] | None = None,
    ) -> bool:
        """Put an answer out, in one transaction with what it was about; False where it was taken in before.

        The first message opens the thread of the others, or joins the thread of the address.
        `asked` marks a command, on which the asker's next one may lean; `replaces` is a message of
        ours whose place the first one takes; `attention` is what the channel, or with a root its
        thread, is from now on.
        """
        first, *rest = messages
        head = Outgoing(
            to.channel,
            _words(first),
            thread_ts=to.thread_ts,
            edits=replaces,
            subject=subject,
            response_url=to.response_url,
            asker=to.user,
            expires_in=ANSWER_LIFE,
            basis=first.basis,
        )
        parts = (
            Outgoing(to.channel, _words(part), under=0, subject=part.subject, asker=to.user, basis=part.basis)
            for part in rest
        )
        batch = [head, *parts]
        thread = (to.channel, to.thread_ts, subject) if to.thread_ts and subject else None
        asker = (to.channel, to.user, subject) if asked and subject else None
        heed = (to.channel, *attention) if attention is not None else None
        taken = self._store.take_in(
            to.workspace, keys, batch, thread=thread, asker=asker, attention=heed, now=self._now()
        )
        if taken:
            self._wake()
        return taken

    def note(
        self, to: Address, keys: Sequence[str], messages: Sequence[Message], subject: str | None, mark: str = ""
    ) -> bool:
        """Keep a private answer, which is not posted; False where it was taken in before.

        `mark` is what its buttons carry, by which given() knows it again.
        """
        asker = (to.channel, to.user, subject) if subject else None
        first, *rest = [
            Outgoing(to.channel, _words(m), asker=to.user, subject=subject, basis=m.basis, given=True) for m in messages
        ]
        given = [replace(first, mark=mark), *rest]
        return self._store.take_in(to.workspace, keys, given, thread=None, asker=asker, now=self._now())

    def notify(self, to: Address, once: str, *messages: Message) -> bool:
        """Tell a channel what nobody asked for, be it nothing; False where it was taken in before."""
        said = [Outgoing(to.channel, _words(message), kind="notice") for message in messages]
        taken = self._store.take_in(to.workspace, (once,), said, now=self._now())
        if taken:
            self._wake()
        return taken

    def thread(self, workspace: str, channel: str, root_ts: str) -> str | None:
        """What a thread is about, or None where it is none of ours.

        Who is quick replies to a message that Slack shows and has not yet told us it took: while one of
        ours is on its way into the channel, it is waited for.
        """
        until = monotonic() + _PATIENCE_SECONDS
        while (subject := self._store.thread(workspace, channel, root_ts)) is None:
            if monotonic() >= until or not self._store.is_posting(workspace, channel):
                # It may have been noted between the two looks.
                return self._store.thread(workspace, channel, root_ts)
            sleep(_GLANCE_SECONDS)
        return subject

    def asking(self, to: Address, subject: str) -> str | None:
        """The message of ours in a thread that was about a subject: the question that was asked back."""
        return self._store.message_about(to.workspace, to.channel, to.thread_ts or "", subject)

    def first(self, workspace: str, key: str) -> bool:
        """Whether this is heard for the first time; it is noted as heard."""
        return self._store.take_in(workspace, (key,), (), now=self._now())

    def is_under_way(self, to: Address) -> bool:
        """Whether something of ours is still to be posted in a thread."""
        return self._store.is_under_way(to.workspace, to.channel, to.thread_ts or "")

    def message(self, workspace: str, channel: str, message_ts: str) -> str | None:
        """What one of our own messages is about, whatever its thread went on to."""
        return self._store.subject_of_message(workspace, channel, message_ts)

    def given(self, to: Address, mark: str) -> Given | None:
        """A private answer that this person was given in this channel, by its mark."""
        return self._store.given(to.workspace, to.channel, to.user, mark) if mark else None

    def question(self, workspace: str, user: str, mark: str) -> Question | None:
        """A question this person asked, by the mark of its answer, while that is kept."""
        return self._store.questions.one(workspace, user, mark)

    def last_asked(self, workspace: str, channel: str, user: str) -> str | None:
        """What someone's last command in a channel was about, while it is fresh."""
        return self._store.last_asked(workspace, channel, user, self._now() - REFINES_FOR)

    def is_member(self, workspace: str, channel: str) -> bool | None:
        """Whether the bot is in a channel, as far as it has learned."""
        known = self._members.get((workspace, channel))
        now = self._now()
        if known is None or not known[0] <= now < known[0] + _MEMBER_KNOWN_FOR:
            known = (now, self._store.is_member(workspace, channel))
            self._members[workspace, channel] = known
        return known[1]

    def learn_member(self, workspace: str, channel: str, *, member: bool) -> None:
        """Remember whether the bot is in a channel."""
        self._store.learn_member(workspace, channel, member, self._now())
        self._members.pop((workspace, channel), None)


def _words(message: Message) -> str:
    return json.dumps(message.payload, ensure_ascii=False)
