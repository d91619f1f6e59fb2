"""What could harm a reader or break a machine: raw HTML, hidden directions, names no system can hold."""

from __future__ import annotations

from peerlore.checking.rule import Rule

RULES: tuple[Rule, ...] = ()
