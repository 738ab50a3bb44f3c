"""Who is told: the names before the predicate of an order, resolved, with those in charge and those who help."""

import re
from dataclasses import dataclass

from index.mentions import mentions_in
from index.phrases import HEAD, end_of_phrase, listed
from index.ranks import rank_of
from index.roster import Roster
from index.scenes import Scene, resolved

_LEADS = re.compile(
    r"\s*(?:được(?:\s\w+){0,5}? giao\s+)?(?:giữ vai trò\s+)?(?:(?:là|làm)\s+(?:cơ quan |đơn vị )?(?:đầu mối|"
    r"chủ trì)|(?:tiếp tục |"
    r"được giao )?chủ trì|chịu trách nhiệm(?: chính)?|đứng đầu)(?!\w)"
)
_HELPS = re.compile(
    r"(?<!\w)(?:làm việc với|phối hợp(?: chặt chẽ| đồng bộ)?(?: (?:cùng với|với|cùng))?|cùng với|"
    r"cùng)\s+(?:với\s+)?(?:các\s+(?=Sở|Ban))?"
)
_TO = re.compile(r"^(?:Với|Đối với|Về phía|Riêng với|Riêng|Với vai trò của)\s+")
_LEADING = re.compile(
    r"^[“\"«\s]*(?:(?:(?:Một|Hai|Ba|Bốn|Năm|Sáu|Bảy) là|Thứ (?:nhất|hai|ba|tư|năm|sáu|bảy)|Riêng|Còn|Sau đó|"
    r"Trước hết|Bên cạnh đó|"
    r"Song song đó|Tiếp theo|Cuối cùng|Trước mắt|Đồng thời|Cụ thể|Trong đó|Hơn nữa|Ngoài ra|Cùng với đó|Vì vậy|"
    r"Do vậy|Do đó|Theo đó|"
    r"Đặc biệt|Từ nay|Trong thời gian tới|Thời gian tới),?\s+)?"
)


