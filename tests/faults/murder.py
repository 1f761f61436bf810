"""A storm that also ends the bots: at once, as the system ends a process."""

from __future__ import annotations

import random
from collections.abc import Mapping
from multiprocessing.process import BaseProcess

from bot.workspace import Storm, Trouble

POST = "chat.postMessage"
_AT_THE_WIRE = 0.02
"""How many posts are the last thing that a bot does; half of them arrive."""


class Murder(Storm):
    """Counts the calls, and kills a bot now and then in the middle of one."""

    def __init__(self, dice: random.Random, chances: Mapping[Trouble, float]) -> None:
        super().__init__(dice, chances)
        self.bots: list[BaseProcess] = []
        self.calls = 0
        self.killed = 0

    def take(self, method: str) -> Trouble | None:
        self.calls += 1
        if method == POST and self._dice.random() < _AT_THE_WIRE:
            self.kill()
            return Trouble(POST, "drop before") if self._dice.random() < 0.5 else None
        return super().take(method)

    def kill(self) -> None:
        """End one of the bots that are alive."""
        alive = [bot for bot in self.bots if bot.is_alive()]
        if alive:
            self._dice.choice(alive).kill()
            self.killed += 1
