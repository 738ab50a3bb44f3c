"""Who says a sentence: the subject of its verb of saying, a pronoun resolved, a quotation ascribed."""

import re
from dataclasses import dataclass, replace

from index.cast import Cast, place_spans
from index.names import persons_in, titles_in
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
_WORD = rf"\s+(?:-\s+(?=[{UPPER}]))?(?!(?:khi|khiến|để|rằng|mà|lại)\s)[\w.][\w.-]*"
_GROUP = re.compile(
    rf"(?<!\w)(?:(?:[Đđ]ại diện|[Ll]ãnh đạo)(?:{_WORD}){{1,8}}?|[Pp]hường|[Xx]ã|"
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


# Somebody who speaks for the person named after him.
_PROXY = re.compile(
    r"(?<!\w)(?i:(?:đại diện|lãnh đạo|quản lý|người nhà|gia đình|luật sư|trợ lý|"
    r"thư ký)\s[^,.;:]{0,60}?(?<!\w)(?:của|phía)\s"
    r"|đại diện\s)[^,.;:]{0,40}$"
)
_POINTS_BACK = re.compile(r"(?:này|đó|ấy|kia)$")


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


def speaker_in(sentence: str, cast: Cast, recent: Recent, about: tuple[str, ...] = ()) -> Mention | None:
    """Who says the sentence: the subject of its first verb of saying that has one; None where there is no such verb."""
    mentions = _mentions(sentence, cast, recent, about)
    for mention in mentions:
        if _ACCORDING.fullmatch(sentence[: mention.start]):
            return mention
    if body := _ACCORDING_BODY.match(sentence):
        return Mention(body.start("who"), body.end("who"), body["who"], is_group=True)
    if subject := _subject_of_verb(sentence, mentions, cast):
        return subject
    if quotation := _AFTER_QUOTATION.search(sentence):
        return Mention(quotation.start(), quotation.end(), UNKNOWN)
    opening = _SUBJECT.match(sentence)
    if opening and not _NO_SUBJECT.match(sentence):
        who = opening["who"] if re.match(rf"(?:{_BODY})(?!\w)", opening["who"]) else UNKNOWN
        return _told(Mention(opening.start("who"), opening.end("who"), who, is_group=True), sentence)
    return None


def _subject_of_verb(sentence: str, mentions: list[Mention], cast: Cast) -> Mention | None:
    """The subject of the first verb of saying that has one."""
    for verb in _VERB.finditer(sentence):
        for mention in reversed(mentions):
            before = mention.start < verb.start() and mention.end <= verb.start()
            if before and _GAP.fullmatch(sentence[mention.end : verb.start()]):
                subject = _told(_head(mentions, mention, sentence, cast), sentence)
                if not _NOT_SUBJECT.search(sentence[: subject.start]):
                    return subject
                break
    return None


def _told(mention: Mention, sentence: str) -> Mention:
    """The subject as it can be shown: who speaks for a person is not that person, "vị lãnh đạo này" tells nobody."""
    if mention.is_group:
        return replace(mention, who=UNKNOWN) if _POINTS_BACK.search(mention.who) else mention
    proxy = _PROXY.search(sentence[: mention.start])
    if not proxy:
        return mention
    return Mention(proxy.start(), mention.end, sentence[proxy.start() : mention.end], is_group=True)


def _head(mentions: list[Mention], mention: Mention, sentence: str, cast: Cast) -> Mention:
    """The first of a chain of appositions: of "ông A, Bí thư B, cho biết" it is A."""
    for other in reversed(mentions):
        apposed = re.fullmatch(r"\s*(?:[-–]|,\s*(?:[^,.;]{0,80},)*)\s*", sentence[other.end : mention.start])
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
