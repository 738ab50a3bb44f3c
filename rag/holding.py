"""Whether a sentence can hold the answer at all: a name, a place or a number where one is asked for by its kind.

A sentence about the same matter that leaves out just what was asked is the nearest that search finds, and no answer.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from index import names
from index.documents import BlockKind
from index.facts import FactKind, all_facts
from index.text import UPPER, comparable, tokens
from rag.alike import alike
from rag.around import Around
from rag.checking.lexicon import lexicon
from rag.order import ORDERED, matter_asked
from rag.question import Question, Wanted, content_terms


def _any_of(*words: str) -> re.Pattern[str]:
    """Matches each of some words, in any case."""
    return re.compile(rf"(?<!\w)(?:{'|'.join(words)})(?!\w)", re.IGNORECASE)


_NAME_ASKED = re.compile(
    r"(?<!\w)(?:tên(?: gọi)?(?: là)? gì|(?:là|gồm|cùng|cùng với) (?:những )?ai)(?!\w)", re.IGNORECASE
)
_UNNAMED = re.compile(
    r"(?<!\w)(?:không|chưa|giấu)\s+(?:biết|rõ|nêu|tiết lộ|công bố)?\s*(?:họ )?tên(?!\w)", re.IGNORECASE
)
_CAPITALS = re.compile(rf"(?<=\w[ ,])(?:[{UPPER}][\w'’]*\s+)+[{UPPER}][\w'’]*")
_NOT_PERSONS = (FactKind.TITLE, FactKind.ORGANISATION, FactKind.PLACE, FactKind.DOCUMENT_NUMBER)
_SEVERAL_ASKED = re.compile(r"^\W*(?:hai|ba|bốn|năm|[2-9]) ", re.IGNORECASE)
_TWO = 2
_HEAD_OF = _any_of(
    "đứng đầu", "lãnh đạo", "đại diện", "giám đốc", "chỉ huy", "tổ trưởng", "trưởng", "chủ tịch", "bí thư"
)
_WHO_DOES = re.compile(r"(?:^|(?<!\w)(?:do|bởi) )ai\s+(?!là(?!\w))((?:\w+\s*){1,5})", re.IGNORECASE)
# The part somebody has in a meeting or a task: a sentence that says none of it, and names nobody, does not tell who.
_PARTS = (
    _any_of("chủ trì", "chủ t(?:oạ|ọa)", "điều hành", "dẫn đầu", "trưởng đoàn"),
    _any_of("đầu mối"),
    _any_of("phụ trách"),
    _any_of("ký", "ký ban hành"),
)
_DONE_TO = re.compile(r"(\w+) ai(?!\w)", re.IGNORECASE)
_NO_ACT = frozenset(["là", "có", "của", "do", "bởi", "cùng", "với", "những", "cho", "gồm", "như", "hỏi", "về"])
_WHERE = re.compile(r"(?<!\w)(?:(?:ở|tại|nằm|đặt) đâu|(?:vị trí|khu đất) nào|địa điểm|địa chỉ)(?!\w)", re.IGNORECASE)
_SITES = (
    "đường phố số nhà trường trạm trụ sân bến cảng chợ hội trung khu ấp thôn bản buôn làng tổ sông suối rạch kênh cầu "
    "biển vùng nơi góc ngã km tầng toà tòa hẻm ngõ gò đồi núi đảo xã phường huyện quận tỉnh thành đông tây nam bắc"
)
_LEADS_TO = r"(?:trên|gần|cạnh|giáp|đến|tới|vào|về|qua|thuộc|dọc|ven|phía)"
_NO_SITE = r"(?:buổi|hội nghị|cuộc|phiên|lễ|kỳ|mức|thời|đây|đó|giai|khâu|mọi|các|nhiều|một|chỗ|điểm|điều|khoản)"
_AT = re.compile(
    rf"(?<!\w)(?:{_LEADS_TO}\s+(?:các |những |khu |một )?(?:{'|'.join(_SITES.split())})(?!\w)|"
    rf"(?:ở|tại)\s+(?!{_NO_SITE}(?!\w))\w)"
)
# What identifies somebody or something: a sentence that does not speak of it has none.
_IDENTIFIER = _any_of(
    "biển (?:số|kiểm soát)", "mã số", "số (?:tài khoản|căn cước)", "email", "website", "mật khẩu", "tên thật"
)
_CALLED = re.compile(
    r"(?<!\w)(?:(?:gọi|liên hệ)(?: \w+){0,2} số (?:nào|mấy|bao nhiêu)|số điện thoại)(?!\w)", re.IGNORECASE
)
_CALL = re.compile(r"\d(?:[\d. ]{5,})\d")
_BORN_AT = re.compile(r"(?<!\w)quê (?:quán )?(?:ở )?(?:đâu|tỉnh nào|xã nào|nào)(?!\w)", re.IGNORECASE)
_NATIVE = _any_of("quê", "sinh ra", "người gốc")
# Acts so grave that none is to be supposed: the passage has to name them.
_GRAVE = _any_of(
    "bác bỏ", "từ chối", "phản đối", "kỷ luật", "cách chức", "miễn nhiệm", "bãi (?:nhiệm|bỏ)", "h(?:uỷ|ủy) bỏ",
    "đình chỉ", "khởi tố", "khai trừ", "cấm", "thu hồi", "chấm dứt", "từ chức", "giải tán", "bắt (?:giữ|giam)",
    "tử vong", "thiệt mạng",
)  # fmt: skip
_LACKS = _any_of(
    "không", "chưa", "chẳng", "chậm", "thiếu", "khó", "trễ", "kém", "thấp", "hạn chế", "vướng",
    "yếu", "ít", "dừng", "hoãn",
)  # fmt: skip
_ACT = re.compile(r"(?<!\w)(?:có|đã)(?: (?:được|bị|phải|đã|từng|còn|nên))*\s+(.+?)(?:không|chưa)\W*$", re.IGNORECASE)
_ACT_WORDS = 3  # content words right behind "có" or "đã" that say the act
_WHICH_PLACES = re.compile(
    r"(?<!\w)(?:những|các|hai|ba|bốn|\d+) (?:phường|xã|tỉnh|huyện|địa phương|nơi)(?: \w+){0,3} nào(?!\w)", re.IGNORECASE
)
_SPOKEN = frozenset(verb for verbs in lexicon().spoken.values() for verb in verbs)
_NUMBERED = re.compile(r"(?<!\w)(bão|tổ|đợt|đoàn|áp thấp|giai đoạn|vòng|lần) (?:số |thứ )?(\d+)(?!\w)")
_STAGES = (
    ("phúc thẩm", "sơ thẩm"),
    ("sơ thẩm", "phúc thẩm"),
    ("khánh thành", "khởi công"),
    ("khởi công", "khánh thành"),
)
_BEGINS_CLAUSE = frozenset((",", ";", "và", "đồng", "thời", "phải", "cần"))
_ADDRESSEE = 4  # words between an order and what is ordered, at most
_DENIED = re.compile(r"(?<!\w)(?:không|chưa|chẳng)((?:\s+\w+){1,6})", re.IGNORECASE)


def leaves_out(question: Question, around: Around) -> bool:
    """Whether a sentence leaves out just what was asked for, or denies what the question supposes."""
    if question.english:
        return False
    return (
        _leaves_out_name(question, around)
        or _leaves_out_place(question, around)
        or _leaves_out_identifier(question, around)
        or _leaves_out_act(question, around)
        or _leaves_out_matter(question, around)
        or _of_another_stage(question, around.sentence.text)
        or _supposed_falsely(question, around)
    )


def _leaves_out_name(question: Question, around: Around) -> bool:
    if question.wanted is not Wanted.PERSON:
        return False
    if not _NAME_ASKED.search(question.text):
        return _leaves_out_deed(question, around)
    text = around.sentence.text
    if around.sentence.kind is BlockKind.CAPTION:
        return False  # without a name it says whom a picture shows, and that nobody tells the name
    if _UNNAMED.search(text):
        return True
    written = comparable(question.text)
    named = around.values(FactKind.PERSON) - set(question.values(FactKind.PERSON))
    if _SEVERAL_ASKED.search(question.text):
        return len(named) < _TWO
    if "tên" in _NAME_ASKED.findall(question.text)[-1].lower() and not (
        question.offices or _HEAD_OF.search(question.text)
    ):
        named -= set(around.speakers)  # who tells of somebody is not who is told of
    if "“" in text or '"' in text:
        return False  # what a thing is called stands in quotation marks
    other = [(f.start, f.end) for f in all_facts(text) if f.kind in _NOT_PERSONS]
    free = (m for m in _CAPITALS.finditer(text) if not any(a < m.end() and m.start() < b for a, b in other))
    return not named and not any(comparable(m.group()) not in written for m in free)


def _leaves_out_deed(question: Question, around: Around) -> bool:
    """Whether it is asked who does something, or to whom it is done, and the sentence does not speak of it.

    Who says something is known from around it, so that verbs of saying and asking need not stand there.
    """
    text = question.text[: next((f.start for f in question.facts if _WHO_DOES.search(question.text[: f.start])), None)]
    does, done = _WHO_DOES.search(text), _DONE_TO.search(text)
    deed = does[1] if does else done[1] if done and done[1].lower() not in _NO_ACT else ""
    first, asked = tuple(tokens(deed)), content_terms(deed)
    words = tokens(around.sentence.text)
    led = next((part for part in _PARTS if part.match(deed.removeprefix("làm "))), None)
    if led and not led.search(around.sentence.text) and not around.values(FactKind.PERSON):
        return True
    told = {*words, *alike(question.text).said_in(words)}
    return bool(asked) and first[:1] not in _SPOKEN and first[:2] not in _SPOKEN and not set(asked) & told


def _leaves_out_place(question: Question, around: Around) -> bool:
    which = bool(_WHICH_PLACES.search(question.text))
    if question.wanted is not Wanted.PLACE or question.leans or not (which or _WHERE.search(question.text)):
        return False
    text, asked = around.sentence.text, question.values(FactKind.PLACE)
    offices = [(t.start, t.end) for t in names.titles_in(text, [])]  # "Bí thư Thành ủy TPHCM" tells of no place
    told = [f for f in all_facts(text) if f.kind is FactKind.PLACE and f.value not in asked]
    free = any(not any(start <= f.start < end for start, end in offices) for f in told)
    return not free and (which or not _AT.search(text))


def _leaves_out_identifier(question: Question, around: Around) -> bool:
    asked, text = _IDENTIFIER.search(question.text), around.sentence.text
    if _CALLED.search(question.text) and not _CALL.search(text):
        return True
    if _BORN_AT.search(question.text) and not _NATIVE.search(text):
        return True
    return asked is not None and comparable(asked.group()) not in comparable(text)


def _leaves_out_act(question: Question, around: Around) -> bool:
    """Whether yes or no is asked of an act that the sentence does not speak of: "có được giảm án không"."""
    act = _ACT.search(question.text) if question.whether else None
    asked = content_terms(act[1])[:_ACT_WORDS] if act else ()
    words = tokens(around.sentence.text) if asked else []
    return bool(asked) and not set(asked) & {*words, *alike(question.text).said_in(words)}


def _leaves_out_matter(question: Question, around: Around) -> bool:
    """Whether the last word of a matter, which narrows it, stands nowhere around: "phòng chống dịch" is of no storm."""
    matter = content_terms(matter_asked(question) or "")
    if not matter or (around.has_any(matter[-1:]) if question.bare else around.names(matter[-1])):
        return False
    return matter[-1] not in alike(question.text).said_in(tokens(around.passage))


def _of_another_stage(question: Question, text: str) -> bool:
    """Whether the sentence names another of its kind: storm No. 12 for No. 13, the first trial for the appeal."""
    asked, told = dict(_numbered(question.text)), list(_numbered(text))
    if any(what in asked for what, _ in told) and not any(item in told for item in asked.items()):
        return True
    return any(a in question.text.lower() and a not in text.lower() and b in text.lower() for a, b in _STAGES)


def _numbered(text: str) -> Iterator[tuple[str, str]]:
    """What has a number, with it: "bão số 13"."""
    return ((match[1], match[2]) for match in _NUMBERED.finditer(text.lower()))


def _supposed_falsely(question: Question, around: Around) -> bool:
    """Whether a question why supposes an act that the passage does not name, or that the sentence denies."""
    if question.wanted is not Wanted.REASON:
        return False
    if grave := [set(tokens(act.group())) for act in _GRAVE.finditer(question.text)]:
        words = tokens(around.passage)
        said = {*words, *alike(question.text).said_in(words)}
        if any(not act <= said for act in grave):
            return True
    return _denied(question, around.sentence.text) or _ordered_otherwise(question, around.sentence.text)


def _denied(question: Question, text: str) -> bool:
    """Whether a sentence denies a word of two syllables that the question supposes, and the question lacks nothing."""
    if _LACKS.search(question.text):
        return False
    asked = set(_pairs(tokens(question.text))) & lexicon().compounds
    return any(asked & set(_pairs(tokens(denied[1]))) for denied in _DENIED.finditer(text))


def _pairs(words: Sequence[str]) -> list[tuple[str, ...]]:
    return list(pairwise(words))


def _ordered_otherwise(question: Question, text: str) -> bool:
    """Whether what the question says was ordered stands in the sentence's order, but only as part of something else.

    "yêu cầu lựa chọn vị trí xây trụ sở" orders to choose, not to build.
    """
    asked, told = ORDERED.search(question.text), ORDERED.search(text)
    if not asked or not told or question.text[: asked.start()].rstrip().endswith(("được", "bị")):
        return False
    what = content_terms(question.text[asked.end() :])[:1]
    words = tokens(text[told.end() :].replace(",", " , ").replace(";", " ; "))
    at = [i for i, word in enumerate(words) if word in what]
    return bool(at) and not any(i < _ADDRESSEE or words[i - 1] in _BEGINS_CLAUSE for i in at)
