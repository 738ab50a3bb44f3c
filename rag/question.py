"""A question understood: normalised, its facts read, the kind of answer that it wants, and what the history adds."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from index import names
from index.errors import EmptyQuestion, QuestionTooLong
from index.facts import Fact, FactKind, facts_asked
from index.places import is_ward
from index.segments import Filters
from index.text import comparable, fold, has_diacritics, nfc, tokens

LONGEST = 2000  # characters


class Wanted(StrEnum):
    """The kind of answer that a question wants."""

    FIGURE = "figure"
    DATE = "date"
    PERSON = "person"
    REASON = "reason"
    DEFINITION = "definition"
    DIRECTIVE = "directive"
    PROPOSAL = "proposal"
    ANY = "any"


# The first pattern that is found decides. They are matched against the question as typed and folded, so that typing without
# diacritics changes little; a word that would mean another one without its diacritics (dặn, dân) keeps them here.
_WANTED = tuple(
    (wanted, re.compile(rf"(?<!\w)(?:{pattern})(?!\w)"))
    for wanted, pattern in (
        (Wanted.FIGURE, r"bao nhieu|may (?:nguoi|dang|to|phuong|chi|dong|khau|nhiem|quan|lop|ho|ty|trieu|phan|%)|ty le|how many|how much|what percentage|how large|population of|so luong"),
        (Wanted.DATE, r"khi nao|ngay nao|luc nao|bao gio|hom nao|thoi gian nao|thoi diem nao|nam nao|thang nao|ngay may|when|what date|which day|ngay bao nhieu"),
        (Wanted.PROPOSAL, r"kien nghi|de xuat|xin|mong muon|nguyen vong|propos\w*|ask(?:ed)? the city|recommend\w*"),
        (Wanted.REASON, r"vi sao|tai sao|do dau|ly do|nguyen nhan|vi cai gi|why|because of what|sao lai"),
        (Wanted.DEFINITION, r"la gi|nghia la|viet tat|la cai gi|what does \w+ (?:mean|stand for)|what is (?:a |the )?[a-z]+\?|hieu the nao"),
        (Wanted.PERSON, r"la ai|nhung ai|^ai|ai (?:la|da|dan|noi|lam|phat|chu|giu|dung|bao|yeu|phu|truong|ket|thay)|nguoi nao|dong chi nao|ong nao|who|whom|boi ai|cua ai|ten (?:gi|la)"),
        (Wanted.DIRECTIVE, r"yeu cau|chi dao|luu y|de nghi|nhan manh|goi mo|khuyen khich|phai lam|can lam|can phai|nhắc|giao(?! thông| dục)|phải|dặn|bảo|cần|told|tell|order\w*|instruct\w*|ask\w*|urge\w*|direct\w*"),
    )
)
# Words that carry no content in a question; compared folded.
_STOP = frozenset(
    "la gi nao ai bao nhieu khi o tai ve cua va cac nhung cho voi co khong duoc da se dang thi ma nhu the sao vi do tu den trong ngoai nay kia do ay may co cung con rang hay hoac mot "
    "cai su viec theo ra vao len xuong nhe a vay thoi hien dong chi ong ba anh chi xin hoi biet noi rieng bang boi ngay neu hon lam nguoi dau "
    "what which who whom when where why how many much is are was were do does did the a an of in on at to for by with and or from that this it its be has have had about as than there their "
    "please tell me said say says".split()
)
_ENGLISH = frozenset("what which who when where why how is are was were did does the of in to for and many much ward party city secretary said".split())
_ELLIPTIC = re.compile(r"^(?:con|the con|vay con|the|vay|con ve|va|what about|and)(?!\w)")
_POINTS_BACK = re.compile(
    r"(?<!\w)(?:do|nay|ay|tren|ho|noi tren|o do|dong chi ay|ong ay|ba ay|ong do|ong nay|noi do|noi vay|nhu vay|the sao|vay|he|she|they|it|there|that|those|his|their)(?!\w)"
)


@dataclass(frozen=True, slots=True)
class Question:
    """What was typed, understood."""

    typed: str
    text: str  # as searched: normalised, with what the history resolved
    wanted: Wanted
    facts: tuple[Fact, ...]  # of `text`
    offices: tuple[str, ...]  # asked about, comparable
    terms: tuple[str, ...]  # content words, as tokens
    filters: Filters = field(default_factory=Filters)
    english: bool = False
    bare: bool = False  # typed without diacritics
    history_used: bool = False

    def values(self, kind: FactKind) -> tuple[str, ...]:
        """The normalised facts of one kind."""
        return tuple(dict.fromkeys(fact.value for fact in self.facts if fact.kind is kind))

    @property
    def wards(self) -> tuple[str, ...]:
        """The wards, communes and the like that are asked about."""
        return tuple(value for value in self.values(FactKind.PLACE) if is_ward(value))


@dataclass(frozen=True, slots=True)
class Corpus:
    """The names that the documents know, comparable form: they are recognised in a question however it is typed."""

    places: frozenset[str] = frozenset()
    speakers: frozenset[str] = frozenset()


def understand(text: str, history: Sequence[str] = (), filters: Filters | None = None, corpus: Corpus = Corpus()) -> Question:  # noqa: B008 - frozen
    """The question as it will be searched.

    Raises:
        EmptyQuestion, QuestionTooLong.

    """
    typed = nfc(text).strip()
    if not any(c.isalnum() for c in typed):
        raise EmptyQuestion()
    if len(typed) > LONGEST:
        raise QuestionTooLong(found=len(typed), wanted=LONGEST)
    plain = " ".join(typed.split())
    resolved = _resolve(plain, [" ".join(nfc(h).split()) for h in history if h.strip()], corpus)
    wanted = wanted_of(plain)
    if wanted is Wanted.ANY and resolved != plain:
        wanted = wanted_of(resolved)
    facts = _facts(resolved, corpus)
    people = names.persons_in(resolved, tuple((f.start, f.end) for f in facts if f.kind is FactKind.PLACE))
    offices = tuple(dict.fromkeys(names.office_of(title.value) for title in names.titles_in(resolved, people)))
    english = _is_english(resolved)
    return Question(
        typed=typed,
        text=resolved,
        wanted=wanted,
        facts=facts,
        offices=offices,
        terms=content_terms(resolved),
        filters=filters or Filters(),
        english=english,
        bare=not english and not has_diacritics(resolved),
        history_used=resolved != plain,
    )


def wanted_of(text: str) -> Wanted:
    """The kind of answer that a question wants, by its question words."""
    folded, lower = fold(text), text.lower()
    return next((wanted for wanted, pattern in _WANTED if pattern.search(folded) or pattern.search(lower)), Wanted.ANY)


def content_terms(text: str) -> tuple[str, ...]:
    """The tokens that carry content, in order, each once."""
    return tuple(dict.fromkeys(token for token in tokens(text) if fold(token) not in _STOP))


def _is_english(text: str) -> bool:
    words = text.lower().replace("?", " ").split()
    return not has_diacritics(text.replace("TPHCM", "")) and sum(word in _ENGLISH for word in words) >= 2 or (
        bool(words) and words[0] in _ENGLISH and sum(word in _ENGLISH for word in words) >= 2
    )


def _facts(text: str, corpus: Corpus) -> tuple[Fact, ...]:
    """The facts of a question; a leader of the corpus is recognised without diacritics too."""
    found = list(facts_asked(text, corpus.places))
    folded = fold(text)
    for speaker in corpus.speakers:
        for match in re.finditer(rf"(?<!\w){re.escape(fold(speaker))}(?!\w)", folded) if " " in speaker else ():
            written = comparable(text[match.start() : match.end()])
            free = not any(f.start < match.end() and match.start() < f.end for f in found)
            if free and written == fold(speaker) and names.persons_in(speaker.title()):
                found.append(Fact(FactKind.PERSON, match.start(), match.end(), text[match.start() : match.end()], written))
    return tuple(sorted(found, key=lambda fact: fact.start))


def _resolve(text: str, history: Sequence[str], corpus: Corpus) -> str:
    """The question with what it leaves out, taken from the one before it.

    "còn phường Tân Hiệp thì sao?" asks the earlier question of another ward; a question that points back ("ông ấy", "ở đó")
    or names nothing takes the earlier question's place and person along.
    """
    if not history:
        return text
    earlier = _resolve(history[-1], history[:-1], corpus)
    facts, before = _facts(text, corpus), _facts(earlier, corpus)
    named = {f.kind for f in facts if f.kind in (FactKind.PLACE, FactKind.PERSON)}
    swapped = [f for f in before if f.kind in named]
    if _ELLIPTIC.match(fold(text)) and len(content_terms(text)) <= 6 and swapped:
        return _swap(earlier, facts, swapped)
    if named and not _POINTS_BACK.search(fold(text)) and len(content_terms(text)) >= 4:
        return text
    carried = [earlier[f.start : f.end] for f in before if f.kind in (FactKind.PLACE, FactKind.PERSON) and f.kind not in named]
    titles = [earlier[t.start : t.end] for t in names.titles_in(earlier, [])] if FactKind.PERSON not in named else []
    if len(content_terms(text)) < 3:
        return f"{earlier.rstrip('?.! ')} – {text}"
    extra = " ".join(dict.fromkeys([*titles, *carried]))
    return f"{text.rstrip('?.! ')} ({extra})?" if extra else f"{earlier.rstrip('?.! ')} – {text}"


def _swap(earlier: str, facts: tuple[Fact, ...], swapped: list[Fact]) -> str:
    """The earlier question with its place or person replaced by the new one."""
    for old in reversed(swapped):
        new = next(f for f in facts if f.kind is old.kind)
        earlier = earlier[: old.start] + new.text + earlier[old.end :]
    return earlier
