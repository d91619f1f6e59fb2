"""Texts that say what another text says already."""

from __future__ import annotations

from peerlore.checking.rule import Rule

RULES: tuple[Rule, ...] = ()
