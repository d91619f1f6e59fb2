"""The figures of a library, each with what it was counted from. Their definitions in words stand in the strings of the interface."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime

from peerlore.figures.known import Known, count, median_days, of_people, share
from peerlore.figures.needs import first_days, lead_times
from peerlore.model.figures import Figure
from peerlore.model.gatherings import Session
from peerlore.reviewing.answers_file import QUESTIONNAIRES_FILE
from peerlore.reviewing.records import Record
from peerlore.reviewing.sayings_file import ATTENDANCE_FILE
from peerlore.reviewing.talks import ACTIVITY_FILE
from peerlore.staging.freshness import fresh_until, months_of


def measure(known: Known) -> tuple[Figure, ...]:
    """Every figure, in the order in which people read them. The same facts give the same figures."""
    return tuple(make(known) for make in MEASURES)


# What there is ---------------------------------------------------------------------------------------------------------


def _modules(known: Known) -> Figure:
    return count("modules", len(known.modules), (module.document.file for module in known.modules))


def _proven(known: Known) -> Figure:
    """Of what readers see, how much colleagues approved in reviews that the forge held."""
    files = sorted(_shown(known)) if known.records else []
    approved = [file for file in files if known.standings.of(file).state == "approved"]
    return share("proven", len(approved), len(files), _records(known, approved))


def _fresh(known: Known) -> Figure:
    """Of the modules with a day on which somebody looked at them last, how many are not due to be looked at again."""
    due = {}
    for module in known.modules:
        if day := known.standings.day_of(module.document.file):
            due[module.document.file] = fresh_until(day, months_of(module, known.library.settings))
    fresh = [file for file, day in due.items() if day >= known.day]
    return share("fresh", len(fresh), len(due), sorted(due))


def _translated(known: Known) -> Figure:
    """Of the modules, how many are there in every language of the library."""
    languages = set(known.library.settings.languages)
    files: list[str] = []
    whole = 0
    for module in known.modules:
        texts = known.library.translations.get(module.id, ())
        whole += languages <= {module.language, *(text.language for text in texts)}
        files += [module.document.file, *(text.document.file for text in texts)]
    return share("translated", whole, len(known.modules), sorted(files))


def _covered(known: Known) -> Figure:
    """Of the skills that open needs ask for, how many a module teaches or somebody offers help with."""
    needs = [need for need in known.library.needs.values() if need.status == "open"]
    asked = {wanted.skill for need in needs for wanted in need.skills}
    found = [skill for skill in asked if known.library.modules_of_skill(skill) or known.library.helpers(skill)]
    return share("covered", len(found), len(asked), sorted(need.document.file for need in needs))


# Who takes part --------------------------------------------------------------------------------------------------------


def _taking_part(known: Known) -> Figure:
    """Of the people with a profile, how many wrote, translated, kept up or reviewed something that was approved in a year."""
    recent = [deed for deed in known.deeds if known.is_recent(deed.at)]
    people = known.library.people.keys() if known.records else set()
    handles = {known.handles.get(deed.person, "") for deed in recent} & people
    records = sorted({deed.record for deed in recent})
    return of_people("taking_part", "share", len(handles), len(people), (f"record {number}" for number in records))


def _in_groups(known: Known) -> Figure:
    """Of the people with a profile, how many belong to a group that meets."""
    groups = [group for group in known.library.groups.values() if group.status == "active"]
    members = {member.person for group in groups for member in group.members if member.role != "observer"}
    return of_people(
        "in_groups",
        "share",
        len(members & known.library.people.keys()),
        len(known.library.people),
        sorted(group.document.file for group in groups),
    )


def _helping(known: Known) -> Figure:
    """Of the people with a profile, how many offer help with a skill."""
    people = known.library.people.values()
    offering = sum(1 for person in people if person.helps)
    return of_people("helping", "share", offering, len(people), sorted(person.document.file for person in people))


# What happens ----------------------------------------------------------------------------------------------------------


def _held(known: Known) -> Figure:
    """Of the sessions that were announced for the last 365 days, how many took place."""
    due = _due(known)
    return share("held", sum(1 for session in due if session.status in ("held", "closed")), len(due), _files(due))


def _closed(known: Known) -> Figure:
    """Of the sessions of a year that took place, how many have a signed synthesis."""
    held = [session for session in _due(known) if session.status in ("held", "closed")]
    return share("closed", sum(1 for session in held if session.status == "closed"), len(held), _files(held))


def _present(known: Known) -> Figure:
    """Of all who were expected at sessions of a year, how many were present; sessions of which no numbers are told are left out."""
    told = {id: own for id, own in known.attended.items() if _is_due(known, id) and own.present is not None and own.expected is not None}
    present, expected = sum(own.present or 0 for own in told.values()), sum(own.expected or 0 for own in told.values())
    return share("present", present, expected, (ATTENDANCE_FILE,) if told else ())


def _responses(known: Known) -> Figure:
    """Of all who were asked after sessions of a year, how many answered."""
    told = [own for id, own in known.answered.items() if _is_due(known, id)]
    return share("responses", sum(own.returned for own in told), sum(own.asked for own in told), (QUESTIONNAIRES_FILE,) if told else ())


def _exchanges(known: Known) -> Figure:
    """Comments in the discussions of all modules, as they were counted last."""
    numbers = known.activities.by_module.values()
    return count("exchanges", sum(one.comments for one in numbers), _activity(known))


def _answered(known: Known) -> Figure:
    """Of the modules with a discussion, how many have no question that waits for an answer."""
    numbers = known.activities.by_module.values()
    return share("answered", sum(1 for one in numbers if not one.unanswered), len(numbers), _activity(known))


def _liked(known: Known) -> Figure:
    """Of the modules with a discussion, how many somebody called useful."""
    numbers = known.activities.by_module.values()
    return share("liked", sum(1 for one in numbers if one.useful), len(numbers), _activity(known))


# How long it takes -----------------------------------------------------------------------------------------------------


def _lead_time(known: Known) -> Figure:
    """Days from asking for something to the first publication of what answers it, over needs that were asked and answered since."""
    needs = list(known.library.needs.values())
    times = [time for time in lead_times(needs, known.library, first_days(needs, known.library, known.standings)) if time.days is not None]
    files = sorted({known.library.needs[time.need].document.file for time in times} | {time.answer for time in times})
    return median_days("lead_time", [time.days for time in times if time.days is not None], files)


def _first_review(known: Known) -> Figure:
    """Days from opening a pull request to the first review by a colleague, over those merged in a year."""
    waits = {record["seq"]: wait for record in known.records if (wait := _wait(record)) is not None and known.is_recent(record["merged"])}
    return median_days("first_review", waits.values(), (f"record {number}" for number in waits))


def _wait(record: Record) -> float | None:
    """Days until somebody else than its authors and programs looked at a change; None where nobody did, or nobody knows since when."""
    opened, authors = record.get("opened", ""), set(record.get("authors", ()))
    looks = [said["at"] for said in record.get("reviews", ()) if not said["bot"] and said["person"] not in authors]
    if not opened or not looks:
        return None
    return max(0.0, (datetime.fromisoformat(min(looks)) - datetime.fromisoformat(opened)).total_seconds() / 86_400)


MEASURES: tuple[Callable[[Known], Figure], ...] = (
    _modules,
    _proven,
    _fresh,
    _translated,
    _covered,
    _taking_part,
    _in_groups,
    _helping,
    _held,
    _closed,
    _present,
    _responses,
    _exchanges,
    _answered,
    _liked,
    _lead_time,
    _first_review,
)


def _shown(known: Known) -> Iterator[str]:
    """The files of every page of the library that a review lets through."""
    library = known.library
    for pages in (library.modules, library.paths, library.people, library.groups, library.sessions, library.needs):
        yield from (page.document.file for page in pages.values())
    yield from (text.document.file for texts in library.translations.values() for text in texts)


def _due(known: Known) -> list[Session]:
    """The sessions of the last 365 days."""
    return [session for session in known.library.sessions.values() if known.is_recent(session.date)]


def _is_due(known: Known, session: str) -> bool:
    found = known.library.sessions.get(session)
    return found is not None and known.is_recent(found.date)


def _files(sessions: Iterable[Session]) -> list[str]:
    return sorted(session.document.file for session in sessions)


def _activity(known: Known) -> tuple[str, ...]:
    return (ACTIVITY_FILE,) if known.activities.at else ()


def _records(known: Known, files: Iterable[str]) -> list[str]:
    """The records that approved the newest texts of some files."""
    numbers = {known.standings.of(file).record for file in files}
    return [f"record {number}" for number in sorted(numbers) if number]
