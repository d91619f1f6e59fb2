"""Pages that everybody can use: pictures with words, headings in order, tables with headers, links that say where they lead."""

from __future__ import annotations

from peerlore.checking.rule import Rule

RULES: tuple[Rule, ...] = ()
