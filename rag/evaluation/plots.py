"""Two line drawings for the report, as inline SVG: risk over coverage, and latency."""

import html
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from rag.evaluation.measures import risk_coverage

_LEFT, _RIGHT, _TOP, _BOTTOM = 48, 380, 26, 196  # of the drawing area, in units of the picture
_STEPS = (1, 2, 2.5, 5, 10)

Points = Sequence[tuple[float, float]]


def risk(rows: Sequence[Mapping[str, Any]]) -> str:
    """Risk over coverage: of the most confident answers, the share that is wrong; coverage is of all questions."""
    answered = [row for row in rows if row["status"] == "answered"]
    points = risk_coverage([row["confidence"] for row in answered], [row["right"] for row in answered])
    share = len(answered) / max(1, len(rows))
    top = min(1.0, _nice(max([0.1, *(y for _, y in points)])))
    across = "Tỷ lệ câu hỏi được trả lời, chắc chắn nhất trước"
    return _plot([(x * share, y) for x, y in points], top, "{:.0%}".format, "Tỷ lệ trả lời sai", across)


def latency(times: Sequence[float]) -> str:
    """Milliseconds by share of the questions, fastest first. A few slow ones may lie above the picture; it says so."""
    ordered = sorted(times)
    p95 = ordered[int(0.95 * (len(ordered) - 1))]
    top = _nice(min(ordered[-1], 2 * p95) or 1.0)
    points = [((i + 1) / len(ordered), min(t, top)) for i, t in enumerate(ordered)]
    up = f"Mili giây mỗi câu; chậm nhất {ordered[-1]:.0f}"
    return _plot(points, top, "{:.3g}".format, up, "Tỷ lệ câu hỏi, nhanh nhất trước")


def _nice(highest: float) -> float:
    """The end of an axis with four equal steps that read well."""
    unit = 10.0**-3
    while unit * 10 * 4 < highest:
        unit *= 10
    return 4 * unit * next(step for step in _STEPS if 4 * unit * step >= highest)


def _plot(points: Points, top: float, figure: Callable[[float], str], up: str, across: str) -> str:
    """One line over four horizontal and four vertical steps; both axes begin at zero, the lower ends at 1.

    The line begins at the left edge, at the height of its first point: of a single point nothing would be seen.
    """
    points = [(0.0, points[0][1]), *points] if points else []
    width, height = _RIGHT - _LEFT, _BOTTOM - _TOP
    path = " ".join(f"{_LEFT + width * x:.1f},{_BOTTOM - height * y / top:.1f}" for x, y in points)
    parts = []
    for step in (0, 0.25, 0.5, 0.75, 1):
        x, y = _LEFT + width * step, _BOTTOM - height * step
        parts.append(f'<path class="grid" d="M{_LEFT} {y:.1f}H{_RIGHT}"/>')
        parts.append(f'<text x="{_LEFT - 6}" y="{y + 4:.1f}" text-anchor="end">{figure(top * step)}</text>')
        parts.append(f'<text x="{x:.1f}" y="{_BOTTOM + 16}" text-anchor="middle">{step:.0%}</text>')
    nothing = f'<text x="{_LEFT + 8}" y="120">Không câu nào được trả lời.</text>'
    drawn = f'<polyline points="{path}"/>' if path else nothing
    label = html.escape(f"{up}. {across}")
    return (
        f'<svg viewBox="0 0 400 236" role="img" aria-label="{label}">{"".join(parts)}{drawn}'
        f'<text class="up" x="2" y="13">{html.escape(up)}</text>'
        f'<text x="{(_LEFT + _RIGHT) / 2}" y="230" text-anchor="middle">{html.escape(across)}</text></svg>'
    )
