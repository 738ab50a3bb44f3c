"""What is judged of an utterance, and the judgement: the nouns of `orders`."""

import re
from dataclasses import dataclass

from index.documents import StatementKind, Strength
from index.phrases import HEAD, end_of_phrase
from index.speech import Force


@dataclass(frozen=True, slots=True)
class Judgement:
    """Kind and strength, how sure, and the word that decided (offsets in the content), if one did."""

    kind: StatementKind
    strength: Strength | None
    sure: float
    word: tuple[int, int] | None = None
    agent: str = ""  # who is to do it, where a modal word has a subject


@dataclass(frozen=True, slots=True)
class Said:
    """What is judged: the content, by what verb it was said, by whom, to whom."""

    content: str
    force: Force
    verb: str  # as written, "" where none governs
    rank: float  # of the speaker
    told: float  # of the highest addressee; UNKNOWN where none is named
    own: tuple[str, ...]  # words for the speaker's own side, lower case
    orders: bool  # the speaker orders elsewhere in the article
    judges: bool = False  # a court or a public prosecutor, who asks no body below
    written: bool = False  # in an official document
    indirect: bool = False  # told by "according to", or by a body: an order there needs a word of order
    offices: str = ""  # of the speaker, lower case
    line: str = ""  # of command, of the speaker
    item: bool = False  # of a list that somebody opened
    answers: bool = False  # in an interview, to a question that asked of no order
    continues: bool = False  # straight on from an order of the same speaker
    governs: bool = True  # the verb governs this very sentence


REPORT = Judgement(StatementKind.REPORT, None, 0.8)


OPENING = re.compile(
    r"^[“\"«\s]*(?:(?:(?:Một|Hai|Ba|Bốn|Năm|Sáu|Bảy) là|Thứ (?:nhất|hai|ba|tư|năm|sáu|bảy)|Trước mắt|Đồng thời|"
    r"Cụ thể|Trong đó|Hơn nữa|Bên cạnh đó|Ngoài ra|Cùng với đó|Song song|"
    r"Vì vậy|Vì thế|Do vậy|Do đó|Dù vậy|Tuy nhiên|Từ đó|"
    r"Mặt khác|Như vậy|Đặc biệt|Theo đó|Nhất là)[,:]?\s+)?"
)


WISHES = re.compile(
    r"(?<!\w)(?:muốn|nghĩ|mong|hy vọng|hi vọng|nếu|giá mà|tưởng|tham vọng|sợ|lo|tin|biết|khi nào|liệu|có lẽ|dự báo|"
    r"ước)(?!\w)",
    re.IGNORECASE,
)


def bare_content(content: str) -> str:
    """The content without the word that joins it to what was said before: "Đồng thời, …", "Một là, …"."""
    opening = OPENING.match(content)
    return content[opening.end() :] if opening else content


def first_phrase(words: str) -> str:
    """The name of a body or a group that words begin with, "" where they begin with none."""
    return words[: end_of_phrase(words, 0)] if HEAD.match(words) else ""
