"""The command line: `kwai --help` lists its commands."""

from bot.cli.main import main

__all__ = ["main"]
