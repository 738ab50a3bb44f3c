"""What the filters of a question name: a former ward stands for its successors, and what nobody knows is told."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

from index import naming, places
from index.facts import facts_asked
from index.naming import Kind
from index.segments import Filters
from index.snapshot import Snapshot
from index.text import fold
from rag.answers import Notice
from rag.corpus import Corpus
from rag.remarks import former_unit, unknown_filter
from rag.renamed import Renamed, renamed

_MOST = 4  # names that are offered for one that is not known
_NEAR = 0.7  # of the letters of two names, alike: below it a name reminds of nothing


@dataclass(frozen=True, slots=True)
class Filtered:
    """Filters as they are searched, and what their author should know about that."""

    filters: Filters
    notices: tuple[Notice, ...] = ()


def filtered(filters: Filters, snapshot: Snapshot, corpus: Corpus, language: str = "vi") -> Filtered:
    """The filters with former wards replaced by their successors, what is told of them in "vi" or "en".

    A name that lets nothing through stays, and is told with those of its kind that are near. None is put right unasked:
    a filter is exact.
    """
    asked = filters
    notices: list[Notice] = []
    for kind, wanted in filters.named().items():
        names = []
        for one in naming.several(wanted):
            found = _read(kind, one, snapshot, corpus, language)
            names.append(found.name)
            notices += found.notices
        asked = asked.having(kind, "; ".join(names))
    return Filtered(asked, tuple(notices))


@dataclass(frozen=True, slots=True)
class _Read:
    """One name of a filter, as it is searched."""

    name: str
    notices: tuple[Notice, ...] = ()


def _read(kind: Kind, name: str, snapshot: Snapshot, corpus: Corpus, language: str) -> _Read:
    if snapshot.count(Filters().having(kind, name)):
        return _Read(name)
    former = _former(name, corpus) if kind == "place" else ()
    if former and len({r.unit.now_in for r in former}) == 1:
        successors = dict.fromkeys(successor for r in former for successor in r.known)
        told = [Notice("former_unit", former_unit(r.unit, language, in_filter=True)) for r in former]
        return _Read("; ".join(successors), tuple(dict.fromkeys(told)))
    near = tuple(f"{r.unit.name}, {r.unit.district}" for r in former)[:_MOST] or _near(kind, name, snapshot)
    return _Read(name, (Notice("unknown_filter", unknown_filter(kind, name, near, language)),))


def _former(name: str, corpus: Corpus) -> tuple[Renamed, ...]:
    """The former wards that a place filter may name: of one name where it says the district, else all of that name."""
    return renamed(name, facts_asked(name, corpus.wards_in(name)), corpus)


def _near(kind: Kind, name: str, snapshot: Snapshot) -> tuple[str, ...]:
    """The known names nearest to one, as they are written; the kinds of document all."""
    if kind == "kind":
        return naming.kinds_of_document()
    if kind == "source":
        sites = {naming.site_of(source) for source in snapshot.named("source")}
        return _closest(naming.source_of(name), {site: site for site in sites}) or tuple(sorted(sites)[:_MOST])
    if kind == "place":
        return _closest(
            places.name_of(name.lower()), {_written(place): places.name_of(place) for place in snapshot.places}
        )
    return _closest(naming.name_asked(name), {speaker.title(): speaker for speaker in snapshot.speakers})


def _closest(asked: str, known: dict[str, str]) -> tuple[str, ...]:
    """Of names as they are written, with what of them is compared: the few most like the one asked for."""
    by_letters: dict[str, list[str]] = {}
    for written, compared in sorted(known.items()):
        by_letters.setdefault(fold(compared), []).append(written)
    near = get_close_matches(fold(asked), list(by_letters), n=_MOST, cutoff=_NEAR)
    return tuple(_flat(by_letters[letters] for letters in near))[:_MOST]


def _flat(lists: Iterable[list[str]]) -> list[str]:
    return [name for names in lists for name in names]


def _written(place: str) -> str:
    return f"{places.level_of(place)} {places.name_of(place).title()}".strip()
