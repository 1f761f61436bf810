"""Forms as Slack gets them, one file each, in three scripts."""

from __future__ import annotations

from datetime import date

import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.json import JSONSnapshotExtension

from bot import choosing
from bot.asking import ENTITY, METRIC, WHEN, Note, followed, offered, opened
from bot.blockkit.check import check_view
from bot.core.preference import Preference, Preferences
from bot.core.text import LANGUAGES, Language
from bot.desk import Desk

TODAY = date(2025, 12, 1)


@pytest.fixture
def snapshot_json(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    return snapshot.use_extension(JSONSnapshotExtension)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_ask_form_looks_like_this(language: Language, desk: Desk, snapshot_json: SnapshotAssertion) -> None:
    """Empty, and with everything chosen."""
    empty = opened(desk, TODAY, language, "C1")
    entered = {ENTITY: "kling", METRIC: "revenue", WHEN: "2025Q2"}
    full = followed(desk, TODAY, Note(language, "C1").encoded(), entered)
    assert check_view(empty) == check_view(full) == ()
    assert [empty, full] == snapshot_json


@pytest.mark.parametrize("language", LANGUAGES)
def test_menus_offer_like_this(language: Language, desk: Desk, snapshot_json: SnapshotAssertion) -> None:
    note = Note(language, "C1", "kling", None).encoded()
    assert {
        "entity": offered(desk, TODAY, note, ENTITY, ""),
        "metric": offered(desk, TODAY, note, METRIC, "rev"),
    } == snapshot_json


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_settings_form_looks_like_this(language: Language, desk: Desk, snapshot_json: SnapshotAssertion) -> None:
    """In a channel, and alone; and what is said once it was sent in."""
    preferred = Preferences(Preference("zh-Hans", "private", locale="en"), Preference("en", None, "quiet"))
    ours = Preference("zh-Hant", "private", "quiet")
    found = {
        "channel": choosing.opened(desk, preferred, language, "C1"),
        "alone": choosing.opened(desk, Preferences(), language, ""),
    }
    assert [check_view(view) for view in found.values()] == [(), ()]
    said = {
        "told": choosing.told(desk, ours, "U1", language).payload,
        "kept": choosing.kept(desk, choosing.Chosen("en", "private"), language).payload,
    }
    assert found | said == snapshot_json


def test_every_form_that_choices_lead_to_is_one_slack_takes(desk: Desk) -> None:
    """Every entity with every figure it has, in every language; no form is larger than a few kilobytes."""
    for entity in desk.catalogue.entities("", Note().enquiry, TODAY):
        for metric in desk.catalogue.metrics("", Note(entity=entity).enquiry, TODAY):
            for language in LANGUAGES:
                note = Note(language).encoded()
                assert check_view(followed(desk, TODAY, note, {ENTITY: entity, METRIC: metric})) == ()
