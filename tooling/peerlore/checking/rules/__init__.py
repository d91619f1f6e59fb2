"""Every rule of the house, listed by hand: a rule that is not here does not run."""

from __future__ import annotations

from peerlore.checking.rule import AnyRule, FileRule
from peerlore.checking.rules import (
    accessibility,
    calendar,
    comments,
    coverage,
    files,
    groups,
    identity,
    languages,
    likeness,
    links,
    markup,
    meetings,
    mentions,
    needs,
    order,
    people,
    prerequisites,
    privacy,
    questionnaires,
    safety,
    sessions,
    taxonomy,
    teaching,
    writing,
)

RULES: tuple[AnyRule, ...] = (
    *accessibility.RULES,
    *comments.RULES,
    *identity.RULES,
    *languages.RULES,
    *likeness.RULES,
    *links.RULES,
    *people.RULES,
    *groups.RULES,
    *calendar.RULES,
    *meetings.RULES,
    *mentions.RULES,
    *sessions.RULES,
    *questionnaires.RULES,
    *needs.RULES,
    *prerequisites.RULES,
    *order.RULES,
    *privacy.RULES,
    *safety.RULES,
    *taxonomy.RULES,
    *coverage.RULES,
    *teaching.RULES,
    *writing.RULES,
    *markup.RULES,
)

FILE_RULES: tuple[FileRule, ...] = files.FILE_RULES

ASK_FOR_TRAITS = frozenset((*(rule.code for rule in likeness.RULES), "W003"))
"""Rules that need what takes long to find out of each text; where none of them runs, nobody looks for it."""

FAMILIES: dict[str, str] = {
    "A": "Pages that everybody can use",
    "C": "Groups and their meetings",
    "D": "Needs",
    "E": "Exceptions: waivers",
    "G": "Languages and translations",
    "I": "Ids and file names",
    "K": "Topics, skills, languages",
    "L": "Links and pictures",
    "M": "Sessions and questionnaires",
    "N": "Likeness to other texts",
    "P": "People",
    "Q": "Prerequisites and paths",
    "R": "Reading the file",
    "S": "Fields of the front matter",
    "T": "Teaching",
    "V": "Privacy and secrets",
    "W": "Writing",
    "X": "Safety",
}
"""What each letter of a code stands for."""
