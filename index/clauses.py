"""One sentence, several utterances: cut at a second verb of speech, or where a clause tells another body."""

import re
from dataclasses import replace

from index.contents import content_of
from index.going_on import tasks
from index.phrases import HEAD, end_of_phrase, listed
from index.speech import Force, force_of, grieving, verb
from index.utterances import Utterance

_BEFORE_SUBJECT = re.compile(
    r"(?P<verb>Phân tích|Nhận định|Khẳng định|Cho rằng|Đánh giá)\s[^.;:]{40,},\s+(?=(?:đồng chí|ông|bà|Bí thư|Phó|"
    r"Chủ tịch|Thủ tướng|Bộ trưởng|Thứ trưởng))"
)
_JOINS = re.compile(
    r"(?P<join>,?\s+và(?:\s+cũng)?|[,;]?\s*(?:đồng thời|song|nhưng)(?:\s+cũng)?,?|;(?:\s+cũng)?|,)\s+"
    r"(?:đã\s+|rồi\s+|còn\s+|tha thiết\s+)?(?=\w)"
)
_PRAISES = frozenset(
    ("ghi nhận", "biểu dương", "đánh giá cao", "cảm ơn", "cám ơn", "hoan nghênh", "xin lỗi", "chia sẻ")
)
_TELLS = frozenset(("cho biết", "khẳng định", "cho hay", "thông tin", "nhấn mạnh"))
_OWN_WILL = re.compile(
    r"[,;]\s+(?:và\s+|còn\s+)?(?=(?:phường|xã|huyện|tỉnh|thành phố|sở|bộ|đơn vị|công ty|nhà trường|bệnh viện|"
    r"chúng tôi|ngành|địa phương)\s+(?:cũng\s+)?sẽ\s)|"
    r";\s+(?=(?:nay|tới đây|sắp tới|(?:vào )?ngày \S+(?: tới)?)\s+(?:cũng\s+)?sẽ\s)"
)
_WILL_DO = re.compile(r"(?<!\w)sẽ(?: \w+){1,4}$")
_CLAUSE = re.compile(r"[;,]\s+(?:riêng\s+|còn\s+)?(?=\w)")
_MUST = re.compile(r"\s*(?:cũng\s+)?(?:phải|cần|không được|có trách nhiệm|chịu trách nhiệm)\s")
_FEW_WORDS = 12  # so few before a subject are no statement of their own
_FEW_CHARACTERS = 12
_LIST = 90  # characters in which a list of names may begin
_LEAST = 3  # words of a second utterance
_LEAST_BEFORE_WILL = 6


def apart(told: str, start: int, whole: Utterance) -> list[Utterance]:
    """The utterances of a sentence that begins at `start` in the document; `told`: its words, quotations masked."""
    if whole.relayed_by:
        return [whole]
    if whole.shape == "after":
        return by_clause(told, start, whole)
    if whole.shape != "before":
        return [whole]
    return (
        _with_preamble(told, start, whole)
        or _with_second_verb(told, start, whole)
        or _with_own_will(told, start, whole)
        or by_clause(told, start, whole)
    )


def _with_preamble(told: str, start: int, whole: Utterance) -> list[Utterance]:
    """Cuts off what stands before the subject: "Phân tích phường có tiềm năng …, đồng chí X khuyến khích …"."""
    first = _BEFORE_SUBJECT.match(told)
    if not first or not whole.force.asks or not whole.speaker.at or first.end() != whole.speaker.at[0] - start:
        return []
    if len(first.group().split()) <= _FEW_WORDS:
        return []
    cut, verb_at = start + first.end(), (start, start + first.end("verb"))
    return [
        replace(whole, end=cut, content=(verb_at[1], cut), force=Force.REPORT, verb=verb_at),
        replace(whole, start=cut),
    ]


