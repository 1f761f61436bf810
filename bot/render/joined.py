"""What the inviter of the bot is told of a channel it came into."""

from __future__ import annotations

from bot.blockkit.build import actions, button
from bot.core.message import Message
from bot.core.text import Language
from bot.render.legal import checked
from bot.render.message import Renderer
from bot.render.subscription import FORM

SEND = "joined_send"
"""The action id of the button that sends the newest edition."""


def joined(
    renderer: Renderer, language: Language, channel: str, digest: str | None, edition: str | None, send: str | None
) -> Message:
    """How the channel gets the digest and how it asks; `send` is the value of the button, None once it was pressed.

    `digest` is None for a book without any, `edition` where none is whole yet.
    """
    pages = renderer.pages(language)
    asked = renderer.introduction(language).questions
    about = {"channel": channel, "digest": digest, "edition": edition, "sent": send is None and edition is not None}
    written = pages.write("joined", None, example=asked[min(1, len(asked) - 1)], **about)
    say, row = pages.voice.phrases.say, []
    if send is not None and edition is not None:
        row.append(button(pages.shown(say("open.send", edition=edition)), SEND, send, "primary"))
    if digest is not None:
        row.append(button(pages.shown(say("open.subscribe")), FORM, FORM))
    return checked(written, [*written.blocks, *([actions(row)] if row else [])])
