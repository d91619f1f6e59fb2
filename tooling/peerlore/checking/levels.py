"""Other levels for headings: one fix for a whole part, so that nobody applies half of it."""

from __future__ import annotations

from collections.abc import Sequence

from peerlore.model.documents import Document, Heading
from peerlore.model.findings import Fix, Place

DEEPEST = 6
"""The lowest level there is."""


def raise_part(headings: Sequence[Heading], index: int, above: int, lines: Sequence[str], file: str) -> Fix | None:
    """Close the gaps from `index` to the end of its part. A guess where headings of one part have different levels."""
    changes: list[tuple[Heading, int]] = []
    parts = [(above, above, 0)]  # level as written, level as it ought to be, level of its first child as written
    sure = True
    for heading in headings[index:]:
        if heading.level <= above:
            break
        while parts[-1][0] >= heading.level:
            parts.pop()
        written, wanted, child = parts[-1]
        sure = sure and child in (0, heading.level)
        parts[-1] = (written, wanted, heading.level)
        parts.append((heading.level, wanted + 1, 0))
        if wanted + 1 != heading.level:
            changes.append((heading, wanted + 1))
    return _with_levels(changes, lines, file, sure)


def lower_all(document: Document, headings: Sequence[Heading], tops: int) -> Fix | None:
    """Every heading one level deeper. A guess unless headings of level 1 are the parts of the text."""
    if max(heading.level for heading in headings) >= DEEPEST:
        return None
    whole = headings[0].level == 1
    changes = [(heading, heading.level + 1) for heading in headings if whole or heading.level == 1]
    return _with_levels(changes, document.text.split("\n"), document.file, whole and tops > 1)


def remove_heading(document: Document, heading: Heading) -> Fix | None:
    """The text without a heading and the empty line below it; none where a link of the page leads to it."""
    if any(link.target == f"#{heading.anchor}" for link in document.outline.links):
        return None
    rows = 1 if document.line(heading.line)[heading.column - 1 :].startswith("#") else 2
    rows += not document.line(heading.line + rows).strip()
    if document.text.count("\n") < heading.line - 1 + rows:
        return None
    return Fix(Place(document.file, heading.line), Place(document.file, heading.line + rows), "")


def _with_levels(changes: Sequence[tuple[Heading, int]], lines: Sequence[str], file: str, sure: bool) -> Fix | None:
    """One fix from the first of the changed headings to the last; none where a heading is underlined instead of marked."""
    first, last = changes[0][0], changes[-1][0]
    part = list(lines[first.line - 1 : last.line])
    for heading, level in changes:
        line = part[heading.line - first.line]
        at = heading.column - 1
        if not line.startswith("#" * heading.level, at):
            return None
        part[heading.line - first.line] = line[:at] + "#" * level + line[at + heading.level :]
    last_marks = last.column - 1 + changes[-1][1]
    part[-1] = part[-1][:last_marks]
    text = "\n".join(part)[first.column - 1 :]
    return Fix(Place(file, first.line, first.column), Place(file, last.line, last.column + last.level), text, sure)
