"""Documents, passages and sentences are verbatim slices; nothing citable is lost."""

import datetime as dt
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.documents import BlockKind, Document, Passage
from index.layout import blocks_of
from index.passages import document_of
from index.reading import Source, decode, read
from tests.test_sentences import ANY_TEXT, LIKELY_TEXT

SEEDS = sorted((Path(__file__).parent.parent / "seeds").glob("*.txt"))
ARTICLE = (
    "date 2025-09-17 Chiều 17-9, đồng chí Trần Lưu Quang, Bí thư Thành ủy TPHCM, đến thăm phường Bình Dương.\n"
    "Tập trung giữ vững an ninh\n"
    "Đồng chí nhấn mạnh phường cần tận dụng điều kiện sẵn có. Các lực lượng phải bám sát địa bàn.\n"
    "Đồng chí yêu cầu ba việc:\n- rà soát quy hoạch;\n- giải ngân vốn;\n- chăm lo người nghèo.\n"
    "Quang cảnh buổi làm việc. Ảnh: VIỆT DŨNG\n"
    "THU HƯỜNG\n"
    "Nguồn: https://a.vn/bai-1.html\n"
    "Bình luận (0)"
)


def made_of(text: str, name: str = "bai.txt") -> tuple[Document, tuple[Passage, ...]]:
    return document_of(Source(Path(name), text))


def test_an_article_becomes_a_document_with_its_dates_source_and_title() -> None:
    document, _ = made_of(ARTICLE)
    assert (document.published, document.event, document.event_inferred) == (
        dt.date(2025, 9, 17),
        dt.date(2025, 9, 17),
        True,
    )
    assert (document.source, document.kind, document.file) == ("https://a.vn/bai-1.html", "article", "bai.txt")
    assert document.text == ARTICLE
    assert document.title == ("Chiều 17-9, đồng chí Trần Lưu Quang, Bí thư Thành ủy TPHCM, đến thăm phường Bình Dương.")


def test_a_paragraph_stands_with_its_heading_and_a_list_with_what_announces_it() -> None:
    _, passages = made_of(ARTICLE)
    assert [passage.text for passage in passages] == [
        "Chiều 17-9, đồng chí Trần Lưu Quang, Bí thư Thành ủy TPHCM, đến thăm phường Bình Dương.",
        "Tập trung giữ vững an ninh\nĐồng chí nhấn mạnh phường cần tận dụng điều kiện sẵn có. "
        "Các lực lượng phải bám sát địa bàn.",
        "Đồng chí yêu cầu ba việc:\n- rà soát quy hoạch;\n- giải ngân vốn;\n- chăm lo người nghèo.",
        "Quang cảnh buổi làm việc.",
    ]


def test_furniture_credits_bylines_and_addresses_are_in_no_passage() -> None:
    _, passages = made_of(ARTICLE)
    shown = " ".join(passage.text for passage in passages)
    assert not any(word in shown for word in ("Bình luận", "VIỆT DŨNG", "THU HƯỜNG", "https", "date 2025"))


def test_a_passage_brings_the_articles_lead_and_who_and_where_but_only_as_preface() -> None:
    document, passages = made_of(ARTICLE)
    assert passages[0].preface == ""
    assert passages[1].preface.startswith("Chiều 17-9, đồng chí Trần Lưu Quang")
    assert passages[1].preface not in document.text[passages[1].start :]


def test_the_same_content_is_the_same_document_whatever_its_file() -> None:
    assert made_of(ARTICLE)[0].id == made_of(ARTICLE, "khac.txt")[0].id
    assert made_of(ARTICLE)[0].id != made_of(ARTICLE + " ")[0].id


def test_a_long_paragraph_is_cut_between_sentences() -> None:
    sentence = "Đồng chí nhấn mạnh phường cần tận dụng điều kiện sẵn có để phát triển mạnh mẽ hơn."
    _, passages = made_of(" ".join([sentence] * 40))
    assert len(passages) > 2
    assert all(len(passage.text) <= 1000 for passage in passages)
    assert {s.text for passage in passages for s in passage.sentences} == {sentence}


def test_a_long_first_sentence_gives_a_title_that_is_cut_at_a_clause_and_verbatim() -> None:
    text = "Chiều 17-9, " + "đoàn công tác của Thành ủy đến thăm, " * 12 + "làm việc với phường."
    document, _ = made_of(text)
    assert len(document.title) <= 200
    assert text.startswith(document.title + ", ")
    assert document.title.endswith("đến thăm")


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.name)
def test_every_slice_of_the_five_articles_is_verbatim(path: Path) -> None:
    document, passages = document_of(read(path))
    assert document.text == path.read_text(encoding="utf-8")
    check_slices(document, passages)


def check_slices(document: Document, passages: tuple[Passage, ...]) -> None:
    """Assert that passages and sentences are slices in order, and that outside them lie white space and furniture."""
    text, at = document.text, 0
    assert document.title in text
    covered = [False] * len(text)
    for passage in passages:
        assert passage.start >= at
        assert text[passage.start : passage.end] == passage.text
        assert (passage.sentences[0].start, passage.sentences[-1].end) == (passage.start, passage.end)
        for sentence in passage.sentences:
            assert sentence.start >= at
            assert text[sentence.start : sentence.end] == sentence.text
            assert sentence.kind.citable
            at = sentence.end
            covered[sentence.start : sentence.end] = [True] * len(sentence.text)
    for block in blocks_of(text):
        if block.kind.citable:
            assert all(covered[i] or text[i].isspace() for i in range(block.start, block.end))
        else:
            assert not any(covered[block.start : block.end])


PARTS = st.lists(
    st.sampled_from([*ARTICLE.split("\n"), "", "  ", "Ba Vì. TP. HCM", "bà N.T.H. 2.952 (", "“", "”,"]), max_size=14
)


@given(st.one_of(ANY_TEXT, LIKELY_TEXT, PARTS.map("\n".join), PARTS.map(" ".join)))
def test_nothing_is_lost_between_slices_but_white_space_and_furniture(text: str) -> None:
    check_slices(*made_of(unicodedata.normalize("NFC", text)))


@given(st.one_of(PARTS.map("\n".join), ANY_TEXT), st.booleans(), st.booleans(), st.booleans())
def test_offsets_are_the_same_whatever_the_files_form(text: str, nfd: bool, crlf: bool, mark: bool) -> None:
    plain = unicodedata.normalize("NFC", text)
    if not plain.strip() or plain.startswith("\ufeff"):
        return
    form = unicodedata.normalize("NFD", plain) if nfd else plain
    form = form.replace("\n", "\r\n") if crlf else form
    data = form.encode("utf-8-sig" if mark else "utf-8")
    assert made_of(decode(data, "bai.txt")) == made_of(plain)


def test_a_caption_may_be_cited_and_is_marked_as_one() -> None:
    _, passages = made_of(ARTICLE)
    assert [(s.kind, s.text) for p in passages for s in p.sentences if s.kind is not BlockKind.BODY] == [
        (BlockKind.HEADING, "Tập trung giữ vững an ninh"),
        (BlockKind.CAPTION, "Quang cảnh buổi làm việc."),
    ]


@pytest.mark.parametrize("text", ["52", "Bình luận (0)", "date 2025-09-17", "Nguồn: https://a.vn", "\u200b", "…", "“"])
def test_a_document_of_next_to_nothing_is_still_a_document(text: str) -> None:
    document, passages = made_of(text)
    assert document.title in text
    check_slices(document, passages)
