"""Claims of others checked against the documents: a draft report, or what another tool wrote, sentence by sentence."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from index.documents import BlockKind, Context, Document, DocumentId, Sentence
from index.errors import EmptyQuestion, QuestionTooLong
from index.sentences import spans
from index.text import nfc, tokens
from rag.answers import Citation, Draft, Failure, Verdict
from rag.ask import Desk, Request
from rag.check import check
from rag.checking.article import Article, article_of
from rag.tampering import is_tampered

_NEAREST = 12  # passages that are read for a claim without a quote
_WEIGHED = 10  # of their sentences, the most alike, that the claim is checked against
_PLACES = 6  # of a quote that stands in several documents
_SPACE = re.compile(r"\s+")
_MARKS = {
    "“": '["“”]',
    "”": '["“”]',
    '"': '["“”]',
    "‘": "['‘’]",
    "’": "['‘’]",
    "'": "['‘’]",
    "–": "[-–—]",
    "-": "[-–—]",
}


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence to be checked, and what it is said to rest on: a quote, or several of one document, a line each."""

    text: str
    file: str | None = None  # the beginning of a base name
    quote: str | None = None
    id: str | None = None


@dataclass(frozen=True, slots=True)
class Judgement:
    """A claim with its verdict, and the sentences that support it or, if none do, were nearest to doing so."""

    claim: Claim
    verdict: Verdict
    citations: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True)
class _Try:
    """A verdict on one choice of source sentences."""

    verdict: Verdict
    document: Document
    sources: tuple[Sentence, ...]


def claims_in(text: str) -> Iterator[Claim]:
    """The sentences of a plain text, each a claim; lines without a letter or figure are none."""
    for start, end in spans(text):
        if any(c.isalnum() for c in text[start:end]):
            yield Claim(text[start:end])


