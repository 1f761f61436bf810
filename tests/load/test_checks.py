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


MEASURED = """\
  growth:
    names: {en: growth, zh: 同比}
    unit: ratio
  loaves:
    names: {en: loaves, zh: 面包数}
    unit: count
"""
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
    ("two digits swapped", "tea", STATES, fact(print="14.4%", metric="growth", value="41.4%"), "q9 is another figure than is printed (14.4%): mend it, quote in its note", 37),
    ("a digit of another figure", "tea", STATES, fact(print="355.54億元", value="353.54yi CNY"), "q9 is another figure", 37),
    ("a digit off and tenfold", "tea", STATES, fact(print="8.66 億元", value="86.7yi CNY"), "q9 is another figure", 37),
    ("a bound dropped", "tea", STATES, fact(print="超過7億元", value="7yi CNY"), "q9 has another bound than is printed (超過7億元)", 37),
    ("a bound turned round", "tea", STATES, fact(print="超過3億元", value='"< 3yi CNY"'), "q9 has another bound", 37),
    ("a bound that takes its end in", "tea", STATES, fact(print="超過3億元", value='">= 3yi CNY"'), "q9 has another bound", 37),
    ("a bound that nobody printed", "tea", STATES, fact(value='"> 2yi CNY"', note=NOTE), "q9 has another bound", 37),
    ("a hedge dropped", "tea", STATES, fact(print="約50億元", value="50yi CNY"), "q9 is hedged otherwise than is printed (約50億元)", 37),
    ("a hedge that is another", "tea", STATES, fact(print="近5%", metric="growth", value="about 5%"), "q9 is hedged otherwise", 37),
    ("a fall as a rise", "tea", STATES, fact(print="下跌16%", metric="growth", value="16%"), "q9 has another sign than is printed (下跌16%)", 37),
    ("a rise as a fall", "tea", STATES, fact(print="16%", metric="growth", value="-16%", note=NOTE), "q9 has another sign", 37),
    ("digits that are not printed", "tea", STATES, fact(print="2亿元", value="2.0yi CNY"), "q9 has other digits than are printed", 37),
    ("digits left out", "tea", STATES, fact(print='"3,850億元"', value="385bn CNY", period="undated"), "q9 has other digits", 37),
    ("another money", "tea", STATES, fact(print="2亿美元"), "q9 is in CNY, but USD is printed (2亿美元)", 37),
    ("points for percent", "tea", STATES, fact(print="2個百分點", metric="growth", value="2%"), "q9 is in ratio, but pp is printed", 37),
    ("a print in words", "tea", STATES, fact(print="几个亿", note=NOTE), "q9 cannot be read from its print (几个亿): mend it, quote", 37),
    ("one end of a range", "tea", STATES, fact(print="60-70%", metric="growth", value="60%"), "q9 is another figure", 37),
    ("a misprint that is not kept", "tea", "value: 50000 persons", "value: 2wan persons", "guests is another figure than is printed (50000人)", 32),
    ("a sentence for a print", "tea", STATES, fact(print="茶馆去年卖出两亿元的茶比前一年多了很多也比别家多"), "is a figure with its bound and unit, not a sentence: 24 characters are too many", 37),
    ("a print of nothing", "tea", STATES, fact(print='""'), "is empty: it is the figure as it is printed", 37),
    ("a sentence that is left out", "tea", 'print: "7"', "print: a page of more than seven teas that nobody counts", "not a sentence", 42),
    ("a duplicate", "tea", STATES, fact("1:9", "2024Q2"), "q9 repeats q2 of line 12: the same place, metric, slice and period.", 37),
    ("a duplicate that overlaps", "tea", STATES, fact("1:10", "2024Q2"), "q9 repeats q2 of line 12", 37),
    ("a figure printed again", "tea", STATES, fact("8:1", "2024Q2"), "q9 says what q2 of line 12 says: where a document prints a figure again", 37),
    ("lines upside down", "tea", "lines: 1-9", "lines: 9-1", "The key 'document.lines' ends before it begins: write 1-9.", 3),
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
    ("a key that is not known", "tea", "    note:", "    nota:", "The key 'nota' of plan is not known here; mend", 24),
    ("a key that is missing", "tea", "    speaker: gazette\n    said: 2025-01", "    said: 2025-01", "The key 'speaker' of plan is missing.", 14),
    ("a left out figure without a reason", "tea", ", why: A page", "", "The key 'why' of row 1 of left_out is missing.", 42),
    ("an ambiguous alias", "metrics", "[visitors]", "[visitors, th]", "The name 'th' belongs to entity house and to metric guests", 6),
    ("an alias of two metrics", "metrics", "[visitors]", "[Sales]", "The name 'sales' belongs to metric sales and to metric guests", 6),
    ("a slice with a metric's name", "metrics", "upper: {en: upper room, zh: 楼上}", "upper: {en: upper room, zh: 楼上, also: [guests]}", "The name 'guests' belongs to metric guests and to slice room.upper", 19),
    ("a slice with an entity's name", "metrics", "upper: {en: upper room, zh: 楼上}", "upper: {en: tea house, zh: 楼上}", "The name 'tea house' belongs to entity house and to slice room.upper", 19),
    ("a slice with a slice's name", "metrics", "upper: {en: upper room, zh: 楼上}", "upper: {en: upper room, zh: 楼上}\n    lower: {en: Upper Room, zh: 楼下}", "The name 'upper room' belongs to slice room.upper and to slice room.lower", 20),
    ("a slice with a slice's name, each whose", "metrics", "upper: {en: upper room, zh: 楼上}", "upper: {en: upper room, zh: 楼上}\n    lower: {en: upper room, zh: 楼下, entity: stall}", "belongs to slice room.upper and to slice room.lower", 20),
    ("a name with strokes", "metrics", "[visitors]", "[sa-les]", "The name 'sa-les' belongs to metric sales and to metric guests", 6),
    ("a name of nothing", "metrics", "[visitors]", '[""]', "The name '' of metric guests has nothing that can be asked for.", 6),
    ("a name of marks", "metrics", "[visitors]", '["?!"]', "The name '?!' of metric guests has nothing that can be asked for.", 6),
    ("a name that is a quarter", "metrics", "[visitors]", "[Q3]", "The name 'q3' of metric guests is a time, and asks for that.", 6),
    ("a name that is a year", "metrics", "[visitors]", "[2025年]", "The name '2025年' of metric guests is a time", 6),
    ("a title that is a metric", "tea", "title: {en: Tea,", "title: {en: Guests,", "The name 'guests' belongs to metric guests and to source tea", 4),
    ("a parent there is not", "entities", "parent: house", "parent: pub", "stall names 'pub', which is no entity.", 10),
    ("a subject there is not", "entities", "subject: house", "subject: pub", "The subject 'pub' is no entity.", 3),
    ("a base there is not", "metrics", "    also: [visitors]", "    base: house cups", "guests names 'cups', which is no metric.", 6),
    ("a digest of what is not known", "digests", "house.sales", "house.cups", "The digest weekly asks for house.cups", 4),
    ("a section of what is not known", "digests", "metric: sales", "metric: cups", "The digest weekly asks for house.cups", 6),
    ("a gap with nobody", "digests", "kind: trajectory", "kind: gap", "A gap section asks for against too.", 6),
    ("a table without figures", "digests", "kind: trajectory", "kind: figures", "A figures section needs its figures", 6),
    ("figures where there is no table", "digests", "metric: sales}}", "metric: sales}, figures: [house.sales]}", "A trajectory section has no figures", 6),
    ("a digest that shows nothing", "digests", "{kind: trajectory, title: {en: Sales, zh: 销售额}, ask: {entity: house, metric: sales}}", "{kind: care, title: {en: Care, zh: 留意}}", "The digest weekly needs a section that shows figures.", 2),
    ("a digest that needs nothing", "digests", "[house.sales]", "[]", "The key 'digests.weekly.requires' is an empty list: write one at least.", 4),
    ("a digest for a week", "digests", "    requires", "    period: week\n    requires", "The key 'digests.weekly.period' is 'week': write 'quarter', 'half' or 'year'.", 4),
    ("a day that is none", "tea", STATES, fact(said="19/11/2025"), "The key 'said' of q9 is '19/11/2025': write a day, a month or a year, as 2025-11-19", 37),
    ("a place that is none", "tea", STATES, fact(at="top"), "The key 'at' of q9 is 'top': write its line and column, both from 1, as 3:205.", 37),
    ("a kind there is not", "tea", STATES, fact(kind="rumour"), "The key 'kind' of q9 is 'rumour': write 'reported', 'guidance', ", 37),
    ("neither yes nor no", "tea", STATES, fact(served="maybe"), "The key 'served' of q9 is 'maybe': write yes or no.", 37),
    ("a list for a text", "tea", STATES, fact(entity="[house]"), "The key 'entity' of q9 is a list: write a text", 37),
    ("a text in one language", "tea", STATES, fact(note="So it is"), "The key 'note' of q9 is 'So it is': write a mapping: keys with a colon", 37),
    ("a row that is no mapping", "tea", STATES, "  - q9" + chr(10) + STATES, "Row 6 of facts is 'q9': write a mapping", 37),
    ("rows that are no list", "tea", "left_out:\n  - {", "left_out: {", "The key 'left_out' is a mapping: write a list", 41),
    ("a key that stands twice", "tea", "  kind: press", "  kind: press\n  kind: press", "The key 'kind' stands twice in one mapping.", 7),
    ("an alias of YAML", "tea", "publisher: gazette", "publisher: *x", "The alias *x is not read here: write the value out.", 5),
    ("broken YAML", "tea", "{room: upper}", "{room: upper", "This is not valid YAML", 30),
]  # fmt: skip


