"""People whom texts name: known, and each with one profile."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from peerlore.checking.collection import Collection, groups, texts
from peerlore.checking.nearest import instead, nearest
from peerlore.checking.rule import AnyRule, PageRule, Rule
from peerlore.model.documents import Document, KeyPath
from peerlore.model.findings import Finding
from peerlore.reading.layout import is_portable


def person_is_known(document: Document, collection: Collection) -> Iterator[Finding]:
    """Everybody whom a page or the library names must have a profile in content/people/.

    Readers want to know whom they may ask, and a slip in a handle would credit nobody. A library whose contributors
    do not keep profiles says `profiles: optional` in library.yml.
    """
    if not collection.profiles_required:
        return
    for path, handle in _named(document):
        if handle not in collection.people:
            close = nearest(handle, collection.people)
            add = f", or add content/people/{handle}.md in the same pull request" if is_portable(handle, "person") else ""
            hint = f"Did you mean {close!r}?" if close else f"Check the spelling{add}."
            fix = instead(document, path, close)
            yield Finding(document.place(*path), "P001", f"nobody here has the handle {handle!r}", hint, fix=fix)


def author_is_listed_once(document: Document) -> Iterator[Finding]:
    """Nobody must be listed twice among the authors, but for two different roles beside the author's.

    An author is credited for the whole page; a second line says nothing more.
    """
    authors = document.meta.get("authors")
    seen: dict[str, tuple[KeyPath, set[str]]] = {}
    for index, author in enumerate(authors if isinstance(authors, list) else ()):
        person, role = (author, "author") if isinstance(author, str) else _role(author)
        path: KeyPath = ("authors", index) if isinstance(author, str) else ("authors", index, "person")
        first, roles = seen.setdefault(person, (path, set()))
        if roles and (role in roles or "author" in roles | {role}):
            message = f"{person!r} is already listed on line {document.place(*first).line}"
            yield Finding(document.place(*path), "P002", message, "Keep one of the two.", "warning")
        roles.add(role)


def wish_is_above_offer(document: Document, collection: Collection) -> Iterator[Finding]:
    """Nobody must want to learn a skill at a level at which they help others with it.

    Needs and offers are matched by level; this one would be matched with its own author.
    """
    if document.kind != "person" or collection.register is None:
        return
    order = [entry.get("id") for _, entry in groups(collection.register, "levels")]
    offers = {str(entry.get("skill")): entry.get("level") for _, entry in groups(document, "helps")}
    for path, entry in groups(document, "learns"):
        skill, wanted = str(entry.get("skill")), entry.get("level")
        offered = offers.get(skill)
        if wanted in order and offered in order and order.index(wanted) <= order.index(offered):
            message = f"{skill!r} is wanted at {wanted!r} and offered at {offered!r}"
            hint = "Wish for a higher level than the one you help with, or take one of the two out."
            yield Finding(document.place(*path, "skill"), "P003", message, hint, "warning")


def _role(author: object) -> tuple[str, str]:
    values = author if isinstance(author, Mapping) else {}
    return str(values.get("person")), str(values.get("role", "author"))


_LISTS = (
    ("authors",), ("members",), ("contract", "parties"), ("facilitators",), ("experts",), ("attendees",), ("synthesis", "signed_by"),
    ("asked_by",), ("supporters",), ("matched_to", "people"),
)  # fmt: skip
"""Fields that hold a handle or a list of handles."""

_PARTS = (("authors", "person"), ("members", "person"), ("prepare", "person"))
"""Lists of groups of keys with the key that holds a handle."""


def _named(document: Document) -> Iterator[tuple[KeyPath, str]]:
    for place in _LISTS:
        yield from texts(document, *place)
    for field, key in _PARTS:
        for path, entry in groups(document, field):
            if isinstance(entry.get(key), str):
                yield (*path, key), entry[key]
    yield from texts(document, "review", "owner")
    yield from texts(document, "owners")
    for path, topic in groups(document, "topics"):
        owners = topic.get("owners")
        for index, owner in enumerate(owners if isinstance(owners, list) else ()):
            if isinstance(owner, str):
                yield (*path, "owners", index), owner


def approvals_can_be_given(document: Document) -> Iterator[Finding]:
    """Where evidence is required, as many people must be able to approve as the policy asks for.

    Otherwise no change of the policy, or of a topic, could ever be published. Authors of a change never count, so one more
    person than that is wise.
    """
    if document.kind != "library" or document.meta.get("evidence", "required") != "required":
        return
    asked, owners = document.meta.get("approvals", 1), _handles(document.meta.get("owners"))
    if not owners:
        message = "this library names no owners, so nobody could approve its policy"
        yield Finding(document.place("owners"), "P004", message, "Write `owners:` with the handles of those who look after it.")
    elif isinstance(asked, int) and len(owners) < asked:
        yield _out_of_reach(document, ("approvals",), asked, len(owners))
    for path, topic in groups(document, "topics"):
        needed = topic.get("approvals", asked)
        if not isinstance(needed, int):
            continue
        found = owners | _handles(topic.get("owners"))
        only_owners = topic.get("approvers", document.meta.get("approvers", "owners")) == "owners"
        own = "approvals" in topic or len(owners) >= needed  # else it was said of the whole library
        if owners and own and only_owners and len(found) < needed:
            yield _out_of_reach(document, (*path, "approvals"), needed, len(found))


def _out_of_reach(document: Document, path: KeyPath, needed: int, owners: int) -> Finding:
    message = f"{needed} approvals are needed here, and {owners} {'owner' if owners == 1 else 'owners'} could give them"
    return Finding(
        document.place(*path), "P004", message, "Name more owners, ask for fewer approvals, or let `approvers: members` give them."
    )


def _handles(entries: object) -> set[str]:
    return {entry for entry in entries if isinstance(entry, str)} if isinstance(entries, list) else set()


RULES: tuple[AnyRule, ...] = (
    Rule("P001", "unknown-person", person_is_known),
    PageRule("P002", "author-twice", author_is_listed_once, "warning"),
    Rule("P003", "wish-below-offer", wish_is_above_offer, "warning"),
    PageRule("P004", "approvals-out-of-reach", approvals_can_be_given),
)
