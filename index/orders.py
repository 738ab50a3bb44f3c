"""What a statement is, by who speaks to whom: a directive, a proposal, a report, a commitment; and how strong."""

import re

from index.documents import StatementKind, Strength
from index.going_on import commands, tells_how
from index.judgements import REPORT, Judgement, Said, bare_content, first_phrase
from index.modals import by_content, main_modal
from index.phrases import HEAD
from index.promises import VOWS, is_due, promises
from index.ranks import OFFICIAL, is_abroad, line_of, rank_of
from index.speech import REQUIRES, URGES, Force, explaining, force_of, verb

PRESS_IS_LED = 6.5  # below this rank nobody has a say over the newspapers
_PLEADS = re.compile(
    r"(?<!\w)(?i:tôi|chúng tôi|tui|tụi tui|chúng em|em|con|bà con|người dân)(?:\s+(?:cũng|vẫn|rất|xin|chỉ|luôn|"
    r"thiết tha|tha thiết|"
    r"thực sự))*\s+(?P<verb>yêu cầu|đề nghị|kiến nghị|đề xuất|mong|giao|xin|khuyên|lưu ý|mong muốn|"
    r"hy vọng)(?!\w)(?! lỗi| phép| chịu| rút| cảm ơn| nhận| tiếp thu| hứa| chia buồn| chúc| khẳng định| thông tin|"
    r" báo cáo|"
    r" trân trọng| cám ơn| được cảm ơn)"
)
_BEGS = re.compile(
    r"(?:^|[,;]\s+)(?:chỉ |rất |cũng |vẫn )?(?P<verb>mong|xin|đề nghị|kiến nghị|mong muốn)\s+(?=(?:Nhà nước|"
    r"Chính phủ|UBND|Sở|Bộ|các cơ quan|cơ quan|thành phố|tỉnh|xã|phường|huyện|tòa|Tòa|đoàn|trung ương|Trung ương|"
    r"các cấp|chính quyền|lãnh đạo)(?!\w))"
)
# Direct speech that begins with what it asks: “Đề nghị tỉnh trả nốt cho dân …”.
_OPENS_ASKING = re.compile(
    r"[“\"«\s]*(?i:rất |chỉ |kính |xin |trân trọng |tha thiết )?(?P<verb>(?i:đề nghị|kiến nghị|yêu cầu|mong muốn|mong|"
    r"khuyến cáo|đề xuất|xin(?= (?:nhà nước|chính phủ|bộ|các (?:cấp|ngành|bộ|cơ quan)|tỉnh|thành phố|huyện|sở|"
    r"quốc hội|tòa|"
    r"hội đồng|đồng chí|chủ tịch|ngân hàng|công ty|đoàn|xã|phường|trung ương))))\s+(?!(?:của|này|trên|đó|được|là|"
    r"muốn|manh|rằng)(?!\w))"
)
# An item of a conclusion that only agrees: "Thống nhất đề xuất của Sở Tài chính …".
_AGREES = re.compile(
    r"(?:Cơ bản |Về cơ bản )?(?:[Tt]hống nhất|[Nn]hất trí|Đồng ý|Chấp thuận|Ghi nhận|Biểu dương|Đánh giá|"
    r"Hoan nghênh)(?! giao| yêu cầu)(?!\w)"
)
_NEN = re.compile(r"[^,;:]{3,90}?(?<!\w)nên(?!\w)")
_PRESS = re.compile(r"(?i)(?:rằng )?(?:các )?(?:cơ quan )?(?:báo chí|truyền thông|báo,? đài|phóng viên|nhà báo)(?!\w)")
_PRAISES = re.compile(r"(?i)(?:đánh giá cao|ghi nhận|biểu dương|chúc mừng|cảm ơn|cám ơn|khen|hoan nghênh|phê bình)")


