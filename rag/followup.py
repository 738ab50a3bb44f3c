"""A follow-up, asked in full: what it leaves out is taken from the questions before it, without a language model."""

import re
from collections.abc import Sequence

from index import names
from index.facts import Fact, FactKind
from index.text import fold
from rag.corpus import Corpus
from rag.named import named_facts, offices_of
from rag.wanted import Wanted, content_terms

_ELLIPTIC = re.compile(r"^(?:con|the con|vay con|the|vay|con ve|va|what about|and)(?!\w)")
_POINTS_BACK = re.compile(
    r"(?<!\w)(?:do|nay|ay|tren|ho|noi tren|o do|dong chi ay|ong ay|ba ay|ong do|ong nay|noi do|noi vay|nhu vay|the sao|"
    r"vay|he|she|they|it|there|that|those|his|their)(?!\w)"
)


_HE = re.compile(
    r"(?<!\w)(?:ong|ba|anh|chi|dong chi|vi|nguoi) (?:ay|do|nay|kia)(?!\w)|(?<!\w)(?:he|she|his|her|him)(?!\w)"
)
_SAYS = (
    "noi|yeu cau|chi dao|dan|dan do|giao|bao cao|cho biet|phat bieu|khang dinh|de nghi|kien nghi|de xuat|neu|luu y|"
    "ket luan|nhan manh|nhac|thong tin"
)
_IT = "(?: (?:vay|the|do|dieu do|dieu nay|viec nay|viec do|nhu vay|nhu the|cau do|dieu tren))*"
# What asks of an answer who said it, or when: nothing else stands in such a question.
_BY_WHOM = re.compile(
    rf"\W*(?:(?:vay|the|thi) )*(?:ai|nguoi nao|dong chi nao|vi nao)(?: da| la nguoi)? (?:{_SAYS}){_IT}\W*"
    r"|\W*who (?:said|told|ordered|asked for|reported) (?:that|this|it|so)\W*"
)
_SAID_WHEN = re.compile(
    rf"\W*(?:(?:vay|the|thi) )*(?:(?:ong ay|ba ay|dong chi ay|ho) )?(?P<says>(?:{_SAYS}){_IT} )?(?:vao )?"
    rf"(?:khi nao|ngay nao|hom nao|luc nao|bao gio|ngay may|tu bao gio|dip nao){_IT}\W*"
    r"|\W*when (?:was that|(?P<said>did (?:he|she|they) say (?:that|this|it|so)|was (?:that|it) said))?\W*"
)
_NEXT_TOPIC = re.compile(
    r"(?i)^(?:thế |vậy )?(?:còn|the con|con) (?:về|chuyện|việc|vấn đề|ve|chuyen|viec|van de) (?P<topic>.+?)"
    r"(?: thì(?: sao| thế nào)?| thi(?: sao| the nao)?| ra sao| thế nào| the nao)?\W*$"
)
# "Phó là ai?" after "Giám đốc Sở Y tế là ai?" asks for that director's deputy.
_DEPUTY = re.compile(
    r"(?i)(?:thế |vậy |the |vay )?(?:còn |con )?(?:(?:cấp|người|vị) )?(?:phó|pho)"
    r"(?: (?:giám đốc|chủ tịch|bí thư|trưởng ban|trưởng phòng|giam doc|chu tich|bi thu|truong ban|truong phong))?"
    r"(?: (?:thì sao|thi sao|là ai|la ai|tên gì|ten gi))?\W*"
)
_ALSO = re.compile(r"(?<!\w)(?:thi sao|thi the nao|ra sao)\W*$")
_HOW_MANY = re.compile(r"(?i)(?<!\w)(?:bao nhiêu|bao nhieu|mấy)(?: (?:phần trăm|phan tram|%|[^\W\d]+))?")
# "Còn đảng viên?" after "Phường X có bao nhiêu dân?" asks how many of those there are.
_COUNTED_NEXT = re.compile(
    r"(?i)(?:thế |vậy |the |vay )?(?:còn|con) (?:(?:số|so) (?!điện thoại|dien thoai))?"
    r"(?P<counted>[^\W\d]+(?: [^\W\d]+){0,4}?)"
    r"(?: (?:thì sao|thi sao|thì bao nhiêu|thi bao nhieu|là bao nhiêu|la bao nhieu))?\W*"
)
_THERE_ARE = re.compile(r"(?i).*?(?<!\w)(?:có|co) (?=(?:bao nhiêu|bao nhieu|mấy)(?!\w))")
_TOPIC = re.compile(r"(?i) (?:về|đối với|liên quan đến|ve|doi voi|lien quan den) [^?.,;]+")


def asks_of_answer(text: str, earlier: Wanted) -> Wanted | None:
    """Whether a follow-up asks who said what was just answered, or when; `earlier` is what was asked for.

    "Khi nào?" alone asks when an order was given, or a proposal made; of anything else it may be another day.
    """
    folded = fold(text)
    if _BY_WHOM.fullmatch(folded):
        return Wanted.PERSON
    when = _SAID_WHEN.fullmatch(folded)
    said = when and (when["says"] or when["said"] or earlier in (Wanted.DIRECTIVE, Wanted.PROPOSAL))
    return Wanted.DATE if said else None


def needs_person(text: str, history: Sequence[str], corpus: Corpus) -> bool:
    """Whether a follow-up speaks of somebody whom only the answer before named: "Ai chủ trì?" – "Ông ấy là ai?"."""
    if not history or not _HE.search(fold(text)) or named_people(text, corpus):
        return False
    earlier = resolved(history[-1], history[:-1], corpus)
    return not named_people(earlier, corpus) and not offices_of(earlier, ())


