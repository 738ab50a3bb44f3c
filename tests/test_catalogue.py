"""The catalogue keeps what it is given, all or nothing, and says when it was damaged."""

import datetime as dt
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from index import schema
from index.catalogue import Catalogue, Encoded
from index.documents import BlockKind, Context, Document, DocumentId, Passage, Sentence
from index.errors import CatalogueDamaged, SchemaMismatch
from tests.homes import chidao, found, open_library, write_articles

DIM = 8


def encoded(identifier: str, text: str = "Câu một. Câu hai.", passages: int = 1) -> Encoded:
    """Make a document of passages that all hold the same two sentences."""
    document = Document(
        *(DocumentId(identifier), f"{identifier}.txt", text, text[:7], dt.date(2025, 9, 18), dt.date(2025, 9, 17)),
        *(True, "https://example.org/1", "article", (0, 9)),
    )
    context = Context("Trần Lưu Quang", ("Bí thư",), ("phường Bình Dương",), document.event, True)
    sentences = tuple(
        Sentence(document.id, start, end, text[start:end], BlockKind.BODY, context) for start, end in ((0, 8), (9, 17))
    )
    passage = Passage(document.id, 0, 17, text[:17], sentences, "Mở đầu.")
    generator = np.random.default_rng(int(identifier, 16))
    rows = generator.normal(size=(passages * 3, DIM)).astype(np.float32)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    return Encoded(document, f"{identifier}.txt", (passage,) * passages, rows[:passages], rows[passages:])


@pytest.fixture
def catalogue(tmp_path: Path) -> Iterator[Catalogue]:
    schema.create(tmp_path / "catalogue.sqlite3")
    opened = Catalogue(tmp_path / "catalogue.sqlite3")
    yield opened
    opened.close()


def insert(catalogue: Catalogue, *documents: Encoded) -> None:
    with catalogue.transaction():
        for document in documents:
            catalogue.insert(document)
        catalogue.next_revision()


def test_a_document_comes_back_as_it_was_stored(catalogue: Catalogue) -> None:
    given = encoded("ab12", passages=2)
    insert(catalogue, given)
    first, second = catalogue.passages_of(given.document.id)
    assert (first.document, first.passage, second.passage) == (given.document, *given.passages)
    assert catalogue.documents() == (given.document,)
    assert catalogue.original(given.document.id) == "ab12.txt"
    assert catalogue.counts() == {"documents": 1, "passages": 2, "sentences": 4, "facts": 0, "statements": 0}
    assert catalogue.counts_of(given.document.id) == {"passages": 2, "sentences": 4}
    assert catalogue.dates() == ("2025-09-17", "2025-09-17")


def test_vectors_come_back_in_the_order_asked_and_sentence_vectors_to_one_part_in_254(catalogue: Catalogue) -> None:
    given = encoded("ab12", passages=3)
    insert(catalogue, given)
    ids = [int(i) for i in catalogue.passage_ids()][::-1]
    assert np.array_equal(catalogue.vectors(ids, DIM), given.passage_vectors[::-1])
    stored = [s.sentence_vectors for s in catalogue.passages_of(given.document.id)]
    assert np.abs(np.concatenate(stored) - given.sentence_vectors).max() <= 1 / 254 + 1e-6


def test_the_beginning_of_an_id_finds_its_document_unless_it_is_the_beginning_of_two(catalogue: Catalogue) -> None:
    insert(catalogue, encoded("ab12"), encoded("ab34", "Câu khác. Câu hai."), encoded("ab"))
    names = ("ab12", "ab1", "ab", "a", "ab3", "abf", "", "%", "AB12", "zz")
    answers = [document and document.id for document in map(catalogue.document, names)]
    assert answers == ["ab12", "ab12", "ab", None, "ab34", None, None, None, None, None]


def test_more_ids_than_sqlite_takes_variables_can_be_asked_for(catalogue: Catalogue) -> None:
    insert(catalogue, encoded("ab12", passages=3))
    assert len(catalogue.stored(range(300_000))) == 3
    many = [int(i) for i in catalogue.passage_ids()] * 20_000
    assert catalogue.vectors(many, DIM).shape == (60_000, DIM)


def test_a_failed_transaction_leaves_nothing(catalogue: Catalogue) -> None:
    def fail() -> None:
        with catalogue.transaction():
            catalogue.insert(encoded("ab12"))
            catalogue.next_revision()
            raise RuntimeError

    before = catalogue.state
    with pytest.raises(RuntimeError):
        fail()
    assert catalogue.state == before
    assert not any(catalogue.counts().values())
    insert(catalogue, encoded("ab12"))  # and the next one goes through
    assert catalogue.counts()["documents"] == 1


