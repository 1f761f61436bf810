"""The home tab as Slack gets it, in three scripts; whatever stands in the data, it calls nobody and fits."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.json import JSONSnapshotExtension

from bot.blockkit.check import check_view
from bot.core.home import Asked, Duties, Home, Note, NoteKind, Sent, Waiting
from bot.core.preference import NOTHING, Preference
from bot.core.subscription import Review, Schedule, Subscription
from bot.core.text import Language, Text
from bot.desk import Desk
from bot.reckon.glance import glance
from bot.render.home import home_view
from bot.render.message import Renderer
from tests.security.test_injection import HOSTILE, MANY

AT = datetime(2025, 11, 28, 1, 0, tzinfo=UTC)
FORMS = frozenset({"ask", "subscribe", "settings"})
NOTES: tuple[NoteKind, ...] = get_args(NoteKind)
ALLOWED = re.compile(r"<(?:@U1|#C0KWAI|!date\^\d+\^\{date_pretty\}\|[^<>|]*)>")


def subscription(at: int = 0, **more: Any) -> Subscription:
    return Subscription(
        "T1",
        f"s{at}",
        "C0KWAI",
        "quarterly",
        Schedule("0 9 * * mon", "Asia/Hong_Kong"),
        "en",
        AT,
        maker="U1",
        **more,
    )


def full(desk: Desk, language: Language, today: date = date(2026, 4, 1)) -> Home:
    """A tab with something in every part."""
    return Home(
        language,
        glance(desk.ledger, today),
        Preference(language),
        (
            (subscription(0), Sent("2025Q3", "sent", AT, None)),
            (subscription(1, state="paused", paused_for="is_archived"), Sent("2025Q3", "failed", None, "is_archived")),
            (subscription(2, review=Review("U1")), None),
        ),
        2,
        (Asked("m1", AT, "Kling · revenue · 2025Q3"), Asked("m2", AT, "快手 · 月活 · 2025Q3")),
        Duties(
            12,
            10,
            (("failed", 1), ("overdue", 1)),
            ("config/facts/one_two.yaml:3: The unit 元 is unknown.",),
            3,
            55,
            (Waiting("r1", "Kling revenue, 2025Q3: more than RMB 300m.", "U1", AT),),
            4,
        ),
        Note("asked", "kling revenue q3"),
    )


@pytest.mark.parametrize("language", ["en", "zh-Hans", "zh-Hant"])
def test_a_home_tab_looks_like_this(language: Language, desk: Desk, snapshot: SnapshotAssertion) -> None:
    view = home_view(full(desk, language), desk.renderer, FORMS)
    assert view == snapshot.use_extension(JSONSnapshotExtension)


@pytest.mark.parametrize("language", ["en", "zh-Hans", "zh-Hant"])
def test_a_new_person_s_tab_looks_like_this(language: Language, desk: Desk, snapshot: SnapshotAssertion) -> None:
    """Nobody's owner, nothing asked, nothing subscribed, on the day after the book's newest statement."""
    home = Home(language, glance(desk.ledger, date(2025, 12, 1)), NOTHING)
    assert home_view(home, desk.renderer) == snapshot.use_extension(JSONSnapshotExtension)


@pytest.mark.parametrize("language", ["en", "zh-Hans", "zh-Hant"])
@pytest.mark.parametrize("kind", NOTES)
def test_every_press_comes_to_a_sentence(kind: NoteKind, language: Language, desk: Desk) -> None:
    home = full(desk, language)
    told, untold = (words(home_view(replace(home, note=note), desk.renderer)) for note in (Note(kind, "1"), None))
    assert len(told) - len(untold) > 3


@pytest.mark.parametrize("language", ["en", "zh-Hans", "zh-Hant"])
def test_without_the_database_the_book_is_there(language: Language, desk: Desk) -> None:
    said = words(home_view(replace(full(desk, language), subscriptions=(), asked=(), is_whole=False), desk.renderer))
    assert "300m" in said or "3亿" in said or "3億" in said
    assert any(sentence in said for sentence in ("cannot be reached", "连接不上", "連接不上"))


def test_every_button_is_told_apart(desk: Desk) -> None:
    view = home_view(full(desk, "en"), desk.renderer, FORMS)
    ids = [one["action_id"] for one in pressed(view) if not one["action_id"].startswith("subscription_")]
    assert len(ids) == len(set(ids))
    assert {"home_form_ask", "home_form_subscribe", "home_form_settings", "home_language"} <= set(ids)


def test_buttons_of_the_same_words_are_told_apart_by_ear(desk: Desk) -> None:
    said: dict[str, set[str]] = {}
    labels = [(one["text"]["text"], one.get("accessibility_label")) for one in pressed(view_of(desk)) if "text" in one]
    for label, spoken in labels:
        said.setdefault(label, set()).add(spoken)
    assert said["Ask again"] == {"Ask again · Kling · revenue · 2025Q3", "Ask again · 快手 · 月活 · 2025Q3"}
    assert said["Overview"] == {"Overview · Kuaishou", "Overview · Kling"}


def test_a_button_asks_the_words_it_shows(desk: Desk) -> None:
    """Every question on the tab is one the book answers."""
    for language in ("en", "zh-Hans", "zh-Hant"):
        for one in pressed(home_view(full(desk, language), desk.renderer)):
            if one["action_id"].startswith("home_ask"):
                assert desk.ask(one["value"], date(2026, 4, 1)).answer.ending == "found", one["value"]


def test_no_chart_stands_on_it(desk: Desk) -> None:
    """Slack draws them in messages only."""
    assert not any(b["type"] == "data_visualization" for b in home_view(full(desk, "en"), desk.renderer)["blocks"])


@settings(max_examples=MANY // 4)
@given(data=st.data(), language=st.sampled_from(["en", "zh-Hans", "zh-Hant"]))
def test_whatever_stands_in_it_calls_nobody_and_fits(data: st.DataObject, language: Language, desk: Desk) -> None:
    """Names of entities and digests, crons, errors, problems, reported words, presses: all of it is others'."""

    def hostile() -> str:
        return f"{data.draw(HOSTILE)}x"  # a book without a name is refused when it is read

    ledger = desk.ledger
    name = Text(hostile(), hostile())
    entities = {key: replace(one, name=name) if key == "kling" else one for key, one in ledger.entities.items()}
    digests = {key: replace(one, title=Text(hostile(), hostile())) for key, one in ledger.digests.items()}
    evil = replace(ledger, title=name, entities=entities, digests=digests)
    home = replace(full(desk, language), glance=glance(evil, date(2026, 4, 1)))
    duties = home.duties
    assert duties is not None
    home = replace(
        home,
        subscriptions=(
            (subscription(paused_for=hostile(), state="paused"), Sent(hostile(), "failed", None, hostile())),
        ),
        duties=replace(duties, problems=(hostile(),) * 5, reports=(Waiting("r", hostile() * 40, "U1", AT),) * 5),
        note=Note(data.draw(st.sampled_from(NOTES)), hostile()),
    )
    view = home_view(home, Renderer(desk.templates, evil), FORMS)
    assert check_view(view) == ()
    assert [found for text in mrkdwn(view) for found in re.findall(r"<[^>]*>", ALLOWED.sub("", text))] == []


