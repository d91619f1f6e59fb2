"""One staged page to one page of the site, in any process: body, frame, and nothing of other pages but their addresses."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from mkdocs.commands.build import get_context
from mkdocs.structure.files import Files
from mkdocs.structure.nav import get_navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import get_toc

from peerlore.checking.judged import Memory
from peerlore.publishing import engine_settings
from peerlore.publishing.bodies import Bodies
from peerlore.publishing.converter import Body, Converter, file_at
from peerlore.publishing.disk import link_pages
from peerlore.publishing.mending import mended
from peerlore.publishing.recipe import Recipe, load
from peerlore.publishing.sanitizer import page_in_hand
from peerlore.staging.addresses import address
from peerlore.staging.escape import read_front_matter

_NAVIGATION = frozenset(page for entry in engine_settings.navigation() for page in entry.values())


@dataclass(frozen=True, slots=True)
class Sheet:
    """A staged page: its path, its text, and the file of the library that its text comes from, for what is said of it."""

    path: str
    text: str
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Pressed:
    """A page as readers get it: its place on the site, its HTML, and what there was to say to whoever builds.

    `asked` are the staged paths to which its links may lead (see `Body`), `learned` are keys and texts for memory.
    """

    place: str
    html: bytes
    warnings: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()
    learned: tuple[tuple[bytes, bytes], ...] = ()


class Press:
    """Makes pages for one recipe. `memory` keeps bodies that were converted before."""

    def __init__(self, recipe: Recipe, memory: Memory | None = None) -> None:
        self._recipe = recipe
        self._config = load(recipe)
        self._environment = self._config.theme.get_env()
        self._environment.globals["pl_preview"] = False
        files = Files([file_at(path) for path in sorted(_NAVIGATION & recipe.files)])
        self._navigation = get_navigation(files, self._config)
        self._named = {file.src_uri: file for file in files}
        self._converter = Converter(self._config, recipe.files)
        self._bodies = Bodies(memory, recipe.text_edition(), recipe.files)

    def make(self, sheet: Sheet) -> Pressed:
        """The page of which `sheet` is the staged text."""
        self._bodies.learned.clear()
        with _listening() as warnings:
            token = page_in_hand.set(sheet.origin or sheet.path)
            try:
                html, asked = self._html(sheet, warnings)
            finally:
                page_in_hand.reset(token)
        learned = tuple(self._bodies.learned)
        return Pressed(place_of(sheet.path), html.encode("utf-8", errors="xmlcharrefreplace"), tuple(warnings), asked, learned)

    def _html(self, sheet: Sheet, warnings: list[str]) -> tuple[str, tuple[str, ...]]:
        file = self._named.get(sheet.path) or file_at(sheet.path)
        page = file.page or Page(None, file, self._config)
        page.meta, page.markdown = read_front_matter(sheet.text)
        body = self._body(sheet.path, page.markdown, warnings)
        page.content, page.toc = body.html, get_toc(body.tokens)
        page.active = True
        context = get_context(self._navigation, (), self._config, page)
        html = mended(self._environment.get_template(page.meta.get("template", "main.html")).render(context))
        page.active = False
        return link_pages(html) if self._recipe.disk else html, body.asked

    def _body(self, path: str, text: str, warnings: list[str]) -> Body:
        body = self._bodies.find(path, text)
        if body is None:
            body = self._converter.convert(path, text)
            if not warnings:  # what there is to say is said each time
                self._bodies.keep(path, text, body)
        return body


def place_of(path: str) -> str:
    """Where the staged file at `path` stands on the site.

    >>> place_of("paths/ask-well.md"), place_of("modules/circles/cards.png")
    ('paths/ask-well/index.html', 'modules/circles/cards.png')
    """
    return f"{address(path)}index.html" if path.endswith(".md") else path


@contextmanager
def _listening() -> Iterator[list[str]]:
    """What MkDocs, and we, warn of meanwhile: whoever asked for the page says it, who may be another process."""
    heard: list[str] = []
    listener = _Listener(heard)
    logger = logging.getLogger("mkdocs")
    before, passed_on = logger.handlers, logger.propagate
    logger.handlers, logger.propagate = [listener], False
    try:
        yield heard
    finally:
        logger.handlers, logger.propagate = before, passed_on


class _Listener(logging.Handler):
    def __init__(self, heard: list[str]) -> None:
        super().__init__(logging.WARNING)
        self._heard = heard

    def emit(self, record: logging.LogRecord) -> None:
        self._heard.append(record.getMessage())
