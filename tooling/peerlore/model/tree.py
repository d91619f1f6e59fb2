"""What the pipeline hands to a page engine: plain files by path."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PlainFile:
    """A file of the staged tree: `path` below its folder with `/`, and either its text or the library's file to copy."""

    path: str
    text: str = ""
    copy_of: str = ""
