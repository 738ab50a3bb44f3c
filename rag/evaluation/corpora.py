"""What a set is asked of: the user's own documents, or the rows of a BEIR corpus in an index of their own."""

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

from index.documents import BlockKind, Context, Document, Passage, Sentence
from index.encoder import Encoder
from index.library import Library, Progress
from index.passages import document_id
from index.sentences import spans
from index.settings import Settings
from rag.evaluation import measures
from rag.evaluation.measures import Gold, Span
from rag.evaluation.sets import Item, QuestionSet, Row, need_evidence
from rag.search import Hit


class Corpus(Protocol):
    """Where the gold of a question stands, and how its hits are measured."""

    @property
    def size(self) -> int:
        """How many documents there are."""

    def gold(self, item: Item) -> Gold | None:
        """What is right; None when the set does not say."""

    def passages(self, item: Item) -> Sequence[int]:
        """Ids of the passages that hold the gold."""

    def retrieval(self, item: Item, hits: Sequence[Hit]) -> dict[str, float | None]:
        """The retrieval measures of a question's hits."""


class OwnDocuments:
    """The user's documents; gold are the places where the evidence strings stand."""

    def __init__(self, library: Library, questions: QuestionSet) -> None:
        """Finds the documents; raises BadQuestionLine for evidence that stands in none."""
        self._library = library
        self._documents = library.documents()
        need_evidence(questions, self._documents)

    @property
    def size(self) -> int:
        """How many documents there are."""
        return len(self._documents)

    def gold(self, item: Item) -> Gold | None:
        """Every place where an evidence string stands in the named file."""
        if not item.evidence:
            return None
        documents = [d for d in self._documents if d.file.startswith(item.file)]
        return Gold(tuple(tuple(s for d in documents for s in _places(d, text)) for text in item.evidence))

    def passages(self, item: Item) -> Sequence[int]:
        """The passages that overlap the evidence."""
        gold = self.gold(item)
        owners = {span.document for group in gold.groups for span in group} if gold else set()
        found = [s for d in self._documents if d.id in owners for s in self._library.catalogue.passages_of(d.id)]
        return [s.id for s in found if gold and gold.holds(Span(s.document.id, s.passage.start, s.passage.end))]

    def retrieval(self, item: Item, hits: Sequence[Hit]) -> dict[str, float | None]:
        """Over passages that overlap the evidence."""
        return measures.retrieval(hits, self.gold(item))


def _places(document: Document, text: str) -> list[Span]:
    found, at = [], document.text.find(text)
    while at >= 0:
        found.append(Span(document.id, at, at + len(text)))
        at = document.text.find(text, at + 1)
    return found


class BeirCorpus:
    """The rows of a BEIR corpus, each one document of one passage."""

    def __init__(self, library: Library, rows: Sequence[Row]) -> None:
        """Takes an index that `beir_library` made."""
        self._library = library
        self._documents = {row.id: document_of(row) for row in rows}
        self._rows: dict[str, list[str]] = {}
        for row in rows:  # two rows of one text are one document here, and each other's equal
            self._rows.setdefault(self._documents[row.id].id, []).append(row.id)

    @property
    def size(self) -> int:
        """How many rows the corpus has."""
        return len(self._documents)

    def gold(self, item: Item) -> Gold | None:
        """The whole of each right row."""
        documents = [self._documents[row] for row in item.passages]
        return Gold(tuple((Span(d.id, 0, len(d.text)),) for d in documents))

    def passages(self, item: Item) -> Sequence[int]:
        """The passages of the right rows."""
        documents = [self._documents[row] for row in item.passages]
        return [stored.id for d in documents for stored in self._library.catalogue.passages_of(d.id)]

    def retrieval(self, item: Item, hits: Sequence[Hit]) -> dict[str, float | None]:
        """Over the right rows, as BEIR does."""
        ranked = [row for hit in hits for row in self._rows[hit.document.id]]
        return measures.retrieval_of_rows(list(dict.fromkeys(ranked))[: measures.DEPTH], item.passages)


def beir_library(settings: Settings, rows: Sequence[Row], encoder: Encoder, progress: Progress) -> Library:
    """An index of the rows in the cache, made at the first evaluation of a corpus; the user's own is left alone."""
    digest = hashlib.sha256("\0".join([encoder.fingerprint, *(f"{r.id}\t{r.text}" for r in rows)]).encode()).hexdigest()
    own = replace(settings, home=settings.cache / "evaluation" / f"corpus-{digest[:16]}")
    library = Library(own, encoder)
    library.add_prepared([(document := document_of(row), (_passage(document),)) for row in rows], progress)
    return library


def document_of(row: Row) -> Document:
    """A row as a document of one passage."""
    title = row.text.split("\n", 1)[0][:200]
    return Document(document_id(row.text), row.id, row.text, title, None, None, False, None, "text")


def _passage(document: Document) -> Passage:
    text = document.text
    sentences = tuple(Sentence(document.id, a, b, text[a:b], BlockKind.BODY, Context()) for a, b in spans(text))
    return Passage(document.id, 0, len(text), text, sentences)
