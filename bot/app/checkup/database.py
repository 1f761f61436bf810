"""The database as a start would find it; nothing in it is changed, and none is made."""

from __future__ import annotations

from collections.abc import Iterator

from bot.app.checkup.finding import Finding, ok, problem
from bot.remember.condition import look
from bot.remember.unavailable import StoreUnavailable


def check_database(url: str) -> Iterator[Finding]:
    """Whether it opens, can be written, writes ahead, and has the tables this program needs."""
    try:
        found = look(url)
    except StoreUnavailable as error:
        yield problem("database", str(error))
        return
    if not found.exists:
        yield ok("database", f"{found.place} is not there yet; kwai run makes it")
        return
    ahead = "" if found.write_ahead is None else ", with a write-ahead log"
    if found.write_ahead is False:
        yield problem("database", f"{found.place} has no write-ahead log; kwai run turns it on where the disk allows")
    else:
        yield ok("database", f"{found.place} opens and can be written{ahead}")
    if found.version == found.newest:
        yield ok("migrations", f"at the newest, {found.newest}")
    elif found.is_newer:
        yield problem("migrations", f"made by a newer kwai ({found.version}); this one knows {found.newest}: update it")
    else:
        yield ok("migrations", f"at {found.version or 'none'}; kwai run brings it to {found.newest}")
