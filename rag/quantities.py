"""Which quantity a question asks for: how it is counted, the noun that is counted, and the words that narrow it."""

import json
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from index.text import fold, fold_aligned, has_diacritics, tokens
from rag.question import Question, content_terms


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_COUNTED = re.compile(
    r"(?<!\w)(?:bao nhiêu|mấy|how many)\s+(?:(?:trăm|ngàn|nghìn|vạn|chục|triệu|tỷ|tỉ|cái|chiếc)\s+)?"
    r"(?P<noun>[^\W\d]+|%)"
)
_COUNTED_BARE = re.compile(
    r"(?<!\w)(?:bao nhieu|may|how many)\s+(?:(?:tram|ngan|nghin|van|chuc|trieu|ty|ti|cai|chiec)\s+)?(?P<noun>[a-z%]+)"
)
# What has a size, a cost or people of its own, beside those of the ward that it is in.
MONEY = re.compile(
    r"(?<!\w)(luong|lanh|tien|von|gia|ban|mua|den(?: tien)?|boi thuong|thuong|quy|rot|ho tro|vay|no|ton|dau tu|phi|gom|"
    r"ung|quyen gop|tra)(?!\w)[^?.,;]{0,60}? bao nhieu(?: (?:mot|moi|tien|cho|de|vao)(?!\w)[^?]*)?\W*$"
)
_SHARE = re.compile(r"(?<!\w)(?:bao nhieu|may) ?(?:phan tram|%)")  # whatever it is of is not counted in its own unit
CONTRASTS = frozenset(("thu", "chi", "tăng", "giảm", "nam", "nữ", "thêm", "mới", "cũ", "trễ", "thiếu", "thừa"))
CONTRASTS_BARE = frozenset(("tang", "giam", "them", "tre", "thieu", "thua"))
_STOPS = _words(
    "ở tại của trong và theo là thì với ngoài không đến từ cho này nào gì được để vì do vào lúc khi sau trước"
)
_STOPS_BARE = frozenset(map(fold, _STOPS))
NEUTRAL = _words(
    "hien dang sinh song cu tru thuong truc thuoc tat ca tong cong tren dia ban toan phuong xa co dat chiem khoang so "
    "ty le phan tram tien moi hec ta bao nhieu may cua o la duoc nay nam va trong thi voi cac nhung nhu the"
)
# Words after "bao nhiêu" that are not what is counted.
_NO_NOUN = _words(
    "một mỗi là tất thế cả thì trong rồi vậy số mức ở cho thôi nhỉ vào với so thay từ đến để nữa khi sau trước trên"
)
_NO_NOUN_BARE = frozenset(map(fold, _NO_NOUN))


@lru_cache(maxsize=1)
def _table() -> Mapping[str, Mapping[str, Sequence[str]]]:
    values: dict[str, dict[str, list[str]]] = json.loads(
        (Path(__file__).parent / "data" / "quantities.json").read_text(encoding="utf-8")
    )
    return values


def units_asked(question: Question) -> frozenset[str]:
    """The units, folded, in which what is asked for is counted; empty when the question is of no known quantity."""
    return _units_asked(question.text)


@lru_cache(maxsize=64)  # asked for every sentence that is read
def _units_asked(text: str) -> frozenset[str]:
    return frozenset(unit for quantity, _ in _quantities_asked(text) for unit in quantity["units"])


def words_asked(question: Question) -> frozenset[str]:
    """The tokens that say of what quantity: a figure of that unit answers them without naming it ("rộng": 58km²).

    With them go those that narrow nothing: people who live in a ward ("sinh sống") are its people.
    """
    return _words_asked(question.text)


@lru_cache(maxsize=64)
def _words_asked(text: str) -> frozenset[str]:
    asked = {token for _, words in _quantities_asked(text) for token in tokens(words)}
    return frozenset(asked | {t for t in tokens(text) if asked and fold(t) in NEUTRAL})


@lru_cache(maxsize=64)
def _quantities_asked(text: str) -> tuple[tuple[Mapping[str, Sequence[str]], str], ...]:
    """The quantities asked for, each with the words that do."""
    folded = fold_aligned(text)
    patterns = ((q, rf"(?<!\w)(?:{words})(?!\w)") for q in _table().values() for words in q["asked"])
    if _SHARE.search(folded):
        patterns = (pair for pair in patterns if "%" in pair[0]["units"])
    found = ((quantity, re.search(pattern, folded)) for quantity, pattern in patterns)
    named = tuple((quantity, text[match.start() : match.end()]) for quantity, match in found if match)
    money = MONEY.search(folded)
    return named or (((_table()["money"], text[money.start(1) : money.end(1)]),) if money else ())


def noun_asked(question: Question) -> str:
    """The first syllable, folded, of what is counted: "mấy khâu đột phá" → "khau"; "" where none is."""
    return _noun_asked(question.text)


@lru_cache(maxsize=64)
def _noun_asked(text: str) -> str:
    spelt = has_diacritics(text)
    match = (_COUNTED if spelt else _COUNTED_BARE).search(text.lower())
    return fold(match["noun"]) if match and match["noun"] not in (_NO_NOUN if spelt else _NO_NOUN_BARE) else ""


def narrowing(question: Question) -> tuple[str, ...]:
    """The content words from the counted noun up to a word that begins something else."""
    return _narrowing(question.text, bare=question.bare)


@lru_cache(maxsize=64)
def _narrowing(text: str, *, bare: bool) -> tuple[str, ...]:
    words = tokens(text.partition(" (")[0])  # in brackets stands what the history adds
    folded = [fold(word) for word in words]
    how_many = "may" if bare else "mấy"
    counts = (at for at, w in enumerate(words[:-1]) if w == how_many or folded[at - 1 : at + 1] == ["bao", "nhieu"])
    counted = (_until_stop(words[at + 1 : at + 7], bare=bare) for at in counts)
    return tuple(t for some in counted for t in content_terms(" ".join(some)))


def _until_stop(words: Sequence[str], *, bare: bool) -> list[str]:
    stops = _STOPS_BARE if bare else _STOPS
    stop = next((i for i, word in enumerate(words) if word in stops), len(words))
    return list(words[:stop])
