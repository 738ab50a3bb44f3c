"""Sentences are verbatim slices that lose nothing but white space, cut where a Vietnamese reader would cut."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.sentences import spans

ANY_TEXT = st.text(st.characters(exclude_categories=["Cc", "Cs"], include_characters="\n\t"), max_size=400)
LIKELY_TEXT = st.lists(
    st.sampled_from(
        [
            *'abđĐÂ.!?…:;,"“”’()[]-–•',
            " ",
            "\n",
            "TP",
            "KCN",
            "1",
            "2.952",
            "17-9",
            "https://a.vn/b.html",
            "Điều 5",
            "\u00a0",
        ]
    ),
    max_size=60,
).map("".join)

# One case a line; " | " stands where one sentence ends and the next begins.
CASES = """
Phường có 2.952 đảng viên. | Đảng bộ có 91 tổ chức.
Dân số trên 107.700 người. | Diện tích hơn 58km².
Chi ngân sách gần 204,5 tỷ đồng. | Thu gần 340 tỷ đồng.
Ngày 17.9.2025 đoàn đến thăm. | Sau đó đoàn họp.
Ngày 17. 9. 2025 đoàn đến thăm. | Sau đó đoàn họp.
Kế hoạch được giao năm 2025. | Năm 2026 sẽ tổng kết.
Đồng chí đến thăm TP. HCM trong tháng 9.
Bí thư Thành ủy TP.HCM kết luận. | Phường tiếp thu.
Đoàn làm việc tại TP. Thủ Đức và TX. Bến Cát.
Đoàn đến Tp. Hồ Chí Minh. | Các phường báo cáo.
Phường kiến nghị TP. | Các phường khác cũng vậy.
Địa phương kiến nghị TP. | Phường mong được hỗ trợ.
Đường Nguyễn Huệ, P. Bến Nghé, Q. 1, TP. HCM.
Nhà ở P.12, Q. Tân Bình. | Ông đi làm xa.
Đoàn đi qua H. Củ Chi, TT. Tân Túc.
Đoàn thăm TP. Bà Rịa và TP. Đồng Hới.
PGS.TS. Nguyễn Văn A trình bày. | Đại biểu góp ý.
GS. Trần Văn B và ThS. Lê Thị C cùng dự.
TS.BS. Phạm D khám bệnh miễn phí. | Người dân vui mừng.
BS. Hoàng cho biết bệnh nhân đã khỏe.
LS. Trần Minh bảo vệ bị cáo.
NSƯT. Kim Xuân biểu diễn. | Khán giả vỗ tay.
Quan tâm thực hiện quy hoạch tại KCN. Phú Mỹ 3 là ví dụ.
Doanh nghiệp trong KCN. | Công nhân được chăm lo.
Tờ trình của UBND. | Phường đã nhận.
Đ/c. Trần Lưu Quang phát biểu. | Đ/c. Nguyễn Văn Đông tiếp thu.
Ông Nguyễn Văn A. bị bắt hôm qua.
Bị cáo là Nguyễn Văn A. | Ông bị phạt tiền.
Tổng thống George W. Bush đến thăm. | Ông ở lại hai ngày.
Nhà văn J. K. Rowling ra sách mới.
Bà N.T.H. cho biết không hay tin.
Chị Trần Thị C. bị mất xe. | Anh T. chứng kiến.
Dự án nhóm C. | Nên làm sớm.
Mr. Smith gặp Mrs. Brown. | Họ bàn việc.
Điều 5. Nguyên tắc áp dụng pháp luật
Theo quy định tại Điều 5. | Các bên thực hiện nghiêm.
Khoản 2. Cơ quan chủ trì là Sở Nội vụ. | Phường phối hợp.
Chương II. Quyền và nghĩa vụ
I. Đặc điểm tình hình
IV. Tổ chức thực hiện. | Giao Văn phòng theo dõi.
1. Về công tác cán bộ. | Phường cần rà soát.
1.2. Về đất đai. | Đã cấp 50 giấy.
12. Người nộp hồ sơ ký tên.
a) Rà soát quy hoạch. | Làm xong trong quý.
b. Giải ngân vốn đầu tư công.
Phường làm ba việc: 1. Rà soát đất. | 2. Giải ngân vốn. | 3. Chăm lo người nghèo.
- Tập trung giải ngân. | Báo cáo hằng tuần.
Bước 1. Nộp hồ sơ. | Bước 2. Nhận kết quả.
“Không thể khác được.” | Đồng chí nhấn mạnh điều đó.
“Các em là tương lai. | Không thể khác được”, đồng chí nhấn mạnh.
"Đột phá để khai thác tiềm năng. | Trong đó phải bám sát quy hoạch"- ông Nguyễn Thanh Nghị lưu ý.
Ông hỏi: “Vì sao chậm?” rồi yêu cầu giải trình.
Ông hỏi: “Vì sao chậm?” | Phường trả lời ngay.
Ông nói “làm đi!”. | Mọi người vỗ tay.
Các em là tương lai của đất nước. ” | Đồng chí nói tiếp.
Phường (thuộc TP.HCM.) rất đông dân. | Dân số tăng nhanh.
Có sự phối hợp với điện lực, CSGT... để đảm bảo an ninh.
Đất đai, xây dựng, đối ngoại… ảnh hưởng đến tiến độ.
Di dời hạ tầng kỹ thuật… nhằm nâng cao hiệu quả.
Đảm bảo an ninh trật tự tại địa bàn… | Phường sẽ cố gắng.
Di dời nhà trên kênh rạch... | Như vậy, phường có dư địa.
Vì sao?! | Chưa ai trả lời.
Nguồn: https://ttbc-hcm.gov.vn/a.b-1019290.html xem thêm tại đây.
Xem tại www.chinhphu.vn. | Sau đó gửi góp ý.
Gửi thư về a.b@tphcm.gov.vn. | Cảm ơn quý vị.
Tỷ lệ đạt 98%. | 5 phường đứng đầu được khen.
Nghị quyết 57-NQ/TW. | Nghị quyết 68 cũng được triển khai.
Thông tư 15/2023/TT-BTC. | Thông tư có hiệu lực ngay.
Gồm đất đai, xây dựng v.v. và các lĩnh vực khác.
Tổng số 1.553 đảng viên, 52 tổ chức cơ sở đảng; 32 chi bộ.
Hạn chót là 17 giờ 30. | Hồ sơ nộp sau bị trả lại.
Xem tr. 15 của báo cáo. | Phần sau là phụ lục.
""".strip().splitlines()


def cut(text: str) -> list[str]:
    return [text[start:end] for start, end in spans(text)]


@pytest.mark.parametrize("case", CASES)
def test_sentences_end_where_a_reader_would_end_them(case: str) -> None:
    assert cut(case.replace(" | ", " ")) == case.split(" | ")


def test_there_are_enough_hand_made_cases() -> None:
    assert len(CASES) >= 60


def test_a_line_end_ends_a_sentence_whatever_stands_before_it() -> None:
    assert cut("Tập trung giữ vững an ninh\n\nTại buổi làm việc,\nđồng chí TP.\nHCM") == [
        "Tập trung giữ vững an ninh",
        "Tại buổi làm việc,",
        "đồng chí TP.",
        "HCM",
    ]


def test_only_the_stretch_asked_for_is_cut_and_its_offsets_are_the_texts() -> None:
    text = "Bỏ câu này. Giữ câu này. Và câu này. Bỏ nốt."
    start, end = text.index("Giữ"), text.index(" Bỏ nốt")
    assert [text[a:b] for a, b in spans(text, start, end)] == ["Giữ câu này.", "Và câu này."]


@given(st.one_of(ANY_TEXT, LIKELY_TEXT), st.integers(0, 20), st.integers(0, 400))
def test_sentences_tile_the_text_they_were_cut_from(text: str, start: int, length: int) -> None:
    end = min(len(text), start + length)
    found = spans(text, start, end)
    at = start
    for begin, stop in found:
        assert at <= begin < stop <= end
        assert not text[at:begin].strip()
        assert text[begin:stop] == text[begin:stop].strip()
        at = stop
    assert not text[at:end].strip()


@given(st.one_of(ANY_TEXT, LIKELY_TEXT))
def test_no_sentence_spans_a_line_end(text: str) -> None:
    assert all("\n" not in sentence for sentence in cut(text))
