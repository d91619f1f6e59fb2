"""A site for opening from disk: browsers show a folder as a list of files there, so links name the page inside of it."""

from __future__ import annotations

import re
from pathlib import Path

_LINK = re.compile(r'(\s(?:href|action)=")([^":?#]*)([?#"])')


def name_pages(site: Path) -> None:
    """Let every link of a finished site that leads to a folder lead to the page in it."""
    for file in site.rglob("*.html"):
        html = file.read_bytes().decode("utf-8")
        named = link_pages(html)
        if named != html:
            file.write_bytes(named.encode("utf-8"))


def link_pages(html: str) -> str:
    """`html` with `index.html` at the end of each relative link that leads to a folder.

    >>> link_pages('<a href="../skills/#two"> <a href=".."> <a href="https://example.com/"> <a href="#top">')
    '<a href="../skills/index.html#two"> <a href="../index.html"> <a href="https://example.com/"> <a href="#top">'
    """
    return _LINK.sub(_named, html)


def _named(match: re.Match[str]) -> str:
    before, path, after = match.groups()
    last = path.rpartition("/")[2]
    if path.startswith("/") or not path or last not in ("", ".", ".."):
        return match.group()
    return f"{before}{path if not last else f'{path}/'}index.html{after}"
