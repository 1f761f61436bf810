"""The command line: `kwai ask`, `check`, `facts`, `digest`, `deliveries`, `run`, `try`."""

from bot.cli.main import main

__all__ = ["main"]
