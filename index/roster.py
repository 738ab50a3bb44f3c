"""The people of an article: full names, the offices that they hold as the text goes on, and whom "ông" can mean."""

import re
from dataclasses import dataclass, field

from index.names import office_of
from index.personal_names import Named
from index.text import UPPER

_FEMALE = re.compile(r"(?i)^(?:bà|chị|cô|cô giáo|nữ)$")
_MALE = re.compile(r"(?i)^(?:ông|anh|chú|thầy|thầy giáo)$")


@dataclass(slots=True)
class Figure:
    """A person of the article."""

    name: str  # as written
    title: str | None = None  # as last given
    title_at: tuple[int, int] | None = None
    offices: list[str] = field(default_factory=list)  # every office given, as written
    gender: str = ""  # "m", "f" or ""
    address: str = ""  # every form of address, lower case
    leads: bool = False  # a delegation, which speaks from above


class Roster:
    """Who is who in the article; `note` is called for every sentence in order, before its speaker is asked for."""

    def __init__(self) -> None:
        self.people: dict[str, Figure] = {}
        self.recent: list[str] = []  # keys, the latest last

    def begin(self) -> None:
        """Begins to read from the top: everybody is known, nobody has been named yet."""
        self.recent.clear()
        for figure in self.people.values():
            figure.title = figure.title_at = None

    def key_of(self, named: Named) -> str | None:
        """The person whom a full or short name means; None for a short name of nobody known."""
        if named.key in self.people:
            return named.key
        fits = [key for key in self.people if key.endswith(" " + named.key) or key.startswith(named.key + " ")]
        fits = [key for key in fits if not _contradicts(self.people[key].gender, named.address)] or fits
        if len(fits) > 1:
            fits = [key for key in reversed(self.recent) if key in fits][:1] or fits
        return fits[0] if fits else None

    def learn(self, named: Named, text: str) -> str:
        """The person of a name; a new one where nobody is known by it."""
        key = self.key_of(named)
        if key is None:
            key = named.key
            self.people[key] = Figure(text[named.start : named.end])
        figure = self.people[key]
        word = named.address.split(" ")[-1] if named.address else ""
        if named.address and named.address.lower() not in figure.address:
            figure.address += f" {named.address.lower()}"
        if _FEMALE.match(word) or " thị " in f" {key} ":
            figure.gender = "f"
        elif _MALE.match(word):
            figure.gender = figure.gender or "m"
        return key

    def seen(self, key: str) -> None:
        """Notes that the text has just named the person."""
        if key in self.recent:
            self.recent.remove(key)
        self.recent.append(key)

    def hold(self, key: str, title: str, at: tuple[int, int]) -> None:
        """Notes the offices that the text gives the person."""
        figure = self.people[key]
        figure.title, figure.title_at = title, at
        figure.offices += [office for office in offices_in(title) if office not in figure.offices]

    def holder(self, title: str) -> str | None:
        """Who holds an office that is named alone; the one named last where several could."""
        wanted = _FORMER.sub("", office_of(_LEADER.sub(_office_led, title, count=1)))
        exact, loose = [], []
        for key in reversed(self.recent):
            for office in self.people[key].offices:
                known = _FORMER.sub("", office_of(office))
                if known == wanted:
                    exact.append(key)
                elif known.startswith(wanted + " ") or wanted.startswith(known + " ") or _same_head(wanted, known):
                    loose.append(key)
        if exact or loose:
            return (exact or loose)[0]
        later = [k for k, f in self.people.items() if any(office_of(o) == wanted for o in f.offices)]
        return later[0] if len(later) == 1 else None


def offices_in(title: str) -> list[str]:
    """The offices of a title, each once: "Bí thư Thành ủy kiêm Chủ tịch HĐND" names two."""
    offices = re.split(r",\s*(?:kiêm\s+)?|\s+kiêm\s+", title)
    return [office for office in dict.fromkeys(offices) if office]


_FORMER = re.compile(r"^(?:nguyên|cựu)\s+")
_LEADER = re.compile(
    r"^(?:[Nn]gười đứng đầu|[Tt]ư lệnh)\s+(?P<what>chính quyền|UBND|ủy ban nhân dân|đảng bộ|cấp ủy|Đảng bộ|Đảng ủy|"
    r"Tỉnh ủy|Thành ủy|ngành|Sở|sở|Chính phủ|bộ|Bộ)"
)


def _office_led(match: re.Match[str]) -> str:
    """The office of who "người đứng đầu chính quyền huyện" is."""
    what = match["what"].lower()
    if what in ("chính quyền", "ubnd", "ủy ban nhân dân"):
        return "chủ tịch ubnd"
    if what in ("đảng bộ", "cấp ủy", "đảng ủy", "tỉnh ủy", "thành ủy"):
        return "bí thư" if what in ("đảng bộ", "cấp ủy") else f"bí thư {what}"
    return {"chính phủ": "thủ tướng", "bộ": "bộ trưởng bộ"}.get(what, "giám đốc sở")


def _same_head(wanted: str, known: str) -> bool:
    """Whether two offices are one with words left out in the middle: "Chủ tịch UBND phường" held in "… phường X"."""
    a, b = wanted.split(), known.split()
    if len(a) < 2 or a[:2] != b[:2]:
        return False
    rest = iter(b)
    return all(word in rest for word in a)


def _contradicts(gender: str, address: str) -> bool:
    word = address.split(" ")[-1] if address else ""
    return bool((gender == "f" and _MALE.match(word)) or (gender == "m" and _FEMALE.match(word)))


def is_capital(text: str) -> bool:
    """Whether the text begins with a capital letter."""
    return bool(re.match(rf"[{UPPER}]", text))
