"""Who said what to whom: by who speaks to whom, verbatim, and nothing where nobody says anything."""

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as limits
from hypothesis import strategies as st

from index.deadlines import deadline_in
from index.documents import Document, Statement, StatementKind, Strength
from index.passages import document_of
from index.ranks import rank_of
from index.reading import Source, read
from index.statements import statements_of

SEEDS = Path(__file__).parent.parent / "seeds"
LEAD = (
    "date 2025-10-21\n\nSáng 21-10, đồng chí Phan Văn Hưng, Bí thư Thành ủy TPHCM, đến làm việc với Ban Thường vụ "
    "Đảng ủy "
    "phường An Phú.\n\n"
)


def said(text: str) -> tuple[Document, tuple[Statement, ...]]:
    document, passages = document_of(Source(Path("bai.txt"), text))
    return document, statements_of(document, passages)


def one(sentence: str, lead: str = LEAD) -> Statement:
    """Give the only statement of an article that consists of a lead and a paragraph."""
    (statement,) = said(lead + sentence)[1]
    return statement


def test_what_a_leader_tells_those_below_is_a_directive() -> None:
    told = one("Đồng chí Phan Văn Hưng đề nghị phường rà soát các dự án chậm tiến độ.")
    assert (told.kind, told.strength) == (StatementKind.DIRECTIVE, Strength.URGED)
    assert (told.speaker, told.title) == ("Phan Văn Hưng", "Bí thư Thành ủy TPHCM")
    assert told.addressees == ("phường An Phú",)


def test_the_same_verb_upward_is_a_proposal() -> None:
    asked = one("Chủ tịch UBND phường An Phú Lê Thị Sen đề nghị Sở Xây dựng TPHCM sớm duyệt quy hoạch chi tiết.")
    assert (asked.kind, asked.strength) == (StatementKind.PROPOSAL, None)
    assert asked.addressees == ("Sở Xây dựng TPHCM",)


@pytest.mark.parametrize(
    ("words", "strength"),
    [("yêu cầu", "required"), ("giao", "required"), ("lưu ý", "urged"), ("nhắc nhở", "urged"), ("gợi mở", "suggested")],
)
def test_the_verb_tells_how_strong_an_order_is(words: str, strength: str) -> None:
    told = one(f"Đồng chí Phan Văn Hưng {words} phường rà soát lại quỹ đất công trên địa bàn.")
    assert (told.kind, told.strength) == (StatementKind.DIRECTIVE, Strength(strength))


def test_a_promise_of_ones_own_side_is_a_commitment() -> None:
    told = one("Bà Lê Thị Sen, Chủ tịch UBND phường An Phú, khẳng định phường sẽ bàn giao mặt bằng trước ngày 15-11.")
    assert told.kind is StatementKind.COMMITMENT
    assert told.deadline_date == dt.date(2025, 11, 15)


def test_telling_how_things_are_is_a_report_even_with_must_and_need_in_it() -> None:
    told = one("Chủ tịch UBND phường An Phú Lê Thị Sen cho biết 6 hộ vẫn phải đi thuê nhà vì chưa có nền tái định cư.")
    assert told.kind is StatementKind.REPORT


def test_those_in_charge_and_those_who_help_are_told_apart() -> None:
    told = one(
        "Bí thư Thành ủy TPHCM giao Sở Y tế TPHCM chủ trì, phối hợp với Công an thành phố và UBND phường An Phú "
        "kiểm tra."
    )
    assert told.lead == ("Sở Y tế TPHCM",)
    assert told.coordinate == ("Công an thành phố", "UBND phường An Phú")
    assert told.addressees == (*told.lead, *told.coordinate)


def test_who_passes_on_an_order_is_not_who_gave_it() -> None:
    told = one(
        "Truyền đạt ý kiến của Thủ tướng Chính phủ, đồng chí Phan Văn Hưng cho biết Thủ tướng yêu cầu các tỉnh "
        "hoàn thành "
        "việc rà soát trong tháng 12."
    )
    assert (told.speaker, told.relayed_by) == ("Thủ tướng Chính phủ", "Phan Văn Hưng")
    assert (told.kind, told.date) == (StatementKind.DIRECTIVE, dt.date(2025, 10, 21))


