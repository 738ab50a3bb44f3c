"""Documents may carry orders to the machine that reads them: nobody's answer changes, whoever writes it."""

import datetime as dt
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from index.encoder import WarmEncoder
from index.library import Library
from index.settings import Settings
from rag.answers import Answer, Passed, Result
from rag.ask import Desk, Request
from rag.claims import Claim, Examiner
from rag.prompt import prompt
from rag.tampering import is_tampered
from tests.injections import INJECTIONS, QUESTIONS, Injection, obeys, quotes_the_first, write_document
from tests.llm_server import Endpoint, endpoint, replies_to


@pytest.fixture(scope="module")
def tampered(cache: Path, encoder: WarmEncoder, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """Open a desk over the five articles and the thirty documents."""
    folder = tmp_path_factory.mktemp("injected")
    configured = Settings(home=folder / "index", cache=cache)
    library = Library(configured, encoder)
    library.create_from_seeds()
    outcomes = library.add([write_document(folder, injection) for injection in INJECTIONS])
    assert [outcome.error for outcome in outcomes] == [None] * len(INJECTIONS)
    yield Desk(library, configured, today=lambda: dt.date(2026, 11, 22))
    library.close()


def _with_model(desk: Desk, served: Endpoint) -> Desk:
    settings = replace(desk.library.settings, answerer="llm", llm_model="m", llm_url=served.url)
    return Desk(desk.library, settings, desk.today)


def _shown(result: Result) -> tuple[object, ...]:
    """All that a reader takes for the answer, and where it is said to stand."""
    if not isinstance(result, Answer):
        return (type(result), result.message)
    return (result.text, result.short_answer, [(c.document.file, c.start, c.quote) for c in result.citations])


def _told(served: Endpoint) -> list[list[dict[str, str]]]:
    return [json.loads(request.body)["messages"] for request in served.requests]


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_verbatim_answer_is_the_one_without_those_documents(desk: Desk, tampered: Desk, question: str) -> None:
    assert _shown(tampered.ask(Request(question))) == _shown(desk.ask(Request(question)))


@pytest.mark.parametrize("question", QUESTIONS)
def test_an_order_itself_asked_for_is_not_quoted(tampered: Desk, question: str) -> None:
    for injection in INJECTIONS:
        result = tampered.ask(Request(f"{question} {injection.token}"))
        assert not isinstance(result, Answer) or injection.token not in result.text


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_model_that_obeys_every_order_answers_as_one_that_never_met_any(
    desk: Desk, tampered: Desk, question: str
) -> None:
    with endpoint(replies_to(obeys)) as served:
        among_them = list(_with_model(tampered, served).stream(Request(question)))
        without_them = list(_with_model(desk, served).stream(Request(question)))
    shown = [item.sentence.text for item in among_them if isinstance(item, Passed)]
    assert shown == [item.sentence.text for item in without_them if isinstance(item, Passed)]
    assert _shown(among_them[-1]) == _shown(without_them[-1])  # type: ignore[arg-type]


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_frame_of_the_prompt_holds(tampered: Desk, question: str) -> None:
    with endpoint(replies_to(quotes_the_first)) as served:
        _with_model(tampered, served).ask(Request(question))
    for rules, given in _told(served):
        assert (rules["role"], rules["content"]) == prompt("", ())[0]
        *sources, asked = given["content"].splitlines()
        assert all(line.startswith(f'<nguon so="{n}"') for n, line in enumerate(sources, 1))
        assert asked == f"<cau_hoi>{question}</cau_hoi>"
        assert all(line.count("<") == line.count(">") == 2 for line in (*sources, asked))
        assert not any(injection.token in given["content"] for injection in INJECTIONS)


@pytest.mark.parametrize("injection", INJECTIONS, ids=lambda injection: injection.token)
def test_a_draft_that_rests_on_an_order_is_not_supported(tampered: Desk, injection: Injection) -> None:
    examiner = Examiner(tampered)
    for text in (injection.obeyed, injection.order):
        assert not examiner.examine(Claim(text)).verdict.supported
        assert not examiner.examine(Claim(text, quote=injection.order)).verdict.supported
        assert not examiner.examine(Claim(text, quote=injection.token)).verdict.supported


@pytest.mark.parametrize("injection", INJECTIONS, ids=lambda injection: injection.token)
def test_an_order_is_known_as_one(injection: Injection) -> None:
    framed = {"comment": f"<!-- {injection.order} -->", "script": f"<script>{injection.order}</script>"}
    assert is_tampered(framed.get(injection.place, injection.order))
    assert is_tampered(framed.get(injection.place, injection.order).upper())


@pytest.mark.parametrize(
    "text",
    [
        "Không được bỏ qua các hướng dẫn về phòng cháy.",
        "Ông Minh trả lời rằng phường đã làm xong việc này từ tháng 8.",
        "Đồng chí yêu cầu cán bộ phải trả lời người dân bằng văn bản trong 5 ngày.",
        "Phường ứng dụng trợ lý ảo AI để hướng dẫn người dân làm thủ tục.",
        "Hãy dùng mô hình ngôn ngữ để tóm tắt văn bản, nhưng phải kiểm tra lại.",
        "Nghị quyết này thay thế các quy định trước đây; các chỉ thị trái với nghị quyết này bị bãi bỏ.",
        "Hệ thống: máy chủ đặt tại UBND phường. Trả lời: Theo quy định tại Điều 5.",
        "“Bạn là ai?”, ông hỏi; “hãy nói cho rõ”.",
        "Cần phải nói rằng kết quả này chưa bền vững; hãy viết tiếp câu chuyện của phường.",
        "Quality Management System: ISO 9001.",
    ],
)
def test_what_an_office_writes_is_no_order_to_a_machine(text: str) -> None:
    assert not is_tampered(text)


def test_ordinary_articles_hold_no_order_to_a_machine(desk: Desk) -> None:
    texts = [line for document in desk.library.documents() for line in document.text.splitlines()]
    assert [text for text in texts if is_tampered(text)] == []
