"""Whom a sentence names as possible speakers: persons with their offices, offices alone, pronouns, bodies, groups."""

import re
from dataclasses import dataclass
from enum import StrEnum

from index.phrases import BODY, HEAD, end_of_phrase
from index.ranks import rank_of
from index.roster import RANKS, TITLE, Named, Roster, names_in, titles_at
from index.speech import verb
from index.text import LOWER, comparable


class Sort(StrEnum):
    """What a mention is."""

    PERSON = "person"
    OFFICE = "office"  # of nobody whom the article names
    BODY = "body"
    GROUP = "group"
    DOCUMENT = "document"
    SELF = "self"  # tôi, chúng tôi


@dataclass(frozen=True, slots=True)
class Mention:
    """Somebody named at [start, end). `who`: the key of a person of the roster, else the words."""

    start: int
    end: int
    sort: Sort
    who: str
    title: str | None = None  # the office that stands with the name


_PRONOUN = re.compile(
    rf"(?<!\w)(?<![Cc]ác )(?<![Nn]hững )(?<!nhiều )(?<!số )(?<!\d )(?<!hai )(?<!người )(?:"
    rf"(?P<plain>[Đđ]ồng chí|[Ôô]ng|[Bb]à|[Aa]nh|[Cc]hị|[Cc]ô|[Cc]ụ|[Tt]hầy|[Bb]ị cáo|[Bb]ị can|"
    rf"{RANKS})(?=,?\s+[{LOWER}\x00]|,?\s*$)"
    r"|(?P<back>(?:[Nn]ữ |[Vv]ị |[Nn]gười )?(?:[Đđ]ại biểu|[Vv]ị|[Cc]huyên gia|[Gg]iám đốc|[Ll]uật sư|[Cc]hủ tịch|"
    r"[Bb]í thư|[Ll]ãnh đạo|[Bb]ộ trưởng|[Tt]hứ trưởng|"
    r"[Nn]gười đứng đầu|[Tt]ư lệnh|[Hh]uấn luyện viên|HLV|[Cc]ầu thủ|[Nn]ghệ sĩ|[Nn]gười phụ nữ|[Nn]gười đàn ông|"
    r"[Nn]ữ sinh|[Nn]am sinh|[Nn]gười mẹ|[Nn]gười cha|[Nn]ữ ca sĩ|[Nn]am ca sĩ|[Nn]ữ diễn viên|[Nn]am diễn viên)"
    rf"(?: (?!hai|các|địa|những|nhiều)[{LOWER}]+){{0,3}}? (?:này|trên|nói trên|đó)(?!\w)|(?:[Vv]ị|[Nn]ữ|"
    rf"[Nn]am) (?:[Đđ]ại tá|[Tt]hượng tá|[Cc]hính ủy|[Cc]hủ tịch|[Bb]í thư|[Gg]iám đốc|[Bb]ác sĩ|[Ll]uật sư|"
    rf"[Tt]hứ trưởng|[Bb]ộ trưởng|[Hh]iệu trưởng|[Tt]ư lệnh|[Cc]hỉ huy|[Ll]ãnh đạo|[Tt]rưởng phòng|[Cc]hánh án|"
    rf"[Đđ]ại biểu|[Cc]ục trưởng|[Tt]rưởng ban)(?!\w)|[Nn]ữ giám đốc|[Vv]ị chuyên gia|[Vv]ị giám đốc|[Vv]ị tướng|"
    rf"[Vv]ị luật sư|[Nn]ữ ca sĩ|[Nn]am ca sĩ|[Nn]ữ diễn viên|[Nn]am diễn viên|"
    rf"[Nn]hà cầm quân[{LOWER} ]*?(?= \w+ nói))"
    r")"
)
_NO_PRONOUN = re.compile(
    r"\s+(?:con|bà|em|lãnh đạo|cán bộ|ủy viên|uỷ viên|đảng viên|nội|ngoại|chủ|bí thư|chủ tịch|ta|ấy của|chị|chồng|"
    r"vợ|trai|gái|"
    r"hàng|xóm|xuyến|rể|dâu|nào|trưởng|phó|giáo|cô|và|ruột|họ)(?!\w)"
)
_SELF = re.compile(r"(?<!\w)(?:[Cc]húng tôi|[Tt]ôi|[Cc]húng em|[Bb]ản thân tôi|[Cc]húng con)(?!\w)")
_DOCUMENT = re.compile(
    r"(?<!\w)(?:Công điện|Kế hoạch|Quyết định|Chỉ thị|Nghị quyết|Thông báo|Công văn|Báo cáo|Dự thảo|Văn bản|"
    r"Tờ trình|Kết luận|"
    r"Cáo trạng|Bản án|Nghị định|Thông tư|Hướng dẫn|Đề án|[Cc]ông điện|[Cc]hỉ thị|[Cc]ông văn|[Cc]áo trạng|"
    r"[Dd]ự thảo|[Vv]ăn bản)(?!\w)"
)
_CLAUSE = re.compile(
    r"(?:^|[,;:]\s+|\s+thì\s+|\s+và\s+|^(?:Còn|Riêng|Song|Nhưng|Tuy nhiên|Do đó|Vì vậy|Khi đó|Lúc này)\s+)"
)
_AFTER_NAME = re.compile(r"\s*(?:\([^)]{0,60}\)\s*)?(?:,|[–-]|\()\s*(?:(?:hiện )?là\s+|nay là\s+|\d+ tuổi,\s*)?")
_ROLE = re.compile(
    r"(?:người|phụ huynh|chủ|cư dân|ngụ|trú|ở|hộ|nông dân|ngư dân|giảng viên|giáo viên|sinh viên|học sinh|"
    r"nhân viên|cán bộ|thành viên|luật sư|"
    r"bác sĩ|bị hại|nguyên|cựu|con|em|chị|anh|vợ|chồng|mẹ|cha|bố|hàng xóm|tài xế|chuyên gia|đồng|nhà|già làng|"
    r"lao động|công nhân|tiểu thương|cử tri|đảng viên|hội viên)(?!\w)"
)


