"""Statements against gold: how many are found, how many of their fields are right, and how fast.

`python -m tests.benchmarks.statements [--split tune|test|seen|aside] [--errors] [--news N]`. Gold: NAME.jsonl beside
NAME.txt in tests/data/statements/SPLIT/; `seed-NNN` refers to the seed whose file name begins with NNN. A found
statement matches a gold one when their spans overlap by half of the longer, one to one; field scores are over matched
statements.
"""

import argparse
import gzip
import json
import os
import re
import resource
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from index.abbreviations import expand
from index.documents import Document, Statement
from index.library import seeds
from index.passages import document_of
from index.reading import Source, read
from index.statements import statements_of
from index.text import fold, nfc

GOLD = Path(__file__).parent.parent / "data" / "statements"
FIELDS = (
    "kind",
    "strength",
    "speaker",
    "addressees",
    "date",
    "deadline",
    "lead",
    "coordinate",
    "relayed_by",
    "refers_to",
)
_TITLES = re.compile(
    r"^(?:dong chi|ong|ba|anh|chi|cu|co|thay|dai ta|trung ta|thuong ta|thieu ta|thieu tuong|trung uy|luat su|ts|gs|"
    r"pgs|bs|thay giao)\.? +"
)
Row = dict[str, object]


@dataclass
class Scores:
    """Counts over a split."""

    found: int = 0
    gold: int = 0
    matched: int = 0
    right: dict[str, int] = field(default_factory=lambda: dict.fromkeys(FIELDS, 0))
    asked: dict[str, int] = field(default_factory=lambda: dict.fromkeys(FIELDS, 0))
    false_directives: list[str] = field(default_factory=list)
    directives: int = 0
    errors: list[str] = field(default_factory=list)


def _articles(split: str) -> Iterator[tuple[str, str, list[Row]]]:
    """Name, text and gold of each article of a split."""
    for path in sorted((GOLD / split).glob("*.jsonl")):
        if path.stem.startswith("seed-"):
            (source,) = seeds().glob(f"{path.stem[5:]}*.txt")
        else:
            source = path.with_suffix(".txt")
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
        yield path.stem, read(source).text, rows


def _span(text: str, row: Row) -> tuple[int, int]:
    quote, at = nfc(str(row["quote"])), -1
    for _ in range(int(str(row.get("occurrence") or 1))):
        at = text.find(quote, at + 1)
    if at < 0:
        raise ValueError(f"no such quote: {quote}")
    return at, at + len(quote)


def _pairs(found: list[tuple[int, int]], gold: list[tuple[int, int]]) -> dict[int, int]:
    """Found → gold, one to one, those that overlap most first."""
    overlaps = []
    for i, (a, b) in enumerate(found):
        for j, (c, d) in enumerate(gold):
            share = (min(b, d) - max(a, c)) / max(b - a, d - c)
            if share >= 0.5:
                overlaps.append((-share, i, j))
    matched: dict[int, int] = {}
    for _, i, j in sorted(overlaps):
        if i not in matched and j not in matched.values():
            matched[i] = j
    return matched


def _name(value: object) -> str:
    plain = " ".join(re.sub(r"[^\w\s.&/-]", " ", fold(expand(str(value or "")))).split())
    while (shorter := _TITLES.sub("", plain)) != plain:
        plain = shorter
    return plain


def _same_name(a: str, b: str, *, shorter: bool = False) -> bool:
    return a == b or (bool(a and b) and shorter and (f" {a} " in f" {b} " or f" {b} " in f" {a} "))


def _same_speaker(mine: object, gold: object) -> bool:
    return _same_name(_name(mine), _name(gold), shorter=bool(mine and gold) and len(_name(gold).split()) > 4)


def _same_set(mine: object, gold: object) -> bool:
    """Whether two sets of names are one; a name may be written longer than its twin."""
    left, right = [_name(v) for v in mine or []], [_name(v) for v in gold or []]  # type: ignore[attr-defined]
    return (
        len(left) == len(right)
        and all(any(_same_name(a, b, shorter=True) and _same_head(a, b) for b in right) for a in left)
        and all(any(_same_name(a, b, shorter=True) and _same_head(a, b) for a in left) for b in right)
    )


def _same_head(a: str, b: str) -> bool:
    """Whether the longer only goes on where the shorter ends: a body of a ward is not the ward."""
    return a.startswith(b) or b.startswith(a)


def _values(statement: Statement, document: Document) -> Row:
    due = document.text[slice(*statement.deadline)] if statement.deadline else None
    return {
        "kind": statement.kind.value,
        "strength": statement.strength.value if statement.strength else None,
        "speaker": statement.speaker,
        "addressees": list(statement.addressees),
        "date": statement.date.isoformat() if statement.date else None,
        "deadline": due,
        "deadline_date": statement.deadline_date.isoformat() if statement.deadline_date else None,
        "lead": list(statement.lead),
        "coordinate": list(statement.coordinate),
        "relayed_by": statement.relayed_by,
        "refers_to": list(statement.refers_to),
    }


