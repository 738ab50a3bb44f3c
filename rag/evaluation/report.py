"""One self-contained HTML page of a run, and `results.json` beside it. No request leaves the page."""

import html
import json
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from string import Template
from typing import Any

from index.durable import replace_text
from rag.evaluation import plots

_WORST = 40
_NAMES = {
    "retrieval": "Tìm đoạn",
    "answers": "Câu trả lời",
    "citations": "Trích dẫn",
    "abstention": "Từ chối",
    "latency_ms": "Thời gian (ms)",
}
_Columns = tuple[tuple[str, str], ...]
_HEADLINES = (
    ("retrieval", "nDCG@10", "Xếp hạng đoạn"),
    ("retrieval", "R@5", "Có đoạn đúng trong 5"),
    ("answers", "contains", "Nêu đủ điều cần nêu"),
    ("answers", "sentence@1", "Câu đầu chứa đáp án"),
    ("answers", "cited_evidence", "Trích đúng chỗ"),
    ("citations", "precision", "Trích dẫn đúng"),
    ("abstention", "refused_unanswerable", "Từ chối câu không có đáp án"),
    ("abstention", "answered_answerable", "Trả lời câu có đáp án"),
    ("abstention", "auroc", "Phân biệt hai loại câu"),
)
_ANSWERABLE: _Columns = (
    ("retrieval", "nDCG@10"),
    ("retrieval", "R@5"),
    ("answers", "answered"),
    ("answers", "contains"),
    ("answers", "cited_evidence"),
    ("answers", "f1"),
    ("citations", "precision"),
)
_UNANSWERABLE: _Columns = (("abstention", "refused_unanswerable"),)
_FATES = {"answered": "đã trả lời", "refused": "từ chối", "clarify": "hỏi lại"}