def test_a_quotation_of_several_sentences_has_one_speaker_over_a_caption_of_another() -> None:
    text = (
        LEAD + "“Dân đang chờ chúng ta.\n\nÔng Võ Minh Tân phát biểu. Ảnh: LÊ NAM\n\nPhường không được để hồ sơ "
        "quá hạn”, đồng chí Phan Văn Hưng nhấn mạnh."
    )
    document, found = said(text)
    assert [(s.speaker, document.text[s.start : s.end][:12]) for s in found] == [
        ("Phan Văn Hưng", "“Dân đang ch"),
        ("Phan Văn Hưng", "Phường không"),
    ]


def test_the_items_of_a_list_are_said_by_who_opens_it() -> None:
    text = (
        LEAD + "Bí thư Thành ủy TPHCM yêu cầu thực hiện các nhiệm vụ sau:\n\n- Sở Tài chính cân đối nguồn vốn.\n\n"
        "- UBND phường An Phú lập danh sách hộ dân, báo cáo trước ngày 5-11."
    )
    found = said(text)[1]
    assert [(s.speaker, s.addressees, s.strength) for s in found] == [
        ("Phan Văn Hưng", ("Sở Tài chính",), Strength.REQUIRED),
        ("Phan Văn Hưng", ("UBND phường An Phú",), Strength.REQUIRED),
    ]


def test_two_utterances_of_different_kinds_in_one_sentence_are_two_statements() -> None:
    document, found = said(
        LEAD + "Đồng chí Phan Văn Hưng chia sẻ khó khăn với phường khi nhân sự còn thiếu và yêu cầu phường sắp xếp "
        "lại các phòng."
    )
    assert [s.kind for s in found] == [StatementKind.REPORT, StatementKind.DIRECTIVE]
    assert document.text[found[1].start : found[1].end].startswith("yêu cầu phường")


def test_in_an_interview_the_guest_answers_and_questions_are_no_statements() -> None:
    text = (
        "date 2025-10-21\nChuyện ở phường\n\nPhóng viên trao đổi với ông Trần Quốc Bảo, Chủ tịch UBND phường An "
        "Phú.\n\n"
        "* Thưa ông, phường thiếu gì nhất?\n\n- Chúng tôi thiếu người làm đất đai. Tôi yêu cầu cán bộ phường không "
        "để dân chờ.\n\n"
        "* Còn ngập nước?\n\n- Chúng tôi sẽ nạo vét cống trước ngày 30-11.\n"
    )
    assert [(s.speaker, s.kind.value) for s in said(text)[1]] == [
        ("Trần Quốc Bảo", "report"),
        ("Trần Quốc Bảo", "directive"),
        ("Trần Quốc Bảo", "commitment"),
    ]


def test_a_document_speaks_for_the_body_that_issued_it() -> None:
    told = one(
        "Công điện yêu cầu các địa phương trực ban 24/24 giờ.",
        "date 2024-09-10\n\nNgày 10-9, UBND tỉnh Lào Cai ban hành Công điện số 12/CĐ-UBND về ứng phó mưa lũ.\n\n",
    )
    assert told.speaker == "UBND tỉnh Lào Cai"


def test_narration_by_the_newspaper_is_no_statement() -> None:
    assert (
        said(LEAD + "Dịp này, đoàn trao 50 phần quà cho hộ khó khăn. Tuyến đường cần 1.800 tỉ đồng để hoàn thành.")[1]
        == ()
    )


def kinds(text: str) -> list[tuple[str | None, str]]:
    """Speaker and kind of every statement behind the lead."""
    return [(s.speaker, s.kind.value) for s in said(LEAD + text)[1]]


def test_a_promise_behind_thanks_is_a_statement_of_its_own() -> None:
    assert kinds(
        "Bà Lê Thị Sen, Chủ tịch UBND phường An Phú, cảm ơn các góp ý thẳng thắn của cử tri và hứa sẽ sửa xong tuyến "
        "hẻm 12 trong tháng 11."
    ) == [("Lê Thị Sen", "report"), ("Lê Thị Sen", "commitment")]


