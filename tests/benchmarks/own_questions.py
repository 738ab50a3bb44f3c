"""Asks our own question sets of the five articles and the tune articles of the statements together.

    python -m tests.benchmarks.own_questions [SET:SPLIT...] [--wrong]

Sets are files of tests/data; without any, the tune halves of both and the held-out one of questions_more.jsonl.
*right* is the share of the answers to answerable questions that contain the gold answer or cite its evidence. Of the
short answers (a figure, a day, a name) it counts those of which nothing stands in the gold answer, and those given to
questions that the articles do not answer; `--wrong` lists them, of `tune` splits alone.
"""

import argparse
import json
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from index.library import Library
from index.settings import load
from rag.answers import Answer
from rag.ask import Desk, Request
from tests.benchmarks.learn_answering import DATA, TODAY, articles

SETS = ("questions.jsonl:tune", "questions_more.jsonl:tune", "questions_more.jsonl:test")


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with its answer, or None where it was refused."""

    row: Mapping[str, Any]
    answer: Answer | None

    @property
    def contains(self) -> bool:
        """Whether every part of the gold answer is said, in one of its forms."""
        text = self.answer.text if self.answer else ""
        return bool(self.answer) and all(any(gold in text for gold in part) for part in self.row["answer"])

    @property
    def cites(self) -> bool:
        """Whether a citation is of the gold evidence."""
        quotes = [citation.quote for citation in self.answer.citations] if self.answer else []
        return any(quote in gold or gold in quote for quote in quotes for gold in self.row["evidence"])

    @property
    def short(self) -> str:
        """The short answer, "" where there is none."""
        return (self.answer.short_answer or "") if self.answer else ""

    @property
    def differs(self) -> bool:
        """Whether nothing of the short answer stands in the gold answer."""
        told = self.short.lower()
        golds = [gold.lower() for part in self.row["answer"] for gold in part]
        figures = [word for gold in golds for word in gold.split() if any(map(str.isdigit, word))]
        return not any(told in gold or gold in told for gold in golds) and not any(word in told for word in figures)


def main() -> None:
    """Asks the sets, and prints a line of shares for each."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", nargs="*", default=SETS)
    parser.add_argument("--wrong", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        settings = load(home=f"{home}/index")
        library = Library(settings)
        library.create_from_seeds()
        library.add(articles())
        desk = Desk(library, settings, today=lambda: TODAY)
        for name, _, split in (one.partition(":") for one in options.sets):
            lines = (DATA / name).read_text(encoding="utf-8").splitlines()
            rows = [row for line in lines if (row := json.loads(line))["split"] == split]
            asked = [Asked(row, _answer(desk, row)) for row in rows]
            sys.stdout.write(f"{name} {split} ({len(rows)}): {_shares(asked)}\n")
            for one in asked if options.wrong and split == "tune" else ():
                if one.short and (one.differs or not one.row["answerable"]):
                    sys.stdout.write(f"  {one.row['id']} {one.row['question']} | {one.short} | {one.row['answer']}\n")
        library.close()


def _answer(desk: Desk, row: Mapping[str, Any]) -> Answer | None:
    result = desk.ask(Request(row["question"], tuple(row["history"])))
    return result if isinstance(result, Answer) else None


def _shares(asked: list[Asked]) -> str:
    told = [one for one in asked if one.row["answerable"]]
    rest = [one for one in asked if not one.row["answerable"]]
    given = [one for one in told if one.answer]
    short = [one for one in asked if one.short]
    wrong = sum(one.differs for one in short if one.row["answerable"])
    unasked = sum(not one.row["answerable"] for one in short)
    parts = {
        "answered": _share([bool(one.answer) for one in told]),
        "contains": _share([one.contains for one in told]),
        "cited evidence": _share([one.cites for one in told]),
        "right": _share([one.contains or one.cites for one in given]),
        "refused unanswerable": _share([one.answer is None for one in rest]),
    }
    shares = ", ".join(f"{name} {value:.1f}" for name, value in parts.items())
    return f"{shares}; short answers {len(short)}, other than gold {wrong}, to the unanswerable {unasked}"


def _share(found: list[bool]) -> float:
    return 100 * sum(found) / max(1, len(found))


if __name__ == "__main__":
    main()
