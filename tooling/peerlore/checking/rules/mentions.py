"""What groups, sessions and needs lead to: modules, paths, groups and sessions that exist and still hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from peerlore.checking.collection import Collection, groups, texts
from peerlore.checking.nearest import instead, nearest
from peerlore.checking.rule import AnyRule, Rule
from peerlore.model.documents import Document, KeyPath
from peerlore.model.findings import Finding

_WAYS: dict[str, tuple[tuple[str, ...], ...]] = {
    "group": (("modules",), ("paths",)),
    "session": (("modules",), ("group",)),
    "need": (("matched_to", "modules"), ("matched_to", "groups"), ("matched_to", "sessions")),
}
_ONGOING = {"group": ("planned", "active", "paused"), "session": ("planned",), "need": ("matched",)}
"""The states in which somebody would still follow a link."""


def named_page_exists(document: Document, collection: Collection) -> Iterator[Finding]:
    """Every module, path, group and session that a group, session or need names must exist.

    People prepare with it, or are sent there with what they need.
    """
    for path, kind, name in _named(document):
        known = {"modules": collection.modules, "paths": collection.paths, "groups": collection.groups, "sessions": collection.sessions}[
            kind
        ]
        if name not in known:
            close = nearest(name, known)
            hint = f"Did you mean {close!r}?" if close else f"Check the spelling, or add that {kind[:-1]} in the same pull request."
            fix = instead(document, path, close)
            yield Finding(document.place(*path), "C001", f"no {kind[:-1]} has the id {name!r}", hint, fix=fix)


def named_page_holds(document: Document, collection: Collection) -> Iterator[Finding]:
    """What an ongoing group, a planned session or a matched need leads to should be open to readers.

    A draft cannot be read, a retired module no longer holds, and what is cancelled or closed helps nobody any more.
    """
    if document.meta.get("status") not in _ONGOING.get(document.kind, ()):
        return
    for path, kind, name in _named(document):
        state = _state(kind, name, collection) if path != ("group",) else ""  # M005 tells of that
        if state:
            hint = "Name what took its place, or take it out here."
            yield Finding(document.place(*path), "C018", f"{name!r} is {state}", hint, "warning")


def match_teaches_the_skill(document: Document, collection: Collection) -> Iterator[Finding]:
    """What a need was matched to should have to do with the skill that is needed.

    Otherwise whoever asked follows the link and has to ask again. People count by what they help with.
    """
    if document.kind != "need" or document.meta.get("status") != "matched":
        return
    wanted = {str(entry.get("skill")) for _, entry in groups(document, "skills")}
    for path, kind, name in (*_named(document), *((path, "people", handle) for path, handle in texts(document, "matched_to", "people"))):
        page = _page(kind, name, collection)
        field = "helps" if kind == "people" else "skills"
        offered = {str(entry.get("skill")) for _, entry in groups(page, field)} if page else set()
        if not page or not page.complete or not all(skill in collection.skills for skill in offered | wanted):
            continue  # what is wrong there is told there
        if not offered & wanted and (offered or kind in ("modules", "people")):
            message = f"{name!r} has nothing to do with {', '.join(map(repr, sorted(wanted)))}"
            hint = f"Add the skill there under `{field}`, or match the need to something else."
            yield Finding(document.place(*path), "D004", message, hint, "warning")


def _named(document: Document) -> Iterator[tuple[KeyPath, str, str]]:
    """The path, the kind of page (in the plural) and the id of everything that a document leads to."""
    for field in _WAYS.get(document.kind, ()):
        for path, name in texts(document, *field):
            yield path, "groups" if field == ("group",) else field[-1], name


def _page(kind: str, name: str, collection: Collection) -> Document | None:
    if kind == "modules":
        return collection.modules[name][0] if name in collection.modules else None
    return collection.documents.get(f"content/{kind}/{name}.md")


_NOT_OPEN: Mapping[str, Mapping[str, str]] = {
    "modules": {"draft": "a draft, which readers cannot open", "retired": "retired, so nobody should begin with it"},
    "paths": {"draft": "a draft, which readers cannot open", "retired": "retired, so nobody should begin with it"},
    "groups": {"closed": "closed, so nobody can join it"},
    "sessions": {"cancelled": "cancelled"},
}


def _state(kind: str, name: str, collection: Collection) -> str:
    page = _page(kind, name, collection)
    return _NOT_OPEN[kind].get(str(page.meta.get("status")), "") if page else ""


RULES: tuple[AnyRule, ...] = (
    Rule("C001", "unknown-page", named_page_exists),
    Rule("C018", "leads-to-what-is-over", named_page_holds, "warning"),
    Rule("D004", "match-of-another-skill", match_teaches_the_skill, "warning"),
)