def judge(said: Said) -> Judgement:
    """The kind of a statement and its strength. In doubt it is a report."""
    if said.item and (_AGREES.match(said.content) or tells_how(said.content)):
        return REPORT
    if said.force is Force.PROMISE:
        return Judgement(StatementKind.COMMITMENT, None, 0.85)
    if said.force.asks and said.governs:
        return _asked(said)
    if VOWS.search(said.content):
        return Judgement(StatementKind.COMMITMENT, None, 0.8)
    if said.force is Force.REPORT and _PRAISES.match(said.verb):
        return REPORT
    if pleads := (
        _PLEADS.search(said.content)
        or _OPENS_ASKING.match(said.content)
        or _OPENS_ASKING.match(said.content, len(said.content) - len(bare_content(said.content)))
        or (_BEGS.search(said.content) if said.rank < 3.5 else None)
    ):
        force = force_of(pleads["verb"])
        rest = said.content[pleads.end() :].strip()
        to = rank_of(first_phrase(rest)) or said.told
        soft = said.rank < OFFICIAL and to < 2.0 and force not in (Force.PROPOSAL, Force.REQUIRED, Force.URGED)
        if (
            force.asks
            and len(rest.split()) > 2
            and not (soft and not _INSTITUTION.match(rest))
            and not re.match(r"(?:được|sẽ|có|là|cho|rằng|muốn|nhất)(?!\w)", rest)
        ):
            return _downward(said, force, to, pleads.span("verb"))
    return _without_asking(said)


def _without_asking(said: Said) -> Judgement:
    """The kind of what is said by a verb that asks nobody."""
    if said.continues and not said.governs and said.rank >= OFFICIAL and _goes_on_telling(said.content):
        return Judgement(StatementKind.DIRECTIVE, Strength.URGED, 0.7)
    if promises(said) or is_due(said):
        return Judgement(StatementKind.COMMITMENT, None, 0.8)
    if said.governs and said.verb in explaining():
        return REPORT
    return by_content(said)


def _goes_on_telling(content: str) -> bool:
    """Whether a sentence without subject adds what else is to be done: "Song song với kiểm kê, rà soát …"."""
    beside = _BESIDE.match(content)
    rest = content[beside.end() :] if beside else ""
    return bool(rest) and (commands(rest) or verb_at_start(rest))


_BESIDE = re.compile(r"(?:Song song|Cùng|Đi đôi|Đồng thời|Gắn liền) với (?!đó)[^.;:]{5,120}, (?=\w)")


def _asked(said: Said) -> Judgement:
    if said.force is Force.PROPOSAL:
        return Judgement(StatementKind.PROPOSAL, None, 0.95)
    verb_word = said.verb.lower()
    modal = main_modal(said.content)
    if verb_word in ("lưu ý", "nhắc") and not modal and said.rank < OFFICIAL:
        return REPORT
    if verb_word == "lưu ý" and not modal and _NOTES.match(bare_content(said.content)):
        return REPORT
    if said.force is Force.SUGGESTED and not modal:
        if said.rank < OFFICIAL and verb_word in _HOPES and said.told < 2.0 and not _INSTITUTION.match(said.content):
            return REPORT
        if re.match(
            r"(?:được|sẽ|rằng sẽ|có được|mọi (?:việc|thứ|điều|chuyện)|điều|dự án|công trình|trận|vụ)(?!\w)",
            said.content,
        ):
            return REPORT
        addressed = bool(HEAD.match(said.content)) or re.match(r"(?:có thể|việc|nghiên cứu|xây dựng)", said.content)
        if not addressed and said.rank >= OFFICIAL:
            return (
                REPORT
                if verb_word.startswith(("mong", "hy", "hi", "kỳ", "kì"))
                else _downward(said, said.force, said.told, None)
            )
    return _downward(said, said.force, said.told, None)


