"""The same passages and questions, the same weights, one machine: this search beside those that others would build.

    pip install -r tests/benchmarks/systems-requirements.txt       (an environment of its own is best)
    CHIDAO_DATA=FOLDER python -m tests.benchmarks.systems [SET...] [--only NAME] [--each N]

Each system runs in a process of its own, one after the other: nDCG@10, seconds to index, p50 and p95 of a query in
milliseconds, peak memory in MiB. All use the bundled encoder with its prompts; everything else is each one's default.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import quantiles
from typing import Any

from index.e5 import bundled_model
from index.settings import load
from rag.evaluation.beir import read_beir
from rag.evaluation.items import QuestionSet
from rag.evaluation.measures import retrieval_of_rows
from tests.benchmarks.public_sets import folder

K = 10
QUERY, PASSAGE = "query: ", "passage: "  # the encoder's prompts
Find = Callable[[str], Sequence[str]]  # a question → ids of the rows, best first


def main(arguments: Sequence[str]) -> int:
    """Run every system in its own process and print the table."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.systems", description="Systems side by side.")
    parser.add_argument("sets", nargs="*", default=["mlqa_vi_dev", "xquad_vi"])
    parser.add_argument("--only", choices=list(SYSTEMS))
    parser.add_argument("--each", type=int, default=1, help="only every Nth question")
    parser.add_argument("--here", action="store_true", help="in this process, as JSON")
    options = parser.parse_args(arguments)
    if options.here:
        sys.stdout.write(json.dumps(_measure(options.only, folder(options.sets[0]), options.each)) + "\n")
        return 0
    columns = ("nDCG@10", "index s", "p50 ms", "p95 ms", "peak MiB")
    sys.stdout.write(f"| set | system | {' | '.join(columns)} |\n{'|---' * (len(columns) + 2)}|\n")
    for name in options.sets:
        for system in [options.only] if options.only else SYSTEMS:
            command = [sys.executable, "-m", "tests.benchmarks.systems", name, "--only", system, "--here"]
            # Importing `index` settles the threads of OpenBLAS; other systems keep the default of one for each core.
            threads = "1" if system == "chidao" else str(os.cpu_count())
            surroundings = {**os.environ, "OPENBLAS_NUM_THREADS": threads}
            done = subprocess.run(
                [*command, "--each", str(options.each)], stdout=subprocess.PIPE, check=True, env=surroundings
            )
            found = json.loads(done.stdout.splitlines()[-1])
            sys.stdout.write(f"| {name} | {system} | {' | '.join(str(found[c]) for c in columns)} |\n")
            sys.stdout.flush()
    return 0


