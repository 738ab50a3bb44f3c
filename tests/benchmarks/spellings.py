"""What another spelling of the same question costs: nDCG@10 of public sets, as typed and in other spellings.

    CHIDAO_DATA=FOLDER python -m tests.benchmarks.spellings [SET...] [--each N]

Every question is searched as it stands, decomposed (NFD), in capitals, with the other tone placement (hoà for hòa, and
the reverse), without any diacritics, and with every second word without. Printed, in hundredths of nDCG@10, with the
difference from the question as it stands. `--each N` takes every Nth question.
"""

import argparse
import re
import sys
import unicodedata
from collections.abc import Callable, Mapping, Sequence

from index.encoder import open_encoder
from index.settings import load
from index.text import fold, modern_tones, nfc
from rag.ask import Desk, Request
from rag.evaluation.beir import read_beir
from rag.evaluation.corpora import BeirCorpus, beir_library
from tests.benchmarks.public_sets import folder

SETS = ("xquad_vi", "mlqa_vi_dev")
K = 10


def main(arguments: Sequence[str]) -> int:
    """Ask, print."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.spellings", description="Other spellings.")
    parser.add_argument("sets", nargs="*", default=list(SETS))
    parser.add_argument("--each", type=int, default=1)
    options = parser.parse_args(arguments)
    sys.stdout.write(f"| set | {' | '.join(SPELLINGS)} |\n{'|---' * (len(SPELLINGS) + 1)}|\n")
    for name in options.sets:
        found = measured(name, options.each)
        typed = next(iter(found.values()))
        cells = [f"{100 * v:.2f} ({100 * (v - typed):+.2f})" for v in found.values()]
        sys.stdout.write(f"| {name} | {' | '.join(cells)} |\n")
        sys.stdout.flush()
    return 0


def measured(name: str, each: int) -> Mapping[str, float]:
    """Mean nDCG@10 of a set's questions, by spelling."""
    settings = load()
    questions = read_beir(folder(name))
    library = beir_library(settings, questions.rows, open_encoder(settings), lambda what, done, of: None)
    desk, corpus = Desk(library, settings), BeirCorpus(library, questions.rows)
    totals = dict.fromkeys(SPELLINGS, 0.0)
    items = questions.items[::each]
    for item in items:
        for spelling, spelt in SPELLINGS.items():
            hits = desk.search(Request(spelt(item.question)), K)
            totals[spelling] += corpus.retrieval(item, hits)["nDCG@10"] or 0.0
    library.close()
    return {spelling: total / len(items) for spelling, total in totals.items()}


def other_tones(text: str) -> str:
    """The text with its tone marks on the other vowel of oa, oe and uy: hòa for hoà, and hoà for hòa."""
    return " ".join(_other(word) for word in nfc(text).split())


def _other(word: str) -> str:
    modern = modern_tones(word)
    if modern != word:
        return modern
    apart = unicodedata.normalize("NFD", word)
    old = re.sub(r"(?<![qQ])([oOuU])([aeyAEY])([\u0300\u0301\u0303\u0309\u0323])(?=\W|$)", r"\1\3\2", apart)
    return nfc(old)


def every_second_bare(text: str) -> str:
    """Every second word without diacritics, as somebody types in a hurry."""
    return " ".join(fold(word) if at % 2 else word for at, word in enumerate(text.split()))


def _decomposed(text: str) -> str:
    return unicodedata.normalize("NFD", text)


SPELLINGS: Mapping[str, Callable[[str], str]] = {
    "as typed": str,
    "decomposed": _decomposed,
    "in capitals": str.upper,
    "other tone placement": other_tones,
    "without diacritics": fold,
    "every second word without": every_second_bare,
}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
