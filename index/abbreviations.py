"""Abbreviations of Vietnamese offices, both ways. The table is data; they count only where they stand alone.

An office adds its own in a file of its own, named by the setting `abbreviations`: a line each, "NTM = nông thôn mới".
"""

import json
import re
from functools import lru_cache
from pathlib import Path

from index.errors import BadSetting, FileMissing
from index.reading import decode
from index.text import comparable

_own: dict[str, str] = {}  # of the office, comparable; set when a library is opened


@lru_cache(maxsize=1)
def _table() -> dict[str, str]:
    """Abbreviation → full form, both comparable."""
    values = json.loads((Path(__file__).parent / "data" / "abbreviations.json").read_text(encoding="utf-8"))
    return {comparable(short): comparable(full) for short, full in values.items()} | _own


def take(path: str) -> None:
    """Take the abbreviations of a file beside those that ship; "" takes none. The file's own go before.

    Raises:
        FileMissing: there is no such file. NotText: it is not UTF-8.
        BadSetting: a line that is not "SHORT = full form"; blank lines and those that begin with # are passed over.

    """
    found = _read(Path(path).expanduser()) if path else {}
    if found != _own:
        _own.clear()
        _own.update(found)
        _table.cache_clear()
        _patterns.cache_clear()
        expand.cache_clear()


def taken() -> tuple[tuple[str, str], ...]:
    """The office's own abbreviations in force: what was made of a text with others is out of date."""
    return tuple(_own.items())


def _read(path: Path) -> dict[str, str]:
    if not path.is_file():
        raise FileMissing(where=path)
    found: dict[str, str] = {}
    for number, line in enumerate(decode(path.read_bytes(), path.name).splitlines(), 1):
        if line.strip() and not line.lstrip().startswith("#"):
            short, equals, full = map(comparable, line.partition("="))
            if not (equals and any(map(str.isalnum, short)) and any(map(str.isalnum, full)) and short != full):
                raise BadSetting(where=f"{path.name}:{number}", found=line.strip(), wanted="NTM = nông thôn mới")
            found[short] = full
    return found


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    def alternatives(words: list[str]) -> re.Pattern[str]:
        longest_first = sorted(words, key=len, reverse=True)
        return re.compile(rf"(?<![\w/-])(?:{'|'.join(map(re.escape, longest_first))})(?![\w/]|-\w)")

    return alternatives(list(_table())), alternatives(list(_table().values()))


@lru_cache(maxsize=4096)  # the names and sentences that are read for one question are asked about again and again
def expand(text: str) -> str:
    """The text in comparable form with every abbreviation written out."""
    return _patterns()[0].sub(lambda match: _table()[match.group()], comparable(text))


def other_forms(text: str) -> str:
    """What the text's abbreviations stand for, and the abbreviations of what it writes out; "" when there is none."""
    plain = comparable(text)
    short, full = _patterns()
    written = dict.fromkeys(_table()[match.group()] for match in short.finditer(plain))
    found = {match.group() for match in full.finditer(plain)}
    return " ".join([*written, *(key for key, value in _table().items() if value in found)])
