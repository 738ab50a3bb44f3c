"""The chat's widgets and their events; what happens in them is in `conversation.py`."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from index.segments import Filters
from index.settings import Settings
from rag.ask import Desk
from ui import conversation, filters, wording
from ui.conversation import Visit
from ui.markup import element
from ui.turn import Trouble

if TYPE_CHECKING:
    from gradio import HTML, Button, Dropdown, State, Textbox

# A click on an example or a choice asks it; after every change the page's script scrolls and tells screen readers.
ON_LOAD = """
element.addEventListener('click', (event) => {
    const chip = event.target.closest('button[data-question]');
    if (chip) trigger('click', {question: chip.dataset.question, everywhere: 'everywhere' in chip.dataset});
});
watch('value', () => window.chidao?.changed());
"""
ON_UNFILTER = """
element.addEventListener('click', (event) => { if (event.target.closest('button')) trigger('click'); });
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
            fields, filtering = _filters(desk, visit)
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

    def ask(event: gr.EventData, typed: str, visit: Visit, *entered: str | None) -> Iterator[tuple[Any, ...]]:
        chosen = _chosen(event._data)
        limits = Filters() if _everywhere(event._data) else filters.read(*entered)
        visit.filtered = entered
        if isinstance(limits, Trouble):  # what was typed stays until the filters are put right
            yield gr.skip(), gr.skip(), gr.skip(), filters.line(limits, held_back=True)
            return
        for screen in conversation.asked(desk, visit, typed if chosen is None else chosen, limits):
            # What was being typed survives a click on an example.
            taken = "" if screen.taken and chosen is None else gr.skip()
            # The filters may be set anew meanwhile: the line about them is not touched.
            yield taken, screen.conversation, screen.panel, gr.skip()

    def fail(visit: Visit) -> tuple[Any, ...]:
        screen = conversation.failed(visit)
        return (screen.conversation, screen.panel) if screen else (gr.skip(), gr.skip())

    def renew(visit: Visit) -> tuple[Any, ...]:
        screen = conversation.opened(desk, visit)
        return screen.conversation, screen.panel

    asked = gr.on(
        [box.submit, send.click, talk.click], ask, [box, visit, *fields], [box, talk, panel, filtering], **QUIET
    )
    asked.failure(fail, visit, [talk, panel], **QUIET)
    stop.click(conversation.stopped, visit, None, queue=False, **QUIET)
    again.click(renew, visit, [talk, panel], **QUIET)


def _filters(desk: Desk, visit: "State") -> "tuple[list[Textbox | Dropdown], HTML]":
    """The folded panel of filters: its six fields, which the browser keeps, and the line that tells of them."""
    import gradio as gr

    def refreshed() -> list[gr.Dropdown]:
        known = filters.offered(desk.library.snapshot())
        return [gr.Dropdown(choices=choices) for choices in (known.places, known.speakers, known.sources)]

    def told(visit: Visit, *entered: str | None) -> str | dict[str, Any]:
        # A field that is left as it was says nothing new, and may come in after what a held back question was told.
        if entered == visit.filtered:
            unchanged: dict[str, Any] = gr.skip()
            return unchanged
        visit.filtered = entered
        return filters.line(filters.read(*entered))

    def undone(visit: Visit) -> tuple[str, ...]:
        visit.filtered = ()
        return ("",) * (len(fields) + 1)

    with gr.Accordion(wording.FILTERS, open=False, elem_id="filters") as panel, gr.Row(elem_id="filter-fields"):
        since, until = (_day(label) for label in (wording.SINCE, wording.UNTIL))
        names = [_name(label) for label in (wording.PLACE, wording.SPEAKER, wording.FROM_SOURCE)]
        kind = gr.Dropdown(filters.kinds(), label=wording.KIND, value="", min_width=0)
    fields: list[Textbox | Dropdown] = [since, until, *names, kind]
    line = gr.HTML(elem_id="filtering", js_on_load=ON_UNFILTER, **RAW)
    panel.expand(refreshed, None, names, queue=False, **QUIET)
    entered = [since.blur, since.submit, until.blur, until.submit, *(chosen.change for chosen in (*names, kind))]
    gr.on(entered, told, [visit, *fields], line, queue=False, **QUIET)
    line.click(undone, visit, [*fields, line], queue=False, **QUIET)
    return fields, line


def _day(label: str) -> "Textbox":
    import gradio as gr

    return gr.Textbox(label=label, placeholder=wording.DAY_HINT, max_lines=1, min_width=0)


def _name(label: str) -> "Dropdown":
    """A list that also takes what is typed; it is filled when the panel is opened, so that it is never out of date."""
    import gradio as gr

    return gr.Dropdown([], label=label, value="", allow_custom_value=True, min_width=0)


def _chosen(data: object) -> str | None:
    """The question of a clicked example or choice; None where the visitor typed one."""
    question = data.get("question") if isinstance(data, dict) else None
    return question if isinstance(question, str) else None


def _everywhere(data: object) -> bool:
    """Whether a chip was clicked that asks without filters."""
    return isinstance(data, dict) and data.get("everywhere") is True
