"""The settings form: what a person and a channel prefer."""

from __future__ import annotations

from collections.abc import Sequence

from bot.blockkit.build import Block, divider, field, option, radio, section, static
from bot.core.preference import Preference
from bot.core.text import LANGUAGES, Language
from bot.render.message import Renderer
from bot.render.page import Pages
from bot.render.view import View, form

CALLBACK = "settings"
LANGUAGE, VISIBILITY = "setting_language", "setting_visibility"
CHANNEL_LANGUAGE, CHANNEL_VISIBILITY = "setting_channel_language", "setting_channel_visibility"
ATTENTION = "setting_attention"
"""The action ids of the fields, and their blocks'."""
OPEN = "open"
"""The choice that leaves it to somebody else: a person's to Slack or the channel, a channel's to who asks."""


def settings_form(
    renderer: Renderer, person: Preference, channel: tuple[str, Preference] | None, language: Language, metadata: str
) -> View:
    """The form with what is chosen now; a channel, by its id, stands in it where its people may choose for it.

    Who hears only what names it is not asked whether it is to be quiet.
    """
    pages = renderer.pages(language)
    languages = languages_to_choose(renderer)
    blocks: list[Block] = [*_mine(person, languages, pages)]
    if channel is not None:
        blocks += [divider(), *_ours(*channel, languages, pages)]
        if not renderer.expects_names:
            blocks.append(
                _radio(ATTENTION, "attention", ("listening", "quiet"), channel[1].attention or "listening", pages)
            )
    else:
        blocks += [dict(block) for block in pages.write("settings_elsewhere", None).blocks]
    return form(CALLBACK, "settings", blocks, pages, metadata)


def languages_to_choose(renderer: Renderer) -> list[Block]:
    """The languages, each by its name in itself: who is in the wrong one finds theirs."""
    each = ((one, renderer.pages(one)) for one in LANGUAGES)
    return [option(pages.shown(pages.voice.tongue(one)), one) for one, pages in each]


def _mine(person: Preference, languages: Sequence[Block], pages: Pages) -> list[Block]:
    now = next((one["text"]["text"] for one in languages if one["value"] == person.locale), None)
    said = _say("as_slack", pages) if now is None else _say("as_slack_now", pages, language=now)
    return [
        _menu(LANGUAGE, "language", [option(said, OPEN), *languages], person.language, pages),
        _radio(VISIBILITY, "visibility", (OPEN, "private"), person.visibility or OPEN, pages),
    ]


def _ours(id: str, channel: Preference, languages: Sequence[Block], pages: Pages) -> list[Block]:
    leave = option(_say("as_asked", pages), OPEN)
    written = pages.write("settings_channel", None, channel=id)
    head = [section(str(block["text"]["text"])) for block in written.blocks if block["type"] == "section"]
    return [
        *head,
        _menu(CHANNEL_LANGUAGE, "channel_language", [leave, *languages], channel.language, pages),
        _radio(CHANNEL_VISIBILITY, "channel_visibility", ("public", "private"), channel.visibility or "public", pages),
    ]


def _menu(key: str, label: str, options: Sequence[Block], chosen: str | None, pages: Pages) -> Block:
    first = next((one for one in options if one["value"] == chosen), options[0])
    return field(key, _say(label, pages), static(key, options, first), _say(f"{label}_hint", pages))


def _radio(key: str, label: str, keys: Sequence[str], chosen: str, pages: Pages) -> Block:
    options = [option(_say(f"{label}_{one}", pages), one) for one in keys]
    first = next((one for one in options if one["value"] == chosen), options[0])
    return field(key, _say(label, pages), radio(key, options, first))


def _say(key: str, pages: Pages, **about: str) -> str:
    return pages.shown(pages.voice.phrases.say(f"settings.{key}", **about))
