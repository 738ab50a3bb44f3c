"""Noun phrases for those who speak and are spoken to: where the name of a body or a group of people ends."""

import json
import re
from functools import lru_cache

from index.speech import DATA, alternatives
from index.text import LOWER, UPPER

CAPITAL = rf"(?:H['’])?[{UPPER}][{LOWER}]*(?:['’-][{UPPER}{LOWER}]+|\.[{UPPER}]+)*"
# Capitalised words that begin the name of a body.
_BODY = (
    r"Ban(?! hành| đầu| ngày)|Ủy ban|Uỷ ban|UBND|HĐND|MTTQ|Mặt trận|Sở(?! hữu| dĩ)|Bộ(?! đội\b| máy| phận| mặt)|"
    r"Bộ đội|Cục(?! bộ| diện)|Tổng cục|Chi cục|Vụ(?! việc| án| tai| cháy| nổ| này| đó| ấy)|Viện(?! trợ| dẫn)|Thanh tra|"
    r"Kiểm toán|Công an|Cảnh sát|"
    r"Trung tâm|(?<!Hải )Phòng(?! ngừa| chống| tránh| khi)|Văn phòng|Đảng ủy|Đảng uỷ|Đảng bộ|Chi bộ|Chi cục|Thành ủy|"
    r"Thành uỷ|Tỉnh ủy|Tỉnh uỷ|Huyện ủy|Quận ủy|Thị ủy|"
    r"Thường trực|Hội đồng|Hội(?! nghị| thảo| đàm| tụ| nhập)|Hiệp hội|Liên đoàn|Liên hiệp|Đoàn(?! kết| viên)|"
    r"Tỉnh đoàn|Thành đoàn|Tổ(?! chức| quốc)|Tổng công ty|Tổng Công ty|Công ty|Tập đoàn|"
    r"Ngân hàng|Bệnh viện|Trường(?! hợp| kỳ)|Học viện|Đại học|Tòa|Toà|TAND|VKSND|Viện kiểm sát|Quốc hội|Chính phủ|"
    r"Nhà nước|Kho bạc|Bảo hiểm|"
    r"Điện lực|Đài|Báo(?! cáo| động| hiệu)|Thông tấn xã|Cảng|Lữ đoàn|Trung đoàn|Tiểu đoàn|Sư đoàn|Quân khu|"
    r"Bộ Tư lệnh|Bộ CHQS|Bộ Chỉ huy|Hải quan|Thuế|"
    r"BQL|BHXH|LĐLĐ|Đảng đoàn|HĐXX|CSGT|CDC|Đồn|Viện KSND|Báo và Phát thanh|Đoàn ĐBQH|Cảng vụ|Vườn quốc gia|Quỹ|"
    r"Tổ đại biểu|Trung ương(?! \w+ nước)|"
    r"Cơ quan|Đội(?! ngũ)|Chi nhánh|Liên danh|Khoa(?! học)|Nhà máy|Chi hội|Câu lạc bộ|CLB|HTX|"
    r"Hợp tác xã|Vietnam|Bộ phận|Trạm|"
    r"Lãnh đạo|Đại diện|EVN|VNPT|Viettel|Hạt|Xí nghiệp|Tạp chí|Nhà xuất bản|Tổng lãnh sự|Đại sứ quán|Liên minh|"
    r"Nhóm|Hãng|Liên [Hh]ợp [Qq]uốc|Tổ chức (?=Y tế|Lao động quốc)|WHO|UNICEF"
)
# Lower-case words that begin a group or a body known from the text.
_GROUP = (
    r"các|những|mỗi|từng|toàn thể|toàn bộ|tất cả|mọi|hai|ba|bốn|năm|một số|nhiều|đội ngũ|tập thể|lãnh đạo|đại diện|"
    r"phường|xã(?! hội)|đặc khu|thị trấn|"
    r"quận|huyện|tỉnh|thành phố|tp|trung ương|địa phương|sở|ngành|bộ(?! máy| phận)|đơn vị|cơ quan|công an|cảnh sát|"
    r"quân đội|bộ đội|chiến sĩ|lực lượng|doanh nghiệp|"
    r"nhà thầu|chủ (?:đầu tư|hộ|tàu|nhà|cơ sở|cửa hàng|trang trại|vườn|rừng|xe|quán|doanh nghiệp|khách sạn)|"
    r"(?:một|vị|nữ|nam) (?:nữ |nam )?(?:người|hộ|cán bộ|lãnh đạo|đại diện|chuyên gia|nhân viên|nguồn tin|chủ|phụ huynh|"
    r"cử tri|tiểu thương|ngư dân|nông dân|bác sĩ|giáo viên|tài xế|đại biểu|thành viên|luật sư|nhân chứng|hàng xóm|"
    r"học sinh|sinh viên|công nhân|bệnh nhân|du khách|hành khách|khách|độc giả|bạn|cụ|lao động)|nguồn tin|"
    r"phía(?= (?:gia đình|công ty|nhà trường|bệnh viện|công an|ban|cơ quan|chủ|doanh nghiệp|đại diện|nhà|lãnh đạo|"
    r"luật sư))|"
    r"thân nhân|người nhà|gia đình|nhân chứng|nạn nhân|hàng xóm|bệnh nhân|tiểu thương|chuyên gia|luật sư|dư luận|"
    r"đoàn công tác|đoàn giám sát|tổ công tác|nhà đầu tư|nhà mạng|hãng|"
    r"công ty|ngân hàng|bệnh viện|nhà trường|trường(?! hợp)|chính quyền|cấp ủy|cấp uỷ|người|"
    r"bà con|nhân dân|dân(?! số| sự| chủ| cư| tộc| trí)|cử tri|"
    r"phụ huynh|học sinh|sinh viên|giáo viên|thầy cô|khách hàng|hành khách|du khách|cán bộ|công chức|viên chức|"
    r"đảng viên|đoàn viên|"
    r"hội viên|thanh niên|đại biểu|đồng chí|ông|bà|anh|chị|em|tòa|toà|hội đồng|ban(?! hành| đầu| ngày)|"
    r"tổ(?! chức(?!,)| quốc)|đoàn(?! kết)|hội(?! nghị| thảo| đàm| nhập| tụ)|đài|báo(?! cáo| động| hiệu)|quốc hội|"
    r"chính phủ|nhà nước|"
    r"(?:phó |quyền )?(?:thủ tướng|bộ trưởng|chủ tịch|bí thư|giám đốc|trưởng|tổng giám đốc|hiệu trưởng|viện trưởng|"
    r"cục trưởng|"
    r"chỉ huy trưởng|chánh văn phòng|tổ trưởng|đội trưởng)|thứ trưởng|sở|phòng(?! ngừa| chống|,? chống| tránh| khi)|"
    r"trung tâm|"
    r"ủy ban|uỷ ban|chủ tọa|tư lệnh|cấp(?! bách| phép| đất| vốn| cứu)|chủ rừng|ngư dân|nông dân|hộ dân|hộ(?! trợ)|"
    r"chi cục|cục|thành viên|tài xế|lái xe|nhân viên|công nhân|công đoàn(?! viên)|các cấp công đoàn|nhà xuất bản|"
    r"nhà máy|xí nghiệp|tập đoàn|tổng công ty|bảo hiểm xã hội|thương lái|hãng tàu|chỉ huy|thủ trưởng|phòng khám|"
    r"hợp tác xã|htx|kiểm lâm|"
    r"cha mẹ|cơ sở (?:kinh doanh|sản xuất|y tế|giáo dục|đảng)|siêu thị|cửa hàng|viện kiểm sát|người lao động|bác sĩ|"
    r"bị cáo|hiệp hội|liên đoàn|"
    r"mặt trận|bạn trẻ|các bạn|chúng ta|anh em"
)
HEAD = re.compile(rf"(?:{_BODY}|(?i:{_GROUP})|UB MTTQ|{CAPITAL} (?=ủy|uỷ))(?!\w)")
# In a list a group is told in lower case; a capital goes on with a name (Tuyên giáo và Dân vận).
_NEXT_HEAD = re.compile(rf"(?:{_BODY}|{_GROUP}|UB MTTQ)(?!\w)")
BODY = re.compile(rf"(?<![\w.-])(?:{_BODY})(?!\w)")
_INSIDE = re.compile(
    r"(?:dự án )?đầu tư(?: và)? xây dựng(?: công trình)?(?= (?:tỉnh|thành phố|TP|huyện|quận|khu vực|giao thông|"
    r"hạ tầng)|[,.;]|\s+\w+\.?$)|"
    r"chất lượng cao|vận hành khai thác|phòng,? chống|phát triển đô thị|quản lý dự án|đầu tư phát triển|cứu nạn|"
    r"cứu hộ|tài nguyên|"
    r"có liên quan|liên quan|có thẩm quyền|trực đường dây nóng|"
    r"có chức năng|có dư nợ lớn|"
    r"thi công|quản lý|cung cấp dịch vụ|sử dụng đất|trực thuộc|nơi đó|đi làm|có con|có dự án|tham gia|ở\s\w+|"
    r"trong (?:ngành|vùng|tỉnh|cụm|khu vực|nước|doanh nghiệp)"
    r"|dự khán|mua đất|lao động|công tác Mặt trận|tuyên giáo|chuyên trách|quản lý đất đai|trên địa bàn(?: tỉnh|"
    r" thành phố| xã| phường| huyện| TP)?|tại địa phương|"
    r"chức năng|kinh doanh|sản xuất|khai thác|vận tải|xuất khẩu|nuôi|trồng|đánh bắt|có tàu|đứng đầu",
)


