"""A roll of names: which of very many stand in a text, without looking at each."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable

from index.text import fold

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


def _words(text: str) -> list[str]:
    found: list[str] = _WORD.findall(fold(text))
    return found
