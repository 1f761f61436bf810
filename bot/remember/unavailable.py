"""The one error this room lets out: the database cannot be used now."""

from __future__ import annotations

from sqlalchemy import exc


class StoreUnavailable(Exception):
    """The database cannot be used now; its text is a sentence for a person.

    It says what happened, what was kept, and what to do.
    """


_ERRORS = {
    "SQLITE_BUSY": "is in use by another program and did not become free in time. Nothing was changed. "
    "Try again; if it lasts, close what else has the file open (a backup, a database browser).",
    "SQLITE_LOCKED": "is in use by another program and did not become free in time. Nothing was changed. Try again.",
    "SQLITE_READONLY": "can be read but not written. Nothing was changed. "
    "Give the user who runs kwai the right to write the file and its folder.",
    "SQLITE_CANTOPEN": "cannot be opened. Nothing was changed. "
    "Check that its folder exists and that the user who runs kwai may write there.",
    "SQLITE_FULL": "cannot grow: the disk is full. Nothing was changed. Make room and try again.",
    "SQLITE_IOERR": "could not be read or written by the operating system. Nothing was changed. "
    "Check the disk, then try again.",
    "SQLITE_NOTADB": "is a file of another kind, not a database. It was left as it is. "
    "Name another file in DATABASE_URL, or move this one away.",
    "SQLITE_CORRUPT": "is damaged. It was left as it is. "
    "Move it away; then `kwai restore` brings a backup back, or the bot begins anew.",
}


def is_unavailable(error: exc.SQLAlchemyError) -> bool:
    """Whether the error is the database's state, and not a mistake in our statements."""
    if isinstance(error, exc.TimeoutError):
        return True
    if isinstance(error, (exc.IntegrityError, exc.ProgrammingError, exc.DataError, exc.NotSupportedError)):
        return False
    return isinstance(error, exc.DatabaseError | exc.InterfaceError)


def explain(error: Exception, place: str) -> StoreUnavailable:
    """The error as a sentence about the database at `place` (which holds no password)."""
    if isinstance(error, exc.TimeoutError):
        return StoreUnavailable(f"The database {place} is too busy. Nothing was changed. Try again.")
    origin = error.orig if isinstance(error, exc.DBAPIError) else error
    name = str(getattr(origin, "sqlite_errorname", ""))
    for known, sentence in _ERRORS.items():
        if name.startswith(known):
            return StoreUnavailable(f"The database {place} {sentence}")
    if name:
        return StoreUnavailable(f"The database {place} refused: {origin}. Nothing was changed. Check the file.")
    said = " ".join(str(origin).split())
    return StoreUnavailable(
        f"The database {place} does not answer as it should: {said}. What was being written may or may not "
        "have been kept; it is not written twice. Check that the server runs and DATABASE_URL is right."
    )
