"""The claims of the forgery suite: made by the generators, or written by hand."""

import hashlib
import json
import os
import sys
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from tests.command import ROOT
from tests.forgeries import KINDS as FORGED
from tests.forgeries import applied, edits, forgeries
from tests.forgery_sources import Article, Claim, chance, chosen, seeds
from tests.rewordings import KINDS as REWORDINGS
from tests.rewordings import rewordings

ORIGINS = ("seeds", "news", "law", "hand")
SENTENCES = 500  # of news, and of law
HAND = ROOT / "tests" / "data" / "forgeries"
ARTICLES = ROOT / "tests" / "data" / "statements"
MORE = 6000  # sentences of further articles that are looked through for what is rare
RARE = ("addressee", "speaker", "document_number", "organisation", "word_order", "voice", "attribution")
REWORDED = "-reworded"  # how the id of a forgery ends that stands in a reworded sentence
ENOUGH = 40  # claims of a rare kind and origin


@dataclass(frozen=True, slots=True)
class Suite:
    """Claims, and the articles beside the five that they were made from: (file, text)."""

    claims: tuple[Claim, ...]
    texts: tuple[tuple[str, str], ...]


def collected(origins: Collection[str], split: str | None = None, limit: int = 0) -> Suite:
    """The claims of these origins, at most `limit` of each kind and origin (0: all), by a hash of their ids."""
    claims: list[Claim] = []
    texts: list[tuple[str, str]] = []
    if "seeds" in origins:
        for article in seeds(ROOT / "seeds"):
            claims += machine_made(article, article.sentences, most=3)
    for origin in {"news", "law"} & {*origins}:
        if "CHIDAO_DATA" not in os.environ:
            sys.stderr.write(f"{origin} is left out: CHIDAO_DATA names no folder\n")
            continue
        for article, own in _of_a_collection(origin):
            texts.append((article.file, article.text))
            claims += own
    if "hand" in origins:
        written = [claim for claim in by_hand(HAND) if split in (None, claim.split)]
        texts += _articles_of(written)
        claims += written
    claims = list({(claim.text, claim.forged): claim for claim in reversed(claims)}.values())[::-1]
    return Suite(tuple(_bounded((c for c in claims if split in (None, c.split)), limit)), tuple(sorted(texts)))


def _articles_of(claims: Iterable[Claim]) -> Iterator[tuple[str, str]]:
    """The articles beside the five that hand-written claims were made from: those of the labelled statements."""
    named = {claim.file for claim in claims}
    for path in sorted(ARTICLES.glob("*/*.txt")):
        if path.stem in named:
            yield path.name, path.read_text(encoding="utf-8")


def _of_a_collection(origin: str) -> Iterator[tuple[Article, list[Claim]]]:
    """The claims made of the sentences chosen; of rare kinds, of further articles until there are enough."""
    have: Counter[str] = Counter()
    for article, sentences in chosen(origin, SENTENCES + MORE):
        first = have["sentences"] < SENTENCES
        have["sentences"] += len(sentences)
        if first:
            own = machine_made(article, sentences)
        else:
            lacking = [kind for kind in RARE if have[kind] < ENOUGH]
            rare = [kind for kind in lacking if kind in FORGED]
            own = [*forgeries(article, article.sentences, kinds=rare)] if rare else []
            rare = [kind for kind in lacking if kind not in FORGED]
            own += rewordings(article, article.sentences, kinds=rare) if rare else ()
        have.update(claim.kind for claim in own)
        if own:
            yield article, own


def machine_made(article: Article, sentences: Sequence[str], most: int = 1) -> list[Claim]:
    """Forgeries, rewordings, and of each rewording a forgery and a second rewording."""
    faithful = list(rewordings(article, sentences, most))
    plain = [claim for claim in faithful if claim.kind != "verbatim"]
    return [*forgeries(article, sentences, most), *faithful, *_forged_again(article, plain), *_again(article, plain)]


def _forged_again(article: Article, faithful: Sequence[Claim]) -> Iterator[Claim]:
    """Of each rewording one forgery, of a kind by chance: the false fact stands in a sentence that is no copy."""
    for claim in faithful:
        kinds = sorted(FORGED)
        chance(claim.text).shuffle(kinds)
        made = ((kind, edit) for kind in kinds for edit in islice(edits(article, claim.text, kind), 1))
        for kind, edit in islice(made, 1):
            changed = f"{claim.text[edit.start : edit.end]} → {edit.new}"
            own = f"{claim.id}{REWORDED}"
            yield replace(claim, id=own, text=applied(claim.text, edit), kind=kind, forged=True, changed=changed)


def _again(article: Article, faithful: Sequence[Claim]) -> Iterator[Claim]:
    """Of each rewording one that is reworded in another way too, where there is one."""
    for claim in faithful:
        others = [kind for kind in REWORDINGS if kind not in (claim.kind, "verbatim")]
        texts = [text for kind in others for text in REWORDINGS[kind](claim.text, article) if text != claim.text]
        if texts:
            text = chance(claim.text, "again").choice(sorted({*texts}))
            yield replace(claim, id=f"{claim.id}-again", text=text, kind="combined")


def by_hand(folder: Path) -> Iterator[Claim]:
    """The hand-written claims: `tune` and `test` hold `forgeries.jsonl` and `rewordings.jsonl`, where there."""
    for path in sorted(folder.glob("*/*.jsonl")):
        if path.parent.name in ("tune", "test") and path.stem in ("forgeries", "rewordings"):
            for line in path.read_text(encoding="utf-8").splitlines():
                row = json.loads(line)
                given = (f"hand-{path.stem}-{row['id']}", row["file"], row["quote"], row["text"], row["kind"])
                yield Claim(*given, path.stem == "forgeries", "hand", path.parent.name, row.get("changed", ""))


def _bounded(claims: Iterable[Claim], limit: int) -> Iterator[Claim]:
    """At most so many of each kind and origin, in the order in which they came."""
    own: defaultdict[tuple[bool, str, str], list[Claim]] = defaultdict(list)
    for claim in claims:
        own[claim.forged, claim.kind, claim.origin].append(claim)
    for group in own.values():
        kept = sorted(group, key=lambda claim: hashlib.sha256(claim.id.encode()).digest())[: limit or None]
        yield from sorted(kept, key=lambda claim: claim.id)
