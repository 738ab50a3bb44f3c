"""Homes for tests: libraries with the hashing encoder, generated articles, and other processes at work on a home."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from types import FrameType

from index.library import Library
from index.segments import Filters
from index.settings import Settings
from tests.fakes import HashingEncoder

ROOT = Path(__file__).resolve().parent.parent
WORDS = tuple(
    re.findall(
        r"\w+",
        "trường học bệnh viện đường phố cây xanh ngân sách dự án đầu tư cán bộ nhân dân chuyển đổi số môi trường "
        "giao thông nhà ở quy hoạch cảng biển du lịch văn hóa thể thao an ninh trật tự y tế giáo dục doanh nghiệp",
    )
)


def open_library(home: Path, fingerprint: str = HashingEncoder.fingerprint) -> Library:
    """Open a home with the hashing encoder, under another name where told."""
    encoder = HashingEncoder()
    encoder.fingerprint = fingerprint
    return Library(Settings(home=home, cache=home.parent / "cache"), encoder)


def article(number: int) -> str:
    """Give the text of a little article; each number has words of its own."""
    some = " ".join(WORDS[(number * step + 3) % len(WORDS)] for step in range(1, 9))
    return (
        f"date 2025-09-{number % 28 + 1:02}\n\nNgày {number % 28 + 1}-9, phường Bình Dương họp bàn về {some}.\n\n"
        f"Hồ sơ hs{number:05} nêu {some} tại khu phố {number}."
    )


def write_articles(folder: Path, numbers: Iterable[int]) -> list[Path]:
    """Write articles to files `0001.txt` … and return their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for number in numbers:
        paths.append(folder / f"{number:04}.txt")
        paths[-1].write_text(article(number), encoding="utf-8")
    return paths


def found(library: Library, number: int) -> set[str]:
    """Ask for the word that only one article has; give the files of the passages that the search brings."""
    hits = library.snapshot().lexical({"words": {f"{number:05}": 1.0}}, 10, Filters())
    stored = library.stored(list(hits))
    return {s.document.file for s in stored.values() if f"hs{number:05}" in s.passage.text}


def numbers_found(library: Library, numbers: Iterable[int]) -> set[int]:
    """Tell which of the articles can be found."""
    return {number for number in numbers if found(library, number)}


def python(code: str, *arguments: object, environment: dict[str, str] | None = None) -> subprocess.Popen[str]:
    """Start another process that runs `code` in the repository."""
    command = [sys.executable, "-c", code, *map(str, arguments)]
    surroundings = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "ignore", **(environment or {})}
    return subprocess.Popen(
        command,
        cwd=ROOT,
        env=surroundings,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def chidao(*arguments: object, environment: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    """Run the command line to its end."""
    code = "import sys; from rag.cli import main; sys.exit(main(sys.argv[1:]))"
    with python(code, *arguments, environment=environment) as process:
        out, err = process.communicate(timeout=120)
    return subprocess.CompletedProcess(process.args, process.returncode, out, err)


def die_at(function: str, file: str, *, when: str = "call", count: int = 1) -> None:
    """Arrange that this process is killed at the count-th call of (or return from) a function of index/, or of `os`."""
    left = count

    def watch(frame: FrameType, event: str, called: object) -> None:
        nonlocal left
        code = frame.f_code
        ours = event == when and code.co_name == function and code.co_filename.endswith(f"index/{file}.py")
        if ours or (file == "os" and event == "c_call" and called is getattr(os, function)):
            left -= 1
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.setprofile(watch)
