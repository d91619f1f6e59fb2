"""Finding what colleagues know, as readers do it in a browser: the dialog, the fields, the page for browsing."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from library_kit import commit, module, run, run_program, served, small_files, small_library, tree, write

CIRCLES, SHARING = "content/modules/circles", "content/modules/sharing"
PATIENCE = 20_000
expect.set_options(timeout=PATIENCE)
OWN = ".pl-results > .pl-result-list > .pl-result"
"""Results in the languages that were asked for; texts that only others have stand apart."""
EXERCISES = 24
POLICY = (
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "worker-src 'self'; form-action 'self'; base-uri 'none'"
)


def texts() -> dict[str, str | bytes | None]:
    """Modules to be found: about meetings, in French alone, retired, and enough of one kind to fill two pages."""
    library = json.loads(small_files()["content/library.yml"])
    library["repository"] = "https://github.com/example/library"
    french = {
        "language": "fr",
        "title": "Mener une réunion courte",
        "summary": "Finir une réunion à l’heure avec une décision.",
        "objectives": ["finir une réunion à l’heure"],
        "questions": ["Qui finit à l’heure ?"],
    }
    exercises = {
        f"{SHARING}/practise-{number:02}.md": module(
            f"practise-{number:02}", f"An exercise on origami, number {number}.\n", level="advanced", format="exercise", duration=20
        )
        for number in range(EXERCISES)
    }
    return {
        "content/library.yml": json.dumps(library, ensure_ascii=False),
        f"{CIRCLES}/run-a-meeting.md": module(
            "run-a-meeting",
            "A meeting with R&D ends when its question is answered. Bring <code>&lt;b&gt;agenda&lt;/b&gt;</code>.\n",
            title="Run a meeting that ends",
            duration=5,
        ),
        f"{CIRCLES}/prepare-meetings.md": module("prepare-meetings", level="intermediate", skills=[{"skill": "drawing", "level": "able"}]),
        f"{CIRCLES}/mener-une-reunion.md": module(
            "mener-une-reunion", "Une réunion courte se prépare à l’atelier, pas à l’heure où elle commence.\n", **french
        ),
        f"{CIRCLES}/send-a-fax.md": module("send-a-fax", status="retired", title="Send a telefax to a meeting"),
        **exercises,
    }


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a built site that stands below another folder, as on an intranet."""
    folder = tmp_path_factory.mktemp("intranet")
    library = small_library(folder / "bibliothèque", texts())
    commit(library)
    outcome = run("build", "--output", folder / "web/savoir", cwd=library)
    assert outcome.code == 0, outcome
    with served(folder / "web") as address:
        yield f"{address}savoir/"


@pytest.fixture
def context(browser: Browser, site: str) -> Iterator[BrowserContext]:
    """A browser that must ask nobody else and meet no error."""
    with browser.new_context(viewport={"width": 1300, "height": 900}) as opened:
        asked: list[str] = []
        errors: list[str] = []
        opened.set_default_timeout(PATIENCE)
        opened.on("request", lambda request: asked.append(request.url))
        opened.on("weberror", lambda error: errors.append(str(error.error)))
        opened.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
        yield opened
        assert [url for url in asked if not url.startswith((site, "data:", "blob:"))] == []
        assert errors == []


@pytest.fixture
def tab(context: BrowserContext) -> Page:
    return context.new_page()


def ask(tab: Page, words: str) -> None:
    """Open the search with its key and type."""
    tab.keyboard.press("/")
    expect(tab.locator("dialog[open] input")).to_be_focused()
    tab.keyboard.type(words)


def options(tab: Page) -> list[str]:
    """The titles that are offered, once there are any."""
    expect(tab.get_by_role("option").first).to_be_visible(timeout=PATIENCE)
    return tab.locator(".pl-option-title").all_inner_texts()


def results(tab: Page) -> list[str]:
    """The titles on the page for browsing, once it has answered."""
    expect(tab.locator(".pl-found-count")).not_to_be_empty(timeout=PATIENCE)
    expect(tab.locator(".pl-results:not([aria-busy])")).to_be_visible()
    return tab.locator(f"{OWN} .pl-result-title").all_inner_texts()


def count(tab: Page, name: str) -> int:
    """The count beside a value of a facet."""
    row = tab.locator(".pl-facet label", has_text=re.compile(rf"^{re.escape(name)}"))
    return int(row.locator(".pl-facet-count").inner_text())


