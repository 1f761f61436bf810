"""One YAML file as plain text values, with the line of every one of them.

All scalars are text: YAML's guesses would turn 3.10 into 3.1 and `no` into false.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from bot.core.problem import Problem

Loc = tuple[str | int, ...]
_Loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


@dataclass(frozen=True, slots=True)
class Page:
    """A file's content as nested dicts, lists and strings, and the line each part begins at."""

    file: str
    tree: dict[str, Any]
    lines: dict[Loc, int]

    def line_of(self, loc: Loc) -> int:
        """The line of a part, or of the nearest part around it."""
        while loc and loc not in self.lines:
            loc = loc[:-1]
        return self.lines.get(loc, 1)

    def problem(self, loc: Loc, sentence: str) -> Problem:
        """A problem at a part of this file."""
        return Problem(self.file, self.line_of(loc), sentence)


def read_page(path: Path, name: str) -> Page | Problem:
    """A file as a page; a Problem where it cannot be read or is no YAML mapping."""
    try:
        node = yaml.compose(path.read_text(encoding="utf-8"), Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        return Problem(name, line, f"This is not valid YAML: {error.problem}. Nothing of the file was read.")
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        return Problem(name, 1, f"The file cannot be read: {error}.")
    lines: dict[Loc, int] = {}
    repeated: list[Problem] = []
    tree = _plain(node, (), lines, repeated, name) if node is not None else {}
    if repeated:
        return repeated[0]
    if not isinstance(tree, dict):
        return Problem(name, 1, "The file holds no mapping: it should begin with a key and a colon.")
    return Page(name, tree, lines)


def _plain(node: yaml.Node, loc: Loc, lines: dict[Loc, int], repeated: list[Problem], name: str) -> Any:
    lines[loc] = node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        found: dict[str, Any] = {}
        for key, value in node.value:
            if key.value in found:
                line = key.start_mark.line + 1
                repeated.append(Problem(name, line, f"The key {key.value!r} stands twice in one mapping."))
            found[key.value] = _plain(value, (*loc, key.value), lines, repeated, name)
            lines[(*loc, key.value)] = key.start_mark.line + 1
        return found
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item, (*loc, index), lines, repeated, name) for index, item in enumerate(node.value)]
    return node.value