def _spoken() -> str:
    """The verbs of speech that open a predicate; short ones are too often parts of names (Tư lệnh)."""
    return "|".join(v for v in alternatives().split("|") if v.replace("\\", "") not in _SHORT_VERBS)


_SHORT_VERBS = frozenset(
    ("lệnh", "tố", "tin", "lo", "than", "khai", "đáp", "hỏi", "viết", "cười", "luận tội", "thông tin")
)


@lru_cache(maxsize=1)
def _openers() -> re.Pattern[str]:
    words = json.loads((DATA / "predicates.json").read_text(encoding="utf-8"))["words"]
    longest = "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
    return re.compile(rf"(?<![\w-])(?:{longest}|{_spoken()})(?![\w-])")


def end_of_phrase(text: str, start: int, limit: int | None = None, *, lists: bool = True) -> int:
    """Where the noun phrase ends that begins at `start`: before a predicate, a mark, or after fourteen words."""
    limit = len(text) if limit is None else limit
    words = list(re.finditer(r"\S+", text[start:limit]))
    at, count = 0, 0
    while at < len(words) and count < 16:
        word_start = start + words[at].start()
        inside = _INSIDE.match(text, word_start, limit)
        if count and inside:
            last = inside.end()
            while at < len(words) and start + words[at].start() < last:
                at += 1
            count += 1
            continue
        if count and _ends_before(text, start, word_start, limit):
            return _trimmed(text, start, word_start)
        if count and words[at].group().isdecimal() and _counts(text, start + words[at].end(), limit):
            return _trimmed(text, start, word_start)
        mark = re.search(r"[,;:.!?“”\"()…]", words[at].group())
        if mark and not _continues(text, word_start + mark.start(), limit, words[at].group(), lists=lists):
            return _trimmed(text, start, word_start + mark.start())
        at, count = at + 1, count + 1
    return _trimmed(text, start, start + words[at].start() if at < len(words) else limit)


