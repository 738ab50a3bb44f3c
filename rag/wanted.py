"""The kind of answer that a question wants, read from its question words, and the words of it that carry content."""

import json
import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

from index.facts import FactKind, all_facts
from index.text import comparable, fold, has_diacritics, tokens


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
class QuestionWords:
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
def question_words() -> QuestionWords:
    """The tables of rag/data/question_words.json."""
    table = json.loads((Path(__file__).parent / "data" / "question_words.json").read_text(encoding="utf-8"))
    return QuestionWords(
        tuple((Wanted(k), re.compile(rf"(?<!\w)(?:{'|'.join(v)})(?!\w)")) for k, v in table["wanted"].items()),
        frozenset(tokens(table["no_content"])),
        frozenset(table["no_content_bare"].split()),
        frozenset(table["english"].split()),
        frozenset(w for token in tokens(table["asking"]) for w in (token, fold(token))),
        tuple((pattern, comparable(office)) for pattern, office in table["english_offices"].items()),
    )


def wanted_of(text: str) -> Wanted:
    """The kind of answer that a question wants, by its question words."""
    folded, lower = fold(text), text.lower()
    if any(lower[f.end :].startswith(" nào") for f in all_facts(text) if f.kind is FactKind.TITLE):
        return Wanted.PERSON  # "Phó Giám đốc Sở Y tế nào có mặt?"
    return next(
        (wanted for wanted, pattern in question_words().wanted if pattern.search(folded) or pattern.search(lower)),
        Wanted.ANY,
    )


def content_terms(text: str) -> tuple[str, ...]:
    """The tokens that carry content, in order, each once."""
    empty = question_words().no_content if has_diacritics(text) else question_words().no_content_bare
    return tuple(dict.fromkeys(token for token in tokens(text) if token not in empty))