def chosen(tab: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(tab.url).query)


def test_a_module_is_found_and_opened_without_a_mouse(tab: Page, site: str) -> None:
    tab.goto(f"{site}paths/")
    ask(tab, "meetings")
    titles = options(tab)
    assert {"Run a meeting that ends", "How to prepare meetings"} <= set(titles)
    expect(tab.get_by_role("option", name="Run a meeting that ends")).to_contain_text("Asking · Beginner · 5 min")
    expect(tab.locator("dialog .pl-excerpt mark").first).to_have_text(re.compile("meeting", re.IGNORECASE))
    for _ in range(titles.index("Run a meeting that ends") + 1):
        tab.keyboard.press("ArrowDown")
    active = tab.get_by_role("combobox").get_attribute("aria-activedescendant")
    assert tab.locator("[aria-selected=true]").get_attribute("id") == active
    tab.keyboard.press("Enter")
    tab.wait_for_url(f"{site}modules/circles/run-a-meeting/")


def test_the_number_of_results_is_said_and_all_of_them_are_a_step_away(tab: Page, site: str) -> None:
    tab.goto(f"{site}skills/")
    ask(tab, "origami")
    expect(tab.locator("dialog [role=status]")).to_have_text(f"{EXERCISES} results", timeout=PATIENCE)
    tab.get_by_role("link", name="All results").click()
    tab.wait_for_url(f"{site}modules/?q=origami")
    assert len(results(tab)) == 20


def test_closing_the_search_gives_the_keyboard_back(tab: Page, site: str) -> None:
    tab.goto(f"{site}people/")
    link = tab.locator("[data-pl-search]")
    link.focus()
    tab.keyboard.press("Enter")
    expect(tab.locator("dialog[open] input")).to_be_focused()
    tab.keyboard.press("Escape")
    expect(tab.locator("dialog[open]")).to_have_count(0)
    expect(link).to_be_focused()
    tab.keyboard.press("Control+k")
    expect(tab.locator("dialog[open] input")).to_be_focused()


def test_letters_typed_before_the_search_is_there_are_not_lost(tab: Page, site: str) -> None:
    tab.goto(f"{site}paths/")
    tab.keyboard.press("/")
    tab.keyboard.type("meetings, next")
    expect(tab.locator("dialog[open] input")).to_have_value("meetings, next")
    assert tab.url == f"{site}paths/"


def test_a_slash_in_a_field_is_a_slash(tab: Page, site: str) -> None:
    tab.goto(f"{site}modules/")
    field = tab.locator("[data-pl-browse] input[name=q]")
    field.click()
    tab.keyboard.type("and/or")
    expect(field).to_have_value("and/or")
    expect(tab.locator("dialog[open]")).to_have_count(0)


def test_a_mistyped_word_is_answered_and_said_to_be_one(tab: Page, site: str) -> None:
    tab.goto(f"{site}paths/")
    ask(tab, "meeitngs")
    expect(tab.locator("dialog .pl-found-note")).to_have_text("Nothing for “meeitngs”. These are the results for “meetings”.")
    assert "Run a meeting that ends" in options(tab)


def test_what_nobody_wrote_leads_to_people_needs_and_writing(tab: Page, site: str) -> None:
    tab.goto(f"{site}paths/")
    ask(tab, "xylophone")
    answer = tab.locator("dialog .pl-nothing")
    expect(answer).to_contain_text("Nothing found for “xylophone”")
    assert [urlsplit(link.get_attribute("href") or "").path for link in answer.get_by_role("link").all()] == [
        f"{urlsplit(site).path}people/",
        "/example/library/issues/new",
        f"{urlsplit(site).path}help/expert/",
    ]
    expect(answer.get_by_role("link", name="Say that you need it")).to_have_attribute("href", re.compile("template=declare-a-need.yml$"))
    expect(tab.get_by_role("option")).to_have_count(0)


def test_who_helps_with_something_like_it_is_named(tab: Page, site: str) -> None:
    tab.goto(f"{site}paths/")
    ask(tab, "strawling")  # three letters from drawing: too far to be meant, near enough to ask about
    expect(tab.locator("dialog .pl-nothing").get_by_role("link", name="Zoé Ångström")).to_be_visible()