_ASKS = re.compile(
    r"(?:[Đđ]ề nghị|[Kk]iến nghị|[Yy]êu cầu|[Gg]iao|[Xx]in|[Đđ]ề xuất|[Mm]ong|[Kk]huyến khích|[Kk]huyến cáo|[Nn]hắc|"
    r"[Ll]ưu ý|[Kk]êu gọi|(?:[Tt]ôi|[Cc]húng tôi) (?:rất |"
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


def told_in(content: str, scene: Scene, *, handed: bool) -> Told:
    """Whom an order names before its predicate; `handed`: the verb hands a task over ("giao"), so one alone leads."""
    opening = _LEADING.match(content)
    start = opening.end() if opening else 0
    if asked := _ASKS.match(content, start):
        start = asked.end()
    spans, end = _phrases(content, start, scene.roster)
    if not spans:
        return Told()
    known = {f.name for f in scene.roster.people.values()}
    spans = [(a, b) for a, b in spans if content[a:b] in known or _is_somebody(content[a:b])]
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
    if re.match(r"\s*(?:được(?:\s\w+){0,5}? giao|được phân công|chịu trách nhiệm)(?!\w)", content[end:]):
        lead = names
    below = _handed_on(content, after, scene)
    if below.names:
        lead, helpers = list(below.lead), list(below.coordinate)
    everyone = dict.fromkeys([*names, *below.names, *helpers])
    return Told(tuple(everyone), tuple(lead), tuple(helpers), (spans[0][0], spans[-1][1]), 0.9)


_OWN_PLACE = re.compile(r"(?:phường|xã|huyện|địa phương|đơn vị|công ty|nhà trường|sở|tỉnh)(?! [A-ZĐÀ-Ỹ])")  # the asker
_HANDS_ON = re.compile(r"(?:sớm |khẩn trương )?giao\s+(?:cho\s+)?")


def _handed_on(content: str, at: int, scene: Scene) -> Told:
    """Those to whom who is told is to hand the task: "UBND tỉnh giao Sở X làm đầu mối"."""
    handed = _HANDS_ON.match(content, at)
    if not handed or _OWN_PLACE.match(content, handed.end()):
        return Told()
    return told_in(content[handed.end() :], scene, handed=True)


def _is_somebody(words: str) -> bool:
    """Whether words name people or a body: "mỗi chương trình", "người nào", "ai càng …" name none."""
    if re.search(r"(?<!\w)(?:nào|càng)(?!\w)", words):
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


def _phrases(content: str, start: int, roster: Roster) -> tuple[list[tuple[int, int]], int]:
    person = next((f.name for f in roster.people.values() if content.startswith(f.name + " ", start)), None)
    if person:
        end = start + len(person)
        more = re.compile(r"\s+(?:và|cùng)\s+").match(content, end)
        rest, last = listed(content, more.end(), len(content)) if more else ([], end)
        return [(start, end), *rest], last if rest else end
    if not HEAD.match(content, start) and not re.match(r"(?:ông|bà|anh|chị|đồng chí)\s", content[start:]):
        return [], start
    return listed(content, start, len(content))


def _helpers(content: str, start: int, scene: Scene) -> list[str]:
    match = _HELPS.search(content, start, min(len(content), start + 200))
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


_SENT_TO = re.compile(r"(?<!\w)gửi\s+(?:(?:tới|đến|cho)\s+)?")


def sent_to(frame: str, scene: Scene) -> Told:
    """To whom a letter goes in which something is asked: "Bộ Y tế có công văn gửi UBND các tỉnh, đề nghị …"."""
    match = _SENT_TO.search(frame)
    if not match or not HEAD.match(frame, match.end()):
        return Told()
    spans, _ = listed(frame, match.end(), len(frame))
    return Told(tuple(dict.fromkeys(n for a, b in spans for n in resolved(frame[a:b], scene))), sure=0.7)


# Where what is told begins behind who is told: "kiến nghị với tổ giám sát một số nội dung …".
_MATTER = re.compile(
    r"\s+(?:(?:một số|các|những|nhiều|hai|ba|bốn|năm)\s+)?"
    r"(?:nội dung|vấn đề|khó khăn|vướng mắc|bất cập|giải pháp|đề xuất)(?!\w)"
)

_REPORTED_TO = re.compile(
    r"(?:(?<!\w)(?:[Bb]áo cáo(?: nhanh| tóm tắt| thêm| cụ thể| trực tiếp| giải trình)?|[Tt]rả lời|[Gg]iải đáp|"
    r"[Pp]hát biểu|[Tt]rình bày|(?<!nghệ )[Tt]hông tin|"
    r"[Kk]iến nghị)\s+(?:(?:với|trước|cho|kiến nghị của|câu hỏi của)\s+)|^Trả lời\s+(?=(?:phường|xã|các|Sở|"
    r"UBND)\s)|(?<!\w)[Bb]áo cáo\s+(?=(?:đoàn|tổ giám sát|Thủ tướng|Phó Thủ tướng|Bộ trưởng|lãnh đạo|hội nghị|Quốc hội|"
    r"HĐND|Bí thư|Chủ tịch)(?!\w)))"
)


def reported_to(sentence: str, scene: Scene) -> Told:
    """The body or person to whom a report is made, where it is said: "Báo cáo với đoàn công tác, …"."""
    match = _REPORTED_TO.search(sentence)
    at = match.end() if match else None
    if at is None:
        closing = re.search(
            r"(?:nói|khẳng định|phát biểu|cho biết|hứa)\s+(?:trước|với)\s+(?P<who>đại hội|đoàn[\w ]{0,12}|hội nghị|"
            r"Quốc hội|bà con|người dân|"
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
    matter = _MATTER.search(sentence, at, end_of_phrase(sentence, at))
    end = matter.start() if matter else end_of_phrase(sentence, at)
    return Told(tuple(resolved(sentence[at:end], scene)), span=(at, end), sure=0.7)
