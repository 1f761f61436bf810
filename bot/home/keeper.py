"""The keeper: draws the home tab of whoever opens it, and anew when what it shows has changed.

What a tab holds is compared with what was last shown: whatever changed (a subscription, a setting, the book,
a delivery, by this process or another), it is seen here, and a view that is the same is not sent again.
"""

from __future__ import annotations

import hashlib
import json
import logging
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from bot.core.home import Home, Note
from bot.deliver.post import PostError, SlowDown

_log = logging.getLogger(__name__)

View = Mapping[str, Any]


class Publish(Protocol):
    """How a tab is shown: views.publish of a person's id and a view; raises a PostError."""

    def __call__(self, person: str, view: View, /) -> None:
        """Show it."""


@dataclass(frozen=True, slots=True)
class Rhythm:
    """Seconds: between two looks at a tab, between two drawings of one and of any, and how long it counts as opened.

    For `lively` seconds after somebody opened or pressed something it is looked at every `soon`:
    what a press comes to may take a moment. Slack takes about 100 views.publish a minute (its tier 4) from
    an app in a workspace; `between` stays below. So many people are kept at `most`. What a press came to is
    not taken away by opening the tab before it stood for `told` seconds: who looks into Messages and comes
    back finds every button where it was.
    """

    look: float = 10.0
    soon: float = 0.5
    lively: float = 5.0
    apart: float = 1.0
    between: float = 0.7
    lately: float = 8 * 3600.0
    told: float = 60.0
    most: int = 1_000


EVERY_SO_OFTEN = Rhythm()
_MOST_WAIT = 300.0
"""Seconds between two tries of a tab that Slack does not take."""


@dataclass(slots=True)
class _Visit:
    """Somebody who opened the tab: when, when it is looked at next, what was last shown, and that view's mark.

    One that `is_urgent` is shown before all others, changed or not, unless its view is what they have
    in sight: one that is sent again closes the list somebody has just opened in it.
    """

    opened: float
    due: float
    is_urgent: bool = True
    note: Note | None = None
    noted: float = float("-inf")
    in_sight: str = ""
    shown: Home | None = None
    mark: str = ""
    drawn: float = float("-inf")
    failures: int = 0


class Keeper:
    """Keeps the tabs of those who opened them lately, on a thread of its own; a restart forgets who they are."""

    def __init__(
        self,
        gather: Callable[[str, Note | None], Home],
        draw: Callable[[Home], View],
        publish: Publish,
        monotonic: Callable[[], float],
        rhythm: Rhythm = EVERY_SO_OFTEN,
    ) -> None:
        """`gather` is what a person's tab holds now, `draw` its view; `monotonic` a clock that never jumps."""
        self._gather = gather
        self._draw = draw
        self._publish = publish
        self._monotonic = monotonic
        self._rhythm = rhythm
        self._visits: dict[str, _Visit] = {}
        self._free = float("-inf")
        self._changed = threading.Condition()
        self._is_over = False
        self._thread = threading.Thread(target=self._run, name="kwai-home", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """End, after what is being drawn."""
        with self._changed:
            self._is_over = True
            self._changed.notify()
        if self._thread.is_alive():
            self._thread.join()

    def open(self, person: str, in_sight: str = "") -> None:
        """Draw the tab of somebody who opens it, before anybody else's; `in_sight` marks the view they have."""
        self._hurry(person, None, in_sight)

    def tell(self, person: str, note: Note) -> None:
        """Say on somebody's tab what their press came to, whether or not it was opened since the bot started."""
        self._hurry(person, note, "")

    def stir(self, person: str) -> None:
        """Look soon at the tab of somebody who did something, where they have opened it lately."""
        with self._changed:
            visit = self._visits.get(person)
            if visit is not None:
                visit.opened = self._monotonic()
                visit.due = min(visit.due, visit.opened + self._rhythm.soon)
                self._changed.notify()

    def stir_all(self) -> None:
        """Draw everybody's anew: the book or its words have changed."""
        with self._changed:
            for visit in self._visits.values():
                visit.shown = None
                visit.due = min(visit.due, self._monotonic() + self._rhythm.soon)
            self._changed.notify()

    def step(self) -> float:
        """Look at one tab, if one is due and Slack will take it; return the seconds until the next may be."""
        with self._changed:
            now = self._monotonic()
            self._visits = {who: one for who, one in self._visits.items() if now - one.opened <= self._rhythm.lately}
            if not self._visits:
                return self._rhythm.look
            if now < self._free:
                return self._free - now
            ready = {who: max(one.due, one.drawn + self._rhythm.apart) for who, one in self._visits.items()}
            due = [who for who, at in ready.items() if at <= now]
            if not due:
                return min(ready.values()) - now
            person = min(due, key=lambda who: (not self._visits[who].is_urgent, ready[who]))
            visit = self._visits[person]
            note, in_sight, was_urgent = visit.note, visit.in_sight, visit.is_urgent
            is_lively = now - visit.opened < self._rhythm.lively
            visit.due, visit.is_urgent = now + (self._rhythm.soon if is_lively else self._rhythm.look), False
        self._look(person, visit, note, in_sight, was_urgent=was_urgent)
        return 0.0

    def _hurry(self, person: str, note: Note | None, in_sight: str) -> None:
        with self._changed:
            now = self._monotonic()
            visit = self._visits.pop(person, None) or _Visit(now, now)
            visit.opened, visit.due, visit.is_urgent = now, now, True
            if note is not None or now - visit.noted >= self._rhythm.told:
                visit.note, visit.noted = note, now
            visit.in_sight = in_sight
            self._visits[person] = visit  # the newest last
            while len(self._visits) > self._rhythm.most:
                del self._visits[next(iter(self._visits))]
            self._changed.notify()

    def _look(self, person: str, visit: _Visit, note: Note | None, in_sight: str, *, was_urgent: bool) -> None:
        try:
            home = self._gather(person, note)
            if home == visit.shown and not was_urgent:
                return
            view = _marked(self._draw(home))
            mark = view["private_metadata"]
            if mark == (in_sight if was_urgent else visit.mark) and visit.mark in ("", mark):
                visit.shown, visit.mark = home, mark
                return
            self._free = self._monotonic() + self._rhythm.between
            self._publish(person, view)
            visit.shown, visit.mark, visit.drawn, visit.failures = home, mark, self._monotonic(), 0
        except SlowDown as slow:
            self._free = self._monotonic() + slow.seconds
            self._put_off(visit, slow.seconds, is_urgent=was_urgent)
        except Exception as error:
            if isinstance(error, PostError):
                _log.warning("the home tab of %s was not shown: %s", person, error)
            else:
                _log.exception("the home tab of %s was not drawn", person)
            visit.failures += 1
            self._put_off(visit, min(self._rhythm.look * 2 ** (visit.failures - 1), _MOST_WAIT), is_urgent=False)

    def _put_off(self, visit: _Visit, seconds: float, *, is_urgent: bool) -> None:
        with self._changed:
            visit.shown, visit.mark = None, ""
            if not visit.is_urgent:  # else it was opened again meanwhile
                visit.due, visit.is_urgent = self._monotonic() + seconds, is_urgent

    def _run(self) -> None:
        while True:
            wait = self.step()
            with self._changed:
                if self._is_over:
                    return
                if wait:
                    self._changed.wait(wait)


def _marked(view: View) -> View:
    """A view with the mark by which it is known again when Slack tells what somebody has in sight."""
    content = json.dumps(view, sort_keys=True).encode()
    return {**view, "private_metadata": hashlib.sha256(content).hexdigest()[:16]}
