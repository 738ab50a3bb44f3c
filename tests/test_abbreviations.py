"""Abbreviations are read both ways, and an office adds its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from index import abbreviations
from index.errors import BadSetting, FileMissing, NotText
from index.library import Library
from index.segments import fields_of
from index.settings import Settings
from index.text import comparable
from rag.ask import Desk, Request


@pytest.fixture(autouse=True)
def _shipped_again() -> Iterator[None]:
    yield
    abbreviations.take("")


def _file(folder: Path, text: str) -> str:
    path = folder / "viet-tat.txt"
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_an_abbreviation_that_ships_is_written_out() -> None:
    assert abbreviations.expand("UBND phường") == comparable("Ủy ban nhân dân phường")


def test_an_abbreviation_of_the_office_is_read_both_ways(tmp_path: Path) -> None:
    abbreviations.take(_file(tmp_path, "# của phường\n\nĐDN = đường dây nóng\n"))
    assert abbreviations.expand("lập ĐDN") == "lập đường dây nóng"
    assert abbreviations.other_forms("lập đường dây nóng") == "đdn"


def test_the_office_s_own_meaning_goes_before_the_one_that_ships(tmp_path: Path) -> None:
    abbreviations.take(_file(tmp_path, "BCH = bộ chỉ huy"))
    assert abbreviations.expand("BCH quân sự") == "bộ chỉ huy quân sự"


def test_a_question_with_the_office_s_abbreviation_finds_what_is_written_out(tmp_path: Path, desk: Desk) -> None:
    abbreviations.take(_file(tmp_path, "ĐDN = đường dây nóng"))
    assert any("đường dây nóng" in hit.passage.text for hit in desk.search(Request("lập ĐDN"), 3))


@pytest.mark.parametrize("line", ["NTM", "NTM =", "= nông thôn mới", "NTM = ntm", "… = …"])
def test_a_line_that_is_none_is_named_with_its_number(tmp_path: Path, line: str) -> None:
    with pytest.raises(BadSetting) as error:
        abbreviations.take(_file(tmp_path, f"ĐDN = đường dây nóng\n{line}\n"))
    assert "viet-tat.txt:2" in str(error.value)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileMissing):
        abbreviations.take(str(tmp_path / "nowhere.txt"))


def test_a_file_in_another_encoding_is_named(tmp_path: Path) -> None:
    path = tmp_path / "viet-tat.txt"
    path.write_bytes("ĐDN = đường dây nóng".encode("utf-16"))
    with pytest.raises(NotText):
        abbreviations.take(str(path))


def test_opening_a_library_takes_the_abbreviations_of_its_settings(tmp_path: Path) -> None:
    own = _file(tmp_path, "ĐDN = đường dây nóng")
    before = fields_of("", "lập ĐDN")["preface"]
    Library(Settings(home=tmp_path / "home", cache=tmp_path, abbreviations=own)).close()
    after = fields_of("", "lập ĐDN")
    assert "nóng" not in before
    assert "nóng" in after["preface"]
    assert "nong" in after["folded"]
