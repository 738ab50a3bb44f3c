"""The citation check on what a clerk writes: other words, whole names, figures put otherwise."""

from pathlib import Path

import pytest

from index.documents import Sentence
from index.passages import document_of
from index.reading import Source
from rag.answers import Draft, Failure
from rag.check import check
from rag.checking.article import article_of

VISIT = (
    "Ngày 12-11-2025, Công ty CP Cấp nước Sông Xanh và ông Hồ Minh Tâm, chủ trại, đón đoàn công tác.\n\n"
    "Bà H'Lan Êban, Phó Bí thư Đảng ủy, ghi nhận tinh thần của các đại biểu và bà con. "
    "Với vai trò Phó Bí thư Đảng ủy, bà đề nghị Phòng Kinh tế tính lại lộ trình.\n\n"
    "Phó Tổng Giám đốc công ty Lê Sĩ Nguyên cam kết di dời đường ống xong trước ngày 15-12.\n\n"
    "Ông Trần Văn Hòa báo cáo toàn xã có 1.268 tàu cá thì 1.251 chiếc đã vào bờ. "
    "Vị chủ tịch xã xin tỉnh cấp 2 máy phát điện.\n\n"
    "Từ tháng 8/2019 đến tháng 3/2021, trạm tiếp nhận bình quân 320 hồ sơ mỗi ngày, không để lộ hồ sơ dưới bất cứ hình "
    "thức nào. Đơn vị nhận 320 chiến sĩ mới, trong đó 41 đồng chí có trình độ đại học. "
    "Phần còn thiếu, 11,4 tỷ đồng, sẽ được chi trả đầy đủ.\n\n"
    "Huyện đề nghị Sở Y tế cấp 3.000 liều vắc xin; UBND tỉnh tạm ứng 1,2 tỷ đồng. "
    "Với Sở Tư pháp, tòa đề nghị kiểm tra hai văn phòng công chứng. "
    "Sở Xây dựng rút ngắn thời gian thẩm định từ 20 ngày xuống còn 12 ngày. "
    "Theo bà Đoàn Thị Thu, 58 hộ chưa nhận tiền; bà xin tỉnh cho thuê tư vấn. "
    "Sẽ điều thêm một tiểu đoàn công binh.\n\n"
    "Giấy thông hành có thời hạn không dưới 6 tháng và do tỉnh cấp. Thẻ có thời hạn không quá 6 tháng.\n\n"
    "Từ đầu năm 2025 đến nay, xã trồng 5.400 ha lúa. Tỉnh giải thích việc chậm chi trả cho các hộ phải đi xa. "
    "Chưa sáp nhập trường tại bản Cò Phạt và bản Búng. "
    "Cử tri La Văn Khuyên, bản Châu Sơn, phản ánh gia đình nhận khoán bảo vệ 12 ha rừng. "
    "Cuối năm 2025, tỉnh mời nhà đầu tư trong nước. Huyện thu phí dưới mức quy định. "
    "Nửa đầu năm 2025, xã hút vốn từ bên ngoài. Hồ sơ được nộp trước khi thẩm định. "
    "Ông Hồ Minh Tâm, chủ trại, được bà Lý Thị Hạnh hỏi về đất, nói chưa nhận tiền.\n\n"
    "Chủ tịch UBND tỉnh Lưu Việt Hoàng cho biết Thủ tướng yêu cầu các tỉnh ven biển xử lý xong toàn bộ tàu cá. "
    "Ông Lưu Việt Hoàng cho biết Trung tâm Khuyến nông đã mở lớp và đề nghị các hộ ghi tên."
)


@pytest.fixture(scope="module")
def sentences() -> list[Sentence]:
    _, passages = document_of(Source(Path("a.txt"), VISIT))
    return [sentence for passage in passages for sentence in passage.sentences]


def _failures(text: str, sentences: list[Sentence], begins: str) -> list[Failure]:
    source = next(s for s in sentences if s.text.startswith(begins))
    return list(check(Draft(text, (source,)), article_of(sentences)).failures)


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        ("Phó Tổng Giám đốc Công ty CP Cấp nước Sông Xanh Lê Sĩ Nguyên cam kết di dời đường ống.", "Phó Tổng"),
        ("Bà H’Lan Êban ghi nhận tinh thần của bà con.", "Bà H'Lan"),
        ("Bà H'Lan Êban đề nghị Phòng Kinh tế tính lại lộ trình.", "Với vai trò"),
        ("Ông Trần Văn Hòa báo cáo 1.251/1.268 tàu cá của xã đã vào bờ.", "Ông Trần"),
        ("Ông Trần Văn Hòa xin tỉnh cấp 2 máy phát điện.", "Vị chủ tịch"),
        ("Từ 8/2019 đến 3/2021, trạm tiếp nhận trung bình 320 hồ sơ/ngày.", "Từ tháng"),
        ("Trạm không để lộ hồ sơ dưới mọi hình thức.", "Từ tháng"),
        ("Đơn vị nhận 320 chiến sĩ mới, 41 người có trình độ đại học.", "Đơn vị"),
        ("Sẽ chi trả đủ 11,4 tỷ đồng còn thiếu.", "Phần còn"),
        ("Huyện đề nghị UBND tỉnh tạm ứng 1,2 tỷ đồng.", "Huyện"),
        ("Tòa đề nghị Sở Tư pháp kiểm tra 2 văn phòng công chứng.", "Với Sở"),
        ("Sở Xây dựng rút ngắn thời gian thẩm định còn 12 ngày.", "Sở Xây"),
        ("Bà Đoàn Thị Thu xin tỉnh cho thuê tư vấn.", "Theo bà"),
        ("Sẽ điều thêm 1 tiểu đoàn công binh.", "Sẽ điều"),
        ("Từ đầu năm đến nay, xã trồng 5.400 héc-ta lúa.", "Từ đầu"),
        ("Tỉnh giải thích việc chi trả chậm cho các hộ phải ở xa.", "Tỉnh giải"),
        ("Chưa sáp nhập trường tại hai bản Cò Phạt và Búng.", "Chưa sáp"),
        ("Ông La Văn Khuyên cho biết gia đình nhận khoán bảo vệ 12 ha rừng.", "Cử tri"),
        ("Thủ tướng yêu cầu các tỉnh ven biển xử lý xong toàn bộ tàu cá.", "Chủ tịch UBND"),
        ("Ông Lưu Việt Hoàng đề nghị các hộ ghi tên.", "Ông Lưu"),
    ],
)
def test_what_a_clerk_puts_otherwise_is_the_same(text: str, begins: str, sentences: list[Sentence]) -> None:
    assert _failures(text, sentences, begins) == []


