"""A rival's figure is not entered without a word on whether it compares."""

from __future__ import annotations

import shutil
from pathlib import Path

from bot.load.book import load_book
from bot.place import place_of

BAKERY = Path(__file__).parent.parent / "bakery"


def test_a_pair_without_a_verdict_is_a_problem(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(place_of("config"), tmp_path / "config"))
    path = folder / "metrics.yaml"
    text = path.read_text(encoding="utf-8")
    assert text.count("entities: [kling, runway]") == 1
    path.write_text(text.replace("entities: [kling, runway]", "entities: [kling, pika]"), encoding="utf-8")
    found = load_book(folder)
    assert found.ledger is None
    (problem,) = found.problems
    assert problem.file.endswith("metrics.yaml")
    assert text.splitlines()[problem.line - 1].strip() == "model_usage_share:"
    assert "runway and kling" in problem.sentence or "kling and runway" in problem.sentence


def test_any_two_with_a_figure_for_one_period_are_a_pair(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(BAKERY, tmp_path / "config"))
    path = folder / "metrics.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(", harbour]", ", brick]"), encoding="utf-8")
    told = [(problem.line, problem.sentence.partition(":")[0]) for problem in load_book(folder).problems]
    line = text.splitlines().index("  takings:") + 1
    assert told == [(line, f"Both {one} and harbour have a figure of takings") for one in ("brick", "oatfield")]


def test_every_pair_of_the_real_book_is_judged() -> None:
    assert load_book(place_of("config")).problems == ()
