"""A quiz on its page: asked, told and kept, with a mouse or a keyboard, with and without scripts and storage."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote

import pytest
from playwright.sync_api import Browser, Page, expect

from built_page import read_page
from library_kit import served
from quiz_kit import PAGE, built, quiz_library

AXE = Path(__file__).parent / "npm/node_modules/axe-core/axe.min.js"
HOSTILE = "</script><script>document.title='taken'</script><img src=x onerror=\"document.title='taken'\"> & <b>bold</b> {{ 7 * 7 }} "


def question(page: Page, text: str) -> str:
    """Where a question stands."""
    return f".pl-sheet > ol > li:has(legend:has-text('{text}'))"


def answer_rightly(page: Page) -> None:
    page.get_by_label("What you saw").check()
    page.get_by_label("A date").check()
    page.get_by_label("A length").check()
    page.get_by_label("False").check()
    page.locator(question(page, "How long")).get_by_role("textbox").fill("5")
    page.locator(question(page, "What do you write")).get_by_role("textbox").fill("  « elements  DE Synthese ».")
    order = page.locator(question(page, "In which order"))
    for _ in range(2):
        order.get_by_role("button", name="Move up: prepare").click()
        order.get_by_role("button", name="Move down: write").click()
    for text, partner in (("circle", "three to six"), ("pair", "two"), ("crowd", "many")):
        page.locator(question(page, "How many")).get_by_label(text, exact=True).select_option(label=partner)


def order_of(page: Page) -> list[str]:
    """Everything in the order in which it stands on the paper."""
    return page.locator(".pl-sheet :is(legend, .pl-choices span, .pl-pair label, .pl-order-steps span, option)").all_inner_texts()


def test_every_way_to_answer_can_be_right(quiz_page: Page) -> None:
    answer_rightly(quiz_page)
    quiz_page.get_by_role("button", name="Check all that is left").click()
    score = quiz_page.locator(".pl-score")
    expect(score).to_contain_text("8 of 8")
    expect(score).to_be_focused()
    told = quiz_page.locator(".pl-told").all_inner_texts()
    assert len(told) == 7
    assert all(re.fullmatch(r"✓ Right\.\s+\S.*", text) for text in told), "each is explained"
    expect(quiz_page.locator(".pl-past li")).to_have_count(1)
    quiz_page.get_by_text("Result code").click()
    form = r"plq1\.ask-a-question\.[0-9a-f]{10}\.0\.1\.\d{8}\.[0-9a-z]{6}\.ya-yac-yb-y-y-yoabc-ypabc\.[0-9a-z]{7}"
    expect(score.locator("code")).to_have_text(re.compile(f"^{form}$"))


def test_every_way_to_answer_can_be_wrong_and_says_what_is_right(quiz_page: Page) -> None:
    quiz_page.get_by_label("What you felt").check()
    quiz_page.get_by_label("A date").check()  # one of two that are right
    quiz_page.get_by_label("True").check()
    quiz_page.locator(question(quiz_page, "How long")).get_by_role("textbox").fill("5,01")
    quiz_page.locator(question(quiz_page, "What do you write")).get_by_role("textbox").fill("thesis")
    quiz_page.get_by_role("button", name="Move up: write").click()
    quiz_page.get_by_label("circle", exact=True).select_option(label="two")
    quiz_page.get_by_role("button", name="Check all that is left").click()
    expect(quiz_page.locator(".pl-score")).to_contain_text("0 of 8")
    said = " ".join(quiz_page.locator(".pl-sheet").inner_text().split())
    for words in (
        "What you felt ✗ your answer. A feeling.",
        "What you saw ✓ right answer. An observation.",
        "Right would be: 4.5 ± 0.5 hours Half a day.",
        "Right would be: synthesis It stays.",
        "prepare exchange write Alone first.",
        "circle: three to six pair: two crowd: many As their names say.",
    ):
        assert words in said, words


def test_a_question_is_told_on_its_own_and_not_before_it_is_answered(quiz_page: Page) -> None:
    long = quiz_page.locator(question(quiz_page, "How long"))
    long.get_by_role("button", name="Check").click()
    expect(long.get_by_role("status")).to_have_text("Write a number first, such as 12 or 0.5.")
    long.get_by_role("textbox").fill("about four")
    long.get_by_role("textbox").press("Enter")
    expect(long.get_by_role("status")).to_have_text("Write a number first, such as 12 or 0.5.")
    long.get_by_role("textbox").fill("4")
    long.get_by_role("textbox").press("Enter")
    expect(long.get_by_role("status")).to_contain_text("✓ Right.")
    expect(long.get_by_role("status")).to_be_focused()
    expect(long.get_by_role("textbox")).to_be_disabled()
    expect(quiz_page.locator(".pl-score")).to_have_count(0)
    first = quiz_page.locator(question(quiz_page, "What opens"))
    first.get_by_text("Hint").click()
    expect(first.get_by_text("Think of a camera.")).to_be_visible()


def test_the_same_paper_is_the_same_everywhere_and_the_next_one_is_another(quiz_page: Page, quiz_address: str, browser: Browser) -> None:
    first = order_of(quiz_page)
    assert "Paper 1:" in quiz_page.locator(".pl-quiz").inner_text()
    quiz_page.get_by_role("button", name="Check all that is left").click()
    quiz_page.get_by_role("button", name="Once more, mixed anew").click()
    expect(quiz_page.locator(".pl-quiz")).to_contain_text("Paper 2:")
    second = order_of(quiz_page)
    assert sorted(first) == sorted(second)
    assert first != second
    with browser.new_context() as elsewhere:
        other = elsewhere.new_page()
        other.goto(f"{quiz_address}{PAGE}#pl-quiz-0-2")
        assert order_of(other) == second
    quiz_page.get_by_role("button", name="Paper 1 again").click()
    assert order_of(quiz_page) == first
    expect(quiz_page.locator("#pl-quiz")).to_be_focused()


def test_steps_never_begin_in_their_right_order(quiz_page: Page, quiz_address: str) -> None:
    starts = set()
    for paper in range(1, 25):
        quiz_page.goto(f"{quiz_address}{PAGE}#pl-quiz-0-{paper}")
        expect(quiz_page.locator(".pl-quiz")).to_contain_text(f"Paper {paper}:")
        starts.add(tuple(quiz_page.locator(".pl-order-steps span").all_inner_texts()))
    assert len(starts) == 5  # all but one of six


def tab_to(page: Page, name: str) -> None:
    """Press Tab until the focus is on what is called so."""
    for _ in range(60):
        page.keyboard.press("Tab")
        focused = page.locator(":focus")
        label = focused.evaluate("e => e.getAttribute('aria-label') ?? (e.labels?.[0] ?? e).textContent.trim()")
        if label.startswith(name):
            return
    raise AssertionError(f"nothing called {name!r} can be reached")


def test_a_keyboard_is_enough(quiz_page: Page) -> None:
    quiz_page.locator("#pl-quiz").evaluate("e => { e.tabIndex = -1; e.focus(); }")
    tab_to(quiz_page, "circle")
    quiz_page.keyboard.type("three")
    tab_to(quiz_page, "pair")
    quiz_page.keyboard.type("two")
    tab_to(quiz_page, "crowd")
    quiz_page.keyboard.type("many")
    tab_to(quiz_page, "Check")
    quiz_page.keyboard.press("Enter")
    expect(quiz_page.locator(":focus")).to_contain_text("✓ Right.")
    tab_to(quiz_page, "What you")
    quiz_page.keyboard.press("Space")
    quiz_page.keyboard.press("ArrowDown")
    tab_to(quiz_page, "Check")
    quiz_page.keyboard.press("Enter")
    expect(quiz_page.locator(":focus")).to_contain_text("right.")
    tab_to(quiz_page, "Move up: prepare")
    quiz_page.keyboard.press("Enter")
    expect(quiz_page.locator(":focus")).to_have_attribute("aria-label", "Move up: prepare")
    expect(quiz_page.locator(question(quiz_page, "In which order")).locator(".pl-unseen")).to_have_text("prepare: now 1 of 3")
    tab_to(quiz_page, "Check all that is left")
    quiz_page.keyboard.press("Enter")
    expect(quiz_page.locator(".pl-score")).to_be_focused()
    tab_to(quiz_page, "Once more, mixed anew")
    quiz_page.keyboard.press("Enter")
    expect(quiz_page.locator("#pl-quiz")).to_be_focused()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 320])
def test_axe_finds_no_fault_before_and_after(browser: Browser, quiz_address: str, scheme: str, width: int) -> None:
    with browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, reduced_motion="reduce", bypass_csp=True
    ) as window:  # type: ignore[arg-type] # one of its words
        page = window.new_page()
        page.goto(quiz_address + PAGE)
        page.add_script_tag(path=AXE)
        run_axe = (
            "() => axe.run(document).then(found => found.violations.flatMap(fault => fault.nodes.map(node => fault.id + ': ' + node.html)))"
        )
        assert page.evaluate(run_axe) == []
        page.get_by_label("What you felt").check()
        page.get_by_label("False").check()
        page.get_by_role("button", name="Check all that is left").click()
        page.get_by_text("Result code").click()
        assert page.evaluate(run_axe) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_without_scripts_questions_are_a_list_and_answers_open(browser: Browser, quiz_address: str) -> None:
    with browser.new_context(java_script_enabled=False) as window:
        page = window.new_page()
        page.goto(quiz_address + PAGE)
        quiz = page.locator(".pl-quiz")
        for text in ("What opens a review best?", "In which order?", "prepare", "three to six", "What you felt"):
            expect(quiz.get_by_text(text, exact=True).first).to_be_visible()
        expect(quiz.get_by_text("Half a day.")).to_be_hidden()
        expect(quiz.get_by_text("A feeling.")).to_be_hidden()
        quiz.get_by_text("What you felt").click()
        expect(quiz.get_by_text("A feeling.")).to_be_visible()
        long = quiz.locator("li", has_text="How long is a meeting?").last
        long.get_by_text("Show the answer").click()
        expect(long).to_contain_text("4.5 ± 0.5 hours")
        expect(quiz.get_by_text("Circles meet once a year.")).to_be_hidden()
        quiz.get_by_text("The test 14 days later").click()
        expect(quiz.get_by_text("Circles meet once a year.")).to_be_visible()


def test_french_readers_are_asked_in_french(browser: Browser, quiz_address: str) -> None:
    with browser.new_context() as window:
        page = window.new_page()
        page.goto(f"{quiz_address}fr/{PAGE}")
        page.locator(question(page, "Combien dure")).get_by_role("textbox").fill("4,25")
        page.get_by_label("Faux").check()
        page.get_by_role("button", name="Vérifier tout le reste").click()
        expect(page.locator(".pl-score")).to_contain_text("2 sur 8")
        said = page.locator(".pl-quiz").inner_text()
        assert "La bonne réponse : synthèse" in said
        assert not re.search(r"quiz_|\{\w+\}", said)


def test_what_is_right_is_not_found_by_the_search(quiz_page: Page, quiz_address: str) -> None:
    for word, found in (("opens", "1 result"), ("felt", "Nothing found"), ("synthesis", "Nothing found"), ("camera", "Nothing found")):
        quiz_page.goto(f"{quiz_address}modules/?q={word}")
        expect(quiz_page.locator(".pl-results [role=status]")).to_have_text(found)


def test_a_hostile_quiz_shows_its_letters_and_runs_nothing(browser: Browser, tmp_path: Path) -> None:
    text = HOSTILE + "x" * 40
    quiz = [
        {"question": text, "why": text, "hint": text, "answers": [{"text": text, "correct": True, "why": text}, {"text": f"{text}2"}]},
        {"question": text, "number": {"is": 1, "unit": "</b><i>"}, "why": text},
        {"question": text, "accept": [text[:80]], "why": text},
        {"question": text, "order": [text, f"{text}2", f"{text}3"], "why": text},
        {"question": text, "pairs": [{"text": text, "with": text}, {"text": f"{text}2", "with": f"{text}2"}], "why": text, "after": 28},
    ]
    forged = "".join(
        f'<p id="{id}">{{"words": {{}}, "tests": {{"0": []}}}}</p>\n\n' for id in ("pl-quiz-data", "pl-quiz-words", "pl-words")
    )
    site = built(quiz_library(tmp_path / "l", quiz, f"Ask.\n\n{forged}"))
    assert {"pl-quiz-data", "pl-words"} <= {
        attributes.get("id") for tag, attributes in read_page(site / PAGE / "index.html").elements if tag == "p"
    }
    assert [tag for tag, attributes in read_page(site / PAGE / "index.html").elements if "onerror" in attributes] == []
    with served(site) as address, browser.new_context() as window:
        page = window.new_page()
        for place in ("", "#pl-quiz-28"):
            page.goto(address + PAGE + place)
            page.reload()
            expect(page.locator("legend").first).to_contain_text("</script><script>document.title='taken'</script>")
            page.get_by_role("button", name="Check all that is left").click()
            expect(page.locator(".pl-score")).to_be_visible()
            assert page.locator(".pl-quiz :is(img, b, i)").count() == 0
            assert page.title() != "taken"
        with page.expect_download() as coming:
            page.goto(address + PAGE)
            page.get_by_role("button", name="Check all that is left").click()
            page.get_by_role("link", name="Reminders").click()
        assert "onerror" not in unquote(Path(coming.value.path()).read_text("utf-8"))
