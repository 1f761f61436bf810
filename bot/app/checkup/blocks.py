"""A sample of what the bot says, looked at by Slack where it will."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.app.checkup.finding import Finding, ok, problem, unknown
from bot.core.text import LANGUAGES
from bot.desk import Desk

_QUESTIONS = ("help", "prices", "guidance", "conflicts", "digest", "zzz")
_TIMEOUT_SECONDS = 10
_NOT_HERE = frozenset({"unknown_method", "method_deprecated", "ratelimited", "not_allowed_token_type"})


def sample(desk: Desk, today: date) -> list[dict[str, Any]]:
    """What the bot says of its book in every language, each message once."""
    name = desk.ledger.entities[desk.ledger.subject].name.en
    questions = (*_QUESTIONS, name, f"{name} all quarters", f"{name} gap")
    said = {
        json.dumps(message.payload, ensure_ascii=False): message.payload
        for language in LANGUAGES
        for question in questions
        for message in desk.ask(question, today, speak=language).messages
    }
    return list(said.values())


def check_blocks(api_url: str, token: str | None, payloads: list[dict[str, Any]]) -> Iterator[Finding]:
    """What Slack's own blocks.validate says of them; it posts nothing."""
    if not token:
        yield unknown("blocks", "there is no bot token to ask Slack with")
        return
    client = WebClient(token, base_url=api_url, timeout=_TIMEOUT_SECONDS, retry_handlers=[])
    for number, payload in enumerate(payloads):
        try:
            client.blocks_validate(blocks=payload["blocks"])
        except SlackApiError as error:
            said = str(error.response.get("error"))
            if said in _NOT_HERE or " " in said:
                yield unknown("blocks", f"{number} of {len(payloads)} messages were validated, then Slack said {said}")
            else:
                first: dict[str, Any] = next(iter(error.response.get("errors") or ()), {})
                where = f"{first.get('pointer', '')} {first.get('message', '')}".strip()
                yield problem("blocks", f"Slack would refuse “{payload['text'][:60]}”: {said} {where}; tell the makers")
            return
        except Exception as error:
            yield unknown("blocks", f"Slack could not be asked ({type(error).__name__})")
            return
    yield ok("blocks", f"Slack would take all {len(payloads)} messages of the sample")
