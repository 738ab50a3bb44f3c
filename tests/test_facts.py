"""Facts: every form of figure, date, document number, person and place, and when two of them say the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.document_numbers import agree as numbers_agree
from index.facts import Fact, FactKind, agree, all_facts, dates_agree, facts_asked, facts_in
from index.names import is_person, persons_in
from index.places import CITY, is_ward, level_of, name_of, places_in, same_place
from index.places_asked import places_asked
from tests.test_sentences import ANY_TEXT, LIKELY_TEXT

# ruff: noqa: E501 - a case stays on one line
# Text -> its facts, each as kind|words|value|unit|rounding.
CASES = """
phường có diện tích hơn 58km² -> number|hơn 58|58|km²|over
dân số trên 107.700 người -> number|trên 107.700|107700|người|over
chiếm khoảng 75% diện tích -> number|khoảng 75%|75|%|about
trên 98% hồ sơ đúng hạn -> number|trên 98%|98|%|over
gần 340 tỷ đồng -> number|gần 340 tỷ|340000000000|đồng|under
chi ngân sách gần 204 tỷ đồng -> number|gần 204 tỷ|204000000000|đồng|under
thu 1,5 triệu đồng mỗi tháng -> number|1,5 triệu|1500000|đồng
thu 3.5 triệu đồng mỗi tháng -> number|3.5 triệu|3500000|đồng
hỗ trợ 2 trăm nghìn đồng -> number|2 trăm nghìn|200000|đồng
vốn 12 nghìn tỷ đồng -> number|12 nghìn tỷ|12000000000000|đồng
cao 3,50 m -> number|3,50|3.5|m
2.952 đảng viên -> number|2.952|2952|đảng viên
91 tổ chức Đảng trực thuộc -> number|91|91|tổ chức
xấp xỉ 1.000.000 lượt -> number|xấp xỉ 1.000.000|1000000|lượt|about
ít nhất 10 hộ dân -> number|ít nhất 10|10|hộ dân|over
không quá 5 người -> number|không quá 5|5|người|under
chưa đến 20 tuổi -> number|chưa đến 20|20|tuổi|under
ước đạt 340 tỷ đồng -> number|ước đạt 340 tỷ|340000000000|đồng|about
tốc độ 80 km -> number|80|80|km
mức độ 3 của dịch vụ -> number|3|3
mật độ 5.000 người -> number|5.000|5000|người
từ 10 đến 15% -> number|10 đến 15%|10/15|%
tăng 10-15% mỗi năm -> number|10-15%|10/15|%
tăng 10% đến 15% -> number|10% đến 15%|10/15|%
từ 5-7 người mỗi tổ -> number|5-7|5/7|người
2 – 3 nhiệm vụ -> number|2 – 3|2/3|nhiệm vụ
Tổ công tác số 2 của Thành ủy -> number|2|2
hội nghị lần thứ 2 Ban Chấp hành -> number|2|2
chính quyền địa phương 2 cấp -> number|2|2|cấp
lúc 8h30 sáng -> number|8h30|8:30|giờ
lúc 8 giờ 30 phút -> number|8 giờ 30 phút|8:30|giờ
từ 7h -> number|7h|7|giờ
tỷ số 2-1 -> number|2-1|2/1
bản đồ 1/500 -> number|1/500|1/500
mạng 5G phủ sóng -> number|5G|5g
buổi làm việc (29-10) -> number|29-10|29/10
98 phần trăm hồ sơ -> number|98|98|phần trăm
hai phường cùng báo cáo -> number|hai|2|phường
ba khâu đột phá -> number|ba|3|khâu đột phá
bốn quan điểm phát triển -> number|bốn|4|quan điểm
năm nhiệm vụ trọng tâm -> number|năm|5|nhiệm vụ
sáu tháng đầu năm -> number|sáu|6|tháng
bảy người -> number|bảy|7|người
tám tổ công tác -> number|tám|8|tổ
chín tháng qua -> number|chín|9|tháng
mười đơn vị -> number|mười|10|đơn vị
mười hai phường -> number|mười hai|12|phường
hai mươi lăm hộ -> number|hai mươi lăm|25|hộ
ba trăm triệu đồng -> number|ba trăm triệu|300000000|đồng
khoảng ba tháng -> number|khoảng ba|3|tháng|about
hơn mười năm -> number|hơn mười|10|năm|over
Hai địa phương cùng làm -> number|Hai|2|địa phương
cả hai đều vui ->
thứ hai tuần sau ->
hội nghị lần hai ->
tháng hai âm lịch ->
thứ năm và thứ sáu ->
huyện Ba Vì -> place|huyện Ba Vì|huyện ba vì
trong năm học mới ->
những năm qua ->
trong năm tháng khó khăn ->
chị Hai, anh Ba và anh Tư ->
tự tay mình làm ->
Chiều 17-9, đoàn đến -> date|17-9|--09-17
Sáng 5-8 tại phường -> date|5-8|--08-05
Ngày 29-10, Tổ công tác -> date|29-10|--10-29
tối 30/4 -> date|30/4|--04-30
ngày 30.4 -> date|30.4|--04-30
đêm 31-12 -> date|31-12|--12-31
mùng 2-9 -> date|2-9|--09-02
ngày 17 tháng 9 năm 2025 -> date|17 tháng 9 năm 2025|2025-09-17
17 tháng 9 -> date|17 tháng 9|--09-17
ngày 24-7-2025 -> date|24-7-2025|2025-07-24
24/7/2025 -> date|24/7/2025|2025-07-24
17.9.2025 -> date|17.9.2025|2025-09-17
17 - 9 - 2025 -> date|17 - 9 - 2025|2025-09-17
2025-09-17 -> date|2025-09-17|2025-09-17
tháng 9-2025 -> date|tháng 9-2025|2025-09
tháng 9 năm 2025 -> date|tháng 9 năm 2025|2025-09
trong tháng 9 -> date|tháng 9|--09
3 tháng 9 ngày -> number|3|3|tháng; number|9|9|ngày
năm 2025 -> date|năm 2025|2025
các năm 2024, 2025 và 2026 -> date|năm 2024|2024; date|2025|2025; date|2026|2026
nhiệm kỳ 2025-2030 -> date|nhiệm kỳ 2025-2030|2025/2030
nhiệm kỳ 2025 – 2030 -> date|nhiệm kỳ 2025 – 2030|2025/2030
nhiệm kì 2020—2025 -> date|nhiệm kì 2020—2025|2020/2025
giai đoạn 2021 - 2025 -> date|giai đoạn 2021 - 2025|2021/2025
2025–2030 -> date|2025–2030|2025/2030
từ ngày 17-9 đến 20-9 -> date|17-9|--09-17; date|20-9|--09-20
từ 17-9 người dân -> date|17-9|--09-17
September 17, 2025 -> date|September 17, 2025|2025-09-17
on 17th September 2025 -> date|17th September 2025|2025-09-17
in September 2025 -> date|September 2025|2025-09
on May 10 -> date|May 10|--05-10
Công ty May 10 -> number|10|10
quý 3 năm 2025 -> date|quý 3 năm 2025|2025-Q3
Kế hoạch 249-KH/UBKTTW -> document_number|Kế hoạch 249-KH/UBKTTW|249-kh/ubkttw
kế hoạch số 249-KH/UBKTTW ngày 24-7-2025 -> document_number|kế hoạch số 249-KH/UBKTTW|249-kh/ubkttw; date|24-7-2025|2025-07-24
Kế hoạch 249 -> document_number|Kế hoạch 249|kế hoạch 249
Nghị quyết 57 -> document_number|Nghị quyết 57|nghị quyết 57
Nghị quyết số 57-NQ/TW -> document_number|Nghị quyết số 57-NQ/TW|57-nq/tw
15/2023/NĐ-CP -> document_number|15/2023/NĐ-CP|15/2023/nđ-cp
Nghị định 15/2023 -> document_number|Nghị định 15/2023|nghị định 15/2023
Quyết định 1234/QĐ-TTg -> document_number|Quyết định 1234/QĐ-TTg|1234/qđ-ttg
Luật số 24/2018/QH14 -> document_number|Luật số 24/2018/QH14|24/2018/qh14
Chỉ thị 05-CT/TW -> document_number|Chỉ thị 05-CT/TW|05-ct/tw
dịp lễ 2-9 -> date|2-9|--09-02
hôm nay (1/4) -> date|1/4|--04-01
từ ngày 9 đến ngày 11-7 -> date|9|--07-09; date|11-7|--07-11
đêm 18, rạng sáng 19-10-2020 -> date|18|2020-10-18; date|19-10-2020|2020-10-19
các ngày 12, 13 và 14-9 -> date|12|--09-12; date|13|--09-13; date|14-9|--09-14
trong quý III. -> date|quý III|--Q3
quý I/2026 -> date|quý I/2026|2026-Q1
quý mến người dân ->
cuối năm 2025 -> date|cuối năm 2025|2025
nửa đầu tháng 9 -> date|nửa đầu tháng 9|--09
bị cáo Hùng (SN 1996) -> date|1996|1996
ba, bốn lần -> number|ba, bốn|3/4|lần
9, mười hộ -> number|9, mười|9/10|hộ
nhóm 7-20 tuổi -> number|7-20|7/20|tuổi
không thấp hơn 45% -> number|không thấp hơn 45%|45|%|over
lắp camera trên 100% tàu -> number|100%|100|%
đạt trên 100% chỉ tiêu -> number|trên 100%|100|%|over
chậm nhất cuối quý I.2017 -> date|cuối quý I.2017|2017-Q1
Công điện khẩn số 27/CĐ-UBND -> document_number|Công điện khẩn số 27/CĐ-UBND|27/cđ-ubnd
Chương trình hành động số 05-CTr/TU -> document_number|Chương trình hành động số 05-CTr/TU|05-ctr/tu
UBND huyện Con Cuông Kha Thanh Bình -> place|huyện Con Cuông|huyện con cuông; name|Kha Thanh Bình|kha thanh bình
UBND phường Phan Đức Hòa -> name|Phan Đức Hòa|phan đức hoà
LĐLĐ tỉnh Nguyễn Phước Lộc Em -> name|Nguyễn Phước Lộc Em|nguyễn phước lộc em
UBND xã Lê Minh Xuân -> place|xã Lê Minh Xuân|xã lê minh xuân
xã Thường Phước 1 có dịch -> place|xã Thường Phước 1|xã thường phước 1
môi trường Lê Công Thành -> name|Lê Công Thành|lê công thành
chỉ có 9, 10 học sinh -> number|9, 10|9/10|học sinh
dài từ 6 đến dưới 12 mét -> number|6 đến dưới 12|6/12|mét|under
một triệu đồng -> number|một triệu|1000000|đồng
một trong những ->
dòng điện 220 kV -> number|220|220|kv
cá loại 1 tuần này -> number|1|1
tàu loại 12 chỗ -> number|12|12|chỗ
Sáu bị can -> number|Sáu|6|bị can
Nghị quyết 24, 57 và 68 -> document_number|Nghị quyết 24|nghị quyết 24; document_number|57|nghị quyết 57; document_number|68|nghị quyết 68
Nghị quyết 18 và 3 nhiệm vụ -> document_number|Nghị quyết 18|nghị quyết 18; number|3|3|nhiệm vụ
huyện Đại Lộc, Duy Xuyên -> place|huyện Đại Lộc|huyện đại lộc; place|Duy Xuyên|huyện duy xuyên
huyện Thăng Bình, Quảng Nam -> place|huyện Thăng Bình|huyện thăng bình
phường Phú Đông, TP Tuy Hòa -> place|phường Phú Đông|phường phú đông; place|TP Tuy Hòa|thành phố tuy hoà
ven sông Sài Gòn ->
Sở Nội vụ tỉnh Danh Thị Ngọc Hà -> name|Danh Thị Ngọc Hà|danh thị ngọc hà
Cảnh sát giao thông Hà Tĩnh ->
kế hoạch 5 năm -> number|5|5|năm
quyết định 3 nhiệm vụ -> number|3|3|nhiệm vụ
Thông báo số 12 -> document_number|Thông báo số 12|thông báo 12
Bí thư Đảng ủy phường Bình Dương Nguyễn Văn Đông -> place|phường Bình Dương|phường bình dương; name|Nguyễn Văn Đông|nguyễn văn đông
các phường Lái Thiêu và Tân Phước -> place|phường Lái Thiêu|phường lái thiêu; place|Tân Phước|phường tân phước
các phường Tân Khánh, Tân Hiệp và Lái Thiêu -> place|phường Tân Khánh|phường tân khánh; place|Tân Hiệp|phường tân hiệp; place|Lái Thiêu|phường lái thiêu
phường Tân Khánh và phường Tân Hiệp -> place|phường Tân Khánh|phường tân khánh; place|phường Tân Hiệp|phường tân hiệp
Phường Tân Phước- ông Dương Ngọc Châu -> place|Phường Tân Phước|phường tân phước; name|Dương Ngọc Châu|dương ngọc châu
TP.HCM, TPHCM và TP. HCM -> place|TP.HCM|thành phố hồ chí minh; place|TPHCM|thành phố hồ chí minh; place|TP. HCM|thành phố hồ chí minh
Tp. Hồ Chí Minh, thành phố Hồ Chí Minh -> place|Tp. Hồ Chí Minh|thành phố hồ chí minh; place|thành phố Hồ Chí Minh|thành phố hồ chí minh
THÀNH PHỐ HỒ CHÍ MINH -> place|THÀNH PHỐ HỒ CHÍ MINH|thành phố hồ chí minh
TP Thủ Đức cũ -> place|TP Thủ Đức|thành phố thủ đức
P.12, Q. Tân Bình -> place|P.12|phường 12; place|Q. Tân Bình|quận tân bình
phường 12, quận 1 -> place|phường 12|phường 12; place|quận 1|quận 1
bổ sung cho phường 10 cán bộ -> number|10|10|cán bộ
phường Trần Hưng Đạo Nguyễn Văn A -> place|phường Trần Hưng Đạo|phường trần hưng đạo; name|Nguyễn Văn A|nguyễn văn a
UBND phường Nguyễn Thái Bình -> place|phường Nguyễn Thái Bình|phường nguyễn thái bình
PHƯỜNG BÌNH DƯƠNG -> place|PHƯỜNG BÌNH DƯƠNG|phường bình dương
tỉnh Bà Rịa - Vũng Tàu và các tỉnh Tây Nguyên -> place|tỉnh Bà Rịa - Vũng Tàu|tỉnh bà rịa - vũng tàu
xã hội hóa ->
tỉnh Đồng Nai và Hà Nội -> place|tỉnh Đồng Nai|tỉnh đồng nai
đồng chí Trần Lưu Quang -> name|Trần Lưu Quang|trần lưu quang
ông Trần Phú -> name|Trần Phú|trần phú
đường Nguyễn Huệ ->
Đoàn Thanh niên ->
Chủ tịch Hồ Chí Minh -> name|Hồ Chí Minh|hồ chí minh
""".strip().splitlines()


def shown(fact: Fact) -> str:
    return "|".join([fact.kind, fact.text, fact.value, fact.unit, fact.rounding]).rstrip("|")


@pytest.mark.parametrize("case", CASES)
def test_a_text_has_these_facts_and_no_others(case: str) -> None:
    text, _, facts = case.partition(" ->")
    assert "; ".join(shown(fact) for fact in facts_in(text)) == facts.strip()


def test_there_are_enough_hand_made_cases() -> None:
    assert len(CASES) >= 80


# Text -> what else it tells, each as kind|words|value.
FURTHER = """
Phó Bí thư Thường trực Thành ủy TPHCM Trần Lưu Quang -> title|Phó Bí thư Thường trực Thành ủy TPHCM
Chủ tịch nước họp -> title|Chủ tịch nước
Đại tá Lò Văn Hạnh -> title|Đại tá
phó bí thư tỉnh uỷ, quyền Giám đốc Sở Văn hoá -> title|phó bí thư tỉnh uỷ; title|quyền Giám đốc Sở Văn hoá
Phó trưởng khoa vi chất Viện Dinh dưỡng quốc gia -> title|Phó trưởng khoa vi chất Viện Dinh dưỡng quốc gia
Trưởng phòng Tài vụ; Trưởng thôn Xuân Quý -> title|Trưởng phòng Tài vụ; title|Trưởng thôn Xuân Quý
ông Hà Thanh Việt, hiệu trưởng -> title|hiệu trưởng
Phó Giám đốc Bảo hiểm xã hội thành phố; Phó Chủ tịch UBND thành phố Đoàn Đức Mậu -> title|Phó Giám đốc Bảo hiểm xã hội thành phố; title|Phó Chủ tịch UBND thành phố
tăng trưởng; chức vụ phó giám đốc; Đại sứ quán ->
Bộ Thông tin và truyền thông, Sở Tài nguyên - môi trường họp -> organisation|Bộ Thông tin và truyền thông; organisation|Sở Tài nguyên - môi trường
Ban Chỉ đạo quốc gia về phòng, chống thiên tai -> organisation|Ban Chỉ đạo quốc gia về phòng, chống thiên tai
Sở Giáo dục và Đào tạo (GD&ĐT) TP Cần Thơ -> organisation|Sở Giáo dục và Đào tạo (GD&ĐT) TP Cần Thơ
Trụ sở, các sở; Bộ Y tế Báo cáo số 5 -> organisation|Bộ Y tế
phó bí thư thường trực Đảng ủy xã -> title|phó bí thư thường trực Đảng ủy xã
nguyên giám đốc về hưu ->
chủ tịch UBND các xã ven biển ->
Ban Thường vụ Đảng ủy phường Bình Dương -> organisation|Ban Thường vụ Đảng ủy phường Bình Dương
Sở Văn hóa, Thể thao và Du lịch, Sở Y tế kiểm tra -> organisation|Sở Văn hóa, Thể thao và Du lịch; organisation|Sở Y tế
Bộ CHQS các tỉnh Nghệ An, Hà Tĩnh -> organisation|Bộ CHQS các tỉnh Nghệ An, Hà Tĩnh
công an phường Tứ Liên -> organisation|công an phường Tứ Liên
thị trường Mỹ và trụ sở ->
cán bộ, bộ máy, tổ chức, hội nghị, báo cáo ->
phường không được để chậm, chưa xong -> negation|không được|not; negation|chưa|not_yet
không gian, không khí, hàng không, không chỉ ->
tàu "3 không" ra khơi ->
phải làm, cần xem và nên đi -> modality|phải|must; modality|cần|should; modality|nên|should
yêu cầu sở báo cáo; kiến nghị tỉnh -> modality|yêu cầu|must; modality|kiến nghị|ask
các yêu cầu, đáp ứng nhu cầu, giao thông, xin lỗi ->
vì mưa lớn nên hoãn ->
có thể sẽ đến, đã và đang làm -> modality|có thể|may; modality|sẽ|will; modality|đã|done; modality|đang|ongoing
""".strip().splitlines()
MARKS = (FactKind.TITLE, FactKind.ORGANISATION, FactKind.NEGATION, FactKind.MODALITY)


@pytest.mark.parametrize("case", FURTHER)
def test_a_text_has_these_offices_bodies_negations_and_modal_words(case: str) -> None:
    text, _, wanted = case.partition(" ->")
    found = [fact for fact in all_facts(text) if fact.kind in MARKS]
    plain = ["|".join([f.kind, f.text] + [f.value] * (f.kind in MARKS[2:])) for f in found]
    assert "; ".join(plain) == wanted.strip()


@pytest.mark.parametrize(
    ("text", "kind", "values"),
    [
        ("ông Tâm gặp già làng Y Blô Kbuôr", FactKind.PERSON, ["tâm", "y blô kbuôr"]),
        ("Chủ tịch UBND xã Ô Lâm Neáng Sa Vươn nói", FactKind.PERSON, ["neáng sa vươn"]),
        ("đường số 8, KCN VSIP, sông Sài Gòn", FactKind.PLACE, ["đường số 8", "kcn vsip", "sông sài gòn"]),
        ("yêu cầu Ban Tổ chức, khai thác IUU", FactKind.PLACE, []),
        ("ở hồ Bảo Đài 26%, lợn châu Phi, điểm cầu, Cục Mỹ thuật", FactKind.PLACE, ["hồ bảo đài"]),
        (
            "các khu công nghiệp Amata, Long Bình",
            FactKind.PLACE,
            ["khu công nghiệp amata", "khu công nghiệp long bình"],
        ),
        ("Con Cuông có rừng; mua ở Gio Linh và Triệu Phong", FactKind.PLACE, ["con cuông", "gio linh", "triệu phong"]),
        ("Công ty Bình Minh, bà Trảng Dài, tại Khoa Nhi", FactKind.PLACE, []),
        ("ông Y Bhăm Niê, K' Brêm, công nhân Công ty Giày", FactKind.PERSON, ["y bhăm niê", "k' brêm"]),
        ("ngân sách còn 400 triệu", FactKind.NUMBER, ["400000000"]),
        (
            "Luật Tổ chức chính quyền địa phương sửa đổi",
            FactKind.DOCUMENT_NUMBER,
            ["luật tổ chức chính quyền địa phương"],
        ),
        ("cao tốc TP.HCM - Long Thành - Dầu Giây", FactKind.PLACE, ["cao tốc tp.hcm - long thành - dầu giây"]),
        ("chiều nay, đêm qua và ngày mai", FactKind.DATE, ["+today", "+yesterday", "+tomorrow"]),
        ("từ ngày 17-9 đến hết ngày 20-9-2025", FactKind.DATE, ["--09-17", "2025-09-20"]),
        ("từ tháng 3 đến tháng 9-2018", FactKind.DATE, ["2018-03/2018-09"]),
        ("Tổ số 2 họp lúc 8 giờ sáng trong 3 giờ", FactKind.NUMBER, ["3"]),
        ("từ 6 lên 9 tháng", FactKind.NUMBER, ["6", "9"]),
        ("World Cup 2018 diễn ra hơn một tháng", FactKind.NUMBER, ["1"]),
        ("Luật Đất đai 2024", FactKind.DOCUMENT_NUMBER, ["luật đất đai 2024"]),
    ],
)
def test_all_facts_tell_what_only_the_surroundings_tell(text: str, kind: FactKind, values: list[str]) -> None:
    assert [fact.value for fact in all_facts(text) if fact.kind is kind] == values


@given(st.one_of(ANY_TEXT, LIKELY_TEXT, st.sampled_from(CASES + FURTHER)))
def test_all_facts_are_verbatim_and_in_order_in_any_text(text: str) -> None:
    found = all_facts(text)
    assert [fact.start for fact in found] == sorted(fact.start for fact in found)
    assert all(fact.text == text[fact.start : fact.end] and fact.value and fact.text for fact in found)


def only(text: str, kind: FactKind | None = None) -> Fact:
    found = [fact for fact in facts_in(text) if kind in (None, fact.kind)]
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(
    ("claimed", "known"),
    [
        ("2.952 đảng viên", "2.952 đảng viên"),
        ("2.952 người đảng viên", "2.952"),
        ("hai phường", "2 phường"),
        ("trên 152.000 người", "hơn 152.000 dân"),
        ("hơn 58 km2", "hơn 58km²"),
        ("98%", "98 phần trăm"),
        ("1,5 triệu đồng", "1.500.000 đồng"),
        ("340.000.000.000 đồng", "340 tỷ đồng"),
        ("10-15%", "từ 10 đến 15%"),
        ("hơn 107.700", "trên 107.700 người"),
        ("ngày 17-9", "17 tháng 9 năm 2025"),
        ("tháng 9-2025", "17-9-2025"),
        ("năm 2025", "Chiều 17-9-2025"),
        ("nhiệm kỳ 2025-2030", "2025 – 2030"),
        ("Kế hoạch 249", "249-KH/UBKTTW"),
        ("kế hoạch số 249-KH/UBKTTW", "Kế hoạch 249"),
        ("Nghị quyết 57", "Nghị quyết số 57-NQ/TW"),
        ("Nghị định 15/2023", "15/2023/NĐ-CP"),
        ("Nghị định 15", "15/2023/NĐ-CP"),
        ("Chỉ thị 5", "05-CT/TW"),
        ("Quy định 24", "24-QĐ/TW"),
        ("TPHCM", "Thành phố Hồ Chí Minh"),
        ("phường Bình Dương", "Phường BÌNH DƯƠNG"),
        ("đồng chí Trần Lưu Quang", "Bí thư Thành ủy TRẦN Lưu Quang, Trần Lưu Quang"),
    ],
)
def test_what_is_borne_out_agrees(claimed: str, known: str) -> None:
    fact = next(iter(facts_in(claimed)))
    assert any(agree(fact, other) for other in facts_in(known))


@pytest.mark.parametrize(
    ("claimed", "known"),
    [
        ("2.953 đảng viên", "2.952 đảng viên"),
        ("2.952 đảng viên", "2,952 đảng viên"),
        ("75 người", "75%"),
        ("75", "75%"),
        ("58 km", "58 km²"),
        ("340 triệu đồng", "340 tỷ đồng"),
        ("340 tỷ đồng", "gần 340 tỷ đồng"),
        ("hơn 340 tỷ đồng", "gần 340 tỷ đồng"),
        ("340 tỷ USD", "340 tỷ đồng"),
        ("10%", "10-15%"),
        ("ba phường", "hai phường"),
        ("10 công nhân", "10 công chức"),
        ("ngày 30-9", "ngày 20-9"),
        ("ngày 17-9", "ngày 17-8"),
        ("17-9-2026", "17-9-2025"),
        ("năm 2025", "nhiệm kỳ 2025-2030"),
        ("nhiệm kỳ 2020-2025", "nhiệm kỳ 2025-2030"),
        ("Kế hoạch 248", "249-KH/UBKTTW"),
        ("Nghị quyết 249", "249-KH/UBKTTW"),
        ("Nghị quyết 57", "Nghị quyết 68"),
        ("57-NQ/TW", "57-NQ/TU"),
        ("Nghị định 15/2024", "15/2023/NĐ-CP"),
        ("phường Bình Trung", "phường Bình Trưng"),
        ("xã Tân Hiệp", "phường Tân Hiệp"),
        ("ông Nguyễn Thanh Nghị", "ông Nguyễn Thanh Tâm"),
        ("57 người", "Nghị quyết 57"),
    ],
)
def test_what_differs_does_not_agree(claimed: str, known: str) -> None:
    facts = facts_in(claimed)
    assert facts
    assert not any(agree(fact, other) for fact in facts for other in facts_in(known))


def test_a_document_number_without_a_number_agrees_only_with_itself() -> None:
    assert numbers_agree("kế hoạch", "kế hoạch")
    assert not numbers_agree("kế hoạch", "249-kh")


@pytest.mark.parametrize(
    ("claimed", "known", "fits"),
    [
        ("--09-17", "2025-09-17", True),
        ("2025-09", "2025-09-17", True),
        ("2025", "2025-09-17", True),
        ("2025-09-17", "--09-17", True),
        ("--09", "--09-17", True),
        ("--09-17", "2025-09-18", False),
        ("2024", "--09-17", True),
        ("2025", "2025/2030", False),
        ("2025/2030", "2025/2030", True),
        ("2025-Q3", "2025-Q3", True),
        ("--Q3", "2025-09-17", True),
        ("--Q3", "2025-10-17", False),
        ("2025-Q3", "2025-Q4", False),
        ("2025-Q3", "2025", False),
        ("2025", "2025-Q3", True),
    ],
)
def test_dates_agree_where_both_are_told(claimed: str, known: str, fits: bool) -> None:
    assert dates_agree(claimed, known) is fits


@pytest.mark.parametrize(
    ("question", "kind", "values"),
    [
        ("buổi làm việc 29-10 có gì?", FactKind.DATE, ["--10-29"]),
        ("Ngày 29-10 ai họp?", FactKind.DATE, ["--10-29"]),
        ("ngay 17-9 ai den tham?", FactKind.DATE, ["--09-17"]),
        ("chieu 17-9 o dau?", FactKind.DATE, ["--09-17"]),
        ("17/9/2025", FactKind.DATE, ["2025-09-17"]),
        ("hoi nghi thang 9", FactKind.DATE, ["--09"]),
        ("thang 9 nam 2025", FactKind.DATE, ["2025-09"]),
        ("ngay 17 thang 9 nam 2025", FactKind.DATE, ["2025-09-17"]),
        ("ke hoach nam 2026", FactKind.DATE, ["2026"]),
        ("nhiem ky 2025-2030", FactKind.DATE, ["2025/2030"]),
        ("what happened on september 17?", FactKind.DATE, ["--09-17"]),
        ("mỗi tổ có 5-7 người phải không?", FactKind.DATE, []),
        ("ty le 5-10% la gi", FactKind.DATE, []),
        ("cong ty may 10 o dau", FactKind.DATE, []),
        ("ke hoach 249 noi gi", FactKind.DOCUMENT_NUMBER, ["ke hoach 249"]),
        ("249-kh/ubkttw la gi", FactKind.DOCUMENT_NUMBER, ["249-kh/ubkttw"]),
        ("Nghị quyết 57 là gì?", FactKind.DOCUMENT_NUMBER, ["nghị quyết 57"]),
        ("ke hoach 5 nam", FactKind.DOCUMENT_NUMBER, []),
        ("hai phường nào có 2.952 đảng viên?", FactKind.NUMBER, ["2", "2952"]),
        ("đồng chí Trần Lưu Quang nói gì?", FactKind.PERSON, ["trần lưu quang"]),
    ],
)
def test_a_question_has_these_facts(question: str, kind: FactKind, values: list[str]) -> None:
    assert [fact.value for fact in facts_asked(question) if fact.kind is kind] == values


def test_a_document_named_without_diacritics_is_the_one_with_them() -> None:
    asked = facts_asked("ke hoach 249 noi gi")[0]
    assert agree(asked, only("249-KH/UBKTTW"))
    assert agree(asked, only("Kế hoạch 249"))
    assert not agree(asked, only("Nghị quyết 249"))


def test_a_bare_day_and_month_is_a_date_in_a_question_only() -> None:
    assert only("(29-10)").kind is FactKind.NUMBER
    assert facts_asked("(29-10)")[0].kind is FactKind.DATE


KNOWN = frozenset({"phường bình trưng", "phường tân khánh", "phường bình dương", CITY})


@pytest.mark.parametrize(
    ("question", "values"),
    [
        ("Phường Tân Khánh có gì?", ["phường tân khánh"]),
        ("Tân Khánh có bao nhiêu đảng viên?", ["phường tân khánh"]),
        ("tân khánh có bao nhiêu đảng viên?", ["phường tân khánh"]),
        ("phuong tan khanh co gi", ["phường tan khanh"]),
        ("tan khanh co gi", ["phường tan khanh"]),
        ("How many members has Tan Khanh ward?", ["phường tan khanh"]),
        ("the ward of Binh Duong", ["phường binh duong"]),
        ("What is the population of Ben Nghe ward?", ["phường ben nghe"]),
        ("what is the population of ben nghe ward?", ["phường ben nghe"]),
        ("the population of the ward of Nowhere", ["phường nowhere"]),
        ("Is Nowhere Ward in the city?", ["phường nowhere"]),
        ("Bình Trung có gì?", ["bình trung"]),
        ("phường Bình Trung có gì?", ["phường bình trung"]),
        ("phường An Khánh có gì?", ["phường an khánh"]),
        ("An Khánh có gì?", ["an khánh"]),
        ("phuong an khanh co gi", ["phường an khanh"]),
        ("Tân Khánh và Bình Dương", ["phường tân khánh", "phường bình dương"]),
        ("tphcm yêu cầu gì?", [CITY]),
        ("tp hcm, tp.hcm, thanh pho ho chi minh", [CITY, CITY, CITY]),
        ("an ninh xã hội an toàn", []),
        ("xa hoi an toan", []),
        ("phuong an phu hop nhat", []),
        ("phương án nào phù hợp?", []),
        ("Trần Lưu Quang yêu cầu gì?", []),
        ("", []),
    ],
)
def test_a_question_names_these_places(question: str, values: list[str]) -> None:
    assert [place.value for place in places_asked(question, KNOWN)] == values


@pytest.mark.parametrize(
    ("asked", "known", "same"),
    [
        ("phường binh trung", "phường bình trưng", True),
        ("bình trưng", "phường bình trưng", True),
        ("bình trung", "phường bình trưng", False),
        ("phường bình trung", "phường bình trưng", False),
        ("xã bình trưng", "phường bình trưng", False),
        ("xa binh trung", "phường bình trưng", False),
    ],
)
def test_a_name_with_other_diacritics_is_another_place(asked: str, known: str, same: bool) -> None:
    assert same_place(asked, known) is same


def test_a_place_knows_its_level_and_name() -> None:
    place = places_in("Tại thị trấn Long Điền")[0]
    assert (place.value, place.level, name_of(place.value)) == ("thị trấn long điền", "thị trấn", "long điền")
    assert is_ward(place.value)
    assert not is_ward(CITY)
    assert level_of("long điền") == ""


def test_a_level_word_at_a_line_end_begins_no_place() -> None:
    assert places_in("nhiệm vụ của phường\nTrong thời gian qua") == []


@pytest.mark.parametrize(
    ("text", "persons"),
    [
        ("đồng chí Hoàng Nguyên Dinh phát biểu", ["hoàng nguyên dinh"]),
        ("Giám đốc Võ Thị Trung Trinh", ["võ thị trung trinh"]),
        ("Tổ công tác do ông Nguyễn Thanh Nghị làm trưởng", ["nguyễn thanh nghị"]),
        ("ông Trần Văn T. khai nhận", ["trần văn t"]),
        ("Khách từ Hà Nội, Thái Bình và Hà Giang", []),
        ("Đoàn Thanh niên và Đoàn Kiểm tra", []),
        ("Trường THPT Lê Quý Đôn, cầu Trần Thị Lý, đường Nguyễn Văn Linh", []),
        ("Ban Thường vụ Thành ủy", []),
    ],
)
def test_a_text_names_these_persons(text: str, persons: list[str]) -> None:
    assert [person.value for person in persons_in(text)] == persons


def test_only_a_whole_name_is_a_person() -> None:
    assert is_person("Nguyễn Văn Minh")
    assert not is_person("Nguyễn Văn Minh phát biểu")
    assert not is_person("Tập trung cao độ")


@given(st.one_of(ANY_TEXT, LIKELY_TEXT, st.sampled_from(CASES)))
def test_facts_are_verbatim_in_order_and_apart_in_any_text(text: str) -> None:
    for found in (facts_in(text), facts_asked(text, KNOWN)):
        at = 0
        for fact in found:
            assert at <= fact.start < fact.end
            assert text[fact.start : fact.end] == fact.text
            assert fact.value
            at = fact.end


@given(st.lists(st.sampled_from(CASES), max_size=4).map(" ".join))
def test_every_fact_agrees_with_itself(text: str) -> None:
    assert all(agree(fact, fact) for fact in facts_in(text))
