"""Single-fact forgeries of a sentence, by kind. Each puts one stretch of it for another, so that all else stays true.

A sentence that does not allow a certain forgery gives none. What another sentence of the article might bear out is not
offered. Nothing here is shared with the check that is measured with it.
"""

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from tests.forgery_figures import digit_order, document_numbers, figures, references, rounding, units
from tests.forgery_offices import organisations, places, titles
from tests.forgery_sources import Article, Claim, chance, split_of
from tests.forgery_speakers import addressees, names, speakers
from tests.forgery_tables import (
    ACTS,
    ADDED,
    DONE,
    LAW_ADDED,
    MAY_NOT,
)
from tests.forgery_times import dates, years


@dataclass(frozen=True, slots=True)
class Edit:
    """Put `new` for `sentence[start:end]`."""

    start: int
    end: int
    new: str


Found = tuple[int, int, str]
Maker = Callable[[str, Article], Iterator[Found]]


def forgeries(
    article: Article, sentences: Sequence[str], most: int = 1, kinds: Collection[str] = ()
) -> Iterator[Claim]:
    """Forgeries of these sentences of an article, at most so many of each kind for a sentence; always the same.

    `kinds`: only these, where any are named.
    """
    for sentence in sentences:
        for kind in kinds or KINDS:
            for number, edit in enumerate(islice(edits(article, sentence, kind), most)):
                text = applied(sentence, edit)
                changed = f"{sentence[edit.start : edit.end]} → {edit.new}"
                own = f"{article.file}#{article.text.index(sentence)}-{kind}-{number}"
                yield Claim(own, article.file, sentence, text, kind, True, article.origin, split_of(sentence), changed)


def edits(article: Article, sentence: str, kind: str) -> Iterator[Edit]:
    """The ways to forge a sentence in one fact of that kind, in an order of chance that is always the same."""
    found = [Edit(*one) for one in KINDS[kind](sentence, article)]
    chance(sentence, kind).shuffle(found)
    seen: set[tuple[int, int]] = set()
    for edit in found:
        place = (edit.start, edit.end) if edit.start != edit.end else (-1, len(seen))
        if place not in seen and not borne_out(article, sentence, edit):
            seen.add(place)
            yield edit


def applied(sentence: str, edit: Edit) -> str:
    """The forged sentence."""
    text = sentence[: edit.start] + edit.new + sentence[edit.end :]
    return text[0].upper() + text[1:] if sentence[0].isupper() else text


def borne_out(article: Article, sentence: str, edit: Edit) -> bool:
    """Whether something else in the article might say what the forgery says."""
    forged = applied(sentence, edit)
    before, after = forged[: edit.start].split()[-2:], forged[edit.start + len(edit.new) :].split()[:2]
    window = _plain(" ".join((*before, edit.new.strip(), *after)))
    if _plain(forged) == _plain(sentence) or window in _plain(article.text):
        return True
    words, new = _words(forged), _words(edit.new) - _words(sentence[edit.start : edit.end])
    for line in article.lines:
        own = _words(line)
        if sentence not in line and new <= own and len(words & own) >= 0.55 * min(len(words), len(own)):
            return True
    return False


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+(?:[.,/]\w+)*|%", text.casefold()))


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.casefold()))


# Negation and modality -------------------------------------------------------------------------------------------

_CONDITION = re.compile(r"(?i)(?:^|\W)(?:nếu|khi|sau|trước|hay không|hoặc không|có hay|càng)(?:\W|$)|\?")
_ADD = (
    (re.compile(rf"(?<!\w)đã (?={DONE})(?!(?:bị|được) gì)(?=\w)"), "chưa "),
    (re.compile(r"(?<!\w)sẽ (?!không|chưa|chẳng|có thể|phải)"), "sẽ không "),
    (re.compile(r"(?<!\w)(?<!không )(?<!chẳng )(?<!chưa )có thể (?!không|chưa)"), "không thể "),
    (
        re.compile(
            r"(?<!\w)(?<!không )(?<!Không )(?<!chẳng )(?<!gặp )(?<!mắc )(?<!vấp )(?<!trái )(?<!bên )(?<!cũng )(?<!là )"
            r"(?<!tay )(?<!chân )(?<!phía )(?<!mặt )(?<!lẽ )(?<!được )(?<!cần )(?<!ăn )(?<!đâm )(?<!trúng )"
            r"phải (?!không|chăng|trái|là|chịu|lòng|qua)"
        ),
        "không phải ",
    ),
)
_REMOVE = (
    (re.compile(rf"(?<!\w)không (?=(?:{MAY_NOT})(?!\w))(?!(?:có|được) (?:gì|ai|nghĩa|lý do|ít|phép))"), ""),
    (re.compile(rf"(?<!\w)chưa (?=(?:{DONE}|{MAY_NOT}|đáp ứng)(?!\w))"), "đã "),
)
_TIED = re.compile(
    r"(?:[Kk]hông|[Cc]hẳng|[Cc]hưa|vẫn|cũng|hề|tuyệt đối|hoàn toàn|chứ|mà|vừa|từng|hay|hoặc|nhưng|càng|đều|sao|còn)\s$"
)


