"""Slack's mrkdwn as HTML: a pure function that lets no markup through."""

from __future__ import annotations

import re
from collections.abc import Callable

from markupsafe import Markup
from markupsafe import escape as html

from bot.workspace.page.names import Names

FENCE = re.compile(r"```\n?(.*?)\n?```", re.DOTALL)
CODE = re.compile(r"`([^`\n]+)`")
ENTITY = re.compile(r"<([^<>\n]+)>")
QUOTE = re.compile(r"^(?:&gt;|>) ?")
PRIVATE = re.compile(r"[\ue000-\uf8ff]")
SLOT = re.compile("\ue000(\\d+)\ue001")
# As in Slack, a mark opens and closes only beside white space or punctuation, never inside a word.
EMPHASIS = tuple(
    (re.compile(rf"(?<![\w{sign}]){sign}(?=\S)([^{sign}\n]*?\S){sign}(?![\w{sign}])"), tag)
    for sign, tag in ((r"\*", "strong"), ("_", "em"), ("~", "del"))
)


def mrkdwn(text: str, names: Names) -> Markup:
    """The text as HTML: emphasis, code, quotes, links, mentions, line breaks."""
    parts = FENCE.split(PRIVATE.sub("\ufffd", text))
    pieces = [
        Markup("<pre><code>{}</code></pre>").format(unescaped(part)) if index % 2 else _prose(part, names)
        for index, part in enumerate(parts)
    ]
    return Markup("").join(piece for piece in pieces if piece)


def unescaped(text: str) -> str:
    """The text with Slack's three escapes undone."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def followed(address: str) -> str:
    """The address, or none where it is not one to follow."""
    return address if address.startswith(("https://", "http://", "mailto:")) else ""


def link(address: str, label: str) -> Markup:
    """A link, or only its label where the address is not one to follow."""
    if not followed(address):
        return html(label)
    return Markup('<a href="{}" target="_blank" rel="noopener noreferrer">{}</a>').format(address, label)


def _prose(text: str, names: Names) -> Markup:
    pieces: list[Markup] = []
    plain: list[Markup] = []
    quoted: list[Markup] = []

    def flush(lines: list[Markup], shape: str) -> None:
        if lines:
            pieces.append(Markup(shape).format(Markup("<br>").join(lines)))
            lines.clear()

    for line in text.strip("\n").split("\n"):
        if QUOTE.match(line):
            flush(plain, "{}")
            quoted.append(_line(QUOTE.sub("", line, count=1), names))
        else:
            flush(quoted, "<blockquote>{}</blockquote>")
            plain.append(_line(line, names))
    flush(plain, "{}")
    flush(quoted, "<blockquote>{}</blockquote>")
    return Markup("").join(pieces)


def _line(text: str, names: Names) -> Markup:
    kept: list[Markup] = []

    def keep(draw: Callable[[re.Match[str]], Markup]) -> Callable[[re.Match[str]], str]:
        def slot(found: re.Match[str]) -> str:
            kept.append(draw(found))
            return f"\ue000{len(kept) - 1}\ue001"

        return slot

    text = CODE.sub(keep(lambda found: Markup("<code>{}</code>").format(unescaped(found[1]))), text)
    text = ENTITY.sub(keep(lambda found: _entity(found[1], names)), text)
    marked = str(html(unescaped(text)))
    for pattern, tag in EMPHASIS:
        marked = pattern.sub(rf"<{tag}>\1</{tag}>", marked)
    # A code span may itself stand in an entity, so slots are filled until none is left.
    for _ in kept:
        marked = SLOT.sub(lambda found: str(kept[int(found[1])]), marked)
    return Markup(marked)


def _entity(content: str, names: Names) -> Markup:
    target, _, label = content.partition("|")
    label = unescaped(label)
    if target.startswith("@"):
        name = names.people.get(target[1:], label or target[1:])
        kind = "mention you" if target[1:] == names.you else "mention"
        return Markup('<span class="{}">@{}</span>').format(kind, name)
    if target.startswith("#"):
        return Markup('<span class="mention">#{}</span>').format(names.rooms.get(target[1:], label or target[1:]))
    if target.startswith("!date^"):
        return html(label)
    if target.startswith("!"):
        return Markup('<span class="mention">@{}</span>').format(label or target[1:])
    address = unescaped(target)
    return link(address, label or address.removeprefix("mailto:"))
