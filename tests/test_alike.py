"""A question in other words than the text's is understood by the table of synonyms that the check uses."""

import pytest

from index.text import tokens
from rag.alike import alike


@pytest.mark.parametrize(
    ("question", "text", "said"),
    [
        ("bao nhiêu người thiệt mạng", "toàn huyện có 9 người chết", {"thiệt", "mạng"}),
        ("kế hoạch di tản", "phương án sơ tán 92.000 người", {"di", "tản"}),
        ("mấy công ty chậm đóng", "1.240 doanh nghiệp nợ bảo hiểm", {"công", "ti"}),
        ("bao nhiêu người thiệt mạng", "toàn huyện có 11 người bị thương", set()),
        ("đã lập quy hoạch", "nền độc lập", set()),
    ],
)
def test_a_word_counts_as_said_where_a_synonym_stands(question: str, text: str, said: set[str]) -> None:
    assert alike(question).said_in(tokens(text)) >= said
    assert said or not alike(question).said_in(tokens(text))
