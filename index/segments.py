"""A segment: passages as immutable search files, vectors for meaning, tantivy for words, columns for filters."""

import datetime as dt
import math
import re
import uuid
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any, BinaryIO, Final

import numpy as np
from numpy.typing import NDArray

from index import dense, diacritics_counts, durable, places
from index.abbreviations import other_forms, taken
from index.catalogue import Stored
from index.columns import KINDS, Gathered
from index.dates import date_parts, dates_asked
from index.document_numbers import numbers_asked
from index.former_units import areas_of
from index.naming import Kind, source_of
from index.rows import as_int8
from index.text import bigrams, comparable, fold, tokens

__all__ = [
    "Batch",
    "Filters",
    "fact_words",
    "fields_of",
    "inverse_frequency",
    "schema",
    "write",
]

# The fields of words. `folded` holds everything without diacritics, for questions typed without them.
FIELDS: Final = ("words", "pairs", "preface", "folded", "folded_pairs")
_DIGIT = re.compile(r"\d")
LEXICAL: Final = "lexical"
_HEAP: Final = 512_000_000  # bytes of words held before they are written: one part is searched faster than several
SPELLING: Final = "spelling.npz"  # how often each word is written with which diacritics
SENTENCES: Final = "sentences.int8"  # the vectors of all sentences, in steps of 1/127, one after another

Batch = tuple[Sequence[Stored], NDArray[np.float32]]  # passages and their unit vectors, shape (passages, dim)


@dataclass(frozen=True, slots=True)
class Filters:
    """Which passages may be found; None and "" let everything through."""

    since: dt.date | None = None
    until: dt.date | None = None  # inclusive
    place: str = ""  # each of these four: one name, or several with ";" between them
    speaker: str = ""
    source: str = ""  # the site or name after `Nguồn:`, or a whole address
    kind: str = ""  # of document

    @property
    def active(self) -> bool:
        """Whether anything is filtered."""
        return self != Filters()

    def having(self, kind: Kind, wanted: str) -> "Filters":
        """The same filters with something else asked of a kind of value."""
        return replace(self, **{kind: wanted})  # type: ignore[arg-type] # all of these are texts

    def named(self) -> dict[Kind, str]:
        """The kinds of value that are filtered, and what is asked of each, as it was written."""
        asked: dict[Kind, str] = {
            "place": self.place,
            "speaker": self.speaker,
            "source": self.source,
            "kind": self.kind,
        }
        return {kind: wanted for kind, wanted in asked.items() if wanted}


def fields_of(text: str, preface: str = "") -> dict[str, list[str]]:
    """The words of a passage (or question), by field."""
    words, others = tokens(text), [*tokens(other_forms(text)), *fact_words(text)]
    before, before_others, before_folded = _preface_words(preface, taken())
    folded, folded_others = [_folded(word) for word in words], [_folded(word) for word in others]
    return {
        "words": [*words, *others],
        "pairs": [*bigrams(words), *bigrams(others)],
        "preface": [*before, *before_others],
        "folded": [*folded, *folded_others, *before_folded],
        "folded_pairs": [*bigrams(folded), *bigrams(folded_others)],
    }


_folded = lru_cache(maxsize=1 << 16)(fold)  # few syllables make up most of a text


@lru_cache(maxsize=64)
def _preface_words(
    preface: str, _own: tuple[tuple[str, str], ...]
) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """The words of a preface, its other forms, and all of them folded; the passages of an article share one."""
    before = tokens(preface)
    others = [*tokens(other_forms(preface)), *fact_words(preface)]
    return tuple(before), tuple(others), tuple(map(_folded, [*before, *others]))


def fact_words(text: str) -> list[str]:
    """Words for what is written in several ways: 17-9 for "17/09/2025", 249 for "249-KH/UBKTTW".

    So a question "ngày 17 tháng 9" finds "Chiều 17-9", and "kế hoạch 249" finds the document by its full number.
    """
    if not _DIGIT.search(text):
        return []
    found: list[str] = []
    for day in dates_asked(text):
        year, month, number = date_parts(day.value)
        if month and "/" not in day.value:
            first = f"{int(number)}-{int(month)}" if number else str(int(month))
            found += [first] * bool(number) + [f"{first}-{year}"] * bool(year)
    for document in numbers_asked(text):
        found += re.findall(r"\d+", document.value)[:1]
    return list(dict.fromkeys(found))


