"""Readers answer back: links that open GitHub's editor, history, forms and discussions on the right file, with what they know filled in."""

from __future__ import annotations

import json
import re
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
import yaml
from playwright.sync_api import Browser, Locator, Page

from library_kit import module, run, served, small_library
from told_library import CIRCLES, HOSTILE, built, commit_on, settings

REPOSITORY = "https://git.work.example/ours/library"
ASK = "modules/circles/ask-a-question.md"


def links(library: Path, page: str = ASK) -> dict[str, Any]:
    """Where a page of a staged library leads."""
    stage = library.parent / "scène"
    outcome = run("stage", stage, cwd=library)
    assert outcome.code == 0, outcome
    text = (stage / "docs" / page).read_text("utf-8")
    front = json.loads(next(line for line in text.splitlines() if line.startswith("module: ")).removeprefix("module: "))
    found = {name: unescape(front[name]) for name in ("edit", "history", "report", "outdated")}
    return {**found, "discussion": unescape(front["discussion"]["url"]) if front["discussion"] else ""}


def filled(address: str) -> dict[str, str]:
    """What a link fills in."""
    return {name: values[0] for name, values in parse_qs(urlsplit(address).query, strict_parsing=True).items()}


def library_with(folder: Path, repository: str = REPOSITORY, files: dict[str, str | bytes] | None = None, **fields: Any) -> Path:
    return small_library(folder, {"content/library.yml": settings(repository=repository, **fields), **(files or {})})


def form(library: Path, name: str) -> dict[str, Any]:
    """A generated form."""
    assert run("generate", cwd=library).code == 0
    said: dict[str, Any] = yaml.safe_load((library / ".github/ISSUE_TEMPLATE" / name).read_text("utf-8"))
    return said


@pytest.mark.parametrize("written", [REPOSITORY, f"{REPOSITORY}/", f"{REPOSITORY}.git"])
def test_links_lead_to_the_file_on_any_host(tmp_path: Path, written: str) -> None:
    library = library_with(tmp_path / "à nous", written, branch="release/2026")
    assert {name: link for name, link in links(library).items() if name in ("edit", "history")} == {
        "edit": f"{REPOSITORY}/edit/release/2026/content/modules/circles/ask-a-question.md",
        "history": f"{REPOSITORY}/commits/release/2026/content/modules/circles/ask-a-question.md",
    }
    french = links(library, f"fr/{ASK}")
    assert french["edit"].endswith("/content/modules/circles/ask-a-question.fr.md")
    assert links(library, "modules/circles/draw-the-plan/index.md")["edit"].endswith("/draw-the-plan/index.md")


def test_a_library_in_a_folder_of_its_repository_is_found_there(tmp_path: Path) -> None:
    library = library_with(tmp_path / "dépôt/un dossier #1/bibliothèque")
    commit_on(tmp_path / "dépôt", "2026-03-01")
    edit = links(library)["edit"]
    assert edit.startswith(f"{REPOSITORY}/edit/main/un%20dossier%20%231/")
    assert unquote(edit) == f"{REPOSITORY}/edit/main/un dossier #1/bibliothèque/content/modules/circles/ask-a-question.md"


def test_without_a_repository_there_are_no_links(tmp_path: Path) -> None:
    assert set(links(small_library(tmp_path / "seule")).values()) == {""}


def test_forms_are_filled_in_by_the_names_of_their_fields(tmp_path: Path) -> None:
    library = library_with(tmp_path / "formulaires", files={f"{CIRCLES}/trust-nobody.md": module("trust-nobody", title=HOSTILE)})
    for name, page in (("report", ASK), ("outdated", ASK), ("report", "modules/circles/trust-nobody.md"), ("outdated", f"fr/{ASK}")):
        link = links(library, page)[name]
        assert link.startswith(f"{REPOSITORY}/issues/new?")
        assert re.fullmatch(r"[!-~]+", link), "nothing that could end a link"
        said = filled(link)
        known = form(library, said["template"])
        kinds = {part["id"]: part["type"] for part in known["body"] if "id" in part}
        fields = {field: value for field, value in said.items() if field not in ("template", "title")}
        assert fields == {"page": f"https://learn.example.com/{page.removesuffix('.md')}/"}
        # GitHub opens an empty issue instead of the form where a link makes a choice (keycloak/keycloak#19924).
        assert {kinds[field] for field in fields} == {"input"}
        assert said["title"].startswith(known["title"])
    assert filled(links(library, "modules/circles/trust-nobody.md")["report"])["title"] == f"Fix: {HOSTILE}"


