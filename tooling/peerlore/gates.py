"""The gates of this process: what each of them remembers, and who helps it when much is new."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache, partial
from importlib.metadata import version
from pathlib import Path

from peerlore import __version__
from peerlore.checking.gate import Gate
from peerlore.checking.judged import to_text
from peerlore.checking.schemas import Schemas
from peerlore.model.sources import SourceFile
from peerlore.outside.memory import DiskMemory, memory_of, version_of_code
from peerlore.outside.processes import crew, spread
from peerlore.outside.schemas import read_schemas, schema_folder
from peerlore.reading.layout import spot_of

_FEW = 200
"""Pages that are judged before others could have begun."""


@cache
def memory_for(root: Path) -> DiskMemory | None:
    """What this process remembers of checks of the library at `root`; None where the user wants nothing remembered."""
    return memory_of(root)


@cache
def gate_for(root: Path | None, select: tuple[str, ...]) -> tuple[Gate, DiskMemory | None]:
    """The gate that checks the library at `root`, all of it or with `select` for some codes only, and its memory."""
    memory = memory_for(root) if root and not select else None
    salt = version_of_code(f"{__version__} {sys.version} {version('codespell')}", schema_folder()) if memory else b""
    return Gate(Schemas(read_schemas()), memory, salt, select, partial(_judged_by_helpers, select)), memory


def _judged_by_helpers(select: tuple[str, ...], sources: Sequence[SourceFile], language: str) -> Iterator[bytes | None]:
    if len(sources) > _FEW:
        if crew.get():  # nobody elsewhere could read a file of this machine
            sources = [replace(source, content=source.raw) for source in sources]
        yield from spread(partial(_judge_some, select, language), sources, partial(_helper, select), few=_FEW)
    else:
        yield from (None for _ in sources)


@cache
def _helper(select: tuple[str, ...]) -> Gate:
    return Gate(Schemas(read_schemas()), select=select)


def _judge_some(select: tuple[str, ...], language: str, sources: Sequence[SourceFile]) -> list[bytes | None]:
    spots = [spot_of(source.file) for source in sources]
    judge = _helper(select).judge
    return [to_text(judge(source, spot.kind, language)) if spot else None for source, spot in zip(sources, spots, strict=True)]
