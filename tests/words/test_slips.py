"""Every name of the book with one and two slips of the hand: read as meant, or asked back, and hardly ever read wrong."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import pytest

from bench.calibrate import OTHERS
from bench.reading import OUTCOMES, Reader
from bot.words.names import split_words
from bot.words.near import meant
from bot.words.script import fold
from tests.conftest import SOAK

EACH = None if SOAK else 2
MOST_WRONG = 0.001


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


@pytest.mark.timeout(1800)
def test_a_badly_typed_name_is_hardly_ever_read_as_another(
    reader: Reader, record_property: Callable[[str, object], None]
) -> None:
    names = list(reader.ledger.names)
    counts, wrong = reader.tally(reader.typed(names, EACH))
    by_outcome: Counter[str] = Counter()
    for (_, _, outcome), count in counts.items():
        by_outcome[outcome] += count
    total = sum(by_outcome.values())
    shares = ", ".join(f"{outcome} {by_outcome[outcome] / total:.3%}" for outcome in OUTCOMES)
    record_property("measured", f"{total:,} slips in {len(names):,} names: {shares}")
    assert set(by_outcome) <= set(OUTCOMES) and total > len(names)
    assert by_outcome["wrong"] <= MOST_WRONG * total, [(one.name.folded, one.text) for one in wrong]
    assert by_outcome["right"] > 0.65 * total


@pytest.mark.parametrize("text", OTHERS)
def test_a_word_of_the_world_is_not_read_as_the_name_it_is_near(reader: Reader, text: str) -> None:
    words = split_words(fold(text))
    assert not any(hit.last - hit.first == len(words) for hit in reader.index.find(words))
    assert len(meant(reader.index.near([word.text for word in words]))) != 1
