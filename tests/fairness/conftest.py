"""The stage of tests/doors."""

from tests.doors.conftest import desk, ledger, start

__all__ = ["desk", "ledger", "start"]
