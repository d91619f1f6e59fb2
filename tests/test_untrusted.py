"""Whoever writes here, readers are safe: what the gate refuses never appears, and the rest is harmless in a browser."""

from __future__ import annotations

import json
import re
import shutil
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from html import unescape
from itertools import cycle
from pathlib import Path
from typing import Any

import pytest
from markdown import Markdown
from playwright.sync_api import Browser, BrowserContext, Error, Page, Route, expect

from built_page import BuiltPage, pages, read_page
from hostile_texts import BODIES, HIT, VALUES
from library_kit import MKDOCS_YML, findings, module, page, picture, run, run_program, served, small_files, small_library, write
from peerlore.publishing.engine_settings import MARKDOWN
from peerlore.publishing.formulas import ATTRIBUTES, ELEMENTS

PLACEHOLDER = "Nothing to see here.\n"
CANARY = "canary-4711"
"""Stands in files that hostile texts try to include."""

TOLD = {
    "address-angle", "address-capitals", "address-colon", "address-data", "address-letter", "address-picture", "address-plain",
    "address-reference", "address-tab", "address-vbscript", "address-picture-no-scheme", "raw-pixel",
}  # fmt: skip
"""What contributors must hear of before anybody builds a site; for other texts it is enough that they are harmless."""

LEVELS = ("script", "attribute", "entities", "jinja", "markdown", "aware", "able")
"""Ids of levels; a library has few of them. The last two are those of the small library."""

# Runs in the browser on every page: does what a curious reader does, then tells what should not be there.
LOOK = """() => {
  const faults = [];
  const content = document.querySelector('.md-content');
  for (const details of content.querySelectorAll('details')) details.open = true;
  for (const element of document.querySelectorAll('*')) {
    for (const { name } of element.attributes) if (/^on/i.test(name)) faults.push(`${element.localName} has ${name}`);
    if (element.localName.includes('-')) faults.push(element.localName);
  }
  for (const link of document.querySelectorAll('a[href], area[href]')) {
    const url = new URL(link.href, document.baseURI);
    if (!['http:', 'https:', 'mailto:'].includes(url.protocol)) { faults.push(link.href); link.click(); }
  }
  for (const element of content.querySelectorAll('*')) {
    for (const type of ['pointerover', 'mouseover', 'mouseenter', 'focus', 'animationstart', 'toggle'])
      element.dispatchEvent(new Event(type, { bubbles: type.includes('over') }));
    if (element.closest('a, button, label, .tabbed-labels')) continue;
    if (['fixed', 'sticky'].includes(getComputedStyle(element).position)) faults.push(`${element.localName} covers the page`);
    element.dispatchEvent(new MouseEvent('click', { bubbles: false }));
  }
  const config = document.querySelectorAll('#__config');
  if (config.length !== 1 || config[0].localName !== 'script') faults.push('#__config is not the theme\\'s');
  for (const id of ['__search', '__drawer']) if (document.querySelectorAll(`[id="${id}"]`).length !== 1) faults.push(`#${id}`);
  if (document.baseURI !== document.URL) faults.push(`base is ${document.baseURI}`);
  return faults;
}"""


TOUCH = """() => {
  for (const element of document.querySelectorAll('.pl-body :is(a, button, p, h2, b, details, svg *)')) {
    for (const type of ['mouseover', 'focus', 'animationstart']) element.dispatchEvent(new Event(type));
    element.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true }));
  }
  return new Promise(done => setTimeout(done, 20));
}"""
BODY = re.compile(r'(<div class="pl-body">)(.*?)(</div>\s*<section class="pl-questions")', re.DOTALL)


