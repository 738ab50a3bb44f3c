"""Words that one passes on for another: who gave the order is its speaker, who told of it has relayed it."""

import re
from dataclasses import replace

from index.article import Article
from index.contents import QUOTED
from index.frames import Frame, frames_in
from index.mention import Mention, Sort
from index.own_side import own_words
from index.speech import Force, force_of
from index.utterances import Speaker, Utterance

_RELAYED = re.compile(
    r"(?<!\w)(?:[Cc]huyển lời của\s+|(?:[Tt]ruyền đạt|[Nn]hắc lại|[Tt]hông tin|[Pp]hổ biến|[Dd]ẫn|[Qq]uán triệt|"
    r"[Tt]ruyền đi|[Cc]huyển lời|[Tt]ruyền lại)\s+(?:lại\s+)?(?:các\s+|những\s+)?(?:ý kiến|yêu cầu|chỉ đạo|chỉ thị|"
    r"lời dặn|mệnh lệnh|kết luận|tinh thần|lời)(?:\s+(?:chỉ đạo|kết luận))?\s+của\s+)(?:đồng chí\s+|ông\s+|bà\s+)?"
)
_INNER = re.compile(r"(?P<verb>yêu cầu|đề nghị|chỉ đạo|giao|lưu ý)\s+")
_TO_CONTENT = re.compile(r"[^:]{0,80}?(?::|\s+là(?!\w)|,)\s*")
_PASSED_ON = re.compile(
    r"^(?P<who>(?:Thủ tướng(?: Chính phủ)?|Bí thư (?:Thành|Tỉnh) ủy(?: TP\S*)?|Chủ tịch (?:nước|UBND (?:tỉnh|"
    r"thành phố|TP)\S*)|Bộ trưởng|Tổng Bí thư|Ban Bí thư|Bộ Chính trị|(?:Thành|Tỉnh) ủy|UBND (?:tỉnh|TP\S*|"
    r"thành phố)))\s+(?:cũng |đã |vừa )*(?P<verb>yêu cầu|chỉ đạo|giao|đề nghị)\s+"
)


def framed(article: Article, number: int, frame: Frame) -> Utterance:
    """The utterance of a frame; one that is passed on is its principal's."""
    span, told = article.spans[number], article.told[number]
    clause = told.rfind("; ", 0, frame.mention.start) + 2
    start = clause if frame.shape == "before" and clause > 1 else 0
    made = Utterance(
        start=span.start + start,
        end=span.end,
        content=(span.start + frame.start, span.start + frame.end),
        speaker=article.speaker(number, frame.mention),
        force=frame.force,
        sentence=number,
        shape=frame.shape,
        verb=(span.start + frame.verb[0], span.start + frame.verb[1]),
        joined=frame.joined,
        direct=told[frame.start : frame.end].strip(" .:").startswith(QUOTED),
    )
    return _of_principal(article, number, made, frame) or _told_of_principal(article, number, made, frame) or made


def _of_principal(article: Article, number: int, made: Utterance, frame: Frame) -> Utterance | None:
    """Of "Truyền đạt ý kiến của Thủ tướng, ông X cho biết …" the order is the Prime Minister's."""
    told, span = article.told[number], article.spans[number]
    match = _RELAYED.search(told)
    if not match or not made.speaker.name:
        return None
    at = match.end()
    mention = next((m for m in article.mentions(number) if at - 1 <= m.start <= at + 12), None)
    principal = article.speaker(number, mention) if mention else None
    if mention is None or principal is None or principal.name in ("", made.speaker.name):
        return None
    content = made.content
    if frame.start <= match.start():
        after = _TO_CONTENT.match(told, mention.end)
        content = (span.start + (after.end() if after else mention.end), made.content[1])
    inner = _INNER.search(article.text, *content)
    force = force_of(inner["verb"]) if inner else Force.REQUIRED
    content = (inner.end(), content[1]) if inner else content
    return replace(made, speaker=principal, relayed_by=made.speaker.name, force=force, content=content)


