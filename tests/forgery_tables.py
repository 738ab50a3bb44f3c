"""What the generators of forgeries and rewordings know of Vietnamese: words, names and pools, as data."""

import re

UPPER = "A-ZĐÀ-ÖÙ-ÝĂĨŨƠƯẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸ"
LOWER = "a-zđà-öù-ýăĩũơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ"
WORD = rf"[{UPPER}][{LOWER}]+"  # a word of a name

SURNAMES = tuple(
    re.findall(
        r"\w+",
        "Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Đinh Trịnh Mai Đoàn Lương Tạ "
        "Trương Đào Lâm Tô Châu Quách Thái Tống Vương Chu Văn Kiều Phùng Lưu Triệu Hứa Tăng Từ Giang Doãn Thạch "
        "Nghiêm Mạc Cao",
    )
)
HONOURS = ("đồng chí", "ông", "bà", "anh", "chị", "bị can", "bị cáo", "đối tượng", "nghi phạm")
# What a name after it is not a person's.
NO_PERSON = tuple(
    re.findall(
        r"\w+",
        "đường phố trường THPT THCS phường quận huyện xã tỉnh giải hẻm tượng viên cầu chợ Trường Đường Phố viện "
        "hiệu sông đảo Đại đại học Tiểu tiểu khu mang lấy tiệm Công công ty TP thành thị Thị trấn trấn Thành nhóm "
        "đội CLB báo Báo",
    )
)

COUNTED = (  # nouns and units that are counted or measured; longest first where one begins another
    "%|đồng|triệu|tỷ|tỉ|nghìn|ngàn|USD|euro|km²|km2|km|m²|m2|mét|hecta|ha|kg|tấn|tạ|gam|lít|người|hộ|dân|đảng viên|"
    "tổ chức|"
    "đồng chí|dự án|cán bộ|em|học sinh|sinh viên|giáo viên|bác sĩ|bệnh nhân|căn|phường|xã|tỉnh|huyện|quận|cơ quan|"
    "đơn vị|"
    "doanh nghiệp|công ty|thành viên|đại biểu|nhiệm vụ|chỉ tiêu|khâu|quan điểm|ngày|tháng|năm|tuần|giờ|phút|tuổi|lần|"
    "vụ|xe|"
    "chiếc|con|bộ|cuốn|trận|bàn|điểm|thẻ|địa phương|địa bàn|cấp|nhóm|quốc gia|nước|công nhân|lao động|thí sinh|cháu|"
    "chi bộ|tổ chức|vị trí|trường|lớp|phòng|tầng|nạn nhân|đối tượng|bản|tỉnh thành|thành phố|ca|trường hợp"
)
LOWER_BOUNDS = ("hơn", "trên", "ít nhất", "tối thiểu", "không dưới", "từ", "vượt", "quá", "đạt hơn")
UPPER_BOUNDS = ("gần", "dưới", "không quá", "tối đa", "chưa đến", "chưa tới", "nhiều nhất", "ngót", "chưa đầy")
ABOUT = ("khoảng", "ước", "chừng", "độ", "tầm")
NUMBER_WORDS = {"hai": "ba", "ba": "bốn", "bốn": "sáu", "sáu": "bảy", "bảy": "tám", "tám": "chín", "chín": "mười"}
WORDS_COUNTED = (
    "phường|địa phương|nhiệm vụ|khâu|quan điểm|nhóm|cấp|đơn vị|dự án|tổ chức|người|bên|tháng|năm|ngày|đối tượng|"
    "công ty|"
    "nước|quốc gia|huyện|tỉnh|xã|điểm|trường|chiếc|vụ|trận|cơ quan|lần|thành viên|giai đoạn"
)
DIGITS = {"2": "hai", "3": "ba", "4": "bốn", "6": "sáu", "7": "bảy", "8": "tám", "9": "chín"}

# A unit: what a larger and what a smaller one is.
LARGER = {
    "triệu": "tỷ", "nghìn": "triệu", "ngàn": "triệu", "ngày": "tuần", "tuần": "tháng", "tháng": "năm", "phút": "giờ",
    "kg": "tấn", "m": "km", "mét": "km", "m2": "ha", "m²": "ha", "ha": "km²", "gam": "kg", "người": "hộ", "tạ": "tấn",
}  # fmt: skip
SMALLER = {
    "tỷ": "triệu", "tỉ": "triệu", "triệu": "nghìn", "năm": "tháng", "tháng": "tuần", "tuần": "ngày", "giờ": "phút",
    "ngày": "giờ", "tấn": "kg", "km": "m", "km²": "ha", "km2": "ha", "ha": "m²", "kg": "gam", "tạ": "kg", "hộ": "người",
}  # fmt: skip
ROUNDING = {
    "hơn": "gần", "trên": "gần", "gần": "hơn", "dưới": "trên", "ít nhất": "nhiều nhất", "tối thiểu": "tối đa",
    "tối đa": "tối thiểu", "không quá": "không dưới", "nhiều nhất": "ít nhất",
}  # fmt: skip

