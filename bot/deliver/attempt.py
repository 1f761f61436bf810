"""One attempt: what is done with a claimed row, and what is then known of it."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from bot.blockkit.plainer import plainer
from bot.deliver.envelope import envelope
from bot.deliver.failure import Failure
from bot.deliver.post import NotMember, Post, PostError, Refused, SlowDown, Unreachable, Unsure
from bot.remember.outbox import Outbox
from bot.remember.outbox_row import OutboxRow
from bot.remember.outgoing import Outgoing

_log = logging.getLogger(__name__)

Outcome = Literal[
    "sent", "found", "privately", "later", "plainer", "unsure", "absent", "again", "unknown", "failed", "expired"
]
"""What became of a row: posted; found posted; shown to the asker alone; not posted, later; not posted, in a
plainer form; may be posted; not found; to be sent again; for a person to decide; failed; too late."""

_LOOKS = 2
_RESENDS = {"notice": 5}
"""How often what was certainly not posted is sent again, by kind; else once. A notice has nobody to turn to."""
_RESPONSE_URL_LIFE = timedelta(minutes=30)
_LONGEST_PAUSE = 60
"""In pauses."""
_NOT_FOUND = "Slack did not confirm the message, and it was not found"
_NOT_LOOKED_FOR = "Slack did not confirm the message, and it cannot be looked for"


@dataclass(frozen=True, slots=True)
class Attempts:
    """How rows are tried: the hands the worker works with."""

    outbox: Outbox
    post: Post
    now: Callable[[], datetime]
    report: Callable[[Failure], Outgoing | None]
    expired_payload: Callable[[OutboxRow], str]
    look_again_after: timedelta
    lease: timedelta
    pause: timedelta

    def send(self, row: OutboxRow) -> Outcome:
        """Post it."""
        claimed_at = row.last_sent_at or row.created_at
        if self.now() >= claimed_at + self.lease / 2:
            # This computer slept since: another worker may have the row by now, and post it.
            return self._later(row, timedelta(), "woke too late to post")
        if row.has_no_thread:
            return self._answer_privately(row, "not_in_channel")
        try:
            message_ts = self.post.send(envelope(row, claimed_at))
        except Refused as error:
            return self._plainer(row, error) or self._fail(row, error.error)
        except NotMember as error:
            self.outbox.learn_member(row, False, self.now())
            return self._answer_privately(row, error.error)
        except SlowDown as error:
            return self._later(row, timedelta(seconds=error.seconds), str(error), slow_down=True)
        except Unreachable as error:
            return self._later(row, self._pause(row), f"Slack cannot be reached: {error}")
        except Exception as error:  # an error nobody foresaw tells as little as a broken line
            if not isinstance(error, Unsure):
                _log.exception("posting outbox row %s", row.id)
            now = self.now()
            self.outbox.mark_unknown(row, now, str(error) or type(error).__name__, now)
            return "unsure"
        self.outbox.mark_sent(row, message_ts, self.now())
        return "sent"

    def look(self, row: OutboxRow) -> Outcome:
        """Look whether it was posted; two looks in vain, the second well after the send, are an absence."""
        sought = envelope(row, self.now())
        try:
            message_ts = self.post.find(sought)
        except (SlowDown, Unreachable, Unsure) as error:
            asked = timedelta(seconds=error.seconds) if isinstance(error, SlowDown) else timedelta()
            now = self.now()
            self.outbox.mark_unknown(row, now + max(asked, self._pause(row)), str(error), now)
            return "unsure"
        except Exception as error:
            if not isinstance(error, PostError):
                _log.exception("looking for outbox row %s", row.id)
            return self._give_up(row, f"{_NOT_LOOKED_FOR}: {error}")
        now = self.now()
        if message_ts is not None:
            self.outbox.mark_sent(row, message_ts, now)
            return "found"
        # An early look proves nothing: Slack may still be at it. Nor does one that is early by a clock set back.
        is_early = row.due_at is not None and now < row.due_at
        if row.looks + 1 < _LOOKS or is_early:
            sent_at = min(row.last_sent_at or row.created_at, now)
            self.outbox.mark_absent(row, max(now, sent_at + self.look_again_after), now)
            return "absent"
        if row.resends < _RESENDS.get(row.kind, 1):
            self.outbox.mark_again(row, now)
            return "again"
        return self._give_up(row, _NOT_FOUND)

    def expire(self, row: OutboxRow) -> Outcome:
        """Say, where that can be said, that it comes too late to be posted."""
        if row.response_url is not None:
            now = self.now()
            try:
                self.post.answer_privately(row.response_url, self.expired_payload(row))
            except (SlowDown, Unreachable) as error:
                if now < row.created_at + _RESPONSE_URL_LIFE:
                    return self._later(row, self._pause(row), str(error))
            except Exception:
                _log.warning("telling that outbox row %s expired", row.id, exc_info=True)
            else:
                self.outbox.mark_failed(row, "expired", now, "expired")
                return "expired"
        notice = self._report(Failure(row, "expired"))
        self.outbox.mark_failed(row, "expired", self.now(), "expired", notice=notice)
        return "expired"

    def _answer_privately(self, row: OutboxRow, error: str) -> Outcome:
        now = self.now()
        is_late = now >= (row.expires_at or row.created_at + _RESPONSE_URL_LIFE)
        if row.response_url is None or is_late:
            return self._fail(row, error)
        try:
            self.post.answer_privately(row.response_url, row.payload)
        except (Refused, NotMember) as refusal:
            return self._plainer(row, refusal) or self._fail(row, f"{error}; privately: {refusal}")
        except SlowDown as asked:
            return self._later(row, timedelta(seconds=asked.seconds), str(asked))
        except Unreachable as unreachable:
            return self._later(row, self._pause(row), f"Slack cannot be reached: {unreachable}")
        except Exception as unsure:  # what only the asker sees cannot be looked for
            return self._give_up(row, f"{error}; privately: {unsure}")
        self.outbox.mark_answered_privately(row, self.now())
        return "privately"

    def _later(self, row: OutboxRow, pause: timedelta, error: str, *, slow_down: bool = False) -> Outcome:
        now = self.now()
        self.outbox.mark_later(row, now + pause, error, now, hold=pause if slow_down else timedelta())
        return "later"

    def _plainer(self, row: OutboxRow, error: PostError) -> Outcome | None:
        """Put it out in the next plainer form, where Slack will not draw it and there is one."""
        made = plainer(json.loads(row.payload)) if isinstance(error, Refused) and error.is_of_blocks else None
        if made is None:
            return None
        _log.warning("outbox row %s goes out without its %s: %s", row.id, made.without, error)
        words = json.dumps(made.payload, ensure_ascii=False)
        self.outbox.mark_plainer(row, words, made.without, str(error), self.now())
        return "plainer"

    def _fail(self, row: OutboxRow, error: str) -> Outcome:
        notice = self._report(Failure(row, error))
        self.outbox.mark_failed(row, error, self.now(), notice=notice)
        return "failed"

    def _give_up(self, row: OutboxRow, error: str) -> Outcome:
        notice = self._report(Failure(row, error, is_unsure=True))
        self.outbox.mark_unknown(row, None, error, self.now(), notice=notice)
        return "unknown"

    def _report(self, failure: Failure) -> Outgoing | None:
        try:
            return self.report(failure)
        except Exception:
            _log.exception("reporting outbox row %s: %s", failure.row.id, failure.error)
            return None

    def _pause(self, row: OutboxRow) -> timedelta:
        return self.pause * min(1 << min(row.attempts, 10), _LONGEST_PAUSE)
