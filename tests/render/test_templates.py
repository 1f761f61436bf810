"""Words and code agree: every language has the same templates, blocks and phrases."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from jinja2 import Environment, meta

from bot.place import place_of
from bot.render.phrases import read_phrases

FOLDER = place_of("templates")
NAMES = sorted(path.name for path in (FOLDER / "en").glob("*.j2"))


def test_both_languages_have_the_same_files() -> None:
    assert sorted(path.name for path in (FOLDER / "zh").iterdir()) == sorted(
        path.name for path in (FOLDER / "en").iterdir()
    )


@pytest.mark.parametrize("name", NAMES)
def test_both_languages_have_the_same_blocks_macros_and_names(name: str) -> None:
    english, chinese = (_shape(FOLDER / language / name) for language in ("en", "zh"))
    assert chinese == english


def test_both_languages_have_the_same_phrases_with_the_same_places() -> None:
    english, chinese = (
        read_phrases((FOLDER / language / "phrases.yaml").read_text(encoding="utf-8")).words
        for language in ("en", "zh")
    )
    assert set(chinese) == set(english)
    places = {
        key: (_places(english[key]), _places(chinese[key]))
        for key in english
        if not key.startswith(("vintage.", "move."))
    }
    assert {key: pair for key, pair in places.items() if pair[0] != pair[1]} == {}


def test_every_button_has_words_to_type() -> None:
    words = read_phrases((FOLDER / "en" / "phrases.yaml").read_text(encoding="utf-8")).words
    buttons = {key.removeprefix("button.") for key in words if key.startswith("button.")}
    assert buttons == {key.removeprefix("say.") for key in words if key.startswith("say.")}


@pytest.mark.parametrize("name", ["phrases.yaml", *NAMES])
def test_chinese_words_hold_no_english_sentence(name: str) -> None:
    text = (FOLDER / "zh" / name).read_text(encoding="utf-8")
    words = re.sub(r"\{[%{#].*?[%}#]\}|\{\w+\}|^\s*#.*$|^\s*\w+:", " ", text, flags=re.DOTALL | re.MULTILINE)
    assert re.findall(r"\b[a-z]{4,}\b", re.sub(r"`[^`\n]*`|/\w+ @\w+|--private", " ", words)) == []


def _shape(path: Path) -> tuple[list[str], list[str], set[str]]:
    text = path.read_text(encoding="utf-8")
    names = meta.find_undeclared_variables(Environment(autoescape=False).parse(_without_filters(text)))
    return re.findall(r"\{%-? block (\w+)", text), re.findall(r"\{%-? macro (\w+)", text), names


def _without_filters(text: str) -> str:
    """The template with its filters gone: they are the code's, and parsing needs to know none."""
    return re.sub(r"\| ?\w+(\([^()]*\))?", "", text)


def _places(words: str) -> list[str]:
    return sorted(re.findall(r"\{(\w+)\}", words))
