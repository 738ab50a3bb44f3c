"""Who speaks, of which place, when: resolved from the article for every sentence.

News names the speaker, the ward and the day once, then writes "đồng chí lưu ý", "phường cũng cần" for paragraphs. The
rules: the day is the event's; a sentence is about the wards that it names, else about those of its speaker, else about
those of the text before it; it is said by the subject of its verb of saying (a quotation by whom it is ascribed to),
else by the speaker of the sentence before it, as long as the text goes on with what was said. Captions tell who someone
is, but never who speaks next. What is not told stays empty.
"""

import datetime as dt
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from index import places
from index.cast import Cast, cast_of, named_in, wards_in
from index.dates import relative_days_in
from index.documents import BlockKind, Context
from index.event_years import year_of
from index.facts import Fact, FactKind, facts_in
from index.span import Span
from index.speakers import QUOTED, UNKNOWN, Mention, Recent, speaker_in
from index.text import comparable

__all__ = ["Span", "event_date", "resolve"]


_GOES_ON = re.compile(
    r"(?:Trước mắt|Đồng thời|Cụ thể|Trong đó|Hơn nữa|Bên cạnh|Ngoài ra|Cùng với|Song song|Vì vậy|Do vậy|Do đó|Dù vậy|"
    r"Tuy nhiên|Từ đó|Mặt khác|Như vậy|Đặc biệt|Qua đó|Về\s|[“\"'‘])|.{0,60}(?<!\w)(?:phải|cần)(?!\w)"
)
# The reporter's own voice again.
_NARRATES = re.compile(
    r"(?:Cùng ngày|Trước đó|Sau đó|Dịp này|Nhân dịp|Cùng dự|Cùng tham dự|Tham dự|Dự (?:buổi|hội nghị|lễ)|"
    r"Cũng (?:tại|trong)|"
    r"Kết thúc|Buổi làm việc|Hội nghị|Tại (?:buổi|hội nghị|cuộc|lễ)|Được biết|Đoàn công tác|"
    r"Theo (?:đề nghị|yêu cầu|báo cáo|thống kê|kế hoạch|ghi nhận|tìm hiểu|kết quả)|(?:Ngày|Sáng|Trưa|Chiều|"
    r"Tối)\s+\d)(?!\w)"
)
_ALL = re.compile(r"(?<!\w)(?:hai|các|những|mỗi|từng|\d)\s+(?:phường|xã|địa phương|địa bàn)(?!\w)", re.IGNORECASE)
_ANY = re.compile(r"(?<!\w)địa phương(?!\w)", re.IGNORECASE)  # the ward of the speaker, or all of them
_THERE = re.compile(r"(?:Phường|Xã|Địa phương|Ở đây|Tại đây|Nơi (?:này|đây))(?!\w)")
_BARE = re.compile(r"(?<!\w)(?:phường|xã|đặc khu)(?! hội)(?! [A-ZĐ\d])(?!\w)")  # the one named last in the paragraph
_ELSEWHERE = re.compile(r"(?:Tại|Ở|Riêng(?: tại| ở)?|Còn (?:tại|ở))\s+$")
# Where somebody lives: "chị Phượng (xã Phước Đồng)", "ở xã An Hiệp, bà Hai, 58 tuổi".
_LIVES = re.compile(r"\((?:ở )?(?:phường|xã|ấp|thôn|khu phố)(?!\w)|(?<!\w)(?:\d\d tuổi|ngụ|trú|quê|SN \d{4})(?!\w)")
_LEAD = 4  # body sentences that tell what the article is about


@dataclass
class _Article:
    """What the whole article says about its people and places, and how far it has been read."""

    cast: Cast
    wards: tuple[str, ...]  # that it is about; the place of another level where it names no ward
    written: dict[str, str]  # place → as written
    about: tuple[str, ...]
    speaker: str | None = None
    recent: Recent = field(default_factory=Recent)


def resolve(text: str, spans: Sequence[Span], event: dt.date | None, inferred: bool) -> list[Context]:
    """The context of each sentence, in order."""
    article = _read_article(text, spans)
    told = _without_quotations(text, spans)
    found: list[Context] = []
    previous: Span | None = None
    named: tuple[str, ...] = ()  # the wards that the paragraph named last
    for number, span in enumerate(spans):
        sentence = text[span.start : span.end]
        if span.kind is not BlockKind.BODY:
            wards = wards_in(sentence) or article.wards
            found.append(Context(None, (), _written(article, wards), event, inferred))
            continue
        said = _said(number, spans, told, previous, article)
        goes_on = previous is not None and previous.paragraph == span.paragraph
        own = wards_in(sentence)
        named = own or (named if goes_on else ())
        there = goes_on and not own and (_THERE.match(sentence) or (_BARE.search(sentence) and named == article.about))
        if not there:
            article.about = _places(sentence, article, said, changed=said != article.speaker)
        article.speaker, previous = said, span
        about = _written(article, article.about)
        offices = tuple(article.cast.offices.get(said or "", {}).values())
        found.append(Context(_display(said, article.cast, about), offices, about, event, inferred))
    return found


