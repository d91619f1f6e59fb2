"""What a site tells programs: the catalogue, linked data, the head of pages, the sitemap, robots.txt."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from jsonschema import Draft202012Validator
from playwright.sync_api import Browser

from built_page import read_page
from library_kit import run, run_program, served, small_library
from peerlore.outside.schemas import read_schema
from review_kit import PAGE, adopted
from told_library import HOSTILE, built, settings, told_library

NPM = Path(__file__).parent / "npm"
SITE = "https://learn.example.com/"
URLSET = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(told_library(tmp_path_factory.mktemp("dit") / "aux programmes"))


class Scripts(HTMLParser):
    """The texts of the linked data of a page, as an HTML parser finds them."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self._inside = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._inside = tag == "script" and ("type", "application/ld+json") in attrs
        if self._inside:
            self.found.append("")

    def handle_endtag(self, tag: str) -> None:
        self._inside = False

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.found[-1] += data


def linked_data(site: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """The linked data of every page that has some, by its address."""
    for file in sorted(site.rglob("*.html")):
        for text in Scripts(file.read_text("utf-8")).found:
            yield file.parent.relative_to(site).as_posix() + "/", json.loads(text)


# The catalogue ---------------------------------------------------------------------------------------------------------


def test_the_catalogue_fits_its_schema(site: Path, sample: Path) -> None:
    schema = read_schema("catalog")
    validator = Draft202012Validator(schema)
    for place in (site, sample / "site"):
        assert [error.message for error in validator.iter_errors(json.loads((place / "catalog.json").read_text("utf-8")))] == []
    assert list(validator.iter_errors({**schema["properties"], "version": 2})), "a schema that takes anything says nothing"


def test_the_catalogue_says_how_long_what_was_approved_is_fresh(demo: Path) -> None:
    modules = json.loads((demo / "site/catalog.json").read_text("utf-8"))["modules"]
    told = {(module["approval"]["state"], module["status"] == "retired", bool(module["fresh_until"])) for module in modules}
    assert ("approved", False, True) in told
    assert all(fresh == (state != "unproven" and not retired) for state, retired, fresh in told), told


def test_the_catalogue_lists_what_is_published_and_nothing_else(site: Path) -> None:
    said = json.loads((site / "catalog.json").read_text("utf-8"))
    assert [module["id"] for module in said["modules"]] == [
        "ask-a-question",
        "draw-the-plan",
        "send-a-fax",
        "trust-nobody",
        "write-it-down",
    ]
    by_id = {module["id"]: module for module in said["modules"]}
    assert by_id["trust-nobody"]["title"] == HOSTILE
    assert by_id["send-a-fax"]["status"] == "retired"
    assert by_id["write-it-down"]["requires"] == ["ask-a-question"]
    assert by_id["write-it-down"]["fresh_until"] == "", "nobody has approved it, so nobody can say how long it is fresh"
    assert by_id["write-it-down"]["licence"] == "CC-BY-4.0"
    (french,) = by_id["ask-a-question"]["translations"]
    assert (french["language"], french["changed"], french["authors"]) == (
        "fr",
        "2026-03-06",
        [{"person": "zoe", "name": "Zoé Ångström", "role": "translator"}],
    )
    assert {person["handle"] for person in said["people"]} == {"mara", "zoe"}
    assert [path["modules"] for path in said["paths"]] == [["ask-a-question", "write-it-down"]]
    addresses = [entry["address"] for kind in ("topics", "skills", "modules", "paths", "people") for entry in said[kind]]
    assert [address for address in addresses if not (site / address / "index.html").is_file()] == []


def test_the_catalogue_tells_who_approved_what(tmp_path: Path) -> None:
    library = adopted(tmp_path)
    library.merge({PAGE: library.text(PAGE) + "\nAnd listen, above all.\n"}, "jon", "mara")
    assert library.record().code == 0
    stage = tmp_path / "scène"
    assert run("stage", stage, cwd=library.root).code == 0
    said = json.loads((stage / "docs/catalog.json").read_text("utf-8"))
    assert list(Draft202012Validator(read_schema("catalog")).iter_errors(said)) == []
    approvals = {module["id"]: module["approval"] for module in said["modules"]}
    assert approvals["ask-a-question"] == {"state": "trailers", "day": "2026-03-01", "people": ["mara"], "change": 0}
    assert approvals["write-it-down"]["state"] == "adopted"


def test_every_field_of_the_catalogue_is_told_in_the_help(site: Path) -> None:
    page = read_page(site / "help/catalogue/index.html")
    assert {"catalogue-modules-fresh_until", "catalogue-people-handle"} <= page.ids or "fresh_until" in page.words
    for name in read_schema("catalog")["properties"]:
        assert name in page.words


# Linked data -----------------------------------------------------------------------------------------------------------


def judged(folder: Path, values: list[dict[str, Any]]) -> dict[int, str]:
    """What the vocabulary of schema.org, as Google types it, says against values; by their numbers."""
    lines = ['import type { Course, LearningResource, WithContext } from "schema-dts";']
    lines += [f"export const v{number}: WithContext<{value['@type']}> = {json.dumps(value)};" for number, value in enumerate(values)]
    (folder / "node_modules").symlink_to(NPM / "node_modules")
    (folder / "values.mts").write_text("\n".join(lines) + "\n", "utf-8")
    options = ["--noEmit", "--strict", "--skipLibCheck", "--module", "nodenext", "--target", "es2022", "--pretty", "false"]
    compiler = NPM / "node_modules/typescript/bin/tsc"
    done = subprocess.run(["node", str(compiler), *options, "values.mts"], cwd=folder, capture_output=True, encoding="utf-8", check=False)
    assert (done.returncode == 0) == (done.stdout == ""), done
    faults = (re.match(r"values\.mts\((\d+),\d+\): error \w+: (.*)", line) for line in done.stdout.splitlines())
    return {int(fault[1]) - 2: fault[2] for fault in faults if fault}


def test_linked_data_uses_the_words_of_schema_org(site: Path, sample: Path, tmp_path: Path) -> None:
    values = [value for place in (site, sample / "site") for _, value in linked_data(place)]
    assert {value["@type"] for value in values} == {"LearningResource", "Course"}
    good = values[0]
    wrong = [
        {**good, "timeRequird": "PT5M"},
        {**good, "courseCode": "C1"},
        {**good, "author": [{"@type": "Person", "name": "Zoé", "termCode": "x"}]},
        {**good, "isPartOf": [{"@type": "Libary", "name": "x"}]},
    ]
    assert sorted(judged(tmp_path, [*values, *wrong])) == list(range(len(values), len(values) + len(wrong)))


def test_a_module_is_a_learning_resource(site: Path) -> None:
    data = dict(linked_data(site))
    french = data["fr/modules/circles/ask-a-question/"]
    assert french["@id"] == french["url"] == f"{SITE}fr/modules/circles/ask-a-question/"
    assert french["inLanguage"] == "fr"
    assert french["dateModified"] == "2026-03-06"
    assert french["timeRequired"] == "PT10M"
    assert french["translationOfWork"]["url"] == f"{SITE}modules/circles/ask-a-question/"
    assert [person["name"] for person in french["author"]] == ["Zoé Ångström", "Mara Lindqvist"]
    after = data["modules/sharing/write-it-down/"]
    assert [term["name"] for term in after["competencyRequired"]] == ["Asking"]
    assert after["license"] == "https://spdx.org/licenses/CC-BY-4.0.html"
    assert [part["name"] for part in after["isPartOf"]] == ["Bibliothèque d’à côté", "Sharing", "First week"]
    path = data["paths/first-week/"]
    assert path["@type"] == "Course"
    assert [part["name"] for part in path["hasPart"]] == ["How to ask a question", "How to write it down"]
    assert path["timeRequired"] == "PT20M"


def test_hostile_words_stay_words(site: Path, browser: Browser) -> None:
    """What the theme prints is escaped for HTML; here that would show, and without any care it would run."""
    assert dict(linked_data(site))["modules/circles/trust-nobody/"]["name"] == HOSTILE
    with served(site) as address, browser.new_context() as context:
        tab = context.new_page()
        told: list[str] = []
        tab.on("dialog", lambda dialog: (told.append(dialog.message), dialog.dismiss()))
        tab.goto(f"{address}modules/circles/trust-nobody/")
        (text,) = tab.locator('script[type="application/ld+json"]').all_inner_texts() or [""]
        assert json.loads(tab.locator('script[type="application/ld+json"]').text_content() or text)["name"] == HOSTILE
        assert tab.locator('meta[property="og:title"]').get_attribute("content") == HOSTILE
        assert told == []


def test_a_library_without_address_names_things_without_addresses(tmp_path: Path) -> None:
    fields = {key: value for key, value in json.loads(settings(licence="All rights reserved, ours")).items() if key != "address"}
    library = small_library(tmp_path / "sans adresse", {"content/library.yml": json.dumps(fields)})
    stage = tmp_path / "scène"
    assert run("stage", stage, cwd=library).code == 0
    page = (stage / "docs/modules/sharing/write-it-down.md").read_text("utf-8")
    head = json.loads(next(line for line in page.splitlines() if line.startswith("head: ")).removeprefix("head: "))
    data = json.loads(head["data"])
    assert not {"@id", "url"} & set(data)
    assert data["license"] == {"@type": "CreativeWork", "name": "All rights reserved, ours"}
    assert head["alternates"] == []
    (tmp_path / "judged").mkdir()
    assert judged(tmp_path / "judged", [data]) == {}


# The head, the sitemap and robots.txt ------------------------------------------------------------------------------------


def metas(page: Path) -> dict[str, str]:
    found = (attributes for tag, attributes in read_page(page).elements if tag == "meta")
    return {attributes.get("property") or attributes.get("name", ""): attributes.get("content", "") for attributes in found}


def test_a_link_to_a_page_can_be_shown_well(site: Path) -> None:
    said = metas(site / "fr/modules/circles/ask-a-question/index.html")
    assert said["og:title"] == "Poser une question"
    assert said["og:description"] == "Apprendre à poser une bonne question."
    assert said["og:type"] == "article"
    assert said["og:locale"] == "fr_FR"
    assert said["og:site_name"] == "Bibliothèque d’à côté"
    assert said["og:url"] == f"{SITE}fr/modules/circles/ask-a-question/"
    assert said["article:modified_time"] == "2026-03-06"
    home = metas(site / "index.html")
    assert (home["og:type"], home["og:url"], home["og:description"]) == ("website", SITE, "What neighbours know, for neighbours.")


def test_translations_name_each_other(site: Path) -> None:
    wanted = {"en": f"{SITE}modules/circles/ask-a-question/", "fr": f"{SITE}fr/modules/circles/ask-a-question/"}
    for page in ("modules/circles/ask-a-question", "fr/modules/circles/ask-a-question"):
        links = [attributes for tag, attributes in read_page(site / page / "index.html").elements if tag == "link"]
        assert {link["hreflang"]: link["href"] for link in links if "hreflang" in link} == {**wanted, "x-default": wanted["en"]}
        assert [link["href"] for link in links if link.get("rel") == "canonical"] == [SITE + page + "/"]


def test_no_page_fetches_a_sitemap_for_its_feeds_and_translations(site: Path, browser: Browser) -> None:
    with served(site) as address, browser.new_context() as context:
        asked: list[str] = []
        context.on("request", lambda request: asked.append(request.url))
        tab = context.new_page()
        for page in ("", "modules/circles/", "modules/circles/ask-a-question/"):
            tab.goto(address + page, wait_until="networkidle")
            assert tab.locator("link[rel~=alternate]").count() >= 2
    assert [url for url in asked if "sitemap" in url] == []


def test_the_sitemap_lists_what_readers_should_find_with_its_day(site: Path) -> None:
    entries = ElementTree.parse(site / "sitemap.xml").getroot().findall(f"{URLSET}url")  # noqa: S314 - written by what is tested
    days = {entry.findtext(f"{URLSET}loc", "").removeprefix(SITE): entry.findtext(f"{URLSET}lastmod") for entry in entries}
    assert days["modules/circles/trust-nobody/"] == "2026-03-04"
    assert days["fr/modules/circles/ask-a-question/"] == "2026-03-06"
    assert {"", "modules/", "modules/circles/", "paths/first-week/", "people/zoe/", "skills/asking/", "help/"} <= set(days)
    assert "modules/circles/send-a-fax/" not in days, "retired"
    assert "modules/sharing/old-notes/" not in days, "leads on"
    assert (site / "modules/sharing/old-notes/index.html").is_file()
    assert len(days) == len(entries)


def test_pages_that_wait_or_are_gone_are_not_in_the_sitemap(tmp_path: Path) -> None:
    library = adopted(tmp_path)
    gone = "content/modules/sharing/write-it-down.md"
    path = "content/paths/first-week.md"
    library.merge({gone: None, path: None}, "mara", who="zoe")
    library.commit(
        {"content/modules/circles/new-one.md": library.text(PAGE).replace("ask-a-question", "new-one").replace("ask a question", "be new")}
    )
    assert library.record().code == 0
    assert run("build", cwd=library.root).code == 0
    said = (library.root / "site/sitemap.xml").read_text("utf-8")
    assert re.search(rf"{SITE}modules/circles/ask-a-question/</loc><lastmod>\d{{4}}-\d\d-\d\d<", said), "an adoption has a day too"
    assert (library.root / "site/waiting/index.html").is_file()
    assert "waiting" not in said
    assert "write-it-down" not in said
    assert "new-one" not in said


def test_a_public_library_welcomes_search_engines(site: Path) -> None:
    assert (site / "robots.txt").read_text("utf-8") == f"User-agent: *\nAllow: /\nSitemap: {SITE}sitemap.xml\n"
    assert "robots" not in metas(site / "modules/circles/trust-nobody/index.html")
    assert metas(site / "modules/circles/send-a-fax/index.html")["robots"] == "noindex"
    assert metas(site / "404.html")["robots"] == "noindex"


def test_other_libraries_ask_search_engines_to_stay_away_from_every_page(tmp_path: Path) -> None:
    inside = built(small_library(tmp_path / "interne"))
    assert (inside / "robots.txt").read_text("utf-8") == "User-agent: *\nDisallow: /\n"
    pages = sorted(inside.rglob("*.html"))
    assert len(pages) > 10
    assert [page for page in pages if metas(page).get("robots") != "noindex"] == []


def test_another_engine_tells_programs_the_same(site: Path, tmp_path: Path) -> None:
    stage = tmp_path / "scène"
    assert run("stage", stage, cwd=site.parent).code == 0
    assert run_program(sys.executable, "-m", "zensical", "build", "-f", stage / "mkdocs.yml", cwd=tmp_path).code == 0
    for name in ("catalog.json", "robots.txt", "feed.xml", "modules/circles/feed.json", "sitemap.xml"):
        theirs, ours = (sorted((place / name).read_text("utf-8").splitlines()) for place in (stage / "site", site))
        assert theirs == ours, name
    assert dict(linked_data(stage / "site")) == dict(linked_data(site))
    for page in ("index.html", "404.html", "modules/circles/send-a-fax/index.html", "fr/modules/circles/ask-a-question/index.html"):
        told, meant = (
            {key: value for key, value in metas(place / page).items() if key == "robots" or key.startswith(("og:", "article:"))}
            for place in (stage / "site", site)
        )
        assert told == meant
