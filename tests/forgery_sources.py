"""The source sentences of the forgery suite: every citable sentence of the five articles, some of news and of law."""

import gzip
import hashlib
import json
import os
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from index.sentences import spans
from index.text import nfc

SEED = 2026
ORIGINS = ("seeds", "news", "law")
_PER_ARTICLE = 5  # sentences chosen of one article of news or law
_LONGEST = 6000  # characters of an article of news or law
_FURNITURE = re.compile(r"(?i)https?://|(?:ảnh|nguồn|thực hiện|theo báo)\s*:|\(tổng hợp\)|\[|\]|bình luận \(")
_BEFORE = re.compile(r"date \d{4}-\d\d-\d\d\s+|Ảnh: VIỆT DŨNG (?=\w)|(?:\d{1,2}\.){1,3}\s+|[-–•+*]\s+")
_POINT = re.compile(r"[a-zđ]{1,2}(?:\.\d)?[).]\s")
_CUT_OFF = re.compile(r"(?:^|[\s(])(?:[A-ZĐ][bcdđghklmnpqrstvx]{0,2}|SN|TP|Ths|PGS|GS|TS)\.$")
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")


@dataclass(frozen=True)
class Article:
    """A text file from which claims are made. `origin` is one of ORIGINS; `date` is the day that its head names."""

    file: str
    text: str
    origin: str

    @cached_property
    def sentences(self) -> tuple[str, ...]:
        """The sentences that can be cited, verbatim slices of the text, each once, in order.

        Of the five articles also captions, headings and pieces of quotations; else whole sentences only.
        """
        found = (self.text[a:b] for a, b in spans(self.text))
        return tuple(dict.fromkeys(own for own in map(_bare, found) if _citable(own, self.origin == "seeds")))

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """All sentences, whatever they are: what might bear out a forgery."""
        return tuple(self.text[a:b] for a, b in spans(self.text))

    @cached_property
    def date(self) -> tuple[int, int, int] | None:
        """Year, month and day from the head of one of the five articles."""
        head = re.match(r"\ufeff?\s*date (\d{4})-(\d\d)-(\d\d)", self.text)
        return (int(head[1]), int(head[2]), int(head[3])) if head else None


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence to be checked against `quote`, a verbatim slice of the article in `file`."""

    id: str
    file: str
    quote: str
    text: str
    kind: str
    forged: bool
    origin: str  # one of ORIGINS, or "hand"
    split: str  # "tune" or "test"; claims of one sentence are all on one side
    changed: str = ""  # what was put for what


def split_of(quote: str) -> str:
    """`tune` or `test`, by a hash of the source sentence."""
    return ("tune", "test")[hashlib.sha256(quote.encode()).digest()[0] % 2]


def chance(*parts: str) -> random.Random:
    """A generator of its own for these strings, the same in every process."""
    return random.Random("\0".join((str(SEED), *parts)))


def seeds(folder: Path) -> list[Article]:
    """The five articles."""
    paths = sorted(folder.glob("*.txt"))
    return [Article(path.name, _read(path), "seeds") for path in paths]


def chosen(origin: str, count: int, data: Path | None = None) -> list[tuple[Article, tuple[str, ...]]]:
    """Articles of `news` or `law` with the sentences chosen of each, `count` sentences in all.

    `data` is the folder that CHIDAO_DATA names where none is given.
    """
    folder = data or Path(os.environ["CHIDAO_DATA"])
    articles = _news(folder / "news.jsonl.gz") if origin == "news" else _law(folder / "phapdien" / "articles.jsonl.gz")
    order = sorted(articles, key=lambda article: hashlib.sha256(f"{SEED}{article.file}".encode()).digest())
    found: list[tuple[Article, tuple[str, ...]]] = []
    left = count
    for article in order:
        if left <= 0:
            break
        own = article.sentences
        some = tuple(chance(article.file).sample(own, min(_PER_ARTICLE, left, len(own))))
        if some:
            found.append((article, some))
            left -= len(some)
    return found


def _read(path: Path) -> str:
    return nfc(path.read_text(encoding="utf-8-sig").replace("\r\n", "\n"))


def _news(path: Path) -> Iterator[Article]:
    for row in _rows(path):
        text = nfc("\n".join((row["title"], row["abstract"], row["body"])))
        if len(text) <= _LONGEST and not _CONTROLS.search(text):
            yield Article(f"news-{row['id']}.txt".replace("/", "-"), text, "news")


def _law(path: Path) -> Iterator[Article]:
    for row in _rows(path):
        text = nfc("\n".join((row["title"], row["source"], row["text"]))).replace("\r\n", "\n")
        if row["text"].strip() and len(text) <= _LONGEST and not _CONTROLS.search(text):
            yield Article(f"law-{row['id']}.txt".replace("/", "-"), text, "law")


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def _bare(sentence: str) -> str:
    """Without the head of the article, the number of a paragraph or a dash before it."""
    mark = _BEFORE.match(sentence)
    return sentence[mark.end() :] if mark else sentence


def _citable(sentence: str, lenient: bool) -> bool:
    count = len(sentence.split())
    if count < 6 or _FURNITURE.search(sentence) or _POINT.match(sentence) or _CUT_OFF.search(sentence):
        return False
    whole = sentence[0].isupper() and sentence.rstrip('"”’) ')[-1:] in (".", "…")
    quotes = sentence.count('"') % 2 or sentence.count("“") != sentence.count("”")
    return lenient or (count <= 70 and whole and not quotes)
