"""Whom a sentence names as possible speakers: persons with their offices, offices alone, pronouns, bodies, groups."""

import re

from index.bare_names import bare_names
from index.mention import Mention, Sort
from index.personal_names import TITLE, Named, names_in, titles_at
from index.phrases import BODY, HEAD, end_of_phrase
from index.pronouns import NO_PRONOUN, PRONOUN
from index.ranks import rank_of
from index.roster import Roster
from index.speech import verb
from index.text import LOWER, UPPER, comparable

_SELF = re.compile(r"(?<!\w)(?:[Cc]húng tôi|[Tt]ôi|[Tt]ui|[Tt]ụi tui|[Cc]húng em|[Bb]ản thân tôi|[Cc]húng con)(?!\w)")
_DOCUMENT = re.compile(
    r"(?<!\w)(?:Công điện|Kế hoạch|Quyết định|Chỉ thị|Nghị quyết|Thông báo|Công văn|Báo cáo|Dự thảo|Văn bản|"
    r"Tờ trình|Kết luận|"
    r"Cáo trạng|Bản án|Nghị định|Thông tư|Hướng dẫn|Đề án|[Cc]ông điện|[Cc]hỉ thị|[Cc]ông văn|[Cc]áo trạng|"
    r"[Dd]ự thảo|[Vv]ăn bản|bản án|kết luận(?= thanh tra)|cáo trạng|(?<=[Tt]heo )(?:kết luận|báo cáo)(?=,| này,))(?!\w)"
)
_CLAUSE = re.compile(
    r"(?:^|[,;:]\s+|\s+thì\s+|\s+và\s+|^(?:Còn|Riêng|Song|Nhưng|Tuy nhiên|Do đó|Vì vậy|Khi đó|Lúc này)\s+)"
)
_IN_BRACKETS = re.compile(r"\s*\(")
_AFTER_NAME = re.compile(r"\s*(?:\([^)]{0,60}\)\s*)?(?:,|[–-]|\()\s*(?:(?:hiện )?là\s+|nay là\s+|\d+ tuổi,\s*)?")
_ROLE = re.compile(
    r"(?:người|phụ huynh|chủ|cư dân|ngụ|trú|ở|hộ(?! nào)|nông dân|ngư dân|giảng viên|giáo viên|sinh viên|học sinh|"
    r"nhân viên|cán bộ|thành viên|luật sư|"
    r"bác sĩ|bị hại|nguyên|cựu|con|em|chị|anh|vợ|chồng|mẹ|cha|bố|hàng xóm|tài xế|chuyên gia|đồng|nhà|già làng|"
    r"lao động|công nhân|tiểu thương|cử tri|đảng viên|hội viên)(?!\w)"
)


def mentions_in(told: str, roster: Roster, places: tuple[tuple[int, int], ...]) -> list[Mention]:
    """Everybody named in a sentence whose quotations are masked, in order, apart from each other."""
    found: list[Mention] = []
    for named in names_in(told, places):
        if (mention := _named(told, named, roster)) is not None:
            _add(found, mention)
    for match in TITLE.finditer(told):
        if _free(found, match.start(), match.end()) and (office := _office(told, match, found, roster)) is not None:
            _add(found, office)
    for mention in bare_names(told, roster, places):
        _add(found, mention)
    for match in PRONOUN.finditer(told):
        if _free(found, match.start(), match.end()) and not (match["plain"] and NO_PRONOUN.match(told, match.end())):
            _add(found, Mention(match.start(), match.end(), Sort.PERSON, "@" + match.group()))
    for match in _SELF.finditer(told):
        _add(found, Mention(match.start(), match.end(), Sort.SELF, match.group()))
    _add_bodies(told, found)
    return sorted(found, key=lambda m: m.start)


def _named(told: str, named: Named, roster: Roster) -> Mention | None:
    """A name as a mention; a lone word that nobody known bears is one only behind a form of address."""
    if kin := _KIN.search(told, 0, named.opens):  # "chồng cũ Lê Giang", "đại diện của ca sĩ X": not the one named
        words = told[kin.start() : named.end]
        return Mention(kin.start(), named.end, Sort.GROUP, words[:1].lower() + words[1:])
    if named.key in roster.people or " " in named.key or roster.key_of(named) is not None:
        return _person(told, named, roster)
    if not named.address:
        return None  # an office and a word with a capital: "Chủ tịch Công đoàn"
    end = named.end + bool(_INITIAL.match(told, max(named.opens, named.end - 3)))
    words = told[named.opens : end]
    return Mention(named.opens, end, Sort.PERSON, "?" + words[:1].lower() + words[1:])


def _office(told: str, match: re.Match[str], found: list[Mention], roster: Roster) -> Mention | None:
    """An office named alone, and who holds it."""
    if _NO_OFFICE.search(told, max(0, match.start() - 10), match.start()):
        return None
    end = titles_at(told, match.start(), _next(found, match.start(), len(told)))
    words = told[match.start() : end]
    if re.search(r"\s(?:này|nói trên|trên|đó)$", words):
        return None
    key = roster.holder(words)
    if key:
        return Mention(match.start(), end, Sort.PERSON, key, words)
    if _REFERS.match(words):
        return None  # who leads something spoke before: a pronoun
    return Mention(match.start(), end, Sort.OFFICE, words, words)


