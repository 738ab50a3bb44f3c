"""Abbreviations of Vietnamese offices, both ways. The table is data; they count only where they stand alone."""

import json
import re
from functools import lru_cache
from pathlib import Path

from index.text import comparable


@lru_cache(maxsize=1)
def _table() -> dict[str, str]:
    """Abbreviation → full form, both comparable."""
    values = json.loads((Path(__file__).parent / "data" / "abbreviations.json").read_text(encoding="utf-8"))
    return {comparable(short): comparable(full) for short, full in values.items()}


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    def alternatives(words: list[str]) -> re.Pattern[str]:
        longest_first = sorted(words, key=len, reverse=True)
        return re.compile(rf"(?<![\w/-])(?:{'|'.join(map(re.escape, longest_first))})(?![\w/]|-\w)")

    return alternatives(list(_table())), alternatives(list(_table().values()))


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
