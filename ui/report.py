"""What became of a draft, as HTML: a summary, then every sentence with its verdict and its source. Pure functions."""

import base64
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum

from rag import printing
from rag.answers import Citation, Failure
from rag.claims import Judgement
from rag.spreadsheet import csv_text
from rag.terminal import word
from ui import wording
from ui.markup import Html, element
from ui.render import DRAFT, REPORT, dated_title, marker_link, shortened

LANGUAGE = "vi"
BYTE_ORDER_MARK = "\ufeff"  # without it a spreadsheet does not read a CSV file as UTF-8


class Progress(Enum):
    """How far a check has come."""

    RUNNING = "running"
    STOPPED = "stopped"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Report:
    """The verdicts on the first sentences of a draft, in order; on all of them when it is done."""

    judged: tuple[Judgement, ...]
    of: int  # sentences of the draft
    progress: Progress
    trouble: str | None = None  # what ended the check too early


def report(found: Report) -> Html:
    """The summary or the progress, the list to take along, then a line for each sentence."""
    numbered = _numbered(found.judged)
    runs = found.progress is Progress.RUNNING
    bar = element("progress", max=found.of, value=len(found.judged), aria_label=wording.CHECKING)
    return element(
        "section",
        element("h2", _headline(found), class_="summary", tabindex=-1),
        bar if runs else None,
        element("p", found.trouble, class_="trouble") if found.trouble else None,
        None if runs else element("p", wording.CHECK_CAUTION, class_="quiet"),
        _to_take_along(found) if found.judged and not runs else None,
        element("ol", *(_claim(one, numbered) for one in found.judged), class_="claims") if found.judged else None,
        class_="report running" if runs else "report",
        id=REPORT,
        aria_label=wording.REPORT,
        aria_busy="true" if runs else None,
    )


def message(text: str, *, trouble: bool) -> Html:
    """A report that is one sentence: why nothing was checked, or that a file was read."""
    return _sentence(text, "trouble" if trouble else "quiet", "report")


def waiting() -> Html:
    """A report that has not begun."""
    return _sentence(wording.WAITING, "quiet", "report running")


def _sentence(text: str, kind: str, whole: str) -> Html:
    return element("section", element("p", text, class_=kind), class_=whole, id=REPORT, aria_label=wording.REPORT)


def citations(judged: Sequence[Judgement]) -> tuple[Citation, ...]:
    """Every place that the sentences are held against, each once, numbered as they are first met."""
    return tuple(_numbered(judged).values())


Place = tuple[str, int, int]  # document, start and end of a citation


def _numbered(judged: Iterable[Judgement]) -> dict[Place, Citation]:
    found: dict[Place, Citation] = {}
    for one in judged:
        for c in one.citations:
            found.setdefault(_place(c), Citation(len(found) + 1, c.document, c.start, c.end, c.quote))
    return found


def _place(citation: Citation) -> Place:
    return citation.document.id, citation.start, citation.end


def _headline(found: Report) -> str:
    done, supported = len(found.judged), sum(one.verdict.supported for one in found.judged)
    counted = wording.summary(supported, done - supported)
    if found.progress is Progress.DONE:
        return counted
    template = wording.CHECKED_SO_FAR if found.progress is Progress.RUNNING else wording.CHECK_STOPPED
    return template.format(done=done, of=found.of, counted=counted)


def _claim(one: Judgement, numbered: dict[Place, Citation]) -> Html:
    supported = one.verdict.supported
    sign = element("span", "✓" if supported else "✗", class_="sign", aria_hidden="true")
    verdict = element("span", wording.SUPPORTED if supported else wording.UNSUPPORTED, class_="verdict")
    failures = (element("li", printing.unsupported(f, LANGUAGE)) for f in one.verdict.failures)
    return element(
        "li",
        element("p", sign, verdict),
        element("p", *_with_failures_marked(one), class_="claim-text"),
        element("ul", *failures, class_="failures") if not supported else None,
        _sources(one, numbered),
        class_="claim supported" if supported else "claim unsupported",
    )


def _with_failures_marked(one: Judgement) -> list[str | Html]:
    """The sentence, with the words of each fact that does not hold marked where they stand."""
    text = shortened(one.claim.text)
    pieces: list[str | Html] = []
    position = 0
    for start, end in _stretches(text, one.verdict.failures):
        if start >= position:
            pieces += [text[position:start], element("em", text[start:end], class_="wrong")]
            position = end
    return [*pieces, text[position:]]


def _stretches(text: str, failures: Sequence[Failure]) -> list[tuple[int, int]]:
    """Where the words of failures stand, first to last; those of a failure that takes in all the text are left out."""
    places = ((text.find(f.found), len(f.found)) for f in failures if f.found.strip() and f.found != text)
    return sorted((start, start + length) for start, length in places if start >= 0)


def _sources(one: Judgement, numbered: dict[Place, Citation]) -> Html | None:
    """The markers of a sentence and what they lead to; below an unsupported sentence only the nearest place."""
    if not one.citations:
        return None
    label = wording.SOURCE if one.verdict.supported else word("nearest", LANGUAGE)
    markers = (marker_link(DRAFT, numbered[_place(c)].marker) for c in one.citations)
    where = dated_title(one.citations[0].document)
    return element("p", f"{label} ", *markers, " ", element("span", where, class_="where"), class_="source-line")


def _to_take_along(found: Report) -> Html:
    """The verdicts to copy or download, and a switch that hides the sentences that hold."""
    text = "\n".join([_headline(found), "", *(printing.judgement(one, LANGUAGE) for one in found.judged)]) + "\n"
    table = BYTE_ORDER_MARK + csv_text([wording.CSV_HEAD, *(_row(n, one) for n, one in enumerate(found.judged, 1))])
    switch = element("label", Html('<input type="checkbox" class="only-failed">'), wording.ONLY_FAILED)
    some_fail = not all(one.verdict.supported for one in found.judged)
    return element(
        "div",
        element("button", wording.COPY, type="button", class_="chip copy"),
        _download(wording.DOWNLOAD_TXT, "text/plain", "kiem-ban-du-thao.txt", text),
        _download(wording.DOWNLOAD_CSV, "text/csv", "kiem-ban-du-thao.csv", table),
        switch if some_fail else None,
        element("textarea", "\n", text, class_="to-copy", readonly=True, hidden=True, aria_label=wording.REPORT),
        class_="tools",
    )


def _download(label: str, kind: str, name: str, content: str) -> Html:
    """A link that holds the file itself, so that nothing of a draft is written to the server's disk."""
    coded = base64.b64encode(content.encode()).decode()
    return element("a", label, href=f"data:{kind};charset=utf-8;base64,{coded}", download=name, class_="chip")


def _row(number: int, one: Judgement) -> list[str]:
    supported = one.verdict.supported
    sources = "; ".join(printing.place(c.document, c.page, LANGUAGE) for c in one.citations)
    return [
        str(number),
        one.claim.text,
        wording.SUPPORTED if supported else wording.UNSUPPORTED,
        "; ".join(printing.unsupported(f, LANGUAGE) for f in one.verdict.failures),
        sources if supported else "",
        "" if supported else sources,
        "; ".join(c.quote for c in one.citations),
    ]