@pytest.mark.parametrize(("what", "name", "old", "new", "said", "line"), CASES, ids=[case[0] for case in CASES])
def test_bad_input_is_one_sentence_at_its_line(
    tea: TeaBook, what: str, name: str, old: str, new: str, said: str, line: int
) -> None:
    tea.edit("metrics", "\ndims:", f"{MEASURED}\ndims:")
    tea.edit(name, old, new)
    book = load_book(tea.folder)
    assert book.ledger is None
    assert [(one.file, one.line) for one in book.problems] == [(str(tea.folder / SHORT[name]), line)], book.problems
    assert said in book.problems[0].sentence


SHARE = "    of: sales\n    form: share\n    base: sales\n"
# What a metric says of itself, the row, and what is said of it.
RANGES = [
    ("a share above all", SHARE, fact(print="219.5%", metric="growth", value="219.5%"), "q9 is above 100%, which growth cannot be"),
    ("a share below nothing", SHARE, fact(print="-19.5%", metric="growth", value="-19.5%"), "q9 is below 0%"),
    ("a margin above all", SHARE.replace("share", "margin"), fact(print="101%", metric="growth", value="101%"), "q9 is above 100%"),
    ("a margin below nothing", SHARE.replace("share", "margin"), fact(print="-19.5%", metric="growth", value="-19.5%"), ""),
    ("sales that a margin is taken of", SHARE.replace("share", "margin"), fact(print="-1亿元", value="-1yi CNY"), ""),
    ("a fall by more than all", "    of: sales\n    form: yoy\n", fact(print="-119.5%", metric="growth", value="-119.5%"), "q9 is below -100%"),
    ("a rise by more than all", "    of: sales\n    form: yoy\n", fact(print="119.5%", metric="growth", value="119.5%"), ""),
    ("guests below nothing", "", fact(print="-4.01亿人", metric="guests", value="-4.01yi persons"), "q9 is below 0, which guests"),
    ("sales below nothing", "", fact(print="-1亿元", value="-1yi CNY"), "q9 is below 0, which sales"),
    ("a fall of any size, as it says", "    range: ..\n", fact(print="-119.5%", metric="growth", value="-119.5%"), ""),
    ("within its own range", "    range: 0%..20%\n", fact(print="20%", metric="growth", value="20%"), ""),
    ("above its own range", "    range: 0%..20%\n", fact(print="21%", metric="growth", value="21%"), "q9 is above 20%"),
    ("above an open range", "    range: ..20\n", fact(print="2100%", metric="growth", value="2100%"), "q9 is above 2000%"),
    ("out of range, but odd", "    range: 0%..20%\n", fact(print="21%", metric="growth", value="21%", odd="yes", note=NOTE), ""),
    ("out of range, but not served", "    range: 0%..20%\n", fact(print="21%", metric="growth", value="21%", served="no", why=NOTE), ""),
    ("a range of one end", "    range: 20%\n", fact(), "The range of growth: '20%' has no two dots"),
    ("a range upside down", "    range: 20%..0%\n", fact(), "The range of growth: '20%..0%' begins above its end."),
    ("a range in words", "    range: none..20%\n", fact(), "The range of growth: 'none ratio' is no figure"),
    ("a range that is a bound", '    range: "> 1%..20%"\n', fact(), "The range of growth: '> 1%' is no plain figure"),
]  # fmt: skip