TITLES = {
    "Phó Bí thư": "Bí thư", "Bí thư": "Phó Bí thư", "Phó Chủ tịch": "Chủ tịch", "Chủ tịch": "Phó Chủ tịch",
    "Phó Tổng Giám đốc": "Tổng Giám đốc", "Phó Tổng giám đốc": "Tổng giám đốc", "Tổng Giám đốc": "Phó Tổng Giám đốc",
    "Tổng giám đốc": "Phó Tổng giám đốc", "Phó Giám đốc": "Giám đốc", "Giám đốc": "Phó Giám đốc",
    "Phó Thủ tướng": "Thủ tướng", "Thủ tướng": "Phó Thủ tướng", "Bộ trưởng": "Thứ trưởng", "Thứ trưởng": "Bộ trưởng",
    "Phó Trưởng Ban": "Trưởng Ban", "Phó Trưởng ban": "Trưởng ban", "Trưởng ban": "Phó Trưởng ban",
    "Phó Trưởng phòng": "Trưởng phòng", "Trưởng phòng": "Phó Trưởng phòng", "Phó Hiệu trưởng": "Hiệu trưởng",
    "Hiệu trưởng": "Phó Hiệu trưởng", "Phó Cục trưởng": "Cục trưởng", "Cục trưởng": "Phó Cục trưởng",
    "Phó Viện trưởng": "Viện trưởng", "Viện trưởng": "Phó Viện trưởng", "tổ trưởng": "tổ phó", "Tổ trưởng": "Tổ phó",
    "trưởng đoàn": "phó trưởng đoàn", "Thượng tá": "Trung tá", "Trung tá": "Thiếu tá", "Đại tá": "Thượng tá",
    "Thiếu tá": "Đại úy", "phó giám đốc": "giám đốc", "giám đốc": "phó giám đốc", "phó chủ tịch": "chủ tịch",
    "chủ tịch": "phó chủ tịch", "bí thư": "phó bí thư", "phó bí thư": "bí thư", "hiệu trưởng": "phó hiệu trưởng",
    "Trung tướng": "Thiếu tướng", "Thiếu tướng": "Đại tá", "Đại úy": "Thượng úy", "Thượng úy": "Trung úy",
}  # fmt: skip

PLACES = {
    "phường": ("Long Trường", "Tam Bình", "Hiệp Bình", "An Khánh", "Thới Hòa", "Phú Lợi", "Chánh Hiệp"),
    "xã": ("Tân Nhựt", "Vĩnh Lộc", "Bình Lợi", "Phước Hòa", "Hòa Hiệp", "Thanh An"),
    "quận": ("Tân Phú", "Gò Vấp", "Bình Tân", "Phú Nhuận"),
    "huyện": ("Nhà Bè", "Hóc Môn", "Củ Chi", "Dầu Tiếng", "Xuyên Mộc"),
    "thị xã": ("Bến Cát", "Long Khánh", "Gò Công", "Sơn Tây"),
    "thị trấn": ("Long Hải", "Phước Bửu", "Tân Túc", "Dầu Tiếng"),
    "tỉnh": ("Nghệ An", "Quảng Ngãi", "Bến Tre", "Lạng Sơn", "Cà Mau", "Hòa Bình", "Phú Yên", "Tây Ninh"),
    "thành phố": ("Cần Thơ", "Hải Phòng", "Biên Hòa", "Vũng Tàu", "Nha Trang", "Vinh"),
}
CITIES = ("Hà Nội", "Đà Nẵng", "Hải Phòng", "Cần Thơ", "TPHCM", "TP.HCM", "TP HCM", "Thành phố Hồ Chí Minh")

DOCUMENTS = (
    "Nghị quyết liên tịch|Nghị quyết|Nghị định|Thông tư liên tịch|Thông tư|Quyết định|Chỉ thị|Kế hoạch|kế hoạch|"
    "Công văn|"
    "Luật|Kết luận|Thông báo|Quy định|Hướng dẫn|Pháp lệnh|nghị quyết|nghị định|quyết định|công văn"
)

# Verbs after "đã": what was done, so that "chưa" denies it.
DONE = (
    "ban hành|triển khai|hoàn thành|tổ chức|thực hiện|phối hợp|chỉ đạo|tham gia|được|nhận|bắt|tạm giữ|khởi tố|"
    "phát hiện|ký|"
    "thông qua|phê duyệt|xây dựng|trao|thành lập|kiến nghị|kiện toàn|tập trung|tiếp nhận|xử lý|giải quyết|công bố|gửi|"
    "báo cáo|yêu cầu|đưa|mua|bán|trả|đề nghị|làm việc|cung cấp|xác định|xác minh|thu giữ|cấp|điều tra|đến|ghi nhận|bị"
)
MAY_NOT = "có|được|đúng|đủ|thuộc|bị|áp dụng|thực hiện|đồng ý|chấp nhận|đáp ứng|cho phép|thể|sử dụng|vi phạm|ảnh hưởng"

