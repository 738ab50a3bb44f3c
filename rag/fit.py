"""Whether a sentence speaks of what was asked: the same place, person, office, time; an order where one was asked for.

What was said of one ward, or by one leader, is never given for another.
"""

import datetime as dt
import re
from functools import lru_cache

from index import names, places
from index.abbreviations import expand
from index.documents import Document, Passage, Sentence, StatementKind
from index.facts import Fact, FactKind, agree, all_facts, facts_in
from index.naming import speaker_fits
from index.text import comparable, fold, tokens
from rag.answers import Reason
from rag.around import Around, spaced, titles
from rag.checking.lexicon import expanded, lexicon
from rag.holding import leaves_out
from rag.order import asks_for_order, is_order_of, is_proposal
from rag.question import Question, Wanted
from rag.said import Said
from rag.times import time_misfit
from rag.whereabouts import place_fits, within_place

_RANK = re.compile(
    r"(?<!\w)(?P<phó>phó\s+)?(?P<rank>tổng bí thư|bí thư|tổng giám đốc|giám đốc|trưởng ban|trưởng phòng|hiệu trưởng|"
    r"chánh văn phòng|chủ tịch)(?!\w)",
    re.IGNORECASE,
)
_CAPITALISED = re.compile(r"[^\W\d_]+")
_OF_WARD = frozenset(("phường", "xã", "phuong", "ward"))
_SHORT_LEVELS = frozenset(("p", "x", "q", "h", "tp", "tx", "tt"))
_LEVELS = frozenset(("phường", "xã", "huyện", "quận", "tỉnh", "thành"))
# With no word of a body, who heads a unit's people's committee is meant, and not its council, front or union.
_CHAIR_OF_UNIT = re.compile(r"(?:phó )?chủ tịch (?:phường|xã|đặc khu|huyện|quận|tỉnh|thành phố|tp)(?!\w)")
_OTHER_CHAIR = re.compile(r"chủ tịch (?:hội|(?:uỷ ban |ub)?(?:mặt trận|mttq)|liên|công đoàn)(?!\w)")
_ABOVE_WARDS = ("thành uỷ", "tỉnh uỷ", "quận uỷ", "huyện uỷ", "trung ương", "thành phố", "tỉnh")
# Bodies that are named by themselves; a committee of a ward is its ward's, which the place tells.
_AUTHORITY = re.compile(
    r"(?:sở|bộ(?! đội| phận| máy)|cục|chi cục|tổng cục|trung tâm|thanh tra|kho bạc|bảo hiểm|ngân hàng|viện|trường|"
    r"(?:tổng )?công ty|tập đoàn|hợp tác xã|nhà máy|bệnh viện)"
    r"(?!\w)"
)
_COMPANY = re.compile(r"(?:tổng )?công ty|tập đoàn|hợp tác xã|nhà máy")
_NAMING = (FactKind.ORGANISATION, FactKind.TITLE)  # a minister names the ministry
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
_JOINS = frozenset(("và", "tỉnh", "thành", "phố", "tp"))
_ASKS_OF = re.compile(r"(?<!được )(?<!phải )(?<!\w)(?:yêu cầu|chỉ đạo|đề nghị|giao|chỉ định)(?!\w)", re.IGNORECASE)
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
    if question.filters.speaker and not speaker_fits(question.filters.speaker, sentence.context.speaker or ""):
        return Reason.OTHER_PERSON
    if not _person_fits(question, around) or not _office_fits(question, around) or _turned_round(question, around):
        return Reason.OTHER_PERSON
    if not _bodies_fit(question, around) or not _anew_fits(question, around):
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


def same(asked: str, known: str) -> bool:
    """Whether two names are one; what was typed without diacritics is compared without."""
    known = comparable(known)
    return asked == (fold(known) if asked == fold(asked) else known)


