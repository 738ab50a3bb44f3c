"""A question understood: normalised, its facts read, the kind of answer that it wants, and what the history adds."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

from index import names, places
from index.errors import EmptyQuestion, QuestionTooLong
from index.facts import Fact, FactKind, all_facts, facts_asked
from index.places import is_ward
from index.segments import Filters
from index.text import comparable, fold, fold_aligned, has_diacritics, nfc, tokens
from rag.corpus import Corpus
from rag.renamed import Renamed, in_new_names, renamed

LONGEST = 2000  # characters


class Wanted(StrEnum):
    """The kind of answer that a question wants."""

    FIGURE = "figure"
    DATE = "date"
    PERSON = "person"
    OFFICE = "office"
    ORGANISATION = "organisation"
    PLACE = "place"
    DOCUMENT = "document"
    REASON = "reason"
    DEFINITION = "definition"
    DIRECTIVE = "directive"
    PROPOSAL = "proposal"
    ANY = "any"


@dataclass(frozen=True, slots=True)
class _Words:
    """Question words: patterns by kind, the first that is found decides; words without content; English ones.

    The patterns are matched against the question as typed and folded, so that typing without diacritics changes little;
    a word that would mean another one without its diacritics (dặn, dân) keeps them in the table.
    """

    wanted: tuple[tuple[Wanted, re.Pattern[str]], ...]
    no_content: frozenset[str]
    no_content_bare: frozenset[str]
    english: frozenset[str]
    asking: frozenset[str]
    english_offices: tuple[tuple[str, str], ...]  # pattern and the comparable name, longer ones first


@lru_cache(maxsize=1)
def _words() -> _Words:
    table = json.loads((Path(__file__).parent / "data" / "question_words.json").read_text(encoding="utf-8"))
    return _Words(
        tuple((Wanted(k), re.compile(rf"(?<!\w)(?:{'|'.join(v)})(?!\w)")) for k, v in table["wanted"].items()),
        frozenset(tokens(table["no_content"])),
        frozenset(table["no_content_bare"].split()),
        frozenset(table["english"].split()),
        frozenset(w for token in tokens(table["asking"]) for w in (token, fold(token))),
        tuple((pattern, comparable(office)) for pattern, office in table["english_offices"].items()),
    )


_ROLE = re.compile(
    r"(?:tổ trưởng|trưởng đoàn)(?: giám sát| công tác)?"
)  # at one meeting only: whose it is, the article says
_ELLIPTIC = re.compile(r"^(?:con|the con|vay con|the|vay|con ve|va|what about|and)(?!\w)")
_AT_PLACE = re.compile(r"(?<!\w)(?:ở|tại|tỉnh|thành phố|tp)\s+(?P<place>(?P<first>[^\W\d]+)(?:\s+[^\W\d]+)?)(?!\w)")
_VERBATIM = re.compile(r"“[^“”]+”|\"[^\"]+\"")
_POINTS_BACK = re.compile(
    r"(?<!\w)(?:do|nay|ay|tren|ho|noi tren|o do|dong chi ay|ong ay|ba ay|ong do|ong nay|noi do|noi vay|nhu vay|the sao|"
    r"vay|he|she|they|it|there|that|those|his|their)(?!\w)"
)


_WHETHER = re.compile(
    r"(?<!\w)(?:co|da|duoc)(?!\w)[^?]*(?<!\w)(?:khong|chua)(?: vay| a| ha)?\s*[?.]*$|(?:dung|phai) khong\W*$"
)

_WHETHER_ENGLISH = re.compile(r"(?:is|are|was|were|do|does|did|has|have|had|can|will)\s")
_PARTICLES = re.compile(
    r"\s*,?\s*(?:(?:có\s+)?(?:đúng|phải)\s+(?:vậy\s+)?không|chưa|không|(?:dung|phai) khong)?[\s?.!]*$", re.IGNORECASE
)
_HOLDER = re.compile(r"^(?:ai (?:dang |hien )?(?:la|lam|giu chuc)(?: vu)?|who (?:is|was))\b|\b(?:la|ten) (?:ai|gi)\W*$")
_WHICH = re.compile(r"(?<!\w)(?:gì|gi|nào|nao|ai|sao|đâu|mấy|bao nhiêu|bao nhieu)(?!\w)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Question:
    """What was typed, understood."""

    typed: str
    text: str  # as searched: normalised, with what the history resolved
    wanted: Wanted
    facts: tuple[Fact, ...]  # of `text`
    offices: tuple[str, ...]  # asked about, comparable
    terms: tuple[str, ...]  # content words, as tokens
    bodies: tuple[str, ...] = ()  # organisations named, comparable
    filters: Filters = field(default_factory=Filters)
    english: bool = False
    bare: bool = False  # searched without diacritics
    restored: bool = False  # typed without diacritics, wholly or in part, and searched with them
    history_used: bool = False
    renamed: tuple[Renamed, ...] = ()  # wards asked about by a former name, and asked of their successors
    leans: bool = False  # on its history: alone it would ask nothing ("còn phường X?", "ông ấy nói gì?")

    def values(self, kind: FactKind) -> tuple[str, ...]:
        """The normalised facts of one kind."""
        return tuple(dict.fromkeys(fact.value for fact in self.facts if fact.kind is kind))

    @property
    def named(self) -> tuple[tuple[int, int], ...]:
        """Where the places and persons stand in `text`."""
        return tuple((f.start, f.end) for f in self.facts if f.kind in (FactKind.PLACE, FactKind.PERSON))

    @property
    def whether(self) -> bool:
        """Whether yes or no is asked for: "có … không?", "đã … chưa?", and not "có … gì không?"."""
        if self.english:
            return bool(_WHETHER_ENGLISH.match(self.text.lower()))
        return bool(_WHETHER.search(fold(self.text))) and not _WHICH.search(self.text)

    @property
    def claim(self) -> str:
        """What a question of yes or no would have borne out: "thu 204 tỷ đồng" of "… thu 204 tỷ đồng phải không?"."""
        return _PARTICLES.sub("", self.text).strip()

    @property
    def holder(self) -> bool:
        """Whether the holder of an office is asked for, and nothing else: "Ai là Chủ tịch phường X?"."""
        return self.wanted is Wanted.PERSON and bool(self.offices and _HOLDER.search(fold(self.text)))

    @property
    def wards(self) -> tuple[str, ...]:
        """The wards, communes and the like that are asked about."""
        return tuple(value for value in self.values(FactKind.PLACE) if is_ward(value))


def understand(
    text: str, history: Sequence[str] = (), filters: Filters | None = None, corpus: Corpus = Corpus()
) -> Question:
    """The question as it will be searched.

    Raises:
        EmptyQuestion, QuestionTooLong.

    """
    typed = nfc(text).strip()
    if not any(c.isalnum() for c in typed):
        raise EmptyQuestion()
    if len(typed) > LONGEST:
        raise QuestionTooLong(found=len(typed), wanted=LONGEST)
    # In capitals throughout, none of them tells a name.
    plain = with_diacritics(typed.lower() if typed.isupper() else typed, corpus)
    resolved = _resolve(plain, [with_diacritics(nfc(h), corpus) for h in history if h.strip()], corpus)
    wanted = wanted_of(plain)
    if wanted is Wanted.ANY and resolved != plain:
        wanted = wanted_of(resolved)
    facts, history_used = _facts(resolved, corpus), resolved != plain
    former = renamed(resolved, facts, corpus)
    if former:
        resolved = in_new_names(resolved, former)
        facts = _facts(resolved, corpus)
    people = names.persons_in(resolved, tuple((f.start, f.end) for f in facts if f.kind is FactKind.PLACE))
    english = _is_english(resolved)
    offices = _offices_in_english(resolved) if english else _offices(resolved, people)
    return Question(
        typed=typed,
        text=resolved,
        wanted=wanted,
        facts=facts,
        offices=offices,
        terms=content_terms(resolved),
        filters=filters or Filters(),
        bodies=tuple(dict.fromkeys(f.value for f in all_facts(resolved) if f.kind is FactKind.ORGANISATION)),
        english=english,
        bare=not english and not has_diacritics(resolved),
        restored=comparable(plain) != comparable(as_typed(typed)),
        history_used=history_used,
        renamed=former,
        leans=_leans(plain),
    )


def as_typed(text: str) -> str:
    """The question on one line, without quotation marks around the whole of it."""
    line = " ".join(text.split())
    return line[1:-1].strip() if _VERBATIM.fullmatch(line) else line


def with_diacritics(text: str, corpus: Corpus) -> str:
    """The question on one line, its missing diacritics restored; one within quotation marks is taken as it stands."""
    plain = as_typed(text)
    verbatim = _VERBATIM.fullmatch(" ".join(text.split()))
    return plain if verbatim or _is_english(plain) else corpus.restored(plain)


def wanted_of(text: str) -> Wanted:
    """The kind of answer that a question wants, by its question words."""
    folded, lower = fold(text), text.lower()
    if any(lower[f.end :].startswith(" nào") for f in all_facts(text) if f.kind is FactKind.TITLE):
        return Wanted.PERSON  # "Phó Giám đốc Sở Y tế nào có mặt?"
    return next(
        (wanted for wanted, pattern in _words().wanted if pattern.search(folded) or pattern.search(lower)), Wanted.ANY
    )


def content_terms(text: str) -> tuple[str, ...]:
    """The tokens that carry content, in order, each once."""
    empty = _words().no_content if has_diacritics(text) else _words().no_content_bare
    return tuple(dict.fromkeys(token for token in tokens(text) if token not in empty))


def topic_of(question: Question) -> str:
    """What is asked about beyond who, where and words of asking: "camera" of "ông A dặn phường B gì về camera?"."""
    text = question.text
    people = names.persons_in(text, ())
    spans = [(f.start, f.end) for f in question.facts if f.kind in (FactKind.PLACE, FactKind.PERSON)]
    spans += [(name.start, name.end) for name in names.short_names_in(text)]
    spans += [(title.start, title.end) for title in names.titles_in(text, people)]
    kept = "".join(" " if any(a <= i < b for a, b in spans) else c for i, c in enumerate(text))
    return " ".join(token for token in tokens(kept) if token not in _words().asking)


def _offices(text: str, people: Sequence[names.Person]) -> tuple[str, ...]:
    """The offices asked about, comparable; typed without diacritics only their own words tell them."""
    told = [fact.value for fact in all_facts(text) if fact.kind is FactKind.TITLE]
    found = told or [title.value for title in names.titles_in(text, list(people))]
    return tuple(dict.fromkeys(names.office_of(title) for title in found if not _ROLE.fullmatch(title)))


def _offices_in_english(text: str) -> tuple[str, ...]:
    """The offices that an English question asks about, by their Vietnamese names, comparable."""
    found, rest = [], text.lower()
    where = " phường" if re.search(r"(?<!\w)ward(?!\w)", rest) else ""  # whose secretary, not the city's
    for english, office in _words().english_offices:
        if re.search(rf"(?<!\w){english}(?!\w)", rest):
            found.append(f"{office}{where}")
            rest = re.sub(rf"(?<!\w){english}(?!\w)", " ", rest)
    return tuple(found)


def _is_english(text: str) -> bool:
    words = text.lower().replace("?", " ").split()
    return (not has_diacritics(text.replace("TPHCM", "")) and sum(word in _words().english for word in words) >= 2) or (
        bool(words) and words[0] in _words().english and sum(word in _words().english for word in words) >= 2
    )


def _facts(text: str, corpus: Corpus) -> tuple[Fact, ...]:
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


def _leans(text: str) -> bool:
    """Whether a question needs the one before it: it is elliptic, points back, or has next to no content."""
    folded = fold(text)
    return bool(_ELLIPTIC.match(folded) or _POINTS_BACK.search(folded)) or len(content_terms(text)) < 3


def _resolve(text: str, history: Sequence[str], corpus: Corpus) -> str:
    """The question with what it leaves out, taken from the one before it.

    "còn phường Tân Hiệp thì sao?" asks the earlier question of another ward; one that points back ("ông ấy", "ở đó")
    or names nothing takes the earlier question's place and person along.
    """
    if not history:
        return text
    earlier = _resolve(history[-1], history[:-1], corpus)
    facts, before = _facts(text, corpus), _facts(earlier, corpus)
    named = {f.kind for f in facts if f.kind in (FactKind.PLACE, FactKind.PERSON)}
    swapped = [f for f in before if f.kind in named]
    if _offices(text, ()) and not _POINTS_BACK.search(fold(text)):
        named.add(FactKind.PERSON)  # whoever holds the office named anew is somebody else
    if _ELLIPTIC.match(fold(text)) and len(content_terms(text)) <= 6 and swapped:
        return _swap(earlier, facts, swapped)
    if named and not _leans(text):
        return text
    carried = [
        earlier[f.start : f.end] for f in before if f.kind in (FactKind.PLACE, FactKind.PERSON) and f.kind not in named
    ]
    spans = [(f.start, f.end) for f in before]
    titles = [t for t in names.titles_in(earlier, []) if FactKind.PERSON not in named]
    carried += [earlier[t.start : t.end] for t in titles if not any(a < t.end and t.start < b for a, b in spans)]
    extra = ", ".join(dict.fromkeys(carried))
    if len(content_terms(text)) < 3 or not extra:
        # What the question names anew takes the place of what the earlier one named.
        return f"{_without(earlier, swapped).rstrip('?.! ')} – {text}"
    return f"{text.rstrip('?.! ')} ({extra})?"


def _without(text: str, facts: Sequence[Fact]) -> str:
    """The text without some of its facts."""
    for fact in reversed(facts):
        text = text[: fact.start] + text[fact.end :]
    return " ".join(text.split())


def _swap(earlier: str, facts: tuple[Fact, ...], swapped: list[Fact]) -> str:
    """The earlier question with its place or person replaced by the new one."""
    for old in reversed(swapped):
        new = next(f for f in facts if f.kind is old.kind)
        earlier = earlier[: old.start] + new.text + earlier[old.end :]
    return earlier
