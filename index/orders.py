"""What a statement is, by who speaks to whom: a directive, a proposal, a report, a commitment; and how strong."""

import re
from dataclasses import dataclass

from index.documents import StatementKind, Strength
from index.going_on import commands
from index.phrases import HEAD, end_of_phrase
from index.ranks import OFFICIAL, UNKNOWN, rank_of
from index.speech import REQUIRES, URGES, Force, force_of, verb


@dataclass(frozen=True, slots=True)
class Judgement:
    """Kind and strength, how sure, and the word that decided (offsets in the content), if one did."""

    kind: StatementKind
    strength: Strength | None
    sure: float
    word: tuple[int, int] | None = None
    agent: str = ""  # who is to do it, where a modal word has a subject


@dataclass(frozen=True, slots=True)
class Said:
    """What is judged: the content, by what verb it was said, by whom, to whom."""

    content: str
    force: Force
    verb: str  # as written, "" where none governs
    rank: float  # of the speaker
    told: float  # of the highest addressee; UNKNOWN where none is named
    own: tuple[str, ...]  # words for the speaker's own side, lower case
    orders: bool  # the speaker orders elsewhere in the article
    judges: bool = False  # a court or a public prosecutor, who asks no body below
    written: bool = False  # in an official document
    indirect: bool = False  # told by "according to", or by a body: an order there needs a word of order
    governs: bool = True  # the verb governs this very sentence


_REPORT = Judgement(StatementKind.REPORT, None, 0.8)
_OPENING = re.compile(
    r"^[“\"«\s]*(?:(?:Trước mắt|Đồng thời|Cụ thể|Trong đó|Hơn nữa|Bên cạnh đó|Ngoài ra|Cùng với đó|Song song|"
    r"Vì vậy|Vì thế|Do vậy|Do đó|Dù vậy|Tuy nhiên|Từ đó|"
    r"Mặt khác|Như vậy|Đặc biệt|Theo đó|Nhất là)[,:]?\s+)?"
)
_FACTUAL = re.compile(
    r"(?<!\w)(?:do|vì|để|bị|được|là|khi|mà|đang|đã|chưa|đành|buộc|gần|những ai|ai|không biết|biết|muốn|tưởng|"
    r"nếu không|có lúc|có hôm|có khi|nhiều khi|thường|lại|hôm|phải chi|cho thấy|chỉ|dù|đòi hỏi|khiến|gì|tại sao|"
    r"vì sao)(?!\w)",
    re.IGNORECASE,
)
_COUNT = re.compile(
    r"^(?:\d|một (?:em|số|người|hộ|vị|hồ sơ)|nhiều|hàng|gần|hơn|khoảng|phần lớn|đa số|hầu hết)", re.IGNORECASE
)
_SELF = re.compile(
    r"(?<!\w)(?<!các )(?:tôi|mình|em|con|cháu|gia đình (?:tôi|em)|nhà (?:tôi|em)|vợ chồng)(?!\w)(?! em)", re.IGNORECASE
)
_WE = re.compile(r"(?<!\w)(?:chúng tôi|chúng em|bọn tôi|tụi tôi)(?!\w)", re.IGNORECASE)
_PLEADS = re.compile(
    r"(?<!\w)(?i:tôi|chúng tôi|chúng em|em|con|bà con|người dân)(?:\s+(?:cũng|rất|xin|chỉ|luôn|thiết tha|tha thiết|"
    r"thực sự))*\s+(?P<verb>yêu cầu|đề nghị|kiến nghị|đề xuất|mong|giao|xin|khuyên|lưu ý|mong muốn|"
    r"hy vọng)(?!\w)(?! lỗi| phép| cảm ơn| nhận| tiếp thu| hứa| chia buồn| chúc| khẳng định| thông tin| báo cáo|"
    r" trân trọng| cám ơn| được cảm ơn)"
)
_BEGS = re.compile(
    r"(?:^|[,;]\s+)(?:chỉ |rất |cũng |vẫn )?(?P<verb>mong|xin|đề nghị|kiến nghị|mong muốn)\s+(?=(?:Nhà nước|"
    r"Chính phủ|UBND|Sở|Bộ|các cơ quan|cơ quan|thành phố|tỉnh|xã|phường|huyện|tòa|Tòa|đoàn|trung ương|Trung ương|"
    r"các cấp|chính quyền|lãnh đạo)(?!\w))"
)
_VOWS = re.compile(
    r"(?<!\w)(?i:tôi|chúng tôi|chúng em|con|em|mình)(?:\s+\w+){0,6}?\s+(?:và\s+)?(?:xin hứa|hứa|cam kết|"
    r"xin tiếp thu)(?!\w)"
)
_PRAISES = re.compile(r"(?i)(?:đánh giá cao|ghi nhận|biểu dương|chúc mừng|cảm ơn|cám ơn|khen|hoan nghênh|phê bình)")
_WILL = re.compile(r"(?<!\w)(?:[Ss]ẽ|[Xx]in tiếp thu|xin hứa|hứa|cam kết|chưa về)(?!\w)(?! hẹn)")
_WISHES = re.compile(
    r"(?<!\w)(?:muốn|nghĩ|mong|hy vọng|hi vọng|nếu|giá mà|tưởng|tham vọng|sợ|lo|tin|biết|khi nào|liệu|có lẽ|dự báo|"
    r"ước)(?!\w)",
    re.IGNORECASE,
)
_DOES = re.compile(r"^(?:[“\"\s]*)(?:sẽ|xin tiếp thu|xin hứa|hứa)(?!\w)", re.IGNORECASE)


