"""Who is told: the names before the predicate of an order, resolved, with those in charge and those who help."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index import places
from index.mentions import mentions_in
from index.phrases import HEAD, end_of_phrase, listed
from index.provinces import is_sound
from index.ranks import rank_of
from index.roster import Roster
from index.text import comparable

_LEADS = re.compile(
    r"\s*(?:được giao\s+)?(?:(?:là|làm)\s+(?:cơ quan |đơn vị )?(?:đầu mối|chủ trì)|(?:tiếp tục |"
    r"được giao )?chủ trì|chịu trách nhiệm(?: chính)?|đứng đầu)(?!\w)"
)
_HELPS = re.compile(
    r"(?<!\w)(?:phối hợp(?: chặt chẽ| đồng bộ)?(?: (?:cùng với|với|cùng))?|cùng với|"
    r"cùng)\s+(?:với\s+)?(?:các\s+(?=Sở|Ban))?"
)
_TO = re.compile(r"^(?:Với|Đối với|Về phía|Riêng với|Riêng|Với vai trò của)\s+")
_LEADING = re.compile(
    r"^[“\"«\s]*(?:(?:Trước mắt|Đồng thời|Cụ thể|Trong đó|Hơn nữa|Ngoài ra|Cùng với đó|Vì vậy|Do vậy|Do đó|Theo đó|"
    r"Đặc biệt|Từ nay|Trong thời gian tới|Thời gian tới),?\s+)?"
)


_ASKS = re.compile(
    r"(?:[Đđ]ề nghị|[Kk]iến nghị|[Yy]êu cầu|[Gg]iao|[Xx]in|[Đđ]ề xuất|[Mm]ong|(?:[Tt]ôi|[Cc]húng tôi) (?:rất |"
    r"cũng )?(?:yêu cầu|đề nghị|mong|kiến nghị|giao|xin|nhắc))\s+(?:các\s+(?=\0))?"
)


@dataclass(frozen=True, slots=True)
class Told:
    """Those who are told, as written or resolved; the words of the first stand at [start, end) of the content."""

    names: tuple[str, ...] = ()
    lead: tuple[str, ...] = ()
    coordinate: tuple[str, ...] = ()
    span: tuple[int, int] | None = None
    sure: float = 0.0


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


def told_in(content: str, scene: Scene, *, handed: bool) -> Told:
    """Whom an order names before its predicate; `handed`: the verb hands a task over ("giao"), so one alone leads."""
    opening = _LEADING.match(content)
    start = opening.end() if opening else 0
    if asked := _ASKS.match(content, start):
        start = asked.end()
    spans, end = _phrases(content, start)
    if not spans:
        return Told()
    spans = [(a, b) for a, b in spans if _is_somebody(content[a:b])]
    if not spans:
        return Told()
    names = [name for a, b in spans for name in resolved(content[a:b], scene)]
    predicate = re.match(r"\s*,?\s*", content[end:])
    after = end + (predicate.end() if predicate else 0)
    led = _LEADS.match(content, after) or _LEADS.match(content, end)
    helpers = _helpers(content, after, scene)
    lead = names if led or (handed and len(spans) == 1 and names) else []
    if handed and helpers and not lead:
        lead = names
    if re.match(r"\s*(?:được giao|được phân công|chịu trách nhiệm)(?!\w)", content[end:]):
        lead = names
    everyone = dict.fromkeys([*names, *(helpers if lead else ())])
    return Told(tuple(everyone), tuple(lead), tuple(helpers), (spans[0][0], spans[-1][1]), 0.9)


def _is_somebody(words: str) -> bool:
    """Whether words name people or a body: "mỗi chương trình" and "người nào" name none."""
    if re.search(r"(?<!\w)nào(?!\w)", words):
        return False
    return (
        bool(
            re.match(r"(?:ông|bà|anh|chị|đồng chí|em|các|bị cáo)\s", words)
            and not re.match(
                r"các (?:dự án|chương trình|công trình|nội dung|nhiệm vụ|vấn đề|chỉ tiêu|hoạt động|tuyến)", words
            )
        )
        or rank_of(words) > 0
    )


def _phrases(content: str, start: int) -> tuple[list[tuple[int, int]], int]:
    if not HEAD.match(content, start) and not re.match(r"(?:ông|bà|anh|chị|đồng chí)\s", content[start:]):
        return [], start
    return listed(content, start, len(content))


def _helpers(content: str, start: int, scene: Scene) -> list[str]:
    match = _HELPS.search(content, start, min(len(content), start + 90))
    if not match:
        return []
    at = match.end()
    if content.startswith("các ", match.end() - 4):
        at = match.end() - 4
    if not HEAD.match(content, at):
        return []
    spans, _ = listed(content, at, len(content))
    return [name for a, b in spans for name in resolved(content[a:b], scene)]


def preposed(sentence: str, scene: Scene) -> Told:
    """Whom "Với Sở X, …" before the frame names."""
    match = _TO.match(sentence)
    if not match or not HEAD.match(sentence, match.end()):
        return Told()
    end = end_of_phrase(sentence, match.end())
    if not sentence[end:].startswith(",") or re.match(
        r"(?:kiến nghị|nội dung|công tác|việc|nguồn|vấn đề|văn kiện)", sentence[match.end() :]
    ):
        return Told()
    return Told(tuple(resolved(sentence[match.end() : end], scene)), span=(match.end(), end), sure=0.7)


_REPORTED_TO = re.compile(
    r"(?:(?<!\w)(?:[Bb]áo cáo|[Tt]rả lời|[Gg]iải đáp|[Pp]hát biểu|[Tt]rình bày|[Tt]hông tin|"
    r"[Kk]iến nghị)\s+(?:(?:với|trước|cho|kiến nghị của|câu hỏi của)\s+)|^Trả lời\s+(?=(?:phường|xã|các|Sở|"
    r"UBND)\s))"
)


def reported_to(sentence: str, scene: Scene) -> Told:
    """The body or person to whom a report is made, where it is said: "Báo cáo với đoàn công tác, …"."""
    match = _REPORTED_TO.search(sentence)
    at = match.end() if match else None
    if at is None:
        closing = re.search(
            r"(?:nói|khẳng định|phát biểu|cho biết|hứa)\s+(?:trước|với)\s+(?P<who>đại hội|đoàn[\w ]{0,12}|hội nghị|"
            r"cử tri)(?!\w)",
            sentence,
        )
        return Told((closing["who"],), span=closing.span("who"), sure=0.7) if closing else Told()
    if re.match(
        r"(?:PV|phóng viên|báo|báo chí|Báo|Zing|VnExpress|truyền thông|chúng tôi|Thanh Niên|Tuổi Trẻ|Dân trí|tờ)(?!\w)",
        sentence[at:],
    ):
        return Told()
    person = next(
        (
            m
            for m in mentions_in(sentence, scene.roster, ())
            if at - 1 <= m.start <= at + 2 and m.who in scene.roster.people
        ),
        None,
    )
    if person:
        return Told((scene.roster.people[person.who].name,), span=(person.start, person.end), sure=0.8)
    if not HEAD.match(sentence, at):
        return Told()
    end = end_of_phrase(sentence, at)
    return Told(tuple(resolved(sentence[at:end], scene)), span=(at, end), sure=0.7)


def resolved(words: str, scene: Scene) -> list[str]:
    """The names that an addressee's words mean: "phường" is the ward at hand, "ông Sang" the man's full name."""
    plain = comparable(words)
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
        return list(scene.wards) if scene.wards else [words]
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
        return [f"{match['who']} {ward}" for ward in scene.wards] or [words]
    if match := re.match(r"(?:[Ôô]ng|[Bb]à|[Aa]nh|[Cc]hị|[Đđ]ồng chí|[Bb]ị cáo)\s+(?=\S)", words):
        person = _person(words[match.end() :], scene.roster)
        return [person] if person else [words]
    if len(scene.wards) == 1:
        ward = scene.wards[0]
        level = ward.split(" ", 1)[0].lower()
        bare = re.search(rf"(?i)(?<!\w){level}(?P<rest>\s+khóa mới|\s+khoá mới)?$", words)
        if bare and not re.match(r"(?i)(?:các|những|mỗi|từng)", words) and len(words.split()) > 1:
            return [words[: bare.start()] + ward]
    return [words.strip()]


def _person(words: str, roster: Roster) -> str | None:
    short = comparable(words)
    fits = [f.name for key, f in roster.people.items() if key == short or key.endswith(" " + short)]
    return fits[0] if len(fits) == 1 else None


def ward_names(places: Sequence[str]) -> tuple[str, ...]:
    """The wards among a sentence's places."""
    return tuple(p for p in places if re.match(r"(?i)(?:phường|xã|thị trấn|đặc khu)\s", p))
