"""One self-contained HTML page of a run, and `results.json` beside it. No request leaves the page."""

import html
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from string import Template
from typing import Any

from rag.evaluation.measures import risk_coverage

_WORST = 40
_NAMES = {
    "retrieval": "Tìm đoạn",
    "answers": "Câu trả lời",
    "citations": "Trích dẫn",
    "abstention": "Từ chối",
    "latency_ms": "Thời gian (ms)",
}
_HEADLINES = (
    ("retrieval", "nDCG@10"),
    ("retrieval", "R@5"),
    ("answers", "contains"),
    ("answers", "cited_evidence"),
    ("citations", "precision"),
    ("abstention", "refused_unanswerable"),
    ("abstention", "answered_answerable"),
    ("abstention", "auroc"),
)


def write_report(folder: Path, scores: Mapping[str, Any]) -> None:
    """Writes `index.html` and `results.json` into a folder, which is made where it does not exist."""
    folder.mkdir(parents=True, exist_ok=True)
    results = json.dumps(scores, ensure_ascii=False, indent=1)
    (folder / "results.json").write_text(results + "\n", encoding="utf-8")
    (folder / "index.html").write_text(page(scores), encoding="utf-8")


def page(scores: Mapping[str, Any]) -> str:
    """The page. Questions, answers and documents are untrusted text: all of it is escaped."""
    rows = scores["rows"]
    template = Template((Path(__file__).parent / "report.html").read_text(encoding="utf-8"))
    return template.substitute(
        title=_e(f"Đánh giá: {scores['set']}"),
        about=_e(_about(scores)),
        headlines="".join(_headline(scores, group, name) for group, name in _HEADLINES),
        totals="".join(_table(_NAMES[name], scores[name]) for name in _NAMES),
        kinds=_kinds(scores["by_kind"]),
        risk=_risk_plot(rows),
        latency=_latency_plot([row["milliseconds"] for row in rows]),
        worst="".join(_question(row) for row in _worst(rows)) or "<p>Không có câu nào sai.</p>",
        settings=_e(
            json.dumps({"settings": scores["settings"], "fingerprint": scores["fingerprint"]}, ensure_ascii=False)
        ),
    )


def _e(value: object) -> str:
    return html.escape(str(value), quote=True)


def _number(value: object) -> str:
    return "–" if value is None else f"{value:.4f}" if isinstance(value, float) and value <= 1 else _e(value)


def _about(scores: Mapping[str, Any]) -> str:
    split = f", phần {scores['split']}" if scores["split"] else ""
    return f"{scores['queries']} câu hỏi{split}, {scores['documents']} văn bản"


def _headline(scores: Mapping[str, Any], group: str, name: str) -> str:
    value = scores[group].get(name)
    return f"<div class=figure><b>{_number(value)}</b><span>{_e(name)}</span></div>" if value is not None else ""


def _table(title: str, values: Mapping[str, object]) -> str:
    cells = "".join(f"<tr><th scope=row>{_e(k)}</th><td>{_number(v)}</td></tr>" for k, v in values.items())
    return f"<table><caption>{_e(title)}</caption><tbody>{cells}</tbody></table>"


def _kinds(kinds: Mapping[str, Mapping[str, Any]]) -> str:
    columns = [("retrieval", "nDCG@10"), ("retrieval", "R@5"), ("answers", "answered"), ("answers", "contains")]
    columns += [("answers", "cited_evidence"), ("citations", "precision"), ("abstention", "refused_unanswerable")]
    head = "".join(f"<th scope=col>{_e(name)}</th>" for _, name in columns)
    body = "".join(
        f"<tr><th scope=row>{_e(kind)}</th><td>{values['queries']}</td>"
        + "".join(f"<td>{_number(values[group][name])}</td>" for group, name in columns)
        + "</tr>"
        for kind, values in kinds.items()
    )
    first = "<th scope=col>Loại</th><th scope=col>Số câu</th>"
    return f"<table><thead><tr>{first}{head}</tr></thead><tbody>{body}</tbody></table>"


def _worst(rows: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """What is wrong, the surest first: a wrong answer given with confidence is worse than a refusal."""
    wrong = [row for row in rows if not row["right"]]
    return sorted(wrong, key=lambda row: (row["status"] != "answered", -row["confidence"]))[:_WORST]


def _question(row: Mapping[str, Any]) -> str:
    fate = {"answered": "đã trả lời", "refused": f"từ chối ({row['reason']})", "clarify": "hỏi lại"}[row["status"]]
    wanted = "phải trả lời" if row["answerable"] else "phải từ chối"
    columns = (
        ("Câu trả lời", [row["answer"]] if row["answer"] else []),
        ("Đã trích", row["cited"]),
        ("Đúng ra", row["gold"]),
        ("Đoạn tìm thấy", row["hits"]),
    )
    cells = "".join(f"<div><h4>{_e(name)}</h4>{_list(values)}</div>" for name, values in columns)
    note = f"{_e(row['kind'])} · {wanted}, {_e(fate)} · tin cậy {row['confidence']:.2f}"
    head = f"<b>{_e(row['question'])}</b> <span>{note}</span>"
    return f"<details><summary>{head}</summary><div class=sides>{cells}</div></details>"


def _list(values: Sequence[str]) -> str:
    return "<ul>" + "".join(f"<li>{_e(value)}</li>" for value in values) + "</ul>" if values else "<p>–</p>"


def _risk_plot(rows: Sequence[Mapping[str, Any]]) -> str:
    """Risk over coverage for the questions that were answered, as an inline drawing."""
    answered = [row for row in rows if row["status"] == "answered"]
    points = risk_coverage([row["confidence"] for row in answered], [row["right"] for row in answered])
    return _plot(
        [(x * len(answered) / max(1, len(rows)), y) for x, y in points], "Tỷ lệ câu được trả lời", "Tỷ lệ sai", 1.0, 1.0
    )


def _latency_plot(times: Sequence[float]) -> str:
    ordered = sorted(times)
    points = [((i + 1) / len(ordered), t) for i, t in enumerate(ordered)]
    return _plot(points, "Tỷ lệ câu hỏi", "Mili giây", 1.0, max(ordered, default=1.0))


def _plot(points: Sequence[tuple[float, float]], across: str, up: str, right: float, top: float) -> str:
    path = " ".join(f"{50 + 330 * x / right:.1f},{190 - 170 * y / (top or 1):.1f}" for x, y in points)
    ticks = "".join(
        f"<text x={50 + 330 * t} y=206 text-anchor=middle>{right * t:.2g}</text>"
        f"<text x=44 y={194 - 170 * t} text-anchor=end>{top * t:.3g}</text>"
        f"<path class=grid d='M50 {190 - 170 * t}H380' />"
        for t in (0, 0.25, 0.5, 0.75, 1)
    )
    line = f"<polyline points='{path}' />" if path else ""
    label = f"{up} theo {across.lower()}"
    return (
        f"<svg viewBox='0 0 400 240' role=img aria-label='{_e(label)}'>{ticks}{line}"
        f"<text x=215 y=230 text-anchor=middle>{_e(across)}</text><text x=50 y=12>{_e(up)}</text></svg>"
    )
