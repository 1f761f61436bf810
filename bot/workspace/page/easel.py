"""Draws messages: every block behind its own guard."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup

from bot.workspace.page.chart import chart
from bot.workspace.page.language import language
from bot.workspace.page.markdown import markdown
from bot.workspace.page.mrkdwn import followed, mrkdwn
from bot.workspace.page.scene import Scene

FOLDER = Path(__file__).parent
UNSUPPORTED = Markup('<div class="block unsupported">unsupported: {}</div>')


class Easel:
    """The templates, and what they draw with."""

    def __init__(self) -> None:
        self._environment = Environment(
            loader=FileSystemLoader(FOLDER / "templates"),
            autoescape=True,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
        )
        self._environment.filters["language"] = language
        self._environment.filters["address"] = followed
        self._environment.globals.update(chart=chart, markdown=markdown)

    def page(self, **screen: object) -> str:
        """The whole page."""
        return self._environment.get_template("page.html.j2").render(screen)

    def sheet(self, *, style: str, **page: object) -> str:
        """Messages on a page of their own, with its style in it."""
        return self._environment.get_template("sheet.html.j2").render(page, style=Markup(style))

    def row(self, **row: object) -> Markup:
        """One message of a list."""
        return Markup(self._environment.get_template("message.html.j2").render(row))

    def body(self, message: Mapping[str, Any], scene: Scene) -> Markup:
        """A message's blocks, or its text where it has none."""
        if message.get("blocks"):
            return Markup("").join(self.block(block, scene) for block in message["blocks"])
        return Markup('<div class="text">{}</div>').format(mrkdwn(message.get("text", ""), scene.names))

    def block(self, block: Mapping[str, Any], scene: Scene) -> Markup:
        """One block; what cannot be drawn is said so, and takes nothing else with it."""
        kind = str(block.get("type"))
        draw = getattr(self._environment.get_template("blocks.html.j2").module, f"draw_{kind}", None)
        if draw is None:
            return UNSUPPORTED.format(kind)
        try:
            return Markup(draw(block, scene))
        except Exception as error:  # a drawing must never cost the reader the rest of the page
            return UNSUPPORTED.format(f"{kind} ({type(error).__name__})")
