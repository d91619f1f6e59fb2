"""The staged tree is plain: MkDocs and Zensical make the same pages of it without knowing peerlore's commands."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from built_page import BuiltPage, pages
from library_kit import module, run, run_program, sample_library, write

HOSTILE = """
A hostile **paragraph**.

<script>document.title = "taken"</script>
<p onclick="document.title = 'taken'" class="md-search" id="__config">press</p>

[press](javascript:alert%281%29){ onclick="alert(1)" style="position:fixed" }

## A heading {: onmouseover="alert(1)" }

??? note "Details"

    Inside.

| a | b |
|---|---|
| 1 | 2 |
"""


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The site of each engine, from one staged tree of the sample library with a hostile module."""
    folder = tmp_path_factory.mktemp("mise en scène")
    library = sample_library(folder / "bibliothèque")
    skills = [{"skill": "facilitating", "level": "aware"}]
    write(library / "content/modules/circles/sow-discord.md", module("sow-discord", "A hostile **paragraph**.\n", skills=skills))
    built = {}
    for engine in ("mkdocs", "zensical"):
        stage = folder / f"scène {engine}"
        outcome = run("stage", stage, cwd=library)
        assert outcome.code == 0, outcome
        # The gate refuses much of this; what an engine would make of it is a question of its own.
        page = stage / "docs/modules/circles/sow-discord.md"
        write(page, page.read_text("utf-8").replace("A hostile **paragraph**.", HOSTILE))
        outcome = run_program(sys.executable, "-m", engine, "build", "-f", stage / "mkdocs.yml", cwd=folder)
        assert outcome.code == 0, outcome
        built[engine] = stage / "site"
    return built


def modules(site: Path) -> dict[str, str]:
    """The HTML of every module page by its address."""
    return {name: page.text for name, page in pages(site).items() if 'class="pl-module"' in page.text}


def article(html: str) -> BuiltPage:
    """What a module page shows of the module."""
    found = re.search(r'<article class="pl-module".*?</article>', html, re.DOTALL)
    assert found is not None
    return BuiltPage(found.group())


def title(html: str) -> str:
    found = re.search(r"<title>(.*?)</title>", html, re.DOTALL)
    return " ".join(found.group(1).split()) if found else ""


def test_both_engines_build_the_same_addresses(sites: dict[str, Path]) -> None:
    first, second = (set(pages(site)) for site in sites.values())
    assert first == second
    assert len(modules(sites["mkdocs"])) >= 31


def test_both_engines_give_every_module_the_same_title(sites: dict[str, Path]) -> None:
    first, second = ({name: title(html) for name, html in modules(site).items()} for site in sites.values())
    assert first == second


def test_both_engines_show_the_same_words(sites: dict[str, Path]) -> None:
    first, second = ({name: article(html).words for name, html in modules(site).items()} for site in sites.values())
    assert first == second


def test_both_engines_lead_to_the_same_places(sites: dict[str, Path]) -> None:
    first, second = ({name: article(html).links for name, html in modules(site).items()} for site in sites.values())
    assert first == second


@pytest.mark.parametrize("engine", ["mkdocs", "zensical"])
def test_no_engine_lets_hostile_html_through(sites: dict[str, Path], engine: str) -> None:
    page = article(modules(sites[engine])["modules/circles/sow-discord/"])
    assert "A hostile paragraph." in page.words
    assert "Inside." in page.words
    assert "taken" not in page.text
    assert "script" not in {tag for tag, _ in page.elements}
    assert "__config" not in page.ids
    for _, attributes in page.elements:
        assert not [name for name in attributes if name.startswith("on") or name == "style"]
        assert "javascript:" not in attributes.get("href", "")
        assert "md-search" not in attributes.get("class", "").split()
