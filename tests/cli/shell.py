"""Runs `kwai` as a program would."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from click.testing import CliRunner

from bot.cli import main

ROOT = Path(__file__).parents[2]
ENTRY = "from bot.cli import main; main(prog_name='kwai')"


@dataclass(frozen=True)
class Done:
    """What came of a command."""

    code: int
    out: str
    err: str

    @property
    def lines(self) -> list[str]:
        return self.out.splitlines()

    @property
    def records(self) -> list[dict[str, Any]]:
        """One JSON object a line."""
        return [json.loads(line) for line in self.lines]


@dataclass(frozen=True)
class Shell:
    """A home folder, and commands run with it."""

    home: Path

    def kwai(self, *words: str, said: str = "", python: tuple[str, ...] = (), **environment: str) -> Done:
        command = [sys.executable, *python, "-c", ENTRY, *words]
        return self.run(command, said, **environment)

    def inside(self, *words: str) -> Done:
        """The same without a process of its own, which would cost more than the command."""
        done = CliRunner(env={"HOME": str(self.home), "XDG_CACHE_HOME": str(self.home / ".cache")}).invoke(main, words)
        assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
        return Done(done.exit_code, done.stdout, done.stderr)

    def run(self, command: list[str], said: str = "", **environment: str) -> Done:
        settings = {"PATH": os.environ["PATH"], "HOME": str(self.home), "PYTHONPATH": str(ROOT), "LC_ALL": "C.UTF-8"}
        done = subprocess.run(
            command,
            input=said.encode(),
            capture_output=True,
            cwd=self.home,
            env={**settings, **environment},
            timeout=60,
            check=False,
        )
        return Done(done.returncode, done.stdout.decode(), done.stderr.decode())
