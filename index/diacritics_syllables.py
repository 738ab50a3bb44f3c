"""What can be restored: the syllables of a text, told from figures, addresses, acronyms and foreign words."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from index.text import fold, modern_tones, nfc

# Addresses first, so that no part of one is taken for a syllable; then whatever holds a digit, with its separators.
_PIECE = re.compile(
    r"(?P<figure>(?:https?://|www\.)\S+|[\w.+-]+@[\w.-]+\w|\w+(?:[.-]\w+)*\.(?:vn|com|org|net|edu|gov|info)\b[^\s,;?!]*"
    r"|\w*\d\w*(?:[-/.,:]\w+)*)"
    r"|(?P<word>[^\W\d_](?:[^\W\d_]|[\u0300-\u036f])*)|(?P<mark>[^\w\s]|_)"
)
# Onset, one to three vowels, coda: every Vietnamese syllable has this form once folded, few foreign words do.
_SHAPE = re.compile(
    r"(?:ngh|ng|nh|gh|gi|ch|kh|ph|qu|th|tr|[bcdghklmnpqrstvx])?[aeiouy]{1,3}(?:ch|ng|nh|[cmnpt])?", re.ASCII
)
# The other way of index.text.modern_tones, on NFD text: the tone goes back to the first vowel of an open oa, oe, uy.
_OPEN = re.compile(r"(?<!q)(?:(o)([ae])|(u)(y))([\u0300\u0301\u0303\u0309\u0323])$")
_SENTENCE_ENDS = frozenset(".?!…;:•")


class Kind(Enum):
    """What a piece of a text is to the restorer."""

    SYLLABLE = "syllable"  # has the form of a Vietnamese syllable
    OTHER = "other"  # a word of another language, or an acronym
    FIGURE = "figure"  # a number, a date, a document number, an address
    MARK = "mark"  # a comma and its like
    END = "end"  # the end of a sentence


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of characters that is kept or restored as a whole."""

    start: int  # character offset, inclusive
    end: int  # exclusive
    kind: Kind
    form: str  # lower case, tones on the last vowel (`hoà`)
    folded: str
    capital: bool = False  # whether its first letter is one


def pieces(text: str) -> Iterator[Piece]:
    """The pieces of an NFC text in order; spaces lie between them."""
    loud = text.isupper()
    for match in _PIECE.finditer(text):
        found, start, end = match.group(), match.start(), match.end()
        if match.lastgroup == "figure":
            yield Piece(start, end, Kind.FIGURE, found, found)
        elif match.lastgroup == "mark":
            yield Piece(start, end, Kind.END if found in _SENTENCE_ENDS else Kind.MARK, found, found)
        else:
            yield Piece(start, end, *_word(found, loud))


@lru_cache(maxsize=100_000)
def _word(found: str, loud: bool) -> tuple[Kind, str, str, bool]:
    """The kind, form, fold and case of a word; loud: in a text of capitals only, where none is an acronym."""
    form = modern_tones(found).lower()
    folded = fold(form)
    acronym = len(found) > 1 and found.isupper() and not loud
    shaped = is_syllable(folded) and not acronym
    return Kind.SYLLABLE if shaped else Kind.OTHER, form, folded, found[0].isupper()


def is_syllable(folded: str) -> bool:
    """Whether a folded word has the form of a Vietnamese syllable: "duong" has, "duog" has not."""
    return _SHAPE.fullmatch(folded) is not None


def press_tones(form: str) -> str:
    """The form in the spelling of the newspapers, the tone on the first vowel: `hoà` → `hòa`, `quý` as it is."""

    def move(match: re.Match[str]) -> str:
        first, last, tone = (group for group in match.groups() if group)
        return str(first) + str(tone) + str(last)

    return nfc(_OPEN.sub(move, unicodedata.normalize("NFD", form)))
