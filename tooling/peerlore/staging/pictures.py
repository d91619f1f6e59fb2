"""Pictures that say something better than words: SVG made with the page, its colours from the theme, its table beside it.

Every text in them is escaped by `_filled`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from markupsafe import Markup, escape

from peerlore.staging.words import Words

_LETTER = 7.6
"""About how many units of a picture a letter is wide, at 14 units high."""
_BOLD = 8.6
"""The same for a bold one."""
_LINE = 24
"""Letters in a line of a box."""
_NAME = 36
"""Letters of a name before a row; the table has all of them."""


@dataclass(frozen=True, slots=True)
class Table:
    """What a picture shows, for those who rather read: a heading for each column, and rows of words or links."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Markup | str, ...], ...]


def figure(drawing: Markup, caption: str, words: Words, table: Table | None = None, *, opened: bool = False, scrolled: str = "") -> Markup:
    """A picture with its caption and its table; None where the page says the same beside it. `opened` shows the table at once.

    `scrolled` names a picture that stays as wide as it is, so that a keyboard can move it, too.
    """
    if table is None:
        return _filled('<figure class="pl-figure"><div class="pl-drawing">{}</div><figcaption>{}</figcaption></figure>', drawing, caption)
    head = Markup("").join(_filled('<th scope="col">{}</th>', column) for column in table.columns)
    rows = Markup("").join(
        _filled('<tr><th scope="row">{}</th>{}</tr>', first, Markup("").join(_filled("<td>{}</td>", cell) for cell in cells))
        for first, *cells in table.rows
    )
    return _filled(
        '<figure class="pl-figure"><figcaption>{}</figcaption><div class="pl-drawing"{}>{}</div><details{}><summary>{}</summary>'
        "<table><thead><tr>{}</tr></thead><tbody>{}</tbody></table></details></figure>",
        caption,
        _filled(' role="group" aria-label="{}" tabindex="0"', scrolled) if scrolled else Markup(""),
        drawing,
        Markup(" open") if opened else "",
        words("as_table"),
        head,
        rows,
    )


def neighbours(before: Sequence[str], here: str, after: Sequence[str], title: str) -> Markup:
    """A skill between those that come before it and those that come after: three columns of boxes, joined by lines."""
    columns = [[_lines(name) for name in column] for column in (before, (here,), after)]
    shown = [column for column in columns if column]
    height = max(sum(_box_height(box) + 14 for box in column) for column in shown)
    width, gap = _LINE * _LETTER + 28, 56
    boxes, sides = [], []
    for index, column in enumerate(shown):
        left = index * (width + gap)
        top = (height - sum(_box_height(box) + 14 for box in column) + 14) / 2
        middles = []
        for box in column:
            high = _box_height(box)
            boxes.append(_box(box, left, top, width, high, own=column is columns[1]))
            middles.append((left, top + high / 2))
            top += high + 14
        sides.append(middles)
    lines = [
        _filled(
            '<path class="pl-line" d="M{} {}C{} {} {} {} {} {}"/>',
            *map(_short, (x1 + width, y1, x1 + width + gap / 2, y1, x2 - gap / 2, y2, x2 - 4, y2)),
        )
        for left_side, right_side in pairwise(sides)
        for x1, y1 in left_side
        for x2, y2 in right_side
    ]
    return _svg(len(shown) * (width + gap) - gap, height, title, Markup("").join((*lines, *boxes)))


def strip(minutes: Sequence[int], title: str) -> Markup:
    """The shape of a path: a strip of stops, each as long as it takes, with its number."""
    wide, total, left = 720.0, sum(minutes), 0.0
    parts = []
    for number, duration in enumerate(minutes, 1):
        length = wide * duration / total
        parts.append(
            _filled(
                '<rect class="pl-stop" x="{}" y="1" width="{}" height="26" rx="5"/><text class="pl-in" x="{}" y="19">{}</text>',
                _short(left + 1),
                _short(max(length - 3, 1)),
                _short(left + length / 2),
                number,
            )
        )
        left += length
    return _svg(wide, 28, title, Markup("").join(parts))


def grid(columns: Sequence[str], rows: Sequence[tuple[str, Sequence[int]]], title: str) -> Markup:
    """How many there are of each kind: a disc in each cell, its area in proportion, a dashed ring where there is none."""
    most = max((count for _, counts in rows for count in counts), default=0) or 1
    label, step = max(len(name) for name, _ in rows) * _LETTER + 20, 110
    parts = [
        _filled('<text class="pl-mid" x="{}" y="16">{}</text>', _short(label + step * (index + 0.5)), name)
        for index, name in enumerate(columns)
    ]
    for line, (name, counts) in enumerate(rows):
        y = 52 + line * 46
        parts.append(_filled('<text x="0" y="{}">{}</text>', y + 5, name))
        for index, count in enumerate(counts):
            x = label + step * (index + 0.5)
            if not count:
                parts.append(_filled('<circle class="pl-none" cx="{}" cy="{}" r="8"/>', _short(x), y))
                continue
            radius = 9 + 11 * (count / most) ** 0.5
            parts.append(
                _filled(
                    '<circle class="pl-disc" cx="{}" cy="{}" r="{}"/><text class="pl-in" x="{}" y="{}">{}</text>',
                    _short(x),
                    y,
                    _short(radius),
                    _short(x),
                    y + 5,
                    count,
                )
            )
    return _svg(label + step * len(columns), 30 + 46 * len(rows), title, Markup("").join(parts))


