"""Promises of the page where drafts are checked, kept by a real browser on the real `chidao chat`."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.chat_server import ANSWER, CHROMIUM

TRUE = "Phường Bình Dương có dân số trên 107.700 người."
FORGED = "Phường Bình Dương có dân số trên 170.700 người."
HOSTILE = "<img src=x onerror=alert(1)><b id=bold>Phường</b> xây 3 cây cầu."

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium: install it, or set CHIDAO_CHROMIUM")


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """Open the app as a new visitor."""
    with browser.new_context(viewport={"width": 1280, "height": 800}, locale="vi-VN") as context:
        page = context.new_page()
        page.goto(address)
        expect(page.locator(".welcome")).to_be_visible(timeout=ANSWER)
        yield page


def test_a_clerk_reaches_the_page_by_keyboard_and_sees_what_holds_where_and_what_does_not(page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    link = page.get_by_role("link", name="Kiểm bản dự thảo")
    link.focus()
    link.press("Enter")
    box = page.get_by_role("textbox", name="Bản dự thảo")
    box.fill(f"{TRUE}\n{FORGED}\n{HOSTILE}")
    page.get_by_role("button", name="Kiểm").press("Enter")
    expect(page.get_by_role("heading", name="3 câu: 1 có căn cứ, 2 không")).to_be_visible(timeout=ANSWER)
    expect(page.locator(".claim.supported")).to_contain_text(TRUE)
    expect(page.locator(".claim.unsupported").first).to_contain_text("văn bản ghi: trên 107.700")
    expect(page.locator(".claim-text").last).to_have_text(HOSTILE)
    expect(page.locator("#bold, #check img")).to_have_count(0)
    page.locator(".claim.supported .marker").press("Enter")
    expect(page.locator("#check-panel mark").first).to_contain_text("dân số trên 107.700 người")
    expect(page.locator("#source-ban-du-thao-1")).to_be_in_viewport()
    page.get_by_label("Chỉ xem câu không có căn cứ").check()
    expect(page.locator(".claim.supported")).not_to_be_visible()
    assert {urlsplit(url).hostname for url in asked if not url.startswith(("data:", "blob:"))} <= {"127.0.0.1"}


def test_a_chosen_file_fills_the_box_and_the_list_can_be_taken_along(page: Page, tmp_path: Path) -> None:
    draft = tmp_path / "dự thảo.txt"
    draft.write_text(FORGED, encoding="utf-8")
    page.goto(f"{page.url}#kiem")
    page.locator("#choose input").set_input_files(draft)
    expect(page.get_by_role("textbox", name="Bản dự thảo")).to_have_value(FORGED, timeout=ANSWER)
    expect(page.locator(".report")).to_contain_text("Đã đọc tệp dự thảo.txt")
    page.get_by_role("button", name="Kiểm").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="Tải về .txt").click(timeout=ANSWER)
    assert f"✗ {FORGED}" in download.value.path().read_text(encoding="utf-8")


def test_the_conversation_and_the_draft_are_kept_when_the_page_is_changed(page: Page) -> None:
    page.get_by_role("textbox").fill("Câu hỏi đang gõ")
    page.get_by_role("link", name="Kiểm bản dự thảo").click()
    page.get_by_role("textbox").fill("Dự thảo đang viết")
    page.go_back()
    expect(page.get_by_role("textbox")).to_have_value("Câu hỏi đang gõ")
    page.get_by_role("link", name="Kiểm bản dự thảo").click()
    expect(page.get_by_role("textbox")).to_have_value("Dự thảo đang viết")


def test_on_a_phone_nothing_scrolls_sideways_and_everything_is_vietnamese(browser: Browser, address: str) -> None:
    with browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True) as context:
        page = context.new_page()
        page.goto(f"{address}/#kiem")
        page.get_by_role("textbox", name="Bản dự thảo").fill(f"{TRUE} {'a' * 400}. {FORGED}")
        page.get_by_role("button", name="Kiểm").click()
        expect(page.locator(".tools")).to_be_visible(timeout=ANSWER)
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
        assert page.evaluate("document.title") == "Kiểm bản dự thảo – Chỉ Đạo"
