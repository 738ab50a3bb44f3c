"""Who is who in an article, and who says a sentence."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from index import places
from index.names import Person, Title, office_of, persons_in, short_names_in, titles_in
from index.text import LOWER, UPPER, comparable

QUOTED = "\x00"  # stands for every character inside quotation marks
UNKNOWN = ""  # somebody says the sentence, but the article does not tell who

_SAYING = (
    "phát biểu|kết luận|cho biết|cho hay|cho rằng|nhấn mạnh|lưu ý|yêu cầu|đề nghị|chỉ đạo|phân tích|đánh giá cao|"
    "đánh giá|"
    "chia sẻ|khẳng định|thông tin|nhận xét|gợi mở|khuyến khích|kiến nghị|đề xuất|mong muốn|mong|báo cáo|nêu rõ|nêu|"
    "dẫn ví dụ|đề cập|bày tỏ|nói|giao(?! (?:dịch|thông|lưu|thoa|thừa|hữu|ban|nhau|hàng|tiếp))|quán triệt|nhắc nhở|"
    "chỉ rõ|"
    "lý giải|thừa nhận|cam kết|hứa|thông báo|trao đổi|góp ý|đồng tình|ghi nhận|cảm ơn|biểu dương|"
    "trình bày|giải thích"
)
_VERB = re.compile(rf"(?<!\w)(?:{_SAYING})(?!\w)", re.IGNORECASE)
# Between a subject and its verb stand its offices in commas or dashes and small words, but no full clause.
_GAP = re.compile(
    r"(?:\s*(?:,[^.;:“\"]{0,160},|[-–][^.;:“\",]{0,160}[-–,]|\([^)]*\)|[-–](?=\s)))?"
    r"(?:\s*(?:cũng|còn|đã|sẽ|đang|tiếp tục|vừa|luôn|đồng thời|tha thiết|rất|lại|trên|thì|và đoàn công tác|phát biểu|"
    r"kết luận|báo cáo)(?!\w))*\s*",
    re.IGNORECASE,
)
_BODY = (
    r"Sở|Công an|UBND|HĐND|Ban|Bộ|Công ty|Trung tâm|Phòng|Chi cục|Cục|Đảng ủy|Thành ủy|Đại diện|Lãnh đạo|Người dân|"
    r"Cử tri|"
    r"Cơ quan|Hội|Liên đoàn|Tập đoàn|Bệnh viện|Trường"
)
_GROUP = re.compile(
    r"(?<!\w)(?:(?:[Đđ]ại diện|[Ll]ãnh đạo)(?:\s+(?!(?:khi|khiến|để|rằng|mà|lại)\s)[\w.-]+){1,8}?|[Pp]hường|[Xx]ã|"
    r"[Cc]ác (?:địa phương|phường|xã|đại biểu|đồng chí|sở|ngành|đơn vị|ý kiến)|"
    r"[Đđ]ịa phương|[Tt]hành phố|UBND(?:\s+[\w.]+){0,3}?)"
    rf"(?=\s+(?:trên\s+)?(?:cũng\s+|đã\s+|còn\s+)*(?:{_SAYING})(?!\w))"
)
# A subject at the beginning that is told by its verb only: a body is named, anything else stays unknown.
_SUBJECT = re.compile(
    rf"(?P<who>[{UPPER}][^\s,.;:]*(?:\s+[^\s,.;:]+){{0,9}}?)\s+(?:(?:cũng|đã|còn|vừa)\s+)*"
    r"(?:cho biết|cho hay|cho rằng|khẳng định|chia sẻ|bày tỏ|nhấn mạnh|kể|giải thích|nói rằng)(?!\w)"
)
# Nor is the one told after a quotation, in words that name nobody known: “…”, cụ Tư nói.
_AFTER_QUOTATION = re.compile(rf"{QUOTED}[\s,–-]+[^\s,.;:{QUOTED}][^,.;:{QUOTED}]{{0,60}}?\s(?:{_SAYING}|kể|hỏi)(?!\w)")
_NO_SUBJECT = re.compile(
    r"(?:Phát biểu|Trao đổi|Chia sẻ|Trả lời|Báo cáo|Kết luận|Nói|Đề cập|Phân tích|Theo|Tại|Trong|Trên|Cũng|Điều|"
    r"Kết quả)(?!\w)"
)
_ADDRESS = r"(?:[Đđ]ồng chí|[Ôô]ng|[Bb]à)"
_BARE = re.compile(
    rf"(?<!\w)(?<![Cc]ác )(?<![Nn]hững )(?<!nhiều )(?<!số )(?<!\d )(?<![Ôô]ng ){_ADDRESS}"
    rf"(?=\s+[{LOWER}])(?!\s+(?:con|bà|lãnh đạo|cán bộ|ủy viên|uỷ viên|đảng viên|bí thư|chủ tịch|nội|ngoại|chủ)(?!\w))"
)
_ADDRESSED = re.compile(rf"(?<!\w){_ADDRESS}\s+(?P<name>[{UPPER}][{LOWER}]+(?: [{UPPER}][{LOWER}]+){{0,2}})(?!\w)")
_ACCORDING = re.compile(r"Theo\s+(?:đồng chí|ông|bà)?\s*")
_ACCORDING_BODY = re.compile(rf"(?i:Theo)\s+(?P<who>(?:đại diện|lãnh đạo|{_BODY})(?!\w)[^,.;:“\"]{{0,60}}),")
# Somebody heard, asked, quoted in passing: not the subject of the sentence.
_NOT_SUBJECT = re.compile(
    r"(?:(?<!\w)(?:khi|việc|mà|của|với|cho|nếu|được|bị|bởi)\s+(?:(?:đồng chí|ông|bà)\s+)?|"
    r"(?<!\w)nghe\s[^,.;:]{0,120})$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Mention:
    """Somebody named at [start, end). `who`: a comparable full name of the cast, else as written."""

    start: int
    end: int
    who: str
    is_group: bool = False


@dataclass(frozen=True, slots=True)
class Recent:
    """Whom "đồng chí", "ông" or "bà" can mean: who spoke last, and whom the text named since."""

    speaker: str | None = None
    named: tuple[str, ...] = ()

    def meant_by(self, address: str, cast: "Cast") -> str:
        """The one person that the address fits, UNKNOWN where there is none or a choice."""
        gender = {"ông": "m", "bà": "f"}.get(address.lower(), "")
        fits = [who for who in self.named if not gender or cast.gender_of(who) in ("", gender)]
        if self.speaker in fits:
            return str(self.speaker)
        return fits[0] if len(fits) == 1 else UNKNOWN


@dataclass(slots=True)
class Cast:
    """The people of an article: names, offices and the wards they hold them in."""

    names: dict[str, str] = field(default_factory=dict)  # comparable full name → as written
    titles: dict[str, str] = field(default_factory=dict)  # office → person, comparable
    homes: dict[str, str] = field(default_factory=dict)  # person → ward of an office held, comparable
    offices: dict[str, dict[str, str]] = field(default_factory=dict)  # person → offices, comparable → as written
    genders: dict[str, str] = field(default_factory=dict)  # person → "m" or "f"

    def gender_of(self, who: str) -> str:
        """The gender ("m" or "f") that a name or form of address tells, else ""."""
        word = who.split(" ", 1)[0].lower()
        return self.genders.get(who) or {"ông": "m", "bà": "f"}.get(word, "")

    def holder_of(self, title: Title, about: tuple[str, ...]) -> str | None:
        """Who holds the office, if the article tells; a ward's office without its ward is that of the ward at hand."""
        office = office_of(title.value)
        holders = {person for known, person in self.titles.items() if known == office or known.startswith(office + " ")}
        nameless = office.split()[-1] in ("phường", "xã", "uỷ", "ubnd", "hđnd", "thư", "tịch")
        if nameless and len(about) == 1:
            holders = {person for person in holders if self.homes.get(person, about[0]) == about[0]}
        if not nameless and office in self.titles:
            return self.titles[office]
        return holders.pop() if len(holders) == 1 else None