def prepare(folder: Path) -> None:
    """Makes the folder of a report; raises OSError where nothing can be written, before the work and not after it."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryFile(dir=folder):
        pass


def write_report(folder: Path, scores: Mapping[str, Any]) -> None:
    """Writes `results.json` and `index.html`, each whole or not at all, into a folder that is made where needed."""
    prepare(folder)
    replace_text(folder / "results.json", json.dumps(scores, ensure_ascii=False, indent=1) + "\n")
    replace_text(folder / "index.html", page(scores))


def page(scores: Mapping[str, Any]) -> str:
    """The page. Questions, answers and documents are untrusted text: all of it is escaped."""
    rows = scores["rows"]
    wrong = [row for row in rows if not row["right"]]
    template = Template((Path(__file__).parent / "report.html").read_text(encoding="utf-8"))
    return template.substitute(
        title=_e(f"Đánh giá: {scores['set']}"),
        about=_e(_about(scores)),
        headlines="".join(_headline(scores, *headline) for headline in _HEADLINES),
        totals="".join(_table(title, scores[name]) for name, title in _NAMES.items()),
        kinds=_by_kind(scores["by_kind"]),
        risk=plots.risk(rows),
        latency=plots.latency([row["milliseconds"] for row in rows]),
        shown=_e(f"{min(len(wrong), _WORST)} trong {len(wrong)} câu sai, câu chắc chắn mà sai ở trên."),
        worst="".join(map(_question, worst(wrong))),
        settings=_settings({**scores["settings"], "fingerprint": scores["fingerprint"]}),
    )


def worst(wrong: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """The surest first: a wrong answer given with confidence is worse than a refusal."""
    return sorted(wrong, key=lambda row: (row["status"] != "answered", -row["confidence"]))[:_WORST]


def _e(value: object) -> str:
    return html.escape(str(value), quote=True)


def _number(value: object) -> str:
    """A share with three digits; what is more than one is a time, and a tenth of a millisecond is enough for it."""
    if value is None or not isinstance(value, float):
        return "–" if value is None else _e(value)
    return f"{value:.3f}" if value <= 1 else f"{value:.1f}"


def _about(scores: Mapping[str, Any]) -> str:
    split = f", phần {scores['split']}" if scores["split"] else ""
    return f"{scores['queries']} câu hỏi{split}, {scores['documents']} văn bản"


def _headline(scores: Mapping[str, Any], group: str, name: str, meaning: str) -> str:
    value = scores[group].get(name)
    if value is None:
        return ""
    return f'<div class="figure"><b>{_number(value)}</b>{_e(meaning)}<span>{_e(name)}</span></div>'


def _table(title: str, values: Mapping[str, object]) -> str:
    known = {name: value for name, value in values.items() if value is not None}
    cells = "".join(f'<tr><th scope="row">{_e(k)}</th><td>{_number(v)}</td></tr>' for k, v in known.items())
    return f"<table><caption>{_e(title)}</caption><tbody>{cells}</tbody></table>" if known else ""


def _by_kind(kinds: Mapping[str, Mapping[str, Any]]) -> str:
    """The tables by kind; a set of one kind has nothing to tell apart."""
    if len(kinds) < 2:
        return ""
    tables = _kinds("Câu có đáp án", kinds, _ANSWERABLE) + _kinds("Câu không có đáp án", kinds, _UNANSWERABLE)
    return f'<h2>Theo loại câu hỏi</h2><div class="kinds">{tables}</div>'


def _kinds(title: str, kinds: Mapping[str, Mapping[str, Any]], columns: _Columns) -> str:
    """The kinds that have any of the measures, over the measures that any of them has."""

    def has(values: Mapping[str, Any], column: tuple[str, str]) -> bool:
        return values[column[0]][column[1]] is not None

    columns = tuple(column for column in columns if any(has(values, column) for values in kinds.values()))
    shown = {kind: values for kind, values in kinds.items() if any(has(values, column) for column in columns)}
    if not shown:
        return ""
    head = "".join(f'<th scope="col">{_e(name)}</th>' for name in ("Loại", "Số câu", *(name for _, name in columns)))
    body = "".join(
        f'<tr><th scope="row">{_e(kind)}</th><td>{_e(values["queries"])}</td>'
        + "".join(f"<td>{_number(values[group][name])}</td>" for group, name in columns)
        + "</tr>"
        for kind, values in shown.items()
    )
    table = f"<table><caption>{_e(title)}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    return f'<div class="scroll" tabindex="0" role="region" aria-label="{_e(title)}">{table}</div>'


def _question(row: Mapping[str, Any]) -> str:
    reason = f" ({row['reason']})" if row["reason"] else ""
    wanted = "phải trả lời" if row["answerable"] else "phải từ chối"
    columns = (
        ("Câu trả lời", [row["answer"]] if row["answer"] else []),
        ("Đã trích", row["cited"]),
        ("Đúng ra", row["gold"] or ([] if row["answerable"] else ["Không văn bản nào nêu điều này."])),
        ("Đoạn tìm thấy", row["hits"]),
    )
    cells = "".join(f"<div><h3>{_e(name)}</h3>{_list(values)}</div>" for name, values in columns)
    note = f"{row['kind'] or '–'} · {wanted}, {_FATES[row['status']]}{reason} · tin cậy {row['confidence']:.2f}"
    head = f"<b>{_e(row['question'])}</b> <span>{_e(note)}</span>"
    return f'<details><summary>{head}</summary><div class="sides">{cells}</div></details>'


def _list(values: Sequence[str]) -> str:
    return "<ul>" + "".join(f"<li>{_e(value)}</li>" for value in values) + "</ul>" if values else "<p>–</p>"


def _settings(values: Mapping[str, object]) -> str:
    cells = "".join(
        f'<tr><th scope="row">{_e(name)}</th><td><code>{_e(json.dumps(value, ensure_ascii=False))}</code></td></tr>'
        for name, value in values.items()
    )
    return f"<table><tbody>{cells}</tbody></table>"
