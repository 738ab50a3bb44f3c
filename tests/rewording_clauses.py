"""Rewordings that move clauses: who does it and what is done, who says it and what is said, a clause by itself."""

import re
from collections.abc import Iterator

from tests.forgery_sources import Article
from tests.forgery_tables import ACTS, ASKS, DONE, HONOURS, LOWER, UPPER, WORD


def opened(text: str) -> str:
    """With a capital at its beginning."""
    return text[0].upper() + text[1:]


_COMMON = re.compile(
    r"(?:Đại diện|Trường hợp|Trình tự|Thời|Nội dung|Hồ sơ|Kinh phí|Chế độ|Thủ tục|Mẫu|"
    r"Các|Những|Một|Phường|Công|Hiện|Trong|Trên|Tại|Từ|Sau|Trước|Khi|Ông|Bà|Anh|Chị|Đồng|Nhiều|Mỗi|Người|"
    r"Việc|Do|Với|Để|"
    r"Thành phố|Địa|Cơ|Lãnh|Đơn|Nội|Kinh|Tổ|Lực|Nhóm|Khoảng|Cả|Đến|Đối|Tất|Toàn|Nguyên|Hai|Ba|Tổng số|Mức|Nhà|Nạn|"
    r"Quy|Vụ)(?!\w)"
)
_PROPER = re.compile(
    rf"{WORD} {WORD}|[{UPPER}]{{2}}|(?:Công an|Đảng|Tổ công tác|Đồng Nai|Hai Bà|Ba Vì|Ba Đình|Người Đưa|Người Lao)"
)


def begun(text: str) -> str:
    """The beginning of a sentence as it stands within one: small where it is no name."""
    small = _COMMON.match(text) and not _PROPER.match(text)
    return text[0].lower() + text[1:] if small or re.match(rf"(?:Ông|Bà|Anh|Chị|Đồng chí) {WORD}", text) else text


# Voice and speech ------------------------------------------------------------------------------------------------

_NAMED_BODY = rf"(?:tỉnh|huyện|quận|TP\.?|thành phố|thị xã|phường|xã) {WORD}(?: {WORD}){{0,2}}"
_AGENT = (
    rf"(?:Chính phủ|Thủ tướng Chính phủ|(?:Bộ trưởng )?Bộ {WORD}(?: [{LOWER}]+| {WORD}){{0,4}}?|Quốc hội|"
    rf"Ủy ban nhân dân cấp \w+|"
    rf"(?:[Cc]ơ quan (?:CSĐT|Cảnh sát điều tra)(?: [-–])? )?Công an {_NAMED_BODY}|phường|thành phố|"
    rf"ngân sách nhà nước|pháp luật|"
    r"Ngân hàng Nhà nước Việt Nam|Tòa án|Hội đồng|[Cc]ơ quan công an|[Ll]ực lượng chức năng|[Cc]ơ quan chức năng|"
    r"người dân)"
)
_RULES = (
    r"quy định chi tiết|quy định cụ thể|quy định|quyết định|ban hành|hướng dẫn|phê duyệt|công bố|thành lập|bảo đảm|"
    r"chi trả"
)
_CATCH = r"khởi tố|bắt giữ|tạm giữ|triệu tập|mời lên làm việc|phát hiện|bắt(?! quả)|thu giữ|tịch thu|phong tỏa|truy tố"
_OBJECT = r"(?:[^,;:.\"“”()]|\([^()]+\))+?"
_CHARGE = r" (?:về (?:tội|hành vi|các tội)|để điều tra|để làm rõ) [^.;:]+\.$"
_BY = re.compile(rf"^(?P<o>{_OBJECT}) do (?P<a>{_AGENT}) (?P<v>{_RULES})\.$")
_PASSIVE = re.compile(
    rf"^(?P<o>{_OBJECT}) (?P<m>đã |cũng |vừa )?(?:được|bị) (?P<a>{_AGENT}) "
    rf"(?P<v>(?:chủ động )?(?:{_RULES}|{_CATCH}|xác định|thực hiện|hỗ trợ|giao))(?P<r> rõ| từ sớm)?(?P<t>\.$|"
    rf", trong đó |{_CHARGE})"
)
_ACTIVE = re.compile(
    rf"^(?P<a>{_AGENT}) (?P<m>đã |vừa |sẽ )?(?P<v>{_RULES}|{_CATCH}) (?P<o>{_OBJECT})(?P<t>\.$|{_CHARGE})"
)
_HARD = re.compile(
    r"(?<!\w)(?:để|nhằm|do|theo|khi|sau|trước|được|bị|mà|rằng|trừ|không|là|vì|tội|trên cơ sở|như|chưa|đang|đã|sẽ|đến|"
    r"qua|cùng|thì|"
    r"gồm|mình|này đã|ngày|trong|về tội|về hành vi|quyết định|lệnh|bằng|tại phiên|phải|trách nhiệm|cụ thể|"
    r"quả tang)(?!\w)"
)


