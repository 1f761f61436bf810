"""The scripts people write in: one form to match by, one to echo, and which language a text is in."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from bot.core.text import Language

if TYPE_CHECKING:
    from opencc import OpenCC

_HAN = re.compile(r"[\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_SPACES = re.compile(r"\s+")
_LATIN = re.compile(r"[a-z0-9]+")
_VARIATIONS = re.compile("[\ufe00-\ufe0f]")

_LOOK_ALIKE = str.maketrans(
    "\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0456\u0458\u0455\u04bb\u04cf\u0501\u051b\u051d\u0475"  # Cyrillic
    "\u03b1\u03b9\u03bd\u03bf\u03c1\u03c5\u03b3",  # Greek
    "aeopcyxijshldqwvaivopuy",
)
"""Letters of another alphabet that look like Latin ones (Unicode TR39), as a keyboard left in it types them."""

_HONG_KONG = {
    # s2hk follows the 2012 glyph list; newspapers and readers (voice.md) write these.
    "説": "說",
    "羣": "群",
    "麪": "麵",
    "牀": "床",
    "户": "戶",
    "峯": "峰",
    "啓": "啟",
    "税": "稅",
    "脱": "脫",
    "悦": "悅",
    "鋭": "銳",
    "閲": "閱",
    "温": "溫",
    "衞": "衛",
    "鈎": "鉤",
    "敍": "敘",
    "瞭解": "了解",
    "未注": "未註",
}
_HONG_KONG_FORMS = re.compile("|".join(_HONG_KONG))

_NEUTRAL_HAN = frozenset("着")
"""Han that the code tables call simplified though Hong Kong prints it too."""

_NEUTRAL_WORDS = frozenset(
    "yoy qoq mom ytd fy gmv dau mau wau arr arpu kol ai aigc api app capex ebitda ipo roi pe vs "
    "rmb cny usd hkd us hk bn mn tn pp pct ok id tob toc".split()
)
"""Latin words that people write in the midst of any language."""


def fold(text: str) -> str:
    """A text in the one form names and figures are matched by."""
    if text.isascii() and text.isprintable():
        # Nothing in it has another form, nor looks like anything else.
        return " ".join(text.casefold().split())
    folded = unicodedata.normalize("NFKC", _visible(text)).casefold().translate(_LOOK_ALIKE)
    folded = _SPACES.sub(" ", _visible(unicodedata.normalize("NFKC", folded))).strip()
    return _converter("t2s").convert(folded) if has_han(folded) else folded


def clean(text: str) -> str:
    """A text as it was typed, without what cannot be seen, fit to be echoed."""
    return _SPACES.sub(" ", _visible(text)).strip()


@lru_cache(maxsize=4096)
def traditional(text: str) -> str:
    """Simplified wording as Hong Kong prints it."""
    if not has_han(text):
        return text
    converted = _converter("s2hk").convert(text)
    return _HONG_KONG_FORMS.sub(lambda found: _HONG_KONG[found[0]], converted)


def has_han(text: str) -> bool:
    """Whether a text holds a Chinese character."""
    return _HAN.search(text) is not None


def written_in(text: str) -> Language | None:
    """The language a text itself shows, or None where it could be any."""
    han = _HAN.findall(text)
    if any(_only_traditional(char) for char in han):
        return "zh-Hant"
    if any(_only_simplified(char) for char in han):
        return "zh-Hans"
    latin = any(
        len(word) > 1 and word.isalpha() and word not in _NEUTRAL_WORDS
        for word in _LATIN.findall(unicodedata.normalize("NFKC", text).casefold())
    )
    if han:
        # "ABC收入" is Chinese whichever the script; "同比" alone leaves it to the thread.
        return "zh-Hans" if latin else None
    return "en" if latin else None


def script_shown(text: str) -> bool:
    """Whether a Chinese text holds a character that only one of the two scripts has."""
    return any(_only_traditional(char) or _only_simplified(char) for char in _HAN.findall(text))


@cache
def _converter(name: str) -> OpenCC:
    from opencc import OpenCC

    return OpenCC(name)


def _visible(text: str) -> str:
    if text.isprintable() and not _VARIATIONS.search(text):
        return text
    return "".join(" " if char.isspace() else char for char in text if char.isspace() or not _is_invisible(char))


def _is_invisible(char: str) -> bool:
    return unicodedata.category(char) in {"Cc", "Cf", "Cs"} or "\ufe00" <= char <= "\ufe0f"


@lru_cache(maxsize=8192)
def _only_traditional(char: str) -> bool:
    return not _in_gb2312(char) and _converter("t2s").convert(char) != char


@lru_cache(maxsize=8192)
def _only_simplified(char: str) -> bool:
    return char not in _NEUTRAL_HAN and _in_gb2312(char) and not _in_common_big5(char)


def _in_gb2312(char: str) -> bool:
    try:
        char.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


def _in_common_big5(char: str) -> bool:
    """Whether Big5's first level has it; its second holds rarities such as 万 and 与."""
    try:
        return char.encode("big5")[0] < 0xC9
    except UnicodeEncodeError:
        return False
