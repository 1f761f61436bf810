"""A book and templates of a test's own, and edits of them."""

from __future__ import annotations

from dataclasses import dataclass

from bot.app import Source

from .stage import MORNING

TODAY = MORNING.date()


def gmv(yi: str) -> str:
    """The part of the fact that says it: a value is never other than its print."""
    value = yi.replace(",", "")
    return f'print: "{yi}億元"\n    entity: kuaishou\n    metric: gmv\n    period: 2025Q3\n    value: "{value}yi CNY"'


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
        self.edit("facts/dongcaidi-kling-1bn.yaml", gmv("3,850"), gmv("3,950"))

    def lower_gmv(self) -> None:
        self.edit("facts/dongcaidi-kling-1bn.yaml", gmv("3,950"), gmv("3,850"))

    def break_book(self) -> None:
        self.edit("facts/dongcaidi-kling-1bn.yaml", 'value: "3850yi CNY"', 'value: "many CNY"')

    def mend_book(self) -> None:
        self.edit("facts/dongcaidi-kling-1bn.yaml", 'value: "many CNY"', 'value: "3850yi CNY"')
