"""Whom a statement addresses: named in it, else those of the order that it goes on with, else the host of the visit."""

import re
from collections.abc import Sequence

from index.addressees import Told, reported_to, told_in
from index.documents import Statement, StatementKind
from index.judgements import Judgement
from index.ranks import rank_of
from index.scenes import Scene
from index.utterances import Utterance

_TO = re.compile(
    r"(?:thêm\s+)?(?:với|cùng)\s+(?=các|cán bộ|lãnh đạo|chỉ huy|đại diện|ban|tập thể|chủ|đội|bà con|công nhân)"
)
_REPORTS_NOW = re.compile(
    r"(?<!\w)(?:[Tt]ôi|[Cc]húng tôi|[Xx]in|[Ee]m)(?: xin| cũng)* (?:hứa|báo cáo|trả lời|trình bày)(?: \w+)? $"
)
_FEW_WORDS = 14
_NEAR = 3  # statements after an order that may go on with it
_GUEST = 3.5  # from this rank on a visitor speaks to the ward that he visits
_TELLS = (StatementKind.REPORT, StatementKind.COMMITMENT)


def audience(
    text: str,
    utterance: Utterance,
    judgement: Judgement,
    named: Told,
    scene: Scene,
    before: Sequence[tuple[Statement, Told]],
) -> Told:
    """Those who are told; `named`: whom the content names, `before`: the statements so far, `text`: the document's."""
    if judgement.kind in _TELLS:
        return _heard(text, utterance, scene, before)
    if utterance.shape == "after" and (behind := _behind_verb(text, utterance, scene)).names:
        return behind
    inherits = utterance.shape in ("quoted", "goes on") and not judgement.agent and judgement.sure < 0.65
    agent = told_in(judgement.agent + " phải", scene, handed=False) if judgement.agent else Told()
    elsewhere = judgement.word and named.span and named.span[1] < judgement.word[0] - len(judgement.agent) - 2
    if named.names and not inherits and not (elsewhere and agent.names):
        return named
    if agent.names:
        return Told(agent.names, sure=0.7)
    if judgement.kind is StatementKind.PROPOSAL:
        return reported_to(text[utterance.start : utterance.end], scene)
    return _as_before(text, utterance, before) or _host(utterance, scene)


def _heard(text: str, utterance: Utterance, scene: Scene, before: Sequence[tuple[Statement, Told]]) -> Told:
    """To whom a report or promise is made, where that is said; it holds for what goes on with it."""
    if utterance.shape in ("before", "after"):
        told = reported_to(text[utterance.start : utterance.end], scene)
        at = utterance.start + (told.span[0] if told.span else 0)
        said = utterance.content[0] < at < utterance.content[1]  # what is said may tell of other reports
        return Told() if said and not _REPORTS_NOW.search(text, utterance.content[0], at) else told
    if not before or utterance.shape not in ("goes on", "quoted"):
        return Told()
    statement, told = before[-1]
    return told if statement.kind in _TELLS and statement.speaker == utterance.speaker.name else Told()


def _behind_verb(text: str, utterance: Utterance, scene: Scene) -> Told:
    """Whom the verb behind a quotation names: “…”, ông Khang yêu cầu ông Sang."""
    rest = text[utterance.verb[1] : utterance.end].strip(" .") if utterance.verb else ""
    if to := _TO.match(rest):
        rest = rest[to.end() :]
    elif not utterance.force.asks:
        return Told()
    names = told_in(rest + " phải", scene, handed=False) if 0 < len(rest.split()) < _FEW_WORDS else Told()
    return Told(names.names, sure=0.8)


def _as_before(text: str, utterance: Utterance, before: Sequence[tuple[Statement, Told]]) -> Told | None:
    """Those whom the speaker has just ordered something."""
    orders = [s for s, _ in before[-_NEAR:] if s.kind is StatementKind.DIRECTIVE]
    if not orders or orders[-1].speaker != utterance.speaker.name or not orders[-1].addressees:
        return None
    apart = utterance.shape == "before" and "\n" in text[orders[-1].end : utterance.start]  # a paragraph of its own
    return Told(orders[-1].addressees, sure=0.5) if utterance.shape != "item" and not apart else None


def _host(utterance: Utterance, scene: Scene) -> Told:
    """The ward that a visitor of higher rank speaks in."""
    visits = rank_of(utterance.speaker.title or "") > _GUEST and 0 < len(scene.wards) <= 2
    return Told(scene.wards, sure=0.5) if visits and utterance.shape != "item" else Told()
