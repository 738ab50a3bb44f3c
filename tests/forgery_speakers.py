"""Forged persons: a name for another of the same article, one speaker for another, who asks for who is asked."""

import re
from collections.abc import Iterator

from tests.forgery_sources import Article
from tests.forgery_tables import ACTS, ASKS, BODIES, HONOURS, NO_PERSON, REPORTS, SAYS, SURNAMES, WORD

Found = tuple[int, int, str]

_HONOUR = rf"(?i:{'|'.join(HONOURS)})"
_FULL = re.compile(rf"(?<![\w-])(?:{'|'.join(SURNAMES)})(?: {WORD}){{1,3}}(?![\w-]| {WORD})")
_CALLED = re.compile(rf"(?<!\w)({_HONOUR}) ({WORD})(?![\w-]|\s{WORD})")
_AS_SPEAKER = re.compile(rf"(?:\s*[-–,(][^.;:]{{0,60}}?[-–,)])?\s*(?:cũng |còn |đã |thì )?(?:{SAYS})(?!\w)")
_THEO = re.compile(rf"Theo (?:{_HONOUR} )?$")
_AFTER_QUOTE = re.compile(rf"[\w.!?…] ?[\"”]\s*[-–,]?\s*(?:{_HONOUR} )?$")
_MINISTER = re.compile(
    r"Hồ Chí Minh|Hà (?:Nội|Nam|Giang|Tĩnh|Tiên|Đông|Lan)|Lê Chân|Văn (?:phòng|hóa|Lâm|Giang|Yên|Bàn)"
)


_AFTER_NAME = re.compile(rf"(?<!Đồng chí )(?<!\w)(?!Theo|Bị|Anh|Chị|Ông|Bà|Khi|Còn|Và|Chủ|Thạc|Tiến|Luật|Bác){WORD} $")


_OFFICE = re.compile(
    rf"(?:^|, )((?:Phó )?(?:Bí thư|Chủ tịch|Giám đốc) (?:(?:Thành|Tỉnh|Huyện|Quận|Đảng) ủy|UBND|HĐND|Sở|Trung tâm)"
    rf"(?: \w+){{0,5}}?)(?= (?:(?:cũng|còn|đã) )?(?:{SAYS})(?!\w))"
)


def people(text: str) -> list[re.Match[str]]:
    """The full names of persons, in order."""
    found: list[re.Match[str]] = []
    position = 0
    while match := _FULL.search(text, position):
        position = match.end()
        if _AFTER_NAME.search(text[max(0, match.start() - 20) : match.start()]):
            # The run begins inside the name of a place: phường Bình Dương Nguyễn Văn Đông.
            position = match.start() + len(match[0].split()[0])
        elif _person(text, match):
            found.append(match)
    return found


def names(sentence: str, article: Article) -> Iterator[Found]:
    """Another person of the article, where the sentence does not tell who said something."""
    yield from (found for found, speaks in _swaps(sentence, article) if not speaks)


def speakers(sentence: str, article: Article) -> Iterator[Found]:
    """Another person of the article as the one who said it."""
    yield from (found for found, speaks in _swaps(sentence, article) if speaks)
    for match in _OFFICE.finditer(sentence):
        # Other words of the office may be abbreviated elsewhere, and a deputy is not told apart: both on the safe side.
        office = re.escape(" ".join(match[1].removeprefix("Phó ").split()[:3]))
        for other in sorted({person[0] for person in people(article.text)}):
            holds = rf"{office}(?: [\w.]+){{0,6}} {other}|{other}[^.]*{office}"
            if not people(match[1]) and other.split()[-1] not in sentence and not re.search(holds, article.text):
                yield match.end(1), match.end(1), f" {other}"


def _swaps(sentence: str, article: Article) -> Iterator[tuple[Found, bool]]:
    known = sorted({match[0] for match in people(article.text)})
    for match in people(sentence):
        if sentence.count(match[0].split()[-1]) > 1:
            continue
        for other in known:
            if _different(match[0], other) and _fits(sentence, match, other) and other.split()[-1] not in sentence:
                yield (match.start(), match.end(), other), _speaks(sentence, match.start(), match.end())
    short = sorted({(m[1].lower(), m[2]) for m in _CALLED.finditer(article.text)})
    for match in _CALLED.finditer(sentence):
        if sentence.count(match[2]) > 1:
            continue
        for honour, other in short:
            same = honour == match[1].lower() and other != match[2] and other not in sentence
            if same and not _one_person(article, match[2], other):
                yield (match.start(2), match.end(2), other), _speaks(sentence, match.start(), match.end())


def _person(text: str, match: re.Match[str]) -> bool:
    if _MINISTER.match(match[0]):
        return False
    before = text[max(0, match.start() - 30) : match.start()]
    last = re.search(r"([\w.]+)\s$", before)
    if last and last[1] in NO_PERSON:
        return False
    honoured = re.search(rf"(?<!\w){_HONOUR} $", before)
    return len(match[0].split()) >= 3 or bool(honoured)


def _different(one: str, two: str) -> bool:
    ours, theirs = one.split(), two.split()
    return ours[-1] != theirs[-1] and not {*ours} <= {*theirs} and not {*theirs} <= {*ours}


