"""What figures count and number: hộ is not người, khoản 2 is not điều 2."""

from index.facts import Fact
from index.figures import units_agree
from rag.checking.ground import Ground, KnownFact
from rag.checking.lexicon import lexicon
from rag.checking.reading import Reading

_CLASSIFIERS = frozenset(
    ("cái", "chiếc", "con", "cuốn", "quyển", "tờ", "căn", "ngôi", "vị", "bức", "thanh", "viên", "đồng chí")
)
_MEASURES = frozenset(("đồng", "usd", "vnd", "vnđ", "người", "hộ", "%", "km", "m", "ha", "tấn", "kg"))
_NO_LABELS = frozenset((("tổng", "số"), ("con", "số"), ("trong", "số"), ("cùng", "kì"), ("dân", "số"), ("thời", "kì")))
_LABELS = frozenset(
    ("điều", "khoản", "điểm", "chương", "mục", "số", "thứ", "khoá", "quý", "nhóm", "tổ", "hạng", "lớp", "phụ", "kì")
)


def units_fit(claim: Reading, at: int, fact: Fact, ground: Ground, known: KnownFact) -> bool:
    """Whether a figure of the claim counts what a known one of the sources counts, or numbers alike."""
    label, there = _label(claim.forms, claim.words, at), _label(ground.forms, ground.words, known.at)
    spelt = fact.text.isalpha() or known.fact.text.isalpha()  # "điều hai xe" sends two
    if not _labels_fit(label, there) and not (spelt and "điều" in (label, there)):
        return False
    if units_agree(fact.unit, known.fact.unit):
        return True
    if _written_after(claim, at, known.fact.unit):
        return True
    if fact.unit in _CLASSIFIERS or known.fact.unit in _CLASSIFIERS:
        return True  # what is counted stands after it, and is checked as a word
    a, b = tuple(fact.unit.split()), tuple(known.fact.unit.split())
    if b in lexicon().groups.get(claim.forms[at + 1 : at + 2 + len(a)], ()):
        return True  # the parser reads one syllable of a measure: "héc" of "héc-ta"
    return b in lexicon().groups.get(a, ()) or (not set(fact.unit.split()) & _MEASURES and known.fact.unit == "")


def _written_after(claim: Reading, at: int, unit: str) -> bool:
    """Whether a unit follows a figure of the claim that the parser reads without one."""
    return bool(unit) and claim.forms[at + 1 : at + 1 + len(unit.split())] == tuple(unit.split())


def _label(forms: tuple[str, ...], words: tuple[int, ...], at: int) -> str:
    """What a figure numbers; "số" of "dân số 152.000" numbers nothing, nor does "kỳ" of "cùng kỳ"."""
    if not at:
        return ""
    before, alone = forms[at - 1], words[at - 1] == at - 1
    if at > 1 and (forms[at - 2], before) in _NO_LABELS:
        return ""
    if at > 1 and (forms[at - 2], before) == ("lần", "thứ"):
        return "lần"
    return before if alone or before not in ("số", "kì", "tổ", "nhóm", "lớp") else ""


def _labels_fit(claimed: str, known: str) -> bool:
    """Whether a figure that numbers one thing of many numbers the same: khoản 2 is not điều 2."""
    return claimed == known or (claimed not in _LABELS and known not in _LABELS) or {claimed, known} <= {"số", "tổ"}
