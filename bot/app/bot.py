"""The bot: its parts put together, started and stopped."""

from __future__ import annotations

import gc
import hashlib
from collections.abc import Callable
from datetime import datetime, timedelta
from time import monotonic
from typing import TYPE_CHECKING

from slack_bolt import App
from slack_sdk import WebClient

from bot.app.address import Address
from bot.app.connection import Connection, Identity
from bot.app.edition import Editions
from bot.app.errata import CORRECTED_FOR
from bot.app.health import Health
from bot.app.owner import Owner
from bot.app.regrets import Regrets
from bot.app.rounds import Rounds
from bot.app.shelf import Shelf, Source
from bot.app.timed import bolt_app
from bot.app.timing import USUAL, Timing
from bot.counter.clerk import Clerk
from bot.counter.counter import Counter
from bot.deliver.failure import Failure
from bot.deliver.mailroom import Mailroom
from bot.deliver.preferences import PreferenceRegister
from bot.deliver.reports import Reports
from bot.deliver.worker import Worker
from bot.desk import Desk
from bot.fairness import Fairness
from bot.home.keeper import EVERY_SO_OFTEN, Keeper, Rhythm
from bot.home.lobby import Lobby
from bot.remember.outbox_row import OutboxRow
from bot.remember.outgoing import Outgoing
from bot.remember.store import Store
from bot.remember.unavailable import StoreUnavailable
from bot.schedule.clockwork import Clockwork
from handlers import register
from handlers.aside import Aside
from handlers.directory import SlackDirectory
from handlers.forms import FORMS
from handlers.lane import Arrivals, Lanes
from handlers.locale import Locales
from handlers.pane import Pane
from handlers.post import SlackPost
from handlers.room import Room

if TYPE_CHECKING:
    from bot.app.metrics import Metrics
    from bot.app.server import Server

KEPT_FOR = timedelta(days=400)
"""How long messages are kept, with what they rested on."""


