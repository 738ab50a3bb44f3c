"""Where the name of a body ends: its field, its number, what it is for, and of where it is."""

import re
from collections.abc import Mapping, Sequence

from index.body_names import name_patterns
from index.figures import COUNTED
from index.text import LOWER, UPPER

_WORD = (
    rf"(?:[{UPPER}][{LOWER}]+|[{UPPER}]{{2,}}[\d&-]*[{UPPER}]*|[{UPPER}](?=[ .])|"
    rf"[{UPPER}][{LOWER}]*[{UPPER}][{UPPER}{LOWER}]*)(?!\w)"
)
_NUMBERED = re.compile(rf" (?:số )?(?:\d{{1,4}}|[IVX]{{1,4}})(?![.,/%-]\w|\w|%)(?! (?:{COUNTED})(?!\w))")
_CAPITAL = re.compile(_WORD)
_SYLLABLE = re.compile(rf" [{LOWER}]+(?!\w)")
_LEVEL = re.compile(
    r" (?:(?:tỉnh|thành phố|TP|phường|xã(?! hội)|quận|huyện|thị xã|thị trấn|đặc khu|"
    r"(?:tỉnh|thành|huyện|quận|thị|đảng) uỷ|trung ương|Trung ương(?: Đảng)?|quốc gia|"
    rf"khu vực (?:\d{{1,2}}|[IVX]+|[{UPPER}][{LOWER}]+(?: [{UPPER}][{LOWER}]+){{1,2}})|"
    r"đơn vị(?= (?:tỉnh|thành phố|huyện|quận|thị xã) )|khu phố|"
    r"nước|cấp tỉnh|cấp xã|cấp cao|tối cao|cơ sở|chi nhánh|Chi nhánh|khu vực)(?!\w)|"
    r"(?:miền|khu vực) (?:Nam|Bắc|Trung)(?!\w))"
)
_SHARED = re.compile(r" các (?:tỉnh|phường|xã|quận|huyện|thành phố)(?= )")
_SHORT_FORM = re.compile(rf" \([{UPPER}][{UPPER}\d&., -]{{1,10}}\)(?= )")
_OFTEN_QUOTED = ("Quỹ", "Câu lạc bộ", "CLB")
_QUOTED = re.compile(r" [“\"][^”\"\n]{2,40}[”\"]")
_JOIN = re.compile(r"(?: và |, | - | – |-|–| & )")
_FEW = 4  # unknown words between the name of a part and its body
_PART_LED = re.compile(r"(?:ban|phòng|khoa|bộ môn|bộ phận|nhóm|đội|tổ)$", re.IGNORECASE)


