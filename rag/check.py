"""The citation check: every fact of an answer sentence must be in the sentences that it cites, or in their context."""

from collections.abc import Iterator, Sequence

from index.documents import Sentence
from index.facts import FactKind
from rag.answers import Draft, Failure, Verdict
from rag.checking.actors import another_actor
from rag.checking.addressees import as_addressees, asked_another
from rag.checking.alignment import Alignment, align
from rag.checking.article import Article
from rag.checking.contrary import contrary
from rag.checking.facts import Checked, as_speaker, facts_of, is_miswritten, unit_elements
from rag.checking.force import only_suggested, share_of_another
from rag.checking.ground import ground_of
from rag.checking.joined import said_apart
from rag.checking.operators import modality, polarity
from rag.checking.owners import figures_of_another
from rag.checking.reading import Reading, read
from rag.checking.roles import another_subject, turned_round
from rag.checking.slots import exchanged, misplaced
from rag.checking.speakers import asked_for_asking, said_by_another
from rag.checking.subjects import saying_at
from rag.checking.titles import offices_of
from rag.checking.told_whom import ordered_by_the_teller, ordered_by_the_told, told_to_another
from rag.checking.wording import bodies, unborne

_UNKNOWN = Article()


def check(draft: Draft, article: Article = _UNKNOWN) -> Verdict:
    """What the sources of a draft sentence bear out; without sources nothing is, and a verbatim sentence is itself.

    `article` adds what the sources' document tells elsewhere of their people and their day.
    """
    if not draft.sources:
        return Verdict((Failure("unsupported", draft.text),))
    if any(draft.text == source.text for source in draft.sources):
        return Verdict()
    return Verdict(tuple(_each_once(failures_of(draft.text, draft.sources, article))))


def _each_once(failures: list[Failure]) -> Iterator[Failure]:
    """The failures without those that say again, of a part of the same words, what an earlier one says."""
    said: list[Failure] = []
    for failure in failures:
        again = any(failure.found.lower() in other.found.lower() for other in said)
        if not again and not (failure.kind == "unit" and any(other.kind == "unit" for other in said)):
            said.append(failure)
            yield failure


def failures_of(text: str, sources: Sequence[Sentence], article: Article = _UNKNOWN) -> list[Failure]:
    """Everything in a claim that its sources do not bear out, facts first."""
    claim, ground = (
        read(article.with_names_apart(text)),
        ground_of([article.resolved(s) for s in sources], article.leads(sources)),
    )
    found = align(claim, ground)
    checked = facts_of(claim, ground, article)
    failures = [_named(found, one) for one in checked if one.failure]
    wrong_offices, offices = offices_of(claim, ground, article)
    failures += wrong_offices
    failures += misplaced(found, checked) + figures_of_another(found, checked, article) + exchanged(found)
    failures += bodies(claim, ground, offices, article)
    added = unborne(found, offices | unit_elements(claim, checked), article)
    if _is_about_something_else(claim, added):
        return [*as_addressees(found, failures + added)]  # who says it, and whether it is done, then means nothing
    if not failures:
        texts = [source.text for source in sources]
        failures += told_to_another(text, texts) or ordered_by_the_told(text, texts)
        failures += ordered_by_the_teller(text, ground.sources) if not failures else []
        failures += only_suggested(text, texts) + share_of_another(text, texts)
        failures += said_by_another(found, article) if not failures else []
        failures += asked_for_asking(found) or turned_round(found) if not failures else []
        failures += another_subject(found) or another_actor(found) or asked_another(found) if not failures else []
    failures += polarity(found) + modality(found) + contrary(found) + added
    return [*as_addressees(found, failures)] or said_apart(
        claim, ground.sources, lambda part, alone: failures_of(part, alone, article)
    )


def _is_about_something_else(claim: Reading, added: Sequence[Failure]) -> bool:
    """Whether nothing bears most of the words of a claim."""
    words = sum(len(failure.found.split()) for failure in added)
    return 2 * words > sum(not empty for empty in claim.empty)


def _named(found: Alignment, one: Checked) -> Failure:
    """A fact's failure; the name of somebody else, where the claim tells who speaks, is a wrong speaker."""
    failure = one.failure
    if failure is None:
        raise ValueError("a fact that is borne out has no failure")
    claim = found.claim
    speaks = claim.facts[one.number].kind is FactKind.PERSON and claim.at(one.number) < saying_at(claim)[0]
    has_verb = saying_at(claim)[0] < len(claim.forms) or claim.forms[0] == "theo"
    return as_speaker(failure) if speaks and has_verb and not is_miswritten(failure) else failure
