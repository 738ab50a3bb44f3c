"""Files become text, or a clear error that names the file."""

import random
import unicodedata
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import (
    ChidaoError,
    FileEmpty,
    FileMissing,
    FolderEmpty,
    NoTextLayer,
    NotText,
    PdfUnreadable,
    UnsupportedFormat,
)
from index.passages import document_of
from index.reading import Source, decode, files_under, join_pages, read
from tests.pdfs import make_pdf

ARTICLE = "Chiều 17-9, đồng chí Trần Lưu Quang đến thăm phường Bình Dương.\nPhường có 2.952 đảng viên."
FIRST = (
    "Chiều 17-9, đồng chí Trần Lưu Quang, Bí thư Trung ương Đảng, Bí thư Thành ủy TPHCM, dẫn đầu đoàn công tác đến "
    "thăm, làm việc với Ban Thường vụ Đảng ủy phường Bình Dương (TPHCM)."
)
SECOND = (
    "Đồng chí lưu ý, với đặc thù tập trung đông công nhân, người lao động, nhiệm vụ hàng đầu của phường là giữ vững an "
    "ninh, trật tự cơ sở, bám sát địa bàn, gần dân, sát dân."
)


def written(folder: Path, data: bytes, name: str = "bai.txt") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def test_a_text_file_is_read_in_full(tmp_path: Path) -> None:
    path = written(tmp_path, ARTICLE.encode())
    assert read(path) == Source(path, ARTICLE, ())


@pytest.mark.parametrize(
    "data",
    [
        ARTICLE.encode("utf-8-sig"),
        ARTICLE.replace("\n", "\r\n").encode(),
        ARTICLE.replace("\n", "\r").encode(),
        unicodedata.normalize("NFD", ARTICLE).encode(),
        unicodedata.normalize("NFD", ARTICLE).replace("\n", "\r\n").encode("utf-8-sig"),
    ],
    ids=["byte-order mark", "CRLF", "CR", "NFD", "all together"],
)
def test_every_form_of_the_same_text_reads_the_same(tmp_path: Path, data: bytes) -> None:
    assert read(written(tmp_path, data)).text == ARTICLE


