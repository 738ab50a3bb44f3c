"""How strongly something was told: what a source only suggests is no order; and what a share is a share of."""

import itertools
import re
from collections.abc import Sequence

from index.text import comparable
from rag.answers import Failure

_ORDERS = re.compile(r"(?<!\w)(?:yêu cầu|bắt buộc|buộc|chỉ đạo|giao|ra lệnh|phải)(?!\w)", re.IGNORECASE)
_SUGGESTS = re.compile(r"(?<!\w)(?:gợi mở|gợi ý|khuyến khích|động viên)(?!\w)", re.IGNORECASE)
_WORD = re.compile(r"\w+")
_LEAST = 2  # pairs of words that a claim's matter must share with a source
_SHARE = re.compile(r"(?P<share>\d[\d.,]*)\s?%\s+(?:của\s+|tổng\s+|số\s+)?(?P<whole>[^\W\d]+\s+[^\W\d]+)")
_CLAUSE = re.compile(r"[,;:.](?!\d)|\s(?:và|còn)\s")


def only_suggested(claim: str, sources: Sequence[str]) -> list[Failure]:
    """An order in the claim, where the source that has its matter has it behind a verb of suggesting."""
    verb = _ORDERS.search(claim)
    if verb is None or _SUGGESTS.search(claim):
        return []
    matter = {pair for pair, _ in _pairs(claim[verb.end() :])}
    shared = [(text, [at for pair, at in _pairs(text) if pair in matter]) for text in sources]
    text, places = max(shared, key=lambda one: len(one[1]), default=("", []))
    if len(places) < _LEAST:
        return []
    before = text[: places[len(places) // 2]]
    ordered = max((m.start() for m in _ORDERS.finditer(before)), default=-1)
    suggested = max(_SUGGESTS.finditer(before), key=lambda m: m.start(), default=None)
    if suggested is None or suggested.start() < ordered:
        return []
    return [Failure("modality", verb.group(), suggested.group())]


def share_of_another(claim: str, sources: Sequence[str]) -> list[Failure]:
    """A share in the claim of one whole, where the sources give the same share of another, and none of it."""
    for said in _SHARE.finditer(claim):
        clauses = [
            part for text in sources for part in _CLAUSE.split(text) if f"{said['share']}%" in part.replace(" %", "%")
        ]
        wholes = [known for part in clauses for known in _SHARE.finditer(part) if known["share"] == said["share"]]
        asked = set(comparable(said["whole"]).split())
        apart = all(not asked & set(comparable(known["whole"]).split()) for known in wholes)
        if wholes and apart and not any(comparable(said["whole"]) in comparable(part) for part in clauses):
            return [Failure("unit", said.group(), wholes[0].group())]
    return []


def _pairs(text: str) -> list[tuple[tuple[str, str], int]]:
    """Neighbouring words, comparable, with the place of the first."""
    words = [(comparable(match[0]), match.start()) for match in _WORD.finditer(text)]
    return [((a, b), at) for (a, at), (b, _) in itertools.pairwise(words)]
