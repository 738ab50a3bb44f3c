"""A conversation as HTML: questions, answers with their markers, clarifications, refusals, errors. Pure functions."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from index.documents import Context, Document
from rag.answers import Answer, AnswerSentence, Clarification, Outcome, Refusal, Withheld
from rag.wording import title_of
from ui import wording
from ui.filters import described
from ui.markup import Html, element, joined
from ui.turn import Courtesy, Passing, Trouble, Turn

DRAFT = "ban-du-thao"  # what cites, in the ids of a checked draft's sources; in a conversation it is the turn's number
REPORT = "ket-qua-kiem"  # the id of the report on a draft
CitedBy = int | str
LONGEST_ECHO = 600  # characters of a question that are shown; a pasted page must not push its answer away


def conversation(turns: Sequence[Turn], examples: Sequence[str] = ()) -> Html:
    """Every turn in order; before the first, a welcome with example questions that can be clicked."""
    if not turns:
        return _welcome(examples)
    return element("section", *(_turn(turn) for turn in turns), class_="turns", aria_label="Hội thoại")


def source_id(cited_by: CitedBy, marker: int) -> str:
    """The id that the marker `[marker]` leads to; each turn has its own, and the draft that was checked."""
    return f"source-{cited_by}-{marker}"


def marker_link(cited_by: CitedBy, marker: int) -> Html:
    """`[marker]`, which opens its source in the panel."""
    href = f"#{source_id(cited_by, marker)}"
    return element("a", f"[{marker}]", class_="marker", href=href, aria_label=f"Nguồn {marker}")


def turn_id(turn: int) -> str:
    """The id of a turn in the conversation."""
    return f"turn-{turn}"


def shortened(text: str) -> str:
    """The text, cut with an ellipsis where it is too long to be shown."""
    return text if len(text) <= LONGEST_ECHO else text[:LONGEST_ECHO] + "…"


def _welcome(examples: Sequence[str]) -> Html:
    suggestions = joined(element("p", wording.EXAMPLES, class_="quiet"), _chips(examples)) if examples else None
    return element(
        "section",
        element("h2", wording.WELCOME),
        element("p", wording.WELCOME_MORE, class_="quiet"),
        suggestions,
        class_="welcome",
        aria_label="Bắt đầu",
    )


def _chips(questions: Sequence[str], label: str = "", *, everywhere: bool = False) -> Html:
    """Buttons that ask the question that they show, or name; the page's script sends `data-question`.

    `everywhere`: whatever the filters are, it is asked without them.
    """
    buttons = (
        element("button", label or q, type="button", class_="chip", data_question=q, data_everywhere=everywhere)
        for q in questions
    )
    return element("div", *buttons, class_="chips")


def _turn(turn: Turn) -> Html:
    return element(
        "article",
        element("h2", shortened(turn.question) or wording.NO_QUESTION, class_="question"),
        _limits(turn),
        element("div", _reply(turn), class_="reply"),
        class_="turn",
        id=turn_id(turn.number),
        aria_label=f"Câu hỏi {turn.number}",
    )


def _limits(turn: Turn) -> Html | None:
    """What the question was looked up in, where not in everything: a refusal speaks of that alone."""
    told = f"{wording.FILTERED_BY} {shortened(described(turn.filters))}"
    return element("p", told, class_="limits") if turn.filters.active else None


def _reply(turn: Turn) -> Html:
    match turn.reply:
        case Answer() as answer:
            return _answer(answer, turn.number)
        case Clarification() as clarification:
            return joined(
                _understood(clarification),
                element("p", clarification.message),
                _chips(clarification.choices),
                _remarks(clarification),
            )
        case Refusal() as refusal:
            return joined(
                _understood(refusal),
                element("p", _headline(refusal), class_="refusal"),
                element("p", refusal.message) if refusal.message else None,
                _chips((turn.question,), wording.ASK_EVERYWHERE, everywhere=True) if turn.filters.active else None,
                _remarks(refusal),
                _instead(refusal.instead),
                _nearest(refusal.nearest),
            )
        case Passing() as passing:
            return _passing(passing, turn.number)
        case Courtesy(message=message):
            return element("p", message)
        case Trouble(message=message):
            return element("p", message, class_="trouble")
        case None:
            return element("p", wording.WORKING, class_="working")


def _headline(refusal: Refusal) -> str:
    """Why there is no answer, in a few words, in the language of the question."""
    return (wording.REFUSALS_IN_ENGLISH if refusal.understood.english else wording.REFUSALS)[refusal.reason]


def _passing(reply: Passing, turn: int) -> Html:
    """What has passed the check so far, and whether more may come."""
    if not reply.stopped:
        return joined(*_blocks(reply, turn), element("p", wording.MORE_TO_COME, class_="working"))
    told = wording.STOPPED_AFTER if reply.passed else wording.STOPPED
    return joined(*_blocks(reply, turn), element("p", told, class_="notice"))


def _answer(answer: Answer, turn: int) -> Html:
    """The short answer first, then the sentences with their markers and context, then what the reader may unfold."""
    whole = [sentence.text for sentence in answer.sentences]
    short = answer.short_answer if answer.short_answer and answer.short_answer not in whole else None
    return joined(
        _understood(answer),
        element("p", short, class_="short") if short else None,
        *_blocks(answer, turn, listed=answer.listed),
        _remarks(answer),
    )


def _blocks(reply: Answer | Passing, turn: int, *, listed: bool = False) -> Iterator[Html]:
    """The sentences, those of one context together: who spoke, where and when stands below them, or above a list."""
    documents = {citation.marker: citation.document for citation in reply.citations}
    for context, group in groupby(reply.sentences, key=lambda s: s.context):
        said = tuple(group)
        line = _context(context, documents[said[0].markers[0]])
        told = element("p", line, class_="context") if line else None
        yield element("div", told, _items(said, turn)) if listed else joined(_sentences(said, turn), told)


def _sentences(sentences: Sequence[AnswerSentence], turn: int) -> Html:
    """Sentences, one after the other."""
    parts: list[str | Html] = []
    for sentence in sentences:
        parts += [_marked(sentence, turn), " "]
    return element("p", *parts[:-1], class_="sentences")


def _items(sentences: Sequence[AnswerSentence], turn: int) -> Html:
    """Each sentence as an item of a list."""
    return element("ul", *(element("li", _marked(sentence, turn)) for sentence in sentences), class_="items")


def _marked(sentence: AnswerSentence, turn: int) -> Html:
    """The text of a sentence, followed by its markers."""
    return joined(sentence.text, Html("&nbsp;"), *(marker_link(turn, marker) for marker in sentence.markers))


def _context(context: Context, document: Document) -> str:
    """Who spoke, where, when; what is unknown is left out. The day on which a document was published is sure."""
    who = ", ".join(dict.fromkeys((context.speaker, *context.offices))) if context.speaker else None
    inferred = context.date_inferred and context.date != document.published
    said = wording.day(context.date, inferred=inferred) if context.date else None
    return " · ".join(dict.fromkeys(part for part in (who, context.place, said) if part))


def _understood(outcome: Outcome) -> Html | None:
    """The question as it was searched, when that is not what was typed."""
    changed = outcome.understood.restored or outcome.understood.history_used
    if not changed or outcome.understood.text == outcome.question:
        return None
    label = wording.UNDERSTOOD_IN_ENGLISH if outcome.understood.english else wording.UNDERSTOOD
    line = element("p", f"{label} {shortened(outcome.understood.text)}", class_="quiet")
    if not outcome.understood.restored:
        return line
    # Restored diacritics can be undone: within quotation marks a question is taken as it stands.
    return joined(line, _chips((f"“{outcome.question}”",), wording.ASK_AS_TYPED))


def _remarks(outcome: Outcome) -> Html:
    """How the answer came about, a line a notice, and what was left out, folded."""
    notices = (element("p", notice.message, class_="notice") for notice in outcome.notices)
    return joined(*notices, _withheld(outcome.withheld))


def _withheld(sentences: Sequence[Withheld]) -> Html | None:
    """The sentences that failed the check, each with the reason, below a warning that they are no answer."""
    lines = (
        element("li", shortened(s.text), " ", element("span", f"({wording.failure(s.reason)})", class_="why"))
        for s in sentences
    )
    return _folded(f"Đã lược bỏ ({len(sentences)})", wording.WITHHELD_WARNING, lines) if sentences else None


def _instead(questions: Sequence[str]) -> Html | None:
    """Questions like a refused one that are answered."""
    return element("div", element("p", wording.INSTEAD, class_="quiet"), _chips(questions)) if questions else None


def _nearest(documents: Sequence[Document]) -> Html | None:
    """Titles and dates of the documents nearest to a refused question."""
    lines = (element("li", dated_title(document)) for document in documents)
    return _folded(wording.NEAREST, wording.NEAREST_WARNING, lines) if documents else None


def is_inferred(document: Document) -> bool:
    """Whether the year of its event stands nowhere: not beside the day, nor in the date on which it was published."""
    return document.event is not None and document.event_inferred and document.event != document.published


def dated_title(document: Document) -> str:
    """The day of a document and its title, on one line."""
    day = wording.day(document.date, inferred=is_inferred(document)) if document.date else None
    return " · ".join(part for part in (day, title_of(document)) if part)


def _folded(summary: str, warning: str, lines: Iterable[Html]) -> Html:
    inside = (element("p", warning), element("ul", *lines))
    return element("details", element("summary", summary), *inside, class_="remarks")
