"""`peerlore rota`: who looks at which module again in a month."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Literal

import typer

from peerlore import pipeline
from peerlore.commands.days import AsOfOption, day_of
from peerlore.commands.terminal import LibraryOption, progress
from peerlore.figures.columns import Row, aligned, as_csv
from peerlore.figures.rota import Check, rota
from peerlore.figuring import moment_of
from peerlore.model.errors import CannotRun

_MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")
_MINUTES = 10
"""What a check takes: read the page, try its links, ask whether it is still so."""


def run(
    month: Annotated[str, typer.Option("--month", help="The month, such as 2026-12; by default this one (UTC).", metavar="MONTH")] = "",
    most: Annotated[int, typer.Option("--most", help="How many checks one person gets at most.", min=1, max=100)] = 3,
    as_of: AsOfOption = "",
    format: Annotated[
        Literal["table", "markdown", "json", "csv"], typer.Option("--format", "-f", help="For people, for an issue, or for programs.")
    ] = "table",
    library: LibraryOption = ".",
) -> None:
    """Share out the modules that are due to be looked at again: ten minutes each, and nobody with more of them than needed.

    Due is what was approved or changed last as many months ago as its topic says. Checked by whoever looks after a module, wrote it,
    or helps with what it teaches; among those, whoever kept least up to date within a year comes first.

    Example: `peerlore rota --month 2026-12 --format markdown`
    """
    root = pipeline.library_root(Path(library).resolve())
    wanted = _month(month)
    with progress("Counting"):
        known = moment_of(root, day_of(as_of)).known
    checks = rota(known, wanted, most)
    print({"table": _table, "markdown": _markdown, "json": _json, "csv": _csv}[format](checks, wanted), end="")


def _month(said: str) -> str:
    month = said or datetime.now(UTC).strftime("%Y-%m")
    if not _MONTH.fullmatch(month):
        raise CannotRun(f"{said!r} is no month; write it as year-month, such as 2026-12")
    return month


def _table(checks: Sequence[Check], month: str) -> str:
    if not checks:
        return f"Nothing is due in {month}.\n"
    rows: list[Row] = [("module", "fresh until", "who", "because")]
    rows += [(check.module, check.due, check.person or "nobody is free", check.reason) for check in checks]
    return f"{aligned(rows)}\n{_sum(checks)}\n"


def _sum(checks: Sequence[Check]) -> str:
    shares = Counter(check.person for check in checks if check.person)
    left = sum(1 for check in checks if not check.person)
    largest = max(shares.values(), default=0)
    said = f"{len(checks):,} checks of {_MINUTES} minutes for {len(shares):,} people, at most {largest} each"
    return f"{said}; for {left:,} nobody is free: give them owners, or raise --most" if left else said


def _markdown(checks: Sequence[Check], month: str) -> str:
    lines = [f"## To look at again in {month}", ""]
    lines += [
        f"- [ ] `{check.file}`, fresh until {check.due}: {f'@{check.person}, who {check.reason}' if check.person else 'nobody is free'}"
        for check in checks
    ]
    return "\n".join([*lines, "", _sum(checks) if checks else "Nothing is due."]) + "\n"


def _json(checks: Sequence[Check], month: str) -> str:
    said = [
        {"module": check.module, "title": check.title, "file": check.file, "due": check.due, "person": check.person, "reason": check.reason}
        for check in checks
    ]
    return json.dumps({"version": 1, "month": month, "checks": said}, ensure_ascii=False, indent=1) + "\n"


def _csv(checks: Sequence[Check], _month: str) -> str:
    rows: list[Row] = [("module", "title", "file", "due", "person", "reason")]
    return as_csv([*rows, *((one.module, one.title, one.file, one.due, one.person, one.reason) for one in checks)])
