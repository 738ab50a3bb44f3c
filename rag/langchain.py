"""The seams to LangChain: our encoder as its Embeddings, our search as its retriever."""

from collections.abc import Callable, Sequence
from typing import Any, Protocol

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document as LangChainDocument
from langchain_core.embeddings import Embeddings
from langchain_core.retrievers import BaseRetriever

from index.documents import Document, Passage
from index.encoder import Encoder


class Found(Protocol):
    """What the retriever reads of a hit (`rag.search.Hit` is one)."""

    @property
    def passage(self) -> Passage:
        """The passage found."""

    @property
    def score(self) -> float:
        """How well it fits; larger is better."""

    @property
    def document(self) -> Document:
        """The document that the passage is cut from."""


class EncoderEmbeddings(Embeddings):
    """Our encoder where LangChain wants Embeddings: questions and passages keep their own prompts."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder

    def embed_query(self, text: str) -> list[float]:
        """Give the question's unit vector, `encoder.dim` long."""
        return [float(x) for x in self._encoder.encode_queries([text])[0]]

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Give one unit vector per passage, in order."""
        return [[float(x) for x in row] for row in self._encoder.encode_passages(texts)]


class PassageRetriever(BaseRetriever):
    """Our search where LangChain wants a retriever: the `k` best passages, best first, each with where it stands."""

    search: Callable[[str, int], Sequence[Found]]
    k: int = 5

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun
    ) -> list[LangChainDocument]:
        return [_as_langchain(hit) for hit in self.search(query, self.k)]


def _as_langchain(hit: Found) -> LangChainDocument:
    document, passage = hit.document, hit.passage
    metadata: dict[str, Any] = {
        "document": document.id,
        "file": document.file,
        "title": document.title,
        "start": passage.start,
        "end": passage.end,
        "score": float(hit.score),
        "page": document.page_of(passage.start),
        "source": document.source,
        "date": document.date.isoformat() if document.date else None,
    }
    return LangChainDocument(
        page_content=passage.text, metadata=metadata, id=f"{document.id}:{passage.start}-{passage.end}"
    )
