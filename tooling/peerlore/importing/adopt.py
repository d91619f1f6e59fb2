"""The whole import as a function: a foreign folder, a map and what the library has; files to write and a report out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, get_args

from peerlore.importing.cards import LEVELS
from peerlore.importing.circles import closing_requirements
from peerlore.importing.fields import Fields
from peerlore.importing.foreign import ForeignDocument, read_foreign
from peerlore.importing.links import Atlas, Fate, Rewritten, choose_pictures, rewrite_links
from peerlore.importing.mapping import ImportMap
from peerlore.importing.page import kept_values, render_page
from peerlore.importing.recipes import FindModule, Left, Outcome, cook, slug
from peerlore.importing.report import ImportReport
from peerlore.importing.yaml_text import render_yaml
from peerlore.model.findings import Finding, Place
from peerlore.model.sources import SourceFile

SETTINGS = "content/library.yml"
_SKILLS = "content/skills.yml"
_SHORTEST_ID, _LONGEST_ID = 2, 64


@dataclass(frozen=True, slots=True)
class Adoption:
    """What an import would write.

    `files` are the files of the library with their bytes, `pictures` maps files of the library to files of the
    foreign folder; `page_of` says for each picture with which module it comes. `taken` are modules whose id the
    library has at another place, with a sentence about it.
    """

    files: Mapping[str, bytes]
    pictures: Mapping[str, str]
    page_of: Mapping[str, str]
    taken: Mapping[str, str]
    report: ImportReport

    @property
    def modules(self) -> frozenset[str]:
        """The files of modules, without those that begin a library."""
        return frozenset(file for file in self.files if file.startswith("content/modules/"))


@dataclass(frozen=True, slots=True)
class _Spot:
    """Where a document goes."""

    document: ForeignDocument
    id: str
    topic: str
    carried: frozenset[str]

    def file(self, with_pictures: bool) -> str:
        """The module's file: in a folder of its own where pictures come with it."""
        start = f"content/modules/{self.topic}/{self.id}"
        return f"{start}/index.md" if with_pictures else f"{start}.md"


@dataclass(slots=True)
class _Module:
    """A module in the making; `carried` are, by field, the foreign keys whose whole value can be read there."""

    document: ForeignDocument
    file: str
    meta: dict[str, Any]
    carried: dict[str, frozenset[str]]
    findings: list[Finding] = field(default_factory=list)


def adopt(sources: Iterable[SourceFile], plan: ImportMap, fields: Fields, modules: Mapping[str, str], *, new: bool) -> Adoption:
    """Adopt a folder.

    `sources` are all its files, documents whole and others with their first bytes. `modules` maps the ids that the
    library has to their files. With `new`, the registers of the map are written as well.
    """
    files = {source.file: source for source in sources}
    wanted = [source for name, source in sorted(files.items()) if plan.wants(name)]
    documents = {source.file: read_foreign(source) for source in wanted if not source.trouble}
    spots, findings = _place_all(documents.values(), plan, fields, modules)
    atlas = _lay_out(spots, Atlas(documents, files, plan))
    find_module = _module_finder(spots, modules)
    cooked = [_cook_module(spot, atlas.places[spot.document.file], plan, fields, find_module) for spot in spots]
    _open_circles(cooked, plan)
    bodies = {module.file: rewrite_links(module.document, atlas) for module in cooked}
    pages = {module.file: _render(module, bodies[module.file].body, plan, fields) for module in cooked}
    copies = sorted(_copies(atlas))
    findings += [_unread(source) for source in wanted if source.trouble]
    findings += [finding for document in documents.values() for finding in document.findings]
    findings += [finding for module in cooked for finding in (*module.findings, *bodies[module.file].findings)]
    used = {source for _, source, _ in copies}
    report = ImportReport(
        documents=len(wanted),
        imported=len(pages),
        pictures=len(copies),
        links=_count_fates(bodies.values()),
        kept=_count(key for module in cooked for key in _kept(module, plan)),
        forgotten=_count(key for module in cooked for key in module.document.values if key in plan.forget),
        unused=tuple(name for name in sorted(files) if name not in used and not plan.wants(name)),
        findings=tuple(sorted(findings)),
    )
    return Adoption(
        files=dict(sorted({**(_registers(plan) if new else {}), **pages}.items())),
        pictures={file: source for file, source, _ in copies},
        page_of={file: page for file, _, page in copies},
        taken=dict(_taken(cooked, modules)),
        report=report,
    )