class Examiner:
    """Checks claims against the documents of a desk. What it reads of a document it keeps for the next claim.

    A passage that gives orders to a machine bears nothing out, nor does a quote of it.
    """

    def __init__(self, desk: Desk) -> None:
        """Reads documents as they are when they are first needed."""
        self._desk = desk
        self._documents: tuple[Document, ...] | None = None
        self._passages_of = lru_cache(maxsize=256)(desk.library.catalogue.passages_of)
        self.sentences_of = lru_cache(maxsize=256)(self._sentences_of)
        self.article_of = lru_cache(maxsize=256)(self._article_of)

    def examine(self, claim: Claim) -> Judgement:
        """The verdict on one claim.

        Raises:
            BrokenIndex: verdicts would be wrong.

        """
        text = " ".join(nfc(claim.text).split())
        if claim.quote is not None:
            found = [self._tried(text, *place) for place in self._located(claim.quote, claim.file)]
            if not found:
                return Judgement(claim, Verdict((Failure("quote", claim.quote),)))
        else:
            found = list(self._searched(text, claim.file))
        if not found:
            return Judgement(claim, Verdict((Failure("unsupported", claim.text),)))
        best = min(found, key=lambda one: (len(one.verdict.failures), len(one.sources)))
        cited = tuple(_citation(n, best.document, s) for n, s in enumerate(best.sources, 1))
        return Judgement(claim, best.verdict, cited)

    def _tried(self, text: str, document: Document, sources: tuple[Sentence, ...]) -> _Try:
        return _Try(check(Draft(text, sources), self.article_of(document.id)), document, sources)

    def _all(self) -> tuple[Document, ...]:
        if self._documents is None:
            self._documents = self._desk.library.documents()
        return self._documents

    def _sentences_of(self, document: DocumentId) -> tuple[Sentence, ...]:
        honest = (one.passage for one in self._passages_of(document) if not is_tampered(one.passage.text))
        return tuple(sentence for passage in honest for sentence in passage.sentences)

    def _article_of(self, document: DocumentId) -> Article:
        return article_of(self.sentences_of(document))

    # With a quote

    def _located(self, quote: str, file: str | None) -> list[tuple[Document, tuple[Sentence, ...]]]:
        """Where a quote stands, and the sentences that it is of; what no passage holds stands for itself."""
        pattern = _pattern(nfc(quote))
        if pattern is None:
            return []
        lines = [line for part in quote.splitlines() if (line := _pattern(nfc(part)))]
        documents = [one for one in self._all() if file is None or one.file.startswith(file)]
        found = (
            (document, self._overlapping(document, match.start(), match.end()))
            for document in documents
            for match in pattern.finditer(document.text)
            if not self._is_tampered(document, match.start(), match.end())
        )
        return [*islice(found, _PLACES)] or (self._in_lines(lines, documents) if len(lines) > 1 else [])

    def _in_lines(
        self, lines: Sequence[re.Pattern[str]], documents: Iterable[Document]
    ) -> list[tuple[Document, tuple[Sentence, ...]]]:
        """The documents that have every line of a quote somewhere, and the sentences that the lines are of."""
        found = []
        for document in documents:
            matches = [match for line in lines if (match := line.search(document.text))]
            honest = not any(self._is_tampered(document, m.start(), m.end()) for m in matches)
            if honest and len(matches) == len(lines):
                inside = {s for m in matches for s in self._overlapping(document, m.start(), m.end())}
                found.append((document, tuple(sorted(inside, key=lambda s: s.start))))
        return found[:_PLACES]

    def _is_tampered(self, document: Document, start: int, end: int) -> bool:
        """Whether a stretch of a document touches a passage, or else lines, that give orders to a machine."""
        begins, ends = document.text.rfind("\n", 0, start) + 1, document.text.find("\n", end)
        lines = document.text[begins : ends if ends >= 0 else None]
        passages = (one.passage for one in self._passages_of(document.id))
        inside = [passage.text for passage in passages if passage.start < end and start < passage.end]
        return any(is_tampered(text) for text in (lines, *inside))

    def _overlapping(self, document: Document, start: int, end: int) -> tuple[Sentence, ...]:
        sentences = self.sentences_of(document.id)
        inside = tuple(s for s in sentences if s.start < end and start < s.end)
        if inside:
            return inside
        places = sentences[0].context.places if sentences else ()
        context = Context(None, (), places, document.date, document.event_inferred)
        return (Sentence(document.id, start, end, document.text[start:end], BlockKind.BODY, context),)

    # Without

    def _searched(self, text: str, file: str | None) -> Iterator[_Try]:
        """The claim against the sentences nearest to it, one by one and with the one that follows."""
        wanted = set(tokens(text))
        near = self._of_file(file) if file else self._nearest(text)
        alike = sorted(near, key=lambda item: -_shared(wanted, item[1].text))[:_WEIGHED]
        for document, sentence in alike:
            one = self._tried(text, document, (sentence,))
            yield one
            if one.verdict.supported:
                return
        for document, sentence in alike[: _WEIGHED // 2]:
            follows = [s for s in self.sentences_of(document.id) if s.start >= sentence.end][:1]
            if follows:
                yield self._tried(text, document, (sentence, *follows))

    def _of_file(self, file: str) -> Iterable[tuple[Document, Sentence]]:
        return [(d, s) for d in self._all() if d.file.startswith(file) for s in self.sentences_of(d.id)]

    def _nearest(self, text: str) -> Iterable[tuple[Document, Sentence]]:
        try:
            hits = self._desk.search(Request(text), _NEAREST)
        except (EmptyQuestion, QuestionTooLong):
            return []
        honest = [hit for hit in hits if not is_tampered(hit.passage.text)]
        return [(hit.document, sentence) for hit in honest for sentence in hit.passage.sentences]


def _shared(wanted: set[str], text: str) -> float:
    """The share of a claim's tokens that a sentence has; of two alike, the shorter one is nearer."""
    return len(wanted & set(tokens(text))) - len(text) / 10_000


def _pattern(quote: str) -> re.Pattern[str] | None:
    """A quote as a pattern that minds neither white space nor the kind of its quotation marks and dashes."""
    words = [word for word in _SPACE.split(quote) if word]
    escaped = ["".join(_MARKS.get(c, re.escape(c)) for c in word) for word in words]
    return re.compile(r"\s+".join(escaped)) if any(c.isalnum() for c in quote) else None


def _citation(marker: int, document: Document, sentence: Sentence) -> Citation:
    return Citation(marker, document, sentence.start, sentence.end, sentence.text)
