"""The report of a run: one page that asks nothing of any network, shows hostile text as text, and fits a phone."""

import json
import os
import shutil
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from rag.evaluation import plots
from rag.evaluation.items import shortened
from rag.evaluation.report import page, worst, write_report
from rag.evaluation.run import Options
from tests.command import chidao
from tests.little_sets import QUESTIONS, evaluated, little_library, write_lines

CHROMIUM = os.environ.get("CHIDAO_CHROMIUM") or shutil.which("chromium")
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"]
HOSTILE = "<script>document.title='taken'</script><img src=http://example.org/x onerror=alert(1)>\"'&amp;$title"
LONG = "https://example.org/" + "a" * 600


@pytest.fixture(scope="module")
def scores(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Evaluate the little questions, one of them hostile, one endless."""
    folder = tmp_path_factory.mktemp("report")
    library = little_library(folder)
    rows = [
        *QUESTIONS,
        {"question": f"Bao nhiêu dân {HOSTILE}?", "answerable": True, "kind": HOSTILE},
        {"question": f"Ai đăng {LONG}?", "answerable": True, "answer": [[LONG]]},
    ]
    found = evaluated(library, write_lines(folder / "q.jsonl", rows), Options(without_gold=True, never_refuse=True))
    library.close()
    for row in found["rows"][-2:]:
        row["cited"] = row["hits"] = (HOSTILE, LONG)
        row["reason"], row["right"] = HOSTILE, False
    return found | {"set": f"{HOSTILE}.jsonl"}


class Tags(HTMLParser):
    """The tags of a page with their attributes, and those that were not closed."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.seen: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Notes a tag."""
        self.seen.append((tag, dict(attrs)))
        if tag != "meta":
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Notes a tag that closes itself."""
        self.seen.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        """Closes the innermost tag."""
        assert self.open.pop() == tag


def test_hostile_text_stays_text(scores: dict[str, Any]) -> None:
    tags = Tags(page(scores))
    assert tags.open == []
    names = {name for name, _ in tags.seen}
    assert names.isdisjoint({"script", "img", "link", "iframe", "object", "form", "a", "base"})
    assert not any(name.startswith("on") or name in ("src", "href") for _, found in tags.seen for name in found)


def test_results_json_holds_the_scores_and_a_row_a_question(scores: dict[str, Any], tmp_path: Path) -> None:
    write_report(tmp_path / "new" / "folder", scores)
    stored = json.loads((tmp_path / "new" / "folder" / "results.json").read_text(encoding="utf-8"))
    assert stored == json.loads(json.dumps(scores))
    assert sorted(path.name for path in (tmp_path / "new" / "folder").iterdir()) == ["index.html", "results.json"]


def test_a_report_replaces_the_one_before(scores: dict[str, Any], tmp_path: Path) -> None:
    write_report(tmp_path, scores)
    write_report(tmp_path, scores | {"set": "second.jsonl"})
    assert "Đánh giá: second.jsonl" in (tmp_path / "index.html").read_text(encoding="utf-8")


def test_the_surest_wrong_answers_come_first() -> None:
    rows = [
        {"id": "a", "status": "refused", "confidence": 0.9},
        {"id": "b", "status": "answered", "confidence": 0.3},
        {"id": "c", "status": "answered", "confidence": 0.8},
    ]
    assert [row["id"] for row in worst(rows)] == ["c", "b", "a"]


def test_a_run_in_which_nothing_was_answered_still_has_its_page(scores: dict[str, Any]) -> None:
    refused = [row | {"status": "refused", "answer": "", "cited": ()} for row in scores["rows"]]
    shown = page(scores | {"rows": refused})
    assert "Không câu nào được trả lời." in shown
    assert Tags(shown).open == []


def test_a_set_of_one_kind_has_no_tables_by_kind(scores: dict[str, Any]) -> None:
    assert "Theo loại câu hỏi" in page(scores)
    one = page(scores | {"by_kind": {"figure": scores["by_kind"]["figure"]}})
    assert "Theo loại câu hỏi" not in one
    assert Tags(one).open == []


@pytest.mark.parametrize(
    ("text", "shown"),
    [("", ""), ("một hai ba", "một hai ba"), ("một hai ba bốn", "một hai …"), ("abcdefghijklm", "abcdefghij …")],
)
def test_a_long_text_is_cut_between_words_and_says_so(text: str, shown: str) -> None:
    assert shortened(text, 10) == shown


def test_a_run_with_one_answer_has_a_line_that_is_seen() -> None:
    rows: list[dict[str, object]] = [{"status": "answered", "confidence": 0.5, "right": False}, {"status": "refused"}]
    first, last = plots.risk(rows).split('points="')[1].split('"')[0].split()
    assert float(first.split(",")[0]) < float(last.split(",")[0])


@pytest.mark.parametrize("times", [[0.0], [5.0], [1.0, 2.0, 3.0], [20.0] * 50 + [900.0]])
def test_a_latency_drawing_stays_inside_its_picture(times: list[float]) -> None:
    points = plots.latency(times).split('points="')[1].split('"')[0].split()
    assert len(points) == len(times) + 1  # and where the line begins
    for point in points:
        x, y = map(float, point.split(","))
        assert 0 <= x <= 400
        assert 0 <= y <= 236


# In a browser


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Start Chromium."""
    if not CHROMIUM:
        pytest.fail("Chromium is missing: apt-get install chromium, or name one in CHIDAO_CHROMIUM")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield started
        started.close()


@pytest.fixture(params=[(1280, "light"), (1280, "dark"), (390, "light"), (390, "dark")], ids=lambda p: f"{p[0]} {p[1]}")
def opened(
    request: pytest.FixtureRequest, browser: Browser, scores: dict[str, Any], tmp_path: Path
) -> Iterator[tuple[Page, list[str]]]:
    """Open the report with every question unfolded; give the page and the addresses that it asked for."""
    width, scheme = request.param
    write_report(tmp_path, scores)
    with browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme) as context:
        shown, asked = context.new_page(), []
        shown.on("request", lambda one: asked.append(one.url))
        shown.goto((tmp_path / "index.html").as_uri())
        shown.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
        yield shown, asked


