"""Parts of made-up Vietnamese names. No given name is that of a person in the five articles."""


def _parts(text: str) -> tuple[str, ...]:
    return tuple(text.split())


FAMILIES = _parts(
    "Nguyễn Trần Lê Phạm Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Đoàn Mai Trịnh Lâm Đinh Hà Tạ Cao Lương"
)
MIDDLE = _parts("Văn Hữu Đức Quốc Minh Thanh Hoàng Công Xuân Ngọc Bá Trọng Đình Duy Gia Thế Viết Quý Nhật Chí")
MEN = _parts(
    "An Bảo Cường Danh Đạt Hải Hiếu Hòa Hùng Huy Khải Khang Khoa Kiên Lâm Long Lộc Mạnh Nam Nghĩa Phong Phú Phúc "
    "Sơn Tài Tân Thắng Thiện Thịnh Tiến Toàn Trung Tuấn Tùng Vinh Vũ"
)
WOMEN = _parts("Anh Bích Cẩm Diễm Dung Hạnh Hoa Hồng Huệ Lan Liên Linh Mai My Nga Ngân Oanh Phương Thảo Thu Yến")
CREDITED = _parts("Anh Đức Gia Hoài Hữu Khánh Mạnh Quang Quốc Thái Thành Tuấn Xuân")
