"""Statements: where a figure stands, who says it and who carries it."""

from __future__ import annotations

from bot.core.answer import Attribution
from bot.core.document import Document
from bot.core.fact import Fact
from bot.render.mark import AS_IS, MARKS
from bot.render.name import Names
from bot.render.times import Times


class Statements(Names, Times):
    """How the place and the word behind a figure are said."""

    def stated(self, fact: str) -> Fact:
        """A statement by its id."""
        return self.ledger.by_id[fact]

    def printed(self, fact: str) -> str:
        """A figure as it is printed, in the script it is printed in."""
        return f"{AS_IS[0]}{MARKS.sub('', self.ledger.by_id[fact].printed)}{AS_IS[1]}"

    def line_number(self, fact: str) -> int:
        """The line of the source file."""
        return self.ledger.by_id[fact].line

    def note_of(self, fact: str) -> str:
        """What the book notes beside a statement, or nothing."""
        note = self.ledger.by_id[fact].note
        return self.words(note) if note is not None else ""

    def misprint_of(self, fact: str) -> str:
        """Why a print is read as another figure, or nothing."""
        reading = self.ledger.by_id[fact].reading
        return self.words(reading.why) if reading is not None else ""

    def is_own_remark(self, fact: str) -> bool:
        """Whether a writer says it himself, quoting nobody."""
        one = self.ledger.by_id[fact]
        return one.kind == "media" and one.speaker == self._document(fact).publisher

    def tier_of(self, fact: str) -> str:
        """The tier of the text a statement stands in."""
        return self._document(fact).kind

    def published(self, fact: str) -> str:
        """The date of the text a statement stands in."""
        return self._document(fact).published or self.ledger.by_id[fact].said_on

    def kind_of(self, fact: str) -> str:
        """That a figure is guidance or an estimate, and when it was said."""
        one = self.ledger.by_id[fact]
        if one.kind == "estimate" and len(one.said_on) == len("2025"):
            return self.phrases.say("kind.estimate_no_day")
        when = self.vintage(one.said_on)
        return self.phrases.say(f"kind.{one.kind}", when=when) if f"kind.{one.kind}" in self.phrases.words else ""

    def label_of(self, fact: str) -> str:
        """What kind of word on the future a statement is, and when it was said, short."""
        one = self.ledger.by_id[fact]
        no_day = one.kind == "estimate" and len(one.said_on) == len("2025")
        return self.phrases.say(f"label.{one.kind}{'_no_day' if no_day else ''}", when=self.vintage(one.said_on))

    def speaker_of(self, fact: str) -> str:
        """Who made a statement."""
        return self.source(self.ledger.by_id[fact].speaker)

    def said_on(self, fact: str) -> str:
        """When a statement was made, as an ISO day, month or year."""
        return self.ledger.by_id[fact].said_on

    def carrier_of(self, fact: str) -> str:
        """Who carries a statement."""
        return self.source(self._document(fact).publisher)

    def carrier_kind(self, fact: str) -> str:
        """What kind of text a statement stands in."""
        return self.phrases.say(f"document.{self._document(fact).kind}")

    def call(self, fact: str) -> str:
        """The results call a statement was made in, or nothing."""
        document = self._document(fact) if fact in self.ledger.by_id else None
        return self.words(document.call) if document is not None and document.call else ""

    def document(self, fact: str) -> str:
        """The title of the text a statement stands in."""
        return self.words(self._document(fact).title)

    def word_of(self, fact: str) -> str:
        """Speaker, carrier, tier and date of a statement, short."""
        one = self.ledger.by_id[fact]
        document = self._document(fact)
        names = dict.fromkeys((self.source(one.speaker), self.source(document.publisher)))
        return " · ".join((*names, self.tier(document.kind), self.date(document.published or one.said_on)))

    def conflict(self, kind: str) -> str:
        """The name of a kind of conflict."""
        return self.phrases.say(f"conflict.{kind}")

    def rule(self, rule: str) -> str:
        """Why one statement answers and another does not."""
        return self.phrases.say(f"rule.{rule}")

    def tiers(self, sources: tuple[Attribution, ...]) -> str:
        """The tiers of several sources, each once."""
        return self.phrases.say("list").join(dict.fromkeys(self.tier(one.tier) for one in sources))

    def newest(self, sources: tuple[Attribution, ...]) -> str:
        """The newest date among sources."""
        return max(one.said_on for one in sources)

    def _document(self, fact: str) -> Document:
        return self.ledger.documents[self.ledger.by_id[fact].document]
