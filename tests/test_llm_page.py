"""A language model's answer on the chat page: checked sentences as they come, and a visitor who wants no more."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.chat_server import ANSWER, CHROMIUM, chat, free_port, said_until
from tests.llm_server import Paced, endpoint

BORNE_OUT = "Phường Bình Dương có dân số trên 107.700 người."
FORGED = "Phường Bình Dương có dân số trên 170.700 người."

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium: install it, or set CHIDAO_CHROMIUM")


def test_sentences_that_pass_are_shown_while_the_model_writes_and_a_click_ends_its_work(
    browser: Browser, tmp_path: Path
) -> None:
    writes, port = Paced([f"{FORGED} [1]\n{BORNE_OUT} [1]\n", "Phường", " có"]), free_port()
    with endpoint(writes) as served, browser.new_context(viewport={"width": 1280, "height": 800}) as context:
        model = {"CHIDAO_ANSWERER": "llm", "CHIDAO_LLM_MODEL": "m", "CHIDAO_LLM_URL": served.url}
        with chat(tmp_path / "home", port, **model) as process:
            try:
                said_until(process, "đang chạy")
                page = context.new_page()
                page.goto(f"http://127.0.0.1:{port}")
                expect(page.locator(".welcome .chip").first).to_be_visible(timeout=ANSWER)
                assert served.requests == []  # the examples are found without the model
                page.get_by_role("textbox").fill("Phường Bình Dương có dân số bao nhiêu?")
                page.get_by_role("textbox").press("Enter")
                expect(page.get_by_role("button", name="Gửi")).not_to_be_visible(timeout=ANSWER)
                writes.go.release()
                expect(page.locator("#turn-1 .sentences")).to_contain_text(BORNE_OUT, timeout=ANSWER)
                expect(page.locator("#panel mark").first).to_contain_text("dân số trên 107.700 người")
                expect(page.locator("#turn-1 .working")).to_be_visible()
                page.get_by_role("button", name="Dừng").click()
                expect(page.locator("#turn-1 .notice")).to_contain_text("Đã dừng theo yêu cầu")
                expect(page.get_by_role("button", name="Gửi")).to_be_visible()
                assert writes.left.wait(10)
                assert "170.700" not in page.inner_text("body")
            finally:
                process.terminate()
