"""Whose document speaks: "Công điện yêu cầu …" is said by the body that the article names as its issuer."""

import re

from index.mention import Sort
from index.mentions import mentions_in
from index.phrases import BODY, end_of_phrase
from index.roster import Roster

_KIND = re.compile(
    r"(?i)(công điện|kế hoạch|quyết định|chỉ thị|nghị quyết|thông báo|công văn|báo cáo|dự thảo|văn bản|tờ trình|"
    r"kết luận|cáo trạng|bản án|nghị định|thông tư|hướng dẫn|đề án)"
)
_ISSUES = r"(?:phát|ban hành|đã có|có|gửi|ký|ra|vừa có|công bố|vừa ban hành|đã ban hành|đã ký)"


def issuer_of(name: str, text: str, before: int) -> str:
    """The body that issued a document, as the text before the offset tells; else the document's name."""
    own = BODY.search(name)
    if own and own.start() > 0:
        return name[own.start() :].strip()
    place = re.search(r"(?<!\w)(?:phường|xã|tỉnh|huyện|quận|thành phố)\s+\S.*$", name)
    if place:
        return place.group()
    kind = _KIND.match(name)
    if not kind:
        return name
    word = kind.group()
    told = text[max(0, before - 3000) : before]
    for match in reversed(list(re.finditer(rf"(?i)(?<!\w){re.escape(word)}(?!\w)", told))):
        issuer = _near(told, match)
        if issuer:
            return issuer
    return name


def _near(told: str, match: re.Match[str]) -> str | None:
    after = told[match.end() : match.end() + 160].split("\n")[0]
    for pattern in (r"^[^.;]{0,120}?\sdo\s+", r"^[^.;,]{0,40}?\scủa\s+"):
        opening = re.match(pattern, after)
        if opening and (body := BODY.match(after, opening.end())):
            return after[body.start() : end_of_phrase(after, body.start())]
    before = told[max(0, match.start() - 120) : match.start()]
    issued = re.search(rf"\s{_ISSUES}\s+(?:\S+\s+){{0,3}}$", before)
    if issued:
        bodies = [m for m in mentions_in(before[: issued.start()], Roster(), ()) if m.sort in (Sort.BODY, Sort.OFFICE)]
        if bodies:
            return bodies[-1].who
    return None
