"""Pictures and PDFs beside modules: do they stand where they may, and hold what their name says?"""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePosixPath

from peerlore.model.findings import Finding, Place
from peerlore.model.sources import SourceFile
from peerlore.reading import layout
from peerlore.reading.containers import fault_in
from peerlore.reading.document import trouble_finding

HEAD = 16
"""How many first bytes are kept of a file that was looked through when it was read."""

SOUND = b"sound 1"
"""What is remembered of a file in which nothing was wrong; another number when the look becomes stricter."""


def check_asset(source: SourceFile) -> list[Finding]:
    """What is wrong with a file that is no document."""
    trouble, place = trouble_finding(source), Place(source.file)
    if not layout.is_asset(source.file) and source.trouble in ("", "too-large"):
        return [Finding(place, "R014", *_out_of_place(source.file))]
    if trouble:
        return [trouble]
    fault = fault_of(source)
    if not fault:
        return []
    if source.raw.startswith(b"version https://"):
        message, hint = "this is a pointer of Git LFS and not the file itself", "Run `git lfs pull`, or commit the file itself."
    else:
        message, hint = fault, "Export it again, alone and in the format that its name says."
    return [Finding(place, "R015", message, hint)]


def fault_of(source: SourceFile) -> str:
    """What is wrong with the content of a picture or PDF; empty where nothing is."""
    return fault_in(source.raw, PurePosixPath(source.file).suffix.lower()) if source.fault is None else source.fault


def looked_through(source: SourceFile) -> SourceFile:
    """A picture or PDF with what is wrong in it, and with its first bytes alone."""
    return replace(source, content=source.raw[:HEAD], fault=fault_of(source))


def _out_of_place(file: str) -> tuple[str, str]:
    path = PurePosixPath(file)
    suffix = path.suffix.lower()
    if suffix in layout.ASSET_TYPES:
        message = "a picture or PDF stands here outside of the folder of a module"
        return message, "Make a folder for its module, modules/<topic>/<id>/, with index.md and this file in it."
    if suffix == ".md":
        return "no kind of page lives here under this name", _where_pages_live(path)
    if suffix == ".svg":
        return "an SVG is not published", "It can carry a script. Export it as PNG and put that beside index.md."
    if path.stem in ("library", "skills") and suffix in (".yaml", ".yml"):
        return "the library does not look for this file here", f"Call it content/{path.stem}.yml."
    return f"a file of the kind {path.suffix!r} is not published" if suffix else "a file without ending is not published", _ALLOWED


_ALLOWED = f"Only {', '.join(layout.ASSET_TYPES)} may stand beside a module; link to anything else where it lives."


def _where_pages_live(path: PurePosixPath) -> str:
    if path.suffix != ".md":
        return f"Write the ending in small letters: {path.stem}.md"
    if path.stem == "index":
        return "index.md is the page of a module's own folder, modules/<topic>/<id>/index.md; give this page a name."
    if "." in path.stem:
        return "A name has one dot before md, and one before the language of a translation: <id>.fr.md or <id>.pt-BR.md."
    return "Modules live in modules/<topic>/, paths in paths/, people in people/."