_KIN = re.compile(
    r"(?<!\w)(?i:(?:vợ|chồng|mẹ|bố|cha|ba|con trai|con gái|em trai|em gái|anh trai|chị gái|bạn trai|bạn gái|ông xã|"
    r"bà xã)(?: cũ)?|"
    r"(?:người |phía )?(?:đại diện|quản lý|người nhà|gia đình|thân nhân|trợ lý)(?: của)?) $"
    r"|(?<!\w)(?i:đại diện|quản lý|người nhà|gia đình|trợ lý|vợ|chồng|mẹ|bố|cha) của (?:\w+ ){1,2}$"
)
_NO_OFFICE = re.compile(r"(?i)(?:vị|nữ|các|những|một|hai|làm|là|chức(?: danh)?|của ngài|bầu|giữ)\s+$")
_INITIAL = re.compile(rf".*(?<!\w)[{UPPER}][{UPPER}{LOWER}]?\.(?=,|\s[{LOWER}])")


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


_FORMER = re.compile(r"(?<!\w)(?:Nguyên|Cựu) $")
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
        is_apart = told[stop : named.opens].lstrip().startswith(",") and match.group().lower() != "đại diện"
        if re.fullmatch(r"[\s,–-]*(?:đồng chí|ông|bà)?\s*", told[stop : named.opens]) and not is_apart:
            former = _FORMER.search(told, 0, match.start())
            start = former.start() if former else match.start()
            title = (start, stop)
            break
    bracket = _IN_BRACKETS.match(told, named.end)
    joined = bracket if bracket and TITLE.match(told, bracket.end()) else _AFTER_NAME.match(told, named.end)
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
            r"(?:^|[,;]\s+|Trong |[Tt]heo |\x00[\s,–-]*)$", told[: match.start()]
        ):
            end = min(_next(found, match.start(), len(told)), _document_end(told, match.end()))
            _add(found, Mention(match.start(), end, Sort.DOCUMENT, told[match.start() : end].strip()))
    for match in BODY.finditer(told):
        if match.group() in _ALSO_NAMES and _CAPITAL_BEFORE.search(told, 0, match.start()):
            continue  # the last syllable of a name: "Lam Trường"
        if _free(found, match.start(), match.end()):
            end = min(end_of_phrase(told, match.start(), lists=False), _next(found, match.start(), len(told)))
            led = _LED_BY.search(told, 0, match.start())
            start = led.start() if led and _free(found, led.start(), match.start()) else match.start()
            words = _NEWLY.sub("", told[start:end].rstrip())
            if " " in words or _ALONE.fullmatch(words):
                _add(found, Mention(start, start + len(words), Sort.BODY, words))
    for clause in _CLAUSE.finditer(told):
        head = HEAD.match(told, clause.end())
        if head and _free(found, head.start(), head.end()):
            end = min(end_of_phrase(told, head.start()), _next(found, head.start(), len(told)))
            words = told[head.start() : end].rstrip()
            if rank_of(words) > 0 or not _PLURAL.match(words):
                _add(found, Mention(head.start(), end, Sort.GROUP, words))


_NEWLY = re.compile(r"(?<!nông thôn)(?<!đô thị)(?<!khu)\s+mới$")  # "UBND tỉnh mới có công văn"
_REFERS = re.compile(r"(?i)người đứng đầu(?!\w)")
_ALSO_NAMES = frozenset(
    ("Trường", "Đoàn", "Hội", "Ban", "Khoa", "Báo", "Phòng", "Hãng", "Tổ", "Vụ", "Viện", "Cảng", "Quỹ", "Nhóm", "Trạm")
)
_CAPITAL_BEFORE = re.compile(rf"(?<!\w)[{UPPER}][{LOWER}]+ $")
_LED_BY = re.compile(r"(?<!\w)(?:[Vv]ị |[Mm]ột )?(?:lãnh đạo|Lãnh đạo|đại diện|Đại diện) (?:lãnh đạo )?$")
_PLURAL = re.compile(r"(?i)(?:các|những|mỗi|từng|tất cả|mọi|hai|ba|bốn|năm|một số|nhiều|toàn bộ)(?!\w)")
# Bodies that are named by one word once they are known; "Phòng", "Hội" alone may be a person's name.
_ALONE = re.compile(r"Sở|Bộ|Tòa|Toà|UBND|HĐND|Đoàn|VKSND|TAND|HĐXX|EVN|VNPT|BHXH|Viettel|Cục|Trường")


def _document_end(told: str, at: int) -> int:
    """Where a document's name ends: after its number, its issuer."""
    match = re.compile(
        r"(?:\s+(?:sơ thẩm|phúc thẩm|này|trên|chính trị|thẩm tra|giám sát|tổng kết|sơ kết|kiểm điểm|thẩm định|"
        r"nói trên))?(?:\s+(?:số\s+)?\d[\w/.-]*)?(?:\s+ngày\s+[\d/.-]+)?(?:\s+(?:của|chính trị|"
        r"khẩn)(?:\s+[\w.-]+){1,8}?(?=\s+(?:cũng |đã )?(?:yêu cầu|nêu|xác định|giao|đề nghị|chỉ đạo|đề xuất|ghi|"
        r"khẳng định|quy định|cho|nhấn|nhận định|đánh giá|chỉ)))?"
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
