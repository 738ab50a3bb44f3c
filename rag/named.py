"""What a question names: places, persons, days and papers, and the offices asked about, however they are typed."""

import re
from collections.abc import Sequence
from functools import lru_cache

from index import names, places
from index.abbreviations import expand
from index.body_names import name_patterns
from index.facts import Fact, FactKind, all_facts, facts_asked
from index.places_asked import former_wards_folded
from index.roll import one_slip
from index.text import comparable, fold, fold_aligned, has_diacritics, modern_tones, tokens
from rag.checking.lexicon import lexicon
from rag.corpus import Corpus
from rag.wanted import question_words

_MANY = ("Ủy viên", "Uỷ viên", "Đại biểu")  # ranks that many have at once
_CAPITAL = {head.lower(): head for head in names.TITLE_HEADS if head not in _MANY}
# An office typed in lower case: of it only those ranks whose body follows are told from other words.
_LOWER_HEAD = re.compile(
    rf"(?<!\w)(?:{'|'.join(sorted(_CAPITAL, key=len, reverse=True))})(?= (?:sở|công an|trung tâm|ban|phòng|cục|chi cục|"
    r"viện|ubnd|hđnd|ubmttq|mttq|ủy ban|uỷ ban|hội đồng|mặt trận|(?:đảng|thành|tỉnh|huyện|quận|thị) (?:ủy|uỷ)|chi bộ|"
    r"phường|xã|đặc khu|huyện|tỉnh|thành phố)(?!\w))"
)
_NO_OFFICE = re.compile(r"(?i)[\s,]+(?:xin|trách|lo|bị|ở|kể|cho|đòi|lãnh|gồm|nhiệm kỳ|khóa|khoá|bao nhiêu|mấy)(?!\w)")
_IS = re.compile(r"(?<= )la(?= (?:ai|gi)(?!\w))")  # no part of an office's name
_RANKS = {"bt": "Bí thư", "ct": "Chủ tịch", "pbt": "Phó Bí thư", "pct": "Phó Chủ tịch"}
_SHORT_RANK = re.compile(r"(?i)\W*(?P<rank>pbt|pct|bt|ct) ")
_ROLE = re.compile(
    r"(?:tổ trưởng|trưởng đoàn)(?: giám sát| công tác)?"
)  # at one meeting only: whose it is, the article says
_ENGLISH_KINDS = {"department": "sở", "ministry": "bộ"}
_ENGLISH_BODY = (
    "department|ministry|cent(?:er|re)|agency|bureau|board|office|institute|company|school|hospital|committee for"
)
# The head of a body's name typed in small letters: "sở gd&đt", "bộ công an"; what it is of follows.
_SMALL_HEAD = re.compile(
    r"(?<![\w/])(?<!cán )(?<!trụ )(?<!cơ )(?<!toàn )(?<!đồng )(?:sở|bộ|tổng cục|chi cục|cục|trung tâm)(?= [\w&])"
)
_FIELD_WORD = re.compile(r"[\w&-]+")
_VOWEL = re.compile(r"[aeiouy]")
_UNSURE = frozenset(("hòa bình", "hoà bình", "thái bình"))  # peace, and good health
_PAIR = re.compile(r"(?<!\w)(?=(?P<place>[^\W\d]+ [^\W\d]+)(?!\w))")
_AT_PLACE = re.compile(r"(?<!\w)(?:ở|tại|tỉnh|thành phố|tp)\s+(?P<place>(?P<first>[^\W\d]+)(?:\s+[^\W\d]+)?)(?!\w)")
# Without its diacritics "phường" may be the "phương" of another word: "phuong an phong chong".
_AFTER_LEVEL = re.compile(
    r"(?<!\w)(?P<level>phường|xã|(?:phuong|xa)(?! (?:hoi|an|phap|tien|huong|cham|thuc)(?!\w)))\s+"
    r"(?P<name>[^\W\d]+\s+[^\W\d]+)(?!\w)",
    re.IGNORECASE,
)


