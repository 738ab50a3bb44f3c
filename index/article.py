"""An article as it is read: its sentences with quotations masked, its people, and how far it has been read."""

import re
from collections.abc import Sequence
from dataclasses import replace

from index import places
from index.documents import BlockKind
from index.mention import Mention, Sort
from index.mentions import learn, mentions_in
from index.names import SURNAMES
from index.phrases import CAPITAL
from index.provinces import is_sound
from index.quotations import Quotation, masked, quotations
from index.roster import Roster
from index.span import Span
from index.text import comparable
from index.utterances import NOBODY, Speaker, Utterance

# Newspapers that join with a bare hyphen: "ông Siu Khớt-Chủ tịch UBND xã-cho hay"; a comma is as long.
_DASHED = re.compile(
    r"(?<=[\w”])-(?=(?:nguyên |quyền )?(?:Chủ tịch|Phó|Giám đốc|Bí thư|Trưởng|Viện trưởng|Hiệu trưởng|Cục trưởng|"
    r"Chi cục trưởng|"
    r"Tổng|Ủy viên|Thứ trưởng|Bộ trưởng|Chánh|Đội trưởng|người|ông|bà|anh|chị|đồng chí|cho biết|cho hay|cho rằng|"
    r"báo cáo|"
    r"khẳng định|nhấn mạnh|cảnh báo|chia sẻ|nói|thông tin|đề nghị|yêu cầu|phân tích|nhận định|kiến nghị|đề xuất|kể|"
    r"thì)(?!\w))"
)


