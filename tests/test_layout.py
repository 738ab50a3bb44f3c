"""Each stretch of a document is marked as what it is, and only body, headings and captions can be cited."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.documents import BlockKind
from index.layout import blocks_of, published_in, source_in

BODY = "Đồng chí nhấn mạnh phường cần tận dụng điều kiện sẵn có để phát triển."
LONG = (
    "Trên địa bàn có Khu liên hợp Công nghiệp – Dịch vụ – Đô thị, chiếm khoảng 75% diện tích toàn phường, cùng nhiều "
    "trường học, bệnh viện, khu dân cư và các tuyến giao thông lớn nối với cảng biển, sân bay."
)


def kinds(text: str) -> list[tuple[str, str]]:
    return [(str(block.kind), text[block.start : block.end]) for block in blocks_of(text)]


def kind_below_body(line: str) -> list[tuple[str, str]]:
    """The blocks of a line that stands between two paragraphs of body text."""
    found = kinds(f"{BODY}\n{line}\n{BODY}")
    assert found[0] == found[-1] == ("body", BODY)
    return found[1:-1]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Tập trung giữ vững an ninh, trật tự cơ sở", "heading"),
        ("Mở ra không gian phát triển mới cho địa phương", "heading"),
        ("I. ĐẶC ĐIỂM TÌNH HÌNH", "heading"),
        ("Trở lại trường sau kỳ nghỉ", "heading"),
        ("Quang cảnh buổi làm việc", "caption"),
        ("Toàn cảnh hội nghị", "caption"),
        ("Đồng chí Hoàng Nguyên Dinh phát biểu tại buổi làm việc", "caption"),
        ("Lãnh đạo phường Tân Hiệp phát biểu tại buổi làm việc", "caption"),
        ("Phó Bí thư Thành ủy TPHCM Đặng Minh Thông phát biểu kết luận", "caption"),
        ("Bình luận (0)", "furniture"),
        ("12 Bình luận", "furniture"),
        ("Chia sẻ Facebook", "furniture"),
        ("Xem thêm: Phường Bình Trưng họp", "furniture"),
        ("Tin liên quan", "furniture"),
        ("Trở lại chủ đề", "furniture"),
        ("Theo dõi chúng tôi trên Google News", "furniture"),
        ("Trang 3/5", "furniture"),
        ("Từ khóa: phường, đại hội", "furniture"),
        ("Nguồn: https://ttbc-hcm.gov.vn/bai-1019290.html", "source"),
        ("Nguồn tin: Cổng thông tin điện tử", "source"),
        ("Ảnh: VIỆT DŨNG", "credit"),
        ("Thực hiện: VĂN MINH", "credit"),
        ("Ảnh: Việt Dũng", "credit"),
        ("(Ảnh: TTXVN)", "credit"),
        ("Ảnh: nhân vật cung cấp", "credit"),
        ("Nguồn clip: VTV6", "credit"),
        ("Bài, ảnh: THU HƯỜNG", "credit"),
        ("- rà soát quy hoạch đất đai", "body"),
        ("đồng thời tăng cường giám sát", "body"),
        ("Xem thêm hướng dẫn tại Phụ lục.", "body"),
        ("Thực hiện: các phường phải rà soát xong trong tháng 9, báo cáo về Văn phòng.", "body"),
        ("Người dân bình luận sôi nổi về dự án.", "body"),
    ],
)
def test_a_line_is_marked_as_what_it_is(line: str, kind: str) -> None:
    assert kind_below_body(line) == [(kind, line)]


@pytest.mark.parametrize(
    ("line", "blocks"),
    [
        (
            "Bí thư Thành ủy TPHCM Trần Lưu Quang kết luận. Ảnh: VIỆT DŨNG",
            [("caption", "Bí thư Thành ủy TPHCM Trần Lưu Quang kết luận."), ("credit", "Ảnh: VIỆT DŨNG")],
        ),
        (
            "Đại biểu dự họp. Ảnh: VIỆT DŨNG, VĂN MINH và THU HƯỜNG",
            [("caption", "Đại biểu dự họp."), ("credit", "Ảnh: VIỆT DŨNG, VĂN MINH và THU HƯỜNG")],
        ),
        (
            "Người dân làm thủ tục (Ảnh: Việt Dũng).",
            [("caption", "Người dân làm thủ tục"), ("credit", "(Ảnh: Việt Dũng).")],
        ),
        (
            f"{LONG} Ông Đông phát biểu. Ảnh: VIỆT DŨNG Bên cạnh những lợi thế, phường còn gặp khó khăn.",
            [
                ("body", LONG),
                ("caption", "Ông Đông phát biểu."),
                ("credit", "Ảnh: VIỆT DŨNG"),
                ("body", "Bên cạnh những lợi thế, phường còn gặp khó khăn."),
            ],
        ),
        (
            "Phường rất đông. Ông Đông phát biểu. Ảnh: ĐOÀN CƯỜNGTrước đó, phường đã họp.",
            [
                ("body", "Phường rất đông."),
                ("caption", "Ông Đông phát biểu."),
                ("credit", "Ảnh: ĐOÀN CƯỜNG"),
                ("body", "Trước đó, phường đã họp."),
            ],
        ),
        (
            "Phường cảm ơn đoàn công tác. Bình luận (3)",
            [("body", "Phường cảm ơn đoàn công tác."), ("furniture", "Bình luận (3)")],
        ),
        (
            "Nguồn: https://a.vn/b.html Bình luận (0)",
            [("source", "Nguồn: https://a.vn/b.html"), ("furniture", "Bình luận (0)")],
        ),
    ],
)
def test_a_line_of_several_things_is_taken_apart(line: str, blocks: list[tuple[str, str]]) -> None:
    assert kind_below_body(line) == blocks


@pytest.mark.parametrize(
    "line",
    ["THU HƯỜNG", "VĂN MINH - VIỆT DŨNG", "Theo TTXVN", "Nguyễn Văn Minh", "Minh Anh (tổng hợp)", "Theo Tuổi Trẻ"],
)
def test_a_byline_stands_after_the_text_and_is_no_heading(line: str) -> None:
    assert kinds(f"{BODY}\n\n{line}")[-1] == ("byline", line)
    assert kinds(f"{BODY}\n{line}\nNguồn: https://a.vn/b\nBình luận (0)")[1] == ("byline", line)


def test_capitals_between_paragraphs_are_a_heading_and_no_byline() -> None:
    assert kind_below_body("TỔ CHỨC THỰC HIỆN") == [("heading", "TỔ CHỨC THỰC HIỆN")]


def test_a_heading_needs_text_below_it() -> None:
    assert kinds("Tập trung giữ vững an ninh") == [("body", "Tập trung giữ vững an ninh")]
    assert kinds(f"{BODY}\nTập trung vào việc lớn")[-1] == ("body", "Tập trung vào việc lớn")


def test_the_rows_of_a_table_and_the_lines_of_a_poem_are_text_and_no_headings() -> None:
    rows = ["Tân Khánh", "152.000 dân", "52 tổ chức", "Tân Hiệp", "147.000 dân"]
    poem = ["Trăm năm trong cõi người ta", "Chữ tài chữ mệnh khéo là ghét nhau", "Trải qua một cuộc bể dâu"]
    assert {kind for kind, _ in kinds("\n".join([BODY, *rows, BODY]))} == {"body"}
    assert {kind for kind, _ in kinds("\n".join([*poem, "Những điều trông thấy mà đau đớn lòng", BODY]))} == {"body"}


def test_a_title_that_asks_is_a_title() -> None:
    assert kinds(f"Vì sao phường chậm giải ngân?\n{BODY}\n{BODY}")[0] == ("heading", "Vì sao phường chậm giải ngân?")
    assert kinds(f"{BODY}\nVì sao phường chậm giải ngân?\n{BODY}")[1][0] == "body"


@pytest.mark.parametrize(
    ("text", "published", "first"),
    [
        ("date 2025-09-17 Chiều 17-9, đoàn đến.", dt.date(2025, 9, 17), ("header", "date 2025-09-17")),
        (" date 2025-09-17 Chiều 17-9, đoàn đến.", dt.date(2025, 9, 17), ("header", "date 2025-09-17")),
        ("date 2025-09-17\nChiều 17-9, đoàn đến.", dt.date(2025, 9, 17), ("header", "date 2025-09-17")),
        ("date 2025-13-45 Chiều 17-9, đoàn đến.", None, ("header", "date 2025-13-45")),
        ("date 2025-09-17Chiều 17-9, đoàn đến.", None, ("body", "date 2025-09-17Chiều 17-9, đoàn đến.")),
        ("Chiều 17-9, đoàn đến. date 2025-09-17", None, ("body", "Chiều 17-9, đoàn đến. date 2025-09-17")),
    ],
)
def test_the_header_in_front_is_the_publication_date(
    text: str, published: dt.date | None, first: tuple[str, str]
) -> None:
    assert published_in(text) == published
    assert kinds(text)[0] == first


@pytest.mark.parametrize(
    ("text", "source"),
    [
        (f"{BODY}\nNguồn: https://a.vn/b.html\nBình luận (0)", "https://a.vn/b.html"),
        (f"{BODY}\nNguồn: https://a.vn/b.html Bình luận (0)", "https://a.vn/b.html"),
        (f"{BODY}\nNguồn:Báo Sài Gòn Giải Phóng ", "Báo Sài Gòn Giải Phóng"),
        (f"{BODY}\nNguồn vốn: ngân sách thành phố.", None),
        (BODY, None),
    ],
)
def test_the_source_is_what_stands_after_nguon(text: str, source: str | None) -> None:
    assert source_in(text, blocks_of(text)) == source


def test_only_body_headings_and_captions_can_be_cited() -> None:
    assert [kind for kind in BlockKind if kind.citable] == [BlockKind.BODY, BlockKind.HEADING, BlockKind.CAPTION]


LINES = st.sampled_from(
    [
        BODY,
        LONG,
        "Ảnh: VIỆT DŨNG",
        "Bình luận (0)",
        "THU HƯỜNG",
        "date 2025-09-17",
        "Nguồn: https://a.vn",
        "Quang cảnh",
        "52",
    ]
)
ANY_TEXT = st.one_of(
    st.text(st.characters(exclude_categories=["Cc", "Cs"], include_characters="\n\t"), max_size=300),
    st.lists(st.tuples(LINES, st.sampled_from(["\n", " ", "\n\n", "", ". "])), max_size=12).map(
        lambda parts: "".join(line + end for line, end in parts)
    ),
)


@given(ANY_TEXT)
def test_every_character_but_white_space_is_in_exactly_one_block(text: str) -> None:
    at = 0
    for block in blocks_of(text):
        assert at <= block.start < block.end
        assert not text[at : block.start].strip()
        assert text[block.start : block.end] == text[block.start : block.end].strip()
        at = block.end
    assert not text[at:].strip()
