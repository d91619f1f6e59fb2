"""All documents, faulty or not, with the indexes that rules ask: who exists, where, with which anchors."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from peerlore.checking.fingerprints import Likeness
from peerlore.checking.lineage import old_names
from peerlore.checking.starter import is_begun
from peerlore.checking.traits import Traits, find_traits
from peerlore.model.documents import Document, KeyPath
from peerlore.model.facts import NO_FACTS, Facts
from peerlore.model.nouns import name_of

_RESEMBLING = str.maketrans("10", "lo")


@dataclass(frozen=True)
class Collection:
    """Every document of a library by its file, and indexes over them.

    An id counts as known as soon as its file exists, even while the file is faulty: one cause, one complaint.
    """

    documents: Mapping[str, Document]
    assets: frozenset[str] = frozenset()
    modules: Mapping[str, tuple[Document, ...]] = field(default_factory=dict)
    people: frozenset[str] = frozenset()
    skills: frozenset[str] = frozenset()
    levels: frozenset[str] = frozenset()
    topics: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    profiles_required: bool = True
    folders: frozenset[str] = frozenset()
    taken: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Files of modules by what their ids look like when case and look-alike forms are ignored, in order."""
    traits: Callable[[Document], Traits] = find_traits
    facts: Facts = NO_FACTS
    """What was found out about the library outside of its files."""

    @cached_property
    def _spellings(self) -> Mapping[str, str]:
        return {folded(file): file for file in sorted((*self.documents, *self.assets), reverse=True)}

    def spelled_otherwise(self, file: str) -> str:
        """The file whose path differs from `file` in capital letters alone, or empty where there is none or `file` itself."""
        other = self._spellings.get(folded(file), "")
        return "" if file in self.documents or file in self.assets else other

    @cached_property
    def beside(self) -> Mapping[str, tuple[str, ...]]:
        """Pictures and PDFs by the folder of their module, in order."""
        by_folder: dict[str, list[str]] = {}
        for asset in sorted(self.assets):
            by_folder.setdefault("/".join(asset.split("/")[:4]), []).append(asset)
        return {folder: tuple(files) for folder, files in by_folder.items()}

    @cached_property
    def by_name(self) -> Mapping[str, str]:
        """Pages, pictures and PDFs by what people call them, without translations; of two, the one that sorts first."""
        pages = (page.file for page in self.documents.values() if page.kind not in ("library", "skills", "translation"))
        return {called(file): file for file in sorted((*pages, *self.assets), reverse=True)}

    @cached_property
    def linked(self) -> frozenset[str]:
        """Every file to which some page links."""
        return frozenset(link.file for document in self.documents.values() for link in document.outline.links if link.file)

    @cached_property
    def likeness(self) -> Likeness:
        """What modules have in common."""
        return Likeness({document.file: self.traits(document).prints for found in self.modules.values() for document in found})

    @cached_property
    def requirements(self) -> Mapping[str, tuple[str, ...]]:
        """The prerequisites of every module by id, as far as they exist."""
        return {
            name: tuple(required for _, required in texts(documents[0], "requires") if required in self.modules)
            for name, documents in self.modules.items()
        }

    @cached_property
    def in_circles(self) -> frozenset[str]:
        """The modules on circles of prerequisites, and those between two circles: what is left when ends are taken off again and again."""
        behind = {name: set(required) for name, required in self.requirements.items()}
        before: dict[str, set[str]] = {name: set() for name in behind}
        for name, required in behind.items():
            for one in required:
                before[one].add(name)
        for sides in ((behind, before), (before, behind)):
            ends = [name for name, names in sides[0].items() if not names and name in sides[1]]
            for name in ends:  # grows while it is walked
                for neighbour in sides[1].pop(name):
                    sides[0][neighbour].discard(name)
                    if not sides[0][neighbour]:
                        ends.append(neighbour)
                sides[0].pop(name)
        return frozenset(behind)

    @cached_property
    def replaced(self) -> Mapping[str, tuple[str, ...]]:
        """Files of modules by the ids that they say they replace, whatever their topic, in order."""
        found: dict[str, list[str]] = {}
        for documents in self.modules.values():
            for document in documents:
                for _, old in texts(document, "replaces"):
                    found.setdefault(old.rpartition("/")[2], []).append(document.file)
        return {old: tuple(sorted(set(files))) for old, files in found.items()}

    @cached_property
    def renamed(self) -> Mapping[str, str]:
        """The modules of a change that were known by another id before it: that id by the new one."""
        history = self.facts.history
        if history is None or not history.removed:
            return {}
        new = [self.modules[name][0] for name in sorted(history.new) if name in self.modules]
        # Pages that `peerlore new` has just written are all alike.
        bodies = {name_of(document.file): document.body for document in new if not is_begun(document.text)}
        return old_names({name: former.body for name, former in history.removed.items()}, bodies)

    @cached_property
    def look_alikes(self) -> Mapping[str, tuple[str, ...]]:
        """Ids of modules by what they look like when digits are read as the letters they resemble, in order."""
        found: dict[str, list[str]] = {}
        for name in sorted(self.modules):
            found.setdefault(resembling(name), []).append(name)
        return {shape: tuple(names) for shape, names in found.items()}

    @property
    def settings(self) -> Document | None:
        """`library.yml`, where there is one."""
        return self.documents.get("content/library.yml")

    @property
    def register(self) -> Document | None:
        """`skills.yml`, where there is one."""
        return self.documents.get("content/skills.yml")

    @cached_property
    def own_words(self) -> frozenset[str]:
        """The words of ids, handles, tags and names of this library in lower case: none of them is a slip of the pen."""
        names = [*self.modules, *self.people, *self.skills, *self.levels, *self.topics]
        for document in self.documents.values():
            names += [text for _, text in texts(document, "tags")]
            names += [text for _, text in texts(document, "name")]
            if document.kind == "skills":
                names += [str(entry.get("name", "")) for part in ("skills", "levels") for _, entry in groups(document, part)]
        return frozenset(word.lower() for name in names for word in re.split(r"[\W_]+", name))


