"""Loading a book beside Beancount loading a ledger of as many entries, each in a process of its own."""

from __future__ import annotations

import json
import os
import random
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import yaml

from bot.place import place_of

_RUNS = {1_000: 9, 10_000: 5, 100_000: 1}
"""How often a book of a size is loaded: the middle run counts, and a short one is soon disturbed."""
_A_FILE = 500
_SEED = 2025
_HEAD = """\
document:
  file: generated.txt
  lines: 1-{lines}
  title: {{en: "Generated document {number}", zh: "生成文档{number}"}}
  publisher: {publisher}
  kind: press
  language: zh-Hant
  published: 2026-03

facts:
"""
_SHAPES = {
    "CNY": ("{:.2f}yi CNY", "{:.2f}億元"),
    "USD": ("{:.2f}m USD", "{:.2f}百萬美元"),
    "HKD": ("{:.2f}yi HKD", "{:.2f}億港元"),
    "persons": ("{:.1f}m persons", "{:.1f}百萬人"),
    "ratio": ("{:.1f}%", "{:.1f}%"),
    "pp": ("{:.1f} pp", "{:.1f}個百分點"),
}
"""How a figure is written in a file and in its document, by its unit."""
_PRINTED = {"": "{}", "> ": "超過{}", "about ": "約{}", ">= ": "{}以上"}
"""How a document prints the bound or the hedge of a figure."""


def table() -> list[str]:
    """The measured lines."""
    lines = ["A book beside a Beancount ledger of as many entries, each loaded in a process of its own"]
    with tempfile.TemporaryDirectory() as name:
        one = _make(Path(name), 1)
        measure("beancount", one), measure("cold", one)  # leaves the bytecode of both
        for size, runs in _RUNS.items():
            with tempfile.TemporaryDirectory() as folder:
                lines.extend((f"  {size:,} entries", *_compare(_make(Path(folder), size), one, runs)))
    return lines


def _make(folder: Path, size: int) -> Path:
    make_book(folder / "config", size)
    make_ledger(folder / "ledger.beancount", size)
    return folder


def _compare(folder: Path, one: Path, runs: int) -> Iterator[str]:
    """From the start of the program, and where the load of a single entry has brought the libraries in."""
    for when, first in (("", ()), (", libraries in", (one,))):
        base, ours = _middle(runs, ("beancount", "cold"), *first, folder)
        yield _line(f"beancount{when}", base, base)
        yield _line(f"kwai{when}", ours, base)
        if not first:
            measure("warm", folder)  # leaves the snapshot
            (warm,) = _middle(runs, ("warm",), folder)
            yield _line("kwai, from its snapshot", warm, base)


