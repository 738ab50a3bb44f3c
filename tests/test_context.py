"""Who speaks, of which place, when: resolved as a reader of the article would, and left empty where it does not tell."""

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.documents import BlockKind, Context, Document, Sentence
from index.passages import document_of
from index.reading import Source, read

SEEDS = Path(__file__).parent.parent / "seeds"


def sentences_of(text: str) -> tuple[Document, list[Sentence]]:
    document, passages = document_of(Source(Path("bai.txt"), text))
    return document, [sentence for passage in passages for sentence in passage.sentences]


def told(sentence: Sentence) -> str:
    return f"{sentence.context.speaker or '-'} | {sentence.context.place or '-'}"


def contexts(text: str) -> list[str]:
    """Give `speaker | places` of every body sentence, "-" for what stays empty."""
    return [told(sentence) for sentence in sentences_of(text)[1] if sentence.kind is BlockKind.BODY]


# ruff: noqa: E501 - a row of the table stays on one line
# Read off the five articles by hand: how the sentence begins | who says it | of which place. The key gives file and day.
EXPECTED = {
    "000 2025-09-17": """
Chiều 17-9, đồng chí Trần Lưu Quang, Bí thư Trun | - | phường Bình Dương
Tại buổi làm việc, Bí thư Thành ủy TPHCM phân tí | Trần Lưu Quang | phường Bình Dương
Đồng chí nhấn mạnh phường cần tận dụng điều kiện | Trần Lưu Quang | phường Bình Dương
Đồng chí lưu ý, với đặc thù tập trung đông công | Trần Lưu Quang | phường Bình Dương
Các lực lượng phải bám sát địa bàn, gần dân, sát | Trần Lưu Quang | phường Bình Dương
Phân tích phường Bình Dương có tiềm năng, điều k | Trần Lưu Quang | phường Bình Dương
Cụ thể, phường phải tập trung xây dựng và phát t | Trần Lưu Quang | phường Bình Dương
Đồng chí còn gợi mở việc huy động nguồn lực xã h | Trần Lưu Quang | phường Bình Dương
Bí thư Thành ủy TPHCM lưu ý, nhiệm vụ phát triển | Trần Lưu Quang | phường Bình Dương
Trong đó, phường cần ưu tiên đầu tư trường lớp ở | Trần Lưu Quang | phường Bình Dương
“Các em học sinh càng nhỏ tuổi càng phải được ưu | Trần Lưu Quang | phường Bình Dương
Các em là tương lai của mỗi gia đình, của TPHCM | Trần Lưu Quang | phường Bình Dương
Không thể khác được”, đồng chí nhấn mạnh. | Trần Lưu Quang | phường Bình Dương
Đề cập việc triển khai mô hình chính quyền địa p | Trần Lưu Quang | phường Bình Dương
Chia sẻ với khó khăn, vướng mắc của phường Bình | Trần Lưu Quang | phường Bình Dương
Thành phố sẽ thành lập các tổ công tác chuyên ng | Trần Lưu Quang | phường Bình Dương
Bí thư Thành ủy TPHCM nhấn mạnh: “Tôi yêu cầu Ba | Trần Lưu Quang | phường Bình Dương
Bí thư Thành ủy TPHCM cũng yêu cầu Trung tâm Chu | Trần Lưu Quang | phường Bình Dương
Báo cáo với đoàn công tác, Bí thư Đảng ủy phường | Nguyễn Văn Đông | phường Bình Dương
Trên địa bàn có Khu liên hợp Công nghiệp – Dịch | Nguyễn Văn Đông | phường Bình Dương
Bên cạnh những lợi thế, phường còn gặp nhiều khó | Nguyễn Văn Đông | phường Bình Dương
Phường kiến nghị thành phố quan tâm, tháo gỡ nhi | phường Bình Dương | phường Bình Dương
    """,
    "001 2025-08-05": """
Sáng 5-8, Tổ công tác số 1 Ban chỉ đạo đại hội T | - | phường Lái Thiêu, phường Tân Phước
Báo cáo tại buổi làm việc, ông Nguyễn Thanh Tâm, | Nguyễn Thanh Tâm | phường Lái Thiêu
Chương trình đại hội được chuẩn bị kỹ lưỡng, có | Nguyễn Thanh Tâm | phường Lái Thiêu
Về tổ chức chính quyền địa phương hai cấp, ông T | Nguyễn Thanh Tâm | phường Lái Thiêu
Dù vậy, hiện còn một số khó khăn trong việc vận | Nguyễn Thanh Tâm | phường Lái Thiêu
Ở góc độ địa phương, ông Tâm cho biết phường đan | Nguyễn Thanh Tâm | phường Lái Thiêu
Bí thư Đảng ủy Phường Tân Phước- ông Dương Ngọc | Dương Ngọc Châu | phường Tân Phước
Báo cáo chính trị của phường Tân Phước xác định | - | phường Tân Phước
Trong đó, bốn nhiệm vụ trọng tâm là: tái cơ cấu | - | phường Tân Phước
Phường Tân Phước cũng tập trung phát triển nhà ở | - | phường Tân Phước
Tiếp tục tinh gọn tổ chức, bộ máy hệ thống chính | - | phường Tân Phước
Về ba khâu đột phá, phường chủ động phối hợp thự | - | phường Tân Phước
Nêu kiến nghị, các địa phương mong UBND TP.HCM s | các địa phương | phường Lái Thiêu, phường Tân Phước
Địa phương kiến nghị TP sớm quan tâm, có sự tính | Địa phương | phường Lái Thiêu, phường Tân Phước
Phát biểu kết luận buổi làm việc, Phó Bí thư Thư | Nguyễn Thanh Nghị | phường Lái Thiêu, phường Tân Phước
Với văn kiện đại hội, ông Nguyễn Thanh Nghị yêu | Nguyễn Thanh Nghị | phường Lái Thiêu, phường Tân Phước
"Đột phá để khai thác tốt tiềm năng, lợi thế của | Nguyễn Thanh Nghị | phường Lái Thiêu, phường Tân Phước
Trong đó phải bám sát các quy hoạch"- ông Nguyễn | Nguyễn Thanh Nghị | phường Lái Thiêu, phường Tân Phước
Ông Nguyễn Thanh Nghị yêu cầu các địa phương cần | Nguyễn Thanh Nghị | phường Lái Thiêu, phường Tân Phước
Hơn nữa, các địa phương cần đánh giá sâu kết quả | Nguyễn Thanh Nghị | phường Lái Thiêu, phường Tân Phước
Ông cũng yêu cầu địa phương phải thẳng thắn, tru | Nguyễn Thanh Nghị | phường Lái Thiêu, phường Tân Phước
Ông dẫn ví dụ như phường Tân Phước tập trung vào | Nguyễn Thanh Nghị | phường Tân Phước
Các khâu đột phá cũng được phường xác định rõ, t | Nguyễn Thanh Nghị | phường Tân Phước
Từ các hệ thống chỉ tiêu cụ thể, ông Nguyễn Than | Nguyễn Thanh Nghị | phường Lái Thiêu, phường Tân Phước
Lưu ý về tốc độ đô thị hóa ngày càng cao tại cả | Nguyễn Thanh Nghị | phường Lái Thiêu, phường Tân Phước
Rà soát quy hoạch, hạ tầng đô thị, hạ tầng kỹ th | Nguyễn Thanh Nghị | phường Lái Thiêu, phường Tân Phước
Phó Bí thư Thường trực Thành ủy TP.HCM Nguyễn Th | Nguyễn Thanh Nghị | phường Lái Thiêu, phường Tân Phước
    """,
    "002 2025-10-29": """
Ngày 29-10, Tổ công tác số 2 của Thành ủy do đồn | - | phường Bình Trưng
Đại diện phường Bình Trưng cho biết, các hoạt độ | Đại diện phường Bình Trưng | phường Bình Trưng
Tuy nhiên, trụ sở của Đảng ủy, UBND phường chưa | Đại diện phường Bình Trưng | phường Bình Trưng
Phường kiến nghị thành phố nâng cấp, thống nhất | phường Bình Trưng | phường Bình Trưng
Khi phân cấp, ủy quyền cho phường đảm nhiệm thực | phường Bình Trưng | phường Bình Trưng
Phường cũng đề xuất tăng chỉ tiêu dự án TOD (mô | phường Bình Trưng | phường Bình Trưng
Về nội dung tăng chỉ tiêu dự án TOD, đại diện Sở | đại diện Sở Quy hoạch - Kiến trúc | phường Bình Trưng
Vì vậy, phường thuộc diện các địa phương được ưu | đại diện Sở Quy hoạch - Kiến trúc | phường Bình Trưng
Ngoài ra, Sở Quy hoạch - Kiến trúc đang tham mưu | đại diện Sở Quy hoạch - Kiến trúc | phường Bình Trưng
Như vậy, đối với các dự án TOD, phường Bình Trưn | đại diện Sở Quy hoạch - Kiến trúc | phường Bình Trưng
Phát biểu kết luận buổi làm việc, Phó Bí thư Thà | Đặng Minh Thông | phường Bình Trưng
Trước mắt, phường cần sắp xếp, tận dụng các cơ s | Đặng Minh Thông | phường Bình Trưng
Đối với kiến nghị về phân bổ nhân sự do phường t | Đặng Minh Thông | phường Bình Trưng
Vì vậy, phường cần xác định rõ vị trí, lĩnh vực | Đặng Minh Thông | phường Bình Trưng
Đồng chí Đặng Minh Thông cũng yêu cầu phường ngh | Đặng Minh Thông | phường Bình Trưng
Trước mắt, phường Bình Trưng cần chuẩn bị kế hoạ | Đặng Minh Thông | phường Bình Trưng
Thông tin các chỉ đạo của đồng chí Bí thư Thành | Đặng Minh Thông | phường Bình Trưng
    """,
    "003 2025-09-26": """
Theo đồng chí Đặng Minh Thông, phường Bình Trưng | Đặng Minh Thông | phường Bình Trưng
Ngày 26-9, Ban Chấp hành Đảng bộ phường Bình Trư | - | phường Bình Trưng
Đến dự và phát biểu chỉ đạo, đồng chí Đặng Minh | Đặng Minh Thông | phường Bình Trưng
Trong đó, phường có nhiều trục giao thông kết nố | Đặng Minh Thông | phường Bình Trưng
Vì vậy, phường phải phân tích được lợi thế của m | Đặng Minh Thông | phường Bình Trưng
Theo đồng chí Đặng Minh Thông, 3 tháng còn lại c | Đặng Minh Thông | phường Bình Trưng
Trước mắt, phường phải khẩn trương triển khai ch | Đặng Minh Thông | phường Bình Trưng
Đồng thời thông qua kế hoạch học tập triển khai | Đặng Minh Thông | phường Bình Trưng
Đối với nội dung này, Phó Bí thư Thành ủy TPHCM | Đặng Minh Thông | phường Bình Trưng
Cùng với đó, tập trung phát triển đảng viên mới; | Đặng Minh Thông | phường Bình Trưng
Phường cũng cần nỗ lực hơn trong giải ngân đầu t | Đặng Minh Thông | phường Bình Trưng
Song song với quan tâm thực hiện kiểm kê, quản l | Đặng Minh Thông | phường Bình Trưng
Đảng bộ phường Bình Trưng có 91 tổ chức Đảng trự | - | phường Bình Trưng
Đảng ủy phường đã kiện toàn Ban Chấp hành, bổ su | - | phường Bình Trưng
Trong thời gian qua, UBND phường đã tập trung sắ | - | phường Bình Trưng
Các chỉ tiêu kinh tế - xã hội đạt kết quả tích c | - | phường Bình Trưng
Công tác cải cách hành chính, chính quyền số có | - | phường Bình Trưng
Tỷ lệ giải quyết hồ sơ đúng và trước hạn đạt trê | - | phường Bình Trưng
    """,
    "004 2025-10-30": """
Chiều 30-10, Tổ công tác số 10 của Ban Thường vụ | - | phường Tân Khánh, phường Tân Hiệp
Báo cáo tại buổi làm việc, lãnh đạo hai địa phươ | lãnh đạo hai địa phương | phường Tân Khánh, phường Tân Hiệp
Trong đó, trọng tâm là các nội dung liên quan vi | lãnh đạo hai địa phương | phường Tân Khánh, phường Tân Hiệp
Đảng ủy phường Tân Khánh và phường Tân Hiệp kịp | - | phường Tân Khánh, phường Tân Hiệp
Lãnh đạo hai phường cũng đã kiến nghị với tổ giá | Lãnh đạo hai phường | phường Tân Khánh, phường Tân Hiệp
Phát biểu kết luận tại buổi làm việc, đồng chí H | Hoàng Nguyên Dinh | phường Tân Khánh, phường Tân Hiệp
Do hai địa phương có đặc thù là dân số đông, đồn | Hoàng Nguyên Dinh | phường Tân Khánh, phường Tân Hiệp
Làm thế nào để phục vụ người dân tốt nhất, giúp | Hoàng Nguyên Dinh | phường Tân Khánh, phường Tân Hiệp
Đồng chí Hoàng Nguyên Dinh khẳng định, tổ giám s | Hoàng Nguyên Dinh | phường Tân Khánh, phường Tân Hiệp
Đảng bộ phường Tân Khánh có 52 tổ chức cơ sở đản | - | phường Tân Khánh
Phường Tân Khánh có hơn 152.000 dân. | - | phường Tân Khánh
Phường Tân Hiệp có hơn 147.000 dân, có 32 tổ chứ | - | phường Tân Hiệp
    """,
}