def test_a_full_tab_fits(desk: Desk) -> None:
    home = full(desk, "en")
    duties = home.duties
    assert duties is not None
    report = duties.reports[0]
    home = replace(
        home,
        subscriptions=tuple((subscription(at), None) for at in range(8)),
        asked=tuple(Asked(str(at), AT, "x" * 4_000) for at in range(5)),
        duties=replace(duties, problems=("x" * 9_000,) * 5, reports=(replace(report, said="x" * 9_000),) * 5),
    )
    view = home_view(home, desk.renderer, FORMS)
    assert len(view["blocks"]) <= 100 and len(json.dumps(view).encode()) < 250_000


def view_of(desk: Desk) -> Mapping[str, Any]:
    return home_view(full(desk, "en"), desk.renderer, FORMS)


def words(view: Mapping[str, Any]) -> str:
    return "\n".join(mrkdwn(view))


def mrkdwn(value: object) -> Iterator[str]:
    """Every text that Slack reads marks in."""
    if isinstance(value, Mapping):
        if value.get("type") == "mrkdwn":
            yield str(value["text"])
        for part in value.values():
            yield from mrkdwn(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from mrkdwn(part)


def pressed(view: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    for block in view["blocks"]:
        yield from block.get("elements", ()) if block["type"] == "actions" else ()
        if block.get("accessory"):
            yield block["accessory"]