def read_all(context: BrowserContext, address: str, places: Iterable[str]) -> list[str]:
    """Open every place of the site at `address`, look at it, touch everything; returns what harm that did.

    While one page is looked at, the next one loads in a second tab.
    """
    harm: list[str] = []

    def told(tab: Page, what: str) -> None:
        harm.append(f"{tab.url.removeprefix(address)}: {what}")

    def look(tab: Page, place: str) -> None:
        tab.wait_for_load_state()
        for fault in tab.evaluate(LOOK):
            told(tab, fault)
        if tab.url != address + place:
            told(tab, f"stands where {place} should be")

    tabs = (context.new_page(), context.new_page())
    context.on("dialog", lambda dialog: (told(tabs[0], f"runs {dialog.message}"), dialog.dismiss()))
    context.on("weberror", lambda error: told(tabs[0], f"fails with {error.error}"))
    context.on("page", lambda tab: told(tab, "opens by itself"))
    context.on("request", lambda request: request.url.startswith((address, "data:", "blob:")) or told(tabs[0], f"asks {request.url}"))
    before: tuple[Page, str] | None = None
    for tab, place in zip(cycle(tabs), places, strict=False):
        tab.goto(address + place, wait_until="commit")
        if before:
            look(*before)
        before = (tab, place)
    if before:
        look(*before)
    return harm


def hostile_files() -> dict[str, str | bytes | None]:
    """Modules with hostile bodies, and every kind of document with hostile values in its front matter."""
    files: dict[str, str | bytes | None] = {}
    for name, body in BODIES.items():
        files[body_file(name)] = module(name, body + "\n")
        if "plan.png" in body:
            files[body_file(name).replace("index.md", "plan.png")] = picture()
    settings, register = (json.loads(small_files()[f"content/{name}.yml"]) for name in ("library", "skills"))
    for name, value in VALUES.items():
        files |= value_files(name, value)
        settings["topics"].append({"id": f"topic-{name}", "title": value, "summary": f"About {value}", "owners": [f"person-{name}"]})
        register["skills"].append({"id": f"skill-{name}", "name": value, "description": f"To do {value}"})
    register["levels"] = [{"id": id, "name": VALUES.get(id, id), "description": f"Who does {VALUES.get(id, id)}"} for id in LEVELS]
    settings |= {"title": VALUES["script"], "summary": VALUES["attribute"], "licence": VALUES["ends"]}
    files["mkdocs.yml"] = f"{MKDOCS_YML}# {CANARY}\n"
    return {**files, "content/library.yml": json.dumps(settings), "content/skills.yml": json.dumps(register)}


def body_file(name: str) -> str:
    return f"content/modules/circles/{name}/index.md"


def value_files(name: str, value: str) -> dict[str, str]:
    """A module, a path and a person that say `value` wherever they can."""
    skills = [{"skill": f"skill-{name}", "level": name if name in LEVELS else LEVELS[0]}]
    fields: dict[str, Any] = {
        "title": value,
        "summary": f"Learn about {value}",
        "authors": [f"person-{name}"],
        "skills": skills,
        "objectives": [f"explain {value}"],
        "questions": [f"Who knows {value}?"],
        "quiz": [
            {"question": f"Which? {value}", "answers": [{"text": f"A {value}", "correct": True, "why": f"As {value}"}, {"text": "No"}]}
        ],
        "tags": [value],
        "licence": value,
        "discussion": value,
    }
    way = {"id": f"path-{name}", "title": value, "summary": f"Along {value}", "authors": [f"person-{name}"], "language": "en"}
    links = [{"title": value, "url": "https://example.com/){onclick=alert(1)}[x](javascript:alert(1)"}]
    person = {"handle": f"person-{name}", "name": value, "role": value, "hours": value, "links": links, "helps": skills, "learns": skills}
    return {
        f"content/modules/topic-{name}/value-{name}.md": module(f"value-{name}", **fields),
        f"content/paths/path-{name}.md": page({**way, "modules": [f"value-{name}", "ask-a-question"]}, "Go.\n"),
        f"content/people/person-{name}.md": page(person, "Ask.\n"),
    }


