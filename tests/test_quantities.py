"""Of several figures in a sentence the one that the question asks for, or none."""

import pytest

from index.documents import BlockKind, Context, DocumentId, Sentence
from rag.quantities import the_figure
from rag.question import understand


@pytest.mark.parametrize(
    ("question", "text", "figure"),
    [
        ("Có bao nhiêu nhà bị ngập?", "Huyện có 4.126 nhà bị ngập, 87 nhà sập đổ, 640 ha dâu mất trắng.", "4.126"),
        ("Có bao nhiêu nhà sập đổ?", "Huyện có 4.126 nhà bị ngập, 87 nhà sập đổ, 640 ha dâu mất trắng.", "87"),
        (
            "Thu ngân sách bao nhiêu?",
            "Các chỉ tiêu đều đạt, thu ngân sách 340 tỷ đồng, chi ngân sách 204 tỷ đồng.",
            "340",
        ),
        (
            "Chi ngân sách bao nhiêu?",
            "Các chỉ tiêu đều đạt, thu ngân sách 340 tỷ đồng, chi ngân sách 204 tỷ đồng.",
            "204",
        ),
        ("Phường có bao nhiêu đảng viên?", "Phường đặt chỉ tiêu kết nạp 60 đảng viên mỗi năm.", None),
        (
            "Mỗi năm kết nạp bao nhiêu đảng viên theo chỉ tiêu?",
            "Phường đặt chỉ tiêu kết nạp 60 đảng viên mỗi năm.",
            "60",
        ),
    ],
)
def test_a_figure_is_given_with_its_own_clause(question: str, text: str, figure: str | None) -> None:
    found = the_figure(understand(question), Sentence(DocumentId("d"), 0, len(text), text, BlockKind.BODY, Context()))
    assert (found and found.text.split()[0]) == figure
