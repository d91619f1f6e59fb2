"""What must not be published: addresses and numbers of people, keys and tokens."""

from __future__ import annotations

from peerlore.checking.rule import Rule

RULES: tuple[Rule, ...] = ()
