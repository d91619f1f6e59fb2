"""The day that `--as-of` names."""

from __future__ import annotations

from datetime import UTC, date, datetime

from peerlore.model.errors import CannotRun


def day_of(said: str) -> str:
    """A day as year-month-day; today (UTC) where nothing is said. Raises CannotRun for what is no day."""
    if not said:
        return datetime.now(UTC).date().isoformat()
    try:
        return date.fromisoformat(said).isoformat()
    except ValueError:
        raise CannotRun(f"{said!r} is no day; write it as year-month-day, such as 2026-11-02") from None
