"""Adding and removing: the same content is one document, a bad file fails alone, what is removed is gone."""

import os
import time
import unicodedata
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from index import library as library_module
from index.encoder import Progress
from index.errors import BadSetting, FileEmpty, FileMissing, NotText, UnknownDocument, UnsupportedFormat
from index.library import Library, seeds
from index.segments import Filters
from index.settings import Settings
from tests.fakes import HashingEncoder
from tests.homes import article, found, numbers_found, open_library, write_articles


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return open_library(tmp_path / "home")


def kept(library: Library) -> dict[str, bytes]:
    """Give the kept originals by name, staged ones included."""
    folder = library.home / "originals"
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def statuses(library: Library, *paths: Path) -> list[str]:
    """Add files and tell what became of each."""
    return [outcome.status for outcome in library.add(paths)]


def test_the_same_content_is_one_document_whatever_its_form_and_name(library: Library, tmp_path: Path) -> None:
    text = article(1)
    forms = {
        "as it is": text.encode(),
        "copy": text.encode(),
        "CRLF": text.replace("\n", "\r\n").encode(),
        "BOM": b"\xef\xbb\xbf" + text.encode(),
        "NFD": unicodedata.normalize("NFD", text).encode(),
    }
    for name, data in forms.items():
        (tmp_path / f"{name}.txt").write_bytes(data)
    paths = [tmp_path / f"{name}.txt" for name in forms]
    assert statuses(library, *paths) == ["added", *["unchanged"] * 4]
    assert statuses(library, *paths, paths[0]) == ["unchanged"] * 6
    (document,) = library.documents()
    assert document.text == text
    assert kept(library) == {f"{document.id}.txt": forms["as it is"]}


def test_an_original_is_kept_byte_for_byte(library: Library, tmp_path: Path) -> None:
    data = b"\xef\xbb\xbf" + unicodedata.normalize("NFD", article(1)).replace("\n", "\r\n").encode()
    (tmp_path / "A.TXT").write_bytes(data)
    library.add([tmp_path / "A.TXT"])
    (document,) = library.documents()
    original = library.original(document.id)
    assert original
    assert original.read_bytes() == data


def test_a_changed_file_replaces_what_it_was(library: Library, tmp_path: Path) -> None:
    (path,) = write_articles(tmp_path / "in", [1])
    library.add([path])
    path.write_text(article(2), encoding="utf-8")
    assert statuses(library, path) == ["replaced"]
    assert numbers_found(library, (1, 2)) == {2}
    assert list(kept(library).values()) == [article(2).encode()]


def test_a_document_stays_while_any_file_holds_it(library: Library, tmp_path: Path) -> None:
    first, second = write_articles(tmp_path / "in", [1, 2])
    second.write_text(article(1), encoding="utf-8")
    library.add([first, second])
    first.write_text(article(3), encoding="utf-8")
    assert statuses(library, first, second) == ["replaced", "unchanged"]
    assert numbers_found(library, (1, 2, 3)) == {1, 3}
    second.write_text(article(3), encoding="utf-8")
    assert statuses(library, first, second) == ["unchanged", "replaced"]
    assert numbers_found(library, (1, 2, 3)) == {3}
    assert len(kept(library)) == 1


def test_two_files_that_change_names_stay_two_documents(library: Library, tmp_path: Path) -> None:
    first, second = write_articles(tmp_path / "in", [1, 2])
    library.add([first, second])
    first.write_text(article(2), encoding="utf-8")
    second.write_text(article(1), encoding="utf-8")
    library.add([first, second])
    assert numbers_found(library, (1, 2)) == {1, 2}
    first.write_text(article(3), encoding="utf-8")
    library.add([first])
    assert numbers_found(library, (1, 2, 3)) == {1, 3}


