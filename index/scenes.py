"""What bare words mean at a sentence: "phường" is the ward at hand, "Bộ" the ministry of the article."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index import places
from index.phrases import BODY, end_of_phrase
from index.provinces import is_sound
from index.roster import Roster
from index.text import comparable


@dataclass(frozen=True, slots=True)
class Scene:
    """What bare words mean at a sentence: its wards, the province and the city of the article."""

    wards: tuple[str, ...]
    province: str | None
    city: str | None
    roster: Roster
    before: str = ""  # the text before the words: what was named last is meant by a bare word

    def nearest(self, level: str) -> str | None:
        """The place of a level that the text named last."""
        found = [p for p in places.places_in(self.before[-600:]) if p.level == level and is_sound(p)]
        return self.before[-600:][found[-1].start : found[-1].end] if found else None


def resolved(words: str, scene: Scene) -> list[str]:
    """The names that an addressee's words mean: "phường" is the ward at hand, "ông Sang" the man's full name."""
    plain = comparable(words)
    if (bare := _BARE_BODY.fullmatch(words)) and (full := _named_before(bare["head"], scene.before, scene.roster)):
        return [full]
    if plain == "thủ tướng":
        return ["Thủ tướng Chính phủ"]
    if plain in ("phường", "xã", "đặc khu", "huyện", "quận") and (len(scene.wards) != 1 or plain in ("huyện", "quận")):
        return [scene.nearest(plain) or words]
    if plain in (
        "phường",
        "xã",
        "đặc khu",
        "địa phương",
        "các địa phương",
        "hai địa phương",
        "các phường",
        "hai phường",
        "hai xã",
        "ban thường vụ đảng ủy phường",
    ):
        one_of_many = plain.startswith(("các ", "hai ")) and len(scene.wards) < 2  # more than the ward at hand
        return list(scene.wards) if scene.wards and not one_of_many else [words]
    if plain in ("tỉnh", "thành phố", "tp", "thành phố và các sở ngành"):
        known = scene.nearest("tỉnh" if plain == "tỉnh" else "thành phố") or (
            scene.province if plain == "tỉnh" else scene.city
        )
        return [known or words]
    if match := re.fullmatch(
        r"(?i)(?P<who>lãnh đạo|đảng ủy|ubnd|bí thư|chủ tịch ubnd|đại diện) (?:hai|các) "
        r"(?:phường|xã|địa phương)(?: trên)?",
        words,
    ):
        return [f"{match['who']} {ward}" for ward in scene.wards] if len(scene.wards) > 1 else [words]
    if match := re.match(r"(?:[Ôô]ng|[Bb]à|[Aa]nh|[Cc]hị|[Đđ]ồng chí)\s+(?=\S)", words):
        person = _person(words[match.end() :], scene.roster)
        return [person] if person else [words]
    if len(scene.wards) == 1:
        ward = scene.wards[0]
        level = ward.split(" ", 1)[0].lower()
        bare = re.search(rf"(?i)(?<!\w){level}(?P<rest>\s+khóa mới|\s+khoá mới)?$", words)
        if bare and not _SEVERAL.search(words) and len(words.split()) > 1:
            return [words[: bare.start()] + ward]
    return [words.strip()]


_SEVERAL = re.compile(r"(?i)(?<!\w)(?:các|những|mỗi|từng|nhiều|hai|ba|\d+)(?!\w)")
# A body told by the first word of its name: "Bộ", "Cục này"; "doanh nghiệp này" is the company named last.
_BARE_BODY = re.compile(
    r"(?P<head>(?i:bộ|sở|tổng cục|cục|chi cục|vụ|công ty|tập đoàn|ngân hàng|bệnh viện|trường|trung tâm|hiệp hội|viện|"
    r"liên đoàn|viện kiểm sát|tổng công ty|hội|ban|văn phòng|doanh nghiệp(?= (?:này|trên))|đơn vị(?= này)|"
    r"cơ quan(?= này)))"
    r"(?: (?:này|trên|nói trên))?"
)


_COMPANIES = ("công ty", "tập đoàn", "tổng công ty", "htx", "hợp tác xã", "xí nghiệp", "nhà máy")


def _named_before(head: str, before: str, roster: Roster) -> str | None:
    """The full name that a first word means: of the bodies named most often, the one named last."""
    head = head.lower()
    named: list[str] = []
    for match in reversed(list(BODY.finditer(before))):
        first = match.group().lower()
        if head == "viện kiểm sát" and _PROCURACY.match(before, match.start()):
            first = head
        if first == head or (head == "doanh nghiệp" and first in _COMPANIES) or head in ("đơn vị", "cơ quan"):
            name = before[match.start() : end_of_phrase(before, match.start(), lists=False)]
            led = (name.find(f" {figure.name}") for figure in roster.people.values())
            name = name[: min((at for at in led if at > 0), default=len(name))]  # "Giám đốc Sở Tài chính Lê Thị Sen"
            if name.count(" ") > head.count(" ") and not _BARE_BODY.fullmatch(name):
                named.append(name)
    if head in ("đơn vị", "cơ quan", "doanh nghiệp"):
        return named[0] if named else None
    return max(named, key=named.count, default=None)


_PROCURACY = re.compile(r"(?:Viện kiểm sát nhân dân|Viện KSND|VKSND)")


def _person(words: str, roster: Roster) -> str | None:
    short = comparable(words)
    fits = [f.name for key, f in roster.people.items() if key == short or key.endswith(" " + short)]
    return fits[0] if len(fits) == 1 else None


def ward_names(places: Sequence[str]) -> tuple[str, ...]:
    """The wards among a sentence's places."""
    return tuple(p for p in places if re.match(r"(?i)(?:phường|xã|thị trấn|đặc khu)\s", p))
