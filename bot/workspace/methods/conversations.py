"""conversations.*: rooms and what was said in them."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from bot.workspace.body import true
from bot.workspace.methods.call import HISTORY, READ, Answer, Call
from bot.workspace.refusal import Refusal
from bot.workspace.room import Message, Room

TYPES = {"public_channel": "channel", "private_channel": "group", "im": "im", "mpim": "mpim"}


def listing(call: Call) -> Answer:
    """The rooms that the app can see."""
    kinds = [TYPES.get(kind.strip(), "") for kind in call.text("types", "public_channel").split(",")]
    for kind in kinds:
        call.need(READ.get(kind, "mpim:read"))
    bot = call.office.site.bot_user
    rooms = [
        room
        for room in call.office.state.rooms.values()
        if room.kind in kinds and (room.kind == "channel" or bot in room.members)
        if not (room.archived and true(call.args.get("exclude_archived")))
    ]
    page, more = call.page([described(call, room) for room in rooms])
    return {"channels": page, **more}


def of_user(call: Call) -> Answer:
    """The rooms that the app, or a person, is in."""
    user = call.text("user") or call.office.site.bot_user
    answer = listing(call)
    rooms = call.office.state.rooms
    answer["channels"] = [each for each in answer["channels"] if user in rooms[each["id"]].members]
    return answer


def info(call: Call) -> Answer:
    """One room."""
    room = call.room()
    call.need(READ[room.kind])
    return {"channel": described(call, room)}


def members(call: Call) -> Answer:
    """Who is in a room."""
    room = call.room()
    call.need(READ[room.kind])
    page, more = call.page(sorted(room.members))
    return {"members": page, **more}


def opened(call: Call) -> Answer:
    """The direct conversation with one person."""
    users = [user for user in call.text("users").split(",") if user]
    known = {person.id for person in call.office.site.people}
    if not users or not known.issuperset(users):
        raise Refusal("user_not_found" if users else "users_list_not_supplied")
    if len(users) > 1:
        raise Refusal("method_not_supported_for_channel_type")
    room = call.office.state.direct(users[0], call.office.site.bot_user)
    return {"channel": described(call, room) if true(call.args.get("return_im")) else {"id": room.id}}


def history(call: Call) -> Answer:
    """What was said in a room, newest first, without the answers in threads."""
    room = call.joined()
    call.need(HISTORY[room.kind])
    chosen = [message for message in reversed(room.roots()) if _between(call, message)]
    page, more = call.page(chosen)
    return {
        "messages": [shown(call, room, message) for message in page],
        "has_more": bool(more["response_metadata"]["next_cursor"]),
        **more,
    }


def replies(call: Call) -> Answer:
    """A thread, its root first."""
    room = call.joined()
    call.need(HISTORY[room.kind])
    asked = room.message(call.text("ts"))
    if asked is None:
        raise Refusal("thread_not_found")
    root = room.message(str(asked.get("thread_ts", asked["ts"]))) or asked
    chosen = [root, *(m for m in room.replies(root["ts"]) if _between(call, m))]
    page, more = call.page(chosen)
    return {
        "messages": [shown(call, room, message) for message in page],
        "has_more": bool(more["response_metadata"]["next_cursor"]),
        **more,
    }


def described(call: Call, room: Room) -> Answer:
    """A room as Slack describes it."""
    bot = call.office.site.bot_user
    return {
        "id": room.id,
        "is_channel": room.kind == "channel",
        "is_group": room.kind == "group",
        "is_im": room.kind == "im",
        "is_mpim": False,
        "is_private": room.kind != "channel",
        "is_archived": room.archived,
        "is_ext_shared": False,
        "is_member": bot in room.members,
        "num_members": len(room.members),
        **({"user": room.partner} if room.kind == "im" else {"name": room.name, "name_normalized": room.name}),
    }


def shown(call: Call, room: Room, message: Message) -> Message:
    """A message as history gives it: with its thread counted, its metadata only when asked for."""
    shown = dict(message)
    if not true(call.args.get("include_all_metadata")):
        shown.pop("metadata", None)
    answers = room.replies(message["ts"])
    if answers:
        shown |= {
            "thread_ts": message["ts"],
            "reply_count": len(answers),
            "reply_users": sorted({answer["user"] for answer in answers}),
            "latest_reply": answers[-1]["ts"],
        }
    return shown


def _between(call: Call, message: Message) -> bool:
    try:
        ts = Decimal(message["ts"])
        oldest = Decimal(call.text("oldest") or 0)
        latest = Decimal(call.text("latest") or "Infinity")
    except InvalidOperation:
        raise Refusal("invalid_ts_oldest") from None
    if true(call.args.get("inclusive")):
        return oldest <= ts <= latest
    return oldest < ts < latest or (not call.text("oldest") and not call.text("latest"))
