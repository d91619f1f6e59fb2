"""Feeds of what was approved or changed last: Atom (RFC 4287) and JSON Feed 1.1, for the library and for each topic.

A feed names its entries by absolute addresses, so without `address` in `library.yml` there is none.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from uuid import NAMESPACE_URL, uuid5
from xml.etree import ElementTree

from peerlore.library import Library
from peerlore.model.nouns import Contributor, Module, Settings, Translation
from peerlore.model.reviews import Standings
from peerlore.model.tree import PlainFile
from peerlore.reading.handles import NOBODY
from peerlore.staging.addresses import address, person_page, staged_file

MOST = 50
"""Entries in one feed."""

ATOM = "feed.xml"
JSON = "feed.json"
TOPIC_TITLE = "{library}: {topic}"

_ATOM = "http://www.w3.org/2005/Atom"
_VERSION = "https://jsonfeed.org/version/1.1"
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_MIDNIGHT = "T00:00:00Z"


@dataclass(frozen=True, slots=True)
class _Entry:
    """One text in a feed. `day` is in ISO 8601; `authors` are names with addresses, which may be empty."""

    id: str
    url: str
    title: str
    summary: str
    day: str
    language: str
    authors: tuple[tuple[str, str], ...]
    skills: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed: the staged folder in which its two files lie, what it calls itself, and its entries, newest first."""

    folder: str
    title: str
    summary: str
    page: str
    entries: tuple[_Entry, ...]


def build_feeds(library: Library, standings: Standings) -> list[Feed]:
    """The library's feed, and one for each topic, as far as there is a dated text to tell of and an address to tell it from."""
    settings = library.settings
    if not settings.address:
        return []
    entries = {module.id: list(_entries(library, module, standings)) for module in library.listed if module.status == "ready"}
    feeds = [_feed("", settings.title, settings.summary, settings, (entry for found in entries.values() for entry in found))]
    for topic in settings.topics:
        own = (entry for module in library.modules_of_topic(topic.id) for entry in entries.get(module.id, ()))
        title = TOPIC_TITLE.format(library=settings.title, topic=topic.title)
        feeds.append(_feed(f"modules/{topic.id}/", title, topic.summary, settings, own))
    return [feed for feed in feeds if feed.entries]


def feed_files(feeds: Iterable[Feed], settings: Settings) -> Iterator[PlainFile]:
    """Both files of every feed."""
    for feed in feeds:
        yield PlainFile(feed.folder + ATOM, render_atom(feed, settings))
        yield PlainFile(feed.folder + JSON, render_json(feed, settings))


def _feed(folder: str, title: str, summary: str, settings: Settings, entries: Iterable[_Entry]) -> Feed:
    by_address = sorted(entries, key=lambda entry: entry.url)
    newest = sorted(by_address, key=lambda entry: entry.day, reverse=True)  # stable: entries of one day stay in the order of addresses
    return Feed(folder, title, summary, settings.address + folder, tuple(newest[:MOST]))


def _entries(library: Library, module: Module, standings: Standings) -> Iterator[_Entry]:
    names = library.skill_names
    texts: tuple[Module | Translation, ...] = (module, *library.translations.get(module.id, ()))
    for text in texts:
        day = standings.day_of(text.document.file)
        if day:
            yield _Entry(
                id=_id(library.settings.address, text),
                url=library.settings.address + address(staged_file(text.document.file) or ""),
                title=text.title,
                summary=text.summary,
                day=day,
                language=text.language,
                authors=tuple(_author(author, library) for author in _writers(text, module)),
                skills=tuple((taught.skill, names.get(taught.skill, taught.skill)) for taught in module.skills),
            )


def _id(site: str, text: Module | Translation) -> str:
    """A name that stays when a module moves to another topic or gets another title: made from site, id and language alone."""
    language = f".{text.language}" if isinstance(text, Translation) else ""
    return uuid5(NAMESPACE_URL, f"{site}#{text.id}{language}").urn


def _writers(text: Module | Translation, module: Module) -> Iterable[Contributor]:
    return {author.person: author for author in (*text.authors, *module.authors) if author.person != NOBODY}.values()


def _author(author: Contributor, library: Library) -> tuple[str, str]:
    person = library.people.get(author.person)
    return (person.name, library.settings.address + address(person_page(person.handle))) if person else (author.person, "")


def render_atom(feed: Feed, settings: Settings) -> str:
    """A feed as Atom."""
    ElementTree.register_namespace("", _ATOM)
    root = ElementTree.Element(f"{{{_ATOM}}}feed", {_LANGUAGE: settings.languages[0]})
    _text(root, "id", feed.page)
    _text(root, "title", feed.title)
    if feed.summary:
        _text(root, "subtitle", feed.summary)
    _text(root, "updated", feed.entries[0].day + _MIDNIGHT)
    _link(root, "alternate", feed.page, "text/html")
    _link(root, "self", feed.page + ATOM, "application/atom+xml")
    if settings.licence:
        _text(root, "rights", settings.licence)
    if not all(entry.authors for entry in feed.entries):  # RFC 4287, section 4.1.1
        _text(ElementTree.SubElement(root, f"{{{_ATOM}}}author"), "name", settings.title)
    for entry in feed.entries:
        _atom_entry(root, entry)
    ElementTree.indent(root, " ")
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ElementTree.tostring(root, encoding="unicode") + "\n"


def _atom_entry(root: ElementTree.Element, entry: _Entry) -> None:
    element = ElementTree.SubElement(root, f"{{{_ATOM}}}entry", {_LANGUAGE: entry.language})
    _text(element, "id", entry.id)
    _text(element, "title", entry.title)
    _text(element, "updated", entry.day + _MIDNIGHT)
    _link(element, "alternate", entry.url, "text/html", entry.language)
    for name, url in entry.authors:
        author = ElementTree.SubElement(element, f"{{{_ATOM}}}author")
        _text(author, "name", name)
        if url:
            _text(author, "uri", url)
    for id, name in entry.skills:
        ElementTree.SubElement(element, f"{{{_ATOM}}}category", {"term": id, "label": name})
    _text(element, "summary", entry.summary)


def _text(parent: ElementTree.Element, name: str, text: str) -> None:
    ElementTree.SubElement(parent, f"{{{_ATOM}}}{name}").text = text


def _link(parent: ElementTree.Element, relation: str, url: str, kind: str, language: str = "") -> None:
    more = {"hreflang": language} if language else {}
    ElementTree.SubElement(parent, f"{{{_ATOM}}}link", {"rel": relation, "type": kind, "href": url, **more})


def render_json(feed: Feed, settings: Settings) -> str:
    """A feed as JSON Feed 1.1: https://www.jsonfeed.org/version/1.1/."""
    said = {
        "version": _VERSION,
        "title": feed.title,
        "home_page_url": feed.page,
        "feed_url": feed.page + JSON,
        **({"description": feed.summary} if feed.summary else {}),
        "language": settings.languages[0],
        "items": [
            {
                "id": entry.id,
                "url": entry.url,
                "title": entry.title,
                "content_text": entry.summary,
                "summary": entry.summary,
                "date_modified": entry.day + _MIDNIGHT,
                "authors": [{"name": name, **({"url": url} if url else {})} for name, url in entry.authors],
                "tags": [name for _, name in entry.skills],
                "language": entry.language,
            }
            for entry in feed.entries
        ],
    }
    return json.dumps(said, ensure_ascii=False, indent=1) + "\n"