@pytest.mark.parametrize("key", EXPECTED)
def test_every_sentence_of_the_five_articles_has_its_speaker_place_and_day(key: str) -> None:
    number, day = key.split()
    document, passages = document_of(read(next(SEEDS.glob(f"{number}_*.txt"))))
    body = [s for passage in passages for s in passage.sentences if s.kind is BlockKind.BODY]
    rows = EXPECTED[key].strip().splitlines()
    assert [f"{s.text[:48].rstrip()} | {told(s)}" for s in body] == rows
    assert {(s.context.date, s.context.date_inferred) for s in body} == {(dt.date.fromisoformat(day), True)}
    assert (document.event, document.event_inferred) == (dt.date.fromisoformat(day), True)


def test_a_speaker_brings_the_offices_that_the_article_gives_him() -> None:
    _, passages = document_of(read(next(SEEDS.glob("000_*.txt"))))
    said = {s.context.speaker: s.context.offices for p in passages for s in p.sentences}
    assert said["Trần Lưu Quang"] == ("Bí thư Trung ương Đảng", "Bí thư Thành ủy TPHCM")
    assert said["Nguyễn Văn Đông"] == ("Bí thư Đảng ủy phường Bình Dương", "Chủ tịch HĐND phường Bình Dương")


HEADER = "date 2025-10-02 Ngày 1-10, đồng chí Lê Văn An, Bí thư Đảng ủy phường Tân Mỹ, họp.\n"


