"""The markdown block as HTML, in its basics: headings, lists, quotes, tables, code, emphasis, links."""

from __future__ import annotations

import re

from markupsafe import Markup
from markupsafe import escape as html

from bot.workspace.page.mrkdwn import PRIVATE, SLOT, link, unescaped

SPAN = re.compile(r"`([^`\n]+)`|\[([^\]\n]+)\]\(([^)\s]+)\)")
EMPHASIS = (
    (re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*"), "strong"),
    (re.compile(r"~~(?=\S)(.+?)(?<=\S)~~"), "del"),
    (re.compile(r"(?<![\w*])[*](?=\S)([^*]+?)(?<=\S)[*](?![\w*])"), "em"),
    (re.compile(r"(?<![\w_])_(?=\S)([^_]+?)(?<=\S)_(?![\w_])"), "em"),
)
RULED = re.compile(r"^\|?[\s:|-]+\|[\s:|-]*$")


def markdown(text: str) -> Markup:
    """The text as HTML."""
    lines = PRIVATE.sub("\ufffd", text).split("\n")
    pieces: list[Markup] = []
    while lines:
        pieces.append(_block(lines))
    return Markup("").join(pieces)


def _block(lines: list[str]) -> Markup:
    line = lines.pop(0)
    if line.startswith("```"):
        code: list[str] = []
        while lines and not lines[0].startswith("```"):
            code.append(lines.pop(0))
        if lines:
            lines.pop(0)
        return Markup("<pre><code>{}</code></pre>").format(unescaped("\n".join(code)))
    if heading := re.match(r"#{1,6}\s+(.*)", line):
        return Markup("<p><strong>{}</strong></p>").format(_inline(heading[1]))
    if re.fullmatch(r"\s*(?:-{3,}|\*{3,})\s*", line):
        return Markup("<hr>")
    if lines and "|" in line and RULED.match(lines[0]):
        lines.pop(0)
        return _table(line, _while(lines, r".*\|"))
    for start, tag, item in (
        (r"[-*+]\s+", "ul", "li"),
        (r"\d+[.)]\s+", "ol", "li"),
        (r"(?:&gt;|>)\s?", "blockquote", "p"),
    ):
        if re.match(start, line):
            rows = [re.sub(f"^{start}", "", row) for row in (line, *_while(lines, start))]
            inner = Markup("").join(Markup(f"<{item}>{{}}</{item}>").format(_inline(row)) for row in rows)
            return Markup(f"<{tag}>{{}}</{tag}>").format(inner)
    if not line.strip():
        return Markup("")
    rows = [line]
    while lines and lines[0].strip() and not re.match(r"```|#{1,6}\s|[-*+]\s|\d+[.)]\s|&gt;|>", lines[0]):
        rows.append(lines.pop(0))
    return Markup("<p>{}</p>").format(Markup("<br>").join(_inline(row) for row in rows))


def _while(lines: list[str], start: str) -> list[str]:
    taken: list[str] = []
    while lines and re.match(start, lines[0]):
        taken.append(lines.pop(0))
    return taken


def _table(head: str, body: list[str]) -> Markup:
    def row(line: str, tag: str) -> Markup:
        cells = re.split(r"(?<!\\)\|", line.strip().removeprefix("|").removesuffix("|"))
        drawn = [Markup(f"<{tag}>{{}}</{tag}>").format(_inline(cell.strip().replace("\\|", "|"))) for cell in cells]
        return Markup("<tr>{}</tr>").format(Markup("").join(drawn))

    rows = Markup("").join(row(line, "td") for line in body)
    return Markup('<div class="grid"><table><thead>{}</thead><tbody>{}</tbody></table></div>').format(
        row(head, "th"), rows
    )


def _inline(text: str) -> Markup:
    kept: list[Markup] = []

    def slot(found: re.Match[str]) -> str:
        code, label, address = found.groups()
        kept.append(
            Markup("<code>{}</code>").format(unescaped(code)) if code else link(unescaped(address), unescaped(label))
        )
        return f"\ue000{len(kept) - 1}\ue001"

    marked = str(html(unescaped(SPAN.sub(slot, text))))
    for pattern, tag in EMPHASIS:
        marked = pattern.sub(rf"<{tag}>\1</{tag}>", marked)
    return Markup(SLOT.sub(lambda found: str(kept[int(found[1])]), marked))
