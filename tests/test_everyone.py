"""Everybody can use the site: no fault that axe knows, a keyboard is enough, large type fits, nothing needs a script to be read."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from built_page import dead_links
from library_kit import run, served

AXE = Path(__file__).parent / "npm/node_modules/axe-core/axe.min.js"
MODULE = "modules/customers/explain-without-jargon/"
PATH = "paths/faults-step-by-step/"

KINDS = {
    "home": "",
    "browse": "modules/",
    "topic": "modules/customers/",
    "module": MODULE,
    "path": PATH,
    "paths": "paths/",
    "skill": "skills/handing-over/",
    "skills": "skills/",
    "person": "people/amelie/",
    "people": "people/",
    "group": "groups/notes-that-survive-the-night/",
    "session": "sessions/2026-06-03-what-the-night-shift-read/",
    "session with answers": "sessions/2026-07-08-what-we-do-not-write-down/",
    "need": "needs/tell-a-bad-figure/",
    "news": "new/",
    "retired": "retired/",
    "coverage": "coverage/",
    "figures": "figures/",
    "need and offer": "needs-and-offer/",
    "waiting": "waiting/",
    "not found": "404.html",
    "help": "help/expert/",
    "findings": "help/findings/",
    "French home": "fr/",
    "French module": "fr/modules/faults/ask-the-person-who-was-there/",
}
SAMPLE_KINDS = {
    "groups": "groups/",
    "circle": "groups/questions-from-the-floor/",
    "mentoring": "groups/becoming-a-mentor/",
    "sessions": "sessions/",
    "session to come": "sessions/2027-01-14-when-nobody-answers/",
    "session with its synthesis": "sessions/2026-11-05-questions-that-open/",
    "cancelled session": "sessions/2026-10-20-keep-a-page-true/",
    "needs": "needs/",
    "open need": "needs/agree-across-three-cultures/",
    "answered need": "needs/end-a-long-meeting/",
    "declined need": "needs/speak-to-a-camera/",
    "person in groups": "people/nadia/",
    "module of a group": "modules/circles/choose-a-question/",
    "French groups": "fr/groups/",
    "French group": "fr/groups/becoming-a-mentor/",
    "French session": "fr/sessions/2026-11-05-questions-that-open/",
    "French need": "fr/needs/end-a-long-meeting/",
    "quiz": "modules/circles/facilitate-without-lecturing/",
    "gaps": "coverage/",
    "what is counted": "figures/",
    "needs and offers": "needs-and-offer/",
    "French needs and offers": "fr/needs-and-offer/",
    "start": "",
    "French": "fr/",
}


@pytest.fixture(scope="module")
def address(demo: Path) -> Iterator[str]:
    """Where the demonstration's site is served."""
    with served(demo / "site") as place:
        yield place


@pytest.fixture(scope="module")
def sample_address(sample: Path) -> Iterator[str]:
    """Where the sample library's site is served."""
    with served(sample / "site") as place:
        yield place


def faults(page: Page) -> list[str]:
    """What axe finds on the page, in all its rules."""
    page.add_script_tag(path=AXE)
    found: dict[str, Any] = page.evaluate("() => axe.run(document)")
    return [f"{fault['id']}: {node['html'][:120]}" for fault in found["violations"] for node in fault["nodes"]]


def context(browser: Browser, width: int = 1280, **options: Any) -> BrowserContext:
    return browser.new_context(viewport={"width": width, "height": 900}, reduced_motion="reduce", **options)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_no_fault_on_any_kind_of_page(browser: Browser, address: str, sample_address: str, scheme: Any, width: int) -> None:
    places = {kind: address + place for kind, place in KINDS.items()}
    places |= {kind: sample_address + place for kind, place in SAMPLE_KINDS.items()}
    with context(browser, width, color_scheme=scheme, bypass_csp=True) as window:
        page = window.new_page()
        found = {}
        for kind, place in places.items():
            page.goto(place, wait_until="networkidle")
            if here := faults(page):
                found[kind] = here
    assert found == {}


def test_nothing_is_wider_than_a_phone_or_a_page_at_twice_the_size(browser: Browser, address: str) -> None:
    for width in (320, 640):  # 320 is what 400 % leaves of 1,280 (WCAG 1.4.10), 640 what 200 % leaves
        with context(browser, width) as window:
            page = window.new_page()
            for kind, place in KINDS.items():
                page.goto(address + place)
                assert page.evaluate("document.documentElement.scrollWidth") <= width, f"{kind} at {width}"


def test_a_keyboard_leads_past_the_frame_and_shows_where_it_is(browser: Browser, address: str) -> None:
    with context(browser) as window:
        page = window.new_page()
        page.goto(address + MODULE)
        page.keyboard.press("Tab")
        expect(page.locator(":focus")).to_have_text("Skip to content")
        assert page.locator(":focus").bounding_box()["y"] >= 0  # type: ignore[index] # it has a box, since it has the focus
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        inside = page.evaluate("document.querySelector('#content').contains(document.activeElement)")
        assert inside
        for _ in range(30):
            page.keyboard.press("Tab")
            shown = page.evaluate(
                """() => {
                    const focus = document.activeElement;
                    if (!focus || focus === document.body) return true;
                    const style = getComputedStyle(focus);
                    const near = focus.labels?.[0] ? getComputedStyle(focus.labels[0]) : style;
                    return [style, near].some((one) => one.outlineStyle !== "none" && parseFloat(one.outlineWidth) >= 2);
                }"""
            )
            assert shown, page.evaluate("document.activeElement.outerHTML")