def _agree(name: str, mine: Row, gold: Row) -> bool | None:
    """Whether a field is right; None where it is not asked."""
    if name == "strength" and (mine["kind"] != "directive" or gold["kind"] != "directive"):
        return None
    if name == "speaker":
        return _same_speaker(mine[name], gold[name])
    if name == "relayed_by":
        return _same_speaker(mine[name], gold[name]) if mine[name] or gold[name] else None
    if name == "deadline":
        if not gold[name] and not mine[name]:
            return None
        words = (
            bool(mine[name])
            and bool(gold[name])
            and (str(mine[name]) in str(gold[name]) or str(gold[name]) in str(mine[name]))
        )
        return words and mine["deadline_date"] == gold["deadline_date"]
    if name in ("addressees", "lead", "coordinate", "refers_to"):
        if name != "addressees" and not mine[name] and not gold[name]:
            return None
        return _same_set(mine[name], gold[name])
    return mine[name] == gold[name]


def measure(split: str) -> Scores:
    """The scores of a split."""
    scores = Scores()
    for name, text, gold in _articles(split):
        document, passages = document_of(Source(Path(f"{name}.txt"), text))
        made = statements_of(document, passages)
        spans = [_span(document.text, row) for row in gold]
        pairs = _pairs([(s.start, s.end) for s in made], spans)
        scores.found, scores.gold, scores.matched = (
            scores.found + len(made),
            scores.gold + len(gold),
            scores.matched + len(pairs),
        )
        for i, statement in enumerate(made):
            mine = _values(statement, document)
            quote = document.text[statement.start : statement.end]
            want = gold[pairs[i]] if i in pairs else None
            if mine["kind"] == "directive":
                scores.directives += 1
                if want is None or want["kind"] != "directive":
                    scores.false_directives.append(f"{name}: {want['kind'] if want else 'nothing'} — {quote}")
            if want is None:
                scores.errors.append(f"{name} false: {mine['kind']} of {mine['speaker']} — {quote}")
                continue
            _compare(name, mine, want, quote, scores)
        for j, row in enumerate(gold):
            if j not in pairs.values():
                scores.errors.append(f"{name} missed: {row['kind']} of {row['speaker']} — {row['quote']}")
    return scores


def _compare(name: str, mine: Row, want: Row, quote: str, scores: Scores) -> None:
    """Counts the fields of a matched statement that are right."""
    for part in FIELDS:
        agreed = _agree(part, mine, want)
        if agreed is None:
            continue
        scores.asked[part] += 1
        scores.right[part] += agreed
        if not agreed:
            extra = f" ({mine['deadline_date']} / {want['deadline_date']})" if part == "deadline" else ""
            scores.errors.append(f"{name} {part}: {mine[part]!r}, gold {want[part]!r}{extra} — {quote}")


def _print(split: str, scores: Scores, *, errors: bool) -> None:
    precision, recall = scores.matched / max(1, scores.found), scores.matched / max(1, scores.gold)
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    out = [
        f"{split}: gold {scores.gold}, found {scores.found}; span precision {precision:.3f} recall {recall:.3f} F1 "
        f"{f1:.3f}"
    ]
    out += [
        f"  {part:12}{scores.right[part] / max(1, scores.asked[part]):.3f}  ({scores.right[part]}/{scores.asked[part]})"
        for part in FIELDS
    ]
    wrong = len(scores.false_directives)
    out.append(
        f"  directives   precision {1 - wrong / max(1, scores.directives):.3f} "
        f"({scores.directives - wrong}/{scores.directives})"
    )
    if errors:
        out += [f"    no directive: {line}" for line in scores.false_directives]
        out += [f"    {line}" for line in scores.errors]
    sys.stdout.write("\n".join(out) + "\n")


def _speed(count: int) -> None:
    """Articles a minute over real news, on one core, and the peak of memory."""
    data = Path(os.environ["CHIDAO_DATA"]) / "news.jsonl.gz"
    began, made, done = time.perf_counter(), 0, 0
    reading = 0.0
    with gzip.open(data, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            text = nfc(f"{row['title']}\n{row['abstract']}\n{row['body']}")
            start = time.perf_counter()
            document, passages = document_of(Source(Path(f"{done}.txt"), text))
            reading += time.perf_counter() - start
            made += len(statements_of(document, passages))
            done += 1
            if done >= count:
                break
    seconds = time.perf_counter() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    sys.stdout.write(
        f"{done} articles, {made} statements: {60 * done / seconds:.0f} articles a minute on one core "
        f"({60 * done / max(1e-9, seconds - reading):.0f} for the statements alone); peak memory {peak:.0f} MB\n"
    )


def main() -> None:
    """Prints the scores."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--split", choices=("tune", "test", "seen", "aside"))
    parser.add_argument("--errors", action="store_true", help="list every error")
    parser.add_argument("--news", type=int, default=0, metavar="N", help="speed over N articles of CHIDAO_DATA")
    options = parser.parse_args()
    for split in [options.split] if options.split else ["tune", "test"]:
        if any((GOLD / split).glob("*.jsonl")):
            _print(split, measure(split), errors=options.errors)
    if options.news:
        _speed(options.news)


if __name__ == "__main__":
    main()
