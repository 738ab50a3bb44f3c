"""Whom an order is told to: the ward that a claim puts behind the verb, against whom its sources put there."""

import re
from collections.abc import Sequence

from index.places import is_ward, name_of, places_in
from index.text import comparable
from rag.answers import Failure

_TELLS = re.compile(
    r"(?<!\w)(?:yêu cầu|giao|chỉ đạo|đề nghị|nhắc nhở|nhắc|quán triệt|lệnh)\s+(?:cho\s+|đối với\s+|tới\s+|đến\s+)?",
    re.IGNORECASE,
)
_BODY = re.compile(
    r"(?:các\s+)?(?:Sở|Ban|Trung tâm|Công an|UBND|Ủy ban|Uỷ ban|Đảng ủy|Phòng|Cục|Chi cục|Bộ|Viện|Văn phòng|Thành ủy|"
    r"Tỉnh ủy|Công ty|Tổng công ty|Bệnh viện|cơ quan|sở|ngành)(?!\w)"
)
_REACH = 120  # characters behind the verb in which those who are told are listed


def told_to_another(claim: str, sources: Sequence[str]) -> list[Failure]:
    """A ward told in the claim, where every order of the sources is told to a body, and none to a ward.

    "Phường" alone may be the ward, and so may a body that bears its name.
    """
    for verb in _TELLS.finditer(claim):
        ward = next((p for p in places_in(claim) if p.start == verb.end() and is_ward(p.value)), None)
        if ward is None:
            continue
        told = [text[v.end() : v.end() + _REACH] for text in sources for v in _TELLS.finditer(text)]
        others = [_BODY.match(words) for words in told]
        name = name_of(ward.value)
        if told and all(others) and not any(name in comparable(w) or "phường" in comparable(w) for w in told):
            return [Failure("addressee", claim[ward.start : ward.end], told[0].split(" để ")[0].split(",")[0].strip())]
    return []
