"""Builders of blocks as plain dicts; Decimals become JSON numbers only here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, Literal

Block = dict[str, Any]
Cell = dict[str, Any]
Style = Literal["primary", "danger"]
Align = Literal["left", "center", "right"]


def number(value: Decimal) -> int | float:
    """A Decimal as the JSON number that Slack sorts and draws by."""
    if not value.is_finite():
        raise ValueError(f"{value} is no JSON number")
    return int(value) if value == value.to_integral_value() else float(value)


def mrkdwn(text: str) -> dict[str, Any]:
    """A text object that is formatted; the words of others in it must be escaped before."""
    return {"type": "mrkdwn", "text": text}


def plain_text(text: str) -> dict[str, Any]:
    """A text object that is shown as it stands."""
    return {"type": "plain_text", "text": text}


def header(text: str) -> Block:
    """A large bold line."""
    return {"type": "header", "text": plain_text(text)}


def section(text: str, accessory: Mapping[str, Any] | None = None, *, expand: bool = True) -> Block:
    """A paragraph in mrkdwn, shown whole unless told to fold."""
    block: Block = {"type": "section", "text": mrkdwn(text)}
    if expand:
        block["expand"] = True
    if accessory is not None:
        block["accessory"] = dict(accessory)
    return block


def context(texts: Sequence[str]) -> Block:
    """A small grey line of mrkdwn pieces."""
    return {"type": "context", "elements": [mrkdwn(text) for text in texts]}


def divider() -> Block:
    """A thin line."""
    return {"type": "divider"}


def actions(elements: Sequence[Mapping[str, Any]], block_id: str | None = None) -> Block:
    """A row of buttons and menus."""
    block: Block = {"type": "actions", "elements": [dict(element) for element in elements]}
    if block_id is not None:
        block["block_id"] = block_id
    return block


def button(text: str, action_id: str, value: str, style: Style | None = None) -> dict[str, Any]:
    """A button; its value is an opaque id, because people can see it."""
    element = {"type": "button", "text": plain_text(text), "action_id": action_id, "value": value}
    if style is not None:
        element["style"] = style
    return element


def overflow(action_id: str, options: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """The three-dot menu, of (text, value) pairs."""
    entries = [{"text": plain_text(text), "value": value} for text, value in options]
    return {"type": "overflow", "action_id": action_id, "options": entries}


def select(action_id: str, placeholder: str, groups: Sequence[tuple[str, Sequence[tuple[str, str]]]]) -> dict[str, Any]:
    """A menu of groups, each a label and its (text, value) pairs; a group without options is left out."""
    entries = [
        {"label": plain_text(label), "options": [{"text": plain_text(text), "value": value} for text, value in options]}
        for label, options in groups
        if options
    ]
    return {
        "type": "static_select",
        "action_id": action_id,
        "placeholder": plain_text(placeholder),
        "option_groups": entries,
    }


def option(text: str, value: str) -> dict[str, Any]:
    """One entry of a menu."""
    return {"text": plain_text(text), "value": value}


def static(action_id: str, options: Sequence[Mapping[str, Any]], chosen: Mapping[str, Any]) -> dict[str, Any]:
    """A menu whose entries are known, with the one that stands there first."""
    return {
        "type": "static_select",
        "action_id": action_id,
        "options": [dict(one) for one in options],
        "initial_option": dict(chosen),
    }


def external(action_id: str, placeholder: str, chosen: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """A menu that asks the bot for its entries, also before anything is typed."""
    element = {
        "type": "external_select",
        "action_id": action_id,
        "placeholder": plain_text(placeholder),
        "min_query_length": 0,
    }
    return element if chosen is None else {**element, "initial_option": dict(chosen)}


def radio(action_id: str, options: Sequence[Mapping[str, Any]], chosen: Mapping[str, Any]) -> dict[str, Any]:
    """A few entries that all stand there, one of them chosen."""
    return {**static(action_id, options, chosen), "type": "radio_buttons"}


def conversations(action_id: str, *, answers: bool = False) -> dict[str, Any]:
    """A menu of Slack's conversations, at first the one a person is in; what `answers` brings an address there."""
    element = {"type": "conversations_select", "action_id": action_id, "default_to_current_conversation": True}
    return {**element, "response_url_enabled": True} if answers else element


def users(action_id: str, chosen: str = "") -> dict[str, Any]:
    """A menu of people."""
    element = {"type": "users_select", "action_id": action_id}
    return {**element, "initial_user": chosen} if chosen else element


def text_input(action_id: str, value: str = "", *, most: int) -> dict[str, Any]:
    """A line to write in."""
    element = {"type": "plain_text_input", "action_id": action_id, "max_length": most}
    return {**element, "initial_value": value} if value else element


def field(
    block_id: str,
    label: str,
    element: Mapping[str, Any],
    hint: str = "",
    *,
    optional: bool = False,
    dispatches: bool = False,
) -> Block:
    """A field of a form; one that dispatches tells of each change."""
    block: Block = {"type": "input", "block_id": block_id, "label": plain_text(label), "element": dict(element)}
    if hint:
        block["hint"] = plain_text(hint)
    if optional:
        block["optional"] = True
    if dispatches:
        block["dispatch_action"] = True
    return block


def raw_text(text: str) -> Cell:
    """A cell of words."""
    return {"type": "raw_text", "text": text}


def raw_number(value: Decimal, text: str) -> Cell:
    """A cell that sorts by its value and shows its text."""
    return {"type": "raw_number", "value": number(value), "text": text}


def data_table(caption: str, header: Sequence[str], rows: Sequence[Sequence[Cell]], page_size: int = 10) -> Block:
    """A table that sorts and pages in the reader's client."""
    body = [[dict(cell) for cell in row] for row in rows]
    return {
        "type": "data_table",
        "caption": caption,
        "page_size": page_size,
        "rows": [[raw_text(name) for name in header], *body],
    }


def table(rows: Sequence[Sequence[Cell]], aligns: Sequence[Align] = ()) -> Block:
    """A plain table, whose first row looks like its head."""
    block: Block = {"type": "table", "rows": [[dict(cell) for cell in row] for row in rows]}
    if aligns:
        block["column_settings"] = [{"align": align, "is_wrapped": True} for align in aligns]
    return block


def chart(
    kind: Literal["bar", "line", "area"],
    title: str,
    categories: Sequence[str],
    series: Mapping[str, Sequence[Decimal]],
    *,
    x_label: str | None = None,
    y_label: str | None = None,
) -> Block:
    """A chart with axes; every series has a value for every category, none of them invented."""
    axis: dict[str, Any] = {"categories": list(categories)}
    if x_label is not None:
        axis["x_label"] = x_label
    if y_label is not None:
        axis["y_label"] = y_label
    lines = [
        {
            "name": name,
            "data": [{"label": label, "value": number(value)} for label, value in zip(categories, values, strict=True)],
        }
        for name, values in series.items()
    ]
    return {
        "type": "data_visualization",
        "title": title,
        "chart": {"type": kind, "series": lines, "axis_config": axis},
    }


def pie(title: str, segments: Mapping[str, Decimal]) -> Block:
    """A pie, whose slices are all above zero."""
    slices = [{"label": label, "value": number(value)} for label, value in segments.items()]
    return {"type": "data_visualization", "title": title, "chart": {"type": "pie", "segments": slices}}
