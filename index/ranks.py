"""How high somebody stands: from the people (1) to the nation's leaders (9). The table is `data/ranks.json`."""

import json
import re
from functools import lru_cache

from index.speech import DATA
from index.text import UPPER, comparable, modern_tones

UNKNOWN = 0.0
OFFICIAL = 2.5  # from here on somebody speaks for the state, the Party or a body over others
_ABBREVIATED = (
    ("ub mttq", "uỷ ban mttq"),
    ("lđlđ", "liên đoàn lao động"),
    ("hlhpn", "hội liên hiệp phụ nữ"),
    ("tp.", "tp "),
    ("tphcm", "tp hcm"),
)
_PLAIN = re.compile(
    r"^(?:(?:các|những|hai|ba|bốn|mỗi|từng|toàn thể|tất cả|toàn bộ|một số|một|nhiều|không ít|đông đảo|đa số|"
    r"phần lớn|số|lãnh đạo|đại diện|đồng chí|đội ngũ|"
    r"tập thể)\s+)+(?=\S)"
)
_FORMER = re.compile(r"^(?:nguyên|cựu)\s")


@lru_cache(maxsize=1)
def _table() -> tuple[tuple[float, re.Pattern[str]], ...]:
    rows = json.loads((DATA / "ranks.json").read_text(encoding="utf-8"))["ranks"]
    return tuple((float(rank), re.compile(rf"(?<!\w)(?:{modern_tones(pattern)})(?!\w)")) for rank, pattern in rows)


# Who stands outside the state's own line of command, and whom it has then no say over.
_LINES = (
    (
        "army",
        re.compile(
            modern_tones(
                r"quân khu|quân sự|chqs|trung đoàn|lữ đoàn|sư đoàn|bộ đội|biên phòng|tư lệnh|chính ủy|hải quân"
            )
        ),
    ),
    ("police", re.compile(r"công an|cảnh sát")),
    (
        "front",
        re.compile(
            r"mttq|mặt trận|lđlđ|liên đoàn lao động|công đoàn|hội (?:nông dân|liên hiệp|cựu|phụ nữ|chữ thập)|"
            r"đoàn thanh niên"
        ),
    ),
    ("party", re.compile(modern_tones(r"tỉnh ủy|thành ủy|huyện ủy|quận ủy|đảng ủy|bí thư|trung ương"))),
    (
        "state",
        re.compile(
            modern_tones(
                r"ubnd|hđnd|ủy ban nhân dân|sở|tỉnh|thành phố|huyện|quận|phường|xã|chính phủ|thủ tướng|"
                r"^bộ(?! (?:tư lệnh|chỉ huy|chqs|đội))|bộ trưởng"
            )
        ),
    ),
)


@lru_cache(maxsize=8192)
def line_of(words: str) -> str:
    """The line of command of an office or a body: "army", "police", "front", "party", "state", else ""."""
    plain = " ".join(_PLAIN.sub("", comparable(words)).split())
    return next((line for line, pattern in _LINES if re.search(rf"(?<!\w)(?:{pattern.pattern})(?!\w)", plain)), "")


@lru_cache(maxsize=8192)
def rank_of(words: str) -> float:
    """The rank of an office or a body; UNKNOWN (0) where the table tells none. Of several offices, the highest."""
    return max((_rank(part) for part in re.split(rf",\s+(?=[{UPPER}])", words)), default=UNKNOWN)


@lru_cache(maxsize=8192)
def is_abroad(words: str) -> bool:
    """Whether words name a foreign country, a body of one or of several: no office here has a say over it."""
    plain = " ".join(_PLAIN.sub("", comparable(words)).split())
    of_nobody, pattern = _table()[0]
    return of_nobody == UNKNOWN and bool(pattern.search(plain) or pattern.search(comparable(words)))


def _rank(words: str) -> float:
    plain = comparable(words)
    for short, full in _ABBREVIATED:
        plain = plain.replace(short, full)
    plain = " ".join(_PLAIN.sub("", plain).split())
    if _FORMER.match(plain):
        return 1.0
    return next((rank for rank, pattern in _table() if pattern.search(plain)), UNKNOWN)
