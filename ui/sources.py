"""The panel beside the page: every cited document, with the cited sentences marked in their paragraphs."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from index.documents import Document
from index.layout import body_of
from rag.answers import Answer, Citation
from rag.wording import title_of
from ui import wording
from ui.markup import Html, element, joined, link_or_text
from ui.render import DRAFT, REPORT, CitedBy, is_inferred, shortened, source_id, turn_id
from ui.turn import Passing, Turn

_TO_REPORT = element("a", "Về kết quả kiểm", href=f"#{REPORT}", class_="back")
LINES_AROUND = 2  # lines of a paged document shown before and after a quote: there a line is no paragraph


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A stretch of a document, `text[start:end]`, and the citations that lie in it."""

    start: int
    end: int
    citations: tuple[Citation, ...]  # in the order of their markers


def panel(turns: Sequence[Turn]) -> Html:
    """The sources of the latest turn; those of earlier answers are there too, hidden until a marker asks for them.

    A latest turn without an answer shows no source.
    """
    answered = [(turn, turn.reply) for turn in turns if isinstance(turn.reply, Answer | Passing)]
    latest = turns[-1].number if turns else 0
    groups = [_of_answer(turn, reply, hidden=turn.number != latest) for turn, reply in answered if reply.citations]
    empty = not any(turn.number == latest for turn, reply in answered if reply.citations)
    return _aside(wording.PANEL_EMPTY, groups, empty=empty)


def panel_of_draft(citations: Sequence[Citation]) -> Html:
    """The sources of a checked draft, all of them."""
    groups = [_group(DRAFT, element("p", wording.PANEL_OF_DRAFT, class_="quiet"), citations, _TO_REPORT)]
    return _aside(wording.PANEL_OF_DRAFT_EMPTY, groups if citations else (), empty=not citations)


def paragraphs(document: Document, citations: Sequence[Citation]) -> tuple[Paragraph, ...]:
    """The paragraphs that hold the citations of one document; citations of the same paragraph come together.

    In the order of their first markers. Every citation lies wholly inside its paragraph.
    """
    found: list[Paragraph] = []
    for citation in sorted(citations, key=lambda c: c.start):
        start, end = _lines_around(document, citation.start, citation.end)
        together: tuple[Citation, ...] = (citation,)
        if found and start < found[-1].end:
            earlier = found.pop()
            start, end, together = earlier.start, max(end, earlier.end), (*earlier.citations, citation)
        found.append(Paragraph(start, end, tuple(sorted(together, key=lambda c: c.marker))))
    return tuple(sorted(found, key=lambda p: p.citations[0].marker))


def _lines_around(document: Document, start: int, end: int) -> tuple[int, int]:
    """From the line break before `start` to the one after `end`, a few lines further in a paged document.

    The header of a text file is no part of what it says.
    """
    text = document.text
    first, last = max(body_of(text), text.rfind("\n", 0, start) + 1), _line_end(text, end)
    for _ in range(LINES_AROUND if document.page_starts else 0):
        first = text.rfind("\n", 0, max(0, first - 1)) + 1
        last = _line_end(text, last + 1)
    return first, last


def _line_end(text: str, offset: int) -> int:
    found = text.find("\n", offset)
    return len(text) if found < 0 else found


def _aside(hint: str, groups: Sequence[Html], *, empty: bool) -> Html:
    return element(
        "aside",
        element("p", hint, class_="quiet nothing", hidden=not empty),
        *groups,
        class_="sources",
        aria_label=wording.PANEL,
    )


def _of_answer(turn: Turn, answer: Answer | Passing, *, hidden: bool) -> Html:
    about = element("p", "Cho câu hỏi: ", element("q", shortened(turn.question)), class_="quiet")
    back = element("a", "Về câu trả lời", href=f"#{turn_id(turn.number)}", class_="back")
    return _group(turn.number, about, answer.citations, back, hidden=hidden)


def _group(cited_by: CitedBy, about: Html, citations: Sequence[Citation], back: Html, *, hidden: bool = False) -> Html:
    """What one answer or draft cites: a card for each document, in the order of the markers."""
    by_document: dict[str, list[Citation]] = {}
    for citation in sorted(citations, key=lambda c: c.marker):
        by_document.setdefault(citation.document.id, []).append(citation)
    return element(
        "section",
        element("h2", wording.PANEL),
        about,
        *(_card(cited_by, cited, back) for cited in by_document.values()),
        class_="source-group",
        data_turn=cited_by,
        hidden=hidden,
    )


def _card(cited_by: CitedBy, citations: Sequence[Citation], back: Html) -> Html:
    document = citations[0].document
    return element(
        "article",
        element("h3", title_of(document)),
        _particulars(document),
        *(_quoted(cited_by, document, paragraph) for paragraph in paragraphs(document, citations)),
        element("p", back, class_="quiet"),
        class_="card",
        tabindex=-1,
        aria_label=f"Nguồn {', '.join(str(c.marker) for c in citations)}",
    )


def _particulars(document: Document) -> Html:
    """When it happened, when it was published, the file, and the address that it came from."""
    happened = wording.day(document.event, inferred=is_inferred(document)) if document.event else None
    published = wording.day(document.published, inferred=False) if document.published else None
    lines: list[Html] = []
    if happened:
        lines.append(element("li", f"Ngày diễn ra: {happened}"))
    if published and document.published != document.event:
        lines.append(element("li", f"Ngày đăng: {published}"))
    if document.source:
        lines.append(element("li", "Địa chỉ: ", link_or_text(document.source)))
    lines.append(element("li", f"Tệp: {document.file}"))
    return element("ul", *lines, class_="particulars")


def _quoted(cited_by: CitedBy, document: Document, paragraph: Paragraph) -> Html:
    pages = [str(page) for page, _ in groupby(c.page for c in paragraph.citations) if page is not None]
    return joined(
        element("p", f"Trang {', '.join(pages)}", class_="page") if pages else None,
        element(
            "blockquote",
            "… " if document.page_starts and paragraph.start > 0 else None,
            *_marked(cited_by, document.text, paragraph),
            " …" if document.page_starts and paragraph.end < len(document.text) else None,
            class_="wrapped" if document.page_starts else None,
        ),
    )


def _marked(cited_by: CitedBy, text: str, paragraph: Paragraph) -> list[str | Html]:
    """The paragraph's text with every cited stretch in `<mark>`; overlapping citations share one."""
    pieces: list[str | Html] = []
    position = paragraph.start
    for start, end, citations in _stretches(paragraph.citations):
        pieces.append(text[position:start])
        inner: list[str | Html] = []
        at = start
        for citation in citations:
            target = _target(cited_by, citation.marker)
            if citation.start == start:
                pieces.append(target)
            else:
                inner += [text[at : citation.start], target]
                at = citation.start
        pieces.append(element("mark", *inner, text[at:end]))
        position = end
    pieces.append(text[position : paragraph.end])
    return pieces


def _target(cited_by: CitedBy, marker: int) -> Html:
    """Where a marker leads. Its number is drawn by the style sheet, so that the quote copies without it."""
    return element("span", class_="target", id=source_id(cited_by, marker), data_marker=marker)


def _stretches(citations: Sequence[Citation]) -> list[tuple[int, int, list[Citation]]]:
    """Start, end and citations of each run of overlapping citations, in the order of the text."""
    runs: list[tuple[int, int, list[Citation]]] = []
    for citation in sorted(citations, key=lambda c: (c.start, c.marker)):
        if runs and citation.start < runs[-1][1]:
            start, end, members = runs.pop()
            runs.append((start, max(end, citation.end), [*members, citation]))
        else:
            runs.append((citation.start, citation.end, [citation]))
    return runs
