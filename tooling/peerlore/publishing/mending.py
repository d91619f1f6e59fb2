"""What Material's own frame writes against the rules of HTML, put right."""

from __future__ import annotations

_COMPLETES = ' type="checkbox" id="__{}" autocomplete="off">'
_PLAIN = ' type="checkbox" id="__{}">'


def mended(html: str) -> str:
    """A page of Material's in which no checkbox completes anything."""
    for toggle in ("drawer", "search"):
        html = html.replace(_COMPLETES.format(toggle), _PLAIN.format(toggle))
    return html
