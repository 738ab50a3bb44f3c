"""Faithful rewordings of a sentence, by kind: what a clerk would write, with every name, figure and day kept.

A sentence that cannot safely be reworded in a certain way gives none. Nothing here is shared with the check that is
measured with it.
"""

import re
from collections.abc import Callable, Collection, Iterator, Sequence

from tests.forgery_sources import Article, Claim, chance, split_of
from tests.forgery_tables import (
    ABBREVIATIONS,
    DIGITS,
    LOWER,
    SHORT,
    WORD,
    WORDS_COUNTED,
)
from tests.forgery_times import days
from tests.rewording_clauses import begun, frames, opened, parts, voices

Maker = Callable[[str, Article], Iterator[str]]


def rewordings(
    article: Article, sentences: Sequence[str], most: int = 1, kinds: Collection[str] = ()
) -> Iterator[Claim]:
    """Rewordings of these sentences of an article, at most so many of each kind for a sentence; always the same.

    `kinds`: only these, where any are named.
    """
    for sentence in sentences:
        for kind, maker in KINDS.items():
            if kinds and kind not in kinds:
                continue
            found = [text for text in dict.fromkeys(maker(sentence, article)) if text != sentence or kind == "verbatim"]
            chance(sentence, kind).shuffle(found)
            for number, text in enumerate(found[:most]):
                own = f"{article.file}#{article.text.index(sentence)}-{kind}-{number}"
                yield Claim(own, article.file, sentence, text, kind, False, article.origin, split_of(sentence))


def _verbatim(sentence: str, article: Article) -> Iterator[str]:
    del article
    yield sentence


# Ways of writing -------------------------------------------------------------------------------------------------

_LONG = re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, sorted(SHORT, key=len, reverse=True)))})(?![\w-])")
_ABBREVIATION = re.compile(
    rf"(?<![\w/.-])(?:{'|'.join(map(re.escape, sorted(ABBREVIATIONS, key=len, reverse=True)))})(?![\w/-])(?!\.\w)"
)
_TOWN = re.compile(rf"(?<![\w-])TP(?=\s(?!HCM)(?:{WORD}|[{LOWER}])|[,.]?$)|(?<![\w-])TP\.(?=\s?(?!HCM){WORD})")


def _abbreviations(sentence: str, article: Article) -> Iterator[str]:
    """Every one written out; every one contracted; `TP` written out."""
    del article
    if not re.search(r"\bP\.? ?V\b|(?:báo|Báo|THPT|THCS|trường) .*(?:TP|HCM)", sentence):
        yield opened(_ABBREVIATION.sub(lambda match: ABBREVIATIONS[match[0]], sentence))
        yield opened(_TOWN.sub(lambda match: "thành phố" + (" " if match[0] == "TP." else ""), sentence)).replace(
            "  ", " "
        )
    yield _LONG.sub(lambda match: SHORT[match[0]], sentence)


def _dates(sentence: str, article: Article) -> Iterator[str]:
    """The days as `ngày 17 tháng 9`, as `17/9` or `17-9`; with the year where the head of the article gives it."""
    found = days(sentence)
    if not found:
        return
    for style in ("words", "/", "-"):
        for with_year in (False, True):
            text = sentence
            for match in sorted(found, key=lambda m: -m.start()):
                text = text[: match.start()] + _day(match, style, with_year, article) + text[match.end() :]
            yield text


def _day(match: re.Match[str], style: str, with_year: bool, article: Article) -> str:
    day, month, year = int(match["d"]), int(match["m"]), match["y"]
    head = article.date
    if with_year and not year and head and head[1:] == (month, day):
        year = str(head[0])
    part = match["part"]
    if style == "words":
        named = part if not part or part.lower() == "ngày" else f"{part} ngày"
        written = f"{named} {day} tháng {month}" if named else f"ngày {day} tháng {month}"
        return f"{written} năm {year}" if year else written
    return " ".join(filter(None, (part, style.join(filter(None, (str(day), str(month), year))))))


_GROUPED = re.compile(r"(?<![\w.,/-])\d{1,3}(?:\.\d{3})+(?![\w.,/-]*\d)")
_PLAIN = re.compile(r"(?<![\w.,/-])\d{4,9}(?=\s?(?:đồng|người|dân|hộ|m2|m²|tấn|km|đảng viên|USD)(?!\w))")
_MILLIONS = re.compile(r"(?<![\w.,/-])(\d{1,3})\.(\d)00\.000(?= (?:đồng|đ)(?!\w))")
_COUNT = re.compile(rf"(?<![\w.,/-])(?<!số )(?<!lần )(?<!thứ )({'|'.join(DIGITS)})(?= (?:{WORDS_COUNTED})(?!\w| \d))")
_SPELT = {word: digit for digit, word in DIGITS.items()}
_WORD_COUNT = re.compile(
    rf"(?<![\w-])(?<!lần )(?<!thứ )(?<!mười )(?<!hàng )(?<!một )(?<!hoặc )(?<!vài )({'|'.join(_SPELT)})"
    rf"(?= (?:{WORDS_COUNTED})(?!\w))"
)
_NOT_COUNT = re.compile(
    r"(?i)(?:điều|khoản|chương|mục|quận|tháng|năm|ngày|tổ|đội|cấp|hạng|quý|từ|đến|[-–]|và|hoặc|lớp)\s$"
)


