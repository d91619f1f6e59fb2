"""Formulas: what stands in TeX between `\\(` and `\\)`, or on lines of its own between `$$`, as MathML that browsers draw themselves.

Runs after the sanitizer, on plain text, and keeps only elements and attributes of presentation: commands that link, style,
name or run something leave the formula as it was written. MathML Core: https://www.w3.org/TR/mathml-core/.
"""

from __future__ import annotations

import html
import re
from functools import lru_cache
from xml.etree import ElementTree

from latex2mathml.converter import convert

MOST, LONGEST = 200, 2_000
"""Formulas of a page that are drawn, and characters that one may have."""

_DEEPEST = 40
_PLACE = re.compile(r'<(?P<tag>span|div) class="arithmatex">\\[(\[](?P<tex>[^<]*?)\\[)\]]</(?P=tag)>', re.DOTALL)
ELEMENTS = frozenset(
    (
        *("math", "mfrac", "mi", "mn", "mo", "mover", "mpadded", "mphantom", "mroot", "mrow", "mspace", "msqrt", "mstyle", "msub"),
        *("msubsup", "msup", "mtable", "mtd", "mtext", "mtr", "munder", "munderover"),
    )
)
ATTRIBUTES = frozenset(
    (
        *("accent", "accentunder", "columnalign", "columnlines", "columnspacing", "depth", "display", "displaystyle", "fence", "form"),
        *("height", "largeop", "linethickness", "lspace", "mathvariant", "maxsize", "minsize", "movablelimits", "rowlines"),
        *("rowspacing", "rspace", "scriptlevel", "separator", "stretchy", "symmetric", "voffset", "width"),
    )
)
"""What a drawn formula is made of, and nothing else."""

_VALUE = re.compile(r"[A-Za-z0-9 .%+-]{1,60}")
_SPACE = "{http://www.w3.org/1998/Math/MathML}"


def draw_formulas(page: str) -> str:
    """A page's clean HTML with its formulas drawn; those that cannot be stay as they were written, in a `code` element."""
    return _PLACE.sub(_drawn, page, count=MOST) if 'class="arithmatex"' in page else page


def _drawn(place: re.Match[str]) -> str:
    tex = html.unescape(place["tex"]).strip()
    drawn = mathml(tex, alone=place["tag"] == "div")
    if drawn is None:
        drawn = f"<code>{html.escape(tex, quote=False)}</code>"
    return f'<{place["tag"]} class="pl-formula">{drawn}</{place["tag"]}>'


@lru_cache(maxsize=4096)
def mathml(tex: str, *, alone: bool = False) -> str | None:
    """A formula as MathML, on a line of its own or inside of one; None where it cannot be drawn, or holds what must not be.

    >>> mathml("x^2")
    '<math display="inline"><mrow><msup><mi>x</mi><mn>2</mn></msup></mrow></math>'
    >>> mathml(r"\\href{https://example.com}{x}") is None
    True
    """
    if len(tex) > LONGEST or _depth(tex) > _DEEPEST:
        return None
    try:
        # What it writes is not to be trusted: the words of \\text come through as they are.
        root = ElementTree.fromstring(convert(tex, display="block" if alone else "inline"))  # noqa: S314 - small, and no DTD can stand inside
    except Exception:  # the library raises what it happens to meet
        return None
    for element in root.iter():
        element.tag = element.tag.removeprefix(_SPACE)
        if element.tag not in ELEMENTS or not all(name in ATTRIBUTES and _VALUE.fullmatch(value) for name, value in element.attrib.items()):
            return None
        if "\\" in (element.text or ""):
            return None  # a command that it does not know
    return ElementTree.tostring(root, encoding="unicode")


def _depth(tex: str) -> int:
    """How deeply braces are nested."""
    depth = deepest = 0
    for sign in tex:
        depth += (sign == "{") - (sign == "}")
        deepest = max(deepest, depth)
    return deepest
