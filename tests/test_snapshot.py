"""A snapshot ranks exactly, within the filters, over any number of segments; what was removed is not found."""

import datetime as dt
import math
import random
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index import publishing
from index.catalogue import Catalogue, Stored
from index.naming import speaker_fits
from index.publishing import MOST_SEGMENTS
from index.segments import Filters, fields_of
from index.text import fold
from tests.homes import WORDS
from tests.passages import ENCODER, Made, Shelf

ALL = Filters()


def texts(count: int, words: int, seed: int = 7) -> list[Made]:
    """Make passages of random words, none alike."""
    generator = random.Random(seed)
    return [Made(" ".join([f"số{i}", *generator.choices(WORDS, k=words)])) for i in range(count)]


def query_of(text: str) -> dict[str, dict[str, float]]:
    """Weigh the words of a question, twice as much in one field as in the other."""
    words = fields_of(text)
    return {"words": dict.fromkeys(words["words"], 1.0), "pairs": dict.fromkeys(words["pairs"], 0.5)}


def naive_bm25(query: Mapping[str, Mapping[str, float]], passages: Sequence[Made], row: int) -> float:
    """Score one passage by BM25 as the textbooks have it: k1 = 1.2, b = 0.75."""
    score = 0.0
    for field, weights in query.items():
        bags = [fields_of(made.text)[field] for made in passages]
        average = sum(map(len, bags)) / len(bags)
        for word, weight in weights.items():
            within = sum(word in bag for bag in bags)
            rarity = math.log(1 + (len(bags) - within + 0.5) / (within + 0.5))
            often = Counter(bags[row])[word]
            score += weight * rarity * often * 2.2 / (often + 1.2 * (0.25 + 0.75 * len(bags[row]) / average))
    return score


def test_faiss_similarities_equal_cosines_computed_by_hand(tmp_path: Path) -> None:
    shelf, passages = Shelf(tmp_path), texts(60, 12)
    ids = shelf.add(passages[:40]) + shelf.add(passages[40:])
    query = ENCODER.encode_queries(["ngân sách đầu tư"])[0]
    cosines = {
        i: float(sum(float(a) * float(b) for a, b in zip(made.vector, query, strict=True)))
        / math.sqrt(sum(float(a) ** 2 for a in made.vector) * sum(float(b) ** 2 for b in query))
        for i, made in zip(ids, passages, strict=True)
    }
    found = shelf.open().dense(query, 10, ALL)
    best = sorted(cosines, key=lambda i: -cosines[i])[:10]
    assert list(found) == best
    assert found == pytest.approx({i: cosines[i] for i in best}, abs=1e-5)


def test_bm25_scores_equal_a_naive_computation(tmp_path: Path) -> None:
    shelf, passages = Shelf(tmp_path), texts(50, 25)  # up to 40 words tantivy notes lengths exactly
    ids = shelf.add(passages)
    query = query_of("ngân sách đầu tư cây xanh số7")
    naive = {i: naive_bm25(query, passages, row) for row, i in enumerate(ids)}
    assert shelf.open().lexical(query, 50, ALL) == pytest.approx({i: s for i, s in naive.items() if s}, rel=1e-4)


def test_bm25_scores_of_long_passages_are_within_a_twentieth_of_a_naive_computation(tmp_path: Path) -> None:
    shelf, passages = Shelf(tmp_path), texts(20, 180)  # tantivy rounds lengths over 40 words down, by up to 1/8
    ids = shelf.add(passages)
    query = query_of("ngân sách đầu tư cây xanh số7")
    naive = {i: naive_bm25(query, passages, row) for row, i in enumerate(ids)}
    assert shelf.open().lexical(query, 20, ALL) == pytest.approx({i: s for i, s in naive.items() if s}, rel=0.05)


