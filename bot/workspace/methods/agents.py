"""assistant.threads.* and agents.sessions.*: what the app shows in its threads besides messages."""

from __future__ import annotations

from typing import Any, get_args

from bot.workspace.manifest import Prompt
from bot.workspace.methods.call import Answer, Call
from bot.workspace.refusal import Refusal
from bot.workspace.room import Room
from bot.workspace.sessions import Life, Prompts, Session

MOST_PROMPTS = 4
MOST_LOADING = 10
LONGEST_TITLE = 200
STOPPED = "agent_session_stopped"


def status(call: Call) -> Answer:
    """What the app says it is doing in a thread: until its next message there, an empty status, or two minutes."""
    session = _session(call)
    loading = call.args.get("loading_messages") or ()
    if not isinstance(loading, list | tuple) or len(loading) > MOST_LOADING:
        raise _invalid("loading_messages")
    session.doing, session.doing_since = call.text("status"), call.office.now()
    session.loading = tuple(map(str, loading))
    call.office.state.touch()
    return {}


def title(call: Call) -> Answer:
    """Name a thread."""
    _session(call).title = _title(call)
    call.office.state.touch()
    return {}


def suggested_prompts(call: Call) -> Answer:
    """Suggest what to ask; under agent_view a call that names a thread is accepted and shows nothing, as with Slack."""
    office, room = call.office, _room(call)
    rows = call.args.get("prompts")
    if not isinstance(rows, list) or not 1 <= len(rows) <= MOST_PROMPTS:
        raise _invalid("prompts")
    prompts = tuple(_prompt(row) for row in rows)
    if office.site.manifest.agent and call.text("thread_ts"):
        office.state.note(office.now(), "here", "prompts not shown: under agent_view no thread_ts may be given", False)
        return {}
    office.state.sessions.prompts[room.id] = Prompts(prompts, call.text("title"))
    office.state.touch()
    return {}


def session_status(call: Call) -> Answer:
    """Where a session stands; the title counts only when it begins."""
    life = call.text("status")
    if life not in get_args(Life):
        raise _invalid("status")
    room, known = _room(call), set(call.office.state.sessions.threads)
    session = _session(call)
    if (room.id, call.text("thread_ts")) not in known and call.text("title"):
        session.title = _title(call)
    session.life, session.since = life, call.office.now()  # type: ignore[assignment]
    call.office.state.touch()
    answer: Answer = {"status": life, "title": session.title}
    if life == "processing" and STOPPED not in call.office.site.manifest.events:
        answer["warning"] = f"missing_{STOPPED}_event_subscription"
    return answer


def session_rename(call: Call) -> Answer:
    """Give a session another title."""
    if (_room(call).id, call.text("thread_ts")) not in call.office.state.sessions.threads:
        raise Refusal("session_not_found")
    session = _session(call)
    session.title = _title(call)
    call.office.state.touch()
    return {"title": session.title}


def _session(call: Call) -> Session:
    room, thread = _room(call), call.text("thread_ts")
    root = room.message(thread)
    if root is None or root.get("thread_ts", root["ts"]) != root["ts"]:
        raise Refusal("invalid_thread_ts")
    return call.office.state.sessions.at(room.id, thread)


def _room(call: Call) -> Room:
    room = call.office.state.room(call.text("channel_id"))
    if room is None or call.office.site.bot_user not in room.members:
        raise Refusal("channel_not_found")
    return room


def _title(call: Call) -> str:
    found = call.text("title").strip()
    if not 1 <= len(found) <= LONGEST_TITLE:
        raise _invalid("title")
    return found


def _prompt(row: Any) -> Prompt:
    if not isinstance(row, dict) or not row.get("title") or not row.get("message"):
        raise _invalid("prompts")
    return Prompt(str(row["title"]), str(row["message"]))


def _invalid(name: str) -> Refusal:
    return Refusal("invalid_arguments", response_metadata={"messages": [f"[ERROR] invalid `{name}`"]})