def test_tasks_of_two_bodies_in_one_sentence_are_two_orders() -> None:
    found = said(
        LEAD + "Đồng chí Phan Văn Hưng giao Sở Xây dựng TPHCM rà soát quy hoạch; UBND phường An Phú phải công khai "
        "danh sách hộ dân trước ngày 5-11."
    )[1]
    assert [s.addressees for s in found] == [("Sở Xây dựng TPHCM",), ("UBND phường An Phú",)]
    assert [s.kind for s in found] == [StatementKind.DIRECTIVE] * 2


def test_who_is_given_a_task_is_told_by_who_gives_it() -> None:
    told = one("Sở Tài chính TPHCM được đồng chí Phan Văn Hưng giao làm đầu mối, cùng UBND phường An Phú lập dự toán.")
    assert (told.speaker, told.kind) == ("Phan Văn Hưng", StatementKind.DIRECTIVE)
    assert (told.lead, told.coordinate) == (("Sở Tài chính TPHCM",), ("UBND phường An Phú",))


@pytest.mark.parametrize(
    "sentence",
    [
        "Đồng chí Phan Văn Hưng giải thích theo quy định phường phải lập hồ sơ, thành phố mới duyệt chi.",
        "“Có trường sĩ số 52 em, phòng bộ môn phải làm phòng học”, đồng chí Phan Văn Hưng trăn trở.",
        "Đồng chí Phan Văn Hưng nhìn nhận quy hoạch phường trước đây chỉ tính nhà xưởng mà quên con người.",
        "Đến nay, theo đồng chí Phan Văn Hưng, số hộ phải di dời đã vượt 1.700 hộ.",
    ],
)
def test_explaining_how_things_are_orders_nothing(sentence: str) -> None:
    assert [s.kind for s in said(LEAD + sentence)[1]] == [StatementKind.REPORT]


@pytest.mark.parametrize(
    "sentence",
    [
        "Đại tá Lý Văn Bền, Phó Chỉ huy trưởng Bộ CHQS tỉnh, đề nghị UBND xã Phú Hòa bố trí đất xây trụ sở dân quân.",
        "Chủ tịch UBND phường An Phú Lê Thị Sen mong báo chí đừng tạo kỳ vọng quá sớm cho bà con.",
        "Chủ tịch UBND phường An Phú Lê Thị Sen đề nghị Ủy ban MTTQ Việt Nam phường vận động người dân hiến đất.",
    ],
)
def test_whoever_has_no_say_over_whom_he_asks_proposes(sentence: str) -> None:
    assert one(sentence).kind is StatementKind.PROPOSAL


def test_what_an_official_advises_the_public_is_a_mild_order() -> None:
    told = one("“Trời còn mưa, bà con không nên quay lại nhà dưới chân dốc”, đồng chí Phan Văn Hưng chia sẻ.")
    assert (told.kind, told.strength) == (StatementKind.DIRECTIVE, Strength.SUGGESTED)
    assert told.addressees == ("bà con",)


def test_an_item_of_a_conclusion_that_only_agrees_orders_nothing() -> None:
    text = (
        LEAD + "Bí thư Thành ủy TPHCM kết luận, giao các đơn vị thực hiện:\n\n- Thống nhất đề xuất của Sở Tài chính "
        "về lập 3 tổ công tác.\n\n- UBND phường An Phú báo cáo trước ngày 5-11."
    )
    assert [s.kind.value for s in said(text)[1]] == ["report", "directive"]


def test_a_name_behind_a_wards_office_is_no_part_of_the_wards_name() -> None:
    assert one("Chủ tịch UBND xã Tả Khoang Vàng A Lử cho biết 27 hộ đã được đưa về trường học.").speaker == "Vàng A Lử"


