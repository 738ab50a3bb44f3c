"""The command `chidao`. Results go to stdout, progress and errors to stderr; heavy libraries load in the commands."""

import argparse
import io
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from importlib.metadata import PackageNotFoundError, version

from index.errors import BrokenIndex, ChidaoError

_EXITS = (
    "exit codes: 0 done, 1 refused or nothing found, 2 usage or input error, 3 the index is damaged or does not fit"
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs a command line; returns the exit code."""
    _speak_utf8()
    options = parser().parse_args(arguments)
    from index import abbreviations
    from index.settings import load
    from rag import commands, printing, wording

    language = "vi"
    try:
        settings = load(home=options.home)
        language = settings.language
        abbreviations.take(settings.abbreviations)
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
    anywhere = argparse.ArgumentParser(add_help=False)
    anywhere.add_argument(
        "--home",
        default=argparse.SUPPRESS,
        metavar="DIR",
        help="the index (default: the user's data folder, or CHIDAO_HOME)",
    )
    top = argparse.ArgumentParser(
        prog="chidao",
        description="Hỏi đáp có trích dẫn về các chỉ đạo trong văn bản / cited answers about directives",
        epilog=_EXITS,
    )
    top.add_argument(
        "--home", default=None, metavar="DIR", help="the index (default: the user's data folder, or CHIDAO_HOME)"
    )
    top.add_argument("--version", action="version", version=f"chidao {_version()}")
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")

    def command(name: str, text: str) -> argparse.ArgumentParser:
        return commands.add_parser(name, help=text, description=text, parents=[anywhere], epilog=_EXITS)

    chat = command("chat", "serve the web app on this machine")
    chat.add_argument("--host", help="address to listen on (default 127.0.0.1; another needs CHIDAO_AUTH)")
    chat.add_argument("--port", type=int, help="port to listen on (default 7860)")
    ask = command("ask", "answer a question, or with `-` one question a line from stdin")
    ask.add_argument("question", type=_text, metavar="QUESTION|-")
    _filters(ask)
    _document_kind(ask)
    ask.add_argument("--answerer", choices=("extractive", "llm"), help="who words the answer (default extractive)")
    search = command("search", "list the passages nearest to a question")
    search.add_argument("question", type=_text, metavar="QUESTION")
    search.add_argument("-k", type=_positive, default=10, help="how many (default 10)")
    _filters(search)
    _document_kind(search)
    check = command("check", "check a draft, sentence by sentence, against the documents")
    check.add_argument(
        "file", nargs="?", default="-", metavar="FILE|-", help="a text, or one claim a line as JSON (default: stdin)"
    )
    register = command("register", "list who said what to whom: directives, proposals, reports, commitments")
    register.add_argument(
        "--kind", choices=("directive", "proposal", "report", "commitment"), help="only statements of this kind"
    )
    _filters(register)
    register.add_argument("--format", choices=("table", "json", "csv", "xlsx"), default="table", help="default table")
    register.add_argument("-o", "--output", metavar="FILE", help="write there instead of to the terminal")
    evaluate = command("evaluate", "measure a question file (.jsonl) or a BEIR folder")
    what = evaluate.add_mutually_exclusive_group(required=True)
    what.add_argument("set", metavar="SET", nargs="?", help="a question file (.jsonl) or a BEIR folder")
    what.add_argument(
        "--compare", nargs=2, metavar=("A.json", "B.json"), help="compare the results of two runs instead"
    )
    evaluate.add_argument("--report", metavar="DIR", help="write an HTML page and results.json there")
    evaluate.add_argument("--split", choices=("tune", "test"), help="only this half of the questions")
    evaluate.add_argument("--without-diacritics", action="store_true", help="type the questions without diacritics")
    evaluate.add_argument("--without-gold", action="store_true", help="ask again with the right passages hidden")
    evaluate.add_argument("--never-refuse", action="store_true", help="answer every question as well as can be")
    sides = evaluate.add_mutually_exclusive_group()
    sides.add_argument("--dense-only", action="store_true", help="search by meaning alone")
    sides.add_argument("--lexical-only", action="store_true", help="search by words alone")
    add = command("add", "add files, or all files of folders, to the index")
    add.add_argument("paths", nargs="+", metavar="PATH")
    remove = command("remove", "remove documents from every answer")
    remove.add_argument("ids", nargs="+", type=_text, metavar="ID")
    show = command("show", "show a document")
    show.add_argument("id", type=_text, metavar="ID")
    repair = command("repair", "make the search files anew from the catalogue")
    repair.add_argument("--reencode", action="store_true", help="also every vector, after the encoder was changed")
    for sub in (
        ask,
        check,
        search,
        evaluate,
        add,
        remove,
        show,
        repair,
        command("list", "list the documents"),
        command("status", "counts, sizes and versions"),
    ):
        sub.add_argument("--json", action="store_true", help="print JSON")
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
        raise argparse.ArgumentTypeError("not UTF-8 text") from None
    return value


def _positive(text: str) -> int:
    value = int(text)
    if value < 1:
        raise argparse.ArgumentTypeError("at least 1")
    return value


def _version() -> str:
    try:
        return version("chidao")
    except PackageNotFoundError:
        return "(not installed)"


if __name__ == "__main__":
    sys.exit(main())