def _middle(runs: int, what: tuple[str, ...], *folders: Path) -> list[dict[str, float]]:
    """The middle run of each, all of them in turn."""
    turns = [[measure(one, *folders) for one in what] for _ in range(runs)]
    return [sorted(same, key=lambda run: run["seconds"])[runs // 2] for same in zip(*turns, strict=True)]


def _line(what: str, run: dict[str, float], base: dict[str, float]) -> str:
    return (
        f"    {what:<24} {run['seconds']:8.3f} s {run['seconds'] / base['seconds']:7.3f} x"
        f" {run['mb']:7.0f} MB {run['mb'] / base['mb']:7.3f} x"
    )


def make_book(folder: Path, size: int) -> None:
    """A config folder of our own catalogue and `size` facts that pass every check; no two compare."""
    (folder / "facts").mkdir(parents=True)
    for name in ("entities.yaml", "metrics.yaml", "digests.yaml"):
        text = (place_of("config") / name).read_text(encoding="utf-8")
        (folder / name).write_text(re.sub(r"\n    rivals: .*", "", text), encoding="utf-8")
    rows = _facts(size)
    publisher = next(iter(_catalogue("entities.yaml")["sources"]))
    for number in range(-(-size // _A_FILE)):
        text = [_HEAD.format(lines=_A_FILE, number=number, publisher=publisher)]
        text.extend(row for _, row in zip(range(_A_FILE), rows, strict=False))
        (folder / "facts" / f"generated-{number:04}.yaml").write_text("\n".join(text), encoding="utf-8")


def _facts(size: int) -> Iterator[str]:
    """Rows as the real files have them: every third with a note, some with a slice, a bound or a hedge."""
    dice = random.Random(_SEED)
    catalogue, who = _catalogue("metrics.yaml"), _catalogue("entities.yaml")
    metrics = [
        (key, m)
        for key, m in catalogue["metrics"].items()
        if m["unit"] in _SHAPES and m.get("role") != "price_ratio"  # which must say of whose price
    ]
    dims = [(dim, value) for dim, values in catalogue["dims"].items() for value in values]
    entities, sources = list(who["entities"]), list(who["sources"])
    for index in range(size):
        place = dice.randrange(len(metrics))
        metric, said = metrics[place]
        # One entity has each metric: two would need a verdict on comparing them.
        entity, year, part = entities[place % len(entities)], dice.randint(2015, 2025), dice.randint(1, 4)
        grains = said.get("grains") or ["quarter"]
        period = _period(dice.choice(grains), year, part)
        number = dice.uniform(10, 20)
        value, printed = (shape.format(number) for shape in _SHAPES[said["unit"]])
        sign = dice.choice(["", "", "", "> ", "about ", ">= "])
        printed = _PRINTED[sign].format(printed)
        yield "".join(
            (
                f"  - id: generated-{entity}-{metric}-{index}\n",
                f'    at: "{index % _A_FILE + 1}:{dice.randint(1, 900)}"\n',
                f'    print: "{printed}"\n',
                f"    entity: {entity}\n    metric: {metric}\n",
                "    dims: {{{}: {}}}\n".format(*dice.choice(dims)) if index % 4 == 0 else "",
                f'    period: "{period}"\n    value: "{sign}{value}"\n',
                f"    kind: {'media' if index % 5 == 0 else 'reported'}\n    speaker: {dice.choice(sources)}\n",
                f"    said: 2026-{dice.randint(1, 3):02}-{dice.randint(1, 28):02}\n",
                f'    note: {{en: "Said of {part} parts, row {index}", zh: "第{index}行的说明"}}\n' * (index % 3 == 0),
            )
        )


def _period(grain: str, year: int, part: int) -> str:
    return {
        "month": f"{year}-{part:02}",
        "quarter": f"{year}Q{part}",
        "half": f"{year}H{1 + part % 2}",
        "nine_months": f"{year}-9M",
        "year": f"{year}",
        "as_of": f"asof:{year}-{part:02}",
        "cumulative": f"cum:{year}-{part:02}",
        "event": f"event:{year}-{part:02}-15",
    }.get(grain, "undated")


def _catalogue(name: str) -> dict[str, Any]:
    return yaml.load((place_of("config") / name).read_text(encoding="utf-8"), Loader=yaml.CBaseLoader)


def make_ledger(path: Path, size: int) -> None:
    """A Beancount ledger of as many transactions of two postings."""
    dice = random.Random(_SEED)
    accounts = [f"Expenses:Part{number}" for number in range(20)]
    with path.open("w", encoding="utf-8") as file:
        for account in ("Assets:Cash", *accounts):
            file.write(f"2014-01-01 open {account} CNY\n")
        for index in range(size):
            day = f"{dice.randint(2015, 2025)}-{dice.randint(1, 12):02}-{dice.randint(1, 28):02}"
            file.write(f'\n{day} * "Payee {index % 97}" "Said of row {index}"\n')
            file.write(f"  {dice.choice(accounts)}  {dice.uniform(10, 20):.2f} CNY\n  Assets:Cash\n")


def measure(what: str, *folders: Path) -> dict[str, float]:
    """The last of these loads in a fresh process: wall time with its imports, and the most memory it held."""
    # Where no bytecode may be written, what is measured would be the compiler.
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    done = subprocess.run(
        [sys.executable, "-m", "bench.book", what, *map(str, folders)],
        check=True,
        capture_output=True,
        env=kept | {"BEANCOUNT_DISABLE_LOAD_CACHE": "1"},
    )
    found: dict[str, float] = json.loads(done.stdout)
    return found


def _beancount(folder: Path) -> None:
    from beancount import loader

    entries, errors, _ = loader.load_file(str(folder / "ledger.beancount"))
    assert entries and not errors, errors[:3]


def _cold(folder: Path) -> None:
    """Read and check every file."""
    from bot.load.book import load_book

    book = load_book(folder / "config")
    assert book.ledger is not None, book.problems[:3]


def _warm(folder: Path) -> None:
    """From the start of the program to where it could answer, its index of names included."""
    from bot.desk import Desk
    from bot.load.book import load_book

    book = load_book(folder / "config", folder / "cache")
    assert book.ledger is not None, book.problems[:3]
    Desk(book.ledger, place_of("templates"))


def _peak() -> float:
    """The most memory held, in MB; getrusage alone would count the parent's before the exec too."""
    status = Path("/proc/self/status")
    if status.exists():
        return next(int(line.split()[1]) for line in status.read_text().splitlines() if "VmHWM" in line) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024)


def main() -> None:
    """The process of a load, or of several of which the last is measured."""
    runs: dict[str, Callable[[Path], None]] = {"beancount": _beancount, "cold": _cold, "warm": _warm}
    load, folders = runs[sys.argv[1]], [Path(folder) for folder in sys.argv[2:]]
    for folder in folders[:-1]:
        load(folder)
    begun = time.perf_counter()
    load(folders[-1])
    print(json.dumps({"seconds": time.perf_counter() - begun, "mb": _peak()}))


if __name__ == "__main__":
    main()
