"""The fields of blocks: what a person enters in an element, as Slack puts it into state and actions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from bot.workspace.gone import Gone

Block = Mapping[str, Any]
Element = Mapping[str, Any]
Entry = dict[str, Any]
Entries = dict[str, dict[str, Entry]]  # block_id → action_id → entry
Given = str | Sequence[str] | None  # a text, the value of an option, an id; several of them where it takes several
Values = Mapping[str, Mapping[str, Given]]  # block_id → action_id → what was given

OPTION, OPTIONS = "selected_option", "selected_options"
KEYS: Final[Mapping[str, str]] = {
    "plain_text_input": "value",
    "number_input": "value",
    "email_text_input": "value",
    "url_text_input": "value",
    "static_select": OPTION,
    "external_select": OPTION,
    "radio_buttons": OPTION,
    "multi_static_select": OPTIONS,
    "multi_external_select": OPTIONS,
    "checkboxes": OPTIONS,
    "users_select": "selected_user",
    "multi_users_select": "selected_users",
    "channels_select": "selected_channel",
    "multi_channels_select": "selected_channels",
    "conversations_select": "selected_conversation",
    "multi_conversations_select": "selected_conversations",
    "datepicker": "selected_date",
    "timepicker": "selected_time",
    "datetimepicker": "selected_date_time",
}
INITIAL: Final[Mapping[str, str]] = {
    "value": "initial_value",
    OPTION: "initial_option",
    OPTIONS: "initial_options",
    **{key: key.replace("selected", "initial") for key in KEYS.values() if key.startswith("selected_")},
}
SHAPES: Final[Mapping[str, re.Pattern[str]]] = {
    "number_input": re.compile(r"-?\d+(\.\d+)?"),
    "email_text_input": re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+"),
    "url_text_input": re.compile(r"[a-z][a-z0-9+.-]*://\S+"),
    "datepicker": re.compile(r"\d{4}-\d\d-\d\d"),
    "timepicker": re.compile(r"([01]\d|2[0-3]):[0-5]\d"),
}


def elements(blocks: object) -> Iterator[tuple[Block, Element]]:
    """Every interactive element of the blocks, with its block."""
    if not isinstance(blocks, list):
        return
    for block in blocks:
        for part in (*block.get("elements", ()), block.get("accessory"), block.get("element")):
            if isinstance(part, dict) and part.get("action_id"):
                yield block, part


def find(blocks: object, action_id: str, block_id: str | None = None) -> tuple[Block, Element]:
    """The element with that action_id; KeyError when nothing there has it."""
    for block, element in elements(blocks):
        if element["action_id"] == action_id and block_id in (None, "", block["block_id"]):
            return block, element
    raise Gone(f"no element {action_id!r}")


def options(element: Element) -> list[Mapping[str, Any]]:
    """Every option that the element itself holds, in groups or not."""
    held = list(element.get("options", ()))
    for group in element.get("option_groups", ()):
        held.extend(group["options"])
    if element.get("initial_option"):
        held.append(element["initial_option"])
    return [*held, *element.get("initial_options", ())]


def entry(element: Element, given: Given, offered: Iterable[Mapping[str, Any]] = ()) -> Entry:
    """The entry for what was given; KeyError when no such option was ever offered."""
    key = KEYS[element["type"]]
    many = key.endswith("s")
    chosen = [given] if isinstance(given, str) and given else list(given or ())
    if key in (OPTION, OPTIONS):
        known = {option["value"]: option for option in (*options(element), *offered)}
        found: list[Any] = [known[value] for value in chosen]
    elif key == "selected_date_time":
        found = [int(value) for value in chosen]
    else:
        found = list(chosen)
    return {"type": element["type"], key: found if many else next(iter(found), None)}


def initial(element: Element, here: str = "") -> Entry:
    """The entry that an element starts with; `here` is where the person is, for those that start there."""
    key = KEYS[element["type"]]
    start = element.get(INITIAL[key])
    if element.get("default_to_current_conversation") and here:
        start = [here] if key.endswith("s") else here
    return {"type": element["type"], key: start if start is not None else [] if key.endswith("s") else None}


def entries(blocks: object, before: Mapping[str, Mapping[str, Entry]], here: str = "") -> Entries:
    """state.values as Slack sends it: an entry for every field, kept where the same field was there before."""
    found: Entries = {}
    for block, element in elements(blocks):
        if element["type"] in KEYS:
            kept = before.get(block["block_id"], {}).get(element["action_id"])
            if kept is None or kept["type"] != element["type"]:
                kept = initial(element, here)
            found.setdefault(block["block_id"], {})[element["action_id"]] = kept
    return found


def held(entry: Mapping[str, Any]) -> Any:
    """What stands in an entry: nothing, a text, an id, an option, or a list of these."""
    return entry[KEYS[entry["type"]]]


def wrong(blocks: object, values: Mapping[str, Mapping[str, Entry]]) -> Iterator[tuple[str, str, int]]:
    """What Slack's own client holds back: block_id, kind and bound of every input that is not filled in well."""
    for block, element in elements(blocks):
        if block.get("type") != "input" or element["type"] not in KEYS:
            continue
        kept = held(values[block["block_id"]][element["action_id"]])
        if kept in (None, "", []):
            if not block.get("optional"):
                yield block["block_id"], "required", 0
            continue
        if isinstance(kept, str):
            shape = SHAPES.get(element["type"])
            if shape is not None and not shape.fullmatch(kept):
                yield block["block_id"], element["type"], 0
            elif len(kept) < (element.get("min_length") or 0):
                yield block["block_id"], "too_short", element["min_length"]
            elif len(kept) > (element.get("max_length") or 3000):
                yield block["block_id"], "too_long", element.get("max_length") or 3000