_THING = re.compile(
    rf"(?:Điều|[Kk]hoản|[Đđ]iểm|[Mm]ức|[Dd]anh mục|[Tt]hủ tục|[Nn]ội dung|[Cc]ác|[Nn]hững|[Tt]iêu ch|[Qq]uy ch|"
    rf"[Mm]ẫu|[Cc]hế độ|"
    rf"[Tt]hẩm quyền|[Tt]rình tự|điều kiện|chương trình|[Kk]ế hoạch|[Đđ]ề án|hai|ba|\d|ông|bà|đối tượng|nghi phạm|"
    rf"bị can|kẻ|"
    rf"{WORD} {WORD}|hồ sơ|phương án|thời gian|tiền|tang vật|việc)"
)


def voices(sentence: str, article: Article) -> Iterator[str]:
    """Who does it before what is done, or after."""
    del article
    if (match := _BY.match(sentence)) and _COMMON.match(sentence) and not _HARD.search(match["o"]):
        yield f"{opened(match['a'])} {match['v']} {begun(match['o'])}."
    if (match := _PASSIVE.match(sentence)) and not _HARD.search(match["o"].replace("cho đại hội", "")):
        rest = (match["r"] or "") if match["r"] != " từ sớm" else ""
        late = " từ sớm" if match["r"] == " từ sớm" else ""
        tail = sentence[match.start("t") :]
        yield f"{opened(match['a'])} {match['m'] or ''}{match['v']}{rest} {begun(match['o'])}{late}{tail}"
    if (match := _ACTIVE.match(sentence)) and _THING.match(match["o"]) and not _HARD.search(match["o"]):
        caught = re.fullmatch(_CATCH, match["v"]) and match["v"] != "phát hiện"
        passive = "bị" if caught else "được"
        tail = sentence[match.start("t") :]
        yield f"{opened(match['o'])} {match['m'] or ''}{passive} {begun(match['a'])} {match['v']}{tail}"


