"""Where a link written in a body leads: a scheme, a file of the library, or neither."""

from __future__ import annotations

import html
import posixpath
import re
from functools import lru_cache
from urllib.parse import unquote

from peerlore.model.documents import Document, Link

_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|//")
# What browsers drop or decode before they look at the scheme, so that "java\tscript:" runs.
_DROPPED = re.compile(r"[\x00-\x20]|&(?:tab|newline|#0*(?:9|10|13)|#x0*[9ad]);?", re.IGNORECASE)
_COLONS = re.compile(r"&colon;?|&#0*58;?|&#x0*3a;?", re.IGNORECASE)
# Python-Markdown's ESCAPED_CHARS: a backslash before one of these is not part of the address.
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()>#+\-.!])")


def scheme_of(target: str) -> str:
    """The scheme with its colon in lower case, `//` for an address without one, or empty for a path.

    >>> scheme_of("https://example.com"), scheme_of("&#74;avaScript&colon;x"), scheme_of("../a.md")
    ('https:', 'javascript:', '')
    """
    target = html.unescape(target) if "&" in target else target
    match = _SCHEME.match(_COLONS.sub(":", _DROPPED.sub("", target)))
    return match.group().lower() if match else ""


def anchor_of(link: Link) -> str:
    """The part of a page that a link names after `#`, or empty."""
    return _as_written(link.target.partition("#")[2])


def target_file(document: Document, link: Link) -> str | None:
    """The file to which a link by path leads, relative to the library's root; None for a web address or a root path."""
    return _file_at(document.file, link.target, link.image)


@lru_cache(maxsize=1 << 14)  # several rules ask about each link of a page
def _file_at(page: str, target: str, image: bool) -> str | None:
    if scheme_of(target) or target.startswith("/"):
        return None
    path = _as_written(target.partition("#")[0].partition("?")[0])
    if not path:
        return None if image else page
    return posixpath.normpath(posixpath.join(posixpath.dirname(page), path))


def _as_written(text: str) -> str:
    return unquote(_ESCAPE.sub(r"\1", text))
