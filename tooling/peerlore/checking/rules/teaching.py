"""What makes a text teach: objectives one can observe, something to try, a check, a length that people finish."""

from __future__ import annotations

from peerlore.checking.rule import Rule

RULES: tuple[Rule, ...] = ()