SAYS = (
    "cho biết|cho rằng|cho hay|nhấn mạnh|yêu cầu|lưu ý|khẳng định|đề nghị|chia sẻ|thông tin|nhận định|phát biểu|"
    "nhận xét|"
    "đánh giá|kết luận|chỉ đạo|nói|kể|khai|đề xuất|kiến nghị|gợi mở|phân tích|thừa nhận|bày tỏ|cảnh báo|trao đổi"
)
REPORTS = (
    "báo cáo(?: (?:kết quả|với|lên|cho|về))?|trình|thông báo (?:bằng văn bản )?(?:cho|đến|tới)|kiến nghị(?: với)?|"
    "đề nghị|"
    "xin ý kiến|tham mưu(?: cho)?|đề xuất với|tố cáo|tố giác|nhắn tin cho|gọi điện cho|gọi điện thoại cho|nói với|"
    "kể với|"
    "khai với|gửi (?:[a-zđà-ỹ]+ ){0,4}(?:đến|cho|tới|về)|giao|ủy quyền cho|chỉ đạo|hướng dẫn|tặng|trả lời|mời|cảm ơn"
)
ASKS = "yêu cầu|đề nghị|kiến nghị|giao|chỉ đạo|lưu ý|mong|đề xuất|hướng dẫn|nhắc nhở|khuyến khích"
# Organisations and groups that ask, are asked, and act.
BODIES = (
    "các địa phương|địa phương|các sở, ngành, địa phương|các đơn vị|các cơ quan|cơ quan|lãnh đạo|phường|thành phố|TP|"
    "Phường|Thành phố|UBND|Ủy ban|Uỷ ban|Sở|Bộ|Ban|Trung tâm|Công an|công an|Chính phủ|Quốc hội|Cục|Tổng cục|Vụ|"
    "Đảng ủy|"
    "Thành ủy|Tỉnh ủy|Viện|Tòa án|Toà án|Công ty|công ty|Ngân hàng|Thanh tra|Văn phòng|các bộ|các cấp|các phường|"
    "Các địa phương|các doanh nghiệp|doanh nghiệp|Hội|Liên đoàn|Phòng|tổ giám sát|tổ công tác|Tổ công tác|"
    "Đoàn công tác|"
    "Thủ tướng|Bộ trưởng|Chủ tịch|Giám đốc|Thủ trưởng|Hội đồng|Chi cục|Kho bạc|Tổng công ty|Kiểm toán|Lãnh đạo|"
    "Cơ quan|Bệnh viện|Trường|"
    "Người|người|Chấp hành viên|Tổ chức|tổ chức|Tòa|Cục trưởng|Tổng Giám đốc|Hiệu trưởng|Đơn vị|đơn vị|Doanh nghiệp|"
    "cơ quan"
)
ACTS = (
    "cần|phải|sớm|quan tâm|khẩn trương|tiếp tục|tăng cường|thực hiện|nghiên cứu|phối hợp|rà soát|xây dựng|thiết lập|"
    "chủ trì|tính toán|nhanh chóng|kịp thời|xem xét|triển khai|tập trung|kiểm tra|báo cáo|làm rõ|xử lý|tạo điều kiện|"
    "hỗ trợ|bố trí|cung cấp|giải quyết|điều tra|ban hành|hướng dẫn|chỉ đạo|nâng cấp|cho phép|nhập cuộc|vào cuộc|có"
)

ADDED = {
    "place": (
        " tại Nhà Văn hóa Lao động", " tại Trung tâm Hội nghị Tân Sơn", " ở khu vực ven sông Thị Tính",
        " tại Bảo tàng Chứng tích", " trên địa bàn huyện Mường Khương",
    ),
    "amount": (
        ", với tổng kinh phí 12,6 tỷ đồng", ", với kinh phí 3,75 tỷ đồng", ", với sự tham gia của 413 người",
        ", tiết kiệm được 8,4 tỷ đồng", ", với mức chi 67,5 triệu đồng",
    ),
    "reason": (
        ", do thiếu kinh phí từ nhiều năm trước", " vì lý do thời tiết xấu", ", do nhà thầu chậm bàn giao mặt bằng",
        " theo đề nghị của Ngân hàng Thế giới", ", nguyên nhân là hệ thống máy tính bị hỏng",
    ),
    "time": (
        " từ 7 giờ 45 phút sáng thứ ba hằng tuần", " trong vòng 19 ngày liên tiếp", " kể từ đầu tháng 2 năm 2031",
        ", chậm nhất vào cuối quý III năm 2033", " vào đêm giao thừa",
    ),
}  # fmt: skip

