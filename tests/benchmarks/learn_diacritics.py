"""Learn index/data/diacritics.npz, the general table that ships, from the news and law in CHIDAO_DATA.

    CHIDAO_DATA=… python -m tests.benchmarks.learn_diacritics [--to index/data/diacritics.npz]

Needs a C compiler (`cc`): the inner loop is learn_diacritics.c. Every tenth news article (by the hash of its id) is
held out: nothing is learnt from it, tests/benchmarks/diacritics.py measures on it. The same inputs and the same
compiler give the same table.

The model (index/diacritics_table.py says it in full) is a sparse log-linear classifier of each syllable over the
folded syllables around it, with a small convolutional net beside it, learnt together by AdaGrad (Duchi, Hazan and
Singer, 2011). Each feature is left out now and then while learning ("dropout", Srivastava et al., 2014), without which
n-grams seen once or twice drown the rest. Then the weights that matter least for the likelihood are removed (the
saliency w² · Fisher of LeCun's "Optimal Brain Damage", 1990), the rest is learnt on, and all is quantised.
"""

import argparse
import ctypes
import gzip
import itertools
import json
import os
import subprocess
import tempfile
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.diacritics_contexts import TEMPLATES
from index.diacritics_syllables import Kind, pieces
from index.diacritics_table import BREAK, NET, NUMBER, OTHER, Vocabulary, save_table
from index.text import nfc

Ints = NDArray[np.int32]
Floats = NDArray[np.float32]

SOURCE = Path(__file__).with_suffix(".c")
PAD = [BREAK] * 5  # between sentences
EDGE = [BREAK] * 16  # at both ends of a stream
# Sightings of a context before a template may speak; every sentence is counted twice, with its commas and without.
LEAST = (1, 3, 3, 5, 5, 5, 3, 3, 7, 7, 7, 7, 5, 5, 3, 3, 5, 5, 5, 3, 3, 3)
SEEN_BITS = 26
SLOT_BITS = 25
PARTS = 16  # of a pass, with and without capitals by turns
RATES = (0.4, 0.05, 0.001)  # of the templates, of the net, of its upper layer
KEPT = 2_300_000  # weights in the table: as many as its size allows
LAW_SHARE = 3  # every third law article: law repeats itself


def held_out(article: str) -> bool:
    """Whether an article is for measuring: a tenth of them, by the hash of its id."""
    return zlib.crc32(article.encode()) % 10 == 0


def news(folder: Path, *, held: bool) -> Iterator[str]:
    """The news articles' texts, either the held-out tenth or the others."""
    with gzip.open(folder / "news.jsonl.gz", "rt", encoding="utf-8") as rows:
        for row in map(json.loads, rows):
            if held_out(row["id"]) == held:
                yield nfc(". ".join((row["title"] or "", row["abstract"] or "", row["body"])))


def law(folder: Path) -> Iterator[str]:
    """A share of the law articles' texts."""
    with gzip.open(folder / "phapdien" / "articles.jsonl.gz", "rt", encoding="utf-8") as rows:
        for number, row in enumerate(map(json.loads, rows)):
            if number % LAW_SHARE == 0:
                yield nfc(row["title"] + ". " + row["text"])


def sentences(texts: Iterable[str]) -> Iterator[list[str]]:
    """Each sentence once, as forms.

    `0` stands for a figure, `,` for a mark; `^` is put before what has a capital.
    """
    seen: set[int] = set()
    for text in texts:
        sentence: list[str] = []
        for piece in pieces(text):
            if piece.kind is not Kind.END:
                capital = "^" if sentence and text[piece.start].isupper() else ""
                sentence.append({Kind.FIGURE: "0", Kind.MARK: ","}.get(piece.kind, capital + piece.form))
                continue
            if len(sentence) > 2 and (key := zlib.crc32(" ".join(sentence).encode())) not in seen:
                seen.add(key)
                yield sentence
            sentence = []


def vocabulary(written: Iterable[list[str]], ruled: Iterable[list[str]]) -> Vocabulary:
    """The syllables seen twice in news or five times in all; other words seen fifty times, for context only."""
    in_news = Counter(form.lstrip("^") for sentence in written for form in sentence)
    everywhere = in_news + Counter(form.lstrip("^") for sentence in ruled for form in sentence)
    syllables, others = [], []
    for form, count in sorted(everywhere.items(), key=lambda item: (-item[1], item[0])):
        piece = next(pieces(form))
        if piece.kind is Kind.SYLLABLE and (in_news[form] >= 2 or count >= 5):
            syllables.append(form)
        elif piece.kind is Kind.OTHER and count >= 50:
            others.append(form)
    return Vocabulary.of(syllables, others)