def _with_second_verb(told: str, start: int, whole: Utterance) -> list[Utterance]:
    """Cuts before a second verb of the same subject: "… chia sẻ khó khăn với phường và yêu cầu phường …"."""
    a, b = whole.content[0] - start, whole.content[1] - start
    first = told[whole.verb[0] - start : whole.verb[1] - start].lower() if whole.verb else ""
    for match in _JOINS.finditer(told, a, b):
        spoken = verb().match(told, match.end(), b)
        content = content_of(told, spoken.span()) if spoken else None
        if spoken is None or content is None or match.start() - a <= _FEW_CHARACTERS:
            continue
        if len(told[content:b].split()) < _LEAST:
            continue
        if whole.force is Force.REPORT and "và" in match["join"] and _WILL_DO.search(told, a, match.start()):
            continue  # "Sở sẽ rà soát và đề xuất thu hồi": two things that his side will do
        if not _is_second(whole.force, first, match["join"], spoken.group().lower(), told[content:b]):
            continue
        cut, verb_at = start + match.start(), (start + spoken.start(), start + spoken.end())
        also = "đồng thời" in match["join"]
        begins = cut + len(match.group()) - len(match.group().lstrip(" ,;")) if also else verb_at[0]
        second = force_of(spoken.group())
        rest = replace(whole, start=begins, content=(start + content, whole.content[1]), force=second, verb=verb_at)
        return [replace(whole, end=cut, content=(whole.content[0], cut)), rest]
    return []


def _is_second(whole: Force, first: str, join: str, spoken: str, rest: str) -> bool:
    """Whether a verb behind a joining word says something of another kind, and no task of who is told."""
    force, names = force_of(spoken), bool(HEAD.match(rest))
    if force is whole:
        if force is Force.REPORT:
            return first in _PRAISES and spoken in _TELLS and " sẽ " in rest
        also = "đồng thời" in join or ";" in join
        return names and force.asks and (also or (whole is Force.PROPOSAL and spoken in ("đề nghị", "kiến nghị")))
    if whole is Force.PROPOSAL and force is Force.URGED and names:
        return True
    if force is Force.REPORT:
        return (spoken in _TELLS and " sẽ " in rest and not whole.asks) or "song" in join or "nhưng" in join
    if any(word in join for word in ("đồng thời", "song", "nhưng", "cũng")):
        return True
    if ";" in join:
        return names and force.asks
    if "và" in join:
        return whole is Force.REPORT or force is Force.PROMISE
    return (first in _PRAISES or first in grieving()) and ((force.asks and names) or force is Force.PROMISE)


def _with_own_will(told: str, start: int, whole: Utterance) -> list[Utterance]:
    """Cuts a promise off a report: "… đã di dời 27 hộ, xã sẽ hoàn tất trong đêm"."""
    a, b = whole.content[0] - start, whole.content[1] - start
    match = _OWN_WILL.search(told, a, b) if whole.force is Force.REPORT else None
    if not match or len(told[a : match.start()].split()) < _LEAST_BEFORE_WILL or " sẽ " in told[a : match.start()]:
        return []
    cut = start + match.end()
    first = replace(whole, end=start + match.start(), content=(whole.content[0], start + match.start()))
    return [first, replace(whole, start=cut, content=(cut, whole.content[1]), shape="clause")]


def by_clause(told: str, start: int, whole: Utterance) -> list[Utterance]:
    """Cuts between two bodies: "… giao Sở X lập danh sách; UBND xã Y quản lý …"."""
    a, b = whole.content[0] - start, whole.content[1] - start
    for match in _CLAUSE.finditer(told, a, b):
        if _in_list(told, max(a, match.start() - _LIST), match.end(), b) or not _tells_another(
            told[match.end() : b], match.group().startswith(";"), whole
        ):
            continue
        cut = start + match.end()
        first = replace(whole, end=start + match.start() + 1, content=(whole.content[0], start + match.start()))
        rest = replace(whole, start=cut, content=(cut, whole.content[1]), shape=_shape(whole))
        return [first, *by_clause(told, start, rest)]
    return [whole]


def _in_list(told: str, since: int, at: int, until: int) -> bool:
    """Whether the name that begins at `at` goes on with a list of names: "phối hợp với Sở A, Sở B"."""
    for head in re.finditer(r"(?<!\w)(?=\w)", told[since : at - 2]):
        begins = since + head.start()
        if HEAD.match(told, begins) and listed(told, begins, until)[1] > at:
            return True
    return False


def _shape(whole: Utterance) -> str:
    return whole.shape if whole.shape in ("item", "after") else "clause"


def _tells_another(rest: str, semicolon: bool, whole: Utterance) -> bool:
    """Whether a clause tells a body of its own what to do."""
    if not re.match(r"(?:[A-ZĐ]|các |chủ tịch|chính quyền|phường [A-ZĐ]|xã [A-ZĐ])", rest):
        return False
    if semicolon and HEAD.match(rest) and _MUST.match(rest, end_of_phrase(rest, 0)):
        return True
    return whole.force.asks and tasks(rest)
