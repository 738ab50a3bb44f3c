"""What the statements tell of a sentence: whether it orders, proposes, reports or promises, by whom, to whom."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from index.documents import DocumentId, Sentence, Statement, StatementKind


@dataclass(frozen=True, slots=True)
class Said:
    """The statements that a sentence makes, or is part of; none where nobody is known to speak."""

    statements: tuple[Statement, ...] = ()

    @property
    def kinds(self) -> frozenset[StatementKind]:
        """What they are."""
        return frozenset(s.kind for s in self.statements)

    @property
    def speakers(self) -> tuple[str, ...]:
        """Who speaks, and who passed it on, as the document names them."""
        return tuple(dict.fromkeys(who for s in self.statements for who in (s.speaker, s.relayed_by) if who))

    @property
    def titles(self) -> tuple[str, ...]:
        """The offices of who speaks."""
        return tuple(dict.fromkeys(s.title for s in self.statements if s.title))

    @property
    def addressees(self) -> tuple[str, ...]:
        """Who is to act."""
        return tuple(dict.fromkeys(who for s in self.statements for who in (*s.addressees, *s.lead, *s.coordinate)))

    @property
    def places(self) -> tuple[str, ...]:
        """What the statements are about."""
        return tuple(dict.fromkeys(place for s in self.statements for place in s.places))

    @property
    def deadlines(self) -> tuple[tuple[int, int], ...]:
        """The words that give a deadline, as offsets of the document."""
        return tuple(s.deadline for s in self.statements if s.deadline)


NOTHING = Said()


class Register:
    """The statements of the leading passages, by the sentences that make them."""

    def __init__(self, statements: Iterable[Statement]) -> None:
        """Sorts them by document."""
        self._of: dict[DocumentId, list[Statement]] = {}
        for statement in statements:
            self._of.setdefault(statement.document, []).append(statement)

    def of(self, sentence: Sentence) -> Said:
        """The statements that overlap a sentence."""
        known: Mapping[DocumentId, list[Statement]] = self._of
        found = [s for s in known.get(sentence.document, ()) if s.start < sentence.end and sentence.start < s.end]
        return Said(tuple(found)) if found else NOTHING
