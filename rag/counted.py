"""Which figures of a sentence can be the one asked for: a population is counted in people, not in km²."""

import re
from functools import lru_cache

from index.documents import Sentence
from index.facts import Fact, FactKind, facts_in
from index.text import fold, tokens
from rag.alike import alike
from rag.labels import PARTING, label_of, scope_of
from rag.quantities import CONTRASTS, MONEY, NEUTRAL, narrowing, noun_asked, units_asked
from rag.question import Question, content_terms, topic_of

_COUNTED_BY = re.compile(r"\s*[^\W\d]+(?:\s+(?!va\s)[^\W\d]+){0,1}")
# Words that make a figure one of a plan or of a change, and not of what there is.
_PLANNED = re.compile(
    r"(?<!\w)(?:chỉ tiêu|mục tiêu|phấn đấu|cam kết|kết nạp|khai trừ|mỗi năm|(?:hằng|hàng) năm)(?!\w)", re.IGNORECASE
)
_CHANGED = re.compile(  # before the figure
    r"(?<!\w)(?:(?:tăng|giảm|nâng)(?! lên| xuống| còn| cao| cấp)|(?:thêm|thiếu)(?! gì))(?!\w)", re.IGNORECASE
)
_EACH_ASKED = re.compile(r"(?i)(?<!\w)(?:mỗi|bình quân)(?!\w)")
_EACH = re.compile(r"(?<!\w)(?:mỗi|bình quân|từng|cho một|hằng|hàng)(?!\w)|/")
_WIDER = re.compile(r"(?<!\w)(?:toan|quy|cua|ca) (?:tinh|huyen|thanh pho)(?!\w)")
_WARD = re.compile(r"(?<!\w)(?:phuong|xa|dac khu)(?!\w)")
_SCALED = re.compile(r"(?i)(?:triệu|tỷ|tỉ|nghìn|ngàn)\W*$")
_MEASURED = re.compile(
    r"(?:dong|usd|vnd|eur|%|‰|km|m|ha|hecta|kg|g|tan|ta|lit|m²|m2|m³|m3|km²|km2|kv|mw|do|°c|nguoi|dan|gio|ngay|thang|nam|"
    r"tuan|phut|met|diem phan tram)(?![a-z])"
)
_MEASURE_OF = re.compile(r"(?<!\w)(?:bao nhieu|may) (?:km|m|ha|hecta|kg|tan|ta|lit|met) ([a-z]+)")
_BEFORE_MEASURE = re.compile(r"([a-z]+) (?:bao nhieu|may) (?:km|m|ha|hecta|kg|tan|ta|lit|met)(?!\w)")
_OF_WHICH = re.compile(r"(?<!\w)trong (?:đó|số đó|số này)[^,;.]*$")
_BESIDE = 25  # characters after a figure that narrow what it counts
_NOUN = 2  # syllables of what is counted, mostly
# Money that only a sentence with the word tells of: what was paid back is no wage.
_OWN_MONEY = frozenset(
    ("luong", "lanh", "gia", "boi thuong", "den", "den tien", "thuong", "no", "vay", "ho tro", "phi", "dau tu")
)
_THING = re.compile(
    r"(?i)\W*(khu|dự án|công trình|trường|bệnh viện|công viên|cụm|nhà máy|cầu|đường|hồ|trạm|chợ|sân|nhà|tuyến)(?!\w)"
)
_OF_WARD = re.compile(r"(?<!\w)(?:phường|xã|huyện|tỉnh|quận|địa phương)(?: \w+){0,3} (?:có|rộng)(?!\w)", re.IGNORECASE)
_LEVY = re.compile(
    r"(?i)(?<!\w)(?:mức|tiền|lệ|học|viện|phụ)\s+(phạt|thưởng|phí|cấp|lương|hỗ trợ|bồi thường|đền bù|ăn|thuê)(?!\w)"
)
_SHARE_OF = re.compile(r"((?:\w+ ){1,4})(?:bao nhieu|may) ?(?:phan tram|%)((?: \w+){0,3})")
_UNIT_WORDS = frozenset(tokens("nguoi dan vien dang to chuc co so km vuong dong ty tien khau m2 km2 ha phan tram nhan"))


def figures_for(question: Question, sentence: Sentence) -> list[Fact]:
    """The figures of the sentence that may be the one asked for, in order. Figures that the question names are none."""
    named = question.values(FactKind.NUMBER)
    figures = [f for f in facts_in(sentence.text) if f.kind is FactKind.NUMBER and f.value not in named]
    if not figures:
        return []
    if units := units_asked(question):
        counted = [f for f in figures if any(_is_in(f, unit) for unit in units)]
        counted = _of_noun(question, sentence.text, counted)
        if "dong" in units:
            counted += [f for f in figures if not f.unit and _SCALED.search(f.text)]  # "20 triệu"
            counted.sort(key=lambda f: f.start)
        if not counted or not _narrowed_alike(question, sentence) or _of_another(question, sentence):
            return []
        counted = [f for f in counted if "tuoi" not in units or _is_of_those(question, sentence.text, f)]
        return [f for f in counted if not _of_change(question, sentence.text, f)]
    if not (noun := noun_asked(question)):
        return [
            f for f in figures if _is_measured(f) or tokens(f.unit)[:1] == [] or tokens(f.unit)[0] in question.terms
        ]
    counted = [f for f in figures if f.unit not in ("%", "‰") and noun in _words_after(sentence.text, f)]
    if not counted:
        others = {fold(other[0]) for other in alike(question.text).instead_of(noun)}
        counted = [f for f in figures if others & {*_words_after(sentence.text, f)} and f.unit not in ("%", "‰")]
    counted = [f for f in _of_noun(question, sentence.text, counted) if _is_of_those(question, sentence.text, f)]
    counted = [f for f in counted if not _of_change(question, sentence.text, f)]
    return counted if counted and _mostly_narrowed_alike(question, sentence) else []