@pytest.mark.parametrize(
    "caption",
    [
        "Ông Trần Văn Bảo, Giám đốc Sở Nội vụ, phát biểu. Ảnh: VIỆT DŨNG",
        "Đồng chí Trần Văn Bảo phát biểu tại buổi họp",
        "Bà Trần Thị Mai trao quà tại hội nghị",
    ],
)
def test_a_caption_that_names_another_never_changes_the_speaker(caption: str) -> None:
    plain = "Đồng chí nhấn mạnh việc chuyển đổi số.\n{}Đồng chí cũng yêu cầu công khai. Cán bộ phải gần dân."
    without = contexts(HEADER + plain.format(""))
    assert without[1:] == ["Lê Văn An | phường Tân Mỹ"] * 3
    assert contexts(HEADER + plain.format(caption + "\n")) == without


def test_a_caption_tells_who_holds_an_office() -> None:
    text = (
        HEADER + "Ông Trần Văn Bảo, Giám đốc Sở Nội vụ, phát biểu. Ảnh: VIỆT DŨNG\nGiám đốc Sở Nội vụ cam kết hỗ trợ."
    )
    assert contexts(text)[-1] == "Trần Văn Bảo | phường Tân Mỹ"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Sáng 1-10, đồng chí Lê Văn Hòa, Phó Bí thư Thành ủy TPHCM, làm việc với phường An Khánh và phường Thủ Đức.\n"
            "Ông Phạm Văn Tám, Chủ tịch UBND phường An Khánh, cho biết đã giải ngân 80% vốn. Thu ngân sách tăng 5%.\n"
            "Bà Trần Thị Mai, Bí thư Đảng ủy phường Thủ Đức, báo cáo có 30 dự án. Bà kiến nghị bố trí thêm vốn.\n"
            "Đồng chí Lê Văn Hòa yêu cầu hai phường rà soát từng dự án. Trước mắt, các phường phải công khai tiến độ.\n"
            "Ông lưu ý không để thất thoát.\n"
            "Bà Mai cảm ơn đoàn công tác.",
            [
                "- | phường An Khánh, phường Thủ Đức",
                "Phạm Văn Tám | phường An Khánh",
                "Phạm Văn Tám | phường An Khánh",
                "Trần Thị Mai | phường Thủ Đức",
                "Trần Thị Mai | phường Thủ Đức",
                "Lê Văn Hòa | phường An Khánh, phường Thủ Đức",
                "Lê Văn Hòa | phường An Khánh, phường Thủ Đức",
                "Lê Văn Hòa | phường An Khánh, phường Thủ Đức",
                "Trần Thị Mai | phường Thủ Đức",
            ],
        ),
        (
            "Ông Nguyễn Văn Bình, Chủ tịch UBND phường Tân Hưng, tiếp dân.\n"
            "Ông Bình cho biết đã nhận 20 đơn.\n"
            "“Chúng tôi sẽ trả lời trong tháng này. Không đơn nào bị bỏ sót. Người dân cứ yên tâm”, bà Hương cho biết.\n"
            "“Tôi rất mừng”, cụ Tư nói.\n"
            "Bà Hương nhấn mạnh việc công khai.",
            [
                "- | phường Tân Hưng",
                "Nguyễn Văn Bình | phường Tân Hưng",
                *["bà Hương | phường Tân Hưng"] * 3,
                "- | phường Tân Hưng",
                "bà Hương | phường Tân Hưng",
            ],
        ),
        (
            "Ông Lê Văn An, Chủ tịch phường Tân Mỹ, nói: “Phải làm nhanh. Ông Trần Văn Bảo yêu cầu như vậy. Tôi hứa.”",
            ["Lê Văn An | phường Tân Mỹ"] * 3,
        ),
        (
            "Theo bà Hương, phường Tân Hưng còn thiếu trường. Bà đề nghị xây thêm. Cùng ngày, đoàn thăm chợ.",
            ["bà Hương | phường Tân Hưng", "bà Hương | phường Tân Hưng", "- | phường Tân Hưng"],
        ),
        (
            "Đoàn công tác làm việc tại phường Tân Mỹ.\n"
            "Chủ tịch UBND phường cho biết dân số tăng nhanh. Phường thiếu giáo viên.\n"
            "Giám đốc Sở Xây dựng đề nghị phường rà soát. Sở Nội vụ khẳng định sẽ bổ sung biên chế.\n"
            "Theo đại diện Sở Tài chính, vốn đã có.",
            [
                "- | phường Tân Mỹ",
                "Chủ tịch UBND phường | phường Tân Mỹ",
                "Chủ tịch UBND phường | phường Tân Mỹ",
                "Giám đốc Sở Xây dựng | phường Tân Mỹ",
                "Sở Nội vụ | phường Tân Mỹ",
                "đại diện Sở Tài chính | phường Tân Mỹ",
            ],
        ),
        (
            "Hội nghị tổng kết diễn ra hôm qua.\n"
            "Đồng chí Trần Văn Nam yêu cầu các đơn vị rút kinh nghiệm. Việc này phải xong sớm.\n"
            "Sau đó, đoàn ra về.",
            ["- | -", "Trần Văn Nam | -", "Trần Văn Nam | -", "- | -"],
        ),
        (
            "Điều 1. Phạm vi điều chỉnh\nLuật này quy định về tổ chức chính quyền địa phương.\n"
            "Điều 2. Hiệu lực\n1. Luật này có hiệu lực từ ngày 1-7-2025.\n"
            "2. Ủy ban nhân dân báo cáo Hội đồng nhân dân.\na) Cơ quan chủ trì phải phối hợp.",
            ["- | -"] * 4,
        ),
        ("Trăm năm trong cõi người ta\nChữ tài chữ mệnh khéo là ghét nhau\nTrải qua một cuộc bể dâu", ["- | -"] * 3),
        ("Phường\nDân số\nTân Khánh\n152.000\nTân Hiệp\n147.000", ["- | -"] * 6),
        (
            "Ông Lê Văn An và ông Trần Văn Bảo thăm phường Tân Mỹ.\nÔng nhấn mạnh phải làm nhanh. Việc này không khó.\n"
            "Bà Nguyễn Thị Lan gặp ông Lê Văn An. Bà cho biết đã nhận quà.",
            [*["- | phường Tân Mỹ"] * 4, "Nguyễn Thị Lan | phường Tân Mỹ"],
        ),
        (
            "Đồng chí Lê Văn An làm việc tại phường Tân Mỹ.\n"
            "Sau khi nghe ông Trần Văn Bảo báo cáo, đồng chí Lê Văn An yêu cầu phường làm rõ.\n"
            "Theo đề nghị của ông Trần Văn Bảo, đoàn đi thực tế.\n"
            "Bà con cho biết rất vui. Ông Hải chia sẻ niềm vui.",
            [
                "- | phường Tân Mỹ",
                "Lê Văn An | phường Tân Mỹ",
                "- | phường Tân Mỹ",
                "- | phường Tân Mỹ",
                "ông Hải | phường Tân Mỹ",
            ],
        ),
        (
            "Đồng chí Lê Văn An làm việc tại phường Tân Mỹ.\n"
            "Tại tỉnh Đồng Nai, dự án đã xong. Riêng phường Tân Hưng chậm nhất. Phường cần làm nhanh hơn.\n"
            "Phường giao thông thuận lợi.",
            [
                "- | phường Tân Mỹ",
                "- | tỉnh Đồng Nai",
                "- | phường Tân Hưng",
                "- | phường Tân Hưng",
                "- | phường Tân Mỹ",
            ],
        ),
        (
            "TPHCM vừa họp về ngân sách. TPHCM thu tăng 5%.\nÔng Lê Văn An cho biết các quận đều đạt.\n"
            "Kinh tế khởi sắc.\nNhiều nơi làm tốt.\nVí dụ, phường Tân Mỹ đạt 98%.\nThành phố sẽ khen thưởng.",
            ["- | TPHCM", "- | TPHCM", "Lê Văn An | TPHCM", "- | TPHCM", "- | TPHCM", "- | phường Tân Mỹ", "- | TPHCM"],
        ),
        (
            "Tại phường Tân Mỹ, đại diện gia đình của ông Lê Văn An cho biết đã nhận quà. Vị đại diện này cảm ơn đoàn.\n"
            "Ông Trần Văn Bảo - đại diện ban tổ chức - thừa nhận sai sót.\nQuản lý của ca sĩ Lê Thị Lan nói đã hủy diễn.",
            [
                "đại diện gia đình của ông Lê Văn An | phường Tân Mỹ",
                "- | phường Tân Mỹ",
                "Trần Văn Bảo | phường Tân Mỹ",
                "Quản lý của ca sĩ Lê Thị Lan | phường Tân Mỹ",
            ],
        ),
        (
            "Bí thư Đảng ủy phường Tân Mỹ - ông Lê Văn An - cho biết đã xong. Tòa án nhân dân quận 3 thụ lý.",
            ["Lê Văn An | phường Tân Mỹ"] * 2,
        ),
    ],
    ids=[
        *(
            "two wards and one superior",
            "a quotation over three sentences",
            "a quotation that quotes another",
            "bà Hương",
        ),
        *(
            "offices without names",
            "no place",
            "a law",
            "a poem",
            "a table",
            "a pronoun that fits two",
            "somebody heard",
        ),
        *("another place in between", "a city", "who speaks for another", "an apposition between dashes"),
    ],
)
def test_what_an_article_tells_is_resolved_and_what_it_does_not_tell_stays_empty(
    text: str, expected: list[str]
) -> None:
    assert contexts(text) == expected


