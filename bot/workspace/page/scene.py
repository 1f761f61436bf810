"""What blocks are drawn with: names, words, and what the person has entered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from markupsafe import Markup

from bot.workspace.fields import Element, Entry, initial
from bot.workspace.page.mrkdwn import mrkdwn
from bot.workspace.page.names import Names
from bot.workspace.page.rich_text import rich_text
from bot.workspace.words import words


@dataclass(frozen=True, slots=True)
class Choice:
    """One line of a select."""

    value: str
    text: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Scene:
    """Names of people and rooms, the page's words, and the fields of one surface as they stand."""

    names: Names
    say: Mapping[str, str] = field(default_factory=lambda: words("en"))
    entered: Mapping[str, Mapping[str, Entry]] = field(default_factory=dict)

    def mrkdwn(self, text: str) -> Markup:
        """A text of Slack's own markup."""
        return mrkdwn(text, self.names)

    def rich_text(self, block: Mapping[str, Any]) -> Markup:
        """A rich_text block or cell."""
        return rich_text(block, self.names)

    def entry(self, element: Element, block_id: str) -> Entry:
        """What stands in a field."""
        found = self.entered.get(block_id, {}).get(element["action_id"])
        return found if found is not None else initial(element)

    def written(self, element: Element, block_id: str) -> str:
        """What stands in a field that is typed in."""
        kept = next((v for k, v in self.entry(element, block_id).items() if k != "type"), None)
        return "" if kept is None else str(kept)

    def chosen(self, element: Element, block_id: str) -> Sequence[Choice]:
        """What stands in a field that is chosen in, as it is shown."""
        kept = next((v for k, v in self.entry(element, block_id).items() if k != "type"), None)
        many = kept if isinstance(kept, list) else [kept]
        return tuple(self._choice(each) for each in many if each)

    def groups(self, element: Element) -> Sequence[tuple[str, Sequence[Choice]]]:
        """The lines of a select under their headings; none for one that asks the bot."""
        if "option_groups" in element:
            rows = [(group["label"]["text"], group["options"]) for group in element["option_groups"]]
            return tuple((label, tuple(map(self._choice, options))) for label, options in rows)
        kind = element["type"].removeprefix("multi_")
        if kind == "users_select":
            return (("", tuple(map(self._choice, self.names.people))),)
        if kind in ("channels_select", "conversations_select"):
            return (("", tuple(map(self._choice, self.names.rooms))),)
        return (("", tuple(map(self._choice, element.get("options", ())))),)

    def _choice(self, kept: Any) -> Choice:
        if isinstance(kept, Mapping):
            detail = kept.get("description") or {}
            return Choice(kept["value"], kept["text"]["text"], detail.get("text", ""))
        if kept in self.names.rooms:
            return Choice(kept, f"#{self.names.rooms[kept]}")
        return Choice(kept, self.names.people.get(kept, str(kept)))
