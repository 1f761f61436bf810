"""A failure: what a person has to hear about, as nothing more will be done by itself."""

from __future__ import annotations

from dataclasses import dataclass

from bot.remember.outbox_row import OutboxRow


@dataclass(frozen=True, slots=True)
class Failure:
    """A message that was not posted, or, where `is_unsure`, that may have been.

    `error` is Slack's word or ours. What was to go under the message was not posted either.
    """

    row: OutboxRow
    error: str
    is_unsure: bool = False