def test_an_office_of_one_ward_is_not_taken_for_that_of_another() -> None:
    text = (
        "Đoàn làm việc với phường Tân Khánh và phường Tân Hiệp.\n"
        "Ông Trần Lê Quan, Bí thư Đảng ủy phường Tân Khánh, báo cáo kết quả.\n"
        "Tại phường Tân Hiệp, Bí thư Đảng ủy phường cho biết đã xong."
    )
    assert contexts(text)[1:] == ["Trần Lê Quan | phường Tân Khánh", "Bí thư Đảng ủy phường | phường Tân Hiệp"]


def day_of(text: str) -> tuple[dt.date | None, bool]:
    document, sentences = sentences_of(text)
    assert {(s.context.date, s.context.date_inferred) for s in sentences} <= {
        (document.event or document.published, document.event_inferred)
    }
    return document.event, document.event_inferred


@pytest.mark.parametrize(
    ("text", "event", "inferred"),
    [
        ("date 2025-09-17 Chiều 17-9, đoàn đến phường.", dt.date(2025, 9, 17), True),
        ("date 2026-01-02 Chiều 31-12, đoàn đến phường.", dt.date(2025, 12, 31), True),
        ("date 2025-09-26 Ngày 30-9 sẽ khai mạc đại hội.", dt.date(2025, 9, 30), True),
        ("date 2025-12-30 Ngày 5-1 tới sẽ họp.", dt.date(2026, 1, 5), True),
        ("date 2025-09-17 Ngày 16-9-2025, đoàn đến phường.", dt.date(2025, 9, 16), False),
        ("Ngày 29-10, đoàn đến. Phường chuẩn bị đánh giá năm 2025.", dt.date(2025, 10, 29), True),
        ("Sáng 5-8, bàn đại hội nhiệm kỳ 2025 – 2030.", dt.date(2025, 8, 5), True),
        ("Sáng 5-8, đoàn đến phường.", None, False),
        ("date 2025-02-20 Ngày 29-2, đoàn đến phường.", None, False),
        (
            "Thực hiện Kế hoạch số 249-KH/UBKTTW ngày 24-7-2025, sáng 30-10 đoàn đến phường.",
            dt.date(2025, 10, 30),
            True,
        ),
        ("Luật có hiệu lực từ ngày 1-7-2025.", None, False),
        ("Nhiệm kỳ 2025-2030 có nhiều đổi mới.", None, False),
        ("Đoàn đến phường. Hôm đó trời mưa. Ai cũng vui. Ông nói. Ngày 17-9-2025 đã qua.", None, False),
    ],
)
def test_the_day_is_the_events_and_its_year_is_inferred_where_it_is_not_written(
    text: str, event: dt.date | None, inferred: bool
) -> None:
    assert day_of(text) == (event, inferred)