def named_facts(text: str, corpus: Corpus) -> tuple[Fact, ...]:
    """The facts of a question; a leader of the corpus is recognised without diacritics too."""
    found = list(facts_asked(text, corpus.wards_in(text)))
    told = [fact for fact in all_facts(text) if fact.kind is FactKind.PLACE and places.is_province(fact.text)]
    wards = [Fact(FactKind.PLACE, p.start, p.end, text[p.start : p.end], p.value) for p in unknown_wards(text, corpus)]
    for more in (told, _provinces_typed(text), wards):
        found += [fact for fact in more if _is_free(fact.start, fact.end, found)]
    folded = fold_aligned(text)
    for person in corpus.people_in(text):
        for match in re.finditer(rf"(?<!\w){re.escape(fold(person))}(?!\w)", folded):
            start, end = match.span()
            if _is_free(start, end, found) and (value := _typed(comparable(text[start:end]), person)):
                found.append(Fact(FactKind.PERSON, start, end, text[start:end], value))
    return tuple(sorted(found, key=lambda fact: fact.start))


def _is_free(start: int, end: int, found: Sequence[Fact]) -> bool:
    return not any(fact.start < end and start < fact.end for fact in found)


def unknown_wards(text: str, corpus: Corpus) -> list[places.Place]:
    """Words in small letters behind a level that name a ward no document knows: "phường đa kao", "xã tân khan".

    They are a name of before July 2025, and no words of the language, or one slip away from a name that is known.
    """
    found = []
    for match in _AFTER_LEVEL.finditer(text):
        name, level = comparable(match["name"]), "xã" if fold(match["level"].lower()) == "xa" else "phường"
        if _is_compound(name):
            continue
        near = [fold(places.name_of(ward)) for ward in corpus.ward_spellings.near(name)]
        slip = any(one_slip(fold(name), known) for known in near if known != fold(name))
        if slip or fold(name) in former_wards_folded():
            found.append(places.Place(*match.span("name"), f"{level} {name}"))
    return found


def _is_compound(words: str) -> bool:
    """Whether two words are a word of the language; without diacritics, whether they may be one."""
    compounds = lexicon().compounds if has_diacritics(words) else _compounds_folded()
    return tuple(tokens(words)) in compounds


@lru_cache(maxsize=1)
def _compounds_folded() -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(map(fold, phrase)) for phrase in lexicon().compounds)


def _typed(written: str, person: str) -> str:
    """A person's name as typed, without diacritics or with all of them; with some it is the person's; else ""."""
    if written == fold(person):
        return written
    letters = zip(written, person, fold(person), strict=False)
    return person if len(written) == len(person) and all(w in (p, f) for w, p, f in letters) else ""


def ranks_written_out(text: str, corpus: Corpus) -> str:
    """The question with a rank that it begins with written out before a place: "BT Nam Triệu" → "Bí thư Nam Triệu"."""
    match = _SHORT_RANK.match(text)
    if match and any(f.kind is FactKind.PLACE and f.start == match.end() for f in named_facts(text, corpus)):
        return f"{_RANKS[match['rank'].lower()]} {text[match.end() :]}"
    return text


def _provinces_typed(text: str) -> list[Fact]:
    """Provinces typed in small letters: "sóc trăng"; without diacritics only behind a word of place, "ở bac giang"."""
    found = []
    for match in _PAIR.finditer(text.lower()):
        name, start, end = match["place"], match.start("place"), match.end("place")
        if has_diacritics(name) and name not in _UNSURE and places.is_province(name):
            found.append(Fact(FactKind.PLACE, start, end, text[start:end], comparable(name)))
    for match in _AT_PLACE.finditer(text.lower()):
        start = match.start("place")
        ends = (e for e in (match.end("place"), match.end("first")) if places.is_province(text[start:e]))
        to = next(ends, start)
        if to > start and not any(f.start == start for f in found):
            found.append(Fact(FactKind.PLACE, start, to, text[start:to], comparable(text[start:to])))
    return found


