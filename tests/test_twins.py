"""The twins of the five articles: swapped where the table says so, verbatim everywhere else."""

import datetime as dt
import gzip
import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.settings import Settings
from tests.benchmarks import worlds
from tests.benchmarks.twin_table import ARTICLES, CORPUS_WARDS
from tests.benchmarks.twins import FIRST, LAST, SEEDS, Twin, distance, swapped, twins
from tests.benchmarks.world_home import CHUNK, World, built, law
from tests.fakes import HashingEncoder

PEOPLE = {name for a in ARTICLES for name in (*a.men, *a.women, *a.credited)}
TEXTS = {a.prefix: next(SEEDS.glob(f"{a.prefix}_*.txt")).read_text(encoding="utf-8") for a in ARTICLES}


@pytest.fixture(scope="module")
def made() -> list[Twin]:
    """Make the five hundred twins."""
    return list(twins(500, 7))


def _plain(text: str) -> str:
    marks = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return "".join(c for c in marks if not unicodedata.combining(c))


def test_the_same_seed_gives_the_same_twins_and_another_one_gives_others(made: list[Twin]) -> None:
    assert list(twins(500, 7)) == made
    assert not {twin.text for twin in twins(50, 8)} & {twin.text for twin in made}


def test_fewer_twins_are_the_first_of_more(made: list[Twin]) -> None:
    assert list(twins(7, 7)) == made[:7]


def test_there_are_a_hundred_twins_of_each_article_and_no_two_are_alike(made: list[Twin]) -> None:
    assert Counter(twin.article for twin in made) == dict.fromkeys(TEXTS, 100)
    assert len({twin.text for twin in made}) == len({twin.file for twin in made}) == 500


def test_no_twin_is_taken_for_gold_by_its_file_name(made: list[Twin]) -> None:
    assert all(re.fullmatch(r"twin-00[0-4]-\d{3}\.txt", twin.file) for twin in made)


def test_every_string_of_the_table_stands_in_its_article(made: list[Twin]) -> None:
    for twin in made[:5]:
        assert [old for old in twin.swaps if old not in TEXTS[twin.article]] == []


def test_a_twin_differs_from_its_article_in_exactly_the_swapped_strings(made: list[Twin]) -> None:
    for twin in made:
        back = twin.text
        swaps = sorted(twin.swaps.items(), key=lambda swap: -len(swap[1]))
        for number, (old, new) in enumerate(swaps):
            assert back.count(new) == TEXTS[twin.article].count(old), (twin.file, old, new)
            back = back.replace(new, chr(0xE000 + number))  # a sign that no other string is found in
        assert "".join(swaps[ord(c) - 0xE000][0] if c >= "\ue000" else c for c in back) == TEXTS[twin.article]


def test_no_twin_holds_a_ward_a_person_a_figure_or_a_date_of_its_article(made: list[Twin]) -> None:
    for twin in made:
        assert all(old != new for old, new in twin.swaps.items())
        left = [old for old in twin.swaps if re.search(rf"(?<!\w){re.escape(old)}(?!\w)", twin.text)]
        assert left == [], twin.file


def test_no_twin_holds_a_ward_or_a_person_of_any_of_the_five_articles_in_whatever_spelling(made: list[Twin]) -> None:
    names = [_plain(name) for name in (*CORPUS_WARDS, *PEOPLE)]
    for twin in made:
        text = _plain(twin.text)
        assert [name for name in names if name in text or name.replace(" ", "-") in text] == [], twin.file


def test_figures_dates_and_teams_of_an_article_are_all_swapped() -> None:
    # What is left of digits names documents, terms and things that all wards share.
    shared = {"249", "2025", "2030", "24", "57", "68", "18", "2", "0"}
    for twin in twins(5, 7):
        kept = swapped(TEXTS[twin.article], dict.fromkeys(twin.swaps, ""))
        assert set(re.findall(r"\d+", kept)) <= shared, twin.article


def test_a_ward_is_a_real_one_and_not_easily_taken_for_one_of_the_corpus(made: list[Twin]) -> None:
    real = set(json.loads((SEEDS.parent / "index" / "data" / "units.json").read_text(encoding="utf-8"))["phường"])
    new = {twin.swaps[ward] for twin in made for ward in CORPUS_WARDS if ward in twin.swaps}
    assert new <= real
    assert min(distance(_plain(name), _plain(own)) for name in new for own in CORPUS_WARDS) > 1


def test_a_person_and_a_place_keep_their_new_names_throughout_a_twin(made: list[Twin]) -> None:
    twin = next(twin for twin in made if twin.article == "001")
    given = twin.swaps["Nguyễn Thanh Tâm"].split()[-1]
    leader = _plain(twin.swaps["Nguyễn Thanh Nghị"]).replace(" ", "-")
    assert twin.text.count(f"ông {given} cho biết") == TEXTS["001"].count("ông Tâm cho biết") == 2
    assert f"/ong-{leader}-tan-dung" in twin.text
    assert (made[2].swaps["Bình Trưng"], made[2].swaps["Đặng Minh Thông"]) == (
        made[3].swaps["Bình Trưng"],
        made[3].swaps["Đặng Minh Thông"],
    )


