"""The form in which a figure is asked for, and what its menus offer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from bot.blockkit.build import Block, conversations, external, field, option, plain_text, radio, static
from bot.blockkit.limits import MOST
from bot.core.enquiry import NEWEST, SERIES, Enquiry
from bot.core.period import Period
from bot.render.fit import cut
from bot.render.page import Pages
from bot.render.view import View, form

CALLBACK = "ask_figure"
ENTITY, METRIC, WHEN, WHERE, WHO = "figure_entity", "figure_metric", "figure_when", "figure_where", "figure_who"
"""The action ids of the fields."""
EVERYBODY, ME = "everybody", "me"
_OPTIONS = MOST["select.options"]


def ask_form(
    pages: Pages,
    enquiry: Enquiry,
    periods: Sequence[tuple[Period, bool]],
    newest: Period | None,
    metadata: str,
    *,
    emptied: int,
    series: bool,
    private: bool,
) -> View:
    """The form with what was chosen so far; the time is asked for once there is a figure to have it.

    A block of another name is another field to Slack, which then forgets what stood there: the figure's is
    named for how often it was `emptied`, so that who types there meanwhile goes on.
    """
    entity, metric = enquiry.entity or "", enquiry.metric or ""
    blocks = [
        field(ENTITY, _say("entity", pages), _menu(ENTITY, entity, pages), dispatches=True),
        field(
            f"{METRIC}.{emptied}",
            _say("metric", pages),
            _menu(METRIC, metric, pages),
            dispatches=True,
            optional=True,
        ),
    ]
    if entity and metric:
        when = _when(enquiry, periods, newest, pages, series=series)
        blocks.append(field(f"{WHEN}.{entity}.{metric}"[: MOST["id"]], _say("when", pages), when))
    who = [option(_say(f"who_{key}", pages), key) for key in (EVERYBODY, ME)]
    blocks += [
        field(WHERE, _say("where", pages), conversations(WHERE, answers=True)),
        field(WHO, _say("who", pages), radio(WHO, who, who[1] if private else who[0])),
    ]
    return form(CALLBACK, "ask", blocks, pages, metadata)


def entity_options(keys: Iterable[str], pages: Pages) -> list[Block]:
    """Entities as options, no more than a menu takes."""
    return [_named(ENTITY, key, pages) for key in keys][:_OPTIONS]


def metric_options(keys: Iterable[str], pages: Pages) -> list[Block]:
    """Metrics as options, no more than a menu takes."""
    return [_named(METRIC, key, pages) for key in keys][:_OPTIONS]


def ask_words(enquiry: Enquiry, pages: Pages) -> str:
    """What an enquiry asks, in words."""
    voice, parts = pages.voice, []
    if enquiry.entity is not None:
        parts.append(voice.entity(enquiry.entity))
    if enquiry.metric is not None:
        parts.append(voice.metric(enquiry.metric))
        if enquiry.when == SERIES:
            parts.append(_say("series", pages))
        elif enquiry.when != NEWEST:
            parts.append(enquiry.when)
    return pages.shown(" · ".join(parts))


def wrong(reason: str, enquiry: Enquiry, pages: Pages) -> str:
    """What is wrong with a choice, for its field."""
    known = enquiry.entity is not None and enquiry.entity in pages.voice.ledger.entities
    entity = pages.voice.entity(enquiry.entity or "") if known else ""
    return pages.shown(pages.voice.phrases.say(f"ask_wrong.{reason}", entity=entity))


def _menu(action: str, chosen: str, pages: Pages) -> dict[str, Any]:
    key = action.partition("_")[2]
    return external(action, _say(f"{key}_hint", pages), _named(action, chosen, pages) if chosen else None)


def _named(action: str, key: str, pages: Pages) -> Block:
    voice = pages.voice
    name = voice.entity(key) if action == ENTITY else voice.metric(key)
    return option(cut(voice.capital(pages.shown(name)), MOST["option.text"]), key)


def _when(
    enquiry: Enquiry, periods: Sequence[tuple[Period, bool]], newest: Period | None, pages: Pages, *, series: bool
) -> dict[str, Any]:
    """The newest first, then all quarters, then each by itself; a great many by their years."""
    latest = _say("newest_at", pages, period=pages.voice.period(newest)) if newest else _say("newest", pages)
    whole = [option(latest, NEWEST)]
    if series:
        whole.append(option(_say("series", pages), SERIES))
    single = [(one, option(_period(one, pages, ahead=ahead), one.label)) for one, ahead in periods]
    chosen = next((each for _, each in single if each["value"] == enquiry.when), None)
    chosen = chosen or next((each for each in whole if each["value"] == enquiry.when), whole[0])
    if len(whole) + len(single) <= _OPTIONS:
        return static(WHEN, [*whole, *(each for _, each in single)], chosen)
    years: dict[str, list[Block]] = {}
    for one, each in single:
        years.setdefault(f"{one.end.year}" if one.dated else "…", []).append(each)
    groups = [{"label": plain_text(_say("newest", pages)), "options": whole}]
    groups += [{"label": plain_text(year), "options": held[:_OPTIONS]} for year, held in years.items()]
    return {"type": "static_select", "action_id": WHEN, "option_groups": groups[:_OPTIONS], "initial_option": chosen}


def _period(period: Period, pages: Pages, *, ahead: bool) -> str:
    said = pages.voice.period(period)
    return _say("ahead", pages, period=said) if ahead else pages.shown(pages.voice.capital(said))


def _say(key: str, pages: Pages, **about: str) -> str:
    return pages.shown(pages.voice.phrases.say(f"ask_form.{key}", **about))