def event_date(text: str, spans: Sequence[Span], published: dt.date | None) -> tuple[dt.date | None, bool]:
    """The day that the article reports, from its first sentences, and whether its year was inferred.

    A day without year takes the year that brings it nearest before the publication (an announcement may lie a month
    after it), else the year in which the text says that it stands.
    """
    lead = [text[s.start : s.end] for s in spans if s.kind is BlockKind.BODY][:_LEAD]
    for sentence in lead:
        for value in _days(sentence):
            day = _with_year(value[2:], text, published) if value.startswith("--") else _day(value)
            if day and day.isoformat() >= _ONLINE:
                return day, value.startswith("--")
        if published and (day := _told_from(sentence, published)):
            return day, True
    return None, False


def _days(sentence: str) -> list[str]:
    """The days of a sentence that can be the event's, not those of a document that it names, or of a term."""
    facts = facts_in(sentence)
    return [
        fact.value
        for fact in facts
        if fact.kind is FactKind.DATE
        and re.fullmatch(r"(?:-|\d{4})-\d{2}-\d{2}", fact.value)
        and not any(_dates_document(sentence, other, fact) for other in facts)
        and not _BOUND.search(sentence[: fact.start])
    ]


def _told_from(sentence: str, published: dt.date) -> dt.date | None:
    """The day that the newspaper's own words tell from the day of its issue: "Sáng nay, …", "Chiều qua, …"."""
    for day in relative_days_in(sentence):
        if day.value in _FROM_ISSUE and not sentence.count("“", 0, day.start) > sentence.count("”", 0, day.start):
            return published + _FROM_ISSUE[day.value]
    return None


_FROM_ISSUE = {"+today": dt.timedelta(0), "+yesterday": dt.timedelta(days=-1)}
# A day from or until which something holds is not the event's.
_BOUND = re.compile(r"(?i)(?:từ|kể từ|trước|sau|sinh|đến)\s+(?:(?:ngày|đêm|sáng|chiều|tối)\s+)*$")


def _dates_document(sentence: str, document: Fact, date: Fact) -> bool:
    between = sentence[document.end : date.start] if document.end <= date.start else "."
    return document.kind is FactKind.DOCUMENT_NUMBER and bool(
        re.fullmatch(r"[\s,(]*(?:ban hành\s+)?(?:ngày\s+)?", between)
    )


