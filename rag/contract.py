"""The JSON contracts that outside scripts read: fields may be added, never renamed or dropped."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict

from index.documents import Context, Document
from index.errors import ChidaoError
from index.library import Outcome as Added
from rag import wording
from rag.answers import Answer, Citation, Clarification, Refusal, Result, Timings
from rag.claims import Judgement
from rag.register import Row
from rag.search import Hit

Json = dict[str, object]


def result(value: Result, identifier: str | None) -> Json:
    """A result of asking as `chidao ask --json` prints it."""
    answer = value if isinstance(value, Answer) else None
    status = "answered" if answer else "clarify" if isinstance(value, Clarification) else "refused"
    return {
        "id": identifier,
        "question": value.question,
        "status": status,
        "understood": {
            "text": value.understood.text,
            "restored": value.understood.restored,
            "history_used": value.understood.history_used,
        },
        "answer": answer.text if answer else "",
        "short_answer": answer.short_answer if answer else None,
        "sentences": [
            {
                "text": s.text,
                "citations": list(s.markers),
                "verdict": "supported",
                "reason": s.verdict.reason,
                "context": _context(s.context),
            }
            for s in (answer.sentences if answer else ())
        ],
        "citations": [_citation(c) for c in (answer.citations if answer else ())],
        "withheld": [asdict(w) for w in value.withheld],
        "choices": list(value.choices) if isinstance(value, Clarification) else [],
        "notices": [asdict(n) for n in value.notices],
        "refusal": {"reason": str(value.reason), "message": value.message} if isinstance(value, Refusal) else None,
        "message": "" if isinstance(value, Answer) else value.message,
        "confidence": round(value.confidence, 4),
        "answerer": value.answerer,
        "timings_ms": asdict(value.timings),
        "error": None,
    }


def failure(error: ChidaoError, question: str, identifier: str | None, language: str) -> Json:
    """A batch line that could not be asked."""
    return {
        "id": identifier,
        "question": question,
        "status": "error",
        "understood": {"text": "", "restored": False, "history_used": False},
        "answer": "",
        "short_answer": None,
        "sentences": [],
        "citations": [],
        "withheld": [],
        "choices": [],
        "notices": [],
        "refusal": None,
        "message": "",
        "confidence": 0.0,
        "answerer": "extractive",
        "timings_ms": asdict(Timings()),
        "error": {"kind": error.code, "message": wording.in_language(error, language)},
    }


def _context(context: Context) -> Json:
    return {
        "speaker": context.speaker,
        "place": context.place,
        "date": context.date.isoformat() if context.date else None,
    }


def _citation(citation: Citation) -> Json:
    document = citation.document
    return {
        "marker": citation.marker,
        "document": document.id,
        "file": document.file,
        "title": document.title,
        **_dates(document),
        "source": document.source,
        "page": citation.page,
        "start": citation.start,
        "end": citation.end,
        "quote": citation.quote,
    }


def _dates(document: Document) -> Json:
    return {
        "date": document.date.isoformat() if document.date else None,
        "published": document.published.isoformat() if document.published else None,
        "date_inferred": document.event_inferred,
    }


def judgement(value: Judgement) -> Json:
    """A checked claim as `chidao check --json` prints it."""
    failures = [asdict(failure) for failure in value.verdict.failures]
    return {
        "id": value.claim.id,
        "text": value.claim.text,
        "verdict": "supported" if value.verdict.supported else "unsupported",
        "reason": value.verdict.reason,
        "failed": failures[0] if failures else None,
        "failures": failures,
        "citations": [_citation(c) for c in value.citations],
        "error": None,
    }


def unread_claim(error: ChidaoError, text: str, identifier: str | None, language: str) -> Json:
    """A line that could not be checked: nothing supports it."""
    return {
        "id": identifier,
        "text": text,
        "verdict": "unsupported",
        "reason": None,
        "failed": None,
        "failures": [],
        "citations": [],
        "error": {"kind": error.code, "message": wording.in_language(error, language)},
    }


def hit(value: Hit, rank: int) -> Json:
    """A hit as `chidao search --json` prints it."""
    passage, document = value.passage, value.document
    return {
        "rank": rank,
        "document": document.id,
        "file": document.file,
        "title": document.title,
        **_dates(document),
        "page": document.page_of(passage.start),
        "start": passage.start,
        "end": passage.end,
        "text": passage.text,
        "context": _context(passage.context),
        "score": round(value.score, 6),
        "parts": {name: round(part, 6) for name, part in value.parts.items()},
    }


def statement(row: Row) -> Json:
    """A row of the register as `chidao register --format json` prints it."""
    said, source = row.statement, _source(row)
    return {
        "id": said.id,
        "kind": str(said.kind),
        "strength": str(said.strength) if said.strength else None,
        "speaker": said.speaker,
        "title": said.title,
        "relayed_by": said.relayed_by,
        "addressees": list(said.addressees),
        "lead": list(said.lead),
        "coordinate": list(said.coordinate),
        "content": row.content,
        "date": said.date.isoformat() if said.date else None,
        "deadline": row.deadline,
        "deadline_date": said.deadline_date.isoformat() if said.deadline_date else None,
        "refers_to": list(said.refers_to),
        "places": list(said.places),
        **source,
        "sources": [source],
        "supersedes": [],
        "superseded_by": None,
        "status": None,
        "note": None,
        "confidence": said.confidence,
        "grounds": [asdict(ground) for ground in said.grounds],
    }


def _source(row: Row) -> Json:
    said = row.statement
    where = {"document": row.document.id, "file": row.document.file}
    return {**where, "start": said.start, "end": said.end, "quote": row.quote}


def document(value: Document, counts: Mapping[str, int]) -> Json:
    """A document as `chidao list --json` prints it."""
    return {
        "id": value.id,
        "file": value.file,
        "title": value.title,
        **_dates(value),
        "event": value.event.isoformat() if value.event else None,
        "source": value.source,
        "kind": value.kind,
        "pages": len(value.page_starts) or None,
        "counts": dict(counts),
    }


def added(outcomes: Sequence[Added], language: str) -> Json:
    """What became of each file, as `chidao add --json` prints it."""
    groups: dict[str, list[Json]] = {"added": [], "unchanged": [], "replaced": [], "failed": []}
    for outcome in outcomes:
        error = wording.in_language(outcome.error, language) if outcome.error else None
        groups[outcome.status].append({"file": outcome.file, "document": outcome.document, "error": error})
    return dict(groups)
