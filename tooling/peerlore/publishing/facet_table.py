"""What readers narrow and sort by, page by page, in one file for a language.

Pagefind has filters as well, and counts for them, in a time that grows with the square of what is found. A browser that has
this table goes once over what is found, and lists modules without asking Pagefind at all.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from peerlore.publishing.part_index import IndexedPage

_DAY = "day"


def facet_table(pages: Sequence[tuple[str, IndexedPage]]) -> dict[str, Any]:
    """The table of some pages with the names they have in the index: `pages`, newest first, then by address, and `columns`.

    A column has the values of a facet, and for each page the number of its value, an array of these where there are
    several, or null.
    """
    by_address = sorted(pages, key=lambda page: page[1].url.split("/"))
    rows = sorted(by_address, key=lambda page: page[1].facets.get(_DAY, [""])[0], reverse=True)
    facets = [page.facets for _, page in rows]
    columns = sorted({facet for row in facets for facet in row} - {_DAY})
    # One text of equal pieces, since names are digests: this leaves little between them to be compressed.
    return {
        "pages": " ".join(name.split("_")[1] for name, _ in rows),
        "columns": {name: _column([row.get(name, []) for row in facets]) for name in columns},
    }


def _column(cells: list[list[str]]) -> list[list[Any]]:
    values = sorted({value for cell in cells for value in cell})
    numbers = {value: number for number, value in enumerate(values)}
    return [values, [_cell([numbers[value] for value in cell]) for cell in cells]]


def _cell(numbers: list[int]) -> int | list[int] | None:
    if len(numbers) > 1:
        return numbers
    return numbers[0] if numbers else None
