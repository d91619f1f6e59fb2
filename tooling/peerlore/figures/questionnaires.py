"""What may be told of questionnaires: no number behind which fewer than five people stand, and none from which one could be worked out.

There is no total over sessions: what it grew by would tell what the session said that came last.
"""

from __future__ import annotations

from peerlore.figures.holding_back import told
from peerlore.model.questionnaires import AllReturned, Returned, Shown


def counted_until(all: AllReturned, until: str) -> dict[str, Returned]:
    """What was counted by the end of a day (ISO 8601, UTC), by session. Each session is counted once, so no day changes another."""
    return {id: own for id, own in all.by_session.items() if own.at[:10] <= until}


def shown(returned: Returned) -> tuple[Shown, ...]:
    """What may be told of each question."""
    return tuple(Shown(item.id, item.question, tuple(zip(item.answers, told(item.counts), strict=True))) for item in returned.items)


def rate(returned: Returned) -> int:
    """How many in a hundred answered, of those who could."""
    return round(100 * returned.returned / returned.asked)
