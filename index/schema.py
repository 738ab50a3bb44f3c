"""The tables of the catalogue, and how an empty one is made."""

import sqlite3
import uuid
from pathlib import Path
from typing import Final

from index.durable import sync

SCHEMA: Final = 3
# `revisions`: every committed change with a name of its own, so that a snapshot knows whether it was made from this
# catalogue or from one that a backup has since replaced. `removals`: every passage that was removed, in order: what has
# changed is published, without comparing all passages with all. `loose_originals`: copies in the home that no document
# may own, because they are being added or because their document was removed; whoever writes next deletes them.
_TABLES: Final = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE revisions (number INTEGER PRIMARY KEY, token TEXT NOT NULL);
CREATE TABLE documents (
    id TEXT PRIMARY KEY, file TEXT NOT NULL, original TEXT NOT NULL UNIQUE, title TEXT NOT NULL,
    published TEXT, event TEXT, event_inferred INTEGER NOT NULL, source TEXT, kind TEXT NOT NULL,
    page_starts TEXT NOT NULL, added TEXT NOT NULL, text TEXT NOT NULL);
CREATE TABLE paths (
    path TEXT PRIMARY KEY, document TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE) WITHOUT ROWID;
CREATE INDEX paths_by_document ON paths (document);
CREATE TABLE loose_originals (name TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE passages (
    id INTEGER PRIMARY KEY AUTOINCREMENT, document TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    start INTEGER NOT NULL, "end" INTEGER NOT NULL, preface TEXT NOT NULL, vector BLOB NOT NULL);
CREATE INDEX passages_by_document ON passages (document);
CREATE TABLE sentences (
    id INTEGER PRIMARY KEY AUTOINCREMENT, passage INTEGER NOT NULL REFERENCES passages (id) ON DELETE CASCADE,
    start INTEGER NOT NULL, "end" INTEGER NOT NULL, kind TEXT NOT NULL, speaker TEXT, offices TEXT NOT NULL,
    places TEXT NOT NULL, vector BLOB NOT NULL);
CREATE INDEX sentences_by_passage ON sentences (passage);
CREATE TABLE facts (
    sentence INTEGER NOT NULL REFERENCES sentences (id) ON DELETE CASCADE, kind TEXT NOT NULL,
    start INTEGER NOT NULL, "end" INTEGER NOT NULL, value TEXT NOT NULL, unit TEXT NOT NULL, rounding TEXT NOT NULL);
CREATE INDEX facts_by_sentence ON facts (sentence);
CREATE TABLE removals (number INTEGER PRIMARY KEY AUTOINCREMENT, passage INTEGER NOT NULL);
CREATE TRIGGER passage_removed AFTER DELETE ON passages BEGIN INSERT INTO removals (passage) VALUES (old.id); END;
CREATE TABLE statements (
    document TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE, start INTEGER NOT NULL, "end" INTEGER NOT NULL,
    content_start INTEGER NOT NULL, content_end INTEGER NOT NULL, kind TEXT NOT NULL, strength TEXT, speaker TEXT,
    title TEXT, relayed_by TEXT, addressees TEXT NOT NULL, lead TEXT NOT NULL, coordinate TEXT NOT NULL, date TEXT,
    deadline_start INTEGER, deadline_end INTEGER, deadline_date TEXT, refers_to TEXT NOT NULL, places TEXT NOT NULL,
    confidence REAL NOT NULL, grounds TEXT NOT NULL, PRIMARY KEY (document, start)) WITHOUT ROWID;
"""


def create(path: Path) -> None:
    """Makes an empty catalogue, whole or not at all. The caller holds the writers' lock."""
    temporary = path.with_suffix(".new")
    for left in path.parent.glob(f"{temporary.name}*"):  # by a crash
        left.unlink()
    database = sqlite3.connect(temporary, isolation_level=None)
    try:
        database.execute("PRAGMA journal_mode = WAL")
        for statement in filter(str.strip, _TABLES.split(";\n")):
            database.execute(statement)
        database.execute("INSERT INTO meta VALUES ('schema', ?)", [str(SCHEMA)])
        database.execute("INSERT INTO revisions VALUES (0, ?)", [new_token()])
    finally:
        database.close()
    sync(temporary)
    temporary.replace(path)
    sync(path.parent)


def new_token() -> str:
    """A name that no other revision of any catalogue bears."""
    return uuid.uuid4().hex
