"""Forged figures, units and rounding words, and forged numbers of documents and of their articles."""

import re
from collections.abc import Iterator
from itertools import pairwise

from tests.forgery_sources import Article
from tests.forgery_tables import (
    ABOUT,
    COUNTED,
    DOCUMENTS,
    LARGER,
    LOWER_BOUNDS,
    NUMBER_WORDS,
    ROUNDING,
    SMALLER,
    UPPER,
    UPPER_BOUNDS,
    WORDS_COUNTED,
)

Found = tuple[int, int, str]

_NOUN = "|".join(sorted(COUNTED.split("|"), key=len, reverse=True))
_NUMBER = re.compile(
    rf"(?<![\w.,/:–-])(\d{{1,3}}(?:\.\d{{3}})+|\d+(?:,\d+)?)(?=\s?(?:{_NOUN})(?![\w-]))(?!\s?(?:năm|tháng|ngày)\s\d)"
)
_REFERENCE = re.compile(
    r"(?i)(?<!\w)(?:điều|khoản|điểm|mục|chương|phần|số|tháng|ngày|năm|quý|quận|phường|thứ|khóa|khoá|tổ|lô|nhà|tầng|"
    r"khu|hạng|"
    r"loại|lớp|top|trang|luật|quyết|định|thông tư|mẫu|bảng|đến|tới|từ|quốc lộ|đường|kỳ|hồi|lúc|đội|kênh|và|hoặc|hay|"
    r"phòng|nhóm|[-–])\s+$|\d\s?[-–]\s*$"
)
_NAMED = re.compile(rf"[{UPPER}][\w.]*\s+$")  # Galaxy 9, Vòng 2
_RANGE = re.compile(r"\s?(?:\w+\s){0,3}?(?:đến|tới)\s\d")
_WORD_NUMBER = re.compile(
    rf"(?<!\w)(?<!một trong )(?<!mười )(?<!thứ )(?<!lần )({'|'.join(NUMBER_WORDS)}) (?=(?:{WORDS_COUNTED})(?!\w))", re.I
)


def figures(sentence: str, article: Article) -> Iterator[Found]:
    """Another figure, as it may be mistaken: one more or less, another digit, another word for a number."""
    for match in _numbers(sentence):
        for new in _others(match[1]):
            if _false(sentence, match, new, article):
                yield match.start(1), match.end(1), new
    for match in _WORD_NUMBER.finditer(sentence):
        new = NUMBER_WORDS[match[1].lower()]
        yield match.start(1), match.end(1), new.capitalize() if match[1][0].isupper() else new


def digit_order(sentence: str, article: Article) -> Iterator[Found]:
    """Two neighbouring digits swapped."""
    for match in _numbers(sentence):
        for new in _swapped(match[1]):
            if _false(sentence, match, new, article):
                yield match.start(1), match.end(1), new


def _numbers(sentence: str) -> Iterator[re.Match[str]]:
    """The figures that count or measure something: no dates, no numbers of documents, streets or grades, no ranges."""
    for match in _NUMBER.finditer(sentence):
        before = sentence[: match.start()]
        named = _NAMED.search(before) and len(before.split()) > 1
        if not _REFERENCE.search(before) and not named and not _RANGE.match(sentence, match.end()):
            yield match


def _others(number: str) -> Iterator[str]:
    places = [n for n, sign in enumerate(number) if sign.isdigit()]
    for place in places:
        for digit in "1234567890":
            if digit != number[place] and not (place == 0 and digit == "0"):
                yield number[:place] + digit + number[place + 1 :]


def _swapped(number: str) -> Iterator[str]:
    places = [n for n, sign in enumerate(number) if sign.isdigit()]
    for one, two in pairwise(places):
        signs = list(number)
        signs[one], signs[two] = signs[two], signs[one]
        if signs[one] != signs[two] and (signs[0] != "0" or number[0] == "0"):
            yield "".join(signs)


def _false(sentence: str, match: re.Match[str], new: str, article: Article) -> bool:
    """Whether the new figure is certainly another: no bound that the true one keeps, no near miss of a round one."""
    old_value, value = _value(match[1]), _value(new)
    before = sentence[: match.start()].rstrip().lower()
    percent = sentence[match.end() :].lstrip().startswith("%")
    if (percent and value > 100) or value == 0 or value == old_value:
        return False
    if re.search(rf"(?<![\w.,]){re.escape(new)}(?![\w]|[.,]\d)", article.text):
        return False
    far = abs(value - old_value) >= 0.15 * old_value
    if _ends_with(before, UPPER_BOUNDS):
        return value < old_value and far
    if _ends_with(before, LOWER_BOUNDS):
        return value > old_value and far
    return far or not _ends_with(before, ABOUT)