class BodyWalk:
    """Reads names of bodies in one text, word after word; its places (start → end) and persons bound them.

    The text has its tones in the placement of `modern_tones`.
    """

    def __init__(self, text: str, places: Mapping[int, int], persons: Sequence[tuple[int, int]]) -> None:
        self._text, self._places, self._persons = text, places, persons

    def of_office(self, start: int, at: int) -> int:
        """Where the body ends that the office at [start, at) is of; `at` where none is told."""
        if village := next((b for a, b in self._places.items() if start < a < at < b), 0):
            return self._scope(village)  # Trưởng thôn Xuân Quý
        if self._text[at : at + 1] != " " or any(start == at + 1 for start, _ in self._persons):
            return at
        if at + 1 in self._places:
            return self._scope(at)
        body = self.body_at(at + 1)
        if not body and (own := name_patterns().own.match(self._text, at + 1)):
            body = own.end()
        if body or not self._leads_part(at):
            return self._scope(body or self.parts(at, lower=True, capitals=False))
        return self._part_of_body(self.parts(at, lower=True, capitals=True))

    def _part_of_body(self, at: int) -> int:
        """Where the body ends whose part's name ends at `at`, after a few unknown words: "khoa vi chất Viện Y"."""
        end = at
        for _ in range(_FEW):
            if self._text[end : end + 1] == " " and (body := self.body_at(end + 1)):
                return body
            word = _SYLLABLE.match(self._text, end)
            if not word or word.group()[1:] in name_patterns().stops:
                break
            end = word.end()
        return self._scope(at)

    def _leads_part(self, at: int) -> bool:
        """Whether the office that ends at `at` leads a part of a body, whose name follows: Trưởng phòng Tài vụ."""
        return bool(_PART_LED.search(self._text, max(0, at - 20), at))

    def body_at(self, at: int) -> int:
        """Where the body ends that begins at `at`; 0 where none does."""
        match = name_patterns().head.match(self._text, at)
        if not match or any(start == at for start, _ in self._persons):
            return 0
        head = match.group().lower()
        if match["small"]:
            placed = match.end() + 1 in self._places and head in name_patterns().scoped
            if not placed and not re.match(rf" [{UPPER}]", self._text[match.end() : match.end() + 2]):
                return 0
        named = self.parts(
            match.end(), lower=head in name_patterns().lower, capitals=not match["whole"] or head.endswith(" án")
        )
        named = self._further(match, named)
        end = self._scope(named)
        if head in name_patterns().about and self._text.startswith(" về ", end):
            named = self._about(end)
            end = self._scope(named)
        if self._text[end : end + 1] == " " and (more := self.body_at(end + 1)):
            return more
        if end == match.end() and not match["whole"]:
            return 0
        named_enough = named > match.end() or match["whole"] or head in name_patterns().scoped
        return end if named_enough else 0

    def _further(self, head: re.Match[str], named: int) -> int:
        """Where what follows a name ends: its number, its name in quotation marks, its short form before a scope."""
        short = _SHORT_FORM.match(self._text, named)
        if short and self._scope(short.end()) > short.end():
            return short.end()
        if named == head.end() and head.group() in _OFTEN_QUOTED and (quoted := _QUOTED.match(self._text, named)):
            return quoted.end()
        number = _NUMBERED.match(self._text, named) if named > head.end() or head["whole"] else None
        return number.end() if number else named

    def _about(self, at: int) -> int:
        """Where the words end that say what a body is for: "về phòng, chống thiên tai"; `at` where none do."""
        end = self.parts(at + len(" về"), lower=True, capitals=False)
        return at if end == at + len(" về") else end

    def parts(self, at: int, *, lower: bool, capitals: bool) -> int:
        """Where the words end that say what a body is of: "Nông nghiệp và Phát triển nông thôn"; `at` where none do."""
        end = self._one_part(at, " ", lower=lower, capitals=capitals, first=True)
        if end == at:
            numbered = None if self._text.endswith("ổ chức", 0, at) else _NUMBERED.match(self._text, at)
            return numbered.end() if numbered and capitals else at
        while True:
            more = self._one_part(end, " ", lower=True, capitals=capitals)
            joined = _JOIN.match(self._text, end) if more == end else None
            if joined:
                more = self._joined_part(joined)
                more = end if more == joined.end() - 1 else more
            if more == end:
                return end
            end = more

    def _joined_part(self, joined: re.Match[str]) -> int:
        """Where the part ends that "và", a comma or a dash joins; where it would begin, less one, where none is.

        Behind "và" a word in lower case goes on with few fields, an unknown one only if it has two syllables.
        """
        at, dashed = joined.end() - 1, joined.group() in (" - ", " – ")
        field = name_patterns().field.match(self._text, joined.end())
        other = name_patterns().head.match(self._text, joined.end())
        if other and not (field and field.end() > other.end()):
            return at
        if field and field.group().lower() in name_patterns().after_and:
            return field.end()
        lower = joined.group() == "-"
        word = None if field or self._blocked(joined.end()) else _CAPITAL.match(self._text, joined.end())
        if word and joined.group() == " và ":
            more = _SYLLABLE.match(self._text, word.end())
            return more.end() if more and more.group()[1:] not in name_patterns().stops else at
        return self._one_part(at, "", lower=lower, capitals=dashed, first=dashed)

    def _one_part(self, at: int, space: str, *, lower: bool, capitals: bool, first: bool = False) -> int:
        start = at + 1
        if self._text[at : at + 1] != " " and space:
            return at
        if self._blocked(start):
            return at
        field = name_patterns().field.match(self._text, start)
        if field and (self._text[start].isupper() or (lower and field.group().lower() not in name_patterns().verbs)):
            return field.end()
        word = _CAPITAL.match(self._text, start) if capitals else None
        if not word:
            return at
        more = _SYLLABLE.match(self._text, word.end()) if first and word.group()[1:].islower() else None
        if more and more.group()[1:] not in name_patterns().stops:
            return more.end()  # an unknown word of two syllables: Hội Nghệ nhân
        return word.end()

    def _blocked(self, at: int) -> bool:
        """Whether a person, a place or another name begins at `at`."""
        person = any(start == at for start, _ in self._persons)
        paper = name_patterns().paper.match(self._text, at)
        office = paper or name_patterns().office.match(self._text, at)
        return person or at in self._places or bool(office) or self._opens(at)

    def _opens(self, at: int) -> bool:
        match = name_patterns().head.match(self._text, at)
        if not match or name_patterns().field.match(self._text, at):
            return False
        return bool(
            match["whole"]
            or match.group().lower() in name_patterns().scoped
            or re.match(rf" [{UPPER}\d]", self._text[match.end() :])
        )

    def _scope(self, at: int) -> int:
        """Where the words end that say of where: "tỉnh Cà Mau", "phường", "các xã A và B"; `at` where none do."""
        end = at
        for _ in range(4):
            shared = _SHARED.match(self._text, end)
            begin = end + 1 if self._text[end : end + 1] == " " else -1
            if begin in self._places:
                end = self._places[begin]
            elif shared and shared.end() - len(shared.group().split(" ")[-1]) in self._places:
                end = self._listed(self._places[shared.end() - len(shared.group().split(" ")[-1])])
            elif level := _LEVEL.match(self._text, end):
                end = level.end()
            else:
                return end
        return end

    def _listed(self, end: int) -> int:
        while (joined := re.compile(r", | và ").match(self._text, end)) and joined.end() in self._places:
            end = self._places[joined.end()]
        return end
