"""Markdown to HTML, with one converter for as many pages as there are: making one takes as long as a quarter of a page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from markdown import Markdown
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

# What leads links of Markdown to pages has no other door than the one that MkDocs itself goes through.
from mkdocs.structure.pages import _RelativePathTreeprocessor
from mkdocs.structure.toc import TableOfContents, get_toc

from peerlore.publishing.sanitizer import is_worn


@dataclass(frozen=True, slots=True)
class Body:
    """A page's text as HTML, and its contents list."""

    html: str
    contents: TableOfContents


class Converter:
    """Converts bodies one after the other, each as if it were the first. `find` gives the file at a staged path, if there is one."""

    def __init__(self, config: MkDocsConfig, find: Callable[[str], File | None]) -> None:
        self._config = config
        self._files = _Files(find)
        self._engine, self._links = self._made()

    def convert(self, file: File, text: str) -> Body:
        """The body of the page `file`."""
        self._links.file = file
        html = self._engine.reset().convert(text)
        body = Body(html, get_toc(getattr(self._engine, "toc_tokens", [])))
        self._links.links_to_anchors.clear()
        if is_worn(self._engine):
            self._engine, self._links = self._made()
        return body

    def _made(self) -> tuple[Markdown, _RelativePathTreeprocessor]:
        engine = Markdown(extensions=self._config.markdown_extensions, extension_configs=self._config.mdx_configs)
        links = _RelativePathTreeprocessor(File("index.md", None, "", use_directory_urls=True), self._files, self._config)
        links._register(engine)
        return engine, links


class _Files(Files):
    """The staged files as MkDocs asks for them."""

    def __init__(self, find: Callable[[str], File | None]) -> None:
        super().__init__(())
        self._find = find

    def get_file_from_path(self, path: str) -> File | None:
        return self._find(path)
