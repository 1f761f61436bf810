"""The installed wheel: in an empty folder, without the checkout, it finds all its own files."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ENTRY = "from bot.cli import main; main(prog_name='kwai')"


@dataclass(frozen=True)
class Installed:
    """Where the wheel was put, and a folder with nothing in it."""

    wheel: Path
    target: Path
    empty: Path

    def python(self, code: str, *words: str, said: str = "", **more: str) -> subprocess.CompletedProcess[str]:
        environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(self.empty.parent / "home"),
            "PYTHONPATH": str(self.target),
            "LC_ALL": "C.UTF-8",
            **more,
        }
        # -P keeps the folder it runs in from being searched; the checkout's own path hook is for those who develop.
        command = [sys.executable, "-P", "-c", WITHOUT_CHECKOUT + code, *words]
        return subprocess.run(
            command,
            input=said,
            capture_output=True,
            text=True,
            cwd=self.empty,
            env=environment,
            timeout=60,
            check=False,
        )

    def kwai(self, *words: str, said: str = "", **more: str) -> subprocess.CompletedProcess[str]:
        return self.python(ENTRY, *words, said=said, **more)


WITHOUT_CHECKOUT = f"import sys; sys.path[:] = [p for p in sys.path if p.rstrip('/') != {str(ROOT)!r}]\n"


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Installed:
    folder = tmp_path_factory.mktemp("wheel")
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet"]
    offline = {**os.environ, "PIP_NO_INDEX": "1"}
    build = [*pip, "wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", str(folder / "dist"), str(ROOT)]
    subprocess.run(build, check=True, env=offline, cwd=folder, timeout=120)
    (wheel,) = (folder / "dist").glob("kwai-*.whl")
    install = [*pip, "install", "--no-deps", "--target", str(folder / "target"), str(wheel)]
    subprocess.run(install, check=True, env=offline, cwd=folder, timeout=120)
    (folder / "empty").mkdir()
    return Installed(wheel, folder / "target", folder / "empty")


def test_what_is_in_it(installed: Installed) -> None:
    """The code, the templates, the book, the manifest, the page and the migrations; no test, no bench."""
    with zipfile.ZipFile(installed.wheel) as wheel:
        names = set(wheel.namelist())
    for folder, kind in (("templates", "j2"), ("config", "yaml")):
        kept = {f"bot/{path.relative_to(ROOT)}" for path in (ROOT / folder).rglob(f"*.{kind}")}
        assert kept and kept <= names
    assert {"bot/manifest.json", "bot/workspace/page/static/page.js", "handlers/command.py"} <= names
    assert any(name.startswith("bot/remember/migrations/") for name in names)
    tops = {name.split("/")[0] for name in names}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"bot", "handlers"}


def test_it_is_the_wheel_that_runs(installed: Installed) -> None:
    """Nothing of the checkout is used."""
    done = installed.python("import bot, handlers; print(bot.__file__, handlers.__file__)")
    assert done.returncode == 0, done.stderr
    assert all(path.startswith(str(installed.target)) for path in done.stdout.split())


@pytest.mark.parametrize(
    ("words", "piece"),
    [
        (("ask", "kling revenue q3"), "More than RMB 300m"),
        (("ask", "可靈Q3收入"), "超過3億元"),
        (("check",), "The book is clean"),
        (("digest", "2025Q3"), "raised to US$140m"),
        (("deliveries",), "Nothing was to be delivered so far."),
        (("--version",), "0.1.0"),
    ],
    ids=lambda each: " ".join(each) if isinstance(each, tuple) else "",
)
def test_a_command(installed: Installed, words: tuple[str, ...], piece: str) -> None:
    """Book, templates and migrations are found."""
    done = installed.kwai(*words)
    assert done.returncode == 0
    assert "Traceback" not in done.stderr
    assert piece in done.stdout
    assert list(installed.empty.iterdir()) == []


def test_the_same_book(installed: Installed) -> None:
    """The wheel's facts are the checkout's."""
    inside, beside = (installed.kwai("facts", "--json", *more) for more in ((), ("--config", str(ROOT / "config"))))
    assert inside.stdout == beside.stdout
    assert json.loads(inside.stdout.splitlines()[0])["id"]


def test_try_opens(installed: Installed) -> None:
    """`kwai try` finds its manifest, its page and its migrations, and ends when it is told to."""
    command = [sys.executable, "-P", "-c", WITHOUT_CHECKOUT + ENTRY, "try", "--no-open"]
    environment = {"PATH": os.environ["PATH"], "HOME": str(installed.empty), "PYTHONPATH": str(installed.target)}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=installed.empty, env=environment
    ) as running:
        assert running.stdout is not None
        line = running.stdout.readline()
        running.terminate()
        _, errors = running.communicate(timeout=20)
    assert re.search(r"open at http://127\.0\.0\.1:\d+/", line), errors
    assert "Traceback" not in errors
    assert running.returncode == 0
