"""A broken book: every problem as file:line: sentence, and nothing served from it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from .shell import Done, Shell

PLACE = re.compile(r"^(?P<file>\S+\.yaml):(?P<line>[1-9]\d*): (?P<sentence>.+[.])$")
NOTICE = "The source texts are not at hand"
"""What `kwai check` adds where the documents themselves are not there; no problem of the book."""


@dataclass(frozen=True)
class Break:
    """A change to one file, and what is said of it."""

    what: str
    file: str
    old: str
    new: str
    sentence: str
    times: int = 1


FACTS, HEAD = "facts/aggregator-3q25.yaml", "document:\n  file"
BREAKS = [
    Break("broken YAML", FACTS, "facts:\n", "facts: [\n", "This is not valid YAML"),
    Break("broken YAML in a head", "metrics.yaml", "metrics:\n", "metrics: {\n", "This is not valid YAML"),
    Break("a tab", "entities.yaml", "  kling:\n", "\tkling:\n", "This is not valid YAML"),
    Break("empty file", "digests.yaml", "*", "", "digests"),
    Break("no mapping", "digests.yaml", "*", "- a\n- b\n", "The file holds no mapping"),
    Break("bytes that are no text", FACTS, "*", "\udcff\udcfe", "is no UTF-8"),
    Break(
        "duplicate id",
        FACTS,
        "id: aggregator-kuaishou-revenue-yoy-2025q3",
        "id: aggregator-kling-revenue-2025-target",
        "The id aggregator-kling-revenue-2025-target is taken already",
    ),
    Break("key twice", FACTS, '    print: "14.2%"\n', '    print: "14.2%"\n    print: "14.3%"\n', "stands twice"),
    Break("unknown unit of a value", FACTS, '"10yi CNY"', '"10yi bananas"', "bananas"),
    Break("unknown unit of a metric", "metrics.yaml", "unit: CNY", "unit: bananas", "The unit 'bananas' is not known"),
    Break("unknown key", FACTS, '    print: "14.2%"\n', '    print: "14.2%"\n    colour: red\n', "colour"),
    Break("misspelt key", FACTS, '    print: "14.2%"\n', '    pront: "14.2%"\n', "pront"),
    Break("unknown key in a head", "entities.yaml", "    rivals: [douyin]\n", "    rivls: [douyin]\n", "rivls"),
    Break(
        "missing key",
        FACTS,
        "    speaker: aggregator\n    said: 2025-11\n    note",
        "    said: 2025-11\n    note",
        "speaker",
    ),
    Break("unknown entity", FACTS, "entity: kling", "entity: klong", "There is no entity 'klong' in entities.yaml."),
    Break(
        "unknown metric", FACTS, "metric: revenue\n", "metric: revnue\n", "There is no metric 'revnue' in metrics.yaml."
    ),
    Break("unknown speaker", FACTS, "speaker: aggregator", "speaker: nobody", "There is no source 'nobody'"),
    Break("unknown period", FACTS, "period: 2025Q3", "period: 2025Q5", "2025Q5"),
    Break("unknown kind", FACTS, "kind: media", "kind: rumour", "kind"),
    Break("a place that is none", FACTS, 'at: "1:76"', 'at: "0:76"', "at"),
    Break("a line outside the document", FACTS, 'at: "1:76"', 'at: "999:1"', "Line 999 is outside the document"),
    Break("a digest of nothing", "digests.yaml", "digest: quarterly", "digest: weekly", "There is no digest 'weekly'."),
    Break(
        "a rival that is none", "entities.yaml", "rivals: [douyin]", "rivals: [doyin]", "'doyin', which is no entity"
    ),
]


def broken(book: Path, what: Break) -> int:
    """Break the book, and the line where it was broken."""
    path = book / what.file
    text = path.read_text(encoding="utf-8")
    if what.old == "*":
        path.write_text(what.new, encoding="utf-8", errors="surrogateescape")
        return 1
    assert what.old in text, what.old
    path.write_text(text.replace(what.old, what.new, 1), encoding="utf-8")
    return text[: text.index(what.old)].count("\n") + 1


def problems(done: Done) -> list[str]:
    """The lines of a check that tell of a problem."""
    return [line for line in done.lines if not line.startswith(NOTICE)]


@pytest.mark.parametrize("what", BREAKS, ids=lambda what: what.what)
def test_check_names_the_place(shell: Shell, book: Path, what: Break) -> None:
    """`kwai check` says file, line and what is wrong, and ends with 1."""
    line = broken(book, what)
    done = shell.inside("check", "--config", str(book))
    assert done.code == 1, done
    assert "Traceback" not in done.err
    places = [PLACE.match(each) for each in problems(done)]
    assert places and all(places), done.out
    found = [place for place in places if place and what.sentence in place["sentence"]]
    assert found, done.out
    assert found[0]["file"] == str(book / what.file)
    last = (book / what.file).read_bytes().count(b"\n") + 1
    assert line - 12 <= int(found[0]["line"]) <= max(line + 12, 1) or "YAML" in what.sentence
    assert int(found[0]["line"]) <= last
    assert "The book is not served." in done.err


@pytest.mark.parametrize(
    ("what", "words"),
    [
        (BREAKS[0], ["ask", "kling revenue q3"]),
        (BREAKS[6], ["ask", "kling revenue q3"]),
        (BREAKS[6], ["ask", "--json"]),
        (BREAKS[6], ["facts"]),
        (BREAKS[11], ["digest"]),
        (BREAKS[11], ["try", "--no-open"]),
    ],
)
def test_nothing_is_served_from_it(shell: Shell, book: Path, what: Break, words: list[str]) -> None:
    """One broken row could hide a better source: no command answers, each ends with 1 and says why."""
    broken(book, what)
    done = shell.kwai(*words, "--config", str(book), said="kling revenue q3\n")
    assert (done.code, done.out) == (1, "")
    assert what.sentence in done.err
    assert "Traceback" not in done.err


def test_run_does_not_start_from_it(shell: Shell, book: Path) -> None:
    """Nor does the bot."""
    broken(book, BREAKS[6])
    done = shell.kwai("run", "--config", str(book), SLACK_BOT_TOKEN="xoxb-1", SLACK_APP_TOKEN="xapp-1")
    assert done.code == 1
    assert "the bot does not start" in done.err and BREAKS[6].sentence in done.err


def test_all_problems_at_once(shell: Shell, book: Path) -> None:
    """Who mends a book sees everything that is wrong, in the order of the files."""
    for what in (BREAKS[6], BREAKS[9], BREAKS[14], BREAKS[21], BREAKS[22]):
        broken(book, what)
    done = shell.inside("check", "--config", str(book))
    for what in (BREAKS[6], BREAKS[9], BREAKS[14], BREAKS[21], BREAKS[22]):
        assert what.sentence in done.out, what.what
    assert f"{len(problems(done))} problems. The book is not served.\n" in done.err


def test_mended_it_is_served_again(shell: Shell, book: Path) -> None:
    """The snapshot of the whole book is not mistaken for the broken one, nor the other way round."""
    path = book / FACTS
    whole = path.read_bytes()
    answers = [shell.kwai("ask", "--config", str(book), "kling revenue q3")]
    broken(book, BREAKS[6])
    answers.append(shell.kwai("ask", "--config", str(book), "kling revenue q3"))
    path.write_bytes(whole)
    answers.append(shell.kwai("ask", "--config", str(book), "kling revenue q3"))
    assert [done.code for done in answers] == [0, 1, 0]
    assert answers[0].out == answers[2].out


def test_a_folder_that_is_no_book(shell: Shell, tmp_path: Path) -> None:
    """Each file that is missing is named."""
    done = shell.kwai("check", "--config", str(tmp_path))
    assert done.code == 1
    assert [Path(line.split(":")[0]).name for line in problems(done)] == [
        "entities.yaml",
        "metrics.yaml",
        "digests.yaml",
    ]
