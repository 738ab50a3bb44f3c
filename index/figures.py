"""Figures in running text: digits, words for numbers, percentages, ranges, times; with unit and rounding word."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from index.text import comparable


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure at [start, end). A range has both ends in its value: "10/15"; a time of day is "8:30"."""

    start: int
    end: int
    value: str
    unit: str = ""  # the noun or measure counted, comparable form
    rounding: str = ""  # "over", "under", "about" or ""


# Counted things of two syllables; any other is told by its first.
_NOUNS = (
    "đảng viên|tổ chức|đồng chí|hồ sơ|học sinh|sinh viên|giáo viên|công nhân|công dân|cán bộ|công chức|người dân|"
    "doanh nghiệp|dự án|hộ dân|hộ gia đình|chi bộ|đảng bộ|trường học|nhiệm vụ|chỉ tiêu|địa phương|công trình|"
    "lao động|cơ quan|đơn vị|khu phố|khâu đột phá|ủy viên|uỷ viên|đại biểu|nghìn người|phần trăm|nhân khẩu|"
    "nhóm nhiệm vụ|quan điểm|địa bàn|bị can|bị cáo|bị hại|đồng phạm|đồng nghiệp|đồng đội|đồng bào|"
    "biên chế|thí sinh|cơ sở|chiến sĩ|bệnh nhân|nạn nhân|cử tri|học viên|điểm trường|trạm y tế|đối tượng"
)
# Nouns that are counted: what a number before them means is no day, no year and no document.
COUNTED = (
    f"{_NOUNS}|"
    "phường|xã|quận|huyện|tỉnh|thành phố|thị trấn|thị xã|đặc khu|khu|khâu|mục tiêu|nhóm|giải pháp|cấp|người|ngày|"
    "tháng|tuần|giờ|phút|giây|năm|hộ|trường|lớp|tổ|đoàn|sở|ban|ngành|ông|bà|vấn đề|nội dung|trụ cột|lĩnh vực|"
    "tuyến|cây|cầu|điểm|lần|lượt|đợt|bước|phần|mặt|loại|hình thức|mô hình|chương trình|kế hoạch|nghị quyết|"
    "lực lượng|thành viên|ứng dụng|bên|con|cái|chiếc|bộ|căn|phòng|tầng|cuộc|buổi|hội nghị|bài|câu|ý|tiêu chí|"
    "hạng mục|gói|khóa|khoá|thế hệ|đứa|em|cháu|bạn|vị|nhà|tòa|xe|vụ|tỷ|tỉ|triệu|nghìn|ngàn|trăm|đồng|suất|tuổi|"
    "mét|km|ha|kg|tấn|lít|thôn|ấp|bản|làng|xóm|dân|kiến nghị|đề xuất|yêu cầu|văn bản|quốc gia|nước|đại diện|"
    "thí sinh|bệnh nhân|bị cáo|đối tượng|nạn nhân|công ty|hợp đồng|địa bàn"
)
_ROUNDING = {
    "over": ("hơn", "trên", "quá", "ít nhất", "tối thiểu", "không dưới", "không thấp hơn", "không ít hơn"),
    "under": ("gần", "dưới", "chưa đến", "chưa tới", "tối đa", "không quá", "không vượt quá", "không cao hơn"),
    "about": ("khoảng", "xấp xỉ", "chừng", "độ", "ước", "ước đạt", "cỡ"),
}
_ROUND = (
    r"(?:(?<!\w)(?<!tốc )(?<!mật )(?<!mức )(?<!cấp )(?<!trình )(?<!nhiệt )(?<!chế )(?<!cường )(?P<round>"
    + "|".join(word for words in _ROUNDING.values() for word in words)
    + r")\s+)?"
)
_DIGIT = re.compile(r"\d")
_GROUPED = r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?"
_SCALE_WORD = r"(?:tỷ|tỉ|triệu|nghìn|ngàn|vạn|chục|trăm)"
_SCALE = rf"(?P<scale>\s+(?:(?:nghìn|ngàn|triệu|trăm|chục)\s+)?{_SCALE_WORD}(?!\w))"
_MEASURE = (
    r"(?:%|‰|(?:km/h|km/giờ|m/s|km²|km2|m²|m2|m³|m3|ha|km|cm|mm|kg|mg|ml|m|kV|kW|kWh|MW|GW|GB|TB|MB|GHz|Hz|°C|ºC|"
    r"USD|EUR|VND|VNĐ)(?!\w))"
)
_UNIT = rf"(?P<unit>\s?{_MEASURE}|\s+(?:{_NOUNS})(?!\w)|\s+[^\W\d_]+)"
_ALONE = rf"(?![.,]?\d|[-–/]\d|(?!{_MEASURE})[^\W\d_])"
_BEFORE = r"(?<![\w.,/–-])"
_NUMBER = re.compile(rf"{_ROUND}{_BEFORE}(?P<n>{_GROUPED}){_ALONE}{_SCALE}?{_UNIT}?", re.IGNORECASE)
# "3.5 triệu": a point before a scale or measure is a decimal point.
_POINTED = re.compile(
    rf"{_ROUND}{_BEFORE}(?P<n>\d+\.\d{{1,2}})(?=\s?{_MEASURE}|\s+{_SCALE_WORD}(?!\w)){_SCALE}?{_UNIT}?", re.I
)
_RANGE = re.compile(
    rf"{_ROUND}{_BEFORE}(?P<n>{_GROUPED})(?:\s?%)?(?P<to>\s?[-–]\s?|\s+(?:đến|"
    rf"tới)\s+(?P<round2>dưới\s+|hơn\s+|gần\s+)?)(?P<n2>{_GROUPED}){_ALONE}{_SCALE}?{_UNIT}?",
    re.IGNORECASE,
)
_CLOCK = re.compile(
    rf"{_BEFORE}(?P<h>[01]?\d|2[0-4])(?:\s?giờ\s?|[hg:])(?P<m>[0-5]\d)?(?:\s?phút|p)?(?!\w)", re.IGNORECASE
)
_SCALES = {
    "chục": 10,
    "trăm": 100,
    "nghìn": 10**3,
    "ngàn": 10**3,
    "vạn": 10**4,
    "triệu": 10**6,
    "tỷ": 10**9,
    "tỉ": 10**9,
}
_DIGITS = {"một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5, "nhăm": 5} | {
    "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9,
}  # fmt: skip
_ONES = "|".join(_DIGITS)
_WORD = re.compile(
    rf"{_ROUND}(?<!\w)(?P<n>một(?=\s+(?:chục|trăm|nghìn|ngàn|vạn|triệu|tỷ|tỉ)\s)|"
    rf"(?:hai|ba|bốn|năm|sáu|bảy|bẩy|tám|chín)\s+mươi(?:\s+(?:{_ONES})(?=\s))?|"
    rf"mười(?:\s+(?:một|hai|ba|bốn|lăm|sáu|bảy|bẩy|tám|chín)(?=\s))?|hai|ba|bốn|năm|sáu|bảy|bẩy|tám|chín)(?!\w)"
    rf"{_SCALE}?(?P<unit>\s+(?:{_NOUNS})(?!\w)|\s+[^\W\d_]+)?",
    re.IGNORECASE,
)
_FEW = "một|hai|ba|bốn|năm|sáu|bảy|tám|chín"
_PAIR = re.compile(
    rf"{_ROUND}{_BEFORE}(?P<n>\d{{1,2}}|{_FEW})(?:,\s|\s)(?P<n2>\d{{1,2}}|{_FEW}|mười){_SCALE}?"
    rf"(?=\s+(?:{COUNTED})(?!\w))(?P<unit>\s+(?:{_NOUNS})(?!\w)|\s+[^\W\d_]+)",
    re.IGNORECASE,
)
# "một" counts before a measure, a time or what comes by number; it is an article before most else.
_ONE = re.compile(
    rf"{_ROUND}(?<!\w)(?<!từng )(?<!mỗi )(?<!là )(?<!như )(?<!trong số )"
    r"(?<!một )(?P<n>một)(?P<scale>)"
    r"(?P<unit>\s+(?:tháng|năm|ngày|tuần|giờ|phút|giây|lần|lượt|quý|thập kỷ|thế kỷ|nhiệm kỳ|"
    r"mét|cây số|tấn|tạ|lít|héc ta|hecta|"
    r"tiểu đoàn|trung đoàn|"
    r"đại đội|trung đội|phường|xã|tỉnh|huyện)(?!\w))(?!\s+(?:nào|cách|khi|đó|kia|nọ|chiều|sớm|lúc))",
    re.IGNORECASE,
)
_REACHES = re.compile(r"(?<!\w)(?:đạt|lên|tăng|vượt|bằng|là|được|hoàn thành|thực hiện|tới|đến)\s+$", re.IGNORECASE)
_COUNTED = re.compile(rf"\s+(?:{COUNTED})(?!\w)")
# What makes of the word after it a name, a day or a rank, not a number.
_RANK = re.compile(
    r"(?i)(?<!\w)(?:thứ|tháng|mùng|mồng|lần|quý|số|hạng|lớp|anh|chị|dì|cô|chú|bác|cậu|ông|bà|ngày|một)\s+$"
)
_BETWEEN = re.compile(r"(?<!\w)giữa\s+$", re.IGNORECASE)
# Nouns that make a number of "ba", "bảy", "tám", "chín" before them.
_COUNTED_TOO = re.compile(
    r"\s+(?:nơi|hạn chế|nguyên nhân|bài học|tồn tại|khó khăn|hướng|kết quả|yếu tố|giai đoạn|cụm|khối|mũi|chốt|ca|liều|"
    r"giường|phương án|kịch bản|khu vực|trang trại|cơ sở|thửa|lô|suất|ngôi|hồ|đập|cống|trạm|tàu|thuyền|máy|chuyến|"
    r"nhà máy|chung cư|hầm|cột|quy trình|thủ tục|hội viên|trang|quyển|cuốn|chi hội|nhà thầu|bộ phận|tiểu ban|"
    r"nhà khoa học|bác sĩ|giáo viên|học sinh|sinh viên|công nhân|chuyên gia|nghìn|vạn|mùa|vùng|miền|điều|"
    r"việc|chữ|dòng|trận|cơn|chiến sĩ|doanh nghiệp|đảng viên|lý do|cách|chính sách|kênh|lớp|môn|tiết|thùng|bao|gói|mẫu|"
    r"sào|thuyền viên)(?!\w)"
)
_BOTH = re.compile(r"(?i)(?<!\w)(?:cả|của|khiến|giúp|là|giữa)\s+$")  # "cả hai vẫn": a verb may follow
_OF_YEARS = re.compile(
    r"(?i)(?:\d|(?<!\w)(?:trong|cuối|đầu|giữa|hằng|hàng|mỗi|từng|cả|mấy|nhiều|những|các|nửa|suốt|mươi|mười|hai|ba|bốn|"
    r"sáu|bảy|tám|chín|vào|từ|đến|của|so với))\s+$"
)
# A figure after these names one thing of many, and counts nothing.
_LABEL = re.compile(
    r"(?i)(?<!\w)(?:(?<!dân )(?<!tổng )(?<!quân )(?<!con )(?<!sĩ )số|thứ|lần|khóa|khoá|điều|khoản|quý|tổ|nhóm|hạng|"
    r"lớp|kỳ|hẻm|ngõ|ấp|thôn|khu phố|quân khu|khu|"
    r"chương|mục|câu|bước|đợt|giai đoạn|trang|bảng)\s+$"
)
_NO_NOUNS = (
    "của và là có do đã được trong tại ở với cho để từ đến vào ra này trên dưới theo về khi thì mà nhưng các "
    "những không cũng sẽ đang còn phải cần bị hoặc hay như vừa gồm tới nên nhằm so qua sau trước ngay cùng đều "
    "lại rất lên xuống thành phát hơn gần khoảng mươi mười nữa đó kia ấy vẫn xảy thêm quay"
)
FUNCTION_WORDS = frozenset(_NO_NOUNS.split())
_ACCUSED = re.compile(r"\s+bị\s+(?:can|cáo|hại)(?!\w)")
_GRADE = re.compile(r"(?<!\w)(?:loại|hạng|bậc)\s+$", re.IGNORECASE)  # "loại 1", but "loại 12 chỗ"
# What else has digits: pairs (2-1, 1/500, a lone 29-10), codes (5G). Kept as written, so that none goes unchecked.
_OTHER = re.compile(r"(?<![\w.,/–-])\d\w*(?:[-–/.,:]\w+)*")
_ALIASES = {"dân": "người", "người dân": "người", "nhân khẩu": "người", "km2": "km²", "m2": "m²", "m3": "m³"} | {
    "phần trăm": "%"
}


