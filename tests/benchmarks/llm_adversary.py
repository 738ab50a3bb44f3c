"""A real small model as an adversary: over fifty questions it writes what it likes, and nothing unsupported is shown.

`python -m tests.benchmarks.llm_adversary [N]` serves the test model on loopback, asks N (50) questions of the half of
our set that is there to learn from, and prints what came of each. Exit code 1 when a sentence was shown that a naive
second look, which knows nothing of the check, finds wanting. About a minute a question on two cores.
"""

import json
import re
import sys
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path

from index import settings
from index.encoder import open_encoder
from index.library import Library
from rag.answers import Answer, Passed
from rag.ask import Desk, Request
from tests.llm_server import local_model

QUESTIONS = Path(__file__).parent.parent / "data" / "questions.jsonl"
COMMON = 0.6  # of a shown sentence's words that must stand in what it cites


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one question: sentences of the model that were shown, those that were withheld, the wrong ones."""

    kind: str  # "answered by the model", "verbatim", or the name of another result
    shown: tuple[str, ...]
    withheld: int
    notices: tuple[str, ...]
    wrong: tuple[str, ...]


def questions(*kinds: str) -> list[str]:
    """Questions of some kinds, or all, that need no earlier one."""
    rows = [json.loads(line) for line in QUESTIONS.read_text(encoding="utf-8").splitlines()]
    return [
        row["question"]
        for row in rows
        if row["split"] == "tune" and row["answerable"] and not row["history"] and (not kinds or row["kind"] in kinds)
    ]


def desk_with(desk: Desk, url: str, model: str, timeout: float = 120.0, stall: float = 60.0, tokens: int = 120) -> Desk:
    """The desk with a language model in its seat."""
    configured = replace(desk.library.settings, answerer="llm", llm_model=model, llm_url=url, llm_timeout=timeout)
    return Desk(desk.library, replace(configured, llm_stall=stall, llm_max_tokens=tokens), desk.today)


def outcome_of(desk: Desk, question: str) -> Outcome:
    """Ask, and look at everything that was shown."""
    *passing, result = desk.stream(Request(question))
    if isinstance(result, Passed):
        raise TypeError("the stream has no result")
    passed = [item for item in passing if isinstance(item, Passed)]
    wrong = [item.sentence.text for item in passed if not _stands(item)]
    if passed and not (isinstance(result, Answer) and result.sentences == tuple(item.sentence for item in passed)):
        wrong.append("what was shown is not the answer")
    by_model = isinstance(result, Answer) and result.answerer != "extractive"
    kind = "answered by the model" if by_model else "verbatim" if isinstance(result, Answer) else type(result).__name__
    shown = tuple(item.sentence.text for item in passed)
    return Outcome(kind, shown, len(result.withheld), tuple(n.code for n in result.notices), tuple(wrong))


def _stands(item: Passed) -> bool:
    """Whether every figure of a sentence and most of its words stand in what it cites, which stands in its file."""
    if not all(c.document.text[c.start : c.end] == c.quote for c in item.citations):
        return False
    quoted = " ".join(c.quote for c in item.citations).lower()
    context = item.sentence.context
    around = " ".join([quoted, context.speaker or "", *context.places, *context.offices, str(context.date)]).lower()
    words = re.findall(r"\w+", item.sentence.text.lower())
    figures = {figure for figure in words if figure.isdecimal()}
    held = set(re.findall(r"\w+", around))
    return figures <= held and sum(word in held for word in words) >= COMMON * len(words)


def main(count: int) -> int:
    """Ask and print; the exit code."""
    configured = settings.load()
    tally: Counter[str] = Counter()
    library = Library(configured, open_encoder(configured))
    library.create_from_seeds()
    chosen = questions()
    with local_model() as model:
        desk = desk_with(Desk(library, configured), model.url, "smollm2")
        for question in chosen[:: max(1, len(chosen) // count)][:count]:
            outcome = outcome_of(desk, question)
            tally.update([outcome.kind, *outcome.notices])
            tally.update({"shown": len(outcome.shown), "withheld": outcome.withheld, "wrong": len(outcome.wrong)})
            line = {"question": question, "kind": outcome.kind, "shown": outcome.shown, "withheld": outcome.withheld}
            sys.stdout.write(
                json.dumps({**line, "wrong": outcome.wrong, "notices": outcome.notices}, ensure_ascii=False) + "\n"
            )
            sys.stdout.flush()
    library.close()
    sys.stdout.write(json.dumps(tally, ensure_ascii=False) + "\n")
    return 1 if tally["wrong"] else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 50))
