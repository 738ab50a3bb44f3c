"""Precision and recall of the parser of facts, by type, on hand-labelled sentences.

`python -m tests.benchmarks.facts [--split tune|test] [--errors]`. A labelled fact is found when a fact of its type
overlaps it by at least half of the longer of the two and says the same (see `same`). Labels never saw the parser.
"""

import argparse
import json
import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from index import document_numbers
from index.facts import Fact, FactKind, all_facts
from index.figures import rounding_of
from index.text import comparable

GOLD = Path(__file__).resolve().parent.parent / "data" / "facts"
SPLITS = ("tune", "test")
KINDS = {
    "number": FactKind.NUMBER,
    "date": FactKind.DATE,
    "person": FactKind.PERSON,
    "title": FactKind.TITLE,
    "organisation": FactKind.ORGANISATION,
    "place": FactKind.PLACE,
    "document": FactKind.DOCUMENT_NUMBER,
    "negation": FactKind.NEGATION,
    "modality": FactKind.MODALITY,
}


@dataclass(frozen=True, slots=True)
class Label:
    """A fact as it was labelled, at `sentence[start:end]`. `value`: a string, or that of a number as a dictionary."""

    type: str
    start: int
    end: int
    text: str
    value: Any


@dataclass(slots=True)
class Count:
    """What was found of one type; the three figures of its precision and recall, and the errors in words."""

    labelled: int = 0
    given: int = 0
    found: int = 0
    errors: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        """Of what the parser gives, the share that is labelled; 1 where it gives nothing."""
        return self.found / self.given if self.given else 1.0

    @property
    def recall(self) -> float:
        """Of what is labelled, the share that the parser gives; 1 where nothing is."""
        return self.found / self.labelled if self.labelled else 1.0


def sentences(split: str) -> Iterator[tuple[str, list[Label]]]:
    """The sentences of a split with their labels; none where the split is not here."""
    path = GOLD / f"{split}.jsonl"
    if path.exists():
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            yield row["text"], [_label(row["text"], fact) for fact in row["facts"]]


def measure(rows: Iterable[tuple[str, Sequence[Label]]]) -> Mapping[str, Count]:
    """The counts of every type over the sentences."""
    counts = {name: Count() for name in KINDS}
    for text, labels in rows:
        given = all_facts(text)
        for name, kind in KINDS.items():
            _compare(
                text,
                [label for label in labels if label.type == name],
                [f for f in given if f.kind is kind],
                counts[name],
            )
    return counts


def same(label: Label, fact: Fact) -> bool:
    """Whether a fact says what the label says.

    A number: its value, rounding (over, under or about) and the first word of its unit, without what it is per. A
    document: one number. Else the words in comparable form, without a level that only one spelling has (TPHCM).
    """
    if fact.kind is FactKind.NUMBER:
        value = label.value["value"]
        known = "/".join(f"{v:g}" if v < 1e6 else str(int(v)) for v in (value if isinstance(value, list) else [value]))
        unit, own = (re.split("[ ,/]", words)[0] for words in (comparable(label.value["unit"]), fact.unit))
        return known == fact.value and unit == own and rounding_of(label.value["rounding"]) == fact.rounding
    if fact.kind is FactKind.DOCUMENT_NUMBER:
        return document_numbers.agree(fact.value, comparable(label.value)) or fact.value == comparable(label.value)
    if fact.kind is FactKind.PLACE:
        return fact.value == comparable(label.value) or comparable(fact.text) == comparable(label.value)
    if fact.kind in (FactKind.DATE, FactKind.NEGATION, FactKind.MODALITY):
        return bool(fact.value == label.value)
    return fact.value == comparable(label.value)


def _label(text: str, row: Mapping[str, Any]) -> Label:
    start = -1
    for _ in range(row.get("occurrence", 1)):
        start = text.index(row["text"], start + 1)
    return Label(row["type"], start, start + len(row["text"]), row["text"], row["value"])


def _compare(text: str, labels: Sequence[Label], given: Sequence[Fact], count: Count) -> None:
    left = list(given)
    for label in labels:
        match = next((f for f in left if _overlap(text, label, f) and same(label, f)), None)
        if match:
            left.remove(match)
        else:
            count.errors.append(f"missed {label.text} = {label.value} | {text}")
    count.errors += [f"extra  {f.text} = {f.value} {f.unit} {f.rounding} | {text}" for f in left]
    count.labelled += len(labels)
    count.given += len(given)
    count.found += len(given) - len(left)


def _overlap(text: str, label: Label, fact: Fact) -> bool:
    """Whether the two share at least half of the longer; numbers may be compared without the units behind them."""
    ends, label_end = [fact.end], label.end
    if fact.kind is FactKind.NUMBER and label.value["unit"] not in ("", "%"):
        amount = label.text.find(f" {label.value['unit']}")
        label_end = label.start + amount if amount > 0 and fact.end < label.end else label.end
    if fact.kind is FactKind.NUMBER and fact.unit:
        unit = comparable(text[fact.end : fact.end + len(fact.unit) + 1])
        ends += (
            [fact.end + 1 + len(fact.unit.split(" ")[0]), fact.end + 1 + len(fact.unit)] if unit == fact.unit else []
        )
    shares = (
        (min(end, stop) - max(fact.start, label.start)) / max(end - fact.start, stop - label.start)
        for end in ends
        for stop in {label.end, label_end}
    )
    return max(shares) >= 0.5


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the table of every split that is here, and the errors where they are asked for."""
    parser = argparse.ArgumentParser(description="precision and recall of the parser of facts")
    parser.add_argument("--split", choices=SPLITS, action="append")
    parser.add_argument("--errors", action="store_true", help="list what was missed and what is extra")
    options = parser.parse_args(arguments)
    for split in options.split or SPLITS:
        rows = list(sentences(split))
        if rows:
            sys.stdout.write(f"{split}: {len(rows)} sentences\n{table(measure(rows), errors=options.errors)}")
    return 0


def table(counts: Mapping[str, Count], *, errors: bool = False) -> str:
    """The counts as lines of text."""
    lines = [f"{'type':14}{'labelled':>9}{'given':>7}{'precision':>11}{'recall':>8}"]
    for name, count in counts.items():
        lines.append(f"{name:14}{count.labelled:9}{count.given:7}{count.precision:11.3f}{count.recall:8.3f}")
        lines += [f"    {error}" for error in count.errors] if errors else []
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main())