_COUNCIL = re.compile(r"(?:\w+ ){0,8}?(?:Ban Chỉ đạo|Ban chỉ đạo|Hội đồng|Tổ công tác|Ủy ban Quốc gia|Văn phòng)(?!\w)")
# A word of the list that is part of another word, by what follows it …
_OTHER_WORD = re.compile(
    r"(?:chi (?:nhánh|cục|bộ|hội|đoàn|phái)|trực (?:thuộc|ban)|không (?:quân|gian|khí|lưu)|thi (?:công|đua|hành)|"
    r"bán (?:đảo|lẻ|dẫn|buôn)|tự (?:do|quản|vệ|trị)|cử (?:tri|nhân|tạ)|tổ chức (?:chính trị|xã hội|đảng|đoàn thể|"
    r"tín dụng|công đoàn|quốc tế|phi chính phủ)|in ấn|nghỉ (?:hưu|dưỡng)|chia sẻ|"
    r"thu (?:nhập|ngân|hoạch)|chi (?:phí|trả|phối|tiết)|mở rộng|trong (?:nước|ngành)|tách thửa|chạy thận|đi biển|"
    r"xuất (?:nhập khẩu|khẩu|bản)|đóng (?:tàu|gói)|cứu (?:hộ|nạn|trợ)|cấp (?:cứu|huyện|tỉnh|xã|phường|ủy|uỷ|cao|"
    r"nước|trên|dưới|cơ sở|thẩm|quốc gia|I)|xét xử|từ thiện|"
    r"thu (?:phí|thuế)|nhập khẩu|do người|là hội|vận tải|lên lớp|bị (?:hại|cáo|can)|có thẩm quyền|biến đổi|đi cùng|"
    r"được vay|chỉ huy|nói Việt Nam|ra đa|khai thác)(?!\w)"
)
# … or by what stands before it: Thường trực, Hàng không, Ban tổ chức, chủ đầu tư.
_PART_OF = re.compile(
    r"(?:[Tt]hường trực|[Hh]àng không|(?:[Bb]an|[Cc]ơ quan|[Tt]rưởng ban|[Đđ]ơn vị đồng) tổ chức|(?:[Bb]an|"
    r"[Cc]ơ quan|[Tt]ổ|[Đđ]oàn|[Hh]ội đồng|[Đđ]ội|[Pp]hòng|[Vv]ụ|[Cc]ục|[Cc]ảnh sát|[Bb]ộ phận|[Tt]rung tâm|[Nn]hà|"
    r"[Cc]hủ|[Đđ]ơn vị|[Ll]ực lượng)"
    r" (?:kiểm tra|giám sát|thanh tra|điều tra|thẩm định|quản lý|đầu tư|cung cấp|xét xử|điều hành|tiếp nhận|"
    r"soạn thảo|xuất khẩu|thi công|điều phối|phản ứng|kiểm soát|phòng chống|phòng, chống|vận hành|khai thác|"
    r"công tác|tuyển sinh|bầu cử|nhập khẩu|thi đua|đấu giá|cứu|chống|bảo vệ|tham mưu)"
    r"|[Bb]an chỉ đạo|trật tự|và (?:phát triển|đào tạo|đầu tư|công nghệ|truyền thông)|[Dd]ự án đầu tư|"
    r"[Nn]gười (?:mua|bán|"
    r"sử dụng|lao động|tham gia|dùng|làm|nuôi|trồng|nộp|có|được|bị|đứng)|Đoàn kết|(?:[Bb]áo|[Ee]m|"
    r"[Cc]on) con|[Qq]uân sự)$"
)