@pytest.mark.parametrize(
    ("text", "begins", "kind"),
    [
        ("Phó Tổng Giám đốc Công ty CP Điện lực Sông Xanh Lê Sĩ Nguyên cam kết di dời.", "Phó Tổng", "organisation"),
        ("Bà H'Lan Niê ghi nhận tinh thần của bà con.", "Bà H'Lan", "name"),
        ("Bà H'Luyên Êban đề nghị Phòng Kinh tế tính lại lộ trình.", "Với vai trò", "speaker"),
        ("Ông Trần Văn Hòa báo cáo 1.268/1.251 tàu cá của xã đã vào bờ.", "Ông Trần", "number"),
        ("Ông Trần Văn Hòa báo cáo 1.215/1.268 tàu cá của xã đã vào bờ.", "Ông Trần", "number"),
        ("Bà H'Lan Êban xin tỉnh cấp 2 máy phát điện.", "Vị chủ tịch", "speaker"),
        ("Từ 9/2019 đến 3/2021, trạm tiếp nhận bình quân 320 hồ sơ mỗi ngày.", "Từ tháng", "date"),
        ("Đơn vị nhận 320 chiến sĩ mới, 14 người có trình độ đại học.", "Đơn vị", "number"),
        ("Huyện đề nghị Sở Y tế tạm ứng 1,2 tỷ đồng.", "Huyện", "addressee"),
        ("Tòa đề nghị Sở Xây dựng kiểm tra hai văn phòng công chứng.", "Với Sở", "addressee"),
        ("Sở Xây dựng rút ngắn thời gian thẩm định còn 20 ngày.", "Sở Xây", "number"),
        ("Sẽ điều thêm 1 trung đoàn công binh.", "Sẽ điều", "number"),
        ("Thẻ có thời hạn không dưới 6 tháng.", "Thẻ có", "number"),
        ("Từ cuối năm đến nay, xã trồng 5.400 ha lúa.", "Từ đầu", "unsupported"),
        ("Xã trồng 5.400 tạ lúa.", "Từ đầu", "unit"),
        ("Tỉnh giải thích việc chi trả thừa cho các hộ.", "Tỉnh giải", "unsupported"),
        ("Chưa sáp nhập trường tại ba bản Cò Phạt và Búng.", "Chưa sáp", "number"),
        ("Bà Đoàn Thị Thu cho biết gia đình nhận khoán bảo vệ 12 ha rừng.", "Cử tri", "speaker"),
        ("Bà Lý Thị Hạnh cho biết chưa nhận tiền.", "Ông Hồ", "speaker"),
        ("Đầu năm 2025, tỉnh mời nhà đầu tư trong nước.", "Cuối năm", "date"),
        ("Cuối năm 2025, tỉnh mời nhà đầu tư nước ngoài.", "Cuối năm", "unsupported"),
        ("Huyện thu phí trên mức quy định.", "Huyện thu", "unsupported"),
        ("Nửa cuối năm 2025, xã hút vốn từ bên ngoài.", "Nửa đầu", "date"),
        ("Nửa đầu năm 2025, xã hút vốn từ bên trong.", "Nửa đầu", "unsupported"),
        ("Hồ sơ được nộp sau khi thẩm định.", "Hồ sơ", "unsupported"),
    ],
)
def test_a_name_or_figure_put_wrongly_is_named(text: str, begins: str, kind: str, sentences: list[Sentence]) -> None:
    assert kind in [failure.kind for failure in _failures(text, sentences, begins)]


@pytest.mark.parametrize("teller", ["Chủ tịch UBND tỉnh", "Ông Lưu Việt Hoàng", "Chủ tịch UBND tỉnh Lưu Việt Hoàng"])
def test_who_tells_of_an_order_has_not_given_it(teller: str, sentences: list[Sentence]) -> None:
    text = f"{teller} yêu cầu các tỉnh ven biển xử lý xong toàn bộ tàu cá."
    assert [failure.kind for failure in _failures(text, sentences, "Chủ tịch UBND")] == ["speaker"]
