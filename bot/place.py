"""Where the project's own files are, in a checkout and in an installed wheel."""

from __future__ import annotations

from pathlib import Path


def place_of(name: str) -> Path:
    """The folder or file `templates`, `config` or `manifest.json`: inside the package once installed."""
    package = Path(__file__).resolve().parent
    inside = package / name
    return inside if inside.exists() else package.parent / name
