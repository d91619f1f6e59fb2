"""Who was at a session, worked out from what they said: nobody was there on their own word alone."""

from __future__ import annotations

from peerlore.figures.holding_back import told, told_alone
from peerlore.model.attendance import Attendance, Attended, Presence, Saying, Sayings, State


def attendance(said: Sayings, until: str = "") -> Attendance | None:
    """Who was there; with `until`, by what was said until the end of that day (ISO 8601, UTC). None where nothing was said of it.

    Somebody was present who said so and whom another one of those who were expected, and said that they were there, names too.
    Where two were expected, each has to name the other. Guests need the word of somebody who was expected.
    """
    holding = _holding(said, until)
    if not holding:
        return None
    expected = _expected(said, until)
    own = {person: saying for person, saying in holding.items() if person in expected}
    witnesses = {person: {by for by, saying in own.items() if by != person and person in saying.named} for person in (*expected, *holding)}
    states: dict[str, State] = {}
    for person in expected:
        confirmed = witnesses[person]
        if len(expected) == 2:
            confirmed = {by for by in confirmed if person in own and by in own[person].named}
        states[person] = ("present" if confirmed else "said") if person in own else "named" if witnesses[person] else "absent"
    guests = tuple(sorted(person for person in holding if person not in expected and witnesses[person]))
    presences: dict[str, Presence] = {person: holding[person].presence for person in (*own, *guests)}
    return Attendance(states, guests, presences)


def attended(said: Attendance, day: str) -> Attended:
    """What everybody may know of an attendance that was read on a day (ISO 8601)."""
    if told_alone(len(said.states)) is None:
        return Attended(day, None, None, None, None, None)
    present, unconfirmed, absent = told(said.counts)
    return Attended(day, len(said.states), present, unconfirmed, absent, told_alone(len(said.guests)))


def _holding(said: Sayings, until: str) -> dict[str, Saying]:
    """The newest saying of each person that holds at the end of a day, or now."""
    newest: dict[str, Saying] = {}
    for saying in sorted(said.sayings):
        begun = not until or saying.at[:10] <= until
        over = bool(saying.until) and (not until or saying.until[:10] <= until)
        if begun and not over:
            newest[saying.person] = saying
    return newest


def _expected(said: Sayings, until: str) -> tuple[str, ...]:
    """The roster of a day. The first one was read after the session, and holds for the days before it too."""
    of_that_day = [roster for roster in said.rosters if not until or roster.at[:10] <= until]
    return (of_that_day or said.rosters)[-1 if of_that_day else 0].people
