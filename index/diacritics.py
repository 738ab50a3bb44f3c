"""Diacritics restored in a question that was typed without them, wholly or in part.

Each bare syllable gets its likeliest form in context: the general table (index/diacritics_table.py) gives a
probability from the folded neighbours and the marks that were typed, the corpus at hand (index/diacritics_counts.py)
corrects it, so that its names win, and both are asked once more with the surer guesses shown. What was typed with a
mark is never changed. Many syllables are rightly bare (`cho`, `ta`, `trong`): where some marks were typed, bare
syllables are changed only when there is strong evidence that marks were left out.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from index.diacritics_contexts import Ints, Sentence
from index.diacritics_counts import Seen, forms_by_fold, gain, ngrams, piece_hash, word_hash
from index.diacritics_nearby import Nearby
from index.diacritics_syllables import Kind, Piece, pieces, press_tones
from index.diacritics_table import BREAK, NUMBER, OTHER, Floats, Table, general_table
from index.text import nfc

# Where marks were typed, all that seems to lack one is weighed together: the sum of the logs of how much likelier other
# forms are than the bare ones must reach this much, by the share of syllables that bear marks (up to a share, so much).
# One forgotten mark must be plain; five together are believed sooner. Chosen by tests/benchmarks/diacritics.py, so that
# no more than one right question in 1,000 is changed; of right sentences one in 200 has marks on less than 0.3.
EVIDENCE = ((0.0, 0.0), (0.3, 6.0), (1.0, 12.0))
_LEAST = 2.0  # what one syllable must bring to be counted and changed, where marks were typed
_RARE = -9.0  # score of a form that only the corpus knows, beside the general table's best
_NEVER = 1e-6  # the least probability that passages nearby can still raise
_SURE = 0.5  # from this probability on, a guess is shown to its neighbours in the second pass


@dataclass(frozen=True, slots=True)
class Change:
    """One syllable that was restored."""

    start: int  # character offset in both texts, inclusive: restoring changes no length
    end: int  # exclusive
    typed: str
    restored: str


@dataclass(frozen=True, slots=True)
class Restoration:
    """A question as typed and as restored; the same where nothing was."""

    typed: str  # NFC
    text: str
    changes: tuple[Change, ...]  # in order
    confidence: float  # 0 to 1, see Restorer.restore

    @property
    def changed(self) -> bool:
        """Whether any syllable was restored."""
        return bool(self.changes)


@dataclass(frozen=True, slots=True)
class Guess:
    """The likeliest form of a bare syllable."""

    piece: Piece
    form: str  # lower case, tones on the last vowel
    probability: float
    odds: float  # the log of how much likelier it is than the bare syllable as it stands; 0 where it is that

    @property
    def lacking(self) -> bool:
        """Whether the syllable seems to lack a mark."""
        return self.form != self.piece.folded


@dataclass(frozen=True, slots=True)
class _Candidates:
    """The forms that bare syllables may take: candidate c is `words[c]`, number `forms[c]`, of place `of[c]`."""

    places: Ints  # which pieces they are for
    words: list[str]
    forms: Ints  # OTHER where only the corpus knows the form
    of: Ints
    starts: Ints  # shape (places,)

    def each(self) -> Iterator[tuple[int, int, int]]:
        """Each place with the first of its candidates and the end of them."""
        ends = [*self.starts[1:].tolist(), len(self.words)]
        return zip(self.places.tolist(), self.starts.tolist(), ends, strict=True)


@dataclass(frozen=True, slots=True)
class Restorer:
    """Restores questions with the general table and, where there is one, a corpus's counts. Threads may share it."""

    table: Table = field(default_factory=general_table)
    corpus: Seen | None = None
    _own: dict[str, tuple[str, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        known = self.table.words.number
        own = {form for form in self.corpus.forms if form not in known} if self.corpus else set()
        object.__setattr__(self, "_own", forms_by_fold(own))

    def restore(self, question: str, nearby: Nearby | None = None) -> Restoration:
        """The question restored, in the light of passages near to it where they are given.

        Restoring the result again changes nothing.

        The confidence is the share of words that have the form of a Vietnamese syllable, times the geometric mean of
        the chosen forms' probabilities: low for a question in another language, which the caller should not restore.
        """
        typed = text = nfc(question)
        confidence = None
        while True:
            restored, sure = self._once(text, nearby)
            confidence = sure if confidence is None else confidence
            if restored == text:
                break
            text = restored  # marks only ever come to be: there are at most as many rounds as syllables
        return Restoration(typed, text, _changes(typed, text), confidence)

    def guesses(self, text: str, nearby: Nearby | None = None) -> Iterator[Guess]:
        """What each bare syllable of an NFC text would be, likely enough to be changed or not, in order."""
        for is_end, group in groupby(pieces(text), lambda piece: piece.kind is Kind.END):
            if not is_end:
                yield from self._sentence(list(group), nearby)

    def _once(self, text: str, nearby: Nearby | None) -> tuple[str, float]:
        parts = list(pieces(text))
        words = sum(part.kind in (Kind.SYLLABLE, Kind.OTHER) for part in parts)
        shaped = sum(part.kind is Kind.SYLLABLE for part in parts)
        marked = sum(_is_marked(part) for part in parts)
        guesses = list(self.guesses(text, nearby))
        least = _LEAST if marked else 0.0
        lacking = [guess for guess in guesses if guess.lacking and guess.odds >= least]
        needed = next(evidence for share, evidence in EVIDENCE if marked <= share * shaped)
        characters, logs = list(text), []
        if sum(guess.odds for guess in lacking) >= needed:
            for guess in lacking:
                place = slice(guess.piece.start, guess.piece.end)
                characters[place] = _cased(press_tones(guess.form), text[place])
        for guess in guesses:
            logs.append(math.log(max(guess.probability, 1e-9)))
        sure = math.exp(sum(logs) / len(logs)) if logs else float(marked > 0)
        return "".join(characters), sure * shaped / max(words, 1)

    def _sentence(self, sentence: list[Piece], nearby: Nearby | None) -> Iterator[Guess]:
        found = self._candidates(sentence)
        if not len(found.places):
            return
        words = self.table.words
        folded = np.array([self._fold_number(piece) for piece in sentence], np.int32)
        shown = np.array([words.number.get(p.form, 0) if _is_marked(p) else 0 for p in sentence], np.int32)
        keys = self._keys(sentence, found)
        seen = Sentence.of(folded, found.places, _capitals(sentence, found))
        scores = self.table.scores(seen, found.forms, found.of)
        likely = self._probabilities(scores + self._beside(seen, shown, found), found, keys)
        best = _best(likely, found)
        sure = best[(likely[best] >= _SURE) & words.has_marks[found.forms[best]]]
        shown[found.places[found.of[sure]]] = found.forms[sure]
        likely = self._probabilities(scores + self._beside(seen, shown, found), found, keys)
        if nearby is not None:
            likely = _softmax(np.log(np.maximum(likely, _NEVER)) + _gains(nearby, sentence, found), found)
        for place, a, b in found.each():
            yield _guess(sentence[place], found.words[a:b], likely[a:b])

    def _fold_number(self, piece: Piece) -> int:
        if piece.kind in (Kind.SYLLABLE, Kind.OTHER):
            return self.table.words.fold_number.get(piece.folded, OTHER)
        return NUMBER if piece.kind is Kind.FIGURE else BREAK

    def _candidates(self, sentence: list[Piece]) -> _Candidates:
        words = self.table.words
        places, names, forms, of, starts = list[int](), list[str](), list[int](), list[int](), list[int]()
        for place, piece in enumerate(sentence):
            if piece.kind is not Kind.SYLLABLE or _is_marked(piece):
                continue
            number = words.fold_number.get(piece.folded)
            known = [] if number is None else words.candidates[words.first[number] : words.first[number + 1]].tolist()
            own = self._own.get(piece.folded, ())
            if len(known) + len(own) == 0:
                continue
            starts.append(len(names))
            names += [words.forms[form] for form in known] + list(own)
            forms += known + [OTHER] * len(own)
            of += [len(places)] * (len(known) + len(own))
            places.append(place)
        return _Candidates(*(np.array(places, np.int32), names, np.array(forms, np.int32), np.array(of, np.int32)),
                           np.array(starts, np.int32))  # fmt: skip

    def _keys(self, sentence: list[Piece], found: _Candidates) -> NDArray[np.uint64] | None:
        if self.corpus is None:
            return None
        around = np.array([0, 0, *map(piece_hash, sentence), 0, 0], np.uint64)
        forms = np.array([word_hash(word) for word in found.words], np.uint64)
        return ngrams(around, found.places.astype(np.int64) + 2, forms, found.of)

    def _beside(self, seen: Sentence, shown: Ints, found: _Candidates) -> Floats:
        return self.table.scores_beside(seen, shown, found.forms, found.of)

    def _probabilities(self, scores: Floats, found: _Candidates, keys: NDArray[np.uint64] | None) -> Floats:
        scores = scores - np.maximum.reduceat(scores, found.starts)[found.of]
        scores[found.forms == OTHER] = _RARE
        likely = _softmax(scores, found)
        if self.corpus is None or keys is None:
            return likely
        return _softmax(np.log(np.maximum(likely, 1e-12)) + gain(self.corpus, likely, keys, found.of), found)


def _gains(nearby: Nearby, sentence: list[Piece], found: _Candidates) -> Floats:
    return np.concatenate([nearby.gain(sentence, place, found.words[a:b]) for place, a, b in found.each()])


def _softmax(scores: Floats, found: _Candidates) -> Floats:
    raised: Floats = np.exp(scores - np.maximum.reduceat(scores, found.starts)[found.of])
    total: Floats = np.add.reduceat(raised, found.starts)
    return (raised / total[found.of]).astype(np.float32)


def _capitals(sentence: list[Piece], found: _Candidates) -> Ints | None:
    """Which places have a capital: 1 no, 2 yes, 0 the first of the sentence; None where the case says nothing."""
    cases = {piece.capital for piece in sentence if piece.kind is Kind.SYLLABLE}
    if len(cases) < 2 or not any(piece.capital for piece in sentence[1:]):
        return None
    return np.array([1 + sentence[place].capital if place else 0 for place in found.places], np.int32)


def _is_marked(piece: Piece) -> bool:
    return piece.kind is Kind.SYLLABLE and piece.form != piece.folded


def _best(likely: Floats, found: _Candidates) -> NDArray[np.int64]:
    """The likeliest candidate of each place."""
    ends = [*found.starts[1:], len(likely)]
    return np.array([a + int(likely[a:b].argmax()) for a, b in zip(found.starts, ends, strict=True)], np.int64)


def _guess(piece: Piece, words: list[str], likely: Floats) -> Guess:
    best = int(likely.argmax())
    bare = float(likely[words.index(piece.folded)]) if piece.folded in words else 0.0
    return Guess(piece, words[best], float(likely[best]), math.log(likely[best] / max(bare, 1e-6)))


def _cased(form: str, typed: str) -> str:
    """The form in the case of what was typed, letter by letter; both have the same letters but for the marks."""
    return "".join(letter.upper() if model.isupper() else letter for letter, model in zip(form, typed, strict=True))


def _changes(typed: str, text: str) -> tuple[Change, ...]:
    return tuple(
        Change(piece.start, piece.end, typed[piece.start : piece.end], text[piece.start : piece.end])
        for piece in pieces(typed)
        if typed[piece.start : piece.end] != text[piece.start : piece.end]
    )
