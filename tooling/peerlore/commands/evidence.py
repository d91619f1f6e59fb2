"""`peerlore evidence`: what a library can show an auditor, by the indicators of a framework."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from peerlore import pipeline
from peerlore.auditing.files import MANIFEST, pack_files
from peerlore.auditing.framework import hold_figures, read_framework
from peerlore.auditing.kinds import Held
from peerlore.auditing.pack import Role, make_pack
from peerlore.checking.schemas import Schemas
from peerlore.commands.days import AsOfOption, day_of
from peerlore.commands.terminal import LibraryOption, progress
from peerlore.figuring import moment_of
from peerlore.heard import attendances
from peerlore.ledger.agreements import agreements_of
from peerlore.outside.folders import replace_folder
from peerlore.outside.frameworks import read_framework_text
from peerlore.outside.objects import open_objects
from peerlore.outside.schemas import read_schemas
from peerlore.staging.words import words_of


def run(
    out: Annotated[Path, typer.Option("--out", help="The folder to write: new, empty, or with an earlier pack.", metavar="DIR")],
    framework: Annotated[str, typer.Option("--framework", help="A file, or one of ours: general, rnq.", metavar="FILE")] = "general",
    as_of: AsOfOption = "",
    role: Annotated[Role, typer.Option("--role", help="Who reads it: people by handles, by ids, or not at all.")] = "auditor",
    library: LibraryOption = ".",
) -> None:
    """Write an evidence pack: records mapped to indicators, what is missing, figures, and a manifest of SHA-256.

    It is made from git alone: the same day and commit give the same bytes. `index.html` is made to be printed.

    Example: `peerlore evidence --framework rnq --as-of 2026-06-30 --out pack`
    """
    root = pipeline.library_root(Path(library).resolve())
    wanted = read_framework(*read_framework_text(framework), Schemas(read_schemas()))
    day, words = day_of(as_of), words_of(wanted.language)
    with progress("Gathering"):
        moment = moment_of(root, day)
        hold_figures(wanted, moment.figures)
        with open_objects(root) as objects:
            files = {path: blob.name for path, blob in objects.tree(moment.figures.commit).items()}
        agreements = agreements_of(root, moment.proof) if moment.proof else {}
        find = moment.proof.evidence.people.find if moment.proof else lambda _: ""
        pack = make_pack(wanted, Held(moment.known, moment.figures, agreements, attendances(moment.proof), files), role, find, words)
    written = pack_files(pack, words)
    replace_folder(out, written, MANIFEST)
    states = [shown.state for shown in pack.shown]
    print(f"Wrote {len(written)} files to {out}: {len(states)} indicators, as of {day}")
    print(
        f"{states.count('shown')} shown, {states.count('part')} in part, {states.count('missing')} missing, "
        f"{states.count('elsewhere')} that no library can show"
    )
    for shown in pack.shown:
        if shown.missing:
            print(f"  {shown.indicator.id} {shown.indicator.title}: no {', no '.join(shown.missing)}")
