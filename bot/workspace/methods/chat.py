"""chat.*: the bot writes, edits, deletes."""

from __future__ import annotations

from bot.blockkit.check import check_message
from bot.workspace.methods.call import Answer, Call
from bot.workspace.office import named_blocks
from bot.workspace.refusal import Refusal, faulty
from bot.workspace.room import Message, Room


def post_message(call: Call) -> Answer:
    """Write into a room, or to a person directly."""
    office = call.office
    target = call.text("channel")
    if any(person.id == target for person in office.site.people):
        room = office.state.direct(target, office.site.bot_user)
    elif "chat:write.public" in office.site.manifest.scopes:
        room = call.room()
    else:
        room = call.joined()
    call.open_to_posts(room)
    message = office.store(room, office.bot_message(call.args, _thread(call, room)))
    return {"channel": room.id, "ts": message["ts"], "message": message}


def post_ephemeral(call: Call) -> Answer:
    """Write to one person in a room."""
    room = call.open_to_posts(call.joined())
    user = call.text("user")
    if user not in room.members:
        raise Refusal("user_not_in_channel")
    message = call.office.bot_message({**call.args, "metadata": None}, _thread(call, room))
    call.office.whisper(room, user, message)
    return {"message_ts": message["ts"]}


def update(call: Call) -> Answer:
    """Replace text and blocks of an own message."""
    office = call.office
    room, message = _own(call, "cant_update_message")
    found = check_message(call.args)
    if found:
        raise faulty(found)
    old = dict(message)
    with office.state.changed:
        message["text"] = call.text("text")
        message.pop("blocks", None)
        if call.args.get("blocks"):
            message["blocks"] = named_blocks(call.args["blocks"], office.state.new_id)
        if call.args.get("metadata") is not None:
            message["metadata"] = call.args["metadata"]
        message["edited"] = {"user": office.site.bot_user, "ts": office.state.stamp(office.now())}
    office.state.touch()
    office.courier.changed(room, "message_changed", old, dict(message))
    return {"channel": room.id, "ts": message["ts"], "text": message["text"], "message": message}


def delete(call: Call) -> Answer:
    """Take an own message away."""
    room, message = _own(call, "cant_delete_message")
    with call.office.state.changed:
        room.messages.remove(message)
    call.office.state.touch()
    call.office.courier.changed(room, "message_deleted", message, None)
    return {"channel": room.id, "ts": message["ts"]}


def permalink(call: Call) -> Answer:
    """The address of a message on the page."""
    room = call.room()
    ts = call.text("message_ts")
    if room.message(ts) is None:
        raise Refusal("message_not_found")
    return {"channel": room.id, "permalink": f"{call.office.url}?channel={room.id}&thread={ts}"}


def _thread(call: Call, room: Room) -> str | None:
    thread = call.text("thread_ts")
    if thread and room.message(thread) is None:
        raise Refusal("thread_not_found")
    return thread or None


def _own(call: Call, error: str) -> tuple[Room, Message]:
    room = call.room()
    message = room.message(call.text("ts"))
    if message is None:
        raise Refusal("message_not_found")
    if message.get("bot_id") != call.office.site.bot_id:
        raise Refusal(error)
    return room, message
