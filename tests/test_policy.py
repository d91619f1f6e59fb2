"""The site's own policy: it stands first on every page, forbids every program that is written into one, and disturbs nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from built_page import pages
from library_kit import HOME, module, run, sample_library, served, write

FEATURES = Path(__file__).with_name("feature_page.md")
FEATURE_PAGE = "modules/circles/see-everything/"
CELLS = ".pl-body table:has(.pl-center) td"
POLICY = re.compile(r'<head>\s*<meta http-equiv="Content-Security-Policy" content="([^"]+)">')
# A page of every kind; the last one leads on to another at once.
KINDS = (
    *(
        "",
        "modules/",
        "modules/circles/",
        FEATURE_PAGE,
        "fr/modules/circles/choose-a-question/",
        "paths/",
        "paths/lead-a-circle/",
        "skills/",
    ),
    *("skills/facilitating/", "people/", "people/mara/", "help/", "help/findings/", "help/front-matter/", "404.html"),
)
PRESS = """() => {
  for (const what of ['.tabbed-labels > label', 'summary', '.pl-copy'])
    for (const element of [...document.querySelectorAll(`.md-content ${what}`)].slice(0, 20)) element.click();
  [...document.querySelectorAll('[data-md-component=palette] label')].find(label => !label.hidden).click();
}"""
TELL = "addEventListener('securitypolicyviolation', e => console.error(`policy: ${e.violatedDirective} ${e.blockedURI} ${e.sample}`))"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample library with a page that uses everything that a page may use."""
    library = sample_library(tmp_path_factory.mktemp("règles") / "Ma bibliothèque")
    page = module("see-everything", FEATURES.read_text("utf-8"), skills=[{"skill": "facilitating", "level": "aware"}])
    write(library / "content" / f"{FEATURE_PAGE.rstrip('/')}.md", page)
    outcome = run("build", cwd=library)
    assert outcome.code == 0, outcome
    return library / "site"


@pytest.fixture(params=["light", "dark"])
def context(browser: Browser, request: pytest.FixtureRequest) -> Iterator[BrowserContext]:
    with browser.new_context(color_scheme=request.param, permissions=["clipboard-read", "clipboard-write"]) as opened:
        opened.add_init_script(TELL)
        yield opened


def listen(context: BrowserContext, address: str) -> list[str]:
    """What goes wrong from now on: violations, errors, requests to others."""
    said: list[str] = []
    context.on(
        "console",
        lambda message: message.type in ("error", "warning") and said.append(f"{message.page and message.page.url}: {message.text}"),
    )
    context.on("weberror", lambda error: said.append(str(error.error)))
    context.on("request", lambda request: request.url.startswith((address, "data:", "blob:")) or said.append(request.url))
    return said


def use(page: Page) -> None:
    """Press what can be pressed on a page: tabs, folds, copying, colours."""
    page.evaluate(PRESS)
    page.mouse.wheel(0, 5000)
    page.mouse.wheel(0, -300)


def test_the_policy_stands_first_on_every_page(site: Path) -> None:
    policies = {name: POLICY.search(page.text) for name, page in pages(site).items()}
    assert [name for name, policy in policies.items() if policy is None] == []
    assert len({policy.group(1) for policy in policies.values() if policy}) == 1


def test_the_policy_lets_nothing_run_that_is_written_into_a_page(site: Path) -> None:
    found = POLICY.search((site / "index.html").read_text("utf-8"))
    assert found is not None
    rules = {name: words for name, *words in (rule.split() for rule in found.group(1).split(";"))}
    assert rules["default-src"] == rules["base-uri"] == ["'none'"]
    assert rules["form-action"] == ["'self'"], "the field on the home page leads to the page for browsing"
    assert rules["style-src"] == rules["connect-src"] == ["'self'"]
    assert set(rules["script-src"]) == {"'self'", "'wasm-unsafe-eval'"}
    assert not [word for words in rules.values() for word in words if "unsafe-inline" in word or ":" in word.removeprefix("data:")]


