"""Vietnamese text: Unicode form, tone placement, folding, and the tokens that are searched."""

import re
import unicodedata
from itertools import pairwise

# A token: a number with its separators or a document number (17-9, 2.952, 249-KH/UBKTTW), else a run of letters.
_TOKEN = re.compile(r"\d+(?:[-/.,]\w+)*|[^\W\d_]+", re.UNICODE)

# Character classes for patterns: in Unicode the two cases of Vietnamese letters are interleaved, so `À-Ỹ` would be
# wrong.
UPPER = "A-ZÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝĂĐĨŨƠƯẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸ"
LOWER = UPPER.replace("A-Z", "a-z").lower()

_TONES = "\u0300\u0301\u0303\u0309\u0323"  # huyền, sắc, ngã, hỏi, nặng
# Two spellings of one syllable: hòa/hoà, khỏe/khoẻ, thúy/thuý. The tone is moved to the last vowel ("new" placement);
# `qu` is a consonant, so quý stays. Works on NFD text, at the end of a syllable.
_OLD_PLACEMENT = re.compile(rf"(?<![qQ])(?:([oO])([{_TONES}])([aeAE])|([uU])([{_TONES}])([yY]))(?![\w\u0300-\u036f])")


def nfc(text: str) -> str:
    """The text in Unicode form C, the only one kept here. Real files mix C and D."""
    return unicodedata.normalize("NFC", text)


def fold(text: str) -> str:
    """The text in lower case without diacritics, one character for one where the input is NFC: `Đặng` → `dang`."""
    stripped = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    return stripped.replace("đ", "d").replace("Đ", "D").lower()


def fold_aligned(text: str) -> str:
    """The text folded with one character for each, whatever it holds, so that offsets in it are offsets in `text`."""
    folded = fold(text)
    if len(folded) == len(text):
        return folded
    return "".join(one if len(one := fold(character)) == 1 else character for character in text)


def has_diacritics(text: str) -> bool:
    """Whether any letter carries a mark that folding removes."""
    return fold(text) != text.lower()


def modern_tones(text: str) -> str:
    """The text with tone marks of oa, oe, uy on the last vowel, so that `hòa` and `hoà` are one word. NFC."""

    def move(match: re.Match[str]) -> str:
        first, tone, last = (group for group in match.groups() if group)
        return first + last + tone

    return nfc(_OLD_PLACEMENT.sub(move, unicodedata.normalize("NFD", text)))


def comparable(text: str) -> str:
    """The text for comparing words: lower case, one tone placement, single spaces, plain quotes and dashes."""
    plain = text.translate({0x2013: "-", 0x2014: "-", 0x201C: '"', 0x201D: '"', 0x2018: "'", 0x2019: "'"})
    return " ".join(modern_tones(plain).lower().split())


def tokens(text: str) -> list[str]:
    """Lower-cased syllables, numbers and document numbers, in order, in one tone placement."""
    return _TOKEN.findall(modern_tones(text).lower())


def bigrams(words: list[str]) -> list[str]:
    """Adjacent pairs: most Vietnamese words are two syllables."""
    return [f"{a}_{b}" for a, b in pairwise(words)]