def named_people(text: str, corpus: Corpus) -> tuple[Fact, ...]:
    """The persons named in a question."""
    return tuple(fact for fact in named_facts(text, corpus) if fact.kind is FactKind.PERSON)


def leans(text: str) -> bool:
    """Whether a question needs the one before it: it is elliptic, points back, or has next to no content."""
    folded = fold(text)
    if _DEPUTY.fullmatch(text):
        return True
    return bool(_ELLIPTIC.match(folded) or _POINTS_BACK.search(folded)) or len(content_terms(text)) < 3


def named_anew(text: str) -> tuple[str, ...]:
    """What an elliptic follow-up asks about instead of the earlier matter: "lái thiêu" of "còn Lái Thiêu thì sao?"."""
    folded = fold(text)
    elliptic = _ELLIPTIC.match(folded) or _ALSO.search(folded)
    return content_terms(text) if elliptic and not _POINTS_BACK.search(_ALSO.sub("", folded)) else ()


def resolved(text: str, history: Sequence[str], corpus: Corpus) -> str:
    """The question with what it leaves out, taken from the one before it.

    "còn phường Tân Hiệp thì sao?" asks the earlier question of another ward, "còn về giải ngân?" about another matter;
    one that points back ("ông ấy", "ở đó") or names nothing takes the earlier question's place and person along.
    """
    if not history:
        return text
    earlier = resolved(history[-1], history[:-1], corpus)
    facts, before = named_facts(text, corpus), named_facts(earlier, corpus)
    if other := _of_another_matter(text, earlier, facts, before):
        return other
    named: set[FactKind] = {f.kind for f in facts if f.kind in (FactKind.PLACE, FactKind.PERSON)}
    if _ALSO.search(fold(text)) and any(f.kind is FactKind.DATE for f in facts):
        named.add(FactKind.DATE)
    swapped = [f for f in before if f.kind in named]
    if offices_of(text, ()) and not _POINTS_BACK.search(fold(text)):
        named.add(FactKind.PERSON)  # whoever holds the office named anew is somebody else
    if (_ELLIPTIC.match(fold(text)) or _ALSO.search(fold(text))) and len(content_terms(text)) <= 6 and swapped:
        return _swap(earlier, facts, swapped)
    if named and not leans(text):
        return text
    carried = [
        earlier[f.start : f.end] for f in before if f.kind in (FactKind.PLACE, FactKind.PERSON) and f.kind not in named
    ]
    spans = [(f.start, f.end) for f in before]
    titles = [t for t in names.titles_in(earlier, []) if FactKind.PERSON not in named]
    carried += [earlier[t.start : t.end] for t in titles if not any(a < t.end and t.start < b for a, b in spans)]
    extra = ", ".join(dict.fromkeys(carried))
    if len(content_terms(text)) < 3 or not extra:
        # What the question names anew takes the place of what the earlier one named.
        topic = _without(earlier, [f for f in before if f.kind in named]).rstrip("?.! ")
        if _HOW_MANY.search(text):  # how many of something else
            topic = " ".join(_HOW_MANY.sub("", topic).split())
        return f"{topic} – {text}"
    return f"{text.rstrip('?.! ')} ({extra})?"


def _of_another_matter(text: str, earlier: str, facts: Sequence[Fact], before: Sequence[Fact]) -> str | None:
    """The earlier question asked about another matter, of a deputy, or of how many of something else."""
    if (match := _NEXT_TOPIC.match(text)) and not _POINTS_BACK.search(fold(match["topic"])):
        return f"{_TOPIC.sub('', earlier).rstrip('?.! ')} về {match['topic']}?"
    if _DEPUTY.fullmatch(text) and (title := next(iter(names.titles_in(earlier, [])), None)):
        return f"{earlier[: title.start]}Phó {earlier[title.start :]}"
    counted = _counted_next(text, earlier, facts)
    return f"{_there_are(earlier, before)}bao nhiêu {counted}?" if counted else None


def _counted_next(text: str, earlier: str, facts: Sequence[Fact]) -> str | None:
    """What a follow-up to a question for how many asks to count instead: "đảng viên" of "còn đảng viên?"."""
    match = _COUNTED_NEXT.fullmatch(text) if _HOW_MANY.search(earlier) else None
    if not match or facts or offices_of(text, ()) or _POINTS_BACK.search(fold(match["counted"])):
        return None
    return match["counted"]


def _there_are(earlier: str, facts: Sequence[Fact]) -> str:
    """What comes before "bao nhiêu" in a question for how many there are: of whom or where, as the earlier one says."""
    if match := _THERE_ARE.match(earlier):
        return match.group()
    names = [earlier[f.start : f.end] for f in facts if f.kind in (FactKind.PLACE, FactKind.PERSON)]
    return f"{', '.join(names)} có " if names else ""


def _without(text: str, facts: Sequence[Fact]) -> str:
    """The text without some of its facts."""
    for fact in reversed(facts):
        text = text[: fact.start] + text[fact.end :]
    return " ".join(text.split())


def _swap(earlier: str, facts: tuple[Fact, ...], swapped: list[Fact]) -> str:
    """The earlier question with its place or person replaced by the new one."""
    for old in reversed(swapped):
        new = next(f for f in facts if f.kind is old.kind)
        earlier = earlier[: old.start] + new.text + earlier[old.end :]
    return earlier