def build_collection(
    documents: Iterable[Document],
    assets: Iterable[str],
    traits: Callable[[Document], Traits] = find_traits,
    facts: Facts = NO_FACTS,
) -> Collection:
    """Index `documents` and the files beside them.

    `traits` knows those of a document, from before or by looking; `facts` are what the outside knows of them.
    """
    assets = frozenset(assets)
    by_file = {document.file: document for document in documents}
    modules: dict[str, list[Document]] = {}
    people: set[str] = set()
    for document in by_file.values():
        if document.kind == "module":
            modules.setdefault(name_of(document.file), []).append(document)
        elif document.kind == "person":
            people.add(name_of(document.file))
    settings, register = (_whole(by_file.get(f"content/{name}.yml")) for name in ("library", "skills"))
    broken = settings is None and "content/library.yml" in by_file
    return Collection(
        documents=by_file,
        assets=assets,
        modules={name: tuple(found) for name, found in modules.items()},
        people=frozenset(people),
        skills=_values(register, "skills"),
        levels=_values(register, "levels"),
        topics=_values(settings, "topics"),
        languages=frozenset(text for _, text in texts(settings, "languages")) if settings else frozenset(),
        folders=frozenset(_folders_of((*by_file, *assets))),
        taken=_taken(modules),
        traits=traits,
        facts=facts,
        profiles_required=not broken and (settings is None or settings.meta.get("profiles", "required") != "optional"),
    )


def texts(document: Document, *path: str) -> Iterator[tuple[KeyPath, str]]:
    """Every text at `path` or in the list there, with its own path; anything else was the schema's business."""
    value: Any = document.meta
    for part in path:
        value = value.get(part) if isinstance(value, dict) else None
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, list):
        for index, entry in enumerate(value):
            if isinstance(entry, str):
                yield (*path, index), entry


def groups(document: Document, name: str) -> Iterator[tuple[KeyPath, Mapping[str, Any]]]:
    """Every group of keys in the list `name`, with its path."""
    entries = document.meta.get(name)
    if isinstance(entries, list):
        for index, entry in enumerate(entries):
            if isinstance(entry, dict):
                yield (name, index), entry


def called(file: str) -> str:
    """What people call a file of the library: a page by its id, anything else by its name with the ending."""
    return name_of(file) if file.endswith(".md") else file.rpartition("/")[2]


def folded(name: str) -> str:
    """`name` as it looks to somebody who ignores case and compatibility forms (Unicode NFKC, then case folding)."""
    return unicodedata.normalize("NFKC", name).casefold()


def _whole(document: Document | None) -> Document | None:
    """A register with some of its entries missing would make everything that names them look wrong."""
    return document if document is not None and document.complete else None


def resembling(name: str) -> str:
    """`name` as somebody reads it who cannot tell l from 1 and o from 0."""
    return name.translate(_RESEMBLING)


def _taken(modules: Mapping[str, list[Document]]) -> dict[str, tuple[str, ...]]:
    taken: dict[str, list[str]] = {}
    for name, documents in modules.items():
        taken.setdefault(folded(name), []).extend(document.file for document in documents)
    # A file whose own name has to change takes nothing from one whose name is good.
    return {name: tuple(sorted(files, key=lambda file: (name_of(file) != name, file))) for name, files in taken.items()}


def _values(document: Document | None, name: str, key: str = "id") -> frozenset[str]:
    if document is None:
        return frozenset()
    return frozenset(str(entry[key]) for _, entry in groups(document, name) if isinstance(entry.get(key), str))


def _folders_of(files: Iterable[str]) -> Iterator[str]:
    seen: set[str] = set()
    for file in files:
        folder = file.rpartition("/")[0]
        while folder and folder not in seen:
            seen.add(folder)
            yield folder
            folder = folder.rpartition("/")[0]
