"""The command `chidao`. Results go to stdout, progress and errors to stderr; heavy libraries load in the commands."""

import argparse
import io
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from importlib.metadata import PackageNotFoundError, version

from index.errors import BrokenIndex, ChidaoError
from rag.arguments import Parser

_EXITS = (
    "mã thoát (exit codes): 0 xong, 1 từ chối hay không tìm thấy, 2 sai lệnh hay đầu vào, 3 chỉ mục hỏng hay không khớp"
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs a command line; returns the exit code."""
    _speak_utf8()
    options = parser().parse_args(arguments)
    from index.settings import load
    from rag import commands, printing, wording

    language = "vi"
    try:
        settings = load(home=options.home)
        language = settings.language
        code = int(getattr(commands, options.command)(options, settings))
        sys.stdout.flush()  # here, where a failure can still be reported
    except ChidaoError as error:
        sys.stderr.write(wording.in_language(error, language) + "\n")
        return 3 if isinstance(error, BrokenIndex) else error.exit_code
    except BrokenPipeError:  # the reader of our output went away, as `| head` does
        _drop_output()
        return 0
    except OSError as error:
        sys.stderr.write(printing.system_error(error, language) + "\n")
        _drop_output()
        return 2
    except KeyboardInterrupt:
        return 130
    return code


def _speak_utf8() -> None:
    """Text is UTF-8 whatever the locale says; bytes that are none come in as surrogates, and go out as `?`."""
    for name in ("stdin", "stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:  # closed by the caller, as services do
            setattr(sys, name, io.StringIO())
        elif isinstance(stream, io.TextIOWrapper):
            incoming = name == "stdin"
            stream.reconfigure(
                encoding="utf-8-sig" if incoming else "utf-8", errors="surrogateescape" if incoming else "replace"
            )


def _drop_output() -> None:
    """Sends what is still buffered nowhere, so that the interpreter does not fail on it while it ends."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def parser() -> argparse.ArgumentParser:
    """The grammar of the command line. --home stands before or after the subcommand."""
    anywhere = Parser(add_help=False)
    anywhere.add_argument(
        "--home",
        default=argparse.SUPPRESS,
        metavar="DIR",
        help="thư mục chỉ mục (mặc định: thư mục dữ liệu của người dùng, hay CHIDAO_HOME)",
    )
    top = Parser(
        prog="chidao",
        description="Hỏi đáp có trích dẫn về các chỉ đạo trong văn bản / cited answers about directives",
        epilog=_EXITS,
    )
    top.add_argument(
        "--home",
        default=None,
        metavar="DIR",
        help="thư mục chỉ mục (mặc định: thư mục dữ liệu của người dùng, hay CHIDAO_HOME)",
    )
    top.add_argument("--version", action="version", version=f"chidao {_version()}", help="xem phiên bản rồi thoát")
    commands = top.add_subparsers(dest="command", required=True, metavar="LỆNH")

    def command(name: str, text: str) -> argparse.ArgumentParser:
        return commands.add_parser(name, help=text, description=text, parents=[anywhere], epilog=_EXITS)

    chat = command("chat", "mở trang hỏi đáp trên máy này")
    chat.add_argument("--host", help="địa chỉ (mặc định 127.0.0.1; địa chỉ khác cần CHIDAO_AUTH)")
    chat.add_argument("--port", type=int, help="cổng (mặc định 7860)")
    ask = command("ask", "trả lời một câu hỏi; với `-` thì mỗi dòng của stdin là một câu hỏi (chữ thường hay JSON)")
    ask.add_argument("question", type=_text, metavar="CÂU-HỎI|-", help="câu hỏi, có dấu hay không dấu")
    _filters(ask)
    _document_kind(ask)
    ask.add_argument(
        "--answerer",
        choices=("extractive", "llm"),
        help="ai viết câu trả lời: extractive trích nguyên văn (mặc định), llm mô hình ngôn ngữ viết rồi kiểm",
    )
    search = command("search", "liệt kê các đoạn gần câu hỏi nhất")
    search.add_argument("question", type=_text, metavar="CÂU-HỎI", help="câu hỏi hay vài từ, có dấu hay không dấu")
    search.add_argument("-k", type=_positive, default=10, metavar="SỐ", help="bao nhiêu đoạn (mặc định 10)")
    _filters(search)
    _document_kind(search)
    check = command("check", "kiểm bản dự thảo, từng câu một, với các văn bản")
    check.add_argument(
        "file",
        nargs="?",
        default="-",
        metavar="FILE|-",
        help="tệp văn bản, hay mỗi dòng một câu ở dạng JSON (mặc định: stdin)",
    )
    register = command("register", "liệt kê ai nói gì với ai: chỉ đạo, kiến nghị, báo cáo, cam kết")
    register.add_argument(
        "--kind",
        choices=("directive", "proposal", "report", "commitment"),
        help="chỉ phát ngôn loại này: chỉ đạo, kiến nghị, báo cáo, cam kết",
    )
    _filters(register)
    register.add_argument("--format", choices=("table", "json", "csv", "xlsx"), default="table", help="mặc định table")
    register.add_argument("-o", "--output", metavar="FILE", help="ghi vào tệp này")
    evaluate = command("evaluate", "đo bằng tệp câu hỏi (.jsonl) hay thư mục BEIR")
    what = evaluate.add_mutually_exclusive_group(required=True)
    what.add_argument("set", metavar="SET", nargs="?", help="tệp câu hỏi (.jsonl) hay thư mục BEIR")
    what.add_argument("--compare", nargs=2, metavar=("A.json", "B.json"), help="thay vào đó, so kết quả hai lần đo")
    evaluate.add_argument("--report", metavar="DIR", help="ghi trang HTML và results.json vào đó")
    evaluate.add_argument("--split", choices=("tune", "test"), help="chỉ nửa này của các câu hỏi")
    evaluate.add_argument("--without-diacritics", action="store_true", help="gõ câu hỏi không dấu")
    evaluate.add_argument("--without-gold", action="store_true", help="hỏi lại khi giấu các đoạn đúng")
    evaluate.add_argument("--never-refuse", action="store_true", help="câu nào cũng trả lời")
    sides = evaluate.add_mutually_exclusive_group()
    sides.add_argument("--dense-only", action="store_true", help="chỉ tìm theo nghĩa")
    sides.add_argument("--lexical-only", action="store_true", help="chỉ tìm theo chữ")
    add = command("add", "nạp tệp, hay mọi tệp trong thư mục, vào chỉ mục")
    add.add_argument("paths", nargs="+", metavar="PATH")
    remove = command("remove", "gỡ văn bản khỏi mọi câu trả lời")
    remove.add_argument("ids", nargs="+", type=_text, metavar="ID")
    show = command("show", "xem một văn bản")
    show.add_argument("id", type=_text, metavar="ID")
    repair = command("repair", "dựng lại tệp tra cứu từ danh mục")
    repair.add_argument("--reencode", action="store_true", help="cả các véc-tơ, sau khi đổi mô hình")
    for sub in (
        ask,
        check,
        search,
        evaluate,
        add,
        remove,
        show,
        repair,
        command("list", "liệt kê văn bản"),
        command("status", "số lượng, dung lượng và phiên bản"),
    ):
        sub.add_argument("--json", action="store_true", help="in JSON")
    return top


def _filters(sub: argparse.ArgumentParser) -> None:
    several = 'nhiều thì cách nhau bằng ";"'
    sub.add_argument("--from", dest="since", metavar="NGÀY", help="chỉ những gì từ ngày này, YYYY-MM-DD")
    sub.add_argument("--to", dest="until", metavar="NGÀY", help="chỉ những gì đến hết ngày này, YYYY-MM-DD")
    sub.add_argument(
        "--place", type=_text, metavar="NƠI", help=f"chỉ nơi này, tỉnh thành thì gồm cả phường xã; {several}"
    )
    sub.add_argument("--speaker", type=_text, metavar="NGƯỜI", help=f"chỉ lời của người hay cơ quan này; {several}")
    sub.add_argument(
        "--source", type=_text, metavar="NGUỒN", help=f"chỉ văn bản của trang (sggp.org.vn) hay tên này; {several}"
    )


def _document_kind(sub: argparse.ArgumentParser) -> None:
    sub.add_argument(
        "--kind",
        type=_text,
        metavar="LOẠI",
        help="chỉ loại này: article (bài báo, có ngày) hay text (văn bản không ngày)",
    )


def _text(value: str) -> str:
    """An argument that holds characters only: bytes that are not UTF-8 come from the shell as lone surrogates."""
    try:
        value.encode()
    except UnicodeEncodeError:
        raise argparse.ArgumentTypeError("không phải chữ UTF-8") from None
    return value


def _positive(text: str) -> int:
    value = int(text)
    if value < 1:
        raise argparse.ArgumentTypeError("phải từ 1 trở lên")
    return value


def _version() -> str:
    try:
        return version("chidao")
    except PackageNotFoundError:
        return "(not installed)"


if __name__ == "__main__":
    sys.exit(main())
