"""The gate: what was reached is kept, and a figure below its floor fails."""

import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from index.encoder import WarmEncoder
from tests.benchmarks import gate
from tests.benchmarks.gate import (
    FLOORS,
    OWN,
    PUBLIC,
    Bar,
    floors,
    own_bars,
    own_scores,
    public_bars,
    set_floors,
    table,
    told,
)
from tests.command import ROOT, environment
from tests.little_sets import write_beir

SCORES = {"retrieval": {"nDCG@10": 0.8756}, "abstention": {"auroc": None}}


@pytest.fixture(scope="module")
def scores(encoder: WarmEncoder, cache: Path) -> dict[str, Any]:
    """Measure our own questions, once."""
    return own_scores(encoder, cache)


def test_our_own_questions_reach_their_floors(scores: dict[str, Any]) -> None:
    bars = own_bars(scores, floors()[OWN])
    assert told(bars) == 0, f"\n{table(bars)}"


def test_a_floor_above_its_figure_fails_the_gate(scores: dict[str, Any], capsys: pytest.CaptureFixture[str]) -> None:
    for group, named in floors()[OWN].items():
        for name in named:
            raised = {group: {**named, name: scores[group][name] + 0.0001}}
            assert told(own_bars(scores, raised)) == 1
            assert f"| {name} |" in next(line for line in capsys.readouterr().out.splitlines() if "| NO |" in line)


def test_every_figure_that_was_promised_has_a_floor() -> None:
    own, public = floors()[OWN], floors()[PUBLIC]
    assert {group: set(named) for group, named in own.items()} == {
        "retrieval": {"nDCG@10", "R@5"},
        "answers": {"contains", "cited_evidence"},
        "citations": {"precision"},
        "abstention": {"refused_unanswerable", "answered_answerable", "auroc"},
    }
    assert {name: set(ways) for name, ways in public.items()} == {
        "xquad_vi": {"both", "by meaning", "by words"},
        "mlqa_vi_dev": {"both", "by meaning", "by words"},
    }
    assert all(0.3 < floor < 1 for part in (own, public) for named in part.values() for floor in named.values())


@pytest.mark.parametrize(("floor", "met"), [(0.8755, True), (0.8756, True), (0.8757, False)])
def test_a_figure_below_its_floor_is_not_met(floor: float, met: bool) -> None:
    (bar,) = own_bars(SCORES, {"retrieval": {"nDCG@10": floor}})
    assert bar == Bar("retrieval", "nDCG@10", 0.8756, floor)
    assert bar.met is met
    assert ("NO" in table([bar])) is not met


@pytest.mark.parametrize(
    "wanted", [{"abstention": {"auroc": 0.0}}, {"retrieval": {"nDCG@9": 0.0}}, {"none": {"f1": 0.0}}]
)
def test_a_floor_without_a_figure_is_not_met(wanted: gate.Floors) -> None:
    assert [bar.met for bar in own_bars(SCORES, wanted)] == [False]


def test_a_floor_is_a_hundredth_below_its_figure_in_three_digits(tmp_path: Path) -> None:
    path = Path(shutil.copy(FLOORS, tmp_path / "gate.json"))
    set_floors(path, OWN, [Bar("retrieval", "nDCG@10", 0.87569, 0.9), Bar("abstention", "auroc", None, 0.9)])
    expected = floors()
    expected[OWN]["retrieval"]["nDCG@10"] = 0.865
    assert floors(path) == expected


def test_a_figure_of_three_digits_loses_a_hundredth_and_no_more() -> None:
    assert [gate.floor_below(thousandths / 1000) for thousandths in range(300, 1001)] == [
        thousandths / 1000 for thousandths in range(290, 991)
    ]


def test_a_public_set_is_held_against_its_floors(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_beir(tmp_path / "little")
    monkeypatch.setenv("CHIDAO_DATA", str(tmp_path))
    bars = public_bars({"little": {"both": 1.0, "by words": 1.01}})
    assert bars == [Bar("little", "both", 1.0, 1.0), Bar("little", "by words", 1.0, 1.01)]
    assert [bar.met for bar in bars] == [True, False]


@pytest.mark.parametrize(
    ("data", "said"), [("", "CHIDAO_DATA is not set"), ("/none", "/none/xquad_vi: no corpus.jsonl")]
)
def test_public_sets_that_are_asked_for_and_missing_fail_the_gate(data: str, said: str) -> None:
    ran = run_gate("--public", data=data)
    assert ran.returncode != 0
    assert said in ran.stderr
    assert ran.stdout == ""


def run_gate(*arguments: str, data: str) -> subprocess.CompletedProcess[str]:
    """Run the command as a maintainer does; `data` is CHIDAO_DATA, not set when empty."""
    command = [sys.executable, "-m", "tests.benchmarks.gate", *arguments]
    surroundings = environment() | ({"CHIDAO_DATA": data} if data else {})
    return subprocess.run(command, capture_output=True, text=True, env=surroundings, cwd=ROOT, timeout=300)
