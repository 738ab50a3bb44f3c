"""Personal names of a sentence, with their forms of address and the offices beside them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from index.names import ADDRESS, SURNAMES, persons_in
from index.phrases import BODY, CAPITAL, end_of_phrase
from index.text import comparable

_NAME = rf"(?:Y |H['’] ?|K['’] ?)?{CAPITAL}(?: {CAPITAL}){{0,4}}"


_ADDRESSED = re.compile(rf"(?<!\w){ADDRESS}\.?(?:[ ,]+{ADDRESS}\.?)*\s+(?P<name>{_NAME})(?!\w)")


_HEADS = (
    r"(?:nguyên |cựu )?(?:(?:tổng )?bí thư|chủ tịch|thủ tướng|bộ trưởng|thứ trưởng|tổng giám đốc|giám đốc|"
    r"tổng tư lệnh|tư lệnh|trưởng|chánh|ủy viên|uỷ viên|hiệu trưởng|hiệu phó|"
    r"viện trưởng|viện phó|cục trưởng|vụ trưởng|tổng cục trưởng|chi cục trưởng|thống đốc|tổng thanh tra|"
    r"tổng kiểm toán|đại sứ|chỉ huy|chính ủy|hội trưởng|tổ trưởng|đội trưởng|"
    r"trung đội trưởng|đại đội trưởng|tiểu đoàn trưởng|người phát ngôn|phát ngôn viên|giảng viên|chánh án|"
    r"người đứng đầu(?= (?:chính quyền|UBND|cấp ủy|Đảng|Tỉnh|Thành|ngành|Sở|Chính phủ|Bộ))|thẩm phán|chủ tọa|"
    r"tổng thống|ngoại trưởng|quốc vương|thư ký|"
    r"tổng thư ký|đại biểu|kế toán trưởng|kiểm sát viên|đồn trưởng|trạm trưởng|hạt trưởng|trưởng thôn|"
    r"bí thư chi bộ|huấn luyện viên|đại diện|phụ huynh)"
)


TITLE = re.compile(rf"(?<![\w])(?!trưởng thành)(?:phó |quyền )?(?:{_HEADS})(?!\w)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Named:
    """A name at [start, end), with its form of address from `opens` on."""

    opens: int
    start: int
    end: int
    key: str  # comparable full name, or comparable short name
    address: str


Spans = tuple[tuple[int, int], ...]


def names_in(text: str, places: Spans) -> list[Named]:
    """Every personal name of `text`, full or behind a form of address, in order."""
    found: dict[int, Named] = {}
    for named in (
        *_full(text, places),
        *_addressed(text, places),
        *_titled(text, places),
        *_behind_offices(text, places),
    ):
        if not any(n.start < named.end and named.start < n.end for n in found.values()):
            found[named.start] = named
    return sorted(found.values(), key=lambda n: n.start)


def _full(text: str, places: Spans) -> Iterator[Named]:
    """Full names, but not "bản Châu Sơn" and not the city."""
    for person in persons_in(text, places):
        city = person.value == "hồ chí minh" and not re.search(r"(?:[Cc]hủ tịch|Bác) $", text[: person.start])
        if not city and not _LOCALITY.search(text, max(0, person.start - 14), person.start):
            opens, address = _address_before(text, person.start)
            yield Named(opens, person.start, person.end, person.value, address)


def _addressed(text: str, places: Spans) -> Iterator[Named]:
    """Names behind a form of address: "ông Tâm"."""
    for match in _ADDRESSED.finditer(text):
        start, end = match.span("name")
        if not _is_no_name(text, start, places) and not _ENDS_A_BODY.search(text, 0, match.start()):
            end = _name_end(text, start, end, places)
            opens, address = _address_before(text, start)
            yield Named(opens, start, end, comparable(text[start:end]), address)


def _titled(text: str, places: Spans) -> Iterator[Named]:
    """Names behind an office alone: "Bộ trưởng Thuận"."""
    for match in _OFFICE_AND_NAME.finditer(text):
        if match["long"] and not _IS_NAME.match(match["long"]):
            continue  # "đại biểu Bến Tre"
        start, end = match.span("long" if match["long"] else "foreign" if match["foreign"] else "name")
        if not _is_no_name(text, start, places) and not BODY.match(text, start):
            yield Named(start, start, end, comparable(text[start:end]), match["office"] or "")


def _is_no_name(text: str, start: int, places: Spans) -> bool:
    return any(a <= start < b for a, b in places) or bool(_NO_NAME.match(text, start))


_ENDS_A_BODY = re.compile(r"(?:[Hh]ội|[Đđ]oàn|[Nn]hà|[Tt]rung tâm|[Cc]âu lạc bộ)\s+$")
# "Bộ trưởng Thuận", "đại biểu Y Khiêm Niê": an office and a name that no form of address stands before.
_OFFICE_AND_NAME = re.compile(
    rf"(?<!\w)(?:(?P<office>[Đđ]ại biểu|[Cc]ử tri)\s+(?P<long>{_NAME})|(?:[Bb]ộ trưởng|[Tt]hứ trưởng|[Cc]hủ tịch|"
    rf"[Bb]í thư|[Gg]iám đốc|[Cc]ục trưởng|[Vv]ụ trưởng|[Hh]iệu trưởng|[Tt]hủ tướng|[Đđ]ại biểu|[Cc]ử tri|[Tt]ư lệnh|"
    rf"[Cc]hính ủy|[Tt]hống đốc|[Cc]hánh án|[Vv]iện trưởng|[Tt]ổ trưởng|[Tt]rưởng (?:thôn|ấp|bản|ban|phòng|đoàn))"
    rf"\s+(?P<name>{CAPITAL})|(?:[Tt]ổng giám đốc|[Gg]iám đốc|[Tt]ổng Giám đốc|[Nn]goại trưởng|[Tt]ổng thống|"
    rf"[Đđ]ại sứ|CEO)"
    rf"\s+(?P<foreign>{CAPITAL}(?: {CAPITAL}){{1,3}}))(?! {CAPITAL})(?!\w)"
)


_IS_NAME = re.compile(rf"(?:Y |[HK]['’]|{CAPITAL} {CAPITAL} {CAPITAL})|(?i:{'|'.join(sorted(SURNAMES))})(?!\w)")


_LOCALITY = re.compile(
    r"(?<!\w)(?:bản|thôn|làng|ấp|xóm|buôn|khóm|phum|sóc|plei|khu phố|tổ dân phố|khu dân cư|hồ|đập|sông|suối|núi|đèo|"
    r"dốc|cảng|đảo|vịnh|bến|đồn|kênh|rạch|hang|chùa|đình|đền)\s+$"
)


_LAST_NAME = re.compile(rf"(?<!\w)(?P<name>(?:Y |H['’])?{CAPITAL}(?: {CAPITAL}){{1,5}})$")


_BODY_OF_STATE = re.compile(
    r"(?:UBND|HĐND|Sở|Công an|Cục|Bộ|Ban|Ủy ban|Đảng ủy|Tỉnh ủy|Thành ủy|Huyện ủy|MTTQ|Phòng|Chi cục|phường|xã|"
    r"huyện|tỉnh|TP\S*|thành phố)(?!\w)"
)


def _behind_offices(text: str, places: tuple[tuple[int, int], ...]) -> Iterator[Named]:
    """Names of rare families, known by the office before them: "Chủ tịch UBND xã Ô Lâm Neáng Sa Vươn"."""
    for match in TITLE.finditer(text):
        end = titles_at(text, match.start(), len(text))
        inside = [b for a, b in places if match.start() < b <= end]
        begins = max([match.end(), *inside])
        rest = text[begins:end]
        name = _LAST_NAME.search(rest)
        if not name or not _BODY_OF_STATE.search(text, match.start(), end):
            continue
        before = text[: begins + name.start()].rstrip().rsplit(" ", 1)[-1]
        alone = begins + name.start() - begins <= 1 and bool(inside)
        if not alone and not before[:1].islower() and not before.isupper():
            continue
        if (name["name"].count(" ") < 2 and not alone) or re.match(
            r"(?:Sở|Ban|Bộ|Ủy|Công|Cục|TP|Đảng|Thành|Tỉnh|Huyện|Trung|Việt|Nhà|Dân|Hà Nội|Đà Nẵng)(?!\w)|Hồ Chí Minh$",
            name["name"],
        ):
            continue
        start = begins + name.start()
        words = name["name"].split(" ")
        known = [n for n in range(1, len(words) - 1) if words[n].lower() in SURNAMES]
        first = known[-1] if known and (len(words) > 4 or words[0].lower() not in SURNAMES) else 0
        start += len(" ".join(words[:first])) + bool(first)
        yield Named(start, start, begins + name.end(), comparable(text[start : begins + name.end()]), "")


def _name_end(text: str, start: int, end: int, places: tuple[tuple[int, int], ...]) -> int:
    end = min([end, *(a for a, _ in places if start < a < end)])
    words = text[start:end].split(" ")
    cut = next(
        (i for i, w in enumerate(words) if i and re.fullmatch(r"Bí|Chủ|Phó|Giám|Trưởng|Ủy|Tổng|Thứ|Bộ", w)), len(words)
    )
    return start + len(" ".join(words[:cut]).rstrip())


_NO_NAME = re.compile(
    r"(?:Việt Nam|Hà Nội|TP|Sài Gòn|Trung ương|Sở|Bộ|Ban|Công an|Công|Đảng|Bí|Chủ|Phó|Giám|Trưởng|Ủy|Uỷ|Tổng|Thủ|Thứ|"
    r"Điều|Kinh|Nhân|Tài|Kỹ|Chi|Vùng|Khu|Quốc|Thường|Đại|Miền|Nhà|Hội|Quỹ|Tập|Liên|Mặt|Văn|Phòng|Hiệp|Hợp|"
    r"Cục|Hiệu|Viện|Chánh)(?!\w)"
)


_BEFORE = re.compile(rf"(?:(?<!\w){ADDRESS}\.?[ ,]+)+$")


def _address_before(text: str, start: int) -> tuple[int, str]:
    match = _BEFORE.search(text, max(0, start - 50), start)
    if not match:
        return start, ""
    word = text[match.start() : start].strip(" .,").split(" ")
    return match.start(), " ".join(word)


_OF_SOMEBODY = re.compile(r"(?:của|với|thay|cùng|cho|theo|mặt)\s+$")


def titles_at(text: str, at: int, stop: int) -> int:
    """Where offices end that begin at `at` ("Bí thư Đảng ủy, Chủ tịch HĐND phường X"); `at` where none does."""
    end, whole = at, bool(_OF_SOMEBODY.search(text, max(0, at - 8), at))
    while True:
        match = TITLE.match(text, at, stop)
        if not match:
            return end
        end = min(stop, end_of_phrase(text, at, stop, lists=False))
        end = max(end, match.end())
        joined = re.compile(r"\s*(?:,|kiêm|–|-)\s+(?:kiêm\s+)?").match(text, end, stop)
        if not joined or whole:  # "chỉ thị của Thủ tướng, Thứ trưởng yêu cầu …": two people
            return end
        at = joined.end()
