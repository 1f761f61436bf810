"""Report a figure: it reaches the owner with its link, is settled by a button, and the reporter is told once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.remember import tables

from .stage import Corner, Message, Stage, Starter, section, strings
from .test_menu import choose, kept, whispers


def opened(start: Starter, owner: str | None = "U0BOB") -> Corner:
    """A channel of a workspace whose bot knows its owner."""
    stage = start(connected=False)
    stage.start(owner=owner)
    return Corner(stage, "kwai")


def notices(stage: Stage, user: str, *, after: int = 0) -> tuple[Message, ...]:
    """What a person reads in the conversation with the bot."""
    return stage.workspace.wait_for(lambda ws: ws.messages("dm", user=user)[after:])


def settle(stage: Stage, notice: Message, state: str) -> None:
    assert stage.workspace.press(notice["ts"], f"report_{state}", channel="dm", user="bob").acked


def test_a_report_reaches_the_owner_and_comes_back(start: Starter) -> None:
    """Link, reporter, words, ids and versions for the owner; one sentence for the reporter; buttons gone after."""
    corner = opened(start)
    heard = corner.kwai("online marketing share 4q24")
    choose(corner, heard, "report")
    assert corner.workspace.wait_for(lambda _: whispers(corner)) == [
        "Reported to the book's owner. You are told once it is settled."
    ]
    (notice,) = notices(corner.stage, "bob")
    shown = "\n".join(strings(notice["blocks"]))
    assert section(notice) == "*A figure is reported* by <@U0ALICE>"
    assert f"channel={corner.id}&amp;thread={heard['ts']}|The message>" in shown
    assert "58.2%" in shown and "dolphin" in shown
    settle(corner.stage, notice, "mended")
    (told,) = notices(corner.stage, "alice")
    assert told["text"].startswith("Mended: the figure you reported.")
    assert heard["ts"] in "\n".join(strings(told["blocks"]))
    corner.workspace.wait_for(lambda ws: section(ws.messages("dm", user="bob")[0]).startswith("Settled by <@U0BOB>"))
    assert "actions" not in [block["type"] for block in corner.workspace.messages("dm", user="bob")[0]["blocks"]]
    corner.stage.settle()
    assert len(corner.workspace.messages("dm", user="alice")) == 1


def test_a_report_holds_ids_and_versions_only(start: Starter) -> None:
    """No word of question or answer stands in its row."""
    corner = opened(start)
    choose(corner, corner.kwai("可灵Q3收入"), "report")
    notices(corner.stage, "bob")
    assert corner.stage.bot is not None
    with corner.stage.bot.store.database.reading() as connection:
        (row,) = connection.execute(select(tables.reports)).all()
    assert row.reporter == "U0ALICE" and row.state == "open" and "dongcaidi-kling-revenue-2025q3" in row.facts
    assert "可灵" not in str(row) and "3亿" not in str(row)


def test_the_same_report_is_taken_once(start: Starter) -> None:
    """A second press tells the owner nothing; another person's report is another report."""
    corner = opened(start)
    heard = corner.kwai("kling revenue q3")
    choose(corner, heard, "report")
    corner.workspace.wait_for(lambda _: whispers(corner))
    choose(corner, heard, "report")
    corner.workspace.wait_for(lambda _: whispers(corner)[1:])
    choose(corner, heard, "report", "bob")
    corner.workspace.wait_for(lambda _: whispers(corner, "bob"))
    corner.stage.settle()
    assert whispers(corner)[1] == "You reported this before. You are told once it is settled."
    assert len(corner.workspace.messages("dm", user="bob")) == 2


def test_a_private_answer_is_reported_without_a_link(start: Starter) -> None:
    """What one person alone was shown has no address; the owner reads its words."""
    corner = opened(start)
    mine = corner.kwai_aside("可灵Q3收入 --private")
    kept(corner, mine)
    choose(corner, mine, "report")
    (notice,) = notices(corner.stage, "bob")
    assert section(notice) == "*有数字被报告*，报告人<@U0ALICE>，来自私下答复"
    assert "那条消息" not in " ".join(strings(notice["blocks"]))
    settle(corner.stage, notice, "stays")
    assert notices(corner.stage, "alice")[0]["text"].startswith("维持原样：你报告的数字。")


def test_without_an_owner_it_says_so(start: Starter) -> None:
    corner = opened(start, None)
    choose(corner, corner.kwai("kling revenue q3"), "report")
    said = corner.workspace.wait_for(lambda _: whispers(corner))
    assert said[0].startswith("Not reported: nobody is named as the book's owner here.")


def test_only_the_owner_settles(start: Starter) -> None:
    """A press from another conversation, however it came there, changes nothing and says so."""
    corner = opened(start)
    choose(corner, corner.kwai("kling revenue q3"), "report")
    (notice,) = notices(corner.stage, "bob")
    bot = corner.stage.bot
    assert bot is not None
    forged = bot._client.chat_postMessage(channel=corner.id, text="x", blocks=notice["blocks"])["ts"]
    assert corner.workspace.press(forged, "report_mended", channel=corner.name).acked
    said = corner.workspace.wait_for(lambda _: whispers(corner)[1:])
    assert said == ["Not settled: only the book's owner settles a report."]
    corner.stage.settle()
    assert corner.workspace.messages("dm", user="alice") == ()


@pytest.mark.parametrize("days", [1, 500])
def test_a_report_is_settled_while_it_is_known(start: Starter, days: int) -> None:
    """Forgotten with the words it is about; the button then says so."""
    corner = opened(start)
    choose(corner, corner.kwai("kling revenue q3"), "report")
    (notice,) = notices(corner.stage, "bob")
    corner.stage.settle()
    bot, now = corner.stage.bot, corner.stage.clock.now()
    assert bot is not None
    bot.store.forget(now - timedelta(days=400 - days))
    settle(corner.stage, notice, "stays")
    if days == 1:
        assert notices(corner.stage, "alice")[0]["text"].startswith("It stays")
    else:
        told = corner.workspace.wait_for(lambda ws: ws.ephemerals("dm", "bob"))
        assert told[0]["text"] == "Not found: this is too old, and no longer known."