def test_without_an_event_the_context_has_the_day_of_publication() -> None:
    document, sentences = sentences_of("date 2025-09-17 Đoàn đến thăm phường.")
    assert (document.event, document.date) == (None, dt.date(2025, 9, 17))
    assert sentences[0].context == Context(None, (), (), dt.date(2025, 9, 17), False)


PIECES = st.sampled_from(
    [
        *(
            "Ông Lê Văn An cho biết đã xong.",
            "“Tôi vui. ",
            "Không sao”, bà Hương nói.",
            '"',
            "Đồng chí yêu cầu làm.",
            "”",
        ),
        *(
            "Chiều 17-9, phường Tân Mỹ họp.",
            "Phường cần cố gắng.",
            "\n",
            "Ảnh: VIỆT DŨNG",
            "Bí thư Đảng ủy phường",
            "\x85",
        ),
    ]
)


@given(st.lists(PIECES, max_size=15).map(" ".join))
def test_no_article_is_told_a_speaker_that_it_does_not_name(text: str) -> None:
    for sentence in sentences_of(text)[1]:
        speaker = sentence.context.speaker
        assert speaker is None or speaker.lower() in text.lower()
        assert all(place in text for place in sentence.context.places)


def _places_of(text: str) -> list[tuple[str, ...]]:
    return [s.context.places for s in sentences_of(text)[1] if s.kind is BlockKind.BODY]


