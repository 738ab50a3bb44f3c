"""Whether the person, office or body that a question names speaks, or is told, in a sentence as the question has it."""

import re
from functools import lru_cache

from index import names, places
from index.abbreviations import expand
from index.facts import FactKind, all_facts
from index.naming import speaker_fits
from index.text import comparable, fold, tokens
from rag.around import Around, spaced, titles
from rag.checking.lexicon import expanded, lexicon
from rag.question import Question, Wanted

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
_JOINS = frozenset(("và", "tỉnh", "thành", "phố", "tp"))
_ASKS_OF = re.compile(r"(?<!được )(?<!phải )(?<!\w)(?:yêu cầu|chỉ đạo|đề nghị|giao|chỉ định)(?!\w)", re.IGNORECASE)
_SUBJECT = re.compile(
    r"(?:các )?(?:lãnh đạo |đại diện )?(?P<who>[^?.,;]+?) (?:đã |vừa |có )?"
    r"(?<!được )(?:yêu cầu|chỉ đạo|đề nghị|giao|kiến nghị|đề xuất)(?!\w)"
)
_COMMITTEE = re.compile(
    r"(?:ubnd|uỷ ban nhân dân|hđnd|hội đồng nhân dân)(?: tỉnh| thành phố| huyện)?|"
    r"(?:tỉnh|thành|huyện|quận) uỷ|tỉnh|chính phủ"
)
_LEVEL_LAST = re.compile(r" (?:tỉnh|thành phố|huyện|quận)$")
_IS_GIVEN = re.compile(
    r"(?P<who>[^?,]+?) (?:được|bị|phải|cần) (?:giao|yêu cầu|chỉ đạo|phân công|đề nghị|làm|thực hiện)(?!\w)"
)


def somebody_fits(question: Question, around: Around) -> bool:
    """Whether the person, office or body asked about speaks or is told there, as the question has it."""
    limit = question.filters.speaker
    if limit and not speaker_fits(limit, around.sentence.context.speaker or ""):
        return False
    if not _person_fits(question, around) or not _office_fits(question, around):
        return False
    return not _turned_round(question, around) and _subject_fits(question, around)


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


def bodies_fit(question: Question, around: Around) -> bool:
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


def body_telling(question: Question) -> str | None:
    """The body that the question makes the one who orders or proposes: "Sở Y tế yêu cầu gì?"."""
    asked = _SUBJECT.match(comparable(question.text))
    if not asked or question.values(FactKind.PERSON) or question.offices:
        return None
    if committee := _COMMITTEE.match(asked["who"]):
        return committee.group()
    return next((body for body in question.bodies if _AUTHORITY.match(body) and asked["who"].startswith(body)), None)


def body_told(question: Question) -> str | None:
    """The body that the question makes the one who is to act: "Sở Y tế phải làm gì?"."""
    given = _IS_GIVEN.match(comparable(question.text))
    return next((body for body in question.bodies if given and given["who"].startswith(body)), None)


def _without_place(body: str, question: Question) -> str:
    """A body's name written out, without the place that the question names: "sở y tế" of "Sở Y tế tỉnh Đồng Tháp"."""
    own = expand(body)
    for place in question.values(FactKind.PLACE):
        own = own.removesuffix(expand(place)).removesuffix(places.name_of(place)).strip()
    return _LEVEL_LAST.sub("", own)


def _turned_round(question: Question, around: Around) -> bool:
    """Whether the authority that the question makes the one who orders is the one who is told, or the reverse."""
    told = [expand(comparable(who)) for who in around.said.addressees]
    if body := body_told(question):
        who = _without_place(body, question)
        of_all = f"các {who.split()[0]}"
        return not any(who in one or of_all in one for one in told) if told else body in around.speakers
    verb = _ASKS_OF.search(question.text)
    if not verb:
        return False
    asking = comparable(question.text[: verb.start()]).strip()
    bodies = [body for body in question.bodies if asking.endswith(body)]
    told_so = rf"(?<!\w)(?:yêu cầu|chỉ đạo|đề nghị|giao) (?:cho |với )?{re.escape(asking)}(?!\w)"
    if " " in asking and re.search(told_so, comparable(around.sentence.text)):
        bodies, told = [asking], [expand(asking)]
    return any(expand(body) in who for body in bodies for who in told) and not any(
        body in who for body in bodies for who in around.speakers
    )


def _subject_fits(question: Question, around: Around) -> bool:
    """Whether the body that the question makes the one who orders or proposes may be it: a committee, a department.

    Who speaks in its name has it in the title ("Chủ tịch UBND tỉnh"); else the sentence names it before what it says.
    """
    if not (body := body_telling(question)):
        return True
    key = _without_place(body, question)
    says = _ASKS_OF.search(around.sentence.text)
    own = (*around.speakers, *around.offices) or (around.sentence.text[: says.start()] if says else "",)
    return any(f" {key} " in spaced(expand(who)) for who in own)
