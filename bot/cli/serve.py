"""`kwai run`: the bot against Slack, until it is told to stop."""

from __future__ import annotations

import logging
import signal
import sys
from datetime import timedelta
from pathlib import Path

from pydantic import SecretStr

from bot.app import Bot, Source, TokenRefused, open_desk
from bot.app.address import Address
from bot.cli.clock import now
from bot.place import place_of
from bot.remember.store import open_store
from bot.remember.unavailable import StoreUnavailable
from bot.settings import cache_folder, read_settings


def run_bot(config: Path, listen: Address | None = None, *, http: bool = False) -> int:
    """Run until SIGTERM or SIGINT; the exit code: 0 stopped, 1 the book has problems, 2 settings."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    settings = read_settings()
    if isinstance(settings, str):
        return _refuse(settings, 2)
    missing = settings.missing(http=http)
    if missing or settings.bot_token is None:
        return _refuse("\n".join(missing), 2)
    source = Source(config, place_of("templates"), cache_folder())
    desk = open_desk(source, now().date())
    if isinstance(desk, tuple):
        return _refuse("\n".join((*map(str, desk), "The book has problems, so the bot does not start.")), 1)
    try:
        store = open_store(settings.database)
    except StoreUnavailable as error:
        return _refuse(str(error), 2)
    bot = Bot(
        desk,
        store,
        bot_token=settings.bot_token.get_secret_value(),
        app_token=None if http else _secret(settings.app_token),
        signing_secret=_secret(settings.signing_secret) if http else None,
        listen=listen,
        api_url=settings.api_url,
        now=now,
        owner=settings.owner,
        keep=timedelta(days=settings.keep_days),
        correct_for=timedelta(days=settings.correct_days),
        source=source,
    )
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: bot.ask_to_stop())
    if hasattr(signal, "SIGHUP"):
        signal.signal(signal.SIGHUP, lambda *_: bot.ask_to_reload())
    try:
        if bot.start():
            logging.getLogger(__name__).info("The bot is connected.")
            bot.wait()
    except OSError as error:
        return _refuse(f"The address to listen at cannot be opened ({error.strerror}): name another with --listen.", 2)
    except TokenRefused as error:
        return _refuse(f"Slack refuses the token ({error}). Check SLACK_BOT_TOKEN and SLACK_APP_TOKEN.", 2)
    finally:
        bot.stop()
    return 0


def read_address(text: str) -> Address | None:
    """The address in a text, on this machine where no host is named; None where it is none."""
    host, _, port = text.rpartition(":")
    return Address(host or "127.0.0.1", int(port)) if port.isdecimal() and int(port) < 65536 else None


def _secret(secret: SecretStr | None) -> str | None:
    return None if secret is None else secret.get_secret_value()


def _refuse(sentence: str, code: int) -> int:
    print(sentence, file=sys.stderr)
    return code
