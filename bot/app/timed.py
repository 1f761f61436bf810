"""A Bolt app whose requests are timed, where somebody counts."""

from __future__ import annotations

from contextlib import nullcontext
from typing import TYPE_CHECKING, Any

from slack_bolt import App, BoltRequest, BoltResponse

if TYPE_CHECKING:
    from bot.app.metrics import Metrics


class TimedApp(App):
    """Bolt's app; a middleware cannot time a request, as the listener runs after the last of them."""

    def __init__(self, metrics: Metrics | None, **settings: Any) -> None:
        super().__init__(**settings)
        self._metrics = metrics

    def dispatch(self, req: BoltRequest) -> BoltResponse:
        """Answer a request, and note how long that took."""
        with self._metrics.request(req.body) if self._metrics is not None else nullcontext():
            return super().dispatch(req)
