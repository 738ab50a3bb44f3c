"""How often answers of some confidence are right, against that confidence: an SVG file, and one figure to report."""

import html
from collections.abc import Mapping, Sequence

_SIZE, _LEFT, _TOP = 300, 48, 34  # of the drawing area, and where it begins
_BINS = 10
_COLOURS = ("#0b6e4f", "#c1440e", "#2456a6")

Outcome = tuple[float, bool]  # the confidence that the best sentence answers, and whether it does


def binned(outcomes: Sequence[Outcome]) -> list[tuple[float, float, int]]:
    """Mean confidence, share right and count of each tenth of the range of confidence that has any outcome."""
    bins: list[list[Outcome]] = [[] for _ in range(_BINS)]
    for sure, right in outcomes:
        bins[min(_BINS - 1, int(sure * _BINS))].append((sure, right))
    return [
        (sum(sure for sure, _ in found) / len(found), sum(right for _, right in found) / len(found), len(found))
        for found in bins
        if found
    ]


def calibration_error(outcomes: Sequence[Outcome]) -> float:
    """Expected calibration error: the mean distance of confidence and share right over the tenths, by their counts."""
    return sum(abs(sure - right) * count for sure, right, count in binned(outcomes)) / max(1, len(outcomes))


def drawn(series: Mapping[str, Sequence[Outcome]]) -> str:
    """The SVG text: a line for each series, by its name, beside the diagonal of confidence that tells the truth."""
    wide, tall = _LEFT + _SIZE + 24, _TOP + _SIZE + 40

    def place(sure: float, right: float) -> tuple[float, float]:
        return _LEFT + _SIZE * sure, _TOP + _SIZE * (1 - right)

    parts = [f'<text class="title" x="{_LEFT}" y="18">Share right by confidence, not learnt from</text>']
    for tenth in range(0, 11, 2):
        x, y = place(tenth / 10, tenth / 10)
        parts.append(f'<path class="grid" d="M{_LEFT} {y:.0f}h{_SIZE}M{x:.0f} {_TOP}v{_SIZE}"/>')
        parts.append(f'<text x="{_LEFT - 6}" y="{y + 4:.0f}" text-anchor="end">{tenth / 10:g}</text>')
        parts.append(f'<text x="{x:.0f}" y="{_TOP + _SIZE + 16}" text-anchor="middle">{tenth / 10:g}</text>')
    (x0, y0), (x1, y1) = place(0, 0), place(1, 1)
    parts.append(f'<path class="grid" d="M{x0:.0f} {y0:.0f}L{x1:.0f} {y1:.0f}" stroke-dasharray="4 3"/>')
    for number, (colour, (name, outcomes)) in enumerate(zip(_COLOURS, series.items(), strict=False)):
        points = [(*place(sure, right), count) for sure, right, count in binned(outcomes)]
        line = " ".join(f"{x:.1f},{y:.1f}" for x, y, _ in points)
        parts.append(f'<polyline points="{line}" stroke="{colour}"/>')
        most = max(count for *_, count in points)
        for x, y, count in points:
            parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{2 + 4 * (count / most) ** 0.5:.1f}" fill="{colour}"/>')
        label = f"{name}: {len(outcomes)} questions, error {calibration_error(outcomes):.3f}"
        at = f'x="{_LEFT + 8}" y="{_TOP + 14 + 15 * number}"'
        parts.append(f'<text {at} style="fill:{colour}">{html.escape(label)}</text>')
    style = (
        "text{font:11px system-ui,sans-serif;fill:#333}.title{font-weight:600}.grid{stroke:#ccc;fill:none}"
        "polyline{fill:none;stroke-width:2}"
    )
    label = html.escape("Reliability: the share of right answers against the confidence given")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {tall}" role="img" aria-label="{label}">'
        f'<style>{style}</style><rect width="{wide}" height="{tall}" fill="#fff"/>{"".join(parts)}</svg>\n'
    )