@pytest.mark.parametrize("data", [b"", b"\xef\xbb\xbf", b" \n\t\r\n"], ids=["no bytes", "only a mark", "only blanks"])
def test_an_empty_file_is_an_error_that_names_it(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(FileEmpty, match=r"bai\.txt"):
        read(written(tmp_path, data))


# Code page 1258 has no composed Vietnamese letters: base letter, then tone mark.
CP1258 = "Theo nghi\u0323 quyê\u0301t".encode("cp1258")


@pytest.mark.parametrize(
    ("data", "position"),
    [
        (ARTICLE.encode("utf-16"), 0),
        (ARTICLE.encode("utf-16-le"), 6),
        (ARTICLE.encode("utf-16-be"), 7),
        (CP1258, 9),
        ("Ngày 3-9, quán cà phê đóng cửa".encode("latin-1", "ignore"), 2),
        (b"\x89PNG\r\n\x1a\n\x00\x00", 0),
        (b"PK\x03\x04 docx", 2),
        (b"\xef\xbb\xbfabc\x00", 6),
        (b"\xef\xbb\xbfabc\xff", 6),
        (b"chu \x1b[31m do", 4),
    ],
    ids=["utf-16", "utf-16-le", "utf-16-be", "cp1258", "latin-1", "png", "zip", "nul", "ff after mark", "escape"],
)
def test_what_is_not_utf_8_is_an_error_that_names_file_and_byte(tmp_path: Path, data: bytes, position: int) -> None:
    with pytest.raises(NotText, match=r"bai\.txt") as caught:
        read(written(tmp_path, data))
    assert caught.value.facts == {"where": "bai.txt", "found": str(position)}


def test_missing_files_empty_folders_and_other_formats_have_their_errors(tmp_path: Path) -> None:
    with pytest.raises(FileMissing, match=r"khong-co\.txt"):
        read(tmp_path / "khong-co.txt")
    with pytest.raises(FolderEmpty, match=tmp_path.name):
        read(tmp_path)
    with pytest.raises(UnsupportedFormat, match=r"bang\.docx.*\.docx"):
        read(written(tmp_path, b"x", "bang.docx"))
    with pytest.raises(UnsupportedFormat, match="nameless"):
        read(written(tmp_path, b"x", "bang"))


def test_folders_give_their_readable_files_in_order_and_an_empty_one_itself(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "trong").mkdir()
    names = ["b/2.TXT", "b/1.pdf", "a.txt", "anh.png"]
    paths = [written(tmp_path, b"x", name) for name in names]
    assert files_under([tmp_path]) == [paths[2], paths[1], paths[0]]
    assert files_under([tmp_path / "trong", paths[3]]) == [tmp_path / "trong", paths[3]]


def test_a_pdf_reads_as_its_paragraphs_whatever_the_line_breaks(tmp_path: Path) -> None:
    source = read(make_pdf(tmp_path / "bai.pdf", [[FIRST, SECOND]]))
    assert source.text == f"{FIRST}\n{SECOND}"
    assert source.page_starts == (0,)


def test_a_citation_of_a_pdf_knows_its_page_even_when_the_sentence_crosses_pages(tmp_path: Path) -> None:
    start, _, rest = FIRST.partition(" dẫn ")
    rest = f"dẫn {rest}"
    path = make_pdf(
        tmp_path / "bai.pdf", [[SECOND, start], [rest], [SECOND.replace("Đồng chí", "Bí thư")]], numbered=True
    )
    document, passages = document_of(read(path))
    sentences = {s.text: document.page_of(s.start) for p in passages for s in p.sentences}
    assert sentences == {SECOND: 1, FIRST: 1, SECOND.replace("Đồng chí", "Bí thư"): 3}
    assert document.page_of(document.text.index(rest)) == 2


def test_running_heads_and_page_numbers_are_no_text_but_figures_of_a_table_are(tmp_path: Path) -> None:
    pages = [
        [f"Đây là trang thứ {word} của báo cáo.", "52", "1.553", f"Hết bảng {word}."] for word in ("nhất", "nhì", "ba")
    ]
    source = read(make_pdf(tmp_path / "bao-cao.pdf", pages, head="UBND PHƯỜNG TÂN KHÁNH", numbered=True))
    assert "UBND" not in source.text
    assert source.text.split("\n").count("52") == 3
    assert source.text.endswith("Hết bảng ba.")


def test_an_address_cut_at_the_line_end_is_one_address_again() -> None:
    text, _ = join_pages(["Nguồn: https://ttbc-hcm.gov.vn/ong-nguyen-\nthanh-nghi-1019290.html"])
    assert text == "Nguồn: https://ttbc-hcm.gov.vn/ong-nguyen-thanh-nghi-1019290.html"


def test_list_items_stay_on_lines_of_their_own() -> None:
    text, _ = join_pages(
        ["Phường tập trung ba việc sau đây trong năm nay là\n- rà soát quy hoạch\n- giải ngân vốn\n1. Họp"]
    )
    assert text.split("\n")[1:] == ["- rà soát quy hoạch", "- giải ngân vốn", "1. Họp"]


def test_a_scanned_page_is_an_error_that_names_file_and_page(tmp_path: Path) -> None:
    path = make_pdf(tmp_path / "ban-quet.pdf", [[FIRST], [SECOND], [FIRST]], scanned=[2])
    with pytest.raises(NoTextLayer) as caught:
        read(path)
    assert caught.value.facts == {"where": "ban-quet.pdf", "page": "2"}
    assert "ban-quet.pdf, page 2" in str(caught.value)


def test_a_blank_page_is_let_through_and_a_blank_document_is_not(tmp_path: Path) -> None:
    source = read(make_pdf(tmp_path / "bai.pdf", [[FIRST], [], [SECOND]]))
    assert source.text == f"{FIRST}\n{SECOND}"
    assert source.page_starts == (0, len(FIRST), len(FIRST) + 1)
    with pytest.raises(NoTextLayer, match=r"trong\.pdf, page 1"):
        read(make_pdf(tmp_path / "trong.pdf", [[], []]))


def test_a_locked_pdf_is_an_error_that_names_it_and_one_without_a_reading_password_is_read(tmp_path: Path) -> None:
    with pytest.raises(PdfUnreadable, match=r"khoa\.pdf"):
        read(make_pdf(tmp_path / "khoa.pdf", [[FIRST]], lock="bí mật"))
    assert read(make_pdf(tmp_path / "mo.pdf", [[FIRST]], lock="")).text == FIRST


def test_an_empty_pdf_file_and_one_that_is_none_are_errors(tmp_path: Path) -> None:
    with pytest.raises(FileEmpty, match=r"rong\.pdf"):
        read(written(tmp_path, b"", "rong.pdf"))
    for data in (b"%PDF-1.7\n", ARTICLE.encode(), b"\x00" * 500):
        with pytest.raises(PdfUnreadable, match=r"gia\.pdf"):
            read(written(tmp_path, data, "gia.pdf"))


def test_no_damage_to_a_pdf_gives_anything_but_text_or_a_clear_error(tmp_path: Path) -> None:
    whole = make_pdf(tmp_path / "bai.pdf", [[FIRST], [SECOND]]).read_bytes()
    chance = random.Random(1)
    for trial in range(60):
        data = bytearray(whole[: chance.randrange(20, len(whole))] if trial % 3 == 0 else whole)
        for _ in range(chance.randrange(1, 40)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        with suppress(ChidaoError):
            assert read(written(tmp_path, bytes(data), "hong.pdf")).text.strip()


PAGE = st.text(st.characters(exclude_categories=["Cc", "Cs"], include_characters="\n"), max_size=300)


@given(st.lists(PAGE, min_size=1, max_size=2))
def test_joining_pages_loses_only_white_space_and_page_numbers(pages: list[str]) -> None:
    text, starts = join_pages(pages)
    kept = "".join(text.split())
    for page in pages:
        for line in page.splitlines():
            word = "".join(line.split())
            assert word in kept or any(c.isdigit() for c in word)
    assert len(starts) == len(pages)
    assert list(starts) == sorted(starts)
    assert all(0 <= start <= len(text) for start in starts)


@given(st.text(st.characters(exclude_categories=["Cc", "Cs"], include_characters="\n\r\t"), min_size=1))
def test_any_text_survives_the_way_through_a_file(text: str) -> None:
    plain = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    plain = plain if not text.startswith("\ufeff") else plain[1:]
    if not plain.strip():
        return
    assert decode(text.encode(), "bai.txt") == unicodedata.normalize("NFC", plain)
