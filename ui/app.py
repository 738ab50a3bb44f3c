"""The chat page, built and served. Gradio loads only when one of the functions here is called."""

import os
import sys
import threading
import webbrowser
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from index.settings import Settings
from ui import address, conversation, look, wording
from ui.conversation import Desk, Visit
from ui.guard import Guard
from ui.markup import element

if TYPE_CHECKING:
    from gradio import Blocks

QUEUE_LENGTH = 32  # questions that may wait; the next is turned away
AT_ONCE = 2  # questions that are worked on at the same time
SESSIONS = 1000  # visitors whose conversation is kept in memory; the oldest goes first

# A click on an example or a choice asks it; after every change the page's script scrolls and tells screen readers.
ON_LOAD = """
element.addEventListener('click', (event) => {
    const chip = event.target.closest('button[data-question]');
    if (chip) trigger('click', {question: chip.dataset.question});
});
watch('value', () => window.chidao?.changed());
"""


def create_app(desk: Desk, settings: Settings) -> "Blocks":
    """The page with its events, not yet served."""
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"  # read when gradio is first imported
    import gradio as gr

    raw: dict[str, Any] = {"apply_default_css": False}  # gr.HTML shows our markup as it is
    # Values, not functions that Gradio calls on every load: such a late call would wipe out a quickly asked question.
    start = conversation.opened(desk, Visit())
    app: Blocks = gr.Blocks(title=wording.NAME, fill_width=True, analytics_enabled=False)
    with app:
        visit = gr.State(Visit())
        with gr.Row(elem_id="masthead"):
            gr.HTML(_brand(), elem_id="brand", js_on_load=None, **raw)
            again = gr.Button(wording.NEW_CONVERSATION, elem_id="again", size="sm")
        with gr.Row(elem_id="desk"):
            talk = gr.HTML(start.conversation, elem_id="talk", js_on_load=ON_LOAD, **raw)
            panel = gr.HTML(start.panel, elem_id="panel", js_on_load=None, **raw)
            with gr.Row(elem_id="composer"):
                box = gr.Textbox(
                    elem_id="box",
                    label=wording.QUESTION_LABEL,
                    placeholder=wording.QUESTION_HINT,
                    show_label=False,
                    container=False,
                    max_lines=5,
                    autofocus=True,
                )
                send = gr.Button(wording.SEND, elem_id="send", variant="primary")
                gr.HTML(element("p", wording.caution(settings.answerer)), elem_id="caution", js_on_load=None, **raw)

        def ask(typed: str, visit: Visit, event: gr.EventData) -> Iterator[tuple[Any, ...]]:
            chosen = _chosen(event._data)
            for screen in conversation.asked(desk, visit, typed if chosen is None else chosen):
                # What was being typed survives a click on an example.
                yield "" if screen.taken and chosen is None else gr.skip(), screen.conversation, screen.panel

        def fail(visit: Visit) -> tuple[Any, ...]:
            screen = conversation.failed(visit)
            return (screen.conversation, screen.panel) if screen else (gr.skip(), gr.skip())

        def renew(visit: Visit) -> tuple[Any, ...]:
            screen = conversation.opened(desk, visit)
            return screen.conversation, screen.panel

        # Gradio would hold back a question after "new conversation" until the old one is answered, and its way to
        # cancel cannot be told from a failure: `Visit` keeps the order instead.
        quiet: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private", "trigger_mode": "multiple"}
        asked = gr.on([box.submit, send.click, talk.click], ask, [box, visit], [box, talk, panel], **quiet)
        asked.failure(fail, visit, [talk, panel], **quiet)
        again.click(renew, visit, [talk, panel], **quiet)
    app.queue(max_size=QUEUE_LENGTH, default_concurrency_limit=AT_ONCE, api_open=False)
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
    return element(
        "header",
        element("h1", wording.NAME),
        element("p", wording.PURPOSE),
    )


def _chosen(data: object) -> str | None:
    """The question of a clicked example or choice; None where the visitor typed one."""
    question = data.get("question") if isinstance(data, dict) else None
    return question if isinstance(question, str) else None