def test_a_bad_file_fails_alone(library: Library, tmp_path: Path) -> None:
    good = write_articles(tmp_path / "in", [1, 2, 3])
    bad = {name: tmp_path / "in" / name for name in ("empty.txt", "utf16.txt", "picture.png", "away.txt")}
    bad["empty.txt"].write_text(" \n")
    bad["utf16.txt"].write_bytes(article(4).encode("utf-16"))
    bad["picture.png"].write_bytes(b"\x89PNG")
    unheard_of = tmp_path / ("x" * 300 + ".txt")
    no_text = Path(os.fsdecode(os.fsencode(tmp_path / "in") + b"/\xff\xfe.txt"))
    no_text.write_text(article(5), encoding="utf-8")
    paths = [good[0], *bad.values(), good[1], unheard_of, no_text, good[2]]
    outcomes = library.add(paths)
    assert [o.status for o in outcomes] == ["added", *["failed"] * 4, "added", "failed", "added", "added"]
    errors = [type(o.error) for o in outcomes[1:5]]
    assert errors == [FileEmpty, NotText, UnsupportedFormat, FileMissing]
    assert all(path.name in str(o.error) for path, o in zip(bad.values(), outcomes[1:5], strict=True))
    assert outcomes[7].file.encode() == "\N{REPLACEMENT CHARACTER}\N{REPLACEMENT CHARACTER}.txt".encode()
    assert numbers_found(library, range(1, 7)) == {1, 2, 3, 5}
    assert len(kept(library)) == 4


class BreakingEncoder(HashingEncoder):
    """An encoder that fails at passages."""

    def encode_passages(self, texts: object, progress: Progress | None = None) -> NDArray[np.float32]:
        """Fail."""
        raise MemoryError


def test_a_failed_add_leaves_nothing_half_done(library: Library, tmp_path: Path) -> None:
    library.add(write_articles(tmp_path / "in", [1]))
    before = library.catalogue.counts(), library.catalogue.state, kept(library)
    broken = Library(library.settings, BreakingEncoder())
    with pytest.raises(MemoryError):
        broken.add(write_articles(tmp_path / "in", [1, 2, 3]))
    assert (library.catalogue.counts(), library.catalogue.state, kept(library)) == before
    assert numbers_found(library, (1, 2, 3)) == {1}
    assert statuses(library, *write_articles(tmp_path / "in", [1, 2, 3])) == ["unchanged", "added", "added"]


def test_a_document_that_cannot_be_stored_leaves_nothing_half_done(library: Library, tmp_path: Path) -> None:
    class Miscounting(HashingEncoder):
        """An encoder that loses a row."""

        def encode_passages(self, texts: object, progress: Progress | None = None) -> NDArray[np.float32]:
            """Give one row too few."""
            assert isinstance(texts, list)
            return super().encode_passages(texts)[:-1]

    with pytest.raises(StopIteration):
        Library(library.settings, Miscounting()).add(write_articles(tmp_path / "in", [1, 2]))
    assert not any(library.catalogue.counts().values())
    assert kept(library) == {}


def test_a_removed_document_is_gone_at_once_and_with_it_its_original(library: Library, tmp_path: Path) -> None:
    library.add(write_articles(tmp_path / "in", range(4)))
    other = Library(library.settings, HashingEncoder())
    held = other.snapshot()
    original = library.original(library.documents()[0].id)
    (document,) = [d for d in library.documents() if d.file == "0002.txt"]
    original = library.original(document.id)
    assert original
    assert library.remove([document.id[:7], document.id]) == (document,)
    assert not original.exists()
    for asked in (library, other):
        assert numbers_found(asked, range(4)) == {0, 1, 3}
    query = HashingEncoder().encode_queries(["hs00002"])[0]
    assert set(other.snapshot().dense(query, 50, Filters())) < set(held.dense(query, 50, Filters()))
    assert len(held) == 8
    assert library.catalogue.document(document.id) is None


def test_an_original_that_is_gone_already_does_not_hinder_removing(library: Library, tmp_path: Path) -> None:
    library.add(write_articles(tmp_path / "in", [1]))
    for path in (library.home / "originals").iterdir():
        path.unlink()
    library.remove([library.documents()[0].id])
    assert library.documents() == ()
    assert len(library.snapshot()) == 0


def test_a_removed_document_can_be_added_again(library: Library, tmp_path: Path) -> None:
    paths = write_articles(tmp_path / "in", [1, 2])
    library.add(paths)
    for _ in range(3):
        library.remove([d.id for d in library.documents() if d.file == "0001.txt"])
        assert numbers_found(library, (1, 2)) == {2}
        assert statuses(library, paths[0]) == ["added"]
        assert numbers_found(library, (1, 2)) == {1, 2}
        assert len(kept(library)) == 2