def _numbers(sentence: str, article: Article) -> Iterator[str]:
    """The same figures: without their points or with them, in words or digits, `tỷ` or `tỉ`, `%` or `phần trăm`."""
    del article
    yield _GROUPED.sub(lambda m: m[0].replace(".", ""), sentence)
    yield _PLAIN.sub(lambda m: f"{int(m[0]):,}".replace(",", "."), sentence)
    yield _MILLIONS.sub(lambda m: f"{m[1]},{m[2]} triệu" if m[2] != "0" else f"{m[1]} triệu", sentence)
    yield re.sub(r"(?<=\d )tỷ(?!\w)", "tỉ", sentence)
    yield re.sub(r"(?<=\d )tỉ(?!\w)", "tỷ", sentence)
    yield re.sub(r"(?<=\d)\s?%", " phần trăm", sentence)
    yield re.sub(r"(?<=\d)\s?km²", " km2", sentence)
    yield re.sub(r"(?<=\d)\s?m2(?!\w)", " m²", sentence)
    yield _recounted(sentence, _COUNT, DIGITS)
    yield _recounted(sentence, _WORD_COUNT, _SPELT)


def _recounted(sentence: str, pattern: re.Pattern[str], table: dict[str, str]) -> str:
    return pattern.sub(
        lambda match: match[0] if _NOT_COUNT.search(sentence[: match.start()]) else table[match[1]], sentence
    )


# Order -----------------------------------------------------------------------------------------------------------

_TIME = re.compile(
    r"((?:Sáng|Chiều|Trưa|Tối|Đêm|Ngày|Sáng ngày|Chiều ngày|Tối ngày) \d{1,2}[-/]\d{1,2}(?:[-/]\d{4})?), "
)
_TO_FRONT = re.compile(rf"(?!Theo)(?:{WORD} {WORD}|Các|Công an|Cơ quan|Ông|Bà|Anh|Chị|Nhiều|Một)(?!\w)")
_LATE = re.compile(
    r"(?<=[\w)])(?<!h)(?<!giờ)(?<!khoảng)(?<!từ)(?<!đến)(?<!trước)(?<!sau)(?<!\d) ((?:vào )?(?:sáng|chiều|tối|trưa|"
    r"ngày) (?:ngày )?\d{1,2}[-/]\d{1,2}(?:[-/]\d{4})?)\.$"
)
_PAIR = re.compile(
    rf"(?<![\w-])((?P<kind>phường|xã|huyện|quận|"
    rf"tỉnh) {WORD}(?: {WORD})?) và ((?P=kind) {WORD}(?: {WORD})?)(?! {WORD}|[\w-])"
)
_ITEM = rf"[{LOWER}]+ [{LOWER}]+"
_LIST = re.compile(rf"(?<=, )({_ITEM}), ({_ITEM})(?=(?:, {_ITEM})* và [{LOWER}])")
_NO_ITEM = re.compile(
    r"(?<!\w)(?:là|do|khi|nếu|để|nên|mà|thì|vì|tuy|sau|trước|theo|tại|từ|ông|bà|anh|chị|cũng|đã|sẽ|được|bị|không|"
    r"chưa|đang|"
    r"các|những|mọi|có|trong|ngoài|với|cùng|rồi|phải|cần|này|đó|vừa|hay|trên|dưới|nhưng|tức|như|đến|đi|về|cho|"
    r"bằng)(?!\w)"
)
_ORDERED = re.compile(r"(?i)lần lượt|tương ứng|theo thứ tự|quy trình|trình tự|đầu tiên|tiếp theo|sau đó")


def _orders(sentence: str, article: Article) -> Iterator[str]:
    """The day at the other end of a short sentence; two wards, or two plain members of a list, in the other order."""
    del article
    time = _TIME.match(sentence)
    if time and sentence.endswith(".") and len(sentence.split()) <= 20 and _one_clause(sentence[time.end() : -1]):
        subject = sentence[time.end() :]
        yield f"{opened(subject[:-1])} vào {time[1][0].lower()}{time[1][1:]}."
    late = _LATE.search(sentence)
    if late and len(sentence.split()) <= 20 and _one_clause(sentence[: late.start()]) and _TO_FRONT.match(sentence):
        when = late[1].removeprefix("vào ")
        yield f"{opened(when)}, {begun(sentence[: late.start()])}."
    if _ORDERED.search(sentence):
        return
    yield _PAIR.sub(r"\3 và \1", sentence, count=1)
    listed = _LIST.search(sentence)
    if listed and not _NO_ITEM.search(f"{_before(sentence, listed.start())} {listed[1]} {listed[2]}"):
        yield sentence[: listed.start()] + f"{listed[2]}, {listed[1]}" + sentence[listed.end() :]


def _before(sentence: str, end: int) -> str:
    """The last two words of the member of the list that stands before."""
    return " ".join(re.split(r"[;:.]", sentence[:end].rstrip(", "))[-1].split()[-2:])


_MANY_VERBS = re.compile(
    r"[,;:\"“”()]|(?<!\w)(?:sau|khi|nếu|rằng|cho biết|nhằm|để|và|do|vì|ngày|năm|tại cuộc|trước|nên|rồi|biết|trong|"
    r"khiến|về|"
    r"xảy ra|nơi|mang|gây|mua|với|được|bị|hỏi|đưa tin|đang|là|mà|cho|của|không)(?!\w)"
)


def _one_clause(text: str) -> bool:
    """Whether a day at its end can belong to nothing but its one verb."""
    return not _MANY_VERBS.search(text)


KINDS: dict[str, Maker] = {
    "verbatim": _verbatim,
    "abbreviation": _abbreviations,
    "date_format": _dates,
    "number_format": _numbers,
    "word_order": _orders,
    "voice": voices,
    "attribution": frames,
    "partial": parts,
}
