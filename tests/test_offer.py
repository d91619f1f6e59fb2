"""What is needed and what is offered: the map says the same in pictures, tables and words, and each need leads to what could answer it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from built_page import read_page
from library_kit import commit, module, page, run, served, small_files, small_library
from test_everyone import faults
from test_together import GROUP, OPEN, SESSION, files

MAP = "needs-and-offer/"
COLUMNS = ["Skill", "Open needs", "People who need it", "Modules that teach it", "People who help"]
COLUMNS += ["Groups that practise it", "Sessions to come", "What is missing"]


def rows(text: str) -> dict[str, list[str]]:
    """The rows of all tables of a page, by what stands first in each."""
    found = (re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL) for row in re.findall(r"<tr>(.*?)</tr>", text, re.DOTALL))
    cells = ([unescape(re.sub(r"<[^>]+>", "", cell)) for cell in row] for row in found)
    return {first: rest for first, *rest in cells}


def staged(library: Path, place: str) -> str:
    """A page of the staged tree: its picture and tables in the front matter, its words below."""
    folder = library.parent / f"{library.name}-staged"
    outcome = run("stage", folder, cwd=library)
    assert outcome.code == 0, outcome
    text = (folder / "docs" / place).read_text("utf-8")
    parts = next((line for line in text.splitlines() if line.startswith("parts: ")), "parts: []").removeprefix("parts: ")
    return "".join(f"<h2>{part['title']}</h2>{part['picture']}" for part in json.loads(parts)) + text.rpartition("\n---\n")[2]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    library = small_library(tmp_path_factory.mktemp("carte") / "à deux", files())
    commit(library)
    outcome = run("build", cwd=library)
    assert outcome.code == 0, outcome
    return library / "site"


def test_the_map_counts_what_is_asked_for_and_what_is_there(site: Path) -> None:
    said = rows((site / MAP / "index.html").read_text("utf-8"))
    assert ["Skill", *said["Skill"]] == COLUMNS
    assert said["Asking"] == ["1", "2", "2", "0", "1", "1", "no module teaches it at that level, nobody offers help"]
    assert said["Drawing"] == ["0", "0", "1", "1", "0", "0", "nobody has asked"]


def test_gaps_are_said_in_words_in_every_language(site: Path) -> None:
    for edition, sentence in (
        ("", "Asking · no module teaches it at that level, nobody offers help 2 people need it"),
        ("fr/", "Asking · aucun module n’atteint ce niveau, personne ne propose son aide 2 personnes en ont besoin"),
    ):
        assert sentence in read_page(site / edition / MAP / "index.html").words


def test_pictures_have_a_name_and_a_description_and_the_numbers_of_the_table(site: Path) -> None:
    text = (site / MAP / "index.html").read_text("utf-8")
    (drawing,) = re.findall(r'<svg class="pl-svg".*?</svg>', text, re.DOTALL)
    assert 'role="img"' in drawing
    assert "<title>Circles: what is needed and what is offered</title>" in drawing
    assert "<desc>Something is missing for 1 skill; the table below says what.</desc>" in drawing
    for name, *numbers in (("Asking", 1, 2, 2, 1, 1), ("Drawing", 1, 1)):
        row = drawing.partition(f">{name}</text>")[2].partition('<text x="0"')[0]
        assert [int(number) for number in re.findall(r">(\d+)</text>", row)] == numbers
    assert drawing.count('class="pl-none"') == 1 + 4, "what is not there has a shape as well"
    assert "fill=" not in drawing, "colours are those of the theme"


def test_the_map_is_found_where_readers_look_for_it(site: Path) -> None:
    for place in ("needs/", "skills/", "coverage/", "fr/needs/"):
        assert f"../{MAP}" in read_page(site / place / "index.html").links, place
    for link in ("../needs/", "../skills/asking/"):
        assert link in read_page(site / MAP / "index.html").links


def test_what_is_over_or_retired_is_no_offer_and_everybody_counts_once(tmp_path: Path) -> None:
    other = {**OPEN, "id": "ask-nobody", "title": "Ask nobody", "supporters": ["zoe", "mara"]}
    other.pop("asked_by")
    library = small_library(
        tmp_path / "plus rien",
        {
            **files(status="closed"),
            "content/sessions/2026-03-17-ask-once-more.md": page({**SESSION, "status": "cancelled", "reason": "Nobody could come."}),
            "content/modules/sharing/write-it-down.md": module("write-it-down", status="retired", replaces=["old-notes"]),
            "content/needs/ask-nobody.md": page(other),
            "content/people/zoe.md": page({"handle": "zoe", "name": "Zoé", "helps": [{"skill": "asking", "level": "able"}]}),
        },
    )
    commit(library)
    text = staged(library, "needs-and-offer.md")
    # zoe helps, but one of the needs is her own; nils, zoe, mara, and somebody without a name need it
    assert rows(text)["Asking"] == ["2", "4", "1", "1", "0", "0", "no module teaches it at that level, nobody offers help at that level"]


def test_a_library_without_needs_says_so_and_shows_what_there_is(tmp_path: Path) -> None:
    library = small_library(tmp_path / "calme")
    commit(library)
    text = staged(library, "needs-and-offer.md")
    assert "No need is open now, so nothing is known to be missing." in text
    assert rows(text)["Drawing"] == ["0", "0", "1", "1", "0", "0", "nobody has asked"]


HOSTILE = "Knots </title><script>alert(1)</script> & `more`"


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where a library with three hundred skills is served, half of which nothing teaches."""
    register = json.loads(str(small_files()["content/skills.yml"]))
    names = [HOSTILE, *(f"Skill number {number} with a name that goes on and on for a while" for number in range(1, 298))]
    register["skills"] += [{"id": f"skill-{number}", "name": name, "description": "Do it."} for number, name in enumerate(names)]
    taught = {
        f"content/modules/sharing/page-{number}.md": module(
            f"page-{number}", skills=[{"skill": f"skill-{2 * number + one}", "level": "able"} for one in (0, 1)]
        )
        for number in range(75)
    }
    needs = {
        f"content/needs/need-{number}.md": page(
            {**OPEN, "id": f"need-{number}", "title": f"Need {number}", "skills": [{"skill": f"skill-{number * 7}", "level": "able"}]}
        )
        for number in range(40)
    }
    library = small_library(tmp_path_factory.mktemp("grande") / "trois cents", {**files(), **taught, **needs})
    (library / "content/skills.yml").write_text(json.dumps(register), "utf-8")
    commit(library)
    outcome = run("build", cwd=library)
    assert outcome.code == 0, outcome
    with served(library / "site") as address:
        yield address


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (320, "dark")])
def test_three_hundred_skills_can_be_read_and_have_no_fault(browser: Browser, large: str, width: int, scheme: Any) -> None:
    with browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True) as window:
        tab = window.new_page()
        for edition in ("", "fr/"):
            tab.goto(f"{large}{edition}{MAP}", wait_until="networkidle")
            assert tab.evaluate("document.documentElement.scrollWidth") <= width
            assert tab.locator(".pl-offer tbody tr").count() == 300
            assert tab.locator(".pl-offer svg").count() == 3
            assert max(one.bounding_box()["height"] for one in tab.locator(".pl-offer svg").all()) < 800  # type: ignore[index] # each is shown
            assert faults(tab) == []


