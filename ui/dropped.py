"""A file that a visitor chose or dropped, as text. It comes through the page's own event: nothing of it is kept."""

import base64
import re
import tempfile
from pathlib import Path

from index.errors import FileUnreadable
from index.reading import decode, read

LARGEST = 10_000_000  # bytes
_NAME = re.compile(r"[^\w .,()–-]+")
_LONGEST_NAME = 80


class FileTooLarge(Exception):  # noqa: N818 - named as the errors of index/errors.py are
    """A file of more than `LARGEST` bytes; `name` is its name."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(name)


def text_of(data: object) -> tuple[str, str]:
    """The name and the text of a file, from what the page's script sends: `{"name": …, "size": …, "content": base64}`.

    Raises:
        FileTooLarge, FileUnreadable: too large, or not whole. Those of `index.reading.read`.

    """
    sent = data if isinstance(data, dict) else {}
    name = safe_name(str(sent.get("name", "")))
    size, content = sent.get("size"), sent.get("content")
    if (isinstance(size, int) and size > LARGEST) or (isinstance(content, str) and len(content) > LARGEST * 4 // 3 + 4):
        raise FileTooLarge(name)
    try:
        held = base64.b64decode(content, validate=True) if isinstance(content, str) else b""
    except ValueError as error:
        raise FileUnreadable(where=name, found="base64") from error
    if name.lower().endswith(".txt"):
        return name, decode(held, name)
    # The reader of PDF wants a file. It is gone before this function returns.
    with tempfile.TemporaryDirectory(prefix="chidao-") as folder:
        path = Path(folder) / name
        path.write_bytes(held)
        return name, read(path).text


def safe_name(name: str) -> str:
    """The base name with letters, figures and plain marks only, short enough for every file system."""
    base = re.split(r"[/\\]", name)[-1]
    stem, dot, suffix = _NAME.sub("_", base).rpartition(".")
    return f"{(stem if dot else suffix)[:_LONGEST_NAME].strip(' .') or 'tep'}{dot}{suffix[:8] if dot else ''}"
