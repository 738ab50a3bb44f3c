"""Vietnamese text: Unicode form, tone placement, folding, and the tokens that are searched."""

import re
import unicodedata
from collections.abc import Sequence
from itertools import pairwise

# i/y: two spellings of one syllable after these consonants, kỹ/kĩ, lý/lí, quý/quí.
_FINAL_Y = re.compile(r"(?:[hklmst]|qu)[yýỳỷỹỵ]")
_I_OF = dict(zip("yýỳỷỹỵ", "iíìỉĩị", strict=True))
_THOUSANDS = re.compile(r"[.,](?=\d{3}(?!\d))")
# A token: a number with its separators or a document number (17-9, 2.952, 249-KH/UBKTTW), else a run of letters.
_TOKEN = re.compile(r"\d+(?:[-/.,]\w+)*|[^\W\d_]+", re.UNICODE)

# Character classes for patterns: in Unicode the two cases of Vietnamese letters are interleaved, so `À-Ỹ` would be
# wrong.
UPPER = "A-ZÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝĂĐĨŨƠƯẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸ"
LOWER = UPPER.replace("A-Z", "a-z").lower()


def _bare(letter: str) -> str:
    """A letter in lower case without its marks."""
    stripped = "".join(c for c in unicodedata.normalize("NFD", letter) if not unicodedata.combining(c))
    return stripped.replace("đ", "d").replace("Đ", "D").lower()


# What folding makes of every Vietnamese letter: a table is ten times faster than decomposing.
_FOLDED = {ord(letter): _bare(letter) for letter in [*UPPER.replace("A-Z", ""), *LOWER.replace("a-z", "")]}

# Two spellings of one syllable: hòa/hoà, khỏe/khoẻ, thúy/thuý. The tone is moved to the last vowel ("new" placement);
# `qu` is a consonant, so quý stays. Works on NFC text, at the end of a syllable. A tone on the first vowel of ươ, iê,
# yê, uô, uâ is a slip of typing anywhere: Phứơc.
_OLD_PLACEMENT = re.compile(
    r"(?<![qQ])(?:([òóỏõọÒÓỎÕỌ])([aeAE])|([ùúủũụÙÚỦŨỤ])([yY]))(?![\w\u0300-\u036f])"
    r"|([ừứửữựỪỨỬỮỰ])([ơƠ])|([ìíỉĩịÌÍỈĨỊỳýỷỹỵỲÝỶỸỴ])([êÊ])|([ùúủũụÙÚỦŨỤ])([ôâÔÂ])"
)


def nfc(text: str) -> str:
    """The text in Unicode form C, the only one kept here. Real files mix C and D."""
    return unicodedata.normalize("NFC", text)


def fold(text: str) -> str:
    """The text in lower case without diacritics, one character for one where the input is NFC: `Đặng` → `dang`."""
    plain = text.translate(_FOLDED).lower()
    return plain if plain.isascii() else _bare(plain)


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
    return _OLD_PLACEMENT.sub(_move_tone, nfc(text))


def _move_tone(match: re.Match[str]) -> str:
    marked, last = (group for group in match.groups() if group)
    apart = unicodedata.normalize("NFD", marked)  # the letter, a horn if it has one, its tone
    return nfc(apart[:-1] + last + apart[-1])


def comparable(text: str) -> str:
    """The text for comparing words: lower case, one tone placement, single spaces, plain quotes and dashes."""
    plain = text.translate({0x2013: "-", 0x2014: "-", 0x201C: '"', 0x201D: '"', 0x2018: "'", 0x2019: "'"})
    return " ".join(modern_tones(plain).lower().split())


def tokens(text: str) -> list[str]:
    """Lower-cased syllables, numbers and document numbers, in order, in one spelling: hoà, kĩ, 2952."""
    found: list[str] = _TOKEN.findall(modern_tones(text).lower())
    return [
        _THOUSANDS.sub("", t) if t[0].isdecimal() else t[:-1] + _I_OF[t[-1]] if _FINAL_Y.fullmatch(t) else t
        for t in found
    ]


def bigrams(words: Sequence[str]) -> list[str]:
    """Adjacent pairs: most Vietnamese words are two syllables."""
    return [f"{a}_{b}" for a, b in pairwise(words)]