def test_a_page_can_be_read_without_scripts(browser: Browser, address: str) -> None:
    with context(browser, java_script_enabled=False) as window:
        page = window.new_page()
        page.goto(address)
        page.get_by_role("link", name="Browse").click()
        page.get_by_role("link", name="Talk with customers").click()
        page.get_by_role("link", name="Explain without jargon", exact=True).click()
        expect(page.get_by_role("heading", name="Explain without jargon", exact=True)).to_be_visible()
        expect(page.get_by_text("Approved 18 February 2026").first).to_be_visible()
        expect(page.get_by_role("button", name="Mark as done")).to_have_count(0)
        page.get_by_role("link", name="Français").first.click()
        expect(page).to_have_url(address + "fr/modules/customers/")


def test_progress_on_a_path_is_there_after_a_reload(browser: Browser, address: str) -> None:
    with context(browser) as window:
        page = window.new_page()
        page.goto(address + PATH)
        expect(page.get_by_role("status")).to_have_text("0 of 4 done · 24 min left")
        page.get_by_role("link", name="Begin with: Split a fault in two").click()
        page.get_by_role("button", name="Mark as done").click()
        page.get_by_role("navigation", name="Next").get_by_role("link", name="Ask the person who was there").click()
        page.goto(address + PATH)
        page.reload()
        expect(page.get_by_role("status")).to_have_text("1 of 4 done · 18 min left")
        expect(page.get_by_role("link", name="Go on with: Ask the person who was there")).to_be_visible()
        page.goto(address + "fr/" + PATH)
        expect(page.get_by_role("status")).to_have_text("1 sur 4 faites · encore 18 min")
        for name in ("Interroger la personne", "Write down a dead end", "Stop when you are stuck"):
            page.get_by_role("button", name=f"Marquer comme fait: {name}").click()
        expect(page.get_by_role("status")).to_have_text("Les 4 étapes sont faites")
        page.get_by_role("button", name="Recommencer").click()
        page.reload()
        expect(page.get_by_role("status")).to_have_text("0 sur 4 faites · encore 24 min")


def test_a_text_says_on_the_day_that_it_is_due(browser: Browser, address: str) -> None:
    with context(browser) as window:
        page = window.new_page()
        page.clock.set_fixed_time("2026-12-01")
        page.goto(address + MODULE)
        expect(page.locator(".pl-due")).to_contain_text("Fresh until February 2027")
        page.clock.set_fixed_time("2027-03-01")
        page.reload()
        expect(page.locator(".pl-due")).to_contain_text("Due for another look since February 2027")


def test_readers_choose_colours_and_the_site_remembers(browser: Browser, address: str) -> None:
    with context(browser, color_scheme="light") as window:
        page = window.new_page()
        page.goto(address)
        paper = "() => getComputedStyle(document.body).backgroundColor"
        light = page.evaluate(paper)
        page.get_by_title("Switch to dark colours").click()
        dark = page.evaluate(paper)
        assert dark != light
        page.goto(address + MODULE)
        assert page.evaluate(paper) == dark


def test_paper_gets_the_text_and_not_the_frame(browser: Browser, address: str) -> None:
    with context(browser) as window:
        page = window.new_page()
        page.goto(address + MODULE)
        page.emulate_media(media="print")
        for shown in ("Explain without jargon", "Approved 18 February 2026", "Questions to discuss"):
            expect(page.get_by_text(shown).first).to_be_visible()
        for hidden in (".pl-find", ".pl-menu", ".pl-toc", ".pl-next", ".pl-finish"):
            expect(page.locator(hidden)).to_be_hidden()
        assert page.pdf(format="A4").startswith(b"%PDF")


def test_the_language_can_be_changed_on_every_page(browser: Browser, address: str) -> None:
    with context(browser) as window:
        page = window.new_page()
        page.goto(address + "skills/handing-over/")
        page.get_by_role("navigation", name="Language").get_by_role("link").click()
        expect(page).to_have_url(address + "fr/skills/handing-over/")
        assert page.locator("html").get_attribute("lang") == "fr"
        expect(page.get_by_role("heading", name="Qui peut aider")).to_be_visible()
        expect(page.get_by_title("Passer aux couleurs sombres")).to_be_visible()
        page.goto(address + "modules/faults/ask-the-person-who-was-there/")
        page.get_by_role("navigation", name="Language").get_by_role("link").click()
        expect(page.get_by_role("heading", name="Interroger la personne qui était là")).to_be_visible()


def test_a_site_for_the_disk_is_read_without_a_server(browser: Browser, demo: Path, tmp_path: Path) -> None:
    site = tmp_path / "sur disque"
    outcome = run("build", "--disk", "--output", site, "--library", demo, cwd=tmp_path)
    assert outcome.code == 0, outcome
    assert dead_links(site, "https://learn.example.com/") == []
    with context(browser) as window:
        page = window.new_page()
        page.goto((site / "index.html").as_uri())
        page.get_by_role("link", name="Browse").click()
        page.get_by_role("link", name="Talk with customers").first.click()
        page.get_by_role("link", name="Explain without jargon", exact=True).click()
        expect(page.get_by_role("heading", name="Explain without jargon", exact=True)).to_be_visible()
        assert page.locator(".pl-module").evaluate("one => getComputedStyle(one).display") == "grid"
        page.get_by_title("Switch to dark colours").click()
        page.get_by_role("link", name="Français").first.click()
        expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert run("build", "--disk", "--library", demo, cwd=tmp_path).err.startswith("peerlore: a site for opening from disk")
