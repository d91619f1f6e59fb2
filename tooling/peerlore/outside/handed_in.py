"""Texts that somebody names on the command line, standard input among them."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from peerlore.model.errors import CannotRun

MOST = 64 * 1024 * 1024
"""Bytes of one text."""


def read_handed_in(names: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Each text with its name; `-` is standard input. Raises CannotRun for what cannot be read or is too large."""
    for name in names:
        try:
            if name == "-":
                raw = sys.stdin.buffer.read(MOST + 1)
            else:
                with Path(name).open("rb") as stream:
                    raw = stream.read(MOST + 1)
        except OSError as error:
            raise CannotRun(f"{name} cannot be read: {error.strerror}") from error
        if len(raw) > MOST:
            raise CannotRun(f"{name} is larger than {MOST // 1024**2} MB")
        yield ("standard input" if name == "-" else name), raw.decode("utf-8-sig", "replace")
