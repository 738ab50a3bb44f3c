"""What is understood of a language model's reply, while it comes in. The reply is text that is not trusted."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from index import sentences as splitter
from index.documents import Sentence
from rag.answers import Draft
from rag.prompt import NOTHING, visible

# More than three sentences need; what a runaway model writes after them is not read. int() refuses 4,300 digits.
REPLY_CHARACTERS = 4000
MOST_SENTENCES = 3
# Where a sentence ends is decided by at most two words after its mark; the third may still be coming in.
_DECIDING_WORDS = 3

_MARKERS = re.compile(r"\s*[\[【]\s*(?:nguồn\s*)?(\d+(?:\s*[,;]\s*\d+)*)\s*[\]】]", re.IGNORECASE)
_HALF_MARKER = re.compile(r"[\[【]\s*+\w{0,5}+[\s\d,;]*+")
_LEADING = re.compile(r"^\s*(?:[-*•+]\s+|\d{1,2}[.)]\s+)?(?:(?:câu )?trả lời\s*:\s*)?", re.IGNORECASE)
_THINK, _THOUGHT = "<think>", "</think>"


def drafts(reply: str, sources: Sequence[Sentence]) -> tuple[Draft, ...]:
    """Read a whole reply, as `Reader` does; none where it says `NOTHING`, or nothing."""
    reader = Reader(sources)
    return (*reader.read(reply), *reader.read("\n"), *reader.rest())


@dataclass(slots=True)
class _Piece:
    """A sentence of a reply, without its markers, and the numbers that they named."""

    text: str
    start: int  # in its line
    numbers: set[int] = field(default_factory=set)

    @property
    def says_nothing(self) -> bool:
        bare = self.text.strip(" .!\"'“”")
        return bare.casefold() == NOTHING.casefold() or (bare.startswith(NOTHING) and not self.numbers)


class Reader:
    """Turns a reply that comes in parts into drafts; into the same ones, however it is cut into parts.

    A marker belongs to the sentence before it in its line; at a line's beginning, to the one after it; on a line of its
    own, to a last sentence without marker above it. A sentence whose markers are missing, or name a source that was not
    given, rests on no source at all. What has not ended when the parts do is not read.
    """

    def __init__(self, sources: Sequence[Sentence]) -> None:
        """Markers number `sources` from 1."""
        self.full = False  # whether what is still to come will not be read
        self._sources = sources
        self._ear = _Ear()
        self._cited = 0
        self._forget()

    def _forget(self) -> None:
        self._left = REPLY_CHARACTERS
        self._line = ""
        self._settled = 0  # pieces of the line that are drafts by now
        self._waiting: _Piece | None = None  # for a marker that may stand on the next line
        self._uncited: list[Draft] = []
        self._silent = True  # nothing has been said yet

    def read(self, part: str) -> Iterator[Draft]:
        """The drafts with sources that are complete with this part; at most three of all parts together."""
        spoken, afresh = self._ear.hear(part)
        if afresh:
            self._forget()
        spoken = spoken[: self._left]
        self._left -= len(spoken)
        *lines, self._line = _lines(self._line + spoken)
        pieces: list[_Piece] = []
        for line in lines:
            pieces += self._settle(line, ended=True)
        pieces += self._settle(self._line, ended=False)
        for piece in pieces:
            yield from self._drafted(piece)

    def rest(self) -> tuple[Draft, ...]:
        """At most three drafts without a source, of all that was read; asked for when no more parts come."""
        if self._waiting:
            tuple(self._drafted(self._waiting))
            self._waiting = None
        return tuple(self._uncited[:MOST_SENTENCES])

    def _settle(self, line: str, *, ended: bool) -> Iterator[_Piece]:
        """The pieces of a line that nothing to come can change, each once, in order."""
        pieces, loose = _pieces(_visible_part(line, ended=ended))
        known = [piece for number, piece in enumerate(pieces) if ended or _is_followed(pieces[number + 1 :])]
        if self._waiting and (known or (loose and ended)):
            self._waiting.numbers |= loose
            yield self._waiting
            self._waiting = None
        new = known[self._settled :]
        self._settled = 0 if ended else max(self._settled, len(known))
        if ended and new and not new[-1].numbers:
            self._waiting = new.pop()
        yield from new

    def _drafted(self, piece: _Piece) -> Iterator[Draft]:
        if self._silent and piece.says_nothing:
            self.full = True
        self._silent = False
        if self.full or piece.says_nothing:
            return
        draft = Draft(piece.text, _named(piece.numbers, self._sources))
        if not draft.sources:
            self._uncited.append(draft)
            return
        self._cited += 1
        self.full = self._cited == MOST_SENTENCES
        yield draft


class _Ear:
    """Leaves out the thoughts that some models write first, and the tags around them."""

    def __init__(self) -> None:
        self._unheard = ""
        self._thinking = False

    def hear(self, part: str) -> tuple[str, bool]:
        """What is said, and whether what was said before has turned out to be thoughts: their end tag alone is sent."""
        self._unheard += part
        spoken, afresh = "", False
        while True:
            before, tag, after = _first_tag(self._unheard)
            if not tag:
                break
            if tag == _THOUGHT and not self._thinking:
                spoken, afresh = "", True
            elif not self._thinking:
                spoken += before
            self._thinking, self._unheard = tag == _THINK, after
        sure = _before_half_tag(self._unheard)
        self._unheard = self._unheard[len(sure) :]
        return spoken + ("" if self._thinking else sure), afresh


def _first_tag(text: str) -> tuple[str, str, str]:
    found = re.search(f"{_THINK}|{_THOUGHT}", text)
    return (text[: found.start()], found[0], text[found.end() :]) if found else (text, "", "")


def _before_half_tag(text: str) -> str:
    """The text without an end that may become a tag."""
    ends = (text[n:] for n in range(max(0, len(text) - len(_THOUGHT)), len(text)))
    half = next((end for end in ends if _THINK.startswith(end) or _THOUGHT.startswith(end)), "")
    return text[: len(text) - len(half)]


def _lines(text: str) -> list[str]:
    """The lines of a text; the last is the one that has not ended, or empty."""
    lines = text.splitlines(keepends=True)
    return lines if lines and lines[-1].splitlines() == lines[-1:] else [*lines, ""]


def _visible_part(line: str, *, ended: bool) -> str:
    """The line without what shows nothing; in one that comes in, without what may become a marker."""
    shown = visible(line)
    opened = max(shown.rfind("["), shown.rfind("【"))
    return shown[:opened] if not ended and opened >= 0 and _HALF_MARKER.fullmatch(shown, opened) else shown


def _pieces(line: str) -> tuple[list[_Piece], set[int]]:
    """The sentences of a line with the numbers of their markers; and the numbers of a line that has no sentence."""
    text, marks = _without_markers(_LEADING.sub("", line.replace("**", ""), count=1))
    pieces = [_Piece(text[start:end], start) for start, end in splitter.spans(text)]
    loose: set[int] = set()
    for offset, numbers in marks:
        before = [piece for piece in pieces if piece.start < offset]
        owners = before[-1:] or pieces[:1]
        (owners[0].numbers if owners else loose).update(numbers)
    return [piece for piece in pieces if any(c.isalnum() for c in piece.text)], loose


def _is_followed(pieces: Sequence[_Piece]) -> bool:
    """Whether enough has come in after a sentence to be sure of its end."""
    return sum(len(piece.text.split()) for piece in pieces) > _DECIDING_WORDS


def _without_markers(line: str) -> tuple[str, list[tuple[int, set[int]]]]:
    """Cut the markers out of a line; for each, give the offset where it stood and its numbers."""
    text, position = "", 0
    marks: list[tuple[int, set[int]]] = []
    for marker in _MARKERS.finditer(line):
        text += line[position : marker.start()]
        position = marker.end()
        marks.append((len(text), {int(number) for number in re.findall(r"\d+", marker[1])}))
        if text[-1:].isalnum() and line[position : position + 1].isalnum():
            text += " "
    return text + line[position:], marks


def _named(numbers: set[int], sources: Sequence[Sentence]) -> tuple[Sentence, ...]:
    if not all(1 <= number <= len(sources) for number in numbers):
        return ()
    return tuple(sources[number - 1] for number in sorted(numbers))
