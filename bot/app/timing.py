"""Timing: how long the bot waits for what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True)
class Timing:
    """The bot's waits.

    `timeout` is how many seconds Slack has for an answer. A message of which nothing was heard is
    looked for until `look_again_after` its sending, which is the timeout and what Slack may take to
    show it. A claim counts for `lease`, well over the timeout. What is due is asked for every `poll`
    seconds. An answer that takes more than a `moment`, in seconds, is said to be on its way.
    `pause` is half the wait after a first failure; each further one doubles it.
    """

    timeout: float = 10
    look_again_after: timedelta = timedelta(seconds=40)
    lease: timedelta = timedelta(seconds=120)
    poll: float = 1.0
    moment: float = 0.8
    pause: timedelta = timedelta(seconds=1)


USUAL = Timing()
"""For Slack itself."""
