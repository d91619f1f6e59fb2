"""Days that people ask for."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Annotated

import typer

from peerlore.model.errors import CannotRun

AsOfOption = Annotated[str, typer.Option("--as-of", help="As it was at the end of this day (UTC).", metavar="DATE")]


def day_of(said: str) -> str:
    """The day that somebody asks for (ISO 8601), today in UTC where they name none. Raises CannotRun where it is no day.

    >>> day_of("2026-11-02")
    '2026-11-02'
    """
    if not said:
        return datetime.now(UTC).date().isoformat()
    try:
        return date.fromisoformat(said).isoformat()
    except ValueError:
        raise CannotRun(f"{said!r} is no day; write it as year-month-day, such as 2026-11-02") from None
