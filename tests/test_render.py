"""Promises of the HTML that a visitor reads: nothing untrusted becomes markup, and quotes stand where they stood."""

import datetime as dt
from dataclasses import replace
from html.parser import HTMLParser

from index.documents import Context, Document, DocumentId
from index.segments import Filters
from rag.answers import (
    Answer,
    AnswerSentence,
    Citation,
    Clarification,
    Notice,
    Outcome,
    Reason,
    Refusal,
    Result,
    Timings,
    Understood,
    Withheld,
)
from ui import wording
from ui.markup import Html, element, link_or_text
from ui.render import conversation
from ui.sources import panel, paragraphs
from ui.turn import Trouble, Turn

TEXT = "Tiêu đề bài\nCâu một nói về dân số. Câu hai nói về diện tích. Câu ba.\n\nĐoạn sau có câu bốn.\n"
HOSTILE = '<img src=x onerror=alert(1)>"\' onmouseover="alert(2)" ${alert(3)} {{4}} </script>'


class _Elements(HTMLParser):
    """Collect the elements of a page, their attributes, and the text inside `<mark>`."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.marked: list[str] = []
        self._in_mark = False
        self.feed(markup)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag == "mark":
            self._in_mark = True
            self.marked.append("")

    def handle_endtag(self, tag: str) -> None:
        self._in_mark = self._in_mark and tag != "mark"

    def handle_data(self, data: str) -> None:
        if self._in_mark:
            self.marked[-1] += data

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]


def _document(text: str = TEXT, name: str = "a", **changes: object) -> Document:
    known: dict[str, object] = {
        "id": DocumentId(name),
        "file": f"{name}.txt",
        "text": text,
        "title": text.split("\n")[0],
        "published": dt.date(2025, 9, 18),
        "event": dt.date(2025, 9, 17),
        "event_inferred": False,
        "source": "https://vidu.vn/bai",
        "kind": "article",
    }
    return Document(**(known | changes))  # type: ignore[arg-type]


def _cited(marker: int, document: Document, quote: str) -> Citation:
    start = document.text.index(quote)
    return Citation(marker, document, start, start + len(quote), quote)


def _outcome(question: str = "Hỏi?", searched: str = "Hỏi?", **more: object) -> dict[str, object]:
    base = Outcome(question, Understood(searched), 0.9, "extractive", Timings())
    return {name: getattr(base, name) for name in Outcome.__dataclass_fields__} | more


def _answer(*citations: Citation, context: Context = Context(), **more: object) -> Answer:  # noqa: B008 - frozen
    sentences = tuple(AnswerSentence(c.quote, (c.marker,), context) for c in citations)
    return Answer(**_outcome(**more), sentences=sentences, citations=citations)  # type: ignore[arg-type]


def _page(reply: Result | Trouble | None, question: str = "Hỏi?") -> _Elements:
    turns = (Turn(1, question, reply),)
    return _Elements(conversation(turns) + panel(turns))


def test_plain_text_in_an_element_is_escaped_and_markup_is_kept() -> None:
    assert element("p", "a < b & c", Html("<b>d</b>"), title='"x"', hidden=False, data_n=1) == (
        '<p title="&quot;x&quot;" data-n="1">a &lt; b &amp; c<b>d</b></p>'
    )


def test_markup_in_any_untrusted_text_creates_no_element_and_no_attribute() -> None:
    document = _document(f"{HOSTILE}\n{HOSTILE} câu.", name=HOSTILE, source=HOSTILE, title=HOSTILE)
    context = Context(speaker=HOSTILE, offices=(HOSTILE,), places=(HOSTILE,))
    answer = _answer(
        _cited(1, document, f"{HOSTILE} câu."),
        context=context,
        question=HOSTILE,
        searched="khác",
        understood=Understood(HOSTILE, restored=True),
        notices=(Notice("x", HOSTILE),),
        withheld=(Withheld(HOSTILE, "number"),),
    )
    clarification = Clarification(**_outcome(), message=HOSTILE, choices=(HOSTILE,))  # type: ignore[arg-type]
    refusal = Refusal(**_outcome(), message=HOSTILE)  # type: ignore[arg-type]
    replies: list[Result | Trouble] = [answer, clarification, refusal, Trouble(HOSTILE)]
    for reply in replies:
        page = _page(reply, question=HOSTILE)
        assert not {tag for tag, _ in page.elements} & {"img", "script"}
        assert not [name for _, attributes in page.elements for name in attributes if name.startswith("on")]
    assert {chip["data-question"] for chip in _page(clarification).all("button")} == {HOSTILE}
    assert HOSTILE in _Elements(conversation((), (HOSTILE,))).all("button")[0].values()


def test_only_web_addresses_become_links_and_tell_the_other_site_nothing() -> None:
    [link] = _Elements(link_or_text("https://vidu.vn/?a=1&b=2")).all("a")
    assert link == {"href": "https://vidu.vn/?a=1&b=2", "target": "_blank", "rel": "noopener noreferrer"}
    for address in ("javascript:alert(1)", "data:text/html,x", "//vidu.vn", "http://[", "https:", "vidu.vn", " "):
        assert _Elements(link_or_text(address)).elements == []


def test_a_quote_is_marked_word_for_word_in_its_paragraph() -> None:
    turns = (Turn(1, "Hỏi?", _answer(_cited(1, _document(), "Câu hai nói về diện tích."))),)
    markup = panel(turns)
    assert _Elements(markup).marked == ["Câu hai nói về diện tích."]
    assert "Câu một nói về dân số. <span" in markup
    assert "</mark> Câu ba.</blockquote>" in markup
    assert "Đoạn sau" not in markup


def test_citations_of_one_paragraph_come_together_and_others_apart() -> None:
    document = _document()
    first, second = _cited(2, document, "Câu một nói về dân số."), _cited(3, document, "Câu ba.")
    apart = _cited(1, document, "Đoạn sau có câu bốn.")
    assert [p.citations for p in paragraphs(document, (first, apart, second))] == [(apart,), (first, second)]


def test_overlapping_quotes_share_one_mark_and_keep_their_own_targets() -> None:
    document = _document()
    wide, inner = _cited(1, document, "Câu một nói về dân số. Câu hai"), _cited(2, document, "dân số. Câu hai nói")
    page = _page(_answer(wide, inner))
    assert page.marked == ["Câu một nói về dân số. Câu hai nói"]
    assert [t["id"] for t in page.all("span") if t.get("class") == "target"] == ["source-1-1", "source-1-2"]


def test_a_paged_document_shows_the_page_and_some_lines_around_the_quote() -> None:
    document = _document("một\nhai\nba\nbốn\nnăm\nsáu\nbảy", page_starts=(0, 11), title="một")
    [found] = paragraphs(document, (_cited(1, document, "bốn"),))
    assert document.text[found.start : found.end] == "hai\nba\nbốn\nnăm\nsáu"
    assert "Trang 2" in panel((Turn(1, "Hỏi?", _answer(_cited(1, document, "bốn"))),))


def test_a_document_has_one_card_however_often_it_is_cited_in_the_order_of_the_markers() -> None:
    one, other = _document(name="a"), _document(name="b")
    page = _page(_answer(_cited(1, other, "Câu ba."), _cited(2, one, "Câu ba."), _cited(3, other, "Đoạn sau có")))
    cards = [card["aria-label"] for card in page.all("article") if card.get("class") == "card"]
    assert cards == ["Nguồn 1, 3", "Nguồn 2"]


def test_every_marker_of_every_turn_leads_to_its_own_source() -> None:
    answer = _answer(_cited(1, _document(), "Câu ba."), _cited(2, _document(), "Câu một"))
    turns = (Turn(1, "Một?", answer), Turn(2, "Hai?", answer))
    page = _Elements(conversation(turns) + panel(turns))
    ids = [attributes["id"] for _, attributes in page.elements if "id" in attributes]
    markers = [a for a in page.all("a") if a.get("class") == "marker"]
    assert [m["href"] for m in markers] == ["#source-1-1", "#source-1-2", "#source-2-1", "#source-2-2"]
    assert [m["aria-label"] for m in markers] == ["Nguồn 1", "Nguồn 2"] * 2
    assert len(set(ids)) == len(ids)
    assert {str(m["href"])[1:] for m in markers} <= set(ids)


def test_only_the_sources_of_the_latest_turn_are_visible() -> None:
    answer = _answer(_cited(1, _document(), "Câu ba."))
    page = _Elements(panel((Turn(1, "Một?", answer), Turn(2, "Hai?", answer))))
    groups = [group for group in page.all("section") if group.get("class") == "source-group"]
    assert [(group["data-turn"], "hidden" in group) for group in groups] == [("1", True), ("2", False)]


def test_a_refusal_gives_its_reason_and_shows_no_source() -> None:
    refusal = Refusal(**_outcome(), reason=Reason.OTHER_PLACE, message="Chỉ có phường khác.")  # type: ignore[arg-type]
    assert "Chỉ có phường khác." in conversation((Turn(1, "Hỏi?", refusal),))
    page = _page(refusal)
    assert not [tag for tag, _ in page.elements if tag in ("mark", "blockquote", "a")]
    after_answer = panel((Turn(1, "Một?", _answer(_cited(1, _document(), "Câu ba."))), Turn(2, "Hai?", refusal)))
    assert all("hidden" in group for group in _Elements(after_answer).all("section"))


def test_the_short_answer_stands_before_the_sentence_unless_it_is_the_sentence() -> None:
    cited = _cited(1, _document(), "Câu hai nói về diện tích.")
    markup = conversation((Turn(1, "Hỏi?", _answer(cited, short_answer="diện tích")),))
    assert markup.index('class="short">diện tích<') < markup.index("Câu hai nói về")
    assert 'class="short"' not in conversation((Turn(1, "Hỏi?", _answer(cited, short_answer=cited.quote)),))


def test_the_context_says_who_where_when_and_that_a_year_was_inferred() -> None:
    context = Context(
        speaker="Trần A", offices=("Bí thư",), places=("phường B",), date=dt.date(2025, 8, 5), date_inferred=True
    )
    markup = conversation((Turn(1, "Hỏi?", _answer(_cited(1, _document(), "Câu ba."), context=context)),))
    assert "Trần A, Bí thư · phường B · 05/08/2025 (năm suy ra)" in markup


def test_a_year_that_the_day_of_publication_bears_out_is_not_called_inferred() -> None:
    day = dt.date(2025, 9, 17)
    document = _document(published=day, event=day, event_inferred=True)
    answer = _answer(_cited(1, document, "Câu ba."), context=Context(date=day, date_inferred=True))
    markup = conversation((Turn(1, "Hỏi?", answer),)) + panel((Turn(1, "Hỏi?", answer),))
    assert "17/09/2025" in markup
    assert "suy ra" not in markup


def test_a_title_that_is_the_beginning_of_a_long_line_ends_with_an_ellipsis() -> None:
    cut, whole = _document("Ngày 29-10, Tổ công tác, đến làm việc.\nCâu ba."), _document("Tiêu đề\nCâu ba.")
    cut = replace(cut, title="Ngày 29-10, Tổ công tác")
    for document, shown in ((cut, "<h3>Ngày 29-10, Tổ công tác…</h3>"), (whole, "<h3>Tiêu đề</h3>")):
        assert shown in panel((Turn(1, "Hỏi?", _answer(_cited(1, document, "Câu ba."))),))


def test_the_header_of_a_file_is_not_shown_beside_a_quote() -> None:
    document = _document("date 2025-09-17 Tiêu đề. Câu ba.\n")
    markup = panel((Turn(1, "Hỏi?", _answer(_cited(1, document, "Câu ba."))),))
    assert "<blockquote>Tiêu đề. " in markup


def test_withheld_sentences_are_counted_and_can_be_unfolded_with_their_reasons_apart_from_the_answer() -> None:
    answer = _answer(
        _cited(1, _document(), "Câu ba."),
        withheld=(Withheld("Sai một.", "number"), Withheld("Sai hai.", "no such code")),
    )
    markup = conversation((Turn(1, "Hỏi?", answer),))
    shown, folded = markup.split("<details")
    assert "<summary>Đã lược bỏ (2)</summary>" in folded
    assert 'Sai một. <span class="why">(số liệu không khớp nguồn)</span>' in folded
    assert 'Sai hai. <span class="why">(nguồn không nói điều này)</span>' in folded
    assert wording.WITHHELD_WARNING in folded
    assert "Câu ba." in shown
    assert "Sai một." not in shown
    assert "<details" not in conversation((Turn(1, "Hỏi?", _answer(_cited(1, _document(), "Câu ba."))),))


def test_a_notice_is_read_without_unfolding_anything() -> None:
    answer = _answer(_cited(1, _document(), "Câu ba."), notices=(Notice("llm", "Máy chủ không trả lời."),))
    markup = conversation((Turn(1, "Hỏi?", answer),))
    assert "Máy chủ không trả lời." in markup
    assert "<details" not in markup


def test_a_refusal_names_the_nearest_documents_folded_and_as_no_answer() -> None:
    near = (_document(name="a", title="Bài\nmột"), _document(name="b", title=HOSTILE))
    refusal = Refusal(**_outcome(), message="Không rõ.", nearest=near)  # type: ignore[arg-type]
    markup = conversation((Turn(1, "Hỏi?", refusal),))
    shown, folded = markup.split("<details")
    assert "<summary>Tài liệu gần nhất (không phải câu trả lời)</summary>" in folded
    assert "17/09/2025 · Bài một" in folded
    assert "Bài một" not in shown
    assert {tag for tag, _ in _Elements(markup).elements}.isdisjoint({"img", "a", "mark", "blockquote"})


def test_a_question_that_was_understood_otherwise_says_how() -> None:
    restored = Understood("Dân số?", restored=True)
    answer = _answer(_cited(1, _document(), "Câu ba."), question="dan so?", understood=restored)
    assert "Được hiểu là: Dân số?" in conversation((Turn(1, "dan so?", answer),))


def test_each_sentence_of_a_list_is_an_item_with_its_marker_below_who_said_it() -> None:
    document, said = _document(), Context(speaker="Ông A", places=("phường B",))
    cited = (_cited(1, document, "Câu hai nói về diện tích."), _cited(2, document, "Câu ba."))
    markup = conversation((Turn(1, "Hỏi?", _answer(*cited, context=said, listed=True)),))
    items = markup.split("<li>")
    assert items[0].endswith('<p class="context">Ông A · phường B</p><ul class="items">')
    assert [("Câu hai" in item, "Câu ba." in item, item.count("marker")) for item in items[1:]] == [
        (True, False, 1),
        (False, True, 1),
    ]


def test_a_refusal_under_a_filter_offers_the_question_without_it() -> None:
    refusal = Refusal(**_outcome(), message="Không rõ.")  # type: ignore[arg-type]
    limited = _Elements(conversation((Turn(1, "Hỏi?", refusal, Filters(place="phường A")),)))
    [chip] = limited.all("button")
    assert (chip["data-question"], "data-everywhere" in chip) == ("Hỏi?", True)
    assert _page(refusal).all("button") == []


def test_an_english_question_is_refused_in_english() -> None:
    understood = Understood("Population of A?", history_used=True, english=True)
    refusal = Refusal(**_outcome(understood=understood))  # type: ignore[arg-type]
    markup = conversation((Turn(1, "and of A?", refusal),))
    assert wording.REFUSALS_IN_ENGLISH[refusal.reason] in markup
    assert "Understood as: Population of A?" in markup
    assert set(wording.REFUSALS_IN_ENGLISH) == set(wording.REFUSALS) == set(Reason)


def test_a_very_long_question_is_shown_cut() -> None:
    markup = conversation((Turn(1, "a" * 100_000, Trouble("Câu hỏi quá dài.")),))
    assert len(markup) < 2_000
    assert "…" in markup
