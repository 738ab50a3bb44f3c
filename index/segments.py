"""A segment: passages as immutable search files, FAISS for meaning, tantivy for words, columns for filters."""

import datetime as dt
import json
import math
import re
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from index import durable, places
from index.abbreviations import other_forms
from index.catalogue import Stored
from index.dates import date_parts, dates_asked
from index.document_numbers import numbers_asked
from index.errors import BrokenIndex
from index.rows import as_int8
from index.text import bigrams, comparable, fold, has_diacritics, tokens

# The fields of words. `folded` holds everything without diacritics, for questions typed without them.
FIELDS: Final = ("words", "pairs", "preface", "folded", "folded_pairs")
DENSE: Final = "dense.faiss"
_DIGIT = re.compile(r"\d")
LEXICAL: Final = "lexical"
SENTENCES: Final = "sentences.int8"  # the vectors of all sentences, in steps of 1/127, one after another
COLUMNS: Final = "columns.npz"
NAMED: Final = "named.json"

Batch = tuple[Sequence[Stored], NDArray[np.float32]]  # passages and their unit vectors, shape (passages, dim)


@dataclass(frozen=True, slots=True)
class Filters:
    """Which passages may be found; None and "" let everything through."""

    since: dt.date | None = None
    until: dt.date | None = None  # inclusive
    place: str = ""
    speaker: str = ""

    @property
    def active(self) -> bool:
        """Whether anything is filtered."""
        return self != Filters()


def fields_of(text: str, preface: str = "") -> dict[str, list[str]]:
    """The words of a passage (or question), by field."""
    words, before, others = tokens(text), tokens(preface), [*tokens(other_forms(text)), *fact_words(text)]
    folded, folded_others = [fold(word) for word in words], [fold(word) for word in others]
    return {
        "words": [*words, *others],
        "pairs": [*bigrams(words), *bigrams(others)],
        "preface": [*before, *tokens(other_forms(preface)), *fact_words(preface)],
        "folded": [*folded, *folded_others, *(fold(word) for word in before)],
        "folded_pairs": [*bigrams(folded), *bigrams(folded_others)],
    }


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


def write(folder: Path, batches: Iterable[Batch], dim: int) -> str:
    """Writes a segment into `folder` and returns its name. A crash leaves only a folder named with a dot in front."""
    name = uuid.uuid4().hex[:12]
    temporary = folder / f".{name}"
    (temporary / LEXICAL).mkdir(parents=True)
    _write_files(temporary, batches, dim)
    durable.seal(temporary)
    temporary.rename(folder / name)
    durable.sync(folder)
    return name


def _write_files(folder: Path, batches: Iterable[Batch], dim: int) -> None:
    import faiss
    import tantivy

    dense = faiss.IndexFlatIP(dim)
    lexical = tantivy.Index(schema(), path=str(folder / LEXICAL))
    writer = lexical.writer(heap_size=64_000_000, num_threads=1)
    ids: list[int] = []
    days: list[int] = []
    first = [0]  # of each passage's sentences in `SENTENCES`, and the end of the last
    named: dict[str, list[list[str]]] = {"place": [], "speaker": []}
    with (folder / SENTENCES).open("wb") as sentences:
        for passages, vectors in batches:
            dense.add(np.ascontiguousarray(vectors))
            for stored in passages:
                writer.add_document(_words(stored, len(ids)))
                ids.append(stored.id)
                days.append(stored.document.date.toordinal() if stored.document.date else 0)
                first.append(first[-1] + len(stored.sentence_vectors))
                sentences.write(as_int8(stored.sentence_vectors).tobytes())
                named["place"].append(_places(stored))
                named["speaker"].append(_speakers(stored))
    writer.commit()
    writer.wait_merging_threads()
    faiss.write_index(dense, str(folder / DENSE))
    np.savez(
        folder / COLUMNS,
        passage=np.array(ids, dtype=np.int64),
        day=np.array(days, dtype=np.int32),
        first=np.array(first, dtype=np.int64),
    )
    (folder / NAMED).write_text(json.dumps(named, ensure_ascii=False), encoding="utf-8")


def schema() -> Any:  # noqa: ANN401 - tantivy's class is loaded late
    """The fields of a segment's tantivy index."""
    import tantivy

    builder = tantivy.SchemaBuilder()
    for name in FIELDS:
        builder.add_text_field(name, stored=False, tokenizer_name="whitespace", index_option="freq")
    builder.add_integer_field("row", stored=False, indexed=False, fast=True)
    return builder.build()


def _words(stored: Stored, row: int) -> Any:  # noqa: ANN401 - tantivy's class is loaded late
    import tantivy

    document = tantivy.Document()
    for name, words in fields_of(stored.passage.text, stored.passage.preface).items():
        document.add_text(name, " ".join(words))
    document.add_integer("row", row)
    return document


def _places(stored: Stored) -> list[str]:
    """The places of a passage's sentences, normalised: "phường bình dương", one value for all spellings of TPHCM."""
    written = {place for sentence in stored.passage.sentences for place in sentence.context.places}
    return sorted({next((p.value for p in places.places_in(w)), comparable(w)) for w in written})


def _speakers(stored: Stored) -> list[str]:
    """The speakers of a passage's sentences, comparable form."""
    return sorted({comparable(s.context.speaker) for s in stored.passage.sentences if s.context.speaker})


def passage_ids(folder: Path) -> NDArray[np.int64]:
    """The ids of the passages in a segment, by row; raises BrokenIndex when the file cannot be read."""
    try:
        with np.load(folder / COLUMNS) as columns:
            ids: NDArray[np.int64] = columns["passage"]
            return ids
    except (OSError, ValueError, KeyError, EOFError) as error:
        raise BrokenIndex(where=folder, found=f"{type(error).__name__}: {str(error)[:120]}") from error


def inverse_frequency(count: int, frequency: int) -> float:
    """BM25's inverse document frequency, as tantivy (and Lucene) compute it."""
    return math.log(1 + (count - frequency + 0.5) / (frequency + 0.5))


def place_fits(wanted: str, place: str) -> bool:
    """Whether a place is the one asked for, with or without level and diacritics: "Binh Duong", "phường Bình Dương"."""
    if places.is_ward(place) and fold(places.name_of(place)) not in fold(wanted):
        return False  # most places, told at once
    asked = next((p.value for p in places.places_asked(wanted, [place])), comparable(wanted))
    return places.same_place(asked, place)


def speaker_fits(wanted: str, speaker: str) -> bool:
    """Whether the words asked for stand, whole and in order, in a speaker's name; without diacritics if typed so."""
    asked, known = comparable(wanted), comparable(speaker)
    return f" {asked} " in f" {known if has_diacritics(asked) else fold(known)} "
