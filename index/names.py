"""Persons and their titles, as Vietnamese news writes them."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from index.text import LOWER, UPPER, comparable

# Family names that begin a personal name; the common ones cover more than 99 % of people.
_FAMILY_NAMES = (
    "nguyễn trần lê phạm hoàng huỳnh phan vũ võ đặng bùi đỗ hồ ngô dương lý đào đoàn vương trịnh trương đinh lâm "
    "phùng mai tô hà tạ tăng thái châu quách cao thạch kiều diệp chu la triệu lưu lương thân văn tống từ viên "
    "nông vi hứa giang khổng nghiêm tôn ung lục khuất thiều mạc lại doãn quan cù âu ninh bạch đàm phí lã đường h' "
    "lữ danh lò quàng lường giàng thào sùng vừ bế sầm tẩn phàn"
)
SURNAMES = frozenset(_FAMILY_NAMES.split())
# Family names, most of ethnic minorities, that are other words too: only before a middle name, "Vàng A Páo".
_RARE_FAMILY_NAMES = (
    "a vàng kha lô lang cầm bàn ma hầu hạng mùa cứ lầu chang tráng sần lừu lềnh điêu đèo tòng cà bạc mè hờ ly thền "
    "xồng moong sơn kim kiên chau đàng quảng bá thành từ siu ksor rah kpă nay rmah niê mlô êban điểu ngân hàn đồng "
    "đổng tất cung phí thi chế nguyên bồ bành biện chử chung cổ cát đầu giản hàng hứa huyền khúc lều linh luyện mã mẫn "
    "ngạc ngụy nhâm nhan nhữ ong phó phú sử tiêu thái tiết tiếp trà trang tuấn ứng ưng ưu văn vạn y yên"
)
RARE_SURNAMES = frozenset(_RARE_FAMILY_NAMES.split())
_MIDDLE_NAMES = (
    "Văn Thị A Thanh Đức Minh Ngọc Xuân Quốc Hữu Công Đình Hồng Thu Thúy Kim Mạnh Quang Tiến Trung Hoàng "
    "Tuấn Anh Duy Bá Trọng Thế Viết Sỹ Sĩ Vĩnh Bích Việt Hải Phương Quỳnh Như Diễm Mỹ Chí Huy Gia Khắc "
    "Tấn Thành Thiện Tường Đăng Đắc Phúc Phú Ái Lệ Nhật Hùng Hà Trường Danh Cao Nho Tất Tri Thái Lâm Mai "
    "Lan Tuyết Bảo Nguyên"
)
MIDDLE_NAMES = frozenset(_MIDDLE_NAMES.split())
# Runs of capitals that begin like a family name and are none: places and bodies, whatever follows them …
_NEVER = (
    "hà nội|hà lan|thái lan|thái bình|thái nguyên|cao bằng|lâm đồng|ninh bình|ninh thuận|châu á|châu âu|châu phi|"
    "châu mỹ|phan thiết|phan rang|vũ hán|đoàn thanh|đoàn kiểm|đoàn giám|đoàn công|đoàn đại|triều tiên|mạc tư|"
    "la liga|văn phòng|cù lao"
)
# … and those that are none when nothing follows them.
_NOT_ALONE = (
    "hà giang|hà nam|hà tĩnh|hà tây|hà đông|hà tiên|hà thành|cao lãnh|cao nguyên|lâm hà|ninh hoà|ninh kiều|"
    "châu đốc|châu đức|châu thành|mai châu|mai sơn|lý sơn|hồ tây|hồ gươm|hồ tràm|từ sơn|từ liêm|giang nam|"
    "bạch mai|bạch đằng|lục nam|lục ngạn|âu cơ|âu lạc|văn miếu|văn lâm|văn giang|chu lai|tô lịch|quan sơn|"
    "quan hoá|thạch thất|thạch hà|triệu sơn|triệu phong|lương sơn|đường sắt|đường bộ|đào tạo|viên chăn|"
    "dương đông|nông nghiệp|nông thôn|văn hoá|văn bản|từ thiện|giang tô|quan hệ|lưu ý|chu kỳ|tổng thư|thái sơn"
)
_NEVER_PERSONS = frozenset(_NEVER.split("|"))
_NO_PERSONS_ALONE = frozenset(_NOT_ALONE.split("|"))
TITLE_HEADS = (
    *("Tổng Bí thư", "Phó Bí thư Thường trực", "Phó Bí thư", "Bí thư", "Phó Chủ tịch Thường trực", "Phó Chủ tịch"),
    *("Chủ tịch", "Phó Thủ tướng", "Thủ tướng", "Thứ trưởng", "Bộ trưởng", "Phó Tổng Giám đốc", "Tổng Giám đốc"),
    *("Phó Giám đốc", "Giám đốc", "Phó Trưởng Ban", "Trưởng Ban", "Phó Trưởng ban", "Trưởng ban", "Phó Trưởng phòng"),
    *("Trưởng phòng", "Phó Chánh Văn phòng", "Chánh Văn phòng", "Phó Hiệu trưởng", "Hiệu trưởng", "Ủy viên", "Uỷ viên"),
    *("Tổ trưởng", "Phó Trưởng đoàn", "Trưởng đoàn", "Chánh Thanh tra", "Viện trưởng", "Chánh án", "Đại biểu"),
)
# What may stand behind a form of address, or a rank, and is nobody.
_NO_PERSON = (
    "Việt Nam|Công an|Cảnh sát|Bộ đội|Hội đồng|Hội|Sở|Phòng|Cục|Ban|Ủy ban|Uỷ ban|Đảng ủy|Quân đội|Quân khu|Nhà nước|"
    "Công ty|Công đoàn|Tập đoàn|Tổng|Nhà máy|Khu|Xí nghiệp|Doanh nghiệp|Bệnh viện|Đại học|Thành phố|Tỉnh|TP|Liên đoàn|"
    "Quận|Huyện|Phường|Xã|Trung tâm|Ngân hàng|Nhà trường|Chính phủ|Viện|Đoàn Thanh niên|Trường|Biên phòng|"
    "Trưởng|Trung ương|UBND|Facebook|Hà Nội"
)
_INITIAL = "(?:[YAHK] |[HK]['’] ?)"  # begins names of the Highlands: Y Bhăm Niê, H'Hen Niê, K' Brêm
_CAP = rf"[{UPPER}][{LOWER}]+"
_RUN = re.compile(
    rf"(?<![\w-])(?:{_CAP}|[AYHK](?= {_CAP}))(?: (?:{_CAP}|[{UPPER}](?= {_CAP}))){{1,5}}(?:-[{LOWER}]+)?(?!\w)"
    rf"(?: [{UPPER}](?=[.,;)\s]|$))?"
)
# What bears a person's name and is none.
_BEFORE_NAMESAKE = re.compile(
    r"(?i)(?<!\w)(?:đường|(?<!thành )phố|(?<!yêu )(?<!nhu )(?<!toàn )cầu|(?<!môi )(?<!thị )(?<!hiện )(?<!lập )trường|"
    r"THPT|THCS|tiểu học|mầm non|đại học|bệnh viện|công viên|đại lộ|"
    r"quảng trường|chợ|ngõ|hẻm|sân bay|nhà hát|giải thưởng|tượng đài|chùa)\s+$"
)
_BEFORE_PERSON = re.compile(r"(?i)(?<!\w)(?:đồng chí|đ/c|ông|bà|anh|chị|cô|thầy|GS|TS|ThS|BS|PGS|Mr|Mrs|Ms)\.?\s+$")
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
# A name after a form of address: one syllable of a known person's ("ông Tâm"), or a name of no known family.
_ADDRESSED = re.compile(
    rf"(?<!\w){ADDRESS}\.?\s+(?!(?:{_NO_PERSON})(?!\w))"
    rf"(?P<name>{_INITIAL}?{_CAP}(?:[ '’]{_CAP}|-[{LOWER}]+){{0,4}})(?!\w)"
)
_OF_THE_HIGHLANDS = re.compile(rf"(?<![\w-])(?<!Ia )(?<!Ea )(?P<name>[KH]['’] ?{_CAP}(?: {_CAP}){{0,3}})(?!\w)")
_HIGHLANDER = re.compile(rf"(?:[YA] |[KH]['’] ?){_CAP}(?: {_CAP}){{0,3}}")  # "Y Bhăm Niê", "H'Luyên Êban", "K'Brêu"
_AFTER_OFFICE = re.compile(rf" (?P<name>(?:{_INITIAL}{_CAP}(?: {_CAP}){{0,2}}|{_CAP}(?: {_CAP}){{1,3}}))(?!\w)")
_SHORT = re.compile(rf"(?<!\w)(?:[Đđ]ồng chí|[Ôô]ng|[Bb]à)\s+(?P<name>{_CAP})(?!\s+{_CAP})(?!\w)")
_OPEN_TITLES = frozenset(["Bí", "Chủ", "Phó", "Giám", "Trưởng", "Ủy", "Uỷ", "Tổng", "Thứ", "Bộ", "Đại", "Cục", "Hiệu"])
_NO_NAMES = frozenset(["Quốc", "Đảng", "Nhà", "Trung"])
# What follows an office's name and is no longer part of it.
_TITLE_STOPS = (
    "phát biểu|kết luận|cho biết|cho hay|cho rằng|nhấn mạnh|lưu ý|yêu cầu|đề nghị|chỉ đạo|làm|cũng|đã|đang|sẽ|"
    "dẫn đầu|phân tích|đánh giá|chia sẻ|khẳng định|thông tin|nhận xét|gợi mở|tại|trong|khi|về|là|để|cùng|với|ông|"
    "bà|đồng chí|chủ trì|dự|đến|thăm|kiểm tra|giám sát|báo cáo|nêu|trao|chúc|ghi nhận|và các|do|nào|gì|tên|dặn|"
    "bảo|nói|có|phải|giao|nhắc|ai|được|muốn|nghe|xuống|như|ra|thế|của|mà|kêu|định|hứa|nghĩ|thấy|khuyên|mong|cần|"
    "nhận|ngày|chiều|sáng|hôm|lại|vì|rồi|đi|còn|không|vừa|mới|từ|đối với|tuyên bố|trả lời|ký|ban hành|phê duyệt|"
    "công bố|biểu dương|hoan nghênh|cảm ơn|gửi|động viên|tiếp|bày tỏ|đề xuất|kiến nghị|quán triệt|khuyến khích|"
    "trình bày|giải thích|lý giải|cam kết|"
    "thông báo|trao đổi|góp ý|đồng tình|thừa nhận|chỉ rõ|nhắc nhở|kể|đề cập|tiếp thu|khen|phê bình|khai mạc"
)
_TITLE = re.compile(
    r"(?<!\w)(?P<head>" + "|".join(TITLE_HEADS) + r")"
    rf"(?P<org>(?:\s+(?!(?:{_TITLE_STOPS})(?!\w))[\w][\w./-]*){{0,10}})"
)


@dataclass(frozen=True, slots=True)
class Person:
    """A person named at [start, end). `value` is the full name in comparable form."""

    start: int
    end: int
    value: str


@dataclass(frozen=True, slots=True)
class Title:
    """An office named at [start, end): "Bí thư Thành ủy TPHCM"."""

    start: int
    end: int
    value: str


def persons_in(text: str, taken: tuple[tuple[int, int], ...] = ()) -> list[Person]:
    """Every full personal name in `text`, in order; spans in `taken` (places) are no persons.

    A name is two to four capitalised syllables that begin with a family name.
    """
    open_text = list(text)
    for start, end in taken:
        open_text[start:end] = "\x00" * (end - start)
    found = []
    for run in _RUN.finditer("".join(open_text)):
        name = _name_within(
            text, [(m.start() + run.start(), m.end() + run.start()) for m in re.finditer(r"\S+", run.group())]
        )
        if name and not _BEFORE_NAMESAKE.search(text, max(0, name[0] - 30), name[0]):
            found.append(Person(*name, comparable(text[name[0] : name[1]])))
    return found


def _name_within(text: str, words: list[tuple[int, int]]) -> tuple[int, int] | None:
    """The name inside a run of capitalised words: from the first family name on, two to four syllables."""
    for first, (start, _) in enumerate(words):
        rest = words[first : first + 4]
        if len(rest) < 2:
            return None
        words_of = [text[a:b] for a, b in rest]
        if not is_surname(*words_of[:2]) or (len(rest) == 2 and words_of[0].lower() not in SURNAMES):
            continue
        if (behind := _behind_a_name(text, words, first)) is not None:
            return behind
        pair = comparable(text[start : rest[1][1]])
        alone = len(rest) == 2 and (first > 0 or pair in _NO_PERSONS_ALONE)
        if pair not in _NEVER_PERSONS and (not alone or _BEFORE_PERSON.search(text[max(0, start - 20) : start])):
            return start, rest[-1][1]
    return None


def _behind_a_name(text: str, words: list[tuple[int, int]], first: int) -> tuple[int, int] | None:
    """The person behind a place or namesake in a run too long for one name: "Trường THCS Lê Lợi Đinh Công Tuyển"."""
    if len(words) - first <= _LONGEST:
        return None
    for start, end in words[max(first + 2, len(words) - _LONGEST) : -2]:  # a place has two syllables
        if text[start:end].lower() in SURNAMES:
            return start, words[-1][1]
    return None


_LONGEST = 4  # syllables of a name


def is_surname(word: str, after: str) -> bool:
    """Whether a word with another after it begins a personal name: a family name, or a rare one and a middle name."""
    return word.lower() in SURNAMES or (word.lower() in RARE_SURNAMES and after in MIDDLE_NAMES)


def is_person(text: str) -> bool:
    """Whether the whole text is one full personal name."""
    whole = any(person.start == 0 and person.end == len(text) for person in persons_in(text))
    return whole or _HIGHLANDER.fullmatch(text) is not None


def short_names_in(text: str) -> list[Person]:
    """Forms of address with the last syllable only: "ông Tâm". `value` is that syllable."""
    return [Person(m.start(), m.end(), comparable(m["name"])) for m in _SHORT.finditer(text)]


def titled_in(text: str, ends: Iterable[int], taken: Sequence[tuple[int, int]] = ()) -> list[Person]:
    """Persons of no known family whose name follows an office that ends at one of `ends`."""
    found = []
    for end in ends:
        run = _AFTER_OFFICE.match(text, end)
        if run and not any(a < run.end() and run.start("name") < b for a, b in taken):
            found.append(Person(run.start("name"), run.end("name"), comparable(run["name"])))
    return found


def addressed_in(text: str, taken: Sequence[tuple[int, int]] = ()) -> list[Person]:
    """Persons that only a form of address tells: "ông Tâm", "già làng Y Blô Kbuôr". `value`: the name as written.

    Spans in `taken` (full names, places) are none.
    """
    found: list[Person] = []
    for match in (*_ADDRESSED.finditer(text), *_OF_THE_HIGHLANDS.finditer(text)):
        start, end = match.span("name")
        end = min([end, *(a for a, _ in taken if start < a < end)])
        words = text[start:end].split(" ")
        cut = next((i for i, word in enumerate(words) if i and word in _OPEN_TITLES), len(words))
        end = start + len(" ".join(words[:cut]).rstrip())
        known = (*taken, *((person.start, person.end) for person in found))
        if not any(a < end and start < b for a, b in known) and words[0] not in _NO_NAMES | _OPEN_TITLES:
            found.append(Person(start, end, comparable(text[start:end])))
    return found


def titles_in(text: str, persons: list[Person]) -> list[Title]:
    """Every office named in `text`; it ends where a person's name begins."""
    found = []
    for match in _TITLE.finditer(text):
        end = min([match.end(), *(p.start for p in persons if match.start() < p.start < match.end())])
        words = text[match.start() : end].rstrip()
        words = words.rstrip("-–. ")
        found.append(Title(match.start(), match.start() + len(words), comparable(words)))
    return found


def office_of(title: str) -> str:
    """The office in one spelling: city names alike, no word for the city at the end."""
    return re.sub(r"(?:\s+(?:tphcm|tp\.?\s?hcm|thành phố hồ chí minh|tp))+$", "", comparable(title))
