"""What comes before what: prerequisites and the stops of paths."""

from __future__ import annotations

from collections.abc import Iterator

from peerlore.checking.collection import Collection, texts
from peerlore.checking.nearest import instead, nearest
from peerlore.checking.rule import AnyRule, Rule
from peerlore.model.documents import Document
from peerlore.model.findings import Finding
from peerlore.model.nouns import name_of

_LONGEST = 500
"""Modules on the longest circle that is looked for; from every module of a longer one the search would take too long."""


def prerequisite_exists(document: Document, collection: Collection) -> Iterator[Finding]:
    """Every prerequisite must be the id of a module of this library.

    Readers follow it before they begin; a name that leads nowhere stops them at the door.
    """
    yield from _unknown_modules(document, collection, "requires", "Q001")


def prerequisites_end(document: Document, collection: Collection) -> Iterator[Finding]:
    """Prerequisites must not lead back to the module itself.

    Otherwise nobody could ever begin. Remove the one of the links in the circle that is least needed.
    """
    if document.kind != "module":
        return
    start = name_of(document.file)
    if document is not collection.modules[start][0]:
        return  # another module has this id, and that is told
    circle = _circle(start, collection) if start in collection.in_circles else ()
    # The whole circle is said once, on the module whose id comes first.
    if circle and start == min(circle):
        message, hint = (
            f"the prerequisites go in a circle: {' → '.join((*circle, start))}",
            "Remove the link of the circle that is least needed.",
        )
        if len(circle) == 1:
            message, hint = "this module is its own prerequisite", "Remove it here."
        path = next((path for path, name in texts(document, "requires") if name == circle[1 % len(circle)]), ("requires",))
        yield Finding(document.place(*path), "Q002", message, hint)


def path_stop_exists(document: Document, collection: Collection) -> Iterator[Finding]:
    """Every stop of a path must be the id of a module of this library.

    A missing stop would break the path for everybody who is on it.
    """
    if document.kind == "path":
        yield from _unknown_modules(document, collection, "modules", "Q003")


def _unknown_modules(document: Document, collection: Collection, field: str, code: str) -> Iterator[Finding]:
    for path, name in texts(document, field):
        if name not in collection.modules:
            close = nearest(name, collection.modules)
            hint = f"Did you mean {close!r}?" if close else "Check the spelling, or add that module in the same pull request."
            fix = instead(document, path, close)
            yield Finding(document.place(*path), code, f"no module has the id {name!r}", hint, fix=fix)


def _circle(start: str, collection: Collection) -> tuple[str, ...]:
    """The shortest way from `start` over prerequisites back to itself, or nothing."""
    reached_from: dict[str, str] = {}
    queue = [start]
    for name in queue:  # grows while it is walked: breadth first, so the first way back is a shortest one
        for required in collection.requirements[name]:
            if required == start:
                way = [name]
                while way[-1] != start:
                    way.append(reached_from[way[-1]])
                return tuple(reversed(way))
            if required not in reached_from and len(reached_from) < _LONGEST:
                reached_from[required] = name
                queue.append(required)
    return ()


RULES: tuple[AnyRule, ...] = (
    Rule("Q001", "unknown-prerequisite", prerequisite_exists),
    Rule("Q002", "circle-of-prerequisites", prerequisites_end),
    Rule("Q003", "unknown-stop", path_stop_exists),
)
