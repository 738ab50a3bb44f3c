"""Somebody told by a name alone, right before a verb of speech: "Lan Khuê cho biết", "Theo Variety, …"."""

import re
from collections.abc import Iterator

from index.figures import FUNCTION_WORDS
from index.mention import Mention, Sort
from index.phrases import BODY, HEAD
from index.roster import Roster
from index.speech import verb
from index.text import UPPER, comparable

# Somebody told by a name alone, right before a verb of speech: "Lan Khuê cho biết", "Theo Variety, …".
_BARE_NAME = re.compile(
    rf"(?:^|(?<=[,;:”\x00–-] )|(?<=Theo )|(?<=theo ))(?P<name>[{UPPER}][\w.&]*(?: [{UPPER}][\w.&]*){{0,3}})"
    r"(?P<gap>(?: (?:cũng|còn|đã|thì|lại|vừa|từng|chính thức|thẳng thắn|hài hước|xúc động|thậm chí|liền))*) "
)


_FOREIGN = re.compile(r"[fjwzFJWZ]|[bcdghklmnpqrstvx]{3}|(?:[bdfgjklqrsvxz]|[^c]h(?<![cnt]h))$|^[A-ZĐ]{2,5}$")


def bare_names(told: str, roster: Roster, places: tuple[tuple[int, int], ...]) -> Iterator[Mention]:
    """Names without a form of address that a verb of speech follows; one word only where it is no ordinary word."""
    for match in _BARE_NAME.finditer(told):
        words = match["name"].split(" ")
        while words and words[0].lower() in _NO_NAMES:
            words.pop(0)
        name = " ".join(words)
        start = match.end("name") - len(name)
        according = told[max(0, match.start() - 5) : match.start()].lower() == "theo "
        follows = told.startswith(",", match.end("name")) if according else verb().match(told, match.end())
        if (
            not name
            or not follows
            or any(a <= start < b for a, b in places)
            or BODY.match(told, start)
            or HEAD.match(told, start)
        ):
            continue
        key = comparable(name)
        known = [k for k in roster.people if k == key or k.endswith(" " + key)]
        if len(known) == 1:
            yield Mention(start, match.end("name"), Sort.PERSON, known[0])
        elif len(words) > 1 or _FOREIGN.search(name):
            yield Mention(start, match.end("name"), Sort.PERSON, "?" + name)


_NO_NAMES = FUNCTION_WORDS | {
    "còn",
    "khi",
    "nếu",
    "nhưng",
    "và",
    "rồi",
    "riêng",
    "chính",
    "cả",
    "hiện",
    "mới",
    "vừa",
    "sau",
    "trước",
}