def figures_in(text: str) -> Iterator[Figure]:
    """Every figure of `text`; one that lies inside another comes after it."""
    yield from _pairs(text)
    if _DIGIT.search(text):
        yield from _written(text)
    yield from _words(text)
    if _DIGIT.search(text):
        for match in _OTHER.finditer(text):
            yield Figure(match.start(), match.end(), re.sub("[-–]", "/", match.group().lower()))


def _written(text: str) -> Iterator[Figure]:
    """The figures in digits that are times, ranges, or amounts."""
    for match in _CLOCK.finditer(text):
        if match["m"] or match.group().lower().endswith("h"):
            value = f"{int(match['h'])}:{match['m']}" if match["m"] else str(int(match["h"]))
            yield Figure(match.start(), match.start() + len(match.group().rstrip()), value, "giờ")
    yield from _ranges(text)
    for pattern in (_POINTED, _NUMBER):
        for match in pattern.finditer(text):
            digits = match["n"].replace(".", ",") if pattern is _POINTED else match["n"]
            yield _figure(text, match, _amount(digits, match["scale"]))


def rounding_of(word: str) -> str:
    """What a rounding word makes of a figure: "over", "under" or "about"; "" where it is none."""
    return next((name for name, words in _ROUNDING.items() if comparable(word) in words), "")


