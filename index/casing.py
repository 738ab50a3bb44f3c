"""Capitals where a text has none that mean anything: all in lower case, or all in capitals.

The encoder reads "zerel" and "Zerel" as different words, so a question typed in a hurry would find less.
"""

import re
from collections.abc import Iterable

from index.diacritics_syllables import Kind, pieces

_WORD = re.compile(r"[^\W\d_]+")
_VOWEL = re.compile(r"[aeiouyàáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ]")


def is_uncased(text: str) -> bool:
    """Whether no letter but the first is a capital, or all are."""
    return text.isupper() or not any(map(str.isupper, text[1:]))


def as_sentence(text: str, names: Iterable[tuple[int, int]] = ()) -> str:
    """An uncased text with capitals as in a sentence; any other as it is. `names` are offsets of proper names.

    Words that no Vietnamese syllable looks like are taken for foreign names, or for acronyms where they have no vowel.
    The length stays the same.
    """
    if not is_uncased(text):
        return text
    letters = list(_same_length_lower(text))
    inside = [*names]
    for piece in pieces("".join(letters)):
        word = "".join(letters[piece.start : piece.end])
        if piece.kind is Kind.OTHER and not _VOWEL.search(word):
            letters[piece.start : piece.end] = list(word.upper()) if len(word.upper()) == len(word) else list(word)
        elif piece.kind is Kind.OTHER or any(a <= piece.start < b for a, b in inside):
            letters[piece.start] = _capital(letters[piece.start])
    first = next((i for i, letter in enumerate(letters) if letter.isalpha()), None)
    if first is not None:
        letters[first] = _capital(letters[first])
    return "".join(letters)


def with_capitals(text: str, names: Iterable[tuple[int, int]]) -> str:
    """The text with a capital at the beginning of each word of `names`, offsets of proper names. Its length stays."""
    letters = list(text)
    for start, end in names:
        for word in _WORD.finditer(text, start, end):
            letters[word.start()] = _capital(letters[word.start()])
    return "".join(letters)


def _same_length_lower(text: str) -> str:
    return "".join(low if len(low := letter.lower()) == 1 else letter for letter in text)


def _capital(letter: str) -> str:
    upper = letter.upper()
    return upper if len(upper) == 1 else letter