def mentions_in(told: str, roster: Roster, places: tuple[tuple[int, int], ...]) -> list[Mention]:
    """Everybody named in a sentence whose quotations are masked, in order, apart from each other."""
    found: list[Mention] = []
    for named in names_in(told, places):
        if named.address and named.key not in roster.people and " " not in named.key and roster.key_of(named) is None:
            words = told[named.opens : named.end]
            _add(found, Mention(named.opens, named.end, Sort.PERSON, "?" + words[:1].lower() + words[1:]))
            continue
        _add(found, _person(told, named, roster))
    for match in TITLE.finditer(told):
        if _free(found, match.start(), match.end()) and not re.search(
            r"(?i)(?:vị|nữ|các|những|một|hai|làm|là|chức(?: danh)?|của ngài|bầu|giữ)\s+$",
            told[max(0, match.start() - 10) : match.start()],
        ):
            end = titles_at(told, match.start(), _next(found, match.start(), len(told)))
            words = told[match.start() : end]
            if re.search(r"\s(?:này|nói trên|trên|đó)$", words):
                continue
            key = roster.holder(words)
            _add(
                found,
                Mention(match.start(), end, Sort.PERSON, key, words)
                if key
                else Mention(match.start(), end, Sort.OFFICE, words, words),
            )
    for match in _PRONOUN.finditer(told):
        if _free(found, match.start(), match.end()) and not (match["plain"] and _NO_PRONOUN.match(told, match.end())):
            _add(found, Mention(match.start(), match.end(), Sort.PERSON, "@" + match.group()))
    for match in _SELF.finditer(told):
        _add(found, Mention(match.start(), match.end(), Sort.SELF, match.group()))
    _add_bodies(told, found)
    return sorted(found, key=lambda m: m.start)


def learn(sentence: str, roster: Roster, places: tuple[tuple[int, int], ...], at: int) -> None:
    """Notes everybody whom a sentence names, with the offices beside the names; `at` is the sentence's offset."""
    for named in names_in(sentence, places):
        if " " not in named.key and roster.key_of(named) is None:
            continue
        key = roster.learn(named, sentence)
        roster.seen(key)
        _, end, title = _with_title(sentence, named)
        if title:
            roster.hold(key, sentence[title[0] : title[1]], (at + title[0], at + title[1]))
        if led := _LEADS_DELEGATION.match(sentence, end):
            roster.people[key].leads = True
            roster.people[key].offices += [
                f"{led['what'].capitalize()}{rest}" for rest in ("", " công tác") if led["what"]
            ]


_LEADS_DELEGATION = re.compile(
    r"[^.;“]{0,150}?(?<!\w)(?:làm (?P<what>trưởng đoàn|tổ trưởng|Trưởng đoàn|Tổ trưởng)|dẫn đầu)(?!\w)"
)


def _person(told: str, named: Named, roster: Roster) -> Mention:
    key = roster.learn(named, told)
    start, end, title = _with_title(told, named)
    return Mention(start, end, Sort.PERSON, key, told[title[0] : title[1]] if title else None)


