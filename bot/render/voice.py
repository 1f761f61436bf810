"""How values are said in one language: the filters that templates use."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.render.cell import Cells
from bot.render.price import Prices
from bot.render.row import Rows
from bot.render.scale import Scales
from bot.render.sentence import Sentences
from bot.render.standing import Standing
from bot.render.statement import Statements
from bot.render.target import Targets


class Voice(Prices, Targets, Cells, Scales, Statements, Rows, Sentences, Standing):
    """One language's way to say the values of one book."""

    def filters(self) -> dict[str, Callable[..., Any]]:
        """Every public method, by its name, as templates know it."""
        hidden = {"filters", "chinese"}
        return {
            name: getattr(self, name)
            for name in dir(type(self))
            if not name.startswith("_") and name not in hidden and callable(getattr(self, name))
        }
