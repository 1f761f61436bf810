"""Every kind of bad input is one sentence at its line."""

from __future__ import annotations

import pytest

from bot.load.book import load_book
from bot.load.checks import CHECKS

from .tea import SHORT, TeaBook

STATES = "\nstates:"


def fact(at: str = "7:1", period: str = "2023Q1", **changed: str) -> str:
    """One more row, at line 37 of the file."""
    row = {
        "id": "q9",
        "at": f'"{at}"',
        "print": "2亿元",
        "entity": "house",
        "metric": "sales",
        "period": period,
        "value": "2yi CNY",
        "kind": "media",
        "speaker": "gazette",
        "said": "2025",
    } | changed
    return "  - {" + ", ".join(f"{key}: {value}" for key, value in row.items() if value) + "}\n" + STATES


NOTE = "{en: So it is, zh: 如此}"

# What is wrong, in which file, the edit, what is said, and at which line.
CASES = [
    ("a period that is none", "tea", "2024Q2", "2024Q5", "'2024Q5' is no period; a period reads like", 12),
    ("a period of the wrong grain", "tea", "2024Q2", "2024-02", "q2 is for a month, but sales is measured over: quarter, year.", 12),
    ("a unit there is not", "tea", "2yi CNY", "2yi GBP", "there is no unit 'GBP'", 12),
    ("a unit its metric does not use", "tea", "2yi CNY", "2yi persons", "q2 is in persons, but sales is measured in CNY.", 12),
    ("a metric's unit there is not", "metrics", "unit: CNY", "unit: GBP", "The unit 'GBP' is not known", 4),
    ("a value tenfold its print", "tea", "2yi CNY", "20yi CNY", "q2 is 10 times what is printed (2亿元)", 12),
    ("a value a tenth of its print", "tea", '"> 10yi CNY"', '"> 1yi CNY"', "plan is 1/10 of what is printed", 20),
    ("a value 10,000 times its print", "tea", "3yi CNY", "30000yi CNY", "q3 is 10,000 times what is printed", 13),
    ("a print that is a slip itself", "tea", "print: 2亿元, entity: house, metric: sales, period: 2024Q2, value: 2yi", "print: 20亿元, entity: house, metric: sales, period: 2024Q2, value: 20yi", "q2 is 6.7 times the middle of its slot's", 12),
    ("far below the middle of its slot", "tea", STATES, fact(print="300万元", value="300wan CNY"), "q9 is 1/67 of the middle", 37),
    ("odd without a note", "tea", STATES, fact(odd="yes"), "The fact q9 is odd: say in a note why", 37),
    ("a guidance without a vintage", "tea", "    said: 2025-01\n", "", "The fact plan is guidance without a vintage: add when it was said.", 14),
    ("said after its document was published", "tea", STATES, fact(said="2035-11-19"), "q9 was said 2035-11-19, after its document (2025-01).", 37),
    ("said in a later month than its document", "tea", "    said: 2025-01", "    said: 2025-02-03", "plan was said 2025-02-03, after its document (2025-01).", 23),
    ("a fact without a day", "tea", STATES, fact(said=""), "The fact q9 has no day: add when it was said.", 37),
    ("a duplicate", "tea", STATES, fact("1:9", "2024Q2"), "q9 repeats q2 of line 12: the same place, metric, slice and period.", 37),
    ("an id that is taken", "tea", "id: q2", "id: q1", "The id q1 is taken already, at ", 12),
    ("an id that a state takes", "tea", "id: no-sales", "id: q1", "The id q1 is taken already, at ", 39),
    ("a reference to a missing fact", "tea", "[q1]", "[q7]", "The reading of guests rests on q7, which is no fact.", 33),
    ("a reading that is no figure", "tea", "{value: 2wan persons,", "{value: two,", "'two' is no figure", 33),
    ("an entity there is not", "tea", "entity: house\n", "entity: pub\n", "There is no entity 'pub' in entities.yaml.", 17),
    ("a metric there is not", "tea", "metric: guests", "metric: cups", "There is no metric 'cups' in metrics.yaml.", 29),
    ("a slice there is not", "tea", "{room: upper}", "{room: cellar}", "There is no room 'cellar' under dims", 30),
    ("a character that nothing shows", "tea", "A plan", "A \ue002U1\ue003 plan", "The character U+E002 is shown by nothing: remove it.", 24),
    ("such a character, escaped", "tea", "A plan", '"A \\ue002U1 plan"', "The character U+E002 is shown by nothing: remove it.", 1),
    ("a speaker there is not", "tea", "    speaker: gazette\n    said: 2025-01", "    speaker: nobody\n    said: 2025-01", "There is no source 'nobody'", 22),
    ("a publisher there is not", "tea", "publisher: gazette", "publisher: nobody", "There is no source 'nobody'", 5),
    ("a line outside the document", "tea", '"3:1"', '"33:1"', "Line 33 is outside the document (1 to 9).", 15),
    ("a state's line outside the document", "tea", '"5:1"', '"55:1"', "Line 55 is outside the document (1 to 9).", 39),
    ("neither a value nor a text", "tea", ", value: 3yi CNY", "", "The fact q3 needs either a value or a text.", 13),
    ("kept back without a reason", "tea", STATES, fact(served="no"), "The fact q9 is not to be served: say why.", 37),
    ("a key that is not known", "tea", "    note:", "    nota:", "The key 'facts.3.nota' is not known here", 24),
    ("a key that is missing", "tea", "    speaker: gazette\n    said: 2025-01", "    said: 2025-01", "The key 'facts.3.speaker' is missing.", 14),
    ("a left out figure without a reason", "tea", ", why: A page", "", "The key 'left_out.0.why' is missing.", 42),
    ("an ambiguous alias", "metrics", "[visitors]", "[visitors, th]", "The name 'th' belongs to entity house and to metric guests", 6),
    ("an alias of two metrics", "metrics", "[visitors]", "[Sales]", "The name 'sales' belongs to metric sales and to metric guests", 6),
    ("a parent there is not", "entities", "parent: house", "parent: pub", "stall names 'pub', which is no entity.", 10),
    ("a subject there is not", "entities", "subject: house", "subject: pub", "The subject 'pub' is no entity.", 3),
    ("a base there is not", "metrics", "    also: [visitors]", "    base: house cups", "guests names 'cups', which is no metric.", 6),
    ("a digest of what is not known", "digests", "house.sales", "house.cups", "The digest weekly asks for house.cups", 4),
    ("a section of what is not known", "digests", "metric: sales", "metric: cups", "The digest weekly asks for house.cups", 6),
    ("a gap with nobody", "digests", "kind: trajectory", "kind: gap", "A gap section asks for against too.", 6),
    ("a table without figures", "digests", "kind: trajectory", "kind: figures", "A figures section needs its figures", 6),
    ("figures where there is no table", "digests", "metric: sales}}", "metric: sales}, figures: [house.sales]}", "A trajectory section has no figures", 6),
    ("a digest that shows nothing", "digests", "{kind: trajectory, title: {en: Sales, zh: 销售额}, ask: {entity: house, metric: sales}}", "{kind: care, title: {en: Care, zh: 留意}}", "The digest weekly needs a section that shows figures.", 2),
    ("a digest that needs nothing", "digests", "[house.sales]", "[]", "digests.weekly.requires: ", 4),
    ("a digest for a week", "digests", "    requires", "    period: week\n    requires", "digests.weekly.period: ", 4),
    ("a key that stands twice", "tea", "  kind: press", "  kind: press\n  kind: press", "The key 'kind' stands twice in one mapping.", 7),
    ("an alias of YAML", "tea", "publisher: gazette", "publisher: *x", "The alias *x is not read here: write the value out.", 5),
    ("broken YAML", "tea", "{room: upper}", "{room: upper", "This is not valid YAML", 30),
]  # fmt: skip