@pytest.mark.parametrize("cuts", [(3, 20, 25), (1, 2, 3, 4, 5, 6, 7)])
def test_passages_spread_over_segments_rank_as_in_one(tmp_path: Path, cuts: tuple[int, ...]) -> None:
    """Frequencies are counted over all segments, so scores differ only by the average length: here under 12 %."""
    passages = texts(60, 25)
    whole, spread = Shelf(tmp_path / "one"), Shelf(tmp_path / "many")
    first = dict(zip(whole.add(passages), passages, strict=True))
    second: dict[int, Made] = {}
    for start, end in zip((0, *cuts), (*cuts, len(passages)), strict=True):
        second |= dict(zip(spread.add(passages[start:end]), passages[start:end], strict=True))
    assert len(spread.open().manifest.segments) == len(cuts) + 1
    for question in ("ngân sách đầu tư", "số7", "cây xanh môi trường y tế", "doanh nghiệp số59 an ninh"):
        query = query_of(question)
        one = {first[i].text: score for i, score in whole.open().lexical(query, 60, ALL).items()}
        many = {second[i].text: score for i, score in spread.open().lexical(query, 60, ALL).items()}
        assert many == pytest.approx(one, rel=0.12)
        assert next(iter(one)) == next(iter(many))


# Places by name, with the spellings that a filter may have. "Bình Trung" is not "Bình Trưng".
PLACES = ("phường Bình Dương", "phường Bình Trưng", "phường Bình Trung", "xã Côn Đảo", "phường Tân Khánh")
SOURCES = (None, "https://www.sggp.org.vn/bai-1.html", "https://tuoitre.vn/bai-2.html", "Báo Người Lao Động")
WRITTEN_SOURCES = {  # as typed, and which of the sources are meant
    "": (0, 1, 2, 3),
    "sggp": (1,),
    "SGGP.org.vn": (1,),
    "https://sggp.org.vn/bai-1.html": (1,),
    "tuoitre.vn; nguoi lao dong": (2, 3),
    "Báo Người": (3,),
    "Báo Ngươi": (),
    "tre.vn": (),
}
WRITTEN_KINDS = {"": ("article", "text"), "Bài báo": ("article",), "BAI VIET": ("article",), "text": ("text",)}
SPEAKERS = ("Trần Lưu Quang", "Nguyễn Văn An", "Đặng Thị Quang", "UBND phường Bình Dương")
DAYS = (None, *(dt.date(2025, month, 3) for month in range(7, 12)))


@st.composite
def filters(draw: st.DrawFn) -> tuple[Filters, str | None, bool, bool]:
    """Draw filters, and how the place in them is written: which, with level, with diacritics."""
    place = draw(st.sampled_from((None, *PLACES)))
    level, marks = draw(st.booleans()), draw(st.booleans())
    written = "" if place is None else place if level else place.split(" ", 1)[1]
    made = Filters(
        *(draw(st.sampled_from(DAYS)), draw(st.sampled_from(DAYS))),
        written if marks else fold(written),
        draw(st.sampled_from(("", "Trần Lưu Quang", "tran luu quang", "Quang", "An", "Bình Dương", "Ang"))),
        draw(st.sampled_from(tuple(WRITTEN_SOURCES))),
        draw(st.sampled_from(tuple(WRITTEN_KINDS))),
    )
    return made, place, level, marks


def fits(made: Made, wanted: Filters, place: str | None, *, level: bool, marks: bool) -> bool:
    """Say the long way round whether a passage is within the filters."""
    if wanted.since and not (made.date and made.date >= wanted.since):
        return False
    if wanted.until and not (made.date and made.date <= wanted.until):
        return False
    said = f" {(made.speaker or '').lower()} "
    if SOURCES.index(made.source) not in WRITTEN_SOURCES[wanted.source] or made.kind not in WRITTEN_KINDS[wanted.kind]:
        return False
    asked = wanted.speaker.lower()
    if asked and f" {asked} " not in (fold(said) if asked == fold(asked) else said):
        return False
    if place is None:
        return True
    forms = [p if level else p.split(" ", 1)[1] for p in made.places]
    return (place if level else place.split(" ", 1)[1]) in forms if marks else wanted.place in map(fold, forms)


def random_passages(count: int) -> list[Made]:
    """Make passages with random dates, places and speakers."""
    generator = random.Random(5)
    return [
        Made(
            f"số{i} {' '.join(generator.choices(WORDS, k=6))} ngân sách",
            generator.choice(DAYS),
            tuple(generator.sample(PLACES, generator.choice((0, 1, 1, 2)))),
            generator.choice((None, *SPEAKERS)),
            generator.choice(SOURCES),
            generator.choice(("article", "text")),
        )
        for i in range(count)
    ]


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> tuple[Shelf, dict[int, Made]]:
    """Make 300 passages in three segments, 30 of them removed."""
    made, passages = Shelf(tmp_path_factory.mktemp("shelf")), random_passages(300)
    ids: dict[int, Made] = {}
    for start in (0, 150, 290):
        part = passages[start : {0: 150, 150: 290, 290: 300}[start]]
        ids |= dict(zip(made.add(part), part, strict=True))
    for i in [i for i in ids if i % 10 == 0]:
        made.remove(ids.pop(i))
    assert len(made.open().manifest.segments) == 3
    return made, ids


