"""Which figures of a sentence can be the one asked for: a population is counted in people, not in km²."""

import json
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from index.documents import Sentence
from index.facts import Fact, FactKind, facts_in
from index.text import fold, fold_aligned, has_diacritics, tokens
from rag.alike import alike
from rag.labels import PARTING, label_of
from rag.question import Question, content_terms, topic_of


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_COUNTED = re.compile(
    r"(?<!\w)(?:bao nhiêu|mấy|how many)\s+(?:(?:trăm|ngàn|nghìn|vạn|chục|triệu|tỷ|tỉ|cái|chiếc)\s+)?"
    r"(?P<noun>[^\W\d]+|%)"
)
_COUNTED_BARE = re.compile(
    r"(?<!\w)(?:bao nhieu|may|how many)\s+(?:(?:tram|ngan|nghin|van|chuc|trieu|ty|ti|cai|chiec)\s+)?(?P<noun>[a-z%]+)"
)
_COUNTED_BY = re.compile(r"\s*[^\W\d]+(?:\s+(?!va\s)[^\W\d]+){0,1}")
# Words that make a figure one of a plan or of a change, and not of what there is.
_CHANGES = re.compile(
    r"(?<!\w)(?:chỉ tiêu|mục tiêu|phấn đấu|kết nạp|khai trừ|mỗi năm|(?:hằng|hàng) năm|"
    r"(?:tăng|giảm|nâng)(?! lên| xuống| còn| cao| cấp)|(?:thêm|thiếu)(?! gì))(?!\w)",
    re.IGNORECASE,
)
_SCALED = re.compile(r"(?i)(?:triệu|tỷ|tỉ|nghìn|ngàn)\W*$")
_MEASURED = re.compile(
    r"(?:dong|usd|vnd|eur|%|‰|km|m|ha|hecta|kg|g|tan|ta|lit|m²|m2|m³|m3|km²|km2|kv|mw|do|°c|nguoi|dan|gio|ngay|thang|nam|"
    r"tuan|phut|met|diem phan tram)(?![a-z])"
)
_NOUN = 2  # syllables of what is counted, mostly
# What has a size, a cost or people of its own, beside those of the ward that it is in.
_OF_MONEY = re.compile(
    r"(?<!\w)(luong|lanh|tien|von|gia|ban|mua|den(?: tien)?|boi thuong|thuong|quy|rot|ho tro|vay|no|ton|dau tu|phi|gom|"
    r"ung|quyen gop|tra)(?!\w)[^?.,;]{0,60}? bao nhieu(?: (?:mot|moi|tien|cho|de|vao)(?!\w)[^?]*)?\W*$"
)
_THING = re.compile(
    r"(?i)\W*(khu|dự án|công trình|trường|bệnh viện|công viên|cụm|nhà máy|cầu|đường|hồ|trạm|chợ|sân|nhà|tuyến)(?!\w)"
)
_OF_WARD = re.compile(r"(?<!\w)(?:phường|xã|huyện|tỉnh|quận|địa phương)(?: \w+){0,3} (?:có|rộng)(?!\w)", re.IGNORECASE)
_LEVY = re.compile(
    r"(?i)(?<!\w)(?:mức|tiền|lệ|học|viện|phụ)\s+(phạt|thưởng|phí|cấp|lương|hỗ trợ|bồi thường|đền bù|ăn|thuê)(?!\w)"
)
_SHARE_OF = re.compile(r"((?:\w+ ){1,4})(?:bao nhieu|may) ?(?:phan tram|%)((?: \w+){0,3})")
CONTRASTS = frozenset(("thu", "chi", "tăng", "giảm", "nam", "nữ", "mới", "cũ", "trễ", "thiếu", "thừa"))
_STOPS = _words(
    "ở tại của trong và theo là thì với ngoài không đến từ cho này nào gì được để vì do vào lúc khi sau trước"
)
_STOPS_BARE = frozenset(map(fold, _STOPS))
_NEUTRAL = _words(
    "hien dang sinh song cu tru thuong truc thuoc tat ca tong cong tren dia ban toan phuong xa co dat chiem khoang so "
    "ty le phan tram tien moi hec ta bao nhieu may cua o la duoc nay nam va trong thi voi cac nhung nhu the"
)
_UNIT_WORDS = _words("nguoi dan vien dang to chuc co so km vuong dong ty tien khau m2 km2 ha phan tram % nhan")
# Words after "bao nhiêu" that are not what is counted.
_NO_NOUN = _words(
    "một mỗi là tất thế cả thì trong rồi vậy số mức ở cho thôi nhỉ vào với so thay từ đến để nữa khi sau trước trên"
)
_NO_NOUN_BARE = frozenset(map(fold, _NO_NOUN))


