"""A Bolt app whose requests are timed, where somebody counts, and give up their place in line when they are done."""

from __future__ import annotations

from contextlib import nullcontext
from typing import TYPE_CHECKING, Any

from slack_bolt import App, BoltRequest, BoltResponse

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
