"""Processor time against the size of the library as an SVG: both axes by powers, text as text, readable on light and dark."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from html import escape

from report import Points

_WIDTH, _HEIGHT, _LEFT, _TOP = 640, 420, 60, 20
_ROW = 20
_COLOURS = ("#1f77b4", "#d9730d", "#2f9e5b", "#d64545", "#8e63ce", "#a2703f", "#d457a8", "#7f8791", "#8f8f15", "#129fb0")
_STYLE = (
    "text{font:13px system-ui,sans-serif;fill:#222}.grid{stroke:#888;stroke-opacity:.35}"
    "@media(prefers-color-scheme:dark){text{fill:#ddd}}path{fill:none;stroke-width:2}"
)


def render_plot(points: Mapping[str, Points]) -> str:
    """A line for each row: seconds of CPU, the steadier figure, over the number of modules. Raises ValueError where there is nothing to draw."""
    sizes = sorted({size for some in points.values() for size, _ in some})
    spent = [max(cost.cpu, 1e-2) for some in points.values() for _, cost in some]
    if len(sizes) < 2:
        raise ValueError("a plot needs libraries of two sizes at least")
    low, high = math.floor(math.log10(min(spent))), math.ceil(math.log10(max(spent)))
    first, last = math.log10(sizes[0]), math.log10(sizes[-1])

    def x(size: int) -> float:
        return _LEFT + (math.log10(size) - first) / (last - first) * _WIDTH

    def y(seconds: float) -> float:
        return _TOP + (high - math.log10(max(seconds, 1e-2))) / max(1, high - low) * _HEIGHT

    def drawn() -> Iterator[str]:
        for power in range(low, high + 1):
            yield f'<path class="grid" d="M{_LEFT} {y(10.0**power):.1f}h{_WIDTH}"/>'
            yield f'<text x="{_LEFT - 8}" y="{y(10.0**power) + 4:.1f}" text-anchor="end">{10.0**power:g} s</text>'
        for size in sizes:
            yield f'<path class="grid" d="M{x(size):.1f} {_TOP}v{_HEIGHT}"/>'
            yield f'<text x="{x(size):.1f}" y="{_TOP + _HEIGHT + 18}" text-anchor="middle">{size:,}</text>'
        yield f'<text x="{_LEFT + _WIDTH / 2}" y="{_TOP + _HEIGHT + 38}" text-anchor="middle">modules · seconds of CPU</text>'
        for number, (name, some) in enumerate(points.items()):
            colour, dash = _COLOURS[number % len(_COLOURS)], "6 4" if number % 2 else "none"
            way = "L".join(f"{x(size):.1f} {y(cost.cpu):.1f}" for size, cost in some)
            yield f'<path d="M{way}" stroke="{colour}" stroke-dasharray="{dash}"/>'
            yield from (f'<circle cx="{x(size):.1f}" cy="{y(cost.cpu):.1f}" r="3.5" fill="{colour}"/>' for size, cost in some)
            line = _TOP + _HEIGHT + 66 + number * _ROW
            yield f'<path d="M{_LEFT} {line - 4}h32" stroke="{colour}" stroke-dasharray="{dash}"/>'
            yield f'<text x="{_LEFT + 42}" y="{line}">{escape(name)}</text>'

    width, height = _LEFT + _WIDTH + 40, _TOP + _HEIGHT + 66 + len(points) * _ROW
    title = "Seconds of CPU for libraries of several sizes"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img" aria-label="{title}">'
        f"<title>{title}</title><style>{_STYLE}</style>\n" + "\n".join(drawn()) + "\n</svg>\n"
    )
