"""Words of a question that a sentence says in others: "thiệt mạng" is said by "9 người chết"."""

from collections.abc import Sequence
from functools import lru_cache

from index.text import fold, tokens
from rag.checking.lexicon import Phrase, lexicon


class Alike:
    """The phrases of a question that have synonyms, by the table that the check of answers uses."""

    def __init__(self, words: Sequence[str]) -> None:
        """Looks up every phrase of the question's words; a longer one leaves none of its words to a shorter one."""
        table, groups = lexicon().synonyms, lexicon().groups
        self._others: list[tuple[Phrase, tuple[Phrase, ...]]] = []
        at = 0
        while at < len(words):
            found = next((p for p in table.get(words[at], ()) if tuple(words[at : at + len(p)]) == p), None)
            if found and (len(found) > 1 or is_word(words, at)):
                self._others.append((found, groups[found]))
            at += len(found) if found else 1

    def instead_of(self, first: str) -> tuple[Phrase, ...]:
        """What stands for the phrases of the question that begin with a syllable, folded."""
        return tuple(other for phrase, others in self._others if fold(phrase[0]) == first for other in others)

    def said_in(self, words: Sequence[str]) -> set[str]:
        """The words of the question whose phrase another one among some words, in order, stands for."""
        spaced = f" {' '.join(words)} "
        return {word for phrase, others in self._others if _any_in(others, spaced, words) for word in phrase}


def _any_in(others: Sequence[Phrase], spaced: str, words: Sequence[str]) -> bool:
    return any(
        f" {' '.join(other)} " in spaced
        and (len(other) > 1 or any(w == other[0] and is_word(words, i) for i, w in enumerate(words)))
        for other in others
    )


def is_word(words: Sequence[str], at: int) -> bool:
    """Whether a syllable is a word by itself there, and no part of one of two: "thu" in "đã thu", not in "thu hút"."""
    return tuple(words[at : at + 2]) not in _compounds() and tuple(words[max(0, at - 1) : at + 1]) not in _compounds()


@lru_cache(maxsize=1)
def _compounds() -> frozenset[Phrase]:
    return lexicon().compounds


@lru_cache(maxsize=64)  # asked for every sentence that is read
def alike(text: str) -> Alike:
    """The phrases of a question, by its text."""
    return Alike(tokens(text))
