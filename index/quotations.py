"""What stands inside quotation marks, also over several sentences, paragraphs and the captions between them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.contents import QUOTED

_SHORT = 5  # words: a shorter stretch in marks is a term ("ba không"), unless it is given as speech
_LOOK_AHEAD = 3  # paragraphs that an open quotation may go on
_OPEN, _CLOSE = "“«", "”»"


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quotation with its marks, [start, end)."""

    start: int
    end: int


def quotations(text: str, paragraphs: Sequence[tuple[int, int]]) -> list[Quotation]:
    """Every quotation of the body, in order; `paragraphs` are its stretches, captions and headings left out."""
    found: list[Quotation] = []
    opened, depth = -1, 0
    for number, (start, end) in enumerate(paragraphs):
        if opened >= 0 and text[start] in _OPEN:  # each paragraph of a long quotation opens anew
            found.append(Quotation(opened, paragraphs[number - 1][1]))
            opened, depth = -1, 0
        for at in range(start, end):
            mark = text[at]
            if mark not in '“”«»"':
                continue
            closes = mark in _CLOSE or (mark == '"' and opened >= 0)
            if closes and opened >= 0:
                depth -= 1
                if depth <= 0:
                    found.append(Quotation(opened, at + 1))
                    opened, depth = -1, 0
            elif not closes:
                opened = at if opened < 0 else opened
                depth += 1
        if opened >= 0 and not _goes_on(text, paragraphs[number + 1 : number + 1 + _LOOK_AHEAD], opened):
            if end - opened < 600:
                found.append(Quotation(opened, end))
            opened, depth = -1, 0
    return [q for q in found if _is_speech(text, q)]


def _goes_on(text: str, later: Sequence[tuple[int, int]], opened: int) -> bool:
    """Whether an open quotation is closed in a later paragraph before another one is opened."""
    if text[opened] == '"':  # straight marks: the next that stands alone in its paragraph closes
        for start, end in later:
            if marks := text.count('"', start, end):
                return marks % 2 == 1 and text[start] != '"'
        return False
    for start, end in later:
        mark = re.search(r"[“”]", text[start:end])
        if mark:
            return mark.group() == "”"
    return False


def _is_speech(text: str, quotation: Quotation) -> bool:
    inside = text[quotation.start + 1 : quotation.end - 1]
    words = len(inside.split())
    before = text[max(0, quotation.start - 3) : quotation.start]
    after = text[quotation.end : quotation.end + 3]
    opens = bool(re.search(r"(?:^|[\n.!?…])\s*$", before)) or quotation.start == 0
    if ":" in before or (opens and re.match(r"\s*[,.–-]", after)):
        return True
    return words >= _SHORT and (
        opens or bool(re.search(r"[.!?…,]$", inside)) or words > 7 or bool(re.match(r"\s*,", after))
    )


def masked(text: str, start: int, end: int, found: Sequence[Quotation]) -> str:
    """The text [start, end) with everything quoted replaced, character for character."""
    letters = list(text[start:end])
    for quotation in found:
        a, b = max(quotation.start, start), min(quotation.end, end)
        if a < b:
            letters[a - start : b - start] = QUOTED * (b - a)
    return "".join(letters)
