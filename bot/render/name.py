"""Names: of what the book knows, and of what someone typed."""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.core.digest import Digest
from bot.core.fact import Dims
from bot.core.metric import AGAINST
from bot.core.query import Mended
from bot.render.mark import AS_IS, MARKS, MENTION
from bot.render.tongue import Tongue
from bot.words.script import clean


class Names(Tongue):
    """How entities, metrics, slices and kinds are called."""

    def entity(self, key: str) -> str:
        """An entity's name."""
        return self.words(self.ledger.entities[key].name)

    def metric(self, key: str) -> str:
        """A metric's name."""
        return self.words(self.ledger.metrics[key].name)

    def metrics(self, keys: Iterable[str]) -> str:
        """Several metrics' names."""
        return self.phrases.say("list").join(self.metric(key) for key in keys)

    def source(self, key: str) -> str:
        """A speaker's or publisher's name; in English as it prints itself."""
        return self.words(self.ledger.sources[key].name)

    def teller(self, key: str) -> str:
        """Whose word alone an answer is: a source's name, or a document's title."""
        return self.source(key) if key in self.ledger.sources else self.words(self.ledger.documents[key].title)

    def slices(self, dims: Dims) -> str:
        """The qualifiers of a figure."""
        return self.phrases.say("list").join(self.words(self.ledger.slices[pair].name) for pair in dims)

    def product(self, dims: Dims) -> str:
        """What a price or a move is of: every qualifier but the one it is set against."""
        return self.slices(tuple(pair for pair in dims if pair[0] != AGAINST))

    def against(self, dims: Dims) -> str:
        """What a price or a move is set against, or nothing."""
        return self.slices(tuple(pair for pair in dims if pair[0] == AGAINST))

    def is_rate(self, key: str) -> bool:
        """Whether a metric is a growth rate by itself, whose name says so."""
        return self.ledger.metrics[key].form in {"yoy", "qoq"}

    def short(self, key: str) -> str:
        """A metric's short name, where a sentence runs on."""
        about = self.ledger.metrics[key]
        return self.words(about.short or about.name)

    def head(self, key: str) -> str:
        """A metric's name as the head of a line: its short name where the full one ends with it (GMV)."""
        name, short = self.metric(key), self.short(key)
        return short if name.endswith(short) else name

    def command(self, digest: Digest) -> str:
        """What asks for a digest."""
        return f"`/kwai digest {digest.id}`"

    def every(self, key: str) -> str:
        """How often a metric's price is paid: monthly; nothing where it is paid once."""
        per = self.ledger.metrics[key].per
        return self.phrases.say(f"every.{per}") if per else ""

    def read_as(self, mended: Mended) -> str:
        """What a mended spelling was read as."""
        if mended.slot == "entity":
            return self.entity(mended.id)
        if mended.slot == "metric":
            return self.metric(mended.id)
        if mended.slot == "dim":
            dim, _, key = mended.id.partition(".")
            return self.words(self.ledger.slices[dim, key].name)
        if mended.slot == "source":
            return self.teller(mended.id)
        named = self.phrases.words.get(mended.id.replace(":", "."))
        return named or self.phrases.words.get(f"button.{mended.id}", mended.id)

    def typed(self, text: str) -> str:
        """What someone typed, safe to stand in a message: no marks, no formatting, cut to a line."""
        bare = MARKS.sub("", clean(text))
        bare = re.sub(r"[*_~`|]", "", bare)
        return f"{AS_IS[0]}{bare[:117] + '…' if len(bare) > 118 else bare}{AS_IS[1]}"

    def quoted(self, text: str) -> str:
        """Words of a file as they stand there, to be read and not to act, cut to a few lines."""
        bare = MARKS.sub("", clean(text)).replace("`", "'")
        return f"{AS_IS[0]}`{bare[:297] + '…' if len(bare) > 298 else bare}`{AS_IS[1]}"

    def mention(self, user: str) -> str:
        """A user's id, to be drawn as their name."""
        return f"{MENTION[0]}{re.sub(r'[^A-Z0-9]', '', user)}{MENTION[1]}"

    def tier(self, kind: str) -> str:
        """How near a document is to the truth."""
        return self.phrases.say(f"tier.{kind}")

    def verdict(self, verdict: str) -> str:
        """Whether two figures may stand side by side."""
        return self.phrases.say(f"verdict.{verdict}")
