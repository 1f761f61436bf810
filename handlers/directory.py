"""Slack's side of the directory: channels, their members, direct conversations."""

from __future__ import annotations

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.deliver.directory import Channel

_UNSEEN = frozenset({"channel_not_found", "not_in_channel", "fetch_members_failed"})
_NOBODY = frozenset({"user_not_found", "users_not_found", "user_disabled", "cannot_dm_bot", "users_list_not_supplied"})
_PAGE = 1000


class SlackDirectory:
    """Asks Slack each time: who may do what is never remembered."""

    def __init__(self, client: WebClient) -> None:
        """Use a client with the bot's token."""
        self._client = client

    def channel(self, id: str) -> Channel | None:
        """A channel; None where the bot cannot see one of that id. Raises SlackApiError."""
        if _is_direct(id):
            return Channel(id, has_bot=True)
        try:
            found = self._client.conversations_info(channel=id)["channel"]
        except SlackApiError as error:
            if _said(error) in _UNSEEN:
                return None
            raise
        return Channel(str(found["id"]), bool(found.get("is_member")), bool(found.get("is_archived")))

    def is_in(self, channel: str, user: str) -> bool:
        """Whether a person is a member of a channel. Raises SlackApiError."""
        if _is_direct(channel):
            return self.direct(user) == channel
        cursor = ""
        while True:
            try:
                page = self._client.conversations_members(channel=channel, limit=_PAGE, cursor=cursor or None)
            except SlackApiError as error:
                if _said(error) in _UNSEEN:
                    return False
                raise
            if user in page["members"]:
                return True
            cursor = (page.get("response_metadata") or {}).get("next_cursor") or ""
            if not cursor:
                return False

    def direct(self, user: str) -> str | None:
        """The id of the direct conversation with a person; None where there can be none. Raises SlackApiError."""
        try:
            return str(self._client.conversations_open(users=user)["channel"]["id"])
        except SlackApiError as error:
            if _said(error) in _NOBODY:
                return None
            raise


def _is_direct(id: str) -> bool:
    """Whether it is a direct conversation: looking one up takes a scope of its own (im:read), opening one does not."""
    return id.startswith("D")


def _said(error: SlackApiError) -> str:
    return str(error.response.get("error"))
