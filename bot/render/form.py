"""The form of a subscription, and the look at it before it is sent in, as modals."""

from __future__ import annotations

from collections.abc import Sequence

from bot.blockkit.build import Block, conversations, external, field, option, static, text_input, users
from bot.core.message import Message
from bot.core.subscription import Schedule, Subscription
from bot.core.text import LANGUAGES, Language
from bot.render import view
from bot.render.message import Renderer
from bot.render.page import Pages
from bot.render.view import View

CALLBACK, CONFIRM = "subscription_form", "subscription_confirm"
DIGEST, CHANNEL, WHEN, ZONE, LANGUAGE = "order_digest", "order_channel", "order_when", "order_zone", "order_language"
QUIET, DAYS, NOTHING_NEW = "order_quiet", "order_days", "order_nothing_new"
REVIEWER, DEADLINE = "order_reviewer", "order_deadline"
"""The action ids of the fields, and their blocks'."""
_COUNTRIES = ("HK", "CN", "US", "GB", "SG", "JP")
_MOST_WORDS, _MOST_HOURS = 200, 60
"""Letters in a field."""


def subscription_form(renderer: Renderer, s: Subscription, when: str, language: Language, metadata: str) -> View:
    """The view, which says `when` it comes; `metadata` comes back with what was entered.

    One without an id is new, and its place is asked for.
    """
    pages = renderer.pages(language)
    blocks = [*(_place(s, pages) if not s.id else _which(s, pages)), *_terms(s, when, pages)]
    return view.form(CALLBACK, "change" if s.id else "subscribe", blocks, pages, metadata)


def confirmation(renderer: Renderer, said: Message, language: Language, metadata: str, *, changed: bool) -> View:
    """What will come, to be agreed to; it lies on the form, which is there again on going back."""
    blocks = [dict(block) for block in said.blocks if block["type"] in {"section", "context"}]
    name = "confirm_change" if changed else "confirm"
    return view.form(CONFIRM, name, blocks, renderer.pages(language), metadata, close="back", tells=False)


def _place(s: Subscription, pages: Pages) -> list[Block]:
    digests = [(one.id, pages.voice.digest(one.id)) for one in pages.voice.ledger.digests.values()]
    return [
        _choice(DIGEST, digests, s.digest, pages),
        field(CHANNEL, _say("channel", pages), conversations(CHANNEL), _say("channel_hint", pages)),
    ]


def _which(s: Subscription, pages: Pages) -> list[Block]:
    return list(pages.write("which_subscription", None, s=s).blocks)


def _terms(s: Subscription, when: str, pages: Pages) -> list[Block]:
    voice, schedule = pages.voice, s.schedule
    countries = sorted({*_COUNTRIES, schedule.business_days} - {""}, key=lambda code: (code != "HK", code))
    days = [("any", _say("every_day", pages))]
    days += [(code, _say("business", pages, country=voice.country(code))) for code in countries]
    quiet = str(schedule.quiet) if schedule.quiet else ""
    deadline = voice.length_of(s.review.within) if s.review else ""
    reviewer = s.review.reviewer if s.review else ""
    return [
        field(WHEN, _say("when", pages), text_input(WHEN, when, most=_MOST_WORDS), _say("when_hint", pages)),
        field(ZONE, _say("zone", pages), external(ZONE, _say("zone_hint", pages), _zone(schedule.time_zone, pages))),
        _choice(LANGUAGE, [(key, pages.voice.tongue(key)) for key in LANGUAGES], s.language, pages),
        _choice(DAYS, days, schedule.business_days or "any", pages),
        field(
            QUIET, _say("quiet", pages), text_input(QUIET, quiet, most=_MOST_HOURS), _say("quiet_hint", pages),
            optional=True,
        ),
        field(REVIEWER, _say("reviewer", pages), users(REVIEWER, reviewer), optional=True),
        field(
            DEADLINE, _say("deadline", pages), text_input(DEADLINE, deadline, most=_MOST_HOURS),
            _say("deadline_hint", pages), optional=True,
        ),
        _choice(
            NOTHING_NEW, [("no", _say("silent", pages)), ("yes", _say("line", pages))],
            "yes" if s.says_nothing_new else "no", pages,
        ),
    ]  # fmt: skip


def whens(schedule: Schedule, pages: Pages) -> tuple[str, ...]:
    """Words for how often something comes: every quarter, and those of its days and months."""
    often = pages.voice.often(schedule)
    if often is None:
        return ()
    minute, hour, *_ = schedule.cron.split()
    return (_say("quarterly", pages, clock=f"{int(hour):02}:{int(minute):02}"), pages.shown(often))


def zone_options(zones: Sequence[str], pages: Pages) -> list[Block]:
    """Time zones as options: the place, and the name behind it."""
    return [_zone(one, pages) for one in zones]


def _zone(zone: str, pages: Pages) -> Block:
    return option(f"{pages.shown(pages.voice.place(zone))} · {zone}"[:75], zone)


def _choice(key: str, options: Sequence[tuple[str, str]], value: str, pages: Pages) -> Block:
    entries = [option(pages.shown(text)[:75], one) for one, text in options]
    first = next((entry for entry in entries if entry["value"] == value), entries[0])
    return field(key, _say(key.partition("_")[2], pages), static(key, entries, first))


def _say(key: str, pages: Pages, **about: str) -> str:
    return pages.shown(pages.voice.phrases.say(f"form.{key}", **about))
