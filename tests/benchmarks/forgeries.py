"""How many forgeries the check catches, and how many faithful rewordings it takes for one; beside two simpler ways.

    python -m tests.benchmarks.forgeries [--split tune|test] [--only seeds,news,law,hand] [--errors] [--json]

The claims go through `chidao check --json` as one batch, each with its `quote` and `file`, over an index of all
articles that they were made from. Beside it, on the same claims, a threshold on the fuzzy ratio of claim and quote, and
one on the similarity of their meaning, each set where it gives no more false alarms than the check. `news` and `law`
need the folder CHIDAO_DATA; `hand` are the hand-written claims in `tests/data/forgeries/`. `--limit` bounds each kind.
"""

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

import numpy as np

from index import settings as configuration
from index.encoder import Encoder, open_encoder
from index.settings import Settings
from tests.benchmarks.forgery_claims import ORIGINS, REWORDED, Suite, collected
from tests.benchmarks.remembering import Remembering
from tests.benchmarks.world_home import World, article, built
from tests.command import CHIDAO, ROOT, environment
from tests.forgery_sources import Claim

LIMIT = 160  # claims of one kind and origin at most: what keeps the whole within five minutes
FIXED = 0.95  # the fuzzy ratio that others use
# The codes of the check that name a forged fact rightly; any other names it wrongly or not at all.
NAMED = {
    "figure": ("number",), "digit_order": ("number",), "rounding": ("number",), "number": ("number",),
    "unit": ("unit", "number"), "year": ("date",), "article_number": ("document_number", "number"),
    "added": ("unsupported", "number", "date", "place", "name", "organisation"), "speaker": ("speaker", "name"),
    "addressee": ("addressee", "speaker"), "place": ("place", "organisation", "addressee"), "name": ("name", "speaker"),
    "organisation": ("organisation", "addressee"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Judged:
    """A claim and what was found: by the check (`alarm`, and the codes that it names), and the two similarities."""

    claim: Claim
    alarm: bool
    codes: tuple[str, ...]
    ratio: float
    meaning: float

    @property
    def right(self) -> bool:
        """Whether the check is right about it. A quote that it could not find in its file is never right."""
        return self.alarm == self.claim.forged and "quote" not in self.codes

    @property
    def named(self) -> bool:
        """Whether one of the facts named as failed is the one that was forged."""
        return bool({*self.codes} & {*NAMED.get(self.claim.kind, (self.claim.kind,))})


def main(arguments: Sequence[str]) -> int:
    """Make the claims, check them, print."""
    options = _options(arguments)
    begun = time.perf_counter()
    settings = configuration.load()
    suite = collected(options.only, options.split, options.limit)
    encoder = Remembering(open_encoder(settings), settings.cache / "worlds")
    home = _home(settings, suite, encoder)
    made = time.perf_counter()
    verdicts = checked(suite.claims, home)
    took = time.perf_counter() - made
    judged = _judged(suite.claims, verdicts, encoder)
    scores = {**scored(judged), "seconds": {"home": round(made - begun), "check": round(took)}}
    sys.stdout.write(json.dumps(scores, ensure_ascii=False) + "\n" if options.json else table(scores))
    if options.errors:
        sys.stdout.write("".join(_error(one) for one in judged if not one.right))
    return 0


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.forgeries", description="Forgeries caught.")
    parser.add_argument("--split", choices=("tune", "test"), help="only the claims of these source sentences")
    parser.add_argument("--only", type=_origins, default=ORIGINS, help=f"of {','.join(ORIGINS)}")
    parser.add_argument("--limit", type=int, default=LIMIT, help="claims of one kind and origin at most; 0: all")
    parser.add_argument("--errors", action="store_true", help="list what was judged wrongly")
    parser.add_argument("--json", action="store_true", help="print the scores as one JSON object")
    return parser.parse_args(arguments)


def _origins(text: str) -> tuple[str, ...]:
    wanted = tuple(text.split(","))
    if not {*wanted} <= {*ORIGINS}:
        raise argparse.ArgumentTypeError(f"one or more of {','.join(ORIGINS)}")
    return wanted


def _home(settings: Settings, suite: Suite, encoder: Encoder) -> Path:
    """An index of the five articles and all others that claims were made from, built once in the cache."""
    world = World("forgeries", len(suite.texts), lambda: iter(suite.texts), article)
    with built(settings, world, encoder) as made:
        return made.library.settings.home


def checked(claims: Sequence[Claim], home: Path) -> list[dict[str, Any]]:
    """What `chidao check` says of each claim, in order.

    Raises:
        RuntimeError: it failed, or did not answer every claim.

    """
    lines = (json.dumps({k: getattr(c, k) for k in ("id", "text", "file", "quote")}) for c in claims)
    command = [*CHIDAO, "check", "-", "--json"]
    done = subprocess.run(
        command, input="\n".join(lines) + "\n", capture_output=True, text=True, env=environment(home), cwd=ROOT
    )
    found = [json.loads(line) for line in done.stdout.splitlines()]
    if done.returncode not in (0, 1) or [one["id"] for one in found] != [claim.id for claim in claims]:
        raise RuntimeError(f"chidao check: exit code {done.returncode}, {len(found)} answers: {done.stderr[-2000:]}")
    return found


def _judged(claims: Sequence[Claim], verdicts: Sequence[dict[str, Any]], encoder: Encoder) -> list[Judged]:
    texts = encoder.encode_passages([claim.text for claim in claims])
    quotes = encoder.encode_passages([claim.quote for claim in claims])
    meanings = np.sum(texts * quotes, axis=1)
    found = []
    for claim, verdict, meaning in zip(claims, verdicts, meanings, strict=True):
        codes = tuple(failure["kind"] for failure in verdict["failures"])
        ratio = SequenceMatcher(None, claim.quote, claim.text, autojunk=False).ratio()
        found.append(Judged(claim, verdict["verdict"] != "supported", codes, ratio, float(meaning)))
    return found


def scored(judged: Sequence[Judged]) -> dict[str, Any]:
    """Shares of forgeries caught and of rewordings taken for one, by kind and origin, by the check and both others."""
    reworded = [one for one in judged if not one.claim.forged and one.claim.kind != "verbatim"]
    alarms = sum(not one.right for one in reworded)
    bounds = {way: threshold([getattr(one, way) for one in reworded], alarms) for way in ("ratio", "meaning")}
    rows: dict[str, Any] = {}
    for forged, name in ((True, "forgeries"), (False, "rewordings")):
        own = [one for one in judged if one.claim.forged == forged]
        headline = [one for one in own if one.claim.kind != "verbatim"]
        rows[name] = {"all": _row(headline, bounds)}
        rows[name] |= {f"of {o}": _row([j for j in headline if j.claim.origin == o], bounds) for o in ORIGINS}
        if forged:
            rows[name]["in other words"] = _row([j for j in own if j.claim.id.endswith(REWORDED)], bounds)
        kinds = sorted({one.claim.kind for one in own})
        rows[name] |= {kind: _row([one for one in own if one.claim.kind == kind], bounds) for kind in kinds}
    lost = sum("quote" in one.codes for one in judged)
    return {**rows, "thresholds": bounds, "quotes_not_found": lost}


def threshold(similarities: Sequence[float], alarms: int) -> float:
    """The highest bound under which at most so many of these lie."""
    ordered = sorted(similarities)
    return ordered[alarms] if alarms < len(ordered) else 2.0


def _row(own: Sequence[Judged], bounds: dict[str, float]) -> dict[str, Any] | None:
    """Claims, and the share of them that each way takes for forged; None when there are none."""
    if not own:
        return None
    caught = [one.right == one.claim.forged for one in own]
    return {
        "claims": len(own),
        "check": sum(caught) / len(own),
        "named": sum(one.named for one in own) / len(own) if own[0].claim.forged else None,
        "ratio": sum(one.ratio < bounds["ratio"] for one in own) / len(own),
        "meaning": sum(one.meaning < bounds["meaning"] for one in own) / len(own),
        "ratio_95": sum(one.ratio < FIXED for one in own) / len(own),
    }


def table(scores: dict[str, Any]) -> str:
    """The scores as Markdown."""
    bounds = scores["thresholds"]
    lines = []
    for name, what in (("forgeries", "caught"), ("rewordings", "taken for a forgery")):
        lines += [
            f"| {name} | claims | {what} by the check | names the fact | fuzzy ratio < {bounds['ratio']:.3f} | "
            f"similarity < {bounds['meaning']:.3f} | fuzzy ratio < {FIXED} |",
            "|---|---|---|---|---|---|---|",
        ]
        for kind, row in scores[name].items():
            if row:
                shares = (row[way] for way in ("check", "named", "ratio", "meaning", "ratio_95"))
                cells = ("–" if share is None else f"{share:.1%}" for share in shares)
                lines.append(f"| {kind} | {row['claims']} | {' | '.join(cells)} |")
        lines.append("")
    took = scores["seconds"]
    lines.append(f"Index ready in {took['home']} s, checked in {took['check']} s.")
    lines.append(f"Quotes not found: {scores['quotes_not_found']}.")
    return "\n".join(lines) + "\n"


def _error(one: Judged) -> str:
    fields = {**asdict(one.claim), "codes": one.codes}
    del fields["split"], fields["file"]
    return json.dumps(fields, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