def test_removing_a_document_removes_all_that_belongs_to_it_and_gives_no_id_twice(catalogue: Catalogue) -> None:
    insert(catalogue, encoded("ab12"))
    (before,) = catalogue.passage_ids()
    with catalogue.transaction():
        catalogue.delete(DocumentId("ab12"))
    assert not any(catalogue.counts().values())
    assert catalogue.loose_originals() == ("ab12.txt",)
    insert(catalogue, encoded("ab12"))
    assert catalogue.passage_ids()[0] > before
    assert catalogue.loose_originals() == ()


def test_a_home_may_be_called_anything(tmp_path: Path) -> None:
    home = tmp_path / "chỉ mục #1 50% ?x=y&mode=ro"
    library = open_library(home)
    library.add(write_articles(tmp_path / "in", [1]))
    assert found(library, 1) == {"0001.txt"}
    assert (home / "catalogue.sqlite3").is_file()


def damage(path: Path, how: str) -> None:
    """Spoil a file."""
    data = path.read_bytes()
    if how == "empty":
        path.write_bytes(b"")
    elif how == "truncated":
        path.write_bytes(data[: len(data) // 2])
    elif how == "garbage":
        path.write_bytes(b"\xfenonsense\x00" * (len(data) // 11 + 1))
    elif how == "missing":
        path.unlink()


@pytest.mark.parametrize("how", ["empty", "truncated", "garbage"])
def test_a_damaged_catalogue_is_said_to_be_damaged_with_exit_code_3(tmp_path: Path, how: str) -> None:
    library = open_library(tmp_path / "home")
    library.add(write_articles(tmp_path / "in", range(20)))
    library.close()
    damage(tmp_path / "home" / "catalogue.sqlite3", how)
    with pytest.raises(CatalogueDamaged, match="cannot be read"):
        open_library(tmp_path / "home").documents()
    for command in (["list"], ["repair"], ["remove", "ab"], ["add", tmp_path / "in"], ["ask", "Ai chỉ đạo?"]):
        told = chidao("--home", tmp_path / "home", *command, environment={"LANG": "en_US.UTF-8"})
        assert (told.returncode, "Traceback" in told.stderr) == (3, False), told.stderr
        assert "the catalogue cannot be read" in told.stderr


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE documents SET published = 'hôm qua'",
        "UPDATE documents SET page_starts = '[1'",
        "UPDATE sentences SET places = ''",
        "UPDATE sentences SET vector = x'01'  WHERE id = 1",
        "UPDATE sentences SET kind = 'chuyện'",
        "UPDATE passages SET vector = x'0102'",
        "DELETE FROM revisions",
    ],
)
def test_a_row_that_makes_no_sense_is_damage_and_no_crash(tmp_path: Path, statement: str) -> None:
    library = open_library(tmp_path / "home")
    library.add(write_articles(tmp_path / "in", [1]))
    library.close()
    with sqlite3.connect(tmp_path / "home" / "catalogue.sqlite3") as database:
        database.execute(statement)
    database.close()
    library = open_library(tmp_path / "home")

    def use() -> None:
        found(library, 1)
        library.repair()

    with pytest.raises(CatalogueDamaged):
        use()


def test_a_catalogue_of_another_version_names_the_command_that_mends_it(tmp_path: Path) -> None:
    library = open_library(tmp_path / "home")
    with library.catalogue.transaction():
        library.catalogue.set_meta("schema", "1")
    library.close()
    with pytest.raises(SchemaMismatch, match=r"schema 1, this version reads 3.*chidao --home NEW add .*originals"):
        open_library(tmp_path / "home")
    assert chidao("--home", tmp_path / "home", "list").returncode == 3


def test_a_catalogue_put_back_from_a_backup_is_never_read_with_the_later_snapshot(tmp_path: Path) -> None:
    paths = write_articles(tmp_path / "in", range(6))
    library = open_library(tmp_path / "home")
    library.add(paths[:2])
    library.close()
    shutil.copy(tmp_path / "home" / "catalogue.sqlite3", tmp_path / "backup")
    library = open_library(tmp_path / "home")
    library.add(paths[2:4])
    library.snapshot()
    library.close()
    shutil.copy(tmp_path / "backup", tmp_path / "home" / "catalogue.sqlite3")
    library = open_library(tmp_path / "home")
    library.add(paths[4:])  # takes the same passage ids and the same revision as what the backup undid
    assert [found(library, number) for number in range(6)] == [
        *({"0000.txt"}, {"0001.txt"}, set(), set(), {"0004.txt"}, {"0005.txt"})
    ]
