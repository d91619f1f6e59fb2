"""`peerlore needs`: what colleagues need, what could answer it, and how long they waited; one file a command below it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from peerlore import pipeline
from peerlore.commands.on_demand import on_demand
from peerlore.commands.terminal import LibraryOption, progress
from peerlore.figures.columns import Row, aligned, as_csv
from peerlore.figures.needs import LeadTime, first_days, lead_times, median_days
from peerlore.library import Library, build_library
from peerlore.model.errors import CannotRun
from peerlore.model.gatherings import Match, Need
from peerlore.publishing.source import Source, find_source
from peerlore.staging.offers import Offer, Offers
from peerlore.staging.together import Together

_KINDS = ("modules", "people", "groups", "sessions")

app = typer.Typer(cls=on_demand(__name__, ("adopt",)), invoke_without_command=True, rich_markup_mode="markdown")


@dataclass(frozen=True, slots=True)
class _Told:
    """A need with what it was matched to, what else could answer it, and its lead time."""

    need: Need
    matched: dict[str, list[str]]
    could: dict[str, list[str]]
    lead: LeadTime


@app.callback()
def run(
    context: typer.Context,
    format: Annotated[Literal["table", "json", "csv"], typer.Option("--format", "-f", help="For people, or for programs.")] = "table",
    library: LibraryOption = ".",
) -> None:
    """List the published needs: open, matched and declined, with their supporters, what could answer each, and lead times.

    What **could match** is all that reaches the level that is asked for in one of the need's skills: modules, people who help,
    groups that have not ended, sessions that are planned. A **lead time** is the days from the day on which a need was asked to the
    day on which something that it was matched to was first published. A need whose answers were all there before has none.

    Example: `peerlore needs --format csv`
    """
    if context.invoked_subcommand:
        if (format, library) != ("table", "."):
            raise CannotRun(f"what stands before `{context.invoked_subcommand}` is for the list alone; write options behind it")
        return
    root = pipeline.library_root(Path(library).resolve())
    with progress("Reading the library"):
        source = find_source(root)
        published = _published(source)
    told = list(_told(published, source))
    print({"table": _table, "json": _json, "csv": _csv}[format](told), end="")


def _published(source: Source) -> Library:
    """The library that readers get, without pages that are no pages."""
    findings = source.checked.findings
    faulty = {finding.place.file for finding in findings if finding.level == "error" and finding.code[0] in "RS"}
    registers = sorted(faulty & {"content/library.yml", "content/skills.yml"})
    if registers:
        raise CannotRun(f"{registers[0]} cannot be read; `peerlore check` tells why")
    documents = [document for file, document in source.checked.collection.documents.items() if file not in faulty]
    return build_library(documents, (), is_gone=source.is_gone)


def _told(library: Library, source: Source) -> Iterator[_Told]:
    offers = Offers(Together(library))
    needs = sorted(library.needs.values(), key=lambda need: (("open", "matched", "declined").index(need.status), need.asked_on, need.id))
    times = {time.need: time for time in lead_times(needs, library, first_days(needs, library, source.standings))}
    for need in needs:
        matched, could = _names_of_match(need.matched_to), _names(offers.of_need(need))
        more = {kind: [name for name in could[kind] if name not in matched[kind]] for kind in _KINDS}
        yield _Told(need, matched, more, times.get(need.id, LeadTime(need.id, need.asked_on)))


def _names(offer: Offer) -> dict[str, list[str]]:
    people = [person.handle for person in offer.people]
    others = ([one.id for one in offer.modules], people, [one.id for one in offer.groups], [one.id for one in offer.sessions])
    return dict(zip(_KINDS, others, strict=True))


def _names_of_match(match: Match) -> dict[str, list[str]]:
    return {kind: list(getattr(match, kind)) for kind in _KINDS}


def _table(told: Sequence[_Told]) -> str:
    if not told:
        return "Nobody has declared a need yet.\n"
    rows: list[Row] = [("", "status", "asked", "supporters", "could match", "lead time")]
    rows += [(one.need.id, one.need.status, one.need.asked_on, _supporters(one.need), _count(one.could), _lead(one.lead)) for one in told]
    lines = [aligned(rows), ""]
    for one in told:
        if one.need.status == "matched":
            lines.append(f"{one.need.id} was matched to {_listed(one.matched)}")
        elif one.need.status == "open":
            lines.append(f"{one.need.id} could be matched to {_listed(one.could) or 'nothing yet'}")
    return "\n".join([*lines, _sum(told)]) + "\n"


def _sum(told: Sequence[_Told]) -> str:
    times = [one.lead for one in told if one.need.status == "matched"]
    days = median_days(times)
    counted, before = sum(time.days is not None for time in times), sum(time.there_before for time in times)
    known = f"median lead time {days:g} days, of {counted:,}" if days is not None else "no lead time yet"
    return f"{known}; answers of {before:,} were there before they were asked"


def _json(told: Sequence[_Told]) -> str:
    times = [one.lead for one in told]
    lead = {
        "median_days": median_days(times),
        "counted": sum(time.days is not None for time in times),
        "there_before": sum(time.there_before for time in times),
    }
    return json.dumps({"version": 1, "needs": list(map(_entry, told)), "lead_time": lead}, ensure_ascii=False, indent=1) + "\n"


def _entry(one: _Told) -> dict[str, Any]:
    need, lead = one.need, one.lead
    return {
        "id": need.id,
        "title": need.title,
        "status": need.status,
        "skills": [{"skill": wanted.skill, "level": wanted.level} for wanted in need.skills],
        "asked_on": need.asked_on,
        "decided_on": need.decided_on,
        "reason": need.reason,
        "supporters": _supporters(need),
        "matched_to": one.matched,
        "could_match": one.could,
        "answered_on": lead.answered,
        "answered_by": lead.answer,
        "lead_time_days": lead.days,
        "there_before": lead.there_before,
    }


def _csv(told: Sequence[_Told]) -> str:
    head = ("id", "title", "status", "asked_on", "decided_on", "supporters", *(f"matched_{kind}" for kind in _KINDS))
    rows: list[Row] = [(*head, *(f"could_{kind}" for kind in _KINDS), "answered_on", "lead_time_days", "there_before")]
    for one in told:
        need, lead = one.need, one.lead
        names = [" ".join(found[kind]) for found in (one.matched, one.could) for kind in _KINDS]
        days = "" if lead.days is None else lead.days
        numbers = (lead.answered, days, "yes" if lead.there_before else "no")
        rows.append((need.id, need.title, need.status, need.asked_on, need.decided_on, _supporters(need), *names, *numbers))
    return as_csv(rows)


def _supporters(need: Need) -> int:
    """How many others need it too."""
    return len({*need.supporters} - {need.asked_by})


def _lead(lead: LeadTime) -> str:
    return "there before" if lead.there_before else "" if lead.days is None else f"{lead.days:,} days"


def _count(found: dict[str, list[str]]) -> int:
    return sum(map(len, found.values()))


def _listed(found: dict[str, list[str]]) -> str:
    return "; ".join(f"{kind} {', '.join(names)}" for kind, names in _nonempty(found))


def _nonempty(found: dict[str, list[str]]) -> Iterable[tuple[str, list[str]]]:
    return ((kind, names) for kind, names in found.items() if names)
