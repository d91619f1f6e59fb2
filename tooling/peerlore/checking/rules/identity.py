"""Ids and files belong together: the same name, once, for good."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from peerlore.checking.collection import Collection, folded, resembling, texts
from peerlore.checking.lineage import is_same_page
from peerlore.checking.nearest import instead
from peerlore.checking.rule import AnyRule, PageRule, Rule
from peerlore.model.documents import Document, Kind
from peerlore.model.findings import Finding, Fix, Place
from peerlore.model.nouns import name_of
from peerlore.reading.layout import GATHERINGS, is_portable, module_folder, spot_of


def id_is_file_name(document: Document) -> Iterator[Finding]:
    """The id of a page must be the name of its file, or of its folder where the file is index.md.

    Links, addresses and reviews find a page by its id. If file and id differ, two people mean two things by one name.
    """
    key = "handle" if document.kind == "person" else "id"
    if document.kind not in ("module", "translation", "path", "person", *GATHERINGS):
        return
    written, name = document.meta.get(key), name_of(document.file)
    if isinstance(written, str) and written != name and is_portable(name, document.kind):
        named = "folder" if module_folder(document.file) else "file"
        hint = f"Write `{key}: {name}`, or rename the {named} if this page is new."
        fix = instead(document, (key,), name)
        yield Finding(document.place(key), "I001", f"the {key} {written!r} is not the name of the {named}", hint, fix=fix)


def id_is_unique(document: Document, collection: Collection) -> Iterator[Finding]:
    """The id of a module must be used once in the whole library, whatever the topic and whatever the case.

    A link by id must lead to one page. Some file systems cannot even hold two names that differ in case alone.
    """
    if document.kind != "module":
        return
    name = name_of(document.file)
    first = collection.taken[folded(name)][0]
    if first != document.file and is_portable(name, document.kind):  # another name must change anyway, and that is told
        yield Finding(document.place("id"), "I002", f"the id {name!r} is taken by {first}", "Choose another id for the newer of the two.")


def translation_has_source(document: Document, collection: Collection) -> Iterator[Finding]:
    """A translation must stand beside the module that it translates.

    Level, duration and skills come from the module; without it there is nothing to translate.
    """
    if document.kind != "translation":
        return
    folder, _, name = document.file.rpartition("/")
    source = f"{folder}/{name.split('.', 1)[0]}.md"
    if source not in collection.documents:
        elsewhere = collection.modules.get(name_of(document.file), ())
        hint = "Put the translation beside its module, or write the module first."
        if elsewhere:
            language = document.file.rsplit(".", 2)[1]
            hint = f"The module is {elsewhere[0].file}; move this to {elsewhere[0].file.removesuffix('md')}{language}.md."
        yield Finding(Place(document.file), "I003", f"there is no module {source}", hint)


def language_is_suffix(document: Document) -> Iterator[Finding]:
    """The language of a translation must be the one its file name says.

    `giving-feedback.fr.md` is found as the French text; if it says something else inside, readers get the wrong one.
    """
    if document.kind != "translation":
        return
    spot = spot_of(document.file)
    written = document.meta.get("language")
    if spot and isinstance(written, str) and written != spot.language:
        message = f"the language {written!r} is not the {spot.language!r} of the file name"
        fix = instead(document, ("language",), spot.language)
        yield Finding(document.place("language"), "I004", message, "Change the one that is wrong.", fix=fix)


def names_are_portable(document: Document) -> Iterator[Finding]:
    """Folders and files of pages must be named in lower-case letters, digits and single hyphens.

    The name becomes the page's address. Spaces, capitals and accents break links on some machine, and two names that
    look alike could be confused.
    """
    spot = spot_of(document.file)
    if spot is None or document.kind in ("library", "skills"):
        return
    named = "folder" if module_folder(document.file) else "file"
    names: tuple[tuple[str, str, Kind], ...] = (("folder", spot.topic, "module"), (named, spot.id, document.kind))
    for what, name, kind in names:
        if name and not is_portable(name, kind):
            hint = f"Rename it, for instance to {_portable(name)!r}."
            yield Finding(Place(document.file), "I005", f"the {what} name {name!r} has characters that addresses cannot carry", hint)


def replaced_id_is_free(document: Document, collection: Collection) -> Iterator[Finding]:
    """An id that a module replaces must belong to no module any more, and no other module may replace it.

    The old address leads to the new module. If the old page were still there, or two modules asked for its address,
    readers would get one of them by chance. A module that moved replaces its own id in another topic: `circles/run-a-circle`.
    """
    if document.kind != "module":
        return
    for path, said in texts(document, "replaces"):
        topic, _, old = said.rpartition("/")
        if topic and old == name_of(document.file) and topic != _topic(document.file):
            continue
        holders = collection.taken.get(folded(old), ())
        rival = next((file for file in collection.replaced.get(old, ()) if file != document.file), "")
        if document.file in holders:
            hint = "Take it out: only ids of other modules that are gone belong here."
            yield Finding(document.place(*path), "I006", f"{old!r} is the id of this module itself", hint)
        elif holders:
            hint = "Remove that module in the same pull request, or do not replace it."
            yield Finding(document.place(*path), "I006", f"the id {old!r} still belongs to {holders[0]}", hint)
        elif rival and rival < document.file:
            yield Finding(document.place(*path), "I006", f"{rival} replaces the id {old!r} as well", "Keep it in one of the two.")


def id_looks_like_no_other(document: Document, collection: Collection) -> Iterator[Finding]:
    """The id of a module must differ from every other in more than an l for a 1 or an o for a 0.

    Who copies it from a screen or from paper would land on the other page.
    """
    if document.kind != "module":
        return
    name = name_of(document.file)
    first = collection.look_alikes[resembling(name)][0]
    if first != name:
        hint = "Choose another id for the newer of the two."
        yield Finding(document.place("id"), "I007", f"the id {name!r} can be mistaken for {first!r}", hint, "warning")


def id_was_never_used(document: Document, collection: Collection) -> Iterator[Finding]:
    """A new module must not take an id that belonged to another module before.

    Bookmarks, links on other sites and records of approval would lead to a page that they do not mean. A page that comes
    back, also with changes, keeps its id. Only `check --changed-since` looks for this, and reads git's history only if the
    change brings a new id: later on the id has readers of its own, and taking it away would do the same harm again.
    """
    name = name_of(document.file)
    history = collection.facts.history
    former = history.former.get(name) if history and document.kind == "module" else None
    if former and name not in collection.replaced and not is_same_page(document.body, former.body):
        message = f"the id {name!r} belonged to another page, {former.file}, until {former.until}"
        hint = "Choose another id, since old links and approvals would lead to the wrong page."
        yield Finding(document.place("id"), "I008", message, hint)


def old_id_is_kept(document: Document, collection: Collection) -> Iterator[Finding]:
    """A module that gets another id, or moves to another topic, should name its old address in `replaces`.

    Then a page at the old address leads on to the new one, and bookmarks keep working. An old id alone stands for an
    address in the same topic, `circles/old-id` for one in another. Only `check --changed-since` looks for this; it knows a
    renamed module by its text.
    """
    history = collection.facts.history
    if history is None or document.kind != "module":
        return
    name, topic = name_of(document.file), _topic(document.file)
    old = collection.renamed.get(name, "")
    left = _topic(history.removed[old].file) if old else history.moved.get(name, topic)
    address = (old or name) if left == topic else f"{left}/{old or name}"
    said = [entry for _, entry in texts(document, "replaces")]
    if address == name or address in said or (old and old in collection.replaced and left == topic):
        return
    place = document.place("id")
    line = Place(place.file, place.line + 1)
    fix = Fix(line, line, f"replaces: [{address}]\n", sure=False) if _can_follow(document) else None
    message = f"this module was called {old!r} before this change" if old else f"this module stood in the topic {left!r} before this change"
    todo = f"Add {address} to `replaces`" if said else f"Write `replaces: [{address}]`"
    yield Finding(place, "I009", message, f"{todo}, so that the old address leads here.", "warning", fix)


def _topic(file: str) -> str:
    spot = spot_of(file)
    return spot.topic if spot else ""


def _can_follow(document: Document) -> bool:
    """Whether the line below the id can hold a field that is not there yet."""
    line = document.place("id").line
    return "replaces" not in document.meta and document.line(line).startswith("id: ")


def _portable(name: str) -> str:
    ascii_name = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", ascii_name.lower()).strip("-") or "a-short-name"


RULES: tuple[AnyRule, ...] = (
    PageRule("I001", "id-not-file-name", id_is_file_name),
    Rule("I002", "id-taken", id_is_unique),
    Rule("I003", "translation-without-module", translation_has_source),
    PageRule("I004", "language-not-in-name", language_is_suffix),
    PageRule("I005", "name-not-portable", names_are_portable),
    Rule("I006", "replaced-id-in-use", replaced_id_is_free),
    Rule("I007", "look-alike-id", id_looks_like_no_other, "warning"),
    Rule("I008", "id-of-another-page", id_was_never_used, needs="history"),
    Rule("I009", "moved-without-trace", old_id_is_kept, "warning", needs="history"),
)
