"""A book and templates of a test's own, and edits of them."""

from __future__ import annotations

from dataclasses import dataclass

from bot.app import Source

from .stage import MORNING

TODAY = MORNING.date()


@dataclass(frozen=True)
class Folders:
    """A book and templates of their own, and edits of them."""

    source: Source

    def edit(self, path: str, old: str, new: str) -> None:
        """Replace what stands once in a file of either folder."""
        book = self.source.book / path
        file = book if book.exists() else self.source.templates / path
        text = file.read_text(encoding="utf-8")
        assert text.count(old) == 1, (old, text.count(old))
        file.write_text(text.replace(old, new), encoding="utf-8")

    def raise_gmv(self) -> None:
        self.edit("facts/dongcaidi-kling-1bn.yaml", 'value: "3850yi CNY"', 'value: "3950yi CNY"')

    def lower_gmv(self) -> None:
        self.edit("facts/dongcaidi-kling-1bn.yaml", 'value: "3950yi CNY"', 'value: "3850yi CNY"')

    def break_book(self) -> None:
        self.edit("facts/dongcaidi-kling-1bn.yaml", 'value: "3850yi CNY"', 'value: "many CNY"')

    def mend_book(self) -> None:
        self.edit("facts/dongcaidi-kling-1bn.yaml", 'value: "many CNY"', 'value: "3850yi CNY"')
