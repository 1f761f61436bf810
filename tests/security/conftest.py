"""The stage of tests/doors, and a bot that listens over HTTP on it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.app.address import Address
from tests.doors.conftest import desk, ledger, start
from tests.doors.stage import Stage, Starter, halt

from .signed import SECRET, Signed

__all__ = ["desk", "ledger", "over_http", "start"]


@pytest.fixture
def over_http(start: Starter) -> Iterator[tuple[Stage, Signed]]:
    """A bot without a socket, and somebody who can sign for Slack."""
    stage = start(connected=False)
    bot = stage.bring(app_token=None, signing_secret=SECRET, listen=Address("127.0.0.1", 0))
    assert bot.start() and bot.server is not None
    stage.bot = bot
    yield stage, Signed(f"http://127.0.0.1:{bot.server.port}", stage.workspace)
    stage.bot = None
    halt(bot, stage.workspace)
