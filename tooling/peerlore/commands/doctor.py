"""`peerlore doctor`: is everything here that the other commands need?"""

from __future__ import annotations

import platform
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from peerlore import __version__, pipeline
from peerlore.commands.terminal import LibraryOption, paint
from peerlore.outside import files, git
from peerlore.publishing.engine_settings import LEAST

_PACKAGES = ("mkdocs", "mkdocs-material", "pyyaml", "jsonschema", "gitpython")


@dataclass(frozen=True, slots=True)
class _Look:
    """What was looked at, what was found, and what to do if that is not good."""

    what: str
    found: str
    cure: str = ""


def run(library: LibraryOption = ".") -> None:
    """Look at this machine and this library, and say what is missing.

    Example: `peerlore doctor`
    """
    looks = [*_machine(), *_library(Path(library).resolve())]
    for look in looks:
        mark = paint("needs care", "yellow") if look.cure else paint("fine", "green")
        print(f"{look.what}: {look.found} ({mark})")
        if look.cure:
            print(f"    {look.cure}")
    sys.exit(1 if any(look.cure for look in looks) else 0)


def _machine() -> Iterator[_Look]:
    yield _Look("peerlore", __version__)
    yield _Look("Python", platform.python_version())
    for package in _PACKAGES:
        try:
            yield _Look(package, version(package))
        except PackageNotFoundError:
            yield _Look(package, "not installed", "Install peerlore again; the package belongs to it.")
    yield _Look("libyaml", *_libyaml())
    found = git.program_version()
    yield (
        _Look("git", found)
        if found
        else _Look("git", "not found", "Install git, so that pages can tell when and by whom they were changed.")
    )


def _libyaml() -> tuple[str, str]:
    import yaml

    if hasattr(yaml, "CSafeLoader"):
        return "in use", ""
    return "not in use", "Install PyYAML from a wheel; without libyaml, reading takes many times as long."


def _library(start: Path) -> Iterator[_Look]:
    root = files.find_root(start)
    if root is None:
        yield _Look("library", f"no folder content/ in {start} or above", "Change into your library, or name it with --library.")
        return
    yield _Look("library", str(root))
    checked = pipeline.check_library(root)
    count = f"{len(checked.collection.documents):,} documents, {len(checked.findings):,} findings"
    yield _Look("content", count, "Run `peerlore check`." if checked.findings else "")
    config = root / "mkdocs.yml"
    if not config.is_file():
        yield _Look("mkdocs.yml", "not there", f"Write one with {LEAST}.")
    elif "peerlore" not in config.read_text("utf-8", "replace"):
        yield _Look("mkdocs.yml", "does not name the plugin", f"Write {LEAST}.")
    else:
        yield _Look("mkdocs.yml", "names the plugin")
    commit = git.head_commit(root)
    if commit is None:
        yield _Look("repository", "no commit", "Run `git init` and commit, so that builds can be repeated byte by byte.")
    elif git.is_shallow(root):
        yield _Look("repository", "a shallow clone", "Run `git fetch --unshallow`; dates and approvals need the whole history.")
    else:
        yield _Look("repository", f"at {commit.name[:12]}")
