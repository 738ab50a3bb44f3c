"""Who is meant where a sentence names nobody: a pronoun's person, who spoke before a list, whose answer it is."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from index.cast import Cast
from index.documents import BlockKind, Sentence
from index.facts import FactKind
from index.names import persons_in, titles_in
from index.text import UPPER, comparable
from rag.checking.told import known_facts

_BACK = 8  # sentences before one that may name who is meant
_NEAR = 90  # characters beside a name that can tell who somebody is
ITEM = re.compile(
    r"\s*(?:[-–•+*]\s|[a-zđ]\)\s|\d{1,2}[.)]\s|"
    r"(?:Thứ (?:nhất|hai|ba|tư|năm|sáu|bảy)|(?:Một|Hai|Ba|Bốn|Năm|Sáu|Bảy) là)(?!\w))"
)
_ADDRESS = r"ông|bà|đồng chí|thầy|cô|anh|chị|bác sĩ|bị cáo|luật sư"
_SOMEBODY = (  # "vị" of "đơn vị", "vị trí" is nobody
    r"Vị (?!trí|thế)\w+(?: \w+)?|(?<!đơn )vị (?:này|ấy|doanh nhân|chuyên gia|lãnh đạo|đại biểu|(?:tổng )?giám đốc)"
)
_PRONOUN = re.compile(
    r"(?<!\w)(?:(?P<m>(?i:ông|thầy|anh))|(?P<f>(?i:bà(?! con(?!\w))|cô|chị|nữ \w+(?: \w+)?))|"
    rf"(?P<any>(?i:đồng chí|tôi|chúng tôi))|(?P<who>{_SOMEBODY}))(?!\w)(?!\s+[{UPPER}])"
)
_SHORT = re.compile(rf"(?<!\w)(?i:{_ADDRESS})\s+([{UPPER}]\w+)(?!\w)(?!\s+[{UPPER}])")
_LABEL = re.compile(rf"\s*(?:[-–]\s*)?(?:(?i:{_ADDRESS})\s+)?(?P<name>[{UPPER}]{{2,}}(?:\s+[{UPPER}]+){{1,4}})\s*:")
_CALLED = re.compile(
    rf"(?<!\w)(?i:{_ADDRESS}|(?:đại|thượng|trung|thiếu) (?:tướng|tá|úy|uý)|thứ trưởng|bộ trưởng|chủ tịch|bí thư|ts|gs)"
    rf"\s+([{UPPER}]\w+)(?!\w)(?!\s+[{UPPER}])"
)
_ASKED = re.compile(r"\s*(?:\*|[-–]?\s*(?:PV|P\.V|Phóng viên|Hỏi)\b)")
_QUESTIONS = 2  # that make an interview
_BARE_LEAD = 45  # characters of a sentence that only opens a list
_REQUEST = re.compile(
    r"(?<!\w)(?:yêu cầu|đề nghị|giao|chỉ đạo|kiến nghị|kết luận|nhiệm vụ|đề xuất)(?!\w)", re.IGNORECASE
)
_TITLE = re.compile(
    r"(?<!\w)(?i:(thứ trưởng|bộ trưởng|cục trưởng|vụ trưởng|phó giám đốc|giám đốc|phó chủ tịch|chủ tịch|phó bí thư|"
    r"bí thư|hiệu trưởng|trưởng ban|trưởng phòng|đại tá|thượng tá|trung tá|thiếu tướng|tiến sĩ|luật sư|chính ủy))"
    r"(?=\s+(?:này|cũng|cho|nói|yêu|đề|nhấn|khẳng|nêu|lưu|thông|chia|giao|kết|phát|mong|kiến|nhắc|khuyên)|[,.:])"
)
_QUESTION = re.compile(r"\s*(?:[-–*]\s*)?(?:PV|P\.V|Phóng viên|Hỏi)\b")


@dataclass(frozen=True, slots=True)
class Heard:
    """What the text before a sentence tells: who speaks (as written), and the sentence that a list goes on with."""

    speaker: str | None = None
    lead: str = ""


def heard_in(sentences: Sequence[Sentence], cast: Cast) -> dict[int, Heard]:
    """By the start of each sentence, what the article tells of who speaks there beyond the sentence's context."""
    body = [s for s in sentences if s.kind is BlockKind.BODY]
    named = [_named(s.text, cast) for s in body]
    answering, known = _interviewee(body, named), descriptions(body)
    found: dict[int, Heard] = {}
    for number, sentence in enumerate(body):
        lead = _lead(body, number)
        at = number if lead < 0 else lead
        speaker = _full(sentence.context.speaker, cast) or _full(body[at].context.speaker, cast)
        if speaker is None:
            own = answering and number > answering[0] and not {*named[number]} - {answering[1]}
            answers = cast.names.get(answering[1]) if answering and own else None
            speaker = _labelled(body, number) or answers
        told = body[at].context.speaker
        if speaker is None and (told is None or is_office(told)):
            speaker = _meant(body, named, at, cast) or _titled(body[at].text, known, cast)
        text = _leading(body, lead, number) if lead >= 0 else ""
        if text or speaker:
            found[sentence.start] = Heard(speaker, text)
    return found