def _day(value: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(value)
    except ValueError:
        return None


def _with_year(month_day: str, text: str, published: dt.date | None) -> dt.date | None:
    if published:
        latest, earliest = published + dt.timedelta(days=31), published - dt.timedelta(days=335)
        days = (_day(f"{year}-{month_day}") for year in range(published.year + 1, published.year - 2, -1))
        return next((day for day in days if day and earliest <= day <= latest), None)
    year = year_of(month_day, text)
    return _day(f"{year}-{month_day}") if year else None


_ONLINE = "2000"  # earlier years are history


def _read_article(text: str, spans: Sequence[Span]) -> _Article:
    lead = [text[s.start : s.end] for s in spans if s.kind is BlockKind.BODY][:_LEAD]
    above = [text[s.start : s.end] for s in spans[:2] if s.kind is BlockKind.HEADING]
    named = places.places_in(text)
    count = Counter(p.value for p in named)
    again = any(_THERE.match(text[s.start : s.end]) for s in spans)
    told = (_told_of(sentence, count, again=again or sentence in (*lead[:1], *above)) for sentence in (*lead, *above))
    wards = next((found for found in told if found), ())
    if not wards:
        first = [p.value for sentence in [*above, *lead[:2]] for p in places.places_in(sentence)]
        wards = tuple(sorted(dict.fromkeys(p for p in first if count[p] > 1), key=lambda p: -count[p])[:1])
    as_written = [(p.value, text[p.start : p.end]) for p in reversed(named)]
    written = dict(sorted(as_written, key=lambda place: not place[1].isupper()))  # capitals of a heading at last resort
    return _Article(cast_of(text[s.start : s.end] for s in spans), wards, written, wards)


def _told_of(sentence: str, count: Counter[str], *, again: bool) -> tuple[str, ...]:
    """The wards of a sentence that an article may be about: not where somebody lives, nor one that it names only once.

    `again`: the article speaks of a bare "phường" later, or the sentence is its first or its title.
    """
    if _LIVES.search(sentence):
        return ()
    return tuple(ward for ward in wards_in(sentence) if again or count[ward] > 1)


def _without_quotations(text: str, spans: Sequence[Span]) -> list[str]:
    """The sentences with everything quoted masked, character for character; quotations may span sentences."""
    masked = list(text)
    paragraphs: dict[int, tuple[int, int]] = {}
    for span in spans:
        paragraphs[span.paragraph] = (paragraphs.get(span.paragraph, (span.start, 0))[0], span.end)
    for start, end in paragraphs.values():
        opened: int | None = None
        for at in range(start, end):
            if opened is None and text[at] in '“"':
                opened = at
            elif opened is not None and text[at] in '”"':
                masked[opened : at + 1] = QUOTED * (at + 1 - opened)
                opened = None
    whole = "".join(masked)
    return [whole[s.start : s.end] for s in spans]


def _said(
    number: int, spans: Sequence[Span], told: Sequence[str], previous: Span | None, article: _Article
) -> str | None:
    """Who says a sentence, comparable; None where that is not told. Notes whom the next pronoun can mean."""
    sentence, span = told[number], spans[number]
    about = wards_in(sentence) or article.about
    mention = speaker_in(sentence, article.cast, article.recent, about) or _ascribed(number, spans, told, article)
    named = named_in(sentence)
    if mention and mention.who and not mention.is_group:
        article.recent = Recent(mention.who, tuple(dict.fromkeys((mention.who, *named))))
    elif named:
        article.recent = Recent(None, named)
    if mention:
        return None if mention.who == UNKNOWN else mention.who
    if previous is None or _NARRATES.match(sentence):
        return None
    opens = _goes_on(sentence)
    return article.speaker if previous.paragraph == span.paragraph or opens else None


def _goes_on(sentence: str) -> bool:
    """Whether a sentence that begins a paragraph goes on with what was said before it."""
    return bool(sentence.startswith(QUOTED) or _GOES_ON.match(sentence))


def _ascribed(number: int, spans: Sequence[Span], told: Sequence[str], article: _Article) -> Mention | None:
    """Whom a sentence that is quoted whole is ascribed to, where its quotation ends."""
    if told[number].strip(QUOTED):
        return None
    for later in range(number + 1, len(spans)):
        goes_on = spans[later].paragraph == spans[number].paragraph and told[later].startswith(QUOTED)
        if not goes_on:
            return None
        if told[later].strip(QUOTED):
            return speaker_in(told[later], article.cast, article.recent, article.about)
    return None


def _places(sentence: str, article: _Article, said: str | None, *, changed: bool) -> tuple[str, ...]:
    """The places that a sentence is about."""
    if own := wards_in(sentence):
        return own
    for place in places.places_in(sentence):
        if _ELSEWHERE.fullmatch(sentence[: place.start]) and place.value != places.CITY:
            return (place.value,)
    if len(article.wards) < 2 or _ALL.search(sentence):
        return article.wards
    if said in article.cast.homes:
        return (article.cast.homes[said],)
    return article.wards if _ANY.search(sentence) or (changed and said is not None) else article.about


def _display(said: str | None, cast: Cast, about: tuple[str, ...]) -> str | None:
    """The speaker as the reader should see it; a bare "phường" becomes the ward that it means."""
    if said is None or said in cast.names:
        return cast.names.get(said) if said else None
    if said.lower() in ("phường", "xã") and len(about) == 1:
        return about[0]
    return said


def _written(article: _Article, values: tuple[str, ...]) -> tuple[str, ...]:
    """The places as the document writes them: "phường Bình Dương"."""
    return tuple(_with_level(value, article.written.get(value, value)) for value in values)


def _with_level(value: str, written: str) -> str:
    """The place as the document writes it, its level written out: "TP. Nha Trang" is "thành phố Nha Trang"."""
    level, syllables = places.level_of(value), places.name_of(value).count(" ") + 1
    name = " ".join(re.split(r"[ .]+", written)[-syllables:])
    return f"{level} {name}" if level and comparable(name) == places.name_of(value) else written
