"""`peerlore translated`: say that a translation is up to date with its source."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from peerlore import pipeline
from peerlore.commands.terminal import LibraryOption
from peerlore.model.errors import CannotRun
from peerlore.outside.files import replace_file


def run(
    paths: Annotated[
        list[Path], typer.Argument(help="Translations that follow their sources again. Name each: none is meant by accident.")
    ],
    library: LibraryOption = ".",
) -> None:
    """Say that translations are up to date: `source` in their front matter will stand for each passage as it is now.

    Example: `peerlore translated content/modules/circles/choose-a-question.fr.md`
    """
    root = pipeline.library_root(Path(library).resolve())
    vouched = [pipeline.vouch(root, _file(root, path)) for path in paths]
    for one in vouched:
        if one.raw is not None:
            replace_file(root / one.file, one.raw)
        print(_told(one))


def _file(root: Path, path: Path) -> str:
    """The file of the library that somebody names, from where they are or from the library's root as findings do."""
    found = path if path.exists() else root / path
    if not found.exists():
        raise CannotRun(f"there is no {path}")
    if found.is_dir():
        raise CannotRun(f"{path} is a folder; name each translation that you have brought up to date")
    if not found.resolve().is_relative_to(root):
        raise CannotRun(f"{path} does not belong to the library in {root}")
    return found.resolve().relative_to(root).as_posix()


def _told(one: pipeline.Vouched) -> str:
    if one.raw is None:
        return f"{one.file} is up to date with {one.source} already"
    if one.voucher.before is None:
        return f"Wrote `source` into {one.file}: from now on the check tells which passages of {one.source} change"
    lines = [f"Wrote `source` into {one.file}: it is up to date with {one.source}"]
    if one.voucher.news:
        lines = [f"{lines[0]}, of which you have seen:", *(f"    line {news.place.line}: {news.sentence}" for news in one.voucher.news)]
    return "\n".join(lines)