# What a reminder only points out: "lưu ý những điểm mà thí sinh hay mắc", "nhưng quy chế không phân biệt …".
_NOTES = re.compile(
    r"(?i)[“\"«\s]*(?:nếu|đây|hiện|trong khi|tuy|dù|nhưng|(?:một số|những|các|nhiều) (?:điểm|lỗi|vấn đề|nội dung|"
    r"trường hợp|quy định|thông tin)|quy chế|quy định|luật|nghị định)(?!\w)"
)
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
    if force is not Force.PROPOSAL and _to_own_staff(said, word):
        return Judgement(StatementKind.DIRECTIVE, _strength(said, force), 0.8, word)
    if force is Force.PROPOSAL or said.rank < OFFICIAL:
        return Judgement(StatementKind.PROPOSAL, None, 0.85, word)
    hard, modal = force is Force.REQUIRED, main_modal(said.content)
    if _only_asks(said, force, word):
        return Judgement(StatementKind.PROPOSAL, None, 0.8, word)
    if said.indirect and not (told or hard or said.written or said.item) and said.verb == "đề nghị":
        return Judgement(StatementKind.PROPOSAL, None, 0.6, word)  # a body that asks, of nobody who is named
    above = said.rank > told + 0.05 if told else hard or said.rank >= 4.4
    if told and not above and hard and said.rank >= told - 0.8:
        above = True  # "yêu cầu" among equals is no request
    if not above:
        return Judgement(StatementKind.PROPOSAL, None, 0.8, word)
    firm = said.line in ("state", "party", "front") and (
        said.verb in _FIRM or bool(modal and REQUIRES.fullmatch(modal[0]))
    )
    if told and said.rank < 5.0 and 2.1 < told < 2.3 and not hard and said.rank > 3.9 and not firm:
        return Judgement(StatementKind.PROPOSAL, None, 0.6, word)  # a special body has no say over companies
    return Judgement(StatementKind.DIRECTIVE, _strength(said, force), 0.9 if told else 0.75, word)


def _only_asks(said: Said, force: Force, word: tuple[int, int] | None) -> bool:
    """Whether an official speaks to those over whom he has no say."""
    hard, rest = force is Force.REQUIRED, said.content[word[1] if word else 0 :].lstrip()
    verb_word = said.content[slice(*word)].lower() if word else said.verb.lower()
    if is_abroad(first_phrase(rest) or " ".join(rest.split()[:_NAME_OF_A_COUNTRY])):
        return True
    if verb_word in _HOPES and _GUESTS.match(rest):
        return True
    doctor = said.rank <= OFFICIAL and not said.line and not said.indirect
    if doctor and verb_word in ("khuyên", "khuyến cáo"):  # to parents; a branch of the state warns the people
        return True
    if not hard and said.rank < PRESS_IS_LED and _PRESS.match(rest):
        return True
    if hard:
        return False
    first = first_phrase(rest) or first_phrase(_ASKED.sub("", said.content))
    if said.line == "state" and line_of(first) == "front":
        return True
    if said.line in ("army", "police", "front") and _outside(said, word):
        return True
    return said.judges and said.verb.lower() not in ("nhắc", "nhắc nhở", "lưu ý")


# Over whom no office has a say: companies and givers, to whom it may only wish something.
_GUESTS = re.compile(
    r"(?i)(?:rằng )?(?:các |những |cộng đồng |đông đảo )*(?:doanh nghiệp|doanh nhân|nhà đầu tư|nhà hảo tâm|"
    r"mạnh thường quân|nước|đối tác|tổ chức quốc tế|nhà tài trợ|kiều bào|bạn bè|du khách)(?!\w)"
)
_ASKED = re.compile(r"^(?:[Đđ]ề nghị|[Yy]êu cầu|[Mm]ong|[Kk]iến nghị)\s+")
_FIRM = frozenset(("nhắc", "nhắc nhở", "lưu ý", "quán triệt"))


