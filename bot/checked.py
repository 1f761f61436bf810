"""The figures of somebody's message, each held against the book."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from bot.ask.claim import Claim, claims
from bot.desk import Desk
from bot.reckon.answer import answer
from bot.reckon.verdict import verdict
from bot.render.checked import Checked, checked_view
from bot.words.language import choose_language

MOST = 25
"""Figures that one window shows."""


def check_figures(desk: Desk, text: str, today: date) -> Mapping[str, Any]:
    """The modal that says of each figure whether the book agrees; never a verdict on one that could not be placed."""
    language = choose_language(text)
    found = claims(text, desk.names, today, language)
    shown = tuple(_checked(claim, desk, today) for claim in found[:MOST])
    return checked_view(shown, len(found) - len(shown), desk.renderer.pages(language))


def _checked(claim: Claim, desk: Desk, today: date) -> Checked:
    if claim.query is None:
        return Checked(claim.written, "unplaced", claim.lack or "metric")
    found = answer(claim.query, desk.ledger, today)
    line = found.line
    if found.ending in {"not_in_book", "not_disclosed"}:
        return Checked(claim.written, "not_in_book", answer=found)
    if found.ending == "cannot_tell":
        return Checked(claim.written, "open", answer=found)
    if found.ending != "found" or line is None or line.quantity is None or len(found.lines_as("answer")) > 1:
        return Checked(claim.written, "unplaced", "metrics")
    said = verdict(claim.quantity, line.quantity)
    if said == "units":
        return Checked(claim.written, "unplaced", "units")
    return Checked(claim.written, said, answer=replace(found, caveats=found.caveats[:1]))
