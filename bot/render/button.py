"""Buttons under an answer; each does what its words do when typed in the thread."""

from __future__ import annotations

from bot.blockkit.build import Block, actions, button
from bot.core.answer import Answer
from bot.core.metric import PRICED
from bot.render.page import Pages

ACTION = "ask"
"""Every button's action id begins with this; the rest is the key of what it asks."""
_MOST = 3
_MOST_LABEL = 30


def buttons(answer: Answer, pages: Pages) -> Block | None:
    """The row of buttons of an answer, or None where nothing follows from it."""
    keys = [f"choice_{at}" for at in range(1, len(answer.choices) + 1)] if answer.choices else list(answer.follow)
    if not keys:
        return None
    elements = []
    for at, key in enumerate(keys[: max(_MOST, len(answer.choices))]):
        label = answer.choices[at].words if answer.choices else _say(f"button.{key}", answer, pages)
        label = pages.shown(label)
        elements.append(button(label[:1].upper() + label[1:_MOST_LABEL], f"{ACTION}_{key}", key))
    return actions(elements)


def asks(key: str, answer: Answer, pages: Pages) -> str:
    """The words a button stands for, as someone would type them."""
    if key.startswith("choice_"):
        return key.removeprefix("choice_")
    return _say(f"say.{key}", answer, pages)


def known(key: str, pages: Pages) -> bool:
    """Whether a button of this key can exist."""
    return key.startswith("choice_") or f"say.{key}" in pages.voice.phrases.words


def _say(key: str, answer: Answer, pages: Pages) -> str:
    voice = pages.voice
    ledger = voice.ledger
    entity = ledger.entities.get(answer.entity or ledger.subject)
    rival = entity.rivals[0] if entity and entity.rivals else None
    ours = ledger.ours_with(ledger.metrics_as(*PRICED))
    in_credits = next((metric.id for metric in ledger.metrics.values() if metric.unit == "credits"), None)
    return voice.phrases.words[key].format(
        rival=voice.entity(rival) if rival else "",
        ours=voice.entity(ours) if ours else "",
        credits=voice.short(in_credits) if in_credits else "",
    )
