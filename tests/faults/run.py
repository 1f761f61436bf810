"""The run: what is to be delivered, what goes wrong meanwhile, and who is ended."""

from __future__ import annotations

import json
import multiprocessing
import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from multiprocessing.context import ForkServerContext
from multiprocessing.process import BaseProcess
from pathlib import Path

from bot.core.subscription import Subscription
from bot.place import place_of
from bot.remember.store import Store, open_store
from bot.workspace import EVENT, Channel, Pace, Site, TravelClock, Trouble, Workspace, open_workspace, small_site
from tests.faults.figures import OWNER, Figures, figures, is_done
from tests.faults.murder import POST, Murder
from tests.faults.process import TIMING, Place, plan, run

QUESTION = "kling revenue q3"
LOOKS = ("conversations.history", "conversations.replies")
LATE = TIMING.timeout * 1.5
"""Seconds: longer than a bot waits for Slack, and shorter than it waits to look again."""
CHANCES = {
    Trouble(POST, "drop before"): 0.03,
    Trouble(POST, "drop after"): 0.03,
    Trouble(POST, "late", seconds=LATE): 0.01,
    Trouble(POST, "delay", seconds=LATE): 0.01,
    Trouble(POST, "status", "internal_error", 500): 0.03,
    Trouble(POST, "status", "ratelimited", 429, 1): 0.02,
    Trouble(POST, "refuse", "internal_error"): 0.01,
    **{Trouble(look, "status", "internal_error", 500): 0.05 for look in LOOKS},
    **{Trouble(look, "drop before"): 0.05 for look in LOOKS},
    Trouble(EVENT, "twice"): 0.2,
}
_MOST_SECONDS = 60.0
"""Without any call: then something is stuck."""
_BETWEEN_LOOKS = 0.25


def site(rooms: int) -> Site:
    """A workspace with so many channels that get a digest, and the owner's."""
    small = small_site(json.loads(place_of("manifest.json").read_text(encoding="utf-8")))
    members = (*(person.id for person in small.people), small.bot_user)
    more = [Channel(f"C0ROOM{number:04}", f"room{number}", members) for number in range(rooms)]
    return replace(small, channels=(*small.channels, Channel(OWNER, "owner", members), *more))


class Run:
    """Deliveries, one to a channel, and questions, until all are done or nothing moves any more."""

    def __init__(self, url: str, folder: Path, *, deliveries: int, questions: int, bots: int, seed: int) -> None:
        self._url, self._folder = url, folder
        self._deliveries, self._questions, self._bots = deliveries, questions, bots
        self._dice = random.Random(seed)
        self.storm = Murder(random.Random(self._dice.random()), CHANCES)
        self._asked: dict[str, str] = {}

    def __call__(self) -> Figures:
        """Run, and count."""
        store = open_store(self._url)
        pace = Pace(ack_seconds=1.0, retries=500, retry_seconds=0.2)
        clock = TravelClock(datetime.now(UTC))
        with open_workspace(site(self._deliveries), clock, faults=self.storm, pace=pace) as workspace:
            self._subscribe(store, workspace)
            with self._alive(workspace) as keep_alive:
                while (waited := self._wait(workspace, store)) != "done":
                    keep_alive()
                    if waited == "moved":
                        self._strike(workspace)
            found = figures(store, workspace, self._deliveries, self._asked)
        store.close()
        return found

    def _subscribe(self, store: Store, workspace: Workspace) -> None:
        due = datetime.now(UTC) - timedelta(seconds=1)
        for number in range(self._deliveries):
            one, channel = plan(number), f"C0ROOM{number:04}"
            whose = workspace.site.team_id
            store.roster.put(
                Subscription(whose, one.id, channel, one.digest, one.schedule, one.language, due, origin="book")
            )

    def _wait(self, workspace: Workspace, store: Store) -> str:
        """Return when so many calls were made, a bot has died, or all is done."""
        until = self.storm.calls + self._dice.randint(3, 30 + self._deliveries // 10)
        looked_at = time.monotonic()

        def seen(_: Workspace) -> str | None:
            nonlocal looked_at
            if not all(bot.is_alive() for bot in self.storm.bots):
                return "died"
            if self.storm.calls >= until:
                return "moved"
            if time.monotonic() < looked_at + _BETWEEN_LOOKS:
                return None
            looked_at = time.monotonic()
            if not is_done(store, self._deliveries, len(self._asked)):
                return None
            return "done" if len(self._asked) == self._questions else "moved"

        try:
            return workspace.wait_for(seen, _MOST_SECONDS)
        except TimeoutError:
            return "done"

    def _strike(self, workspace: Workspace) -> None:
        """Ask a question, end a bot, or break its line."""
        strikes = [self.storm.kill, workspace.cut, workspace.disconnect]
        if len(self._asked) < self._questions and self._dice.random() < 0.6:
            channel = f"room{self._dice.randrange(self._deliveries)}"
            self._asked[workspace.say(channel, f"<@{workspace.bot_user}> {QUESTION}")] = channel
        else:
            self._dice.choice(strikes)()

    @contextmanager
    def _alive(self, workspace: Workspace) -> Iterator[Callable[[], None]]:
        """Bots that are alive; the function given starts others for those that died."""
        made = multiprocessing.get_context("forkserver")
        made.set_forkserver_preload([run.__module__])
        place = Place(
            workspace.api_url,
            workspace.bot_token,
            workspace.app_token,
            OWNER,
            self._url,
            self._folder,
            self._deliveries,
        )

        def keep_alive() -> None:
            self.storm.bots = [bot for bot in self.storm.bots if bot.is_alive()]
            while len(self.storm.bots) < self._bots:
                self.storm.bots.append(_begin(made, place))

        keep_alive()
        try:
            yield keep_alive
        finally:
            for bot in self.storm.bots:
                bot.kill()
                bot.join()


def _begin(made: ForkServerContext, place: Place) -> BaseProcess:
    bot = made.Process(target=run, args=(place,), daemon=True)
    bot.start()
    return bot