def test_who_leads_an_authority_is_known_by_it() -> None:
    text = (
        LEAD + "Bà Lê Thị Sen, Chủ tịch UBND phường An Phú, cho biết phường thiếu 22 cán bộ.\n\n"
        "Ông Võ Minh Tân cho biết chợ đã quá tải từ nhiều năm nay.\n\n"
        "Người đứng đầu chính quyền phường đề nghị thành phố sớm bổ sung biên chế."
    )
    assert [s.speaker for s in said(text)[1]] == ["Lê Thị Sen", "Võ Minh Tân", "Lê Thị Sen"]


def test_a_name_alone_right_before_a_verb_of_speech_is_a_speaker() -> None:
    assert one("Trả lời qua điện thoại, Lan Khuê cho biết cô đã rời thành phố từ tháng trước.").speaker == "Lan Khuê"


def test_an_interview_is_known_by_questions_and_answers_in_turn() -> None:
    text = (
        "date 2025-07-09\nHạn giữa mùa hè\n\nPhóng viên trò chuyện với bà Hồ Thị Lựu, Giám đốc Sở Nông nghiệp và Môi "
        "trường tỉnh Quảng Trị.\n\n- Thưa bà, hạn năm nay nặng tới đâu?\n\n- Toàn tỉnh thiếu nước 5.400 ha lúa.\n\n"
        "- Sở làm gì trước?\n\n- Một là, Chi cục Thủy lợi phải nạo vét xong kênh trước ngày 18-7.\n"
    )
    assert [(s.speaker, s.kind.value) for s in said(text)[1]] == [
        ("Hồ Thị Lựu", "report"),
        ("Hồ Thị Lựu", "directive"),
    ]


def test_the_year_of_a_birth_is_not_the_year_of_what_is_said() -> None:
    lead = "Chiều 4-4, Công an xã Phú Hòa thông tin về vụ việc của anh Trần Văn Tý (SN 1987).\n\n"
    assert one("Ông Lê Văn Bảy, Trưởng Công an xã Phú Hòa, cho biết vụ việc đang được làm rõ.", lead).date is None


NOTHING = {
    "poem": "Ao thu lạnh lẽo\nNước trong veo một chiếc\nSóng biếc theo làn\nLá vàng trước gió\nTầng mây lơ lửng",
    "law": (
        "Điều 1. Phạm vi điều chỉnh\nLuật này quy định về đầu tư công.\nĐiều 2. Trách nhiệm\n1. Bộ trưởng yêu cầu "
        "các cơ quan "
        "báo cáo.\n2. UBND tỉnh chỉ đạo các sở thực hiện."
    ),
    "table": "STT\tĐơn vị\tKết quả\n1\tSở Y tế\t98%\n2\tSở Xây dựng\t87%\n3\tCông an\t91%\n",
    "sports": "Phút 64, Quang Hải sút xa hiểm hóc. Đội chủ nhà cần một bàn gỡ nhưng phải đợi đến phút bù giờ.",
    "recipe": "Cần 300 g bột. Phải nhào kỹ. Để bột nghỉ 30 phút rồi nặn bánh.",
    "empty": " \n ",
}


@pytest.mark.parametrize(
    ("dateline", "day"),
    [
        ("Cập nhật lúc 06:58, Thứ Hai, 24/07/2017 (GMT+7)", dt.date(2017, 7, 21)),
        ("NHÓM PV | Thứ năm, 16/12/2021", dt.date(2021, 7, 21)),
        ("14/03/2022 - 09:12", dt.date(2021, 7, 21)),
        ("Chủ quan là trả giá", None),
    ],
)
def test_a_day_takes_its_year_from_the_line_that_dates_the_page(dateline: str, day: dt.date | None) -> None:
    text = (
        f"Dịch tăng nhanh ở nhiều phường\n\n{dateline}\n\nSố ca mắc tăng gấp đôi.\n\n"
        "Tại cuộc họp khẩn chiều 21-7, Giám đốc Sở Y tế Lê Quang Chánh cho biết toàn tỉnh có hơn 4.300 ca mắc.\n"
    )
    (told,) = said(text)[1]
    assert told.date == day


def test_a_year_of_the_past_is_not_the_year_of_a_day_without_one() -> None:
    text = (
        "Tối 22/11, ông Vũ Văn Thành ra mắt cuốn sách đầu tay. Năm 2016, ông nhập viện. Vào năm 2017, ông xuất "
        "viện.\n\nÔng Thành cho biết cuốn sách kể lại những ngày nằm viện.\n"
    )
    assert [s.date for s in said(text)[1]] == [None]


