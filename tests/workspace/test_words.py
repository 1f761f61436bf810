"""The page's words: the same lines in every language, all of them said somewhere, none missing."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from bot.workspace.words import LANGUAGES, language_of, words

ROOM = Path(__file__).parents[2] / "bot" / "workspace"
HOLE = re.compile(r"\{\w*\}")


@pytest.mark.parametrize("language", LANGUAGES)
def test_same_lines_with_the_same_holes(language: str) -> None:
    english, said = words("en"), words(language)
    assert said.keys() == english.keys()
    dates = {"day", "date"}  # each language writes these in its own way
    for key in english.keys() - dates:
        assert Counter(HOLE.findall(said[key])) == Counter(HOLE.findall(english[key])), key
    for key, count in {"weekdays": 7, "months": 12, "mons": 12}.items():
        assert len(said[key].split()) == count


def test_every_line_is_said_somewhere() -> None:
    texts = [
        path.read_text(encoding="utf-8")
        for path in ROOM.rglob("*")
        if path.suffix in (".py", ".j2", ".js") and "__pycache__" not in path.parts
    ]
    source = "\n".join(texts)
    composed = {f"fault_{kind}" for kind in ("slow", "429", "500", "lost", "unanswered", "twice")}
    composed |= {f"channel_{what}" for what in ("join", "leave", "name", "archive", "unarchive")}
    composed |= {"number_input", "email_text_input", "url_text_input", "datepicker", "timepicker"}
    for key in words("en").keys() - composed:
        assert re.search(rf"""\bsay\.{key}\b|["']{key.removeprefix("script_")}["']""", source), key
    used = set(re.findall(r"\bsay\.(\w+)", source)) - {"get"}
    assert used <= words("en").keys()
    in_script = set(re.findall(r'\bsay\("(\w+)"', source))
    assert {f"script_{key}" for key in in_script} <= words("en").keys()


@pytest.mark.parametrize(
    ("locale", "language"),
    [("en-US", "en"), ("zh-CN", "zh-Hans"), ("zh-TW", "zh-Hant"), ("zh-HK", "zh-Hant"), ("fr-FR", "en"), ("", "en")],
)
def test_locales(locale: str, language: str) -> None:
    assert language_of(locale) == language
