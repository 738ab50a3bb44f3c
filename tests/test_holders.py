"""Who holds an office is told by the titles that adjoin a name, and by no other title of the sentence."""

import pytest

from rag.holders import holders
from rag.question import understand


@pytest.mark.parametrize(
    ("question", "text", "names"),
    [
        (
            "Chủ tịch UBND xã Hòa Phong là ai?",
            "Bí thư Đảng ủy xã Hòa Phong Trần Văn Bình và Chủ tịch UBND xã Hòa Phong Lê Thị Lan cùng dự.",
            ["lê thị lan"],
        ),
        (
            "Bí thư Đảng ủy xã Hòa Phong là ai?",
            "Bí thư Đảng ủy xã Hòa Phong Trần Văn Bình và Chủ tịch UBND xã Hòa Phong Lê Thị Lan cùng dự.",
            ["trần văn bình"],
        ),
        (
            "Ai là Chủ tịch HĐND phường Tân Khánh?",
            "Bí thư Đảng ủy, Chủ tịch HĐND phường Tân Khánh Võ Hồng Dân báo cáo.",
            ["võ hồng dân"],
        ),
        (
            "Giám đốc Sở Y tế tỉnh Bắc Giang là ai?",
            "Đồng chí Trần Văn Bình, Tỉnh ủy viên, Giám đốc Sở Y tế tỉnh Bắc Giang, phát biểu.",
            ["trần văn bình"],
        ),
        ("Giám đốc Sở Y tế tỉnh Bắc Giang là ai?", "Giám đốc Sở Y tế tỉnh Thái Bình Trần Văn Bình phát biểu.", []),
        ("Phó Chủ tịch UBND huyện Văn Chấn là ai?", "Phó Chủ tịch UBND tỉnh Tạ Quốc Hưng chia sẻ mất mát.", []),
        ("Chủ tịch UBND xã Hòa Phong là ai?", "Phó Chủ tịch UBND xã Hòa Phong Trần Văn Bình phát biểu.", []),
        (
            "Bí thư Đảng ủy phường Tân Phước là ai?",
            "Bí thư Đảng ủy Phường Tân Phước- ông Dương Ngọc Châu cho hay đã triển khai văn kiện.",
            ["dương ngọc châu"],
        ),
    ],
)
def test_a_title_belongs_to_the_name_that_it_adjoins(question: str, text: str, names: list[str]) -> None:
    assert [person.value for person in holders(understand(question), text)] == names
