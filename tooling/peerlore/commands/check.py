"""`peerlore check`: every finding of the library, of some of its files, or of a change."""

from __future__ import annotations

import difflib
import sys
from pathlib import Path
from typing import Annotated

import typer

from peerlore import pipeline
from peerlore.checking import baseline
from peerlore.checking.fixing import Mended
from peerlore.checking.gate import all_cards
from peerlore.checking.reports import FORMATS, REPORTERS
from peerlore.checking.reports.report import Report
from peerlore.commands.desk import Desk
from peerlore.commands.helped import SchedulerOption, helped
from peerlore.commands.terminal import LibraryOption, complain, wipe
from peerlore.model.errors import CannotRun
from peerlore.outside.files import replace_file
from peerlore.pipeline import BASELINE


def run(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(help="Files or folders to report on; by default everything. A page outside of content/ is read as a new module."),
    ] = None,
    format: Annotated[str, typer.Option("--format", "-f", help=f"How to write findings: {', '.join(FORMATS)}.")] = "text",
    changed_since: Annotated[
        str,
        typer.Option(help="Report only what the change since this commit or branch touches, and what it breaks elsewhere.", metavar="REF"),
    ] = "",
    fix: Annotated[bool, typer.Option("--fix", help="Mend what needs no person's eye; only the flagged spots change.")] = False,
    diff: Annotated[bool, typer.Option("--diff", help="Show what --fix would change, and change nothing.")] = False,
    notices: Annotated[bool, typer.Option("--notices", help="Show findings that are only for information, too.")] = False,
    select: Annotated[
        str, typer.Option(help="Look only for findings whose codes begin so, for instance `L,S` or `W003`.", metavar="CODES")
    ] = "",
    write_baseline: Annotated[
        bool, typer.Option("--write-baseline", help=f"Accept today's findings as old ones in {BASELINE}; from then on only new ones fail.")
    ] = False,
    external: Annotated[
        bool,
        typer.Option(
            "--external", help="Ask other sites whether the pages behind web addresses are still there; replies are kept for days."
        ),
    ] = False,
    allow_private: Annotated[
        bool, typer.Option("--allow-private", help="With --external: ask addresses in private networks, such as your intranet, too.")
    ] = False,
    watch: Annotated[bool, typer.Option("--watch", help="Check again whenever somebody saves a file, until you stop it.")] = False,
    scheduler: SchedulerOption = "",
    library: LibraryOption = ".",
) -> None:
    """Check the library and report every finding with its line, column and a hint.

    Example: `peerlore check content/modules/circles`
    """
    if format not in REPORTERS:
        raise CannotRun(f"there is no format {format!r}; choose one of {', '.join(FORMATS)}")
    if format == "review" and not changed_since:
        raise CannotRun("a review is about a change; name the branch or commit where it began with --changed-since")
    if allow_private and not external:
        raise CannotRun("--allow-private says which web addresses --external may ask; write both")
    if watch and external:
        raise CannotRun("--watch checks on every save, which is no reason to ask other sites; leave out --watch or --external")
    if watch and scheduler:
        raise CannotRun("--watch looks at what somebody saves, which is too little for other machines; leave out --watch or --scheduler")
    root = pipeline.library_root(Path(library).resolve())
    desk = Desk.open(root, paths or [], _codes(select))
    with helped(scheduler):
        if fix or diff:
            mended = pipeline.mend_library(root, desk.sources, desk.wanted, desk.select)
            if diff:
                sys.exit(_show(mended, desk))
            _write(mended, desk)
        if write_baseline:
            if select:
                raise CannotRun("a baseline holds findings of every kind; leave out --select")
            _accept(desk, notices=notices)
            return
        report = desk.report(changed_since=changed_since, notices=notices, external=external, allow_private=allow_private)
    print(REPORTERS[format](report), flush=True)
    if watch:
        _watch(root, paths or [], desk.select, format, changed_since, notices=notices)
    sys.exit(_verdict(report))


def _codes(select: str) -> tuple[str, ...]:
    """Beginnings of codes, each of which some kind of finding has."""
    words = tuple(word.strip().upper() for word in select.split(",") if word.strip())
    unknown = [word for word in words if not any(card.code.startswith(word) for card in all_cards())]
    if unknown:
        raise CannotRun(f"no code begins with {unknown[0]!r}; `peerlore explain` lists them")
    return words


def _verdict(report: Report) -> int:
    return 1 if any(finding.level != "notice" for finding in report.findings) else 0


def _watch(root: Path, paths: list[Path], select: tuple[str, ...], format: str, changed_since: str, *, notices: bool) -> None:
    from peerlore.outside.watching import changes

    for _ in changes(root / "content"):
        desk = Desk.open(root, [path for path in paths if path.exists()], select)
        report = desk.report(changed_since=changed_since, notices=notices)
        wipe()
        print(REPORTERS[format](report), flush=True)


def _accept(desk: Desk, *, notices: bool) -> None:
    (desk.root / BASELINE).unlink(missing_ok=True)
    findings = desk.report(notices=notices).findings
    (desk.root / BASELINE).write_text(baseline.write_baseline(findings), "utf-8")
    print(f"{BASELINE} holds {len(findings):,} findings; from now on only new ones count")


def _show(mended: Mended, desk: Desk) -> int:
    for file, raw in sorted(mended.files.items()):
        before = _lines(desk.sources[file].raw)
        for line in difflib.unified_diff(before, _lines(raw), f"a/{file}", f"b/{file}"):
            print(line, end="" if line.endswith("\n") else "\n\\ No newline at end of file\n")
    return 1 if mended.files else 0


def _write(mended: Mended, desk: Desk) -> None:
    for file, raw in mended.files.items():
        replace_file(desk.path(file), raw)
        desk.sources[file] = desk.sources[file].holding(raw)
    if mended.files:
        complain(f"mended {mended.fixed:,} findings in {len(mended.files):,} files")


def _lines(raw: bytes) -> list[str]:
    return raw.decode("utf-8", "replace").splitlines(keepends=True)