def test_pages_with_some_of_the_words_stand_in_for_one_with_all(tab: Page, site: str) -> None:
    tab.goto(f"{site}paths/")
    ask(tab, "origami agenda")
    expect(tab.locator("dialog .pl-found-note")).to_have_text("No page holds all of these words. These hold some of them.")
    assert "Run a meeting that ends" in options(tab)


@pytest.mark.parametrize("words", ["réunions", "reunion", "l’atelier", "l'atelier", "atelier", "d’atelier"])
def test_french_is_cut_as_french_is(tab: Page, site: str, words: str) -> None:
    tab.goto(f"{site}fr/paths/")
    ask(tab, words)
    assert "Mener une réunion courte" in options(tab)


def test_what_is_written_in_another_language_only_is_found(tab: Page, site: str) -> None:
    tab.goto(f"{site}paths/")
    ask(tab, "réunions")
    others = tab.get_by_role("group", name="In other languages")
    expect(others.get_by_role("option")).to_have_count(1, timeout=PATIENCE)
    expect(others).to_contain_text("Mener une réunion courte")
    expect(others).to_contain_text("Français")
    tab.goto(f"{site}modules/?q=réunion")
    expect(tab.locator(".pl-others")).to_contain_text("Mener une réunion courte")
    tab.get_by_role("link", name="1 in French").click()
    assert results(tab) == ["Mener une réunion courte"]
    assert chosen(tab) == {"q": ["réunion"], "language": ["fr"]}


def test_text_and_facets_narrow_together_without_a_mouse(tab: Page, site: str) -> None:
    tab.goto(f"{site}modules/?q=meeting")
    assert {"Run a meeting that ends", "How to prepare meetings"} <= set(results(tab))
    box = tab.get_by_role("checkbox", name=re.compile("^Intermediate"))
    box.focus()
    tab.keyboard.press("Space")
    expect(tab.locator(OWN)).to_have_count(1)
    assert results(tab) == ["How to prepare meetings"]
    expect(box).to_be_checked()
    expect(box).to_be_focused()
    assert chosen(tab) == {"q": ["meeting"], "level": ["intermediate"]}


def test_the_address_holds_all_that_was_chosen(tab: Page, context: BrowserContext, site: str) -> None:
    tab.goto(f"{site}modules/")
    total = len(results(tab))
    tab.get_by_label(re.compile("^Drawing")).check()
    expect(tab.locator(OWN)).to_have_count(2)
    found = results(tab)
    tab.get_by_label("Sort by").select_option("short")
    assert chosen(tab) == {"skill": ["Drawing"], "sort": ["short"]}
    tab.reload()
    assert sorted(results(tab)) == sorted(found)
    expect(tab.get_by_label(re.compile("^Drawing"))).to_be_checked()
    shared = context.new_page()
    shared.goto(tab.url)
    assert results(shared) == results(tab)
    tab.go_back()
    tab.go_back()
    expect(tab.locator(".pl-chosen li")).to_have_count(0)
    expect(tab.locator(OWN)).to_have_count(total)
    tab.go_forward()
    tab.get_by_role("button", name="Remove Drawing").click()
    expect(tab.locator(OWN)).to_have_count(total)
    assert chosen(tab) == {}


def test_a_count_is_what_choosing_the_value_gives(tab: Page, site: str) -> None:
    for name in ("Advanced", "More than 15 min", "Exercise", "Sharing", "Asking"):
        tab.goto(f"{site}modules/")
        results(tab)
        before = count(tab, name)
        tab.get_by_label(re.compile(f"^{name}")).check()
        expect(tab.locator(".pl-found-count")).to_have_text(f"{before} results")


def test_values_of_a_facet_are_alternatives_and_facets_are_not(tab: Page, site: str) -> None:
    tab.goto(f"{site}modules/?level=intermediate")
    results(tab)
    expect(tab.locator(".pl-found-count")).to_have_text("1 result")
    advanced = count(tab, "Advanced")
    tab.get_by_label(re.compile("^Advanced")).check()
    expect(tab.locator(".pl-found-count")).to_have_text(f"{advanced + 1} results")
    tab.get_by_label(re.compile("^Drawing")).check()
    expect(tab.locator(".pl-found-count")).to_have_text("1 result")
    tab.get_by_role("button", name="Clear all").click()
    expect(tab.locator(".pl-chosen li")).to_have_count(0)
    assert chosen(tab) == {}


