"""The bot: its parts put together, started and stopped."""

from __future__ import annotations

import gc
import hashlib
import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta
from time import monotonic
from typing import TYPE_CHECKING, Any

from slack_bolt import App
from slack_bolt.authorization import AuthorizeResult
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.app.address import Address
from bot.app.connection import CONCURRENCY, TOKEN_ERRORS, Connection, Identity
from bot.app.edition import Editions
from bot.app.errata import CORRECTED_FOR, correct
from bot.app.health import Health
from bot.app.owner import Owner
from bot.app.plans import seed
from bot.app.shelf import Shelf, Source
from bot.app.timed import TimedApp
from bot.app.timing import USUAL, Timing
from bot.core.digest import Plan
from bot.counter.clerk import Clerk
from bot.counter.counter import Counter
from bot.counter.interruption import interruption
from bot.counter.review import hold_overdue
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
from bot.schedule.due import Tally, bring_forward, send_due
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

_SEEN_FOR = timedelta(days=2)
"""Longer than Slack repeats an event, or replays what was missed in an outage."""
_STRAGGLERS, _LOOK_AGAIN = 30.0, 5.0
"""Seconds after a change in which an answer that was begun before may still be put out, and between two looks."""
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
        self._correct_at: float | None = 0.0
        self._correct_until = 0.0
        self.corrected_by: str | None = None
        """The version of the book by which what was said was last looked through."""
        self._timeout = timing.timeout
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
        self._clockwork = Clockwork(self._poll, every=timing.poll)
        self._counter = Counter(store, lambda: self.desk, self._editions, directory, now, self.worker.wake)
        self._clerk = Clerk(self._counter)
        self._homes: Keeper | None = None
        self._rhythm = rhythm
        self._mail = Mailroom(store, self.worker.wake, now)
        self._pane = Pane(self._aside, self._client, self._mail.is_under_way, timing.moment)
        self._pruned_on: date | None = None
        self._fairness = fairness or Fairness(monotonic)
        self._signing_secret = signing_secret
        self._listen = listen
        self._metrics: Metrics | None = None
        self.server: Server | None = None
        self.identity: Identity | None = None

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
        try:
            self.connection.retried(lambda: self._seed(identity))
        except StoreUnavailable as error:
            # Who asks is still answered; the plans of an earlier start stand in the database.
            self._owner.tell(f"The book's plans could not be written down. {error}")
        self.worker.start()
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
        if self.identity is not None:
            self._clockwork.stop()
        if self._homes is not None:
            self._homes.stop()
        self.worker.stop(self._timeout)
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
        # Bolt would call auth.test on the first request; who the bot is was asked once, at start.
        known = AuthorizeResult(
            enterprise_id=None,
            team_id=identity.workspace,
            bot_user_id=identity.user,
            bot_id=identity.bot,
            bot_token=self._client.token,
        )
        # The book lives as long as the program: the collector need not walk through it again and again.
        gc.collect()
        gc.freeze()
        app = TimedApp(
            self._metrics,
            self._lanes,
            client=WebClient(base_url=self._client.base_url, timeout=self._client.timeout, retry_handlers=[]),
            authorize=lambda **_: known,
            process_before_response=True,
            raise_error_for_unhandled_request=True,
            listener_executor=ThreadPoolExecutor(CONCURRENCY, thread_name_prefix="kwai-listener"),
            signing_secret=self._signing_secret or "",
        )
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

    def health(self) -> Health:
        """What works of the bot now."""
        try:
            self.store.database.ping()
            database = True
        except StoreUnavailable:
            database = False
        # Over HTTP whoever hears this answer has reached the server.
        return Health(database, not self.connection.is_socket or self.connection.is_open, self.worker.is_alive)

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

    def send_landed(self) -> int:
        """Compose and plan what has become due as the book is now; call it whenever the desk's ledger changed.

        A subscription goes out at once, or after its quiet hours, when its digest has a newer
        edition than when it was last looked at. Returns how many were brought forward. Raises
        StoreUnavailable.
        """
        if self.identity is None:
            return 0
        newest = {digest: self._counter.newest(digest) for digest in self.desk.ledger.digests}
        found = bring_forward(self.store, newest, self._now(), self.identity.workspace)
        if found:
            self._send_due(self.identity.workspace)
        return len(found)

    def _warm(self) -> None:
        """Look up what the first forms need: a trigger is good for three seconds."""
        self.desk.catalogue.warm(self._now().date())
        self._clerk.warm()

    def _seed(self, identity: Identity) -> None:
        ledger = self.desk.ledger
        newest = {digest: self._counter.newest(digest) for digest in ledger.digests}
        seed(ledger.plans, self.store, self._client, identity.workspace, self._now(), self._owner.tell, newest)
        stuck = [s.id for s in self.store.roster.all(identity.workspace) if s.paused_for == "token"]
        if stuck:
            self._owner.tell(
                f"Paused since Slack refused the token: {', '.join(stuck)}. Resume them with /kwai subscriptions."
            )
        self.send_landed()

    def _poll(self) -> None:
        plans = self.desk.ledger.plans
        if self._shelf.look():
            self._renew(plans)
            if self._homes is not None:
                self._homes.stir_all()
            self._correct_at, self._correct_until = 0.0, monotonic() + _STRAGGLERS
        self._correct()
        self._prune()
        if self.identity is not None:
            self._send_due(self.identity.workspace)
            hold_overdue(self._counter, self._now(), self.identity.workspace)

    def _send_due(self, workspace: str) -> None:
        done = send_due(self.store, self._editions, self._now, self._owner.digest_failed, workspace=workspace)
        if done != Tally():
            self.worker.wake()

    def _renew(self, plans: tuple[Plan, ...]) -> None:
        """Go on with a book that was read anew."""
        # What the book before was made of is let go, and what is there now lives as long as the program.
        gc.unfreeze()
        gc.collect()
        gc.freeze()
        if self.identity is None:
            return
        self._aside.do(self._warm)
        if not self.identity.reads_along:
            self.desk.expect_names()
        try:
            if self.desk.ledger.plans != plans:
                self._seed(self.identity)
            else:
                self.send_landed()
        except (SlackApiError, OSError, StoreUnavailable) as error:
            self._owner.tell(f"The changed plans could not be written down: {error}. They are at the next start.")

    def _correct(self) -> None:
        """Look through what was said from another book, at start and after a change, until nothing of it is to come."""
        if self.identity is None or self._correct_at is None or monotonic() < self._correct_at:
            return
        self._correct_at = monotonic() + _LOOK_AGAIN
        desk, workspace = self.desk, self.identity.workspace
        found = correct(self.store, desk, workspace, self._now(), self._correct_for, self._owner.correction_failed)
        self.corrected_by = desk.provenance.book
        if found.waits_anew:
            self._owner.corrections_wait(found.facts, found.notes)
        elif found.notes and not found.waits:
            self.worker.wake()
        is_over = monotonic() >= self._correct_until
        if is_over and not self.store.errata.is_more_coming(workspace, desk.provenance.book):
            self._correct_at = None

    def _prune(self) -> None:
        """Forget, once a day, what was seen too long ago to come again, and what is older than its keep."""
        today = self._now().date()
        if self._pruned_on != today:
            self._pruned_on = today
            self.store.prune(self._now() - _SEEN_FOR)
            self.store.forget(self._now() - self._keep)

    def _failed(self, failure: Failure) -> Outgoing | None:
        if self._metrics is not None:
            self._metrics.failed()
        row = failure.row
        why = interruption(failure, TOKEN_ERRORS)
        if why is not None:
            self._aside.do(lambda: self._interrupt(row.workspace, row.channel, why))
        if failure.is_unsure and row.kind == "answer" and row.asker is not None:
            # Who reads no channel cannot look whether it is there: the asker can.
            self._aside.whisper(row.channel, row.asker, row.thread_ts, self._regret(row, "unsure"))
        return self._owner.message_failed(failure)

    def _interrupt(self, workspace: str, channel: str, why: str) -> None:
        for s in self._clerk.interrupt(workspace, channel, why):
            self._owner.tell(
                f"The subscription {s.id} to <#{channel}> is paused: {why}. Once that is mended, resume it with "
                "/kwai subscriptions; what was missed can be sent then."
            )

    def _regret(self, row: OutboxRow, reason: str) -> dict[str, Any]:
        words = str(json.loads(row.payload).get("text", ""))
        return self.desk.trouble(words, reason, f"{row.id:04X}", row.subject).payload

    def _expired(self, row: OutboxRow) -> str:
        return json.dumps(self._regret(row, "expired"), ensure_ascii=False)