def judge(said: Said) -> Judgement:
    """The kind of a statement and its strength. In doubt it is a report."""
    if said.force is Force.PROMISE:
        return Judgement(StatementKind.COMMITMENT, None, 0.85)
    if said.force.asks and said.governs:
        return _asked(said)
    if _VOWS.search(said.content):
        return Judgement(StatementKind.COMMITMENT, None, 0.8)
    if said.force is Force.REPORT and _PRAISES.match(said.verb):
        return _REPORT
    if pleads := _PLEADS.search(said.content) or (_BEGS.search(said.content) if said.rank < 3.5 else None):
        force = force_of(pleads["verb"])
        rest = said.content[pleads.end() :].strip()
        to = rank_of(_first_phrase(rest)) or said.told
        soft = said.rank < OFFICIAL and to < 2.0 and force not in (Force.PROPOSAL, Force.REQUIRED, Force.URGED)
        if (
            force.asks
            and len(rest.split()) > 2
            and not (soft and not _INSTITUTION.match(rest))
            and not re.match(r"(?:được|sẽ|có|là|cho|rằng|muốn|nhất)(?!\w)", rest)
        ):
            return _downward(said, force, to, pleads.span("verb"))
    if _promises(said):
        return Judgement(StatementKind.COMMITMENT, None, 0.8)
    return _by_content(said)


def _asked(said: Said) -> Judgement:
    if said.force is Force.PROPOSAL:
        return Judgement(StatementKind.PROPOSAL, None, 0.95)
    verb_word = said.verb.lower()
    modal = main_modal(said.content)
    if verb_word in ("lưu ý", "nhắc") and not modal and said.rank < OFFICIAL:
        return _REPORT
    if verb_word == "lưu ý" and not modal and re.match(r"(?:nếu|đây|hiện|trong khi|tuy|dù)(?!\w)", said.content):
        return _REPORT
    if said.force is Force.SUGGESTED and not modal:
        if said.rank < OFFICIAL and verb_word in _HOPES and said.told < 2.0 and not _INSTITUTION.match(said.content):
            return _REPORT
        if re.match(
            r"(?:được|sẽ|rằng sẽ|có được|mọi (?:việc|thứ|điều|chuyện)|điều|dự án|công trình|trận|vụ)(?!\w)",
            said.content,
        ):
            return _REPORT
        addressed = bool(HEAD.match(said.content)) or re.match(r"(?:có thể|việc|nghiên cứu|xây dựng)", said.content)
        if not addressed and said.rank >= OFFICIAL:
            return (
                _REPORT
                if verb_word.startswith(("mong", "hy", "hi", "kỳ", "kì"))
                else _downward(said, said.force, said.told, None)
            )
    return _downward(said, said.force, said.told, None)


