"""What all tests share: the option that rewrites golden texts, a browser, the sample library as it is published."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from ensure_browser import playwright_browser, system_browser
from library_kit import commit, run, sample_library


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