def _named(text: str, cast: Cast) -> tuple[str, ...]:
    """Whom a sentence names, comparable: in full, or by the last syllable after a form of address or a rank."""
    full = [f.value for f in known_facts(text) if f.kind is FactKind.PERSON]
    short = (only_called(match[1], cast.names) for match in _CALLED.finditer(text))
    return tuple(name for name in dict.fromkeys([*full, *(comparable(n) for n in short if n)]) if name in cast.names)


def _interviewee(body: Sequence[Sentence], named: Sequence[tuple[str, ...]]) -> tuple[int, str] | None:
    """Where an interview's first question stands, and the only person named before it."""
    questions = [n for n, s in enumerate(body) if _ASKED.match(s.text) and s.text.rstrip().endswith("?")]
    if len(questions) < _QUESTIONS:
        return None
    before = {who for names in named[: questions[0]] for who in names}
    return (questions[0], before.pop()) if len(before) == 1 else None


def _leading(body: Sequence[Sentence], lead: int, number: int) -> str:
    """The sentence that a list goes on with; a bare heading of the list with the sentence before it.

    An item of an item has its heading too: "1. Ban Quản lý dự án: a) hoàn thành …".
    """
    heading = next((body[n].text for n in range(number - 1, lead, -1) if body[n].text.rstrip().endswith(":")), "")
    return f"{_opening(body, lead)} {heading}".strip()


def _opening(body: Sequence[Sentence], lead: int) -> str:
    text = body[lead].text
    if len(text) < _BARE_LEAD and lead:
        return f"{body[lead - 1].text} {text}"
    return text if text.rstrip().endswith((":", ";")) or _REQUEST.search(text) else ""


def _lead(body: Sequence[Sentence], number: int) -> int:
    """The sentence that the list goes on with to which a sentence belongs; -1 where it is no item."""
    if not ITEM.match(body[number].text):
        return -1
    return next((n for n in range(number - 1, max(-1, number - 3 * _BACK), -1) if not ITEM.match(body[n].text)), -1)


def _full(speaker: str | None, cast: Cast) -> str | None:
    """The full name of a speaker: a known one's own, or the only person called so."""
    plain = comparable(speaker or "")
    if plain in cast.names:
        return cast.names[plain]
    if speaker and (short := _SHORT.match(speaker) or _CALLED.match(speaker)):
        return only_called(short[1], cast.names)
    return None


def is_office(speaker: str) -> bool:
    """Whether a speaker is told by an office, of nobody's name: "Phó Bí thư Đảng ủy"."""
    return any(title.start == 0 for title in titles_in(speaker, [])) and not persons_in(speaker, ())


def only_called(given: str, names: Mapping[str, str]) -> str | None:
    """The only person with a given name, as written."""
    called = [written for name, written in names.items() if name.split()[-1] == comparable(given)]
    return called[0] if len(called) == 1 else None


def _labelled(body: Sequence[Sentence], number: int) -> str | None:
    """Whose answer in an interview a sentence is: the name in capitals before a colon, till the next question."""
    for n in range(number, max(-1, number - 2 * _BACK), -1):
        if label := _LABEL.match(body[n].text):
            return label["name"].title()
        if n < number and (_QUESTION.match(body[n].text) or body[n].text.rstrip().endswith("?")):
            return None
    return None


def _meant(body: Sequence[Sentence], named: Sequence[tuple[str, ...]], number: int, cast: Cast) -> str | None:
    """The person of a pronoun: who alone is named nearest before it."""
    pronoun = _PRONOUN.search(body[number].text)
    if pronoun is None or (named[number] and pronoun["any"]):
        return None
    gender = "m" if pronoun["m"] else "f" if pronoun["f"] else ""
    for n in range(number - 1, max(-1, number - _BACK), -1):
        fitting = [p for p in named[n] if not gender or cast.gender_of(p) in (gender, "")]
        if not fitting and (full := _full(body[n].context.speaker, cast)):
            fitting = [comparable(full)]
        if fitting:
            return cast.names.get(fitting[0]) if len(fitting) == 1 else None
    return None


def _titled(text: str, known: Mapping[str, str], cast: Cast) -> str | None:
    """The only person who holds the bare title in a sentence, or is described by it: "thứ trưởng cho hay"."""
    if not (title := _TITLE.search(text)):
        return None
    words = title[1].lower()
    held = [who for who, offices in cast.offices.items() if any(one.startswith(words + " ") for one in offices)]
    called = [who for who, told in known.items() if re.search(rf"(?<!phó )(?<!\w){words}(?!\w)", told.lower())]
    only = held if len(held) == 1 else called
    return cast.names.get(only[0]) if len(only) == 1 else None


def descriptions(sentences: Sequence[Sentence]) -> dict[str, str]:
    """By person (comparable): the words beside their name wherever it stands, which tell who they are."""
    found: dict[str, list[str]] = {}
    for sentence in sentences:
        for fact in known_facts(sentence.text) if sentence.text else ():
            if fact.kind is FactKind.PERSON:
                before = re.split(r"[;:.!?]\s", sentence.text[max(0, fact.start - _NEAR) : fact.start])[-1]
                after = re.match(r"\s*[,(–-][^;:.]{0,90}", sentence.text[fact.end :])
                found.setdefault(fact.value, []).append(f"{before} . {after.group() if after else ''}")
    return {who: " . ".join(told) for who, told in found.items()}
