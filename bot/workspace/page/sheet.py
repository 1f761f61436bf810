"""Messages as one page that stands by itself: to look at before anything is posted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bot.workspace.page.easel import FOLDER, Easel
from bot.workspace.page.names import Names
from bot.workspace.page.scene import Scene

_STYLES = ("style.css", "blocks.css")


def draw_sheet(payloads: Sequence[Mapping[str, Any]], language: str) -> str:
    """The messages as HTML with its style in it, the first above the others, as in a channel and its thread."""
    easel = Easel()
    scene = Scene(Names({}, {}))
    root, *thread = [easel.body(payload, scene) for payload in payloads]
    style = "\n".join((FOLDER / "static" / name).read_text(encoding="utf-8") for name in _STYLES)
    title = str(payloads[0].get("text", "")).partition(". ")[0].partition("。")[0]
    return easel.sheet(title=title, language=language, style=style, root=root, thread=thread)
