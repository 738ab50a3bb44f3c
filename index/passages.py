"""Text becomes a document with passages and sentences: verbatim slices, with their context."""

import hashlib
import re
from collections import deque
from collections.abc import Sequence

from index.context import Span, event_date, resolve
from index.datelines import dateline_in
from index.documents import Block, BlockKind, Document, DocumentId, Passage, Sentence
from index.layout import blocks_of, published_in, source_in
from index.reading import Source
from index.sentences import spans

_LONGEST = 1000  # characters of a passage, about 350 tokens; the encoder reads 512
_LONGEST_TITLE = 200


def document_of(source: Source) -> tuple[Document, tuple[Passage, ...]]:
    """The document that a source holds, and its passages in order, each with its sentences."""
    text = source.text
    blocks = blocks_of(text)
    sentences = [
        Span(start, end, block.kind, number)
        for number, block in enumerate(blocks)
        if block.kind.citable
        for start, end in spans(text, block.start, block.end)
    ]
    published = published_in(text) or dateline_in(text)
    event, inferred = event_date(text, sentences, published)
    document = Document(
        id=document_id(text),
        file=source.path.name,
        text=text,
        title=_title(text, blocks, sentences),
        published=published,
        event=event,
        event_inferred=inferred,
        source=source_in(text, blocks),
        kind="article" if published or event else "text",
        page_starts=source.page_starts,
    )
    return document, _passages(document, blocks, sentences)


def document_id(text: str) -> DocumentId:
    """The id of a text: the same content is the same document, whatever its file is called."""
    return DocumentId(hashlib.sha256(text.encode()).hexdigest()[:16])


def _title(text: str, blocks: tuple[Block, ...], sentences: list[Span]) -> str:
    """A heading that opens the document, else its first sentence, cut at a clause where it is long. Verbatim."""
    citable = [b for b in blocks if b.kind.citable]
    if citable and citable[0].kind is BlockKind.HEADING:
        return text[citable[0].start : citable[0].end]
    lead = next((s for s in sentences if s.kind is BlockKind.BODY), sentences[0] if sentences else None)
    if lead is None:
        return text.split("\n", 1)[0].strip()[:_LONGEST_TITLE]
    words = text[lead.start : lead.end]
    if len(words) <= _LONGEST_TITLE:
        return words
    clause = max(words.rfind(mark, 60, _LONGEST_TITLE) for mark in (", ", "; ", " – "))
    cut = clause if clause > 0 else words.rfind(" ", 60, _LONGEST_TITLE)
    return words[: cut if cut > 0 else _LONGEST_TITLE]


def _passages(document: Document, blocks: tuple[Block, ...], sentences: list[Span]) -> tuple[Passage, ...]:
    text = document.text
    contexts = resolve(text, sentences, document.event or document.published, document.event_inferred)
    cited = [
        Sentence(document.id, s.start, s.end, text[s.start : s.end], s.kind, context)
        for s, context in zip(sentences, contexts, strict=True)
    ]
    lead = next((s.text for s in cited if s.kind is BlockKind.BODY), "")
    return tuple(_passage(document, group, lead) for group in _groups(text, blocks, cited))


def _passage(document: Document, group: list[Sentence], lead: str) -> Passage:
    start, end = group[0].start, group[-1].end
    return Passage(document.id, start, end, document.text[start:end], tuple(group), preface_of(group, lead))


def preface_of(group: Sequence[Sentence], lead: str) -> str:
    """The words that place a passage: the first body sentence of the document, who speaks and where."""
    context = next((s.context for s in group if s.kind is BlockKind.BODY), group[0].context)
    named = [part for part in (context.speaker, context.place) if part and part not in lead]
    return "" if group[0].text == lead else " ".join([lead, *named])


def _groups(text: str, blocks: tuple[Block, ...], sentences: list[Sentence]) -> list[list[Sentence]]:
    """Sentences by passage: a paragraph with its heading; list items with what announces them; none too long."""
    groups: list[list[Sentence]] = []
    previous: Block | None = None
    waiting = deque(sentences)
    for block in blocks:
        first = True
        while waiting and waiting[0].start < block.end:
            sentence = waiting.popleft()
            fits = bool(groups) and sentence.end - groups[-1][0].start <= _LONGEST
            if fits and (not first or _joins(text, previous, block)):
                groups[-1].append(sentence)
            else:
                groups.append([sentence])
            first = False
        previous = block
    return groups


def _joins(text: str, previous: Block | None, block: Block) -> bool:
    """Whether the block goes on with the passage of the one before it."""
    if previous is None or block.kind is not BlockKind.BODY:
        return False
    if previous.kind is BlockKind.HEADING:
        return True
    announced = re.search(r"[:;]$", text[previous.start : previous.end])
    return previous.kind is BlockKind.BODY and bool(announced)
