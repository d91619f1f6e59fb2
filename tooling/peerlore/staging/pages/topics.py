"""Every module by topic, and a page for each topic."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from peerlore.model.nouns import Module
from peerlore.model.tree import PlainFile
from peerlore.staging.addresses import MODULES, address, staged_file, topic_page
from peerlore.staging.editions import Edition, edition_for
from peerlore.staging.found import found
from peerlore.staging.page import build_page
from peerlore.staging.site import Card, Site

_SHOWN = 20
"""Modules that stand on the page for browsing before a script has more to show."""


def topic_pages(site: Site, edition: Edition) -> Iterator[PlainFile]:
    """The page from which to browse, and a page for each topic."""
    library, words = site.library, edition.words
    by_page = {f"{feed.folder}index.md": {"title": feed.title, "folder": feed.folder} for feed in site.feeds}
    topics = [(topic, len(library.modules_of_topic(topic.id))) for topic in library.settings.topics]
    newest = _newest(site, edition)
    front = {
        "title": words("browse"),
        "description": words("browse_summary"),
        "template": "browse.html",
        "newest": [_shown(site.card(module, edition)) for module in newest[:_SHOWN]],
        "count": words.number(len(newest)),
    }
    yield build_page(edition, MODULES, "topics", front, topics=topics)
    for topic in library.settings.topics:
        cards = [site.card(module, edition) for module in library.modules_of_topic(topic.id)]
        owners = [(handle, library.people.get(handle)) for handle in topic.owners]
        crumbs = [{"title": words("topics"), "page": MODULES}]
        feed = by_page.get(topic_page(topic.id))
        about: dict[str, Any] = {
            "title": topic.title,
            "description": topic.summary,
            "crumbs": crumbs,
            **found("topic"),
            **({"head": {"feed": feed}} if feed else {}),
        }
        yield build_page(edition, topic_page(topic.id), "topic", about, topic=topic, cards=cards, owners=owners)


def _newest(site: Site, edition: Edition) -> list[Module]:
    """The modules that a search in the edition finds, in the order in which it lists them without a question."""
    texts = [(module, site.text_for(module, edition)) for module in site.library.listed]
    own = [(module, text) for module, text in texts if edition_for(text.language, site.editions) is edition]
    by_address = sorted(own, key=lambda pair: address(staged_file(pair[1].document.file) or "").split("/"))
    return [module for module, _ in sorted(by_address, key=lambda pair: site.standings.day_of(pair[1].document.file), reverse=True)]


def _shown(card: Card) -> dict[str, str]:
    return {"title": card.title, "url": address(card.page), "summary": card.summary, "facts": card.facts, "language": card.language}