def offices_of(text: str, facts: Sequence[Fact]) -> tuple[str, ...]:
    """The offices asked about, comparable; typed without diacritics only their own words tell them.

    `facts` are those of the text: an office ends where a person's name begins, or a place's ends.
    """
    text = _IS.sub("là", text)
    found = _titles(text, facts)
    if not found and has_diacritics(text):
        found = _titles(expand(text), ())  # "PBT Thành ủy", "CT UBND phường X"
    return tuple(dict.fromkeys(names.office_of(title) for title in found if not _ROLE.fullmatch(title)))


def bodies_of(text: str) -> tuple[str, ...]:
    """The bodies that a question names, comparable, in small letters, too."""
    letters = list(text)
    for match in _SMALL_HEAD.finditer(text):
        field = name_patterns().field.match(modern_tones(text), match.end() + 1)
        if field:
            word = _FIELD_WORD.search(text, field.start())
            short = word and ("&" in word[0] or not _VOWEL.search(fold(word[0])))
            for at in (match.start(), *range(field.start(), word.end() if word and short else field.start() + 1)):
                letters[at] = letters[at].upper()
    found = (f for told in dict.fromkeys((text, "".join(letters))) for f in all_facts(told))
    return tuple(dict.fromkeys(fact.value for fact in found if fact.kind is FactKind.ORGANISATION))


def _titles(text: str, facts: Sequence[Fact]) -> list[str]:
    """The titles of a text; of one in lower case all that follows the rank, up to a word that belongs to no office.

    There no capital tells where the body's name ends, and half of it would be another's: "giám đốc trung tâm y tế".
    """
    headed = _LOWER_HEAD.sub(lambda match: _CAPITAL[match.group().lower()], text)
    people = [names.Person(f.start, f.end, f.value) for f in facts if f.kind is FactKind.PERSON]
    if headed == text:
        told = [fact.value for fact in all_facts(text) if fact.kind is FactKind.TITLE]
        return told or [title.value for title in names.titles_in(text, people)]
    ends = sorted(f.end for f in facts if f.kind is FactKind.PLACE)
    found = []
    for title in names.titles_in(headed, people):
        end = min([title.end, *(end for end in ends if end > title.start)])
        found.append(comparable(_NO_OFFICE.split(text[title.start : end])[0]))
    return found


def offices_in_english(text: str) -> tuple[str, ...]:
    """The offices that an English question asks about, by their Vietnamese names, comparable.

    One of a body that is not known by a Vietnamese name is kept with its English one, so that nobody else's is meant.
    """
    found, rest = [], text.lower()
    where = " phường" if re.search(r"(?<!\w)ward(?!\w)", rest) else ""  # whose secretary, not the city's
    for english, office in question_words().english_offices:
        pattern = rf"(?<!\w){english}(?!\w)(?: of (?:the )?(?P<body>(?:{_ENGLISH_BODY})[\w,' ]*))?"
        if match := re.search(pattern, rest):
            found.append(f"{office} {_body_in_english(match['body'])}" if match["body"] else f"{office}{where}")
            rest = re.sub(rf"(?<!\w){english}(?!\w)", " ", rest)
    return tuple(found)


def _body_in_english(body: str) -> str:
    """The Vietnamese name of a department or ministry that a stretch of English begins with; else its own words."""
    kind = next((own for english, own in _ENGLISH_KINDS.items() if body.startswith(english)), "")
    fields = (own for field, own in question_words().english_fields if re.match(rf"\w+ of (?:{field})(?!\w)", body))
    field = next(fields, "") if kind else ""
    return f"{kind} {field}" if field else " ".join(body.split()[:4])


def is_english(text: str) -> bool:
    """Whether a question is in English: two of its words are, and no letter says otherwise or the first is one too."""
    words, english = text.lower().replace("?", " ").split(), question_words().english
    plain = not has_diacritics(text.replace("TPHCM", ""))
    return sum(word in english for word in words) >= 2 and (plain or words[0] in english)