@lru_cache(maxsize=1)
def _table() -> Mapping[str, Mapping[str, Sequence[str]]]:
    values: dict[str, dict[str, list[str]]] = json.loads(
        (Path(__file__).parent / "data" / "quantities.json").read_text(encoding="utf-8")
    )
    return values


def units_asked(question: Question) -> frozenset[str]:
    """The units, folded, in which what is asked for is counted; empty when the question is of no known quantity."""
    return _units_asked(question.text)


@lru_cache(maxsize=64)  # asked for every sentence that is read
def _units_asked(text: str) -> frozenset[str]:
    return frozenset(unit for quantity, _ in _quantities_asked(text) for unit in quantity["units"])


def words_asked(question: Question) -> frozenset[str]:
    """The tokens that say of what quantity: a figure of that unit answers them without naming it ("rộng": 58km²).

    With them go those that narrow nothing: people who live in a ward ("sinh sống") are its people.
    """
    asked = {token for _, words in _quantities_asked(question.text) for token in tokens(words)}
    return frozenset(asked | {t for t in tokens(question.text) if asked and fold(t) in _NEUTRAL})


@lru_cache(maxsize=64)
def _quantities_asked(text: str) -> tuple[tuple[Mapping[str, Sequence[str]], str], ...]:
    """The quantities asked for, each with the words that do."""
    folded = fold_aligned(text)
    patterns = ((q, rf"(?<!\w)(?:{words})(?!\w)") for q in _table().values() for words in q["asked"])
    found = ((quantity, re.search(pattern, folded)) for quantity, pattern in patterns)
    named = tuple((quantity, text[match.start() : match.end()]) for quantity, match in found if match)
    money = _OF_MONEY.search(folded)
    return named or (((_table()["money"], text[money.start(1) : money.end(1)]),) if money else ())


def noun_asked(question: Question) -> str:
    """The first syllable, folded, of what is counted: "mấy khâu đột phá" → "khau"; "" where none is."""
    return _noun_asked(question.text)


@lru_cache(maxsize=64)
def _noun_asked(text: str) -> str:
    spelt = has_diacritics(text)
    match = (_COUNTED if spelt else _COUNTED_BARE).search(text.lower())
    return fold(match["noun"]) if match and match["noun"] not in (_NO_NOUN if spelt else _NO_NOUN_BARE) else ""


def figures_for(question: Question, sentence: Sentence) -> list[Fact]:
    """The figures of the sentence that may be the one asked for, in order. Figures that the question names are none."""
    named = question.values(FactKind.NUMBER)
    figures = [f for f in facts_in(sentence.text) if f.kind is FactKind.NUMBER and f.value not in named]
    if units := units_asked(question):
        if not _narrowed_alike(question, sentence) or _of_another(question, sentence):
            return []
        counted = [f for f in figures if any(f"{fold(f.unit)} ".startswith(f"{unit} ") for unit in units)]
        if "dong" in units:
            counted += [f for f in figures if not f.unit and _SCALED.search(f.text)]  # "20 triệu"
            counted.sort(key=lambda f: f.start)
        return [f for f in counted if not _of_change(question, sentence.text, f)]
    if not (noun := noun_asked(question)):
        return [
            f for f in figures if _is_measured(f) or tokens(f.unit)[:1] == [] or tokens(f.unit)[0] in question.terms
        ]
    counted = [f for f in figures if f.unit not in ("%", "‰") and noun in _words_after(sentence.text, f)]
    if not counted:
        others = {fold(other[0]) for other in alike(question.text).instead_of(noun)}
        counted = [f for f in figures if others & {*_words_after(sentence.text, f)} and f.unit not in ("%", "‰")]
    counted = [f for f in counted if not _of_change(question, sentence.text, f)]
    return counted if counted and _mostly_narrowed_alike(question, sentence) else []