def test_no_page_carries_a_script_or_a_style_in_itself(site: Path) -> None:
    for name, page in pages(site).items():
        for tag, attributes in page.elements:
            assert tag != "style", name
            assert "style" not in attributes, name
            assert not [attribute for attribute in attributes if attribute.startswith("on")], name
            assert not attributes.get("href", "").startswith("javascript:"), name
            if tag == "script":
                assert "src" in attributes or attributes.get("type", "").endswith("json"), name


def test_the_handbook_gives_the_same_policy_as_a_header(site: Path) -> None:
    found = POLICY.search((site / "index.html").read_text("utf-8"))
    assert found is not None
    assert f"Content-Security-Policy: {found.group(1)}; frame-ancestors 'none'\n" in (HOME / "tooling/docs/maintainer.md").read_text(
        "utf-8"
    )


def test_every_kind_of_page_works_under_the_policy(site: Path, context: BrowserContext) -> None:
    with served(site) as address:
        said = listen(context, address)
        page = context.new_page()
        for kind in KINDS:
            answer = page.goto(address + kind)
            assert answer is not None, kind
            assert answer.ok, kind
            use(page)
        assert said == []


def test_what_breaks_the_policy_is_noticed(site: Path, context: BrowserContext) -> None:
    with served(site) as address:
        said = listen(context, address)
        page = context.new_page()
        page.goto(address)
        page.evaluate("document.body.append(Object.assign(document.createElement('script'), { text: 'window.ran = true' }))")
        page.evaluate("document.body.setAttribute('style', 'position: fixed')")
        page.evaluate("document.body.append(Object.assign(new Image(), { src: 'https://evil.test/pixel.png' }))")
        page.wait_for_timeout(100)
        assert page.evaluate("window.ran === undefined && getComputedStyle(document.body).position !== 'fixed'")
        for directive in ("script-src-elem", "style-src-attr", "img-src"):
            assert f"policy: {directive}" in " ".join(said)


def test_colours_stay_as_they_were_chosen(site: Path, context: BrowserContext) -> None:
    with served(site) as address:
        page = context.new_page()
        page.goto(address)
        shown = page.locator("body").get_attribute("data-md-color-scheme")
        page.locator("[data-md-component=palette] label:visible").first.click()
        expect(page.locator("body")).not_to_have_attribute("data-md-color-scheme", shown or "")
        chosen = page.locator("body").get_attribute("data-md-color-scheme")
        # The theme's own program comes at the end of the page; without it, only ours can have put the colours on.
        page.route("**/bundle.*.js", lambda route: route.abort())
        page.goto(address + FEATURE_PAGE)
        assert page.locator("body").get_attribute("data-md-color-scheme") == chosen


def test_an_address_opens_its_tab(site: Path, context: BrowserContext) -> None:
    with served(site) as address:
        page = context.new_page()
        page.goto(f"{address}{FEATURE_PAGE}#__tabbed_1_2")
        assert page.locator("#__tabbed_1_2").is_checked()


def test_columns_stand_as_their_table_says(site: Path, context: BrowserContext) -> None:
    with served(site) as address:
        page = context.new_page()
        page.goto(address + FEATURE_PAGE)
        cells = page.locator(CELLS)
        assert cells.evaluate_all("cells => cells.map(cell => getComputedStyle(cell).textAlign)") == ["left", "center", "right"]


def test_a_page_opened_from_disk_works_under_the_policy(site: Path, context: BrowserContext) -> None:
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: "content security policy" in message.text.lower() and said.append(message.text))
    page.goto((site / FEATURE_PAGE / "index.html").as_uri())
    assert page.locator(CELLS).nth(1).evaluate("cell => getComputedStyle(cell).textAlign") == "center"
    assert page.evaluate("typeof __md_get") == "function"
    assert said == []
