"""Two figures named as one question: a ratio, a sum or a difference of two metrics, two entities or two times."""

from __future__ import annotations

from dataclasses import dataclass

from bot.ask.heard import Heard
from bot.core.ledger import Ledger
from bot.core.query import Operation, Query


@dataclass(frozen=True, slots=True)
class Pair:
    """What is asked of two figures, and of which metrics; `timed` where the two differ in their time alone."""

    operation: Operation
    metrics: tuple[str, ...]
    timed: bool = False

    @property
    def other(self) -> str | None:
        """The second metric, where there are two."""
        return self.metrics[1] if len(self.metrics) > 1 else None


def paired(heard: Heard, last: Query | None, ledger: Ledger) -> Pair | None:
    """The pair that a text names, the second figure of it perhaps the last question's; None where it names none."""
    cues, metrics = set(heard.cues), heard.metrics
    shares = [ledger.metrics[metric] for metric in metrics if ledger.metrics[metric].form == "share"]
    if len(heard.whens) == 2 and heard.span is None and len(metrics) < 2 and (cues & {"share", "ratio"} or shares):
        whole = tuple((share.base or "").split()[-1] for share in shares if share.base)
        return Pair("ratio", whole or metrics, timed=True)
    if len(metrics) == 2 and cues & {"ratio", "sum", "less"}:
        return Pair("ratio" if "ratio" in cues else "sum" if "sum" in cues else "difference", metrics)
    before = last.metric if last is not None else None
    if "ratio" in cues and len(metrics) == 1 and before not in {None, metrics[0]} and not heard.entities:
        return Pair("ratio", (before or "", *metrics))
    if "times" in cues and (len(heard.entities) == 2 or (heard.entities and last is not None)):
        return Pair("ratio", metrics)
    return None