class Article:
    """The body sentences (`spans`, with what is quoted masked in `told`), the people, and who spoke last."""

    def __init__(self, text: str, spans: Sequence[Span]) -> None:
        self.text = text
        self.spans = [s for s in spans if s.kind is BlockKind.BODY]
        bounds: dict[int, tuple[int, int]] = {}
        for span in self.spans:
            bounds[span.paragraph] = (bounds.get(span.paragraph, (span.start, 0))[0], span.end)
        self.quotations = quotations(text, list(bounds.values()))
        self.told = [_DASHED.sub(",", masked(text, s.start, s.end, self.near(s))) for s in self.spans]
        self.places = [_spans_of_places(text[s.start : s.end], text) for s in self.spans]
        self.roster = Roster()
        for span in spans:  # captions too tell who somebody is
            sentence = _DASHED.sub(",", text[span.start : span.end])
            learn(sentence, self.roster, _spans_of_places(sentence, text), span.start)
        self.roster.begin()
        self.last: Utterance | None = None
        self.paragraph = -1  # of the last utterance
        self.spoken: list[str] = []  # everybody who has spoken
        self.named: list[str] = []  # who can be meant by "ông"

    def near(self, span: Span) -> list[Quotation]:
        """The quotations that touch a sentence."""
        return [q for q in self.quotations if q.start < span.end and span.start < q.end]

    def open_at(self, at: int) -> Quotation | None:
        """The quotation that was opened before the character at `at` and goes on."""
        return next((q for q in self.quotations if q.start < at < q.end), None)

    def mentions(self, number: int) -> list[Mention]:
        """Everybody whom a sentence names outside quotations."""
        return mentions_in(self.told[number], self.roster, self.places[number])

    def note(self, number: int, new: Sequence[Utterance]) -> None:
        """Takes note of who was named in a sentence, and who spoke."""
        learn(self.told[number], self.roster, self.places[number], self.spans[number].start)
        named = [m.who for m in self.mentions(number) if m.sort is Sort.PERSON and m.who in self.roster.people]
        speaking = [u.speaker.key for u in new if u.speaker.key]
        self.spoken = list(dict.fromkeys([*self.spoken, *speaking]))
        fresh = list(dict.fromkeys([*speaking, *named]))
        self.named = fresh or self.named
        for key in reversed(fresh):
            self.roster.seen(key)
        if new:
            self.last, self.paragraph = new[-1], self.spans[number].paragraph

    def speaker(self, number: int, mention: Mention) -> Speaker:
        """Whom a mention means."""
        base = self.spans[number].start
        at = (base + mention.start, base + mention.end)
        if mention.sort is Sort.PERSON and mention.who.startswith("@"):
            return self._pronoun(mention, at)
        if mention.sort is Sort.PERSON and mention.who.startswith("?"):
            return Speaker(_CALLING.sub("", mention.who[1:]), None, mention.title, Sort.PERSON, 0.6, at)
        if mention.sort is Sort.PERSON:
            figure = self.roster.people[mention.who]
            title = mention.title or figure.title or (figure.offices[0] if figure.offices else None)
            return Speaker(figure.name, mention.who, title, Sort.PERSON, 0.95, at)
        led = _LEADERS.match(mention.who) if mention.sort in (Sort.GROUP, Sort.BODY) else None
        if led and (key := self._only_leader(mention.who[led.end() :])):
            figure = self.roster.people[key]
            return Speaker(figure.name, key, figure.title or figure.offices[0], Sort.PERSON, 0.7, at)
        title = mention.title if mention.sort is Sort.OFFICE else None
        return Speaker(mention.who, None, title, mention.sort, 0.8, at)

    def _only_leader(self, body: str) -> str | None:
        """The one person who has spoken and leads a body: "lãnh đạo UBND thành phố" behind its chairwoman's words."""
        wanted = comparable(body)
        fits = [k for k in self.spoken if any(_leads(comparable(o), wanted) for o in self.roster.people[k].offices)]
        return fits[0] if len(fits) == 1 else None

    def _pronoun(self, mention: Mention, at: tuple[int, int]) -> Speaker:
        key = self._meant_by(mention.who[1:])
        if key is None:
            last = self.last.speaker if self.last else NOBODY
            word = mention.who[1:]
            clash = (_FEMALE.match(word) and _MALE.match(last.name)) or (_MALE.match(word) and _FEMALE.match(last.name))
            return replace(last, sure=0.6, at=at) if _ONE.match(last.name) and not clash else replace(NOBODY, at=at)
        figure = self.roster.people[key]
        title = figure.title or (figure.offices[0] if figure.offices else None)
        return Speaker(figure.name, key, title, Sort.PERSON, 0.8, at)

    def _last_who(self) -> str | None:
        """Who spoke last; of words that were passed on, who passed them on."""
        if self.last and self.last.relayed_by:
            return next((key for key, f in self.roster.people.items() if f.name == self.last.relayed_by), None)
        return self.last.speaker.key if self.last else None

    def _meant_by(self, word: str) -> str | None:
        """The person whom a pronoun fits: who spoke last, else whom the text named last."""
        last = self._last_who()
        if leads := _LEADS_IT.match(word):
            return self._who_leads(leads["what"]) or last
        if role := _ROLE.match(word):
            return self._of_role(role["role"] or role["back"] or "", last, "f" if word.lower().startswith("nữ") else "")
        gender = "f" if _FEMALE.match(word) else "m" if _MALE.match(word) else ""
        fits = [key for key in self.named if self._can_be(key, gender)]
        if last in fits:
            return last
        return fits[0] if fits else next((k for k in reversed(self.roster.recent) if self._can_be(k, gender)), None)

    def _who_leads(self, what: str) -> str | None:
        """Whom "người đứng đầu ngành giáo dục" means: the leader of such an office who was named last."""
        wanted = comparable(_FIELD.sub("", what))
        for key in reversed(self.roster.recent):
            if any(_leads(comparable(o), wanted) for o in self.roster.people[key].offices):
                return key
        return None

    def _can_be(self, key: str, gender: str) -> bool:
        return not gender or self.roster.people[key].gender in ("", gender)

    def _of_role(self, role: str, last: str | None, gender: str) -> str | None:
        """Whom "vị luật sư" means: somebody of that office named lately, else who spoke last."""
        wanted = comparable(role)
        recent = list(reversed(self.roster.recent))
        for key in sorted(recent, key=lambda k: bool(gender) and self.roster.people[k].gender != gender):
            figure = self.roster.people[key]
            held = wanted in figure.address or any(wanted in comparable(office) for office in figure.offices)
            if held and self._can_be(key, gender):
                return key
        if last and gender and not self._can_be(last, gender):
            return next((key for key in reversed(self.roster.recent) if self._can_be(key, gender)), None)
        return last


