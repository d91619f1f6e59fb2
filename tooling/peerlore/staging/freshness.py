"""Until when a text counts as fresh: some months after somebody looked at it last."""

from __future__ import annotations

from calendar import monthrange

from peerlore.model.nouns import Module, Settings


def months_of(module: Module, settings: Settings) -> int:
    """After how many months a module is looked at again: what it says itself, or its topic, or the library."""
    topic = next((topic for topic in settings.topics if topic.id == module.topic), None)
    return module.review.freshness or (topic.freshness if topic else 0) or settings.freshness


def fresh_until(day: str, months: int) -> str:
    """The day so many months after a day (ISO 8601); the last one of its month where that is shorter.

    >>> fresh_until("2026-08-31", 6), fresh_until("2026-11-02", 12)
    ('2027-02-28', '2027-11-02')
    """
    year, month, number = map(int, day.split("-"))
    years, rest = divmod(year * 12 + month - 1 + months, 12)
    return f"{years:04}-{rest + 1:02}-{min(number, monthrange(years, rest + 1)[1]):02}"
