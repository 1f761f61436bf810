"""The form in which a subscription is changed, as a modal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bot.blockkit.build import Block, plain_text
from bot.core.subscription import Subscription
from bot.core.text import LANGUAGES, Language
from bot.render.message import Renderer

CALLBACK = "subscription_form"
FIELD = "field"
"""The action id of every field; the block ids name them."""
_COUNTRIES = ("HK", "CN", "US", "GB", "SG", "JP")


def subscription_form(renderer: Renderer, s: Subscription, language: Language, metadata: str) -> Mapping[str, Any]:
    """The view; `metadata` comes back with what was entered."""
    pages = renderer.pages(language)

    def say(key: str, **about: str) -> str:
        return pages.shown(pages.voice.phrases.say(f"form.{key}", **about))

    def chosen(id: str, options: Sequence[tuple[str, str]], value: str) -> Block:
        entries = [{"text": plain_text(text), "value": key} for key, text in options]
        first = next((entry for entry in entries if entry["value"] == value), entries[0])
        return _input(id, say(id), {"type": "static_select", "options": entries, "initial_option": first})

    countries = sorted({*_COUNTRIES, s.schedule.business_days} - {""}, key=lambda code: (code != "HK", code))
    days = [(code, say("business", country=pages.voice.country(code))) for code in countries]
    reviewer = {"type": "users_select", **({"initial_user": s.review.reviewer} if s.review else {})}
    return {
        "type": "modal",
        "callback_id": CALLBACK,
        "private_metadata": metadata,
        "title": plain_text(say("title")),
        "submit": plain_text(say("save")),
        "close": plain_text(say("cancel")),
        "blocks": [
            _input("when", say("when"), _text(s.schedule.cron), say("when_hint")),
            _input("zone", say("zone"), _text(s.schedule.time_zone)),
            chosen("language", [(key, pages.shown(pages.voice.tongue(key))) for key in LANGUAGES], s.language),
            _input(
                "quiet",
                say("quiet"),
                _text(str(s.schedule.quiet) if s.schedule.quiet else ""),
                say("quiet_hint"),
                optional=True,
            ),
            chosen("days", [("any", say("every_day")), *days], s.schedule.business_days or "any"),
            chosen("nothing_new", [("no", say("silent")), ("yes", say("line"))], "yes" if s.says_nothing_new else "no"),
            _input("reviewer", say("reviewer"), reviewer, optional=True),
        ],
    }


def _text(value: str) -> Mapping[str, Any]:
    return {"type": "plain_text_input", **({"initial_value": value} if value else {})}


def _input(id: str, label: str, element: Mapping[str, Any], hint: str = "", *, optional: bool = False) -> Block:
    block: Block = {
        "type": "input",
        "block_id": id,
        "label": plain_text(label),
        "element": {**element, "action_id": FIELD},
        "optional": optional,
    }
    if hint:
        block["hint"] = plain_text(hint)
    return block
