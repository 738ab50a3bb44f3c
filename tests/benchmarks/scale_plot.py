"""The growth of an index as small plots side by side, one SVG file; both axes of each are logarithmic."""

import html
import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

_WIDTH, _HEIGHT, _LEFT, _TOP = 250, 190, 52, 34  # of one plot, and where its drawing area begins
_ACROSS = 3
_COLOURS = ("#0b6e4f", "#c1440e")

Figures = Mapping[int, Any]
Series = tuple[str, Callable[[Any], float]]

PLOTS: Sequence[tuple[str, Sequence[Series]]] = (
    ("Search files built, seconds", [("", lambda row: row["build_seconds"])]),
    ("Search files, MB", [("", lambda row: row["disk_mb"]["snapshot"])]),
    ("Memory at most, MiB", [("", lambda row: row["memory_mib"]["peak"])]),
    (
        "Encoder and search, milliseconds",
        [
            ("p95", lambda row: row["milliseconds"]["all four"][1]),
            ("p50", lambda row: row["milliseconds"]["all four"][0]),
        ],
    ),
    (
        "Search alone, p50 of processor milliseconds",
        [
            ("meaning", lambda row: row["milliseconds"]["meaning"][2]),
            ("words", lambda row: row["milliseconds"]["words"][2]),
        ],
    ),
    ("1,000 documents more, seconds", [("", lambda row: row["add_seconds"])]),
)


def drawn(figures: Figures) -> str:
    """The SVG text."""
    plots = [_plot(title, series, figures, number) for number, (title, series) in enumerate(PLOTS)]
    width, height = _WIDTH * _ACROSS, _HEIGHT * math.ceil(len(PLOTS) / _ACROSS)
    style = (
        "text{font:11px system-ui,sans-serif;fill:#333}.title{font-weight:600}.grid{stroke:#ddd}"
        "polyline{fill:none;stroke-width:2}"
    )
    label = html.escape("Growth of build time, size, memory and waiting from the smallest to the largest index")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" aria-label="{label}">'
        f'<style>{style}</style><rect width="{width}" height="{height}" fill="#fff"/>{"".join(plots)}</svg>\n'
    )


def _plot(title: str, series: Sequence[Series], figures: Figures, number: int) -> str:
    sizes = sorted(figures)
    values = [max(read(figures[n]), 1e-3) for _, read in series for n in sizes]
    low, high = _decades(min(values), max(values))
    x0, y0 = _WIDTH * (number % _ACROSS), _HEIGHT * (number // _ACROSS)
    wide, tall = _WIDTH - _LEFT - 16, _HEIGHT - _TOP - 26
    first, last = math.log10(sizes[0]), math.log10(max(sizes[-1], sizes[0] * 1.01))

    def place(size: float, value: float) -> tuple[float, float]:
        across = (math.log10(size) - first) / (last - first)
        up = (math.log10(max(value, 1e-3)) - low) / (high - low)
        return x0 + _LEFT + wide * across, y0 + _TOP + tall * (1 - up)

    parts = [f'<text class="title" x="{x0 + 8}" y="{y0 + 18}">{html.escape(title)}</text>']
    for decade in range(low, high + 1):
        x, y = place(sizes[0], 10.0**decade)
        parts.append(f'<path class="grid" d="M{x:.0f} {y:.1f}h{wide}"/>')
        parts.append(f'<text x="{x - 5:.0f}" y="{y + 4:.1f}" text-anchor="end">{10.0**decade:,.10g}</text>')
    for size in sizes:
        x, y = place(size, 10.0**low)
        parts.append(f'<text x="{x:.1f}" y="{y + 15:.1f}" text-anchor="middle">{_short(size)}</text>')
    for colour, (name, read) in zip(_COLOURS, series, strict=False):
        points = [place(size, read(figures[size])) for size in sizes]
        line = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
        parts.append(f'<polyline points="{line}" stroke="{colour}"/>')
        parts += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="2.5" fill="{colour}"/>' for x, y in points]
        x, y = points[-1]
        below = 16 if read is series[-1][1] else -8
        parts.append(f'<text x="{x:.1f}" y="{y + below:.1f}" text-anchor="end">{html.escape(name)}</text>')
    return "".join(parts)


def _decades(low: float, high: float) -> tuple[int, int]:
    """The powers of ten around all values."""
    first, last = math.floor(math.log10(low)), math.ceil(math.log10(high))
    return first, max(last, first + 1)


def _short(size: int) -> str:
    return f"{size / 1e6:g}M" if size >= 1_000_000 else f"{size / 1000:g}k"
