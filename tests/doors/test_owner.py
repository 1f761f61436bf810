"""The owner hears of what was not posted, once, wherever the owner is."""

from __future__ import annotations

import pytest

from .stage import Corner, Starter


@pytest.mark.parametrize(
    ("owner", "where", "room"), [("U0ALICE", "dm", "D0ALICE"), ("C0STRATEGY", "strategy", "C0STRATEGY")]
)
@pytest.mark.parametrize("stored", [True, False])
def test_a_message_that_slack_refuses_is_told_once(
    start: Starter, owner: str, where: str, room: str, stored: bool
) -> None:
    stage = start(connected=False)
    stage.start(owner=owner)
    kwai = Corner(stage, "kwai")
    faults = stage.workspace.faults
    faults.refuse("chat.postMessage", "is_archived")
    if stored:
        # The telling itself arrives, and the answer to it does not: it is looked for where it was sent.
        faults.drop("chat.postMessage", stored=True)
    assert stage.workspace.command("kwai", "kling revenue q3").acked
    first = stage.workspace.wait_for(lambda ws: ws.messages(where))[0]
    stage.workspace.wait_for(lambda _: stage.remembers(room, first["ts"]))
    (told,) = stage.workspace.messages(where)
    assert told["text"].startswith(f"An answer to <#{kwai.id}> was not posted: is_archived. Reference ")
