"""Whether a sentence without a speaker of its own goes on with what was said before it, or is the reporter's."""

import json
import re
from functools import lru_cache

from index.phrases import is_head, listed
from index.speech import DATA, REQUIRES, URGES, WILL, Force
from index.text import UPPER, bigrams, tokens

_CONNECTS = re.compile(
    r"(?:Trước mắt|Đồng thời|Cụ thể|Trong đó|Hơn nữa|Bên cạnh(?! cụ| ông| bà| anh| chị)|Ngoài ra|Cùng với|"
    r"Song song|Vì vậy|Vì thế|Do vậy|Do đó|Dù vậy|Tuy vậy|Tuy nhiên|Nguyên nhân|"
    r"Từ đó|Mặt khác|Như vậy|Đặc biệt|Qua đó|Song(?!\w)|Nhưng|Đối với|Bởi vậy|Bởi|Chính vì|Nhất là|Ví dụ|Chẳng hạn|"
    r"Thậm chí|Theo đó|Trong khi đó|Mặc dù|Thêm vào đó|"
    r"Ngược lại|Thay vào đó|Nếu|Trên địa bàn|Về lâu dài|Thời gian tới|Sắp tới|Hiện phường|Hiện xã|Hiện tại)(?!\w)"
)
_NARRATES = re.compile(
    r"(?:Cùng ngày|Trước đó|Sau đó|Dịp này|Nhân dịp|Cùng dự|Cùng tham dự|Tham dự|Dự (?:buổi|hội nghị|lễ)|"
    r"Cũng (?:tại|trong)|Kết thúc|Buổi|Hội nghị|Đại hội|"
    r"Tại|Được biết|Đoàn|Theo(?! đó)|(?:Ngày|Sáng|Trưa|Chiều|Tối|Đêm|Khoảng)\s|Chuyện|Trao đổi|Liên quan|Hiện toàn|"
    r"Tính đến|Đến \d|\d+ giờ|[\w ]{1,14} (?:phút|giờ|ngày) sau|"
    r"PV|Phóng viên|Vụ việc|Cơ quan|Trong thời gian qua|Hiện (?:vụ|cơ quan)|Như đã|Trước tình|Bên cạnh (?:cụ|ông|"
    r"bà|anh|chị)|Với giá|Ông|Bà|Anh|Chị|Đồng chí)(?!\w)"
)
_ITEM = re.compile(
    r"(?:[-–•+*]\s*\S|\d{1,2}[.)]\s|[a-zđ]\)\s|(?:Một|Hai|Ba|Bốn|Năm|Sáu|Bảy|Tám) là[,:\s]|Thứ (?:nhất|hai|ba|tư|"
    r"năm|sáu|bảy)[,:\s]|Cuối cùng,)"
)
_OWN = re.compile(
    r"(?:Phường|Xã|Địa phương|Đơn vị|Sở|Tỉnh|Thành phố|Công ty|Nhà trường|Bệnh viện|Ngành|UBND|Các (?:địa phương|"
    r"lực lượng|đơn vị|phường|xã|sở|ngành|cấp)|Mỗi|Từng|Phải|Cần|Không được|Đừng|Hãy|Làm thế nào|Làm sao|Tuyệt đối|"
    r"Cán bộ|Mọi)(?!\w)"
)
_MAIN_MODAL = re.compile(
    r"(?i)^[^,;:]{0,70}?(?:phải|cần|không được|hãy|đừng)(?!\w)|,\s*[^,;:]{0,60}?(?:phải|cần)(?!\w)"
)


def starts_item(told: str) -> bool:
    """Whether the sentence is an item of a list."""
    return bool(_ITEM.match(told))


def opens_list(sentence: str) -> bool:
    """Whether the sentence announces a list."""
    return bool(re.search(r":\s*$", sentence))


@lru_cache(maxsize=1)
def _commands() -> re.Pattern[str]:
    words = json.loads((DATA / "predicates.json").read_text(encoding="utf-8"))["words"]
    long = [
        w for w in words if " " in w and w not in ("tính đến", "đối với", "cho biết", "cho rằng", "cho hay", "có lợi")
    ] + ["giữ", "lấy", "xem", "tạo", "tìm", "đưa", "mở", "gắn"]
    return re.compile(rf"(?i:{'|'.join(map(re.escape, sorted(long, key=len, reverse=True)))})(?!\w)")


def commands(told: str) -> bool:
    """Whether a sentence without subject begins with what is to be done: "Rà soát quy hoạch …"."""
    rest = re.sub(
        r"^(?:Đồng thời|Cùng với đó|Bên cạnh đó|Ngoài ra|Trước mắt|Trong đó|Đặc biệt|Từ đó|Qua đó|"
        r"Tiếp tục)[,:]?\s*(?:là\s+)?",
        "",
        told,
    )
    begun = _commands().match(rest)
    return begun is not None and not _MAXIM.match(rest, begun.end())


