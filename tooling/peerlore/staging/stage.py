"""The whole staged tree of a library, page by page, in a fixed order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from peerlore.library import Library
from peerlore.model.activity import NO_ACTIVITIES, Activities
from peerlore.model.attendance import Attended
from peerlore.model.credit import Credited
from peerlore.model.documents import Document
from peerlore.model.figures import Figures
from peerlore.model.findings import Finding
from peerlore.model.questionnaires import Answered
from peerlore.model.reviews import NO_STANDINGS, Agreement, Standings
from peerlore.model.tree import PlainFile
from peerlore.staging.addresses import FINDINGS, staged_file
from peerlore.staging.bodies import Links
from peerlore.staging.calendars import calendars
from peerlore.staging.catalogue import catalogue
from peerlore.staging.feeds import build_feeds, feed_files
from peerlore.staging.forge_links import ForgeLinks
from peerlore.staging.page import build_page
from peerlore.staging.pages import elsewhere, modules
from peerlore.staging.pages.coverage import coverage_page
from peerlore.staging.pages.figures import figures_file, figures_page
from peerlore.staging.pages.groups import group_pages
from peerlore.staging.pages.home import home_page
from peerlore.staging.pages.needs import need_pages
from peerlore.staging.pages.news import news_pages
from peerlore.staging.pages.offer import offer_page
from peerlore.staging.pages.paths import path_pages
from peerlore.staging.pages.people import people_pages
from peerlore.staging.pages.sessions import session_pages
from peerlore.staging.pages.skills import skill_pages
from peerlore.staging.pages.topics import topic_pages
from peerlore.staging.robots import robots
from peerlore.staging.site import Site


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What is known around the texts: what evidence says of them, what colleagues said, and the library's folder in its repository.

    `credited` is what evidence gives people, by their handles; `agreements` who agreed to the contracts of groups, by their files;
    `attended` how many were in each session, by its id, and `answered` what they answered afterwards.
    `figures` are those of the day on which something happened last.
    """

    standings: Standings = NO_STANDINGS
    activities: Activities = NO_ACTIVITIES
    folder: str = ""
    credited: Mapping[str, Credited] = field(default_factory=dict)
    agreements: Mapping[str, Agreement] = field(default_factory=dict)
    figures: Figures | None = None
    attended: Mapping[str, Attended] = field(default_factory=dict)
    answered: Mapping[str, Answered] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Preview:
    """What only the author's own preview shows: pages with faults, and everything that was found."""

    faulty: Sequence[Document] = ()
    findings: Mapping[str, Sequence[Finding]] = field(default_factory=dict)


def stage_library(
    library: Library,
    help_pages: Sequence[PlainFile],
    around: Surroundings = Surroundings(),
    preview: Preview | None = None,
) -> Iterator[PlainFile]:
    """Every file of the staged tree. The same library gives the same files in the same order."""
    standings, published = around.standings, _published(library)
    site = Site(
        library,
        standings,
        Links(published, standings.withheld - published),
        ForgeLinks(library.settings, around.folder, around.activities),
        build_feeds(library, standings),
        around.credited,
        around.agreements,
        around.figures,
        around.attended,
        around.answered,
    )
    for edition in site.editions:
        yield home_page(site, edition)
        yield from topic_pages(site, edition)
        yield from path_pages(site, edition)
        yield from skill_pages(site, edition)
        yield from people_pages(site, edition)
        yield from group_pages(site, edition)
        yield from session_pages(site, edition)
        yield from need_pages(site, edition)
        yield from news_pages(site, edition)
        yield coverage_page(site, edition)
        yield figures_page(site, edition)
        yield offer_page(site, edition)
    yield from modules.module_pages(site)
    yield from help_pages
    for asset in sorted(library.assets):
        staged = staged_file(asset)
        if staged:
            yield PlainFile(staged, copy_of=asset)
    yield from elsewhere.pages(site, published)
    yield from feed_files(site.feeds, library.settings)
    yield from calendars(site)
    yield catalogue(library, standings)
    if site.figures:
        yield figures_file(site.figures)
    yield robots(library.settings)
    if preview is not None:
        yield from _preview_pages(site, preview)


def _published(library: Library) -> frozenset[str]:
    documents = [module.document for module in library.modules.values()]
    documents += [path.document for path in library.paths.values()]
    documents += [person.document for person in library.people.values()]
    documents += [page.document for pages in (library.groups, library.sessions, library.needs) for page in pages.values()]
    documents += [text.document for texts in library.translations.values() for text in texts]
    return frozenset(document.file for document in documents) | library.assets


def _preview_pages(site: Site, preview: Preview) -> Iterator[PlainFile]:
    for document in preview.faulty:
        if staged_file(document.file):
            title = str(document.meta.get("title") or document.meta.get("name") or "")
            yield modules.faulty_page(document.file, title, document.body, preview.findings.get(document.file, ()))
    front = {"title": "Findings", "description": "What keeps this library from being published."}
    yield build_page(site.editions[0], FINDINGS, "preview", front, findings=sorted(preview.findings.items()))
