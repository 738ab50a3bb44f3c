"""A conversation as HTML: questions, answers with their markers, clarifications, refusals, errors. Pure functions."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from index.documents import Context
from rag.answers import Answer, AnswerSentence, Clarification, Outcome, Refusal
from ui import wording
from ui.markup import Html, element, joined
from ui.turn import Trouble, Turn

LONGEST_ECHO = 600  # characters of a question that are shown; a pasted page must not push its answer away


def conversation(turns: Sequence[Turn], examples: Sequence[str] = ()) -> Html:
    """Every turn in order; before the first, a welcome with example questions that can be clicked."""
    if not turns:
        return _welcome(examples)
    return element("section", *(_turn(turn) for turn in turns), class_="turns", aria_label="Hội thoại")


def source_id(turn: int, marker: int) -> str:
    """The id that the marker `[marker]` of an answer leads to; each turn has its own."""
    return f"source-{turn}-{marker}"


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


def _chips(questions: Sequence[str], label: str = "") -> Html:
    """Buttons that ask the question that they show, or name; the page's script sends `data-question`."""
    buttons = (element("button", label or q, type="button", class_="chip", data_question=q) for q in questions)
    return element("div", *buttons, class_="chips")


def _turn(turn: Turn) -> Html:
    return element(
        "article",
        element("h2", shortened(turn.question) or wording.NO_QUESTION, class_="question"),
        element("div", _reply(turn), class_="reply"),
        class_="turn",
        id=turn_id(turn.number),
        aria_label=f"Câu hỏi {turn.number}",
    )


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
                element("p", wording.REFUSALS[refusal.reason], class_="refusal"),
                element("p", refusal.message) if refusal.message else None,
                _remarks(refusal),
            )
        case Trouble(message=message):
            return element("p", message, class_="trouble")
        case None:
            return element("p", wording.WORKING, class_="working")


def _answer(answer: Answer, turn: int) -> Html:
    """The short answer first, then the sentences with their markers and context, then what the reader may unfold."""
    whole = [sentence.text for sentence in answer.sentences]
    short = answer.short_answer if answer.short_answer and answer.short_answer not in whole else None
    blocks = (
        _sentences(tuple(said), context, turn) for context, said in groupby(answer.sentences, key=lambda s: s.context)
    )
    return joined(
        _understood(answer),
        element("p", short, class_="short") if short else None,
        *blocks,
        _remarks(answer),
    )


def _sentences(sentences: Sequence[AnswerSentence], context: Context, turn: int) -> Html:
    """Sentences of one context: their text, each followed by its markers, and the context on a line of its own."""
    parts: list[str | Html] = []
    for sentence in sentences:
        parts += [sentence.text, Html("&nbsp;"), *(_marker(turn, marker) for marker in sentence.markers), " "]
    line = _context(context)
    return joined(
        element("p", *parts[:-1], class_="sentences"),
        element("p", line, class_="context") if line else None,
    )


def _marker(turn: int, marker: int) -> Html:
    return element(
        "a", f"[{marker}]", class_="marker", href=f"#{source_id(turn, marker)}", aria_label=f"Nguồn {marker}"
    )


def _context(context: Context) -> str:
    """Who spoke, where, when; what is unknown is left out."""
    who = ", ".join((context.speaker, *context.offices)) if context.speaker else None
    said = wording.day(context.date, inferred=context.date_inferred) if context.date else None
    return " · ".join(part for part in (who, context.place, said) if part)


def _understood(outcome: Outcome) -> Html | None:
    """The question as it was searched, when that is not what was typed."""
    changed = outcome.understood.restored or outcome.understood.history_used
    if not changed or outcome.understood.text == outcome.question:
        return None
    line = element("p", f"Được hiểu là: {shortened(outcome.understood.text)}", class_="quiet")
    if not outcome.understood.restored:
        return line
    # Restored diacritics can be undone: within quotation marks a question is taken as it stands.
    return joined(line, _chips((f"“{outcome.question}”",), "Hỏi đúng như đã gõ"))


def _remarks(outcome: Outcome) -> Html | None:
    """How the answer came about, and what was left out: one quiet line that unfolds."""
    counts = []
    if outcome.withheld:
        counts.append(f"đã lược bỏ {len(outcome.withheld)} câu không đủ căn cứ")
    if outcome.notices:
        counts.append(f"{len(outcome.notices)} lưu ý về cách trả lời")
    if not counts:
        return None
    summary = "; ".join(counts)
    return element(
        "details",
        element("summary", summary[0].upper() + summary[1:]),
        _list(notice.message for notice in outcome.notices),
        element("p", wording.WITHHELD_WARNING) if outcome.withheld else None,
        _list(f"{shortened(w.text)} ({wording.failure(w.reason)})" for w in outcome.withheld),
        class_="remarks",
    )


def _list(items: Iterable[str]) -> Html | None:
    lines = [element("li", item) for item in items]
    return element("ul", *lines) if lines else None