# "Giữ được rừng là giữ được nhà": what one thing means tells nobody to do it.
_MAXIM = re.compile(r"\s+được(?!\w)|[^,;:.]{2,40}?\s(?:chính |cũng )?là\s(?!việc)")


def tasks(told: str) -> bool:
    """Whether a sentence tells a body its task, without a word of when it was done: "Bộ Công an xử lý nghiêm …"."""
    if not is_head(told, 0, len(told)):
        return False
    spans, end = listed(told, 0, len(told))
    predicate = told[end:].lstrip(" ,")
    return bool(spans) and bool(_TASK.match(predicate) or commands(predicate))


def tasks_passive(told: str) -> bool:
    """Whether a sentence begins with a body that is given a task: "Văn phòng Tỉnh ủy được giao …"."""
    if not is_head(told, 0, len(told)):
        return False
    end = listed(told, 0, len(told))[1]
    return bool(re.match(r"\s*(?:cũng |còn )?được (?:giao|yêu cầu|phân công|chỉ đạo)(?!\w)", told[end:]))


def tells_how(told: str) -> bool:
    """Whether an item of a list tells how things are: "các ngành đã di dời 46 hộ", "việc cắm biển còn chậm"."""
    if REQUIRES.search(told) or URGES.search(told):
        return False
    opening = _SO_FAR.match(told)
    rest = told[opening.end() if opening else 0 :]
    if _MATTER_STANDS.match(rest):
        return True
    if not is_head(rest, 0, len(rest)):
        return False
    return bool(_STANDS.match(rest, listed(rest, 0, len(rest))[1]))


_SO_FAR = re.compile(
    r"(?:(?i:tuy nhiên|tuy vậy|bên cạnh đó|mặc dù vậy|nhìn chung|đến nay|hiện nay|hiện|(?:trong )?(?:thời gian|\w+ năm|"
    r"\w+ tháng|nhiệm kỳ)(?: \w+){0,2} (?:qua|vừa qua|đầu năm|gần đây)),?\s+)+"
)
_ASPECT = r"(?:đã|đang|vẫn|còn|chưa(?! (?:cho|được|tổ chức|thực hiện))|mới chỉ)(?!\w)"
_STANDS = re.compile(rf"\s*(?:về cơ bản |cơ bản |cũng )?{_ASPECT}")
_MATTER_STANDS = re.compile(
    rf"(?i:việc|công tác|tình hình|tiến độ|kết quả|tình trạng|hoạt động)\s[^,;:.]{{2,70}}?\s(?:{_ASPECT}|đạt\s\S*\d)"
)
_TASK = re.compile(
    r"(?:chưa(?= (?:cho|được))|không(?= (?!có|còn|phải|thể|bị|chỉ))|phải|chủ trì|giữ vai trò|làm đầu mối|phối hợp|"
    r"chịu trách nhiệm|nắm|cấp|khẩn trương|tập trung|bố trí|chuyển(?! biến| dịch| hướng| động)|cử|lập)(?!\w)"
)


def goes_on(told: str, before: str, shape: str, force: Force, *, same_paragraph: bool) -> bool:
    """Whether a sentence without a speaker of its own is still said by the speaker of the one before."""
    if _NARRATES.match(told) or not re.match(rf"[{UPPER}\d]", told):
        return False
    connected = bool(_CONNECTS.match(told))
    if not same_paragraph or (shape in ("according", "clause") and not force.asks):
        ordering = bool(REQUIRES.search(told) or URGES.search(told))
        return (
            connected and (same_paragraph or ordering or not told.startswith(("Song", "Nhưng", "Nếu", "Hiện")))
        ) or (
            not same_paragraph
            and force.asks
            and bool(re.match(r"Phường (?:cũng )?(?:cần|phải)|Xã (?:cũng )?(?:cần|phải)", told))
        )
    if connected:
        return True
    if force.asks:
        return bool(commands(told) or (_MAIN_MODAL.search(told)) or (_OWN.match(told) and (WILL.search(told))))
    if WILL.search(told) and _OWN.match(told):
        return True
    if REQUIRES.search(told) or URGES.search(told):
        return bool(_OWN.match(told))
    return bool(_OWN.match(told)) or _overlaps(told, before)


def _overlaps(told: str, before: str) -> bool:
    """Whether two sentences share a word of two syllables near the beginning of the second."""
    mine = set(bigrams(tokens(told)[:8]))
    theirs = set(bigrams(tokens(before)))
    return bool(mine & theirs)
