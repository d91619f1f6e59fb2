"""Figures in columns: for a terminal, and as CSV for spreadsheets."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

Row = Sequence[str | int]


def aligned(rows: Sequence[Row]) -> str:
    """Rows as text, words to the left and numbers to the right.

    >>> print(aligned([("", "points"), ("mara", 14), ("2 others", 3)]))
              points
    mara          14
    2 others       3
    """
    widths = [max(len(_said(row[column])) for row in rows) for column in range(len(rows[0]))]
    lines = (
        "  ".join(
            _said(cell).rjust(width) if column else _said(cell).ljust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        for row in rows
    )
    return "\n".join(line.rstrip() for line in lines)


def as_csv(rows: Sequence[Row]) -> str:
    r"""Rows as CSV (RFC 4180). What a spreadsheet would take for a formula gets an apostrophe before it.

    >>> as_csv([("person", "points"), ("=cmd", 2)])
    "person,points\r\n'=cmd,2\r\n"
    """
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows([[_safe(cell) for cell in row] for row in rows])
    return out.getvalue()


def _said(cell: str | int) -> str:
    return cell if isinstance(cell, str) else f"{cell:,}"


def _safe(cell: str | int) -> str | int:
    # https://owasp.org/www-community/attacks/CSV_Injection
    return f"'{cell}" if isinstance(cell, str) and cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell
