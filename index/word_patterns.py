"""Patterns of many words at once: a tree of their letters, which is tried several times faster than a list."""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

Letters = Sequence[str]  # a word as patterns of one letter each; the last may be a condition


def one_of(words: Iterable[Letters]) -> str:
    """A pattern of any of the words, the longest that fits first."""
    tree: dict[str, Any] = {}
    for word in words:
        node = tree
        for letter in word:
            node = node.setdefault(letter, {})
        node[""] = {}
    return _pattern(tree)


def exact(word: str) -> Letters:
    """The word as it is written."""
    return [re.escape(letter) for letter in word]


def either_first(word: str, not_after: Sequence[str] = ()) -> Letters:
    """The word with its first letter in either case, but not behind what makes another word of it: "nhu cầu"."""
    return [_either(word[0]), *exact(word[1:]), *_guards(word, not_after)]


def guarded(word: str, not_after: Sequence[str]) -> Letters:
    """The word as it is written, but not behind what makes another word of it: "thị trường"."""
    return [*exact(word), *_guards(word, not_after)]


def capitalised(word: str) -> Letters:
    """The word with its first letter as it is; what is no abbreviation goes on in either case: "Ban Thường vụ"."""
    return [re.escape(word[0]), *(map(_either, word[1:]) if " " in word else exact(word[1:]))]


def any_case(word: str) -> Letters:
    """The word in either case."""
    return [_either(letter) for letter in word]


def _guards(word: str, not_after: Sequence[str]) -> list[str]:
    same = "".join([_either(word[0]), *exact(word[1:])])
    return ["".join(rf"(?<!{_either(other[0])}{other[1:]} {same})" for other in not_after)] if not_after else []


@lru_cache(maxsize=512)
def _either(letter: str) -> str:
    return f"[{letter.lower()}{letter.upper()}]" if letter.lower() != letter.upper() else re.escape(letter)


def _pattern(tree: Mapping[str, Any]) -> str:
    """The pattern of a tree; a node "" ends a word, and comes last."""
    branches = [letter + _pattern(rest) for letter, rest in tree.items() if letter]
    if "" in tree:
        return f"(?:{'|'.join(branches)})?" if branches else ""
    return branches[0] if len(branches) == 1 else f"(?:{'|'.join(branches)})"
