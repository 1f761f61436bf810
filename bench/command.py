"""What `/kwai kling revenue q3` costs beside a bare Bolt echo, through the same dispatch."""

from __future__ import annotations

import itertools
import json
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic

from slack_bolt import App
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.request import BoltRequest
from slack_sdk import WebClient

from bench.clock import medians, rows
from bot.app import Bot, Identity
from bot.desk import Desk
from bot.fairness import Fairness, Rate
from bot.load.book import load_book
from bot.place import place_of
from bot.remember.store import open_store

_ROUNDS = 300
_RUN = 10
_NOW = datetime(2025, 12, 1, 9, tzinfo=UTC)
_NOWHERE = "http://127.0.0.1:9/api/"


def table() -> list[str]:
    """The measured lines."""
    ledger = load_book(place_of("config")).ledger
    if ledger is None:
        raise SystemExit("The book has problems: run `kwai check`.")
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(f"sqlite:///{Path(folder) / 'bench.db'}")
        desk = Desk(ledger, place_of("templates"))
        tokens = {"bot_token": "xoxb-bench", "app_token": "xapp-bench"}
        endless = Fairness(monotonic, person=Rate(_ROUNDS * 10, 1), channel=Rate(_ROUNDS * 10, 1))
        bot = Bot(desk, store, **tokens, api_url=_NOWHERE, now=lambda: _NOW, fairness=endless)
        ours = bot.app(Identity("T0", "U0KWAI", "B0KWAI"))
        echo, quick = _echo(process_before_response=False), _echo(process_before_response=True)
        measured = medians(
            {
                "bare echo, default settings": lambda: echo.dispatch(_request("echo")),
                "bare echo, process_before_response": lambda: quick.dispatch(_request("echo")),
                "kwai, private": lambda: ours.dispatch(_request("--private kling revenue q3")),
                "kwai, public (adds one commit)": lambda: ours.dispatch(_request("kling revenue q3")),
                "the answer alone (desk.ask)": lambda: desk.ask("kling revenue q3", _NOW.date()),
                "the answer alone, 可靈Q3收入": lambda: desk.ask("可靈Q3收入", _NOW.date()),
            },
            _ROUNDS,
            run=_RUN,
        )
        store.close()
    return [
        f"A slash command through Bolt's dispatch, median of {_ROUNDS}, in runs of {_RUN}",
        *rows(measured, "bare echo, default settings"),
    ]


def _echo(*, process_before_response: bool) -> App:
    app = App(
        client=WebClient(base_url=_NOWHERE),
        authorize=lambda **_: AuthorizeResult(
            enterprise_id=None, team_id="T0", bot_user_id="U0KWAI", bot_id="B0KWAI", bot_token="xoxb-bench"
        ),
        process_before_response=process_before_response,
    )

    @app.command("/kwai")
    def answer(ack, command) -> None:  # noqa: ANN001 (Bolt's own way)
        ack(command["text"])

    return app


_NUMBERS = itertools.count()


def _request(text: str) -> BoltRequest:
    number = next(_NUMBERS)
    payload = {
        "type": "slash_commands",
        "command": "/kwai",
        "text": text,
        "team_id": "T0",
        "channel_id": "C0",
        "channel_name": "kwai",
        "user_id": "U0",
        "user_name": "alice",
        "api_app_id": "A0",
        "trigger_id": f"1.{number}",
        "response_url": f"{_NOWHERE}{number}",
    }
    return BoltRequest(mode="socket_mode", body=json.dumps(payload))
