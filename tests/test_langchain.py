"""The seams to LangChain: our encoder as Embeddings, our search as a retriever."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from index.documents import Document, DocumentId, Passage
from rag.langchain import EncoderEmbeddings, PassageRetriever
from tests.fakes import HashingEncoder

TEXT = "Trang một.\nTrang hai nói về phường."
DOCUMENT = Document(
    DocumentId("d1"),
    "a.pdf",
    TEXT,
    "Trang một.",
    date(2025, 9, 18),
    date(2025, 9, 17),
    False,
    "https://h/a",
    "text",
    (0, 11),
)
UNDATED = Document(DocumentId("d2"), "b.txt", "Không ngày.", "Không ngày.", None, None, False, None, "text")


@dataclass(frozen=True)
class Hit:
    """What a search finds, as far as the retriever reads it."""

    passage: Passage
    score: float
    document: Document


def _hit(document: Document, start: int, end: int, score: float) -> Hit:
    return Hit(Passage(document.id, start, end, document.text[start:end], ()), score, document)


def test_embeddings_equal_the_rows_of_the_encoder() -> None:
    encoder, texts = HashingEncoder(), ["Phường Bình Dương", "", "giữ vững an ninh"]
    embeddings = EncoderEmbeddings(encoder)
    assert np.array_equal(np.array(embeddings.embed_documents(texts)), encoder.encode_passages(texts).astype(float))
    assert np.array_equal(
        np.array(embeddings.embed_query(texts[0])), encoder.encode_queries(texts[:1])[0].astype(float)
    )
    assert embeddings.embed_documents([]) == []


def test_the_retriever_returns_what_the_search_returns_in_its_order() -> None:
    asked: list[tuple[str, int]] = []

    def search(question: str, k: int) -> Sequence[Hit]:
        asked.append((question, k))
        return (_hit(DOCUMENT, 11, len(TEXT), 0.75), _hit(UNDATED, 0, 5, 0.5))

    first, second = PassageRetriever(search=search, k=2).invoke("phường?")
    assert asked == [("phường?", 2)]
    assert (first.page_content, first.id) == ("Trang hai nói về phường.", "d1:11-35")
    assert first.metadata == {
        "document": "d1",
        "file": "a.pdf",
        "title": "Trang một.",
        "start": 11,
        "end": 35,
        "score": 0.75,
        "page": 2,
        "source": "https://h/a",
        "date": "2025-09-17",
    }
    assert second.page_content == "Không"
    assert (second.metadata["page"], second.metadata["source"], second.metadata["date"]) == (None, None, None)


def test_the_hashing_encoder_keeps_the_promises_of_an_encoder() -> None:
    texts = ["giữ vững an ninh", "giữ vững an ninh trật tự", "sân bay Long Thành", ""]
    rows = HashingEncoder().encode_passages(texts)
    assert rows.shape == (4, 64)
    assert rows.dtype == np.float32
    assert np.allclose(np.linalg.norm(rows, axis=1), 1.0, atol=1e-6)
    assert rows[0] @ rows[1] > rows[0] @ rows[2]
    assert HashingEncoder().encode_queries([]).shape == (0, 64)