def _person_fits(question: Question, around: Around) -> bool:
    """A person asked about speaks, is named in the sentence, or in its passage while nobody else speaks."""
    asked = question.values(FactKind.PERSON)
    if asked and not around.has_any(person.split()[-1] for person in asked) and not around.speakers:
        return False  # told without reading the facts, for most of what is read
    known = around.values(FactKind.PERSON) | set(around.speakers)
    if asked:
        if any(_stands(person, around.sentence.text) for person in asked):
            return True  # a name that only its form of address tells
        return any(same(a, k) for a in asked for k in known) or any(_told_as(a, question, around) for a in asked)
    short = [p.value for p in names.short_names_in(question.text)]
    if not short or any(k and k.split()[-1] == s for s in short for k in known):
        return True
    if any(_capital(s, around.sentence.text) for s in short):
        return True
    return not around.told_by_person and any(k.split()[-1] == s for s in short for k in around.of_head(FactKind.PERSON))


def _stands(person: str, text: str) -> bool:
    """Whether a name stands in a text word for word; one without diacritics whatever those of the text are."""
    written = f" {' '.join(tokens(person))} "
    return written in (spaced(fold(text)) if person == fold(person) else spaced(text))


def _capital(name: str, text: str) -> bool:
    """Whether a name stands in a text as a name, which need not be a person's: "đội Ông Kho"."""
    return any(comparable(word) == name and word[0].isupper() for word in _CAPITALISED.findall(text))


def _told_as(person: str, question: Question, around: Around) -> bool:
    """Whether the sentence means a person without the full name: "Trung tá Tuệ", or nobody else is there."""
    if not any(same(person, k) for k in around.of_head(FactKind.PERSON)):
        return False
    given = fold(person.split()[-1])
    if any(given == fold(word) and word[0].isupper() for word in _CAPITALISED.findall(around.sentence.text)):
        return True
    others = around.values(FactKind.PERSON) and question.wanted is not Wanted.PERSON
    return not around.told_by_person and not others


def _office_fits(question: Question, around: Around) -> bool:
    """The office asked about is the speaker's, or is named in the sentence; in the head where nobody speaks."""
    if not _ranks_fit(question, around):
        return False
    if not question.offices or question.values(FactKind.PERSON):
        return True
    if any(spaced(office) in spaced(around.sentence.text) for office in question.offices):
        return True
    named = titles(around.sentence.text)
    known = [names.office_of(office) for office in (*around.offices, *named, *around.said.addressees)]
    if not around.offices and not around.speakers:
        known += [names.office_of(title) for title in titles(around.head)]
    where = {t for place in question.values(FactKind.PLACE) for t in tokens(place)}
    where |= {t for asked in question.offices for t in tokens(asked) if t.isdecimal() and around.names(_unit(asked, t))}
    return any(office_agrees(asked, k, where) for asked in question.offices for k in known)


def _unit(office: str, number: str) -> str:
    """The unit that a number in an office's name is of: "đoàn 174" of "chính uỷ trung đoàn 174"."""
    words = tokens(office)
    return " ".join(words[max(0, words.index(number) - 1) : words.index(number) + 1])


def _ranks_fit(question: Question, around: Around) -> bool:
    """Whether a rank asked about is held or named there as asked: the head is not the deputy, nor the reverse."""
    asked = {(bool(m["phó"]), fold(m["rank"])) for m in _RANK.finditer(question.text)}
    if not asked:
        return True
    words = " ".join([around.sentence.text, *around.offices, *around.said.addressees])
    if not around.offices and not around.speakers:
        words = f"{words} {around.head}"
    known = {(bool(m["phó"]), fold(m["rank"])) for m in _RANK.finditer(words)}
    return asked <= known or bool(question.values(FactKind.PERSON))


