"""A database that is gone for a while: who asks hears so, what needs no memory goes on, and nothing is lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.core.digest import Plan
from bot.core.subscription import Schedule, Subscription
from bot.desk import Desk
from bot.place import place_of
from bot.remember.store import open_store
from bot.workspace import TravelClock
from tests.postgres import Postgres

from .stage import Corner, Starter, section

NOT_ANSWERED = "*Not answered: the database is not available*"
PLAN = Plan("soon", "quarterly", "strategy", Schedule("0 9 5 dec *", "Asia/Hong_Kong"), "en")


def test_a_server_that_is_gone_and_comes_back(start: Starter, desk: Desk, postgres: Postgres) -> None:
    clock = TravelClock(datetime.now(UTC))  # a server has a clock of its own
    with postgres.database() as url:
        stage = start(clock=clock, connected=False)
        bot = stage.start(desk=Desk(replace(desk.ledger, plans=(PLAN,)), place_of("templates")), store=open_store(url))
        kwai = Corner(stage, "kwai")
        root = kwai.kwai("kling revenue q3")["ts"]
        falls_due = clock.now() + timedelta(seconds=1)
        # Another cron than the plan's, so that the time given counts.
        schedule = Schedule("0 9 6 dec *", "Asia/Hong_Kong")
        bot.store.roster.put(
            Subscription(stage.workspace.site.team_id, "soon", "C0STRATEGY", PLAN.digest, schedule, "en", falls_due)
        )
        with postgres.gone(url):
            assert section(kwai.kwai_aside("gmv gap")).startswith(NOT_ANSWERED)
            private = kwai.kwai_aside("kling revenue q3 --private")
            assert section(private).startswith("*More than RMB 300m*"), "what needs no memory goes on"
            stage.workspace.wait_for(lambda _: clock.now() > falls_due)
        assert section(kwai.kwai("gmv gap")).startswith("*Kuaishou is 14.8 pp or more behind*")
        assert section(kwai.reply(root, "and qoq?")).startswith("*Cannot tell")
        (digest,) = stage.workspace.wait_for(lambda ws: ws.messages("strategy"))
        assert digest["blocks"][0]["text"]["text"] == "Kuaishou and Kling, 2025Q3"
        stage.stop()
