"""Whether a sentence speaks of what was asked: the same place, person, office, time; an order where one was asked for.

What was said of one ward, or by one leader, is never given for another.
"""

import datetime as dt
import re
from functools import lru_cache

from index.abbreviations import expand
from index.documents import Document, Passage, Sentence, StatementKind
from index.facts import Fact, FactKind, agree, facts_in
from index.text import fold, tokens
from rag.answers import Reason
from rag.around import Around
from rag.holding import leaves_out
from rag.order import asks_for_order, is_order_of, is_proposal
from rag.question import Question, Wanted
from rag.said import Said
from rag.times import time_misfit
from rag.whereabouts import place_fits, within_place
from rag.who import bodies_fit, somebody_fits

_WHAT_OF = re.compile(
    r"(?<!\w)(?:noi (?:ve |den )?gi|(?:la|ve|gom) (?:viec )?gi|quy dinh (?:ve )?gi|noi dung (?:la )?gi)(?!\w)"
)
# Between a paper and what it says: "Nghị quyết 57 của Bộ Chính trị xác định …", "Kế hoạch 249 về giám sát …".
_SAYS = re.compile(
    r"[^.;:]{0,80}?(?<!\w)(?:nêu|quy định|yêu cầu|xác định|đề ra|chỉ rõ|chỉ đạo|giao|đặt|cho phép|là|về|khẳng định|ghi|"
    r"nhấn mạnh|hướng dẫn|phê duyệt|đồng ý|thông qua|cấm|bắt buộc|công bố|thông báo|kết luận)(?!\w)",
    re.IGNORECASE,
)
_HEAD = 200  # characters in which a paper gives its own number
_DECIDED = re.compile(
    r"(?<!\w)(?:quyết định(?! số)|duyệt|chấp thuận|đồng ý|cho phép|thông qua|ban hành|"
    r"(?:đã|được) (?:\w+ ){0,3}?(?:cấp|giao|cho|chuyển|đưa|rót|bố trí|hỗ trợ|trồng|có))(?!\w)",
    re.IGNORECASE,
)
_GRANTED = re.compile(r"(?<!\w)(?:cấp|bổ sung|hỗ trợ|rót|bố trí|ứng|trang bị|phân bổ)(?!\w)", re.IGNORECASE)
_DONE_ASKED = re.compile(r"(?<!\w)đã(?!\w).*(?<!\w)(?:chưa|không)\W*$|(?<!\w)chưa\W*$", re.IGNORECASE)
_DONE = re.compile(r"(?<!\w)(?:đã|được|chưa|vừa|xong)(?!\w)", re.IGNORECASE)
_PROPOSES = re.compile(
    r"(?<!\w)(?:đề nghị|kiến nghị|đề xuất|mong|(?<!vắc )(?<!vắc-)xin|muốn|de nghi|kien nghi|de xuat)(?!\w)",
    re.IGNORECASE,
)


def misfit(
    question: Question, sentence: Sentence, passage: Passage, document: Document, said: Said, today: dt.date
) -> Reason | None:
    """Why the sentence does not speak of what was asked; None when it does."""
    around = Around(sentence, passage, document, said)
    if not place_fits(question, around) or not within_place(question, sentence, document):
        return Reason.OTHER_PLACE
    if not somebody_fits(question, around):
        return Reason.OTHER_PERSON
    if not bodies_fit(question, around) or not _anew_fits(question, around):
        return Reason.NOTHING_FOUND
    if reason := time_misfit(question, around, today):
        return reason
    if not _numbers_fit(question, around) or leaves_out(question, around):
        return Reason.NOTHING_FOUND
    if reason := _undone(question, around):
        return reason
    if not asks_for_order(question):
        return None
    if is_proposal(sentence, said):
        return Reason.ONLY_PROPOSAL
    return None if is_order_of(question, sentence, said) else Reason.NOTHING_FOUND


def _undone(question: Question, around: Around) -> Reason | None:
    """Why a sentence does not tell what was decided or done, where that is asked: it proposes, or only orders it."""
    text, sentence, said = question.text, around.sentence, around.said
    granted = question.wanted is Wanted.FIGURE and _GRANTED.search(text)
    decided = question.whether or granted or _DECIDED.search(text)
    if decided and is_proposal(sentence, said) and not _PROPOSES.search(text):
        return Reason.ONLY_PROPOSAL
    if not _DONE_ASKED.search(text) or _DONE.search(sentence.text):
        return None
    if not said.kinds and _PROPOSES.search(sentence.text) and not _PROPOSES.search(text):
        return Reason.ONLY_PROPOSAL
    return Reason.NOTHING_FOUND if said.kinds == {StatementKind.DIRECTIVE} else None


def _anew_fits(question: Question, around: Around) -> bool:
    """Whether the own words of an elliptic follow-up stand there in part; else it would get the old answer."""
    return not question.anew or around.has_any(tokens(expand(" ".join(question.anew))))


def _tells_paper(paper: Fact, around: Around) -> bool:
    """Whether a sentence may tell what a paper says: it does not only mention it, and its passage speaks of it."""
    if ends := [f.end for f in around.facts if agree(paper, f)]:
        return any(_SAYS.match(around.sentence.text, end) for end in ends)
    if any(agree(paper, f) for f in facts_in(around.passage)):
        return True
    return any(agree(paper, f) for f in facts_in(around.document.text[:_HEAD]))


def _numbers_fit(question: Question, around: Around) -> bool:
    """The figures and document numbers in a question belong to what it asks about, so the document has to have them."""
    asked = [f for f in question.facts if f.kind is FactKind.DOCUMENT_NUMBER or _is_figure(f)]
    if not asked or question.english:
        return True
    for ordinal in re.finditer(r"(?<!\w)(?:thu|so|lan)\s+(\d+)(?!\w)", fold(question.text)):
        if not re.search(rf"(?<!\w)(?:thu|so|lan)\s+{ordinal[1]}(?!\w)", fold(around.document.text)):
            return False
    papers = [f for f in asked if f.kind is FactKind.DOCUMENT_NUMBER]
    if _WHAT_OF.search(fold(question.text)) and not all(_tells_paper(f, around) for f in papers):
        return False
    known, words = facts_in(around.document.text), _numbers_of(around.document)
    return all(f.value in words or any(f.value == k.value or agree(f, k) for k in known) for f in asked)


def _is_figure(fact: Fact) -> bool:
    """Whether a fact is a figure in digits; one in words only counts what is asked for: "hai việc gì"."""
    return fact.kind is FactKind.NUMBER and any(c.isdecimal() for c in fact.text)


@lru_cache(maxsize=512)
def _numbers_of(document: Document) -> frozenset[str]:
    found = [token for token in tokens(document.text) if token[0].isdecimal()]
    return frozenset((*found, *(n for token in found for n in re.findall(r"\d{3,}", token))))
