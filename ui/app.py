"""The app, built and served: the chat, and the page where drafts are checked. Gradio loads only when it is built."""

import os
import sys
import threading
import webbrowser
from typing import TYPE_CHECKING

from index.settings import Settings
from rag.ask import Desk
from ui import address, chat, check, look, wording
from ui.guard import Guard
from ui.markup import element

if TYPE_CHECKING:
    from gradio import Blocks

QUEUE_LENGTH = 32  # questions that may wait; the next is turned away
AT_ONCE = 2  # questions that are worked on at the same time
AT_ONCE_AFAR = 8  # the same where a language model on a server does most of the work
SESSIONS = 1000  # visitors whose conversation is kept in memory; the oldest goes first


def create_app(desk: Desk, settings: Settings) -> "Blocks":
    """The page with its events, not yet served."""
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"  # read when gradio is first imported
    import gradio as gr

    app: Blocks = gr.Blocks(title=wording.NAME, fill_width=True, analytics_enabled=False)
    with app:
        with gr.Row(elem_id="masthead"):
            gr.HTML(_brand(), elem_id="brand", js_on_load=None, **chat.RAW)
            gr.HTML(_pages(), elem_id="pages", js_on_load="window.chidao?.showPage();", **chat.RAW)
            again = gr.Button(wording.NEW_CONVERSATION, elem_id="again", size="sm")
        chat.build(desk, settings, again)
        check.build(desk)
    at_once = AT_ONCE_AFAR if settings.answerer == "llm" else AT_ONCE
    app.queue(max_size=QUEUE_LENGTH, default_concurrency_limit=at_once, api_open=False)
    return app


def serve(desk: Desk, settings: Settings, *, open_browser: bool = False) -> None:
    """Serve the page until Ctrl+C; its address is printed on stderr once it answers.

    Raises:
        UnsafeAddress: other machines could reach the page, and no password is set.
        PortTaken: another program listens on the port.
        BadSetting: an address, port or password that cannot be used.

    """
    address.check(settings)
    address.keep_off_proxy(settings.host)
    app = create_app(desk, settings)
    from starlette.middleware import Middleware

    app.launch(
        server_name=address.written(settings.host),
        server_port=settings.port,
        app_kwargs={"middleware": [Middleware(Guard, credentials=address.credentials(settings))]},
        state_session_capacity=SESSIONS,
        run_history=False,  # Gradio would keep every question in the browser's storage
        share=False,
        enable_monitoring=False,
        mcp_server=False,
        ssr_mode=False,
        pwa=False,
        inline=False,
        quiet=True,
        prevent_thread_lock=True,
        **look.options(),
    )
    url = (app.local_url or "").rstrip("/")
    sys.stderr.write(f"{wording.NAME} đang chạy tại {url} — Ctrl+C để dừng\n")
    sys.stderr.flush()
    if open_browser:
        webbrowser.open(url)
    try:
        threading.Event().wait()
    except KeyboardInterrupt:
        sys.stderr.write("Đã dừng.\n")
    finally:
        app.close(verbose=False)


def _brand() -> str:
    return element("header", element("h1", wording.NAME), element("p", wording.PURPOSE))


def _pages() -> str:
    """The way to the two pages; the page's script shows the one that the address names."""
    pages = ((f"#{wording.CHAT_ADDRESS}", wording.CHAT_PAGE), (f"#{wording.CHECK_ADDRESS}", wording.CHECK_PAGE))
    return element("nav", *(element("a", name, href=href) for href, name in pages), aria_label="Trang")
