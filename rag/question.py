"""A question understood: normalised, its facts read, the kind of answer that it wants, and what the history adds."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from index import names
from index.abbreviations import expand
from index.casing import with_capitals
from index.errors import EmptyQuestion, QuestionTooLong
from index.facts import Fact, FactKind
from index.places import is_ward, name_of
from index.places_asked import places_asked
from index.segments import Filters
from index.text import comparable, fold, has_diacritics, nfc, tokens
from rag.alike import is_word
from rag.corpus import Corpus
from rag.followup import asks_of_answer, leans, named_anew, resolved
from rag.named import (
    bodies_of,
    is_english,
    named_facts,
    offices_in_english,
    offices_of,
    ranks_written_out,
    unknown_wards,
)
from rag.renamed import Renamed, in_new_names, renamed
from rag.wanted import Wanted, asks, content_terms, question_words, wanted_of

__all__ = [
    "LONGEST",
    "Question",
    "Wanted",
    "as_typed",
    "content_terms",
    "topic_of",
    "understand",
    "wanted_of",
    "with_diacritics",
]

LONGEST = 2000  # characters
_PROPER = (FactKind.PLACE, FactKind.PERSON)
_LONGEST_ASKING = 3  # syllables of a phrase of asking: "buổi làm việc"


_VERBATIM = re.compile(r"“[^“”]+”|\"[^\"]+\"")
_WHETHER = re.compile(
    r"(?<!\w)(?:co|da|duoc)(?!\w)[^?]*(?<!\w)(?:khong|chua)(?: vay| a| ha)?\s*[?.]*$|(?:dung|phai) khong\W*$"
)

_WHETHER_ENGLISH = re.compile(r"(?:is|are|was|were|do|does|did|has|have|had|can|will)\s")
_PARTICLES = re.compile(
    r"\s*,?\s*(?:(?:có\s+)?(?:đúng|phải)\s+(?:vậy\s+)?không|chưa|không|(?:dung|phai) khong)?[\s?.!]*$", re.IGNORECASE
)
_HOLDER = re.compile(r"^(?:ai (?:dang |hien )?(?:la|lam|giu chuc)(?: vu)?|who (?:is|was))\b|\b(?:la|ten) (?:ai|gi)\W*$")
# What is left of "Ông X là ai?" without the name: somebody's office is asked for.
_IS_WHO = re.compile(
    r"\W*(?:ong|ba|anh|chi|dong chi|d/c|mr\.?|mrs\.?|ms\.?)?\W*(?:la ai|la nguoi nao|who (?:is|was))(?: vay)?\W*"
    r"|\W*who (?:is|was)\W+(?:mr\.?|mrs\.?|ms\.?)?\W*"
)
_RANK = (
    r"(?:phó |quyền )?(?:(?!ai )\w+ (?:\w+ )?trưởng|chánh \w+|tư lệnh|chính (?:ủy|uỷ)|thủ tướng|chủ tịch|"
    r"giám đốc|bí thư)(?: [\w-]+)"
)
_ROLE = re.compile(rf"(?P<before>{_RANK}*?) (?:là ai|tên (?:là )?gì)|ai (?:đang |hiện )?(?:là|làm) (?P<after>{_RANK}*)")
_LEVEL_BEFORE = re.compile(r"(?<!\w)(?:phường|xã|đặc khu)\s+$", re.IGNORECASE)
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
    mistyped: tuple[
        tuple[str, str], ...
    ] = ()  # names that are none, as typed, and the known ones that they were taken for
    leans: bool = False  # on its history: alone it would ask nothing ("còn phường X?", "ông ấy nói gì?")
    anew: tuple[str, ...] = ()  # content words of an elliptic follow-up: what it asks about now
    of_answer: Wanted | None = None  # all else is the earlier question's, and this asks who answered it so, or when

    @property
    def language(self) -> str:
        """In which its reader is told about the answer: "vi" or "en"."""
        return "en" if self.english else "vi"

    @property
    def written(self) -> str:
        """`text` with the capitals of the places and persons that it names; as long as `text`."""
        return with_capitals(self.text, (_name_alone(f) for f in self.facts if f.kind in _PROPER))

    @property
    def shown(self) -> str:
        """The question as it was understood, for its reader."""
        return f"{self.written.rstrip('?.! ')} – {self.typed}" if self.of_answer else self.written

    @property
    def short(self) -> "Question":
        """What its short answer is an answer to."""
        return replace(self, wanted=self.of_answer, facts=(), offices=()) if self.of_answer else self

    def values(self, kind: FactKind) -> tuple[str, ...]:
        """The normalised facts of one kind."""
        return tuple(dict.fromkeys(fact.value for fact in self.facts if fact.kind is kind))

    @property
    def named(self) -> tuple[tuple[int, int], ...]:
        """Where the places and persons stand in `text`."""
        return tuple((f.start, f.end) for f in self.facts if f.kind in _PROPER)

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


def _name_alone(fact: Fact) -> tuple[int, int]:
    """Where a place or person is named, without the level that a place begins with: "bình dương"."""
    name = name_of(fact.value)
    ends_so = fold(fact.text).endswith(fold(name))
    return (fact.end - len(name) if ends_so else fact.end, fact.end)


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
    turns = [h for h in history if any(map(str.isalnum, h)) and len(h) <= LONGEST]
    if turns and asks_of_answer(plain, Wanted.DIRECTIVE):
        earlier = understand(turns[-1], turns[:-1], filters, corpus)
        if of_answer := asks_of_answer(plain, earlier.wanted):
            return replace(earlier, typed=typed, of_answer=of_answer, history_used=True, leans=True)
    text = resolved(plain, [with_diacritics(nfc(h), corpus) for h in turns], corpus)
    wanted, history_used = wanted_of(plain), text != plain
    if wanted is Wanted.ANY and history_used and not (plain in text and asks(plain)):
        wanted = wanted_of(text)
    text = ranks_written_out(text, corpus)
    facts = named_facts(text, corpus)
    former = renamed(text, facts, corpus)
    if former:
        text = in_new_names(text, former)
        facts = named_facts(text, corpus)
    if wanted is Wanted.PERSON and _IS_WHO.fullmatch(_without_people(text, facts)):
        wanted = Wanted.OFFICE
    english = is_english(text)
    offices = offices_in_english(text) if english else offices_of(text, facts) or _role_asked(text, wanted)
    if wanted is Wanted.ANY and not english and _is_office_alone(text, offices, facts):
        text, wanted = f"{text.rstrip('?.! ')} là ai?", Wanted.PERSON
    return Question(
        typed=typed,
        text=text,
        wanted=wanted,
        facts=facts,
        offices=offices,
        terms=content_terms(text),
        filters=filters or Filters(),
        bodies=bodies_of(text),
        english=english,
        bare=not english and not has_diacritics(text),
        restored=comparable(plain) != comparable(as_typed(typed)),
        history_used=history_used,
        renamed=former,
        leans=leans(plain),
        anew=named_anew(plain) if history_used and not english else (),
    )


def _is_office_alone(text: str, offices: Sequence[str], facts: Sequence[Fact]) -> bool:
    """Whether nothing but an office is typed: "CT UBND phường Hiệp Bình?" asks who holds it."""
    places = [fact.text for fact in facts if fact.kind is FactKind.PLACE]
    said = {token for words in (*offices, *places) for token in tokens(expand(words))}
    return bool(offices) and not asks(text) and {*tokens(expand(text))} <= said


def _role_asked(text: str, wanted: Wanted) -> tuple[str, ...]:
    """The rank that a question for a holder names, where it is none of the usual offices: "chỉ huy trưởng … là ai?"."""
    role = _ROLE.match(comparable(text)) if wanted is Wanted.PERSON else None
    return (role["before"] or role["after"],) if role else ()


def _without_people(text: str, facts: Sequence[Fact]) -> str:
    """What is left of a question, folded, without the persons that it names."""
    spans = [(f.start, f.end) for f in facts if f.kind is FactKind.PERSON]
    return fold("".join(" " if any(a <= i < b for a, b in spans) else c for i, c in enumerate(text))) if spans else ""


def as_typed(text: str) -> str:
    """The question on one line, without quotation marks around the whole of it."""
    line = " ".join(text.split())
    return line[1:-1].strip() if _VERBATIM.fullmatch(line) else line


def with_diacritics(text: str, corpus: Corpus) -> str:
    """The question on one line, its missing diacritics restored; one within quotation marks is taken as it stands."""
    plain = as_typed(text)
    verbatim = _VERBATIM.fullmatch(" ".join(text.split()))
    if verbatim or is_english(plain):
        return plain
    restored = corpus.restored(plain)
    return _with_unknown_wards(plain, restored, corpus) if len(restored) == len(plain) else restored


def _with_unknown_wards(plain: str, restored: str, corpus: Corpus) -> str:
    """The restored question with the wards that no document names as they were typed: no words stand for them."""
    for place in (*places_asked(plain), *unknown_wards(plain, corpus)) if restored != plain else ():
        begins = place.end - len(name_of(place.value))
        levelled = _LEVEL_BEFORE.search(restored, 0, begins)
        if is_ward(place.value) and levelled and not corpus.ward_spellings.alike(name_of(place.value)):
            restored = restored[:begins] + plain[begins : place.end] + restored[place.end :]
    return restored


def topic_of(question: Question) -> str:
    """What is asked about beyond who, where, when and words of asking: "camera" of "ông A dặn B gì về camera?"."""
    text = question.text
    people = names.persons_in(text, ())
    spans = [(f.start, f.end) for f in question.facts if f.kind in (FactKind.PLACE, FactKind.PERSON, FactKind.DATE)]
    spans += [(name.start, name.end) for name in names.short_names_in(text)]
    spans += [(title.start, title.end) for title in names.titles_in(text, people)]
    kept = "".join(" " if any(a <= i < b for a, b in spans) else c for i, c in enumerate(text))
    return " ".join(_without_asking(tokens(kept)))


def _without_asking(words: Sequence[str]) -> Iterator[str]:
    """The words without those of asking; one that is part of a longer word stays: "giao" of "giao thông"."""
    at, asking = 0, question_words().asking
    while at < len(words):
        ends = (at + n for n in range(_LONGEST_ASKING, 0, -1) if tuple(words[at : at + n]) in asking)
        end = next((end for end in ends if end - at > 1 or is_word(words, at)), at)
        if end == at:
            yield words[at]
        at = max(end, at + 1)
