"""A second book, of an invented bakery: everything is asked of it, and nothing of the first book is heard."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path

import pytest
import yaml

from bot.core.text import LANGUAGES, Language
from bot.desk import Desk, Reply
from bot.load.book import load_book
from bot.load.coverage import coverage_of
from bot.place import place_of

TODAY = date(2025, 11, 10)
BAKERY = Path(__file__).parents[1] / "bakery"
DIALOGS = yaml.load((Path(__file__).parent / "dialogs.yaml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
SAID = [turn["said"] for dialog in DIALOGS for turn in dialog["turns"]]

EVERYTHING = frozenset(
    "value overview list yoy qoq gap prices guidance implied source why conflicts digest help".split()
)


@cache
def desk(folder: Path = BAKERY) -> Desk:
    book = load_book(folder)
    assert book.problems == ()
    assert book.ledger is not None
    return Desk(book.ledger, place_of("templates"))


@cache
def strangers() -> re.Pattern[str]:
    """The names of everybody in the first book."""
    ledger = load_book(place_of("config")).ledger
    assert ledger is not None
    names = {name for one in ledger.entities.values() for name in (one.name.en, one.name.zh, *one.also)}
    words = (re.escape(name) for name in names if len(name) > 2 or not name.isascii())
    return re.compile(rf"(?<![A-Za-z])(?:{'|'.join(words)})(?![A-Za-z])", re.IGNORECASE)


@cache
def conversation(number: int) -> tuple[Reply, ...]:
    """The replies to a dialog of the table, turn by turn."""
    replies: list[Reply] = []
    subject = None
    for turn in DIALOGS[number]["turns"]:
        replies.append(desk().ask(turn["said"], TODAY, subject=subject))
        subject = replies[-1].subject or subject
    return tuple(replies)


@pytest.mark.parametrize("number", range(len(DIALOGS)), ids=[dialog["dialog"] for dialog in DIALOGS])
def test_what_is_said_is_heard(number: int) -> None:
    for turn, reply in zip(DIALOGS[number]["turns"], conversation(number), strict=True):
        text = " ".join(message.plain for message in reply.messages)
        assert reply.answer.ending == turn["ending"], (turn["said"], text)
        assert [piece for piece in turn.get("heard", ()) if piece not in text] == [], (turn["said"], text)
        assert [piece for piece in turn.get("never", ()) if piece in text] == [], (turn["said"], text)
        payload = json.dumps([message.payload for message in reply.messages], ensure_ascii=False)
        assert strangers().findall(payload) == [], turn["said"]


@pytest.mark.parametrize("folder", [BAKERY, place_of("config")], ids=["bakery", "ours"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_book_answers_what_it_suggests(folder: Path, language: Language) -> None:
    asking = desk(folder)
    introduced = asking.introduction(language)
    assert len(introduced.questions) == 4
    for question in introduced.questions:
        reply = asking.ask(question, TODAY, speak=language)
        assert reply.answer.ending == "found", question
        for following in introduced.follow_ups:
            answer = asking.ask(following, TODAY, subject=reply.subject, speak=language).answer
            assert answer.ending not in {"not_understood", "left_alone"}, (question, following)


def test_everything_is_asked() -> None:
    answers = [reply.answer for number in range(len(DIALOGS)) for reply in conversation(number)]
    assert {answer.query.operation for answer in answers} >= EVERYTHING
    assert {"derived", "printed", "slices", "gap_series"} <= {answer.reason for answer in answers}


def test_the_bakery_is_proved_complete_against_its_sources() -> None:
    coverage = coverage_of(BAKERY, BAKERY / "sources")
    assert coverage.problems == ()
    assert {tally.document: tally.uncovered for tally in coverage.tallies} == {"courier": 0, "letter": 0}


def changed(name: str, pattern: str, new: str) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        path = folder / name
        text = re.sub(pattern, new, path.read_text(encoding="utf-8"))
        assert text != path.read_text(encoding="utf-8")
        path.write_text(text, encoding="utf-8")

    return change


BOOKS = {
    "as it is": changed("entities.yaml", "# An", "# One"),
    "without prices": changed("metrics.yaml", r" +role: .*\n", ""),
    "with a price by the week": changed("metrics.yaml", "role: price\n", "role: price\n    per: week\n"),
    "without digests": changed("digests.yaml", r"(?s)^.*$", "digests: {}\n"),
    "without rivals": changed("entities.yaml", r" +rivals: .*\n", ""),
    "without overviews": changed("entities.yaml", r" +overview: .*\n", ""),
    "without guidance": changed("facts/letter.yaml", "kind: guidance", "kind: estimate"),
    "without a parent": changed("entities.yaml", r" +parent: .*\n", ""),
    "without shares": changed("metrics.yaml", r"form: share", "form: margin"),
    "in another money": changed("metrics.yaml", "unit: HKD", "unit: USD"),
}


@pytest.mark.parametrize("name", BOOKS)
def test_a_book_may_lack_anything(name: str, tmp_path: Path) -> None:
    """Every question gets an answer in either language, and every button under it is understood."""
    folder = tmp_path / "book"
    shutil.copytree(BAKERY, folder)
    BOOKS[name](folder)
    asking = desk(folder)
    for said in SAID:
        reply = asking.ask(said, TODAY)
        for key in reply.answer.follow if reply.subject else ():
            pressed = asking.press(key, TODAY, subject=reply.subject or "")
            assert pressed is not None, (said, key)
            assert pressed.answer.ending not in {"not_understood", "left_alone"}, (said, key)


def test_a_print_that_arithmetic_disproves_says_so_in_every_shape(tmp_path: Path) -> None:
    """The letter's growth of 12.5% beside 410,000 loaves and 300,000 a year before, which nobody marked."""
    folder = tmp_path / "book"
    shutil.copytree(BAKERY, folder)
    row = (
        '  - {id: x, at: "4:1", print: "300,000", entity: oatfield, metric: loaves, period: 2024Q3, '
        'value: "300000 count", kind: reported, speaker: oatfield, said: 2025-10-20}'
    )
    changed("facts/letter.yaml", "\nleft_out:", f"{row}\n\nleft_out:")(folder)
    english = "410,000 loaves / 300,000 loaves - 1 = 36.7%"
    chinese = "410,000个 ÷ 300,000个 - 1 = 36.7%"
    for said, heard in (
        ("oatfield growth of loaves sold q3", english),
        ("growth of loaves sold on the year, by quarter", english),
        ("everything on oatfield", english),
        ("growth of loaves sold on the year as csv", "disproved: 410,000 / 300,000 - 1 = 36.7%"),
        ("麦田面包销量同比", chinese),
        ("麵包銷量同比", "410,000個 ÷ 300,000個 - 1 = 36.7%"),
    ):
        plain = desk(folder).ask(said, TODAY).messages[0].plain
        assert heard in plain and "12.5" in plain.replace("0.125", "12.5"), (said, plain)


def test_without_prices_none_are_offered(tmp_path: Path) -> None:
    folder = tmp_path / "book"
    shutil.copytree(BAKERY, folder)
    BOOKS["without prices"](folder)
    asking = desk(folder)
    assert "prices" not in asking.ask("help", TODAY).messages[0].plain
    assert asking.ask("prices", TODAY).messages[0].plain == "Not in the book: no price of bread."


def test_a_price_in_other_money_says_its_own(tmp_path: Path) -> None:
    """A table has one money in its head; a figure in another is never read as if it were in that."""
    folder = tmp_path / "book"
    shutil.copytree(BAKERY, folder)
    changed("facts/courier.yaml", 'print: "35港元"(.*)35 HKD', r'print: "35美元"\g<1>35 USD')(folder)
    plain = desk(folder).ask("prices", TODAY).messages[0].plain
    assert "HK$29 to 52" in plain
    assert "Brick Oven rye, US$35" in plain
