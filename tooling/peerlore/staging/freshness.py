"""When a text is due for another look: so many months after its last approval, as the library, its topic or itself says."""

from __future__ import annotations

from calendar import monthrange

from peerlore.model.nouns import Module, Settings


def due_day(module: Module, settings: Settings, approved: str) -> str:
    """The day in ISO 8601 on which a text approved on the day `approved` is due; empty where it was not approved.

    The module's own number of months goes before the topic's, and that before the library's.
    """
    if not approved:
        return ""
    topic = next((topic for topic in settings.topics if topic.id == module.topic), None)
    return months_after(approved[:10], module.review.freshness or (topic.freshness if topic else 0) or settings.freshness)


def months_after(day: str, months: int) -> str:
    """The same day so many months later, or the last day of a month that has no such day.

    >>> months_after("2026-08-31", 6), months_after("2026-11-12", 12)
    ('2027-02-28', '2027-11-12')
    """
    year, month, number = map(int, day.split("-"))
    years, index = divmod(month - 1 + months, 12)
    return f"{year + years:04}-{index + 1:02}-{min(number, monthrange(year + years, index + 1)[1]):02}"
