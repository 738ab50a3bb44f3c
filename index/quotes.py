"""The words of a statement: without list mark and frame, names as one phrase."""

import re
from collections.abc import Sequence

from index.utterances import Utterance

_LIST_MARK = re.compile(r"(?:[-–•+*]\s+|\d{1,2}[.)]\s+)")


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without list mark and white space."""
    mark = _LIST_MARK.match(text, start, end)
    start = mark.end() if mark else start
    words = text[start:end]
    return start + len(words) - len(words.lstrip()), start + len(words.rstrip())


def content_span(text: str, utterance: Utterance, quote: tuple[int, int]) -> tuple[int, int]:
    """What is said, without the frame and the marks around it."""
    a, b = max(quote[0], utterance.content[0]), min(quote[1], utterance.content[1])
    words = text[a:b]
    left, right = a + len(words) - len(words.lstrip(' \n\t“"«:,-–”')), a + len(words.rstrip(' \n\t”"»,;.…-–“'))
    return (left, right) if left < right else quote


def joined(names: Sequence[str]) -> str:
    """Names as one phrase: "lãnh đạo phường A, phường B"."""
    head = names[0].split(" phường ", 1)[0] + " " if names and " phường " in names[0] else ""
    return ", ".join([*names[:1], *(name.removeprefix(head) if head.strip() else name for name in names[1:])])