def test_what_is_told_on_another_day_has_that_day_and_what_follows_an_aside_has_none() -> None:
    aside = (
        "Trao đổi với báo chí chiều 23-10, ông Phan Văn Hưng cho biết thành phố đã bố trí đủ vốn.\n\n"
        "Trước đó, tại hội nghị ngày 2-10, Bộ Xây dựng yêu cầu các địa phương rà soát quy hoạch.\n\n"
        "Sở Y tế TPHCM khuyến cáo người dân không tự ý mua thuốc.\n"
    )
    assert [s.date for s in said(LEAD + aside)[1]] == [dt.date(2025, 10, 23), dt.date(2025, 10, 2), None]


@pytest.mark.parametrize(
    "sentence",
    [
        "Đồng chí Phan Văn Hưng mong các doanh nghiệp tiếp tục chung tay lo xe đạp cho học sinh nghèo.",
        "Bác sĩ Trần Minh Trí, Trưởng khoa Nhi, khuyên phụ huynh đưa ngay trẻ sốt cao đến cơ sở y tế.",
        "Đồng chí Phan Văn Hưng lưu ý những điểm mà các phường hay mắc.",
    ],
)
def test_wishes_advice_and_remarks_order_nobody(sentence: str) -> None:
    assert one(sentence).kind is not StatementKind.DIRECTIVE


def test_the_items_of_a_promise_are_promises() -> None:
    text = (
        "Bà Lê Thị Sen, Chủ tịch UBND phường An Phú, nêu hai việc phường cam kết làm:\n\n"
        "- Tổ chức 40 chuyến xe đưa công nhân về quê.\n\n- Vận động 3 siêu thị giảm giá cho đoàn viên.\n"
    )
    assert {s.kind for s in said(LEAD + text)[1]} == {StatementKind.COMMITMENT}


def test_a_list_that_an_official_telegram_opens_gives_its_orders() -> None:
    text = (
        "date 2022-09-29\n\nTối 28-9, Chủ tịch UBND tỉnh Nghệ An Cao Trọng Nghĩa ký Công điện số 27/CĐ-UBND.\n\n"
        "Công điện giao:\n\n- Sở Y tế chủ trì, phối hợp với Công an tỉnh kiểm tra các trạm.\n\n"
        "- Sở Giáo dục và Đào tạo bố trí chỗ ở cho học sinh.\n"
    )
    assert [(s.kind, s.speaker) for s in said(text)[1]] == [(StatementKind.DIRECTIVE, "Cao Trọng Nghĩa")] * 2


def test_who_passed_an_order_on_is_meant_by_the_next_pronoun() -> None:
    text = (
        "Ông Lê Văn Bình, Phó Bí thư Đảng ủy phường An Phú, chuyển lời của Bí thư Thành ủy Phan Văn Hưng: các phường "
        "phải xong phương án trước ngày 20-11. Ông cũng yêu cầu UBND phường lập danh sách các hộ.\n"
    )
    passed, own = said(LEAD + text)[1]
    assert (passed.speaker, passed.relayed_by, own.speaker) == ("Phan Văn Hưng", "Lê Văn Bình", "Lê Văn Bình")


@pytest.mark.parametrize("name", NOTHING)
def test_where_nobody_speaks_there_is_no_statement(name: str) -> None:
    assert said(NOTHING[name])[1] == ()


def test_every_quote_and_content_of_the_seeds_is_verbatim_and_in_order() -> None:
    for path in sorted(SEEDS.glob("*.txt")):
        document, passages = document_of(read(path))
        found = statements_of(document, passages)
        assert found
        starts = [s.start for s in found]
        assert starts == sorted(set(starts))
        for s in found:
            assert 0 <= s.start <= s.content_start < s.content_end <= s.end <= len(document.text)
            assert 0.0 < s.confidence <= 1.0
            assert all(document.text[g.start : g.end].strip() for g in s.grounds)


