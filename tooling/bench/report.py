"""Costs as Markdown: one table for each group and library, and how each row grows with the library."""

from __future__ import annotations

import math
import os
import platform
from collections.abc import Mapping, Sequence

from measure import Cost
from rows import Group, Sample

Points = Sequence[tuple[int, Cost]]


def render_heading(runs: int) -> str:
    """What was measured on what, and how."""
    machine = f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}, Python {platform.python_version()}"
    return (
        f"Medians of {runs} interleaved runs; {machine}; load of the last minute {os.getloadavg()[0]:.1f} at the end. CPU counts child processes. Memory "
        "is the peak of the proportional set sizes of all processes of a command together, looked at every 20 to 200 ms."
    )


def render_table(sample: Sample, group: Group, costs: Mapping[str, Cost]) -> str:
    """One table; a ratio whose row was not run is a dash."""
    titles = ["", "CPU s", "wall s", "memory MB", "CPU ms a module", *(ratio.title for ratio in group.ratios)]
    lines = [f"### {group.title}: {sample.title}", "", _line(titles), _line(["---", *["---:"] * (len(titles) - 1)])]
    for name, cost in costs.items():
        figures = [f"{cost.cpu:.2f}", f"{cost.wall:.2f}", f"{cost.memory:.0f}", f"{1000 * cost.cpu / sample.modules:.2f}"]
        for ratio in group.ratios:
            first = next((other for other_name, other in costs.items() if other_name.startswith(ratio.first)), None)
            figures.append(f"{getattr(cost, ratio.figure) / getattr(first, ratio.figure):.2f}" if first else "–")
        lines.append(_line([name, *figures]))
    return "\n".join(lines)


def render_growth(points: Mapping[str, Points]) -> str:
    """How rows grow: x in N to the power of x, for those that ran on made libraries of several sizes."""
    grown = {name: some for name, some in points.items() if len(some) > 1}
    if not grown:
        return ""
    lines = ["### Growth: x in N^x, fitted", "", _line(["", "sizes", "CPU", "wall", "memory"]), _line(["---", *["---:"] * 4])]
    for name, some in grown.items():
        sizes = ", ".join(f"{size:,}" for size, _ in some)
        exponents = (exponent([(size, getattr(cost, figure)) for size, cost in some]) for figure in ("cpu", "wall", "memory"))
        lines.append(_line([name, sizes, *(f"{each:.2f}" for each in exponents)]))
    return "\n".join(lines)


def exponent(points: Sequence[tuple[int, float]]) -> float:
    """The slope of the straight line through logarithms with the least squares."""
    xs = [math.log(size) for size, _ in points]
    ys = [math.log(max(figure, 1e-3)) for _, figure in points]
    middle_x, middle_y = sum(xs) / len(xs), sum(ys) / len(ys)
    return sum((x - middle_x) * (y - middle_y) for x, y in zip(xs, ys, strict=True)) / sum((x - middle_x) ** 2 for x in xs)


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
