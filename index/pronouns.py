"""Words that point back to somebody: "ông", "vị này", "nữ đại biểu", "người đứng đầu ngành"."""

import re

from index.names import RANKS
from index.text import LOWER, UPPER

_FEW_VERBS = (
    "cho|khẳng định|nhấn mạnh|yêu cầu|đề nghị|nhắc|lưu ý|chia sẻ|nói|giao|chỉ đạo|kết luận|đề xuất|kiến nghị|thừa nhận|"
    "phân tích|nêu|hứa|cam kết|mong|kêu gọi|khuyến|gợi|quán triệt|bày tỏ|nhận định|đánh giá|ghi nhận|trả lời|dặn|"
    "nhắn|căn dặn|phát biểu|tuyên bố|chốt|giải thích|lý giải|trấn an|tin|cảnh báo|thông tin|nêu"
)


PRONOUN = re.compile(
    rf"(?<!\w)(?<![Cc]ác )(?<![Nn]hững )(?<!nhiều )(?<!số )(?<!\d )(?<!hai )(?<!người )(?:"
    rf"(?P<plain>[Đđ]ồng chí|[Ôô]ng|[Bb]à|[Aa]nh|[Cc]hị|[Cc]ô|[Cc]ụ|[Tt]hầy|[Bb]ị cáo|[Bb]ị can|"
    rf"{RANKS})(?=,?\s+[{LOWER}\x00]|,?\s*$|,\s(?![Bb]à |[Cc]hị ))"
    r"|(?P<back>(?:[Nn]ữ |[Vv]ị |[Nn]gười )?(?:[Đđ]ại biểu|[Vv]ị|[Cc]huyên gia|[Gg]iám đốc|[Ll]uật sư|[Cc]hủ tịch|"
    r"[Bb]í thư|[Ll]ãnh đạo|[Bb]ộ trưởng|[Tt]hứ trưởng|"
    r"[Nn]gười đứng đầu|[Tt]ư lệnh|[Hh]uấn luyện viên|HLV|[Cc]ầu thủ|[Nn]ghệ sĩ|[Nn]gười phụ nữ|[Nn]gười đàn ông|"
    r"[Nn]ữ sinh|[Nn]am sinh|[Nn]gười mẹ|[Nn]gười cha|[Nn]ữ ca sĩ|[Nn]am ca sĩ|[Nn]ữ diễn viên|[Nn]am diễn viên)"
    rf"(?: (?!hai|các|địa|những|nhiều)[{LOWER}]+){{0,3}}? (?:này|trên|nói trên|đó)(?!\w)|(?:[Vv]ị|[Nn]ữ|"
    rf"[Nn]am) (?:[Đđ]ại tá|[Tt]hượng tá|[Cc]hính ủy|[Cc]hủ tịch|[Bb]í thư|[Gg]iám đốc|[Bb]ác sĩ|[Ll]uật sư|"
    rf"[Tt]hứ trưởng|[Bb]ộ trưởng|[Hh]iệu trưởng|[Tt]ư lệnh|[Cc]hỉ huy|[Ll]ãnh đạo|[Tt]rưởng phòng|[Cc]hánh án|"
    rf"[Đđ]ại biểu|[Cc]ục trưởng|[Tt]rưởng ban)(?!\w)|[Nn]ữ giám đốc|[Vv]ị chuyên gia|[Vv]ị giám đốc|[Vv]ị tướng|"
    rf"[Vv]ị luật sư|[Nn]ữ ca sĩ|[Nn]am ca sĩ|[Nn]ữ diễn viên|[Nn]am diễn viên|"
    rf"(?:[Vv]ị|(?:^|(?<=[.,;:”\x00] ))(?:[Nn]ữ|[Nn]am))(?: (?!này|đó|trên|cũng|còn|đã|thì|"
    rf"rất)[{LOWER}]+){{1,4}}(?: (?:gốc|người|quê)(?: [{UPPER}][{LOWER}]*){{1,3}})?"
    rf"(?= (?:cũng |đã |còn |thì )?(?:{_FEW_VERBS})(?!\w))|"
    rf"[Nn]gười đứng đầu(?: (?!hai|các|những|nhiều|ngay|là|phải|đã|cũng|cho|khẳng|nhấn|yêu|đề|"
    rf"nhắc)[{LOWER}{UPPER}][{LOWER}]*){{1,4}}?"
    rf"(?= (?:cũng |đã |còn |thì )?(?:{_FEW_VERBS})(?!\w))|"
    rf"[Nn]hà cầm quân[{LOWER} ]*?(?= \w+ nói))"
    r")"
)


NO_PRONOUN = re.compile(
    r"\s+(?:con|bà|em|lãnh đạo|cán bộ|ủy viên|uỷ viên|đảng viên|nội|ngoại|chủ|bí thư|chủ tịch|ta|ấy của|chị|chồng|"
    r"vợ|trai|gái|"
    r"thể|hàng|xóm|xuyến|rể|dâu|nào|trưởng|phó|giáo|cô|và|ruột|họ)(?!\w)"
)
