"""The gate before every door: what comes from another workspace goes no further."""

from __future__ import annotations

import logging
from collections.abc import Callable

from slack_bolt import App, BoltContext, BoltResponse

from handlers.room import Room

_log = logging.getLogger(__name__)


def register(app: App, room: Room) -> None:
    """Stand before the other doors: a token is one workspace's, and so are the rows kept for it."""

    @app.middleware
    def let_in(context: BoltContext, next: Callable[[], BoltResponse]) -> BoltResponse:
        if context.team_id == room.workspace:
            return next()
        # Acknowledged, or Slack would send it again; the text of a stranger is nobody's to log.
        _log.warning("a request of another workspace (%.20r) was ignored", context.team_id)
        return BoltResponse(status=200, body="")
