"""A folder to a ledger: everything wrong is listed, one slip hides no other, and lines are right."""

from __future__ import annotations

import gc
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from bot.core.problem import Problem
from bot.load.book import load_book
from bot.load.page import Page, page_of, read_page

from .tea import FACTS, TeaBook


def test_every_problem_of_every_row_is_listed(tea: TeaBook) -> None:
    tea.edit("tea", "period: 2024Q1, value: 1yi CNY", "period: 2024Q7, value: one")
    tea.edit("tea", 'id: q2, at: "1:9"', "id: Q2, at: top")
    tea.edit("tea", "    kind: guidance\n", "    kind: rumour\n    kinds: two\n")
    tea.edit("tea", "[q1]", "[q7]")
    tea.edit("tea", "state: not_disclosed", "state: hidden")
    tea.edit("tea", 'print: "7", ', "")
    problems = load_book(tea.folder).problems
    assert {one.file for one in problems} == {str(tea.folder / "facts/tea.yaml")}
    assert [(one.line, one.sentence.split(":")[0].split(";")[0][:38]) for one in problems] == [
        (11, "'2024Q7' is no period"),
        (11, "'one' is no figure"),
        (12, "The key 'id' is 'Q2'"),
        (12, "The key 'at' of Q2 is 'top'"),
        (21, "The key 'kind' of plan is 'rumour'"),
        (22, "The key 'kinds' of plan is not known he"[:38]),
        (34, "The reading of guests rests on q7, whi"),
        (40, "The key 'state' of no-sales is 'hidden"[:38]),
        (43, "The key 'print' of row 1 of left_out is missing."[:38]),
    ]


def test_problems_of_several_files_come_file_by_file_and_line_by_line(tea: TeaBook) -> None:
    tea.edit("tea", "2yi CNY", "2yi persons")
    tea.edit("tea", "1yi CNY", "1yi persons")
    tea.edit("metrics", "[visitors]", "[th]")
    tea.edit("digests", "house.sales", "house.cups")
    problems = load_book(tea.folder).problems
    assert [(Path(one.file).name, one.line) for one in problems] == [
        ("digests.yaml", 4),
        ("tea.yaml", 11),
        ("tea.yaml", 12),
        ("metrics.yaml", 6),
    ]


def test_a_broken_head_hides_no_row_of_the_file(tea: TeaBook) -> None:
    tea.edit("tea", "  kind: press\n", "  kind: rumour\n")
    tea.edit("tea", "2024Q2", "2024Q7")
    tea.edit("tea", "entity: house\n", "entity: pub\n")
    assert [one.line for one in load_book(tea.folder).problems] == [6, 12, 17]


def test_broken_yaml_in_one_file_hides_no_other_file(tea: TeaBook) -> None:
    (tea.folder / "facts" / "also.yaml").write_text("document: {lines: 1\n", encoding="utf-8")
    tea.edit("tea", "2024Q2", "2024Q7")
    problems = load_book(tea.folder).problems
    assert [(Path(one.file).name, one.line) for one in problems] == [("also.yaml", 1), ("tea.yaml", 12)]


def test_a_missing_head_is_told_beside_the_rest(tea: TeaBook) -> None:
    (tea.folder / "digests.yaml").unlink()
    tea.edit("tea", "2024Q2", "2024Q7")
    told = [str(one) for one in load_book(tea.folder).problems]
    assert len(told) == 2
    assert told[0] == f"{tea.folder / 'digests.yaml'}:1: The file cannot be read: No such file or directory."
    assert told[1].startswith(f"{tea.folder / 'facts/tea.yaml'}:12: '2024Q7' is no period")


def test_values_arrive_as_they_are_written(tea: TeaBook) -> None:
    ledger = load_book(tea.folder).ledger
    assert ledger is not None
    plan, guests = ledger.by_id["plan"], ledger.by_id["guests"]
    assert (plan.line, plan.column, plan.printed, plan.kind, plan.said_on) == (
        3,
        1,
        "超过10亿元",
        "guidance",
        "2025-01",
    )
    assert plan.quantity is not None
    assert (plan.quantity.low, plan.quantity.high, plan.quantity.low_included) == (Decimal("1E+9"), None, False)
    assert plan.period.first == date(2025, 1, 1)
    assert guests.dims == (("room", "upper"),)
    assert guests.value is not None
    assert guests.value.low == Decimal("2E+4")
    assert ledger.documents["tea"].lines == (1, 9)
    assert [state.id for state in ledger.states] == ["no-sales"]
    assert {("茶馆", "entity"), ("tea house", "entity")} <= {(name.folded, name.slot) for name in ledger.names}


def test_equal_texts_periods_and_figures_are_kept_once(tea: TeaBook) -> None:
    tea.edit(
        "tea",
        "2024Q3, value: 3yi CNY, kind: media",
        "2024Q1, value: 1yi CNY, odd: yes, note: {en: a, zh: a}, kind: estimate",
    )
    ledger = load_book(tea.folder).ledger
    assert ledger is not None
    first, third = ledger.by_id["q1"], ledger.by_id["q3"]
    assert first.period is third.period
    assert first.quantity is third.quantity
    assert first.speaker is third.speaker


