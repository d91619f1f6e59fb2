"""Feeds hold what RFC 4287 and JSON Feed 1.1 ask for, newest first, and the same bytes for the same commit."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest

from built_page import read_page
from library_kit import module, run, small_library, tree, write
from told_library import CIRCLES, HOSTILE, built, commit_on, settings, told_library

ATOM = "{http://www.w3.org/2005/Atom}"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
SITE = "https://learn.example.com/"
DATE = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z")
# RFC 4287, sections 4.1.1 and 4.1.2: what a feed and an entry must have, and may have at most once.
ONCE = {"feed": {"id", "title", "updated"}, "entry": {"id", "title", "updated"}}
AT_MOST_ONCE = {
    "feed": {"generator", "icon", "logo", "rights", "subtitle"},
    "entry": {"content", "published", "rights", "source", "summary"},
}
ANY = {"feed": {"author", "category", "contributor", "link", "entry"}, "entry": {"author", "category", "contributor", "link"}}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(told_library(tmp_path_factory.mktemp("fil") / "d’actualités"))


def atom(file: Path) -> ElementTree.Element:
    return ElementTree.parse(file).getroot()  # noqa: S314 - written by what is tested


def said(element: ElementTree.Element, name: str) -> list[str]:
    return [found.text or "" for found in element.findall(f"{ATOM}{name}")]


def faults(feed: ElementTree.Element) -> list[str]:
    """What is wrong with an Atom feed by the RFC."""
    found = [] if feed.tag == f"{ATOM}feed" else ["no feed"]
    for kind, element in (("feed", feed), *(("entry", entry) for entry in feed.findall(f"{ATOM}entry"))):
        names = [child.tag.removeprefix(ATOM) for child in element]
        found += [f"{kind} has {names.count(name)} {name}" for name in ONCE[kind] if names.count(name) != 1]
        found += [f"{kind} has {names.count(name)} {name}" for name in AT_MOST_ONCE[kind] if names.count(name) > 1]
        found += [f"{kind} may not have {name}" for name in set(names) - ONCE[kind] - AT_MOST_ONCE[kind] - ANY[kind]]
        found += [f"{text} is no time" for text in said(element, "updated") if not DATE.fullmatch(text)]
        found += [f"{text} is no address" for text in said(element, "id") if not urlsplit(text).scheme]
        links = [(link.get("rel"), link.get("type"), link.get("hreflang")) for link in element.findall(f"{ATOM}link")]
        found += [f"{kind} has the same link twice"] if len(links) > len(set(links)) else []
        found += [
            f"{link.get('href')} is no address" for link in element.findall(f"{ATOM}link") if not urlsplit(link.get("href") or "").netloc
        ]
        found += ["a category without a term" for category in element.findall(f"{ATOM}category") if not category.get("term")]
        found += ["an author without a name" for author in element.findall(f"{ATOM}author") if len(said(author, "name")) != 1]
    unsigned = [entry for entry in feed.findall(f"{ATOM}entry") if not said(entry, "author")]
    return found + ["nobody wrote it" for _ in unsigned if not said(feed, "author")]


@pytest.mark.parametrize("folder", ["", "modules/circles/", "modules/sharing/"])
def test_atom_feeds_hold_to_the_rfc(site: Path, folder: str) -> None:
    feed = atom(site / folder / "feed.xml")
    assert faults(feed) == []
    assert feed.find(f"{ATOM}link[@rel='self']").attrib["href"] == f"{SITE}{folder}feed.xml"
    assert said(feed, "updated") == [max(text for entry in feed.iter(f"{ATOM}entry") for text in said(entry, "updated"))]


def test_the_newest_comes_first_and_no_page_that_nobody_should_find(site: Path) -> None:
    entries = atom(site / "feed.xml").findall(f"{ATOM}entry")
    told = [(said(entry, "title")[0], said(entry, "updated")[0][:10], entry.get(LANGUAGE)) for entry in entries]
    assert told == [
        ("Poser une question", "2026-03-06", "fr"),
        (HOSTILE, "2026-03-04", "en"),
        ("How to ask a question", "2026-03-01", "en"),
        ("How to draw the plan", "2026-03-01", "en"),
        ("How to write it down", "2026-03-01", "en"),
    ]
    assert [said(entry, "title")[0] for entry in atom(site / "modules/sharing/feed.xml").findall(f"{ATOM}entry")] == [
        "How to write it down"
    ]


def test_an_entry_names_people_skills_and_page(site: Path) -> None:
    entry = atom(site / "feed.xml").findall(f"{ATOM}entry")[0]
    assert [(said(author, "name"), said(author, "uri")) for author in entry.findall(f"{ATOM}author")] == [
        (["Zoé Ångström"], [f"{SITE}people/zoe/"]),
        (["Mara Lindqvist"], [f"{SITE}people/mara/"]),
    ]
    assert [category.attrib for category in entry.findall(f"{ATOM}category")] == [{"term": "asking", "label": "Asking"}]
    assert entry.find(f"{ATOM}link").attrib["href"] == f"{SITE}fr/modules/circles/ask-a-question/"
    assert said(entry, "summary") == ["Apprendre à poser une bonne question."]


def test_json_feeds_hold_to_what_is_published(site: Path) -> None:
    """https://www.jsonfeed.org/version/1.1/: required are version, title and items; of an item id, and content in one of two forms."""
    for folder in ("", "modules/circles/", "modules/sharing/"):
        feed = json.loads((site / folder / "feed.json").read_text("utf-8"))
        assert feed["version"] == "https://jsonfeed.org/version/1.1"
        assert feed["feed_url"] == f"{SITE}{folder}feed.json"
        assert feed["home_page_url"] == f"{SITE}{folder}"
        assert feed["title"]
        assert set(feed) <= {"version", "title", "home_page_url", "feed_url", "description", "language", "items"}
        assert len({item["id"] for item in feed["items"]}) == len(feed["items"])
        for item in feed["items"]:
            assert isinstance(item["id"], str)
            assert item["content_text"]
            assert DATE.fullmatch(item["date_modified"])
            assert all(author["name"] for author in item["authors"])
            assert all(isinstance(tag, str) for tag in item["tags"])


