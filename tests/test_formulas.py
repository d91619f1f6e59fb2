"""Formulas: drawn with the page, without a script, and never more than a drawing."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from built_page import BuiltPage, read_page
from library_kit import module, run, served, small_library, write

DRAWN = {
    "inline": (r"The mean is \(\bar{x} = \frac{1}{n}\sum_{i=1}^n x_i\) of all.", "math", "mfrac", "msubsup"),
    "block": ("$$\n\\sqrt{a^2 + b^2}\n$$", "math", "msqrt", "msup"),
    "square": ("\\[\n\\begin{pmatrix} a & b \\\\ c & d \\end{pmatrix}\n\\]", "mtable", "mtd"),
    "heading": ("## What \\(n\\) means", "math", "mi"),
    "cell": ("| a | b |\n|---|---|\n| \\(x_1\\) | 2 |", "msub"),
    "less": (r"It is \(a < b\) here.", "mo"),
}
LEFT = {
    "link": r"\href{javascript:alert(1)}{x}",
    "style": r"\style{position:fixed;inset:0}{x}",
    "class": r"\class{md-overlay}{x}",
    "id": r"\cssId{__config}{x}",
    "text": r"\text{<img src=x onerror=alert(1)>}",
    "script": r"\text{</math><script>alert(1)</script>}",
    "unknown": r"\require{action}x",
    "open": r"\left( x",
    "deep": "{" * 500 + "x" + "}" * 500,
    "long": "x+" * 1500,
    "colour": r"\color{red}{x}",
}
MONEY = "It costs $5 here, $10 there and $7-$9 elsewhere."


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A page with formulas that can be drawn and others, and the site on which it stands."""
    library = small_library(tmp_path_factory.mktemp("formules") / "bibliothèque")
    body = "\n\n".join((*(text for text, *_ in DRAWN.values()), MONEY))
    left = "\n\n".join(rf"Kept {name}: \({tex}\)" for name, tex in LEFT.items())
    write(library / "content/modules/circles/count-it.md", module("count-it", f"{body}\n\n{left}\n"))
    accepted = run("check", "--write-baseline", cwd=library)  # the gate refuses HTML inside of formulas; what if it did not
    assert accepted.code == 0, accepted
    built = run("build", cwd=library)
    assert built.code == 0, built
    return library / "site/modules/circles/count-it/index.html"


@pytest.mark.parametrize("name", DRAWN)
def test_a_formula_is_drawn(page: Path, name: str) -> None:
    tags = {tag for tag, _ in read_page(page).elements}
    assert set(DRAWN[name][1:]) <= tags


def test_what_is_more_than_a_drawing_stays_as_it_was_written(page: Path) -> None:
    built = read_page(page)
    for name, tex in LEFT.items():
        if "<" not in tex:
            assert tex in built.words, name
    formulas = BuiltPage("".join(re.findall(r"<math.*?</math>", built.text, re.DOTALL)))
    assert formulas.elements
    for tag, attributes in formulas.elements:
        assert tag.startswith("m")
        assert not {"href", "style", "class", "id"} & attributes.keys()
    for tag, attributes in built.elements:
        assert attributes.get("src") != "x"
        assert not [name for name in attributes if name.startswith("on")]
        assert tag != "script" or "src" in attributes or attributes.get("type", "").startswith("application/")


def test_money_is_no_formula(page: Path) -> None:
    assert MONEY in read_page(page).words


def test_a_browser_draws_it_without_asking_anybody(page: Path, browser: Browser) -> None:
    with served(page.parents[3]) as address, browser.new_context(java_script_enabled=False) as window:
        tab = window.new_page()
        asked: list[str] = []
        tab.on("request", lambda request: asked.append(request.url))
        tab.goto(f"{address}modules/circles/count-it/")
        fraction = tab.locator("mfrac").first.bounding_box()
        letter = tab.locator("mfrac mi").first.bounding_box()
        assert fraction is not None
        assert letter is not None
        assert fraction["height"] > 1.5 * letter["height"], "a fraction is two lines"
        assert [url for url in asked if not url.startswith(address)] == []


def test_many_formulas_take_little_time(tmp_path: Path) -> None:
    library = small_library(tmp_path / "beaucoup")
    lines = "\n\n".join(rf"\(x_{{{number}}} + \frac{{1}}{{{number}}}\)" for number in range(3000))
    write(library / "content/modules/circles/count-it.md", module("count-it", lines + "\n"))
    run("check", "--write-baseline", cwd=library)
    before = time.process_time()
    assert run("build", cwd=library, work=30).code == 0
    assert time.process_time() - before < 30
