"""Every rule of the house, listed by hand: a rule that is not here does not run."""

from __future__ import annotations

from peerlore.checking.rule import Rule
from peerlore.checking.rules import identity, links, people, prerequisites, taxonomy

RULES: tuple[Rule, ...] = (
    *identity.RULES,
    *links.RULES,
    *people.RULES,
    *prerequisites.RULES,
    *taxonomy.RULES,
)
