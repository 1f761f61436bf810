"""One bot process of the fault run: the whole bot as it runs for people, with shorter waits."""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import monotonic

from bot.app import Bot, Timing
from bot.core.digest import Plan
from bot.core.subscription import Schedule
from bot.desk import Desk
from bot.fairness import Fairness, Rate
from bot.load.book import load_book
from bot.place import place_of
from bot.remember.store import open_store

TIMING = Timing(
    timeout=0.5,
    look_again_after=timedelta(seconds=1.5),
    lease=timedelta(seconds=3),
    poll=0.2,
    pause=timedelta(seconds=0.05),
)
APART = timedelta(milliseconds=10)
CRON, ZONE = "0 9 5 apr,jun,sep,dec *", "Asia/Hong_Kong"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a bot of the run works: its Slack, its database, its log, and how many channels get a digest."""

    api_url: str
    bot_token: str
    app_token: str
    owner: str
    database: str
    folder: Path
    plans: int


def plan(number: int) -> Plan:
    """The plan of one channel."""
    return Plan(f"plan{number:04}", "quarterly", f"room{number}", Schedule(CRON, ZONE), "en")


def run(place: Place) -> None:
    """Run until killed."""
    logging.basicConfig(
        filename=place.folder / "bots.log", level=logging.INFO, format="%(asctime)s %(process)d %(name)s %(message)s"
    )
    ledger = load_book(place_of("config"), place.folder / "cache").ledger
    assert ledger is not None
    plans = tuple(plan(number) for number in range(place.plans))
    bot = Bot(
        Desk(replace(ledger, plans=plans), place_of("templates")),
        open_store(place.database, apart=APART),
        bot_token=place.bot_token,
        app_token=place.app_token,
        api_url=place.api_url,
        now=lambda: datetime.now(UTC),
        owner=place.owner,
        timing=TIMING,
        fairness=Fairness(monotonic, person=Rate(10_000, 1), channel=Rate(10_000, 1)),
    )
    bot.start()
    bot.wait()