_HOPES = frozenset(
    [
        "mong",
        "mong muốn",
        "rất mong",
        "hy vọng",
        "hi vọng",
        "kỳ vọng",
        "kì vọng",
        "bày tỏ mong muốn",
        "bày tỏ hy vọng",
        "mong mỏi",
        "bày tỏ mong mỏi",
    ]
)
_INSTITUTION = re.compile(
    r"(?:rằng\s+)?(?:Nhà nước|Chính phủ|thành phố|tỉnh|xã|phường|huyện|các cấp|cơ quan|các cơ quan|chính quyền|"
    r"ngành|các ngành|lãnh đạo|tòa|đoàn|địa phương|được (?=hỗ trợ|vay|giảm|miễn|cấp|tạo điều kiện|hưởng|giải quyết|"
    r"bồi thường|xem xét))(?!\w)"
)


def _downward(said: Said, force: Force, told: float, word: tuple[int, int] | None) -> Judgement:
    """An order where the speaker stands above whom he tells; else a proposal."""
    if force is Force.PROPOSAL or said.rank < OFFICIAL:
        return Judgement(StatementKind.PROPOSAL, None, 0.85, word)
    hard = force is Force.REQUIRED
    if said.judges and not hard and said.verb.lower() not in ("nhắc", "nhắc nhở", "lưu ý"):
        return Judgement(StatementKind.PROPOSAL, None, 0.8, word)
    above = said.rank > told + 0.05 if told else hard or said.rank >= 4.4
    if told and not above and hard and said.rank >= told - 0.8:
        above = True  # "yêu cầu" among equals is no request
    if not above:
        return Judgement(StatementKind.PROPOSAL, None, 0.8, word)
    if told and said.rank < 5.0 and 2.1 < told < 2.3 and not hard and said.rank > 3.9:
        return Judgement(StatementKind.PROPOSAL, None, 0.6, word)  # a special body has no say over companies
    return Judgement(StatementKind.DIRECTIVE, _strength(said, force), 0.9 if told else 0.75, word)


def _strength(said: Said, force: Force) -> Strength:
    modal = main_modal(said.content)
    if modal and force is not Force.REPORT and said.governs and not modal[1]:
        modal = None  # a modal word without a subject, far behind the verb that governs
    if force is Force.REQUIRED or (said.written and force is Force.URGED):
        return Strength.REQUIRED
    if modal and REQUIRES.fullmatch(modal[0]):
        return Strength.REQUIRED
    if force is Force.URGED or (modal and URGES.fullmatch(modal[0])):
        return Strength.URGED
    return Strength.SUGGESTED


def main_modal(content: str) -> tuple[str, str, tuple[int, int]] | None:
    """The modal word that governs the content, its subject, and its place; None where "phải" only tells a fact."""
    opening = _OPENING.match(content)
    start = opening.end() if opening else 0
    for match in re.finditer(rf"{REQUIRES.pattern}|{URGES.pattern}", content, re.IGNORECASE):
        before = content[start : match.start()]
        clause = re.split(r"[,;:]\s+|\s+thì\s+|\s+nhưng\s+", before)[-1].strip(' “"')
        if match.start() - start > 170 or len(re.findall(r"[,;:]", before)) > 3:
            return None
        if re.search(r"(?:càng|cũng|đều|rất|trước hết|nhất định|dứt khoát|tuyệt đối)$", clause):
            clause = re.sub(r"\s*(?:càng|cũng|đều|rất|trước hết|nhất định|dứt khoát|tuyệt đối)$", "", clause)
        if _FACTUAL.search(clause) or _COUNT.match(clause) or len(clause.split()) > 14:
            continue
        return match.group(), clause, match.span()
    return None


