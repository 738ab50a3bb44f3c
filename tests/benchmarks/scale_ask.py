"""A process that searches one large home, and tells what that took: memory, milliseconds, recall. Run by `scale.py`."""

import datetime as dt
import json
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from dataclasses import replace as with_changes
from itertools import cycle
from pathlib import Path

import numpy as np

from index import settings as configuration
from index.encoder import open_encoder
from index.library import Library
from index.segments import Filters, fields_of
from index.settings import Settings
from index.snapshot import Snapshot
from rag.ask import Desk, Request

K, POOL = 10, 100
WARMING = 10
WEIGHTS = {"words": 1.0, "pairs": 0.5, "preface": 0.4}


@dataclass(slots=True)
class Clock:
    """Milliseconds by what they were spent on: as a user waits, and as processors were busy."""

    spent: dict[str, list[tuple[float, float]]]

    def lap(self, what: str, begun: tuple[float, float]) -> tuple[float, float]:
        """Notes the time since `begun`, and gives the time now."""
        now = self.now()
        self.spent.setdefault(what, []).append(((now[0] - begun[0]) * 1000, (now[1] - begun[1]) * 1000))
        return now

    @staticmethod
    def now() -> tuple[float, float]:
        """The time now, on the wall and of the processors. The second does not run while others keep them busy."""
        return time.perf_counter(), time.process_time()

    def told(self) -> dict[str, list[float]]:
        """Of each, the median and the 95th percentile on the wall, then of the processors."""
        told = {what: np.quantile(times[WARMING:], (0.5, 0.95), axis=0).T for what, times in self.spent.items()}
        return {what: figures.ravel().round(2).tolist() for what, figures in told.items()}


def main(home: Path, task: Path) -> None:
    """Ask what the task says, of the home, and print figures."""
    asked = json.loads(task.read_text(encoding="utf-8"))
    library, configured = _opened(home)
    begun = time.perf_counter()
    snapshot = library.snapshot()
    opening = time.perf_counter() - begun
    clock, found = Clock({}), []
    for question in asked["questions"]:
        found.append(_search(library, snapshot, question, clock))
    _whole_way(Desk(library, configured), asked["questions"], clock)
    _filtered(library, snapshot, asked["questions"], clock)
    memory = _memory()
    told = {"open_seconds": opening, "milliseconds": clock.told(), "memory_mib": memory}
    sys.stdout.write(json.dumps(told | {"recall": _recall(found, asked["tenth"])}) + "\n")


def meanwhile(home: Path, task: Path) -> None:
    """Search for the task's questions again and again, from now until standard input ends; print what each took."""
    questions = json.loads(task.read_text(encoding="utf-8"))["questions"]
    desk = Desk(*_opened(home))
    for question in questions[:WARMING]:
        desk.search(Request(question), K)
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    over, clock = threading.Event(), Clock({})

    def wait() -> None:
        sys.stdin.read()
        over.set()

    threading.Thread(target=wait, daemon=True).start()
    for question in cycle(questions):
        if over.is_set():
            break
        begun = clock.now()
        desk.search(Request(question), K)
        clock.lap("meanwhile", begun)
    spent = clock.spent.get("meanwhile", [])
    figures = np.quantile([wall for wall, _ in spent], (0.5, 0.95)).round(1).tolist() if spent else []
    sys.stdout.write(json.dumps({"searches": len(spent), "milliseconds": figures}) + "\n")


def _opened(home: Path) -> tuple[Library, Settings]:
    configured = with_changes(configuration.load(), home=home, answerer="extractive")
    encoder = open_encoder(configured)
    encoder.warm()
    return Library(configured, encoder), configured


def query_of(question: str) -> dict[str, dict[str, float]]:
    """The words of a question by field, weighed as in a search."""
    words = fields_of(question)
    words["preface"] = words["words"]
    return {name: dict.fromkeys(words[name], weight) for name, weight in WEIGHTS.items()}


def _search(library: Library, snapshot: Snapshot, question: str, clock: Clock) -> list[float]:
    """The cosines of the first hits by meaning; each step is timed, and all together."""
    begun = at = clock.now()
    vector = library.encoder.encode_queries([question])[0]
    at = clock.lap("encoder", at)
    dense = snapshot.dense(vector, POOL, Filters())
    at = clock.lap("meaning", at)
    lexical = snapshot.lexical(query_of(question), POOL, Filters())
    at = clock.lap("words", at)
    snapshot.best_sentences(vector, {**dense, **lexical})
    clock.lap("sentences", at)
    clock.lap("all four", begun)
    return list(dense.values())[:K]


def _whole_way(desk: Desk, questions: Sequence[str], clock: Clock) -> None:
    for question in questions:
        begun = clock.now()
        desk.search(Request(question), K)
        clock.lap("a search, end to end", begun)


def _filtered(library: Library, snapshot: Snapshot, questions: Sequence[str], clock: Clock) -> None:
    """Filters that let through a place, a year, and a half."""
    wards = sorted(snapshot.places)[:: max(1, len(snapshot.places) // 50)]
    begin, end, never = dt.date(2020, 1, 1), dt.date(2020, 12, 31), None
    dates = {"filtered: a year": (begin, end), "filtered: since 2020": (begin, never)}
    for number, question in enumerate(questions):
        vector, words = library.encoder.encode_queries([question])[0], query_of(question)
        filters = {what: Filters(*days) for what, days in dates.items()}
        for what, chosen in {**filters, "filtered: a place": Filters(place=wards[number % len(wards)])}.items():
            begun = clock.now()
            snapshot.dense(vector, POOL, chosen)
            snapshot.lexical(words, POOL, chosen)
            clock.lap(what, begun)


def _memory() -> Mapping[str, int]:
    """MiB resident: now, at most, and what of it is mapped files, which the system can take back."""
    lines = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
    found = {line.split(":")[0]: int(line.split()[1]) // 1024 for line in lines if line.startswith(("Vm", "Rss"))}
    return {"now": found["VmRSS"], "peak": found["VmHWM"], "of files": found["RssFile"]}


def _recall(found: Sequence[Sequence[float]], tenth: Sequence[float]) -> float:
    """The share of the first ten that are as similar as the tenth of an exact search, or more."""
    shares = [sum(c >= least - 1e-6 for c in cosines) / K for cosines, least in zip(found, tenth, strict=True)]
    return float(np.mean(shares))


if __name__ == "__main__":
    (meanwhile if "--meanwhile" in sys.argv else main)(Path(sys.argv[1]), Path(sys.argv[2]))
