"""A large segment, whose codes choose what is compared, finds what a small one does; damage in it is told."""

import datetime as dt
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from index import dense, durable, segments
from index.dense import Allowed, Dense
from index.documents import BlockKind, Context, Document, DocumentId, Passage, Sentence
from index.errors import BrokenIndex
from index.library import Library
from index.manifest import Manifest
from index.publishing import MOST_SEGMENTS
from index.rows import Stored
from index.segment import Segment
from index.segments import Filters
from index.snapshot import Snapshot
from tests.homes import found, open_library, python, write_articles

DIM, COUNT = 96, 6000
WARDS = ("phường Bình Dương", "phường Lái Thiêu", "xã Côn Đảo")
SPEAKERS = ("Trần Lưu Quang", "Nguyễn Văn An", None)
FIRST = dt.date(2025, 1, 1)


def units(rows: NDArray[np.float64]) -> NDArray[np.float32]:
    """Scale rows to length 1."""
    scaled: NDArray[np.float32] = (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)
    return scaled


def vectors(count: int, seed: int) -> NDArray[np.float32]:
    """Make vectors as encoders give them: a common direction, some topics, and noise."""
    generator = np.random.default_rng(seed)
    topics = np.random.default_rng(1).standard_normal((60, DIM))
    return units(2.0 + topics[generator.integers(0, 60, count)] + generator.standard_normal((count, DIM)))


PASSAGES, QUESTIONS = vectors(COUNT, 2), vectors(40, 3)


def day(row: int) -> dt.date | None:
    """Give the date of a row; one in seven has none."""
    return FIRST + dt.timedelta(days=row * 7919 % 400) if row % 7 else None


def ward(row: int) -> str:
    """Give the ward of a row; one in 500 is of another."""
    return WARDS[row % 3] if row % 500 else "xã Lý Nhơn"


