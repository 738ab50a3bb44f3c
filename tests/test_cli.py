"""Promises of the command line: commands, exit codes, streams, languages. Every run is a process of its own."""

import json
import os
import random
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.command import CHIDAO, GOLD, POPULATION, ROOT, Ran, chidao, environment

MEETING = (
    "Sáng 3-3-2026, phường Thủ Đức họp. "
    "Đồng chí Lê Văn Tám, Bí thư Đảng ủy phường Thủ Đức, yêu cầu dọn 12 tuyến kênh.\n"
)


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Index the five articles once; tests that change an index copy it."""
    home = tmp_path_factory.mktemp("cli") / "index"
    assert chidao("add", ROOT / "seeds", home=home).code == 0
    return home


@pytest.fixture
def own(home: Path, tmp_path: Path) -> Path:
    """Copy the index for a test that changes it."""
    return Path(shutil.copytree(home, tmp_path / "own"))


@pytest.fixture
def meeting(tmp_path: Path) -> Path:
    """Write a small document."""
    path = tmp_path / "hop.txt"
    path.write_text(MEETING, encoding="utf-8")
    return path


def rows(ran: Ran) -> list[dict[str, object]]:
    """Every line of the output is one JSON object."""
    found = [json.loads(line) for line in ran.out.splitlines()]  # at any line end of Unicode
    assert all(isinstance(row, dict) for row in found)
    return found


# Exit codes


def test_an_answer_exits_with_0_and_shows_its_source(home: Path) -> None:
    ran = chidao("ask", POPULATION, home=home)
    assert ran.code == 0
    assert "107.700" in ran.out
    assert "[1] 000_ab33d973f0632540.txt, 17-09-2025" in ran.out


def test_each_order_of_a_list_is_an_item_of_its_own_with_its_marker(home: Path) -> None:
    orders = "liệt kê chỉ đạo của ông Đặng Minh Thông"
    listed = rows(chidao("ask", orders, "--json", home=home))[0]
    ran = chidao("ask", orders, home=home)
    items = [line for line in ran.out.splitlines() if line.startswith("- ")]
    sentences = listed["sentences"]
    assert isinstance(sentences, list)
    assert items == [f"- {s['text']} [{n}]" for n, s in enumerate(sentences, 1)]
    assert "[12] 003_250c4fcb5aea900d.txt, 26-09-2025" in ran.out
    assert "“" not in ran.out.splitlines()[-1]  # an item is its own quote


def test_a_refusal_exits_with_1_says_why_and_shows_no_source(home: Path) -> None:
    ran = chidao("ask", GOLD, home=home)
    assert ran.code == 1
    assert "không trả lời" in ran.out
    assert ".txt" not in ran.out


def test_a_refusal_lists_questions_like_it_that_are_answered(home: Path) -> None:
    ran = chidao("ask", "Phường Bình Dương có bao nhiêu đảng viên?", home=home)
    assert ran.code == 1
    assert ran.out.splitlines()[-2:] == [
        "Văn bản trả lời được câu hỏi sau:",
        "  - Phường Bình Trưng có bao nhiêu đảng viên?",
    ]


def test_a_question_back_exits_with_0_and_lists_the_choices(home: Path) -> None:
    ran = chidao("ask", "phường có bao nhiêu đảng viên?", home=home)
    assert ran.code == 0
    assert "  - Phường Tân Hiệp có bao nhiêu đảng viên?" in ran.out.splitlines()


def test_a_search_without_a_hit_exits_with_1(home: Path) -> None:
    assert chidao("search", "đường dây nóng", home=home).code == 0
    assert chidao("search", "đường dây nóng", "--from", "2031-01-01", home=home).code == 1


def test_a_file_that_cannot_be_read_fails_alone_and_exits_with_2(meeting: Path, tmp_path: Path) -> None:
    broken = tmp_path / "hong.txt"
    broken.write_bytes(b"\xff\xfe\x00B\xe1o c\xe1o")
    ran = chidao("add", broken, meeting, "--json", home=tmp_path / "index")
    assert ran.code == 2
    outcome = json.loads(ran.out)
    assert [row["file"] for row in outcome["failed"]] == ["hong.txt"]
    assert [row["file"] for row in outcome["added"]] == ["hop.txt"]
    assert "hong.txt" in ran.err


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["answer"],
        ["ask"],
        ["ask", ""],
        ["ask", "   "],
        ["ask", "x" * 20_000],
        ["ask", POPULATION, "--from", "17-9-2025"],
        ["ask", POPULATION, "--from", "2025-10-01", "--to", "2025-09-01"],
        ["ask", POPULATION, "--answerer", "llm"],
        ["ask", POPULATION, "--answerer", "oracle"],
        ["ask", b"\xff\xfe"],
        ["search", POPULATION, "-k", "0"],
        ["search", POPULATION, "-k", "many"],
        ["add"],
        ["add", "no-such-file.txt"],
        ["show", "no-such-id"],
        ["show", "%"],
        ["remove", "no-such-id"],
        ["evaluate", "no-such-file.jsonl"],
        ["evaluate", "LICENSE"],
        ["chat", "--port", "99999999"],
        ["chat", "--port", "web"],
        ["chat", "--host", "0.0.0.0"],  # noqa: S104 - refused
    ],
)
def test_what_cannot_be_done_exits_with_2_and_one_message(home: Path, arguments: list[str]) -> None:
    ran = chidao(*arguments, home=home)
    assert ran.code == 2
    assert ran.out == ""
    assert ran.err.strip()
    assert "Traceback" not in ran.err


def test_a_damaged_index_exits_with_3_and_names_the_command_that_mends_it(own: Path) -> None:
    (own / "snapshot" / "manifest.json").write_text("{", encoding="utf-8")
    asked = chidao("ask", POPULATION, home=own)
    assert asked.code == 3
    assert "chidao repair" in asked.err
    assert chidao("ask", "-", "--json", home=own, stdin=f"{POPULATION}\n").code == 3
    assert chidao("repair", home=own).code == 0
    assert chidao("ask", POPULATION, home=own).code == 0


def test_an_index_of_another_encoder_exits_with_3(own: Path, tmp_path: Path) -> None:
    manifest = own / "snapshot" / "manifest.json"
    stored = json.loads(manifest.read_text(encoding="utf-8"))
    assert stored["encoder"]
    manifest.write_text(json.dumps(stored | {"encoder": "000000000000"}), encoding="utf-8")
    ran = chidao("ask", POPULATION, home=own)
    assert ran.code == 3
    assert "chidao repair --reencode" in ran.err


# Commands


def test_a_document_is_added_found_shown_and_removed(own: Path, meeting: Path) -> None:
    added = json.loads(chidao("add", meeting, "--json", home=own).out)["added"]
    identifier = added[0]["document"]
    question = "Phường Thủ Đức phải dọn bao nhiêu tuyến kênh?"
    assert "12 tuyến kênh" in chidao("ask", question, home=own).out
    assert json.loads(chidao("show", identifier, "--json", home=own).out)["text"] == MEETING
    assert chidao("show", identifier[:6], home=own).out.endswith(MEETING + "\n")
    assert identifier in chidao("list", home=own).out
    assert chidao("remove", identifier, home=own).code == 0
    assert identifier not in chidao("list", home=own).out
    assert chidao("ask", question, home=own).code == 1


def test_the_same_file_twice_is_one_document(own: Path) -> None:
    again = json.loads(chidao("add", ROOT / "seeds", "--json", home=own).out)
    assert {name: len(found) for name, found in again.items()} == {
        "added": 0,
        "unchanged": 5,
        "replaced": 0,
        "failed": 0,
    }


def test_asking_a_home_that_does_not_exist_makes_it_from_the_bundled_articles(tmp_path: Path) -> None:
    assert chidao("ask", POPULATION, home=tmp_path / "new").code == 0
    assert json.loads(chidao("status", "--json", home=tmp_path / "new").out)["documents"] == 5


def test_adding_to_a_home_that_does_not_exist_makes_it_without_the_bundled_articles(
    meeting: Path, tmp_path: Path
) -> None:
    assert chidao("add", meeting, home=tmp_path / "new").code == 0
    assert json.loads(chidao("status", "--json", home=tmp_path / "new").out)["documents"] == 1


def test_removed_bundled_articles_stay_removed(own: Path) -> None:
    listed = json.loads(chidao("list", "--json", home=own).out)
    assert chidao("remove", *(row["id"] for row in listed), home=own).code == 0
    assert chidao("ask", POPULATION, home=own).code == 1
    assert json.loads(chidao("list", "--json", home=own).out) == []


@pytest.mark.parametrize("command", ["list", "status", "show 1", "remove 1", "repair"])
def test_a_command_that_reads_an_index_does_not_make_one(command: str, tmp_path: Path) -> None:
    ran = chidao(*command.split(), home=tmp_path / "none")
    assert ran.code == 2
    assert "chidao add" in ran.err
    assert not (tmp_path / "none").exists()


def test_home_is_named_before_or_after_the_subcommand(home: Path) -> None:
    before, after = chidao("--home", home, "list"), chidao("list", "--home", home)
    assert before == after == chidao("list", home=home)
    assert before.code == 0


def test_home_on_the_command_line_outdoes_the_environment(home: Path, tmp_path: Path) -> None:
    assert chidao("--home", home, "list", home=tmp_path / "none").code == 0


@pytest.mark.parametrize(
    ("filters", "code"),
    [
        (["--from", "2025-09-17", "--to", "2025-09-17"], 0),
        (["--to", "2025-09-16"], 1),
        (["--from", "2025-09-18"], 1),
        (["--place", "phường Bình Dương"], 0),
        (["--place", "phuong binh duong"], 0),
        (["--place", "Tân Khánh"], 1),
        (["--speaker", "Nguyễn Văn Đông"], 0),
        (["--speaker", "Đặng Minh Thông"], 1),
        (["--speaker", "ông Nguyễn Văn Đông"], 0),
        (["--source", "SGGP.org.vn", "--kind", "bài báo"], 1),
        (["--kind", "bai bao"], 0),
        (["--kind", "text"], 1),
        (["--kind", "thơ"], 2),
    ],
)
def test_filters_decide_what_may_be_answered_from(home: Path, filters: list[str], code: int) -> None:
    assert chidao("ask", POPULATION, *filters, home=home).code == code


def test_k_bounds_the_hits_of_a_search(home: Path) -> None:
    hits = json.loads(chidao("search", "đường dây nóng", "-k", "3", "--json", home=home).out)
    assert [hit["rank"] for hit in hits] == [1, 2, 3]
    assert "đường dây nóng" in hits[0]["text"]


def test_a_question_file_is_measured(home: Path, tmp_path: Path) -> None:
    questions = tmp_path / "q.jsonl"
    known = {"question": POPULATION, "answerable": True, "evidence": ["dân số trên 107.700 người"]}
    unknown = {"question": GOLD, "answerable": False}
    questions.write_text("\n".join(json.dumps(row) for row in (known, unknown)), encoding="utf-8")
    ran = chidao("evaluate", questions, "--json", home=home)
    assert ran.code == 0
    scores = json.loads(ran.out)
    assert scores["answers"]["cited_evidence"] == 1.0
    assert scores["abstention"]["refused_unanswerable"] == 1.0


def test_a_question_file_with_evidence_in_no_document_is_an_error(home: Path, tmp_path: Path) -> None:
    questions = tmp_path / "q.jsonl"
    row = {"question": POPULATION, "answerable": True, "evidence": ["dân số trên 999.999 người"]}
    questions.write_text(json.dumps(row), encoding="utf-8")
    ran = chidao("evaluate", questions, home=home)
    assert ran.code == 2
    assert "q.jsonl" in ran.err


# Batches


def test_a_batch_answers_every_line_in_order_with_its_id(home: Path) -> None:
    lines = [
        json.dumps({"id": "a", "question": POPULATION}),
        GOLD,
        json.dumps(
            {"id": 7, "question": "còn phường Tân Hiệp thì sao?", "history": ["Phường Tân Khánh có bao nhiêu dân?"]}
        ),
        json.dumps({"id": "d", "question": POPULATION, "place": "phường Tân Khánh"}),
    ]
    ran = chidao("ask", "-", "--json", home=home, stdin="\n".join(lines) + "\n")
    assert ran.code == 0
    found = rows(ran)
    assert [row["id"] for row in found] == ["a", None, "7", "d"]
    assert [row["status"] for row in found] == ["answered", "refused", "answered", "refused"]
    assert "147.000" in str(found[2]["answer"])


BAD_LINES = [
    '{"question": ',
    '{"id": "x"}',
    '{"question": 5}',
    '{"question": ""}',
    '{"question": "a", "history": "b"}',
    '{"question": "a", "history": [1]}',
    '{"question": "a", "from": "mai"}',
    '{"question": "a", "from": "2026-01-01", "to": "2025-01-01"}',
    '{"question": "\\ud800"}',
    '{"question": ' + "[" * 100_000,
    "x" * 20_000,
    "",
]


def test_a_bad_line_is_an_error_of_its_own_and_the_rest_go_on(home: Path) -> None:
    bad = [*(line.encode() for line in BAD_LINES), b"\xff\xfe"]
    lines = [line for one in bad for line in (one, GOLD.encode())]
    ran = chidao("ask", "-", "--json", home=home, stdin=b"\n".join(lines))
    assert ran.code == 2
    found = rows(ran)
    assert [row["status"] for row in found] == ["error", "refused"] * len(bad)
    for row in found[::2]:
        error = row["error"]
        assert isinstance(error, dict)
        assert error["message"]


def test_a_batch_answers_a_line_before_the_next_is_sent(home: Path) -> None:
    command = [*CHIDAO, "ask", "-", "--json"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment(home), cwd=ROOT
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for number in ("1", "2"):
            process.stdin.write(json.dumps({"id": number, "question": POPULATION}) + "\n")
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["id"] == number
        process.stdin.close()
        assert process.wait(timeout=60) == 0


def test_a_batch_written_by_a_windows_program_is_read(home: Path) -> None:
    ran = chidao("ask", "-", "--json", home=home, stdin=b"\xef\xbb\xbf" + f"{POPULATION}\r\n{GOLD}\r\n".encode())
    assert [row["question"] for row in rows(ran)] == [POPULATION, GOLD]


def test_a_batch_without_json_prints_one_answer_a_paragraph(home: Path) -> None:
    ran = chidao("ask", "-", home=home, stdin=f"{POPULATION}\n{GOLD}\n")
    assert ran.code == 0
    assert ran.out.count("107.700") == 2  # the answer and its quote
    assert "không trả lời" in ran.out


# Streams and languages


@pytest.mark.parametrize("locale", ["C", "POSIX", "vi_VN.UTF-8", "en_US.ISO-8859-1"])
def test_text_is_utf_8_whatever_the_locale(home: Path, locale: str) -> None:
    ran = chidao("ask", "-", "--json", home=home, stdin=f"{POPULATION}\n", LANG=locale, LC_ALL=locale)
    row = rows(ran)[0]
    assert row["question"] == POPULATION
    assert "dân số trên 107.700 người" in str(row["answer"])


def test_messages_are_vietnamese_unless_the_locale_is_english(home: Path) -> None:
    for locale in ("C", "vi_VN.UTF-8", "fr_FR.UTF-8"):
        assert "không có văn bản nào" in chidao("show", "zz", home=home, LANG=locale).err
    assert "no such document" in chidao("show", "zz", home=home, LANG="en_US.UTF-8").err
    assert "không có văn bản nào" in chidao("show", "zz", home=home, LANG="en_US.UTF-8", CHIDAO_LANGUAGE="vi").err
    assert "Documents: 5" in chidao("status", home=home, LANG="en_US.UTF-8").out
    assert "Văn bản: 5" in chidao("status", home=home).out


def test_only_results_go_to_standard_output(meeting: Path, tmp_path: Path) -> None:
    ran = chidao("add", meeting, "--json", home=tmp_path / "index", CHIDAO_CACHE=str(tmp_path / "cache"))
    assert set(json.loads(ran.out)) == {"added", "unchanged", "replaced", "failed"}
    assert ran.err.strip() == "Chuẩn bị mô hình lần đầu, khoảng nửa phút…"


def test_a_terminal_sees_a_bar_for_each_step(meeting: Path, tmp_path: Path) -> None:
    ours, theirs = os.openpty()
    command = [*CHIDAO, "add", str(meeting)]
    with subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=theirs, env=environment(tmp_path / "index"), cwd=ROOT
    ) as process:
        assert process.wait(timeout=120) == 0
    os.close(theirs)
    seen = os.read(ours, 1 << 16).decode()
    os.close(ours)
    assert "Đọc văn bản: 100%" in seen
    assert "Lập chỉ mục: 100%" in seen


def test_a_reader_that_goes_away_is_no_error(home: Path) -> None:
    listing = " ".join(CHIDAO) + " show c0ad | head -1"
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", listing], capture_output=True, env=environment(home), cwd=ROOT, timeout=60
    )
    assert done.returncode == 0
    assert done.stderr == b""
    assert done.stdout.count(b"\n") == 1


def test_a_full_disk_and_a_closed_output_are_no_tracebacks(home: Path) -> None:
    for redirection, code in (("> /dev/full", 2), (">&-", 0)):
        command = f"{' '.join(CHIDAO)} status {redirection}"
        done = subprocess.run(["bash", "-c", command], capture_output=True, env=environment(home), cwd=ROOT, timeout=60)
        assert done.returncode == code
        assert b"Traceback" not in done.stderr
        assert b"Exception" not in done.stderr


def test_a_home_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    occupied = tmp_path / "file"
    occupied.write_text("not a folder", encoding="utf-8")
    ran = chidao("ask", POPULATION, home=occupied)
    assert ran.code == 2
    assert str(occupied) in ran.err
    assert "Traceback" not in ran.err


def test_no_input_whatsoever_gives_a_traceback(home: Path) -> None:
    dice = random.Random(20251122)
    junk = [dice.randbytes(dice.randrange(1, 200)).replace(b"\0", b"").replace(b"\n", b" ") for _ in range(30)]
    odd = [
        "[1]",
        "{}",
        "{" * 50,
        "null",
        "?",
        "​",
        "‮ngược",
        "a" * 500,
        "phường " * 60,
        "<script>",
        "' OR 1=1 --",
        '"',
        "\\",
        "%s %n",
        "một\u2028hai",
        "một\x85hai",
    ]
    ran = chidao("ask", "-", "--json", home=home, stdin=b"\n".join([*junk, *(text.encode() for text in odd)]))
    assert ran.code == 2
    assert "Traceback" not in ran.err
    assert len(rows(ran)) == len(junk) + len(odd)
    for text in odd[:6]:
        single = chidao("ask", text, home=home)
        assert single.code in (0, 1, 2)
        assert "Traceback" not in single.err


def test_help_and_version_are_told_at_once() -> None:
    helped = chidao("--help")
    assert helped.code == 0
    assert "exit codes" in helped.out
    assert chidao("--version").out.startswith("chidao ")
