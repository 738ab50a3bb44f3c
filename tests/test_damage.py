"""A damaged or foreign index gives a clear error with the command that mends it, never wrong answers."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from index.errors import BrokenIndex, CatalogueDamaged, EncoderMismatch, SnapshotOutdated
from index.published import Published
from index.segments import Filters
from tests.fakes import HashingEncoder
from tests.homes import chidao, numbers_found, open_library, write_articles

NUMBERS = range(6)
ENGLISH = {"LANG": "en_US.UTF-8", "LC_ALL": ""}
FILES = (
    "vectors.f32",
    "sentences.int8",
    "columns.npz",
    "named.json",
    "sums.json",
    "lexical/meta.json",
    "lexical/*.term",
    "lexical/*.idx",
)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Make a home with six articles in two segments."""
    library = open_library(tmp_path / "home")
    paths = write_articles(tmp_path / "in", NUMBERS)
    library.add(paths[:4])
    library.add(paths[4:])
    library.close()
    return tmp_path / "home"


def flip(data: bytes) -> bytes:
    """Change one byte in the middle."""
    middle = len(data) // 2
    return data[:middle] + bytes([data[middle] ^ 0x55]) + data[middle + 1 :]


DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda _: b"",
    "truncated": lambda data: data[: len(data) // 2],
    "one byte": flip,
    "garbage": lambda data: b"\xde\xad\xbe\xef" * (len(data) // 4),
}


@pytest.mark.parametrize("damage", DAMAGES)
@pytest.mark.parametrize("name", FILES)
def test_a_damaged_segment_file_is_a_broken_index_and_repair_mends_it(home: Path, name: str, damage: str) -> None:
    folder = sorted((home / "snapshot" / "segments").iterdir())[0]
    path = next(folder.glob(name))
    path.write_bytes(DAMAGES[damage](path.read_bytes()))
    library = open_library(home)
    with pytest.raises(BrokenIndex, match="chidao repair"):
        library.snapshot()
    assert library.repair() == 12
    assert numbers_found(library, NUMBERS) == set(NUMBERS)


@pytest.mark.parametrize("name", ["vectors.f32", "lexical", "sums.json", ""])
def test_a_missing_segment_file_is_a_broken_index_and_repair_mends_it(home: Path, name: str) -> None:
    folder = sorted((home / "snapshot" / "segments").iterdir())[0]
    (folder / name).rename(home / "away")
    library = open_library(home)
    with pytest.raises(BrokenIndex, match="chidao repair"):
        library.snapshot()
    library.repair()
    assert numbers_found(library, NUMBERS) == set(NUMBERS)


@pytest.mark.parametrize(
    "text",
    [
        *("", "{", "[]", "7", "null", '"x"', "\x00\x00", "{}", '{"schema": 5}', "[" * 100_000),
        '{"schema": 5, "encoder": "hashing-ngrams", "dim": 64, "segments": [], "removed": ["1"]}',
        '{"schema": 5, "encoder": "hashing-ngrams", "dim": "64", "segments": [], "removed": []}',
        '{"schema": 5, "encoder": "hashing-ngrams", "dim": 64, "segments": ["../../in"], "removed": []}',
        '{"schema": 5, "encoder": "hashing-ngrams", "dim": 64, "segments": [], "removed": [], "more": 1}',
        '{"schema": 5, "encoder": 5, "dim": 64, "segments": [], "removed": []}',
    ],
)
def test_a_damaged_manifest_is_a_broken_index_and_repair_mends_it(home: Path, text: str) -> None:
    (home / "snapshot" / "manifest.json").write_text(text)
    library = open_library(home)
    with pytest.raises(BrokenIndex, match="chidao repair") as raised:
        library.snapshot()
    assert not isinstance(raised.value, SnapshotOutdated | EncoderMismatch | CatalogueDamaged)
    library.repair()
    assert numbers_found(library, NUMBERS) == set(NUMBERS)


def change(home: Path, **values: Any) -> None:  # noqa: ANN401 - JSON
    """Write other values into the manifest."""
    path = home / "snapshot" / "manifest.json"
    path.write_text(json.dumps({**json.loads(path.read_text(encoding="utf-8")), **values}))


def test_a_missing_manifest_is_made_anew(home: Path) -> None:
    (home / "snapshot" / "manifest.json").unlink()
    assert numbers_found(open_library(home), NUMBERS) == set(NUMBERS)


def test_a_manifest_of_another_schema_names_the_command_that_mends_it(home: Path) -> None:
    change(home, schema=99, news="a field of the future")
    library = open_library(home)
    with pytest.raises(SnapshotOutdated, match=r"schema 99, this version reads \d.*chidao repair"):
        library.snapshot()
    library.repair()
    assert numbers_found(library, NUMBERS) == set(NUMBERS)


def test_another_encoder_is_a_mismatch_that_reencoding_mends(home: Path) -> None:
    other = open_library(home, "another")
    with pytest.raises(EncoderMismatch, match=r"hashing-ngrams, the settings ask for another.*repair --reencode"):
        other.snapshot()
    with pytest.raises(EncoderMismatch):
        other.add(write_articles(home.parent / "more", [77]))
    with pytest.raises(EncoderMismatch):
        other.repair()
    other.repair(reencode=True)
    assert numbers_found(other, NUMBERS) == set(NUMBERS)
    with pytest.raises(EncoderMismatch, match="another, the settings ask for hashing-ngrams"):
        open_library(home).snapshot()


def test_a_manifest_of_another_encoder_is_a_mismatch_that_reencoding_mends(home: Path) -> None:
    change(home, encoder="another")
    library = open_library(home)
    with pytest.raises(EncoderMismatch, match="repair --reencode"):
        library.snapshot()
    library.repair(reencode=True)
    assert numbers_found(library, NUMBERS) == set(NUMBERS)


def test_reencoding_gives_the_vectors_that_adding_gives(home: Path) -> None:
    library = open_library(home)
    ids = [int(i) for i in library.catalogue.passage_ids()]
    before = library.catalogue.vectors(ids, 64)
    sentences = {i: s.sentence_vectors.tolist() for i, s in library.stored(ids).items()}
    with library.catalogue.transaction():
        for i, stored in library.stored(ids).items():
            library.catalogue.replace_vectors(i, before[0] * 0, stored.sentence_vectors * 0)
    library.repair(reencode=True)
    assert (library.catalogue.vectors(ids, 64) == before).all()
    assert {i: s.sentence_vectors.tolist() for i, s in library.stored(ids).items()} == sentences


class MeddlingEncoder(HashingEncoder):
    """An encoder that does something when it is first asked for its name: after the manifest was read."""

    def __init__(self, meddle: Callable[[], None]) -> None:
        super().__init__()
        self._meddle: Callable[[], None] | None = meddle

    @property
    def fingerprint(self) -> str:  # type: ignore[override]
        """Give the usual name."""
        meddle, self._meddle = self._meddle, None
        if meddle:
            meddle()
        return HashingEncoder.fingerprint


def test_a_segment_merged_away_while_it_is_opened_is_no_damage(home: Path) -> None:
    writer = open_library(home)
    folder = home / "snapshot" / "segments"

    def merge() -> None:
        old = list(folder.iterdir())
        writer.repair()
        for path in old:  # as if their grace were over
            shutil.rmtree(path)

    encoder = MeddlingEncoder(merge)
    assert len(Published(home / "snapshot").newest(encoder)) == 12
    assert list(folder.iterdir()) == [folder / writer.snapshot().manifest.segments[0]]


def test_a_snapshot_goes_on_answering_when_its_segments_are_merged_away(home: Path) -> None:
    library = open_library(home)
    held = library.snapshot()
    query = {"words": {"00003": 1.0}}
    before = held.lexical(query, 5, Filters())
    folder = home / "snapshot" / "segments"
    old = list(folder.iterdir())
    library.repair()
    for path in old:
        shutil.rmtree(path)
    assert held.lexical(query, 5, Filters()) == before
    assert len(before) == 1


def test_the_command_line_ends_with_3_for_each_and_repair_mends_it(tmp_path: Path) -> None:
    home = tmp_path / "home"
    assert chidao("--home", home, "add", *write_articles(tmp_path / "in", NUMBERS)).returncode == 0
    segment = next((home / "snapshot" / "segments").iterdir())
    for path in (segment / "vectors.f32", home / "snapshot" / "manifest.json"):
        path.write_bytes(path.read_bytes()[:40])
        told = chidao("--home", home, "ask", "Ngân sách là bao nhiêu?", environment=ENGLISH)
        assert (told.returncode, "chidao repair" in told.stderr, "Traceback" in told.stderr) == (3, True, False)
        assert chidao("--home", home, "repair").returncode == 0
        assert chidao("--home", home, "search", "hs00003").returncode == 0
    change(home, encoder="another")
    told = chidao("--home", home, "status", environment=ENGLISH)
    assert (told.returncode, "chidao repair --reencode" in told.stderr) == (3, True)
    assert chidao("--home", home, "repair", "--reencode").returncode == 0
    assert chidao("--home", home, "status").returncode == 0