@given(filters(), st.sampled_from((1, 3, 20, 400)))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_filters_apply_before_ranking(
    shelf: tuple[Shelf, dict[int, Made]], wanted: tuple[Filters, str | None, bool, bool], k: int
) -> None:
    made, (chosen, place, level, marks) = shelf, wanted
    opened, passages = made[0].open(), made[1]
    right = {i for i, passage in passages.items() if fits(passage, chosen, place, level=level, marks=marks)}
    query = ENCODER.encode_queries(["ngân sách"])[0]
    dense = opened.dense(query, k, chosen)
    lexical = opened.lexical(query_of("ngân sách"), k, chosen)
    assert set(dense) <= right
    assert set(lexical) <= right
    assert len(dense) == len(lexical) == min(k, len(right))
    cosines = {i: float(passages[i].vector @ query) for i in right}
    assert min(dense.values(), default=0) >= max((c for i, c in cosines.items() if i not in dense), default=-1) - 1e-5


def test_a_city_is_one_place_in_all_its_spellings(tmp_path: Path) -> None:
    made = Shelf(tmp_path)
    ids = made.add(
        [Made(f"số{i} ngân sách", places=(p,)) for i, p in enumerate(("TPHCM", "TP.HCM", "Thành phố Hồ Chí Minh"))]
    )
    for asked in ("TPHCM", "TP. HCM", "thành phố Hồ Chí Minh"):
        assert set(made.open().lexical(query_of("ngân sách"), 5, Filters(place=asked))) == set(ids)


def test_a_speaker_is_named_by_whole_words() -> None:
    asked = ("Lưu Quang", "luu quang", "QUANG", "Ưu", "an", "Quảng", "Trần Quang")
    assert [speaker_fits(a, "trần lưu quang") for a in asked] == [True, True, True, False, False, False, False]


@pytest.mark.parametrize(
    ("asked", "fits"),
    [
        ("ông Trần Lưu Quang", True),
        ("đồng chí trần lưu quang", True),
        ("Bí thư Thành ủy Trần Lưu Quang", True),
        ("Bí thư Đảng ủy phường Bình Dương Trần Lưu Quang", True),
        ("bi thu thanh uy tran luu quang", True),
        ("Lê An; Lưu Quang", True),
        ("Bí thư Nguyễn Trần Lưu Quang", False),
        ("Bí thư Thành ủy", False),
        ("ông Trần Lưu Quảng", False),
    ],
)
def test_a_form_of_address_or_an_office_may_stand_before_a_speaker(asked: str, *, fits: bool) -> None:
    assert speaker_fits(asked, "trần lưu quang") is fits


def test_an_office_asked_for_is_not_its_deputys() -> None:
    assert speaker_fits("Bí thư Thành ủy", "Bí thư Trung ương Đảng, Bí thư Thành ủy TPHCM")
    assert speaker_fits("Phó Bí thư Thành ủy", "Phó Bí thư Thành ủy TPHCM")
    assert not speaker_fits("Bí thư Thành ủy", "Phó Bí thư Thành ủy TPHCM")
    assert not speaker_fits("bi thu thanh uy", "Phó Bí thư Thành ủy TPHCM")


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        # Every Bình Trưng and Thủ Đức ever was there; before July 2025 other provinces had a Tân Khánh and Bình Dương.
        ("TPHCM", {0, 1, 3, 4}),
        ("thanh pho ho chi minh", {0, 1, 3, 4}),
        ("tỉnh Bình Dương", {0}),
        ("thành phố Thủ Đức", {1, 3, 4}),
        ("Thủ Đức", {4}),
        ("tỉnh Thái Nguyên; phường Thủ Đức", {4}),
        ("Hà Nội", set()),
    ],
)
def test_a_city_lets_its_wards_through_where_their_name_tells_that_they_lie_in_it(
    tmp_path: Path, asked: str, found: set[int]
) -> None:
    since, before = dt.date(2025, 9, 1), dt.date(2024, 9, 1)
    made: list[tuple[str, dt.date | None]] = [
        ("phường Tân Khánh", since),
        ("phường Bình Trưng", since),
        ("phường Bình Dương", before),
    ]
    made += [("phường Bình Trưng", before), ("phường Thủ Đức", None), ("xã Tân Lập", since)]
    shelf = Shelf(tmp_path)
    ids = shelf.add([Made(f"số{i} ngân sách", day, (place,)) for i, (place, day) in enumerate(made)])
    hits = shelf.open().lexical(query_of("ngân sách"), 9, Filters(place=asked))
    assert {ids.index(i) for i in hits} == found
    assert set(shelf.open().dense(ENCODER.encode_queries(["ngân sách"])[0], 9, Filters(place=asked))) == set(hits)