def speaker(row: int) -> str | None:
    """Give the speaker of a row."""
    return SPEAKERS[row // 3 % 3]


def stored(row: int) -> Stored:
    """Make a passage whose words, date, ward and speaker follow from its number; ids are odd."""
    text = f"số{row} nhóm{row % 50} ngân sách"
    document = Document(DocumentId(f"{row:016x}"), "a.txt", text, text, day(row), None, False, None, "text")
    context = Context(speaker(row), (), (ward(row),), document.date)
    sentence = Sentence(document.id, 0, len(text), text, BlockKind.BODY, context)
    passage = Passage(document.id, 0, len(text), text, (sentence,))
    return Stored(2 * row + 1, document, passage, PASSAGES[row : row + 1])


def batches(rows: Sequence[int]) -> Iterator[segments.Batch]:
    """Give the passages of some rows, a thousand at a time."""
    for at in range(0, len(rows), 1000):
        part = list(rows[at : at + 1000])
        yield [stored(row) for row in part], PASSAGES[part]


@dataclass(frozen=True)
class Made:
    """One large segment by codes, and the same passages in three segments, two of them exact."""

    whole: Snapshot
    spread: Snapshot


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """Write both."""
    folder = tmp_path_factory.mktemp("snapshot")
    one = segments.write(folder / "segments", batches(range(COUNT)), DIM, exact_most=500)
    cuts = ((0, 4000), (4000, 4300), (4300, COUNT))
    three = tuple(segments.write(folder / "segments", batches(range(*cut)), DIM, exact_most=2000) for cut in cuts)
    coded = [(folder / "segments" / name / dense.CODES).exists() for name in (one, *three)]
    assert coded == [True, True, False, False]
    return Made(*(Snapshot(folder, Manifest("e", DIM, 1, "t", names)) for names in ((one,), three)))


def fitting(filters: Filters, removed: Sequence[int] = ()) -> list[int]:
    """Say the long way round which rows are within filters, by day, ward with level, and speaker."""
    rows = []
    for row in range(COUNT):
        date = day(row)
        since = not filters.since or bool(date and date >= filters.since)
        until = not filters.until or bool(date and date <= filters.until)
        named = filters.place in ("", ward(row)) and filters.speaker in ("", speaker(row))
        if since and until and named and 2 * row + 1 not in removed:
            rows.append(row)
    return rows


def exact(query: NDArray[np.float32], rows: Sequence[int], k: int) -> dict[int, float]:
    """Compare a query with every row given: passage id → cosine of the k best."""
    cosines = PASSAGES[list(rows)].astype(np.float64) @ query
    best = np.argsort(-cosines, kind="stable")[:k]
    return {2 * rows[i] + 1: float(cosines[i]) for i in best}


def test_codes_find_what_comparing_everything_finds(made: Made) -> None:
    for snapshot in (made.whole, made.spread):
        recall = [
            len(set(list(snapshot.dense(q, 100, Filters()))[:10]) & set(exact(q, range(COUNT), 10))) / 10
            for q in QUESTIONS
        ]
        assert np.mean(recall) >= 0.99
        assert min(recall) >= 0.9


def test_what_codes_find_is_ranked_by_exact_cosines(made: Made) -> None:
    for snapshot in (made.whole, made.spread):
        for query in QUESTIONS[:10]:
            found = snapshot.dense(query, 50, Filters())
            assert list(found.values()) == sorted(found.values(), reverse=True)
            right = {i: float(PASSAGES[i // 2].astype(np.float64) @ query) for i in found}
            assert found == pytest.approx(right, abs=1e-5)


def test_two_searches_of_one_question_agree(made: Made) -> None:
    for query in QUESTIONS[:5]:
        first = made.whole.dense(query, 100, Filters())
        assert list(made.whole.dense(query, 100, Filters()).items()) == list(first.items())


DAYS = st.one_of(st.none(), st.integers(-5, 405).map(lambda n: FIRST + dt.timedelta(days=n)))
FILTERS = st.builds(
    Filters, DAYS, DAYS, st.sampled_from(("", *WARDS, "xã Lý Nhơn")), st.sampled_from(("", "Trần Lưu Quang"))
)


@given(FILTERS, st.sampled_from((5, 100)), st.integers(0, len(QUESTIONS) - 1), st.integers(0, 3))
@settings(max_examples=40)
def test_a_filtered_search_by_codes_equals_comparing_every_allowed_passage(
    made: Made, filters: Filters, k: int, question: int, hidden: int
) -> None:
    query = QUESTIONS[question]
    removed = list(exact(query, range(COUNT), hidden)) if hidden else []
    allowed = fitting(filters, removed)
    right = exact(query, allowed, k)
    for snapshot in (made.whole.without(removed), made.spread.without(removed)):
        found = snapshot.dense(query, k, filters)
        assert {i // 2 for i in found} <= set(allowed)
        assert len(found) == len(right)
        assert len(set(list(found)[:10]) & set(list(right)[:10])) >= 0.9 * min(10, len(right))
        if len(allowed) <= 1000:  # few rows are all compared
            assert found == pytest.approx(right, abs=1e-5)


@given(FILTERS, st.sampled_from((3, 40)), st.integers(0, 49), st.integers(0, 3))
@settings(max_examples=40)
def test_a_filtered_search_by_words_equals_scoring_everything_and_leaving_out_the_rest(
    made: Made, filters: Filters, k: int, group: int, hidden: int
) -> None:
    query = {"words": {f"nhóm{group}": 1.0, "ngân": 0.5}}
    everything = made.whole.lexical(query, COUNT, Filters())
    removed = list(everything)[:hidden]
    allowed = {2 * row + 1 for row in fitting(filters, removed)}
    scores = [score for i, score in everything.items() if i in allowed][:k]
    found = made.whole.without(removed).lexical(query, k, filters)
    assert set(found) <= allowed
    assert list(found.values()) == pytest.approx(scores, rel=1e-5)


def test_a_filter_that_lets_one_passage_through_finds_it_by_codes_and_by_words(made: Made) -> None:
    last = Filters(since=FIRST + dt.timedelta(days=399), place="xã Lý Nhơn")
    (row,) = fitting(last) or (None,)
    assert row is None or list(made.whole.dense(QUESTIONS[0], 10, last)) == [2 * row + 1]
    for filters in (Filters(FIRST, FIRST, WARDS[0]), Filters(until=FIRST, speaker="Trần Lưu Quang")):
        rows = fitting(filters)
        assert 0 < len(rows) < 20
        assert set(made.whole.dense(QUESTIONS[0], 100, filters)) == {2 * row + 1 for row in rows}
        assert set(made.whole.lexical({"words": {"ngân": 1.0}}, 100, filters)) == {2 * row + 1 for row in rows}


def test_the_best_sentence_is_that_of_the_passage_asked_for(made: Made) -> None:
    ids = [1, 2, 4001, 2 * COUNT - 1, 2 * COUNT + 1]  # two of them are nowhere
    right = {i: float(np.rint(PASSAGES[i // 2] * 127) @ QUESTIONS[0] / 127) for i in (1, 4001, 2 * COUNT - 1)}
    for snapshot in (made.whole, made.spread):
        assert snapshot.best_sentences(QUESTIONS[0], ids) == pytest.approx(right, abs=1e-5)


def test_equal_vectors_give_equal_codes(tmp_path: Path) -> None:
    names = [segments.write(tmp_path, batches(range(700)), DIM, exact_most=500) for _ in range(2)]
    one, two = ((tmp_path / name / dense.CODES).read_bytes() for name in names)
    assert one == two


def flip(path: Path, at: int) -> None:
    """Change one byte of a file."""
    data = bytearray(path.read_bytes())
    data[at] ^= 0x55
    path.write_bytes(data)


@pytest.fixture
def large(tmp_path: Path) -> Path:
    """Write a segment by codes, and give its folder."""
    return tmp_path / segments.write(tmp_path, batches(range(2000)), DIM, exact_most=500)


def test_a_vector_that_is_not_as_it_was_written_is_never_compared(large: Path) -> None:
    sums = Segment(large)._columns.vector_sums
    flip(large / dense.VECTORS, 700 * 4 * DIM + 5)
    opened, rows = Dense(large, 2000, DIM, sums), np.array([699, 701])
    assert opened.cosines(QUESTIONS[0], rows) == pytest.approx(PASSAGES[rows] @ QUESTIONS[0], abs=1e-6)
    with pytest.raises(BrokenIndex, match="not the one that was written"):
        opened.cosines(QUESTIONS[0], np.array([700]))


@pytest.mark.parametrize("name", [dense.VECTORS, segments.SENTENCES, dense.CODES, f"{segments.LEXICAL}/meta.json"])
def test_a_large_segment_with_a_damaged_file_is_not_opened(large: Path, name: str) -> None:
    flip(large / name, (large / name).stat().st_size // 2)
    with pytest.raises(BrokenIndex, match="chidao repair"):
        Segment(large)


@pytest.mark.parametrize("size", [0, 100, 9 << 20])
def test_a_large_file_is_checked_by_length_and_samples_and_wholly_when_asked(tmp_path: Path, size: int) -> None:
    path = tmp_path / "file"
    path.write_bytes(np.random.default_rng(1).bytes(size))
    durable.seal(tmp_path)
    durable.check(tmp_path)
    durable.check(tmp_path, whole=True)
    if size > 8 << 20:
        flip(path, 5000)  # between two samples
        durable.check(tmp_path)
        with pytest.raises(BrokenIndex):
            durable.check(tmp_path, whole=True)
        for change in (path.read_bytes()[:-1], b"x" + path.read_bytes()[1:], bytes(size)):
            before = path.read_bytes()
            path.write_bytes(change)
            with pytest.raises(BrokenIndex):
                durable.check(tmp_path)
            path.write_bytes(before)


def test_the_handles_of_segments_that_nobody_holds_are_closed(tmp_path: Path) -> None:
    library = open_library(tmp_path / "home")
    before = len(list(Path("/proc/self/fd").iterdir()))
    for number in range(24):  # and as many segments, each opened
        library.add(write_articles(tmp_path / "in", [number]))
        library.snapshot()
    assert len(list(Path("/proc/self/fd").iterdir())) - before <= 2 * MOST_SEGMENTS + 2


def test_a_small_home_is_searched_without_loading_faiss(tmp_path: Path) -> None:
    open_library(tmp_path / "home").add(write_articles(tmp_path / "in", range(5)))
    code = (
        "import sys; from pathlib import Path; from index.segments import Filters;"
        "from tests.homes import open_library;"
        "library = open_library(Path(sys.argv[1])); query = library.encoder.encode_queries(['ngân sách'])[0];"
        "print(len(library.snapshot().dense(query, 5, Filters())), 'faiss' in sys.modules)"
    )
    with python(code, tmp_path / "home") as process:
        out, errors = process.communicate(timeout=120)
    assert out.split() == ["5", "False"], errors


def ask_until(done: threading.Event, library: Library, added: list[int], wrong: list[object]) -> None:
    """Ask for what was added last and first; note what is not found, and every error."""
    try:
        while not done.is_set():
            for number in {added[0], added[-1]}:
                if found(library, number) != {f"{number:04}.txt"}:
                    wrong.append(number)
    except BaseException as error:
        wrong.append(error)
        raise


def test_what_was_added_is_found_at_once_by_threads_while_segments_are_merged(tmp_path: Path) -> None:
    library = open_library(tmp_path / "home")
    library.add(write_articles(tmp_path / "in", [0]))
    added, done, wrong = [0], threading.Event(), list[object]()
    threads = [threading.Thread(target=ask_until, args=(done, library, added, wrong)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for number in range(1, 25):  # more than twice as many segments as are kept
        library.add(write_articles(tmp_path / "in", [number]))
        added.append(number)
    done.set()
    for thread in threads:
        thread.join(60)
    assert wrong == []


def test_nothing_is_found_where_nothing_is_allowed(made: Made) -> None:
    nobody = Allowed(np.zeros(COUNT, dtype=bool), 0)
    rows, _, _ = made.whole.segments()[0].leading(QUESTIONS[0], 10, nobody)
    assert len(rows) == 0
    assert made.whole.dense(QUESTIONS[0], 10, Filters(speaker="Không Ai")) == {}
    assert made.whole.lexical({"words": {"ngân": 1.0}}, 10, Filters(dt.date(2026, 1, 2), dt.date(2025, 1, 1))) == {}
