"""Buttons under an answer, and its More menu; each does what its words do when typed in the thread."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from bot.blockkit.build import Block, actions, button, select
from bot.core.answer import Answer
from bot.core.metric import PRICED
from bot.render.page import Pages

ACTION = "ask"
"""Every button's action id begins with this; the rest is the key of what it asks."""
MORE = "more"
"""The menu's action id; the option's value is the key of what it asks."""
FORM = "form"
"""The action ids of buttons that open a form begin with this; no words do: only a press or a command opens a window."""
REPORT, SHARE = "report", "share"
"""What the menu holds beside questions."""
_FORMS_AFTER: Mapping[str, tuple[str, ...]] = {"help": ("ask", "subscribe", "settings"), "not_understood": ("ask",)}
"""Endings after which a form helps who does not know what there is, and which."""
_MOST = 3
_MOST_LABEL = 30
_FORMS = frozenset({"chart", "table", "csv", "text", "usd"})


def buttons(answer: Answer, pages: Pages) -> Block | None:
    """The row of buttons of an answer, or None where nothing follows from it."""
    if answer.ending in _FORMS_AFTER and not answer.choices:
        return actions([_opens(form, answer, pages) for form in _FORMS_AFTER[answer.ending]])
    if answer.choices:
        keys = [f"choice_{at}" for at in range(1, len(answer.choices) + 1)]
    else:
        keys = list(answer.follow[:_MOST])
    elements = []
    for at, key in enumerate(keys):
        label = answer.choices[at].words if answer.choices else _say(f"button.{key}", answer, pages)
        label = pages.shown(label)
        elements.append(button(label[:1].upper() + label[1:_MOST_LABEL], f"{ACTION}_{key}", key))
    rest = [key for key in (*answer.follow[_MOST:], *answer.more) if key not in keys]
    if not answer.choices and (rest or (keys and answer.used)):
        elements.append(_menu(rest, answer, pages))
    return actions(elements) if elements else None


def given(blocks: Sequence[Mapping[str, Any]], mark: str, pages: Pages) -> tuple[Mapping[str, Any], ...]:
    """The blocks of an answer that one person alone is shown: its row is marked, its menu can share it."""
    return tuple(_given(block, mark, pages) if block["type"] == "actions" else block for block in blocks)


def asks(key: str, answer: Answer, pages: Pages) -> str:
    """The words a button stands for, as someone would type them."""
    if key.startswith("choice_"):
        return key.removeprefix("choice_")
    return _say(f"say.{key}", answer, pages)


def known(key: str, pages: Pages) -> bool:
    """Whether a button of this key can exist."""
    return key.startswith("choice_") or f"say.{key}" in pages.voice.phrases.words


def _opens(form: str, answer: Answer, pages: Pages) -> Block:
    key = f"{FORM}_{form}"
    return button(pages.shown(_say(f"open.{form}", answer, pages)), key, key)


def _menu(keys: Iterable[str], answer: Answer, pages: Pages) -> Block:
    """The More menu: a select, as Slack's three-dot menu holds five entries and no heads."""
    labelled = [(pages.shown(_say(f"button.{key}", answer, pages))[:_MOST_LABEL], key) for key in keys]
    groups = {
        "on": [one for one in labelled if one[1] not in _FORMS],
        "as": [one for one in labelled if one[1] in _FORMS],
        "this": [(_word(REPORT, pages), REPORT)] if answer.used else [],
    }
    return select(MORE, _word(MORE, pages), [(_word(name, pages), options) for name, options in groups.items()])


def _given(row: Mapping[str, Any], mark: str, pages: Pages) -> Block:
    share = {"text": {"type": "plain_text", "text": _word(SHARE, pages)}, "value": SHARE}
    *buttons, menu = row["elements"]
    if menu["action_id"] == MORE:
        *others, last = menu["option_groups"]
        menu = {**menu, "option_groups": [*others, {**last, "options": [share, *last["options"]]}]}
    return {**row, "elements": [*buttons, menu], "block_id": mark}


def _word(key: str, pages: Pages) -> str:
    return pages.shown(pages.voice.phrases.say(f"menu.{key}"))


def _say(key: str, answer: Answer, pages: Pages) -> str:
    words = pages.voice.phrases.words[key]
    return _filled(words, answer, pages) if "{" in words else words


def _filled(words: str, answer: Answer, pages: Pages) -> str:
    """Words that name a rival, the product that has a price, or what it costs beside money."""
    voice = pages.voice
    ledger = voice.ledger
    entity = ledger.entities.get(answer.entity or ledger.subject)
    rival = entity.rivals[0] if entity and entity.rivals else None
    ours = ledger.ours_with(ledger.metrics_as(*PRICED))
    in_credits = next((metric.id for metric in ledger.metrics.values() if metric.unit == "credits"), None)
    return words.format(
        rival=voice.entity(rival) if rival else "",
        ours=voice.entity(ours) if ours else "",
        credits=voice.short(in_credits) if in_credits else "",
    )
