"""Slips of the hand: what a name looks like after one or two of them, and who else is written that way."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator

from bot.words.near import KEYS
from bot.words.pinyin import pinyin
from bot.words.script import fold, has_han, traditional

_WIDE = 0xFEE0
_LOOK_ALIKE = str.maketrans("aceijopsvxy", "\u0430\u0441\u0435\u0456\u0458\u043e\u0440\u0455\u03bd\u0445\u0443")


def _drop(text: str, at: int, _: random.Random) -> str:
    return text[:at] + text[at + 1 :]


def _swap(text: str, at: int, _: random.Random) -> str:
    return text[:at] + text[at + 1 : at + 2] + text[at] + text[at + 2 :]


def _double(text: str, at: int, _: random.Random) -> str:
    return text[: at + 1] + text[at:]


def _neighbour(text: str, at: int, dice: random.Random) -> str:
    """Another key, or for a 汉字 another one that sounds alike."""
    others = sorted(_sounding(text[at])) if has_han(text[at]) else list(KEYS.get(text[at], ""))
    return text[:at] + dice.choice(others) + text[at + 1 :] if others else text


def _together(text: str, at: int, _: random.Random) -> str:
    return text[:at] + text[at + 1 :] if text[at] == " " else text


def _script(text: str, at: int, _: random.Random) -> str:
    """One letter from another script: traditional for simplified, full width, Cyrillic that looks the same."""
    char = text[at]
    other = traditional(char) if has_han(char) else char.translate(_LOOK_ALIKE)
    wide = chr(ord(char) + _WIDE) if "!" <= char <= "~" else char
    return text[:at] + (other if other != char else wide) + text[at + 1 :]


SLIPS: dict[str, Callable[[str, int, random.Random], str]] = {
    "dropped": _drop,
    "swapped": _swap,
    "doubled": _double,
    "next key or homophone": _neighbour,
    "space missing": _together,
    "other script": _script,
}

_HOMOPHONES: dict[str, set[str]] = {}


def _sounding(char: str) -> set[str]:
    """The common characters (GB2312's first level) that are typed alike."""
    if not _HOMOPHONES:
        for high in range(0xB0, 0xD8):
            for low in range(0xA1, 0xFF):
                try:
                    one = bytes((high, low)).decode("gb2312")
                except UnicodeDecodeError:
                    continue
                _HOMOPHONES.setdefault(pinyin(one), set()).add(one)
    return _HOMOPHONES.get(pinyin(char), set()) - {char}


def once(name: str, dice: random.Random) -> Iterator[tuple[str, str]]:
    """Every single slip in a name: what kind, and what is then typed."""
    for kind, slip in SLIPS.items():
        for at in range(len(name)):
            typed = slip(name, at, dice)
            if typed != name and (kind == "other script" or fold(typed) != name):
                yield kind, typed


def twice(name: str, dice: random.Random, tries: int) -> Iterator[tuple[str, str]]:
    """Some pairs of slips in a name."""
    for _ in range(tries):
        typed, kinds = name, []
        for kind in dice.choices(list(SLIPS), k=2):
            if typed:
                before, typed = typed, SLIPS[kind](typed, dice.randrange(len(typed)), dice)
                kinds.append(kind if typed != before else "")
        if all(kinds) and fold(typed) != name:
            yield "two slips", typed
