"""Evaluating: what is asked is what is scored, an interruption loses nothing, and two runs agree."""

import io
import itertools
import json
import signal
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from index.library import Library
from rag.answers import Answer
from rag.ask import Desk, Request
from rag.evaluation.corpora import digest_of_code
from rag.evaluation.progress import Lines
from rag.evaluation.run import Options
from rag.search import Sides
from tests.command import ROOT, chidao, environment
from tests.homes import python
from tests.little_sets import (
    CORPUS,
    QUESTIONS,
    evaluated,
    evaluated_beir,
    little_library,
    untimed,
    write_beir,
    write_lines,
)


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """Open a home of three articles."""
    opened = little_library(tmp_path)
    yield opened
    opened.close()


@pytest.fixture
def questions(tmp_path: Path) -> Path:
    """Write the five questions."""
    return write_lines(tmp_path / "q.jsonl", QUESTIONS)


def stop_after(count: int) -> Callable[[int, int], None]:
    """Interrupt a run once so many questions are done."""

    def progress(done: int, of: int) -> None:
        if done == count:
            raise KeyboardInterrupt

    return progress


def asked_in(library: Library, questions: Path, options: Options | None = None) -> list[int]:
    """How many questions were done at each step of a run; the first are those that were kept."""
    steps: list[int] = []
    evaluated(library, questions, options, lambda done, of: steps.append(done))
    return steps


# Scores


def test_two_runs_give_the_same_scores(library: Library, questions: Path) -> None:
    assert untimed(evaluated(library, questions)) == untimed(evaluated(library, questions))


def test_every_question_has_its_row_in_order(library: Library, questions: Path) -> None:
    scores = evaluated(library, questions)
    assert [row["id"] for row in scores["rows"]] == ["q1", "q2", "q3", "q4", "q5"]
    assert (scores["queries"], scores["documents"], scores["split"]) == (5, 3, None)


def test_means_are_those_of_the_rows(library: Library, questions: Path) -> None:
    scores = evaluated(library, questions)
    for group in ("retrieval", "answers", "citations"):
        for name, value in scores[group].items():
            values = [row["measures"][name] for row in scores["rows"] if row["measures"].get(name) is not None]
            assert value == (pytest.approx(sum(values) / len(values), abs=1e-6) if values else None)


def test_a_question_is_asked_as_users_ask_it(desk: Desk) -> None:
    from rag.evaluation.corpora import OwnDocuments
    from rag.evaluation.run import evaluate
    from rag.evaluation.sets import read_set

    questions = read_set(ROOT / "tests" / "data" / "questions.jsonl", "tune")
    followed = [item for item in questions.items if item.history][:6]
    assert len(followed) == 6
    some = replace(questions, items=(*followed, *questions.items[:6]))
    scores = evaluate(desk.library, desk.library.settings, some, OwnDocuments(desk.library, some), Options())
    for item, row in zip(some.items, scores["rows"], strict=True):
        result = desk.ask(Request(item.question, item.history))
        assert row["answer"] == (result.text if isinstance(result, Answer) else "")


def test_a_question_refused_with_its_history_is_asked_alone(desk: Desk, tmp_path: Path) -> None:
    history = ["Phường Phú Quốc có bao nhiêu nhà máy điện hạt nhân?"]
    rows = [
        {"question": question, "history": history, "answerable": True}
        for question in ("Dân số trên địa bàn là bao nhiêu người?", "Đường dây nóng được lập để làm gì?")
    ]
    scores = evaluated(desk.library, write_lines(tmp_path / "q.jsonl", rows))
    for row, scored in zip(rows, scores["rows"], strict=True):
        result = desk.ask(Request(str(row["question"]), tuple(history)))
        assert (scored["status"] == "answered") == isinstance(result, Answer)
    assert scores["rows"][1]["status"] == "answered"  # though it is refused together with its history


