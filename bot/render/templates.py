"""The templates' files: read when they are needed, or all at once, so that a later edit changes nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path

from jinja2 import BaseLoader, BytecodeCache, Environment, TemplateNotFound
from jinja2.bccache import Bucket

_BYTES = 8


class Compiled(BytecodeCache):
    """Compiled templates, in memory: of each file the newest text."""

    def __init__(self) -> None:
        """Begin empty."""
        self._code: dict[str, tuple[str, object]] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take what was compiled of the same text before."""
        checksum, code = self._code.get(bucket.key, ("", None))
        if checksum == bucket.checksum:
            bucket.code = code  # type: ignore[assignment]

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled."""
        self._code[bucket.key] = (bucket.checksum, bucket.code)


class Templates:
    """One folder of templates, a language a folder in it."""

    def __init__(self, folder: Path, kept: Mapping[str, str] | None = None, compiled: Compiled | None = None) -> None:
        """Read from a folder, or from what was `kept` of it; `compiled` is of the same folder, at another time."""
        self.folder = folder
        self._kept = kept
        self.compiled = compiled or Compiled()
        """Two scripts share one folder: what was compiled for one is there for the other."""

    def text(self, name: str) -> str:
        """The text of a file by its path in the folder, like en/value.j2; raises OSError."""
        if self._kept is None:
            return (self.folder / name).read_text(encoding="utf-8")
        if name not in self._kept:
            raise FileNotFoundError(2, "No such file", str(self.folder / name))
        return self._kept[name]

    def names(self, language: str) -> tuple[str, ...]:
        """The templates of a language's folder."""
        known = _files(self.folder) if self._kept is None else tuple(self._kept)
        mine = (name.removeprefix(f"{language}/") for name in known if name.startswith(f"{language}/"))
        return tuple(name for name in mine if name.endswith(".j2"))

    @cached_property
    def version(self) -> str:
        """A hash of every file's name and text, as 16 hexadecimal digits."""
        digest = hashlib.blake2b(digest_size=_BYTES)
        for name in _files(self.folder) if self._kept is None else sorted(self._kept):
            text = self.text(name)
            digest.update(f"\0{name}\0{len(text)}\0{text}".encode())
        return digest.hexdigest()


def read_templates(folder: Path, compiled: Compiled | None = None) -> Templates:
    """Every file of a folder, as it is now; raises OSError, or UnicodeDecodeError for one that is no text.

    What of it is unchanged since it was `compiled` is not compiled again.
    """
    return Templates(folder, {name: (folder / name).read_text(encoding="utf-8") for name in _files(folder)}, compiled)


def _files(folder: Path) -> tuple[str, ...]:
    """The files of a folder of languages by their paths in it, in order; what begins with a dot is nobody's."""
    found = (path for pattern in ("*/*.j2", "*/*.yaml") for path in folder.glob(pattern))
    return tuple(sorted(path.relative_to(folder).as_posix() for path in found if not path.name.startswith(".")))


class Loader(BaseLoader):
    """Jinja's way to the templates of one language."""

    def __init__(self, templates: Templates, language: str) -> None:
        self._templates = templates
        self._language = language

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, None]:
        """The text of a template and where it stands, for the errors that name it."""
        del environment
        name = f"{self._language}/{template}"
        try:
            return self._templates.text(name), str(self._templates.folder / name), None
        except OSError as error:
            raise TemplateNotFound(template) from error
