"""Markdown to HTML, with one converter for as many pages as there are: making one takes as long as a quarter of a page."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass
from typing import Any

from markdown import Markdown
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

# What leads links of Markdown to pages has no other door than the one that MkDocs itself goes through.
from mkdocs.structure.pages import _RelativePathTreeprocessor

from peerlore.publishing.sanitizer import is_worn


@dataclass(frozen=True, slots=True)
class Body:
    """A page's text as HTML, and the headings for its contents list as the extension `toc` gives them.

    `asked` are the staged paths to which its links may lead; one that there is not begins with `!`.
    """

    html: str
    tokens: list[Any]
    asked: tuple[str, ...]


class Converter:
    """Converts bodies one after the other, each as if it were the first. `files` are the staged paths."""

    def __init__(self, config: MkDocsConfig, files: Set[str]) -> None:
        self._config = config
        self._files = _Files(files)
        self._engine, self._links = self._made()

    def convert(self, path: str, text: str) -> Body:
        """The body of the page `path`."""
        self._links.file = file_at(path)
        self._files.asked.clear()
        html = self._engine.reset().convert(text)
        body = Body(html, getattr(self._engine, "toc_tokens", []), tuple(sorted(self._files.asked)))
        self._links.links_to_anchors.clear()
        if is_worn(self._engine):
            self._engine, self._links = self._made()
        return body

    def _made(self) -> tuple[Markdown, _RelativePathTreeprocessor]:
        engine = Markdown(extensions=self._config.markdown_extensions, extension_configs=self._config.mdx_configs)
        links = _RelativePathTreeprocessor(file_at("index.md"), self._files, self._config)
        links._register(engine)
        return engine, links


class _Files(Files):
    """The staged files as MkDocs asks for them."""

    def __init__(self, known: Set[str]) -> None:
        super().__init__(())
        self._known = known
        self._found: dict[str, File] = {}
        self.asked: set[str] = set()

    def get_file_from_path(self, path: str) -> File | None:
        file = self._found.get(path)
        if file is None and path in self._known:
            file = self._found[path] = file_at(path)  # keeps its address, which takes longer than all the rest
        self.asked.add(path if file else f"!{path}")
        return file


def file_at(path: str) -> File:
    """The staged file at `path`, as MkDocs speaks of it."""
    return File(path, None, "", use_directory_urls=True)
