"""What is needed and what is offered, skill by skill, in the order of topics: pictures with their tables, and every gap in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from markupsafe import Markup

from peerlore.model.tree import PlainFile
from peerlore.staging.addresses import NEEDS, OFFER, skill_page, way_to_page
from peerlore.staging.editions import Edition
from peerlore.staging.offers import Balance
from peerlore.staging.page import UNSEARCHED, build_page
from peerlore.staging.pictures import BalanceRow, Table, balance, figure
from peerlore.staging.site import Site
from peerlore.staging.words import Words

_DRAWN = 20
"""Skills in a picture. A table has all of them; a longer picture is one that nobody sees as a whole."""
_COLUMNS = ("needs", "wanting", "modules", "helpers", "groups", "sessions")


def offer_page(site: Site, edition: Edition) -> PlainFile:
    """The map of need and offer: what is missing, then a picture and a table for each topic."""
    words, balances = edition.words, site.offers.balances
    by_topic: dict[str, list[Balance]] = {}
    for one in balances:
        by_topic.setdefault(site.offers.topic_of(one.skill.id), []).append(one)
    titles = [*((topic.id, topic.title) for topic in site.library.settings.topics), ("", words("offer_no_topic"))]
    longest = max((len(one.skill.name) for one in balances), default=0)
    front = {
        "title": words("offer_map"),
        "description": words("offer_map_summary"),
        "template": "offer.html",
        "crumbs": [{"title": words("needs"), "page": NEEDS}],
        "parts": [_part(number, title, by_topic[id], longest, edition) for number, (id, title) in enumerate(titles, 1) if id in by_topic],
        **UNSEARCHED,
    }
    return build_page(
        edition,
        OFFER,
        "offer",
        front,
        gaps=[(one.skill, words.counted(one.wanting, "offer_wanting"), _missing(one, words)) for one in balances if one.has_gap],
        asked=any(one.needs for one in balances),
        needs_page=NEEDS,
    )


def _part(number: int, title: str, balances: list[Balance], longest: int, edition: Edition) -> dict[str, Any]:
    """A topic with its picture. Skills of which there is only the name stand in the table alone, if there are others."""
    words = edition.words
    drawn = [one for one in balances if one.needs or one.offer][:_DRAWN] or balances[:_DRAWN]
    caption = words("offer_legend")
    if len(drawn) < len(balances):
        caption = f"{caption} {words('offer_caption_some', shown=words.number(len(drawn)), all=words.number(len(balances)))}"
    columns = [words(f"offer_{name}_short") for name in _COLUMNS]
    told = words.counted(sum(one.has_gap for one in balances), "offer_gaps")
    drawing = balance(columns, list(_rows(drawn, words)), words("offer_caption", topic=title), told, longest)
    table = Table(
        (words("skill"), *(words(f"offer_{name}_long") for name in _COLUMNS), words("offer_missing")), tuple(_table(balances, edition))
    )
    opened = len(drawn) < len(balances)
    return {"id": f"part-{number}", "title": title, "picture": figure(drawing, caption, words, table, opened=opened, scrolled=title)}


def _rows(balances: Iterable[Balance], words: Words) -> Iterator[BalanceRow]:
    for one in balances:
        yield BalanceRow(one.skill.name, _asked(one), _there(one), _missing(one, words))


def _table(balances: Iterable[Balance], edition: Edition) -> Iterator[tuple[Markup | str, ...]]:
    words, here = edition.words, edition.page(OFFER)
    for one in balances:
        link = Markup('<a href="{}">{}</a>').format(way_to_page(edition.page(skill_page(one.skill.id)), here), one.skill.name)
        missing = _missing(one, words) or words("offer_nothing_missing" if one.needs else "offer_not_asked")
        yield (link, *(words.number(count) for count in (*_asked(one), *_there(one))), missing)


def _asked(one: Balance) -> tuple[int, ...]:
    return (len(one.needs), one.wanting)


def _there(one: Balance) -> tuple[int, ...]:
    return (len(one.offer.modules), len(one.offer.people), len(one.offer.groups), len(one.offer.sessions))


def _missing(one: Balance, words: Words) -> str:
    """What is missing for those who need a skill; nothing where all is there, or nobody asks."""
    parts = []
    if one.untaught:
        parts.append(words("gap_untaught_level" if one.offer.modules else "gap_untaught"))
    if one.unhelped:
        parts.append(words("gap_unhelped_level" if one.offer.people else "gap_unhelped"))
    return ", ".join(parts)
