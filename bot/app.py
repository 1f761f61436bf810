"""The wiring: settings, book, database, Slack and clock become one running bot."""

from __future__ import annotations

import gc
import hashlib
import json
import logging
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from time import monotonic
from typing import TypeVar

from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_bolt.authorization import AuthorizeResult
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.core.digest import Plan
from bot.core.text import LANGUAGES, Language
from bot.deliver.failure import Failure
from bot.deliver.mailroom import Mailroom
from bot.deliver.worker import Worker
from bot.desk import Desk
from bot.remember.outbox_row import OutboxRow
from bot.remember.store import Store
from bot.remember.subscriptions import Subscription
from bot.remember.unavailable import StoreUnavailable
from bot.schedule.calendar import next_time
from bot.schedule.clockwork import Clockwork
from bot.schedule.due import Composed, Due, Nothing, Part, send_due
from handlers import register
from handlers.aside import Aside
from handlers.post import SlackPost
from handlers.room import Room

_log = logging.getLogger(__name__)

CONCURRENCY = 32
TIMEOUT_SECONDS = 10
POLL_SECONDS = 1.0
_FIRST_PAUSE, _LONGEST_PAUSE = 1.0, 60.0
_SEEN_FOR = timedelta(days=2)
"""Longer than Slack repeats an event, or replays what was missed in an outage."""
_TOKEN_ERRORS = frozenset(
    "invalid_auth not_authed not_allowed_token_type account_inactive token_revoked token_expired".split()
)
"""What Slack says of a token that will not do; of its other errors some pass."""


T = TypeVar("T")


class TokenRefused(Exception):
    """Slack knows the bot and will not have it: a token is wrong or revoked."""


@dataclass(frozen=True, slots=True)
class Identity:
    """Who the bot is in its workspace."""

    workspace: str
    user: str
    bot: str


