"""Words a reader would stumble over: placeholders, slips of the pen, marks of Markdown that show."""

from __future__ import annotations

from peerlore.checking.rule import Rule

RULES: tuple[Rule, ...] = ()