LAW_ADDED = {
    "place": (" tại trụ sở Ủy ban nhân dân cấp xã nơi cư trú",
        " tại Cục Lưu trữ Trung ương", " ở các khu vực biên giới"),
    "amount": (", với mức chi 67,5 triệu đồng", ", kèm theo lệ phí 350.000 đồng", ", với ít nhất 13 người tham gia"),
    "reason": (" theo đề nghị của Bộ Quốc phòng", ", trên cơ sở kết luận của Tổng cục Thống kê"),
    "time": (" trước ngày 15 hằng tháng", ", chậm nhất vào cuối quý III năm 2033", " trong vòng 19 ngày liên tiếp"),
}  # fmt: skip
ORGANISATIONS = {
    "Bộ": (
        "Tài chính", "Xây dựng", "Y tế", "Nội vụ", "Tư pháp", "Công an", "Quốc phòng", "Công Thương", "Ngoại giao",
        "Giao thông vận tải", "Kế hoạch và Đầu tư", "Giáo dục và Đào tạo", "Khoa học và Công nghệ",
        "Thông tin và Truyền thông", "Tài nguyên và Môi trường", "Lao động - Thương binh và Xã hội",
        "Nông nghiệp và Phát triển nông thôn", "Văn hóa, Thể thao và Du lịch",
    ),
    "Sở": (
        "Tài chính", "Xây dựng", "Y tế", "Nội vụ", "Tư pháp", "Công Thương", "GD-ĐT", "Du lịch", "Giao thông vận tải",
        "Quy hoạch - Kiến trúc", "Khoa học và Công nghệ", "Tài nguyên và Môi trường", "Kế hoạch và Đầu tư", "Ngoại vụ",
    ),
    "Ban": ("Tổ chức", "Tuyên giáo", "Nội chính", "Dân vận", "Kinh tế"),
    "Ủy ban": ("Kiểm tra", "MTTQ", "Dân tộc", "Chứng khoán", "Pháp luật"),
}  # fmt: skip

# Abbreviations with one meaning; each way must read well in a sentence.
ABBREVIATIONS = {
    "UBND": "Ủy ban nhân dân", "HĐND": "Hội đồng nhân dân", "MTTQ": "Mặt trận Tổ quốc", "KCN": "khu công nghiệp",
    "GD-ĐT": "Giáo dục và Đào tạo", "CSGT": "cảnh sát giao thông", "TAND": "Tòa án nhân dân",
    "VKSND": "Viện kiểm sát nhân dân", "THPT": "trung học phổ thông", "THCS": "trung học cơ sở",
    "BHXH": "bảo hiểm xã hội", "BHYT": "bảo hiểm y tế", "CSĐT": "Cảnh sát điều tra", "PCCC": "phòng cháy chữa cháy",
    "ĐBQH": "đại biểu Quốc hội", "TNHH": "trách nhiệm hữu hạn", "QPPL": "quy phạm pháp luật",
    "TNGT": "tai nạn giao thông",
    "TPHCM": "Thành phố Hồ Chí Minh", "TP.HCM": "Thành phố Hồ Chí Minh", "TP HCM": "Thành phố Hồ Chí Minh",
    "TP. HCM": "Thành phố Hồ Chí Minh", "SN": "sinh năm", "CNTT": "công nghệ thông tin", "HLV": "huấn luyện viên",
}  # fmt: skip
SHORT = {  # ways of writing it out, and the abbreviation that a clerk would put
    "Ủy ban nhân dân": "UBND", "Uỷ ban nhân dân": "UBND", "Hội đồng nhân dân": "HĐND", "Mặt trận Tổ quốc": "MTTQ",
    "khu công nghiệp": "KCN", "Tòa án nhân dân": "TAND", "Toà án nhân dân": "TAND", "bảo hiểm xã hội": "BHXH",
    "Viện kiểm sát nhân dân": "VKSND", "bảo hiểm y tế": "BHYT", "trung học phổ thông": "THPT",
    "trung học cơ sở": "THCS", "cảnh sát giao thông": "CSGT", "Thành phố Hồ Chí Minh": "TPHCM",
    "thành phố Hồ Chí Minh": "TPHCM", "trách nhiệm hữu hạn": "TNHH", "quy phạm pháp luật": "QPPL",
    "công nghệ thông tin": "CNTT", "Sở Giáo dục và Đào tạo": "Sở GD-ĐT", "đại biểu Quốc hội": "ĐBQH",
    "phòng cháy chữa cháy": "PCCC", "phòng cháy, chữa cháy": "PCCC", "tai nạn giao thông": "TNGT",
}  # fmt: skip
