"""What may stand in the files: one model a row, unknown keys refused."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from bot.core.digest import SectionKind
from bot.core.fact import Kind
from bot.core.metric import Form, Per, Role, Verdict
from bot.core.period import Grain
from bot.core.subscription import read_quiet

_YES_NO = {"yes": True, "no": False, "true": True, "false": False}


def _yes_no(value: object) -> object:
    return _YES_NO.get(value.lower(), value) if isinstance(value, str) else value


def _quiet(value: str) -> str:
    if value and read_quiet(value) is None:
        raise ValueError("quiet hours are written 22:00-08:00, and end at another time than they begin")
    return value


def _print(value: str) -> str:
    if not value.strip():
        raise ValueError("is empty: it is the figure as it is printed")
    # Most prints are short enough whatever their script.
    if len(value) > _LONGEST // 2 and sum(2 if ord(char) >= _WIDE else 1 for char in value) > _LONGEST:
        raise ValueError(f"is a figure with its bound and unit, not a sentence: {len(value)} characters are too many")
    return value


def _lines(value: str) -> str:
    first, _, last = value.partition("-")
    if last and int(last) < int(first):
        raise ValueError(f"ends before it begins: write {last}-{first}")
    return value


_LONGEST = 40
"""The most room a print takes, in Latin letters; a Chinese character takes that of two."""
_WIDE = 0x2E80

YesNo = Annotated[bool, BeforeValidator(_yes_no)]
SLUG = r"^[a-z0-9][a-z0-9_.-]*$"
DAY = r"^\d{4}(-\d{2}(-\d{2})?)?$"
FULL_DAY = r"^\d{4}-\d{2}-\d{2}$"
PART = r"^-?[a-z0-9][a-z0-9_.-]*$"
PLACE = r"^[1-9]\d*:[1-9]\d*$"
LINES = r"^[1-9]\d*(-[1-9]\d*)?$"
PAIR = r"^[\w-]+\.[\w-]+$"
COUNTRY = r"^[A-Z]{2}$"
Slug = Annotated[str, Field(pattern=SLUG)]
Day = Annotated[str, Field(pattern=DAY)]
Print = Annotated[str, AfterValidator(_print)]
Part = Annotated[str, Field(pattern=PART)]
Place = Annotated[str, Field(pattern=PLACE)]


class Row(BaseModel):
    """A mapping in a file."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


class TextRow(Row):
    """Wording of ours in both written languages."""

    en: str
    zh: str


class EntityRow(Row):
    """A company or product."""

    names: TextRow
    also: tuple[str, ...] = ()
    parent: str | None = None
    rivals: tuple[str, ...] = ()
    overview: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


class SourceRow(Row):
    """A speaker or publisher."""

    names: TextRow


class BookRow(Row):
    """The head of the book."""

    name: TextRow
    subject: str
    market: TextRow


class EntitiesFile(Row):
    """entities.yaml."""

    book: BookRow
    entities: dict[Slug, EntityRow]
    sources: dict[Slug, SourceRow]


class ComparableRow(Row):
    """A stored verdict on two entities' figures."""

    entities: tuple[str, ...]
    verdict: Verdict
    reason: TextRow


class MetricRow(Row):
    """A metric of the catalogue."""

    names: TextRow
    unit: str
    also: tuple[str, ...] = ()
    of: str | None = None
    form: Form | None = None
    base: str | None = None
    adds: YesNo = False
    per: Per | None = None
    near: tuple[str, ...] = ()
    grains: tuple[Grain, ...] = ()
    comparable: tuple[ComparableRow, ...] = ()
    note: TextRow | None = None
    means: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()
    range: str | None = None
    role: Role | None = None
    short: TextRow | None = None


class SliceRow(Row):
    """One value of a qualifier; `entity` where it is one entity's alone."""

    en: str
    zh: str
    also: tuple[str, ...] = ()
    entity: str | None = None


class MetricsFile(Row):
    """metrics.yaml."""

    metrics: dict[Slug, MetricRow]
    units: dict[str, TextRow] = {}
    dims: dict[Slug, dict[Slug, SliceRow]] = {}


class DocumentRow(Row):
    """The head of a document's file."""

    file: str
    lines: Annotated[str, Field(pattern=LINES), AfterValidator(_lines)]
    title: TextRow
    publisher: str
    kind: Literal["filing", "transcript", "minutes", "panel", "broker", "press", "aggregator"]
    language: str
    published: Day | Literal["undated"]
    about: Day | None = None
    call: TextRow | None = None
    added: Annotated[str, Field(pattern=FULL_DAY)] | None = None


class ReadingRow(Row):
    """How a misprint is read, and why."""

    value: str
    why: TextRow
    inputs: tuple[str, ...] = ()


class FactRow(Row):
    """One statement of a document."""

    id: Slug
    at: Place
    print: Print
    entity: str
    metric: str
    dims: dict[str, str] = {}
    period: str
    value: str | None = None
    text: TextRow | None = None
    kind: Kind
    speaker: str
    said: Day | None = None
    note: TextRow | None = None
    odd: YesNo = False
    served: YesNo = True
    why: TextRow | None = None
    reading: ReadingRow | None = None


class StateRow(Row):
    """A statement that a figure is not disclosed."""

    id: Slug
    at: Place
    print: Print
    entity: str
    metric: str
    state: Literal["not_disclosed", "no_longer_disclosed"]
    since: Annotated[Day, Field(alias="from")]
    speaker: str
    said: Day
    note: TextRow | None = None


class LeftOutRow(Row):
    """A figure of the document that is deliberately no fact."""

    at: Place
    print: Print
    why: str


class FactsHead(Row):
    """facts/<document>.yaml with its rows unread: each is read by itself, so that one slip hides no other."""

    document: DocumentRow
    facts: tuple[Any, ...] = ()
    states: tuple[Any, ...] = ()
    left_out: tuple[Any, ...] = ()


class FactsFile(Row):
    """facts/<document>.yaml."""

    document: DocumentRow
    facts: tuple[FactRow, ...] = ()
    states: tuple[StateRow, ...] = ()
    left_out: tuple[LeftOutRow, ...] = ()


Pair = Annotated[str, Field(pattern=PAIR)]
"""An entity and a metric, joined by a dot."""


class AskRow(Row):
    """Whose figures a section of a digest follows."""

    entity: str
    metric: str | None = None
    against: str | None = None


class SectionRow(Row):
    """A section of a digest; what it needs depends on its kind, and is checked with the catalogue."""

    kind: SectionKind
    title: TextRow
    ask: AskRow | None = None
    figures: tuple[Pair, ...] = ()


class DigestRow(Row):
    """A digest: title, sections, the figures an edition needs, and the stretch of time it is for."""

    title: TextRow
    also: tuple[str, ...] = ()
    period: Literal["quarter", "half", "year"] = "quarter"
    requires: Annotated[tuple[Pair, ...], Field(min_length=1)]
    sections: tuple[SectionRow, ...]


class PlanRow(Row):
    """A standing order: which digest, where, when, in which language."""

    id: Slug
    digest: str
    channel: str
    cron: str
    time_zone: str
    language: Literal["en", "zh-Hans", "zh-Hant"] = "en"
    quiet: Annotated[str, AfterValidator(_quiet)] = ""
    business_days: Annotated[str, Field(pattern=COUNTRY)] = ""
    says_nothing_new: bool = False


class DigestsFile(Row):
    """digests.yaml."""

    digests: dict[Slug, DigestRow]
    plans: tuple[PlanRow, ...] = ()
