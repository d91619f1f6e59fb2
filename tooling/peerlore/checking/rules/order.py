"""The order in which people read: prerequisites they can open and are ready for, and paths that lead from one to the next."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from peerlore.checking.collection import Collection, texts
from peerlore.checking.prose import offset_of
from peerlore.checking.rule import AnyRule, Rule
from peerlore.model.documents import Document, KeyPath
from peerlore.model.findings import Finding, Fix, Place
from peerlore.model.nouns import name_of

_EASE = {"beginner": 0, "intermediate": 1, "advanced": 2}

_FAR = 300
"""Modules behind a module that are looked at; more than that nobody reads first."""


def prerequisite_is_there(document: Document, collection: Collection) -> Iterator[Finding]:
    """What a page asks readers to read first must be open to them, and a draft is not.

    Readers are sent there before they begin.
    """
    if document.kind == "module":
        yield from _drafts(document, collection, "requires", "Q004")


def nothing_leads_to_retired_pages(document: Document, collection: Collection) -> Iterator[Finding]:
    """What a page asks readers to read first, or next on a path, must not be retired.

    It is still there, but its own page says that it no longer holds.
    """
    field = {"module": "requires", "path": "modules"}.get(document.kind)
    if field:
        for place, name in _of_status("retired", document, collection, field):
            message = f"{name!r} is retired, so nobody should begin with it"
            yield Finding(place, "Q010", message, "Name what took its place, or take it out here.", "warning")


def level_does_not_fall(document: Document, collection: Collection) -> Iterator[Finding]:
    """A module must not require one of a higher level than its own.

    Who can read what comes before is past this page's level: one of the two is wrong.
    """
    own = _EASE.get(str(document.meta.get("level")))
    if document.kind != "module" or own is None:
        return
    levels = ((path, name, _level_of(name, collection)) for path, name in texts(document, "requires"))
    harder = [(path, name, level) for path, name, level in levels if _EASE.get(level, 0) > own]
    if harder:
        path, name, level = harder[0]
        message = f"this {document.meta['level']} module requires {name!r}, which is {level}"
        hint = "Change the level of one of the two, or the prerequisite."
        if len(harder) > 1:
            message += f", and {len(harder) - 1} more of a higher level"
            hint = "Change the level of this module, or its prerequisites."
        yield Finding(document.place(*path), "Q005", message, hint, "warning")


def prerequisite_is_needed(document: Document, collection: Collection) -> Iterator[Finding]:
    """A prerequisite need not be named where another one has it already.

    A short list gets read. What the others require comes with them.
    """
    required = list(texts(document, "requires"))
    if document.kind != "module" or len(required) < 2:
        return
    behind = {name: _behind(name, collection) for _, name in required}
    for path, name in required:
        by = next((other for _, other in required if other != name and name in behind[other]), None)
        if by and name_of(document.file) not in behind[name]:
            yield Finding(document.place(*path), "Q006", f"{by!r} requires {name!r} already", "It can be left out here.", "notice")


def stop_is_there(document: Document, collection: Collection) -> Iterator[Finding]:
    """Every stop of a path must be open to readers, and a draft is not.

    The path would break there.
    """
    if document.kind == "path":
        yield from _drafts(document, collection, "modules", "Q007")


def stops_are_in_order(document: Document, collection: Collection) -> Iterator[Finding]:
    """A path must lead to a module after the modules which that one requires.

    Readers take the stops in their order.
    """
    if document.kind != "path":
        return
    stops = list(texts(document, "modules"))
    places = {name: index for index, (_, name) in reversed(list(enumerate(stops)))}
    behind = {name: _behind(name, collection) for name in places}
    fix: Fix | None = None
    for index, (path, name) in enumerate(stops):
        late = [first for first in behind[name] if places.get(first, -1) > index and name not in behind[first]]
        if late:
            first = min(late, key=places.__getitem__)
            message = f"{name!r} stands before {first!r}, which it requires"
            fix = fix or _reordered(document, [path for path, _ in stops], _sorted([name for _, name in stops], behind))
            yield Finding(document.place(*path), "Q008", message, f"Put {name!r} behind it.", "warning", fix)


def path_has_what_it_needs(document: Document, collection: Collection) -> Iterator[Finding]:
    """A path should hold the prerequisites of its stops.

    Otherwise readers have to leave it on the way. Leave it as it is where the path is for people who know that already.
    """
    if document.kind != "path":
        return
    stops = list(texts(document, "modules"))
    names = {name for _, name in stops}
    for path, name in stops:
        for required in collection.requirements.get(name, ()):
            if required not in names:
                message = f"{name!r} requires {required!r}, which is not on this path"
                yield Finding(document.place(*path), "Q009", message, "Add it, or say in the text who may skip it.", "notice")


def _level_of(name: str, collection: Collection) -> str:
    return str(collection.modules[name][0].meta.get("level")) if name in collection.modules else ""


def _drafts(document: Document, collection: Collection, field: str, code: str) -> Iterator[Finding]:
    for place, name in _of_status("draft", document, collection, field):
        message = f"{name!r} is a draft, which readers cannot open"
        yield Finding(place, code, message, "Publish it first, or take it out here.")


def _of_status(status: str, document: Document, collection: Collection, field: str) -> Iterator[tuple[Place, str]]:
    """Every module of that status which a page that is ready names in `field`."""
    if document.meta.get("status", "ready") == "ready":
        for path, name in texts(document, field):
            if name in collection.modules and collection.modules[name][0].meta.get("status") == status:
                yield document.place(*path), name


def _behind(name: str, collection: Collection) -> Mapping[str, None]:
    """What one has to read before `name`, nearest first; a circle leads back to `name` itself."""
    found: dict[str, None] = {}
    queue = [name]
    for current in queue:  # grows while it is walked
        for required in collection.requirements.get(current, ()):
            if required not in found and len(found) < _FAR:
                found[required] = None
                queue.append(required)
    return found


def _sorted(names: list[str], behind: Mapping[str, Mapping[str, None]]) -> list[str]:
    """`names` with every module behind its prerequisites, otherwise in their order."""
    wanted = frozenset(names)
    done: dict[str, None] = {}
    for name in names:
        before = wanted.intersection(behind[name])
        done |= dict.fromkeys(sorted({*before, name} - done.keys(), key=lambda one: (len(behind[one]), one)))
    return list(done)


def _reordered(document: Document, paths: list[KeyPath], names: list[str]) -> Fix | None:
    """The same stops in another order, everything between them as it was."""
    starts = [offset_of(document, document.place(*path)) for path in paths]
    ends = [end for path in paths if (end := document.end(*path))]
    if not len(starts) == len(ends) == len(names):
        return None
    between = [document.text[offset_of(document, end) : start] for end, start in zip(ends, starts[1:], strict=False)]
    text = "".join(piece for pair in zip(names, [*between, ""], strict=True) for piece in pair)
    return Fix(document.place(*paths[0]), ends[-1], text, sure=False)


RULES: tuple[AnyRule, ...] = (
    Rule("Q004", "prerequisite-not-open", prerequisite_is_there),
    Rule("Q005", "level-falls", level_does_not_fall, "warning"),
    Rule("Q006", "prerequisite-not-needed", prerequisite_is_needed, "notice"),
    Rule("Q007", "stop-not-open", stop_is_there),
    Rule("Q008", "stops-out-of-order", stops_are_in_order, "warning"),
    Rule("Q009", "stop-without-prerequisite", path_has_what_it_needs, "notice"),
    Rule("Q010", "leads-to-retired", nothing_leads_to_retired_pages, "warning"),
)
