"""Who speaks, of which place, when: resolved from the article for every sentence.

News names the speaker, the ward and the day once, then writes "đồng chí lưu ý", "phường cũng cần" for paragraphs. The rules:
the day is the event's; a sentence is about the wards that it names, else about those of its speaker, else about those of
the text before it; it is said by the subject of its verb of saying, else by the speaker of the sentence before it, as long
as the text goes on with what was said. Captions tell who someone is, but never who speaks next.
"""

import datetime as dt
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from index import places
from index.documents import BlockKind, Context
from index.facts import FactKind, facts_in
from index.names import Person, Title, office_of, persons_in, short_names_in, titles_in
from index.text import comparable


@dataclass(frozen=True, slots=True)
class Span:
    """A sentence before its context is known; `paragraph` tells which share a block."""

    start: int
    end: int
    kind: BlockKind
    paragraph: int


_SAYING = (
    "phát biểu|kết luận|cho biết|cho hay|cho rằng|nhấn mạnh|lưu ý|yêu cầu|đề nghị|chỉ đạo|phân tích|đánh giá cao|đánh giá|chia sẻ|khẳng định|thông tin|nhận xét|gợi mở|"
    "khuyến khích|kiến nghị|đề xuất|mong muốn|mong|báo cáo|nêu rõ|nêu|dẫn ví dụ|đề cập|bày tỏ|nói|giao|quán triệt|nhắc nhở|chỉ rõ|lý giải|thừa nhận|cam kết|hứa|thông báo|trao đổi|góp ý|đồng tình|ghi nhận"
)
_VERB = re.compile(rf"(?<!\w)(?:{_SAYING})(?!\w)", re.IGNORECASE)
# Between a subject and its verb stand its offices in commas and small words, but no full clause.
_GAP = re.compile(
    r"(?:\s*(?:,[^.;:“\"]{0,160},|\([^)]*\)))?"
    r"(?:\s*(?:cũng|còn|đã|sẽ|đang|tiếp tục|vừa|luôn|đồng thời|tha thiết|rất|lại|trên|và đoàn công tác|phát biểu|kết luận|báo cáo)(?!\w))*\s*",
    re.IGNORECASE,
)
_GROUP = re.compile(
    r"(?<!\w)(?:(?:[Đđ]ại diện|[Ll]ãnh đạo)(?:\s+[\w-]+){1,8}?|[Pp]hường|[Xx]ã|[Cc]ác (?:địa phương|phường|xã|đại biểu)|[Đđ]ịa phương|[Tt]hành phố|UBND(?:\s+[\w.]+){0,3}?)"
    r"(?=\s+(?:trên\s+)?(?:cũng\s+|đã\s+|còn\s+)*(?:" + _SAYING + r")(?!\w))"
)
_BARE = re.compile(r"(?<!\w)(?:[Đđ]ồng chí|[Ôô]ng|[Bb]à)(?=\s+[a-zà-ỹ])")
_ACCORDING = re.compile(r"^Theo\s+(?:đồng chí|ông|bà)?\s*$")
_GOES_ON = re.compile(
    r"(?:Trước mắt|Đồng thời|Cụ thể|Trong đó|Hơn nữa|Bên cạnh|Ngoài ra|Cùng với|Song song|Vì vậy|Do vậy|Do đó|Dù vậy|Tuy nhiên|Từ đó|Mặt khác|Như vậy|Đặc biệt|Qua đó|Về\s|[“\"'‘])|.{0,60}(?<!\w)(?:phải|cần)(?!\w)"
)
_ALL = re.compile(r"(?<!\w)(?:hai|các|những|mỗi|từng|\d)\s+(?:phường|xã|địa phương|địa bàn)(?!\w)", re.IGNORECASE)
_ANY = re.compile(r"(?<!\w)địa phương(?!\w)", re.IGNORECASE)  # the ward of the speaker, or all of them



