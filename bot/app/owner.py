"""The owner: who hears, in a sentence of ours, of what went wrong."""

from __future__ import annotations

import json
import logging
from time import monotonic

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.core.subscription import Subscription
from bot.deliver.directory import Directory
from bot.deliver.failure import Failure
from bot.remember.outgoing import Outgoing
from handlers.aside import Aside

_log = logging.getLogger(__name__)
_KNOWN_SECONDS = 300.0
"""How long the members of the owner's channel are taken for what they were."""


class Owner:
    """Tells the log, and the user or channel that was named, where one was."""

    def __init__(self, aside: Aside, address: str | None, directory: Directory) -> None:
        self._aside = aside
        self._named = self._address = address
        self._directory = directory
        self._known: dict[str, tuple[float, bool]] = {}

    @property
    def address(self) -> str | None:
        """The conversation where the owner hears of it, or None where nobody was named."""
        return self._address

    def is_owner(self, person: str) -> bool:
        """Whether a person answers for the book: the user named, or anybody in the channel. Raises SlackApiError."""
        if self._named is None:
            return False
        if self._named.startswith(("U", "W")):
            return person == self._named
        return self._directory.is_in(self._named, person)

    def seems_owner(self, person: str) -> bool:
        """The same, as it was some minutes ago: good to show something by, not to let somebody do it."""
        at, known = self._known.get(person, (float("-inf"), False))
        if monotonic() - at > _KNOWN_SECONDS:
            try:
                known = self.is_owner(person)
            except (SlackApiError, OSError) as error:
                _log.warning("Whether somebody is the owner could not be asked: %s", error)
            self._known[person] = (monotonic(), known)
        return known

    def tell(self, sentence: str) -> None:
        """Say a sentence."""
        _log.error("%s", sentence)
        if self._address is not None:
            self._aside.tell(self._address, sentence)

    def find(self, client: WebClient) -> None:
        """Learn the conversation with a user, as what is sent there is looked for there; a channel is its own."""
        if self._address is None or not self._address.startswith(("U", "W")):
            return
        try:
            self._address = str(client.conversations_open(users=self._address)["channel"]["id"])
        except Exception as error:
            _log.warning("The conversation with the owner could not be opened: %s", error)

    def message_failed(self, failure: Failure) -> Outgoing | None:
        """That a message was not posted, or may not have been, as a notice that is itself kept until it is posted."""
        row = failure.row
        message = "An answer" if row.kind == "answer" else f"A {row.kind}"
        what = "may not have been posted" if failure.is_unsure else "was not posted"
        sentence = f"{message} to <#{row.channel}> {what}: {failure.error}. Reference {row.id:04X}."
        _log.error("%s", sentence)
        if self._address is None or row.kind == "notice":
            return None
        return Outgoing(self._address, json.dumps({"text": sentence}, ensure_ascii=False), kind="notice")

    def digest_failed(self, subscription: Subscription, error: Exception) -> None:
        """That a digest could not be composed."""
        self.tell(f"The digest {subscription.id} could not be composed: {error}. It is tried again.")

    def correction_failed(self, channel: str, error: Exception) -> None:
        """That a thread could not be told of a correction."""
        self.tell(f"A correction for a thread in <#{channel}> could not be written: {type(error).__name__} {error}.")

    def corrections_wait(self, facts: int, threads: int) -> None:
        """That more was corrected at once than goes out by itself."""
        where = "1 thread" if threads == 1 else f"{threads} threads"
        self.tell(
            f"{facts} corrected facts in {where} wait for your word. `kwai corrections` lists them, "
            "`kwai corrections --send` sends them, `kwai corrections --drop` leaves them unsaid."
        )
