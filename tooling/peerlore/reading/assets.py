"""Pictures and PDFs beside modules: do their first bytes say the same as their name?"""

from __future__ import annotations

from pathlib import PurePosixPath

from peerlore.model.findings import Finding, Place
from peerlore.model.sources import SourceFile
from peerlore.reading import layout
from peerlore.reading.document import trouble_finding

HEAD = 16
"""How many first bytes of a file are enough to know its kind."""

# File signatures as the formats' own specifications give them; for WebP, `WEBP` follows after four bytes of length.
_SIGNATURES: dict[str, tuple[bytes, ...]] = {
    ".gif": (b"GIF87a", b"GIF89a"),
    ".jpeg": (b"\xff\xd8\xff",),
    ".jpg": (b"\xff\xd8\xff",),
    ".pdf": (b"%PDF-",),
    ".png": (b"\x89PNG\r\n\x1a\n",),
    ".webp": (b"RIFF",),
}


def check_asset(source: SourceFile) -> list[Finding]:
    """What is wrong with a file that is no document; `source.raw` needs its first `HEAD` bytes only."""
    trouble = trouble_finding(source)
    if trouble:
        return [trouble]
    place = Place(source.file)
    if not layout.is_asset(source.file):
        return [Finding(place, "R014", "no kind of document or picture lives at this place", _where_instead(source.file))]
    suffix = PurePosixPath(source.file).suffix.lower()
    if not _starts_right(source.raw, suffix):
        if source.raw.startswith(b"version https://"):
            return [
                Finding(
                    place, "R015", "this is a pointer of Git LFS and not the file itself", "Run `git lfs pull`, or commit the file itself."
                )
            ]
        message = f"the content of this file is not what {suffix!r} promises"
        return [Finding(place, "R015", message, "Export the picture again in the format that its name says.")]
    return []


def _starts_right(raw: bytes, suffix: str) -> bool:
    if not raw.startswith(_SIGNATURES[suffix]):
        return False
    return suffix != ".webp" or raw[8:12] == b"WEBP"


def _where_instead(file: str) -> str:
    suffix = PurePosixPath(file).suffix.lower()
    if suffix in layout.ASSET_TYPES:
        return "Make a folder for its module, modules/<topic>/<id>/, with index.md and this picture in it."
    if suffix == ".svg":
        return "An SVG can carry a script. Export it as PNG and put that beside index.md."
    if suffix == ".md":
        return "Modules live in modules/<topic>/, paths in paths/, people in people/."
    return f"Only {', '.join(layout.ASSET_TYPES)} may stand beside a module."
