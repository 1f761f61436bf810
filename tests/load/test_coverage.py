"""Prints at their places, figures accounted for, and the table that says so."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.cli import main
from bot.cli.coverage import coverage_in_words
from bot.load.coverage import Coverage, Tally, coverage_of

ROOT = Path(__file__).parents[2]
SOURCES = Path(os.environ.get("KWAI_SOURCES", ROOT.parent / "shared" / "seeds"))
seeds = pytest.mark.skipif(not SOURCES.is_dir(), reason=f"the source texts are not at hand in {SOURCES}")

TEXT = """\
茶馆2025年卖出12万杯茶，比去年多30%。
茶馆有三种茶，价格60-70元，省了雙11的钱。
没有数字的一句话。
别家茶馆卖了8元。"""

HEAD = """\
document:
  file: tea.txt
  lines: {lines}
  title: {{en: Tea, zh: 茶}}
  publisher: tea
  kind: press
  language: zh-Hans
  published: 2025-01
"""
FACT = '{{id: f{n}, at: "{at}", print: "{printed}", entity: e, metric: m, period: 2025, kind: media, speaker: s, said: 2025}}'
STATE = '{{id: s{n}, at: "{at}", print: "{printed}", entity: e, metric: m, state: not_disclosed, from: 2025, speaker: s, said: 2025}}'
LEFT_OUT = '{{at: "{at}", print: "{printed}", why: "{why}"}}'

ALL = [("1:10", "12万杯"), ("1:20", "30%"), ("2:4", "三种"), ("2:10", "60-70元")]

# What stands in the file of facts (facts, states, left out), and what is said about it.
CASES = [
    (ALL, [], [], []),
    (ALL[:1], [], [], ["tea.txt:1: Nothing in tea covers 1:20 30%", "covers 2:4 三种", "covers 2:10 60-70元 (三种茶，价格[60-70元]，省了雙11)"]),
    ([], ALL, [], []),
    ([], [], [(*one, "a repetition") for one in ALL], []),
    (ALL[1:], [], [("1:10", "1", "half")], ["covers 1:10 12万 "]),
    (ALL[1:], [], [("1:10", "1", "half"), ("1:11", "2", "half")], []),
    ([*ALL[:3], ("2:10", "60")], [], [], ["covers 2:10 60-70元"]),
    ([*ALL[:3], ("2:10", "60-70")], [], [], []),
    ([*ALL[1:], ("1:11", "12万杯")], [], [], ["12万杯 does not stand at 1:11 of tea.txt; the nearest is at 1:10", "covers 1:10"]),
    ([*ALL, ("1:11", "13万")], [], [], ["13万 does not stand at 1:11 of tea.txt; nor anywhere"]),
    (ALL, [("3:1", "无")], [], ["facts/tea.yaml:16: 无 does not stand at 3:1"]),
    (ALL, [("4:1", "别家")], [], ["facts/tea.yaml:16: Line 4 is outside the document (1 to 3)"]),
    (ALL, [], [("3:1", "没有", " ")], ["没有 at 3:1 is left out without a reason"]),
    (ALL[2:], [], [("1:10", "12万杯茶，比去年多30%", "all of it")], ["12万杯茶，比去年多30% at 1:10 holds 2 figures: each needs a row of its own"]),
    (ALL, [], [("9:1", "没有", "so")], ["Line 9 is outside the document"]),
]  # fmt: skip


@pytest.mark.parametrize(("facts", "states", "left_out", "said"), CASES)
def test_every_print_stands_and_every_figure_is_covered(
    tmp_path: Path,
    facts: list[tuple[str, str]],
    states: list[tuple[str, str]],
    left_out: list[tuple[str, str, str]],
    said: list[str],
) -> None:
    book = _book(tmp_path, facts, states, left_out)
    coverage = coverage_of(book, _sources(tmp_path), "tea")
    told = [str(problem) for problem in coverage.problems]
    assert len(told) == len(said)
    for line, part in zip(told, said, strict=True):
        assert part in line
    assert coverage.complete == (not said)
    uncovered = sum("Nothing in" in line for line in told)
    assert coverage.tallies == (Tally("tea", 4, 1, len(facts) + len(states), len(left_out), uncovered),)


def test_a_figure_on_a_line_of_no_document_is_told(tmp_path: Path) -> None:
    coverage = coverage_of(_book(tmp_path, ALL), _sources(tmp_path))
    assert [str(problem) for problem in coverage.problems] == [
        "tea.txt:4: No document claims this line: 4:7 8元 (别家茶馆卖了[8元]。)."
    ]


def test_a_text_that_no_document_claims_is_told(tmp_path: Path) -> None:
    sources = _sources(tmp_path)
    (sources / "more.txt").write_text("5亿", encoding="utf-8")
    book = _book(tmp_path, [*ALL, ("4:7", "8")], lines="1-4")
    assert [str(problem) for problem in coverage_of(book, sources).problems] == [
        f"{sources / 'more.txt'}:1: No document claims this text: give it a file in facts, or move it elsewhere."
    ]
    assert coverage_of(book, sources, "tea").complete


def test_an_absent_text_and_an_overlong_document_are_told(tmp_path: Path) -> None:
    book = _book(tmp_path, ALL)
    (tmp_path / "empty").mkdir()
    (problem,) = coverage_of(book, tmp_path / "empty").problems
    assert (Path(problem.file).name, problem.line) == ("tea.yaml", 2)
    assert "tea.txt cannot be read" in problem.sentence
    sources = _sources(tmp_path)
    (problem,) = coverage_of(_book(tmp_path, [*ALL, ("4:7", "8")], lines="1-7"), sources).problems
    assert problem.sentence == "tea.txt has 4 lines, the document is to end at 7."


def test_only_line_feeds_end_a_line(tmp_path: Path) -> None:
    book = _book(tmp_path, [("1:4", "7杯")], lines="1")
    (tmp_path / "tea.txt").write_text("茶\u2028\x0b7杯", encoding="utf-8")
    assert coverage_of(book, tmp_path).complete


def test_a_mark_of_the_byte_order_takes_no_column(tmp_path: Path) -> None:
    book = _book(tmp_path, ALL)
    (_sources(tmp_path) / "tea.txt").write_text(TEXT, encoding="utf-8-sig")
    assert coverage_of(book, tmp_path, "tea").complete


def test_without_a_text_there_is_no_table(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    lines = coverage_in_words(coverage_of(_book(tmp_path, ALL), tmp_path / "empty"))
    assert len(lines) == 2
    assert "tea.txt cannot be read" in lines[0]
    assert lines[1] == "No document could be held against its text."


def test_the_table_lines_up_and_adds_up() -> None:
    lines = coverage_in_words(Coverage((), (Tally("tea", 4, 1, 3, 1, 0), Tally("coffee-house", 120, 30, 99, 20, 1))))
    assert lines == [
        "document      figures  times  facts  left out  uncovered",
        "tea                 4      1      3         1          0",
        "coffee-house      120     30     99        20          1",
        "total             124     31    102        21          1",
    ]


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        ([], None, "The source texts are not at hand: prints and completeness were not checked.\n"),
        (["--document", "tea"], 2, "--document goes with --sources."),
        (["--sources", "{empty}"], 1, "cannot be read in"),
        (["--sources", "{empty}", "--document", "tea"], 2, "There is no document 'tea'; there are: "),
    ],
)
def test_the_command_says_what_it_could_check(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], code: int | None, said: str
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    (tmp_path / "empty").mkdir()
    filled = [argument.format(empty=tmp_path / "empty") for argument in arguments]
    result = CliRunner().invoke(main, ["check", "--config", str(ROOT / "config"), *filled])
    assert said in result.output
    if code is None:
        assert result.output.index(said) < result.output.index("Contradictions: ")
    else:
        assert result.exit_code == code


@seeds
def test_every_print_of_the_book_stands_at_its_place() -> None:
    problems = coverage_of(ROOT / "config", SOURCES).problems
    assert [str(problem) for problem in problems if "Nothing in" not in problem.sentence] == []


def _sources(folder: Path) -> Path:
    (folder / "tea.txt").write_text(TEXT, encoding="utf-8")
    return folder


def _book(
    folder: Path,
    facts: list[tuple[str, str]],
    states: list[tuple[str, str]] | None = None,
    left_out: list[tuple[str, str, str]] | None = None,
    lines: str = "1-3",
) -> Path:
    rows = [HEAD.format(lines=lines)]
    for section, shape, places in (
        ("facts", FACT, facts),
        ("states", STATE, states or []),
        ("left_out", LEFT_OUT, left_out or []),
    ):
        rows.append(f"{section}:" if places else f"{section}: []")
        for n, (at, printed, *why) in enumerate(places):
            rows.append("  - " + shape.format(n=n, at=at, printed=printed, why="".join(why)))
    (folder / "facts").mkdir(exist_ok=True)
    (folder / "facts" / "tea.yaml").write_text("\n".join(rows) + "\n", encoding="utf-8")
    (folder / "idioms.yaml").write_text("idioms: [{why: a feast, words: [双11]}]\n", encoding="utf-8")
    return folder