@dataclass(frozen=True, slots=True)
class Published:
    """`site`: what passed the gate, published. `bare`: a site of the refused bodies, as if there were no gate."""

    site: Path
    bare: Path
    refused: Mapping[str, set[str]]


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Published:
    folder = tmp_path_factory.mktemp("hostile")
    library = small_library(folder / "leur bibliothèque", hostile_files())
    refused: dict[str, set[str]] = {}
    for finding in findings(library):
        if finding["level"] == "error":
            refused.setdefault(finding["file"], set()).add(finding["code"])
    by_name = {name: refused.pop(body_file(name)) for name in BODIES if body_file(name) in refused}
    assert refused == {}, "only bodies may be refused: a value is shown as it is written"
    for name in by_name:
        write(library / body_file(name), module(name, PLACEHOLDER))
    outcome = run("build", cwd=library)
    assert outcome.code == 0, outcome
    assert run("stage", folder / "bare", cwd=library).code == 0
    for name in by_name:
        staged = folder / "bare/docs" / body_file(name).removeprefix("content/")
        write(staged, staged.read_text("utf-8").replace(PLACEHOLDER, BODIES[name] + "\n"))
    outcome = run_program(sys.executable, "-m", "mkdocs", "build", "-f", folder / "bare/mkdocs.yml", cwd=folder)
    assert outcome.code == 0, outcome
    return Published(library / "site", folder / "bare/site", by_name)


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A browser that does not know the site's policy: what is harmless here is so by itself."""
    with browser.new_context(bypass_csp=True) as opened:
        yield opened


def unclean(published: Published) -> Path:
    """A copy of the bare site into which every body is put as Markdown made it, without the last step."""
    site = Path(shutil.copytree(published.bare, published.bare.with_name("unclean"), dirs_exist_ok=True))
    extensions = {name: options for name, options in MARKDOWN.items() if name != "peerlore.publishing.sanitizer"}
    for name, body in BODIES.items():
        file = site / address(name) / "index.html"
        made = Markdown(extensions=list(extensions), extension_configs=extensions).convert(body)
        write(file, BODY.sub(lambda match, made=made: f"{match[1]}{made}{match[3]}", file.read_text("utf-8"), count=1))
    return site


def effects(context: BrowserContext, site: str) -> dict[str, set[str]]:
    """Which bodies run a program and which of them reach another host, without anybody touching more than links and buttons."""
    found: dict[str, set[str]] = {"runs": set(), "calls": set()}
    now = [""]
    context.on("dialog", lambda dialog: (found["runs"].add(now[0]), dialog.dismiss()))

    def call(route: Route) -> None:
        if route.request.is_navigation_request():  # a reader who follows a link leaves by their own will
            route.fulfill(status=204)  # here they stay: a page of errors would break off the loading of the next body
        else:
            found["calls"].add(now[0])
            route.abort()

    # What the policy stops never comes here.
    context.route(re.compile(r"^https?://(?!127\.0\.0\.1)"), call)
    tab = context.new_page()
    for name in BODIES:
        now[0] = name
        with suppress(Error):  # some lead on while they are looked at
            tab.goto(site + address(name), wait_until="load", timeout=5_000)
            tab.evaluate(TOUCH)
    tab.close()
    return found


def address(name: str) -> str:
    return body_file(name).removeprefix("content/").removesuffix("index.md")


def test_contributors_hear_of_programs_and_foreign_pictures(published: Published) -> None:
    assert TOLD - set(published.refused) == set()


def test_there_are_many_kinds_of_hostile_texts() -> None:
    assert len(BODIES) + len(VALUES) >= 120


def test_every_published_page_is_harmless(published: Published, context: BrowserContext) -> None:
    places = [name for name in pages(published.site) if not name.startswith(("404", "help/", "modules/sharing/old-notes"))]
    with served(published.site) as site:
        assert read_all(context, site, places) == []


def test_refused_texts_would_be_harmless_too(published: Published, context: BrowserContext) -> None:
    with served(published.bare) as site:
        assert read_all(context, site, ("", *map(address, published.refused))) == []


def test_the_policy_alone_stops_every_program(published: Published, browser: Browser) -> None:
    with served(unclean(published)) as site:
        with browser.new_context(bypass_csp=True) as unguarded:
            without = effects(unguarded, site)
        with browser.new_context() as guarded:
            found = effects(guarded, site)
    assert len(without["runs"]) >= 25, "these texts must be alive"
    assert len(without["calls"]) >= 10
    assert found["runs"] == set()
    assert found["calls"] == set()


