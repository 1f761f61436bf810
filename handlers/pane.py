"""The agent's pane: what is suggested there, what its threads are called, and that an answer is on its way.

All of it is beside the answer: where Slack refuses it, in a workspace without agents, the answer is none the less.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Event
from time import monotonic

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.deliver.mailroom import Address, StoreUnavailable
from handlers.aside import Aside

_log = logging.getLogger(__name__)


class Pane:
    """The bot's conversations with single people, as Slack shows them beside a channel.

    `is_under_way` tells whether something of ours is still to be posted in a thread; an answer that
    comes within a `moment`, in seconds, needs no word before it.
    """

    def __init__(self, aside: Aside, client: WebClient, is_under_way: Callable[[Address], bool], moment: float) -> None:
        self._aside = aside
        self._client = client
        self._is_under_way = is_under_way
        self._moment = moment
        self._later = ThreadPoolExecutor(1, thread_name_prefix="kwai-pane")
        self._closed = Event()

    def suggest(self, channel: str, prompts: Sequence[dict[str, str]]) -> None:
        """Suggest what to ask; asks Slack. A call that names a thread would show nothing under agent_view."""
        _shown(lambda: self._client.assistant_threads_setSuggestedPrompts(channel_id=channel, prompts=list(prompts)))

    def entitle(self, to: Address, title: str) -> None:
        """Name a thread; one that somebody named before keeps its name."""
        self._aside.do(lambda: _shown(lambda: self._entitle(to, title)))

    def work(self, to: Address, words: str) -> None:
        """Say that an answer is on its way, should it take more than a moment, and take it back once it is there."""
        self._look_later(to, words, said=False)

    def close(self) -> None:
        """Say nothing more."""
        self._closed.set()
        self._later.shutdown(wait=True)

    def _look_later(self, to: Address, words: str, *, said: bool) -> None:
        with suppress(RuntimeError):  # closed meanwhile
            self._later.submit(self._look, monotonic() + self._moment, to, words, said)

    def _look(self, at: float, to: Address, words: str, said: bool) -> None:
        # One after the other: who came first is looked at first.
        if not self._closed.wait(max(0.0, at - monotonic())):
            self._aside.do(lambda: _shown(lambda: self._work(to, words, said=said)))

    def _work(self, to: Address, words: str, *, said: bool) -> None:
        if self._waits(to):
            if not said:
                self._say(to, words)
            self._look_later(to, words, said=True)
        elif said:
            # An answer that Slack had shown before the words stood would leave them standing for two minutes.
            self._say(to, "")

    def _waits(self, to: Address) -> bool:
        try:
            return self._is_under_way(to)
        except StoreUnavailable:
            return False

    def _say(self, to: Address, words: str) -> None:
        self._client.assistant_threads_setStatus(channel_id=to.channel, thread_ts=str(to.thread_ts), status=words)

    def _entitle(self, to: Address, title: str) -> None:
        channel, thread = to.channel, str(to.thread_ts)
        begun = self._client.agents_sessions_setStatus(
            channel_id=channel, thread_ts=thread, status="active", title=title, initiator_user_id=to.user
        )
        # The title counts only where the session begins by it.
        if not begun.get("title"):
            self._client.agents_sessions_rename(channel_id=channel, thread_ts=thread, title=title)


def _shown(call: Callable[[], object]) -> None:
    try:
        call()
    except (SlackApiError, OSError) as error:
        said = error.response.get("error") if isinstance(error, SlackApiError) else error
        _log.info("the agent's pane is as it was: %s", said)
