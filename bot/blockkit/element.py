"""Rules for the interactive elements: buttons, menus, inputs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from bot.blockkit import shape
from bot.blockkit.fault import Fault
from bot.blockkit.limits import MOST
from bot.blockkit.shape import Rule


def confirm(value: object, at: str) -> Iterator[Fault]:
    """Faults of a confirmation dialog, where there is one."""
    if value is None:
        return
    if not isinstance(value, Mapping):
        yield Fault(at, "type", "must be an object")
        return
    yield from shape.plain_text(value.get("title"), f"{at}/title", MOST["confirm.title"])
    yield from shape.text_object(value.get("text"), f"{at}/text", MOST["confirm.text"])
    yield from shape.plain_text(value.get("confirm"), f"{at}/confirm", MOST["confirm.button"])
    yield from shape.plain_text(value.get("deny"), f"{at}/deny", MOST["confirm.button"])


def option(value: Mapping[str, Any], at: str) -> Iterator[Fault]:
    """Faults of one option of a menu."""
    yield from shape.text_object(value.get("text"), f"{at}/text", MOST["option.text"])
    yield from shape.words(value.get("value"), f"{at}/value", MOST["option.value"])
    if "description" in value:
        yield from shape.text_object(value["description"], f"{at}/description", MOST["option.description"])


def button(value: Mapping[str, Any], at: str) -> Iterator[Fault]:
    """Faults of a button."""
    yield from shape.plain_text(value.get("text"), f"{at}/text", MOST["button.text"])
    yield from shape.optional(value.get("value"), f"{at}/value", MOST["button.value"])
    yield from shape.optional(value.get("url"), f"{at}/url", MOST["button.url"])
    yield from shape.optional(value.get("accessibility_label"), f"{at}/accessibility_label", MOST["button.text"])
    if value.get("style") not in (None, "primary", "danger"):
        yield Fault(f"{at}/style", "type", "must be primary or danger")
    yield from confirm(value.get("confirm"), f"{at}/confirm")


def menu(most: str) -> Rule:
    """The rule of an element that is a list of options of at most that limit."""

    def rule(value: Mapping[str, Any], at: str) -> Iterator[Fault]:
        if "option_groups" in value and "options" not in value:
            yield from shape.count(value["option_groups"], f"{at}/option_groups", MOST["select.options"])
            yield from shape.each(value["option_groups"], f"{at}/option_groups", group)
        else:
            yield from shape.count(value.get("options"), f"{at}/options", MOST[most])
            yield from shape.each(value.get("options"), f"{at}/options", option)
        yield from free(value, at)

    return rule


def group(value: Mapping[str, Any], at: str) -> Iterator[Fault]:
    """Faults of one group of options."""
    yield from shape.plain_text(value.get("label"), f"{at}/label", MOST["select.label"])
    yield from shape.count(value.get("options"), f"{at}/options", MOST["select.options"])
    yield from shape.each(value.get("options"), f"{at}/options", option)


def free(value: Mapping[str, Any], at: str) -> Iterator[Fault]:
    """Faults of an element whose values come from Slack or from the person."""
    if "placeholder" in value:
        yield from shape.plain_text(value["placeholder"], f"{at}/placeholder", MOST["placeholder"])
    length = value.get("max_length")
    if length is not None and (not isinstance(length, int) or not 1 <= length <= MOST["input.max_length"]):
        yield Fault(f"{at}/max_length", "too_many", f"must be 1 to {MOST['input.max_length']}")
    yield from confirm(value.get("confirm"), f"{at}/confirm")


def feedback(value: Mapping[str, Any], at: str) -> Iterator[Fault]:
    """Faults of a pair of feedback buttons."""
    for side in ("positive_button", "negative_button"):
        half = value.get(side)
        if not isinstance(half, Mapping):
            yield Fault(f"{at}/{side}", "missing", "is required")
            continue
        yield from shape.plain_text(half.get("text"), f"{at}/{side}/text", MOST["feedback.text"])
        yield from shape.words(half.get("value"), f"{at}/{side}/value", MOST["button.value"])


def icon(value: Mapping[str, Any], at: str) -> Iterator[Fault]:
    """Faults of an icon button."""
    if value.get("icon") != "trash":
        yield Fault(f"{at}/icon", "type", "must be trash")
    yield from shape.plain_text(value.get("text"), f"{at}/text", MOST["button.text"])
    yield from confirm(value.get("confirm"), f"{at}/confirm")


def picture(value: Mapping[str, Any], at: str) -> Iterator[Fault]:
    """Faults of an image, as a block or as an element."""
    if ("image_url" in value) == ("slack_file" in value):
        yield Fault(at, "missing", "needs image_url or slack_file, one of them")
    yield from shape.optional(value.get("image_url"), f"{at}/image_url", MOST["image.url"])
    yield from shape.words(value.get("alt_text"), f"{at}/alt_text", MOST["image.alt"])


INPUTS: Final[Mapping[str, Rule]] = {
    "plain_text_input": free,
    "number_input": free,
    "email_text_input": free,
    "url_text_input": free,
    "rich_text_input": free,
    "file_input": free,
}
CHOICES: Final[Mapping[str, Rule]] = {
    "static_select": menu("select.options"),
    "multi_static_select": menu("select.options"),
    "radio_buttons": menu("choice.options"),
    "checkboxes": menu("choice.options"),
    "external_select": free,
    "multi_external_select": free,
    "users_select": free,
    "multi_users_select": free,
    "conversations_select": free,
    "multi_conversations_select": free,
    "channels_select": free,
    "multi_channels_select": free,
    "datepicker": free,
    "timepicker": free,
    "datetimepicker": free,
}
CLICKS: Final[Mapping[str, Rule]] = {"button": button, "overflow": menu("overflow.options")}
FEEDBACK: Final[Mapping[str, Rule]] = {"feedback_buttons": feedback, "icon_button": icon}


def element(value: object, at: str, rules: Mapping[str, Rule]) -> Iterator[Fault]:
    """Faults of one element, which must be of a type that the rules know."""
    if not isinstance(value, Mapping):
        yield Fault(at, "type", "must be an object")
        return
    rule = rules.get(str(value.get("type")))
    if rule is None:
        yield Fault(f"{at}/type", "unknown_element", f"{value.get('type')!r} is not allowed here")
        return
    yield from shape.identifier(value.get("action_id"), f"{at}/action_id")
    yield from rule(value, at)