def test_a_search_shows_hostile_titles_as_text(published: Published, context: BrowserContext) -> None:
    harm: list[str] = []
    context.on("dialog", lambda dialog: (harm.append(dialog.message), dialog.dismiss()))
    context.on("weberror", lambda error: harm.append(str(error.error)))
    with served(published.site) as site:
        tab = context.new_page()
        tab.goto(f"{site}skills/")
        tab.keyboard.press("/")
        tab.locator("dialog[open] input").fill("tells value")
        expect(tab.get_by_role("option").first).to_be_visible(timeout=30_000)
        assert tab.locator("dialog :is(img, script)").count() == 0
        tab.goto(f"{site}modules/?q=tells+value")
        titles = tab.locator(".pl-result-title")
        expect(titles.filter(has_text=VALUES["attribute"]).first).to_be_visible(timeout=30_000)
        assert tab.locator(".pl-results :is(img, script)").count() == 0
    assert harm == []


def test_what_runs_a_program_is_noticed(published: Published, context: BrowserContext) -> None:
    site = published.bare
    evil = f'<base href="https://evil.test/"><div class="md-content"><p id="__config" onclick="{HIT}">x</p><script>{HIT}</script></div>'
    write(site / "index.html", evil)
    with served(site) as address:
        harm = " ".join(read_all(context, address, [""]))
    for told in ("runs hit", "p has onclick", "#__config", "#__search", "base is https://evil.test/"):
        assert told in harm


@pytest.mark.parametrize("name", BODIES)
def test_nothing_of_a_body_can_pass_for_a_part_of_the_site(published: Published, name: str) -> None:
    site = published.bare if name in published.refused else published.site
    html = read_page(site / address(name) / "index.html").text
    found = BODY.search(html)
    assert found is not None
    forbidden = {
        "script",
        "style",
        "iframe",
        "object",
        "embed",
        "form",
        "button",
        "base",
        "meta",
        "link",
        "svg",
        "template",
        "video",
    }
    for tag, attributes in BuiltPage(found[2]).elements:
        assert tag not in forbidden
        assert not [attribute for attribute in attributes if attribute.startswith(("on", "data-md", "popover", "form", "srcset", "style"))]
        assert re.fullmatch(r"(__(tabbed_|codelineno-|span-|code_)[\d_-]+|[^_].*)?", attributes.get("id", ""))
        assert attributes.get("for", "__tabbed_").startswith("__tabbed_")
        strange = {word for word in attributes.get("class", "").split() if word.startswith(("md-", "pl-"))}
        assert strange <= {"pl-formula"}, "formulas are drawn by the site"
        assert tag not in ELEMENTS or attributes.keys() <= ATTRIBUTES
        assert "evil.test" not in attributes.get("src", "")


@pytest.mark.parametrize("name", VALUES)
def test_a_value_is_shown_as_it_is_written(published: Published, name: str) -> None:
    value = VALUES[name]
    text = read_page(published.site / f"modules/topic-{name}/value-{name}/index.html")
    for said in ("Learn about", "explain", "Who knows", "Which?", "A", "As"):
        assert f"{said} {value}" in text.words
    for place in (f"modules/topic-{name}/value", "people/person", "paths/path", "skills/skill", "modules/topic"):
        html = (published.site / f"{place}-{name}/index.html").read_text("utf-8")
        assert html.count("<h1") == 1
        for tag in ("h1", "title"):
            found = re.search(rf"<{tag}[^>]*>\s*(.*?)</{tag}>", html, re.DOTALL)
            assert found is not None
            assert unescape(found.group(1)).startswith(value), f"{tag} of {place}"
        assert BuiltPage(html).words.count(value) >= 2


def test_nothing_from_outside_of_the_library_is_published(published: Published) -> None:
    words = " ".join(built.words for built in pages(published.bare).values()) + " ".join(
        built.words for built in pages(published.site).values()
    )
    assert CANARY not in words
    assert "root:x:0:0" not in words
    assert "forty-nine" not in words.replace("%}forty-nine{%", "")
    assert HIT in words
