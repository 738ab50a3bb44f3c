"""What a set is asked of: the user's own documents, or the rows of a BEIR corpus in an index of their own."""

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from index.documents import BlockKind, Context, Document, DocumentId, Passage, Sentence
from index.encoder import Encoder
from index.library import Library, Progress
from index.passages import document_id
from index.sentences import spans
from index.settings import Settings
from rag.evaluation import measures
from rag.evaluation.items import Item, QuestionSet, Row, shortened
from rag.evaluation.measures import Gold, Span
from rag.evaluation.sets import need_evidence
from rag.search import Hit

_ROOT = Path(__file__).resolve().parent.parent.parent  # where the rooms are


class Corpus(Protocol):
    """Where the gold of a question stands, and how its hits are measured."""

    size: int  # documents, or rows

    def gold(self, item: Item) -> Gold | None:
        """What is right; None when the set does not say."""

    def passages(self, item: Item) -> Sequence[int]:
        """Ids of the passages that hold the gold."""

    def retrieval(self, item: Item, hits: Sequence[Hit]) -> dict[str, float | None]:
        """The retrieval measures of a question's hits."""

    def shown(self, item: Item) -> tuple[str, ...]:
        """The gold as a reader compares it with the answer."""


class OwnDocuments:
    """The user's documents; gold are the places where the evidence strings stand."""

    def __init__(self, library: Library, questions: QuestionSet) -> None:
        """Finds the gold.

        Raises:
            BadQuestionLine: evidence that stands in no document.

        """
        documents = library.documents()
        need_evidence(questions, documents)
        self.size = len(documents)
        self._gold: dict[str, Gold] = {}
        self._passages: dict[str, tuple[int, ...]] = {}
        spans: dict[str, list[tuple[int, Span]]] = {}  # of the passages, by document
        for item in questions.items:
            if item.evidence:
                gold = self._gold[item.id] = _gold(item, documents)
                for owner in {span.document for group in gold.groups for span in group} - set(spans):
                    spans[owner] = _spans(library, owner)
                right = [key for owner in spans for key, span in spans[owner] if gold.holds(span)]
                # Evidence in a byline is in no passage: no hit is right, and the question scores zero.
                self._passages[item.id] = tuple(right)

    def gold(self, item: Item) -> Gold | None:
        """Every place where an evidence string stands in the named file."""
        return self._gold.get(item.id)

    def passages(self, item: Item) -> Sequence[int]:
        """The passages that overlap the evidence."""
        return self._passages.get(item.id, ())

    def retrieval(self, item: Item, hits: Sequence[Hit]) -> dict[str, float | None]:
        """Over passages that overlap the evidence."""
        return measures.retrieval_of_passages(hits, self._passages.get(item.id))

    def shown(self, item: Item) -> tuple[str, ...]:
        """The evidence; without it the strings that the answer needs."""
        return item.evidence or tuple(" / ".join(group) for group in item.answer)


def _gold(item: Item, documents: Sequence[Document]) -> Gold:
    named = [d for d in documents if d.file.startswith(item.file)]
    return Gold(tuple(tuple(s for d in named for s in _places(d, text)) for text in item.evidence))


def _spans(library: Library, document: str) -> list[tuple[int, Span]]:
    """The passages of a document: id and place."""
    stored = library.catalogue.passages_of(DocumentId(document))
    return [(s.id, Span(s.document.id, s.passage.start, s.passage.end)) for s in stored]


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
        self.size = len(rows)
        self._documents = {row.id: document_of(row) for row in rows if row.text}
        self._rows: dict[str, list[str]] = {}
        for key, document in self._documents.items():  # two rows of one text are one document, and each other's equal
            self._rows.setdefault(document.id, []).append(key)

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

    def shown(self, item: Item) -> tuple[str, ...]:
        """The gold answers, then the beginnings of the right rows."""
        return (*item.answers, *(f"{row}: {shortened(self._documents[row].text)}" for row in item.passages))


def beir_library(settings: Settings, rows: Sequence[Row], encoder: Encoder, progress: Progress) -> Library:
    """An index of the rows in the cache, made at the first evaluation of a corpus; the user's own is left alone."""
    parts = [encoder.fingerprint, digest_of_code("index"), *(f"{row.id}\t{row.text}" for row in rows)]
    digest = hashlib.sha256("\0".join(parts).encode()).hexdigest()[:16]
    own = replace(settings, home=settings.cache / "evaluation" / f"corpus-{digest}")
    library = Library(own, encoder)
    documents = [document_of(row) for row in rows if row.text]  # a row without text is never found
    library.add_prepared([(document, (passage_of(document),), ()) for document in documents], progress)
    return library


def document_of(row: Row) -> Document:
    """A row as a document of one passage."""
    title = row.text.split("\n", 1)[0][:200]
    return Document(document_id(row.text), row.id, row.text, title, None, None, False, None, "text")


def passage_of(document: Document) -> Passage:
    """The one passage of a row, with its sentences."""
    text = document.text
    sentences = tuple(Sentence(document.id, a, b, text[a:b], BlockKind.BODY, Context()) for a, b in spans(text))
    return Passage(document.id, 0, len(text), text, sentences)


def digest_of_code(*rooms: str, root: Path = _ROOT) -> str:
    """A digest of the code, tables and word lists of rooms: what others made is not taken up."""
    total = hashlib.sha256()
    for room in rooms:
        for path in sorted((root / room).rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                total.update(path.read_bytes())
    return total.hexdigest()[:16]
