"""`peerlore generate`: write what GitHub reads of a library, CODEOWNERS and forms, or say what is out of date."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from peerlore import pipeline
from peerlore.checking.schemas import Schemas
from peerlore.commands.terminal import LibraryOption
from peerlore.forms.files import COMMAND, build_files, is_ours
from peerlore.model.errors import CannotRun
from peerlore.outside.schemas import read_schemas
from peerlore.outside.writing import put_file, read_whole


def run(
    check: Annotated[bool, typer.Option("--check", help="Write nothing; fail where a file is not what it should be.")] = False,
    skip: Annotated[list[str] | None, typer.Option(help="Leave this file to you, for instance .github/CODEOWNERS.", metavar="FILE")] = None,
    library: LibraryOption = ".",
) -> None:
    """Write CODEOWNERS, issue forms and the discussion form from `library.yml`, `skills.yml` and the schemas.

    Files that somebody else wrote stay as they are: the command stops before it writes anything.

    Example: `peerlore generate && git add .github`
    """
    root = pipeline.library_root(Path(library).resolve())
    _at_the_top(root)
    schemas = Schemas(read_schemas())
    texts = build_files(pipeline.read_registers(root), schemas.fields("module"), schemas.fields("need"))
    unknown = [file for file in skip or () if file not in texts]
    if unknown:
        raise CannotRun(f"{unknown[0]!r} is none of the generated files; they are {', '.join(sorted(texts))}")
    wanted = {file: text.encode("utf-8") for file, text in texts.items() if file not in (skip or ())}
    found = {file: read_whole(root, file) for file in wanted}
    changed = sorted(file for file, raw in wanted.items() if found[file] != raw)
    foreign = [file for file in changed if not is_ours((found[file] or b"").decode("utf-8", "replace")) and found[file] is not None]
    if check:
        sys.exit(_say(changed, foreign, {file for file in changed if found[file] is None}))
    if foreign:
        raise CannotRun(
            f"{foreign[0]} was not written by this command, and nothing was changed; move it away, or keep it with `--skip {foreign[0]}`"
        )
    for file in changed:
        put_file(root, file, wanted[file])
        print(f"Wrote {file}")
    if not changed:
        print(f"All {len(wanted)} files are up to date")


def _say(changed: list[str], foreign: list[str], missing: set[str]) -> int:
    for file in changed:
        state = "is missing" if file in missing else "was written by somebody else" if file in foreign else "is out of date"
        print(f"{file} {state}")
    if changed:
        print(f"Run `{COMMAND}` and commit what it writes.")
    return 1 if changed else 0


def _at_the_top(root: Path) -> None:
    """GitHub looks for these files at the top of a repository and nowhere else."""
    if not (root / ".git").exists() and any((folder / ".git").exists() for folder in root.parents):
        raise CannotRun(f"the library in {root} is not at the top of its repository, where GitHub looks for .github/")
