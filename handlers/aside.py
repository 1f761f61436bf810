"""Words past the outbox: what only the asker sees, and what must be said when the database is gone."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.blockkit.literal import literal
from bot.blockkit.plainer import plainer
from bot.deliver.post import PostError, Refused
from handlers.post import SlackPost

T = TypeVar("T")
_log = logging.getLogger(__name__)
_WORKERS = 4


class Aside:
    """Says things on threads of its own, so that no door waits for the network; each is tried once."""

    def __init__(self, post: SlackPost, client: WebClient) -> None:
        """Use the posting side's client, which never repeats a request by itself."""
        self._post = post
        self._client = client
        self._pool = ThreadPoolExecutor(_WORKERS, thread_name_prefix="kwai-aside")

    def do(self, work: Callable[[], object]) -> None:
        """Do what an answer does not wait for."""
        self._later(work)

    def within(self, seconds: float, work: Callable[[], T]) -> T:
        """What asking Slack something gives, for a door that cannot go on without; raises TimeoutError."""
        return self._pool.submit(work).result(seconds)

    def answer(self, response_url: str, *payloads: Mapping[str, Any], replaces: bool = False) -> None:
        """Show messages to the asker alone, one after the other; the first in the place of the one pressed."""

        def say() -> None:
            for at, payload in enumerate(payloads):
                self._answer(response_url, payload, replaces=replaces and at == 0)

        self._later(say)

    def speak(self, channel: str, thread_ts: str, payload: Mapping[str, Any]) -> None:
        """Say a message in a thread."""
        self._later(lambda: self._client.chat_postMessage(channel=channel, thread_ts=thread_ts, **payload))

    def whisper(self, channel: str, user: str, thread_ts: str | None, payload: Mapping[str, Any]) -> None:
        """Show a message to one person, in a channel or a thread of it."""
        self._later(lambda: self._client.chat_postEphemeral(channel=channel, user=user, thread_ts=thread_ts, **payload))

    def replace(self, response_url: str, payload: Mapping[str, Any]) -> None:
        """Put a message in the place of the one whose button was pressed."""
        words = json.dumps(payload, ensure_ascii=False)
        self._later(lambda: self._post.replace(response_url, words))

    def show(self, response_url: str | None, user: str, payload: Mapping[str, Any]) -> None:
        """Show a message to one person: where they asked, else directly."""
        if response_url:
            self.answer(response_url, payload)
        else:
            self._later(lambda: self._client.chat_postMessage(channel=user, **payload))

    def permalink(self, channel: str, message_ts: str) -> str | None:
        """The address of a message, or None where Slack gives none."""
        try:
            return str(self._client.chat_getPermalink(channel=channel, message_ts=message_ts)["permalink"])
        except (SlackApiError, OSError):
            return None

    def direct(self, user: str) -> str:
        """The conversation with a person; raises SlackApiError."""
        return str(self._client.conversations_open(users=user)["channel"]["id"])

    def open(self, trigger: str, view: Mapping[str, Any]) -> None:
        """Open a modal for whoever has just pressed something; at once, as the trigger is short-lived."""
        self._client.views_open(trigger_id=trigger, view=literal(view))

    def update(self, view_id: str, view: Mapping[str, Any]) -> None:
        """Put a view in the place of one that is open; raises SlackApiError where it was closed meanwhile."""
        self._client.views_update(view_id=view_id, view=literal(view))

    def hint(self, channel: str, user: str, payload: Mapping[str, Any]) -> None:
        """Show a message to one person: in a channel where the bot is, else directly."""

        def say() -> None:
            if channel and not channel.startswith("D"):
                try:
                    self._client.chat_postEphemeral(channel=channel, user=user, **payload)
                except SlackApiError as error:
                    _log.info("not shown in the channel: %s", error.response.get("error"))
                else:
                    return
            self._client.chat_postMessage(channel=channel if channel.startswith("D") else user, **payload)

        self._later(say)

    def is_member(self, channel: str) -> bool:
        """Whether the bot is in a channel, as Slack has it; raises SlackApiError."""
        if channel.startswith("D"):
            return True
        try:
            return bool(self._client.conversations_info(channel=channel)["channel"].get("is_member"))
        except SlackApiError as error:
            if error.response.get("error") == "channel_not_found":
                return False
            raise

    def tell(self, channel: str, sentence: str) -> None:
        """Tell the owner a sentence of ours."""
        self._later(lambda: self._client.chat_postMessage(channel=channel, text=sentence))

    def locale(self, user: str) -> str | None:
        """The locale a person reads Slack in; raises SlackApiError."""
        answer = self._client.users_info(user=user, include_locale=True)
        return (answer.get("user") or {}).get("locale")

    def close(self) -> None:
        """Finish what was begun."""
        self._pool.shutdown(wait=True)

    def _answer(self, response_url: str, payload: Mapping[str, Any], *, replaces: bool = False) -> None:
        """Show one message, and where Slack will not draw it the next plainer form that there is."""
        try:
            self._post.answer_privately(response_url, json.dumps(payload, ensure_ascii=False), replaces=replaces)
        except Refused as refusal:
            made = plainer(payload) if refusal.is_of_blocks else None
            if made is None:
                raise
            self._answer(response_url, made.payload, replaces=replaces)

    def _later(self, work: Callable[[], object]) -> None:
        def tried() -> None:
            try:
                work()
            except PostError as error:
                _log.warning("an aside was not said: %s", error)
            except Exception:
                _log.exception("an aside was not said")

        self._pool.submit(tried)
