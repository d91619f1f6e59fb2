"""How long colleagues wait for what they need: from the day they asked to the day on which an answer was first published.

A need counts once it is matched. Its answer is the first of all that it is matched to that was published on the day of asking or
later. Where all of that was there before, nobody waited for it to be published: such needs have no lead time, and are counted apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from statistics import median

from peerlore.library import Library
from peerlore.model.gatherings import Need
from peerlore.model.reviews import Standings


@dataclass(frozen=True, slots=True)
class LeadTime:
    """What became of a matched need: the days (ISO 8601) on which it was asked and answered, and how many lie between them.

    `answer` is the file of what answered it. `days` is None where nothing was published since, and where no day is known; then
    `there_before` tells which of the two it was.
    """

    need: str
    asked: str
    answered: str = ""
    answer: str = ""
    days: int | None = None
    there_before: bool = False


def first_days(needs: Iterable[Need], library: Library, standings: Standings) -> dict[str, str]:
    """The days (ISO 8601) on which all that needs are matched to was first published, by its file; without what is not published."""
    files = {file for need in needs for file in matched_files(need, library)}
    return {file: day for file in sorted(files) if (day := standings.first_day_of(file))}


def lead_times(needs: Iterable[Need], library: Library, first_days: Mapping[str, str]) -> list[LeadTime]:
    """The lead time of each matched need. `first_days` are those of `first_days`, by file."""
    return [_lead_time(need, library, first_days) for need in needs if need.status == "matched"]


def median_days(times: Iterable[LeadTime]) -> float | None:
    """The median of all lead times in days; of an even number the mean of the two in the middle, None where there is none."""
    days = [time.days for time in times if time.days is not None]
    return float(median(days)) if days else None


def matched_files(need: Need, library: Library) -> Iterator[str]:
    """The files of all that a need is matched to, as far as it is published."""
    match = need.matched_to
    for names, pages in (
        (match.modules, library.modules),
        (match.people, library.people),
        (match.groups, library.groups),
        (match.sessions, library.sessions),
    ):
        yield from (pages[name].document.file for name in names if name in pages)


def _lead_time(need: Need, library: Library, first_days: Mapping[str, str]) -> LeadTime:
    known = sorted((first_days[file], file) for file in set(matched_files(need, library)) if file in first_days)
    since = [(day, file) for day, file in known if day >= need.asked_on]
    if not since:
        return LeadTime(need.id, need.asked_on, there_before=bool(known))
    answered, answer = since[0]
    with suppress(ValueError):  # a day such as 30 February, which an old library may have accepted
        days = (date.fromisoformat(answered) - date.fromisoformat(need.asked_on)).days
        return LeadTime(need.id, need.asked_on, answered, answer, days)
    return LeadTime(need.id, need.asked_on, answered, answer)
