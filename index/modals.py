"""Orders told by a modal word, or by what a body is to do, where the verb of speech says nothing of it."""

import re

from index.documents import StatementKind, Strength
from index.going_on import commands, tasks
from index.judgements import OPENING, REPORT, Judgement, Said, bare_content, first_phrase
from index.ranks import OFFICIAL, UNKNOWN, rank_of
from index.speech import REQUIRES, URGES, Force, stressing

_COUNTED_OFF = re.compile(r"(?:(?:Một|Hai|Ba|Bốn|Năm|Sáu|Bảy) là|Thứ (?:nhất|hai|ba|tư|năm|sáu|bảy))(?!\w)")


_FACTUAL = re.compile(
    r"(?<!\w)(?:do|vì|để|bị|được|là|khi|mà|đang|đã|chưa|đành|buộc|gần|những ai|ai|không biết|biết|muốn|tưởng|"
    r"nếu không|có lúc|có hôm|có khi|nhiều khi|thường|lại|hôm|phải chi|cho thấy|chỉ|dù|đòi hỏi|khiến|gì|tại sao|"
    r"vì sao)(?!\w)",
    re.IGNORECASE,
)


_COUNT = re.compile(
    r"^(?:\d|một (?:em|số|người|hộ|vị|hồ sơ)|nhiều|hàng|gần|hơn|khoảng|phần lớn|đa số|hầu hết|số|tổng|tỷ lệ|"
    r"diện tích|lượng)(?!\w)",
    re.IGNORECASE,
)


_SELF = re.compile(
    r"(?<!\w)(?<!các )(?:tôi|mình|em|con|cháu|gia đình (?:tôi|em)|nhà (?:tôi|em)|vợ chồng)(?!\w)(?! em)", re.IGNORECASE
)


_WE = re.compile(r"(?<!\w)(?:chúng tôi|chúng em|bọn tôi|tụi tôi)(?!\w)", re.IGNORECASE)


# "số lợn phải tiêu hủy đã vượt …": the modal word only says which are meant.
_TOLD_OF = re.compile(r"(?:\s+\w+){1,4}?\s+(?:đã|đang|chiếm|vượt|lên tới|lên đến|tăng|giảm|gồm|ước)(?!\w)")


_PAYS = re.compile(r"\s+(?:nộp|bồi thường|chịu|trả|hoàn trả|liên đới|cấp dưỡng|khắc phục)(?!\w)")


# Advice of an official to the public: "bà con không nên quay lại nhà cũ".
_ADVICE = re.compile(
    r"(?:^|[,;:“\"]\s*|\s(?:thì|nên|và)\s+)(?:[Đđ]ề nghị\s+)?(?P<who>(?i:bà con|người dân|nhân dân|các hộ|hộ dân|"
    r"nông dân|ngư dân|"
    r"phụ huynh|thí sinh|các em|khách hàng|hành khách|du khách|người lao động|mọi người|các bạn|người (?:nuôi|trồng|"
    r"tham gia|mua|"
    r"bệnh|chăn|sử dụng|điều khiển|tiêu)|chủ (?:hộ|tàu|rừng|vườn|trại|nuôi))(?:\s[^\s,;:.]+){0,4}?)\s+(?:chỉ |cũng )?"
    r"(?P<verb>không nên|nên|hãy|đừng|chớ|tuyệt đối không|cần(?= (?:giảm|tăng|chủ động|theo|kiểm|che|chằng|thường|"
    r"hạn|tránh|giữ|chuẩn|"
    r"tuân|chấp|khai|đến|đi|mang|báo|liên|nâng|cảnh|lưu|thực|bình|sớm|tiêm|đeo|rửa))|"
    r"cần(?= (?!\d|có|được)[^,;.]{3,40},\s+(?:đừng|không nên|chớ|tránh)(?!\w)))(?!\w)"
)


_BY_LAW = re.compile(r"(?i)(?<!\w)theo (?:quy định|luật|nguyên tắc|thông lệ|quy trình|điều|nghị định|thông tư)(?!\w)")


def _advice(said: Said) -> Judgement | None:
    """What an official advises the public to do; None where he does not."""
    advice = _ADVICE.search(said.content) if said.rank >= OFFICIAL and not said.judges and not said.indirect else None
    if not advice:
        return None
    mild = advice["verb"] in ("nên", "không nên")
    strength = Strength.SUGGESTED if mild else Strength.URGED
    return Judgement(StatementKind.DIRECTIVE, strength, 0.6, advice.span("verb"), advice["who"])


def main_modal(content: str) -> tuple[str, str, tuple[int, int]] | None:
    """The modal word that governs the content, its subject, and its place; None where "phải" only tells a fact."""
    opening = OPENING.match(content)
    start = opening.end() if opening else 0
    for match in re.finditer(rf"{REQUIRES.pattern}|{URGES.pattern}", content, re.IGNORECASE):
        before = content[start : match.start()]
        clause = re.split(r"[,;:]\s+|\s+thì\s+|\s+nhưng\s+", before)[-1].strip(' “"')
        if match.start() - start > 170 or len(re.findall(r"[,;:]", before)) > 3:
            return None
        if re.search(r"(?:càng|cũng|đều|rất|trước hết|nhất định|dứt khoát|tuyệt đối)$", clause):
            clause = re.sub(r"\s*(?:càng|cũng|đều|rất|trước hết|nhất định|dứt khoát|tuyệt đối)$", "", clause)
        if _BY_LAW.search(before) or _TOLD_OF.match(content, match.end()):
            return None
        if _FACTUAL.search(clause) or _COUNT.match(clause) or len(clause.split()) > 14:
            continue
        return match.group(), clause, match.span()
    return None