def test_both_feeds_tell_the_same(site: Path) -> None:
    entries = atom(site / "feed.xml").findall(f"{ATOM}entry")
    items = json.loads((site / "feed.json").read_text("utf-8"))["items"]
    assert [(said(entry, "id"), said(entry, "title"), said(entry, "updated")) for entry in entries] == [
        ([item["id"]], [item["title"]], [item["date_modified"]]) for item in items
    ]


def test_the_same_commit_gives_the_same_bytes_on_another_day(site: Path, tmp_path: Path) -> None:
    copy = tmp_path / "ailleurs"
    shutil.copytree(site.parent, copy)
    shutil.rmtree(copy / ".cache")
    again = built(copy)
    assert tree(again) == tree(site)


def test_a_module_keeps_its_id_when_it_moves_and_is_renamed(site: Path, tmp_path: Path) -> None:
    library = tmp_path / "déménagée"
    shutil.copytree(site.parent, library)
    before = {item["title"]: item["id"] for item in json.loads((site / "feed.json").read_text("utf-8"))["items"]}
    (library / "content/modules/sharing/write-it-down.md").rename(library / f"{CIRCLES}/write-it-down.md")
    page = library / f"{CIRCLES}/write-it-down.md"
    write(page, page.read_text("utf-8").replace("How to write it down", "Keep it on paper"))
    commit_on(library, "2026-04-02")
    newest = json.loads((built(library) / "feed.json").read_text("utf-8"))["items"][0]
    assert newest["title"] == "Keep it on paper"
    assert newest["url"] == f"{SITE}modules/circles/write-it-down/"
    assert newest["date_modified"] == "2026-04-02T00:00:00Z"
    assert newest["id"] == before["How to write it down"]


def test_a_feed_holds_fifty_at_most(tmp_path: Path) -> None:
    many = {
        f"{CIRCLES}/ask-{number:02}.md": module(f"ask-{number:02}", f"Text number {number}.\n", title=f"Ask for number {number:02}")
        for number in range(60)
    }
    library = small_library(tmp_path / "grande", many)
    commit_on(library, "2026-03-01")
    stage = tmp_path / "scène"
    assert run("stage", stage, cwd=library).code == 0
    assert len(json.loads((stage / "docs/feed.json").read_text("utf-8"))["items"]) == 50


def test_without_an_address_or_a_history_there_is_no_feed(tmp_path: Path) -> None:
    for name, fields, committed in (("sans adresse", {"address": None}, True), ("sans histoire", {}, False)):
        said_fields = json.loads(settings(**fields))
        library = small_library(
            tmp_path / name, {"content/library.yml": json.dumps({key: value for key, value in said_fields.items() if value is not None})}
        )
        if committed:
            commit_on(library, "2026-03-01")
        site = built(library)
        assert [file for file in tree(site) if "feed." in file] == []
        assert "feed.xml" not in read_page(site / "index.html").text


def test_pages_lead_feed_readers_to_their_feeds(site: Path) -> None:
    def feeds(page: str) -> list[tuple[str, str]]:
        links = [attributes for tag, attributes in read_page(site / page / "index.html").elements if tag == "link"]
        return [(link["type"], link["href"]) for link in links if link.get("rel") == "alternate" and "type" in link]

    assert feeds("") == [("application/atom+xml", "feed.xml"), ("application/feed+json", "feed.json")]
    assert feeds("modules/sharing")[:2] == [("application/atom+xml", "feed.xml"), ("application/feed+json", "feed.json")]
    assert ("application/atom+xml", "../../feed.xml") in feeds("modules/sharing")
