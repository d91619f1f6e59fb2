"""What is kept of quizzes in the browser: attempts until they are forgotten, and the tests that are due weeks later."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from quiz_kit import PAGE


def kept(page: Page) -> str:
    return str(page.evaluate("JSON.stringify(localStorage)"))


def test_attempts_stay_in_the_browser_until_they_are_forgotten(quiz_page: Page) -> None:
    quiz_page.get_by_role("button", name="Check all that is left").click()
    quiz_page.reload()
    expect(quiz_page.locator(".pl-past li")).to_contain_text("0 of 8")
    assert "ask-a-question" in kept(quiz_page)
    quiz_page.get_by_role("button", name="Forget my attempts").click()
    expect(quiz_page.locator(".pl-past li")).to_have_count(0)
    assert "plq1" not in kept(quiz_page)
    quiz_page.reload()
    expect(quiz_page.locator(".pl-past li")).to_have_count(0)


@pytest.mark.parametrize(
    "stored", ["[]", "null", "{", '{"ask-a-question": 5}', '{"ask-a-question": [null, {"test": "0", "day": "yesterday"}]}']
)
def test_whatever_else_is_kept_under_that_name_does_no_harm(quiz_page: Page, stored: str) -> None:
    quiz_page.get_by_role("button", name="Check all that is left").click()
    quiz_page.evaluate(
        "text => { for (const key of Object.keys(localStorage)) if (key.endsWith(':quiz')) localStorage.setItem(key, text); }", stored
    )
    quiz_page.reload()
    expect(quiz_page.locator(".pl-past li")).to_have_count(0)
    quiz_page.get_by_role("button", name="Check all that is left").click()
    expect(quiz_page.locator(".pl-past li")).to_have_count(1)


def test_a_browser_that_keeps_nothing_asks_all_the_same(browser: Browser, quiz_address: str) -> None:
    with browser.new_context() as window:
        window.add_init_script(
            "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } });"
        )
        page = window.new_page()
        page.goto(quiz_address + PAGE)
        page.get_by_role("button", name="Check all that is left").click()
        expect(page.locator(".pl-score")).to_contain_text("0 of 8")
        expect(page.locator(".pl-past li")).to_have_count(1)
        page.get_by_role("button", name="Forget my attempts").click()
        expect(page.locator(".pl-past li")).to_have_count(0)


def test_the_test_of_later_days_is_offered_when_its_time_has_come(browser: Browser, quiz_address: str) -> None:
    with browser.new_context(timezone_id="Pacific/Kiritimati") as window:  # where the day begins first
        page = window.new_page()
        page.clock.install(time="2026-03-28T11:00:00Z")  # there, it is the 29th already
        page.goto(quiz_address + PAGE)
        page.get_by_role("button", name="Check all that is left").click()
        expect(page.locator(".pl-past li")).to_contain_text("March 29, 2026")
        for day, said in (("2026-04-11T09:00:00Z", 0), ("2026-04-11T11:00:00Z", 1)):
            page.clock.set_fixed_time(day)
            page.reload()
            expect(page.locator(".pl-notice")).to_have_count(said)
        expect(page.locator(".pl-notice")).to_contain_text("You answered this 14 days ago.")
        page.get_by_role("button", name="Take the test").click()
        expect(page.locator("legend")).to_have_text(["Circles meet once a year."])
        page.get_by_role("button", name="Check all that is left").click()
        expect(page.locator(".pl-notice")).to_have_count(0)
        expect(page.locator(".pl-past li")).to_have_count(2)
        page.clock.set_fixed_time("2026-04-25T11:00:00Z")
        page.reload()
        expect(page.locator(".pl-notice")).to_contain_text("28 days ago")
        page.get_by_role("button", name="Take the test").click()
        expect(page.locator("legend")).to_have_count(7)  # none was written for it: the first ones, mixed anew
        expect(page.locator(".pl-quiz h3").first).to_have_text("The test 28 days later")


def test_reminders_are_whole_days_that_lead_to_the_test(browser: Browser, quiz_address: str) -> None:
    with browser.new_context(timezone_id="America/Los_Angeles") as window:
        page = window.new_page()
        page.clock.set_fixed_time("2026-02-15T05:30:00Z")  # there, it is the 14th still
        page.goto(f"{quiz_address}fr/{PAGE}")
        page.get_by_role("button", name="Vérifier tout le reste").click()
        with page.expect_download() as coming:
            page.get_by_role("link", name="Rappels").click()
        raw = Path(coming.value.path()).read_bytes()
    assert coming.value.suggested_filename == "ask-a-question.ics"
    assert raw.count(b"\n") == raw.count(b"\r\n")
    assert max(len(line) for line in raw.split(b"\r\n")) <= 75
    lines = raw.decode("utf-8").replace("\r\n ", "").split("\r\n")
    assert [line for line in lines if line.startswith("DTSTART")] == ["DTSTART;VALUE=DATE:20260228", "DTSTART;VALUE=DATE:20260314"]
    assert [line for line in lines if line.startswith("DTEND")] == ["DTEND;VALUE=DATE:20260301", "DTEND;VALUE=DATE:20260315"]
    assert f"URL:{quiz_address}fr/{PAGE}#pl-quiz-14" in lines
    assert "SUMMARY:Que reste-t-il de « Comment poser une question » ?" in lines
    assert len({line for line in lines if line.startswith("UID:")}) == 2
