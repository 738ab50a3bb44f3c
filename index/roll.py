"""A roll of names: which of very many stand in a text, without looking at each."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import cached_property

from index.text import comparable, fold

_WORD = re.compile(r"\w+")


class Roll:
    """Names by the first word of what tells them apart, folded: "phường bình dương" by "binh"."""

    def __init__(self, names: Iterable[str], short: Callable[[str], str] = str) -> None:
        """Keeps `names`; `short` gives the part of a name by which it is looked for."""
        self._by_first: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for name in sorted(names):
            words = _words(short(name))
            if words:
                self._by_first[words[0]].append((f" {' '.join(words)} ", name))

    def standing_in(self, text: str) -> list[str]:
        """The names whose words stand in the text, whole and in order, whatever the diacritics; sorted."""
        words = _words(text)
        padded = f" {' '.join(words)} "
        near = (pair for word in dict.fromkeys(words) for pair in self._by_first.get(word, ()))
        return sorted(name for key, name in near if key in padded)


class Spellings:
    """Names by how they are spelt, folded: which are spelt alike, and which one letter away."""

    def __init__(self, names: Iterable[str], short: Callable[[str], str] = str) -> None:
        """Keeps `names`; `short` gives the part of a name that is compared."""
        self._alike: dict[str, list[str]] = defaultdict(list)
        for name in sorted(names):
            self._alike[fold(short(name))].append(name)

    @cached_property
    def _shortened(self) -> dict[str, list[str]]:
        """The folded names by each of their spellings with one letter left out, and by themselves."""
        found: dict[str, list[str]] = defaultdict(list)
        for folded in self._alike:
            for spelling in _with_one_left_out(folded):
                found[spelling].append(folded)
        return found

    def alike(self, short: str) -> list[str]:
        """The names that are spelt so but for diacritics and case, sorted."""
        return self._alike.get(fold(short), [])

    def near(self, short: str) -> list[str]:
        """The names one letter away (added, left out or changed, or alike), and some two letters away; sorted.

        Two words one letter apart are the same when the right letter of each is left out.
        """
        spellings = _with_one_left_out(fold(short))
        folded = {name for spelling in spellings for name in self._shortened.get(spelling, ())}
        return sorted(name for key in folded for name in self._alike[key])


def _with_one_left_out(word: str) -> set[str]:
    return {word, *(word[:i] + word[i + 1 :] for i in range(len(word)))}


def _words(text: str) -> list[str]:
    found: list[str] = _WORD.findall(fold(text))
    return found


def one_slip(typed: str, meant: str) -> bool:
    """Whether names differ by diacritics, by one letter added, left out or changed, or by two that changed places."""
    a, b = comparable(typed), comparable(meant)
    if fold(a) == fold(b) or _swapped(fold(a), fold(b)):
        return True
    short, long = sorted((a, b), key=len)
    if len(long) - len(short) > 1:
        return False
    at = next((i for i, (x, y) in enumerate(zip(short, long, strict=False)) if x != y), len(short))
    return short[at + (len(short) == len(long)) :] == long[at + 1 :]


def _swapped(a: str, b: str) -> bool:
    """Whether two neighbouring letters of one have changed places in the other."""
    apart = [i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y]
    return (
        len(a) == len(b)
        and len(apart) == 2
        and apart[1] == apart[0] + 1
        and a[apart[0]] == b[apart[1]]
        and a[apart[1]] == b[apart[0]]
    )
