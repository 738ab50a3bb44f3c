"""Words that negate, and words that say must, should, may, will, done: what a sentence does with what it tells."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from index.text import UPPER

POLARITY = ("not", "not_yet")
FORCE = ("must", "should", "ask", "may", "will", "done", "ongoing")


@dataclass(frozen=True, slots=True)
class Word:
    """A word at [start, end). `value`: one of `POLARITY` or `FORCE`."""

    start: int
    end: int
    value: str


# "đã … chưa?", "có … không?" ask and negate nothing; "3 không" is a name; "không quá 5" rounds.
_ASKS = re.compile(r"\s*(?:[?”\"]|$)")
_NAMED = re.compile(r"[“\"']\s?(?:\d+|ba|bốn|hai|năm)\s+$", re.IGNORECASE)
_AMOUNT = (
    r"\s+(?:(?:thêm|khoảng|gần|hơn|trên|dưới|tối thiểu|ít nhất|tới|đến|chừng)\s+)*"
    r"(?:\d|(?:hai|ba|bốn|năm|sáu|bảy|tám|chín|mười)(?!\w))"
)
# "vì mưa lớn nên hoãn": before "nên", in the same sentence or clause.
_BECAUSE = re.compile(r"(?<!\w)(?:do|vì|bởi|nhờ|tưởng|sợ|thấy|biết|lo)(?!\w)[^.;:?!]*$", re.IGNORECASE)
_END = r"\s*(?:[.,;:)”\"]|$)"
_NO_LETTER = r"(?<![\w-])"


def negations_in(text: str) -> Iterator[Word]:
    """The words of `text` that negate, in order."""
    for word in _words_in(text):
        ends_question = bool(_ASKS.match(text, word.end)) and "?" in text[word.end :]
        if word.value in POLARITY and not ends_question and not _NAMED.search(text, max(0, word.start - 8), word.start):
            yield word


def modals_in(text: str) -> Iterator[Word]:
    """The words of `text` that say must, should, ask, may, will, done or ongoing, in order; a noun says none."""
    for word in _words_in(text):
        if word.value in FORCE:
            yield word


@lru_cache(maxsize=16)
def _words_in(text: str) -> tuple[Word, ...]:
    """Every such word, the longest at each place, but where it is part of another word or is a noun."""
    pattern, values = _compiled()
    words = [Word(m.start(), m.end(), values[m.group().lower()]) for m in pattern.finditer(text)]
    return tuple(word for word in words if not _means_else(text, word))


def _means_else(text: str, word: Word) -> bool:
    written = text[word.start : word.end].lower()
    before, after = _fixed().get(written, (None, None))
    if before and before.search(text, max(0, word.start - 20), word.start):
        return True
    if after and after.match(text, word.end):
        return True
    if _table()["fixed"].get(written, {}).get("because") and _BECAUSE.search(text, 0, word.start):
        return True
    if written not in _table()["verbs"]:
        return False
    return bool(_nouns().search(text, max(0, word.start - 25), word.start))


@lru_cache(maxsize=1)
def _table() -> dict[str, Any]:
    table: dict[str, Any] = json.loads((Path(__file__).parent / "data" / "modality.json").read_text(encoding="utf-8"))
    return table


@lru_cache(maxsize=1)
def _compiled() -> tuple[re.Pattern[str], dict[str, str]]:
    """The pattern of all words, and what each says."""
    values = {word: value for value in (*POLARITY, *FORCE) for word in _table()[value]}
    longest = "|".join(re.escape(word) for word in sorted(values, key=len, reverse=True))
    return re.compile(rf"{_NO_LETTER}(?:{longest})(?![\w-])", re.IGNORECASE), values


@lru_cache(maxsize=1)
def _fixed() -> dict[str, tuple[re.Pattern[str] | None, re.Pattern[str] | None]]:
    """For a word, what stands before it and after it where it is part of another word."""
    return {
        word: (
            _before(found["before"]),
            _after(found),
        )
        for word, found in _table()["fixed"].items()
    }


def _before(words: list[str]) -> re.Pattern[str] | None:
    """What matches up to where one of the words, or marks, ends."""
    marked = (word if word in "," else rf"(?<!\w){word}" for word in words)
    return re.compile(rf"(?:{'|'.join(marked)})\s+$", re.IGNORECASE) if words else None


def _after(found: Mapping[str, Any]) -> re.Pattern[str] | None:
    """What matches what begins where the word ends, if that makes another word of it. Names in capitals do not."""
    ways = [rf"\s+(?:{'|'.join(found['after'])})(?!\w)"] if found["after"] else []
    ways += [_AMOUNT] if found.get("amount") else []
    ways += [_END] if found.get("end") else []
    ways += [rf"\s+[{UPPER}]"] if found.get("name") else []
    return re.compile("|".join(ways)) if ways else None


@lru_cache(maxsize=1)
def _nouns() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(_table()['noun_before'])})\s+$", re.IGNORECASE)