def by_content(said: Said) -> Judgement:
    """An order told by its modal word, where the verb of speech says nothing of it."""
    modal = main_modal(said.content)
    if (advice := _advice(said)) is not None:
        return advice
    if modal is None:
        return _without_modal(said)
    if said.answers and not (said.orders or _TO_THEM.match(said.content) or _COUNTED_OFF.match(said.content)):
        return REPORT  # "phải" and "cần" of somebody who answers tell how things are
    word, agent, place = modal
    told = rank_of(agent) if agent else UNKNOWN
    if _is_own(agent, said):
        return REPORT
    if told > said.rank > UNKNOWN and told >= _WARD:
        return Judgement(StatementKind.PROPOSAL, None, 0.7, place, agent)
    if said.rank < OFFICIAL:
        proposes = not said.judges and _proposes(said.content, agent, told)
        return Judgement(StatementKind.PROPOSAL, None, 0.6, place, agent) if proposes else REPORT
    if said.judges:
        pays = _PARTY.match(agent) and _PAYS.match(said.content, place[1])
        return Judgement(StatementKind.DIRECTIVE, Strength.REQUIRED, 0.7, place, agent) if pays else REPORT
    sure_agent = 1.5 < told < said.rank and not said.indirect and _is_stressed(said)
    if said.written and said.verb in stressing() and REQUIRES.fullmatch(word) and agent and told < said.rank:
        return Judgement(StatementKind.DIRECTIVE, Strength.REQUIRED, 0.7, place, agent)
    if sure_agent or (said.orders and said.rank >= _WARD and not (said.indirect and not told)):
        also = REQUIRES.search(said.content[place[1] : place[1] + 80]) and ", phải" in said.content
        strength = Strength.REQUIRED if REQUIRES.fullmatch(word) or also else Strength.URGED
        return Judgement(StatementKind.DIRECTIVE, strength, 0.7, place, agent)
    return REPORT


def _is_stressed(said: Said) -> bool:
    """Whether the verb, if one governs, is one that orders are told with."""
    return not said.verb or not said.governs or said.verb in stressing()


def _is_own(agent: str, said: Said) -> bool:
    """Whether who must do it is the speaker, or his own side."""
    own = any(agent.lower().startswith(own) for own in said.own if own not in ("phường", "xã"))
    return own or bool(_SELF.search(agent) or _WE.search(agent))


def _proposes(content: str, agent: str, told: float) -> bool:
    """Whether somebody without office asks an authority, or asks in general."""
    general = not re.search(r"(?<!\w)mới(?!\w)", content) and _IN_GENERAL.match(content.strip('“" '))
    return told >= _WARD or (not agent and bool(general))


def _without_modal(said: Said) -> Judgement:
    """An order told by what a body is to do: "Sở Y tế chủ trì …", "Rà soát …"; a suggestion of those without office."""
    bare = bare_content(said.content)
    told = rank_of(first_phrase(bare))
    firm = said.orders or said.written or bool(_COUNTED_OFF.match(said.content))
    if firm and (said.written or not said.indirect) and 1.5 < told < said.rank and tasks(bare):
        return Judgement(StatementKind.DIRECTIVE, Strength.REQUIRED, 0.6)
    if not _is_stressed(said):
        return REPORT
    if said.orders and said.rank >= _WARD:
        if _THEN.search(said.content):
            strength = Strength.URGED if said.force is Force.URGED else Strength.REQUIRED
            return Judgement(StatementKind.DIRECTIVE, strength, 0.6)
        if commands(said.content) or _IMPERATIVE.match(said.content):
            strength = Strength.REQUIRED if said.force is Force.REQUIRED else Strength.URGED
            return Judgement(StatementKind.DIRECTIVE, strength, 0.6)
    if said.rank < OFFICIAL and _STATE_SHOULD.match(said.content):
        return Judgement(StatementKind.PROPOSAL, None, 0.7)
    return REPORT


_WARD = 3.0  # the rank from which a body can order
_TO_THEM = re.compile(r"[“\"\s]*(?:Với|Đối với|Riêng)\s")  # "Với cán bộ thôn, tôi chỉ nói một câu: …"
_PARTY = re.compile(r"(?i)(?:các )?(?:bị cáo|bị đơn|nguyên đơn)(?!\w)")
_IN_GENERAL = re.compile(r"(?:Muốn|Cần|Phải|phải|cần)(?!\w)")
_IMPERATIVE = re.compile(
    r"(?:[“\"\s]*)(?:(?:Đừng|Hãy|Không được|Phải|Cần|Tuyệt đối)(?!\w)|(?i:làm thế nào|làm sao) để)"
)
_STATE_SHOULD = re.compile(
    r"(?:[“\"\s]*)(?:Nhà nước|Chính phủ|Thành phố|Tỉnh|Các cơ quan|Cơ quan|Quốc hội|Bộ)[^,.;]{0,30} nên "
)
# What to do in a case: "Chỗ nào thấy bất thường thì dừng ngay".
_THEN = re.compile(
    r"(?:nào|ai|Ai|đâu|Nếu)(?!\w)[^.;]{3,60}?\sthì\s+(?:phải |cứ |hãy |mạnh dạn |dứt khoát |kiên quyết )?(?!là|có|"
    r"bị|mất|coi|sẽ|không|rất|được|ngành|mới|cũng|nước|dân)[a-zđáàảãạ]"
)
