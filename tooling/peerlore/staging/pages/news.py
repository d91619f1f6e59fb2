"""What is new: texts by the day on which they were approved or, where nothing proves that, changed; newest first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from peerlore.model.tree import PlainFile
from peerlore.staging.addresses import NEWS, RETIRED
from peerlore.staging.editions import Edition
from peerlore.staging.page import UNSEARCHED, build_page
from peerlore.staging.site import Card, Site

_SHOWN = 100


@dataclass(frozen=True, slots=True)
class News:
    """A text that is new: its card, the day in ISO 8601, whether it is the first one of its page, and who approved it."""

    card: Card
    day: str
    first: bool
    people: tuple[str, ...]


def news_of(site: Site, edition: Edition) -> list[News]:
    """Listed modules with the text that an edition shows, the text approved last first."""
    found = []
    for module in site.library.listed:
        file = site.text_for(module, edition).document.file
        standing, day = site.standings.of(file), site.standings.day_of(file)
        if day:
            found.append(News(site.card(module, edition), day, len(standing.versions) < 2, standing.people))
    return sorted(found, key=lambda news: news.day, reverse=True)


def news_pages(site: Site, edition: Edition) -> Iterator[PlainFile]:
    """What is new, and what was retired."""
    words = edition.words
    front = {"title": words("whats_new"), "description": words("whats_new_summary"), **UNSEARCHED}
    news = news_of(site, edition)[:_SHOWN]
    months = list(dict.fromkeys(entry.day[:7] for entry in news))
    by_month = [(words.month(month), [entry for entry in news if entry.day.startswith(month)]) for month in months]
    yield build_page(edition, NEWS, "news", front, by_month=by_month)
    retired = [module for module in site.library.modules.values() if module.status == "retired"]
    front = {"title": words("retired_pages"), "description": words("retired_summary"), **UNSEARCHED}
    yield build_page(edition, RETIRED, "retired", front, cards=[site.card(module, edition) for module in retired])
