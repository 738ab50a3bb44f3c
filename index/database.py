"""An SQLite file: one connection for all threads of a process, and its troubles in our words."""

import sqlite3
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from index.errors import CatalogueDamaged, IndexBusy, InputError
from index.rows import Row

_BUSY_SECONDS = 30.0


class Database:
    """An open database that exists. Safe to use from several threads."""

    def __init__(self, path: Path) -> None:
        """Opens the file; raises CatalogueDamaged when it is missing or no database."""
        self.path = path
        self._lock = threading.RLock()
        with self._sound():
            self._db = sqlite3.connect(
                f"{path.absolute().as_uri()}?mode=rw",
                uri=True,
                timeout=_BUSY_SECONDS,
                check_same_thread=False,
                isolation_level=None,
            )
        try:
            self._rows("PRAGMA foreign_keys = ON")
            self._rows("PRAGMA journal_mode = WAL")
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Closes the file."""
        self._db.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing."""
        with self._lock:
            self._rows("BEGIN IMMEDIATE")
            try:
                yield
                self._rows("COMMIT")
            except BaseException:
                if self._db.in_transaction:
                    self._db.execute("ROLLBACK")
                raise

    def _rows(self, query: str, values: Sequence[object] = ()) -> list[Row]:
        with self._lock, self._sound():
            return self._db.execute(query, tuple(values)).fetchall()

    def _insert(self, query: str, values: Sequence[object]) -> int:
        """Inserts a row and returns its id."""
        with self._lock, self._sound():
            return self._db.execute(query, tuple(values)).lastrowid or 0

    def _many(self, query: str, values: Iterable[Sequence[object]]) -> None:
        with self._lock, self._sound():
            self._db.executemany(query, [tuple(value) for value in values])

    @contextmanager
    def _sound(self) -> Iterator[None]:
        """Around every use of the file: says in our words what SQLite finds wrong with it."""
        try:
            yield
        except (sqlite3.ProgrammingError, sqlite3.IntegrityError):
            raise  # a fault of ours, not of the file
        except sqlite3.DatabaseError as error:
            code = getattr(error, "sqlite_errorcode", 0) & 0xFF
            if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
                raise IndexBusy(where=self.path.parent) from error
            if code in (sqlite3.SQLITE_FULL, sqlite3.SQLITE_READONLY):
                raise InputError(found=f"{self.path}: {error}") from error
            raise CatalogueDamaged(where=self.path, found=error) from error

    @contextmanager
    def _read(self) -> Iterator[None]:
        """Around stretches that only turn rows into values: what cannot be understood there is damage."""
        try:
            yield
        except (ValueError, TypeError) as error:
            raise CatalogueDamaged(where=self.path, found=error) from error
