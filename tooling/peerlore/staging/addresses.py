"""Where everything stands on the site: the file in the staged tree, and the address readers see."""

from __future__ import annotations

import posixpath
from functools import lru_cache

from peerlore.reading.layout import GATHERINGS, spot_of

HOME = "index.md"
MODULES = "modules/index.md"
PATHS = "paths/index.md"
SKILLS = "skills/index.md"
PEOPLE = "people/index.md"
GROUPS = "groups/index.md"
SESSIONS = "sessions/index.md"
NEEDS = "needs/index.md"
HELP = "help/index.md"
NEWS = "new.md"
RETIRED = "retired.md"
COVERAGE = "coverage.md"
FIGURES = "figures.md"
OFFER = "needs-and-offer.md"
FINDINGS = "findings.md"
WAITING = "waiting.md"


@lru_cache(maxsize=1 << 16)
def staged_file(file: str) -> str | None:
    """The staged file of a file of the library; None where it has no page or copy of its own.

    >>> staged_file("content/modules/circles/choose-a-question.fr.md")
    'fr/modules/circles/choose-a-question.md'
    """
    spot = spot_of(file)
    if spot is None:
        return file.removeprefix("content/") if file.startswith("content/modules/") else None
    # A module in a folder of its own stays in one, so that links to its pictures stay what they are.
    page = "/index.md" if posixpath.basename(file).startswith("index.") else ".md"
    if spot.kind == "module":
        return f"modules/{spot.topic}/{spot.id}{page}"
    if spot.kind == "translation":
        return f"{spot.language}/modules/{spot.topic}/{spot.id}{page}"
    if spot.kind == "path":
        return path_page(spot.id)
    if spot.kind == "person":
        return person_page(spot.id)
    if spot.kind in GATHERINGS:
        return f"{spot.kind}s/{spot.id}.md"
    return None


def topic_page(topic: str) -> str:
    """The staged file of a topic's page."""
    return f"modules/{topic}/index.md"


def path_page(path: str) -> str:
    """The staged file of a path's page."""
    return f"paths/{path}.md"


def person_page(handle: str) -> str:
    """The staged file of a person's page."""
    return f"people/{handle}.md"


def group_page(group: str) -> str:
    """The staged file of a group's page."""
    return f"groups/{group}.md"


def session_page(session: str) -> str:
    """The staged file of a session's page."""
    return f"sessions/{session}.md"


def need_page(need: str) -> str:
    """The staged file of a need's page."""
    return f"needs/{need}.md"


def skill_page(skill: str) -> str:
    """The staged file of a skill's page."""
    return f"skills/{skill}.md"


@lru_cache(maxsize=1 << 16)
def address(page: str) -> str:
    """The address of a staged page below the site's root.

    >>> address("modules/circles/choose-a-question.md"), address("modules/circles/index.md"), address("index.md")
    ('modules/circles/choose-a-question/', 'modules/circles/', '')
    """
    folder, name = posixpath.split(page.removesuffix(".md"))
    parts = [part for part in (folder, "" if name == "index" else name) if part]
    return "".join(f"{part}/" for part in parts)


def way(page: str, start: str) -> str:
    """The relative path from the staged file `start` to the staged file `page`.

    >>> way("skills/asking.md", "modules/circles/index.md"), way("index.md", "help/index.md")
    ('../../skills/asking.md', '../index.md')
    """
    here, there = start.split("/")[:-1], page.split("/")
    shared = 0
    while shared < len(here) and shared < len(there) - 1 and here[shared] == there[shared]:
        shared += 1
    return "../" * (len(here) - shared) + "/".join(there[shared:])


def way_to_page(page: str, start: str) -> str:
    """The relative address of a staged page from the address of another.

    >>> way_to_page("skills/asking.md", "skills/listening.md")
    '../asking/'
    """
    target = posixpath.relpath(f"/{address(page)}", f"/{address(start)}")
    return "./" if target == "." else f"{target}/"
