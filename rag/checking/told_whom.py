"""Whom an order is told to, and by whom: who stands before and behind its verb in a claim and in its sources."""

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
_CLAUSE = re.compile(r"[,;:.]\s|\s(?:rằng|và)\s")
_PASSIVE = re.compile(r"(?<!\w)(?:được|bị|do)\s")
_OF_THE_CITY = re.compile(r"\s*(?:tphcm|tp\.?\s?hcm|thành phố(?: hồ chí minh)?|cũng|đã|sẽ|còn)$")
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


def ordered_by_the_told(claim: str, sources: Sequence[str]) -> list[Failure]:
    """Who orders in the claim, where the sources have that body as the one who is told, and never as who orders.

    The city that a body is of ("TPHCM") says nothing of who it is.
    """
    for verb in _TELLS.finditer(claim):
        agent = _agent(claim[: verb.start()])
        if not agent:
            continue
        sides = [
            (text[: v.start()], text[v.end() : v.end() + _REACH]) for text in sources for v in _TELLS.finditer(text)
        ]
        told = [behind for before, behind in sides if comparable(behind).startswith(agent)]
        if told and not any(agent in comparable(before) for before, _ in sides):
            return [Failure("speaker", claim[: verb.start()].strip())]
    return []


def _agent(before: str) -> str:
    """The body before a verb of telling, comparable; behind "được" where there is one."""
    clause = _CLAUSE.split(before)[-1]
    behind = _PASSIVE.split(clause)[-1].strip()
    found = _BODY.match(behind)
    return _OF_THE_CITY.sub("", comparable(behind)).strip() if found and " " in behind else ""
