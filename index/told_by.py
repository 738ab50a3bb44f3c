"""Who speaks, by the statements: a sentence that makes one is said by its speaker, whatever stands around it.

The context of a sentence is resolved while the text is cut into sentences, before anybody knows what is said to whom.
Statements know better: where they agree on who says a sentence, its context takes their speaker; one who passes on what
another said goes on speaking. Every sentence of a person then has all the offices that the article gives that person.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from index.documents import BlockKind, Context, Passage, Sentence, Statement
from index.names import office_of
from index.passages import preface_of
from index.ranks import rank_of
from index.roster import offices_in
from index.text import comparable

_PEOPLE = 1.0  # the rank of whoever holds no office


def told_by(statements: Sequence[Statement], passages: Sequence[Passage]) -> tuple[Passage, ...]:
    """The passages of one document, their sentences said by the speakers of its statements."""
    said = [[_said_by(statements, sentence) for sentence in passage.sentences] for passage in passages]
    offices = _Offices(context for contexts in said for context in contexts)
    for statement in statements:
        offices.add(statement.speaker, offices_in(statement.title or ""))
    told = [
        tuple(
            replace(sentence, context=replace(context, offices=offices.of(context.speaker)))
            for sentence, context in zip(passage.sentences, contexts, strict=True)
        )
        for passage, contexts in zip(passages, said, strict=True)
    ]
    lead = next((s.text for sentences in told for s in sentences if s.kind is BlockKind.BODY), "")
    return tuple(
        replace(passage, sentences=sentences, preface=preface_of(sentences, lead))
        for passage, sentences in zip(passages, told, strict=True)
    )


def _said_by(statements: Sequence[Statement], sentence: Sentence) -> Context:
    """The context of a sentence with the one speaker of what it says; as it was where there is none, or several."""
    context = sentence.context
    told = [s for s in statements if s.content_start < sentence.end and sentence.start < s.content_end]
    speakers = {s.speaker for s in told if s.speaker}
    if len(speakers) != 1 or any(context.speaker in (s.speaker, s.relayed_by) for s in told if context.speaker):
        return context
    return replace(context, speaker=speakers.pop(), offices=())


class _Offices:
    """The offices that an article gives those who speak in it, each once, as written first."""

    def __init__(self, contexts: Iterable[Context]) -> None:
        self._held: dict[str, dict[str, str]] = {}
        for context in contexts:
            self.add(context.speaker, context.offices)

    def add(self, speaker: str | None, offices: Iterable[str]) -> None:
        """Notes offices of a speaker; "công nhân" and "người được mời" are none."""
        held = self._held.setdefault(comparable(speaker or ""), {})
        for office in offices:
            if rank_of(office) > _PEOPLE:
                held.setdefault(office_of(office), office)

    def of(self, speaker: str | None) -> tuple[str, ...]:
        """Those of a speaker, without the shorter forms: "Thủ tướng" beside "Thủ tướng Chính phủ"."""
        held = self._held.get(comparable(speaker), {}) if speaker else {}
        shorter = {office for office in held for other in held if other.startswith(office + " ")}
        return tuple(written for office, written in held.items() if office not in shorter)