def _outside(said: Said, word: tuple[int, int] | None) -> bool:
    """Whether who is told is a civil authority, over which an army, the police or the Front has no say."""
    told = first_phrase(said.content[word[1] if word else 0 :].lstrip())
    return line_of(told) == "state" or (said.line == "front" and bool(_NOT_OF_THE_FRONT.match(told)))


_NOT_OF_THE_FRONT = re.compile(
    r"(?i)(?:các |những )?(?:ngành|cơ quan|chính quyền|cấp ủy|nhà nước|doanh nghiệp|công ty|chủ (?:đầu tư|sử dụng|"
    r"doanh)|"
    r"người sử dụng|nhà trường|tòa|viện kiểm sát|công an|ngân hàng)(?!\w)"
)


def _to_own_staff(said: Said, word: tuple[int, int] | None) -> bool:
    """Whether the head of a school, a company or a team tells its own people what to do."""
    rest = said.content[word[1] if word else 0 :].lstrip()
    return said.rank < OFFICIAL and bool(_HEADS.search(said.offices)) and bool(_OWN_STAFF.match(rest))


_HEADS = re.compile(
    r"(?:^|[, ])(?:hiệu trưởng|hiệu phó|ban giám hiệu|(?:tổng |phó )*giám đốc|ban giám đốc|viện trưởng|hlv|"
    r"huấn luyện viên|"
    r"(?:phó )?chủ tịch (?:hđqt|hội đồng (?:quản trị|thành viên)|tập đoàn|tổng công ty|công ty))(?!\w)"
)
_OWN_STAFF = re.compile(
    r"(?:toàn thể |tất cả |các |mỗi |từng |đội ngũ |tập thể )*(?:giáo viên|thầy cô|nhân viên|cán bộ|người lao động|"
    r"công nhân|"
    r"đơn vị (?:thành viên|trực thuộc)|khoa|phòng ban|chi nhánh|công ty (?:con|thành viên|điện lực)|cầu thủ|học trò|"
    r"toàn đội|y bác sĩ|bác sĩ|ban điều hành|sinh viên|học sinh)(?!\w)"
)
_NAME_OF_A_COUNTRY = 4  # words in which it stands, with "phía", "Chính phủ" before it


def _strength(said: Said, force: Force) -> Strength:
    modal = main_modal(said.content)
    if modal and force is not Force.REPORT and said.governs and not modal[1]:
        modal = None  # a modal word without a subject, far behind the verb that governs
    if said.item and not said.written and _NEN.match(bare_content(said.content)) and not _STRICT.search(said.content):
        return Strength.SUGGESTED
    if force is Force.REQUIRED or (said.written and force is Force.URGED):
        return Strength.REQUIRED
    if force is Force.URGED and _STRICT.search(said.content):
        return Strength.REQUIRED
    if force is Force.URGED and said.verb in _ADVISES and _MILD.search(said.content):
        return Strength.SUGGESTED
    if modal and REQUIRES.fullmatch(modal[0]):
        return Strength.REQUIRED
    if force is Force.URGED or (modal and URGES.fullmatch(modal[0])):
        return Strength.URGED
    return Strength.SUGGESTED


_STRICT = re.compile(
    r"(?<!\w)(?:tuyệt đối (?:không|chấp hành)|dứt khoát (?:phải|không)|nghiêm cấm|không được (?!cấp|hỗ trợ|hưởng|"
    r"bồi thường))(?!\w)|"
    r"(?:(?:^|[:,;]\s+)(?:\S+ ){0,9}?|thì )phải (?!là|chăng|không|mất|đi|chờ|chịu|qua)"
)
_ADVISES = frozenset(("khuyến cáo", "khuyên", "lưu ý", "nhắc", "nhắn"))
_MILD = re.compile(r"(?<!\w)(?:nên|có thể)(?!\w)")


def verb_at_start(words: str) -> bool:
    """Whether the words begin with a verb of speech."""
    return bool(verb().match(words))