def test_counts_follow_the_text_and_what_is_chosen(tab: Page, site: str) -> None:
    tab.goto(f"{site}modules/?q=meeting")
    results(tab)
    assert (count(tab, "Intermediate"), count(tab, "5 min or less")) == (1, 1)
    expect(tab.locator(".pl-facet", has_text="Exercise")).to_have_count(0)
    tab.get_by_label(re.compile("^5 min or less")).check()
    expect(tab.locator(OWN)).to_have_count(1)
    expect(tab.locator(".pl-facet label", has_text="Intermediate")).to_have_count(0)
    assert count(tab, "6 to 10 min") >= 1


def test_browsing_without_words_asks_for_no_engine(tab: Page, site: str) -> None:
    asked: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))
    tab.goto(f"{site}modules/?level=advanced&sort=short")
    assert len(results(tab)) == 20
    assert [url for url in asked if url.endswith(".pf_facets")] != []
    assert [url for url in asked if "pagefind.js" in url or "wasm" in url] == []


def test_what_another_engine_rendered_is_searched(browser: Browser, tmp_path: Path) -> None:
    library = small_library(tmp_path / "bibliothèque", texts())
    assert run("stage", tmp_path / "scène", cwd=library).code == 0
    assert run_program(sys.executable, "-m", "zensical", "build", "-f", tmp_path / "scène/mkdocs.yml", cwd=tmp_path).code == 0
    outcome = run("index", tmp_path / "scène/site", cwd=tmp_path)
    assert outcome.code == 0, outcome
    with browser.new_context() as context, served(tmp_path / "scène/site") as address:
        tab = context.new_page()
        tab.goto(f"{address}modules/?q=meeitngs&level=intermediate")
        assert results(tab) == ["How to prepare meetings"]


def test_a_folder_without_a_site_is_not_indexed(tmp_path: Path) -> None:
    outcome = run("index", tmp_path, cwd=tmp_path)
    assert (outcome.code, outcome.err.count("\n")) == (2, 1)
    assert f"no site stands in {tmp_path}" in outcome.err


def test_more_results_come_when_asked_for(tab: Page, site: str) -> None:
    tab.goto(f"{site}modules/?q=origami")
    assert len(results(tab)) == 20
    tab.get_by_role("button", name="Show more").click()
    expect(tab.locator(OWN)).to_have_count(EXERCISES)
    expect(tab.locator(OWN).nth(20).get_by_role("link")).to_be_focused()


def test_people_skills_and_help_are_found_as_such(tab: Page, site: str) -> None:
    tab.goto(f"{site}modules/?q=drawing")
    results(tab)
    tab.get_by_role("navigation", name="What to show").get_by_role("link", name=re.compile("^People")).click()
    expect(tab.locator(f"{OWN} .pl-result-title").first).to_have_text("Zoé Ångström")
    assert chosen(tab) == {"q": ["drawing"], "kind": ["person"]}


def test_nothing_that_was_retired_is_found(tab: Page, site: str) -> None:
    tab.goto(f"{site}modules/?q=telefax")
    expect(tab.locator(".pl-nothing")).to_contain_text("Nothing found for “telefax”")


def test_what_a_page_says_is_shown_as_text(tab: Page, site: str) -> None:
    tab.goto(f"{site}modules/?q=agenda")
    results(tab)
    expect(tab.locator(".pl-excerpt")).to_contain_text("R&D")
    expect(tab.locator(".pl-excerpt")).to_contain_text("<b>agenda</b>")
    expect(tab.locator(".pl-excerpt b")).to_have_count(0)


def test_the_large_fields_answer_below_and_go_on_to_all(tab: Page, site: str) -> None:
    tab.goto(site)
    tab.keyboard.press("/")
    field = tab.locator("[data-pl-ask] input")
    expect(field).to_be_focused()
    tab.keyboard.type("meetings")
    assert "Run a meeting that ends" in options(tab)
    tab.keyboard.press("Escape")
    expect(tab.locator(".pl-found-below")).to_be_hidden()
    expect(field).to_have_value("meetings")
    tab.keyboard.press("Enter")
    tab.wait_for_url(f"{site}modules/?q=meetings")
    assert "Run a meeting that ends" in results(tab)