def _lay_out(spots: Iterable[_Spot], atlas: Atlas) -> Atlas:
    """The atlas with every document's new place and the pictures that go there with it."""
    pictures = {spot.document.file: choose_pictures(spot.document, atlas) for spot in spots}
    places = {spot.document.file: spot.file(bool(pictures[spot.document.file])) for spot in spots}
    return replace(atlas, places=places, pictures=pictures)


def _copies(atlas: Atlas) -> Iterator[tuple[str, str, str]]:
    """For each picture that is taken along: its new place, the foreign file, and the page with which it comes."""
    for file, chosen in atlas.pictures.items():
        page = atlas.places[file]
        for source, name in chosen.items():
            yield f"{page.rpartition('/')[0]}/{name}", source, page


def _taken(cooked: Iterable[_Module], modules: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for module in cooked:
        id = module.meta["id"]
        if modules.get(id, module.file) != module.file:
            yield module.file, f"the library has a module {id!r} already, {modules[id]}"


def _place_all(
    documents: Iterable[ForeignDocument], plan: ImportMap, fields: Fields, modules: Mapping[str, str]
) -> tuple[list[_Spot], list[Finding]]:
    spots: list[_Spot] = []
    findings: list[Finding] = []
    taken: set[str] = set()
    for document in documents:
        topic = cook("topic", plan.topic, document, fields, _no_module)
        folder = slug(str(topic.value or ""))
        if not folder:
            findings.append(_without_topic(document, topic))
            continue
        own = cook("x-id", plan.id, document, fields, _no_module)
        id = _id_form(str(own.value or "")) or _id_form(document.stem) or "document"
        if id in taken:
            wished, id = id, _free_id(id, taken, modules)
            message = f"the id {wished!r} is taken by another document; this one became {id!r}"
            hint = "Choose a better id before the module is published; ids never change."
            findings.append(_finding("F009", Place(document.file), message, hint))
        taken.add(id)
        carried = {key for outcome in (topic, own) for key in outcome.carried if slug(document.text(key) or "") == document.text(key)}
        spots.append(_Spot(document, id, folder, frozenset(carried)))
    return spots, findings


def _without_topic(document: ForeignDocument, topic: Outcome) -> Finding:
    why = topic.left[0].reason if topic.left else "no recipe of the map gives one"
    place = document.place(topic.left[0].key) if topic.left else Place(document.file)
    return _finding("F005", place, f"this document has no topic: {why}", "Add a value to the table of `topic`, or a `default`.")


def _no_module(_name: str) -> tuple[None, str]:
    return None, "comes before modules have names"


def _id_form(text: str) -> str:
    id = slug(text)
    if len(id) > _LONGEST_ID:
        head = id[: _LONGEST_ID + 1]
        id = head.rpartition("-")[0] or id[:_LONGEST_ID]
    return f"document-{id}" if 0 < len(id) < _SHORTEST_ID else id


def _free_id(id: str, taken: set[str], modules: Mapping[str, str]) -> str:
    number = 2
    while (free := f"{id[: _LONGEST_ID - len(str(number)) - 1].rstrip('-')}-{number}") in taken or free in modules:
        number += 1
    return free


def _module_finder(spots: Iterable[_Spot], modules: Mapping[str, str]) -> FindModule:
    """From the path, the file's name with or without ending, or the id of a document to its module's id."""
    names: dict[str, set[str]] = {}
    for spot in spots:
        file = spot.document.file
        for name in {file, file.removesuffix(".md"), file.rpartition("/")[2], spot.document.stem, spot.id}:
            names.setdefault(name, set()).add(spot.id)

    def find(name: str) -> tuple[str | None, str]:
        found = names.get(name, {name} & modules.keys())
        if len(found) == 1:
            return next(iter(found)), ""
        return None, f"could mean {' or '.join(sorted(found))}" if found else "names no imported document"

    return find


def _cook_module(spot: _Spot, file: str, plan: ImportMap, fields: Fields, find_module: FindModule) -> _Module:
    def find_other(name: str) -> tuple[str | None, str]:
        id, why = find_module(name)
        return (None, "is this document itself") if id == spot.id else (id, why)

    module = _Module(spot.document, file, {"id": spot.id}, {"id": spot.carried})
    for name in (*fields.names, *(name for name in plan.fields if name.startswith("x-"))):
        recipes = plan.fields.get(name)
        if recipes is None:
            continue
        outcome = cook(name, recipes, spot.document, fields, find_other)
        module.findings += [_value_left(spot.document, name, left) for left in outcome.left]
        if outcome.value is not None:
            module.meta[name] = outcome.value
            module.carried[name] = outcome.carried
    return module


def _open_circles(modules: Iterable[_Module], plan: ImportMap) -> None:
    """Take out the requirements that close circles, and say which."""
    by_id = {module.meta["id"]: module for module in modules}
    requires = {id: tuple(module.meta.get("requires", ())) for id, module in by_id.items()}
    for id, required in closing_requirements(requires):
        module = by_id[id]
        module.meta["requires"] = [other for other in module.meta["requires"] if other != required]
        if not module.meta["requires"]:
            del module.meta["requires"]
        module.carried.pop("requires", None)  # what the whole list said is kept under its own key
        message = f"{id!r} and {required!r} require each other, if only by way of others; that {id!r} requires {required!r} was left out"
        keys = [key for recipe in plan.fields["requires"] for key in recipe.keys if key in module.document.values]
        place = module.document.place(*keys[:1])
        module.findings.append(_finding("F011", place, message, "Decide which of the two comes first."))


def _kept(module: _Module, plan: ImportMap) -> list[str]:
    """The foreign keys of a module that are kept under `x-`."""
    carried = frozenset[str]().union(*module.carried.values())
    return [key for key in module.document.values if key not in carried and key not in plan.forget]


def _render(module: _Module, body: str, plan: ImportMap, fields: Fields) -> bytes:
    ordered = {name: module.meta[name] for name in fields.names if name in module.meta}
    own = {name: value for name, value in module.meta.items() if name not in ordered}
    kept = kept_values(module.document, _kept(module, plan), own)
    page = render_page({**ordered, **own}, kept, module.document, body)
    if page.front_in_body and not module.document.lost:
        message = "the front matter is too long to be kept among the module's; it stands as code at the top of the page"
        module.findings.append(_finding("F002", Place(module.document.file), message, "Shorten it there, or move it to where it belongs."))
    return page.raw


def _registers(plan: ImportMap) -> dict[str, bytes]:
    registers = {SETTINGS: plan.library, _SKILLS: plan.skills}
    return {file: render_yaml(meta).encode() for file, meta in registers.items() if meta is not None}


def _count(names: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(names).items()))


def _count_fates(bodies: Iterable[Rewritten]) -> dict[str, int]:
    counts = Counter(fate for body in bodies for fate in body.fates)
    return {fate: counts[fate] for fate in get_args(Fate)}


def _finding(code: str, place: Place, message: str, hint: str) -> Finding:
    return Finding(place, code, message, hint, LEVELS[code])


def _unread(source: SourceFile) -> Finding:
    reasons = {"symlink": "it is a symbolic link", "special": "it is no plain file", "too-large": f"it has {source.size:,} bytes"}
    why = reasons.get(source.trouble, "it cannot be opened")
    return _finding(
        "F004", Place(source.file), f"this document was not imported: {why}", "Put a plain file of at most 4 MB here that can be opened."
    )


def _value_left(document: ForeignDocument, name: str, left: Left) -> Finding:
    place = document.place(left.key) if left.key else Place(document.file)
    return _finding("F006", place, f"{name!r} could not take all: {left.reason}", left.hint)
