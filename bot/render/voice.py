"""How values are said in one language: the filters that templates use."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from bot.core.answer import Answer, Attribution, Caveat, Formula, Line
from bot.core.fact import Dims, Fact
from bot.core.ledger import Ledger
from bot.core.period import Grain, Period
from bot.core.quantity import MONEY, Quantity, exactly, less, negate
from bot.core.query import Mended
from bot.core.text import Language, Text
from bot.render.phrases import Phrases
from bot.words.figure import EXPONENTS, Scale, say_bare, say_cell, say_quantity
from bot.words.period import say_date, say_period
from bot.words.script import clean

AS_IS = ("\ue000", "\ue001")
"""Marks around words that keep their script whatever the language: prints, and what someone typed."""
MENTION = ("\ue002", "\ue003")
"""Marks around a user's id, which becomes a mention after everything else was escaped."""
_MARKS = re.compile("[\ue000-\ue003]")
_OPENERS = frozenset({"A", "An", "The", "With", "One", "It", "This", "In", "Printed", "Read"})
"""First words of our own notes that are no names."""
_STARS = re.compile(r"\*([^*\n]+)\*")


@dataclass(frozen=True)
class Voice:
    """One language's way to say the values of one book."""

    language: Language
    ledger: Ledger
    phrases: Phrases

    @cached_property
    def chinese(self) -> bool:
        """Whether the language is written in 汉字."""
        return self.language != "en"

    def filters(self) -> dict[str, Callable[..., Any]]:
        """Every public method, by its name, as templates know it."""
        hidden = {"filters", "chinese"}
        return {
            name: getattr(self, name)
            for name in dir(type(self))
            if not name.startswith("_") and name not in hidden and callable(getattr(self, name))
        }

    # Names

    def entity(self, key: str) -> str:
        """An entity's name."""
        return self.words(self.ledger.entities[key].name)

    def metric(self, key: str) -> str:
        """A metric's name."""
        return self.words(self.ledger.metrics[key].name)

    def metrics(self, keys: Iterable[str]) -> str:
        """Several metrics' names."""
        return self.phrases.say("list").join(self.metric(key) for key in keys)

    def source(self, key: str) -> str:
        """A speaker's or publisher's name; in English as it prints itself."""
        return self.words(self.ledger.sources[key].name)

    def slices(self, dims: Dims) -> str:
        """The qualifiers of a figure."""
        return self.phrases.say("list").join(self.words(self.ledger.slices[pair].name) for pair in dims)

    def model(self, dims: Dims) -> str:
        """The product version a price is about."""
        return self._slice(dims, "model")

    def is_rate(self, key: str) -> bool:
        """Whether a metric is a growth rate by itself, whose name says so."""
        return self.ledger.metrics[key].form in {"yoy", "qoq"}

    def short(self, name: str) -> str:
        """A metric's name without its field: GMV for e-commerce GMV."""
        found = re.search(r"[A-Z]{3,}", name)
        return found[0] if found else name

    def words(self, text: Text) -> str:
        """A piece of wording of the book."""
        return text.in_(self.language)

    def read_as(self, mended: Mended) -> str:
        """What a mended spelling was read as."""
        if mended.slot == "entity":
            return self.entity(mended.id)
        if mended.slot == "metric":
            return self.metric(mended.id)
        if mended.slot == "dim":
            dim, _, key = mended.id.partition(".")
            return self.words(self.ledger.slices[dim, key].name)
        return self.phrases.words.get(f"button.{mended.id}", mended.id)

    def typed(self, text: str) -> str:
        """What someone typed, safe to stand in a message: no marks, no formatting, cut to a line."""
        bare = _MARKS.sub("", clean(text))
        bare = re.sub(r"[*_~`|]", "", bare)
        return f"{AS_IS[0]}{bare[:117] + '…' if len(bare) > 118 else bare}{AS_IS[1]}"

    def mention(self, user: str) -> str:
        """A user's id, to be drawn as their name."""
        return f"{MENTION[0]}{re.sub(r'[^A-Z0-9]', '', user)}{MENTION[1]}"

    def tier(self, kind: str) -> str:
        """How near a document is to the truth."""
        return self.phrases.say(f"tier.{kind}")

    def verdict(self, verdict: str) -> str:
        """Whether two figures may stand side by side."""
        return self.phrases.say(f"verdict.{verdict}")

    # Times

    def period(self, period: Period) -> str:
        """A period."""
        return say_period(period, self.language)

    def date(self, day: str) -> str:
        """A day or a month."""
        return say_date(day, self.language)

    def day_month(self, day: str | Period) -> str:
        """A day without its year: 23 Sep."""
        said = self.period(day) if isinstance(day, Period) else self.date(day)
        return re.sub(r"^\d{4}年(?=\d)", "", said) if self.chinese else re.sub(r" \d{4}$", "", said)

    def season(self, period: Period) -> str:
        """A part of the year without its year: Q3."""
        if period.grain in {Grain.QUARTER, Grain.HALF}:
            return period.label[4:]
        if period.grain is Grain.MONTH:
            said = say_date(period.label, self.language)
            return re.sub(r"^\d{4}年", "", said) if self.chinese else said.split(" ")[0]
        return ""

    def year_later(self, period: Period) -> str:
        """The same part of the next year."""
        return self.period(period.shifted({Grain.MONTH: 12, Grain.QUARTER: 4, Grain.HALF: 2}.get(period.grain, 1)))

    def is_as_of(self, period: Period) -> bool:
        """Whether a period is a state on a day rather than a stretch."""
        return period.grain is Grain.AS_OF

    def said_short(self, day: str) -> str:
        """When guidance was given, without its year."""
        return self.phrases.say("vintage.start") if len(day) == len("2025") else self.day_month(day)

    def vintage(self, day: str) -> str:
        """When guidance was given."""
        return self.phrases.say("vintage.start") if len(day) == len("2025") else self.date(day)

    # Figures

    def say(self, quantity: Quantity) -> str:
        """A quantity in words."""
        return say_quantity(quantity, self.language)

    def figure(self, line: Line) -> str:
        """A line's figure: growth with its sign and basis, a price with its time, else as it is."""
        if line.quantity is None:
            return self.words(line.text) if line.text else self.phrases.say("cell.not_in_book")
        metric = self.ledger.metrics.get(line.metric)
        if metric is not None and metric.form in {"yoy", "qoq"} and line.quantity.unit == "ratio":
            return self._grown(line.quantity, metric.form)
        falls = line.quantity.high is not None and line.quantity.high <= 0 and line.quantity.low is None
        if falls and line.quantity.unit == "ratio":
            return self.phrases.say("move.down", size=self.say(negate(line.quantity)))
        if metric is not None and metric.per and line.quantity.unit in MONEY:
            return self.phrases.say(f"per.{metric.per}", figure=self.say(line.quantity))
        return self.say(line.quantity)

    def figure_plain(self, line: Line) -> str:
        """A line's figure without its basis, beside another that has it."""
        return self.say(line.quantity) if line.quantity else self.figure(line)

    def figure_bare(self, line: Line) -> str:
        """A line's figure without its money, where one with it stood before."""
        if line.quantity is None:
            return self.figure(line)
        if self.ledger.metrics[line.metric].form in {"yoy", "qoq"}:
            return say_quantity(line.quantity, self.language, signed=True)
        return say_bare(line.quantity, self.language, scale=None, money=False)

    def change(self, line: Line, operation: str) -> str:
        """Growth on the year or on the quarter."""
        if line.quantity is None:
            return self.figure(line)
        if line.quantity.unit != "ratio":
            return self.phrases.say(f"growth.{operation}", figure=self.say(line.quantity))
        return self._grown(line.quantity, "qoq" if operation == "qoq" else "yoy")

    def target(self, line: Line) -> str:
        """Guidance: an amount, or how it was put."""
        if line.quantity is not None and line.quantity.unit == "x":
            twice = line.quantity.ends[:1] == (Decimal(2),)
            key = "vintage.twice" if twice else "vintage.times"
            return self.phrases.words[key].format(size=self.say(line.quantity))
        return self.figure(line)

    def path(self, lines: tuple[Line, ...]) -> tuple[tuple[Line, ...], ...]:
        """Vintages that carry a figure, those said together as one step."""
        steps: dict[str, list[Line]] = {}
        for line in lines:
            if line.quantity is not None:
                steps.setdefault(line.said_on, []).append(line)
        return tuple(tuple(step) for step in steps.values())

    def step(self, lines: tuple[Line, ...]) -> str:
        """One vintage; a second money is the same target said elsewhere."""
        first = lines[0]
        said = self.target(first)
        if len(lines) > 1:
            said = self.phrases.say("vintage.elsewhere", figure=said, other=self.target(lines[1]))
        if len(first.said_on) == len("2025"):
            return self.phrases.say("vintage.at_start", figure=said)
        return self.phrases.say("vintage.later", when=self.day_month(first.said_on), figure=said)

    def gap_size(self, line: Line) -> str:
        """How wide a gap is, without its sign."""
        quantity = line.quantity
        if quantity is None:
            return self.phrases.say("cell.cannot_tell")
        below = quantity.high is not None and quantity.high <= 0
        return self.say(negate(quantity) if below else quantity)

    def formula(self, line: Line) -> str:
        """The working of a derived figure, with its numbers."""
        return self._formula(line.formula) if line.formula else ""

    def formula_with_result(self, line: Line) -> str:
        """The working and what it comes to."""
        return f"{self.formula(line)} = {self.figure_plain(line)}"

    def plain_ratio(self, quantity: Quantity) -> str:
        """A quotient as a bare number: 1.20."""
        return f"{quantity.ends[0]:f}"

    def printed_end(self, line: Line, beside: Line) -> str:
        """The printed end of a bound, bare, in one scale with another."""
        ends = [one.quantity.ends[0] for one in (line, beside) if one.quantity is not None]
        scale = self._scale(ends)
        quantity = line.quantity
        assert quantity is not None
        return say_cell(exactly(quantity.ends[0], "count"), self.language, exponent=EXPONENTS[scale])

    def moved(self, line: Line) -> str:
        """A price move: what it is against, and whether it is a price or a list price."""
        if line.quantity is None:
            return self.figure(line)
        if line.metric == "list_price_ratio":
            return self.phrases.say("move.to", size=self.say(line.quantity), against=self._slice(line.dims, "against"))
        return self.phrases.say("move.price", move=self.moved_short(line))

    def moved_short(self, line: Line) -> str:
        """A price move in a running sentence."""
        if line.quantity is None or line.metric == "list_price_ratio":
            return self.moved(line)
        falls = line.quantity.high is not None and line.quantity.high <= 0
        size = self.say(negate(line.quantity) if falls else line.quantity)
        against = self._slice(line.dims, "against")
        if against:
            return self.phrases.say("move.below" if falls else "move.above", size=size, against=against)
        return self.phrases.say("move.cut" if falls else "move.raised", size=size)

    def price_range(self, lines: tuple[Line, ...]) -> str:
        """From the lowest price to the highest, with its money."""
        return self.say(self._range(lines))

    def price_ends(self, lines: tuple[Line, ...]) -> str:
        """From the lowest price to the highest, bare."""
        return say_bare(self._range(lines), self.language, scale=None, money=False)

    def moved_to(self, answer: Answer) -> str:
        """How the newest guidance stands to the one before in the same money: raised to, cut to, stays at."""
        newest = next(iter(answer.lines_as("guidance")), None)
        if newest is None or newest.quantity is None:
            return ""
        unit = newest.quantity.unit
        before = [v.quantity for v in answer.lines_as("vintage") if v.quantity is not None and v.quantity.unit == unit]
        if not before:
            return self.phrases.say("target.first")
        if less(before[-1], newest.quantity):
            return self.phrases.say("target.raised")
        return self.phrases.say("target.cut" if less(newest.quantity, before[-1]) else "target.unchanged")

    def scale_name(self, answer: Answer) -> str:
        """The one scale of a table or chart, as its head says it."""
        rows = [line.quantity for line in answer.lines_as("row") if line.quantity is not None]
        if not rows or rows[0].unit not in MONEY:
            return "%" if rows and rows[0].unit == "ratio" else ""
        size = "large" if self.money_scale(rows) in {"bn", "yi"} else "small"
        return self.phrases.say("scale.money", scale=self.phrases.say(f"scale.{size}"))

    def money_scale(self, quantities: Iterable[Quantity]) -> Scale:
        """The scale that a column of money is said in: bn from a billion on, else m."""
        return self._scale([end for quantity in quantities for end in quantity.ends])

    # Places

    def call(self, fact: str) -> str:
        """The results call a statement was made in, or nothing."""
        document = self._document(fact)
        return self.words(document.call) if document is not None and document.call else ""

    def carrier_kind(self, fact: str) -> str:
        """What kind of text a statement stands in."""
        return self.phrases.say(f"document.{self.ledger.documents[self.ledger.by_id[fact].document].kind}")

    def carrier_of(self, fact: str) -> str:
        """Who carries a statement."""
        return self.source(self.ledger.documents[self.ledger.by_id[fact].document].publisher)

    def note_of(self, fact: str) -> str:
        """What the book notes beside a statement, or nothing."""
        note = self.ledger.by_id[fact].note
        return self.words(note) if note is not None else ""

    def kind_of(self, fact: str) -> str:
        """That a figure is guidance or an estimate, and when it was said."""
        one = self.ledger.by_id[fact]
        when = self.vintage(one.said_on)
        return self.phrases.say(f"kind.{one.kind}", when=when) if f"kind.{one.kind}" in self.phrases.words else ""

    def speaker_of(self, fact: str) -> str:
        """Who made a statement."""
        return self.source(self.ledger.by_id[fact].speaker)

    def stated(self, fact: str) -> Fact:
        """A statement by its id."""
        return self.ledger.by_id[fact]

    def conflict(self, kind: str) -> str:
        """The name of a kind of conflict."""
        return self.phrases.say(f"conflict.{kind}")

    def rule(self, rule: str) -> str:
        """Why one statement answers and another does not."""
        return self.phrases.say(f"rule.{rule}")

    def printed(self, fact: str) -> str:
        """A figure as it is printed, in the script it is printed in."""
        return f"{AS_IS[0]}{self.ledger.by_id[fact].printed}{AS_IS[1]}"

    def document(self, fact: str) -> str:
        """The title of the text a statement stands in."""
        return self.words(self.ledger.documents[self.ledger.by_id[fact].document].title)

    def line_number(self, fact: str) -> int:
        """The line of the source file."""
        return self.ledger.by_id[fact].line

    def word_of(self, fact: str) -> str:
        """Speaker, carrier, tier and date of a statement, short."""
        one = self.ledger.by_id[fact]
        document = self.ledger.documents[one.document]
        names = dict.fromkeys((self.source(one.speaker), self.source(document.publisher)))
        return " · ".join((*names, self.tier(document.kind), self.date(document.published or one.said_on)))

    def tiers(self, sources: tuple[Attribution, ...]) -> str:
        """The tiers of several sources, each once."""
        return self.phrases.say("list").join(dict.fromkeys(self.tier(one.tier) for one in sources))

    def newest(self, sources: tuple[Attribution, ...]) -> str:
        """The newest date among sources."""
        return max(one.said_on for one in sources)

    # Shape

    def capital(self, text: str) -> str:
        """A sentence's first letter as a capital."""
        return text[:1].upper() + text[1:]

    def small(self, text: str) -> str:
        """A sentence that goes on after another: its first letter small, unless it begins a name."""
        word = re.match(r"[A-Z][a-z]*\b", text)
        return text[:1].lower() + text[1:] if word and word[0] in _OPENERS else text

    def unstarred(self, text: str) -> str:
        """Without bold."""
        return _STARS.sub(r"\1", text)

    def sentences(self, text: str) -> str:
        """Lines of a block as running sentences."""
        lines = [self.unstarred(line.strip()) for line in text.splitlines() if line.strip()]
        stop = "。" if self.chinese else ". "
        joined = stop.join(line.rstrip(".。") for line in lines)
        return f"{joined}{stop.strip()}" if joined else ""

    def heads(self, answer: Answer) -> list[Line]:
        """The first line of every row of an overview, in order."""
        roles: dict[str, Line] = {}
        for line in answer.lines:
            kind = line.role.partition(":")[0]
            if kind in {"newest", "guidance", "price"} or (kind == "move" and "price" not in roles):
                roles.setdefault(line.role, line)
        return list(roles.values())

    def has_bounds(self, answer: Answer) -> bool:
        """Whether a table shows signs that need their key."""
        rows = [line.quantity for line in answer.lines if line.role in {"row", "row_ours", "row_theirs"}]
        return any(quantity is not None and quantity.floor for quantity in rows)

    def has_derived(self, lines: tuple[Line, ...]) -> bool:
        """Whether any of the lines is our arithmetic."""
        return any(line.derived for line in lines)

    def by_figure(self, gaps: tuple[Caveat, ...]) -> list[dict[str, str]]:
        """Missing figures, the periods of one entity's metric together."""
        found: dict[tuple[str, ...], list[str]] = {}
        for gap in gaps:
            found.setdefault(gap.ids, []).extend(self.period(period) for period in gap.periods)
        return [
            {"entity": key[0], "metric": key[1], "periods": self.phrases.say("list").join(periods)}
            for key, periods in found.items()
        ]

    def _slice(self, dims: Dims, dim: str) -> str:
        return next((self.words(self.ledger.slices[pair].name) for pair in dims if pair[0] == dim), "")

    def _grown(self, quantity: Quantity, step: str) -> str:
        return self.phrases.say(f"growth.{step}", figure=say_quantity(quantity, self.language, signed=True))

    def _formula(self, formula: Formula) -> str:
        sign = {"*": "×", "/": "÷" if self.chinese else "/"}.get(formula.sign, formula.sign)
        terms = [self.say(term) for term in formula.terms]
        return f" {sign} ".join(f"({term})" if at and term.startswith("-") else term for at, term in enumerate(terms))

    def _range(self, lines: tuple[Line, ...]) -> Quantity:
        ends = [end for line in lines if line.quantity is not None for end in line.quantity.ends]
        unit = next(line.quantity.unit for line in lines if line.quantity is not None)
        return Quantity(min(ends), max(ends), unit)

    def _scale(self, ends: list[Decimal]) -> Scale:
        least = min((abs(end) for end in ends), default=Decimal(0))
        if self.chinese:
            return "yi" if least >= _YI else "wan"
        return "bn" if least >= _BN else "m"

    def _document(self, fact: str) -> Any:
        one = self.ledger.by_id.get(fact)
        return self.ledger.documents[one.document] if one is not None else None


_YI = Decimal(10) ** 8
_BN = Decimal(10) ** 9