def _of_noun(question: Question, text: str, figures: list[Fact]) -> list[Fact]:
    """The figures; of "bao nhiêu ha lúa?" and "lúa bao nhiêu ha?" those of rice, if any is."""
    asked = fold(question.text)
    noun = _MEASURE_OF.search(asked) or _BEFORE_MEASURE.search(asked)
    return [f for f in figures if noun and noun[1] in _words_after(text, f)] or figures


def _is_of_those(question: Question, text: str, figure: Fact) -> bool:
    """Whether the clause of a figure narrows what is counted as the question does: "ca tử vong", not every "ca"."""
    label = scope_of(text, figure)
    named = question.values(FactKind.PERSON)
    if noun_asked(question) == "tuoi" and named:
        return any(fold(name) in fold(label) for name in named)
    of = text[: figure.start] if _OF_WHICH.search(text[: figure.start]) else ""  # some of what was counted before
    words = tokens(f"{of} {label} {text[figure.end : figure.end + _BESIDE]}")
    said = {*words, *alike(question.text).said_in(words)}
    said |= {fold(t) for t in said} if question.bare else set()
    beside = {fold(t) for p in question.values(FactKind.PLACE) for t in tokens(p)} | NEUTRAL | {noun_asked(question)}
    rest = [t for t in narrowing(question) if fold(t) not in beside]
    if rest and fold(rest[0]) in _words_after(text, figure):  # "thí sinh", "chuyến ghe": the rest of the noun
        return len(rest) <= _NOUN or any(t in said for t in rest[1 : 1 + _NOUN])
    return not rest or any(t in said for t in rest[:_NOUN])


def _is_in(figure: Fact, unit: str) -> bool:
    """Whether a figure is counted in a unit, folded: "km vuông" in km; "đồng phạm" are no money."""
    own = fold(figure.unit)
    return own == unit if unit == "dong" and own.startswith("dong p") else f"{own} ".startswith(f"{unit} ")


def _of_another(question: Question, sentence: Sentence) -> bool:
    """Whether the sentence tells of a ward's own figure and not of a thing in it, or of other money than was asked."""
    thing, levy = _THING.match(question.text), _LEVY.search(question.text)
    money = MONEY.search(fold(question.text))
    if money and money[1] in _OWN_MONEY and money[1].split()[0] not in _said(question, sentence):
        return True
    if levy and not set(tokens(levy[1])) & {
        *tokens(sentence.text),
        *alike(question.text).said_in(tokens(sentence.text)),
    }:
        return True
    words = tokens(sentence.text)
    return bool(thing and tokens(thing[1])[0] not in words and _OF_WARD.search(sentence.text))


def _of_change(question: Question, text: str, figure: Fact) -> bool:
    """Whether a figure is of a plan or a change that the question does not speak of: "kết nạp 60 đảng viên mỗi năm".

    Nor is what all have together what each has, or the province's fund the ward's.
    """
    asked, label = fold(question.text), label_of(text, figure)
    before, after = PARTING.split(label[: label.find(figure.text)])[-1], label[label.find(figure.text) :]
    found = [*_PLANNED.finditer(before + after), *_CHANGED.finditer(before)]
    if _EACH_ASKED.search(question.text) and not _EACH.search((before + after).lower()):
        return True
    if (
        question.wards
        and _WIDER.search(fold(label[: label.find(figure.text)]))
        and not _WARD.search(fold(before + after))
    ):
        return True
    return any(fold(match.group()) not in asked for match in found)


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
        topic = {fold(t) for t in content_terms(topic_of(question))} - NEUTRAL
        beside = _beside_share(question) - NEUTRAL
        return topic <= have or (bool(beside) and beside <= have and 2 * len(topic & have) >= len(topic))
    places_asked = {fold(t) for p in question.values(FactKind.PLACE) for t in tokens(p)}
    known = have | NEUTRAL | places_asked | _UNIT_WORDS
    if any(fold(t) not in known for t in narrowing(question)):
        return False
    return not set(question.terms) & CONTRASTS - set(tokens(sentence.text))


def _beside_share(question: Question) -> set[str]:
    """The content words around "bao nhiêu phần trăm", folded: "đã bàn giao bao nhiêu % mặt bằng"; of "tỷ lệ" none."""
    found = _SHARE_OF.search(fold(question.text))
    return set(content_terms(f"{found[1]} {found[2]}")) if found else set()


def _mostly_narrowed_alike(question: Question, sentence: Sentence) -> bool:
    """Whether the sentence has most of the words: "bao nhiêu thí sinh bị đình chỉ" is not answered for all of them."""
    asked = {fold(t) for t in narrowing(question)} - {
        fold(t) for p in question.values(FactKind.PLACE) for t in tokens(p)
    }
    return 2 * len(asked & _said(question, sentence)) >= len(asked) + (len(asked) > _NOUN)


def _said(question: Question, sentence: Sentence) -> frozenset[str]:
    """The words of a sentence, folded, and those of the question that it says in others."""
    return _said_in(question.text, sentence.text)


@lru_cache(maxsize=512)  # of the sentences that are read for one question, each is asked about several times
def _said_in(question: str, sentence: str) -> frozenset[str]:
    words = tokens(sentence)
    return frozenset(fold(t) for t in (*words, *alike(question).said_in(words)))
