"""Questions to begin with, made from what the newest documents hold."""

import re
from collections.abc import Iterator

from index.documents import BlockKind, Document
from index.facts import FactKind, facts_in
from index.library import Library
from index.places import is_ward, places_in
from index.text import comparable, fold

# What a figure counts, and how one asks for it.
_COUNTED = (
    ("dang vien", "{place} có bao nhiêu đảng viên?"),
    ("nguoi", "{place} có dân số bao nhiêu?"),
    ("dan", "{place} có dân số bao nhiêu?"),
    ("km²", "{place} có diện tích bao nhiêu?"),
)


def candidates(library: Library) -> Iterator[str]:
    """Questions about the newest documents, by turns one of each; whether each is answered is for the caller to try."""
    queues = [list(_questions(library, document)) for document in library.documents()[:8]]
    for turn in range(3):
        for number, queue in enumerate(queues):
            # Neighbours begin with different kinds of question, so that the first few are varied.
            if queue:
                yield queue.pop((number + turn) % len(queue))


def _questions(library: Library, document: Document) -> Iterator[str]:
    seen: set[str] = set()
    sentences = [
        s
        for stored in library.catalogue.passages_of(document.id)
        for s in stored.passage.sentences
        if s.kind is BlockKind.BODY
    ]
    for sentence in sentences:
        place = next((p for p in sentence.context.places if is_ward(comparable(p))), None)
        if not place:
            continue
        speaker = sentence.context.speaker
        above = [o for o in sentence.context.offices if not any(is_ward(p.value) for p in places_in(o))]
        if (
            speaker
            and above
            and re.search(r"(?<!ứng )(?<!tốt )yêu cầu (?:phường|xã|các|địa phương|lãnh đạo)", sentence.text)
            and "speaker" not in seen
        ):
            seen.add("speaker")
            yield f"Đồng chí {speaker} yêu cầu {place} làm gì?"
        for fact in facts_in(sentence.text):
            unit = fold(fact.unit)
            question = (
                next((q for noun, q in _COUNTED if unit.startswith(noun)), None)
                if fact.kind is FactKind.NUMBER and unit
                else None
            )
            if question and question not in seen:
                seen.add(question)
                yield question.format(place=place[:1].upper() + place[1:])
