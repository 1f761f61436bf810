"""What a delivery costs beside a bare post, over the loopback; and what a digest costs to render."""

from __future__ import annotations

import itertools
import json
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from slack_sdk import WebClient

from bench.clock import medians, rows
from bot.core.subscription import Schedule, Subscription
from bot.deliver.worker import Worker
from bot.desk import Desk
from bot.load.book import load_book
from bot.place import place_of
from bot.remember.outgoing import Outgoing
from bot.remember.store import open_store
from bot.remember.turn import Turn
from handlers.post import SlackPost

_ROUNDS = 200
_RUN = 10
_WARM = 20
_NOW = datetime(2025, 12, 1, 9, tzinfo=UTC)
_HOUR = timedelta(hours=1)


class _Slack(BaseHTTPRequestHandler):
    """Takes every message."""

    numbers = itertools.count(1)

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        answer = json.dumps({"ok": True, "ts": f"{next(self.numbers)}.000000"}).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def _slack() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Slack)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/api/"
    server.shutdown()
    server.server_close()


def table() -> list[str]:
    """The measured lines."""
    ledger = load_book(place_of("config")).ledger
    if ledger is None:
        raise SystemExit("The book has problems: run `kwai check`.")
    desk = Desk(ledger, place_of("templates"))
    recipe = ledger.digests["quarterly"]
    period = desk.newest_edition(recipe)
    assert period is not None

    def render() -> list[str]:
        edition = desk.edition(recipe, period, _NOW.date())
        return [json.dumps(one.payload, ensure_ascii=False) for one in desk.edition_messages(edition, "en")]

    headline = render()[0]
    with _slack() as url, tempfile.TemporaryDirectory() as folder:
        client = WebClient("xoxb-bench", base_url=url, retry_handlers=[])
        deliver, learn, close = _deliveries(Path(folder), SlackPost(client, b"bench"), headline)
        content = json.loads(headline)
        ways = itertools.count()
        measured = medians(
            {
                "a bare chat.postMessage": lambda: client.chat_postMessage(channel="C0", **content),
                "one commit": lambda: learn(next(ways)),
                "a delivery: planned, claimed, posted, marked": deliver,
                "a digest rendered, headline and thread": render,
            },
            _ROUNDS,
            warm=_WARM,
            run=_RUN,
        )
        close()
    return [
        f"A headline through the outbox to a Slack on the loopback, SQLite, median of {_ROUNDS}, in runs of {_RUN}",
        *rows(measured, "a bare chat.postMessage"),
    ]


def _deliveries(
    folder: Path, post: SlackPost, payload: str
) -> tuple[Callable[[], None], Callable[[int], None], Callable[[], None]]:
    """What delivers one edition to a channel that got none, what commits one row, and what closes the database."""
    store = open_store(f"sqlite:///{folder / 'bench.db'}")
    worker = Worker(store, post, now=lambda: _NOW, report=lambda _: None, expired_payload=lambda _: "")
    for number in range(_ROUNDS + _WARM):
        schedule = Schedule("0 9 * * *", "UTC")
        store.roster.put(Subscription("T0", f"s{number}", f"C{number}", "quarterly", schedule, "en", _NOW))
    subscribed = iter(store.roster.due(_NOW))

    def deliver() -> None:
        due = next(subscribed)
        headline = Outgoing(due.channel, payload, kind="digest")
        assert store.roster.take([Turn(due, _NOW + _HOUR, "2025Q3", (headline,))], _NOW) == ("planned",)
        step = worker.step()
        assert step is not None and step.outcome == "sent"

    def learn(number: int) -> None:
        store.learn_member("T0", f"C{number}", member=True, now=_NOW)

    return deliver, learn, store.close
