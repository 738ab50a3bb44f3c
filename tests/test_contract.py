"""The JSON that outside scripts read: every field and its type, and what the fields promise of each other."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from string import Formatter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.documents import Document, DocumentId
from index.errors import ChidaoError
from rag import contract, wording
from rag.answers import Answer, Citation, Reason, Refusal
from rag.ask import Desk, Request
from tests.command import GOLD, POPULATION, ROOT, Ran, chidao

NULL = type(None)
TEXT, COUNT, NUMBER, FLAG = (str,), (int,), (int, float), (bool,)
MAYBE = (str, NULL)

# A field is a tuple of types, a list of one form for the items, or fields of its own.
Form = tuple[type, ...] | list["Form"] | dict[str, "Form"]

CITATION: dict[str, Form] = {
    "marker": COUNT,
    "document": TEXT,
    "file": TEXT,
    "title": TEXT,
    "date": MAYBE,
    "published": MAYBE,
    "date_inferred": FLAG,
    "source": MAYBE,
    "page": (int, NULL),
    "start": COUNT,
    "end": COUNT,
    "quote": TEXT,
}
ANSWER: dict[str, Form] = {
    "id": MAYBE,
    "question": TEXT,
    "status": TEXT,
    "understood": {"text": TEXT, "restored": FLAG, "history_used": FLAG},
    "answer": TEXT,
    "short_answer": MAYBE,
    "sentences": [
        {
            "text": TEXT,
            "citations": [COUNT],
            "verdict": TEXT,
            "reason": MAYBE,
            "context": {"speaker": MAYBE, "place": MAYBE, "date": MAYBE},
        }
    ],
    "citations": [CITATION],
    "withheld": [{"text": TEXT, "reason": TEXT}],
    "choices": [TEXT],
    "notices": [{"code": TEXT, "message": TEXT}],
    "refusal": (dict, NULL),
    "confidence": NUMBER,
    "answerer": TEXT,
    "timings_ms": dict.fromkeys(("understand", "search", "compose", "check", "total"), NUMBER),
    "error": (dict, NULL),
}
HIT: dict[str, Form] = {
    "document": TEXT,
    "start": COUNT,
    "end": COUNT,
    "text": TEXT,
    "score": NUMBER,
    "parts": {"dense": NUMBER, "lexical": NUMBER},
}
DOCUMENT: dict[str, Form] = {
    "id": TEXT,
    "file": TEXT,
    "title": TEXT,
    "date": MAYBE,
    "published": MAYBE,
    "date_inferred": FLAG,
    "kind": TEXT,
    "counts": {"passages": COUNT, "sentences": COUNT},
}
FILE: dict[str, Form] = {"file": TEXT, "document": MAYBE, "error": MAYBE}
ADDED: dict[str, Form] = {name: [FILE] for name in ("added", "unchanged", "replaced", "failed")}
STATUS: dict[str, Form] = {
    "documents": COUNT,
    "passages": COUNT,
    "sentences": COUNT,
    "fingerprint": TEXT,
    "schema": {"catalogue": COUNT, "snapshot": COUNT},
    "sizes": dict.fromkeys(("catalogue.sqlite3", "originals", "snapshot"), COUNT),
}
SHARE = (int, float, NULL)  # null where the set has no gold
SCORES: dict[str, Form] = {
    "set": TEXT,
    "queries": COUNT,
    "documents": COUNT,
    "split": MAYBE,
    "retrieval": dict.fromkeys(("nDCG@10", "R@1", "R@5", "R@10", "MRR@10"), SHARE),
    "answers": dict.fromkeys(
        ("answered", "contains", "cited_evidence", "exact_match", "f1", "sentence@1", "sentence@3"), SHARE
    ),
    "citations": {"precision": SHARE, "recall": SHARE},
    "abstention": dict.fromkeys(("refused_unanswerable", "answered_answerable", "auroc"), SHARE),
    "by_kind": (dict,),
    "latency_ms": {"p50": NUMBER, "p95": NUMBER},
    "settings": (dict,),
    "fingerprint": TEXT,
}
REASONS = {
    "nothing_found",
    "other_place",
    "other_person",
    "other_time",
    "only_proposal",
    "only_older",
    "outside_corpus",
}


def faults(value: object, form: Form, where: str = "") -> Iterator[str]:
    """Every place where a value has not the form."""
    if isinstance(form, dict):
        if not isinstance(value, dict):
            yield f"{where}: {type(value).__name__} instead of an object"
            return
        for name, inner in form.items():
            if name in value:
                yield from faults(value[name], inner, f"{where}.{name}")
            else:
                yield f"{where}: no field {name}"
    elif isinstance(form, list):
        if not isinstance(value, list):
            yield f"{where}: {type(value).__name__} instead of a list"
            return
        for number, item in enumerate(value):
            yield from faults(item, form[0], f"{where}[{number}]")
    elif not isinstance(value, form) or (isinstance(value, bool) and bool not in form):
        yield f"{where}: {value!r} instead of {' or '.join(kind.__name__ for kind in form)}"


@dataclass(frozen=True, slots=True)
class Index:
    """An index of the five articles, made by the command, and what the command says of it."""

    home: Path
    added: Ran
    texts: dict[str, str]  # by document


@pytest.fixture(scope="session")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    """Add the five articles, and read every document back."""
    home = tmp_path_factory.mktemp("contract") / "index"
    added = chidao("add", ROOT / "seeds", "--json", home=home)
    listed = json.loads(chidao("list", "--json", home=home).out)
    shown = [json.loads(chidao("show", row["id"], "--json", home=home).out) for row in listed]
    assert [list(faults(row, DOCUMENT)) for row in [*listed, *shown]] == [[]] * 10
    return Index(home, added, {row["id"]: row["text"] for row in shown})


QUESTIONS = [
    POPULATION,
    "dan so phuong Tan Khanh",
    GOLD,
    "phường có bao nhiêu đảng viên?",
    "Ai là Bí thư Đảng ủy phường Lái Thiêu?",
    "Phường Bến Nghé có dân số bao nhiêu?",
    "What is the population of Binh Duong ward?",
    '{"id": "h", "question": "còn phường Tân Hiệp thì sao?", "history": ["Phường Tân Khánh có bao nhiêu dân?"]}',
    '{"question": ',
]


@pytest.fixture(scope="session")
def asked(index: Index) -> list[dict[str, object]]:
    """What the command prints for QUESTIONS."""
    ran = chidao("ask", "--json", "-", home=index.home, stdin="\n".join(QUESTIONS))
    assert ran.code == 2  # the last line
    return [json.loads(line) for line in ran.out.splitlines()]


def test_every_result_of_asking_has_every_field_of_its_type(asked: list[dict[str, object]]) -> None:
    assert [list(faults(row, ANSWER)) for row in asked] == [[]] * len(QUESTIONS)
    assert {str(row["status"]) for row in asked} == {"answered", "clarify", "refused", "error"}


def test_an_answer_is_its_sentences_each_followed_by_its_markers(desk: Desk) -> None:
    result = desk.ask(Request(POPULATION))
    assert isinstance(result, Answer)
    row = contract.result(result, "7")
    sentences = row["sentences"]
    assert isinstance(sentences, list)
    said = [f"{s['text']} {''.join(f'[{marker}]' for marker in s['citations'])}" for s in sentences]
    assert row["answer"] == " ".join(said)
    assert row["id"] == "7"
    assert row["short_answer"] == "trên 107.700 người"


def test_a_refusal_carries_a_reason_of_the_list_and_no_source(asked: list[dict[str, object]]) -> None:
    refused = [row for row in asked if row["status"] == "refused"]
    assert len(refused) >= 2
    for row in refused:
        refusal = row["refusal"]
        assert isinstance(refusal, dict)
        assert refusal["reason"] in REASONS
        assert refusal["message"]
        assert (row["answer"], row["sentences"], row["citations"], row["short_answer"]) == ("", [], [], None)
    assert {str(reason) for reason in Reason} == REASONS


def test_only_a_question_back_has_choices(asked: list[dict[str, object]]) -> None:
    assert [row["status"] == "clarify" for row in asked] == [bool(row["choices"]) for row in asked]


def test_an_error_has_kind_and_message_and_nothing_else(asked: list[dict[str, object]]) -> None:
    row = asked[-1]
    error = row["error"]
    assert isinstance(error, dict)
    assert error["kind"] == "bad_question_line"
    assert "9" in error["message"]
    assert (row["answer"], row["citations"], row["refusal"]) == ("", [], None)
    assert [other["error"] for other in asked[:-1]] == [None] * (len(asked) - 1)


def test_every_quote_is_the_slice_of_its_document_that_it_says_it_is(
    index: Index, asked: list[dict[str, object]]
) -> None:
    cited = [citation for row in asked for citation in (row["citations"] if isinstance(row["citations"], list) else [])]
    assert len(cited) >= 4
    for citation in cited:
        assert index.texts[citation["document"]][citation["start"] : citation["end"]] == citation["quote"]


def test_every_citation_of_every_question_quotes_its_document_verbatim(desk: Desk) -> None:
    lines = (ROOT / "tests" / "data" / "questions.jsonl").read_text(encoding="utf-8").splitlines()
    answered = 0
    for line in lines:
        item = json.loads(line)
        result = desk.ask(Request(item["question"], tuple(item.get("history", ()))))
        if isinstance(result, Refusal):
            assert contract.result(result, None)["citations"] == []
        for citation in result.citations if isinstance(result, Answer) else ():
            stored = desk.library.document(citation.document.id)
            assert stored.text[citation.start : citation.end] == citation.quote
            answered += 1
    assert answered > len(lines) / 4


@given(text=st.text(min_size=1), data=st.data())
def test_a_citation_refuses_every_span_but_its_quotes_own(text: str, data: st.DataObject) -> None:
    document = Document(DocumentId("d"), "d.txt", text, text, None, None, False, None, "text")
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    other = data.draw(st.tuples(st.integers(-3, len(text) + 3), st.integers(-3, len(text) + 3)))
    assert Citation(1, document, start, end, text[start:end]).quote == text[start:end]
    if text[other[0] : other[1]] != text[start:end]:
        with pytest.raises(ValueError, match="does not read"):
            Citation(1, document, *other, text[start:end])
    with pytest.raises(ValueError, match="does not read"):
        Citation(1, document, start, end, text[start:end] + "!")
    with pytest.raises(ValueError, match="does not read"):
        Citation(1, document, start, start, "")


def test_hits_have_every_field_and_are_verbatim_best_first(index: Index) -> None:
    hits = json.loads(chidao("search", "đường dây nóng", "-k", "5", "--json", home=index.home).out)
    assert [list(faults(hit, HIT)) for hit in hits] == [[]] * 5
    assert [index.texts[hit["document"]][hit["start"] : hit["end"]] for hit in hits] == [hit["text"] for hit in hits]
    assert [hit["score"] for hit in hits] == sorted((hit["score"] for hit in hits), reverse=True)


def test_what_became_of_each_file_has_every_field(index: Index, tmp_path: Path) -> None:
    (tmp_path / "rong.txt").write_text(" \n", encoding="utf-8")
    mixed = json.loads(chidao("add", ROOT / "seeds", tmp_path, "--json", home=index.home).out)
    first = json.loads(index.added.out)
    assert [list(faults(row, ADDED)) for row in (first, mixed)] == [[], []]
    assert [len(first["added"]), len(mixed["unchanged"]), len(mixed["failed"])] == [5, 5, 1]
    assert mixed["failed"][0]["document"] is None
    assert "rong.txt" in mixed["failed"][0]["error"]


def test_status_has_every_field(index: Index) -> None:
    status = json.loads(chidao("status", "--json", home=index.home).out)
    assert list(faults(status, STATUS)) == []
    assert status["documents"] == 5


def test_scores_have_every_field_and_are_fractions_or_null(index: Index, tmp_path: Path) -> None:
    questions = tmp_path / "q.jsonl"
    rows = [
        {
            "question": POPULATION,
            "answerable": True,
            "evidence": ["dân số trên 107.700 người"],
            "answer": [["107.700"]],
        },
        {"question": GOLD, "answerable": False},
        {"question": "Ai là Bí thư Đảng ủy phường Lái Thiêu?", "answerable": True, "kind": "person", "split": "test"},
    ]
    questions.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    scores = json.loads(chidao("evaluate", questions, "--json", home=index.home).out)
    assert list(faults(scores, SCORES)) == []
    assert (scores["set"], scores["queries"], scores["documents"], scores["split"]) == ("q.jsonl", 3, 5, None)
    for group in ("retrieval", "answers", "citations", "abstention"):
        assert all(value is None or 0 <= value <= 1 for value in scores[group].values())


# Wording


def errors(kind: type[ChidaoError] = ChidaoError) -> Iterator[type[ChidaoError]]:
    """Every kind of error but those that only group others."""
    for below in kind.__subclasses__():
        if below.__module__.startswith(("index", "rag", "ui")):
            if "code" in vars(below):
                yield below
            yield from errors(below)


def facts(kind: type[ChidaoError]) -> dict[str, str]:
    """A distinct word for every fact that the English sentence names."""
    return {name: f"<{name}>" for _, name, _, _ in Formatter().parse(kind.template) if name}


@pytest.mark.parametrize("kind", list(errors()), ids=lambda kind: kind.__name__)
def test_every_error_has_a_vietnamese_sentence_with_the_same_facts(kind: type[ChidaoError]) -> None:
    named = facts(kind)
    error = kind(**named)
    vietnamese, english = wording.in_language(error, "vi"), wording.in_language(error, "en")
    assert vietnamese != english
    assert [fact for fact in named.values() if fact not in english] == []
    said_in_words = {"<found>"} if kind.code == "endpoint_failed" else set()  # its `problem`, in Vietnamese
    assert [fact for fact in named.values() if fact not in vietnamese and fact not in said_in_words] == []
    assert any(letter in vietnamese for letter in "ăâđêôơưáàảãạ")


def test_no_two_errors_share_a_code() -> None:
    codes = [kind.code for kind in errors()]
    assert len(codes) == len(set(codes)) >= 20
