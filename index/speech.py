"""Words of saying, asking and ordering, and what each of them does by itself: the table is `data/speech.json`."""

import json
import re
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

from index.text import UPPER, comparable

DATA = Path(__file__).parent / "data"


class Force(StrEnum):
    """What a verb of speech does, before it is known who speaks to whom."""

    REQUIRED = "required"
    URGED = "urged"
    SUGGESTED = "suggested"
    PROPOSAL = "proposal"
    PROMISE = "promise"
    REPORT = "report"

    @property
    def asks(self) -> bool:
        """Whether the verb asks somebody to do something, upward or downward."""
        return self not in (Force.REPORT, Force.PROMISE)


@lru_cache(maxsize=1)
def forces() -> dict[str, Force]:
    """Every verb of speech, comparable form, with its force."""
    return {comparable(verb): force for force in Force for verb in _table()[force.value]}


@lru_cache(maxsize=1)
def _table() -> dict[str, list[str]]:
    table: dict[str, list[str]] = json.loads((DATA / "speech.json").read_text(encoding="utf-8"))
    return table


@lru_cache(maxsize=1)
def needing_mark() -> frozenset[str]:
    """Verbs that open what is said only before a colon, a comma, "rằng", "là" or a quotation."""
    return frozenset(_table()["needs_mark"])


@lru_cache(maxsize=1)
def taking_clause() -> frozenset[str]:
    """Those of them that a full clause may also follow: "ông than lúa ngập hết"."""
    return frozenset(_table()["with_clause"])


@lru_cache(maxsize=1)
def alternatives() -> str:
    """The verbs as a pattern, the longest first."""
    return "|".join(re.escape(verb) for verb in sorted(forces(), key=len, reverse=True))


# Words of the table that are other words here: trade, traffic, handing over a person, the noun "requirement", …
_OTHERWISE = (
    r"(?!giao (?-i:dịch|thông|lưu|thoa|thừa|hữu|ban|nhau|hàng|tiếp|phối|tranh|cấu|nộp|nhận|đấu|mùa|kết|hợp|lại|tận|"
    r"đất|bóng))"
    r"(?!lệnh (?:cấm|giới|bắt|truy|khởi|khám|thi|trừng))(?!chỉ đạo điểm)(?!mong manh)(?!kể (?:từ|cả|trên|đến))"
    r"(?!nói (?:chung|riêng|trên(?! thế giới| cả nước| toàn)|dối|xấu|lên|chuyện(?! với)))(?!xin (?:việc|lỗi (?!vì)|"
    r"chữ|tiền|phép|ăn|nghỉ|"
    r"visa))(?!tin (?!rằng|là|tưởng))"
    r"(?!khai (?:mạc|trương|thác|giảng|báo|hội|tử|sinh|quật|hoang|phá|trừ|man|thông|xuân|thuế))(?!lo (?!ngại|lắng|"
    r"rằng|là))"
    r"(?!tố (?!cáo|rằng|giác|[A-ZĐ]))(?!than (?:đá|củi|hồng|bùn))(?!đáp (?:ứng|án|số|xuống|lại|"
    r"chuyến))(?!nhắc (?:đến|tới))"
    r"(?!khen thưởng)(?!cười (?:tươi|nói))(?!thông tin (?:cá nhân|liên quan|truyền thông|điện tử|đối ngoại|sai|"
    r"trên|này|về việc này))"
    r"(?!báo cáo (?:tài chính|viên|chính trị|kết quả|tổng kết|sơ kết))(?!thống kê)(?!đánh giá (?:cán bộ|xếp loại|năm))"
    r"(?!viết (?:bài|sách|tay|nhạc|ca khúc|kịch))(?!phát biểu (?:khai mạc|bế mạc|chào mừng|chỉ đạo|"
    r"kết luận)\s+(?:tại|hội))"
    r"(?!lệnh )(?!hứa hẹn)(?!chia sẻ (?:(?:loạt |những |nhiều |một số |các |đoạn |bộ )?(?:hình ảnh|ảnh|bức ảnh|clip|"
    r"video|khoảnh khắc|bài viết|bài đăng)|mất mát|nỗi đau|đau thương|nỗi buồn|sâu sắc|gian khó))"
    rf"(?!(?-i:Hứa|Than|Giao|Mong|Nhắc|Khen|Kể|Dặn|Xin|Nói) (?-i:[{UPPER}]))"
)
# … or parts of another word, by the syllable before them: triển khai, bàn giao, câu hỏi.
_PARTS = "".join(
    rf"(?!(?:{'|'.join(f'(?<={before} )' for before in befores.split())}){verb}(?!\w))"
    for verb, befores in {
        "khai": "triển công kê sơ niêm",
        "tin": "thông niềm bản lòng",
        "kể": "đáng không",
        "lo": "chăm âu",
        "nói": "tiếng lời giọng",
        "tố": "yếu khởi truy nhân",
        "giao": "bàn chuyển phân ngoại xã tuyến bang",
        "lệnh": "mệnh pháp hiệu tư điều khẩu",
        "hỏi": "câu thăm học đòi đáp",
        "cười": "mỉm nụ tiếng",
        "xin": "thư đơn cầu ăn",
        "hứa": "lời",
        "viết": "bài chữ",
        "đáp": "hỏi",
        "than": "mỏ đốt",
        "mong": "ước",
        "nhắc": "lời",
        "nêu": "cây",
        "thông báo": "phát ra gửi theo nhận bản được",
        "báo cáo": "gửi nộp nghe bản trong",
        "kết luận": "ra bản có",
        "yêu cầu": "ra đưa đặt nhận",
        "đề nghị": "đơn lời theo gửi",
        "thông tin": "đưa cấp nhận quan nắm theo nguồn bị những loan tung thêm hưởng",
    }.items()
)
_NOUN_BEFORE = (
    r"(?!(?<=ý kiến )(?:chỉ đạo|kết luận|phát biểu|phản ánh|thảo luận|đánh giá|góp ý|chất vấn|trao đổi|nhận xét|"
    r"giải trình|"
    r"(?:kiến nghị|đề xuất|đề nghị)(?: của|,|\.)))"
    r"(?<!các )(?<!những )(?<!đáp ứng )(?<!theo )(?<!mọi )(?<!nhiều )(?<!một số )(?<!đúng )(?<!(?<!văn )bản "
    r")(?<!của )(?<!lời )"
    r"(?<!số )(?<!từ )(?<!về )(?-i:(?<!hai )(?<!ba )(?<!tốt )(?<!bằng ))(?<!với )(?<!cuộc )(?<!buổi )(?<!có )(?<!được )"
    r"(?<!bị )(?<!không )(?<!chưa )(?<!nhận )(?<!nghe )(?-i:(?<!sự ))(?<!việc )(?<!công tác )(?<!nội dung )"
    r"(?<!trước )(?<!khi )(?<!để )(?<!nhu cầu )(?<!quyền )(?<!phải )(?<!cần )(?<!đăng ký )(?<!dành )"
)