@dataclass(frozen=True, slots=True)
class BalanceRow:
    """A row of `balance`: its name, the numbers of what is asked for and of what is there, and what is missing, in words."""

    name: str
    asked: Sequence[int]
    there: Sequence[int]
    missing: str


def balance(columns: Sequence[str], rows: Sequence[BalanceRow], title: str, told: str, longest: int) -> Markup:
    """What is asked for, in squares, beside what is there, in discs: the larger the more, with a dashed ring where there is nothing.

    What is missing stands at the end of a row, with a triangle. `told` is what those hear who cannot see the picture; `longest`
    is how many letters the longest name has in all pictures of a page, so that their columns stand below each other.
    """
    most = max((count for row in rows for count in (*row.asked, *row.there)), default=0) or 1
    names = [_clipped(row.name, _NAME) for row in rows]
    label, step = min(longest, _NAME) * _LETTER + 20, 92
    right = label + step * len(columns)
    parts = [
        _filled('<text class="pl-mid" x="{}" y="16">{}</text>', _short(label + step * (index + 0.5)), name)
        for index, name in enumerate(columns)
    ]
    for line, (name, row) in enumerate(zip(names, rows, strict=True)):
        y = 44 + line * 36
        parts.append(_filled('<text x="0" y="{}">{}</text>', y + 5, name))
        for index, count in enumerate((*row.asked, *row.there)):
            parts.append(_mark(label + step * (index + 0.5), y, count, count / most, square=index < len(row.asked)))
        if row.missing:
            sign = '<path class="pl-missing" d="M{} {}l8 14h-16z"/><text class="pl-bold" x="{}" y="{}">{}</text>'
            parts.append(_filled(sign, _short(right + 8), y - 8, _short(right + 24), y + 5, row.missing))
    width = right + max(len(row.missing) for row in rows) * _BOLD + 28
    return _svg(width, 26 + 36 * len(rows), title, Markup("").join(parts), told)


def _mark(x: float, y: float, count: int, share: float, *, square: bool) -> Markup:
    """A number in a square or a disc whose area grows with its share."""
    if not count:
        return _filled('<circle class="pl-none" cx="{}" cy="{}" r="8"/>', _short(x), y)
    radius = 10 + 6 * share**0.5
    if square:
        corner, side = (x - radius, y - radius), _short(2 * radius)
        shape = _filled('<rect class="pl-asked" x="{}" y="{}" width="{}" height="{}" rx="3"/>', *map(_short, corner), side, side)
    else:
        shape = _filled('<circle class="pl-disc" cx="{}" cy="{}" r="{}"/>', _short(x), y, _short(radius))
    return shape + _filled('<text class="{}" x="{}" y="{}">{}</text>', "pl-mid pl-bold" if square else "pl-in", _short(x), y + 5, count)


def _filled(template: str, *values: str | float) -> Markup:
    """A piece of markup of ours with values in its places, each escaped: what `Markup.format` does, five times as fast."""
    return Markup(template.format(*map(escape, values)))  # noqa: S704 - all that is not ours was escaped


def _svg(width: float, height: float, title: str, parts: Markup, told: str = "") -> Markup:
    """The picture under its name; `told` is a sentence more for those who cannot see it."""
    size = (_short(width), _short(height))
    named = Markup("") if told else _filled(' aria-label="{}"', title)
    texts = _filled("<title>{}</title><desc>{}</desc>", title, told) if told else Markup("")
    frame = '<svg class="pl-svg" viewBox="0 0 {} {}" width="{}" height="{}" role="img"{}>{}{}</svg>'
    return _filled(frame, *size, *size, named, texts, parts)


def _box(lines: Sequence[str], left: float, top: float, width: float, height: float, *, own: bool) -> Markup:
    kind = "pl-box pl-here" if own else "pl-box"
    frame = _filled(
        '<rect class="{}" x="{}" y="{}" width="{}" height="{}" rx="8"/>', kind, *map(_short, (left + 1, top + 1, width - 2, height - 2))
    )
    texts = Markup("").join(
        _filled(
            '<text class="pl-mid{}" x="{}" y="{}">{}</text>',
            " pl-bold" if own else "",
            _short(left + width / 2),
            _short(top + 24 + index * 18),
            line,
        )
        for index, line in enumerate(lines)
    )
    return frame + texts


def _box_height(lines: Sequence[str]) -> float:
    return 20.0 + 18 * len(lines)


def _lines(name: str) -> list[str]:
    """A name in at most two lines of a box.

    >>> _lines("Keeping a promise that somebody else has made")
    ['Keeping a promise that', 'somebody else has made']
    """
    lines = [""]
    for word in name.split():
        longer = f"{lines[-1]} {word}".strip()
        if len(longer) <= _LINE or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(word)
    if len(lines) > 2:
        lines = [lines[0], lines[1][: _LINE - 1] + "…"]
    return [_clipped(line, _LINE) for line in lines]


def _clipped(line: str, most: int) -> str:
    return line if len(line) <= most else line[: most - 1] + "…"


def _short(number: float) -> str:
    """A length as short as it can be said.

    >>> _short(12.0), _short(3.14159)
    ('12', '3.1')
    """
    return f"{number:.1f}".removesuffix(".0")
