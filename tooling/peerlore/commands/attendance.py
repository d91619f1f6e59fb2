"""`peerlore attendance`: who was in a session, by what they said themselves and of each other."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Literal

import typer

from peerlore import pipeline
from peerlore.commands.days import day_of
from peerlore.commands.terminal import LibraryOption
from peerlore.figures.attendance import attendance, attended
from peerlore.figures.columns import Row, aligned, as_csv
from peerlore.ledger.evidence import Evidence, read_evidence
from peerlore.model.attendance import Attendance
from peerlore.model.errors import CannotRun
from peerlore.outside import branches
from peerlore.outside.objects import open_objects

_STATES = {
    "present": "present",
    "said": "said so, nobody confirmed it",
    "named": "named by others, says nothing",
    "absent": "absent",
    "guest": "guest",
}
_WIDTH = max(map(len, _STATES.values()))
_HOW = {"onsite": "on site", "remote": "remotely", "": ""}
_GONE = "no longer known"
_COUNTS = ("expected", "present", "unconfirmed", "absent", "guests")


def run(
    session: Annotated[str, typer.Argument(help="Name everybody of this session, for whoever leads it.", metavar="[SESSION]")] = "",
    as_of: Annotated[str, typer.Option("--as-of", help="As it was at the end of this day (UTC).", metavar="DATE")] = "",
    format: Annotated[Literal["table", "json", "csv"], typer.Option("--format", "-f", help="For people, or for programs.")] = "table",
    library: LibraryOption = ".",
) -> None:
    """Count who was in each session, or name them for one, by what `peerlore sync` read.

    Without a session, numbers that stand for fewer than five people are not told. With one, names come from the branch people.

    Example: `peerlore attendance 2026-11-24-ask-better-questions`
    """
    root, day = pipeline.library_root(Path(library).resolve()), day_of(as_of)
    with open_objects(root) as objects:
        evidence = read_evidence(objects, branches.remote_of(objects))
    if not evidence.held.commit:
        raise CannotRun(
            "there is no branch evidence here, where it is kept who was where; fetch it with `git fetch origin evidence people`"
        )
    if evidence.sayings is None:
        raise CannotRun("what was said of sessions, on the branch evidence, is not as `peerlore sync` writes it")
    told = {id: who for id, said in evidence.sayings.by_session.items() if (who := attendance(said, day))}
    if not session:
        print(_counts(told, day, format), end="")
        return
    if session not in told:
        raise CannotRun(f"until {day}, nobody says that they were in a session {session!r}; `peerlore attendance` lists the others")
    print(_names(session, told[session], evidence, day, format), end="")


def _counts(told: dict[str, Attendance], day: str, format: str) -> str:
    shown = {id: attended(who, day) for id, who in sorted(told.items())}
    if format == "json":
        sessions = {id: {name: getattr(one, name) for name in _COUNTS} for id, one in shown.items()}
        return json.dumps({"version": 1, "as_of": day, "sessions": sessions}, indent=1) + "\n"
    few = "" if format == "csv" else "not told"
    rows: list[Row] = [("session", *_COUNTS)]
    for id, one in shown.items():
        rows.append((id, *(few if (number := getattr(one, name)) is None else number for name in _COUNTS)))
    if format == "csv":
        return as_csv(rows)
    if not shown:
        return f"Until {day}, nobody says that they were in a session.\n"
    return f"{aligned(rows)}\nnot told: stands for fewer than five people, or would tell what does. Until {day}.\n"


def _names(session: str, who: Attendance, evidence: Evidence, day: str, format: str) -> str:
    states = {**who.states, **dict.fromkeys(who.guests, "guest")}
    people = sorted((evidence.people.handle_of(person), person, state) for person, state in states.items())
    present, unconfirmed, absent = who.counts
    if format == "json":
        said = {
            "version": 1,
            "as_of": day,
            "session": session,
            **dict(zip(_COUNTS, (len(who.states), present, unconfirmed, absent, len(who.guests)), strict=True)),
            "people": [
                {"person": person, "handle": handle, "state": state, "how": who.presences.get(person, "")}
                for handle, person, state in people
            ],
        }
        return json.dumps(said, ensure_ascii=False, indent=1) + "\n"
    if format == "csv":
        rows: list[Row] = [("person", "handle", "state", "how")]
        return as_csv([*rows, *((person, handle, state, who.presences.get(person, "")) for handle, person, state in people)])
    width = max(len(handle or _GONE) for handle, _, _ in people)
    lines = [
        f"{handle or _GONE:<{width}}  {_STATES[state]:<{_WIDTH}}  {_HOW[who.presences.get(person, '')]}".rstrip()
        for handle, person, state in people
    ]
    sums = f"{present} present + {unconfirmed} unconfirmed + {absent} absent = {len(who.states)} expected; {len(who.guests)} guests"
    return "\n".join([*lines, f"{sums}, until {day}"]) + "\n"