PIECES = st.sampled_from(
    [
        "Ông Nguyễn Văn An",
        "Bí thư Thành ủy TPHCM",
        "phường An Phú",
        "yêu cầu",
        "cho biết",
        "“",
        "”",
        '"',
        ":",
        ", ",
        ". ",
        "\n",
        "- ",
        "* ",
        "PV: ",
        "Theo ",
        "trước ngày 30-2",
        "phải",
        "sẽ",
        "của ",
        "và ",
        "(",
        ")",
        "Một là, ",
    ]
)


@given(st.lists(PIECES, max_size=40).map(" ".join))
@limits(max_examples=150)
def test_any_text_is_read_without_a_crash_and_its_statements_lie_in_it(text: str) -> None:
    document, found = said(text)
    for s in found:
        assert document.text[s.start : s.end].strip()
        assert s.start <= s.content_start < s.content_end <= s.end


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("hoàn thành trước ngày 30-9", dt.date(2025, 9, 30)),
        ("báo cáo chậm nhất ngày 5 tháng 10", dt.date(2025, 10, 5)),
        ("xong trong quý III", dt.date(2025, 9, 30)),
        ("hoàn tất trong tháng 11", dt.date(2025, 11, 30)),
        ("đến hết ngày 31-12", dt.date(2025, 12, 31)),
        ("trong vòng 10 ngày", dt.date(2025, 8, 30)),
        ("trình trước tháng 9", dt.date(2025, 8, 31)),
        ("trước ngày 20-1", dt.date(2026, 1, 20)),
        ("trước Tết Nguyên đán", None),
        ("không muộn hơn ngày 20-10", dt.date(2025, 10, 20)),
        ("trong quý I năm 2026", dt.date(2026, 3, 31)),
        ("báo cáo trước 17 giờ hằng ngày", None),
        ("báo cáo trước 16 giờ thứ sáu hằng tuần", None),
        ("báo cáo trước thứ sáu", dt.date(2025, 8, 22)),
        ("xong trong tuần", dt.date(2025, 8, 24)),
        ("hoàn tất trong tháng.", dt.date(2025, 8, 31)),
        ("trả lời trong 5 ngày làm việc", dt.date(2025, 8, 27)),
        ("quyết toán trong vòng 30 ngày sau khi công trình hoàn thành", None),
        ("khởi công trong quý I năm sau", dt.date(2026, 3, 31)),
        ("trả kết quả vào đầu giờ sáng mai", dt.date(2025, 8, 21)),
        ("ban hành quy chế ngay sau đại hội", None),
        ("sơ tán hết dân trước khi bão đổ bộ", None),
    ],
)
def test_a_deadline_is_the_last_day_that_its_words_leave(words: str, day: dt.date | None) -> None:
    found = deadline_in(words, dt.date(2025, 8, 20))
    assert found is not None
    assert found.day == day


@pytest.mark.parametrize(
    "words",
    [
        "sớm hoàn thành",
        "từ năm 2020 đến năm 2024",
        "giai đoạn 2025-2030",
        "trước mắt cần làm",
        "nhà cất trước năm 2014",
        "đừng xuống giống trước ngày 15-9",
        "gửi con đến 20 giờ",
        "ổ dịch mới phát hiện phải xử lý trong vòng 48 giờ",
        "khi nhận đơn, phường trả lời trong vòng 5 ngày",
        "giữ trật tự trong hội nghị",
    ],
)
def test_what_sets_no_day_is_no_deadline(words: str) -> None:
    assert deadline_in(words, dt.date(2025, 8, 20)) is None


def test_ranks_fall_from_the_government_to_the_people() -> None:
    order = ["Thủ tướng Chính phủ", "Bộ Y tế", "UBND tỉnh Cà Mau", "Sở Y tế", "UBND phường An Phú", "người dân"]
    ranks = [rank_of(name) for name in order]
    assert ranks == sorted(set(ranks), reverse=True)


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        (
            "Lãnh đạo phường cũng đã kiến nghị với tổ giám sát một số nội dung liên quan hạ tầng công nghệ thông tin, "
            "phần mềm dịch vụ công; kế hoạch đào tạo nguồn nhân lực.",
            ("tổ giám sát",),
        ),
        ("Bà Lê Thị Sen cho biết, phường có phương án nâng cao kĩ năng công nghệ thông tin cho cán bộ.", ()),
    ],
)
def test_those_who_are_told_end_where_the_matter_begins_and_are_not_whom_it_is_for(
    sentence: str, told: tuple[str, ...]
) -> None:
    assert one(sentence).addressees == told


