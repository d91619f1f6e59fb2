"""The person at the terminal: colours where one watches, plain text in pipes and logs."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

_CODES = {"bold": "1", "dim": "2", "red": "31", "green": "32", "yellow": "33", "cyan": "36"}

LibraryOption = Annotated[
    str, typer.Option("--library", "-C", help="Folder of the library; by default the nearest one at or above this folder.", metavar="DIR")
]

SinceOption = Annotated[
    Path | None,
    typer.Option("--since", help="The build.json of the release before; evidence must go on from what it was made with.", metavar="FILE"),
]


def paint(text: str, style: str) -> str:
    """`text` in a style such as `bold red`, if somebody watches."""
    if not _coloured():
        return text
    return f"\x1b[{';'.join(_CODES[word] for word in style.split())}m{text}\x1b[0m"


def wipe() -> None:
    """Clear the screen, if somebody watches."""
    if sys.stdout.isatty():
        print("\x1b[2J\x1b[H", end="")


def complain(sentence: str) -> None:
    """One sentence on standard error."""
    print(f"peerlore: {sentence}", file=sys.stderr)


@contextmanager
def progress(what: str) -> Iterator[None]:
    """Show that something is going on, to a person; logs get nothing."""
    if not (sys.stderr.isatty() and "CI" not in os.environ):
        yield
        return
    from rich.console import Console

    with Console(stderr=True).status(what):
        yield


def _coloured() -> bool:
    # https://no-color.org: any value that is not empty switches colours off.
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
