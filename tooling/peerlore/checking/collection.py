"""All documents, faulty or not, with the indexes that rules ask: who exists, where, with which anchors."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain

from peerlore.checking.entries import groups as groups  # what rules ask a document, beside what they ask the library
from peerlore.checking.entries import texts as texts
from peerlore.checking.fingerprints import Likeness
from peerlore.checking.gathered import groups_led, sessions_by_group
from peerlore.checking.lineage import old_names
from peerlore.checking.starter import is_begun
from peerlore.checking.traits import Traits, find_traits, words_of_name
from peerlore.model.documents import Document
from peerlore.model.facts import NO_FACTS, Facts
from peerlore.model.nouns import name_of
from peerlore.reading.layout import GATHERINGS, spot_of


@dataclass(frozen=True)
class Collection:
    """Every document of a library by its file, and indexes over them.

    An id counts as known as soon as its file exists, even while the file is faulty: one cause, one complaint.
    """

    documents: Mapping[str, Document]
    assets: frozenset[str] = frozenset()
    ids: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Files of modules by id, in order."""
    people: frozenset[str] = frozenset()
    skills: frozenset[str] = frozenset()
    levels: frozenset[str] = frozenset()
    topics: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    folders: frozenset[str] = frozenset()
    paths: frozenset[str] = frozenset()
    groups: frozenset[str] = frozenset()
    sessions: frozenset[str] = frozenset()
    days: Mapping[str, str] = field(default_factory=dict)
    """The day of the check (ISO 8601), under `today`: rules that ask for it are asked again on the next one."""
    taken: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Files of modules by what their ids look like when case and look-alike forms are ignored, in order."""
    traits: Callable[[str], Traits] = field(kw_only=True)
    """The traits of a document by its file."""
    facts: Facts = NO_FACTS
    """What was found out about the library outside of its files."""

    @property
    def modules(self) -> Mapping[str, tuple[Document, ...]]:
        """Modules by id; more than one where an id is taken twice."""
        return Modules(self.ids, self.documents)

    @cached_property
    def _spellings(self) -> Mapping[str, str]:
        return {folded(file): file for file in sorted((*self.documents, *self.assets), reverse=True)}

    def spelled_otherwise(self, file: str) -> str:
        """The file whose path differs from `file` in capital letters alone, or empty where there is none or `file` itself."""
        if file in self.documents or file in self.assets:
            return ""
        return self._spellings.get(folded(file), "")

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
        pages = (file for file in self.documents if (spot := spot_of(file)) and spot.kind in _CALLED)
        return {called(file): file for file in sorted((*pages, *self.assets), reverse=True)}

    @cached_property
    def led(self) -> Mapping[str, tuple[str, ...]]:
        """Ids of active groups by the handles of those who lead them, in order."""
        return groups_led(self.documents, sorted(self.groups))

    @cached_property
    def sessions_of(self) -> Mapping[str, tuple[str, ...]]:
        """Files of sessions by the ids of their groups, in order."""
        return sessions_by_group(self.documents, sorted(self.sessions))

    @cached_property
    def linked(self) -> frozenset[str]:
        """Every file to which some page links."""
        return frozenset(link.file for document in self.documents.values() for link in document.outline.links if link.file)

    @cached_property
    def likeness(self) -> Likeness:
        """What modules have in common."""
        return Likeness({file: self.traits(file).prints for files in self.ids.values() for file in files})

    @cached_property
    def requirements(self) -> Mapping[str, tuple[str, ...]]:
        """The prerequisites of every module by id, as far as they exist."""
        return {
            name: tuple(required for required in self.traits(files[0]).requires if required in self.ids) for name, files in self.ids.items()
        }

    @cached_property
    def in_circles(self) -> frozenset[str]:
        """The modules on circles of prerequisites, and those between two circles: what is left when ends are taken off again and again."""
        behind = _without_ends(self.requirements)
        return frozenset(_without_ends(_reversed(behind)))

    @cached_property
    def replaced(self) -> Mapping[str, tuple[str, ...]]:
        """Files of modules by the ids that they say they replace, whatever their topic, in order."""
        found: dict[str, list[str]] = {}
        for files in self.ids.values():
            for file in files:
                for old in self.traits(file).replaces:
                    found.setdefault(old.rpartition("/")[2], []).append(file)
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
        for name in sorted(self.ids):
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

    @property
    def profiles_required(self) -> bool:
        """Whether everybody who is named must have a profile; with settings that cannot be read, nobody knows."""
        settings = self.settings
        return settings is None or (settings.complete and settings.meta.get("profiles", "required") != "optional")

    @cached_property
    def own_words(self) -> frozenset[str]:
        """The words of ids, handles, tags and names of this library in lower case: none of them is a slip of the pen."""
        names = (*self.ids, *self.people, *self.skills, *self.levels, *self.topics)
        told = (self.traits(file).words for file in self.documents)
        return frozenset(chain((word for name in names for word in words_of_name(name)), *told))


_CALLED = ("module", "path", "person", *GATHERINGS)
"""The kinds of pages that people call by a name."""


class Modules(Mapping[str, tuple[Document, ...]]):
    """Modules by id, each fetched when somebody asks for it."""

    def __init__(self, ids: Mapping[str, tuple[str, ...]], documents: Mapping[str, Document]) -> None:
        self._ids = ids
        self._documents = documents

    def __getitem__(self, id: str) -> tuple[Document, ...]:
        return tuple(self._documents[file] for file in self._ids[id])

    def __contains__(self, id: object) -> bool:
        return id in self._ids

    def __iter__(self) -> Iterator[str]:
        return iter(self._ids)

    def __len__(self) -> int:
        return len(self._ids)


def build_collection(
    documents: Mapping[str, Document],
    assets: Iterable[str],
    traits: Callable[[str], Traits] | None = None,
    facts: Facts = NO_FACTS,
    today: str = "",
) -> Collection:
    """Index `documents`, by file, and the files beside them.

    `traits` knows those of a file, from before or by looking; `facts` are what the outside knows of them; `today` is the
    day (ISO 8601), empty where none shall count.
    """
    assets = frozenset(assets)
    modules: dict[str, list[str]] = {}
    named: dict[str, set[str]] = {kind: set() for kind in ("person", "path", *GATHERINGS)}
    for file in documents:
        spot = spot_of(file)
        if spot and spot.kind == "module":
            modules.setdefault(name_of(file), []).append(file)
        elif spot and spot.kind in named:
            named[spot.kind].add(name_of(file))
    settings, register = (_whole(documents.get(f"content/{name}.yml")) for name in ("library", "skills"))
    return Collection(
        documents=documents,
        assets=assets,
        ids={name: tuple(found) for name, found in modules.items()},
        people=frozenset(named["person"]),
        paths=frozenset(named["path"]),
        groups=frozenset(named["group"]),
        sessions=frozenset(named["session"]),
        days={"today": today} if today else {},
        skills=_values(register, "skills"),
        levels=_values(register, "levels"),
        topics=_values(settings, "topics"),
        languages=frozenset(text for _, text in texts(settings, "languages")) if settings else frozenset(),
        folders=frozenset(_folders_of((*documents, *assets))),
        taken=_taken(modules),
        traits=traits or (lambda file: find_traits(documents[file])),
        facts=facts,
    )


def called(file: str) -> str:
    """What people call a file of the library: a page by its id, anything else by its name with the ending."""
    return name_of(file) if file.endswith(".md") else file.rpartition("/")[2]


def folded(name: str) -> str:
    """`name` as it looks to somebody who ignores case and compatibility forms (Unicode NFKC, then case folding)."""
    return unicodedata.normalize("NFKC", name).casefold()


def _whole(document: Document | None) -> Document | None:
    """A register with some of its entries missing would make everything that names them look wrong."""
    return document if document is not None and document.complete else None


def _reversed(graph: Mapping[str, Iterable[str]]) -> dict[str, list[str]]:
    """The same names with what leads to each of them."""
    before: dict[str, list[str]] = {name: [] for name in graph}
    for name, others in graph.items():
        for other in others:
            before[other].append(name)
    return before


def _without_ends(graph: Mapping[str, Iterable[str]]) -> dict[str, list[str]]:
    """What is left of a graph when names that lead nowhere are taken off again and again."""
    before = _reversed(graph)
    open_ways = {name: len(tuple(others)) for name, others in graph.items()}
    ends = [name for name, ways in open_ways.items() if not ways]
    for name in ends:  # grows while it is walked
        for other in before[name]:
            open_ways[other] -= 1
            if not open_ways[other]:
                ends.append(other)
    left = graph.keys() - ends
    return {name: [other for other in graph[name] if other in left] for name in graph if name in left}


def resembling(name: str) -> str:
    """`name` as somebody reads it who cannot tell l from 1 and o from 0."""
    return name.replace("1", "l").replace("0", "o")


def _taken(modules: Mapping[str, list[str]]) -> dict[str, tuple[str, ...]]:
    taken: dict[str, list[str]] = {}
    for name, files in modules.items():
        taken.setdefault(folded(name), []).extend(files)
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
