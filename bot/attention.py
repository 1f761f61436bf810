"""Being quiet and listening: what the bot is told to be, where that holds, and what it says to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bot.core.message import Message
from bot.core.preference import Attention
from bot.core.text import Language
from bot.desk import Desk
from bot.subject import recalled
from bot.words.attention import read_attention
from bot.words.language import choose_language

__all__ = ["Heed", "Where", "heed", "read_attention"]

Where = Literal["thread", "channel", "direct", "absent"]
"""A thread; a whole channel; a direct conversation, where everything is said to the bot; a channel it is not in."""


@dataclass(frozen=True, slots=True)
class Heed:
    """What is said to words that tell the bot to be something; `attention` is None where nothing changes by them."""

    message: Message
    attention: Attention | None


def heed(
    desk: Desk,
    text: str,
    wish: Attention,
    where: Where,
    subject: str | None,
    languages: tuple[Language | None, ...],
    asked: tuple[str, str] | None = None,
) -> Heed:
    """What the words come to: one sentence, in their language, else the thread's, else the person's.

    `asked` is who said them, and what, for a sentence to others who have not heard it.
    """
    before = recalled(subject)
    language = choose_language(text, before.language if before is not None else None, *languages)
    # Who hears only what names it is always as quiet as it can be.
    place = "mentions" if desk.expects_names and where in {"thread", "channel"} else where
    changes = place in {"thread", "channel"}
    message = desk.renderer.say("attention", language, asked=asked if changes else None, wish=wish, place=place)
    return Heed(message, wish if changes else None)
