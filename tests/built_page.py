"""A built page as a checker reads it: its elements, ids and text. Knows HTML, nothing of peerlore."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

_LOADING = {
    "script": ("src",),
    "link": ("href",),
    "img": ("src", "srcset"),
    "iframe": ("src",),
    "object": ("data",),
    "source": ("src", "srcset"),
}
_LOADING_RELATIONS = {"stylesheet", "icon", "preload", "prefetch", "modulepreload", "preconnect", "dns-prefetch", "manifest"}

_SILENT = ("script", "style", "title")
_INSIDE_WORDS = frozenset(("a", "abbr", "b", "code", "em", "i", "mark", "span", "strong", "sub", "sup"))


@dataclass
class BuiltPage(HTMLParser):
    """The elements of a page in their order as `(tag, attributes)`, and the words that it shows."""

    text: str
    elements: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()
        self._silent = 0
        self.feed(self.text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent += tag in _SILENT
        self._part(tag)
        self.elements.append((tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in _SILENT
        self._part(tag)

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.pieces.append(data)

    def _part(self, tag: str) -> None:
        if tag not in _INSIDE_WORDS:
            self.pieces.append(" ")

    @property
    def words(self) -> str:
        """The text with single spaces."""
        return " ".join("".join(self.pieces).split())

    @property
    def ids(self) -> set[str]:
        return {attributes[name] for _, attributes in self.elements for name in ("id", "name") if name in attributes}

    @property
    def links(self) -> list[str]:
        """Where `a` and `area` lead."""
        return [attributes["href"] for tag, attributes in self.elements if tag in ("a", "area") and "href" in attributes]

    @property
    def loads(self) -> Iterator[str]:
        """What a browser fetches to show the page."""
        for tag, attributes in self.elements:
            if tag == "link" and not _LOADING_RELATIONS & set(attributes.get("rel", "").split()):
                continue
            for name in _LOADING.get(tag, ()):
                if name in attributes:
                    yield attributes[name]


def read_page(file: Path) -> BuiltPage:
    """The page in `file`."""
    return BuiltPage(file.read_text("utf-8"))


def pages(site: Path) -> dict[str, BuiltPage]:
    """Every page of a site by its address below the root: `modules/circles/`, `404.html`."""
    return {file.relative_to(site).as_posix().removesuffix("index.html"): read_page(file) for file in sorted(site.rglob("*.html"))}


def dead_links(site: Path, root: str) -> list[str]:
    """Every link, picture, script, style and anchor of a site at the address `root` that leads nowhere on it."""
    built = pages(site)
    dead = []
    for name, page in built.items():
        for target in (*page.links, *page.loads):
            address = urljoin(root + name, target)
            if not address.startswith(root):
                if urlsplit(target).scheme == "":
                    dead.append(f"{name}: {target} leaves the site")
                continue
            path, _, anchor = address.removeprefix(root).partition("#")
            path = unquote(path.partition("?")[0])
            if not (site / path).is_file() and path not in built:
                dead.append(f"{name}: {target} is not there")
            elif anchor and path in built and unquote(anchor) not in built[path].ids:
                dead.append(f"{name}: {target} has no such part")
    return dead
