"""How well diacritics are restored on news held out from learning, and at what cost.

    CHIDAO_DATA=… python -m tests.benchmarks.diacritics [--sentences 4000] [--choose]

Prints: syllables right (all, and those that could be something else) and sentences wholly right, where all marks are
taken away, with the general table alone and with the counts of a corpus added (the first two thirds of the held-out
articles; the last third of each is what is restored); half of the marks taken away; right sentences that are changed
when typed with all their marks; milliseconds for 20 syllables; milliseconds to load; bytes. `--choose` shows how the
evidence asked for trades changes of right questions for marks restored in half-typed ones.
"""

import argparse
import itertools
import json
import os
import random
import statistics
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from index.diacritics import Guess, Restorer
from index.diacritics_counts import Counts, count
from index.diacritics_syllables import Kind, Piece, pieces
from index.diacritics_table import Table, general_table, load_table
from index.text import fold, modern_tones, nfc
from tests.benchmarks.learn_diacritics import news

_TABLE = Path("index/data/diacritics.npz")


@dataclass(frozen=True, slots=True)
class Score:
    """Shares of syllables and sentences."""

    syllables: float  # right, of all Vietnamese syllables
    ambiguous: float  # right, of those with several forms
    sentences: float  # wholly right


def bare(text: str) -> str:
    """The text without diacritics, its case kept."""
    return "".join(f.upper() if c.isupper() else f for c in text if (f := fold(c)))


def half_bare(text: str, share: float, rng: random.Random) -> str:
    """The text with a share of its marked words bare."""
    out, last = [], 0
    for piece in pieces(text):
        word = text[piece.start : piece.end]
        out += [text[last : piece.start], bare(word) if rng.random() < share else word]
        last = piece.end
    return "".join(out) + text[last:]


def sentences_of(text: str) -> list[str]:
    """The sentences of four to forty pieces, cut where the restorer itself cuts."""
    found = []
    for is_end, group in itertools.groupby(pieces(text), lambda piece: piece.kind is Kind.END):
        part = list(group)
        if not is_end and 4 <= len(part) <= 40:
            found.append(text[part[0].start : part[-1].end])
    return found


def articles(folder: Path) -> Iterator[list[str]]:
    """The held-out articles as sentences."""
    for text in news(folder, held=True):
        if len(found := sentences_of(nfc(text))) > 2:
            yield found


def measure(restorer: Restorer, sentences: Sequence[str], typed: Sequence[str]) -> Score:
    """Compare what is restored with what was written."""
    words = restorer.table.words
    right = several = several_right = syllables = whole = 0
    for written, given in zip(sentences, typed, strict=True):
        text, good = restorer.restore(given).text, list[bool]()
        for piece in pieces(given):
            if piece.kind is not Kind.SYLLABLE:
                continue
            good.append(spelt(text, piece) == spelt(written, piece))
            number = words.fold_number.get(piece.folded)
            if number is None or words.first[number + 1] - words.first[number] > 1:
                several, several_right = several + 1, several_right + good[-1]
        right, syllables, whole = right + sum(good), syllables + len(good), whole + all(good)
    return Score(right / syllables, several_right / several, whole / len(sentences))


def spelt(text: str, piece: Piece) -> str:
    """The word of a text at a piece's place, in one spelling."""
    return modern_tones(text[piece.start : piece.end]).lower()


def changed(restorer: Restorer, sentences: Sequence[str]) -> float:
    """The share of sentences, typed as they should be, that the restorer changes."""
    return sum(restorer.restore(one).changed for one in sentences) / len(sentences)


def questions() -> list[str]:
    """Our own questions of the tune split that are rightly typed in Vietnamese."""
    rows = map(json.loads, Path("tests/data/questions.jsonl").read_text(encoding="utf-8").splitlines())
    wrong = {"no_diacritics", "un_no_diacritics", "misspelt", "english", "un_english"}
    return [
        row["question"]
        for row in rows
        if row["split"] == "tune" and row["kind"] not in wrong and fold(row["question"]) != row["question"].lower()
    ]


def cost(table: Table) -> dict[str, float]:
    """Milliseconds of loading and of a 20-syllable question, bytes on disk."""
    started = time.perf_counter()
    load_table(_TABLE)
    loading = time.perf_counter() - started
    question = "dong chi bi thu thanh uy yeu cau phuong hoa loi lam gi de giu vung an ninh trat tu"
    restorer, took = Restorer(table), []
    for _ in range(200):
        started = time.perf_counter()
        restorer.restore(question)
        took.append(time.perf_counter() - started)
    return {
        "load_ms": 1000 * loading,
        "restore_p50_ms": 1000 * statistics.median(took),
        "restore_p95_ms": 1000 * statistics.quantiles(took, n=20)[-1],
        "bytes": float(_TABLE.stat().st_size),
    }


