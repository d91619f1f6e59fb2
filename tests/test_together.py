"""Groups, sessions and needs on the site: found from everywhere, true on any day, and nobody is named who did not ask for it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pytest
from playwright.sync_api import Browser, expect

from built_page import read_page
from library_kit import commit, page, run, served, small_files, small_library, write

SKILLS = [{"skill": "asking", "level": "able"}]
GROUP = {
    "id": "open-questions",
    "title": "Open questions <i>only</i>",
    "summary": "We ask each other what we do not know.",
    "kind": "circle",
    "status": "active",
    "language": "en",
    "members": [{"person": "mara", "role": "facilitator"}, "zoe", "nils"],
    "objectives": ["ask a question that nobody can answer with yes"],
    "skills": SKILLS,
    "modules": ["ask-a-question"],
    "paths": ["first-week"],
    "meetings": {
        "first": "2026-03-03",
        "start": "10:00",
        "duration": 60,
        "timezone": "Europe/Paris",
        "cadence": "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU",
    },
    "time_budget": 180,
    "tools": [{"title": "Notes", "url": "https://notes.example.com/open"}],
    "contract": {"parties": ["mara", "zoe", "nils"], "commitments": ["We come on time."], "exit": "Whoever leaves says so."},
}
PHASES = {name: {"minutes": 20, "steps": [f"The step of the {name}."]} for name in ("preparation", "exchange", "synthesis")}
DIMENSIONS = {name: f"How it is with {name}." for name in ("sequencing", "forming", "monitoring", "regulation", "interaction")}
SESSION = {
    "id": "2026-03-17-ask-once-more",
    "title": "Ask once more",
    "summary": "What the second question brings that the first did not.",
    "status": "planned",
    "language": "en",
    "group": "open-questions",
    "modules": ["ask-a-question"],
    "date": "2026-03-17",
    "start": "10:00",
    "duration": 60,
    "timezone": "Europe/Paris",
    "mode": "remote",
    "facilitators": ["mara"],
    "prepare": [{"person": "nils", "what": "Brings a question"}],
    "script": {**PHASES, "products": ["Three questions"], **DIMENSIONS},
}
HELD = {
    **SESSION,
    "id": "2026-03-03-ask",
    "title": "Ask at all",
    "date": "2026-03-03",
    "status": "closed",
    "synthesis": {"points": ["Ask for the last time it happened."], "signed_by": "mara", "on": "2026-03-04"},
}
NEED = {
    "id": "ask-a-stranger",
    "title": "Ask a stranger",
    "summary": "Find the first sentence when nobody knows you.",
    "status": "matched",
    "language": "en",
    "skills": SKILLS,
    "why": "At the fair I stood beside people for a whole day.",
    "asked_by": "nils",
    "asked_on": "2026-02-02",
    "supporters": ["zoe", "nils"],
    "matched_to": {"modules": ["ask-a-question"], "groups": ["open-questions"], "sessions": ["2026-03-03-ask"], "people": ["zoe"]},
    "decided_on": "2026-02-20",
}
OPEN = {name: said for name, said in NEED.items() if name not in ("matched_to", "decided_on")} | {
    "id": "ask-a-boss",
    "title": "Ask a boss",
    "status": "open",
}


def files(**changes: Any) -> dict[str, str]:
    settings = json.loads(str(small_files()["content/library.yml"]))
    return {
        "content/library.yml": json.dumps({**settings, "profiles": "optional"}),
        "content/groups/open-questions.md": page({**GROUP, **changes}, "We began in spring.\n"),
        "content/sessions/2026-03-17-ask-once-more.md": page(SESSION, "Bring a pen.\n"),
        "content/sessions/2026-03-03-ask.md": page(HELD, "It was short.\n"),
        "content/needs/ask-a-stranger.md": page(NEED, "It rained.\n"),
        "content/needs/ask-a-boss.md": page(OPEN, "He is busy.\n"),
    }


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    library = small_library(tmp_path_factory.mktemp("ensemble") / "à deux", files())
    commit(library)
    outcome = run("build", cwd=library)
    assert outcome.code == 0, outcome
    return library / "site"


GROUP_AT, SESSION_AT, NEED_AT = "groups/open-questions/", "sessions/2026-03-17-ask-once-more/", "needs/ask-a-stranger/"
WAYS = {
    "": (GROUP_AT, SESSION_AT, "needs/ask-a-boss/", "groups/", "sessions/", "needs/"),
    "groups/": (GROUP_AT, SESSION_AT, "sessions/", "needs/"),
    "sessions/": (SESSION_AT, "sessions/2026-03-03-ask/"),
    "needs/": (NEED_AT, "needs/ask-a-boss/"),
    GROUP_AT: (
        SESSION_AT,
        "sessions/2026-03-03-ask/",
        NEED_AT,
        "people/mara/",
        "modules/circles/ask-a-question/",
        "paths/first-week/",
        "skills/asking/",
    ),
    SESSION_AT: (GROUP_AT, "people/mara/", "modules/circles/ask-a-question/"),
    "sessions/2026-03-03-ask/": (NEED_AT,),
    NEED_AT: (GROUP_AT, "sessions/2026-03-03-ask/", "people/zoe/", "modules/circles/ask-a-question/", "skills/asking/"),
    "needs/ask-a-boss/": ("modules/circles/ask-a-question/", "skills/asking/"),
    "people/mara/": (GROUP_AT, SESSION_AT),
    "people/zoe/": (GROUP_AT,),
    "modules/circles/ask-a-question/": (GROUP_AT, SESSION_AT, NEED_AT),
    "skills/asking/": (GROUP_AT, "needs/ask-a-boss/"),
}


@pytest.mark.parametrize("edition", ["", "fr/"])
@pytest.mark.parametrize("place", WAYS)
def test_every_page_leads_to_what_it_is_about(site: Path, place: str, edition: str) -> None:
    base = f"https://x/{edition}{place}"
    found = {urljoin(base, link) for link in read_page(site / edition / place / "index.html").links}
    for target in WAYS[place]:
        own = "modules/" in target and not (edition and "ask-a-question" in target)
        assert f"https://x/{'' if own else edition}{target}" in found, target


def test_whoever_has_no_profile_is_not_named(site: Path) -> None:
    said = [file for file in site.rglob("*") if file.suffix in (".html", ".json", ".xml") and b"nils" in file.read_bytes().lower()]
    assert said == []
    words = read_page(site / GROUP_AT / "index.html").words
    assert "a colleague takes part" in words
    assert "un ou une collègue participe" in read_page(site / "fr" / GROUP_AT / "index.html").words


def test_what_a_stranger_wrote_is_words(site: Path) -> None:
    for place in ("groups/", GROUP_AT, "", "people/mara/"):
        found = read_page(site / place / "index.html")
        assert "Open questions <i>only</i>" in found.words
        assert ("i", {}) not in found.elements


def test_a_session_shows_its_plan_and_then_what_was_kept(site: Path) -> None:
    planned, closed = (read_page(site / place / "index.html").words for place in (SESSION_AT, "sessions/2026-03-03-ask/"))
    for text in (
        "The step of the exchange.",
        "How it is with regulation.",
        "Three questions",
        "17 March 2026, 10:00 to 11:00 (Europe/Paris)",
    ):
        assert text in planned
    assert "Ask for the last time it happened." in closed
    assert "Signed by Mara Lindqvist, 4 March 2026" in closed
    assert closed.index("Ask for the last time") < closed.index("The step of the exchange")


def test_meetings_that_are_over_are_not_the_next_ones(site: Path, browser: Browser) -> None:
    with served(site) as address, browser.new_context() as window:
        tab = window.new_page()
        tab.clock.set_fixed_time("2026-03-20T12:00:00Z")
        tab.goto(f"{address}{GROUP_AT}")
        expect(tab.locator(".pl-coming li").filter(visible=True).first).to_have_text("Tuesday 31 March 2026, 10:00")
        expect(tab.locator(".pl-coming li").filter(visible=True)).to_have_count(6)
        tab.clock.set_fixed_time("2031-01-01T12:00:00Z")
        tab.goto(f"{address}{GROUP_AT}")
        expect(tab.locator(".pl-coming")).to_be_hidden()


def test_the_search_finds_groups_sessions_and_needs(site: Path, browser: Browser) -> None:
    with served(site) as address, browser.new_context() as window:
        tab = window.new_page()
        for words, title, kind in (
            ("pen second question", "Ask once more", "Session"),
            ("spring", "Open questions", "Group"),
            ("rained", "Ask a stranger", "Need"),
        ):
            tab.goto(address)
            tab.locator("#pl-ask").press_sequentially(words)
            option = tab.get_by_role("option").filter(has_text=title).first
            expect(option).to_contain_text(kind)


def test_a_library_without_any_says_how_to_begin(tmp_path: Path) -> None:
    library = small_library(tmp_path / "seule")
    commit(library)
    assert run("build", cwd=library).code == 0
    for place, way in (("groups", "how to start a group"), ("sessions", "how to plan a session"), ("needs", "how to declare a need")):
        found = read_page(library / "site" / place / "index.html")
        assert way in found.words
        assert "../help/facilitator/" in found.links
    assert (library / "site/help/facilitator/index.html").is_file()


def test_a_zone_that_nobody_knows_costs_the_hours_and_not_the_site(tmp_path: Path) -> None:
    changes = files(meetings={**GROUP["meetings"], "timezone": "Europe/Pari"})  # type: ignore[dict-item] # it is a group of keys
    changes["content/sessions/2026-03-03-ask.md"] = page({**HELD, "timezone": "Europe/Pari", "date": "2026-02-30"}, "It was short.\n")
    library = small_library(tmp_path / "perdue", changes)
    assert run("check", "--write-baseline", cwd=library).code == 0
    commit(library)
    outcome = run("build", cwd=library)
    assert outcome.code == 0, outcome
    words = read_page(library / "site" / GROUP_AT / "index.html").words
    assert "Meets" not in words
    assert "10:00 (Europe/Pari)" in words, "that of the session"


@pytest.fixture
def own(demo: Path, tmp_path: Path) -> Path:
    """A demonstration to change."""
    return shutil.copytree(demo, tmp_path / "own", symlinks=True)


def test_a_group_that_nobody_approved_is_not_published(own: Path) -> None:
    group = own / "content/groups/calls-that-nobody-likes.md"
    write(own / "content/groups/nobody-asked.md", group.read_text("utf-8").replace("calls-that-nobody-likes", "nobody-asked"))
    write(group, group.read_text("utf-8").replace("There is no meeting.", "Pushed past everybody."))
    commit(own)
    built = run("build", cwd=own, work=None)
    assert built.code == 0, built
    assert "withheld: content/groups/nobody-asked.md" in built.out + built.err
    assert not (own / "site/groups/nobody-asked").exists()
    shown = read_page(own / "site/groups/calls-that-nobody-likes/index.html").words
    assert "There is no meeting." in shown
    assert "Pushed past everybody." not in shown
