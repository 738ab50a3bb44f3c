"""`chidao register`: the JSON contract, the filters, the formats, the exit codes."""

import csv
import datetime as dt
import io
import json
import zipfile
from pathlib import Path

import pytest

from index.library import Library
from index.segments import Filters
from rag import contract
from rag.register import as_csv, as_workbook, columns, rows_of
from rag.spreadsheet import csv_text, guarded, workbook
from tests.command import Ran, chidao
from tests.homes import open_library

ARTICLE = (
    "date 2025-10-21\n\nSáng 21-10, đồng chí Phan Văn Hưng, Bí thư Thành ủy TPHCM, đến làm việc với phường An Phú.\n\n"
    "Đồng chí Phan Văn Hưng yêu cầu phường rà soát các dự án trước ngày 30-11.\n\n"
    "Chủ tịch UBND phường An Phú Lê Thị Sen kiến nghị UBND TPHCM bổ sung biên chế.\n"
)
OTHER = (
    "date 2024-03-02\n\nNgày 2-3, ông Đỗ Văn Tám, Chủ tịch UBND xã Tân Lập, họp dân.\n\n"
    "Ông Tám cho biết xã có 12 tuyến đường hư hỏng nặng.\n"
)
FIELDS = [
    "id",
    "kind",
    "strength",
    "speaker",
    "title",
    "relayed_by",
    "addressees",
    "lead",
    "coordinate",
    "content",
    "date",
    "deadline",
    "deadline_date",
    "refers_to",
    "places",
    "document",
    "file",
    "start",
    "end",
    "quote",
    "sources",
    "supersedes",
    "superseded_by",
    "status",
    "note",
    "confidence",
]


@pytest.fixture
def library(tmp_path: Path) -> Library:
    """Give a home with two little articles."""
    library = open_library(tmp_path / "home")
    for name, text in {"a": ARTICLE, "b": OTHER}.items():
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    library.add([tmp_path / "a.txt", tmp_path / "b.txt"])
    return library


def listed(library: Library, filters: Filters | None = None, kind: str | None = None) -> list[str]:
    return [row.statement.kind.value for row in rows_of(library, filters or Filters(), kind)]


def test_adding_a_document_lists_its_statements_and_removing_it_takes_them_away(library: Library) -> None:
    assert listed(library) == ["directive", "proposal", "report"]
    assert library.catalogue.counts()["statements"] == 3
    library.remove([d.id for d in library.documents() if d.file == "a.txt"])
    assert listed(library) == ["report"]


def test_a_proposal_is_not_listed_as_a_directive(library: Library) -> None:
    assert listed(library, kind="directive") == ["directive"]
    assert listed(library, kind="proposal") == ["proposal"]


def test_filters_keep_what_was_said_by_somebody_of_some_place_at_some_time(library: Library) -> None:
    assert listed(library, Filters(speaker="Phan Văn Hưng")) == ["directive"]
    assert listed(library, Filters(speaker="le thi sen")) == ["proposal"]
    assert listed(library, Filters(place="Tân Lập")) == ["report"]
    assert listed(library, Filters(place="phường An Phú")) == ["directive", "proposal"]
    rows = [*rows_of(library, Filters(since=rows_day(library, "a.txt")))]
    assert {row.document.file for row in rows} == {"a.txt"}
    assert [*rows_of(library, Filters(until=rows_day(library, "b.txt")), "directive")] == []


def rows_day(library: Library, file: str) -> dt.date | None:
    return next(d.date for d in library.documents() if d.file == file)


def test_a_row_of_json_has_every_field_of_the_contract_and_quotes_its_document(library: Library) -> None:
    for row in rows_of(library, Filters()):
        shown = contract.statement(row)
        assert set(FIELDS) <= set(shown)
        text = row.document.text
        assert text[row.statement.start : row.statement.end] == shown["quote"]
        assert str(shown["content"]) in str(shown["quote"])
        assert shown["sources"] == [{name: shown[name] for name in ("document", "file", "start", "end", "quote")}]
        assert (shown["supersedes"], shown["superseded_by"], shown["status"], shown["note"]) == ([], None, None, None)


def test_a_statement_comes_back_from_the_catalogue_as_it_was_made(library: Library) -> None:
    order = next(row.statement for row in rows_of(library, Filters(), "directive"))
    assert (order.speaker, order.addressees) == ("Phan Văn Hưng", ("phường An Phú",))
    assert str(order.deadline_date) == "2025-11-30"
    assert {ground.field for ground in order.grounds} >= {"speaker", "kind", "deadline"}


@pytest.mark.parametrize("cell", ["=HYPERLINK(1)", "+84 28", "-1", "@SUM(A1)", "\tx"])
def test_no_cell_is_a_formula(cell: str) -> None:
    assert guarded(cell) == f"'{cell}"
    assert next(csv.reader(io.StringIO(csv_text([[cell]]))))[0].startswith("'")
    sheet = zipfile.ZipFile(io.BytesIO(workbook([[cell]]))).read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    assert 't="inlineStr"' in sheet


def test_csv_and_workbook_hold_a_head_and_a_line_for_each_statement(library: Library) -> None:
    rows = [*rows_of(library, Filters())]
    lines = [*csv.reader(io.StringIO(as_csv(rows, "vi")))]
    assert lines[0] == list(columns("vi"))
    assert len(lines) == 4
    assert {len(line) for line in lines} == {len(columns("en"))}
    sheet = zipfile.ZipFile(io.BytesIO(as_workbook(rows, "vi"))).read("xl/worksheets/sheet1.xml").decode()
    assert sheet.count("<row>") == 4


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a home that the first command makes from the seeds."""
    return tmp_path_factory.mktemp("register") / "home"


def test_the_command_makes_the_home_from_the_seeds_and_prints_json(home: Path) -> None:
    ran: Ran = chidao("register", "--format", "json", home=home)
    assert ran.code == 0, ran.err
    rows = json.loads(ran.out)
    assert {"directive", "proposal", "report", "commitment"} == {row["kind"] for row in rows}


def test_nothing_found_is_exit_code_1_and_bad_usage_2(home: Path) -> None:
    nothing = chidao("register", "--from", "2090-01-01", home=home)
    assert (nothing.code, nothing.out.strip()) == (1, "Không có phát ngôn nào phù hợp.")
    assert chidao("register", "--from", "2090-01-01", "--format", "json", home=home).out == "[]\n"
    assert chidao("register", "--kind", "order", home=home).code == 2
    assert chidao("register", "--from", "mai", home=home).code == 2


def test_a_file_takes_the_output_and_is_named(home: Path, tmp_path: Path) -> None:
    for name in ("so.csv", "so.xlsx", "so.json", "so.txt"):
        form = {"csv": "csv", "xlsx": "xlsx", "json": "json", "txt": "table"}[name.split(".")[1]]
        ran = chidao("register", "--place", "Bình Trưng", "--format", form, "-o", tmp_path / name, home=home)
        assert (ran.code, ran.out) == (0, ""), ran.err
        assert f" dòng vào {tmp_path / name}." in ran.err
        assert (tmp_path / name).stat().st_size > 500
    assert (tmp_path / "so.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert zipfile.is_zipfile(tmp_path / "so.xlsx")
    assert chidao("register", "-o", tmp_path / "no" / "so.txt", home=home).code == 2