def test_where_somebody_lives_is_not_what_an_article_is_about() -> None:
    text = (
        "Sốt xuất huyết ở Nha Trang\n\nChị Đinh Thị Phượng (xã Phước Đồng, TP. Nha Trang) kể con sốt ba ngày.\n\n"
        "UBND TP. Nha Trang cho biết có 2 ca tử vong. Thành phố phát động diệt lăng quăng."
    )
    assert _places_of(text)[1:] == [("thành phố Nha Trang",)] * 2


def test_a_ward_named_once_in_passing_is_not_what_an_article_is_about() -> None:
    text = (
        "Hưng Yên phải chặn dịch\n\nSáng 16-5, đoàn công tác kiểm tra tại huyện Yên Mỹ.\n\n"
        "Tại hố tiêu hủy xã Yên Hòa, Thứ trưởng nhắc rắc vôi bột.\n\nHuyện Yên Mỹ đã tiêu hủy 960 con lợn."
    )
    assert _places_of(text)[-1] == ("huyện Yên Mỹ",)


def test_a_news_agency_or_a_cooperative_is_no_commune() -> None:
    text = "Tin\n\nThông tấn xã Việt Nam đưa tin. Hợp tác xã Tân Phú bán lúa."
    assert _places_of(text) == [(), ()]
