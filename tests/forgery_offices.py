"""Forged titles, places and organisations."""

import re
from collections.abc import Iterator

from tests.forgery_sources import Article
from tests.forgery_tables import CITIES, ORGANISATIONS, PLACES, SURNAMES, TITLES, WORD

Found = tuple[int, int, str]

_TITLE = re.compile(rf"(?<![\w-])(?:{'|'.join(sorted(TITLES, key=len, reverse=True))})(?!\w)")
_MANY = re.compile(r"(?:các|những|một|hai|Phó|phó|Tổng|tổng|nguyên|cựu|và|chức|cố)\s$")
_NOT_TITLE = re.compile(r"\s(?:Trung ương|thường trực|Thường trực|thứ nhất|thôn|ấp|khu phố|nước|Quốc hội)")


def titles(sentence: str, article: Article) -> Iterator[Found]:
    del article
    for match in _TITLE.finditer(sentence):
        if not _MANY.search(sentence[: match.start()]) and not _NOT_TITLE.match(sentence, match.end()):
            yield match.start(), match.end(), TITLES[match[0]]


_PLACE = re.compile(
    rf"(?<![\w-])(?i:(phường|xã|quận|huyện|thị xã|thị trấn|tỉnh|thành phố|TP\.?))\s+((?:{WORD})(?:\s+{WORD})*)(?![\w-])"
)
_CITY = re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, CITIES))})(?!\w|[.-]\w| FC| {WORD})")
_NUMBERED = re.compile(r"(?<!\w)([Pp]hường|[Qq]uận)\s+(\d{1,2})(?!\w|[.,/-]\d)")


def places(sentence: str, article: Article) -> Iterator[Found]:
    for match in _PLACE.finditer(sentence):
        kind = match[1].lower()
        kind = "thành phố" if kind.startswith("tp") else kind
        name = _place_name(match[2])
        if not name or sentence.count(name) > 1:
            continue
        here = {found for m in _PLACE.finditer(article.text) if m[1].lower() == kind and (found := _place_name(m[2]))}
        others = sorted(here - {name}) + list(PLACES[kind])
        yield from ((match.start(2), match.start(2) + len(name), o) for o in others if o not in sentence)
    for match in _CITY.finditer(sentence):
        if len(_CITY.findall(sentence)) == 1 and not re.search(
            r"(?:thành phố|đường|phố)\s$", sentence[: match.start()]
        ):
            news = [c for c in CITIES[:4] if c not in article.text and ("HCM" not in match[0] or c != "TPHCM")]
            yield from ((match.start(), match.end(), new) for new in news)
    for match in _NUMBERED.finditer(sentence):
        yield from (
            (match.start(2), match.end(2), str(n))
            for n in range(1, 13)
            if n != int(match[2]) and str(n) not in sentence
        )


def _place_name(run: str) -> str | None:
    """The name at the beginning of a run of capitalised words, after which a person's may stand; None when in doubt."""
    words = run.split()
    cut = next((n for n, word in enumerate(words) if n >= 2 and word in SURNAMES), len(words))
    return " ".join(words[:cut]) if cut <= 2 or (cut == 3 and len(words) == 3) else None


_BODY = re.compile(
    rf"(?<![\w-])({'|'.join(ORGANISATIONS)}) ({'|'.join(sum(ORGANISATIONS.values(), ()))})(?![\w-]|\s{WORD}| và)"
)
_TEAM = re.compile(r"(?<=[Tt]ổ công tác số )(\d{1,2})(?!\w|[.,/-]\d)")


def organisations(sentence: str, article: Article) -> Iterator[Found]:
    for match in _BODY.finditer(sentence):
        if sentence.count(match[0]) == 1 and not re.search(r"(?:các|của|và|giữa)\s$", sentence[: match.start()]):
            news = (new for new in ORGANISATIONS[match[1]] if f"{match[1]} {new}" not in article.text)
            yield from ((match.start(2), match.end(2), new) for new in news)
    for match in _TEAM.finditer(sentence):
        yield from ((*match.span(), str(n)) for n in range(1, 13) if f"số {n} " not in article.text)