def test_a_snapshot_that_a_question_holds_never_changes(tmp_path: Path) -> None:
    shelf, passages = Shelf(tmp_path), texts(30, 10)
    shelf.add(passages[:20])
    held = shelf.open()
    before = held.lexical(query_of("ngân sách đầu tư y tế"), 30, ALL)
    for made in passages[:19]:
        shelf.remove(made)
    shelf.add(passages[20:])
    assert held.lexical(query_of("ngân sách đầu tư y tế"), 30, ALL) == before
    assert (len(held), len(shelf.open())) == (20, 11)


@given(st.data())
@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_merging_loses_and_doubles_nothing(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    shelf = Shelf(tmp_path_factory.mktemp("merging"))
    waiting = texts(120, 5)
    inside: dict[int, Made] = {}
    for _ in range(data.draw(st.integers(10, 25), label="steps")):
        if bool(inside) and data.draw(st.booleans(), label="remove"):
            shelf.remove(inside.pop(data.draw(st.sampled_from(sorted(inside)))))
        elif waiting:
            part = [waiting.pop() for _ in range(min(len(waiting), data.draw(st.integers(1, 12), label="added")))]
            inside |= dict(zip(shelf.add(part), part, strict=True))
        opened = shelf.open()
        held = [int(i) for segment in opened.segments() for i in segment.passages]
        assert len(held) == len(set(held))
        assert set(held) - set(opened.manifest.removed) == set(inside)
        assert len(opened.manifest.segments) <= MOST_SEGMENTS
        query = np.ones(ENCODER.dim, dtype=np.float32) / math.sqrt(ENCODER.dim)
        assert set(opened.dense(query, 500, ALL)) == set(inside)


class Watched(Catalogue):
    """A catalogue that notes which passages are read from it, and which revision is published meanwhile."""

    def __init__(self, shelf: Shelf) -> None:
        super().__init__(shelf.catalogue.path)
        self._shelf = shelf
        self.read: list[tuple[set[int], int]] = []

    def stored(self, ids: Iterable[int]) -> dict[int, Stored]:
        """Give the passages."""
        found = super().stored(ids)
        self.read.append((set(found), self._shelf.open().manifest.revision))
        return found

    def publish(self) -> list[tuple[set[int], int]]:
        """Publish, and tell what was read."""
        publishing.publish(self._shelf.folder / "snapshot", self, ENCODER)
        self.close()
        return self.read


def test_publishing_reads_only_what_is_new(tmp_path: Path) -> None:
    shelf, passages = Shelf(tmp_path), texts(60, 5)
    shelf.add(passages[:50])
    shelf.remove(passages[7])
    new = shelf.insert(passages[50:])
    assert [ids for ids, _ in Watched(shelf).publish()] == [set(new)]
    shelf.delete(passages[55])
    assert Watched(shelf).publish() == []
    assert len(shelf.open()) == 58


def test_what_is_new_is_published_before_segments_are_merged(tmp_path: Path) -> None:
    shelf, passages = Shelf(tmp_path), texts(20, 5)
    for made in passages[:MOST_SEGMENTS]:
        shelf.add([made])
    new, before = shelf.insert([passages[-1]]), shelf.open().manifest.revision
    (first, second) = Watched(shelf).publish()
    assert first == (set(new), before)
    assert set(new) < second[0]
    assert second[1] == before + 1


def test_adding_one_by_one_copies_each_passage_only_a_few_times(tmp_path: Path) -> None:
    shelf, written = Shelf(tmp_path), 0
    for made in texts(40, 5):
        before = set(shelf.open().manifest.segments)
        shelf.add([made])
        written += sum(len(s.passages) for s in shelf.open().segments() if s.name not in before)
    assert written < 40 * 4
