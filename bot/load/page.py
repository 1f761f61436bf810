"""One YAML file as plain text values, with the line of every one of them.

All scalars are text: YAML's guesses would turn 3.10 into 3.1 and `no` into false.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from yaml.events import (
    AliasEvent,
    MappingEndEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)
from yaml.reader import Reader

from bot.core.problem import Problem

Loc = tuple[str | int, ...]
_PRIVATE = re.compile("[\ue000-\uf8ff]")
"""Characters for private use: nothing shows them, and render marks with some of them what becomes a mention."""
_UNREADABLE = "The file cannot be read: it is no YAML."
_Loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


@dataclass(frozen=True, slots=True)
class Page:
    """A file's content as nested dicts, lists and strings.

    Lines are looked up in the text again, once and only where one is asked for: a clean book has no problem to place.
    """

    file: str
    tree: dict[str, Any]
    text: bytes
    _lines: dict[Loc, int] = field(default_factory=dict)

    @property
    def lines(self) -> dict[Loc, int]:
        """The line each part begins at."""
        if not self._lines and (node := yaml.compose(self.text, Loader=_Loader)) is not None:
            _place(node, (), self._lines)
        return self._lines

    def line_of(self, loc: Loc) -> int:
        """The line of a part, or of the nearest part around it."""
        lines = self.lines
        while loc and loc not in lines:
            loc = loc[:-1]
        return lines.get(loc, 1)

    def problem(self, loc: Loc, sentence: str) -> Problem:
        """A problem at a part of this file."""
        return Problem(self.file, self.line_of(loc), sentence)


class _Unfit(Exception):
    """YAML that a book does not use."""

    def __init__(self, event: yaml.Event, sentence: str) -> None:
        super().__init__(sentence)
        self.line = event.start_mark.line + 1 if event.start_mark else 1


def read_page(path: Path, name: str) -> Page | Problem:
    """A file as a page; a Problem where it cannot be read or is no YAML mapping."""
    try:
        return page_of(path.read_bytes(), name)
    except OSError as error:
        return Problem(name, 1, f"The file cannot be read: {error.strerror}.")


def page_of(text: bytes, name: str) -> Page | Problem:
    """A file's text as a page."""
    shared: dict[str, str] = {}
    try:
        decoded = text.decode()
    except UnicodeDecodeError as error:
        byte = text[error.start]
        return Problem(name, _line(text, error.start), f"The byte 0x{byte:02X} is no UTF-8: save the file as UTF-8.")
    try:
        tree = _tree(_Loader(text).get_event, shared)
    except yaml.MarkedYAMLError as error:
        # A bracket left open is missed only later, where something else stands.
        mark = error.context_mark if "flow" in (error.context or "") else error.problem_mark
        line = mark.line + 1 if mark else 1
        return Problem(name, line, f"This is not valid YAML: {error.problem}. Nothing of the file was read.")
    except _Unfit as error:
        return Problem(name, error.line, str(error))
    except yaml.YAMLError:
        # What is left is a character that YAML does not allow.
        unfit = Reader.NON_PRINTABLE.search(decoded.removeprefix("\ufeff"))
        before = unfit.start() if unfit else 0
        said = f"The character U+{ord(unfit[0]):04X} cannot stand in a file: remove it." if unfit else _UNREADABLE
        return Problem(name, decoded.count("\n", 0, before) + 1, said)
    except RecursionError:
        return Problem(name, 1, "The file cannot be read: it is nested too deep.")
    if private := _PRIVATE.search("\n".join(shared)):
        line = _line(text, max(text.find(private[0].encode()), 0))
        return Problem(name, line, f"The character U+{ord(private[0]):04X} is shown by nothing: remove it.")
    if not isinstance(tree, dict):
        return Problem(name, 1, "The file holds no mapping: it should begin with a key and a colon.")
    return Page(name, tree, text)


def _line(text: bytes, at: int) -> int:
    return text.count(b"\n", 0, at) + 1


def _tree(event_of: Callable[[], Any], shared: dict[str, str]) -> Any:
    """The only document of a stream of events; `shared` takes each of its texts once."""
    event_of()  # the stream begins
    if isinstance(event_of(), StreamEndEvent):
        return {}
    tree = _value(event_of(), event_of, shared)
    event_of()  # the document ends
    if not isinstance(after := event_of(), StreamEndEvent):
        raise _Unfit(after, "A file is one document: remove the line of dashes.")
    return tree


def _value(event: Any, event_of: Callable[[], Any], shared: dict[str, str]) -> Any:
    """What one event begins: text, a list or a mapping; equal texts are one string."""
    kind = type(event)
    if kind is ScalarEvent:
        return shared.setdefault(event.value, event.value)
    if kind is SequenceStartEvent:
        items = []
        while type(event := event_of()) is not SequenceEndEvent:
            items.append(_value(event, event_of, shared))
        return items
    if kind is AliasEvent:
        raise _Unfit(event, f"The alias *{event.anchor} is not read here: write the value out.")
    found: dict[str, Any] = {}
    while type(key := event_of()) is ScalarEvent:
        name = shared.setdefault(key.value, key.value)
        if name in found:
            raise _Unfit(key, f"The key {name!r} stands twice in one mapping.")
        event = event_of()
        # Nearly every value is text: here it costs no call.
        text = type(event) is ScalarEvent
        found[name] = shared.setdefault(event.value, event.value) if text else _value(event, event_of, shared)
    if type(key) is not MappingEndEvent:
        raise _Unfit(key, "A key is a word, not a list or a mapping.")
    return found


def _place(node: yaml.Node, loc: Loc, lines: dict[Loc, int]) -> None:
    lines[loc] = node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            _place(value, (*loc, key.value), lines)
            lines[*loc, key.value] = key.start_mark.line + 1
    elif isinstance(node, yaml.SequenceNode):
        for index, item in enumerate(node.value):
            _place(item, (*loc, index), lines)
