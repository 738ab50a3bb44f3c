"""How high somebody stands: from the people (1) to the nation's leaders (9). The table is `data/ranks.json`."""

import json
import re
from functools import lru_cache

from index.speech import DATA
from index.text import UPPER, comparable

UNKNOWN = 0.0
OFFICIAL = 2.5  # from here on somebody speaks for the state, the Party or a body over others
_ABBREVIATED = (("uỷ", "ủy"), ("ub mttq", "ủy ban mttq"), ("tp.", "tp "), ("tphcm", "tp hcm"))
_PLAIN = re.compile(
    r"^(?:(?:các|những|hai|ba|bốn|mỗi|từng|toàn thể|tất cả|toàn bộ|lãnh đạo|đại diện|đồng chí|đội ngũ|"
    r"tập thể)\s+)+(?=\S)"
)
_FORMER = re.compile(r"^(?:nguyên|cựu)\s")


@lru_cache(maxsize=1)
def _table() -> tuple[tuple[float, re.Pattern[str]], ...]:
    rows = json.loads((DATA / "ranks.json").read_text(encoding="utf-8"))["ranks"]
    return tuple((float(rank), re.compile(rf"(?<!\w)(?:{pattern})(?!\w)")) for rank, pattern in rows)


@lru_cache(maxsize=8192)
def rank_of(words: str) -> float:
    """The rank of an office or a body; UNKNOWN (0) where the table tells none. Of several offices, the highest."""
    return max((_rank(part) for part in re.split(rf",\s+(?=[{UPPER}])", words)), default=UNKNOWN)


def _rank(words: str) -> float:
    plain = comparable(words)
    for short, full in _ABBREVIATED:
        plain = plain.replace(short, full)
    plain = " ".join(_PLAIN.sub("", plain).split())
    if _FORMER.match(plain):
        return 1.0
    return next((rank for rank, pattern in _table() if pattern.search(plain)), UNKNOWN)