def ones_in(text: str) -> Iterator[Figure]:
    """Where "một" counts: "hơn một năm", "một tiểu đoàn"."""
    for match in _ONE.finditer(text):
        yield _figure(text, match, "1")


def units_agree(claimed: str, known: str) -> bool:
    """Whether two units can be one: equal, one unsaid, or one the beginning of the other; percent is only percent."""
    a, b = _ALIASES.get(claimed, claimed), _ALIASES.get(known, known)
    if "%" in (a, b):
        return a == b
    return not a or not b or f"{a} ".startswith(f"{b} ") or f"{b} ".startswith(f"{a} ")


def _ranges(text: str) -> Iterator[Figure]:
    for match in _RANGE.finditer(text):
        low, high = _amount(match["n"], match["scale"]), _amount(match["n2"], match["scale"])
        counts = (
            match["scale"] or re.match(rf"\s?{_MEASURE}", match["unit"] or "") or _COUNTED.match(match["unit"] or "")
        )
        spelt = match["to"].strip() in ("đến", "tới")
        if float(low) < float(high) and (counts or spelt):
            yield _figure(text, match, f"{low}/{high}", last="n2")


def _pairs(text: str) -> Iterator[Figure]:
    """Two neighbouring numbers that leave open which: "ba, bốn lần", "9, 10 học sinh", "hai ba ngày"."""
    for match in _PAIR.finditer(text):
        low, high = (int(n) if n.isdigit() else _spelt(n.lower()) for n in (match["n"], match["n2"]))
        if high == low + 1 and not _RANK.search(text[max(0, match.start() - 20) : match.start()]):
            yield _figure(text, match, f"{low}/{high}", last="n2")


