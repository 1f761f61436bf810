"""The wiring: settings, book, database, Slack and clock become one running bot."""

from __future__ import annotations

from bot.app.bot import Bot
from bot.app.connection import Identity, TokenRefused
from bot.app.shelf import Source, open_desk
from bot.app.timing import Timing

__all__ = ["Bot", "Identity", "Source", "Timing", "TokenRefused", "open_desk"]