def _fits(sentence: str, match: re.Match[str], other: str) -> bool:
    """Whether the form of address before the name suits the other person too."""
    before = sentence[: match.start()].lower()
    wrong = "Thị" if re.search(r"(?<!\w)(?:ông|anh) $", before) else ""
    wrong = "Văn" if re.search(r"(?<!\w)(?:bà|chị) $", before) else wrong
    return not wrong or wrong not in other.split()


def _one_person(article: Article, one: str, two: str) -> bool:
    """Whether two short names may be of one person: a full name of the article holds both."""
    return any({one, two} <= {*match[0].split()} for match in _FULL.finditer(article.text))


def _speaks(sentence: str, start: int, end: int) -> bool:
    before = sentence[:start]
    return bool(_AS_SPEAKER.match(sentence, end) or _THEO.search(before) or _AFTER_QUOTE.search(before))


_WHO = (
    rf"(?:(?i:ông|bà|đồng chí) (?:{WORD}\s?){{1,4}}|(?:(?:Phó |Thường trực )*(?:Bí thư|Chủ tịch|Giám đốc|Bộ trưởng|"
    rf"Thủ tướng)"
    rf"|(?:{BODIES}))(?:\s[\w-]+){{0,12}}?)"
)
_ASKING = re.compile(
    rf"(?:^|, )(?P<who>{_WHO})(?P<verb> (?:(?:cũng|còn|đã|đang|vừa) )?(?:{ASKS}) )"
    rf"(?P<whom>(?:{BODIES})(?:\s[\w.-]+){{0,10}}?)(?= (?:{ACTS})(?!\w))"
)
_WHOM = rf"(?:(?i:ông|bà|anh|chị|đồng chí) {WORD}(?: {WORD}){{0,3}}|(?:{BODIES})(?: [\w-]+){{0,8}}?)"
_REPORTING = re.compile(
    rf"(?:^|, )(?P<who>{_WHOM})(?P<verb> (?:(?:có trách nhiệm|phải|cần|sẽ|đã|đang|vừa|cũng) )?(?:{REPORTS}) )"
    rf"(?P<whom>{_WHOM})(?=[.;]| (?:{ACTS}|để|theo|trước|xem xét|quyết định|phê duyệt|trong|bằng|rằng|kết quả|"
    r"hồ sơ|văn bản|những|danh sách|biết|vì|khi|đề án|phương án|thông tin)(?!\w))"
)
_SENDING = re.compile(
    rf"(?:^|, )(?P<who>{_WHOM})(?P<verb> (?:(?:có trách nhiệm|phải|cần|sẽ|đã|vừa) )?"
    rf"(?:thông báo|gửi|bàn giao|trả lời|báo cáo)(?: [\w-]+){{0,10}}? (?:cho|đến|tới|với) )"
    rf"(?P<whom>{_WHOM})(?=[.;]| (?:để|theo|trong|trước|khi)(?!\w))"
)
# What may stand before the comma after which the one who asks is named: no list of others who ask too.
_SETTING = re.compile(
    r"(?:Do|Vì|Theo|Trước|Sau|Trong|Ngày|Sáng|Chiều|Tối|Tại|Đối|Căn|Kết|Ngoài|Được|Hiện|Khi|Trường|Để|Phát|Qua|Từ|Về|"
    r"Nhằm|Đến|"
    r"Cùng|Tuy|Bên|Đồng thời|Nhân|Cũng|Cụ|Mới|Liên)(?!\w)[^,]*, $"
)
_BARE = re.compile(r"(?i)(?:cơ quan|tổ chức|đơn vị|người|lãnh đạo|các cấp|các bộ|bộ|sở|ban)")
_COMMON = re.compile(
    r"(?:Người|Tổ chức|Đơn vị|Anh|Chị|Ông|Bà|Đồng chí|Phường|Thành phố|Các|Lãnh đạo|Cơ quan|Địa phương|Doanh nghiệp|"
    r"Công ty)(?!\w)"
)
_UNCLEAR = re.compile(
    rf"(?<!\w)(?:{ASKS}|{SAYS}|được|bị|để|do|của các|nhằm|và|đã|đang|chủ động|phải|thì|là|này|có trách nhiệm|sẽ|đến|"
    rf"khi|đó|khác|cần|mình|theo|tại|"
    rf"thấy|tiến hành|tập hợp|xử lý|sửa đổi|tham mưu|cấp|lập|trực thuộc|trên|trong|có|về|sau|cho|khi|phát hiện|"
    rf"gồm)(?!\w)"
)


def addressees(sentence: str, article: Article) -> Iterator[Found]:
    """Who asks and who is asked change places."""
    del article
    for match in (*_ASKING.finditer(sentence), *_REPORTING.finditer(sentence), *_SENDING.finditer(sentence)):
        who, whom = match["who"].strip(), match["whom"]
        before = sentence[: match.start("who")]
        if (before and not _SETTING.fullmatch(before)) or _BARE.fullmatch(who) or _BARE.fullmatch(whom):
            continue
        if _UNCLEAR.search(who) or _UNCLEAR.search(whom) or who.lower() in whom.lower() or whom.lower() in who.lower():
            continue
        first = whom[0].upper() + whom[1:] if match.start("who") == 0 else whom
        second = who[0].lower() + who[1:] if _COMMON.match(who) else who
        yield match.start("who"), match.end("whom"), f"{first}{match['verb']}{second}"
