"""Twins of the five articles: the same words about another ward, by other people, with other figures and dates.

A question about the article must be answered from the article; citing its twin is wrong. The generator is plain text
replacement from a table made by hand (`twin_table.py`): it knows nothing of the parsers that it puts to the test. The
same seed gives the same twins, as long as the list of wards (`index/data/units.json`) stays the same.
"""

import datetime as dt
import json
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from random import Random

from tests.benchmarks.twin_names import CREDITED, FAMILIES, MEN, MIDDLE, WOMEN
from tests.benchmarks.twin_table import ARTICLES, CORPUS_TEAMS, CORPUS_WARDS, PLAN, Article, Figure, Swaps, folded

SEEDS = Path(__file__).resolve().parent.parent.parent / "seeds"
FIRST, LAST = dt.date(2024, 1, 1), dt.date(2026, 10, 31)  # of the twins' dates
_TEAMS = [number for number in range(3, 60) if number != 10]


@dataclass(frozen=True, slots=True)
class Twin:
    """A text, and what was swapped to make it: every old string and the new one."""

    file: str
    article: str
    text: str
    swaps: Mapping[str, str]


def twins(count: int, seed: int, avoid: Sequence[str] = ()) -> Iterator[Twin]:
    """`count` twins, the five articles in turn. Names, dates and teams that stand in a text of `avoid` are not used.

    `avoid` takes the questions: one that asks about a ward of no article must not be answerable from a twin.
    """
    texts = {article.prefix: _seed(article) for article in ARTICLES}
    made = (
        _twin(article, texts[article.prefix], swaps, number)
        for number, swaps in enumerate(_families(Random(seed), _Free(avoid)), 1)
        for article in ARTICLES
    )
    return islice(made, count)


def _twin(article: Article, text: str, swaps: Swaps, number: int) -> Twin:
    new = {name: swaps.names[name] for name in (*article.wards, *article.men, *article.women, *article.credited)}
    new |= _swapped_dates(article.date, swaps.dates[article.prefix], text)
    taken = {figure.value for figure in article.figures}
    for figure in article.figures:
        value = _figure(figure, swaps.random, taken)
        taken.add(value)
        new |= {words: words.replace(figure.value, value) for words in figure.where}
    if article.team:
        new[article.team] = swaps.names[article.team]
    new |= article.special(swaps)
    return Twin(f"twin-{article.prefix}-{number:03}.txt", article.prefix, swapped(text, new), new)


def swapped(text: str, new: Mapping[str, str]) -> str:
    """The text with every old string replaced in one pass, whole words only, the longer of two first."""
    longest = sorted(new, key=len, reverse=True)
    either = "|".join(rf"{_edge(old[0], '<')}{re.escape(old)}{_edge(old[-1], '')}" for old in longest)
    return re.sub(either, lambda match: new[match.group()], text)


def _edge(character: str, side: str) -> str:
    return rf"(?{side}![\w])" if character.isalnum() else ""


def _seed(article: Article) -> str:
    (path,) = SEEDS.glob(f"{article.prefix}_*.txt")
    return path.read_text(encoding="utf-8")


def _swapped_dates(old: dt.date, new: dt.date, text: str) -> dict[str, str]:
    found = {f"{old.day}-{old.month}": f"{new.day}-{new.month}"}
    return found | ({f"date {old}": f"date {new}"} if f"date {old}" in text else {})


def _figure(figure: Figure, random: Random, taken: Collection[str]) -> str:
    """Another figure of the same make: thousands parted by points, as many zeros at the end."""
    old = int(figure.value.replace(".", ""))
    step = 10 ** (len(str(old)) - len(str(old).rstrip("0"))) if old > 10 else 1
    low, high = round(old * figure.least / step), round(old * figure.most / step)
    while True:
        value = f"{random.randint(low, high) * step:,}".replace(",", ".")
        if value not in taken:
            return value


def _families(random: Random, free: "_Free") -> Iterator[Swaps]:
    wards: list[str] = []
    pool = _wards(free)
    teams = [team for number in _TEAMS if free(team := f"Tổ công tác số {number}")]
    days = {(day.day, day.month) for day in (PLAN, *(article.date for article in ARTICLES))}
    while True:
        if len(wards) < len(CORPUS_WARDS):  # dealt like cards, so that a name returns as late as possible
            wards = random.sample(pool, len(pool))
        names = {old: wards.pop() for old in CORPUS_WARDS}
        names |= _people(random, free)
        drawn = random.sample(teams, len(CORPUS_TEAMS))
        names |= dict(zip(CORPUS_TEAMS, drawn, strict=True))
        dates = {article.prefix: _date(article, random, free, days) for article in ARTICLES}
        yield Swaps(names, dates, random)


def _people(random: Random, free: "_Free") -> dict[str, str]:
    new: dict[str, str] = {}
    for article in ARTICLES:
        groups = ((article.men, _man), (article.women, _woman), (article.credited, _credited))
        for old, draw in ((old, draw) for group, draw in groups for old in group if old not in new):
            name = draw(random)
            while name in new.values() or not free(name):
                name = draw(random)
            new[old] = name
    return new


def _man(random: Random) -> str:
    return f"{random.choice(FAMILIES)} {random.choice(MIDDLE)} {random.choice(MEN)}"


def _woman(random: Random) -> str:
    return f"{random.choice(FAMILIES)} Thị {' '.join(random.sample(WOMEN, 2))}"


def _credited(random: Random) -> str:
    return f"{random.choice(CREDITED)} {random.choice(MEN)}".upper()


def _date(article: Article, random: Random, free: "_Free", days: Collection[tuple[int, int]]) -> dt.date:
    """A day on which none of the five articles was written, and that fits what the article says of its time."""
    while True:
        day = FIRST + dt.timedelta(days=random.randrange((LAST - FIRST).days + 1))
        if (day.day, day.month) not in days and free(f"{day.day}-{day.month}") and _fits(article, day):
            return day


def _fits(article: Article, day: dt.date) -> bool:
    if article.prefix == "002":  # speaks of the evaluation of its year
        return day.year != article.date.year
    if article.prefix == "003":  # speaks of the months that are left of the year
        return 5 <= day.month <= 10 and day.month != article.date.month
    return True


class _Free:
    """Whether a name or date stands in none of the texts to avoid, however it is typed."""

    def __init__(self, avoid: Sequence[str]) -> None:
        self._texts = "\n".join(map(_words, avoid))

    def __call__(self, name: str) -> bool:
        return _words(name) not in self._texts


def _words(text: str) -> str:
    return " " + " ".join(re.findall(r"[^\W_]+", folded(text))) + " "


def _wards(free: _Free) -> list[str]:
    """Real wards of two or three plain syllables that are not easily taken for one of the corpus."""
    names = json.loads((SEEDS.parent / "index" / "data" / "units.json").read_text(encoding="utf-8"))["phường"]
    plain = (name for name in names if re.fullmatch(r"[^\W\d_]+( [^\W\d_]+){1,2}", name))
    return sorted(name for name in plain if free(name) and not any(_alike(name, own) for own in CORPUS_WARDS))


def _alike(name: str, own: str) -> bool:
    """Whether one name holds the other, or they differ by one letter at most, diacritics apart."""
    a, b = folded(name), folded(own)
    return a in b or b in a or distance(a, b) <= 1


def distance(a: str, b: str) -> int:
    """Levenshtein's distance."""
    row = list(range(len(b) + 1))
    for i, left in enumerate(a, 1):
        previous, row[0] = row[0], i
        for j, right in enumerate(b, 1):
            previous, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, previous + (left != right))
    return row[-1]
