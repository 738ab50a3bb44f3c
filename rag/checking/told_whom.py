"""Whom an order is told to, and by whom: who stands before and behind its verb in a claim and in its sources."""

import re
from collections.abc import Iterator, Sequence

from index.documents import Sentence
from index.places import is_ward, name_of, places_in
from index.text import UPPER, comparable
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
_RELAYS = re.compile(rf"(?<!\w)(?:cho biết|cho hay|thông tin|thông báo|nhắc lại)(?: rằng|:)? (?=[{UPPER}])")
_ADDRESS = re.compile(r"^(?:đồng chí|ông|bà)\s+", re.IGNORECASE)
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


def ordered_by_the_teller(claim: str, sources: Sequence[Sentence]) -> list[Failure]:
    """Who orders in the claim, where the sources have him only tell what somebody else orders.

    "Ông An cho biết Thủ tướng yêu cầu" is no order of ông An.
    """
    for verb in _TELLS.finditer(claim):
        said = _CLAUSE.split(claim[: verb.start()])[-1].strip()
        agent = comparable(_ADDRESS.sub("", said))
        sides = [side for source in sources for side in _sides(source, verb.group().strip())]
        told = [orders for tells, orders in sides if orders and agent in tells and agent not in orders]
        if agent and told and len(told) == len(sides):
            return [Failure("speaker", said)]
    return []


def _sides(source: Sentence, verb: str) -> Iterator[tuple[str, str]]:
    """For each place of a verb of telling in a source: who tells of it, and who then orders, "" if the same does."""
    for found in _TELLS.finditer(source.text):
        if found.group().strip().lower() == verb.lower():
            before = source.text[: found.start()]
            relayed = max(_RELAYS.finditer(before), key=lambda m: m.start(), default=None)
            if relayed is None or _CLAUSE.search(before, relayed.end()):  # "cho biết Sở đã làm xong, và đề nghị"
                yield "", ""
            else:
                tells = (before[: relayed.start()], source.context.speaker or "", *source.context.offices)
                yield comparable(" | ".join(tells)), comparable(before[relayed.end() :])


def _agent(before: str) -> str:
    """The body before a verb of telling, comparable; behind "được" where there is one."""
    clause = _CLAUSE.split(before)[-1]
    behind = _PASSIVE.split(clause)[-1].strip()
    found = _BODY.match(behind)
    return _OF_THE_CITY.sub("", comparable(behind)).strip() if found and " " in behind else ""