def test_the_unanswerable_counts_for_refusing_alone(library: Library, questions: Path) -> None:
    (row,) = [row for row in evaluated(library, questions)["rows"] if row["id"] == "q4"]
    assert list(row["measures"]) == ["refused"]
    assert row["right"] == (row["status"] != "answered")


def test_never_refuse_answers_what_the_documents_do_not_say(library: Library, questions: Path) -> None:
    scores = evaluated(library, questions, Options(never_refuse=True))
    assert scores["abstention"]["refused_unanswerable"] == 0.0
    assert scores["answers"]["answered"] == 1.0


def test_without_gold_the_right_passages_are_not_found(library: Library, questions: Path) -> None:
    scores = evaluated(library, questions, Options(without_gold=True))
    hidden = [row for row in scores["rows"] if row["id"].endswith("#hidden")]
    assert [row["id"] for row in hidden] == ["q1#hidden", "q2#hidden", "q3#hidden", "q5#hidden"]
    for row in hidden:
        assert not row["answerable"]
        assert not any(gold in hit for gold in row["gold"] for hit in row["hits"])
    assert scores["queries"] == 5
    assert sum(kind["queries"] for kind in scores["by_kind"].values()) == 5
    assert scores["abstention"]["auroc"] is not None


def test_one_side_alone_ranks_otherwise(desk: Desk, tmp_path: Path) -> None:
    lines = (ROOT / "tests" / "data" / "questions.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [row for row in map(json.loads, lines) if row["split"] == "tune" and row["answerable"]]
    some = write_lines(tmp_path / "q.jsonl", rows[:30])
    ways = (Sides(), Sides(lexical=False), Sides(dense=False))
    scores = [evaluated(desk.library, some, Options(sides))["retrieval"]["nDCG@10"] for sides in ways]
    assert len(set(scores)) == 3


def test_a_question_without_gold_has_null_measures(library: Library, tmp_path: Path) -> None:
    scores = evaluated(library, write_lines(tmp_path / "q.jsonl", [{"question": "Ai lắp camera?", "answerable": True}]))
    assert set(scores["retrieval"].values()) == {None}
    assert (scores["answers"]["contains"], scores["citations"]["precision"]) == (None, None)
    assert scores["abstention"] == {
        "refused_unanswerable": None,
        "answered_answerable": scores["answers"]["answered"],
        "auroc": None,
    }
    assert scores["rows"][0]["right"] == (scores["rows"][0]["status"] == "answered")


def test_evidence_outside_every_passage_scores_zero_and_is_not_skipped(library: Library, tmp_path: Path) -> None:
    header = {"id": "h", "question": "Bài viết đề ngày nào?", "answerable": True, "evidence": ["date 2025-09-17"]}
    path = write_lines(tmp_path / "q.jsonl", [QUESTIONS[0], header])
    scores = evaluated(library, path)
    assert [row["measures"]["nDCG@10"] for row in scores["rows"]] == [1.0, 0.0]
    assert scores["retrieval"]["nDCG@10"] == 0.5


def test_the_day_is_that_of_the_newest_document_so_that_figures_do_not_age(library: Library, questions: Path) -> None:
    assert evaluated(library, questions)["settings"]["today"] == "2025-09-19"


# BEIR folders


def test_a_beir_run_leaves_the_user_s_index_alone(library: Library, tmp_path: Path) -> None:
    before = {path: path.read_bytes() for path in library.home.rglob("*") if path.is_file() and "-shm" not in path.name}
    scores = evaluated_beir(library, write_beir(tmp_path / "set"))
    assert {path: path.read_bytes() for path in before} == before
    assert (scores["set"], scores["queries"], scores["documents"]) == ("set", 2, 3)


def test_a_beir_run_makes_no_home_for_the_user(tmp_path: Path) -> None:
    home = tmp_path / "none"
    ran = chidao("evaluate", write_beir(tmp_path / "set"), "--json", home=home)
    assert ran.code == 0, ran.err
    assert not home.exists()
    scores = json.loads(ran.out)
    assert scores["retrieval"]["R@1"] == 1.0
    assert scores["answers"]["sentence@1"] == scores["answers"]["answered"]


def test_a_row_without_text_is_counted_and_never_found(library: Library, tmp_path: Path) -> None:
    folder = write_beir(tmp_path / "set")
    write_lines(folder / "corpus.jsonl", [*CORPUS, {"_id": "p4", "title": "", "text": ""}])
    assert evaluated_beir(library, folder)["documents"] == 4


def test_rows_of_one_text_are_both_found(library: Library, tmp_path: Path) -> None:
    folder = write_beir(tmp_path / "set", "1\tp9\t1\n")
    write_lines(folder / "corpus.jsonl", [*CORPUS, {**CORPUS[0], "_id": "p9"}])
    assert evaluated_beir(library, folder)["retrieval"]["R@5"] == 1.0


# Interruptions


def test_an_interrupted_run_goes_on_where_it_was_and_equals_an_uninterrupted_one(
    library: Library, questions: Path
) -> None:
    whole = evaluated(library, questions)
    with pytest.raises(KeyboardInterrupt):
        evaluated(library, questions, progress=stop_after(3))
    steps: list[int] = []
    assert untimed(evaluated(library, questions, progress=lambda done, of: steps.append(done))) == untimed(whole)
    assert steps == [3, 4, 5]


def test_a_finished_run_is_not_taken_up(library: Library, questions: Path) -> None:
    evaluated(library, questions)
    assert asked_in(library, questions) == [0, 1, 2, 3, 4, 5]


KILLED = """
import os, signal, sys
from pathlib import Path
from tests.homes import open_library
from tests.little_sets import evaluated
def die(done, of):
    if done == 3:
        os.kill(os.getpid(), signal.SIGKILL)
evaluated(open_library(Path(sys.argv[1])), Path(sys.argv[2]), progress=die)
"""


def test_a_killed_run_keeps_what_was_done(library: Library, questions: Path) -> None:
    whole = evaluated(library, questions)
    with python(KILLED, library.home, questions) as process:
        _, err = process.communicate(timeout=120)
    assert process.returncode == -signal.SIGKILL, err
    (kept,) = (library.settings.cache / "evaluation").glob("*.rows.jsonl")
    with kept.open("ab") as file:
        file.write(b'{"id": "q4", "kind": "no')  # the line at which a power cut would leave it
    steps: list[int] = []
    assert untimed(evaluated(library, questions, progress=lambda done, of: steps.append(done))) == untimed(whole)
    assert steps == [3, 4, 5]
    assert not kept.exists()


@pytest.mark.parametrize(
    "other",
    [
        Options(Sides(lexical=False)),
        Options(never_refuse=True),
        Options(without_gold=True),
        Options(without_diacritics=True),
    ],
    ids=["dense", "never refuse", "without gold", "without diacritics"],
)
def test_a_run_with_other_options_does_not_take_up_kept_rows(library: Library, questions: Path, other: Options) -> None:
    with pytest.raises(KeyboardInterrupt):
        evaluated(library, questions, progress=stop_after(2))
    assert asked_in(library, questions, other)[0] == 0


def test_a_run_over_other_documents_does_not_take_up_kept_rows(library: Library, questions: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        evaluated(library, questions, progress=stop_after(2))
    library.remove([next(d.id for d in library.documents() if d.file == "c.txt")])
    shorter = write_lines(questions, [row for row in QUESTIONS if row["id"] != "q3"])
    assert asked_in(library, shorter)[0] == 0


def test_a_changed_question_file_does_not_take_up_kept_rows(library: Library, questions: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        evaluated(library, questions, progress=stop_after(2))
    write_lines(questions, [*QUESTIONS[:4], QUESTIONS[4] | {"answerable": False}])
    assert asked_in(library, questions)[0] == 0


def test_ctrl_c_stops_with_a_word_and_no_scores_and_the_next_run_goes_on(tmp_path: Path, cache: Path) -> None:
    home, path = tmp_path / "home", ROOT / "tests" / "data" / "questions.jsonl"
    assert chidao("search", "dân số", home=home).code == 0
    before = set((cache / "evaluation").glob("*.rows.jsonl"))
    code = "import sys; from rag.cli import main; sys.exit(main(sys.argv[1:]))"
    given = environment(home)
    with python(code, "evaluate", path, "--split", "tune", "--json", environment=given) as process:
        kept = _kept(cache, before)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)
    assert (process.returncode, out) == (130, "")
    assert "chạy lại đúng lệnh này" in err
    assert "Traceback" not in err
    assert kept.exists()
    assert json.loads(chidao("evaluate", path, "--split", "tune", "--json", home=home).out)["queries"] == 217
    assert not kept.exists()


def _kept(cache: Path, before: set[Path]) -> Path:
    """The rows of a run that has just begun, once there are some."""
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline:
        for path in set((cache / "evaluation").glob("*.rows.jsonl")) - before:
            if path.read_bytes().count(b"\n") > 5:
                return path
        time.sleep(0.01)
    raise AssertionError("no question was asked within two minutes")


def test_kept_work_is_of_the_code_and_of_every_table_and_word_list_beside_it(tmp_path: Path) -> None:
    (tmp_path / "room" / "__pycache__").mkdir(parents=True)
    seen = {digest_of_code("room", root=tmp_path)}
    for name in ("code.py", "table.json", "words.txt"):
        (tmp_path / "room" / name).write_text("a", encoding="utf-8")
        seen.add(digest_of_code("room", root=tmp_path))
    assert len(seen) == 4
    (tmp_path / "room" / "__pycache__" / "code.pyc").write_text("a", encoding="utf-8")
    assert digest_of_code("room", root=tmp_path) in seen


# The command line


def test_nothing_half_done_is_reported_as_a_score(tmp_path: Path) -> None:
    path = tmp_path / "q.jsonl"
    path.write_text(json.dumps(QUESTIONS[0]) + "\n{", encoding="utf-8")
    ran = chidao("evaluate", path, "--json", "--report", tmp_path / "out", home=tmp_path / "home")
    assert (ran.code, ran.out) == (2, "")
    assert "q.jsonl, dòng 2" in ran.err
    assert not (tmp_path / "out").exists()


def test_a_report_that_cannot_be_written_is_told_before_the_work(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file", encoding="utf-8")
    path = write_lines(tmp_path / "q.jsonl", QUESTIONS[3:4])
    ran = chidao("evaluate", path, "--report", tmp_path / "out", home=tmp_path / "home")
    assert (ran.code, ran.out) == (2, "")
    assert str(tmp_path / "out") in ran.err
    assert not (tmp_path / "home").exists()


# Progress


def told(step: float, of: int, kept: int = 0) -> list[str]:
    """What is told of a run whose questions take `step` seconds each, `kept` of them done before."""
    stream, clock = io.StringIO(), itertools.count(0.0, step)
    lines = Lines(stream, lambda what, done, of, left: f"{what} {done}/{of} {left:.0f}", lambda: next(clock))
    for done in range(kept, of + 1):
        lines("evaluate", done, of)
    return stream.getvalue().splitlines()


def test_a_line_is_told_every_tenth_with_what_is_left() -> None:
    assert told(2.0, 100)[:2] == ["evaluate 10/100 180", "evaluate 20/100 160"]
    assert len(told(2.0, 100)) == 10


def test_what_was_done_before_does_not_quicken_the_estimate() -> None:
    assert told(2.0, 100, kept=50)[0] == "evaluate 60/100 80"


def test_what_is_quick_says_nothing() -> None:
    assert told(0.001, 100) == []