@dataclass
class _Article:
    """What the whole article says about its people and places; filled before sentences are resolved."""

    wards: tuple[str, ...]
    names: dict[str, str] = field(default_factory=dict)  # comparable full name → as written
    titles: dict[str, str] = field(default_factory=dict)  # office → person, comparable
    homes: dict[str, str] = field(default_factory=dict)  # person → ward of an office held, comparable
    offices: dict[str, dict[str, str]] = field(default_factory=dict)  # person → offices held, comparable → as written


def resolve(text: str, spans: Sequence[Span], event: dt.date | None, inferred: bool) -> list[Context]:
    """The context of each sentence, in order."""
    article = _read_article(text, spans)
    found: list[Context] = []
    speaker: str | None = None
    about = article.wards
    last_named: str | None = None
    previous: Span | None = None
    for span in spans:
        sentence = text[span.start : span.end]
        if span.kind is not BlockKind.BODY:
            found.append(Context(None, (), _written(text, _wards(sentence) or article.wards), event, inferred))
            continue
        said = _speaker(sentence, article, last_named)
        if said is None and previous is not None:
            same = previous.paragraph == span.paragraph
            said = speaker if same or (speaker and _GOES_ON.match(sentence)) else None
        named = [p.value for p in persons_in(sentence, _place_spans(sentence))]
        last_named = said if said in article.names else (named[-1] if named else last_named)
        about = _places(sentence, article, said, about, changed=said != speaker)
        speaker, previous = said, span
        about_written = _written(text, about)
        offices = tuple(article.offices.get(said or "", {}).values())
        found.append(Context(_display(said, article, about_written), offices, about_written, event, inferred))
    return found


def event_date(text: str, spans: Sequence[Span], published: dt.date | None) -> tuple[dt.date | None, bool]:
    """The day that the article reports, from its first sentences, and whether its year was inferred.

    A day without year takes the publication year (the year before, when that would lie after publication), else the year
    that the text names most often, a term counting by its first.
    """
    lead = [s for s in spans if s.kind is BlockKind.BODY][:4]
    dates = [f.value for s in lead for f in facts_in(text[s.start : s.end]) if f.kind is FactKind.DATE]
    for value in dates:
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
            return _day(value), False
        if re.fullmatch(r"--\d{2}-\d{2}", value):
            return _with_year(value[2:], text, published), True
    return None, False