def _words(text: str) -> Iterator[Figure]:
    for match in _WORD.finditer(text):
        word = match["n"].lower()
        before, after = text[max(0, match.start("n") - 20) : match.start("n")], text[match.end("n") :]
        if _RANK.search(before) or (word == "năm" and _OF_YEARS.search(before)):
            continue
        noun = re.match(r"\s+([^\W\d_]+)", after)
        if not noun or not noun[1].islower() or (noun[1] in FUNCTION_WORDS and not _ACCUSED.match(after)):
            continue
        plain = (word.split()[0] in ("hai", "bốn", "sáu", "mười") or " " in word) and not _BOTH.search(before)
        of_time = word == "năm" and re.match(r"\s+(?:tháng|năm|ngày|học)(?!\w)", after)
        counts = _COUNTED.match(after) or (word != "năm" and _COUNTED_TOO.match(after))
        if noun[1] == "bên" and _BETWEEN.search(before):
            continue  # "đứng giữa hai bên"
        if match["scale"] or (plain and noun[1] not in _DIGITS) or (counts and not of_time):
            yield _figure(text, match, _amount(str(_spelt(word)), match["scale"]))


def _spelt(word: str) -> int:
    """The number of "hai", "mười lăm", "ba mươi tư"."""
    tens, _, ones = word.partition("mươi") if "mươi" in word else ("một", "", word.removeprefix("mười"))
    if "mươi" not in word and "mười" not in word:
        return _DIGITS[word]
    return 10 * _DIGITS[tens.strip()] + (_DIGITS[ones.strip()] if ones.strip() else 0)