def _value(number: str) -> float:
    return float(number.replace(".", "").replace(",", "."))


def _ends_with(text: str, words: tuple[str, ...]) -> bool:
    return any(re.search(rf"(?<!\w){word}$", text) for word in words)


_UNITS = "|".join(sorted({*LARGER, *SMALLER}, key=len, reverse=True))
_UNIT = re.compile(
    rf"(?<![\w.,/:–-])(?P<n>\d[\d.,]*)(?P<gap>\s?)(?P<unit>{_UNITS})"
    r"(?![\w²-])(?!\s+\d)(?!\s(?:tuổi|đoạn|nay|này|đêm|sáng|chiều|tối|trưa|ngày|kết|học|trước|qua|rưỡi|vàng|bắt|chết|"
    r"nhà|có))"
)


def units(sentence: str, article: Article) -> Iterator[Found]:
    """A unit of another size; under a bound one that breaks it."""
    del article
    for match in _UNIT.finditer(sentence):
        before = sentence[: match.start()].rstrip().lower()
        if _REFERENCE.search(before + " ") or _RANGE.match(sentence, match.end()) or re.search(r"(?:thứ|lúc)$", before):
            continue
        larger, smaller = LARGER.get(match["unit"]), SMALLER.get(match["unit"])
        wanted = [larger] if _ends_with(before, LOWER_BOUNDS) else [larger, smaller]
        wanted = [smaller] if _ends_with(before, UPPER_BOUNDS) else wanted
        for new in wanted:
            if new and not (match["unit"] == "giờ" and "thời hạn" not in before):
                yield match.start("unit"), match.end("unit"), new


_ROUNDED = re.compile(
    rf"(?<!\w)({'|'.join(sorted(ROUNDING, key=len, reverse=True))}) (?=\d[\d.,]*\s?"
    r"(?:%|đồng|triệu|tỷ|tỉ|nghìn|ngàn|USD|km|m²|m2|mét|ha|kg|tấn|tạ|người|dân|hộ|tuổi|tháng|ngày|năm|giờ|phút|"
    r"cán bộ|đảng viên|học sinh|em|căn)(?!\w| \d))"
)
_COMPARED = re.compile(
    r"(?:cao|thấp|lớn|nhỏ|nhiều|ít|nặng|sớm|muộn|tốt|dài|ngắn|chậm|nhanh|đắt|rẻ|khoảng|tối đa|tối thiểu|già|trẻ|kém|"
    r"không|mặt|từ|sàn|giá|đi|"
    r"ở)\s$"
)


def rounding(sentence: str, article: Article) -> Iterator[Found]:
    """The rounding word turned round: `hơn` for `gần`."""
    del article
    for match in _ROUNDED.finditer(sentence):
        if not _COMPARED.search(sentence[: match.start()]):
            yield match.start(1), match.end(1), ROUNDING[match[1]]


_DOCUMENT = re.compile(
    rf"(?:(?:{DOCUMENTS})(?: số)? |(?<=số )(?=\d+[/-]))(\d{{1,4}})(?=/|-[A-ZĐ]|(?:\s(?:của|về|ngày))|[.,;)…]|$|"
    rf"\s[A-ZĐ])(?!/\d{{1,2}}/)"
)
_REFERS = re.compile(r"(?<!\w)((?:[Kk]hoản|Điều|Chương) )(\d{1,3})(?![\w.,/-]*\d)(?!\w)")


def document_numbers(sentence: str, article: Article) -> Iterator[Found]:
    """Another number of a named document."""
    for match in _DOCUMENT.finditer(sentence):
        yield from _renumbered(match.span(1), match[1], article)


def references(sentence: str, article: Article) -> Iterator[Found]:
    """Another article or paragraph of a law."""
    for match in _REFERS.finditer(sentence):
        listed = re.match(r"(?:,| và| hoặc| đến)\s+(?:(?:khoản|Điều)\s+)?\d", sentence[match.end() :])
        following = re.search(r"(?:,| và| hoặc)\s(?:khoản |Điều )?$", sentence[: match.start()])
        if not listed and not following:
            yield from _renumbered(match.span(2), match[2], article, match[1])


def _renumbered(span: tuple[int, int], number: str, article: Article, before: str = "") -> Iterator[Found]:
    for new in {*_others(number), *_swapped(number), str(int(number) + 1)}:
        taken = re.search(rf"(?<!\d){re.escape(before)}{new}(?!\d)", article.text)
        if not taken and new != number and int(new) > 0 and (new[0] != "0" or number[0] == "0"):
            yield *span, new
