"""The import map: typed values read from YAML, with every mistake of its author as a finding at its place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from peerlore.checking.schemas import Schemas
from peerlore.importing.cards import LEVELS
from peerlore.importing.fields import Fields
from peerlore.model.documents import Document, KeyPath, Kind
from peerlore.model.findings import Finding, Place
from peerlore.reading.front_matter import Values, read_values
from peerlore.reading.limits import REGISTER

_SOURCES = ("from", "template", "constant", "estimate")
_NAME_IN_TEMPLATE = re.compile(r"\{\{|\}\}|\{([^{}]+)\}")


@dataclass(frozen=True, slots=True)
class Template:
    """A sentence in pieces: every second one is the name of a key."""

    pieces: tuple[str, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The keys that the sentence needs."""
        return self.pieces[1::2]


@dataclass(frozen=True, slots=True)
class Recipe:
    """Where a value comes from and what is done to it; the schema of the map says what each part means."""

    keys: tuple[str, ...] = ()
    template: Template | None = None
    constant: Any = None
    estimate: bool = False
    split: str = ""
    skip: tuple[re.Pattern[str], ...] = ()
    patterns: tuple[re.Pattern[str], ...] = ()
    table: Mapping[str, Any] = field(default_factory=dict)
    keep: bool = False
    each: Template | None = None
    slug: str = ""
    modules: bool = False
    cut: int = 0
    default: Any = None

    @property
    def works_on_text(self) -> bool:
        """Whether anything is done to the value, so that it must be text."""
        return bool(self.split or self.skip or self.patterns or self.table or self.each or self.slug or self.modules or self.cut)


@dataclass(frozen=True, slots=True)
class LinkRule:
    """What an address looks like, and what it becomes."""

    pattern: re.Pattern[str]
    to: str


@dataclass(frozen=True, slots=True)
class ImportMap:
    """A whole map. `library` and `skills` are the contents of the two registers of a new library, or nothing."""

    documents: tuple[re.Pattern[str], ...]
    topic: tuple[Recipe, ...]
    fields: Mapping[str, tuple[Recipe, ...]]
    id: tuple[Recipe, ...] = (Recipe(keys=("stem",)),)
    exceptions: tuple[re.Pattern[str], ...] = ()
    forget: Mapping[str, str] = field(default_factory=dict)
    inside: tuple[LinkRule, ...] = ()
    outside: tuple[LinkRule, ...] = ()
    library: Mapping[str, Any] | None = None
    skills: Mapping[str, Any] | None = None

    def wants(self, file: str) -> bool:
        """Whether the file at this path of the folder is a document to import."""
        return any(glob.fullmatch(file) for glob in self.documents) and not any(glob.fullmatch(file) for glob in self.exceptions)

    @property
    def starts_a_library(self) -> bool:
        """Whether the map says enough to begin a library in an empty folder."""
        return self.library is not None and self.skills is not None


def read_map(text: str, file: str, checker: Schemas) -> tuple[ImportMap | None, list[Finding]]:
    """Read a map. With any finding there is no map: half a map would adopt hundreds of documents wrongly."""
    values = read_values(text, REGISTER)
    findings = [Finding(Place(file, fault.line, fault.column), fault.code, fault.message, fault.hint) for fault in values.faults]
    if findings:
        return None, findings
    document = _document(file, "import-map", values, ())
    findings += checker.check(document)
    if not findings:
        registers: tuple[Kind, ...] = ("library", "skills")
        for kind in (kind for kind in registers if kind in document.meta):
            findings += checker.check(_document(file, kind, values, (kind,)))
    if not findings:
        findings += _check_recipes(document, Fields(checker))
    if findings:
        return None, sorted(findings)
    return _map(document.meta), []


def _document(file: str, kind: Kind, values: Values, path: KeyPath) -> Document:
    """The part of the map below `path` as a document, which schemas can check."""
    meta = values.meta
    for part in path:
        meta = meta[part]
    return Document(file, kind, meta if isinstance(meta, dict) else {}, find_marks=lambda: values.marks.below(path))


def _map(meta: Mapping[str, Any]) -> ImportMap:
    links = meta.get("links", {})
    own_id = {"id": _recipes(meta["id"])} if "id" in meta else {}
    return ImportMap(
        documents=_globs(meta["documents"]),
        exceptions=_globs(meta.get("except", ())),
        topic=_recipes(meta["topic"]),
        fields={name: _recipes(recipe) for name, recipe in meta["fields"].items()},
        forget=meta.get("forget", {}),
        inside=_rules(links.get("inside", ())),
        outside=_rules(links.get("outside", ())),
        library=meta.get("library"),
        skills=meta.get("skills"),
        **own_id,
    )


def _rules(entries: Any) -> tuple[LinkRule, ...]:
    return tuple(LinkRule(re.compile(entry["pattern"]), entry["to"]) for entry in entries)


def _globs(patterns: Any) -> tuple[re.Pattern[str], ...]:
    return tuple(_glob(pattern) for pattern in patterns)


