"""An argument parser that speaks Vietnamese, in its help and in its errors; the standard one speaks English alone."""

import argparse
import re
import sys
from collections.abc import Iterable
from typing import Any, NoReturn

_USAGE = "cách dùng: "
_HELP = (
    ("positional arguments:\n", "đối số:\n"),
    ("options:\n", "tùy chọn:\n"),
    ("show this help message and exit", "xem trợ giúp này rồi thoát"),
)
# What the standard parser says of a wrong command line, and the same in Vietnamese; exact texts of Python 3.11 to 3.14.
_ERRORS = (
    (r"the following arguments are required: (.+)", r"còn thiếu: \1"),
    (r"one of the arguments (.+) is required", r"cần một trong các đối số: \1"),
    (r"unrecognized arguments: (.+)", r"không có đối số này: \1"),
    (
        r"invalid choice: (.+?) \((?:choose from|maybe you meant.*choose from) (.+)\)",
        r"không có lựa chọn \1; chọn trong: \2",
    ),
    (r"invalid \S+ value: (.+)", r"giá trị không hợp lệ: \1"),
    (r"expected one argument", "cần một giá trị đi kèm"),
    (r"expected at least one argument", "cần ít nhất một giá trị đi kèm"),
    (r"expected (\d+) arguments?", r"cần \1 giá trị đi kèm"),
    (r"not allowed with argument (.+)", r"không đi cùng được với \1"),
    (r"ambiguous option: (.+?) could match (.+)", r"chưa rõ \1 là đối số nào: \2"),
)
_OF_ARGUMENT = re.compile(r"argument (?P<name>[^:]+): (?P<rest>.+)", re.DOTALL)


class _Help(argparse.HelpFormatter):
    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[Any],
        prefix: str | None = None,
    ) -> None:
        super().add_usage(usage, actions, groups, _USAGE if prefix is None else prefix)


class Parser(argparse.ArgumentParser):
    """The standard parser in Vietnamese; also of the subcommands that it makes."""

    def _get_formatter(self) -> argparse.HelpFormatter:
        return _Help(prog=self.prog)

    def format_help(self) -> str:
        """The help; what the standard parser adds to it is replaced."""
        text = super().format_help()
        for english, vietnamese in _HELP:
            text = text.replace(english, vietnamese)
        return text

    def error(self, message: str) -> NoReturn:
        """Says what is wrong with the command line, and how it is used; ends with exit code 2."""
        self.print_usage(sys.stderr)
        self.exit(2, f"{self.prog}: {in_vietnamese(message)}. Xem: {self.prog} --help\n")


def in_vietnamese(message: str) -> str:
    """What the standard parser says of a wrong command line; a text that it is not known to say stays as it is."""
    if of := _OF_ARGUMENT.fullmatch(message):
        return f"đối số {of['name']}: {in_vietnamese(of['rest'])}"
    for english, vietnamese in _ERRORS:
        if re.fullmatch(english, message, re.DOTALL):
            return re.sub(english, vietnamese, message, flags=re.DOTALL)
    return message