def test_the_page_asks_for_nothing_but_itself(opened: tuple[Page, list[str]]) -> None:
    shown, asked = opened
    shown.wait_for_load_state("networkidle")
    assert asked == [shown.url]
    assert shown.title() == f"Đánh giá: {HOSTILE}.jsonl"
    assert HOSTILE in shown.inner_text("body")


def test_nothing_scrolls_sideways_but_a_wide_table(opened: tuple[Page, list[str]]) -> None:
    shown, _ = opened
    assert shown.evaluate("document.documentElement.scrollWidth <= innerWidth")
    beyond = "e => !e.closest('.scroll') && e.getBoundingClientRect().right > innerWidth + 1"
    assert shown.evaluate(f"[...document.querySelectorAll('body *')].filter({beyond}).map(e => e.outerHTML)") == []


def test_both_drawings_are_seen(opened: tuple[Page, list[str]]) -> None:
    shown, _ = opened
    lines = shown.locator("svg polyline")
    assert lines.count() == 2
    for line in lines.all():
        drawing, box = line.locator("xpath=..").bounding_box(), line.bounding_box()
        assert drawing
        assert box
        assert drawing["width"] > 300
        assert box["width"] > 0  # as wide as the share of the questions that were answered
        strokes = line.evaluate("e => [getComputedStyle(e).stroke, getComputedStyle(document.body).backgroundColor]")
        assert strokes[0] not in (strokes[1], "none")


def test_answer_citations_gold_and_hits_stand_beside_each_other(opened: tuple[Page, list[str]]) -> None:
    shown, _ = opened
    boxes = [cell.bounding_box() for cell in shown.locator("details").first.locator(".sides > div").all()]
    tops = {round(box["y"]) for box in boxes if box}
    assert len(boxes) == 4
    width = shown.evaluate("innerWidth")
    assert len(tops) == (1 if width == 1280 else 4)


def test_the_command_writes_the_report(tmp_path: Path) -> None:
    path = write_lines(tmp_path / "q.jsonl", [{"question": "Giá vàng hôm nay bao nhiêu?", "answerable": False}])
    ran = chidao("evaluate", path, "--report", tmp_path / "out", home=tmp_path / "home")
    assert ran.code == 0, ran.err
    assert "Giá vàng" in (tmp_path / "out" / "results.json").read_text(encoding="utf-8")
    assert (tmp_path / "out" / "index.html").read_text(encoding="utf-8").startswith("<!doctype html>")