def _measure(system: str, path: Path, each: int) -> dict[str, float]:
    questions = read_beir(path)
    ids, texts = [row.id for row in questions.rows], [row.text for row in questions.rows]
    with SYSTEMS[system](questions, ids, texts) as (indexed, find):
        find(questions.items[0].question)  # what loads at the first question is no query's time
        scores, times = [], []
        for item in questions.items[::each]:
            begun = time.perf_counter()
            ranked = list(find(item.question))[:K]
            times.append((time.perf_counter() - begun) * 1000)
            scores.append(retrieval_of_rows(ranked, item.passages)["nDCG@10"] or 0.0)
    cuts = quantiles(times, n=20)
    return {
        "nDCG@10": round(100 * sum(scores) / len(scores), 2),
        "index s": round(indexed, 1),
        "p50 ms": round(cuts[9], 1),
        "p95 ms": round(cuts[18], 1),
        "peak MiB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }


@contextmanager
def chidao(questions: QuestionSet, ids: Sequence[str], texts: Sequence[str]) -> Iterator[tuple[float, Find]]:
    """This project, as `chidao search` finds."""
    import tempfile

    from index.encoder import open_encoder
    from index.library import Library
    from rag.ask import Desk, Request
    from rag.evaluation.corpora import document_of, passage_of

    with tempfile.TemporaryDirectory() as home:
        settings = load(home=f"{home}/index")
        encoder = open_encoder(settings)
        encoder.warm()
        begun = time.perf_counter()
        library = Library(settings, encoder)
        documents = [document_of(row) for row in questions.rows if row.text]
        library.add_prepared([(document, (passage_of(document),), ()) for document in documents])
        indexed = time.perf_counter() - begun
        desk = Desk(library, settings)
        yield indexed, lambda text: [hit.document.file for hit in desk.search(Request(text), K)]
        library.close()


def _model() -> str:
    return str(bundled_model(load().cache))


@contextmanager
def sentence_transformers(
    questions: QuestionSet, ids: Sequence[str], texts: Sequence[str]
) -> Iterator[tuple[float, Find]]:
    """Sentence-Transformers' own pipeline: encode, semantic_search."""
    from sentence_transformers import SentenceTransformer, util

    model = SentenceTransformer(_model(), device="cpu")
    model.encode(["khởi động"])
    begun = time.perf_counter()
    passages = model.encode(list(texts), prompt=PASSAGE, convert_to_tensor=True)
    indexed = time.perf_counter() - begun

    def find(text: str) -> list[str]:
        query = model.encode(text, prompt=QUERY, convert_to_tensor=True)
        return [ids[int(hit["corpus_id"])] for hit in util.semantic_search(query, passages, top_k=K)[0]]

    yield indexed, find


@contextmanager
def langchain_ensemble(
    questions: QuestionSet, ids: Sequence[str], texts: Sequence[str]
) -> Iterator[tuple[float, Find]]:
    """LangChain's usual hybrid: FAISS and BM25 retrievers in an EnsembleRetriever, half and half."""
    from langchain_classic.retrievers import EnsembleRetriever
    from langchain_community.retrievers import BM25Retriever
    from langchain_community.vectorstores import FAISS
    from langchain_huggingface import HuggingFaceEmbeddings

    embeddings = HuggingFaceEmbeddings(
        model_name=_model(), encode_kwargs={"prompt": PASSAGE}, query_encode_kwargs={"prompt": QUERY}
    )
    embeddings.embed_query("khởi động")
    rows = [{"id": i} for i in ids]
    begun = time.perf_counter()
    dense = FAISS.from_texts(list(texts), embeddings, metadatas=rows).as_retriever(search_kwargs={"k": K})
    words = BM25Retriever.from_texts(list(texts), metadatas=rows, k=K)
    indexed = time.perf_counter() - begun
    both = EnsembleRetriever(retrievers=[words, dense], weights=[0.5, 0.5])
    yield indexed, lambda text: [document.metadata["id"] for document in both.invoke(text)]


@contextmanager
def txtai_hybrid(questions: QuestionSet, ids: Sequence[str], texts: Sequence[str]) -> Iterator[tuple[float, Find]]:
    """The library txtai with `hybrid=True`."""
    from txtai import Embeddings

    embeddings = Embeddings(path=_model(), hybrid=True, instructions={"query": QUERY, "data": PASSAGE}, gpu=False)
    begun = time.perf_counter()
    embeddings.index((i, text, None) for i, text in zip(ids, texts, strict=True))
    indexed = time.perf_counter() - begun
    yield indexed, lambda text: [i for i, _ in embeddings.search(text, K)]


@contextmanager
def haystack_hybrid(questions: QuestionSet, ids: Sequence[str], texts: Sequence[str]) -> Iterator[tuple[float, Find]]:
    """Haystack's in-memory store: BM25 and embedding retrievers, joined by reciprocal ranks."""
    from haystack import Document
    from haystack.components.joiners import DocumentJoiner
    from haystack.components.retrievers.in_memory import InMemoryBM25Retriever, InMemoryEmbeddingRetriever
    from haystack.document_stores.in_memory import InMemoryDocumentStore
    from haystack_integrations.components.embedders.sentence_transformers import (
        SentenceTransformersDocumentEmbedder,
        SentenceTransformersTextEmbedder,
    )

    store = InMemoryDocumentStore(embedding_similarity_function="cosine")
    of_passages: Any = SentenceTransformersDocumentEmbedder(model=_model(), prefix=PASSAGE, progress_bar=False)
    of_queries: Any = SentenceTransformersTextEmbedder(model=_model(), prefix=QUERY, progress_bar=False)
    of_passages.warm_up()
    of_queries.warm_up()
    begun = time.perf_counter()
    documents = [Document(content=text, meta={"id": i}) for i, text in zip(ids, texts, strict=True)]
    store.write_documents(of_passages.run(documents)["documents"])
    indexed = time.perf_counter() - begun
    words, dense = InMemoryBM25Retriever(store, top_k=K), InMemoryEmbeddingRetriever(store, top_k=K)
    joiner = DocumentJoiner(join_mode="reciprocal_rank_fusion")

    def find(text: str) -> list[str]:
        first = words.run(query=text)["documents"]
        second = dense.run(query_embedding=of_queries.run(text)["embedding"])["documents"]
        return [document.meta["id"] for document in joiner.run([first, second])["documents"]]

    yield indexed, find


SYSTEMS = {
    "chidao": chidao,
    "sentence-transformers": sentence_transformers,
    "langchain FAISS + BM25": langchain_ensemble,
    "txtai hybrid": txtai_hybrid,
    "haystack BM25 + dense": haystack_hybrid,
}

if __name__ == "__main__":
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    sys.exit(main(sys.argv[1:]))
