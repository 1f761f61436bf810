"""Two figures named as one question: a ratio, a sum or a difference of two metrics, two entities or two times."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from bot.ask.heard import Heard
from bot.ask.when import is_one_time
from bot.core.fact import Dims
from bot.core.ledger import Ledger
from bot.core.query import Operation, Query

_JOINS: Mapping[str, Operation] = {"less": "difference", "ratio": "ratio", "sum": "sum"}


@dataclass(frozen=True, slots=True)
class Pair:
    """What is asked of two figures, and of which metrics; `timed` where the two differ in their time alone.

    `dims` and `other_dims` are their slices where those differ.
    """

    operation: Operation
    metrics: tuple[str, ...]
    timed: bool = False
    dims: Dims | None = None
    other_dims: Dims | None = None

    @property
    def other(self) -> str | None:
        """The second metric, where there are two."""
        return self.metrics[1] if len(self.metrics) > 1 else None


def paired(heard: Heard, last: Query | None, ledger: Ledger) -> Pair | None:
    """The pair that a text names, the second figure of it perhaps the last question's; None where it names none."""
    cues, metrics = set(heard.cues), heard.metrics
    shares = [ledger.metrics[metric] for metric in metrics if ledger.metrics[metric].form == "share"]
    # "q3 revenue share 2025" says one time, "q4 as a share of 2024" two.
    apart = len(heard.whens) == 2 and heard.span is None and ("ratio" in cues or not is_one_time(heard.whens))
    if apart and len(metrics) < 2 and (cues & {"share", "ratio"} or shares):
        whole = tuple((share.base or "").split()[-1] for share in shares if share.base)
        return Pair("ratio", whole or metrics, timed=True)
    if len(metrics) == 2 and cues & {"ratio", "sum", "less"}:
        pair = Pair("ratio" if "ratio" in cues else "sum" if "sum" in cues else "difference", metrics)
        joined = heard.joined
        if joined is None or not (joined.first.dims and joined.second.dims):
            return pair
        return replace(pair, dims=joined.first.dims, other_dims=joined.second.dims)
    sliced = _two_slices(heard, last)
    if sliced is not None:
        return sliced
    before = last.metric if last is not None else None
    if "ratio" in cues and len(metrics) == 1 and before not in {None, metrics[0]} and not heard.entities:
        return Pair("ratio", (before or "", *metrics))
    if "times" in cues and (len(heard.entities) == 2 or (heard.entities and last is not None)):
        return Pair("ratio", metrics)
    return None


def _two_slices(heard: Heard, last: Query | None) -> Pair | None:
    """A figure and a slice of it, or two slices, joined by a word: "revenue minus enterprise revenue"."""
    joined = heard.joined
    if joined is None or len(heard.whens) > 1 or len(heard.metrics) > 1:
        return None
    first, second = joined.first, joined.second
    metric = next(iter(heard.metrics), last.metric if last is not None else None)
    dims = first.dims
    if not (first.metrics or first.dims):
        if last is None or last.metric != metric:
            return None
        dims = last.dims
    # After "per" or "plus" a slice alone may be of anything: "price per month, gold plan".
    named = second.metrics or (second.dims and joined.cue == "less")
    if metric is None or not named or set(dims) == set(second.dims):
        return None
    return Pair(_JOINS[joined.cue], (metric,), dims=dims, other_dims=second.dims)