def _of_another(question: Question, sentence: Sentence) -> bool:
    """Whether the sentence tells of a ward's own figure and not of a thing in it, or of other money than was asked."""
    thing, levy = _THING.match(question.text), _LEVY.search(question.text)
    if levy and not set(tokens(levy[1])) & {
        *tokens(sentence.text),
        *alike(question.text).said_in(tokens(sentence.text)),
    }:
        return True
    words = tokens(sentence.text)
    return bool(thing and tokens(thing[1])[0] not in words and _OF_WARD.search(sentence.text))


def _of_change(question: Question, text: str, figure: Fact) -> bool:
    """Whether a figure is of a plan or a change that the question does not speak of: "kết nạp 60 đảng viên mỗi năm"."""
    asked, label = fold(question.text), label_of(text, figure)
    clause = PARTING.split(label[: label.find(figure.text)])[-1] + label[label.find(figure.text) :]
    return any(fold(match.group()) not in asked for match in _CHANGES.finditer(clause))


def _is_measured(figure: Fact) -> bool:
    """Whether a figure is a sum or a measure: "bao nhiêu" without a noun is never how many cases."""
    unit = fold(figure.unit)
    return bool(_MEASURED.match(unit)) or bool(_SCALED.search(figure.text) and not unit)


def _words_after(text: str, figure: Fact) -> list[str]:
    """The first words after a figure, up to a comma or another figure: what it counts, behind its measure."""
    after = _COUNTED_BY.match(fold(text[figure.end : figure.end + 40]))
    return after[0].split() if after else []


def _narrowed_alike(question: Question, sentence: Sentence) -> bool:
    """Whether the sentence has the words that narrow what is counted: of poor people, or of women, not of all.

    They stand after the counted noun ("bao nhiêu đảng viên nữ"); of a share, all content words between "tỷ lệ" and the
    end say what it is a share of.
    """
    have = _said(question, sentence)
    if any(unit == "%" for unit in units_asked(question)):
        topic = {fold(t) for t in content_terms(topic_of(question))} - _NEUTRAL
        beside = _beside_share(question) - _NEUTRAL
        return topic <= have or (bool(beside) and beside <= have and 2 * len(topic & have) >= len(topic))
    places_asked = {fold(t) for p in question.values(FactKind.PLACE) for t in tokens(p)}
    known = have | _NEUTRAL | places_asked | _UNIT_WORDS
    if any(t not in known for t in _narrowing(question)):
        return False
    return not set(question.terms) & CONTRASTS - set(tokens(sentence.text))


def _beside_share(question: Question) -> set[str]:
    """The content words around "bao nhiêu phần trăm", folded: "đã bàn giao bao nhiêu % mặt bằng"; of "tỷ lệ" none."""
    found = _SHARE_OF.search(fold(question.text))
    return set(content_terms(f"{found[1]} {found[2]}")) if found else set()


def _mostly_narrowed_alike(question: Question, sentence: Sentence) -> bool:
    """Whether the sentence has most of the words: "bao nhiêu thí sinh bị đình chỉ" is not answered for all of them."""
    asked = set(_narrowing(question)) - {fold(t) for p in question.values(FactKind.PLACE) for t in tokens(p)}
    return 2 * len(asked & _said(question, sentence)) >= len(asked) + (len(asked) > _NOUN)


def _said(question: Question, sentence: Sentence) -> set[str]:
    """The words of a sentence, folded, and those of the question that it says in others."""
    words = tokens(sentence.text)
    return {fold(t) for t in (*words, *alike(question.text).said_in(words))}


def _narrowing(question: Question) -> list[str]:
    """The content words, folded, from the counted noun up to a word that begins something else."""
    words = tokens(question.text.partition(" (")[0])  # in brackets stands what the history adds
    folded = [fold(word) for word in words]
    how_many = "may" if question.bare else "mấy"
    counts = (at for at, w in enumerate(words[:-1]) if w == how_many or folded[at - 1 : at + 1] == ["bao", "nhieu"])
    counted = (_until_stop(words[at + 1 : at + 7], bare=question.bare) for at in counts)
    return [fold(t) for some in counted for t in content_terms(" ".join(some))]


def _until_stop(words: Sequence[str], *, bare: bool) -> list[str]:
    stops = _STOPS_BARE if bare else _STOPS
    stop = next((i for i, word in enumerate(words) if word in stops), len(words))
    return list(words[:stop])
