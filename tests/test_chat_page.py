"""Promises of the chat page, kept by a real browser on the real `chidao chat` with a fresh home."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Dialog, Page, expect

from tests.chat_server import ANSWER, CHROMIUM

POPULATION = "Phường Bình Dương có dân số bao nhiêu?"
UNKNOWN_WARD = "Phường Bến Nghé có dân số bao nhiêu?"
ENGLISH = re.compile(
    r"\b(submit|clear|retry|undo|loading|error|send|stop|settings|share|login|use via api|built with|gradio|"
    r"processing|queue|chatbot|textbox|close|copy|the|new|source|click|type)\b",
    re.IGNORECASE,
)

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium: install it, or set CHIDAO_CHROMIUM")


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """Open the page as a new visitor on an office laptop."""
    with browser.new_context(viewport={"width": 1280, "height": 800}, locale="vi-VN") as context:
        yield _opened(context.new_page(), address)


def _opened(page: Page, address: str) -> Page:
    page.goto(address)
    expect(page.locator(".welcome")).to_be_visible(timeout=ANSWER)
    return page


def _ask(page: Page, question: str, turn: int = 1) -> None:
    """Type the question, press Enter, and wait until the turn is answered in one way or another."""
    box = page.get_by_role("textbox", name="Câu hỏi của bạn")
    box.fill(question)
    box.press("Enter")
    reply = page.locator(f"#turn-{turn} .reply")
    expect(reply).to_be_visible(timeout=ANSWER)
    expect(reply.locator(".working")).to_have_count(0, timeout=ANSWER)


def _filter(page: Page, field: str, value: str) -> None:
    """Open the panel of filters if it is folded, and fill one of its fields, all by keyboard."""
    named = page.get_by_label(field, exact=True)
    if not named.is_visible():
        page.get_by_role("button", name="Bộ lọc").press("Enter")
    named.fill(value)
    named.press("Tab")


def test_an_answer_shows_the_figure_and_its_sentence_marked_in_the_cited_article(page: Page) -> None:
    _ask(page, POPULATION)
    expect(page.locator("#turn-1 .reply")).to_contain_text("107.700")
    expect(page.locator("aside mark").first).to_contain_text("dân số trên 107.700 người")
    expect(page.get_by_role("heading", name="Nguồn trích dẫn")).to_be_visible()


def test_each_order_of_a_list_is_an_item_whose_marker_opens_its_source(page: Page) -> None:
    _ask(page, "Liệt kê chỉ đạo của ông Đặng Minh Thông")
    items = page.locator("#turn-1 .items li")
    expect(items).to_have_count(12)
    expect(items.locator(".marker")).to_have_text([f"[{n}]" for n in range(1, 13)])
    items.last.locator(".marker").click()
    expect(page.locator("#source-1-12")).to_be_in_viewport()


def test_names_have_their_capitals_in_a_question_whose_diacritics_were_restored(page: Page) -> None:
    _ask(page, "phuong binh duong co bao nhieu dan")
    expect(page.locator("#turn-1 .reply")).to_contain_text("Được hiểu là: phường Bình Dương có bao nhiêu dân")


def test_an_english_question_is_refused_in_english(page: Page) -> None:
    _ask(page, "What is the price of gold today?")
    reply = page.locator("#turn-1 .reply")
    expect(reply.locator(".refusal")).to_have_text("Not found in the documents")
    expect(reply).to_contain_text("The documents do not say this, so there is no answer.")


def test_a_ward_that_no_article_covers_is_refused_without_sources(page: Page) -> None:
    _ask(page, UNKNOWN_WARD)
    expect(page.locator("#turn-1 .refusal")).to_be_visible()
    expect(page.locator(".marker, mark, .card")).to_have_count(0)
    assert "107.700" not in page.inner_text("body")


def test_a_refusal_offers_a_question_like_it_that_is_answered_by_a_click(page: Page) -> None:
    _ask(page, "phường Bình Dương có bao nhiêu đảng viên?")
    page.locator("#turn-1").get_by_role("button", name="phường Bình Trưng có bao nhiêu đảng viên?").click()
    expect(page.locator("#turn-2 .reply")).to_contain_text("2.952", timeout=ANSWER)


def test_a_refusal_after_an_answer_hides_the_sources_of_that_answer(page: Page) -> None:
    _ask(page, POPULATION)
    _ask(page, UNKNOWN_WARD, turn=2)
    expect(page.locator("#turn-2 .refusal")).to_be_visible()
    for card in page.locator(".card").all():
        expect(card).not_to_be_visible()


def test_clicking_a_marker_of_an_earlier_answer_brings_its_own_source_into_view(page: Page) -> None:
    _ask(page, POPULATION)
    _ask(page, UNKNOWN_WARD, turn=2)
    page.locator("#turn-1").get_by_role("link", name="Nguồn 1").first.click()
    expect(page.locator("#source-1-1")).to_be_in_viewport()
    expect(page.locator(".card.flash")).to_be_visible()


def test_a_marker_works_by_keyboard_and_on_a_phone(browser: Browser, address: str) -> None:
    with browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True) as context:
        page = _opened(context.new_page(), address)
        _ask(page, POPULATION)
        marker = page.locator("#turn-1 .marker").first
        marker.focus()
        marker.press("Enter")
        expect(page.locator("#source-1-1")).to_be_in_viewport()


def test_markup_in_a_question_is_shown_as_text(page: Page) -> None:
    dialogs: list[str] = []

    def note(dialog: Dialog) -> None:
        dialogs.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", note)
    hostile = "<img src=x onerror=alert(1)><b id=bold>dân số</b> ${alert(2)} {{3}}"
    _ask(page, hostile)
    expect(page.locator("#turn-1 .question")).to_have_text(hostile)
    expect(page.locator("#turn-1 img, #bold, aside img")).to_have_count(0)
    assert dialogs == []


def test_a_place_filter_holds_for_every_further_question_until_it_is_cleared(page: Page) -> None:
    _filter(page, "Nơi", "phường Tân Khánh")
    expect(page.locator("#filtering")).to_contain_text("Đang lọc: nơi phường Tân Khánh")
    for turn in (1, 2):
        _ask(page, POPULATION, turn)
        expect(page.locator(f"#turn-{turn} .refusal")).to_be_visible()
        expect(page.locator(f"#turn-{turn} .limits")).to_contain_text("nơi phường Tân Khánh")
    page.get_by_role("button", name="Bỏ lọc").press("Enter")
    expect(page.locator("#filtering p")).to_have_count(0)
    expect(page.get_by_label("Nơi", exact=True)).to_have_value("")
    _ask(page, POPULATION, turn=3)
    expect(page.locator("#turn-3 .reply")).to_contain_text("107.700")
    expect(page.locator("#turn-3 .limits")).to_have_count(0)


def test_a_question_refused_under_a_filter_is_asked_of_all_documents_by_a_click(page: Page) -> None:
    _filter(page, "Nơi", "phường Tân Khánh")
    expect(page.locator("#filtering")).to_contain_text("phường Tân Khánh")
    _ask(page, POPULATION)
    page.locator("#turn-1").get_by_role("button", name="Hỏi lại trong mọi văn bản").click()
    expect(page.locator("#turn-2 .question")).to_have_text(POPULATION)
    expect(page.locator("#turn-2 .reply")).to_contain_text("107.700", timeout=ANSWER)
    expect(page.locator("#turn-2 .limits")).to_have_count(0)
    expect(page.locator("#filtering")).to_contain_text("phường Tân Khánh")  # holds for what is asked next


def test_the_filters_of_one_visitor_are_not_those_of_another(browser: Browser, address: str, page: Page) -> None:
    _filter(page, "Nơi", "phường Tân Khánh")
    expect(page.locator("#filtering")).to_contain_text("phường Tân Khánh")
    with browser.new_context() as context:
        other = _opened(context.new_page(), address)
        _ask(other, POPULATION)
        expect(other.locator("#turn-1 .reply")).to_contain_text("107.700")


def test_names_of_the_documents_can_be_chosen_by_keyboard(page: Page) -> None:
    page.get_by_role("button", name="Bộ lọc").press("Enter")
    speaker = page.get_by_label("Người nói", exact=True)
    speaker.focus()
    expect(page.get_by_role("option", name="Nguyễn Thanh Nghị")).to_be_visible()
    page.keyboard.type("Thông")
    expect(page.get_by_role("option")).to_have_count(1)
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("option")).to_have_class(re.compile(r"(?<!\w)active(?!\w)"))
    page.keyboard.press("Enter")
    expect(speaker).to_have_value("Đặng Minh Thông")  # before the field is left: what stands there then counts
    page.keyboard.press("Tab")
    expect(page.locator("#filtering")).to_contain_text("người nói Đặng Minh Thông")


def test_the_list_of_a_field_closes_when_the_field_is_left(page: Page) -> None:
    page.get_by_role("button", name="Bộ lọc").press("Enter")
    page.get_by_label("Nơi", exact=True).focus()
    page.keyboard.type("Tân Khánh")
    expect(page.get_by_role("option", name="phường Tân Khánh")).to_be_visible()
    page.keyboard.press("Tab")
    page.get_by_role("textbox", name="Câu hỏi của bạn").focus()
    expect(page.get_by_role("option").filter(visible=True)).to_have_count(0)


def test_what_is_typed_is_not_changed_into_a_name_of_the_list(page: Page) -> None:
    _filter(page, "Nơi", "bình")
    expect(page.locator("#filtering")).to_contain_text(re.compile("nơi bình ·"))


def test_a_filter_that_names_nobody_is_told_with_the_answer(page: Page) -> None:
    _filter(page, "Người nói", "Nguyễn Văn Đôn")
    _ask(page, POPULATION)
    expect(page.locator("#turn-1 .notice")).to_contain_text("Tên gần giống: Nguyễn Văn Đông")


def test_a_day_that_is_none_is_told_and_nothing_is_asked_until_it_is_put_right(page: Page) -> None:
    _filter(page, "Từ ngày", "31/2/2025")
    expect(page.locator("#filtering .trouble")).to_contain_text("Ô “Từ ngày”: “31/2/2025” không đọc được")
    box = page.get_by_role("textbox", name="Câu hỏi của bạn")
    box.fill(POPULATION)
    box.press("Enter")
    expect(page.locator("#filtering .trouble")).to_contain_text("Chưa hỏi được")
    expect(page.locator(".turn")).to_have_count(0)
    expect(box).to_have_value(POPULATION)
    _filter(page, "Từ ngày", "tháng 9 năm 2025")
    expect(page.locator("#filtering")).to_contain_text("Đang lọc: từ 01-09-2025")
    _ask(page, POPULATION)
    expect(page.locator("#turn-1 .reply")).to_contain_text("107.700")


def test_two_visitors_do_not_see_each_other(browser: Browser, address: str, page: Page) -> None:
    _ask(page, POPULATION)
    with browser.new_context() as context:
        other = _opened(context.new_page(), address)
        assert "107.700" not in other.inner_text("body")
        _ask(other, UNKNOWN_WARD)
        expect(other.locator(".turn")).to_have_count(1)
    expect(page.locator(".turn")).to_have_count(1)
    assert "Bến Nghé" not in page.inner_text("body")


def test_a_new_conversation_forgets_the_old_one(page: Page) -> None:
    _ask(page, POPULATION)
    page.get_by_role("button", name="Cuộc trò chuyện mới").click()
    expect(page.locator(".welcome")).to_be_visible()
    expect(page.locator(".turn, .card")).to_have_count(0)
    _ask(page, UNKNOWN_WARD)
    expect(page.locator(".turn")).to_have_count(1)


def test_an_example_is_asked_by_a_click_and_answered(page: Page) -> None:
    chip = page.locator(".chip").first
    question = chip.inner_text()
    chip.click()
    expect(page.locator("#turn-1 .question")).to_have_text(question)
    expect(page.locator("#turn-1 .marker").first).to_be_visible(timeout=ANSWER)


def test_after_asking_the_box_is_empty_and_ready_for_the_next_question(page: Page) -> None:
    _ask(page, POPULATION)
    expect(page.get_by_role("textbox")).to_have_value("")
    expect(page.get_by_role("textbox")).to_be_focused()


def test_thanks_are_answered_in_kind_and_the_next_follow_up_goes_on(page: Page) -> None:
    _ask(page, POPULATION)
    _ask(page, "Cảm ơn nhé", turn=2)
    expect(page.locator("#turn-2 .reply")).to_have_text(re.compile("^Cảm ơn đồng chí"))
    _ask(page, "còn phường Tân Hiệp?", turn=3)
    expect(page.locator("#turn-3 .reply")).to_contain_text("147.000")


def test_an_empty_question_is_answered_with_a_vietnamese_message(page: Page) -> None:
    _ask(page, "   ")
    expect(page.locator("#turn-1 .trouble")).to_contain_text("Câu hỏi")


def test_the_page_asks_nothing_of_any_other_machine(browser: Browser, address: str) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        asked: list[str] = []
        complaints: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
        _ask(_opened(page, address), POPULATION)
        hosts = {urlsplit(url).hostname for url in asked if not url.startswith(("data:", "blob:"))}
    assert hosts == {"127.0.0.1"}
    assert complaints == []  # such as a request that the content security policy held back


@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_scrolls_sideways(browser: Browser, address: str, width: int) -> None:
    with browser.new_context(viewport={"width": width, "height": 844}) as context:
        page = _opened(context.new_page(), address)
        _ask(page, POPULATION)
        _ask(page, "a" * 400, turn=2)
        _filter(page, "Nguồn", "b" * 400)
        expect(page.locator("#filtering")).to_contain_text("b" * 400)
        page.locator("#turn-1 .marker").first.click()
        for area in ("html", "#talk", "#panel", "#composer", "#filters", "#filter-fields"):
            wide = page.locator(area).evaluate("element => element.scrollWidth - element.clientWidth")
            assert wide <= 0, area


@pytest.mark.parametrize("locale", ["vi-VN", "en-US"])
def test_everything_that_can_be_read_on_the_page_is_vietnamese(browser: Browser, address: str, locale: str) -> None:
    with browser.new_context(locale=locale) as context:
        page = _opened(context.new_page(), address)
        _filter(page, "Từ ngày", "1/1/2025")
        for question in ("", POPULATION, UNKNOWN_WARD):
            if question:
                _ask(page, question, turn=page.locator(".turn").count() + 1)
            assert not ENGLISH.findall(page.inner_text("body"))
            assert not ENGLISH.findall(" ".join(_names(page)))
        assert page.evaluate("document.documentElement.lang") == "vi"


def _names(page: Page) -> list[str]:
    """Every accessible name, tooltip and placeholder."""
    script = """() => [...document.querySelectorAll('[aria-label], [title], [placeholder], [alt]')].flatMap(
        (e) => [e.ariaLabel, e.title, e.placeholder, e.alt].filter((name) => typeof name === 'string'))"""
    names: list[str] = page.evaluate(script)
    return names


def test_all_letters_are_drawn_in_the_bundled_typeface(page: Page) -> None:
    _ask(page, POPULATION)
    page.evaluate("document.fonts.ready.then(() => true)")
    script = "[...document.fonts].filter((f) => f.family.includes('Be Vietnam Pro')).map((f) => [f.weight, f.status])"
    states: dict[str, str] = dict(page.evaluate(script))
    assert states["400"] == states["600"] == "loaded"
    assert "error" not in states.values()
