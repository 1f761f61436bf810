"""Any recipe over any book fits Slack, whole, and nothing in a book can call somebody or lead somewhere."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from bot.blockkit.check import check_message
from bot.core.digest import Digest, Section, SectionKind
from bot.core.edition import Edition
from bot.core.entity import Entity
from bot.core.fact import Fact
from bot.core.ledger import Ledger
from bot.core.message import Message
from bot.core.metric import Comparability, Metric
from bot.core.period import parse_period
from bot.core.query import Operation, Query
from bot.core.text import LANGUAGES, Language, Text
from bot.place import place_of
from bot.reckon.edition import compose
from bot.render.message import Renderer
from bot.render.templates import Templates
from tests.reckon.small_book import book, fact

TODAY = date(2026, 1, 20)
PERIOD = parse_period("2025Q3")
QUARTERS = tuple(f"{year}Q{quarter}" for year in range(2019, 2026) for quarter in range(1, 5))[:-1]
LIVE = re.compile(r"<[^>]*>")
_MARKS = "<!channel> <!here> <@U999> <#C1> <https://x.example|click> &lt; &amp;lt;!here&gt; * _ ` ~ | \n \ue000 \ue001 \ue002U9\ue003"
NAMES = st.one_of(
    st.text(min_size=1, max_size=400).filter(str.strip),
    st.lists(
        st.sampled_from((*_MARKS.split(" "), "很长的名字", "a long name of a thing")), min_size=1, max_size=60
    ).map(" ".join),
).filter(str.strip)
VALUES = {
    "CNY": ("3yi CNY", "> 3.25yi CNY", "<= 999999999yi CNY", "about 1wan CNY", "2yi..3yi CNY", "-5 CNY"),
    "persons": ("416m persons", "> 45m persons", "nearly 7 persons"),
    "ratio": (">= 30%", "15.2%", "-0.01%", "nearly -30%"),
}
KINDS: dict[SectionKind, Operation] = {
    "trajectory": "list",
    "gap": "gap",
    "prices": "prices",
    "figures": "value",
    "care": "conflicts",
}


def named(words: str) -> Text:
    return Text(words, words[::-1])


@st.composite
def books(draw: st.DrawFn) -> Ledger:
    """A book of three entities whose every word is hostile or endless, with up to some hundred figures."""
    metrics = {
        "revenue": Metric("revenue", named(draw(NAMES)), "CNY", adds=True),
        "revenue_yoy": Metric("revenue_yoy", named(draw(NAMES)), "ratio", of="revenue", form="yoy"),
        "users": Metric("users", named(draw(NAMES)), "persons"),
        "fee": Metric("fee", named(draw(NAMES)), "CNY", per="month", role="price"),
        "cut": Metric("cut", named(draw(NAMES)), "ratio", role="price_move"),
    }
    note = named(draw(NAMES))
    metrics["users"] = replace(metrics["users"], comparable=(Comparability(("us", "them"), "with_care", note),))
    facts: list[Fact] = []
    rows = draw(st.integers(min_value=0, max_value=60))
    for at in range(rows):
        metric = draw(st.sampled_from(("revenue", "revenue_yoy", "users", "fee", "cut")))
        unit = metrics[metric].unit
        dims = (("plan", f"plan{at}"),) if metric == "fee" else ()
        period = f"event:2025-0{draw(st.integers(1, 9))}" if metric == "cut" else draw(st.sampled_from(QUARTERS))
        facts.append(
            fact(
                f"f{at}",
                metric,
                "asof:2025-09" if metric == "fee" else period,
                draw(st.sampled_from(VALUES[unit])),
                entity=draw(st.sampled_from(("us", "them", "others"))),
                said=draw(st.sampled_from(("2025-11-20", "2025-12-30"))),
                document=draw(st.sampled_from(("paper", "filing", "blog"))),
                dims=dims,
                note=note.en if draw(st.booleans()) else None,
            )
        )
    made = book(*facts)
    whose = {key: Entity(key, named(draw(NAMES)), rivals=("them",)) for key in ("us", "them", "others")}
    sliced = {pair: replace(one, name=named(draw(NAMES))) for pair, one in list(made.slices.items())[:20]}
    return replace(made, metrics={**made.metrics, **metrics}, entities=whose, slices={**made.slices, **sliced})


@st.composite
def recipes(draw: st.DrawFn) -> Digest:
    kinds = draw(st.lists(st.sampled_from(("trajectory", "gap", "prices", "figures")), min_size=1, max_size=9))
    sections = [_section(draw, kind) for kind in kinds]
    care = Section("care", named(draw(NAMES)), Query("conflicts"))
    return Digest("d", named(draw(NAMES)), (*sections, care), (("us", "revenue"),))


def _section(draw: st.DrawFn, kind: SectionKind) -> Section:
    metric = draw(st.sampled_from(("revenue", "users")))
    pairs = tuple(
        (who, what) for who in ("us", "them", "others") for what in ("revenue", "users", "revenue_yoy", "fee")
    )
    figures = pairs * draw(st.integers(1, 4)) if kind == "figures" else ()
    against = "them" if kind == "gap" else None
    return Section(kind, named(draw(NAMES)), Query(KINDS[kind], "us", against, metric), figures)


def written(ledger: Ledger, edition: Edition, language: Language) -> tuple[Message, ...]:
    return Renderer(Templates(place_of("templates")), ledger).edition(edition, language)


def live(value: Any) -> Iterator[str]:
    """The texts of a payload in which Slack reads mentions and links: the message's own, and every mrkdwn."""
    if isinstance(value, dict):
        if value.get("type") in {None, "mrkdwn"} and isinstance(value.get("text"), str):
            yield value["text"]
        for part in value.values():
            yield from live(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from live(part)


@settings(max_examples=40, deadline=None, phases=(Phase.explicit, Phase.generate))
@given(ledger=books(), recipe=recipes(), language=st.sampled_from(LANGUAGES), again=st.booleans())
def test_every_message_of_every_digest_fits(ledger: Ledger, recipe: Digest, language: Language, again: bool) -> None:
    edition = compose(recipe, PERIOD, ledger, TODAY, date(2025, 12, 1) if again else None)
    messages = written(ledger, edition, language)
    assert [message.section for message in messages[:1]] == [None]
    assert {message.section for message in messages[1:]} == set(range(0 if again else 1, len(recipe.sections) + 1))
    for message in messages:
        assert check_message(message.payload) == ()
        assert [words for words in live(message.payload) if LIVE.search(words)] == []


def test_a_long_section_is_told_in_several_messages_and_none_of_it_is_lost() -> None:
    long = "很长的名字" * 30
    facts = [
        fact(f"f{at}", "price", "asof:2025-09", f"{at + 1} CNY", said="2025-11-20", dims=(("plan", f"plan{at}"),))
        for at in range(240)
    ]
    made = book(*facts)
    ledger = replace(
        made,
        metrics={**made.metrics, "price": Metric("price", named("price"), "CNY", per="month", role="price")},
        slices={pair: replace(one, name=named(f"{pair[1]} {long}")) for pair, one in made.slices.items()},
    )
    recipe = Digest("d", named("d"), (Section("prices", named("Prices"), Query("prices")),), (("us", "revenue"),))
    _, *parts = written(ledger, compose(recipe, PERIOD, ledger, TODAY), "en")
    assert len(parts) > 2
    labels = [part.blocks[0]["elements"][0]["text"] for part in parts]
    assert labels[0] == "1/1 *Prices*" and set(labels[1:]) == {"1/1 *Prices*, continued"}
    rows = [row for part in parts for block in part.blocks for row in block.get("rows", ())[1:]]
    assert sorted(row[1]["value"] for row in rows) == list(range(1, 241))
    assert [sum(block["type"] == "actions" for block in part.blocks) for part in parts][-1] == 1


def test_a_headline_that_is_too_long_says_how_many_sections_it_leaves() -> None:
    ledger = book(fact("a", "revenue", "2025Q3", "3yi CNY", said="2025-11-20"))
    endless = "name " * 160
    ledger = replace(
        ledger, metrics={**ledger.metrics, "revenue": replace(ledger.metrics["revenue"], name=named(endless))}
    )
    one = Section("trajectory", named("Revenue"), Query("list", "us", metric="revenue"))
    recipe = Digest("d", named("d"), (one,) * 9, (("us", "revenue"),))
    headline, *parts = written(ledger, compose(recipe, PERIOD, ledger, TODAY), "en")
    assert "more sections" in json.dumps(headline.payload)
    assert len({part.section for part in parts}) == 9


def test_a_chart_of_floors_says_so_however_long_its_name() -> None:
    values = [("2025Q1", "> 1.5yi CNY"), ("2025Q2", "> 2.5yi CNY"), ("2025Q3", "> 123456.789yi CNY")]
    ledger = book(*(fact(period, "revenue", period, value, said="2025-11-20") for period, value in values))
    ledger = replace(
        ledger, metrics={**ledger.metrics, "revenue": replace(ledger.metrics["revenue"], name=named("a name " * 20))}
    )
    recipe = Digest(
        "d",
        named("d"),
        (Section("trajectory", named("R"), Query("list", "us", metric="revenue")),),
        (("us", "revenue"),),
    )
    (_, part) = written(ledger, compose(recipe, PERIOD, ledger, TODAY), "en")
    (chart,) = [block for block in part.blocks if block["type"] == "data_visualization"]
    assert chart["title"].endswith("… (bars show floors)") and len(chart["title"]) <= 50
    assert all(">" in dot["label"] for dot in chart["chart"]["series"][0]["data"])


def test_two_points_are_no_chart() -> None:
    ledger = book(*(fact(at, "revenue", at, "3yi CNY", said="2025-11-20") for at in ("2025Q2", "2025Q3")))
    recipe = Digest(
        "d",
        named("d"),
        (Section("trajectory", named("R"), Query("list", "us", metric="revenue")),),
        (("us", "revenue"),),
    )
    (_, part) = written(ledger, compose(recipe, PERIOD, ledger, TODAY), "en")
    assert [block["type"] for block in part.blocks if block["type"].startswith("data_")] == ["data_table"]


def test_a_gap_with_one_side_says_the_side_there_is() -> None:
    ledger = book(fact("ours", "revenue", "2025Q3", "3yi CNY", said="2025-11-20"))
    gap = Section("gap", named("Gap"), Query("gap", "us", "them", "revenue"))
    headline, part = written(
        ledger, compose(Digest("d", named("d"), (gap,), (("us", "revenue"),)), PERIOD, ledger, TODAY), "en"
    )
    assert "*Revenue* RMB 300m; Them not in the book" in json.dumps(headline.payload)
    assert headline.facts == ("ours",) and "1/1" in json.dumps(part.payload)
