"""`robots.txt`: whether search engines are welcome (RFC 9309). They look for it at the top of a host alone."""

from __future__ import annotations

from peerlore.model.nouns import Settings
from peerlore.model.tree import PlainFile


def robots(settings: Settings) -> PlainFile:
    """What `visibility` in `library.yml` says, in the words of search engines."""
    if settings.visibility == "internal":
        return PlainFile("robots.txt", "User-agent: *\nDisallow: /\n")
    sitemap = f"Sitemap: {settings.address}sitemap.xml\n" if settings.address else ""
    return PlainFile("robots.txt", f"User-agent: *\nAllow: /\n{sitemap}")
