"""Where what is said begins, behind a verb of speech."""

import re

from index.personal_names import TITLE
from index.speech import Force, force_of, grieving, needing_mark, taking_anything, taking_clause
from index.text import LOWER

QUOTED = "\x00"  # stands for every character inside a quotation


_FEW_SPACES = 5


_SEPARATED = re.compile(
    rf"(?P<pp>(?:\s+(?:thẳng thắn|thẳng|ngay|luôn|vui|gọn|dứt khoát)(?=\s*[:,]))?(?:\s+(?:bằng|mà|thêm|rõ|lại|tại|"
    rf"với|trước|về|trong|khi|bên lề|cùng|sau|vào|qua|như sau|ngắn gọn|"
    rf"PV|phóng viên)(?!\w)[^,:;.{QUOTED}]{{0,90}}?)?)\s*(?P<sep>,|:|\s+rằng(?!\w)|\s+là(?!\w)|"
    rf"(?=\s*{QUOTED}))\s*"
)


_TO_WHOM = re.compile(r"\s+(?:đoàn|cử tri|hội nghị|tổ giám sát|lãnh đạo)(?!\w)[^,:;.]{0,60}?:\s*")


def content_of(told: str, spoken: tuple[int, int]) -> int | None:
    """Where what is said begins; None where the verb has nothing after it."""
    words = told[spoken[0] : spoken[1]]
    if re.match(r"\s*[;.)]", told[spoken[1] :]):
        return None
    separated = _SEPARATED.match(told, spoken[1])
    if separated and (listed := _LISTED.search(separated["pp"] or "")) and separated["sep"] == ",":
        return separated.start("pp") + listed.start() + 1  # the comma stands within what is listed
    if separated and len(told) - separated.end() > 3 and not _no_content(told, separated, words):
        return separated.end()
    if _bare(words) in needing_mark() and (to := _TO_WHOM.match(told, spoken[1])):
        return to.end()
    if _bare(words) in grieving() and _MATTER.match(told, spoken[1]):
        return _skip(told, spoken[1])
    if _is_weak(words):
        if _bare(words) in taking_clause() and _clause_follows(told, spoken[1], _bare(words)):
            return _skip(told, spoken[1])
        return None
    start = _skip(told, spoken[1])
    rest = told[start:]
    if len(re.findall(r"\w+|\x00+", rest)) < (4 if force_of(words) is Force.REPORT else 3) and QUOTED not in rest:
        return None
    plain = _bare(words) in taking_anything() and rest.count(" ") > _FEW_SPACES
    if (
        not plain
        and re.match(r"(?:tại|trong|với|cùng|về|khi|ở|vào|của|bởi|từ)(?!\w)", rest)
        and not re.match(r"(?:với|về|tại|trong)\s[^,]{0,80},", rest)
    ):
        return None
    return start


_LISTED = re.compile(
    r"\s(?:một số|các|những|nhiều|hai|ba|bốn|năm)\s(?:nội dung|vấn đề|khó khăn|vướng mắc|bất cập|giải pháp|"
    r"kiến nghị|đề xuất)(?!\w)"
)
_MATTER = re.compile(r"\s+(?:về|vì|bởi|do)(?:\s+\S+){4,}")


def _bare(words: str) -> str:
    return re.sub(r"\s+(?:thêm|rằng)$", "", words.lower())


def _is_weak(words: str) -> bool:
    """Whether a verb says nothing without a mark or "rằng" behind it: "ông trao đổi với công nhân"."""
    return _bare(words) in needing_mark()


def _no_content(told: str, separated: re.Match[str], words: str) -> bool:
    """Whether what stands behind the comma only tells of the occasion: "trao đổi với ông X, Chủ tịch Y, về …"."""
    if separated["sep"] != "," or not _is_weak(words):
        return False
    rest = told[separated.end() :]
    return bool(
        TITLE.match(rest)
        or re.match(r"(?:về|nhằm|để|cùng|trong|tại|và|khi|với|chủ trì|nhân|của|sáng|chiều|ngày)(?!\w)", rest)
    ) or (not separated["pp"] and not re.search(r"\w+ \w+ \w+", rest))


def _clause_follows(told: str, at: int, word: str) -> bool:
    rest = told[at:].strip()
    if word == "hỏi":
        return bool(_ASKS.match(rest))
    if force_of(word) is Force.PROMISE and _BY_THEN.match(rest):
        return True
    if len(rest.split()) < 4:
        return False
    if re.match(r"(?:tại|trong|với|cùng|về|khi|ở|vào|của|từ|lên|ra|đến|tới|cho|xong|như|qua|trên)(?!\w)", rest):
        return word == "nói" and bool(
            re.match(r"(?:trên|trong|từ|khi) [^,;:]{4,60}? (?:chưa|đã|đang|sẽ|không|là|bị)(?!\w)", rest)
        )
    if (
        word in ("nói", "thông tin", "trình bày", "thông báo", "kể", "phản ánh", "báo cáo", "nêu")
        and len(rest.split()) < 7
    ):
        return bool(
            re.match(rf"(?:[{LOWER}\w]+ ){{1,8}}?(?:đã|đang|sẽ|còn|có|là|bị|được|chưa|không|ngập|bị)(?!\w)", rest)
        )
    return True


# When a promise will be kept: "ông cam kết trong tháng 3 sẽ …", "bà hứa đến ngày 30/9 đưa …".
_BY_THEN = re.compile(
    r"(?:(?:trong|đến|tới|trước|từ|ngay|vào)\s+(?:hết |cuối |đầu |ngày |sáng |chiều |tối |đêm |tháng |tuần |quý |năm |"
    r"\d)|ngày mai|xong\s+\S)(?:\S*\s+\S+){2,}"
)
_ASKS = re.compile(
    r"(?:vì sao|tại sao|bao giờ|liệu|có phải|làm sao|khi nào|đến khi nào|đến bao giờ|ai|thế nào|nếu|"
    r"có)(?!\w)(?:\s+\S+){2,}"
)


def _skip(told: str, at: int) -> int:
    """Past the small words that join a verb to what is said."""
    joined = re.compile(
        rf"(?:\s+(?:thêm|rõ|rằng|lại|ngay|luôn|tiếp))?(?:\s*[:,]|\s+cho(?=\s+(?:các|UBND|Sở|Công an|Ban|Phòng|"
        rf"lực lượng|"
        rf"đơn vị|[{LOWER}]+ )))?\s*"
    ).match(told, at)
    return joined.end() if joined else at
