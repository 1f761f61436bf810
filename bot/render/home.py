"""The home tab as a view: one part after the other, each from its own template, with what can be pressed in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import count, groupby
from typing import Any

from bot.blockkit.build import Block, Style, actions, button, context, divider, option, section, static
from bot.blockkit.check import check_view
from bot.blockkit.escape import escape, plain
from bot.blockkit.limits import MOST
from bot.core.answer import Answer
from bot.core.glance import Overdue
from bot.core.home import Duties, Home, Waiting
from bot.core.period import Period
from bot.render.fit import pieces
from bot.render.legal import IllegalMessage
from bot.render.message import Renderer
from bot.render.page import Pages
from bot.render.settings import OPEN, languages_to_choose
from bot.render.subscription import SubscriptionRenderer

ASK, AGAIN, LANGUAGE, SETTLE = "home_ask", "home_again", "home_language", "home_report"
"""The action ids of what is pressed on the home tab begin with these."""
FORM = "home_form"
"""The action ids that open a form: to ask, to subscribe, for the settings."""
_MOST_LABEL = 30
_MOST_OVERVIEWS = 6
_MOST_RIVALS = 5
_MOST_OVERDUE = 4

View = dict[str, Any]


def home_view(home: Home, renderer: Renderer, forms: frozenset[str] = frozenset()) -> View:
    """The view, with buttons for the forms that there are; raises IllegalMessage for one that Slack would refuse."""
    blocks = [next(pieces(block)) for block in _Drawing(home, renderer, forms).blocks()]
    view: View = {"type": "home", "blocks": blocks}
    faults = check_view(view)
    if faults:
        raise IllegalMessage(faults)
    return view


@dataclass(frozen=True, slots=True)
class _Late:
    """The overdue figures of one entity and period."""

    entity: str
    period: Period
    metrics: tuple[str, ...]
    day: Period
    is_presumed: bool


class _Drawing:
    """One home tab being drawn."""

    def __init__(self, home: Home, renderer: Renderer, forms: frozenset[str]) -> None:
        self._forms = forms
        self._home = home
        self._renderer = renderer
        self._pages: Pages = renderer.pages(home.language)
        self._number = count()

    def blocks(self) -> Iterator[Block]:
        yield from self._top()
        yield divider()
        yield from self._book()
        yield divider()
        yield from self._subscriptions()
        if self._home.is_whole:
            yield divider()
            yield from self._asked()
        yield divider()
        yield from self._settings()
        if self._home.duties is not None:
            yield divider()
            yield from self._duties(self._home.duties)

    def _top(self) -> Iterator[Block]:
        said = self._renderer.introduction(self._home.language)
        yield from self._write("home_top", about=said.about)
        questions = map(self._asks, said.questions, said.labels)
        yield actions([*self._opens("ask", "primary"), *questions])
        if self._home.note is not None:
            yield from self._write("home_note", note=self._home.note)

    def _book(self) -> Iterator[Block]:
        glance = self._home.glance
        yield from self._write("home_book", c=glance.coverage)
        for answer in glance.overviews[:_MOST_OVERVIEWS]:
            blocks = self._write("home_overview", answer)
            name = self._pages.shown(self._pages.voice.entity(answer.entity or ""))
            yield from _beside(blocks, _about(self._asks(name, self._say("button.overview")), name))
        rivals = [self._pages.shown(self._pages.voice.entity(key)) for key in glance.others[:_MOST_RIVALS]]
        if rivals:
            yield from self._write("home_others")
            yield actions([self._asks(name) for name in rivals])
        late = list(_by_period(glance.overdue))
        if late:
            yield from self._write("home_overdue", late=late[:_MOST_OVERDUE], left=len(late[_MOST_OVERDUE:]))

    def _subscriptions(self) -> Iterator[Block]:
        home = self._home
        left, whole = home.subscriptions_left, home.is_whole
        head, *rest = self._write("home_subscriptions", count=len(home.subscriptions), left=left, is_whole=whole)
        yield head
        words = SubscriptionRenderer(self._renderer)
        for subscription, last in home.subscriptions:
            yield from words.row(subscription, last, home.language)[1]
        yield from rest
        if opens := self._opens("subscribe"):
            yield actions(opens)

    def _asked(self) -> Iterator[Block]:
        yield from self._write("home_asked", count=len(self._home.asked))
        for one in self._home.asked:
            again = button(self._say("home.again"), f"{AGAIN}_{next(self._number)}", one.mark)
            line = f"{one.reading}\n{_moment(one.asked_at, self._pages)}"
            yield section(line, _about(again, plain(one.reading)))

    def _settings(self) -> Iterator[Block]:
        head, language, defaults = self._write("home_settings", p=self._home.preference)
        yield head
        yield from _beside([language], self._languages())
        yield from _beside([defaults], *self._opens("settings"))

    def _duties(self, duties: Duties) -> Iterator[Block]:
        head, deliveries, book, reports = self._write("home_duties", d=duties)
        yield from (head, deliveries)
        yield from _beside([book], self._asks(self._say("button.conflicts").casefold(), self._say("button.conflicts")))
        yield reports
        for report in duties.reports:
            yield from self._report(report)

    def _report(self, report: Waiting) -> Iterator[Block]:
        said, by = self._write("home_report", r=report)
        by["elements"] = [*by["elements"], *context([_moment(report.reported_at, self._pages)])["elements"]]
        yield from (said, by)
        labels = ((key, self._say(f"report.{key}")) for key in ("mended", "stays"))
        yield actions([button(label, f"{SETTLE}_{key}_{next(self._number)}", report.id) for key, label in labels])

    def _languages(self) -> Block:
        """The choice of a language, as it was chosen."""
        options = [option(self._say("settings.as_slack"), OPEN), *languages_to_choose(self._renderer)]
        chosen = self._home.preference.language or OPEN
        return static(LANGUAGE, options, next(one for one in options if one["value"] == chosen))

    def _opens(self, form: str, style: Style | None = None) -> list[Block]:
        """A button that opens a form, where there is one."""
        if form not in self._forms:
            return []
        return [button(self._say(f"home.{form}"), f"{FORM}_{form}", self._home.language, style)]

    def _asks(self, question: str, label: str = "") -> Block:
        """A button that asks the words it shows, or those of its label."""
        shown = label or question
        shown = shown[:1].upper() + shown[1:]
        return button(shown[:_MOST_LABEL], f"{ASK}_{next(self._number)}", question)

    def _say(self, key: str) -> str:
        return self._pages.shown(self._pages.voice.phrases.say(key))

    def _write(self, name: str, answer: Answer | None = None, **about: Any) -> list[Block]:
        return list(self._pages.write(name, answer, **about).blocks)


def _beside(blocks: Sequence[Block], *element: Block) -> Iterator[Block]:
    """The blocks, the first with something to press beside it, where there is something."""
    for at, block in enumerate(blocks):
        yield {**block, "accessory": element[0]} if at == 0 and element else block


def _about(element: Block, subject: str) -> Block:
    """A button among others of the same words: who hears it read aloud hears what it is about too."""
    said = f"{element['text']['text']} · {subject}"
    return {**element, "accessibility_label": said[: MOST["button.text"]]}


def _by_period(overdue: Sequence[Overdue]) -> Iterator[_Late]:
    ordered = sorted(overdue, key=lambda one: (-one.period.end.toordinal(), one.entity))
    for (_, entity, day, presumed), same in groupby(
        ordered, key=lambda one: (one.period, one.entity, one.day, one.is_presumed)
    ):
        late = list(same)
        yield _Late(entity, late[0].period, tuple(one.metric for one in late), day, presumed)


def _moment(moment: datetime, pages: Pages) -> str:
    """A day, drawn by Slack on the reader's own clock and in their words."""
    day = escape(pages.shown(pages.voice.date(moment.date().isoformat())))
    return f"<!date^{int(moment.timestamp())}^{{date_pretty}}|{day}>"
