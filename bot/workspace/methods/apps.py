"""auth, apps, team, bots, users, reactions: small families in one place."""

from __future__ import annotations

from datetime import UTC
from zoneinfo import ZoneInfo

from bot.workspace.body import true
from bot.workspace.methods.call import Answer, Call
from bot.workspace.refusal import Refusal
from bot.workspace.site import Person


def api_test(call: Call) -> Answer:
    """Say the arguments back."""
    if call.text("error"):
        raise Refusal(call.text("error"), args=dict(call.args))
    return {"args": dict(call.args)}


def auth_test(call: Call) -> Answer:
    """Who the token belongs to."""
    site = call.office.site
    return {
        "url": call.office.url,
        "team": site.team_name,
        "user": site.manifest.bot_name,
        "team_id": site.team_id,
        "user_id": site.bot_user,
        "bot_id": site.bot_id,
        "is_enterprise_install": False,
    }


def connections_open(call: Call) -> Answer:
    """A ticket for one socket."""
    office = call.office
    # Clients choose TLS by port and send Host without one, so the address is ours to give.
    base = office.url.replace("http://", "ws://", 1)
    return {"url": f"{base}link/?ticket={office.sockets.ticket()}&app_id={office.site.app_id}"}


def team_info(call: Call) -> Answer:
    """The team."""
    site = call.office.site
    return {"team": {"id": site.team_id, "name": site.team_name, "domain": site.domain}}


def bots_info(call: Call) -> Answer:
    """The app's bot."""
    site = call.office.site
    if call.text("bot", site.bot_id) != site.bot_id:
        raise Refusal("bot_not_found")
    bot = {
        "id": site.bot_id,
        "app_id": site.app_id,
        "user_id": site.bot_user,
        "name": site.manifest.bot_name,
        "deleted": False,
    }
    return {"bot": bot}


def users_info(call: Call) -> Answer:
    """One person, or the app."""
    wanted = call.text("user")
    for user in _users(call):
        if user["id"] == wanted:
            return {"user": user}
    raise Refusal("user_not_found")


def users_list(call: Call) -> Answer:
    """Everybody."""
    page, more = call.page(_users(call))
    return {"members": page, **more}


def reaction_add(call: Call) -> Answer:
    """Put a reaction under a message."""
    names = _reactions(call)
    if call.text("name") in names:
        raise Refusal("already_reacted")
    names.append(call.text("name"))
    call.office.state.touch()
    return {}


def reaction_remove(call: Call) -> Answer:
    """Take a reaction away."""
    names = _reactions(call)
    if call.text("name") not in names:
        raise Refusal("no_reaction")
    names.remove(call.text("name"))
    call.office.state.touch()
    return {}


def _reactions(call: Call) -> list[str]:
    room = call.office.state.room(call.text("channel"))
    message = room.message(call.text("timestamp")) if room else None
    if message is None:
        raise Refusal("message_not_found")
    names: list[str] = message.setdefault("reactions_of_bot", [])
    return names


def _users(call: Call) -> list[Answer]:
    site = call.office.site
    bot = Person(site.bot_user, site.manifest.bot_name, site.manifest.name)
    return [_user(call, person) for person in site.people] + [_user(call, bot) | {"is_bot": True}]


def _user(call: Call, person: Person) -> Answer:
    offset = call.office.now().astimezone(ZoneInfo(person.tz)).utcoffset()
    user: Answer = {
        "id": person.id,
        "team_id": call.office.site.team_id,
        "name": person.name,
        "real_name": person.real_name,
        "deleted": False,
        "is_bot": False,
        "tz": person.tz,
        "tz_label": person.tz.rpartition("/")[2].replace("_", " ") or str(UTC),
        "tz_offset": int(offset.total_seconds()) if offset else 0,
        "profile": {"real_name": person.real_name, "display_name": person.name},
    }
    if true(call.args.get("include_locale")):
        user["locale"] = call.office.state.locale(person)
    return user