def _figure(text: str, match: re.Match[str], value: str, last: str = "n") -> Figure:
    rounding = rounding_of(match["round"] or match.groupdict().get("round2") or "")
    start = match.start("round") if match["round"] else match.start("n")
    end = match.end("scale") if match["scale"] else match.end(last)
    unit = _unit(text, match)
    if unit in ("%", "‰"):
        end = match.end("unit")
        if value == "100" and rounding == "over" and not _REACHES.search(text, 0, start):
            rounding, start = "", match.start("n")  # "lắp camera trên 100% tàu": on all of them
    return Figure(start, end, value, unit, rounding)


def _unit(text: str, match: re.Match[str]) -> str:
    """What the figure counts; "" when the word after it is no noun, or the figure is the number of something."""
    written = (match["unit"] or "").strip()
    unit = comparable(written)
    if re.fullmatch(_MEASURE, written, re.IGNORECASE):
        return unit
    if (
        not written.islower()
        or unit in FUNCTION_WORDS
        or _is_label(text, match)
        or (len(match["n"]) == 1 and _GRADE.search(text[max(0, match.start() - 8) : match.start()]))
    ):
        return ""
    return unit


def _is_label(text: str, match: re.Match[str]) -> bool:
    """Whether the figure is the number of something; a range of what is counted is not: "nhóm 7-20 tuổi"."""
    counts = match["scale"] or (match.groupdict().get("n2") and _COUNTED.match(match["unit"]))
    return not counts and bool(_LABEL.search(text[max(0, match.start() - 20) : match.start()]))


def _amount(digits: str, scale: str | None) -> str:
    """The figure without separators and with its scale multiplied in; a decimal comma becomes a point."""
    whole, _, fraction = digits.replace(".", "").partition(",")
    fraction = fraction.rstrip("0")
    factor = 1
    for word in comparable(scale or "").split():
        factor *= _SCALES[word]
    quotient, rest = divmod(int(whole + fraction) * factor, 10 ** len(fraction))
    if not rest:
        return str(quotient)
    return f"{quotient}.{str(rest).zfill(len(fraction)).rstrip('0')}"
