"""What readers narrow and sort by, page by page, in one file for a language.

Pagefind has filters as well, and counts for them, in a time that grows with the square of what is found. A browser that has
this table goes once over what is found, and lists modules without asking Pagefind at all.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from peerlore.publishing.steady_index import unpacked

_DAY = "day"


def facet_table(files: Mapping[str, bytes]) -> dict[str, Any]:
    """The table of an index with these `files`: `pages` with what each is named among them, newest first, then by address, and `columns`.

    A column has the values of a facet, and for each page the number of its value, an array of these where there are
    several, or null.
    """
    pages = {
        name.split("/")[1].split(".")[0]: json.loads(unpacked(content)) for name, content in files.items() if name.startswith("fragment/")
    }
    by_address = sorted(pages, key=lambda name: pages[name]["url"].split("/"))
    rows = sorted(by_address, key=lambda name: pages[name]["filters"].get(_DAY, [""])[0], reverse=True)
    facets = [pages[name]["filters"] for name in rows]
    columns = sorted({facet for row in facets for facet in row} - {_DAY})
    # One text of equal pieces, since names are digests: this leaves little between them to be compressed.
    return {
        "pages": " ".join(name.split("_")[1] for name in rows),
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
