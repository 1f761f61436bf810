"""A Bolt app whose requests are timed, where somebody counts, and give up their place in line when they are done."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from typing import TYPE_CHECKING, Any

from slack_bolt import App, BoltRequest, BoltResponse
from slack_bolt.authorization import AuthorizeResult
from slack_sdk import WebClient

from bot.app.connection import CONCURRENCY, Identity
from handlers.lane import Lanes

if TYPE_CHECKING:
    from bot.app.metrics import Metrics


class TimedApp(App):
    """Bolt's app; a middleware cannot time a request, as the listener runs after the last of them."""

    def __init__(self, metrics: Metrics | None, lanes: Lanes, **settings: Any) -> None:
        super().__init__(**settings)
        self._metrics = metrics
        self._lanes = lanes

    def dispatch(self, req: BoltRequest) -> BoltResponse:
        """Answer a request, and note how long that took."""
        try:
            with self._metrics.request(req.body) if self._metrics is not None else nullcontext():
                return super().dispatch(req)
        finally:
            self._lanes.leave(str(req.body.get("event_id") or ""))


def bolt_app(
    identity: Identity, client: WebClient, signing_secret: str | None, metrics: Metrics | None, lanes: Lanes
) -> App:
    """The app of one workspace, no door open yet."""
    # Bolt would call auth.test on the first request; who the bot is was asked once, at start.
    known = AuthorizeResult(
        enterprise_id=None,
        team_id=identity.workspace,
        bot_user_id=identity.user,
        bot_id=identity.bot,
        bot_token=client.token,
    )
    return TimedApp(
        metrics,
        lanes,
        client=WebClient(base_url=client.base_url, timeout=client.timeout, retry_handlers=[]),
        authorize=lambda **_: known,
        process_before_response=True,
        raise_error_for_unhandled_request=True,
        listener_executor=ThreadPoolExecutor(CONCURRENCY, thread_name_prefix="kwai-listener"),
        signing_secret=signing_secret or "",
    )