@dataclass(frozen=True, slots=True)
class Stream:
    """Many sentences one after the other, with breaks between."""

    forms: Ints
    capital: NDArray[np.uint8]  # 1 no, 2 yes, 0 for the first of a sentence and for breaks

    def parts(self, number: int) -> "Iterator[Stream]":
        """The stream in so many parts."""
        edges = np.linspace(0, len(self.forms), number + 1).astype(int)
        for a, b in itertools.pairwise(edges):
            yield Stream(self.forms[a:b], self.capital[a:b])


def encoded(written: Sequence[list[str]], words: Vocabulary, *, marks: bool, seed: int = 5) -> Stream:
    """The sentences in a random order.

    The order matters: news comes sorted by newspaper, and what is learnt last weighs most. Commas are kept or not: few
    questions have any.
    """
    stream, capital = list(EDGE), list(EDGE)
    for at in np.random.default_rng(seed).permutation(len(written)):
        for place, form in enumerate(written[at]):
            if form != ",":
                stream.append(NUMBER if form == "0" else words.number.get(form.lstrip("^"), OTHER))
                capital.append((2 if form[0] == "^" else 1) if place else 0)
            elif marks:
                stream.append(BREAK)
                capital.append(0)
        stream += PAD
        capital += PAD
    return Stream(np.array(stream + EDGE, np.int32), np.array(capital + EDGE, np.uint8))


class _CModel(ctypes.Structure):
    _fields_ = [
        ("forms", ctypes.c_void_p),
        ("folded", ctypes.c_void_p),
        ("shown", ctypes.c_void_p),
        ("capital", ctypes.c_void_p),
        ("places", ctypes.c_int64),
        ("first", ctypes.c_void_p),
        ("candidates", ctypes.c_void_p),
        ("templates", ctypes.c_int32),
        ("masks", ctypes.c_void_p),
        ("least", ctypes.c_void_p),
        ("weight", ctypes.c_void_p),
        ("weight_g", ctypes.c_void_p),
        ("slot_bits", ctypes.c_int32),
        ("seen", ctypes.c_void_p),
        ("seen_bits", ctypes.c_int32),
        *((name + part, ctypes.c_void_p) for name in NET for part in ("", "_g")),
        ("folds", ctypes.c_int32),
    ]


class _CPass(ctypes.Structure):
    _fields_ = [
        ("rate", ctypes.c_float),
        ("net_rate", ctypes.c_float),
        ("across_rate", ctypes.c_float),
        ("drop", ctypes.c_float),
        ("net_drop", ctypes.c_float),
        ("train", ctypes.c_int32),
        ("sparse", ctypes.c_int32),
    ]


def compiled(folder: Path) -> ctypes.CDLL:
    """The inner loop, compiled for this machine."""
    target = folder / "learn.so"
    flags = ["-O3", "-march=native", "-ffast-math", "-shared", "-fPIC"]
    subprocess.run(["cc", *flags, "-o", target, SOURCE, "-lm"], check=True)
    library = ctypes.CDLL(str(target))
    library.learn_pass.restype = ctypes.c_double
    return library


def _at(array: NDArray[np.generic] | None) -> ctypes.c_void_p | None:
    return None if array is None else array.ctypes.data_as(ctypes.c_void_p)