def _by_content(said: Said) -> Judgement:
    """An order told by its modal word, where the verb of speech says nothing of it."""
    modal = main_modal(said.content)
    asks = re.match(r"(?:[“\"\s]*)(?:Đừng|Hãy|Không được|Phải|Cần|Tuyệt đối)(?!\w)", said.content)
    if not modal:
        if said.orders and said.rank >= 3.0 and _THEN.search(said.content):
            return Judgement(
                StatementKind.DIRECTIVE, Strength.URGED if said.force is Force.URGED else Strength.REQUIRED, 0.6
            )
        if (
            said.orders
            and said.rank >= 3.0
            and (commands(said.content) or asks or re.match(r"(?i)(?:làm thế nào|làm sao) để", said.content))
        ):
            return Judgement(
                StatementKind.DIRECTIVE, Strength.REQUIRED if said.force is Force.REQUIRED else Strength.URGED, 0.6
            )
        if said.rank < OFFICIAL and re.match(
            r"(?:[“\"\s]*)(?:Nhà nước|Chính phủ|Thành phố|Tỉnh|Các cơ quan|Cơ quan|Quốc hội|Bộ)[^,.;]{0,30} nên ",
            said.content,
        ):
            return Judgement(StatementKind.PROPOSAL, None, 0.7)
        return _REPORT
    word, agent, place = modal
    told = rank_of(agent) if agent else UNKNOWN
    if (
        _SELF.search(agent)
        or _WE.search(agent)
        or any(agent.lower().startswith(own) for own in said.own if own not in ("phường", "xã"))
    ):
        return _REPORT
    if told and told > said.rank > UNKNOWN and told >= 3.0:
        return Judgement(StatementKind.PROPOSAL, None, 0.7, place, agent)
    if said.rank < OFFICIAL:
        proposes = told >= 3.0 or (
            not re.search(r"(?<!\w)mới(?!\w)", said.content)
            and bool(re.match(r"(?:Muốn|Cần|Phải|phải|cần)(?!\w)", said.content.strip('“" ')))
        )
        return (
            Judgement(StatementKind.PROPOSAL, None, 0.6, place, agent)
            if proposes and (told >= 3.0 or not agent) and not said.judges
            else _REPORT
        )
    if said.judges:
        return _REPORT
    sure_agent = 1.5 < told < said.rank and not said.indirect
    if sure_agent or (said.orders and said.rank >= 3.0):
        required = bool(REQUIRES.fullmatch(word)) or bool(
            REQUIRES.search(said.content[place[1] : place[1] + 80]) and ", phải" in said.content
        )
        return Judgement(StatementKind.DIRECTIVE, Strength.REQUIRED if required else Strength.URGED, 0.7, place, agent)
    return _REPORT


# What to do in a case: "Chỗ nào thấy bất thường thì dừng ngay".
_THEN = re.compile(
    r"(?:nào|ai|Ai|đâu|Nếu)(?!\w)[^.;]{3,60}?\sthì\s+(?:phải |cứ |hãy |mạnh dạn |dứt khoát |kiên quyết )?(?!là|có|"
    r"bị|mất|coi|sẽ|không|rất|được|ngành|mới|cũng|nước|dân)[a-zđáàảãạ]"
)


def _promises(said: Said) -> bool:
    """Whether the speaker says what his own side will do."""
    if _DOES.match(said.content):
        return True
    for match in _WILL.finditer(said.content):
        before = re.split(r"[,;:]\s+|\s+và\s+|[“\"]", said.content[: match.start()])[-1].strip().lower()
        before = re.sub(r"\s+(?:cũng|đã và|tiếp tục|chắc chắn|nhất định)$", "", before)
        if _NOT_SURE.search(said.content[match.end() : match.end() + 14]):
            return False
        if _WISHES.search(before):
            return False
        opening = _OPENING.match(said.content)
        subject = before or said.content[opening.end() if opening else 0 : match.start()].strip('“" ').lower()
        if not subject or _OWN_SELF.match(subject) or _OWN_SELF_LAST.search(subject):
            return True
        return any(subject.startswith(own) or before.endswith(" " + own) for own in said.own)
    return False


_OWN_SELF = re.compile(
    r"(?:[\w ]{0,12} )?(?:tôi|chúng tôi|em|chúng em|con|cháu|mình|bọn tôi|tụi tôi|bản thân tôi|"
    r"bị cáo)(?! ấy)(?:\s+\w+){0,3}$"
)
_OWN_SELF_LAST = re.compile(r"(?<!\w)(?:tôi|chúng tôi|chúng em|bị cáo|mình)$")
_NOT_SURE = re.compile(r"^\s*(?:có (?:lợi|dư địa|thể)|bị|gặp|rất khó|không thể|mất)(?!\w)")


def _first_phrase(words: str) -> str:
    return words[: end_of_phrase(words, 0)] if HEAD.match(words) else ""


def verb_at_start(words: str) -> bool:
    """Whether the words begin with a verb of speech."""
    return bool(verb().match(words))