_NOUN_NEXT = re.compile(rf" (?!và |đến |- )[{LOWER}]")


def _counts(text: str, at: int, limit: int) -> bool:
    """Whether a number counts what follows, and is no part of a name: "Chính phủ 3 nội dung", but not "Quân khu 4"."""
    return bool(_NOUN_NEXT.match(text, at, limit)) and not _openers().match(text, at + 1, limit)


# The second field of an authority's name, in the small letters of older writing: "Sở Nông nghiệp và phát triển …".
_SECOND_FIELD = re.compile(
    r"và (?:phát triển nông|đào tạo|đầu tư|môi trường|công nghệ|truyền thông|du lịch|thể thao|xã hội|gia đình|"
    r"trẻ em|nhập khẩu|tìm kiếm|bảo vệ)(?!\w)"
)


_JOINED_FIELD = re.compile(
    rf"[-–] (?:[{UPPER}]|(?:đầu tư|đào tạo|môi trường|công nghệ|truyền thông|thương binh|xã hội|du lịch|"
    rf"thể thao)(?!\w))"
)


def _ends_before(text: str, start: int, word: int, limit: int) -> bool:
    """Whether the predicate begins with the word at `word`."""
    if text[word] in '“"–-(' and not _JOINED_FIELD.match(text, word, limit):
        return True
    opener = _openers().match(text, word, limit)
    if opener and word > start and _is_half(text, start, word, opener.group()):
        return False
    if opener and (_OTHER_WORD.match(text, word, limit) or _PART_OF.search(text, start, opener.end())):
        return False
    if opener and opener.group().lower() == "về" and _COUNCIL.match(text, start, word):
        return False
    if not opener:
        if text.startswith("và ", word):
            return not (
                HEAD.match(text, word + 3)
                or re.match(rf"và [{UPPER}]", text[word : word + 5])
                or _lists(text, word + 3)
                or _SECOND_FIELD.match(text, word, limit)
            )
        return False
    return True


def _is_half(text: str, start: int, word: int, opener: str) -> bool:
    """Whether the word is the second half of a capitalised one: Đào | tạo."""
    before = text[start:word].split()
    return bool(before) and before[-1][:1].isupper() and f"{before[-1]} {opener.split()[0]}".lower() in _words()


@lru_cache(maxsize=1)
def _words() -> frozenset[str]:
    return frozenset(json.loads((DATA / "predicates.json").read_text(encoding="utf-8"))["words"])


