"""What a person types, as Slack would send it on."""

from __future__ import annotations

import re
from collections.abc import Mapping

from bot.blockkit.escape import escape

TOKEN = re.compile(
    r"<@(?P<user>[UW]\w+)>|<#(?P<room>C\w+)(?:\|[^<>]*)?>"
    r"|(?P<url>https?://[^\s<>]+)"
    r"|(?<![\w@])@(?P<name>[\w.-]*\w)|(?<![\w#&])#(?P<channel>[\w-]+)"
)


def typed(text: str, people: Mapping[str, str], channels: Mapping[str, str], named: bool = False) -> str:
    """The text escaped, with names (name → id) turned into entities; commands also carry the name."""
    ids = {person: name for name, person in people.items()}
    parts: list[str] = []
    end = 0
    for found in TOKEN.finditer(text):
        parts.append(escape(text[end : found.start()]))
        parts.append(_entity(found, people, ids, channels, named))
        end = found.end()
    return "".join([*parts, escape(text[end:])])


def _entity(
    found: re.Match[str],
    people: Mapping[str, str],
    ids: Mapping[str, str],
    channels: Mapping[str, str],
    named: bool,
) -> str:
    user = found["user"] if found["user"] in ids else people.get((found["name"] or "").lower())
    if user:
        return f"<@{user}|{ids[user]}>" if named else f"<@{user}>"
    room = found["room"] or channels.get(found["channel"] or "")
    if room:
        name = next((name for name, each in channels.items() if each == room), "")
        return f"<#{room}|{name}>"
    if found["url"]:
        return f"<{escape(found['url'])}>"
    return escape(found[0])
