"""The widgets of the page where drafts are checked, and their events; what happens in them is in `review.py`."""

from collections.abc import Iterator
from typing import Any

from rag.ask import Desk
from rag.claims import Examiner
from ui import review, wording
from ui.chat import QUIET, RAW
from ui.dropped import LARGEST
from ui.markup import Html, element, joined
from ui.review import Review, ReviewScreen

AT_ONCE = 2  # drafts that are checked at the same time
# A chosen or dropped file is sent as an event, so that the server keeps no copy of it.
ON_LOAD = f"""
window.chidao?.takeFiles(element, {LARGEST}, (file) => trigger('upload', file));
"""
ON_CHANGE = "watch('value', () => window.chidao?.reviewed());"


def build(desk: Desk) -> None:
    """The page, inside the app that is being built."""
    import gradio as gr

    start = review.opened()
    state = gr.State(Review())
    with gr.Row(elem_id="check", elem_classes="room"):
        with gr.Column(elem_id="draft"):
            gr.HTML(_welcome(), js_on_load=None, **RAW)
            box = gr.Textbox(
                elem_id="draft-box",
                label=wording.DRAFT_LABEL,
                placeholder=wording.DRAFT_HINT,
                show_label=False,
                container=False,
                lines=8,
                max_lines=14,
            )
            with gr.Row(elem_id="draft-tools"):
                run = gr.Button(wording.CHECK, elem_id="run", variant="primary")
                stop = gr.Button(wording.STOP, elem_id="stop-check", variant="secondary")
                files = gr.HTML(_file_chooser(), elem_id="choose", js_on_load=ON_LOAD, **RAW)
            report = gr.HTML(start.report, elem_id="report", js_on_load=ON_CHANGE, **RAW)
        panel = gr.HTML(start.panel, elem_id="check-panel", js_on_load=None, **RAW)

    def begin(state: Review) -> tuple[Any, ...]:
        return _shown(review.begun(state))

    def examine(text: str | None, state: Review) -> Iterator[tuple[Any, ...]]:
        for screen in review.reviewed(lambda: Examiner(desk), state, text or ""):
            yield _shown(screen)

    def take(state: Review, event: gr.EventData) -> tuple[Any, ...]:
        text, screen = review.taken(event._data)
        return text or gr.skip(), *(_shown(None) if state.running else _shown(screen))

    def fail() -> tuple[Any, ...]:
        return _shown(review.told(wording.CHECK_UNEXPECTED))

    # Told at once, also when others are being served first.
    begun = run.click(begin, state, [report, panel], queue=False, **QUIET)
    examined = begun.then(examine, [box, state], [report, panel], concurrency_limit=AT_ONCE, **QUIET)
    examined.failure(fail, None, [report, panel], **QUIET)
    read = files.upload(take, state, [box, report, panel], concurrency_limit=1, **QUIET)
    read.failure(fail, None, [report, panel], **QUIET)
    stop.click(review.stopped, state, None, queue=False, **QUIET)


def _shown(screen: ReviewScreen | None) -> tuple[Any, ...]:
    import gradio as gr

    return (screen.report, screen.panel) if screen else (gr.skip(), gr.skip())


def _welcome() -> Html:
    return joined(element("h2", wording.CHECK_PAGE), element("p", wording.CHECK_WELCOME, class_="quiet"))


def _file_chooser() -> Html:
    """A button that opens the browser's own dialogue; the script tells that a file is being read."""
    chooser = Html('<input type="file" accept=".txt,.pdf,text/plain,application/pdf">')
    return element("label", wording.CHOOSE_FILE, chooser, class_="chip", data_reading=wording.READING_FILE)