class Learner:
    """The weights while they are learnt, and the passes over streams that change or measure them."""

    def __init__(self, words: Vocabulary, library: ctypes.CDLL, slot_bits: int = SLOT_BITS) -> None:
        rng, folds = np.random.default_rng(0), len(words.folds)
        self.words, self.library, self.slot_bits, self.passes = words, library, slot_bits, 0
        self.weight = np.zeros(1 << slot_bits, np.float32)
        self.weight_g = np.zeros_like(self.weight)
        shapes = {
            "wide": (11, folds, 64),
            "near": (5, folds, 128),
            "across": (7, 128, 64),
            "out": (len(words.forms), 64),
        }
        spread = {"wide": 0.1, "near": 0.25, "across": 0.04, "out": 0.1}
        self.net = {n: rng.standard_normal(shapes[n], np.float32) * np.float32(spread[n]) for n in NET}
        self.net_g = {n: np.zeros_like(self.net[n]) for n in NET}
        self.seen: NDArray[np.uint8] | None = np.zeros(1 << SEEN_BITS, np.uint8)

    def _model(self, stream: Stream, shown: Ints, *, cased: bool) -> _CModel:
        words, masks, least = self.words, np.array(TEMPLATES, np.int32), np.array(LEAST, np.int32)
        folded = words.fold_of[stream.forms]
        capital = stream.capital if cased else np.zeros_like(stream.capital)
        self._kept = (masks, least, stream.forms, shown, folded, capital)  # alive while C reads them
        net = [_at(held[name]) for name in NET for held in (self.net, self.net_g)]
        return _CModel(
            *(_at(stream.forms), _at(folded), _at(shown), _at(capital), len(folded), _at(words.first)),
            *(_at(words.candidates), len(masks), _at(masks), _at(least), _at(self.weight), _at(self.weight_g)),
            *(self.slot_bits, _at(self.seen), SEEN_BITS, *net, len(words.folds)),
        )

    def count(self, stream: Stream) -> None:
        """Count the contexts of a stream, all marks shown, so that rare ones can be left out."""
        model = self._model(stream, self._marked(stream.forms), cased=True)
        self.library.count_contexts(ctypes.byref(model))

    def _marked(self, forms: Ints) -> Ints:
        return np.where(self.words.has_marks[forms], forms, 0).astype(np.int32)

    def _shown(self, forms: Ints) -> Ints:
        """The marked forms that are shown to their neighbours: in half of the sentences none, else any share."""
        rng = np.random.default_rng([7, self.passes])
        sentence = np.cumsum(forms == BREAK)
        shares = rng.random(sentence[-1] + 1, np.float32)
        shares[rng.random(len(shares), np.float32) < 0.5] = 0
        return np.where(rng.random(len(forms), np.float32) < shares[sentence], self._marked(forms), 0).astype(np.int32)

    def run(self, stream: Stream, settings: _CPass, shown: Ints, *, cased: bool) -> tuple[Ints, Floats, float]:
        """The likeliest form and its probability at each place, and the mean log loss; learns where told to."""
        guess, sure = np.zeros(len(shown), np.int32), np.zeros(len(shown), np.float32)
        model = self._model(stream, shown, cased=cased)
        loss = self.library.learn_pass(ctypes.byref(model), ctypes.byref(settings), _at(guess), _at(sure))
        return guess, sure, loss / len(shown)

    def learn(self, stream: Stream, rate: float, drop: float, net_drop: float) -> float:
        """One pass, half of it with capitals known; the mean log loss on the way."""
        losses = []
        for part in stream.parts(PARTS):
            self.passes += 1
            settings = _CPass(*(one * rate for one in RATES), drop, net_drop, 1, 1)
            losses.append(self.run(part, settings, self._shown(part.forms), cased=self.passes % 2 == 0)[2])
        return float(np.mean(losses))

    def right(self, stream: Stream, *, cased: bool) -> float:
        """The share of syllables rightly restored, all marks taken away, the surer guesses shown in a second pass."""
        kept, self.seen = self.seen, None  # the table that ships does not know what was seldom seen
        look, forms = _CPass(0, 0, 0, 0, 0, 0, 1), stream.forms
        guess, sure, _ = self.run(stream, look, np.zeros_like(forms), cased=cased)
        shown = np.where(sure > 0.5, self._marked(guess), 0).astype(np.int32)
        guess, _, _ = self.run(stream, look, shown, cased=cased)
        self.seen = kept
        return float((guess == forms)[self.words.is_syllable[forms]].mean())

    def prune(self, kept: int) -> None:
        """Keep the weights that matter most to the likelihood; the others stay zero from now on."""
        saliency = self.weight**2 * self.weight_g
        least = np.partition(saliency, -kept)[-kept]
        removed = saliency < least
        self.weight[removed], self.weight_g[removed] = 0, -1
        self.weight_g[~removed] *= 0.3


def plan(mixed: Stream, commas: Stream, plain: Stream) -> Iterator[tuple[Stream, float, float, float, int]]:
    """The passes in order: the stream, the rate, the share of templates and of net left out, weights kept before it."""
    yield mixed, 1.0, 0.2, 0.1, 0
    yield plain, 0.8, 0.2, 0.1, 0
    yield commas, 0.6, 0.2, 0.1, 0
    yield plain, 0.4, 0.2, 0.1, 0
    yield commas, 0.3, 0.1, 0.1, KEPT
    yield plain, 0.1, 0.1, 0.1, 0


def main() -> None:
    """Learn and write the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--to", type=Path, default=Path("index/data/diacritics.npz"))
    target = parser.parse_args().to
    data = Path(os.environ["CHIDAO_DATA"])
    written, ruled = list(sentences(news(data, held=False))), list(sentences(law(data)))
    words = vocabulary(written, ruled)
    commas, plain = (encoded(written, words, marks=marks) for marks in (True, False))
    mixed = encoded(written + ruled, words, marks=True)
    measured = encoded(list(sentences(news(data, held=True))), words, marks=True)
    with tempfile.TemporaryDirectory() as folder:
        learner = Learner(words, compiled(Path(folder)))
        for stream in (plain, mixed):
            learner.count(stream)
        for number, (stream, rate, drop, net_drop, kept) in enumerate(plan(mixed, commas, plain)):
            if kept:
                learner.prune(kept)
            loss = learner.learn(stream, rate, drop, net_drop)
            found = [f"{learner.right(measured, cased=cased):.4f}" for cased in (False, True)]
            print(f"{number}: loss {loss:.4f}, held out (without, with capitals) {found}", flush=True)  # noqa: T201
    save_table(target, words, learner.weight, learner.net)
    print(f"{target}: {target.stat().st_size / 1e6:.2f} MB, {len(words.forms)} forms")  # noqa: T201


if __name__ == "__main__":
    main()
