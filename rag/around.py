"""What a sentence, its statement, its passage and the head of its document tell of who and where."""

import re
from collections.abc import Iterable
from functools import cached_property, lru_cache

from index import names
from index.abbreviations import expand
from index.documents import Document, Passage, Sentence
from index.facts import Fact, FactKind, facts_in
from index.text import comparable, fold, tokens
from rag.said import Said

_HEAD = 600  # characters after the title
_BESIDE = 80  # characters around a name in which an office is looked for


class Around:
    """What a sentence, its statement, its passage and the head of its document tell of who and where."""

    def __init__(self, sentence: Sentence, passage: Passage, document: Document, said: Said) -> None:
        self.sentence, self.said, self.document = sentence, said, document
        self._speaking = tuple(name for name in (sentence.context.speaker, *said.speakers) if name)
        self.speakers = [comparable(name) for name in self._speaking]
        self.offices = (*sentence.context.offices, *said.titles)
        if not self.offices:
            self.offices = tuple(office for name in self._speaking for office in _offices_of(document, name))
        self._passage = passage
        self.passage = passage.text
        self.head = _joined(head_of(document), passage.text)

    @cached_property
    def facts(self) -> tuple[Fact, ...]:
        """The facts of the sentence; they are read only where a question needs them."""
        return facts_in(self.sentence.text)

    def values(self, kind: FactKind) -> set[str]:
        """The facts of one kind in the sentence."""
        return {fact.value for fact in self.facts if fact.kind is kind}

    def names(self, place: str) -> bool:
        """Whether the passage or the head of the document has a name in its words."""
        return f" {' '.join(tokens(place))} " in spaced(self.head)

    def has_any(self, names: Iterable[str]) -> bool:
        """Whether one of some names, whatever the diacritics, stands in the passage or the head of the document."""
        return any(f" {fold(name)} " in _folded(self.head) for name in names)

    @property
    def told_by_person(self) -> bool:
        """Whether a person, and not an office or paper, speaks."""
        return any(names.is_person(name) for name in self._speaking)

    def of_head(self, kind: FactKind) -> set[str]:
        """The facts of one kind in the passage and the head of the document."""
        texts = (head_of(self.document), *(sentence.text for sentence in self._passage.sentences))
        return {fact.value for text in texts for fact in facts_in(text) if fact.kind is kind}


@lru_cache(maxsize=256)
def _joined(head: str, text: str) -> str:
    """One string for all sentences of a passage, whose hash is made once."""
    return f"{head}\n{text}"


@lru_cache(maxsize=2048)
def _folded(text: str) -> str:
    return f" {' '.join(tokens(fold(expand(text))))} "


@lru_cache(maxsize=2048)
def spaced(text: str) -> str:
    """The tokens of a text between blanks, so that whole words are looked for."""
    return f" {' '.join(tokens(text))} "


@lru_cache(maxsize=2048)
def _offices_of(document: Document, name: str) -> tuple[str, ...]:
    """The offices that stand right before or after a name anywhere in a document."""
    found: list[str] = []
    for match in re.finditer(re.escape(name), document.text) if names.is_person(name) else ():
        begins = max(0, match.start() - _BESIDE)
        window = document.text[begins : match.end() + _BESIDE]
        at, to = match.start() - begins, match.end() - begins
        titles = names.titles_in(window, [])
        found += [t.value for t in titles if t.end <= at <= t.end + 2 or to <= t.start <= to + 2]
    return tuple(dict.fromkeys(found))


@lru_cache(maxsize=512)
def head_of(document: Document) -> str:
    """The title of a document and the words after it, which say who, where and when for all that follows."""
    begins = max(0, document.text.find(document.title))
    return document.text[begins : begins + len(document.title) + _HEAD]


@lru_cache(maxsize=2048)
def titles(text: str) -> tuple[str, ...]:
    """The titles in a text, comparable."""
    return tuple(title.value for title in names.titles_in(text, []))
