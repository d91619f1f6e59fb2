"""What the search knows of a page beside its words: what kind of page it is, and what readers narrow and sort their results by.

The values of `topic` and `skill` are the words that readers see; those of closed lists are the ids of `library.yml` and
the schemas. Nothing here depends on the day of the build: the browser compares `due` with the reader's own day.
"""

from __future__ import annotations

from typing import Any, Literal

from peerlore.model.nouns import Module, Translation
from peerlore.staging.freshness import fresh_until, months_of
from peerlore.staging.site import Site

Kind = Literal["module", "path", "skill", "person", "group", "session", "need", "topic", "help"]

NEVER = "never"
"""The value of `due` of a text that nobody is known to have approved."""


def found(kind: Kind, *facets: tuple[str, str]) -> dict[str, Any]:
    """The row `found` of a page's front matter: names and values, any name more than once.

    >>> found("person", ("helps", "Asking"))
    {'found': [['kind', 'person'], ['helps', 'Asking']]}
    """
    return {"found": [["kind", kind], *map(list, facets)]}


def found_module(site: Site, module: Module, text: Module | Translation) -> dict[str, Any]:
    """The same for a module's text; `minutes` and `due` (a month, ISO 8601) are grouped by the browser, `day` puts in order."""
    settings = site.library.settings
    names = site.library.skill_names
    approved = site.standings.of(text.document.file).day
    due = fresh_until(approved, months_of(module, settings)) if approved else ""
    facets = [
        ("topic", next((topic.title for topic in settings.topics if topic.id == module.topic), module.topic)),
        *(("skill", names.get(taught.skill, taught.skill)) for taught in module.skills),
        ("level", module.level),
        ("minutes", str(module.duration)),
        ("format", module.format),
        ("language", text.language),
        ("due", due[:7] or NEVER),
        *(("also", other.language) for other in site.texts_of(module) if other is not text),
    ]
    day = site.standings.day_of(text.document.file)
    return found("module", *facets, *([("day", day)] if day else []))
