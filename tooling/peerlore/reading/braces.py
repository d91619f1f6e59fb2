"""Where a body carries attributes in braces, `{: .lead }` and its like, as Python-Markdown's `attr_list` reads them.

Every step takes time in proportion to the text, whatever the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from peerlore.reading.code import opening_fences
from peerlore.reading.markup import Attribute

# What Python-Markdown's scanner for lists of attributes knows, without braces inside of values.
_ITEM = re.compile(r"(?P<name>[^ =}\n]++)(?:=(?P<value>\"[^\"\n]*+\"|'[^'\n]*+'|[^ =}\n]++))?+")
_BRACES = re.compile(r"\{:? *(?P<inside>(?:[^ =}\n]++(?:=(?:\"[^\"\n]*+\"|'[^'\n]*+'|[^ =}\n]++))?+ *+)++)\}")
_LONGEST = 1000
# Elements inside of a line, up to the brace: a link, a picture, an address, stressed or marked words.
_ELEMENT = re.compile(
    r"(?P<image>!)?\[[^\[\]\n]*+\](?:\([^()\n]*+\)|\[[^\[\]\n]*+\])$|(?P<link><[a-zA-Z][a-zA-Z0-9+.-]*+://[^<>\n]*+>)$"
    r"|(?<!\*)\*{1,3}(?=[^\s*])[^*\n]*+\*{1,3}$|(?<![\w_])_{1,3}(?=[^\s_])[^_\n]*+_{1,3}$|(?<!=)==(?=[^\s=])[^=\n]*+==$"
)
_ENDS_OF_ELEMENTS = frozenset(")]>*_=")
_CELL = re.compile(r"[ \t]*(?:\||$)")
_UNDERLINE = re.compile(r"(?:=+|-+)[ \t]*$")
_FENCE_ATTRIBUTES = re.compile(r"[ >]*(?:`{3,}|~{3,})[^{}\n]*\{(?P<inside>[^}\n]*)\}")


@dataclass(frozen=True, slots=True)
class Braces:
    """A list of attributes from `start` to `end` in the body, and the kind of element that gets them.

    The element is given by its tag where that matters: `a`, `img`, `td`, `pre`; any other is a `p`.
    """

    element: str
    start: int
    end: int
    attributes: tuple[Attribute, ...]


@lru_cache(maxsize=4)  # several rules ask about one page after another
def read_braces(body: str, prose: str) -> tuple[Braces, ...]:
    """Every list of attributes in `body`, whose outline has this `prose`; those of fenced code come last."""
    return (*_of_prose(body, prose), *_of_fences(body)) if "{" in body else ()


def _of_prose(body: str, prose: str) -> Iterator[Braces]:
    position = prose.find("{")
    while position >= 0:
        end = prose.find("}", position, position + _LONGEST)
        match = _BRACES.match(prose, position, position + _LONGEST) if end >= 0 else None
        element = _element_before(body, prose, position, match.end()) if match else ""
        if match and element:
            yield Braces(element, position, match.end(), tuple(_attributes(prose, *match.span("inside"))))
        position = prose.find("{", match.end() if match else position + 1)


def _of_fences(body: str) -> Iterator[Braces]:
    numbers = set(opening_fences(body))
    offset = 0
    for number, line in enumerate(body.split("\n") if numbers else ()):
        match = _FENCE_ATTRIBUTES.match(line) if number in numbers else None
        if match:
            inside = offset + match.start("inside"), offset + match.end("inside")
            yield Braces("pre", inside[0] - 1, inside[1] + 1, tuple(_attributes(body, *inside)))
        offset += len(line) + 1


def _attributes(text: str, start: int, end: int) -> Iterator[Attribute]:
    for match in _ITEM.finditer(text, start, end):
        name, value, value_start = match["name"], match["value"] or "", match.start("value")
        if match["value"] is None and name[0] in ".#":
            name, value, value_start = ("class" if name[0] == "." else "id"), name[1:], match.start() + 1
        elif value[0:1] in ("'", '"') and value[-1:] == value[0:1] and len(value) > 1:
            value, value_start = value[1:-1], value_start + 1
        first = match.start() - (text[match.start() - 1] == " ")
        yield Attribute(name.lower(), value, first, match.end(), value_start)


def _element_before(body: str, prose: str, start: int, end: int) -> str:
    """The tag of the element to which the braces from `start` to `end` belong, or empty where they are plain text."""
    line_start = prose.rfind("\n", max(0, start - _LONGEST), start) + 1
    line_end = prose.find("\n", end, end + _LONGEST)
    before = prose[line_start:start] if line_start or start < _LONGEST else "x"
    after = prose[end : line_end if line_end >= 0 else end + _LONGEST].rstrip()
    last = body[start - 1] if start else ""
    if last == "`":
        return "p"
    if last in _ENDS_OF_ELEMENTS:
        match = _ELEMENT.search(before)
        if match:
            return "img" if match["image"] else "a" if match["link"] or last in ")]" else "p"
    if not after and not before.strip(" \t>"):
        above = slice(prose.rfind("\n", 0, max(0, line_start - 1)) + 1, max(0, line_start - 1))
        code = body[above].strip(" \t>")  # blank in the prose, where code between backticks still makes a paragraph
        return "p" if prose[above].strip(" \t>") or (code and not code.startswith(("```", "~~~"))) else ""
    if last != " ":
        return ""
    if "|" in before + after and _CELL.match(after):
        return "td"
    return "p" if not after and _takes_braces_at_end(prose, before, line_end) else ""


def _takes_braces_at_end(prose: str, before: str, line_end: int) -> bool:
    """Whether a line is a heading or a term, which have their attributes behind their text."""
    if before.lstrip(" \t>").startswith("#"):
        return True
    if line_end < 0:
        return False
    below = prose[line_end + 1 : line_end + 1 + _LONGEST].partition("\n")[0]
    return bool(_UNDERLINE.match(below)) or below.startswith((":   ", ": ", ":\t"))