@lru_cache(maxsize=1)
def verb() -> re.Pattern[str]:
    """A verb of speech, but not the noun that is written the same."""
    return re.compile(rf"(?<![\w]){_NOUN_BEFORE}{_OTHERWISE}{_PARTS}(?:{alternatives()})(?![\w])", re.IGNORECASE)


def force_of(words: str) -> Force:
    """What a verb of the table does by itself."""
    return forces()[comparable(words)]


@lru_cache(maxsize=1)
def taking_anything() -> frozenset[str]:
    """Verbs that a clause follows whatever word it begins with: "ông cho biết từ đầu năm đến nay …"."""
    return frozenset(_table()["takes_anything"])


@lru_cache(maxsize=1)
def grieving() -> frozenset[str]:
    """Verbs whose matter follows with "về" or "vì": "ông bức xúc vì đường hỏng"."""
    return frozenset(_table()["of_a_grievance"])


@lru_cache(maxsize=1)
def stressing() -> frozenset[str]:
    """Verbs after which a modal word of a leader may be an order: "ông nhấn mạnh các xã phải …"."""
    return frozenset(comparable(verb) for verb in _table()["stresses"])


@lru_cache(maxsize=1)
def explaining() -> frozenset[str]:
    """Verbs after which a modal word tells how things are: "ông giải thích xã phải chờ huyện"."""
    return frozenset(comparable(verb) for verb in _table()["explains"])


# Modal words of an order inside what is said, by strength.
REQUIRES = re.compile(
    r"(?<!\w)(?<!vẫn )(?<!làm )(?<!chịu )(?<!đỡ )(?<!do )(?<!vì )(?<!mới )(?<!không )(?<!bị )(?:phải|không được|"
    r"bắt buộc|nghiêm cấm|tuyệt đối không|chưa được(?= (?:cho|phép|để|tự ý|về|ra|thi công))|"
    r"dứt khoát|nhất thiết|kiên quyết không)(?!\w)(?! (?:là|đến|chờ|chăng|không\?|mất|chịu thiệt|chi |ngừng|"
    r"nhập viện|đi viện))",
    re.IGNORECASE,
)
URGES = re.compile(
    r"(?<!\w)(?<!không )(?<!chỉ )(?<!nếu )(?<!khi )(?:"
    r"cần(?! (?:thơ|giờ|đước|giuộc|(?:thêm |khoảng |gần |hơn |tới |đến )?\d+)(?!\w))|hãy|đừng|chớ|không để|"
    r"không nên)(?!\w)",
    re.IGNORECASE,
)
SUGGESTS = re.compile(r"(?<!\w)(?:nên|có thể)(?!\w)", re.IGNORECASE)
WILL = re.compile(r"(?<!\w)(?:sẽ|xin tiếp thu|cam kết|hứa|quyết tâm)(?!\w)", re.IGNORECASE)