def office_agrees(asked: str, known: str, where: set[str]) -> bool:
    """Whether an office can be the one asked about: the same rank, and nothing asked that it is not.

    "bí thư phường bình dương" is "bí thư đảng uỷ phường bình dương"; "phó bí thư …" is not "bí thư …". `where`, the
    words of the places asked about, is left to the check of the place.
    """
    a, k = tokens(expand(asked)), tokens(expand(known))
    if _OF_WARD & set(a) and _above(known) and not _above(asked):
        return False
    if _CHAIR_OF_UNIT.match(asked) and _OTHER_CHAIR.search(" ".join(k)):
        return False
    if _LEVELS & set(a) and _LEVELS & set(k) and not _LEVELS & set(a) & set(k):
        return False
    same_rank = bool(a and k) and a[:2] == k[:2]
    return same_rank and set(a) - where - _SHORT_LEVELS - set(tokens(places.CITY)) <= set(k)


def _above(office: str) -> bool:
    """Whether an office is one of a level above wards."""
    return any(body in office for body in _ABOVE_WARDS)


def _bodies_fit(question: Question, around: Around) -> bool:
    """An authority that the question names is named in the passage, or speaks or is told there."""
    asked = [body for body in question.bodies if _AUTHORITY.match(body) and "-" not in body]
    if not asked:
        return True
    words = (around.head, *around.offices, *around.said.addressees, *around.said.speakers)
    known = "".join(spaced(expand(text)) for text in words)
    where = {t for place in question.values(FactKind.PLACE) for t in tokens(place)}
    if question.wanted is Wanted.FIGURE and any(_COMPANY.match(body) for body in asked):
        own = [_own_words(f.value) for f in around.facts if f.kind in _NAMING]
        if own and not any(_is_body(_own_words(body) - where, one) for body in asked for one in own):
            return False  # a figure in a sentence that names other bodies alone is theirs
    others = [_own_words(body) - where for body in asked if spaced(expand(body)) not in known]
    if others and not all(own <= _syllables(known) for own in others):
        return False  # told without reading the facts
    named = [_own_words(f.value) for text in words for f in all_facts(text) if f.kind in _NAMING] if others else []
    return all(any(_is_body(own, one) for one in named) for own in others)


@lru_cache(maxsize=256)
def _syllables(text: str) -> frozenset[str]:
    """The words of a text, and those that its abbreviations stand for."""
    words = frozenset(text.split())
    return words.union(*(expanded(word) for word in words & lexicon().abbreviations.keys()))


@lru_cache(maxsize=4096)
def _own_words(body: str) -> frozenset[str]:
    """The words of an authority's name, written out, without those that only join or say of what level it is."""
    return frozenset(syllable for word in body.split() for syllable in expanded(word)) - _JOINS


def _is_body(asked: frozenset[str], known: frozenset[str]) -> bool:
    """Whether all that is asked is in a name: "Sở Tư pháp Kiên Giang" is "Sở Tư pháp tỉnh Kiên Giang"."""
    return len(asked) > 1 and asked <= known


def _anew_fits(question: Question, around: Around) -> bool:
    """Whether the own words of an elliptic follow-up stand there in part; else it would get the old answer."""
    return not question.anew or around.has_any(tokens(expand(" ".join(question.anew))))


def _turned_round(question: Question, around: Around) -> bool:
    """Whether the authority that the question makes the one who orders is the one who is told."""
    verb = _ASKS_OF.search(question.text)
    if not verb:
        return False
    asking = comparable(question.text[: verb.start()]).strip()
    told = [comparable(who) for who in around.said.addressees]
    bodies = [body for body in question.bodies if asking.endswith(body)]
    told_so = rf"(?<!\w)(?:yêu cầu|chỉ đạo|đề nghị|giao) (?:cho |với )?{re.escape(asking)}(?!\w)"
    if " " in asking and re.search(told_so, comparable(around.sentence.text)):
        bodies, told = [asking], [asking]
    return any(body in who for body in bodies for who in told) and not any(
        body in comparable(who) for body in bodies for who in around.speakers
    )


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
