"""What a question names: places, persons, days and papers, and the offices asked about, however they are typed."""

import re
from collections.abc import Sequence

from index import names, places
from index.facts import Fact, FactKind, all_facts, facts_asked
from index.text import comparable, fold, fold_aligned, has_diacritics
from rag.corpus import Corpus
from rag.wanted import question_words

_ROLE = re.compile(
    r"(?:tổ trưởng|trưởng đoàn)(?: giám sát| công tác)?"
)  # at one meeting only: whose it is, the article says
_AT_PLACE = re.compile(r"(?<!\w)(?:ở|tại|tỉnh|thành phố|tp)\s+(?P<place>(?P<first>[^\W\d]+)(?:\s+[^\W\d]+)?)(?!\w)")


def named_facts(text: str, corpus: Corpus) -> tuple[Fact, ...]:
    """The facts of a question; a leader of the corpus is recognised without diacritics too."""
    found = list(facts_asked(text, corpus.wards_in(text)))
    told = [fact for fact in all_facts(text) if fact.kind is FactKind.PLACE and places.is_province(fact.text)]
    found += [fact for fact in told if not any(f.start < fact.end and fact.start < f.end for f in found)]
    found += [
        fact for fact in _provinces_typed(text) if not any(f.start < fact.end and fact.start < f.end for f in found)
    ]
    folded = fold_aligned(text)
    for person in corpus.people_in(text):
        for match in re.finditer(rf"(?<!\w){re.escape(fold(person))}(?!\w)", folded):
            start, end = match.span()
            free = not any(f.start < end and start < f.end for f in found)
            if free and (written := comparable(text[start:end])) in (person, fold(person)):
                found.append(Fact(FactKind.PERSON, start, end, text[start:end], written))
    return tuple(sorted(found, key=lambda fact: fact.start))


def _provinces_typed(text: str) -> list[Fact]:
    """Provinces typed in small letters: "ở bắc giang"; only behind a word of place, since "hòa bình" is peace too."""
    found = []
    for match in _AT_PLACE.finditer(text.lower()):
        long, short = match.end("first"), match.end("place")
        if end := next((e for e in (short, long) if places.is_province(text[match.start("place") : e])), None):
            start = match.start("place")
            found.append(Fact(FactKind.PLACE, start, end, text[start:end], comparable(text[start:end])))
    return found


def offices_of(text: str, people: Sequence[names.Person]) -> tuple[str, ...]:
    """The offices asked about, comparable; typed without diacritics only their own words tell them."""
    told = [fact.value for fact in all_facts(text) if fact.kind is FactKind.TITLE]
    found = told or [title.value for title in names.titles_in(text, list(people))]
    return tuple(dict.fromkeys(names.office_of(title) for title in found if not _ROLE.fullmatch(title)))


def offices_in_english(text: str) -> tuple[str, ...]:
    """The offices that an English question asks about, by their Vietnamese names, comparable."""
    found, rest = [], text.lower()
    where = " phường" if re.search(r"(?<!\w)ward(?!\w)", rest) else ""  # whose secretary, not the city's
    for english, office in question_words().english_offices:
        if re.search(rf"(?<!\w){english}(?!\w)", rest):
            found.append(f"{office}{where}")
            rest = re.sub(rf"(?<!\w){english}(?!\w)", " ", rest)
    return tuple(found)


def is_english(text: str) -> bool:
    """Whether a question is in English: two of its words are, and no letter says otherwise or the first is one too."""
    words, english = text.lower().replace("?", " ").split(), question_words().english
    plain = not has_diacritics(text.replace("TPHCM", ""))
    return sum(word in english for word in words) >= 2 and (plain or words[0] in english)
