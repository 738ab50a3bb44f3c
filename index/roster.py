"""The people of an article: full names, the offices that they hold as the text goes on, and whom "ông" can mean."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from index.names import SURNAMES, office_of, persons_in
from index.phrases import CAPITAL, end_of_phrase
from index.text import UPPER, comparable

RANKS = (
    r"[Đđ]ại tướng|[Tt]hượng tướng|[Tt]rung tướng|[Tt]hiếu tướng|[Đđ]ại tá|[Tt]hượng tá|[Tt]rung tá|[Tt]hiếu tá|"
    r"[Đđ]ại úy|[Đđ]ại uý|"
    r"[Tt]hượng úy|[Tt]hượng uý|[Tt]rung úy|[Tt]rung uý|[Tt]hiếu úy|[Tt]hiếu uý|[Tt]hượng sĩ"
)
ADDRESS = (
    r"(?:[Nn]guyên )?(?:[Đđ]ồng chí|đ/c|Đ/c|[Ôô]ng|[Bb]à|[Aa]nh|[Cc]hị|[Cc]ô giáo|[Cc]ô|[Cc]hú|[Cc]ụ|[Ee]m|[Cc]háu|"
    r"[Tt]hầy giáo|[Tt]hầy|[Bb]ác sĩ|BS|TS|"
    r"PGS|GS|ThS|KTS|LS|BSCKII|BSCKI|NSND|NSƯT|NNƯT|[Tt]iến sĩ|[Tt]hạc sĩ|[Gg]iáo sư|[Kk]ỹ sư|[Kk]iến trúc sư|"
    r"[Ll]uật sư|[Ll]uật gia|LS|[Nn]ghệ sĩ|[Cc]a sĩ|[Dd]iễn viên|"
    r"[Đđ]ạo diễn|[Nn]hạc sĩ|[Nn]hà văn|[Nn]hà thơ|[Nn]gười mẫu|[Hh]oa hậu|[Nn]gư dân|[Nn]ông dân|[Bb]ị cáo|"
    r"[Bb]ị hại|[Bb]ị can|[Gg]ià làng|[Cc]hủ tọa|[Cc]hủ toạ|"
    r"[Tt]hẩm phán|HLV|[Hh]uấn luyện viên|[Tt]iền đạo|[Tt]iền vệ|[Hh]ậu vệ|[Tt]hủ môn|[Tt]rung vệ|[Tt]ài xế|"
    r"[Đđ]ội trưởng|[Hh]òa thượng|[Tt]hượng tọa|[Ll]inh mục|[Nn]hà báo|"
    r"[Nn]ghi phạm|[Đđ]ối tượng|[Nn]ghệ nhân|[Cc]huyên gia|[Tt]rung đội trưởng|[Pp]hó giáo sư|[Cc]ông nhân|"
    r"[Ss]inh viên|[Hh]ọc sinh|[Nn]ữ sinh|[Cc]ựu binh|[Ll]ão nông|"
    rf"{RANKS})"
)
_NAME = rf"(?:Y |H['’] ?)?{CAPITAL}(?: {CAPITAL}){{0,4}}"
_ADDRESSED = re.compile(rf"(?<!\w){ADDRESS}\.?(?:[ ,]+{ADDRESS}\.?)*\s+(?P<name>{_NAME})(?!\w)")
_HEADS = (
    r"(?:nguyên |cựu )?(?:(?:tổng )?bí thư|chủ tịch|thủ tướng|bộ trưởng|thứ trưởng|tổng giám đốc|giám đốc|"
    r"tổng tư lệnh|tư lệnh|trưởng|chánh|ủy viên|uỷ viên|hiệu trưởng|hiệu phó|"
    r"viện trưởng|viện phó|cục trưởng|vụ trưởng|tổng cục trưởng|chi cục trưởng|thống đốc|tổng thanh tra|"
    r"tổng kiểm toán|đại sứ|chỉ huy|chính ủy|hội trưởng|tổ trưởng|đội trưởng|"
    r"trung đội trưởng|đại đội trưởng|tiểu đoàn trưởng|người phát ngôn|phát ngôn viên|giảng viên|chánh án|"
    r"thẩm phán|tổng thống|ngoại trưởng|quốc vương|thư ký|"
    r"tổng thư ký|đại biểu|kế toán trưởng|kiểm sát viên|đồn trưởng|trạm trưởng|hạt trưởng|trưởng thôn|"
    r"bí thư chi bộ|huấn luyện viên|đại diện|phụ huynh)"
)
TITLE = re.compile(rf"(?<![\w])(?!trưởng thành)(?:phó |quyền )?(?:{_HEADS})(?!\w)", re.IGNORECASE)
_FEMALE = re.compile(r"(?i)^(?:bà|chị|cô|cô giáo|nữ)$")
_MALE = re.compile(r"(?i)^(?:ông|anh|chú|thầy|thầy giáo)$")


@dataclass(slots=True)
class Figure:
    """A person of the article."""

    name: str  # as written
    title: str | None = None  # as last given
    title_at: tuple[int, int] | None = None
    offices: list[str] = field(default_factory=list)  # every office given, as written
    gender: str = ""  # "m", "f" or ""
    address: str = ""  # every form of address, lower case
    leads: bool = False  # a delegation, which speaks from above


@dataclass(frozen=True, slots=True)
class Named:
    """A name at [start, end), with its form of address from `opens` on."""

    opens: int
    start: int
    end: int
    key: str  # comparable full name, or comparable short name
    address: str


def names_in(text: str, places: tuple[tuple[int, int], ...]) -> list[Named]:
    """Every personal name of `text`, full or behind a form of address, in order."""
    found: dict[int, Named] = {}
    for person in persons_in(text, places):
        opens, address = _address_before(text, person.start)
        found[person.start] = Named(opens, person.start, person.end, person.value, address)
    for match in _ADDRESSED.finditer(text):
        start, end = match.span("name")
        if any(n.start < end and start < n.end for n in found.values()):
            continue
        if (
            any(a <= start < b for a, b in places)
            or _NO_NAME.match(text, start)
            or re.search(r"(?:[Hh]ội|[Đđ]oàn|[Nn]hà|[Tt]rung tâm|[Cc]âu lạc bộ)\s+$", text[: match.start()])
        ):
            continue
        end = _name_end(text, start, end, places)
        opens, address = _address_before(text, start)
        found[start] = Named(opens, start, end, comparable(text[start:end]), address)
    for named in _behind_offices(text, places):
        if not any(n.start < named.end and named.start < n.end for n in found.values()):
            found[named.start] = named
    return sorted(found.values(), key=lambda n: n.start)


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
    r"(?:Việt Nam|Hà Nội|TP|Sài Gòn|Trung ương|Sở|Bộ|Ban|Công an|Đảng|Bí|Chủ|Phó|Giám|Trưởng|Ủy|Uỷ|Tổng|Thủ|Thứ|"
    r"Cục|Hiệu|Viện|Chánh)(?!\w)"
)
_BEFORE = re.compile(rf"(?:(?<!\w){ADDRESS}\.?[ ,]+)+$")


def _address_before(text: str, start: int) -> tuple[int, str]:
    match = _BEFORE.search(text, max(0, start - 50), start)
    if not match:
        return start, ""
    word = text[match.start() : start].strip(" .,").split(" ")
    return match.start(), " ".join(word)


def titles_at(text: str, at: int, stop: int) -> int:
    """Where offices end that begin at `at` ("Bí thư Đảng ủy, Chủ tịch HĐND phường X"); `at` where none does."""
    end = at
    while True:
        match = TITLE.match(text, at, stop)
        if not match:
            return end
        end = min(stop, end_of_phrase(text, at, stop, lists=False))
        end = max(end, match.end())
        joined = re.compile(r"\s*(?:,|kiêm|–|-)\s+(?:kiêm\s+)?").match(text, end, stop)
        if not joined:
            return end
        at = joined.end()


class Roster:
    """Who is who in the article; `note` is called for every sentence in order, before its speaker is asked for."""

    def __init__(self) -> None:
        self.people: dict[str, Figure] = {}
        self.recent: list[str] = []  # keys, the latest last

    def begin(self) -> None:
        """Begins to read from the top: everybody is known, nobody has been named yet."""
        self.recent.clear()
        for figure in self.people.values():
            figure.title = figure.title_at = None

    def key_of(self, named: Named) -> str | None:
        """The person whom a full or short name means; None for a short name of nobody known."""
        if named.key in self.people:
            return named.key
        fits = [key for key in self.people if key.endswith(" " + named.key) or key.startswith(named.key + " ")]
        fits = [key for key in fits if not _contradicts(self.people[key].gender, named.address)] or fits
        if len(fits) > 1:
            fits = [key for key in reversed(self.recent) if key in fits][:1] or fits
        return fits[0] if fits else None

    def learn(self, named: Named, text: str) -> str:
        """The person of a name; a new one where nobody is known by it."""
        key = self.key_of(named)
        if key is None:
            key = named.key
            self.people[key] = Figure(text[named.start : named.end])
        figure = self.people[key]
        word = named.address.split(" ")[-1] if named.address else ""
        if named.address and named.address.lower() not in figure.address:
            figure.address += f" {named.address.lower()}"
        if _FEMALE.match(word) or " thị " in f" {key} ":
            figure.gender = "f"
        elif _MALE.match(word):
            figure.gender = figure.gender or "m"
        return key

    def seen(self, key: str) -> None:
        """Notes that the text has just named the person."""
        if key in self.recent:
            self.recent.remove(key)
        self.recent.append(key)

    def hold(self, key: str, title: str, at: tuple[int, int]) -> None:
        """Notes the offices that the text gives the person."""
        figure = self.people[key]
        figure.title, figure.title_at = title, at
        for office in re.split(r",\s*(?:kiêm\s+)?|\s+kiêm\s+", title):
            if office and office not in figure.offices:
                figure.offices.append(office)

    def holder(self, title: str) -> str | None:
        """Who holds an office that is named alone; the one named last where several could."""
        wanted = office_of(title)
        exact, loose = [], []
        for key in reversed(self.recent):
            for office in self.people[key].offices:
                known = office_of(office)
                if known == wanted:
                    exact.append(key)
                elif known.startswith(wanted + " ") or wanted.startswith(known + " ") or _same_head(wanted, known):
                    loose.append(key)
        if exact or loose:
            return (exact or loose)[0]
        later = [k for k, f in self.people.items() if any(office_of(o) == wanted for o in f.offices)]
        return later[0] if len(later) == 1 else None


def _same_head(wanted: str, known: str) -> bool:
    """Whether two offices are one with words left out in the middle: "Chủ tịch UBND phường" held in "… phường X"."""
    a, b = wanted.split(), known.split()
    if len(a) < 2 or a[:2] != b[:2]:
        return False
    rest = iter(b)
    return all(word in rest for word in a)


def _contradicts(gender: str, address: str) -> bool:
    word = address.split(" ")[-1] if address else ""
    return bool((gender == "f" and _MALE.match(word)) or (gender == "m" and _FEMALE.match(word)))


def is_capital(text: str) -> bool:
    """Whether the text begins with a capital letter."""
    return bool(re.match(rf"[{UPPER}]", text))