@pytest.mark.parametrize(("what", "says", "row", "said"), RANGES, ids=[case[0] for case in RANGES])
def test_a_value_is_one_that_its_metric_can_have(tea: TeaBook, what: str, says: str, row: str, said: str) -> None:
    tea.edit("metrics", "\ndims:", f"{MEASURED.replace('unit: ratio', 'unit: ratio' + chr(10) + says.rstrip())}\ndims:")
    tea.edit("tea", STATES, row)
    told = [one.sentence for one in load_book(tea.folder).problems]
    assert len(told) == bool(said)
    assert all(said in one for one in told), told


def test_a_rate_ten_times_its_others_is_told(tea: TeaBook) -> None:
    tea.edit("metrics", "\ndims:", f"{MEASURED}\ndims:")
    for number, printed in enumerate(("0.1%", "8%", "9%", "10%", "50%", "101%")):
        row = fact(f"7:{number + 1}", f"202{number}", id=f"g{number}", print=printed, metric="growth", value=printed)
        tea.edit("tea", STATES, row)
    (problem,) = load_book(tea.folder).problems
    assert problem.sentence.startswith("g5 is 11 times the middle of its slot's figures: mend it")


FINE = [
    ("a figure printed again, told apart by its id", fact("8:1", "2024Q2", id="q2-again")),
    ("odd with a note, against its print", fact(print="20亿元", odd="yes", note=NOTE)),
    ("odd with a note, against its slot", fact(print="90亿元", value="90yi CNY", odd="yes", note=NOTE)),
    ("another slot at the same place", fact("1:9", "2024Q4")),
    ("far off, but not served", fact(print="90亿元", value="90yi CNY", served="no", why=NOTE)),
    (
        "a bound that stands before the print",
        fact(value='"> 2yi CNY"', note="{en: Behind one 'more than', zh: 共用一个“超过”}"),
    ),
    ("a hedge quoted in English alone", fact(value="about 2yi CNY", note="{en: Behind one 'about', zh: 如此}")),
    (
        "a fall that is said before the print",
        fact(print="20%", metric="growth", value="-20%", note="{en: So, zh: 前有“下跌”二字}"),
    ),
    ("a garbled bound", fact(print="超多2亿元", value='"> 2yi CNY"', note="{en: Garbled, zh: “超过”印作“超多”}")),
    ("a garbled figure", fact(print="百之百", metric="growth", value="100%", note="{en: Garbled, zh: 应为“百分之百”}")),
    ("a print in words", fact(print="几个亿", note="{en: So, zh: 另处作“2亿元”}")),
    ("a print in words, odd", fact(print="几个亿", odd="yes", note=NOTE)),
    ("a print in words, not served", fact(print="几个亿", served="no", why=NOTE)),
    ("the thing that is counted", fact(print="46万个面包", metric="loaves", value="46wan count")),
    ("its name in English", fact(print='"410,000 loaves"', metric="loaves", value="410000 count")),
    ("English millions", fact(print="RMB 300m", value="300m CNY")),
    ("English millions in 亿", fact(print="RMB 300m", value="3yi CNY")),
    ("a yuan of no stated currency", fact(value="2yi yuan")),
    ("a multiple as a rate", fact(print="超過一倍", metric="growth", value='"> 100%"')),
    ("a range that falls", fact(print="降低60-70%", metric="growth", value='"-70%..-60%"')),
    ("a target in another money", fact(print="0.3亿美元", value="0.3yi USD")),
    ("undated, whatever the grains", fact(period="undated")),
]


def test_two_entities_slices_may_share_a_name(tea: TeaBook) -> None:
    shared = "upper: {en: upper room, zh: 楼上, entity: house}\n    lower: {en: upper room, zh: 楼下, entity: stall}"
    tea.edit("metrics", "upper: {en: upper room, zh: 楼上}", shared)
    assert load_book(tea.folder).problems == ()


@pytest.mark.parametrize(("what", "row"), FINE, ids=[case[0] for case in FINE])
def test_what_only_looks_wrong_is_let_be(tea: TeaBook, what: str, row: str) -> None:
    tea.edit("metrics", "\ndims:", f"{MEASURED}\ndims:")
    tea.edit("tea", STATES, row)
    assert load_book(tea.folder).problems == ()


def test_the_book_of_these_tests_is_clean(tea: TeaBook) -> None:
    book = load_book(tea.folder)
    assert book.problems == ()
    assert book.ledger is not None
    assert [one.id for one in book.ledger.facts] == ["q1", "q2", "q3", "plan", "guests"]


def test_every_check_says_what_holds() -> None:
    assert all(check.__doc__ for check in CHECKS)
