"""The doors of the home tab: it is opened, and its buttons ask, open forms, choose a language, settle reports."""

from __future__ import annotations

import logging
import re
import secrets
from collections.abc import Callable, Mapping
from typing import Any, cast

from slack_bolt import Ack, App, BoltResponse

from bot.asked import ask_again, open_reading
from bot.core.home import Note, NoteKind
from bot.core.message import Message
from bot.core.text import LANGUAGES
from bot.deliver.mailroom import Address, StoreUnavailable
from bot.deliver.reports import Settled
from handlers.report import settle
from handlers.room import Room

_log = logging.getLogger(__name__)

_ASK = re.compile(r"^home_ask_")
_AGAIN = re.compile(r"^home_again_")
_SETTLE = re.compile(r"^home_report_(mended|stays)")
_LANGUAGE = "home_language"


def register(app: App, room: Room) -> None:
    """Listen for them. What a press comes to is said in Messages or on the tab, never in a channel."""

    @app.middleware
    def stir(body: Mapping[str, Any], next: Callable[[], BoltResponse]) -> BoltResponse:
        person = _who(body)
        if person:
            room.homes.stir(person)
        return next()

    @app.event("app_home_opened")
    def opened(event: Mapping[str, Any]) -> None:
        if event.get("tab") != "home":  # their conversation with the bot, where there is nothing to draw
            return
        person = str(event["user"])
        room.homes.open(person, str((event.get("view") or {}).get("private_metadata") or ""))
        room.aside.do(lambda: room.locales.meet(person, room.preferences.of_person(room.workspace, person).person))

    @app.action(_ASK)
    def ask(ack: Ack, body: Mapping[str, Any], action: Mapping[str, Any]) -> None:
        ack()
        words = str(action.get("value") or "")
        _beside(room, body, lambda to: _ask(room, to, words, _once(to, action)))

    @app.action(_AGAIN)
    def again(ack: Ack, body: Mapping[str, Any], action: Mapping[str, Any]) -> None:
        ack()
        mark = str(action.get("value") or "")
        _beside(room, body, lambda to: _again(room, to, mark, _once(to, action)))

    @app.action(_LANGUAGE)
    def speak(ack: Ack, body: Mapping[str, Any], action: Mapping[str, Any]) -> None:
        ack()
        value = str((action.get("selected_option") or {}).get("value") or "")
        chosen = next((one for one in LANGUAGES if one == value), None)

        def choose(to: Address) -> None:
            room.preferences.choose(to.workspace, to.user, language=chosen)
            room.homes.open(to.user)

        _beside(room, body, choose)

    @app.action(_SETTLE)
    def settled(ack: Ack, body: Mapping[str, Any], action: Mapping[str, Any]) -> None:
        ack()
        key = str(action.get("value") or "")
        state = cast("Settled", str(action["action_id"]).split("_")[2])
        _beside(room, body, lambda to: _settle(room, to, key, state))


def _ask(room: Room, to: Address, words: str, once: str) -> None:
    """Ask the words of a button in the person's own conversation with the bot."""
    languages = room.preferences.of_person(to.workspace, to.user).languages
    reply = room.desk.ask(words, room.now().date(), languages=languages, asked=(to.user, words))
    if reply.silent:  # no words of a button of ours
        room.homes.tell(to.user, Note("left_book"))
        return
    _answer(room, to, reply.messages, reply.subject, words, once)


def _again(room: Room, to: Address, mark: str, once: str) -> None:
    """Ask a question of theirs again; nobody else's mark is known to be one."""
    kept = room.mail.question(to.workspace, to.user, mark)
    if kept is None:
        room.homes.tell(to.user, Note("forgotten"))
        return
    reading = open_reading(room.desk, kept.reading)
    if reading is None:
        room.homes.tell(to.user, Note("left_book"))
        return
    messages = ask_again(room.desk, reading, to.user, room.now().date())
    _answer(room, to, messages, kept.subject, reading.asked[1] if reading.asked else "", once)


def _answer(room: Room, to: Address, messages: tuple[Message, ...], subject: str | None, words: str, once: str) -> None:
    wait = room.too_much(to, private=True)
    if wait is not None:
        room.homes.tell(to.user, Note("limited", str(wait.seconds)))
        return
    there = Address(to.workspace, room.aside.direct(to.user), to.user)
    room.mail.post(there, (once,), messages, subject, asked=True)
    room.homes.tell(to.user, Note("asked", words))


def _settle(room: Room, to: Address, key: str, state: Settled) -> None:
    """Settle a reported figure; who may is looked up anew."""
    if not room.owner.is_owner(to.user):
        room.homes.tell(to.user, Note("not_owner"))
        return
    outcome, _ = settle(room, to, key, state)
    room.homes.tell(to.user, Note(outcome))


def _beside(room: Room, body: Mapping[str, Any], work: Callable[[Address], None]) -> None:
    """Do what a press asks for beside its answer; where it breaks, the tab says so."""
    to = _address(room, body)

    def done() -> None:
        try:
            work(to)
        except Exception as error:
            reference = secrets.token_hex(2).upper()
            _log.error("trouble %s: %s", reference, type(error).__name__, exc_info=error)
            kind: NoteKind = "database" if isinstance(error, StoreUnavailable) else "broken"
            room.homes.tell(to.user, Note(kind, reference))

    room.aside.do(done)


def _address(room: Room, body: Mapping[str, Any]) -> Address:
    """The person who presses: a tab is in no channel."""
    user = str(body["user"]["id"])
    return Address(room.workspace, user, user)


def _once(to: Address, action: Mapping[str, Any]) -> str:
    """What marks a press as taken in, however often Slack tells of it."""
    return f"home:{to.user}:{action.get('action_id')}:{action.get('action_ts')}"


def _who(body: Mapping[str, Any]) -> str:
    """Whoever did what a request tells of; nobody in events of other kinds."""
    event = body.get("event")
    user: Any = event.get("user") if isinstance(event, Mapping) else body.get("user") or body.get("user_id")
    return str((user.get("id") if isinstance(user, Mapping) else user) or "")