def test_what_is_out_of_date_takes_one_sentence(tmp_path: Path) -> None:
    library = library_with(tmp_path / "périmée")
    asked = form(library, filled(links(library)["outdated"])["template"])["body"]
    assert [part["id"] for part in asked if part.get("validations")] == ["page", "words"]
    assert "dropdown" not in {part["type"] for part in asked}


def test_without_an_address_the_page_is_named_by_its_mark(tmp_path: Path) -> None:
    fields = {key: value for key, value in json.loads(settings(repository=REPOSITORY)).items() if key != "address"}
    library = small_library(tmp_path / "nulle part", {"content/library.yml": json.dumps(fields)})
    assert filled(links(library)["report"])["page"] == "peerlore:ask-a-question"
    assert filled(links(library)["discussion"])["page"] == "peerlore:ask-a-question"


@pytest.mark.parametrize(
    ("discussion", "wanted"),
    [
        (12, "/discussions/12"),
        ("Circles", "/discussions/new?category=circles&"),
        ("Q&A: à débattre", "/discussions/new?category=q-a-a-debattre&"),
    ],
)
def test_a_module_names_its_discussion_or_a_category(tmp_path: Path, discussion: int | str, wanted: str) -> None:
    library = library_with(
        tmp_path / "parler", files={"content/modules/sharing/keep-a-log.md": module("keep-a-log", discussion=discussion)}
    )
    assert links(library, "modules/sharing/keep-a-log.md")["discussion"].startswith(REPOSITORY + wanted)


def test_a_translation_shares_the_discussion_of_its_module(tmp_path: Path) -> None:
    english, french = (filled(links(library_with(tmp_path / name), page)["discussion"]) for name, page in (("a", ASK), ("b", f"fr/{ASK}")))
    assert english["body"] == french["body"] == "\n\n<!-- peerlore:ask-a-question -->\n"
    assert french["title"] == "Poser une question"


# The passage that a reader selected ------------------------------------------------------------------------------------

SELECT = """([selector, from, to]) => {
  const walker = document.createTreeWalker(document.querySelector(selector), NodeFilter.SHOW_TEXT);
  let node; while ((node = walker.nextNode()) && node.length <= from) ;
  getSelection().setBaseAndExtent(node, from, node, Math.min(to, node.length));
  return getSelection().toString();
}"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    long = "An endless paragraph. " + "It goes on and on & on. " * 60
    library = library_with(tmp_path_factory.mktemp("passage") / "choisi", files={f"{CIRCLES}/go-on.md": module("go-on", long)})
    return built(library)


REPORT = "Something is wrong here"


def with_link(tab: Page, address: str) -> Locator:
    """Open a page; returns its link to the form, which tells where it would lead instead of going there."""
    tab.goto(address)
    link = tab.get_by_role("link", name=REPORT)
    link.evaluate("a => a.addEventListener('click', event => { event.preventDefault(); window.followed = a.href; })")
    return link


def test_the_selected_words_come_along(site: Path, browser: Browser) -> None:
    with served(site) as address, browser.new_context() as context:
        tab = context.new_page()
        link = with_link(tab, f"{address}modules/circles/go-on/")
        words = tab.evaluate(SELECT, [".pl-body p", 3, 60])
        link.click()
        assert filled(tab.evaluate("followed"))["words"] == " ".join(words.split())
        tab.evaluate("getSelection().removeAllRanges()")
        link.click()
        assert "words" not in filled(tab.evaluate("followed")), "what is no longer selected is no longer meant"
        assert filled(tab.evaluate("followed"))["template"] == "suggest-a-fix.yml"


def test_a_long_selection_is_cut_and_the_keyboard_works_too(site: Path, browser: Browser) -> None:
    with served(site) as address, browser.new_context() as context:
        tab = context.new_page()
        link = with_link(tab, f"{address}modules/circles/go-on/")
        link.focus()
        tab.evaluate(SELECT, [".pl-body p", 0, 5000])
        tab.keyboard.press("Enter")
        said = filled(tab.evaluate("followed"))["words"]
        assert len(said) == 500
        assert said.endswith("…")


def test_words_outside_of_the_text_are_not_sent(site: Path, browser: Browser) -> None:
    with served(site) as address, browser.new_context() as context:
        tab = context.new_page()
        link = with_link(tab, f"{address}modules/circles/go-on/")
        assert tab.evaluate(SELECT, [".pl-menu a", 0, 50])
        link.click()
        assert "words" not in filled(tab.evaluate("followed"))


def test_pages_that_are_no_modules_load_no_script_for_it(site: Path) -> None:
    assert "passage.js" in (site / "modules/circles/go-on/index.html").read_text("utf-8")
    assert "passage.js" not in (site / "index.html").read_text("utf-8")