def cast_of(sentences: Iterable[str]) -> Cast:
    """Everybody that the sentences (captions too) name, with their offices."""
    cast = Cast()
    for sentence in sentences:
        people = persons_in(sentence, place_spans(sentence))
        for person in people:
            cast.names.setdefault(person.value, sentence[person.start : person.end])
            _note_gender(sentence, person, cast)
        for title in titles_in(sentence, people):
            _note_holder(sentence, title, people, cast)
    return cast


def place_spans(text: str) -> tuple[tuple[int, int], ...]:
    """Where `text` names places."""
    return tuple((p.start, p.end) for p in places.places_in(text))


def wards_in(text: str) -> tuple[str, ...]:
    """The wards that `text` names, normalised, each once."""
    return tuple(dict.fromkeys(p.value for p in places.places_in(text) if places.is_ward(p.value)))


def _note_gender(sentence: str, person: Person, cast: Cast) -> None:
    before = re.search(r"(?<!\w)(ông|bà)\s+$", sentence[: person.start], re.IGNORECASE)
    if before:
        cast.genders[person.value] = "m" if before[1].lower() == "ông" else "f"
    elif " thị " in person.value:
        cast.genders.setdefault(person.value, "f")


def _note_holder(sentence: str, title: Title, people: list[Person], cast: Cast) -> None:
    """Files the office under the person who stands right after it, or right before it in apposition."""
    for person in people:
        if _stands_after(sentence, title, person) or _stands_before(sentence, title, person, people):
            office, written = office_of(title.value), sentence[title.start : title.end]
            cast.titles.setdefault(office, person.value)
            cast.offices.setdefault(person.value, {}).setdefault(office, written)
            for ward in wards_in(written):
                cast.homes.setdefault(person.value, ward)


