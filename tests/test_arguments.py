"""A wrong command line is told in Vietnamese, and so is the help."""

import pytest

from rag.cli import parser


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ([], "còn thiếu: LỆNH"),
        (["nonsense"], "không có lựa chọn 'nonsense'; chọn trong:"),
        (["ask"], "còn thiếu: CÂU-HỎI|-"),
        (["ask", "gì", "--nothing"], "không có đối số này: --nothing"),
        (["search", "gì", "-k"], "đối số -k: cần một giá trị đi kèm"),
        (["search", "gì", "-k", "nhiều"], "đối số -k: giá trị không hợp lệ: 'nhiều'"),
        (["search", "gì", "-k", "0"], "đối số -k: phải từ 1 trở lên"),
        (["chat", "--port", "x"], "đối số --port: giá trị không hợp lệ: 'x'"),
        (["add"], "còn thiếu: PATH"),
        (["register", "--kind", "tin"], "đối số --kind: không có lựa chọn 'tin'"),
        (["evaluate"], "cần một trong các đối số: SET --compare"),
        (["evaluate", "x", "--dense-only", "--lexical-only"], "không đi cùng được với"),
        (["evaluate", "x", "--compare", "a"], "đối số --compare: cần 2 giá trị đi kèm"),
    ],
)
def test_what_is_wrong_with_a_command_line_is_told_in_vietnamese(
    arguments: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        parser().parse_args(arguments)
    assert ended.value.code == 2
    said = capsys.readouterr().err
    assert said.startswith("cách dùng: chidao")
    assert told in said
    assert "--help" in said


@pytest.mark.parametrize("arguments", [["--help"], ["ask", "--help"], ["register", "--help"]])
def test_the_help_holds_no_word_of_the_standard_parser(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        parser().parse_args(arguments)
    said = capsys.readouterr().out
    assert all(word not in said for word in ("usage", "options", "positional", "show this", "version number"))
    assert "tùy chọn" in said