def _day(value: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(value)
    except ValueError:
        return None


def _with_year(month_day: str, text: str, published: dt.date | None) -> dt.date | None:
    if published:
        day = _day(f"{published.year}-{month_day}")
        return _day(f"{published.year - 1}-{month_day}") if day and day > published else day
    years = Counter(f.value[:4] for f in facts_in(text) if f.kind is FactKind.DATE and f.value[:1].isdigit())
    return _day(f"{years.most_common(1)[0][0]}-{month_day}") if years else None


def _place_spans(text: str) -> tuple[tuple[int, int], ...]:
    return tuple((p.start, p.end) for p in places.places_in(text))


def _wards(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(p.value for p in places.places_in(text) if places.is_ward(p.value)))


def _read_article(text: str, spans: Sequence[Span]) -> _Article:
    lead = [text[s.start : s.end] for s in spans if s.kind is BlockKind.BODY][:4]
    wards = next((w for sentence in lead if (w := _wards(sentence))), ()) or _wards(text)
    if not wards:
        counted = Counter(p.value for p in places.places_in(text))
        wards = tuple(value for value, _ in counted.most_common(1))
    article = _Article(wards)
    for span in spans:
        sentence = text[span.start : span.end]
        people = persons_in(sentence, _place_spans(sentence))
        for person in people:
            article.names.setdefault(person.value, sentence[person.start : person.end])
        for title in titles_in(sentence, people):
            _note_holder(sentence, title, people, article)
    return article


def _note_holder(sentence: str, title: Title, people: list[Person], article: _Article) -> None:
    """Files the office under the person who stands right after it, or right before it in apposition."""
    for person in people:
        after = person.start >= title.end and re.fullmatch(r"[\s\-–]*(?:(?:đồng chí|ông|bà)\s+)?", sentence[title.end : person.start], re.IGNORECASE)
        before = title.start >= person.end and re.match(r"\s*[,(]", sentence[person.end :]) and not re.search(r"[.;:]| và (?=các|đoàn)", sentence[person.end : title.start])
        between = any(person.end <= other.start < title.start for other in people)
        if after or (before and not between):
            article.titles.setdefault(office_of(title.value), person.value)
            article.offices.setdefault(person.value, {}).setdefault(office_of(title.value), sentence[title.start : title.end])
            for ward in _wards(sentence[title.start : title.end]):
                article.homes.setdefault(person.value, ward)


def _speaker(sentence: str, article: _Article, last_named: str | None) -> str | None:
    """Who says this sentence, comparable: the subject of its first verb of saying that has one."""
    mentions = _mentions(sentence, article, last_named)
    for start, end, who in mentions:
        if _ACCORDING.match(sentence[:start]) or (start == end == 0):
            return who
    for verb in _VERB.finditer(sentence):
        for start, end, who in reversed(mentions):
            if end <= verb.start() and start < verb.start() and _GAP.fullmatch(sentence[end : verb.start()]):
                return _head(mentions, start, who, sentence)
    return None


def _head(mentions: list[tuple[int, int, str]], start: int, who: str, sentence: str) -> str:
    """The first of a chain of appositions: of "ông A, Bí thư B, cho biết" it is A."""
    for other_start, other_end, other in reversed(mentions):
        if other_end <= start and re.fullmatch(r"\s*,\s*(?:[^,.;]{0,80},\s*)*", sentence[other_end:start]):
            return other
    return who


def _mentions(sentence: str, article: _Article, last_named: str | None) -> list[tuple[int, int, str]]:
    """Everybody who could be the subject of a verb, as (start, end, who), in order."""
    people = persons_in(sentence, _place_spans(sentence))
    found = [(p.start, p.end, p.value) for p in people]
    for short in short_names_in(sentence):
        full = [name for name in article.names if name.split()[-1] == short.value]
        found += [(short.start, short.end, full[0])] if len(full) == 1 else []
    for title in titles_in(sentence, people):
        office = office_of(title.value)
        holders = {person for known, person in article.titles.items() if known == office or known.startswith(office + " ")}
        known = article.titles.get(office) or (holders.pop() if len(holders) == 1 else None)
        if not any(title.end <= start <= title.end + 12 for start, _, _ in found):
            found.append((title.start, title.end, known or sentence[title.start : title.end]))
    found += [(m.start(), m.end(), last_named) for m in _BARE.finditer(sentence) if last_named and not _taken(m.start(), found)]
    found += [(m.start(), m.end(), m.group()) for m in _GROUP.finditer(sentence) if not _taken(m.start(), found)]
    return sorted(found)


def _taken(position: int, mentions: list[tuple[int, int, str]]) -> bool:
    """Whether a mention already stands at the position, or directly follows the word there."""
    return any(start <= position < end or 0 <= start - position <= 10 for start, end, _ in mentions)


def _places(sentence: str, article: _Article, said: str | None, about: tuple[str, ...], *, changed: bool) -> tuple[str, ...]:
    if own := _wards(sentence):
        return own
    if len(article.wards) < 2 or _ALL.search(sentence):
        return article.wards
    if said in article.homes:
        return (article.homes[said],)
    return article.wards if _ANY.search(sentence) or (changed and said is not None) else about


def _display(said: str | None, article: _Article, about: tuple[str, ...]) -> str | None:
    """The speaker as the reader should see it; a bare "phường" becomes the ward that it means."""
    if said is None or said in article.names:
        return article.names.get(said) if said else None
    if said.lower() in ("phường", "xã") and len(about) == 1:
        return about[0]
    return said


def _written(text: str, values: tuple[str, ...]) -> tuple[str, ...]:
    """The places as the document writes them: "phường Bình Dương"."""
    written = {p.value: text[p.start : p.end] for p in reversed(places.places_in(text))}
    return tuple(_with_level(value, written.get(value, value)) for value in values)


def _with_level(value: str, written: str) -> str:
    level = places.level_of(value)
    name = written if comparable(written) == places.name_of(value) else written.split(" ", level.count(" ") + 1)[-1]
    return f"{level} {name}" if level and comparable(name) == places.name_of(value) else written
