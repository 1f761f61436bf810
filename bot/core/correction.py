"""A correction: a fact that was wrong when it was served."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bot.core.fact import Fact
from bot.core.text import Text

Reason = Literal["misprint", "mended", "withdrawn", "gone", "nearer"]


@dataclass(frozen=True, slots=True)
class Correction:
    """What was served, and what is so.

    `now` is the statement that answers today, None where none does. The reason: misprint, its
    print is read otherwise; mended, the book had it wrong; withdrawn, it is no longer served;
    gone, the book no longer says it there; nearer, a better statement was there to be served.
    `why` is the book's own word for it, where it has one.
    """

    was: Fact
    now: Fact | None
    reason: Reason
    why: Text | None = None