def _stands_after(sentence: str, title: Title, person: Person) -> bool:
    between = sentence[title.end : person.start] if person.start >= title.end else "."
    return bool(re.fullmatch(r"[\s\-–]*(?:(?:đồng chí|ông|bà)\s+)?", between, re.IGNORECASE))


def _stands_before(sentence: str, title: Title, person: Person, people: list[Person]) -> bool:
    if title.start < person.end or any(person.end <= other.start < title.start for other in people):
        return False
    between = sentence[person.end : title.start]
    return bool(re.match(r"\s*[,(–-]", between)) and not re.search(r"[.;:]| và (?=các|đoàn)", between)


def speaker_in(sentence: str, cast: Cast, recent: Recent, about: tuple[str, ...] = ()) -> Mention | None:
    """Who says the sentence: the subject of its first verb of saying that has one; None where there is no such verb."""
    mentions = _mentions(sentence, cast, recent, about)
    for mention in mentions:
        if _ACCORDING.fullmatch(sentence[: mention.start]):
            return mention
    if body := _ACCORDING_BODY.match(sentence):
        return Mention(body.start("who"), body.end("who"), body["who"], is_group=True)
    for verb in _VERB.finditer(sentence):
        for mention in reversed(mentions):
            before = mention.start < verb.start() and mention.end <= verb.start()
            if before and _GAP.fullmatch(sentence[mention.end : verb.start()]):
                if _NOT_SUBJECT.search(sentence[: mention.start]):
                    break
                return _head(mentions, mention, sentence, cast)
    if quotation := _AFTER_QUOTATION.search(sentence):
        return Mention(quotation.start(), quotation.end(), UNKNOWN)
    subject = _SUBJECT.match(sentence)
    if subject and not _NO_SUBJECT.match(sentence):
        named = re.match(rf"(?:{_BODY})(?!\w)", subject["who"])
        return Mention(subject.start("who"), subject.end("who"), subject["who"] if named else UNKNOWN, is_group=True)
    return None


def _head(mentions: list[Mention], mention: Mention, sentence: str, cast: Cast) -> Mention:
    """The first of a chain of appositions: of "ông A, Bí thư B, cho biết" it is A."""
    for other in reversed(mentions):
        apposed = re.fullmatch(r"\s*,\s*(?:[^,.;]{0,80},\s*)*", sentence[other.end : mention.start])
        if other.end <= mention.start and apposed and (mention.who == other.who or mention.who not in cast.names):
            return other
    return mention


def _mentions(sentence: str, cast: Cast, recent: Recent, about: tuple[str, ...]) -> list[Mention]:
    """Everybody who could be the subject of a verb, in order."""
    people = persons_in(sentence, place_spans(sentence))
    found = [Mention(p.start, p.end, p.value) for p in people]
    for match in _ADDRESSED.finditer(sentence):
        if not any(p.start < match.end() and match.start() < p.end for p in people):
            found.append(Mention(match.start(), match.end(), _addressed(match, cast)))
    for title in titles_in(sentence, people):
        if not any(title.end <= m.start <= title.end + 12 for m in found):
            who = cast.holder_of(title, about) or sentence[title.start : title.end]
            found.append(Mention(title.start, title.end, who))
    for match in _BARE.finditer(sentence):
        if not _taken(match.start(), found):
            found.append(Mention(match.start(), match.end(), recent.meant_by(match.group(), cast)))
    for match in _GROUP.finditer(sentence):
        if not _taken(match.start(), found):
            found.append(Mention(match.start(), match.end(), match.group(), is_group=True))
    return sorted(found, key=lambda mention: mention.start)


def _addressed(match: re.Match[str], cast: Cast) -> str:
    """The one person of the cast whom "ông Tâm" can mean, else the address as written."""
    short, word = comparable(match["name"]), match.group().split(" ", 1)[0].lower()
    gender = {"ông": "m", "bà": "f"}.get(word, "")
    full = [name for name in cast.names if name.endswith(" " + short)]
    fits = [name for name in full if not gender or cast.gender_of(name) in ("", gender)]
    return fits[0] if len(fits) == 1 else match.group()[0].lower() + match.group()[1:]


def _taken(position: int, mentions: list[Mention]) -> bool:
    """Whether a mention already stands at the position, or directly follows the word there."""
    return any(m.start <= position < m.end or 0 <= m.start - position <= 10 for m in mentions)


def named_in(sentence: str) -> tuple[str, ...]:
    """The persons that a sentence names, comparable, in order, each once; those addressed by one name as written."""
    people = persons_in(sentence, place_spans(sentence))
    return (
        tuple(dict.fromkeys(p.value for p in people))
        if people
        else tuple(sentence[p.start : p.end] for p in short_names_in(sentence))
    )
