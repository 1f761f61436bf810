"""`make calibrate`: what the bounds in bot/words/near.py were chosen by, as docs/calibration.md."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from bench.reading import OUTCOMES, SEED, Reader, Typed
from bot.core.ledger import Name
from bot.words.names import NameIndex, split_words
from bot.words.near import GUARDS, NEVER, meant, script_of
from bot.words.script import fold, has_han

EACH = 6
SCORED = 500
SCRIPTS = ("latin", "pinyin", "han")
MOST_WRONG = 0.001
OTHERS = (
    *("king", "cling", "sling", "darling", "pico", "poka", "wholesale", "abusers", "sparkling", "vidu", "sora", "luma"),
    *("unadjusted profit", "unadjusted net profit", "nonoperating profit", "offline marketing revenue", "ai revenue"),
    *(
        "weekly active users",
        "market sphere",
        "domestic revenue",
        "removal rate",
        "cross margin",
        "bet profit",
    ),
    *("version 31", "kling 3.1 master", "steam engine 3.0", "price per minute", "gross national product", "tax rate"),
    *("kelian", "kelin", "kuaile", "shouhuo", "douyu", "haidi", "lirong"),
    *(
        "可怜",
        "可领导",
        "快乐",
        "抖动",
        "海外收人",
        "收人",
        "线下营销收入",
        "海内用户占比",
        "周活跃用户",
        "未经调整净利润",
        "毛发率",
    ),
    *("经营亏损", "营业税率", "惊动", "摆渡", "非经营利润", "月饼用户"),
)
"""Words and names of the world that are near names of the book and mean something else."""
Scorer = Callable[..., float]
SCORERS: Mapping[str, Scorer] = {
    "WRatio": fuzz.WRatio,
    "token_sort_ratio": fuzz.token_sort_ratio,
    "OSA": OSA.normalized_similarity,
}
Read = Callable[[str], Sequence[Name]]
"""What a text is read as: one name answered, several or none asked back."""


def main() -> None:
    """Print the page."""
    reader = Reader()
    names = list(reader.ledger.names)
    typed = list(reader.typed(names, EACH))
    known = {name.folded for name in names}
    alone = [one for one in typed if fold(one.slip) not in known]
    lines = [
        "# Near names: how the bounds were chosen",
        "",
        f"Printed by `make calibrate` from every name of the book ({len(names):,}, pinyin among them), {EACH} slips of",
        f"the hand in each (seed {SEED}): a letter dropped, swapped, doubled, the next key or a homophone, a space",
        "missing, a letter of another script, or two of these. `make soak` tries every single slip and half as many",
        "double ones.",
        "",
        *_whole(reader, typed),
        *_scorers(reader, alone),
        *_bounds(reader, alone),
        *_others(reader),
    ]
    print("\n".join(lines))


def _whole(reader: Reader, typed: list[Typed]) -> Iterator[str]:
    """The table of whole readings."""
    counts, wrong = reader.tally(iter(typed))
    yield from (
        "## The whole reading",
        "",
        "The name in a question, read as the desk reads it, against the same question typed well. *Other name*: what",
        "is typed is a name of its own (净利润 without 净). *No figure*: read otherwise, and no figure given.",
        "*Wrong*: read otherwise, and a figure given.",
        "",
        "| script | slip | tried | " + " | ".join(OUTCOMES) + " |",
        "| --- | --- | ---: |" + " ---: |" * len(OUTCOMES),
    )
    kinds = list(dict.fromkeys(one.kind for one in typed))
    for script in (*SCRIPTS, "all"):
        for kind in (*kinds, "all"):
            row = [_sum(counts, script, kind, outcome) for outcome in OUTCOMES]
            if sum(row) and (kind == "all" or script != "all"):
                shares = " | ".join(_share(count, sum(row)) for count in row)
                yield f"| {script} | {kind} | {sum(row):,} | {shares} |"
    yield from (
        "",
        "Those read wrong: " + ("; ".join(f"{one.name.folded} as `{one.text}`" for one in wrong) or "none"),
        "",
    )


def _sum(counts: Counter[tuple[str, str, str]], script: str, kind: str, outcome: str) -> int:
    return sum(
        count
        for (its_script, its_kind, its_outcome), count in counts.items()
        if script in {its_script, "all"} and kind in {its_kind, "all"} and its_outcome == outcome
    )


def _scorers(reader: Reader, typed: list[Typed]) -> Iterator[str]:
    """What each scorer over the whole list could answer, were its threshold and margin set as well as can be."""
    yield from (
        "## Which scorer",
        "",
        f"The name alone, {SCORED} slips a script and the {len(OTHERS)} words below that are no names. Threshold",
        f"and margin of each scorer are the ones that answer most at no more than {_share(MOST_WRONG, 1)} wrong.",
        "As built, slips are told from other edits first, and edits only rank them.",
        "",
        "| script | scorer | threshold | margin | right | asked | wrong |",
        "| --- | --- | ---: | ---: | ---: | ---: | ---: |",
    )
    meanings: dict[str, set[tuple[str, str]]] = {}
    for name in reader.ledger.names:
        meanings.setdefault(name.folded, set()).add((name.slot, name.id))
    spellings = sorted(meanings)
    for script in SCRIPTS:
        cases = _cases(typed, script)[:SCORED] + _strangers(script)
        for label, scorer in SCORERS.items():
            scale = 100 if label == "OSA" else 1
            scored = [(want, *_two_best(text, want, spellings, meanings, scorer, scale)) for text, want in cases]
            settings = ((t, m) for t in range(50, 101, 2) for m in (0, 2, 5, 10, 15))
            results = [(_answered(scored, t, m), t, m) for t, m in settings]
            fine = [result for result in results if result[0][1] <= MOST_WRONG * len(cases)]
            (right, wrong), t, m = max(fine) if fine else min(results, key=lambda result: (result[0][1], -result[0][0]))
            yield f"| {script} | {label} | {t} | {m} | {_shares(right, wrong, len(cases))} |"
        index = NameIndex(reader.ledger.names)
        yield f"| {script} | slips, as built | | | {_shares(*_read(index, cases), len(cases))} |"
    yield ""


def _two_best(
    text: str,
    want: set[tuple[str, str]],
    spellings: list[str],
    meanings: dict[str, set[tuple[str, str]]],
    scorer: Scorer,
    scale: int,
) -> tuple[bool, float, float]:
    """Whether the best spelling is the one meant, its score, and the best score of one that means something else."""
    found = process.extract(text, spellings, scorer=scorer, limit=12)
    best, score, _ = found[0]
    other = next((s for spelling, s, _ in found if not meanings[spelling] & meanings[best]), 0.0)
    return bool(meanings[best] & want), score * scale, other * scale


def _answered(
    scored: list[tuple[set[tuple[str, str]], bool, float, float]], least: int, margin: int
) -> tuple[int, int]:
    """How many are answered right, and how many wrong."""
    said = [is_meant for _, is_meant, score, other in scored if score >= least and score - other >= margin]
    return sum(said), len(said) - sum(said)


def _bounds(reader: Reader, typed: list[Typed]) -> Iterator[str]:
    """Each bound with its neighbours, the others as built."""
    yield from (
        "## Which bounds",
        "",
        "The name alone, all its slips, and the words that are no names; one bound changed at a time, the others as",
        "built. From `slip` letters on a word may differ by a slip of the hand, from `edit` by any one edit, from",
        "`two` by two; `margin`: by how many more edits the next name must differ. In 汉字 a slip is a swap, an edit",
        "a character left out. Chosen on the careful side: what is not read is asked back, which costs one press.",
        "",
        "| script | bound | value | right | asked | wrong |",
        "| --- | --- | ---: | ---: | ---: | ---: |",
    )
    for script in SCRIPTS:
        cases = _cases(typed, script) + _strangers(script)
        for bound, values in _TRIED[script].items():
            for value in values:
                guard = replace(GUARDS[script], **{bound: value})
                index = NameIndex(reader.ledger.names, {**GUARDS, script: guard})
                built = guard == GUARDS[script]
                shown = "never" if value == NEVER else value
                row = _shares(*_read(index, cases), len(cases))
                yield f"| {script} | {bound} | {shown}{' (as built)' if built else ''} | {row} |"
    yield ""


_TRIED: Mapping[str, Mapping[str, tuple[int, ...]]] = {
    "latin": {"slip": (3, 4, 5, 6), "edit": (5, 6, 7, 8), "two": (7, 8, 9, 10, NEVER), "margin": (0, 1, 2)},
    "pinyin": {"slip": (4, 5, 6, 7), "edit": (7, 8, 9, 10, NEVER), "two": (9, 12, NEVER), "margin": (0, 1, 2)},
    "han": {"slip": (2, 3, 4), "edit": (3, 4, 5, 6, NEVER), "margin": (0, 1, 2)},
}


def _others(reader: Reader) -> Iterator[str]:
    """What becomes of the words that are no names."""
    index = NameIndex(reader.ledger.names)
    yield from (
        "## Words that are no names",
        "",
        "None may be answered as a name near it.",
        "",
        "| typed | nearest | read as |",
        "| --- | --- | --- |",
    )
    for text in OTHERS:
        words = [word.text for word in split_words(fold(text))]
        near = index.near(words)
        read = meant(near)
        said = (
            read[0].name.id
            if len(read) == 1
            else "asked back"
            if read or any(one.close for one in near)
            else "not understood"
        )
        yield f"| {text} | {near[0].name.folded if near else ''} | {said} |"


def _cases(typed: list[Typed], script: str) -> list[tuple[str, set[tuple[str, str]]]]:
    return [(fold(one.slip), {(one.name.slot, one.name.id)}) for one in typed if script_of(one.name) == script]


def _strangers(script: str) -> list[tuple[str, set[tuple[str, str]]]]:
    fitting = [text for text in OTHERS if has_han(text) == (script == "han")]
    return [(text, set()) for text in fitting]


def _read(index: NameIndex, cases: list[tuple[str, set[tuple[str, str]]]]) -> tuple[int, int]:
    """How many of the texts are answered right, and how many wrong."""
    right = wrong = 0
    for text, want in cases:
        words = split_words(text)
        hits = index.find(words)
        whole = [hit.name for hit in hits if hit.last - hit.first == len(words)]
        names = whole or [one.name for one in meant(index.near([word.text for word in words]))]
        if len({(name.slot, name.id) for name in names}) == 1:
            good = (names[0].slot, names[0].id) in want
            right, wrong = right + good, wrong + (not good)
    return right, wrong


def _shares(right: int, wrong: int, total: int) -> str:
    return f"{_share(right, total)} | {_share(total - right - wrong, total)} | {_share(wrong, total)}"


def _share(count: float, total: int) -> str:
    return f"{count / total:.2%}" if total else ""


if __name__ == "__main__":
    main()
