"""The views that people have before them: stacks of modals, and home tabs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.workspace.fields import entries
from bot.workspace.refusal import Refusal
from bot.workspace.site import Site

View = dict[str, Any]

MOST_STACKED = 3


class Views:
    """Every live view by its id; one that was closed is gone, and an update of it finds nothing."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._live: dict[str, View] = {}
        self._stacks: dict[str, list[str]] = {}
        self._homes: dict[str, str] = {}

    def find(self, view_id: str, external_id: str = "") -> View:
        """The live view with that id, or with that external_id; Refusal when there is none."""
        found = self._live.get(view_id) if view_id else self._named(external_id)
        if found is None:
            raise Refusal("not_found")
        return found

    def live(self, view_id: str) -> bool:
        """Whether somebody still has it before them."""
        return view_id in self._live

    def stack(self, user: str) -> tuple[View, ...]:
        """A person's modals, the one they see last."""
        return tuple(self._live[view_id] for view_id in self._stacks.get(user, ()))

    def top(self, user: str) -> View | None:
        """The modal that a person sees."""
        return next(reversed(self.stack(user)), None)

    def home(self, user: str) -> View | None:
        """A person's home tab, once the app has published one."""
        return self._live.get(self._homes.get(user, ""))

    def push(self, user: str, content: Mapping[str, Any], view_id: str, mark: str, here: str = "") -> View:
        """Put a checked view on top of a person's stack; Refusal above three, or for a taken external_id."""
        stacked = self._stacks.setdefault(user, [])
        if len(stacked) >= MOST_STACKED:
            raise Refusal("push_limit_reached")
        self._free(content, view_id)
        stacked.append(view_id)
        more = {"root_view_id": stacked[0], "previous_view_id": stacked[-2] if stacked[1:] else None}
        return self._keep(view_id, content, mark, more, {}, here)

    def replace(self, view: View, content: Mapping[str, Any], mark: str) -> View:
        """Put a checked view in the place of another; what was entered stays where block_id and action_id do."""
        self._free(content, view["id"])
        more = {key: view[key] for key in ("root_view_id", "previous_view_id")}
        return self._keep(view["id"], content, mark, more, view["state"]["values"])

    def publish(self, user: str, content: Mapping[str, Any], view_id: str, mark: str) -> View:
        """Fill a person's home tab; the view_id is used the first time."""
        old = self.home(user)
        if old is not None:
            return self.replace(old, content, mark)
        self._free(content, view_id)
        self._homes[user] = view_id
        return self._keep(view_id, content, mark, {"root_view_id": view_id, "previous_view_id": None}, {})

    def close(self, user: str) -> View:
        """Take the view that a person sees off their stack."""
        return self._live.pop(self._stacks[user].pop())

    def clear(self, user: str) -> tuple[View, ...]:
        """Close every modal of a person, the uppermost first."""
        return tuple(self.close(user) for _ in self.stack(user))

    def _named(self, external_id: str) -> View | None:
        named = (view for view in self._live.values() if external_id and view["external_id"] == external_id)
        return next(named, None)

    def _free(self, content: Mapping[str, Any], view_id: str) -> None:
        taken = self._named(content.get("external_id") or "")
        if taken is not None and taken["id"] != view_id:
            raise Refusal("duplicate_external_id")

    def _keep(
        self,
        view_id: str,
        content: Mapping[str, Any],
        mark: str,
        more: Mapping[str, Any],
        entered: Mapping[str, Any],
        here: str = "",
    ) -> View:
        view = {
            "id": view_id,
            "team_id": self._site.team_id,
            "app_id": self._site.app_id,
            "app_installed_team_id": self._site.team_id,
            "bot_id": self._site.bot_id,
            "title": None,
            "submit": None,
            "close": None,
            "private_metadata": "",
            "callback_id": "",
            "external_id": "",
            "clear_on_close": False,
            "notify_on_close": False,
            **content,
            **more,
            "hash": mark,
            "state": {"values": entries(content["blocks"], entered, here)},
        }
        self._live[view_id] = view
        return view
