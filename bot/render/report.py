"""What the book's owner reads of a reported figure, and what its reporter hears when it is settled."""

from __future__ import annotations

from bot.blockkit.build import Block, actions, button, context, section
from bot.blockkit.escape import escape
from bot.core.message import Message
from bot.render.page import Pages

_MOST = 600
"""Letters of a reported answer that the owner sees; the rest is behind the link."""
SETTLES = ("mended", "stays")


def for_owner(
    id: str, said: str, facts: tuple[tuple[str, str], ...], reporter: str, link: str | None, pages: Pages
) -> Message:
    """The notice to the owner: who reported which words, resting on what, and the two buttons that settle it."""
    written = pages.write("report_owner", None, reporter=reporter, private=link is None)
    shown = said if len(said) <= _MOST else f"{said[: _MOST - 1]}…"
    blocks: list[Block] = [*written.blocks, section(f">{escape(' '.join(shown.split()))}")]
    if link is not None:
        blocks.append(context([_link(link, pages)]))
    if facts:
        blocks.append(context([escape("\n".join(f"{fact} {version}" for fact, version in facts))[:2_900]]))
    labels = [(key, pages.shown(pages.voice.phrases.say(f"report.{key}"))) for key in SETTLES]
    blocks.append(actions([button(label, f"report_{key}", id) for key, label in labels]))
    return Message(f"{written.plain} {shown}", f"{written.text} {escape(shown)}", tuple(blocks))


def for_reporter(state: str, link: str | None, pages: Pages) -> Message:
    """That the owner settled it, and how."""
    written = pages.write("report_settled", None, state=state)
    blocks: list[Block] = list(written.blocks)
    if link is not None:
        blocks.append(context([_link(link, pages)]))
    return Message(written.plain, written.text, tuple(blocks))


def _link(url: str, pages: Pages) -> str:
    return f"<{escape(url)}|{escape(pages.shown(pages.voice.phrases.say('report.link')))}>"