class Bot:
    """A bot that is connected, until it is stopped."""

    def __init__(
        self,
        desk: Desk,
        store: Store,
        *,
        bot_token: str,
        app_token: str | None,
        api_url: str,
        now: Callable[[], datetime],
        owner: str | None = None,
        timing: Timing = USUAL,
        keep: timedelta = KEPT_FOR,
        correct_for: timedelta = CORRECTED_FOR,
        source: Source | None = None,
        signing_secret: str | None = None,
        listen: Address | None = None,
        fairness: Fairness | None = None,
        rhythm: Rhythm = EVERY_SO_OFTEN,
    ) -> None:
        """Put the parts together; nothing is contacted before start().

        Where the desk's `source` is named, a changed book or template is noticed while the bot runs.
        With an `app_token` requests come through Socket Mode, without one over HTTP to `listen`,
        signed with the `signing_secret`. `listen` also tells health and metrics.
        """
        if app_token is None and not (signing_secret and listen):
            raise ValueError("over HTTP a bot needs a signing secret and an address: anybody could ask otherwise")
        self.store = store
        self._now = now
        self._keep = keep
        self._correct_for = correct_for
        self._timing = timing
        self._client = WebClient(bot_token, api_url, timing.timeout, retry_handlers=[])  # type: ignore[arg-type]
        self.connection = Connection(self._client, app_token)
        key = hashlib.sha256(b"kwai delivery " + bot_token.encode()).digest()
        self._post = post = SlackPost(self._client, key)
        self._aside = Aside(post, self._client)
        self._directory = directory = SlackDirectory(self._client)
        self._owner = Owner(self._aside, owner, directory)
        self.preferences = PreferenceRegister(store, now)
        self._lanes = Lanes()
        self._shelf = Shelf(desk, source, lambda: now().date(), self._owner.tell)
        self._editions = Editions(lambda: self.desk, now)
        self.worker = Worker(
            store,
            post,
            now=store.clock(now),
            report=self._failed,
            expired_payload=self._expired,
            look_again_after=timing.look_again_after,
            lease=timing.lease,
            pause=timing.pause,
        )
        self._counter = Counter(store, lambda: self.desk, self._editions, directory, now, self.worker.wake)
        self._clerk = Clerk(self._counter)
        self._regrets = Regrets(lambda: self.desk, self._aside, self._owner, self._clerk)
        self._homes: Keeper | None = None
        self._rhythm = rhythm
        self._mail = Mailroom(store, self.worker.wake, now)
        self._pane = Pane(self._aside, self._client, self._mail.is_under_way, timing.moment)
        self._fairness = fairness or Fairness(monotonic)
        self._signing_secret = signing_secret
        self._listen = listen
        self._metrics: Metrics | None = None
        self.server: Server | None = None
        self.identity: Identity | None = None
        self.rounds: Rounds | None = None
        self._clockwork: Clockwork | None = None

    def start(self) -> bool:
        """Connect, retrying while Slack is away; False where it was stopped before it could.

        Raises TokenRefused where Slack answers and refuses, OSError where the address to listen at is taken.
        """
        identity = self.connection.identify()
        if identity is None:
            return False
        self.identity = identity
        if not identity.reads_along:
            self.desk.expect_names()
        self._owner.find(self._client)
        self.worker.workspace = identity.workspace
        self._serve()
        app = self.app(identity)
        self.rounds = self._rounds(identity)
        try:
            self.connection.retried(self.rounds.seed)
        except StoreUnavailable as error:
            # Who asks is still answered; the plans of an earlier start stand in the database.
            self._owner.tell(f"The book's plans could not be written down. {error}")
        self.worker.start()
        self._clockwork = Clockwork(self.rounds.go, every=self._timing.poll)
        self._clockwork.start()
        self._aside.do(self._warm)
        assert self._homes is not None
        self._homes.start()
        if self.connection.is_socket:
            return self.connection.open(app, Arrivals(self._lanes))
        assert self.server is not None
        self.server.take_requests(app)
        return True

    def stop(self) -> None:
        """Take nothing more in, finish the work at hand, and close."""
        self.connection.close()
        server, self.server = self.server, None
        if server is not None:
            server.close()
        if self._clockwork is not None:
            self._clockwork.stop()
        if self._homes is not None:
            self._homes.stop()
        self.worker.stop(self._timing.timeout)
        self._pane.close()
        self._aside.close()
        self.store.close()

    def wait(self) -> None:
        """Return when the bot is stopped."""
        self.connection.wait()

    def ask_to_stop(self) -> None:
        """End wait(); safe in a signal handler."""
        self.connection.ask_to_stop()

    def ask_to_reload(self) -> None:
        """Read book and templates anew at once; safe in a signal handler."""
        self._shelf.ask()

    @property
    def desk(self) -> Desk:
        """The desk that answers now."""
        return self._shelf.desk

    def app(self, identity: Identity) -> App:
        """The Bolt app with every door open."""
        # The book lives as long as the program: the collector need not walk through it again and again.
        gc.collect()
        gc.freeze()
        app = bolt_app(identity, self._client, self._signing_secret, self._metrics, self._lanes)
        self._homes = self._keeper(identity)
        room = Room(
            shelf=self._shelf,
            mail=self._mail,
            now=self._now,
            bot_user=identity.user,
            workspace=identity.workspace,
            aside=self._aside,
            fairness=self._fairness,
            counter=self._clerk,
            directory=self._directory,
            owner=self._owner,
            reports=Reports(self.store, self.worker.wake, self._now),
            preferences=self.preferences,
            locales=Locales(self._aside, self.preferences, identity.workspace),
            lanes=self._lanes,
            homes=self._homes,
            pane=self._pane,
        )
        register(app, room)
        return app

    def _keeper(self, identity: Identity) -> Keeper:
        """Who keeps the home tabs of a workspace drawn."""
        lobby = Lobby(
            self.store,
            lambda: self.desk,
            identity.workspace,
            self._now,
            self._owner.seems_owner,
            lambda: self._shelf.problems,
            FORMS,
        )
        return Keeper(lobby.home, lobby.view, self._post.publish, monotonic, self._rhythm)

    def _rounds(self, identity: Identity) -> Rounds:
        return Rounds(
            identity.workspace,
            self.store,
            self._shelf,
            self._counter,
            self._editions,
            self._owner,
            self._client,
            now=self._now,
            keep=self._keep,
            correct_for=self._correct_for,
            wake=self.worker.wake,
            renewed=lambda: self._renewed(identity),
        )

    def health(self) -> Health:
        """What works of the bot now."""
        try:
            self.store.database.ping()
            database = True
        except StoreUnavailable:
            database = False
        # Over HTTP whoever hears this answer has reached the server, which may not be ready yet.
        http = self.server is not None and self.server.takes_requests
        return Health(database, self.connection.is_open if self.connection.is_socket else http, self.worker.is_alive)

    def next_digest(self) -> datetime | None:
        """When the next digest is due."""
        if self.identity is None:
            return None
        times = [s.next_at for s in self.store.roster.all(self.identity.workspace) if s.state == "active"]
        return min(times, default=None)

    def _serve(self) -> None:
        """Listen, where that is asked for."""
        if self._listen is None:
            return
        # Neither the server nor the counting is paid for by who does not ask for them.
        from bot.app.metrics import Metrics
        from bot.app.server import Server

        self._metrics = Metrics(self.store.outbox.waiting, lambda: self.health().ok)
        self.server = Server(self._listen, self.health, self._metrics.written)

    def _warm(self) -> None:
        """Look up what the first forms need: a trigger is good for three seconds."""
        self.desk.catalogue.warm(self._now().date())
        self._clerk.warm()

    def _renewed(self, identity: Identity) -> None:
        """Say what the desk of a changed book is to know, and draw anew what shows it."""
        self._aside.do(self._warm)
        if not identity.reads_along:
            self.desk.expect_names()
        if self._homes is not None:
            self._homes.stir_all()

    def _failed(self, failure: Failure) -> Outgoing | None:
        if self._metrics is not None:
            self._metrics.failed()
        return self._regrets.tell(failure)

    def _expired(self, row: OutboxRow) -> str:
        return self._regrets.expired(row)
