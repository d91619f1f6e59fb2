"""Looking at what the engine built before anybody else does."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from peerlore.staging.addresses import address

_TYPES = frozenset(
    (
        ".css",
        ".gif",
        ".gz",
        ".html",
        ".ico",
        ".jpeg",
        ".jpg",
        ".js",
        ".json",
        ".map",
        ".pagefind",
        ".pdf",
        ".pf_filter",
        ".pf_fragment",
        ".pf_index",
        ".pf_meta",
        ".png",
        ".svg",
        ".txt",
        ".webp",
        ".woff",
        ".woff2",
        ".xml",
    )
)


def audit_site(site: Path, staged: Iterable[str]) -> Iterator[str]:
    """What is wrong with a built site, in sentences: pages that are missing or empty, files that do not belong there."""
    for page in sorted(staged):
        if page.endswith(".md"):
            built = site / address(page) / "index.html"
            if not built.is_file() or built.stat().st_size == 0:
                yield f"the page {page} was not built"
        elif not (site / page).is_file():
            yield f"the file {page} was not copied"
    for file in sorted(site.rglob("*")):
        name = file.relative_to(site)
        if file.is_file() and not name.parts[0].startswith(".") and file.suffix.lower() not in _TYPES:
            yield f"the file {name.as_posix()} does not belong on the site"
