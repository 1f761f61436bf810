"""The rich_text block as HTML, in its basics."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from markupsafe import Markup
from markupsafe import escape as html

from bot.workspace.page.mrkdwn import link
from bot.workspace.page.names import Names

STYLES = (("bold", "strong"), ("italic", "em"), ("strike", "del"), ("code", "code"))


def rich_text(block: Mapping[str, Any], names: Names) -> Markup:
    """Sections, lists, quotes and code of a rich_text block or cell."""
    return Markup("").join(_element(element, names) for element in block.get("elements", ()))


def _element(element: Mapping[str, Any], names: Names) -> Markup:
    inner = element.get("elements", ())
    match element.get("type"):
        case "rich_text_list":
            tag = "ol" if element.get("style") == "ordered" else "ul"
            items = Markup("").join(Markup("<li>{}</li>").format(_element(item, names)) for item in inner)
            return Markup(f"<{tag}>{{}}</{tag}>").format(items)
        case "rich_text_quote":
            return Markup("<blockquote>{}</blockquote>").format(_spans(inner, names))
        case "rich_text_preformatted":
            return Markup("<pre><code>{}</code></pre>").format(_spans(inner, names))
        case _:
            return _spans(inner, names)


def _spans(spans: Any, names: Names) -> Markup:
    return Markup("").join(_span(span, names) for span in spans)


def _span(span: Mapping[str, Any], names: Names) -> Markup:
    match span.get("type"):
        case "text":
            drawn = Markup("<br>").join(html(line) for line in span["text"].split("\n"))
        case "link":
            drawn = link(span["url"], span.get("text") or span["url"])
        case "user":
            drawn = Markup('<span class="mention">@{}</span>').format(
                names.people.get(span["user_id"], span["user_id"])
            )
        case "channel":
            drawn = Markup('<span class="mention">#{}</span>').format(
                names.rooms.get(span["channel_id"], span["channel_id"])
            )
        case "emoji":
            drawn = html(f":{span['name']}:")
        case kind:
            drawn = html(f"[{kind}]")
    for style, tag in STYLES:
        if span.get("style", {}).get(style):
            drawn = Markup(f"<{tag}>{{}}</{tag}>").format(drawn)
    return drawn
