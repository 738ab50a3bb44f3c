"""The chat's widgets and their events; what happens in them is in `conversation.py`."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from index.settings import Settings
from ui import conversation, wording
from ui.conversation import Desk, Visit
from ui.markup import element

if TYPE_CHECKING:
    from gradio import Button

# A click on an example or a choice asks it; after every change the page's script scrolls and tells screen readers.
ON_LOAD = """
element.addEventListener('click', (event) => {
    const chip = event.target.closest('button[data-question]');
    if (chip) trigger('click', {question: chip.dataset.question});
});
watch('value', () => window.chidao?.changed());
"""
RAW: dict[str, Any] = {"apply_default_css": False}  # gr.HTML shows our markup as it is
# Gradio would hold back a question after "new conversation" until the old one is answered, and its way to cancel cannot
# be told from a failure: `Visit` keeps the order instead.
QUIET: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private", "trigger_mode": "multiple"}


def build(desk: Desk, settings: Settings, again: "Button") -> None:
    """The chat, inside the app that is being built; `again` opens a new conversation."""
    import gradio as gr

    # Values, not functions that Gradio calls on every load: such a late call would wipe out a quickly asked question.
    start = conversation.opened(desk, Visit())
    visit = gr.State(Visit())
    with gr.Row(elem_id="desk", elem_classes="room"):
        talk = gr.HTML(start.conversation, elem_id="talk", js_on_load=ON_LOAD, **RAW)
        panel = gr.HTML(start.panel, elem_id="panel", js_on_load=None, **RAW)
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
            # Quoted answers come at once; only a language model takes long enough to be stopped.
            stop = gr.Button(wording.STOP, elem_id="stop", variant="secondary", visible=settings.answerer == "llm")
            gr.HTML(element("p", wording.caution(settings.answerer)), elem_id="caution", js_on_load=None, **RAW)

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

    asked = gr.on([box.submit, send.click, talk.click], ask, [box, visit], [box, talk, panel], **QUIET)
    asked.failure(fail, visit, [talk, panel], **QUIET)
    stop.click(conversation.stopped, visit, None, queue=False, **QUIET)
    again.click(renew, visit, [talk, panel], **QUIET)


def _chosen(data: object) -> str | None:
    """The question of a clicked example or choice; None where the visitor typed one."""
    question = data.get("question") if isinstance(data, dict) else None
    return question if isinstance(question, str) else None
