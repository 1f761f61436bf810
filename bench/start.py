"""What a warm `kwai ask` costs beside a bare interpreter, as whole processes."""

from __future__ import annotations

import subprocess
import sys

from bench.clock import medians, rows

_ROUNDS = 15
_ASK = "from bot.cli import main; main(['ask', '--today', '2025-12-01', 'kling revenue q3'], standalone_mode=False)"


def table() -> list[str]:
    """The measured lines."""

    def run(code: str) -> None:
        subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)

    measured = medians(
        {"python -c pass": lambda: run("pass"), "kwai ask, warm": lambda: run(_ASK)}, rounds=_ROUNDS, warm=2
    )
    return [f"A process of its own, median of {_ROUNDS}", *rows(measured, "python -c pass")]
