"""`peerlore questionnaire`: what those who were in a session answered, in numbers that single nobody out."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from peerlore import pipeline
from peerlore.commands.days import day_of
from peerlore.commands.terminal import LibraryOption
from peerlore.figures.columns import Row, aligned, as_csv
from peerlore.figures.questionnaires import counted_until, rate, shown
from peerlore.ledger.evidence import read_evidence
from peerlore.model.errors import CannotRun
from peerlore.model.questionnaires import DAYS, Returned
from peerlore.outside import branches
from peerlore.outside.objects import open_objects


def run(
    session: Annotated[str, typer.Argument(help="Only this session.", metavar="[SESSION]")] = "",
    as_of: Annotated[str, typer.Option("--as-of", help="What was counted by the end of this day (UTC).", metavar="DATE")] = "",
    format: Annotated[Literal["table", "json", "csv"], typer.Option("--format", "-f", help="For people, or for programs.")] = "table",
    library: LibraryOption = ".",
) -> None:
    """Tell what came back of the questionnaires of sessions, by what `peerlore sync` counted.

    Of fewer than five answers nothing is kept, and no number is told behind which fewer than five people stand.

    Example: `peerlore questionnaire 2026-11-24-ask-better-questions`
    """
    root, day = pipeline.library_root(Path(library).resolve()), day_of(as_of)
    with open_objects(root) as objects:
        evidence = read_evidence(objects, branches.remote_of(objects))
    if not evidence.held.commit:
        raise CannotRun("there is no branch evidence here, where answers are kept; fetch it with `git fetch origin evidence people`")
    if evidence.returned is None:
        raise CannotRun("what came back of questionnaires, on the branch evidence, is not as `peerlore sync` writes it")
    counted = counted_until(evidence.returned, day)
    if session:
        if session not in counted:
            raise CannotRun(
                f"nothing was counted of a session {session!r} until {day}; that happens {DAYS} days after it, where at least five answered"
            )
        counted = {session: counted[session]}
    print({"json": _json, "csv": _csv, "table": _table}[format](counted, day), end="")


def _json(counted: Mapping[str, Returned], day: str) -> str:
    sessions = {id: _said(own) for id, own in counted.items()}
    return json.dumps({"version": 1, "as_of": day, "sessions": sessions}, ensure_ascii=False, indent=1) + "\n"


def _said(own: Returned) -> dict[str, Any]:
    items = [
        {
            "id": item.id,
            "question": item.question,
            "answers": [{"answer": answer, "count": count, "returned": own.returned, "asked": own.asked} for answer, count in item.answers],
        }
        for item in shown(own)
    ]
    return {"questionnaire": own.questionnaire, "counted": own.at, "returned": own.returned, "asked": own.asked, "items": items}


def _csv(counted: Mapping[str, Returned], _day: str) -> str:
    rows: list[Row] = [("session", "questionnaire", "item", "question", "answer", "count", "returned", "asked")]
    return as_csv([*rows, *(row for id, own in counted.items() for row in _rows(id, own))])


def _rows(id: str, own: Returned) -> Iterator[Row]:
    for item in shown(own):
        for answer, count in item.answers:
            told = "" if count is None else count
            yield id, own.questionnaire, item.id, item.question, answer, told, own.returned, own.asked


def _table(counted: Mapping[str, Returned], day: str) -> str:
    if not counted:
        return f"Until {day}, no questionnaire was counted; that happens {DAYS} days after a session, where at least five answered.\n"
    parts = []
    for id, own in counted.items():
        back = f"{own.returned} of {own.asked} ({rate(own)} %)"
        rows: list[Row] = [("", "people", "answered, of those expected or there")]
        for item in shown(own):
            rows.append((item.question, "", ""))
            rows += [(f"  {answer}", "not told" if count is None else count, back) for answer, count in item.answers]
        parts.append(f"{id}\n{aligned(rows)}\n")
    return "\n".join(parts) + "not told: stands for fewer than five people, or would tell what does.\n"
