"""Several processes and threads at one home: writers take turns, readers see the old or the new."""

import threading
import time
from pathlib import Path

import pytest
from filelock import FileLock

from index.errors import IndexBusy
from index.library import Library
from tests.fakes import HashingEncoder
from tests.homes import found, numbers_found, open_library, python, write_articles

ADD = """
import sys
from pathlib import Path
from tests.homes import open_library

library = open_library(Path(sys.argv[1]))
print("open", flush=True)
for path in sys.argv[2:]:
    assert [o.status for o in library.add([Path(path)])] == ["added"]
"""
ADD_AND_REMOVE = """
import sys
from pathlib import Path
from tests.homes import open_library, write_articles

home, folder = Path(sys.argv[1]), Path(sys.argv[2])
library = open_library(home)
for number in range(100, 112):
    library.add(write_articles(folder, [number]))
    library.remove([d.id for d in library.documents() if d.file == f"{number - 3:04}.txt"])
"""


def test_two_processes_that_add_at_the_same_time_both_succeed(tmp_path: Path) -> None:
    home, paths = tmp_path / "home", write_articles(tmp_path / "in", range(12))
    with python(ADD, home, *paths[:6]) as one, python(ADD, home, *paths[6:]) as two:
        errors = [process.communicate(timeout=180)[1] for process in (one, two)]
    assert (one.returncode, two.returncode) == (0, 0), errors
    library = open_library(home)
    assert numbers_found(library, range(12)) == set(range(12))
    assert len(library.snapshot()) == library.catalogue.counts()["passages"] == 24


def test_two_processes_that_create_a_home_make_it_once(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from tests.homes import open_library;"
        "print(len(open_library(Path(sys.argv[1])).create_from_seeds()))"
    )
    with python(code, tmp_path / "home") as one, python(code, tmp_path / "home") as two:
        told = [process.communicate(timeout=180) for process in (one, two)]
    assert sorted(out.strip() for out, _ in told) == ["0", "5"], told
    assert len(open_library(tmp_path / "home").documents()) == 5


def test_readers_see_the_old_while_another_process_adds(tmp_path: Path) -> None:
    home = tmp_path / "home"
    library = open_library(home)
    library.add(write_articles(tmp_path / "in", range(3)))
    before = library.snapshot()
    with library.catalogue.transaction():  # a long add commits now and then, and publishes at its end
        library.catalogue.next_revision()
    with FileLock(home / "writing.lock"):
        for reader in (library, open_library(home)):
            begun = time.monotonic()
            assert numbers_found(reader, range(3)) == {0, 1, 2}
            assert time.monotonic() - begun < 10
        assert library.snapshot() is before
    assert library.snapshot().manifest.revision == before.manifest.revision + 1


def test_a_writer_who_waits_too_long_is_told_so(tmp_path: Path) -> None:
    library = Library(open_library(tmp_path / "home").settings, HashingEncoder(), patience=0.2)
    with FileLock(tmp_path / "home" / "writing.lock"), pytest.raises(IndexBusy, match="another program"):
        library.remove([])


def ask_until(done: threading.Event, library: Library, wrong: list[object]) -> None:
    """Ask for articles that stay and articles that come and go; note every answer that cannot be."""
    try:
        while not done.is_set():
            for number in (*range(97, 112), 1, 2):
                files = found(library, number)
                stays = number in (1, 2)
                if files - {f"{number:04}.txt"} or (stays and not files):
                    wrong.append((number, files))
    except BaseException as error:
        wrong.append(error)
        raise


def test_threads_ask_while_another_process_adds_and_removes(tmp_path: Path) -> None:
    library = open_library(tmp_path / "home")
    library.add(write_articles(tmp_path / "in", [1, 2, 97, 98, 99]))
    done, wrong = threading.Event(), list[object]()
    threads = [threading.Thread(target=ask_until, args=(done, library, wrong)) for _ in range(8)]
    for thread in threads:
        thread.start()
    with python(ADD_AND_REMOVE, tmp_path / "home", tmp_path / "in") as process:
        _, errors = process.communicate(timeout=240)
    done.set()
    for thread in threads:
        thread.join(60)
    assert process.returncode == 0, errors
    assert wrong == []
    assert numbers_found(library, range(97, 112)) == {109, 110, 111}


def test_threads_ask_while_another_thread_adds_and_removes(tmp_path: Path) -> None:
    library = open_library(tmp_path / "home")
    library.add(write_articles(tmp_path / "in", [1, 2]))
    done, wrong = threading.Event(), list[object]()
    threads = [threading.Thread(target=ask_until, args=(done, library, wrong)) for _ in range(7)]
    for thread in threads:
        thread.start()
    for number in range(97, 105):
        library.add(write_articles(tmp_path / "in", [number]))
        library.remove([d.id for d in library.documents() if d.file == f"{number:04}.txt"])
    done.set()
    for thread in threads:
        thread.join(60)
    assert wrong == []
    assert numbers_found(library, range(97, 105)) == set()
