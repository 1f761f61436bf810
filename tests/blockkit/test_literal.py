"""What a reader sees as words stays words."""

from __future__ import annotations

from bot.blockkit.build import actions, button, context, header, section
from bot.blockkit.check import check_message
from bot.blockkit.literal import literal


def test_every_mrkdwn_is_literal_and_nothing_else_is_touched() -> None:
    blocks = [
        header("example.com"),
        section("see https://example.com"),
        context(["a", "b"]),
        actions([button("c", "d", "e")]),
    ]
    told = literal(blocks)
    assert told[1]["text"] == {"type": "mrkdwn", "text": "see https://example.com", "verbatim": True}
    assert [one["verbatim"] for one in told[2]["elements"]] == [True, True]
    assert (told[0], told[3]) == (blocks[0], blocks[3])
    assert check_message({"text": "a", "blocks": told}) == ()
