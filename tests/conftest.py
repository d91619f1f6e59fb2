"""What all tests share: the option that rewrites golden texts, a browser, the sample library as it is published."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from ensure_browser import playwright_browser, system_browser
from library_kit import commit, run, sample_library, served
from quiz_kit import PAGE, built, quiz_library


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update", action="store_true", help="rewrite the findings that stories and the carnival expect")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A real Chromium."""
    path = system_browser() or playwright_browser()
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample library of this repository, committed and built. Tests look at it and leave it as it is."""
    library = sample_library(tmp_path_factory.mktemp("échantillon") / "Ma bibliothèque")
    commit(library)
    outcome = run("build", cwd=library)
    assert outcome.code == 0, outcome
    return library


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration: a library with evidence, built. Tests look at it and leave it as it is."""
    folder = tmp_path_factory.mktemp("démonstration") / "What we know"
    outcome = run("demo", folder, "--no-serve", cwd=folder.parent)
    assert outcome.code == 0, outcome
    return folder


@pytest.fixture(scope="session")
def quiz_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where a site is served that asks a quiz in every way, see `quiz_kit`."""
    with served(built(quiz_library(tmp_path_factory.mktemp("épreuve") / "Ma bibliothèque"))) as place:
        yield place


@pytest.fixture
def quiz_page(browser: Browser, quiz_address: str) -> Iterator[Page]:
    """The page of that quiz; whatever it complains about fails the test."""
    with browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce", locale="en-GB") as window:
        page = window.new_page()
        faults: list[str] = []
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda message: faults.append(message.text) if message.type in ("error", "warning") else None)
        page.goto(quiz_address + PAGE)
        yield page
        assert faults == []
