"""Who does what: the names that begin a clause of the claim against those before the same predicate in the sources."""

from dataclasses import dataclass

from rag.answers import Failure
from rag.checking.alignment import Alignment
from rag.checking.lexicon import lexicon, longest

# What stands before a name that is no subject.
_MARKED = frozenset(("tại", "ở", "với", "cho", "của", "từ", "đến", "trong", "về", "theo", "vào", "trên", "cùng")) | {
    *("gồm", "như", "là", "bằng", "qua")
}
_LEVELS = ("phường", "xã", "huyện", "quận", "tỉnh", "địa")
_PASSIVE = frozenset(("được", "bị", "do", "bởi"))
_SOON = frozenset(("sớm", "nhanh", "chóng", "kịp", "thời", "tiếp", "tục", "cũng"))  # between a subject and "được"
_TITLES = frozenset(("ông", "bà", "anh", "chị", "em", "cô", "đồng", "chí"))


@dataclass(frozen=True, slots=True)
class _Row:
    """What claim and ground have in common for finding names."""

    forms: tuple[str, ...]
    clauses: tuple[int, ...]
    capitals: tuple[bool, ...]
    empty: tuple[bool, ...]
    words: tuple[int, ...]
    end: int


def another_actor(found: Alignment) -> list[Failure]:
    """The name that acts in a clause of the claim, where the sources have it elsewhere, and let another one act."""
    claim, ground = found.claim, found.ground
    said = _Row(claim.forms, claim.clauses, claim.capitals, claim.empty, claim.words, len(claim.forms))
    known = _Row(ground.forms, ground.clauses, ground.capitals, ground.empty, ground.words, ground.context)
    begins = {i for i in range(said.end) if i == 0 or claim.clauses[i] != claim.clauses[i - 1]}
    for begin in sorted(begins | {i + 1 for i in _saying_ends(said) if i + 1 < said.end}):
        start, end = _subject(said, begin)
        if start == end or claim.forms[begin] == "theo":
            continue
        start, end, predicate = _active(said, start, end)
        if start == end or _says(said, _content(said, end)) or not _named(known, claim.forms[start:end]):
            continue
        named_to, end = end, _longest(known, said, start, end)
        if any(_says(said, i) for i in range(named_to, end)):
            continue
        predicate = _content(said, end)
        p = _place(found, predicate, start)
        own = _core(claim.forms[start:end])
        listed = not own and begin > 0  # "…, tổ chức và cá nhân": the last of a list
        if p < 0 or listed or _says(said, predicate):
            continue
        if known.forms[p - predicate + start : p + 1] == claim.forms[start : predicate + 1]:
            continue  # word for word
        before = range(_first(found, known, p), p)
        if not own and any(_name_end(known, q) > q and known.clauses[q] == known.clauses[p] for q in before):
            before = range(next(q for q in before if known.clauses[q] == known.clauses[p]), p)
        if _passive(known, before, p):
            acts = any(_is(known, q, own, claim.forms[start:end]) for q in before if _after_marker(known, q, p))
        else:
            acts = any(_is(known, q, own, claim.forms[start:end]) for q in before)
        if not acts and any(_name_end(known, q) > q and ground.words[q] == q for q in before):
            return [Failure("speaker", claim.written(start, predicate + 1))]
    return []


def _place(found: Alignment, predicate: int, start: int) -> int:
    """Where the sources have the predicate of a clause; -1 where it is none, or nowhere."""
    claim = found.claim
    if predicate >= len(claim.forms) or claim.clauses[predicate] != claim.clauses[start]:
        return -1
    if claim.fact_of[predicate] >= 0 or claim.capitals[predicate]:
        return -1
    return found.at[predicate] if found.at[predicate] < found.ground.context else -1


def _says(row: _Row, i: int) -> bool:
    forms = list(row.forms[i : i + 4])
    return bool(forms) and bool(longest(forms, 0, lexicon().saying) or longest(forms, 0, lexicon().orders))


def _first(found: Alignment, row: _Row, p: int) -> int:
    """The first element that can name who does what is done at p: in its sentence, after a verb of saying."""
    sentences, ends = found.ground.sentences, _saying_ends(row)
    first = p
    while first > 1 and sentences[first - 1] == sentences[p] and first - 1 not in ends:
        first -= 1
    return first


def _passive(row: _Row, before: range, p: int) -> bool:
    return any(_marks(row, q, p) for q in before)


def _marks(row: _Row, q: int, p: int) -> bool:
    """Whether an element makes the predicate at p passive; "nhận được" is no passive, nor "được giao" for the task."""
    alone = row.forms[q] in _PASSIVE and row.words[q] == q and row.clauses[q] == row.clauses[p]
    return alone and not any(longest(list(row.forms[i : i + 4]), 0, lexicon().orders) for i in range(q + 1, p))


