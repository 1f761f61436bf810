"""The check of a whole message or view, before sending and on receipt."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any, Final

from bot.blockkit import chart, element, grid, shape
from bot.blockkit.fault import Fault
from bot.blockkit.limits import MOST, SURFACES
from bot.blockkit.shape import Rule
from bot.blockkit.visible import budgeted, letters

VIEWS: Final = frozenset({"modal", "home"})


def check_message(payload: Mapping[str, Any], surface: str = "message") -> tuple[Fault, ...]:
    """Everything wrong with a message; its text counts, because notifications and screen readers use it."""
    return tuple(_message(payload, surface))


def check_view(view: Mapping[str, Any]) -> tuple[Fault, ...]:
    """Everything wrong with a modal or a home tab."""
    return tuple(_view(view))


def _message(payload: Mapping[str, Any], surface: str) -> Iterator[Fault]:
    yield from shape.words(payload.get("text"), "/text", MOST["message.text"])
    yield from shape.entities(payload.get("text"), "/text")
    blocks = payload.get("blocks")
    if blocks is None:
        return
    yield from shape.count(blocks, "/blocks", MOST["message.blocks"], least=0)
    yield from _blocks(blocks, surface)


def _view(view: Mapping[str, Any]) -> Iterator[Fault]:
    kind = view.get("type")
    if kind not in VIEWS:
        yield Fault("/type", "type", "must be modal or home")
    if kind == "modal":
        yield from shape.plain_text(view.get("title"), "/title", MOST["view.title"])
    for button in ("submit", "close"):
        if view.get(button) is not None:
            yield from shape.plain_text(view[button], f"/{button}", MOST[f"view.{button}"])
    yield from shape.optional(view.get("private_metadata"), "/private_metadata", MOST["view.private_metadata"])
    yield from shape.identifier(view.get("callback_id") or None, "/callback_id")
    blocks = view.get("blocks")
    yield from shape.count(blocks, "/blocks", MOST["view.blocks"], least=0)
    yield from _blocks(blocks, str(kind))
    kinds = {str(block.get("type")) for block in _objects(blocks)}
    if kind == "modal" and "input" in kinds and not view.get("submit"):
        yield Fault("/submit", "missing", "is required beside an input block")
    size = len(json.dumps(view, ensure_ascii=False, default=str).encode("utf-8", "replace"))
    if size > MOST["view.bytes"]:
        yield Fault("", "too_long", f"takes {size} bytes, at most {MOST['view.bytes']} are allowed")


def _objects(blocks: object) -> list[Mapping[str, Any]]:
    return [block for block in blocks if isinstance(block, Mapping)] if isinstance(blocks, list | tuple) else []


def _blocks(blocks: object, surface: str) -> Iterator[Fault]:
    yield from shape.each(blocks, "/blocks", lambda block, at: _block(block, at, surface))
    objects = _objects(blocks)
    yield from _sums(objects, surface)
    named = Counter(str(block["block_id"]) for block in objects if block.get("block_id"))
    for name, times in named.items():
        if times > 1:
            yield Fault("/blocks", "duplicate", f"block_id {name!r} is there {times} times")


def _sums(blocks: list[Mapping[str, Any]], surface: str) -> Iterator[Fault]:
    total = sum(budgeted(block) for block in blocks)
    # A view is weighed in bytes: Slack's docs name no sum of its letters, and msg_blocks_too_long is a message's.
    if surface not in VIEWS and total > MOST["message.visible"]:
        yield Fault("/blocks", "msg_blocks_too_long", f"{total} visible characters of {MOST['message.visible']}")
    charts = sum(block.get("type") == "data_visualization" for block in blocks)
    if charts > MOST["message.charts"]:
        yield Fault("/blocks", "too_many", f"{charts} charts, at most {MOST['message.charts']} are allowed")
    for kind in ("table", "data_table", "markdown"):
        held = sum(letters(block) for block in blocks if block.get("type") == kind)
        if held > MOST[f"message.{kind}"]:
            yield Fault("/blocks", "too_long", f"{held} characters in {kind} blocks of {MOST[f'message.{kind}']}")


def _block(block: Mapping[str, Any], at: str, surface: str) -> Iterator[Fault]:
    kind = str(block.get("type"))
    if kind not in SURFACES:
        yield Fault(f"{at}/type", "unknown_block", f"{block.get('type')!r} is no block type")
        return
    if surface not in SURFACES[kind]:
        yield Fault(at, "surface", f"{kind} is not allowed in a {surface}")
    yield from shape.identifier(block.get("block_id"), f"{at}/block_id")
    if kind in RULES:
        yield from RULES[kind](block, at)


def _header(block: Mapping[str, Any], at: str) -> Iterator[Fault]:
    yield from shape.plain_text(block.get("text"), f"{at}/text", MOST["header.text"])
    level = block.get("level", 1)
    if level not in range(1, MOST["header.level"] + 1):
        yield Fault(f"{at}/level", "type", f"must be 1 to {MOST['header.level']}")


def _section(block: Mapping[str, Any], at: str) -> Iterator[Fault]:
    fields = block.get("fields")
    if fields is None or block.get("text") is not None:
        yield from shape.text_object(block.get("text"), f"{at}/text", MOST["section.text"])
    if fields is not None:
        yield from shape.count(fields, f"{at}/fields", MOST["section.fields"])
        yield from shape.each(
            fields, f"{at}/fields", lambda field, spot: shape.text_object(field, spot, MOST["section.field"])
        )
    if block.get("accessory") is not None:
        rules = {**element.CLICKS, **element.CHOICES, "image": element.picture}
        yield from element.element(block["accessory"], f"{at}/accessory", rules)


def _context(block: Mapping[str, Any], at: str) -> Iterator[Fault]:
    def part(value: Mapping[str, Any], spot: str) -> Iterator[Fault]:
        if value.get("type") == "image":
            yield from element.picture(value, spot)
        else:
            yield from shape.text_object(value, spot, MOST["context.text"])

    yield from shape.count(block.get("elements"), f"{at}/elements", MOST["context.elements"])
    yield from shape.each(block.get("elements"), f"{at}/elements", part)


def _elements(most: str, rules: Mapping[str, Rule]) -> Rule:
    def rule(block: Mapping[str, Any], at: str) -> Iterator[Fault]:
        elements = block.get("elements")
        yield from shape.count(elements, f"{at}/elements", MOST[most])
        yield from shape.each(elements, f"{at}/elements", lambda item, spot: element.element(item, spot, rules))
        named = Counter(str(item["action_id"]) for item in _objects(elements) if item.get("action_id"))
        for name, times in named.items():
            if times > 1:
                yield Fault(f"{at}/elements", "duplicate", f"action_id {name!r} is there {times} times")

    return rule


def _input(block: Mapping[str, Any], at: str) -> Iterator[Fault]:
    yield from shape.plain_text(block.get("label"), f"{at}/label", MOST["input.label"])
    if block.get("hint") is not None:
        yield from shape.plain_text(block["hint"], f"{at}/hint", MOST["input.hint"])
    yield from element.element(block.get("element"), f"{at}/element", {**element.INPUTS, **element.CHOICES})


def _image(block: Mapping[str, Any], at: str) -> Iterator[Fault]:
    yield from element.picture(block, at)
    if block.get("title") is not None:
        yield from shape.plain_text(block["title"], f"{at}/title", MOST["image.title"])


def _markdown(block: Mapping[str, Any], at: str) -> Iterator[Fault]:
    yield from shape.words(block.get("text"), f"{at}/text", MOST["markdown.text"])
    yield from shape.entities(block.get("text"), f"{at}/text")


def _rich_text(block: Mapping[str, Any], at: str) -> Iterator[Fault]:
    yield from shape.count(block.get("elements"), f"{at}/elements", MOST["section.text"])
    yield from shape.each(block.get("elements"), f"{at}/elements", lambda _item, _at: iter(()))


def _alert(block: Mapping[str, Any], at: str) -> Iterator[Fault]:
    yield from shape.text_object(block.get("text"), f"{at}/text", MOST["alert.text"])


# Block types without a row here are known by name and surface only: this project does not send them.
RULES: Final[Mapping[str, Rule]] = {
    "header": _header,
    "section": _section,
    "context": _context,
    "actions": _elements("actions.elements", {**element.CLICKS, **element.CHOICES}),
    "context_actions": _elements("context_actions.elements", element.FEEDBACK),
    "input": _input,
    "image": _image,
    "markdown": _markdown,
    "rich_text": _rich_text,
    "table": grid.table,
    "data_table": grid.data_table,
    "data_visualization": chart.data_visualization,
    "alert": _alert,
}
