"""A template's blocks as Slack's blocks, in the order they stand.

The name of a Jinja block says what it becomes: head a header; reading, small and source a small
grey line; body a section; table_x and chart_x the table or chart named x, under the caption the
block holds; spoken the plain text; headline what a digest's first message says of a section. A
block that comes out empty is left out. No JSON stands in a template, so an owner can edit a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from jinja2 import Environment, StrictUndefined, Template
from jinja2.runtime import Context

from bot.blockkit.build import Block, context, header, section
from bot.blockkit.escape import escape
from bot.blockkit.limits import MOST
from bot.core.answer import Answer
from bot.core.ledger import Ledger
from bot.core.text import Language
from bot.render.fit import cut
from bot.render.mark import AS_IS, CHANNEL, MENTION, STAR
from bot.render.phrases import Phrases, read_phrases
from bot.render.table import CHARTS, TABLES, Grid
from bot.render.templates import Loader, Templates
from bot.render.voice import Voice
from bot.words.figure import Scale
from bot.words.script import traditional

_AS_IS = re.compile(f"{AS_IS[0]}(.*?){AS_IS[1]}", re.DOTALL)
_MENTION = re.compile(f"{MENTION[0]}(.*?){MENTION[1]}")
_CHANNEL = re.compile(f"{CHANNEL[0]}(.*?){CHANNEL[1]}")
FOLDERS: Mapping[Language, str] = {"en": "en", "zh-Hans": "zh", "zh-Hant": "zh"}
_SMALL = ("reading", "small", "source")
_HEADLINE = "headline"


@dataclass(frozen=True, slots=True)
class Written:
    """A message in words: its blocks, and its plain text, both before the last escape."""

    blocks: tuple[Block, ...]
    plain: str
    text: str


class Pages:
    """The templates of one language over one book."""

    def __init__(self, templates: Templates, language: Language, ledger: Ledger, scale: Scale | None = None) -> None:
        """Open the language's folder, to say amounts in `scale`; templates are compiled when first used."""
        folder = FOLDERS[language]
        self.language = language
        phrases: Phrases = read_phrases(templates.text(f"{folder}/phrases.yaml"))
        self.voice = Voice(language, ledger, phrases, scale)
        # S701: nothing here is HTML; Slack's three escapes are applied to whole blocks in _out.
        self._jinja = Environment(  # noqa: S701
            loader=Loader(templates, folder),
            bytecode_cache=templates.compiled,
            auto_reload=False,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._jinja.filters.update(self.voice.filters())
        self._jinja.globals["market"] = self.voice.words(ledger.market)
        self._jinja.globals["subject"] = ledger.subject
        self._jinja.globals["book"] = self.voice.words(ledger.title)
        self._parts: Any = self._jinja.get_template("parts.j2").module
        macros = (name for name in dir(self._parts) if not name.startswith("_"))
        self._jinja.globals.update({name: getattr(self._parts, name) for name in macros})

    def compile(self, name: str) -> None:
        """Compile a template; raises TemplateSyntaxError, which names file and line."""
        self._jinja.get_template(name)

    def write(self, name: str, answer: Answer | None = None, **about: Any) -> Written:
        """A message from a template; `a` in it is the answer."""
        template = self._jinja.get_template(f"{name}.j2")
        about = {"a": answer, **about}
        blocks: list[Block] = []
        plain = ""
        tables: list[Grid] = []
        for block_name, words in self._rendered(template, about):
            if block_name == "spoken":
                plain = words
                continue
            if words:
                blocks += self._blocks(block_name, words + self._told(block_name, answer), answer, tables)
        if answer is not None and answer.query.mended:
            plain = f"{plain} {self._parts.mended_spoken(answer)}"
        if answer is not None and answer.query.by is not None:
            plain = f"{plain} {self._parts.told_spoken(answer)}"
        rows = (grid.sentence(chinese=self.voice.chinese) for grid in tables)
        words = " ".join((" ".join(plain.split()), *rows)).strip()
        return Written(tuple(blocks), self._shown(words), self._out(words))

    def _told(self, block_name: str, answer: Answer | None) -> str:
        """What the reading says of whose word alone was asked for."""
        if block_name != "reading" or answer is None or answer.query.by is None:
            return ""
        return f" · {str(self._parts.told(answer)).strip()}"

    def headline(self, name: str, **about: Any) -> str:
        """What a digest's first message says of a section, before the last escape: its template's headline."""
        template = self._jinja.get_template(f"{name}.j2")
        page = template.new_context({"a": None, **about})
        return " ".join("".join(template.blocks[_HEADLINE](page)).split())

    def line(self, name: str, **about: Any) -> str:
        """The first small line of a template, alone, ready for a context block."""
        template = self._jinja.get_template(f"{name}.j2")
        return next((self._out(words) for key, words in self._rendered(template, about) if key != "spoken"), "")

    def shown(self, words: str) -> str:
        """Words in this language's script, for a button or a cell."""
        return self._shown(words)

    def _rendered(self, template: Template, about: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
        """The blocks of a template and their words, in the order they stand."""
        written: dict[str, str] = {}
        page = template.new_context(dict(about))
        for name, block in template.blocks.items():
            page.blocks[name] = [partial(_recorded, written, name, block) if name != _HEADLINE else _silent]
        for _ in template.root_render_func(page):
            pass
        for name, text in written.items():
            lines = (" ".join(line.split()) for line in text.splitlines())
            yield name, "\n".join(line for line in lines if line)

    def _blocks(self, name: str, words: str, answer: Answer | None, tables: list[Grid]) -> list[Block]:
        kind, _, key = name.partition("_")
        if kind == "head":
            return [header(cut(self._shown(words), MOST["header.text"]))]
        if kind in _SMALL:
            return [context([self._out(words)])]
        if kind == "table" and answer is not None:
            grid = TABLES[key](answer, self.voice, words)
            if grid is None:
                return []
            grid = self._in_script(grid)
            tables.append(grid)
            return grid.blocks()
        if kind == "chart" and answer is not None:
            drawn = CHARTS[key](answer, self.voice, words)
            return [self._chart_in_script(drawn)] if drawn is not None else []
        return [section(self._out(words))]

    def _out(self, words: str) -> str:
        """Words as mrkdwn: in this script, escaped, mentions put in last."""
        return _mentioned(escape(self._marked(words)))

    def _shown(self, words: str) -> str:
        return _CHANNEL.sub(r"#\1", _MENTION.sub(r"@\1", self._marked(words)))

    def _marked(self, words: str) -> str:
        """Words in this language's script, but for those that keep their own."""
        if self.language != "zh-Hant":
            return _AS_IS.sub(r"\1", words).replace(STAR, "*")
        pieces = _AS_IS.split(words)
        converted = "".join(piece if at % 2 else traditional(piece) for at, piece in enumerate(pieces))
        return converted.replace(STAR, "*")

    def _in_script(self, grid: Grid) -> Grid:
        return Grid(
            self._shown(grid.caption),
            tuple(self._shown(name) for name in grid.head),
            tuple(tuple((self._shown(words), value) for words, value in row) for row in grid.rows),
            grid.named,
        )

    def _chart_in_script(self, block: Block) -> Block:
        if self.language != "zh-Hant":
            return block
        return {key: _converted(value, self._shown) for key, value in block.items()}


def _recorded(
    written: dict[str, str], name: str, block: Callable[[Context], Iterable[str]], page: Context
) -> Iterator[str]:
    written[name] = "".join(block(page))
    yield written[name]


def _silent(page: Context) -> Iterator[str]:
    """A block that another message says."""
    del page
    return iter(())


def _converted(value: Any, convert: Any) -> Any:
    if isinstance(value, str):
        return convert(value)
    if isinstance(value, dict):
        return {key: _converted(part, convert) for key, part in value.items()}
    if isinstance(value, list):
        return [_converted(part, convert) for part in value]
    return value


def _mentioned(escaped: str) -> str:
    return _CHANNEL.sub(r"<#\1>", _MENTION.sub(r"<@\1>", escaped))
