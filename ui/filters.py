"""The filters that a visitor sets for their own questions: what is offered, how it is read, what is told about it."""

import calendar
import datetime as dt
import re
from dataclasses import dataclass
from typing import Final

from index import naming, places
from index.dates import date_parts, dates_asked
from index.names import SURNAMES
from index.segments import Filters
from index.snapshot import Snapshot
from index.text import fold
from ui import wording
from ui.markup import Html, element
from ui.turn import Trouble

OFFERED = 300  # names in a list; any other can be typed
LONGEST = 500  # characters that a field may hold
_DAY_WORDS: Final = frozenset(("ngay", "mung", "mong", "thang", "nam"))  # all that may stand beside a day's figures
_WORD = re.compile(r"[^\W\d_]+")
_SURNAMES: Final = frozenset(map(str.lower, SURNAMES))

Choices = list[tuple[str, str]]  # what is shown, and what it stands for


@dataclass(frozen=True, slots=True)
class Offered:
    """What the documents have to choose from; the kinds of document do not depend on them."""

    places: Choices
    speakers: Choices
    sources: Choices


def offered(snapshot: Snapshot, most: int = OFFERED) -> Offered:
    """The places, speakers and sites that documents name, people before places, at most `most` of each.

    Of the speakers, a body such as "đại diện sở y tế" is left to be typed: the index does not keep its capitals.
    """
    people = sorted((name.title() for name in snapshot.speakers if _is_person(name)), key=fold)
    wards = sorted((_place(name) for name in snapshot.speakers if places.level_of(name)), key=fold)
    sites = {naming.site_of(source) for source in snapshot.named("source")}
    known = sorted(map(_place, snapshot.places), key=fold), [*people, *wards], sorted(sites)
    return Offered(*([(name, name) for name in names[:most]] for names in known))


def kinds() -> Choices:
    """The kinds of document; the first lets every kind through."""
    return [(wording.ANY_KIND, ""), *((wording.KINDS.get(kind, kind), kind) for kind in naming.DOCUMENT_KINDS)]


def read(*entered: str | None) -> Filters | Trouble:
    """The filters of what stands in the six fields, in their order, or what is wrong with one of them.

    A month or a year may stand for its first day, or at the end of a span for its last.
    """
    texts = [" ".join((text or "").split()) for text in entered]
    for field, text in zip(wording.FILTER_FIELDS, texts, strict=True):
        if len(text) > LONGEST:
            return Trouble(wording.FILTER_TOO_LONG.format(field=field, most=LONGEST))
    since, until, *named = texts
    first, last = _day(since), _day(until, ending=True)
    read_days = ((wording.SINCE, since, first), (wording.UNTIL, until, last))
    wrong = [wording.NO_DAY.format(field=field, found=text) for field, text, day in read_days if text and not day]
    if wrong:
        return Trouble(" ".join(wrong))
    if first and last and first > last:
        return Trouble(wording.DAYS_TURNED.format(since=_told(first), until=_told(last)))
    return Filters(first, last, *named)


def described(filters: Filters) -> str:
    """The filters in words: "nơi phường Bình Dương; từ 01-09-2025"; "" where there are none."""
    named = {wording.FILTERED[name]: value for name, value in filters.named().items()}
    if filters.kind in wording.KINDS:
        named[wording.FILTERED["kind"]] = wording.KINDS[filters.kind].lower()
    days = {"từ": filters.since, "đến": filters.until}
    named |= {word: _told(day) for word, day in days.items() if day}
    return "; ".join(f"{word} {value}" for word, value in named.items())


def line(found: Filters | Trouble, *, held_back: bool = False) -> Html:
    """What is filtered, with the way to undo it, or what is wrong; `held_back` if a question waits for that."""
    if isinstance(found, Trouble):
        told = f"{wording.NOT_ASKED} {found.message}" if held_back else found.message
        return element("p", told, " · ", _undo(), class_="trouble", role="alert")
    if not found.active:
        return Html()
    return element("p", wording.FILTERING, " ", element("b", described(found)), " · ", _undo(), role="status")


def _undo() -> Html:
    return element("button", wording.UNFILTER, type="button")


def _day(text: str, *, ending: bool = False) -> dt.date | None:
    """The only day, month or year that a field holds, its last day if `ending`; None where it holds anything else."""
    if not _DAY_WORDS.issuperset(_WORD.findall(fold(text))):
        return None
    readings = (value for words in (text, f"tháng {text}", f"năm {text}") if (value := _whole(words)))
    year, month, day = date_parts(next(readings, ""))
    if not year or not (year + month + day).isdigit():
        return None
    try:
        if day or not ending:
            return dt.date(int(year), int(month or 1), int(day or 1))
        return dt.date(int(year), int(month or 12), calendar.monthrange(int(year), int(month or 12))[1])
    except ValueError:  # such as 31 February
        return None


def _whole(text: str) -> str:
    """The date that takes up all figures of a text, normalised; "" for none, a quarter, or a term."""
    for found in dates_asked(text):
        rest = text[: found.start] + text[found.end :]
        if not any(c.isdigit() for c in rest) and not set("Q/").intersection(found.value):
            return found.value
    return ""


def _told(day: dt.date) -> str:
    return f"{day:%d-%m-%Y}"


def _place(name: str) -> str:
    """A normalised place as it is written: "phường Bình Dương"."""
    return f"{places.level_of(name)} {places.name_of(name).title()}".strip()


def _is_person(name: str) -> bool:
    """Whether a normalised name is one of people, by its surname."""
    syllables = name.split()
    return 1 < len(syllables) <= 5 and syllables[0] in _SURNAMES