def _told_of_principal(article: Article, number: int, made: Utterance, frame: Frame) -> Utterance | None:
    """An order that is told inside a report: "Ông X cho biết Thủ tướng yêu cầu …"."""
    told, span = article.told[number], article.spans[number]
    passed = _PASSED_ON.match(told[frame.start : frame.end])
    if not passed or made.force is not Force.REPORT or made.shape != "before":
        return None
    key = article.roster.holder(passed["who"])
    if key == made.speaker.key and key:
        return None
    name = article.roster.people[key].name if key else passed["who"]
    principal = Speaker(name, key, passed["who"] if key else None, Sort.PERSON if key else Sort.OFFICE, 0.8)
    content = (span.start + frame.start + passed.end(), made.content[1])
    force = force_of(passed["verb"])
    return replace(made, speaker=principal, relayed_by=made.speaker.name, force=force, content=content)


def passing_on(article: Article, number: int, mentions: list[Mention]) -> list[Utterance]:
    """Another's words passed on without a verb of saying: "ông truyền đạt chỉ thị của Thiếu tướng X: …"."""
    told = article.told[number]
    match = _RELAYED.search(told)
    if not match:
        return []
    before = [m for m in mentions if m.end <= match.start()]
    by = [m for m in before if m.sort is Sort.PERSON] or [m for m in before if m.sort is Sort.OFFICE]
    content = re.compile(r"[^:]{0,200}?(?::|\s+là(?!\w)|,(?=\s+(?:giao|yêu cầu|đề nghị)\s))\s*").match(
        told, match.end()
    )
    if not by or not content or content.end() > len(told) - 8 or _apart(told, by[-1], match.start()):
        return []
    whole = framed(article, number, Frame(by[-1], match.span(), Force.REQUIRED, content.end(), len(told), "before"))
    return [whole] if whole.relayed_by else []


def _apart(told: str, by: Mention, at: int) -> bool:
    """Whether more than small words or an apposition stands between a subject and its verb."""
    between = told[by.end : at]
    return between.count(" ") > 4 and not re.fullmatch(
        r"\s*(?:,|[–-]|về)\s[^.;:“”\x00]{0,140},\s*(?:\w+\s+){0,2}", between
    )


def by_letter(
    article: Article, number: int, outer: Frame, mentions: list[Mention], whole: Utterance
) -> Utterance | None:
    """What a body asked by letter, as another tells: "Theo ông X, Bộ đã có công văn yêu cầu …"."""
    told = article.told[number]
    inner = [m for m in mentions if m.start >= outer.start and m.sort in (Sort.BODY, Sort.OFFICE, Sort.GROUP)]
    frame = next((f for f in frames_in(told, inner) if f.shape == "before" and f.force.asks), None)
    if frame is None or frame.mention.start > outer.start + 2:
        return None
    if "văn" not in told[frame.mention.end : frame.verb[0]]:
        return None
    return replace(framed(article, number, frame), start=whole.start, relayed_by=whole.speaker.name)


_BEFORE_NOW = re.compile(r"(?<!\w)(?:đã|từng|vừa)(?!\w)")


def reported_inside(article: Article, number: int, by: Speaker, start: int) -> list[Utterance]:
    """What a body asked or promised, told by somebody who answers: "Sở trả lời sẽ chạy thử"."""
    told = article.told[number]
    frames = [f for f in frames_in(told, article.mentions(number)) if f.shape == "before"]
    if not frames or frames[0].mention.sort not in (Sort.BODY, Sort.GROUP, Sort.OFFICE):
        return []
    made = framed(article, number, frames[0])
    if not made.force.asks and not re.match(r"sẽ(?!\w)", told[frames[0].start :]):
        return []
    own = re.match(r"(?i)(?:phường|xã|huyện|tỉnh|sở|đơn vị|công ty|trường)(?!\w)", made.speaker.name)
    bare = made.speaker.name.lower() in own_words([by.title or ""], by.name, body=False)
    if bare and not _BEFORE_NOW.search(told[frames[0].mention.end : frames[0].verb[0]]):  # "Xã đề nghị …": he speaks
        return [replace(made, speaker=by, start=max(start, made.start))]
    relayed_by = None if own or not made.force.asks else by.name
    return [replace(made, start=max(start, made.start), relayed_by=relayed_by)]