def _glob(pattern: str) -> re.Pattern[str]:
    """A path with `*`, `?` and `**` as a regular expression.

    >>> bool(_glob("**/a*.md").fullmatch("x/y/ab.md")), bool(_glob("*.md").fullmatch("x/a.md"))
    (True, False)
    """
    parts = {"**/": "(?:[^/]+/)*", "**": ".*", "*": "[^/]*", "?": "[^/]"}
    return re.compile("".join(parts.get(piece, re.escape(piece)) for piece in re.split(r"(\*\*/|\*\*|\*|\?)", pattern)))


def _recipes(value: Any) -> tuple[Recipe, ...]:
    return tuple(_recipe(step) for _, step in _steps(value, ()))


def _steps(value: Any, path: KeyPath) -> Iterator[tuple[KeyPath, Mapping[str, Any]]]:
    """Each recipe of one recipe or a list of them, with where it stands."""
    if isinstance(value, list):
        for index, entry in enumerate(value):
            yield (*path, index), entry
    else:
        yield path, value


def _recipe(step: Mapping[str, Any]) -> Recipe:
    return Recipe(
        keys=_texts(step.get("from")),
        template=_template(step["template"]) if "template" in step else None,
        constant=step.get("constant"),
        estimate="estimate" in step,
        split=step.get("split", ""),
        skip=tuple(re.compile(text) for text in _texts(step.get("skip"))),
        patterns=tuple(re.compile(text) for text in _texts(step.get("pattern"))),
        table=step.get("table", {}),
        keep=step.get("otherwise") == "keep",
        each=_template(step["each"]) if "each" in step else None,
        slug=step.get("slug", ""),
        modules=step.get("modules", False),
        cut=step.get("cut", 0),
        default=step.get("default"),
    )


def _texts(value: Any) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value or ())


def _template(text: str) -> Template:
    """Take a sentence apart.

    >>> _template("Guide {number}: {{{title}}}").pieces
    ('Guide ', 'number', ': {', 'title', '}')
    """
    pieces = [""]
    done = 0
    for match in _NAME_IN_TEMPLATE.finditer(text):
        pieces[-1] += text[done : match.start()]
        done = match.end()
        if match[1] is None:
            pieces[-1] += match[0][0]
        else:
            pieces += (match[1], "")
    pieces[-1] += text[done:]
    return Template(tuple(pieces))


def _check_recipes(document: Document, fields: Fields) -> Iterator[Finding]:
    """What a schema cannot say: one source a recipe, patterns that can be read, values that fit their fields."""
    meta = document.meta
    for name in ("id", "topic"):
        for path, step in _steps(meta.get(name, []), (name,)):
            yield from _check_step(document, step, path)
    for name, recipe in meta["fields"].items():
        for path, step in _steps(recipe, ("fields", name)):
            yield from _check_step(document, step, path)
            yield from _check_values(document, step, path, name, fields)
    for side, rules in meta.get("links", {}).items():
        for index, rule in enumerate(rules):
            place: KeyPath = ("links", side, index)
            yield from _check_pattern(document, rule["pattern"], (*place, "pattern"), rule["to"], (*place, "to"))


def _check_step(document: Document, step: Mapping[str, Any], path: KeyPath) -> Iterator[Finding]:
    named = [source for source in _SOURCES if source in step]
    if len(named) != 1:
        message = f"this recipe has {' and '.join(map(repr, named))}, of which it can have one" if named else "this recipe has no source"
        hint = f"Write one of {', '.join(_SOURCES)}; for several ways to a value, write a list of recipes."
        yield _broken(document, path, message, hint)
    for key in ("skip", "pattern"):
        patterns = step.get(key, ())
        for index, text in enumerate(_texts(patterns)):
            yield from _check_pattern(document, text, (*path, key) if isinstance(patterns, str) else (*path, key, index))


def _check_values(document: Document, step: Mapping[str, Any], path: KeyPath, name: str, fields: Fields) -> Iterator[Finding]:
    """The values that a recipe names itself; a slip there would be found in every document."""
    named = [((*path, key), step[key]) for key in ("constant", "default") if key in step]
    if not {"each", "slug", "modules"} & step.keys():
        named += [((*path, "table", key), ours) for key, ours in step.get("table", {}).items()]
    for place, ours in named:
        shaped = fields.bring_into_shape(name, ours)
        if not fields.fits(name, shaped):
            yield _broken(document, place, *fields.complaint(name, shaped))


def _check_pattern(document: Document, text: str, path: KeyPath, to: str = "", to_path: KeyPath = ()) -> Iterator[Finding]:
    try:
        pattern = re.compile(text)
    except re.error as error:
        yield _broken(document, path, f"the pattern {text!r} cannot be read: {error}", "It must be a regular expression of Python.")
        return
    try:
        pattern.sub(to, "")
    except (re.error, IndexError) as error:
        yield _broken(
            document,
            to_path,
            f"{to!r} cannot be filled in: {error}",
            "\\1 stands for the first group of the pattern, \\g<name> for one with a name.",
        )


def _broken(document: Document, path: KeyPath, message: str, hint: str) -> Finding:
    return Finding(document.place(*path), "F001", message, hint, LEVELS["F001"])
