"""How a sentence bears on a question, measured: the features that the models of rag/data/answering.json weigh."""

import re
from collections.abc import Mapping
from functools import lru_cache

from index import names, places
from index.abbreviations import expand
from index.documents import BlockKind, Sentence, StatementKind
from index.facts import Fact, FactKind, all_facts, dates_agree
from index.snapshot import Snapshot
from index.text import bigrams, comparable, fold, tokens
from rag.alike import Alike
from rag.counted import figures_for
from rag.figure import the_figure
from rag.holders import holders
from rag.order import is_proposal, orders
from rag.quantities import noun_asked, units_asked, words_asked
from rag.question import Question, Wanted, content_terms, topic_of
from rag.said import Said
from rag.search import Hit
from rag.tells import has_wanted
from rag.who import office_agrees, same

_PAPER = re.compile(r"(\d+)[/-](?=[^\W\d])")  # "867/cđ-ttg" is asked for as "công điện 867"


class Measure:
    """The features of a sentence for one question."""

    def __init__(self, question: Question, snapshot: Snapshot) -> None:
        self.question = question
        self._passages: dict[int, frozenset[str]] = {}
        self.loose = question.bare or question.english
        self.terms = {self._form(t): 0.0 for t in content_terms(expand(question.text))}
        for term in self.terms:
            self.terms[term] = snapshot.rarity("folded" if self.loose else "words", term)
        self.total = sum(self.terms.values()) or 1.0
        self.pairs = set(bigrams(self._words(question.text)))
        self.alike = Alike(() if self.loose else self._words(question.text))
        topic = expand(topic_of(question))
        self.topic = {self._form(t): 0.0 for t in content_terms(topic)}
        for term in self.topic:
            self.topic[term] = snapshot.rarity("folded" if self.loose else "words", term)
        self.topic_pairs = set(bigrams(self._words(topic)))
        self.rarest = snapshot.rarity("words", "\x00")  # of a word that stands nowhere
        self.written = comparable(question.text)
        self.quantity = {self._form(token) for token in words_asked(question)}
        self.days = {f.value: {self._form(t) for t in (*tokens(f.text), "ngày")} for f in question.facts if _is_day(f)}
        # A province's office is mostly written without the province; a ward's is not.
        self.where = {t for p in question.values(FactKind.PLACE) if not places.is_ward(p) for t in tokens(p)}
        self.counts = bool(units_asked(question) or noun_asked(question))

    def _form(self, token: str) -> str:
        return fold(token) if self.loose else token

    def _words(self, text: str) -> tuple[str, ...]:
        return _folded_words(text) if self.loose else _words(text)

    def covered(self, words: set[str]) -> float:
        """The share of the question's content, by rarity, that stands in `words`."""
        return sum(rarity for term, rarity in self.terms.items() if term in words) / self.total

    def missing(self, words: set[str]) -> float:
        """The rarity of the rarest question word that does not stand in `words`, scaled by the rarest of all."""
        return max((r for t, r in self.terms.items() if t not in words), default=0.0) / (
            max(self.terms.values(), default=1.0) or 1.0
        )

    def topic_missing(self, words: set[str]) -> float:
        """The rarity of the rarest topic word that does not stand in `words`; 1 for a word that stands nowhere."""
        return max((rarity for term, rarity in self.topic.items() if term not in words), default=0.0) / self.rarest

    def features(self, sentence: Sentence, said: Said, hit: Hit, cosine: float) -> dict[str, float]:
        """Features by name, each about 0 to 1."""
        foreign = self.question.english
        own_words = () if foreign else self._words(sentence.text)
        wanted = self.question.wanted
        counting = self.counts or wanted is Wanted.FIGURE
        found = figures_for(self.question, sentence) if counting else []
        figures = bool(found) and self.counts
        own, pairs = set(own_words), set(bigrams(own_words))
        own |= self.alike.said_in(own_words) | self._day_told(sentence, hit)
        if figures:
            own |= self.quantity
        around = set() if foreign else own | self._passage(hit) | self._context(sentence)
        first = hit.passage.preface == ""
        return {
            # An English question shares no words with the text: what cannot be measured gets the middle.
            "dense": (cosine - 0.8) * 5,
            "own": 0.5 if foreign else self.covered(own),
            "around": 0.75 if foreign else self.covered(around),
            "missing": 0.5 if foreign else self.missing(around),
            "pairs": 0.2 if foreign else len(self.pairs & pairs) / max(1, len(self.pairs)),
            "foreign": float(foreign),
            "topic_own": 0.5 if foreign else _share(self.topic, own),
            "topic_around": 0.7 if foreign else _share(self.topic, around),
            "topic_missing": 0.4 if foreign else self.topic_missing(around),
            "topic_missing_own": 0.6 if foreign else self.topic_missing(own),
            "topic_pairs": 0.2 if foreign else len(self.topic_pairs & pairs) / max(1, len(self.topic_pairs)),
            "passage": hit.score,
            "passage_dense": (hit.parts["dense"] - 0.8) * 5,
            "wanted": float(bool(found) if wanted is Wanted.FIGURE else has_wanted(self.question, sentence, said)),
            "uncounted": float(self.counts and not figures),
            "figure": float(
                wanted is Wanted.FIGURE and figures and the_figure(self.question, sentence, found) is not None
            ),
            "lead": float(first and wanted in (Wanted.DATE, Wanted.PERSON, Wanted.OFFICE)),
            "lead_other": float(first and wanted not in (Wanted.DATE, Wanted.PERSON, Wanted.OFFICE)),
            "caption": float(sentence.kind is BlockKind.CAPTION),
            "said": float(wanted is Wanted.DIRECTIVE and bool(sentence.context.offices)),
            "by_asked": float(self._said_by_asked(sentence, said)),
            "order": float(wanted is Wanted.DIRECTIVE and orders(sentence, said)),
            **self._kinds(said),
            "to_asked": float(self._to_asked(said)),
            "by_other": float(self._by_other(sentence, said)),
            "apposed": float(self._apposed(sentence, said)),
            "announces": float(sentence.text.rstrip().endswith(":")),
            "length": min(1.0, len(own_words) / 60) if own_words else 0.5,
            "proposal": float(wanted is Wanted.PROPOSAL and is_proposal(sentence, said)),
        }

    def _passage(self, hit: Hit) -> frozenset[str]:
        """The words of a passage and its preface; its sentences share them."""
        if hit.stored.id not in self._passages:
            words = (*self._words(hit.passage.text), *self._words(hit.passage.preface))
            self._passages[hit.stored.id] = frozenset(words)
        return self._passages[hit.stored.id]

    def _context(self, sentence: Sentence) -> set[str]:
        context = sentence.context
        named = (context.speaker or "", *context.offices, *context.places)
        return {word for words in named if words for word in self._words(words)}

    def _day_told(self, sentence: Sentence, hit: Hit) -> set[str]:
        """The words for a day that the question names, where the sentence is of that day without saying so."""
        day = sentence.context.date or hit.document.date
        told = (words for asked, words in self.days.items() if day and dates_agree(asked, day.isoformat()))
        return {word for words in told for word in words}

    def _kinds(self, said: Said) -> dict[str, float]:
        """Whether the kind of statement is the one asked for."""
        directive, proposal = self.question.wanted is Wanted.DIRECTIVE, self.question.wanted is Wanted.PROPOSAL
        kinds = said.kinds
        return {
            "order_order": float(directive and StatementKind.DIRECTIVE in kinds),
            "order_other": float(directive and bool(kinds) and StatementKind.DIRECTIVE not in kinds),
            "proposal_proposal": float(proposal and StatementKind.PROPOSAL in kinds),
            "proposal_other": float(proposal and bool(kinds) and StatementKind.PROPOSAL not in kinds),
            "plain_order": float(not directive and not proposal and StatementKind.DIRECTIVE in kinds),
            "plain_report": float(not directive and not proposal and StatementKind.REPORT in kinds),
        }

    def _to_asked(self, said: Said) -> bool:
        """Whether somebody whom the question names is the one addressed."""
        return any(_bare_name(who) in self.written for who in said.addressees if len(_bare_name(who)) > 1)

    def _by_other(self, sentence: Sentence, said: Said) -> bool:
        """Whether somebody speaks, and the question names persons or offices that are not the speaker's."""
        asks = bool(self.question.offices or self.question.values(FactKind.PERSON))
        return asks and bool(said.statements) and not self._said_by_asked(sentence, said)

    def _apposed(self, sentence: Sentence, said: Said) -> bool:
        """Whether the sentence names both who was asked about and the office asked for, or the reverse."""
        question = self.question
        if question.wanted is Wanted.OFFICE:
            named = {f.value for f in all_facts(sentence.text) if f.kind is FactKind.PERSON}
            asked = any(same(a, name) for a in question.values(FactKind.PERSON) for name in named)
            return asked and has_wanted(question, sentence, said)
        if question.wanted is not Wanted.PERSON or not question.offices:
            return False
        return bool(holders(question, sentence.text))

    def _said_by_asked(self, sentence: Sentence, said: Said) -> bool:
        """Whether the person or office that the question names says the sentence."""
        speakers = [s for s in (sentence.context.speaker, *said.speakers) if s]
        asked = self.question.values(FactKind.PERSON)
        offices = [names.office_of(o) for o in (*sentence.context.offices, *said.titles)]
        return any(same(a, speaker) for a in asked for speaker in speakers) or any(
            office_agrees(a, o, self.where) for a in self.question.offices for o in offices
        )


def _is_day(fact: Fact) -> bool:
    return fact.kind is FactKind.DATE and "/" not in fact.value


@lru_cache(maxsize=2048)
def _bare_name(who: str) -> str:
    """A name without the city that it is of, comparable: "Sở Nội vụ TPHCM" → "sở nội vụ"."""
    return comparable(expand(who)).removesuffix("thành phố hồ chí minh").strip()


@lru_cache(maxsize=4096)
def _words(text: str) -> tuple[str, ...]:
    """The tokens of a text with its abbreviations written out, and the numbers of papers by themselves.

    Leading passages share words, and questions passages.
    """
    words = tokens(expand(text))
    return (*words, *(number[1] for word in words if (number := _PAPER.match(word))))


@lru_cache(maxsize=4096)
def _folded_words(text: str) -> tuple[str, ...]:
    return tuple(fold(token) for token in _words(text))


def _share(terms: Mapping[str, float], words: set[str]) -> float:
    """The share of the terms, by rarity, that stand in `words`; the middle where there are no terms."""
    total = sum(terms.values())
    return sum(rarity for term, rarity in terms.items() if term in words) / total if total else 0.5