def test_a_date_is_shifted_alike_in_header_and_text(made: list[Twin]) -> None:
    for twin in (twin for twin in made if twin.article in ("000", "003", "004")):
        header = re.match(r"\s*date (\d{4}-\d\d-\d\d) ", twin.text)
        assert header
        day = dt.date.fromisoformat(header[1])
        assert FIRST <= day <= LAST
        assert f"{day.day}-{day.month}" in twin.text[header.end() :]
        if twin.article == "003":
            assert f"{12 - day.month} tháng còn lại của năm" in twin.text


def test_a_figure_keeps_its_format(made: list[Twin]) -> None:
    members = re.compile(r"với (\d{1,3}(?:\.\d{3})*) đảng viên")
    found = [members.search(twin.text) for twin in made if twin.article == "003"]
    values = [int(match[1].replace(".", "")) for match in found if match]
    assert len(values) == 100
    assert 0.5 * 2952 < min(values) < 2952 < max(values) < 1.8 * 2952


def test_names_that_a_question_asks_for_are_given_to_no_twin() -> None:
    drawn = {ward for twin in twins(500, 7) for old, ward in twin.swaps.items() if old in CORPUS_WARDS}
    asked = sorted(drawn)[:100]
    avoiding = [f"dan so phuong {_plain(ward)} la bao nhieu" for ward in asked]
    again = {ward for twin in twins(500, 7, avoiding) for old, ward in twin.swaps.items() if old in CORPUS_WARDS}
    assert not again & set(asked)


def test_a_longer_string_is_swapped_before_a_shorter_one_and_only_as_a_whole_word() -> None:
    assert swapped("ngày 17-9-2025, 17-9, 117-9", {"17-9": "1-2", "17-9-2025": "3-4-2026"}) == (
        "ngày 3-4-2026, 1-2, 117-9"
    )


def test_a_world_of_public_texts_without_their_folder_ends_with_a_message(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CHIDAO_DATA", raising=False)
    with pytest.raises(SystemExit, match="CHIDAO_DATA is not set"):
        worlds.main(["news", "--split", "tune"])


def test_a_missing_file_of_public_texts_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("CHIDAO_DATA", str(tmp_path))
    with pytest.raises(SystemExit, match=r"articles\.jsonl\.gz: no such file"):
        worlds.main(["law"])


def _law(folder: Path, count: int = 3 * CHUNK, words: str = "quy định") -> Path:
    path = folder / "articles.jsonl.gz"
    rows = [
        {"id": str(n), "title": f"Điều {n}", "text": f"Điều này {words} việc {n}." if n else " "} for n in range(count)
    ]
    with gzip.open(path, "wt", encoding="utf-8") as file:
        file.write("".join(json.dumps(row) + "\n" for row in rows))
    return path


def _interrupted(world: World, at: int) -> World:
    """The same world, whose texts break off when they are read for the third time: when it is built."""
    readings = iter(range(9))

    def texts() -> Iterator[tuple[str, str]]:
        building = next(readings) == 2
        for number, row in enumerate(world.texts()):
            if building and number == at:
                raise KeyboardInterrupt
            yield row

    return World(world.name, world.count, texts, world.prepare)


def test_an_interrupted_build_goes_on_where_it_was(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    settings = Settings(home=tmp_path / "home", cache=tmp_path / "cache")
    world = law(_law(tmp_path), 500)
    with pytest.raises(KeyboardInterrupt), built(settings, _interrupted(world, 2 * CHUNK + 50), HashingEncoder()):
        pass
    with built(settings, world, HashingEncoder()) as made:
        assert made.distractors == 500
        assert len(made.library.snapshot()) == made.library.catalogue.counts()["passages"]
        seconds = made.seconds
    assert "100 added" in capsys.readouterr().err.splitlines()[-1]
    with built(settings, world, HashingEncoder()) as again:
        assert (again.distractors, again.seconds) == (500, seconds)


def test_a_world_of_other_data_is_built_anew(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path / "home", cache=tmp_path / "cache")
    with built(settings, law(_law(tmp_path, 9), 8), HashingEncoder()) as made:
        assert made.distractors == 8
    with built(settings, law(_law(tmp_path, 9, "cấm"), 8), HashingEncoder()) as made:
        texts = [d.text for d in made.library.documents() if d.file.startswith("law-")]
        assert (len(texts), sum("cấm" in text for text in texts)) == (8, 8)


def test_a_passage_of_law_is_cut_at_the_end_of_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "articles.jsonl.gz"
    with gzip.open(path, "wt", encoding="utf-8") as file:
        file.write(
            json.dumps({"id": "1.LQ.1", "title": "Phạm vi", "text": "Luật này quy định việc cấp nước. " * 99}) + "\n"
        )
    ((name, text),) = law(path, 5).texts()
    assert name == "law-1.LQ.1"
    assert text.startswith("Phạm vi\nLuật này")
    assert text.endswith("cấp nước.")
    assert 1950 < len(text) <= 2000


def test_a_text_that_no_file_may_hold_is_left_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def texts() -> Iterator[tuple[str, str]]:
        return iter((("law-1", "Luật này quy định."), ("law-2", "Luật \x07này."), ("law-3", "Luật kia quy định.")))

    settings = Settings(home=tmp_path / "home", cache=tmp_path / "cache")
    world = World("law", 3, texts, law(tmp_path, 3).prepare)
    with built(settings, world, HashingEncoder()) as made:
        assert made.distractors == 2
    assert "law-2 is left out" in capsys.readouterr().err
