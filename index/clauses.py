"""One sentence, several utterances: cut at a second verb that orders, or where a clause tells another body."""

import re
from dataclasses import replace

from index.speech import Force, force_of
from index.utterances import Utterance

_BEFORE_SUBJECT = re.compile(
    r"(?P<verb>Phân tích|Nhận định|Khẳng định|Cho rằng|Đánh giá)\s[^.;:]{40,},\s+(?=(?:đồng chí|ông|bà|Bí thư|Phó|"
    r"Chủ tịch|Thủ tướng|Bộ trưởng|Thứ trưởng))"
)
_SECOND = re.compile(
    r"(?:,?\s+và|,?\s*đồng thời|,\s*đồng thời cũng)\s+(?:cũng\s+|đã\s+)?(?P<verb>yêu cầu|đề nghị|lưu ý|chỉ đạo|"
    r"gợi mở|gợi ý|giao|khuyến khích|nhắc nhở|mong muốn|mong|nhấn mạnh)\s+(?!của)"
)
_NEW_CLAUSE = re.compile(
    r";\s+(?=(?:UBND|Sở|Công an|Ban|Phòng|Bộ|Ủy ban|Chi cục|Cục|Trung tâm|Đảng ủy|các|chủ tịch UBND)(?!\w))"
)
_FEW_WORDS = 12  # so few before a subject are no statement of their own
_FEW_CHARACTERS = 12


def apart(told: str, start: int, whole: Utterance) -> list[Utterance]:
    """The utterances of a sentence that begins at `start` in the document; `told`: its words, quotations masked."""
    if whole.shape != "before" or whole.relayed_by:
        return [whole]
    return _with_preamble(told, start, whole) or _with_second_verb(told, start, whole) or _by_clause(told, start, whole)


def _with_preamble(told: str, start: int, whole: Utterance) -> list[Utterance]:
    """Cuts off what stands before the subject: "Phân tích phường có tiềm năng …, đồng chí X khuyến khích …"."""
    first = _BEFORE_SUBJECT.match(told)
    if not first or not whole.force.asks or not whole.speaker.at or first.end() != whole.speaker.at[0] - start:
        return []
    if len(first.group().split()) <= _FEW_WORDS:
        return []
    cut, verb = start + first.end(), (start, start + first.end("verb"))
    return [replace(whole, end=cut, content=(verb[1], cut), force=Force.REPORT, verb=verb), replace(whole, start=cut)]


def _with_second_verb(told: str, start: int, whole: Utterance) -> list[Utterance]:
    """Cuts before a second verb: "… chia sẻ khó khăn với phường và yêu cầu phường …"."""
    a, b = whole.content[0] - start, whole.content[1] - start
    for match in _SECOND.finditer(told, a, b):
        also = "đồng thời" in match.group()
        second = force_of(match["verb"])
        if second is whole.force or match.start() - a <= _FEW_CHARACTERS or not (also or whole.force is Force.REPORT):
            continue
        if not also and match["verb"].lower() == "nhấn mạnh":
            continue
        cut, verb = start + match.start(), (start + match.start("verb"), start + match.end("verb"))
        begins = cut + len(match.group()) - len(match.group().lstrip(" ,;")) if also else verb[0]
        rest = replace(whole, start=begins, content=(start + match.end(), whole.content[1]), force=second, verb=verb)
        return [replace(whole, end=cut, content=(whole.content[0], cut)), rest]
    return []


def _by_clause(told: str, start: int, whole: Utterance) -> list[Utterance]:
    """Cuts between two bodies: "… giao Sở X lập danh sách; UBND xã Y quản lý …"."""
    match = _NEW_CLAUSE.search(told, whole.content[0] - start, whole.content[1] - start) if whole.force.asks else None
    if not match:
        return [whole]
    cut = start + match.end()
    first = replace(whole, end=start + match.start() + 1, content=(whole.content[0], start + match.start()))
    return [first, replace(whole, start=cut, content=(cut, whole.content[1]), shape="clause")]
