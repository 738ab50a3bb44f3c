"""Bodies and offices: UBND phường Bình Dương, Sở Y tế TPHCM; Phó Bí thư Thường trực Thành ủy TPHCM, Đại tá."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.body_names import name_patterns
from index.body_walk import BodyWalk
from index.text import LOWER, UPPER, comparable, modern_tones


@dataclass(frozen=True, slots=True)
class Body:
    """A body, or an office, named at [start, end). `value`: its words in comparable form."""

    start: int
    end: int
    value: str


Spans = Sequence[tuple[int, int]]
_TITLED = re.compile(
    r"(?<!\w)(?:(?P<law>Luật|Bộ luật)(?= [^\W\d_])|"
    r"(?P<of>Nghị quyết) Đại hội(?: đại biểu| Đại biểu)?(?: [IVX]+)?)(?!\w)"
)
_EDITION = re.compile(r"(?: toàn quốc)? lần thứ [IVX\d]+(?!\w)| (?:19|20)\d\d(?!\d)")
_MANY = re.compile(r"(?:các|những|hai|ba|nhiều|một số|từng|mỗi|mọi)\s+$", re.IGNORECASE)
_PLURAL = re.compile(r" (?:các|hai|ba|những|nhiều) ")
_PERSON_NEXT = re.compile(rf",? (?:đồng chí |ông |bà )?[{UPPER}][{LOWER}']+(?: [{UPPER}][{LOWER}']+)?")
_APPOSED = re.compile(r"(?:, | - | – )$")
_ENDS = re.compile(r"\s*(?:[,;.)]|$)")
_NOT_BODY_BEFORE = re.compile(r"(?:trái phiếu|lần thứ|khu|tàu|hàng) $", re.IGNORECASE)


class Names:
    """The names of one text: where its places and its persons are is told, and bounds them."""

    def __init__(self, text: str, places: Spans, persons: Spans) -> None:
        modern = modern_tones(text)
        self._text = modern if len(modern) == len(text) else text
        self._places = dict(places)
        self._persons = sorted(persons)
        self._walk = BodyWalk(self._text, self._places, self._persons)

    def offices(self) -> Iterator[Body]:
        """Offices and ranks, each with the body that it is of; a rank, and an office in lower case, not alone."""
        at = 0
        for match in name_patterns().office.finditer(self._text):
            if match.start() < at or _plural_before(self._text, match.start()):
                continue
            end = self._walk.of_office(*match.span())
            capital = self._text[match.start()].isupper()
            alone = end <= match.end()
            another = self._text.startswith(" quán", match.end())  # "Đại sứ quán"
            if another or self._text.endswith(("Bộ ", "Ban ", "ban "), 0, match.start()):
                continue
            if match["rank"] and not self._person_at(match.end()):
                continue
            weak = match.group().lower() in name_patterns().weak
            needs = match["needs"] or (not capital and not match["rank"]) or weak
            named = match["plain"] and (self._person_at(match.end()) or self._is_apposed(*match.span()))
            made = self._text[: match.start()].endswith("làm ") and match["plain"]
            if alone and needs and not named and not made:
                continue
            if _PLURAL.match(self._text, end):
                continue
            at = end
            yield self._body(match.start(), end)

    def bodies(self, taken: Spans = ()) -> Iterator[Body]:
        """Named bodies outside `taken` (offices, documents named by a title)."""
        at = 0
        for match in name_patterns().head.finditer(self._text):
            if match["small"] and _plural_before(self._text, match.start()):
                continue
            inside = any(a <= match.start() < b for a, b in taken)
            inside = inside or any(a < match.start() < b for a, b in self._places.items())
            inside = inside or self._places.get(match.start(), 0) > match.end()  # Đài Loan, Hội An
            if match.start() < at or inside or _NOT_BODY_BEFORE.search(self._text, 0, match.start()):
                continue
            end = self._walk.body_at(match.start())
            if (
                end
                and not _PLURAL.match(self._text, end)
                and not any(a < end and match.start() < b for a, b in self._persons)
            ):
                at = end
                yield self._body(match.start(), end)

    def documents(self) -> Iterator[Body]:
        """Documents named by what they are of: Luật Đất đai, Nghị quyết Đại hội Đảng bộ phường lần thứ I."""
        for match in _TITLED.finditer(self._text):
            at = match.end()
            if match["law"]:
                law = name_patterns().law.match(self._text, at + 1)
                end = law.end() if law else self._walk.parts(at, lower=False, capitals=False)
            else:
                body = self._walk.body_at(at + 1)
                end = body or at
            if end > at or not match["law"]:
                last = _EDITION.match(self._text, end)
                yield self._body(match.start(), last.end() if last else end)

    def _body(self, start: int, end: int) -> Body:
        return Body(start, end, comparable(self._text[start:end]))

    def _is_apposed(self, start: int, end: int) -> bool:
        """Whether the office stands alone behind a person: "Hà Thanh Việt, hiệu trưởng; …"."""
        mark = _APPOSED.search(self._text, max(0, start - 4), start)
        return bool(mark and _ENDS.match(self._text, end) and any(b == mark.start() for _, b in self._persons))

    def _person_at(self, at: int) -> bool:
        start = at + 1
        return any(a == start for a, _ in self._persons) or bool(_PERSON_NEXT.match(self._text, at))


def _plural_before(text: str, at: int) -> bool:
    return bool(_MANY.search(text, max(0, at - 8), at))