_HON = rf"(?i:{'|'.join(HONOURS[:5])})"
_WHO = (
    rf"(?:{_HON} {WORD}(?: {WORD}){{0,3}}|(?:Phó )?(?:Bí thư|Chủ tịch|"
    rf"Giám đốc) (?:(?!cho)[\w.]+ ){{1,6}}?[{UPPER}][\w.]*|"
    rf"(?:Đại diện|Lãnh đạo|Công an|Cơ quan|UBND) (?:(?!cho|khẳng|nhận|thông)[\w.]+ ){{0,5}}?[\w.]+)"
)
_THEO = re.compile(rf"^Theo (?P<who>{_WHO}), (?P<said>.+)$")
_SAID = re.compile(
    rf"^(?P<who>{_WHO}) (?:cũng )?(?:cho biết(?: thêm)?|cho hay|cho rằng|nhận định|khẳng định)(?: thêm)?(?:,|:|"
    rf" rằng,?)? (?P<said>.+)$"
)
_CLOSED = re.compile(
    rf"^(?P<said>[^:]+), (?P<who>{_HON} {WORD}(?: {WORD}){{0,3}}) (?:cho biết|nói|khẳng định|cho hay|"
    rf"nhận định)(?: thêm)?\.$"
)
_APPOSED = re.compile(
    r"^[^,]*(?:Bí thư|Giám đốc|Chủ tịch|Trưởng|Phó|trưởng|giám đốc|đại diện|phó|luật sư|người|chủ|nguyên)"
)
_TWICE = re.compile(
    r"(?:cho biết|cho hay|cho rằng|Theo).*(?:cho biết|cho hay)|(?:này|đó) (?:cũng )?(?:cho|khẳng|nhận)|, (?:sẽ|đã|"
    r"khi có) "
)
_QUOTED = re.compile(r'["“”]|(?:ông|bà) (?:nói|nhấn mạnh)')


def frames(sentence: str, article: Article) -> Iterator[str]:
    """`Theo ông X, …` for `Ông X cho biết …`, and the other way about."""
    del article
    if _QUOTED.search(sentence) or _TWICE.search(sentence):
        return
    if (match := _THEO.match(sentence)) and not _APPOSED.match(match["said"]):
        yield f"{opened(match['who'])} cho biết {begun(match['said'])}"
    if (match := _CLOSED.match(sentence)) and not re.match(rf"Theo|{_WHO} ", sentence):
        yield f"{opened(match['who'])} cho biết {begun(match['said'])}."
    if (match := _SAID.match(sentence)) and len(match["who"].split()) <= 9:
        yield f"Theo {begun(match['who'])}, {begun(match['said'])}"


# Part of a sentence ----------------------------------------------------------------------------------------------

_CUT = re.compile(
    rf"; (?=(?:{DONE}|{ACTS}|{ASKS}|đồng thời|việc|đẩy mạnh|kết nối|chăm|phát huy|ký|phân công|lưu trữ|quản lý|"
    rf"theo dõi|đôn đốc|"
    r"áp dụng|tăng|hết thời hạn|thúc đẩy|chú trọng|nâng|bổ sung)(?!\w))(?!hoặc|nếu)|, (?:đồng thời|trong đó|góp phần|"
    r"nhằm|tạo thuận lợi|tạo sự) "
)
_WHOLE = re.compile(
    r"(?i)^(?:nếu|khi|tuy|dù|mặc dù|trường hợp|bên cạnh|ngoài|không chỉ|vì|do|sau|đối với|để|nhằm|"
    r"trong trường hợp)(?!\w)"
)
_OPEN = re.compile(r"(?i)(?:không|chưa|cấm|hoặc|trừ|gồm|bao gồm|sau đây|nếu|chỉ|ngoài ra|là|vừa)(?!\w)")


# What may stand at the end of a list and hold for all of it.
_SHARED = re.compile(r"(?<!\w)(?:trong (?:lĩnh vực|phạm vi|thời)|tại|theo|thuộc|trên|của|đối với|sau|trước)(?!\w)")


def parts(sentence: str, article: Article) -> Iterator[str]:
    """The clause before the first semicolon, or before what only adds to it."""
    cut = _CUT.search(sentence)
    if not cut or _WHOLE.match(sentence) or ":" in sentence[: cut.start()]:
        return
    part = sentence[: cut.start()]
    if re.search(r"(?<!\w)đều(?!\w)", sentence[cut.end() :]) or (
        article.origin == "law" and _SHARED.search(sentence, cut.end())
    ):
        return
    whole = all(part.count(a) == part.count(b) for a, b in ("()", "“”")) and part.count('"') % 2 == 0
    if len(part.split()) >= 8 and whole and not _OPEN.search(part) and re.search(r"\w$", part):
        yield f"{part}."
