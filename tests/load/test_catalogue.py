"""What a metric may declare of itself, and how a slip in it is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.load.book import load_book

from .tea import TeaBook

RATIO = "  part:\n    names: {en: part, zh: 部分}\n    unit: ratio\n"
BILL = "  bill:\n    names: {en: bill, zh: 账单}\n    unit: CNY\n"
ROW = '  - {id: r1, at: "7:1", print: 七折, entity: house, metric: part, period: undated, value: 70%, kind: media, speaker: gazette, said: 2025}\n'

# What is wrong, the metrics added at line 10, what is said, and at which line.
CASES = [
    ("a role there is not", BILL + "    role: star\n", "The key 'metrics.bill.role' is 'star': write 'price', 'price_move', 'price_ratio', 'record' or 'results_day'.", 13),
    ("a price that is no money", RATIO + "    role: price\n", "part is in ratio, but the role price is for CNY or USD or HKD or yuan.", 10),
    ("a move that is money", BILL + "    role: price_move\n", "bill is in CNY, but the role price_move is for ratio.", 10),
    ("two prices", BILL + "    role: price\n" + BILL.replace("bill", "fee").replace("账单", "费") + "    role: price\n", "bill is the price already: one metric makes the ladder.", 14),
    ("paid every blue moon", BILL + "    per: moon\n", "The key 'metrics.bill.per' is 'moon': write 'day', 'week', 'month', 'quarter' or 'year'.", 13),
    ("a form that is none", RATIO + "    of: sales\n    form: mom\n", "The key 'metrics.part.form' is 'mom': write 'yoy', 'qoq', 'share', 'margin' or 'revision'.", 14),
    ("a rate without its form", RATIO + "    of: sales\n", "part has an of and no form: a rate names its metric and its form.", 10),
    ("a form of nothing", RATIO + "    form: yoy\n", "part has a form and no of: a rate names its metric and its form.", 10),
    ("a share of no whole", RATIO + "    of: sales\n    form: share\n", "part is a share of sales: name its base, the whole.", 10),
    ("a margin on nothing", RATIO + "    of: sales\n    form: margin\n", "part is a margin of sales: name its base, the whole.", 10),
    ("a part there is not", BILL + "    parts: [sales, -cups]\n", "bill names 'cups', which is no metric.", 10),
    ("a part in another unit", BILL + "    parts: [sales, -guests]\n", "guests, in persons, cannot be a part of bill, in CNY.", 10),
    ("a whole of one part", BILL + "    parts: [sales]\n", "bill is made of two parts or more: all added, or taken off the first.", 10),
    ("nothing to take off from", BILL + "    parts: [-sales, -sales]\n", "bill is made of two parts or more: all added, or taken off the first.", 10),
    ("a part of itself", BILL + "    parts: [sales, bill]\n", "bill cannot be a part of itself.", 10),
]  # fmt: skip


@pytest.mark.parametrize(("what", "added", "said", "line"), CASES, ids=[case[0] for case in CASES])
def test_a_slip_in_the_catalogue_is_one_sentence_at_its_line(
    tea: TeaBook, what: str, added: str, said: str, line: int
) -> None:
    add(tea, added)
    (problem,) = load_book(tea.folder).problems
    assert (problem.sentence, problem.line) == (said, line), what


def test_a_price_ratio_says_whose_price(tea: TeaBook) -> None:
    add(tea, RATIO + "    role: price_ratio\n")
    tea.edit("tea", "\nstates:", f"{ROW}\nstates:")
    (problem,) = load_book(tea.folder).problems
    assert problem.sentence == "r1 is so much of a price: say of whose, as against under dims."
    assert problem.line == 37


def test_a_role_that_changes_is_never_read_from_an_old_snapshot(tea: TeaBook, tmp_path: Path) -> None:
    add(tea, BILL)
    assert not load_book(tea.folder, tmp_path).warm
    plain = load_book(tea.folder, tmp_path)
    assert plain.warm and plain.ledger is not None and plain.ledger.metrics_as("price") == ()
    tea.edit("metrics", "zh: 账单}", "zh: 账单}\n    role: price")
    priced = load_book(tea.folder, tmp_path)
    assert not priced.warm and priced.ledger is not None
    assert [metric.id for metric in priced.ledger.metrics_as("price")] == ["bill"]
    again = load_book(tea.folder, tmp_path)
    assert again.warm and again.ledger is not None and again.ledger.metrics == priced.ledger.metrics


def add(tea: TeaBook, metrics: str) -> None:
    tea.edit("metrics", "\ndims:", f"{metrics}\ndims:")


def test_a_unit_of_its_own_name_is_one_that_can_have_it(tea: TeaBook) -> None:
    tea.edit("metrics", "\ndims:", "\nunits:\n  CNY: {en: shells, zh: 贝}\n\ndims:")
    (problem,) = load_book(tea.folder).problems
    assert problem.sentence == "The unit 'CNY' has no name of a book's own; count, credits, minutes can have one."
    assert problem.line == 12