# Somebody without a name whom "ông" or "vị này" can mean.
_ONE = re.compile(r"(?i)(?:một|đại diện|lãnh đạo|anh|chị|ông|bà|cô|cụ|em|cháu|chủ|nạn nhân|người)(?!\w)(?! dân)")
_LEADS_IT = re.compile(r"[Nn]gười đứng đầu\s+(?P<what>.+)$")
_FIELD = re.compile(r"^(?:ngành|cơ quan|đơn vị|lực lượng|đoàn)\s+(?=\S)")
_LEADERS = re.compile(
    r"(?:[Vv]ị )?[Ll]ãnh đạo (?=(?:UBND|Bộ|Sở|Tỉnh ủy|Thành ủy|Cục|Tổng cục|Ban|Công an|Huyện ủy|Đảng ủy|huyện|xã|"
    r"phường|tỉnh|sở|thành phố)(?!\w))"
)


def _leads(office: str, body: str) -> bool:
    """Whether an office is that of a leader of the body."""
    return bool(
        re.match(r"(?:phó |quyền )?(?:chủ tịch|bí thư|giám đốc|bộ trưởng|thứ trưởng|cục trưởng|trưởng)", office)
    ) and (f" {body}" in f" {office} " or (body == "bộ" and " bộ" in office))


_CALLING = re.compile(
    r"^(?:ca sĩ|nghệ sĩ|diễn viên|người mẫu|hoa hậu|nhạc sĩ|đạo diễn|nhà văn|nhà thơ|chuyên gia|luật sư|bác sĩ|HLV|"
    r"huấn luyện viên|tài xế|ngư dân|nông dân) (?=\S)"
)
_FEMALE = re.compile(r"(?i)(?:bà|chị|cô|nữ)(?!\w)")
_MALE = re.compile(r"(?i)(?:ông|anh|thầy)(?!\w)")
_ROLE = re.compile(
    r"(?i)(?:vị|nữ|nam)\s+(?P<role>.+?)(?:\s+(?:này|trên|đó))?$|(?P<back>đại biểu|luật sư|bác sĩ|chuyên gia)\s"
)


# "Chủ tịch UBND xã Suối Quyền Vàng A Páo": behind an office, four capitals are a place of two and somebody's name.
_SWALLOWS = re.compile(rf"(?P<place>\S+ {CAPITAL} {CAPITAL}) {CAPITAL} {CAPITAL}(?: {CAPITAL})?$")
_HELD_THERE = re.compile(
    r"(?:UBND|HĐND|MTTQ|LĐLĐ|ủy|uỷ|bộ|Công an|công an|Hội \S+ \S+|đoàn|thôn|quân sự)(?: Việt Nam)? $"
)


_NAMESAKE = re.compile(
    rf"(?:phường|xã|huyện|quận|thị xã|thị trấn|đặc khu|thành phố|TP\.?|"
    rf"tỉnh) (?P<name>{CAPITAL} {CAPITAL} {CAPITAL}(?: {CAPITAL})?)"
)


def _is_person(text: str, start: int, end: int, whole: str) -> bool:
    """Whether a place is somebody's name behind "Chủ tịch UBND phường": "phường" is meant, and named elsewhere."""
    match = _NAMESAKE.fullmatch(text, start, end)
    if not match or match["name"].split(" ", 1)[0].lower() not in SURNAMES or not _HELD_THERE.search(text, 0, start):
        return False
    return whole.count(match.group()) == len(
        re.findall(rf"(?:UBND|HĐND|MTTQ(?: Việt Nam)?|LĐLĐ|ủy|Công an) {re.escape(match.group())}", whole)
    )


def _spans_of_places(text: str, whole: str) -> tuple[tuple[int, int], ...]:
    """Where a sentence names places; `whole` is the article's text."""
    found = []
    for place in places.places_in(text):
        if not is_sound(place) or _is_person(text, place.start, place.end, whole):
            continue
        swallows = _SWALLOWS.fullmatch(text, place.start, place.end)
        held = swallows and _HELD_THERE.search(text, 0, place.start)
        found.append((place.start, swallows.end("place") if swallows and held else place.end))
    return tuple(found)