def _lists(text: str, at: int) -> bool:
    return bool(
        re.match(
            r"(?:toàn |đơn vị|người|nhân|xã|phường|công chức|viên chức|thành phố|đặc khu|các|chính quyền|phó|cán bộ)",
            text[at : at + 14],
        )
    )


def _continues(text: str, mark: int, limit: int, word: str, *, lists: bool) -> bool:
    """Whether a comma stands inside the name (Sở Văn hóa, Thể thao và Du lịch), or a point in an abbreviation."""
    if text[mark] == ".":
        return bool(re.match(r"(?:TP|Tp|T|P|Q|H|TX|TT|GS|TS)\.", word)) or (
            mark + 1 < limit and text[mark + 1].isalnum()
        )
    rest = text[mark + 1 : min(limit, mark + 60)]
    if text[mark] == ",":
        inner = re.match(
            r"\s*(?:chống (?=thiên tai|tham nhũng|ma túy|tội phạm|dịch|lụt|bão|cháy|buôn)|cứu nạn|Thể thao|Du lịch|"
            r"Truyền hình|Thương binh|Gia đình|Thông tin|Xã hội|Công nghệ)(?!\w)",
            rest,
        )
        listed = re.match(
            r"\s*(?:ngành|địa phương|đơn vị|công chức|viên chức|chiến sĩ|phường|xã|đặc khu|thành phố|buôn|"
            r"người lao động|tổ chức|cá nhân|doanh nghiệp(?= trên)|thành viên)(?!\w)",
            rest,
        )
        ruling = re.match(r"\s*chính quyền(?!\w)", rest) and text[max(0, mark - 6) : mark].lower() in (
            "cấp ủy",
            "cấp uỷ",
        )
        level = ruling or _goes_on_plural(text, mark, mark + 2)
        return bool(inner or (lists and (listed or level)))
    return False


def _goes_on_plural(text: str, mark: int, after: int) -> bool:
    """Whether a comma stands between the kinds of one plural: "các tỉnh, thành phố"."""
    plural = re.search(
        r"(?:[Cc]ác|[Nn]hững|[Tt]oàn thể|[Mm]ỗi|[Tt]ừng) (?:\w+ ){0,3}?(?:tỉnh|huyện|xã|phường|quận|bộ|ban|phòng|sở|"
        r"thôn|thành phố)$",
        text[max(0, mark - 60) : mark],
    )
    kinds = (
        r"(?:thành phố|huyện|quận|thị xã|thị trấn|tỉnh|phường|xã|ngành|ban|buôn|bản|đoàn thể|đặc khu)(?!\w)(?! [A-ZĐ])"
    )
    return bool(plural and re.match(kinds, text[after : after + 14]))


def _trimmed(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1] in " ,;:-–\u00a0":
        end -= 1
    return end


def listed(text: str, start: int, limit: int) -> tuple[list[tuple[int, int]], int]:
    """The noun phrases of a list that begins at `start` ("Sở A, Công an tỉnh và UBND xã B"), and where it ends."""
    found: list[tuple[int, int]] = []
    at = start
    while True:
        end = end_of_phrase(text, at, limit)
        if end <= at:
            return found, at
        found += _apart(text, at, end)
        more = re.compile(
            r"\s*(?:,\s*(?:và\s+|cùng\s+)?|\s+và\s+|\s+cùng\s+(?:với\s+)?|\s+phối hợp với\s+(?=\0))"
        ).match(text, end, limit)
        if not more or not is_head(text, more.end(), limit):
            return found, end
        at = more.end()


def _apart(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The phrases joined by "và" or a comma, where a new name begins after it: each is one."""
    cuts = [
        m
        for m in re.finditer(r",?\s+và\s+|,\s+", text[start:end])
        if is_head(text, start + m.end(), end) and not _goes_on_plural(text, start + m.start(), start + m.end())
    ]
    bounds = [0, *(b for m in cuts for b in (m.start(), m.end())), end - start]
    return [(start + a, start + b) for a, b in zip(bounds[::2], bounds[1::2], strict=True) if a < b]


def is_head(text: str, at: int, limit: int) -> bool:
    """Whether a name of a body, or of people, begins at `at`; a word that only goes on with a list begins none."""
    if re.compile(r"(?:ngành|địa phương|đơn vị|công chức|viên chức|chiến sĩ|buôn|Thể thao|Du lịch)(?!\w)").match(
        text, at, limit
    ):
        return False
    return bool(_NEXT_HEAD.match(text, at, limit))