def test_whom_an_opinion_is_about_is_not_whom_it_is_told() -> None:
    text = "“Các em học sinh càng nhỏ tuổi càng phải được ưu tiên”, đồng chí Phan Văn Hưng nhấn mạnh."
    assert all("càng" not in who for statement in said(LEAD + text)[1] for who in statement.addressees)


def test_an_item_of_a_conclusion_that_tells_how_things_are_orders_nothing() -> None:
    text = (
        "date 2025-08-19\nTHÔNG BÁO\n\nNgày 19/8/2025, Chủ tịch UBND tỉnh Vĩnh Long Thạch Minh Tấn họp về sạt lở.\n\n"
        "Chủ tịch UBND tỉnh kết luận như sau:\n\n1. Thời gian qua, các ngành, địa phương đã di dời 46 hộ dân. "
        "Tuy nhiên, việc cắm biển cảnh báo còn chậm.\n\n2. Sở Tài chính bố trí kinh phí trước ngày 5/9/2025.\n"
    )
    assert [s.kind.value for s in said(text)[1]] == ["report", "report", "directive"]


def test_an_order_goes_on_with_the_task_of_another_body_in_its_paragraph() -> None:
    orders = said(
        LEAD
        + "Đồng chí Phan Văn Hưng yêu cầu phường An Phú sơ tán dân. Sở Y tế chuyển thuốc đến phường; Công an thành "
        "phố phân luồng giao thông."
    )[1]
    assert [(s.kind.value, s.addressees) for s in orders[1:]] == [
        ("directive", ("Sở Y tế",)),
        ("directive", ("Công an thành phố",)),
    ]


def test_who_speaks_on_behalf_of_a_body_is_the_speaker() -> None:
    told = one(
        "Thay mặt UBND thành phố trình bày tờ trình, Giám đốc Sở Tài chính Lê Thị Sen cho biết tổng thu tăng 9%."
    )
    assert told.speaker == "Lê Thị Sen"


def test_a_promise_to_report_is_a_promise() -> None:
    told = one("Bà Lê Thị Sen, Chủ tịch UBND phường An Phú, cam kết sẽ báo cáo HĐND phường tiến độ hằng quý.")
    assert told.kind is StatementKind.COMMITMENT


def test_a_report_that_opens_a_sentence_speaks_and_nobody_before_it() -> None:
    text = (
        LEAD + "Bà Lê Thị Sen, Chủ tịch UBND phường An Phú, cho rằng đường vào phường còn hẹp. "
        "Báo cáo chính trị đánh giá, tổng thu tăng 9%."
    )
    assert [s.speaker for s in said(text)[1]] == ["Lê Thị Sen", "Báo cáo chính trị"]


def test_an_answer_goes_on_in_further_paragraphs_and_a_bare_body_in_it_is_the_guests() -> None:
    text = (
        "date 2025-10-14\nHỏi chuyện\n\nNgày 14-10-2025, phóng viên phỏng vấn ông Lâm Tấn Khoa, Bí thư Đảng ủy xã "
        "Tân Lập.\n\n* Phóng viên: Thưa ông, khó nhất là gì?\n\n- Ông Lâm Tấn Khoa: Khó nhất là người.\n\n"
        "Xã có 52 biên chế nhưng chỉ ba người làm địa chính.\n\n* Phóng viên: Ông kiến nghị gì?\n\n"
        "- Ông Lâm Tấn Khoa: Xã đề nghị Sở Nội vụ điều động cán bộ về cơ sở.\n"
    )
    assert [(s.speaker, s.kind.value) for s in said(text)[1]] == [
        ("Lâm Tấn Khoa", "report"),
        ("Lâm Tấn Khoa", "report"),
        ("Lâm Tấn Khoa", "proposal"),
    ]