def test_an_unknown_id_removes_nothing(library: Library, tmp_path: Path) -> None:
    library.add(write_articles(tmp_path / "in", [1]))
    with pytest.raises(UnknownDocument):
        library.remove([library.documents()[0].id, "ffff"])
    assert numbers_found(library, [1]) == {1}


def test_an_empty_library_can_be_asked(library: Library) -> None:
    assert len(library.snapshot()) == 0
    assert found(library, 1) == set()
    assert library.status()["documents"] == 0


def test_a_home_that_cannot_be_is_a_bad_setting(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for home in (tmp_path / "file", tmp_path / "file" / "below"):
        with pytest.raises(BadSetting, match="CHIDAO_HOME"):
            open_library(home)


def test_removed_seeds_stay_removed(library: Library) -> None:
    assert len(library.create_from_seeds()) == len(list(seeds().glob("*.txt"))) == 5
    first = library.documents()[0]
    library.remove([first.id])
    assert open_library(library.home).create_from_seeds() == ()
    library.remove([d.id for d in library.documents()])
    assert open_library(library.home).create_from_seeds() == ()
    assert library.documents() == ()


def test_a_home_that_a_user_began_gets_no_seeds(library: Library, tmp_path: Path) -> None:
    assert statuses(library, tmp_path / "nothing.txt") == ["failed"]
    assert library.create_from_seeds() == ()


def test_seeds_that_a_crash_left_out_are_added_at_the_next_start(library: Library) -> None:
    broken = Library(library.settings, BreakingEncoder())
    with pytest.raises(MemoryError):
        broken.create_from_seeds()
    assert [o.status for o in library.create_from_seeds()] == ["added"] * 5


def test_status_counts_and_weighs_what_is_there(library: Library, tmp_path: Path) -> None:
    library.add(write_articles(tmp_path / "in", range(30)))
    library.remove([library.documents()[0].id])
    status = library.status()
    sizes = {
        "catalogue.sqlite3": sum(p.stat().st_size for p in library.home.glob("catalogue.sqlite3*")),
        "originals": sum(len(article(int(d.file[:4])).encode()) for d in library.documents()),
        "snapshot": sum(p.stat().st_size for p in (library.home / "snapshot").rglob("*") if p.is_file()),
    }
    assert status["sizes"] == sizes
    assert (library.home / "catalogue.sqlite3-wal").stat().st_size > 0
    assert sizes["catalogue.sqlite3"] > (library.home / "catalogue.sqlite3").stat().st_size
    expected = {"documents": 29, "passages": 58, "searchable_passages": 58, "removed_passages": 2, "segments": 1}
    assert {name: status[name] for name in expected} == expected
    dates = sorted(d.date.isoformat() for d in library.documents() if d.date)
    assert (status["oldest"], status["newest"]) == (dates[0], dates[-1])
    assert (status["fingerprint"], status["home"]) == ("hashing-ngrams", str(library.home))


def test_progress_is_told_of_files_and_texts(library: Library, tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []
    library.add(write_articles(tmp_path / "in", range(70)), lambda what, done, of: told.append((what, done, of)))
    assert [(done, of) for what, done, of in told if what == "read"] == [(n, 70) for n in range(1, 71)]
    assert all(done == of for what, done, of in told if what == "encode")
    assert {what for what, _, _ in told} == {"read", "encode"}


def test_the_time_for_a_document_does_not_grow_with_the_index(library: Library, tmp_path: Path) -> None:
    """Batches of 32 files, each added and published; the last quarter against the first, by processor time."""
    paths = write_articles(tmp_path / "in", range(640))
    library.add(paths[:32])  # loads the search libraries
    spent = []
    for at in range(32, len(paths), 32):
        begun = time.process_time()
        library.add(paths[at : at + 32])
        spent.append(time.process_time() - begun)
    quarter = len(spent) // 4
    assert sum(sorted(spent[-quarter:])[:-1]) < 2 * sum(sorted(spent[:quarter])[:-1])


def test_settings_open_the_library_where_they_say(tmp_path: Path) -> None:
    made = Library(Settings(home=tmp_path / "a" / "b", cache=tmp_path), HashingEncoder())
    assert library_module.exists(tmp_path / "a" / "b")
    assert made.status()["home"] == str(tmp_path / "a" / "b")
