"""Fixtures that several test files share."""

import datetime as dt
import os
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from index import settings
from index.encoder import WarmEncoder, open_encoder
from index.library import Library
from rag.ask import Desk
from tests.chat_server import CHROMIUM, FLAGS, chat, free_port, said_until
from tests.guard import block_outside

# Machines are noisy, and the first example pays for imports.
hypothesis.settings.register_profile("project", deadline=None)
hypothesis.settings.load_profile("project")

# Before anything imports huggingface_hub: the tests run without a network.
os.environ["HF_HUB_OFFLINE"] = "1"

expect.set_options(timeout=20_000)  # milliseconds; what is expected of the page is waited for, on a busy machine longer


@pytest.fixture(scope="session", autouse=True)
def _only_this_machine() -> None:
    """Let every attempt of the tests to reach another machine fail."""
    block_outside()


@pytest.fixture(scope="session")
def cache() -> Path:
    """Return the folder of converted models that the settings name, so that a second run finds them."""
    return settings.load().cache


@pytest.fixture(scope="session")
def encoder(cache: Path, tmp_path_factory: pytest.TempPathFactory) -> WarmEncoder:
    """Open the bundled model, as users have it."""
    return open_encoder(settings.Settings(home=tmp_path_factory.mktemp("home"), cache=cache))


@pytest.fixture(scope="session")
def desk(cache: Path, encoder: WarmEncoder, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """Open a desk over the five bundled articles with the real model; tests only read it."""
    configured = settings.Settings(home=tmp_path_factory.mktemp("seeds") / "index", cache=cache)
    library = Library(configured, encoder)
    library.create_from_seeds()
    yield Desk(library, configured, today=lambda: dt.date(2026, 11, 22))
    library.close()


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the app over the five bundled articles; give its address."""
    port = free_port()
    with chat(tmp_path_factory.mktemp("chat") / "home", port) as process:
        try:
            said = said_until(process, "đang chạy")
            assert f"Chỉ Đạo đang chạy tại http://127.0.0.1:{port} — Ctrl+C để dừng" in said
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Start a real browser, shut when the file's tests are over."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()