def test_the_garbage_collector_is_left_as_it_was(tea: TeaBook) -> None:
    assert gc.isenabled()
    load_book(tea.folder)
    assert gc.isenabled()
    gc.disable()
    try:
        load_book(tea.folder)
        assert not gc.isenabled()
    finally:
        gc.enable()


UNFIT = [
    ("b: 1\na: [1, 2\nc: 3\n", 2, "This is not valid YAML"),
    ("a: 1\nb: 2\na: 3", 3, "The key 'a' stands twice in one mapping."),
    ("a: {b: 1,\n b: 2}", 2, "The key 'b' stands twice in one mapping."),
    ("a: 1\n---\nb: 2", 2, "A file is one document"),
    ("a: &x 1\nb: *x", 2, "The alias *x is not read here"),
    ("? [a, b]\n: 1", 1, "A key is a word"),
    ("- a", 1, "The file holds no mapping"),
    ("a", 1, "The file holds no mapping"),
    ("a: " + "[" * 4000 + "]" * 4000, 1, "The file cannot be read: it is nested too deep."),
    ("a: \x00", 1, "The character U+0000 cannot stand in a file: remove it."),
    ("\ufeffa: 1\r\nb: 2\r\nc: \x07\r\n", 3, "The character U+0007 cannot stand in a file: remove it."),
]


@pytest.mark.parametrize(("text", "line", "said"), UNFIT)
def test_yaml_that_no_book_is_made_of(text: str, line: int, said: str) -> None:
    problem = page_of(text.encode(), "tea.yaml")
    assert isinstance(problem, Problem)
    assert (problem.file, problem.line) == ("tea.yaml", line)
    assert said in problem.sentence


def test_a_file_that_is_not_utf_8_is_told() -> None:
    problem = page_of("a: 茶".encode("gb18030"), "tea.yaml")
    assert isinstance(problem, Problem)
    assert problem.sentence == "The byte 0xB2 is no UTF-8: save the file as UTF-8."
    later = page_of(b"a: 1\nb: 2\nc: \xff\n", "tea.yaml")
    assert isinstance(later, Problem)
    assert later.line == 3


def test_a_problem_is_one_line(tea: TeaBook) -> None:
    tea.edit("tea", "value: 2yi CNY", 'value: "2yi\\n\\nGBP"')
    tea.edit("tea", "print: 3亿元", 'print: "4\\n亿元"')
    told = [str(one) for one in load_book(tea.folder).problems]
    assert len(told) == 2
    assert not any("\n" in one for one in told)


@pytest.mark.parametrize("facts", ["no folder", "no file", "no row"])
def test_a_book_without_a_fact_is_none(tea: TeaBook, facts: str) -> None:
    file = tea.folder / "facts" / "tea.yaml"
    if facts == "no row":
        file.write_text(file.read_text(encoding="utf-8").partition("\nfacts:")[0], encoding="utf-8")
    else:
        file.unlink()
    if facts == "no folder":
        file.parent.rmdir()
    (problem,) = load_book(tea.folder).problems
    assert problem.file == str(tea.folder / "facts")
    assert problem.sentence == "The book holds no fact: it has a file here for each of its documents."


MORE = (
    FACTS.partition("\nfacts:")[0].replace("{en: Tea, zh: 茶}", "{en: More, zh: 又}")
    + '\nfacts:\n  - {id: more, at: "7:1", print: 9人, entity: stall, metric: guests, period: 2024, value: 9 persons, '
    + "reading: {value: 8 persons, why: {en: A slip, zh: 笔误}, inputs: [q1, plan]}, kind: media, speaker: gazette, said: 2025}\n"
)


@pytest.mark.parametrize(("old", "new", "line"), [("document:", "document: [", 1), ("2024Q1", "2024Q7", 11)])
def test_what_rests_on_a_row_that_does_not_read_is_innocent(tea: TeaBook, old: str, new: str, line: int) -> None:
    (tea.folder / "facts" / "more.yaml").write_text(MORE, encoding="utf-8")
    assert load_book(tea.folder).problems == ()
    tea.edit("tea", old, new)
    (problem,) = load_book(tea.folder).problems
    assert (Path(problem.file).name, problem.line) == ("tea.yaml", line)


def test_an_empty_file_is_an_empty_mapping(tmp_path: Path) -> None:
    (tmp_path / "empty.yaml").write_text("# nothing\n", encoding="utf-8")
    page = read_page(tmp_path / "empty.yaml", "empty.yaml")
    assert isinstance(page, Page)
    assert (page.tree, page.line_of(("a",))) == ({}, 1)
    assert isinstance(read_page(tmp_path / "none.yaml", "none.yaml"), Problem)


def test_all_scalars_are_text_and_every_part_has_its_line() -> None:
    page = page_of(b"a: 3.10\nb:\n  - no\n  - {c: ~,\n     d: 0x10}\ne: |\n  x\n  y\nf: ''\n", "tea.yaml")
    assert isinstance(page, Page)
    assert page.tree == {"a": "3.10", "b": ["no", {"c": "~", "d": "0x10"}], "e": "x\ny\n", "f": ""}
    places = [("a",), ("b",), ("b", 0), ("b", 1), ("b", 1, "c"), ("b", 1, "d"), ("e",), ("f",), ("b", 1, "z"), ("z",)]
    assert [page.line_of(place) for place in places] == [1, 2, 3, 4, 4, 5, 6, 9, 4, 1]
