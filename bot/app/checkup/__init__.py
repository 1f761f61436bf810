"""The checkup: everything between an operator's settings and an answer in Slack, looked at before it is needed."""

from __future__ import annotations

from bot.app.checkup.finding import Finding

__all__ = ["Finding"]