def test_on_a_phone_the_search_fills_the_screen(context: BrowserContext, site: str) -> None:
    tab = context.new_page()
    tab.set_viewport_size({"width": 390, "height": 800})
    tab.goto(f"{site}paths/")
    tab.locator("[data-pl-search]").click()
    tab.locator("dialog[open] input").fill("meetings")
    options(tab)
    frame = tab.locator("dialog").bounding_box()
    assert frame is not None
    assert (frame["x"], frame["y"], frame["width"], frame["height"]) == (0, 0, 390, 800)
    for target in (tab.get_by_role("button", name="Close"), tab.get_by_role("option").first):
        box = target.bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= 44
    tab.goto(f"{site}modules/")
    results(tab)
    advanced = tab.locator(".pl-facet label", has_text="Advanced")
    expect(advanced).to_be_hidden()
    tab.locator(".pl-narrow > summary").click()
    box = advanced.bounding_box()
    assert box is not None
    assert box["height"] >= 44
    advanced.click()
    expect(tab.locator(".pl-found-count")).to_have_text(f"{EXERCISES} results")
    assert tab.evaluate("document.documentElement.scrollWidth") <= 390


def test_without_scripts_the_link_leads_to_topics(browser: Browser, site: str) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        tab = context.new_page()
        tab.goto(f"{site}paths/")
        tab.locator("[data-pl-search]").click()
        tab.wait_for_url(f"{site}modules/")
        shown = tab.inner_text(".pl-browse")
        assert "Search and filters need JavaScript" in shown
        assert "The search does not start" not in shown
        expect(tab.get_by_role("link", name="Circles")).to_be_visible()


def test_a_page_opened_from_disk_says_why_there_is_no_search(browser: Browser, site: str, tmp_path: Path) -> None:
    library = small_library(tmp_path / "sur disque")
    assert run("build", cwd=library).code == 0
    with browser.new_context() as context:
        tab = context.new_page()
        tab.goto((library / "site/modules/index.html").as_uri())
        expect(tab.get_by_text("The search does not start.")).to_be_visible(timeout=PATIENCE)
        expect(tab.get_by_role("link", name="Circles")).to_be_visible()


def test_the_search_obeys_a_strict_policy(browser: Browser, site: str) -> None:
    def strictly(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, headers={**answer.headers, "content-security-policy": POLICY})

    with browser.new_context() as context:
        context.route("**/*", strictly)
        context.add_init_script(
            "window.broken = []; addEventListener('securitypolicyviolation', (event) => broken.push(`${event.sourceFile} ${event.violatedDirective}`))"
        )
        tab = context.new_page()
        tab.goto(f"{site}paths/")
        ask(tab, "meetings")
        assert "Run a meeting that ends" in options(tab)
        broken = tab.evaluate("window.broken")
        tab.goto(f"{site}modules/?q=meeting&level=intermediate")
        assert results(tab) == ["How to prepare meetings"]
        broken += tab.evaluate("window.broken")
        assert [breach for breach in broken if "assets/js/" in breach or "pagefind" in breach] == []


def test_only_what_a_search_needs_is_published(tmp_path: Path) -> None:
    library = small_library(
        tmp_path / "petite", {"mkdocs.yml": "site_name: x\ndocs_dir: content\ntheme: material\nplugins: [search, peerlore]\n"}
    )
    assert run("build", cwd=library).code == 0
    old_settings = tree(library / "site")
    assert [name for name in old_settings if name.startswith("search/") or "search_index" in name] == []
    assert {name.split("/")[1] for name in old_settings if name.startswith("pagefind/")} == {"en", "fr"}
    assert [name for name in old_settings if name.startswith("pagefind/") and "ui" in name] == []
    for plugins in ("[peerlore, search]", "[peerlore]"):
        settings = (library / "mkdocs.yml").read_text("utf-8")
        write(library / "mkdocs.yml", re.sub(r"plugins: .*", f"plugins: {plugins}", settings))
        assert run("build", cwd=library).code == 0
        assert tree(library / "site") == old_settings


def test_words_of_the_environment_do_not_change_the_index(tmp_path: Path) -> None:
    library = small_library(tmp_path / "petite")
    assert run("build", cwd=library).code == 0
    before = tree(library / "site")
    assert run("build", cwd=library, PAGEFIND_KEEP_INDEX_URL="true", PAGEFIND_FORCE_LANGUAGE="de").code == 0
    assert tree(library / "site") == before