def write(folder: Path, batches: Iterable[Batch], dim: int, exact_most: int = dense.EXACT_MOST) -> str:
    """Writes a segment into `folder` and returns its name. A crash leaves only a folder named with a dot in front.

    Up to `exact_most` passages every vector is compared with a question; of more, those that lead by codes.
    """
    name = uuid.uuid4().hex[:12]
    temporary = folder / f".{name}"
    (temporary / LEXICAL).mkdir(parents=True)
    _write_files(temporary, batches, dim, exact_most)
    durable.seal(temporary)
    temporary.rename(folder / name)
    durable.sync(folder)
    return name


def _write_files(folder: Path, batches: Iterable[Batch], dim: int, exact_most: int) -> None:
    import tantivy

    lexical = tantivy.Index(schema(), path=str(folder / LEXICAL))
    writer = lexical.writer(heap_size=_HEAP, num_threads=1)
    columns, moments, spelling = Gathered(), dense.Moments(dim), diacritics_counts.nothing()
    with (folder / dense.VECTORS).open("wb") as rows, (folder / SENTENCES).open("wb") as sentences:
        for passages, vectors in batches:
            moments.see(vectors)
            spelling = spelling.merge(diacritics_counts.count(stored.passage.text for stored in passages))
            for stored, vector in zip(passages, vectors, strict=True):
                codes = {kind: columns.codes_of(kind, values) for kind, values in _values(stored).items()}
                day = stored.document.date.toordinal() if stored.document.date else 0
                writer.add_document(_words(stored, len(columns.passage), day, codes))
                columns.passage.append(stored.id)
                columns.day.append(day)
                columns.vector_sum.append(_written(rows, vector.tobytes()))
                columns.first.append(columns.first[-1] + len(stored.sentence_vectors))
                columns.sentence_sum.append(_written(sentences, as_int8(stored.sentence_vectors).tobytes()))
    writer.commit()
    writer.wait_merging_threads()
    columns.write(folder, dim)
    spelling.save(folder / SPELLING)
    if len(columns.passage) > exact_most:
        dense.write_codes(folder, len(columns.passage), dim, moments)


def _written(file: BinaryIO, data: bytes) -> int:
    """Writes a stretch of a file and returns its checksum."""
    file.write(data)
    return zlib.crc32(data)


def schema() -> Any:  # noqa: ANN401 - tantivy's class is loaded late
    """The fields of a segment's tantivy index."""
    import tantivy

    builder = tantivy.SchemaBuilder()
    for name in FIELDS:
        builder.add_text_field(name, stored=False, tokenizer_name="whitespace", index_option="freq")
    builder.add_integer_field("row", stored=False, indexed=False, fast=True)
    builder.add_integer_field("day", stored=False, indexed=True, fast=True)
    for name in KINDS:
        builder.add_integer_field(name, stored=False, indexed=True, fast=False)
    return builder.build()


def _words(stored: Stored, row: int, day: int, codes: Mapping[str, Sequence[int]]) -> Any:  # noqa: ANN401 - tantivy's class is loaded late
    import tantivy

    document = tantivy.Document()
    for name, words in fields_of(stored.passage.text, stored.passage.preface).items():
        document.add_text(name, " ".join(words))
    document.add_integer("row", row)
    document.add_integer("day", day)
    for kind, values in codes.items():
        for code in values:
            document.add_integer(kind, code)
    return document


def _values(stored: Stored) -> dict[str, list[str]]:
    """What filters may ask of a passage, by kind."""
    document, named = stored.document, _places(stored)
    return {
        "place": named,
        "area": sorted(frozenset().union(*(areas_of(place, document.date) for place in named))),
        "speaker": _speakers(stored),
        "source": [source_of(document.source)] if document.source else [],
        "kind": [document.kind],
    }


def _places(stored: Stored) -> list[str]:
    """The places of a passage's sentences, normalised: "phường bình dương", one value for all spellings of TPHCM."""
    written = {place for sentence in stored.passage.sentences for place in sentence.context.places}
    return sorted({next((p.value for p in places.places_in(w)), comparable(w)) for w in written})


def _speakers(stored: Stored) -> list[str]:
    """The speakers of a passage's sentences, comparable form."""
    return sorted({comparable(s.context.speaker) for s in stored.passage.sentences if s.context.speaker})


def inverse_frequency(count: int, frequency: int) -> float:
    """BM25's inverse document frequency, as tantivy (and Lucene) compute it."""
    return math.log(1 + (count - frequency + 0.5) / (frequency + 0.5))