@pytest.mark.parametrize(("what", "name", "old", "new", "said", "line"), CASES, ids=[case[0] for case in CASES])
def test_bad_input_is_one_sentence_at_its_line(
    tea: TeaBook, what: str, name: str, old: str, new: str, said: str, line: int
) -> None:
    tea.edit(name, old, new)
    book = load_book(tea.folder)
    assert book.ledger is None
    assert [(one.file, one.line) for one in book.problems] == [(str(tea.folder / SHORT[name]), line)], book.problems
    assert said in book.problems[0].sentence


FINE = [
    ("odd with a note, against its print", fact(print="20亿元", odd="yes", note=NOTE)),
    ("odd with a note, against its slot", fact(print="90亿元", value="90yi CNY", odd="yes", note=NOTE)),
    ("another slot at the same place", fact("1:9", "2024Q4")),
    ("far off, but not served", fact(print="90亿元", value="90yi CNY", served="no", why=NOTE)),
    ("a print without a figure", fact(print="几个亿")),
    ("a print of other digits", fact(print="2.5亿元")),
    ("a target in another money", fact(print="0.3亿美元", value="30m USD")),
    ("undated, whatever the grains", fact(period="undated")),
]


@pytest.mark.parametrize(("what", "row"), FINE, ids=[case[0] for case in FINE])
def test_what_only_looks_wrong_is_let_be(tea: TeaBook, what: str, row: str) -> None:
    tea.edit("tea", STATES, row)
    assert load_book(tea.folder).problems == ()


def test_the_book_of_these_tests_is_clean(tea: TeaBook) -> None:
    book = load_book(tea.folder)
    assert book.problems == ()
    assert book.ledger is not None
    assert [one.id for one in book.ledger.facts] == ["q1", "q2", "q3", "plan", "guests"]


def test_every_check_says_what_holds() -> None:
    assert all(check.__doc__ for check in CHECKS)
