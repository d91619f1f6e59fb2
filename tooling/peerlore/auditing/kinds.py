"""Kinds of evidence that a library holds, and how each is gathered from what was published on a day."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from peerlore.figures.known import Known
from peerlore.model.attendance import Attendance
from peerlore.model.documents import Document
from peerlore.model.figures import Figures
from peerlore.model.reviews import Agreement
from peerlore.reading.globs import fits
from peerlore.reviewing.answers_file import QUESTIONNAIRES_FILE
from peerlore.reviewing.sayings_file import ATTENDANCE_FILE
from peerlore.reviewing.talks import ACTIVITY_FILE
from peerlore.staging.pages.figures import shown_parts, shown_value
from peerlore.staging.words import Words


@dataclass(frozen=True)
class Held:
    """What a pack is made from: everything known as of a day, its figures, agreements by files, who was in sessions, and the files of the commit."""

    known: Known
    figures: Figures
    agreements: Mapping[str, Agreement] = field(default_factory=dict)
    attendances: Mapping[str, Attendance] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, order=True)
class Item:
    """One piece of evidence: a text, a record or a number. `people` are handles; `proof` names the record and the text exactly."""

    kind: str
    file: str
    title: str
    day: str = ""
    people: tuple[str, ...] = ()
    said: str = ""
    record: int = 0
    change: int = 0
    digest: str = ""


class _Page(Protocol):
    @property
    def document(self) -> Document:
        """Where it stands."""


Gather = Callable[[Held], Iterator[Item]]


def gather(kind: str, held: Held, words: Words) -> list[Item]:
    """All evidence of a kind, in a fixed order."""
    if kind.startswith("figure:"):
        return list(_figure(kind, held, words))
    if kind.startswith("files:"):
        pattern = kind.removeprefix("files:")
        return [Item(kind, file, file, digest=f"git:{name}") for file, name in sorted(held.files.items()) if fits(pattern, file)]
    return sorted(KINDS[kind](held))


def _figure(kind: str, held: Held, words: Words) -> Iterator[Item]:
    figure = next(figure for figure in held.figures.figures if figure.id == kind.removeprefix("figure:"))
    if figure.value is not None or figure.few:
        said = " · ".join(filter(None, (shown_value(figure, words), shown_parts(figure, words))))
        yield Item(kind, "", words(f"figure_{figure.id}"), held.figures.day, said=said)


def _item(kind: str, held: Held, page: _Page, title: str, *, day: str = "", said: str = "", people: tuple[str, ...] = ()) -> Item:
    """A page as evidence, with who approved it when."""
    file = page.document.file
    standing = held.known.standings.of(file)
    return Item(
        kind,
        file,
        title,
        day or held.known.standings.day_of(file),
        people or standing.people,
        said,
        standing.record,
        standing.change,
        held.known.digest_of(file),
    )


def _modules(held: Held) -> Iterator[Item]:
    for module in held.known.modules:
        yield _item("modules", held, module, module.title)


def _objectives(held: Held) -> Iterator[Item]:
    for module in held.known.modules:
        if module.objectives:
            yield _item("objectives", held, module, module.title, said="; ".join(module.objectives))


def _quizzes(held: Held) -> Iterator[Item]:
    for module in held.known.modules:
        if module.quiz:
            yield _item("quizzes", held, module, module.title, said=str(len(module.quiz)))


def _paths(held: Held) -> Iterator[Item]:
    for path in held.known.library.paths.values():
        if path.status != "retired":
            yield _item("paths", held, path, path.title)


def _translations(held: Held) -> Iterator[Item]:
    for texts in held.known.library.translations.values():
        for text in texts:
            yield _item("translations", held, text, text.title, said=text.language)


def _skills(held: Held) -> Iterator[Item]:
    for skill in held.known.library.skills_map.skills:
        taught = len(held.known.library.modules_of_skill(skill.id))
        yield Item("skills", "content/skills.yml", skill.name, said=str(taught))


def _offers(held: Held) -> Iterator[Item]:
    names = held.known.library.skill_names
    for person in held.known.library.people.values():
        if person.helps:
            offered = "; ".join(names.get(offer.skill, offer.skill) for offer in person.helps)
            # The title would be a name: it stands with the people, where it can be hidden.
            yield _item("offers", held, person, "", said=offered, people=(person.handle,))


def _groups(held: Held) -> Iterator[Item]:
    for group in held.known.library.groups.values():
        yield _item("groups", held, group, group.title, said=f"{group.kind}, {group.status}")


def _agreements(held: Held) -> Iterator[Item]:
    for group in held.known.library.groups.values():
        agreement = held.agreements.get(group.document.file)
        if agreement and agreement.signed and not agreement.open:
            yield _item("agreements", held, group, group.title, day=max(agreement.signed.values()), people=tuple(agreement.signed))


def _sessions(held: Held) -> Iterator[Item]:
    for session in held.known.library.sessions.values():
        if session.status in ("held", "closed") and session.date <= held.known.day:
            yield _item("sessions", held, session, session.title, day=session.date, people=session.facilitators)


def _syntheses(held: Held) -> Iterator[Item]:
    for session in held.known.library.sessions.values():
        if session.status == "closed" and session.synthesis:
            said = session.synthesis
            yield _item("syntheses", held, session, session.title, day=said.on, said="; ".join(said.points), people=(said.signed_by,))


def _needs(held: Held) -> Iterator[Item]:
    for need in held.known.library.needs.values():
        yield _item("needs", held, need, need.title, day=need.asked_on, said=need.status)


def _answered_needs(held: Held) -> Iterator[Item]:
    for need in held.known.library.needs.values():
        if need.status != "open":
            yield _item("answered-needs", held, need, need.title, said=need.status)


def _reviews(held: Held) -> Iterator[Item]:
    for deed in held.known.deeds:
        if deed.kind == "review" and held.known.is_recent(deed.at):
            yield _deed("reviews", held, deed.at, deed.person, deed.unit, deed.record, deed.change)


def _upkeep(held: Held) -> Iterator[Item]:
    for deed in held.known.deeds:
        if deed.kind == "upkeep" and held.known.is_recent(deed.at):
            yield _deed("upkeep", held, deed.at, deed.person, deed.unit, deed.record, deed.change)


def _deed(kind: str, held: Held, at: str, person: str, unit: str, record: int, change: int) -> Item:
    return Item(kind, "", unit.partition(":")[2], at[:10], (held.known.handles.get(person, ""),), "", record, change)


def _discussions(held: Held) -> Iterator[Item]:
    by_module = held.known.activities.by_module
    for module in held.known.modules:
        numbers = by_module.get(module.id)
        if numbers and (numbers.comments or numbers.useful):
            yield Item("discussions", ACTIVITY_FILE, module.title, held.known.activities.at[:10], said=str(numbers.comments))


def _attendance(held: Held) -> Iterator[Item]:
    """Who was present, with how many of how many that is."""
    sessions, handles = held.known.library.sessions, held.known.handles
    for id, own in held.attendances.items():
        if id in sessions and own.counts[0]:
            present = tuple(handles.get(person, "") for person, state in own.states.items() if state == "present")
            said = f"{own.counts[0]}/{len(own.states)}"
            yield Item("attendance", ATTENDANCE_FILE, sessions[id].title, sessions[id].date, present, said)


def _questionnaires(held: Held) -> Iterator[Item]:
    sessions = held.known.library.sessions
    for id, own in held.known.answered.items():
        if id in sessions:
            yield Item("questionnaires", QUESTIONNAIRES_FILE, sessions[id].title, own.day, said=f"{own.returned}/{own.asked}")


KINDS: Mapping[str, Gather] = {
    "modules": _modules,
    "objectives": _objectives,
    "quizzes": _quizzes,
    "paths": _paths,
    "translations": _translations,
    "skills": _skills,
    "offers": _offers,
    "groups": _groups,
    "agreements": _agreements,
    "sessions": _sessions,
    "syntheses": _syntheses,
    "needs": _needs,
    "answered-needs": _answered_needs,
    "reviews": _reviews,
    "upkeep": _upkeep,
    "discussions": _discussions,
    "attendance": _attendance,
    "questionnaires": _questionnaires,
}