def choose(restorer: Restorer, sentences: Sequence[str]) -> None:
    """What each amount of evidence costs in right sentences and brings in half-typed ones, by the share of marks."""
    rng, edges = random.Random(1), ((0.0, 0.3), (0.3, 1.0))
    halves = [half_bare(one, rng.random(), rng) for one in sentences]
    for low, high in edges:
        inside = [one for one in sentences if low < marked_share(one) <= high]
        right = [[guess.odds for guess in restorer.guesses(one) if guess.lacking] for one in inside]
        half = [(written, typed) for written, typed in zip(sentences, halves, strict=True)
                if low < marked_share(typed) <= high]  # fmt: skip
        guesses = [(written, list(restorer.guesses(typed))) for written, typed in half]
        print(f"marks on {low} to {high}: {len(right)} right sentences, {len(half)} half-typed")  # noqa: T201
        for least, needed in itertools.product((0.0, 1.0, 2.0, 3.0), (0.0, 3.0, 6.0, 9.0, 10.0, 11.0, 12.0, 13.0)):
            spoilt = sum(sum(odds for odds in one if odds >= least) > needed for one in right)
            restored, missing = recalled(guesses, least, needed)
            share = restored / max(missing, 1)
            print(f"    {least} each, {needed} in all: {spoilt} changed; {share:.3f} of marks restored")  # noqa: T201


def recalled(guesses: Sequence[tuple[str, list[Guess]]], least: float, needed: float) -> tuple[int, int]:
    """How many of the missing marks are rightly restored, and how many are missing."""
    restored = missing = 0
    for written, found in guesses:
        enough = sum(guess.odds for guess in found if guess.lacking and guess.odds >= least) >= needed
        for guess in found:
            wanted = spelt(written, guess.piece)
            missing += wanted != guess.piece.folded
            restored += enough and guess.lacking and guess.odds >= least and wanted == guess.form
    return restored, missing


def marked_share(text: str) -> float:
    """The share of a text's syllables that bear a mark."""
    marked = [piece.form != piece.folded for piece in pieces(text) if piece.kind is Kind.SYLLABLE]
    return sum(marked) / max(len(marked), 1)


def with_corpus(read: Sequence[Sequence[str]], limit: int) -> tuple[Counts, list[str]]:
    """The counts of the first two thirds of each article, and sentences of the last thirds."""
    counts = count(". ".join(one[: 2 * len(one) // 3]) for one in read)
    later = [sentence for one in read for sentence in one[2 * len(one) // 3 :]]
    return counts, random.Random(2).sample(later, min(limit, len(later)))


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sentences", type=int, default=4000)
    parser.add_argument("--choose", action="store_true")
    options = parser.parse_args()
    table = general_table()
    restorer, read = Restorer(table), list(articles(Path(os.environ["CHIDAO_DATA"])))
    read = read[::2] if options.choose else read[1::2]  # constants are chosen on one half, measured on the other
    counts, sentences = with_corpus(read, options.sentences)
    if options.choose:
        choose(restorer, sentences)
        return
    all_bare, rng = [bare(one) for one in sentences], random.Random(3)
    ours = questions()
    seeds = (path.read_text(encoding="utf-8") for path in sorted(Path("seeds").glob("*.txt")))
    at_home = replace(restorer, corpus=count(seeds))
    results: dict[str, object] = {
        "bare": measure(restorer, sentences, all_bare),
        "bare, lower case": measure(restorer, sentences, [one.lower() for one in all_bare]),
        "bare, corpus": measure(replace(restorer, corpus=counts), sentences, all_bare),
        "half bare": measure(restorer, sentences, [half_bare(one, 0.5, rng) for one in sentences]),
        "right sentences changed": changed(restorer, sentences),
        "right sentences changed, corpus": changed(replace(restorer, corpus=counts), sentences),
        "our questions, bare, lower case": measure(restorer, ours, [bare(one).lower() for one in ours]),
        "our questions, bare, lower case, corpus": measure(at_home, ours, [bare(one).lower() for one in ours]),
        "our right questions changed, corpus": changed(at_home, ours),
        "our right questions changed": changed(restorer, ours),
        "cost": cost(table),
    }
    for name, result in results.items():
        print(f"{name}: {result}")  # noqa: T201


if __name__ == "__main__":
    main()