def _with_title(told: str, named: Named) -> tuple[int, int, tuple[int, int] | None]:
    """Where a name with its offices begins and ends, and the offices that stand before or after it."""
    start, end, title = named.opens, named.end, None
    for match in TITLE.finditer(told, max(0, named.opens - 160), named.opens):
        stop = titles_at(told, match.start(), named.opens)
        if re.fullmatch(r"[\s,–-]*(?:đồng chí|ông|bà)?\s*", told[stop : named.opens]) and not re.match(
            r"\s*,", told[stop : named.opens]
        ):
            start, title = match.start(), (match.start(), stop)
            break
    joined = _AFTER_NAME.match(told, named.end)
    if joined and (TITLE.match(told, joined.end()) or _ROLE.match(told, joined.end())):
        at = joined.end()
        if TITLE.match(told, at):
            stop = titles_at(told, at, len(told))
        else:
            comma = re.compile(r"[^,;:.]{3,90}(?=,)").match(told, at)
            stop = comma.end() if comma and not verb().search(told, at, comma.end()) else end_of_phrase(told, at)
        if stop > at:
            closing = told[stop : stop + 1] == ")"
            end = stop + closing
            title = title or (
                (at, stop)
                if " " in told[at:stop]
                and not re.match(r"(?:ngụ|trú|ở|con|em|chị|anh|vợ|chồng|mẹ|cha|bố)(?!\w)", told[at:stop])
                else None
            )
    elif joined and (
        age := re.compile(r"\s*(?:\(|,\s*)(?:\d+ tuổi|SN \d+|sinh năm \d+)[^,;:.)]{0,60}[),]").match(told, named.end)
    ):
        end = age.end()
    return start, end, title


def _add_bodies(told: str, found: list[Mention]) -> None:
    for match in _DOCUMENT.finditer(told):
        if _free(found, match.start(), match.end()) and re.search(
            r"(?:^|[,;]\s+|Trong |\x00[\s,–-]*)$", told[: match.start()]
        ):
            end = min(_next(found, match.start(), len(told)), _document_end(told, match.end()))
            _add(found, Mention(match.start(), end, Sort.DOCUMENT, told[match.start() : end].strip()))
    for match in BODY.finditer(told):
        if _free(found, match.start(), match.end()):
            end = min(end_of_phrase(told, match.start()), _next(found, match.start(), len(told)))
            words = told[match.start() : end].rstrip()
            if " " in words or _ALONE.fullmatch(words):
                _add(found, Mention(match.start(), match.start() + len(words), Sort.BODY, words))
    for clause in _CLAUSE.finditer(told):
        head = HEAD.match(told, clause.end())
        if head and _free(found, head.start(), head.end()):
            end = min(end_of_phrase(told, head.start()), _next(found, head.start(), len(told)))
            words = told[head.start() : end].rstrip()
            if rank_of(words) > 0 or not _PLURAL.match(words):
                _add(found, Mention(head.start(), end, Sort.GROUP, words))


_PLURAL = re.compile(r"(?i)(?:các|những|mỗi|từng|tất cả|mọi|hai|ba|bốn|năm|một số|nhiều|toàn bộ)(?!\w)")
# Bodies that are named by one word once they are known; "Phòng", "Hội" alone may be a person's name.
_ALONE = re.compile(r"Sở|Bộ|Tòa|Toà|UBND|HĐND|Đoàn|VKSND|TAND|HĐXX|EVN|VNPT|BHXH|Viettel|Cục|Trường")


def _document_end(told: str, at: int) -> int:
    """Where a document's name ends: after its number, its issuer."""
    match = re.compile(
        r"(?:\s+(?:số\s+)?\d[\w/.-]*)?(?:\s+ngày\s+[\d/.-]+)?(?:\s+(?:của|chính trị|"
        r"khẩn)(?:\s+[\w.-]+){1,8}?(?=\s+(?:cũng |đã )?(?:yêu cầu|nêu|xác định|giao|đề nghị|chỉ đạo|đề xuất|ghi|"
        r"khẳng định|quy định|cho|nhấn)))?"
    ).match(told, at)
    return match.end() if match else at


def _add(found: list[Mention], mention: Mention) -> None:
    if mention.end > mention.start and _free(found, mention.start, mention.end):
        found.append(mention)


def _free(found: list[Mention], start: int, end: int) -> bool:
    return not any(m.start < end and start < m.end for m in found)


def _next(found: list[Mention], start: int, otherwise: int) -> int:
    """Where the next mention after `start` begins."""
    return min((m.start for m in found if m.start > start), default=otherwise)


def subject_key(mention: Mention) -> str:
    """A comparable form of whom a mention means."""
    return mention.who if mention.sort is Sort.PERSON else comparable(mention.who)
