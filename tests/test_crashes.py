"""Killed at any instant, the published snapshot answers and the next open publishes what was committed."""

import json
import signal
from pathlib import Path

import pytest

from index.publishing import MOST_SEGMENTS
from tests.homes import article, numbers_found, open_library, python, write_articles

OLD, NEW = range(4), range(4, 8)
CHANGE = """
import sys
from pathlib import Path
from tests.homes import die_at, open_library

home, what, function, file, when, count = sys.argv[1:7]
library = open_library(Path(home))
library.snapshot()
die_at(function, file, when=when, count=int(count))
if what == "add":
    library.add([Path(path) for path in sys.argv[7:]])
elif what == "remove":
    library.remove([d.id for d in library.documents() if d.file in sys.argv[7:]])
else:
    library.repair(reencode=True)
"""


CREATE = """
import sys
from pathlib import Path
from tests.homes import die_at, open_library

home, _, function, file, when, count = sys.argv[1:7]
die_at(function, file, when=when, count=int(count))
open_library(Path(home)).create_from_seeds()
"""


def kill(home: Path, what: str, at: str, *arguments: object, code: str = CHANGE) -> None:
    """Change a home in a process that is killed at `file.function[:return][:count]`, and see that it was."""
    place, *how = at.split(":")
    file, function = place.split(".")
    when = "return" if "return" in how else "call"
    count = next((int(part) for part in how if part.isdigit()), 1)
    with python(code, home, what, function, file, when, count, *arguments) as process:
        _, errors = process.communicate(timeout=120)
    assert process.returncode == -signal.SIGKILL, errors


def published(home: Path) -> dict[str, object]:
    """Give the manifest."""
    return dict(json.loads((home / "snapshot" / "manifest.json").read_text(encoding="utf-8")))


def segments_are_whole(home: Path) -> bool:
    """Tell whether everything that the manifest names is there."""
    names = published(home)["segments"]
    assert isinstance(names, list)
    return all((home / "snapshot" / "segments" / name / "sums.json").exists() for name in names)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Make a home with the old articles; the new ones, in files, wait."""
    library = open_library(tmp_path / "home")
    library.add(write_articles(tmp_path / "in", OLD))
    library.close()
    return tmp_path / "home"


BEFORE_COMMIT = (
    *("library._note_begun:return", "originals.stage:2", "intake._encoded:return", "catalogue.expect_originals:return"),
    *("originals.keep:return:3", "catalogue.insert:2", "catalogue.next_revision:return", "os.replace:2"),
)
AFTER_COMMIT = (
    *("intake.store:return", "publishing.publish", "publishing._batches", "segments._words:3", "durable.seal"),
    *("durable.seal:return", "segments.write:return", "manifest.replace", "durable.replace_text", "durable.sync:7"),
    *("manifest.replace:return", "publishing._discard_unused", "publishing.publish:return"),
    *("os.rename", f"os.replace:{len(NEW) + 1}"),  # of the segment, of the manifest
)


@pytest.mark.parametrize("at", [*BEFORE_COMMIT, *AFTER_COMMIT])
def test_an_add_that_is_killed_leaves_the_old_or_the_new(home: Path, tmp_path: Path, at: str) -> None:
    paths = write_articles(tmp_path / "in", NEW)
    kill(home, "add", at, *paths)
    assert segments_are_whole(home)
    committed = set(NEW) if at in AFTER_COMMIT else set()
    library = open_library(home)
    assert numbers_found(library, range(8)) == set(OLD) | committed
    assert {o.status for o in library.add(paths)} == {"unchanged" if committed else "added"}
    assert numbers_found(library, range(8)) == set(range(8))
    assert {p.name for p in (home / "originals").iterdir()} == {f"{d.id}.txt" for d in library.documents()}


@pytest.mark.parametrize(
    "at", ["catalogue.delete:return", "publishing.publish", "manifest.replace", "originals.delete"]
)
def test_a_removal_that_is_killed_is_done_whole_or_not_at_all(home: Path, at: str) -> None:
    kill(home, "remove", at, "0001.txt", "0002.txt")
    library = open_library(home)
    left = set(OLD) if at.startswith("catalogue") else {0, 3}
    assert numbers_found(library, OLD) == left
    assert len(library.documents()) == len(left)
    library.snapshot()
    library.remove([d.id for d in library.documents() if d.file == "0000.txt"])
    assert len(list((home / "originals").iterdir())) == len(left) - 1  # those of the killed removal are gone by now


@pytest.mark.parametrize("at", ["segments._words:5", "manifest.replace", "manifest.replace:return"])
def test_a_merge_that_is_killed_loses_and_doubles_nothing(home: Path, tmp_path: Path, at: str) -> None:
    library = open_library(home)
    for number in range(100, 100 + MOST_SEGMENTS - 1):
        library.add(write_articles(tmp_path / "in", [number]))
    assert len(library.snapshot().manifest.segments) == MOST_SEGMENTS
    kill(home, "add", at, *write_articles(tmp_path / "in", [200]))
    library = open_library(home)
    numbers = {*OLD, *range(100, 100 + MOST_SEGMENTS - 1), 200}
    assert numbers_found(library, numbers) == numbers
    assert len(library.snapshot()) == 2 * len(numbers)


@pytest.mark.parametrize("at", ["catalogue.replace_vectors:3", "publishing.publish", "manifest.replace"])
def test_a_reencoding_that_is_killed_leaves_vectors_of_one_encoder(home: Path, at: str) -> None:
    kill(home, "reencode", at)
    assert numbers_found(open_library(home), OLD) == set(OLD)


@pytest.mark.parametrize(
    "at",
    [
        *("schema.create", "schema.new_token", "schema.create:return", "intake.take:3", "originals.keep"),
        *("intake.store:return", "publishing.publish", "manifest.replace", "library._note_begun"),
    ],
)
def test_a_first_creation_that_is_killed_is_completed_at_the_next_start(tmp_path: Path, at: str) -> None:
    kill(tmp_path / "home", "create", at, code=CREATE)
    library = open_library(tmp_path / "home")
    library.create_from_seeds()
    assert len(library.documents()) == 5
    assert len(library.snapshot()) == library.catalogue.counts()["passages"]
    assert len(list((tmp_path / "home" / "originals").iterdir())) == 5
    assert open_library(tmp_path / "home").create_from_seeds() == ()


def test_a_seed_that_is_removed_from_a_half_created_home_stays_removed(tmp_path: Path) -> None:
    kill(tmp_path / "home", "create", "library._note_begun", code=CREATE)
    library = open_library(tmp_path / "home")
    library.remove([library.documents()[0].id])
    assert open_library(tmp_path / "home").create_from_seeds() == ()
    assert len(library.documents()) == 4


def test_an_open_library_publishes_what_a_crash_elsewhere_left(home: Path, tmp_path: Path) -> None:
    reader = open_library(home)
    held = reader.snapshot()
    kill(home, "add", "publishing.publish", *write_articles(tmp_path / "in", NEW))
    assert numbers_found(reader, range(8)) == set(range(8))
    assert len(held) == 2 * len(OLD)


def test_what_a_killed_writer_left_half_written_is_cleared_away(home: Path, tmp_path: Path) -> None:
    paths = write_articles(tmp_path / "in", NEW)
    paths[0].write_text(article(4) + " Thêm.", encoding="utf-8")
    kill(home, "add", "originals.stage:return:2", *paths)
    library = open_library(home)
    library.add(paths[1:])
    assert not (home / "originals" / ".adding").exists()