def test_a_letter_reports_below_its_colon_in_its_senders_name_down_to_the_signature() -> None:
    text = (
        "UBND XÃ PHƯỚC HÒA\n\nKính gửi: Sở Xây dựng tỉnh Gia Lai.\n\nUBND xã Phước Hòa báo cáo như sau:\n\n"
        "Cầu Rạch Tre bị xói trụ, mặt cầu lún 18 cm.\n\nUBND xã kính đề nghị Sở Xây dựng kiểm định cầu.\n\n"
        "Nơi nhận:\n- Như trên;\n- Lưu: VT.\n"
    )
    assert [(s.kind.value, s.speaker) for s in said(text)[1]] == [
        ("report", "UBND xã Phước Hòa"),
        ("proposal", "UBND xã Phước Hòa"),
    ]


def test_a_bare_body_is_known_by_its_name_without_that_of_its_head() -> None:
    text = LEAD + (
        "Giám đốc Sở Tài chính Nguyễn Thị Hải Yến cho biết tổng thu đạt 43% dự toán. Sở kiến nghị UBND thành phố điều "
        "chuyển vốn."
    )
    assert [s.speaker for s in said(text)[1]] == ["Nguyễn Thị Hải Yến", "Sở Tài chính"]


def test_a_head_named_behind_a_school_named_after_somebody_is_the_speaker() -> None:
    told = one("Hiệu trưởng Trường THCS Lê Văn Tám Đinh Công Tuyển cho biết trường có 14 lớp, thiếu hai giáo viên.")
    assert told.speaker == "Đinh Công Tuyển"


def test_a_bare_ward_is_the_one_that_its_paragraph_named_last() -> None:
    text = LEAD + (
        "Đồng chí Phan Văn Hưng phê bình UBND phường Thủy Xuân để vụ việc kéo dài. Đồng chí yêu cầu phường xử lý dứt "
        "điểm trước ngày 30-10."
    )
    assert said(text)[1][-1].addressees == ("phường Thủy Xuân",)


def test_each_of_several_guests_says_what_he_answers_and_a_question_over_paragraphs_says_nothing() -> None:
    text = (
        "date 2018-08-20\nRác ngoại\n\nTòa soạn trao đổi với các chuyên gia.\n\n"
        "* Nhựa bẩn gây hại thế nào, thưa ông?\n\n- TS Đỗ Thanh Bái (chuyên gia hóa học): Bụi nhựa bay khắp nơi.\n\n"
        "Nhựa lẫn trong đất nhiều năm mới phân hủy.\n\n* Nhiều lô hàng không đạt chuẩn.\n\nNhưng hàng đã thông "
        "quan. Ông nói gì?\n\n- Ông Âu Anh Tuấn (quyền cục trưởng Cục Giám sát): Hải quan đã thấy 40 tờ khai sai.\n"
    )
    assert [s.speaker for s in said(text)[1]] == ["Đỗ Thanh Bái", "Đỗ Thanh Bái", "Âu Anh Tuấn"]


def test_a_maxim_before_an_order_orders_nothing() -> None:
    text = LEAD + (
        "Đồng chí Phan Văn Hưng yêu cầu phường An Phú giữ rừng. “Giữ được rừng là giữ được nhà. Cán bộ không được "
        "để mất rừng”, đồng chí Phan Văn Hưng căn dặn."
    )
    assert [s.kind.value for s in said(text)[1]] == ["directive", "report", "directive"]


def test_conclusions_of_nobody_in_particular_are_no_statement_and_those_of_a_named_body_are_its() -> None:
    told = "Theo kết luận, 11 gói thầu có giá cao hơn giá thị trường."
    assert not said(LEAD + told)[1]
    issued = "Ngày 11-9-2025, Thanh tra tỉnh Phú Thọ ban hành Kết luận thanh tra số 96/KL-TTr.\n\n"
    assert [s.speaker for s in said(issued + told)[1]] == ["Thanh tra tỉnh Phú Thọ"]