def test_a_name_of_a_skill_stays_a_name(browser: Browser, large: str) -> None:
    with browser.new_context() as window:
        tab = window.new_page()
        tab.goto(f"{large}{MAP}")
        assert tab.get_by_role("rowheader", name=HOSTILE, exact=True).count() == 1
        assert tab.locator("article script").count() == 0


# What could answer a need ------------------------------------------------------------------------------------------


def test_a_need_shows_what_reaches_its_level_and_else_what_leads_there(tmp_path: Path) -> None:
    drawing = [{"skill": "drawing", "level": "able"}]
    library = small_library(
        tmp_path / "besoins",
        {
            **files(),
            "content/needs/draw-a-map.md": page({**OPEN, "id": "draw-a-map", "title": "Draw a map", "skills": drawing, "supporters": []}),
            "content/needs/ask-more.md": page(
                {**OPEN, "id": "ask-more", "title": "Ask more", "skills": [{"skill": "asking", "level": "aware"}], "supporters": []}
            ),
        },
    )
    commit(library)
    able = staged(library, "needs/draw-a-map.md")
    assert "## What could help meanwhile" in able
    assert "How to draw the plan" in able
    assert "Zoé Ångström" in able
    assert "On the way there" not in able
    aware = (library.parent / f"{library.name}-staged/docs/needs/ask-more.md").read_text("utf-8")
    for text in ("How to ask a question", "How to write it down", "Open questions", "Ask once more"):
        assert text in aware
    assert "Ask at all" not in aware, "that session is over"
    boss = (library.parent / f"{library.name}-staged/docs/needs/ask-a-boss.md").read_text("utf-8")
    assert boss.index("Open questions") < boss.index("## On the way there") < boss.index("How to ask a question")


def test_an_answered_need_shows_its_answer_first_and_then_what_else_there_is(site: Path) -> None:
    words = read_page(site / "needs/ask-a-stranger/index.html").words
    assert (
        words.index("What answers it")
        < words.index("How to ask a question")
        < words.index("There is this too")
        < words.index("Ask once more")
    )
    assert words.count("How to ask a question") == 1


def test_a_need_that_nothing_could_answer_says_so(tmp_path: Path) -> None:
    lonely = {**OPEN, "skills": [{"skill": "drawing", "level": "able"}]}
    library = small_library(
        tmp_path / "seul",
        {
            "content/needs/ask-a-boss.md": page(lonely),
            "content/modules/circles/draw-the-plan/index.md": module("draw-the-plan", "## The plan\n\nIt is here.\n"),
            "content/modules/circles/draw-the-plan/plan.png": None,
            "content/people/zoe.md": page({"handle": "zoe", "name": "Zoé"}),
            "content/people/nils.md": page({"handle": "nils", "name": "Nils"}),
        },
    )
    commit(library)
    assert "Nothing here teaches it, and nobody helps with it." in staged(library, "needs/ask-a-boss.md")


assert GROUP["skills"] == OPEN["skills"], "the group practises what the open need asks for"
