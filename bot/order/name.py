"""The words of an order that name something: a language, a country, a digest."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from babel import Locale

from bot.core.digest import Digest
from bot.core.ledger import Name
from bot.core.subscription import Objection
from bot.core.text import Language
from bot.order.cadence import is_cadence
from bot.order.slip import Slip
from bot.words.names import NameIndex
from bot.words.near import meant
from bot.words.script import fold

_LANGUAGES: tuple[tuple[Language, str], ...] = (
    ("zh-Hant", r"(?<![a-z])(?:zh[-_](?:hant|hk|tw)|traditional(?: chinese)?)(?![a-z])|繁体?(?:中文|字)?"),
    ("zh-Hans", (r"(?<![a-z])(?:zh(?:[-_](?:hans|cn|sg))?|(?:simplified )?chinese|simplified)(?![a-z])"
                r"|简体?(?:中文|字)?(?!报)|中文|汉语")),
    ("en", r"(?<![a-z])(?:en(?:[-_](?:us|gb))?|english)(?![a-z])|英文|英语"),
)  # fmt: skip
_BUSINESS = (
    r"(?:(?<![a-z])(?:on )?(?:business|working|trading) days?(?: only)?(?![a-z])"
    r"|(?<![a-z])(?:skip|avoid|no|not on) (?:public )?holidays(?![a-z])"
    r"|(?:避开|跳过|遇)(?:节?假日|节假)(?:顺延)?|(?:只|仅)?在?营业日)"
)
_OF = r"(?:\s*(?:of|in|for|of the|in the|:)?\s*(?P<place>{places})(?![a-z]))?"
_ANY_DAY = (
    r"(?:(?<![a-z])(?:any day|calendar days?|weekends? too|including weekends)(?![a-z])|不避(?:开)?节?假日|任何一天)"
)
_COUNTRIES = {"hk": "HK", "香港": "HK", "hong kong": "HK", "uk": "GB", "britain": "GB", "us": "US", "usa": "US",
              "america": "US", "mainland china": "CN", "大陆": "CN", "内地": "CN", "prc": "CN",
              "台湾": "TW"}  # fmt: skip


def take_language(slip: Slip) -> Language | None:
    """The language."""
    for language, pattern in _LANGUAGES:
        if slip.take(rf"(?:(?<![a-z])in )?(?:{pattern})") is not None:
            return language
    return None


def take_other_language(slip: Slip) -> Objection | None:
    """An Objection to a language that the bot does not write; places must be taken before, as some share a name."""
    other = slip.take(rf"(?:(?<![a-z])in |语言:? ?|language:? ?)?(?<![a-z])(?P<name>{_others()})(?![a-z])")
    return None if other is None else Objection("unknown_language", (other["name"],))


def take_business_days(slip: Slip) -> str | None:
    """The country on whose business days alone it goes out: Hong Kong where none is named; "" for any day."""
    if slip.take(_ANY_DAY) is not None:
        return ""
    found = slip.take(_BUSINESS + _OF.format(places=_places()))
    if found is None:
        return None
    place = found["place"]
    return _countries()[place] if place else "HK"


def take_digest(slip: Slip, digests: Mapping[str, Digest]) -> str | Objection | None:
    """The digest, by its id, its title or another of its names; two are one too many."""
    found: list[str] = []
    for name, digest in sorted(_names(digests), key=lambda pair: -len(pair[0])):
        if is_cadence(name):  # "quarterly 09:00" says when, whatever the digest is called
            continue
        if slip.take(rf"(?<![a-z0-9-]){re.escape(name)}(?![a-z0-9-])") is not None and digest not in found:
            found.append(digest)
    if len(found) > 1:
        return Objection("two_digests", tuple(found))
    return found[0] if found else None


def near_digest(typed: str, digests: Mapping[str, Digest]) -> str | None:
    """The digest that a name, or a misspelt one, clearly means; None where it means none."""
    names = _names(digests)
    exact = next((digest for name, digest in names if name == typed), None)
    if exact is not None:
        return exact
    index = NameIndex(Name(name, "digest", digest) for name, digest in names)
    found = meant(index.near(typed.split()))
    return found[0].name.id if len(found) == 1 else None


def _names(digests: Mapping[str, Digest]) -> list[tuple[str, str]]:
    return [
        (fold(name), digest.id)
        for digest in digests.values()
        for name in (digest.id, digest.title.en, digest.title.zh, *digest.also)
    ]


@lru_cache(maxsize=1)
def _countries() -> dict[str, str]:
    found: dict[str, str] = {}
    for locale in (Locale("en"), Locale("zh", script="Hans")):
        for code, name in locale.territories.items():
            if re.fullmatch(r"[A-Z]{2}", str(code)):
                found |= {str(code).casefold(): str(code), fold(str(name)): str(code)}
    return found | _COUNTRIES


@lru_cache(maxsize=1)
def _places() -> str:
    return "|".join(re.escape(name) for name in sorted(_countries(), key=len, reverse=True))


@lru_cache(maxsize=1)
def _others() -> str:
    """The names of languages that are none of ours, in English and Chinese."""
    names = {fold(name) for locale in (Locale("en"), Locale("zh", script="Hans")) for name in locale.languages.values()}
    own = {"english", "chinese", "simplified chinese", "traditional chinese", "英语", "中文"}
    return "|".join(re.escape(name) for name in sorted(names - own, key=len, reverse=True) if len(name) > 1)