def _after_marker(row: _Row, q: int, p: int) -> bool:
    """Whether an element stands between the last passive marker before p and p."""
    marker = max(m for m in range(p) if _marks(row, m, p))
    return marker < q < p


def _longest(known: _Row, said: _Row, start: int, end: int) -> int:
    """The end of the name with what follows it in the sources too: "Cảnh sát" is there "Cảnh sát môi trường"."""
    best = end
    for p in range(known.end):
        size = end - start
        if known.forms[p : p + size] == said.forms[start:end]:
            while start + size < said.end and p + size < known.end and _goes_on(known, said, p + size, start + size):
                size += 1
            best = max(best, start + size)
    return best


def _goes_on(known: _Row, said: _Row, p: int, i: int) -> bool:
    return known.forms[p] == said.forms[i] and known.clauses[p] == known.clauses[p - 1] and not said.empty[i]


def _core(forms: tuple[str, ...]) -> frozenset[str]:
    """The syllables that tell one name from another: without what its body or place is called in general."""
    general = {form for phrase in lexicon().organisations.values() for many in phrase for form in many}
    return frozenset(forms) - general - _TITLES


def _is(row: _Row, q: int, own: frozenset[str], name: tuple[str, ...]) -> bool:
    """Whether an element is of the name; of one with general words only, whether the whole name begins there.

    "phường" alone is the ward that the claim names.
    """
    bare = row.forms[q] in _LEVELS and row.capitals[q + 1 : q + 2] != (True,)
    if bare and name[0] in _LEVELS and row.forms[q] in (name[0], "địa"):
        return True
    return row.forms[q] in own if own else row.forms[q : q + len(name)] == name


def _subject(row: _Row, begin: int) -> tuple[int, int]:
    """The name that begins a clause, [start, end), after words without content."""
    i = begin
    while i < row.end and row.clauses[i] == row.clauses[begin] and row.empty[i]:
        if row.forms[i] in _MARKED:
            return begin, begin
        i += 1
    end = _name_end(row, i) if i < row.end and row.clauses[i] == row.clauses[begin] else i
    return (i, end) if end > i else (begin, begin)


def _name_end(row: _Row, i: int) -> int:
    """Where the name that begins at an element ends: capitals, and what a body is called; at itself if none does."""
    phrase = longest(list(row.forms[i : i + 6]), 0, lexicon().organisations)
    end = i + len(phrase)
    if end == i and not row.capitals[i]:
        return i
    while end < row.end and row.clauses[end] == row.clauses[i] and (row.capitals[end] or _levels(row, i, end)):
        end += 1
    while end < row.end and end > i and row.words[end] < end and row.clauses[end] == row.clauses[i]:
        end += 1  # the rest of a word: "Kho bạc", "Cảnh sát"
    return end


def _levels(row: _Row, i: int, end: int) -> bool:
    """Whether an element says of which level the body is that stands before it: "UBND phường"."""
    return end > i + 1 and row.forms[end] in _LEVELS[:-1]


def _active(row: _Row, start: int, end: int) -> tuple[int, int, int]:
    """The name that acts and its predicate; after a passive marker, the name behind that."""
    i = end
    while i < row.end and (row.empty[i] or row.forms[i] in _SOON) and row.clauses[i] == row.clauses[start]:
        if row.forms[i] in _PASSIVE:
            agent = i + 1
            while agent < row.end and row.empty[agent] and row.clauses[agent] == row.clauses[start]:
                agent += 1
            last = _name_end(row, agent) if agent < row.end else agent
            return (agent, last, _content(row, last)) if last > agent else (start, start, row.end)
        i += 1
    return start, end, _content(row, end)


def _content(row: _Row, i: int) -> int:
    while i < row.end and row.empty[i]:
        i += 1
    return i


def _named(row: _Row, forms: tuple[str, ...]) -> bool:
    """Whether the sources have the name too, with a capital or as that of a body."""
    size = len(forms)
    return any(
        row.forms[p : p + size] == forms and _name_end(row, p) > p
        for p in range(row.end)
        if row.forms[p] == forms[0] and (row.forms[p - 1] != "\x00" or longest(list(forms), 0, lexicon().organisations))
    )


def _saying_ends(row: _Row) -> set[int]:
    table, forms = lexicon(), list(row.forms)
    found: set[int] = set()
    for i in range(row.end):
        if row.words[i] == i and (phrase := longest(forms, i, table.saying)) and phrase != ("theo",):
            found.add(i + len(phrase) - 1)
    return found
