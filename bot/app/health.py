"""Health: whether the bot can take a question in and answer it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Health:
    """What stands between a question and its answer, each true where it works.

    `slack` is the open socket, or the server that Slack's requests come to; `worker` posts the answers.
    """

    database: bool
    slack: bool
    worker: bool

    @property
    def ok(self) -> bool:
        """Whether all of it works."""
        return self.database and self.slack and self.worker

    def record(self) -> dict[str, bool]:
        """The health as a record for programs."""
        return {"ok": self.ok, "database": self.database, "slack": self.slack, "worker": self.worker}
