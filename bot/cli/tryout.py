"""`kwai try`: the bot and a small Slack of its own, with one clock, in a browser."""

from __future__ import annotations

import logging
import os
import signal
import sys
import tempfile
import webbrowser
from collections.abc import Sequence
from datetime import UTC, datetime, time
from pathlib import Path

from bot.app import Bot, Source, open_desk
from bot.cli.clock import now
from bot.core.ledger import Ledger
from bot.core.period import Period, parse_period
from bot.manifest import app_manifest
from bot.place import place_of
from bot.remember.store import open_store
from bot.settings import cache_folder
from bot.workspace import Moment, TravelClock, open_workspace, small_site

_MORNING = time(9, 0, tzinfo=UTC)
_NEXT_DIGEST = {"zh-Hans": "下一期简报", "zh-Hant": "下一期簡報"}
_PROXIES = ("HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy", "ALL_PROXY", "all_proxy")


def try_bot(config: Path, port: int, *, show: bool) -> int:
    """Run until Ctrl-C; everything is kept in a folder that is gone afterwards."""
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    # The socket client would tunnel to this machine through a proxy and never arrive.
    for name in _PROXIES:
        os.environ.pop(name, None)
    source = Source(config, place_of("templates"), cache_folder())
    desk = open_desk(source, now().date())
    if isinstance(desk, tuple):
        print("\n".join(map(str, desk)), file=sys.stderr)
        return 1
    clock = TravelClock(first_morning(desk.ledger))
    with tempfile.TemporaryDirectory(prefix="kwai-try-") as folder:
        store = open_store(f"sqlite:///{folder}/try.db")
        bot: Bot | None = None

        def moments() -> Sequence[Moment]:
            due = bot.next_digest() if bot is not None else None
            return (Moment("next digest", due, _NEXT_DIGEST),) if due is not None else ()

        site = small_site(app_manifest(book=desk.introductions() if config != place_of("config") else ()))
        try:
            opened = open_workspace(site, clock, port=port, moments=moments)
        except OSError as error:
            print(
                f"Port {port} cannot be opened ({error.strerror}): name another, or leave --port out.", file=sys.stderr
            )
            store.close()
            return 2
        with opened as workspace:
            bot = Bot(
                desk,
                store,
                bot_token=workspace.bot_token,
                app_token=workspace.app_token,
                api_url=workspace.api_url,
                now=clock.now,
                owner=site.you.id,
                source=source,
            )
            for number in (signal.SIGTERM, signal.SIGINT):
                signal.signal(number, lambda *_: bot.ask_to_stop())
            try:
                bot.start()
                print(f"A small Slack is open at {workspace.url} (Ctrl-C ends it).", flush=True)
                if show:
                    webbrowser.open(workspace.url)
                bot.wait()
            finally:
                # The socket client complains of a line that is cut on purpose.
                logging.disable(logging.ERROR)
                workspace.cut()
                bot.stop()
    return 0


def first_morning(ledger: Ledger) -> datetime:
    """Nine o'clock (UTC) on the day after the book's newest statement."""
    newest = ledger.newest_statement
    period: Period = parse_period(f"asof:{newest}")
    return datetime.combine(period.end, _MORNING)