def _negations(sentence: str, article: Article) -> Iterator[Found]:
    del article
    for pattern, new in (*_ADD, *_REMOVE):
        for match in pattern.finditer(sentence):
            clause = re.split(r"[,;:.]", sentence[: match.start()])[-1]
            if not _CONDITION.search(clause) and not _TIED.search(sentence[: match.start()]):
                yield match.start(), match.end(), new


_MODAL = (
    (re.compile(r"(?<!\w)phải (?!không|chăng|trái|là|lòng|qua|chịu)"), "có thể "),
    (re.compile(r"(?<!\w)có trách nhiệm (?!với|của|và|cao|hơn|bồi|hình|dân)(?=[a-zđà-ỹ])"), "có thể "),
    (re.compile(r"(?<!\w)sẽ (?!không|chưa|chẳng|có thể|phải|là|rất)"), "đã "),
    (re.compile(r"(?<!\w)có thể (?!không|chưa|là|nói|bị|trước|sau|do|vì|sẽ|đã|khi|một|còn|coi|xem|thấy)"), "phải "),
    (re.compile(r"(?<!\w)cần (?!thiết|phải|Thơ|có|cù|sa|một|ít|nhiều|kề|trục|câu)(?=[a-zđà-ỹ])"), "có thể "),
    (
        re.compile(r"(?<=cũng )yêu cầu (?=[a-zđà-ỹ])(?!của|về|công|nhiệm|kỹ|trên|này)"),
        "gợi ý ",
    ),
)
_NOT_MODAL = re.compile(
    r"(?:không|chẳng|chưa|gặp|mắc|vấp|trái|bên|cũng|được|cần|ăn|tay|chân|phía|mặt|lẽ|nhu|điều|đâm|trúng|đều|mới|cả|"
    r"nào|sẽ|là|người|nên|hơn|rất|đòn|xe|quy định|những|đã|đang)\s$"
)


def _modalities(sentence: str, article: Article) -> Iterator[Found]:
    del article
    for pattern, new in _MODAL:
        for match in pattern.finditer(sentence):
            clause = re.split(r"[,;:.]", sentence[: match.start()])[-1]
            if not _NOT_MODAL.search(sentence[: match.start()]) and not _CONDITION.search(clause):
                yield match.start(), match.end(), new


# Added detail ----------------------------------------------------------------------------------------------------

_END = re.compile(r"(?<=[\w)])\.$")
_DEED = re.compile(rf"(?<!\w)(?:{DONE}|{ACTS})(?!\w)")
# A denial that is narrowed stays true; after a list or a quotation it would not be clear what the detail belongs to.
_NO_ROOM = re.compile(r"(?i)[\"“”…:;]|\.\.|\d\.$|(?<!\w)(?:không|chưa|chẳng|cấm|như)(?!\w)")


def _added(sentence: str, article: Article) -> Iterator[Found]:
    end = _END.search(sentence)
    if end and _DEED.search(sentence) and not _NO_ROOM.search(sentence):
        for pool in (LAW_ADDED if article.origin == "law" else ADDED).values():
            yield from ((end.start(), end.start(), new) for new in pool if new not in article.text)


KINDS: dict[str, Maker] = {
    "figure": figures,
    "digit_order": digit_order,
    "unit": units,
    "rounding": rounding,
    "date": dates,
    "year": years,
    "name": names,
    "title": titles,
    "place": places,
    "organisation": organisations,
    "document_number": document_numbers,
    "article_number": references,
    "negation": _negations,
    "modality": _modalities,
    "speaker": speakers,
    "addressee": addressees,
    "added": _added,
}