class Bot:
    """A bot that is connected, until it is stopped."""

    def __init__(
        self,
        desk: Desk,
        store: Store,
        *,
        bot_token: str,
        app_token: str,
        api_url: str,
        now: Callable[[], datetime],
        owner: str | None = None,
    ) -> None:
        """Put the parts together; nothing is contacted before start()."""
        self.desk = desk
        self.store = store
        self._now = now
        self._owner = owner
        self._app_token = app_token
        self._client = WebClient(token=bot_token, base_url=api_url, timeout=TIMEOUT_SECONDS, retry_handlers=[])
        key = hashlib.sha256(b"kwai delivery " + bot_token.encode()).digest()
        post = SlackPost(self._client, key)
        self._aside = Aside(post, self._client)
        self.worker = Worker(
            store, post, now=now, monotonic=monotonic, report=self._report, expired_payload=self._expired
        )
        self._clockwork = Clockwork(self._poll, every=POLL_SECONDS)
        self._socket: SocketModeHandler | None = None
        self._stopping = threading.Event()
        self._pruned_on: date | None = None
        self.identity: Identity | None = None

    def start(self) -> bool:
        """Connect, retrying while Slack is away; False where it was stopped before it could.

        Raises TokenRefused where Slack answers and refuses.
        """
        identity = self._retried(self._identify)
        if identity is None:
            return False
        self.identity = identity
        self.worker.workspace = identity.workspace
        app = self.app(identity)
        try:
            self._retried(lambda: self._seed(identity))
        except StoreUnavailable as error:
            # Who asks is still answered; the plans of an earlier start stand in the database.
            self._tell_owner(f"The book's plans could not be written down. {error}")
        self.worker.start()
        self._clockwork.start()
        self._socket = SocketModeHandler(app, self._app_token, concurrency=CONCURRENCY)
        return self._retried(self._connect) is not None

    def stop(self) -> None:
        """Take nothing more in, finish the work at hand, and close."""
        self._stopping.set()
        if self._socket is not None:
            self._socket.client.auto_reconnect_enabled = False
            try:
                self._socket.close()  # type: ignore[no-untyped-call]
            except AttributeError:
                # Slack's client trips where the other side closes at this moment; then it is closed.
                self._socket.close()  # type: ignore[no-untyped-call]
        if self.identity is not None:
            self._clockwork.stop()
        self.worker.stop(TIMEOUT_SECONDS)
        self._aside.close()
        self.store.close()

    def wait(self) -> None:
        """Return when the bot is stopped."""
        self._stopping.wait()

    def ask_to_stop(self) -> None:
        """End wait(); safe in a signal handler."""
        self._stopping.set()

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
        app = App(
            client=WebClient(base_url=self._client.base_url, timeout=TIMEOUT_SECONDS, retry_handlers=[]),
            authorize=lambda **_: known,
            process_before_response=True,
            raise_error_for_unhandled_request=True,
            listener_executor=ThreadPoolExecutor(CONCURRENCY, thread_name_prefix="kwai-listener"),
        )
        mail = Mailroom(self.store, self.worker.wake, self._now)
        register(app, Room(self.desk, mail, self._now, identity.user, self._aside))
        return app

    def next_digest(self) -> datetime | None:
        """When the next digest is due."""
        if self.identity is None:
            return None
        times = [s.next_at for s in self.store.subscriptions(self.identity.workspace) if s.state == "active"]
        return min(times, default=None)

    def _identify(self) -> Identity:
        try:
            answer = self._client.auth_test()
        except SlackApiError as error:
            _refuse_token(error)
            raise
        return Identity(str(answer["team_id"]), str(answer["user_id"]), str(answer["bot_id"]))

    def _connect(self) -> bool:
        assert self._socket is not None
        try:
            self._socket.connect()  # type: ignore[no-untyped-call]
        except SlackApiError as error:
            _refuse_token(error)
            raise
        return True

    def _retried(self, work: Callable[[], T]) -> T | None:
        pause = _FIRST_PAUSE
        while not self._stopping.is_set():
            try:
                return work()
            except (TokenRefused, StoreUnavailable):
                raise
            except Exception as error:
                _log.warning("Not ready yet (%s); trying again in %.0f s", _reason(error), pause)
                self._stopping.wait(pause)
                pause = min(pause * 2, _LONGEST_PAUSE)
        return None

    def _workspace(self) -> str | None:
        return self.identity.workspace if self.identity is not None else None

    def _prune(self) -> None:
        """Forget, once a day, what was seen too long ago to come again."""
        today = self._now().date()
        if self._pruned_on != today:
            self._pruned_on = today
            self.store.prune(self._now() - _SEEN_FOR)

    def _seed(self, identity: Identity) -> None:
        """Write the plans of the book as subscriptions; a channel is stored by its id."""
        plans = {plan.id for plan in self.desk.ledger.plans}
        kept = self.store.subscriptions(identity.workspace)
        if any(one.state == "active" and one.id not in plans for one in kept):
            for gone in self.store.pause_all_but(identity.workspace, sorted(plans)):
                self._tell_owner(f"The plan {gone} is no longer in the book: it is paused.")
        if not plans:
            return
        ids = self._channels(identity)
        for plan in self.desk.ledger.plans:
            channel = ids.get(plan.channel.lstrip("#"), plan.channel)
            if channel == plan.channel and not channel.startswith(("C", "G", "D")):
                _log.warning("the plan %s goes to #%s, which the bot cannot see: not planned", plan.id, plan.channel)
                continue
            self._put(identity, plan, channel)

    def _put(self, identity: Identity, plan: Plan, channel: str) -> None:
        self.store.put_subscription(
            identity.workspace,
            plan.id,
            channel=channel,
            digest=plan.digest,
            cron=plan.cron,
            time_zone=plan.time_zone,
            language=plan.language,
            next_at=next_time(plan.cron, plan.time_zone, self._now()),
        )

    def _channels(self, identity: Identity) -> dict[str, str]:
        """The channels the bot sees, by name; those it is in are remembered on the way."""
        found: dict[str, str] = {}
        cursor = ""
        while True:
            answer = self._client.conversations_list(
                types="public_channel,private_channel", limit=200, cursor=cursor or None, exclude_archived=True
            )
            for channel in answer["channels"]:
                found[channel["name"]] = channel["id"]
                if channel.get("is_member"):
                    self.store.learn_member(identity.workspace, channel["id"], True, self._now())
            cursor = (answer.get("response_metadata") or {}).get("next_cursor") or ""
            if not cursor:
                return found

    def _poll(self) -> None:
        self._prune()
        if send_due(
            self.store, self._compose, self._now, self._report_subscription, workspace=self._workspace()
        ).planned:
            self.worker.wake()

    def _compose(self, due: Due) -> Composed | Nothing:
        digest = self.desk.ledger.digests[due.subscription.digest]
        period = self.desk.newest_edition(digest)
        if period is None:
            return Nothing()
        edition = self.desk.edition(digest, period, self._now().date())
        language: Language = next(one for one in LANGUAGES if one == due.subscription.language)
        headline, *parts = self.desk.edition_messages(edition, language)
        subject = self.desk.edition_subject(edition, language)
        return Composed(
            period.label,
            Part(json.dumps(headline.payload, ensure_ascii=False), subject),
            tuple(Part(json.dumps(part.payload, ensure_ascii=False)) for part in parts),
        )

    def _expired(self, row: OutboxRow) -> str:
        words = str(json.loads(row.payload).get("text", ""))
        return json.dumps(self.desk.trouble(words, "expired", f"{row.id:04X}").payload, ensure_ascii=False)

    def _report(self, failure: Failure) -> None:
        row = failure.row
        what = "may not have been posted" if failure.is_unsure else "was not posted"
        self._tell_owner(f"A {row.kind} to <#{row.channel}> {what}: {failure.error}. Reference {row.id:04X}.")

    def _report_subscription(self, subscription: Subscription, error: Exception) -> None:
        self._tell_owner(f"The digest {subscription.id} could not be composed: {error}. It is tried again.")

    def _tell_owner(self, sentence: str) -> None:
        _log.error("%s", sentence)
        if self._owner is not None:
            self._aside.tell(self._owner, sentence)


def _refuse_token(error: SlackApiError) -> None:
    """Raise TokenRefused where it is the token that Slack will not have."""
    said = str(error.response.get("error"))
    if said in _TOKEN_ERRORS:
        raise TokenRefused(said) from error


def _reason(error: Exception) -> str:
    """What kept the bot from starting, in Slack's own word where it said one."""
    if isinstance(error, SlackApiError):
        return f"Slack says {error.response.get('error', 'no')}"
    return str(error) or type(error).__name__
