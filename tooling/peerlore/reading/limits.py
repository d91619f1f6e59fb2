"""How much one YAML text may hold, and what its authors call it."""

from __future__ import annotations

from dataclasses import dataclass

from peerlore.reading.layout import REGISTER_LIMIT


@dataclass(frozen=True, slots=True)
class Limits:
    """How authors call one YAML text, and how much it may hold: bytes in UTF-8, nodes, nested collections, characters in one scalar."""

    text: str
    size: int
    nodes: int
    depth: int = 8
    scalar: int = 4096


PAGE = Limits("the front matter", size=16 * 1024, nodes=1000)
"""For the front matter of a page."""

REGISTER = Limits("this file", size=REGISTER_LIMIT, nodes=100_000)
"""For `library.yml` and `skills.yml`, which a large company fills with thousands of entries."""
