"""The connection: who the bot is, the socket its requests come through, and patience while Slack is away."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from queue import Queue
from typing import TypeVar

from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.manifest import HISTORY
from bot.remember.unavailable import StoreUnavailable

_log = logging.getLogger(__name__)

CONCURRENCY = 32
_FIRST_PAUSE, _LONGEST_PAUSE = 1.0, 60.0
TOKEN_ERRORS = frozenset(
    "invalid_auth not_authed not_allowed_token_type account_inactive token_revoked token_expired".split()
)
"""What Slack says of a token that will not do; of its other errors some pass."""

T = TypeVar("T")


class TokenRefused(Exception):
    """Slack knows the bot and will not have it: a token is wrong or revoked."""


@dataclass(frozen=True, slots=True)
class Identity:
    """Who the bot is in its workspace; `scopes` is None where Slack does not name them."""

    workspace: str
    user: str
    bot: str
    scopes: frozenset[str] | None = None

    @property
    def reads_along(self) -> bool:
        """Whether it hears replies in channels that do not name it."""
        return self.scopes is None or self.scopes >= HISTORY


class Connection:
    """One bot's line to Slack, until it is asked to stop."""

    def __init__(self, client: WebClient, app_token: str | None) -> None:
        """Contact nothing yet."""
        self._client = client
        self._app_token = app_token
        self._stopping = threading.Event()
        self.socket: SocketModeHandler | None = None

    @property
    def is_socket(self) -> bool:
        """Whether requests come through a socket; otherwise over HTTP."""
        return self._app_token is not None

    @property
    def is_open(self) -> bool:
        """Whether the socket is open now."""
        return self.socket is not None and bool(self.socket.client.is_connected())

    def identify(self) -> Identity | None:
        """Who the bot is, asked until Slack answers; None where it was stopped before. Raises TokenRefused."""
        return self.retried(self._identify)

    def open(self, app: App, arrivals: Queue[str]) -> bool:
        """Take requests in for the app; False where it was stopped before Slack answered. Raises TokenRefused.

        Each is put into `arrivals` before it is given to one of the program's threads.
        """
        self.socket = SocketModeHandler(app, self._app_token, concurrency=CONCURRENCY)
        before, self.socket.client.message_queue = self.socket.client.message_queue, arrivals
        before.put(None)  # the client already waits there, for a second
        return self.retried(self._connect) is not None

    def retried(self, work: Callable[[], T]) -> T | None:
        """What the work returns, tried again while Slack is away; None where it was stopped before.

        A refused token and a database that is away are raised at once.
        """
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

    def wait(self) -> None:
        """Return when it is asked to stop."""
        self._stopping.wait()

    def ask_to_stop(self) -> None:
        """End wait() and every retry; safe in a signal handler."""
        self._stopping.set()

    def close(self) -> None:
        """Take nothing more in."""
        self._stopping.set()
        if self.socket is None:
            return
        self.socket.client.auto_reconnect_enabled = False
        try:
            self.socket.close()  # type: ignore[no-untyped-call]
        except AttributeError:
            # Slack's client trips where the other side closes at this moment; then it is closed.
            self.socket.close()  # type: ignore[no-untyped-call]

    def _identify(self) -> Identity:
        try:
            answer = self._client.auth_test()
        except SlackApiError as error:
            _refuse_token(error)
            raise
        return Identity(
            str(answer["team_id"]), str(answer["user_id"]), str(answer["bot_id"]), scopes_named(answer.headers)
        )

    def _connect(self) -> bool:
        assert self.socket is not None
        try:
            self.socket.connect()  # type: ignore[no-untyped-call]
        except SlackApiError as error:
            _refuse_token(error)
            raise
        return True


def scopes_named(headers: Mapping[str, str]) -> frozenset[str] | None:
    """The scopes of the token, which Slack names beside each answer; None where it does not."""
    named = {name.lower(): value for name, value in headers.items()}.get("x-oauth-scopes")
    return None if named is None else frozenset(scope.strip() for scope in named.split(",") if scope.strip())


def _refuse_token(error: SlackApiError) -> None:
    """Raise TokenRefused where it is the token that Slack will not have."""
    said = str(error.response.get("error"))
    if said in TOKEN_ERRORS:
        raise TokenRefused(said) from error


def _reason(error: Exception) -> str:
    """What kept the bot from starting, in Slack's own word where it said one."""
    if isinstance(error, SlackApiError):
        return f"Slack says {error.response.get('error', 'no')}"
    return str(error) or type(error).__name__
