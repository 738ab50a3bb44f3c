"""The kind of answer that a question wants, read from its question words, and the words of it that carry content."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

from index.facts import FactKind, all_facts
from index.text import comparable, fold, has_diacritics, tokens

# What leads in a question, and says nothing of what it asks.
LED = re.compile(
    r"^\s*(?:xin hỏi|cho hỏi|hỏi|hãy|xin|vui lòng|đề nghị(?= cho biết))?[\s,:]*"
    r"(?:cho (?:tôi |mình |em )?biết|nêu(?: rõ)?|kể)?[\s,:]*(?=\w)",
    re.IGNORECASE,
)
_ASKING = re.compile(
    r"(?i)(?<!\w)(?:gì|nào|ai|bao nhiêu|mấy|đâu|bao giờ|sao|what|which|who|whom|when|where|how|why)(?!\w)"
)
_ASKING_BARE = re.compile(
    r"(?i)(?<!\w)(?:gi|nao|ai|bao nhieu|may|o dau|do dau|bao gio|sao|what|which|who|whom|when|where|how|why)(?!\w)"
)
_WHAT_IS = re.compile(r"(?i)(?<!\w)(?:là|la) (?:gì|gi)\W*$")
# "mấy" beside another question word only says that there are several: "mấy thủy điện phải làm gì".
_SEVERAL = re.compile(r"(?<!ngày )(?<!tháng )(?<!hôm )(?<!lúc )(?<!thứ )(?<!số )(?<!\w)mấy(?= (?!giờ)\w)")
_ASKS_ELSE = re.compile(r"(?<!\w)(?:kể (?:ra|tên|rõ)|liệt kê|nêu (?:ra|rõ))(?!\w)|(?:không|chưa)\W*$")
_CLAUSE = re.compile(r"(?i)^\s*(?:chỗ|nơi|đơn vị|phường|xã|ai|khi|người|việc) (?:nào )?[^?.;]*?(?<!\w)thì(?!\w)")


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
class _Pattern:
    """The question words of one kind of answer."""

    kind: Wanted
    folded: re.Pattern[str]  # for a text without its diacritics, however it was typed
    written: re.Pattern[str]  # of words that would mean others without their diacritics (dặn, bảo)


@dataclass(frozen=True, slots=True)
class QuestionWords:
    """Question words: patterns by kind, the first that is found decides; words without content; English ones."""

    wanted: tuple[_Pattern, ...]
    unasked: tuple[_Pattern, ...]  # of a question without question word: "hạn chót giải ngân?"
    no_content: frozenset[str]
    no_content_bare: frozenset[str]
    english: frozenset[str]
    asking: frozenset[tuple[str, ...]]  # phrases, with diacritics and without
    english_offices: tuple[tuple[str, str], ...]  # pattern and the comparable name, longer ones first
    english_fields: tuple[tuple[str, str], ...]  # what a department or ministry is of: pattern and comparable name


@lru_cache(maxsize=1)
def question_words() -> QuestionWords:
    """The tables of rag/data/question_words.json."""
    table = json.loads((Path(__file__).parent / "data" / "question_words.json").read_text(encoding="utf-8"))
    return QuestionWords(
        _patterns(table["wanted"], table["not_between"]),
        _patterns(table["unasked"], table["not_between"]),
        frozenset(tokens(table["no_content"])),
        frozenset(table["no_content_bare"].split()),
        frozenset(table["english"].split()),
        frozenset(tuple(tokens(words)) for told in table["asking"] for words in (told, fold(told))),
        tuple((pattern, comparable(office)) for pattern, office in table["english_offices"].items()),
        tuple((pattern, comparable(field)) for pattern, field in table["english_fields"].items()),
    )


def _patterns(table: Mapping[str, Sequence[str]], not_between: str) -> tuple[_Pattern, ...]:
    """The patterns by kind; `<gap>` in them is a further word of a noun before "nào": "đầu tư" of "ban đầu tư nào"."""
    gap = rf"(?: (?!(?:{'|'.join(not_between.split())})(?!\w))\w+)"
    return tuple(_Pattern(Wanted(k), *_by_spelling([p.replace("<gap>", gap) for p in v])) for k, v in table.items())


def _by_spelling(patterns: Sequence[str]) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """The patterns for a folded text, and those with diacritics, for a text as it is written."""
    written = [has_diacritics(pattern) for pattern in patterns]
    parts = ([p for p, w in zip(patterns, written, strict=True) if w is kind] or ["(?!)"] for kind in (False, True))
    folded, spelt = (re.compile(rf"(?<!\w)(?:{'|'.join(part)})(?!\w)") for part in parts)
    return folded, spelt


def wanted_of(text: str) -> Wanted:
    """The kind of answer that a question wants, by its question words, else by the word at its head."""
    text = _main_clause(LED.sub("", text))
    if any(text[f.end :].lower().startswith(" nào") for f in all_facts(text) if f.kind is FactKind.TITLE):
        return Wanted.PERSON  # "Phó Giám đốc Sở Y tế nào có mặt?"
    text = text.lower()
    others = _SEVERAL.sub(" ", text)
    if asks(others) or _ASKS_ELSE.search(others):
        text = others
    words, folded = question_words(), fold(text)
    patterns = words.wanted if asks(_WHAT_IS.sub("", text)) else (*words.unasked, *words.wanted)
    return next((p.kind for p in patterns if p.folded.search(folded) or p.written.search(text)), Wanted.ANY)


def asking(text: str) -> re.Pattern[str]:
    """The pattern of the question words, as a text spells them: with diacritics or without."""
    return _ASKING if has_diacritics(text) else _ASKING_BARE


def asks(text: str) -> bool:
    """Whether a question word stands in a text."""
    return bool(asking(text).search(text))


def _main_clause(text: str) -> str:
    """A question without the clause that only says of what it asks: "chỗ nào còn thiếu thì xử lý ra sao"."""
    match = _CLAUSE.match(text)
    return text[match.end() :] if match and asks(text[match.end() :]) else text


def content_terms(text: str) -> tuple[str, ...]:
    """The tokens that carry content, in order, each once."""
    empty = question_words().no_content if has_diacritics(text) else question_words().no_content_bare
    return tuple(dict.fromkeys(token for token in tokens(text) if token not in empty))
