"""Issues are read whole or not at all, each with the account that speaks in it; and what a form asked is found in its text again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from forge import faults
from forge.faults import Fault
from forge.story import Forge
from peerlore.model.errors import CannotRun
from peerlore.outside.github.changes import GitHub
from peerlore.outside.github.client import Patience, make_client
from peerlore.reading.form_answers import read_answers, read_boxes

QUICK = Patience(answer=20, total=30, pause=0.01)


@pytest.fixture
def forge(tmp_path: Path) -> Iterator[Forge]:
    with Forge(tmp_path, "mara", "jon", "zoe", "sam", files={"README.md": "A library.\n"}) as made:
        made.join("helper", kind="Bot")
        yield made


def github(forge: Forge, patience: Patience = QUICK, login: str = "github-actions") -> GitHub:
    return GitHub(make_client(forge.environment(login), patience), "octo/library")


def test_an_issue_is_told_with_who_wrote_and_who_supports_it(forge: Forge) -> None:
    number = forge.write("Sam", "### Need\r\n\r\nTo ask better\r\n", "Wanted: é", labels=["need", "circles"])
    forge.support(number, "jon", "zoe")
    forge.issue_at(number).closed = True
    forge.open("zoe", {"a.md": "A change is no issue.\n"})
    (said,) = github(forge).issues()
    assert (said.number, said.title, said.body) == (number, "Wanted: é", "### Need\n\nTo ask better\n")
    assert (said.labels, said.open) == (("need", "circles"), False)
    assert said.author
    assert (said.author.handle, said.author.bot) == ("sam", False)
    assert [account.handle for account in said.supporters] == ["jon", "zoe"]
    assert said.said_at == said.created_at
    assert said.is_own
    assert github(forge).issue(number) == said


def test_a_text_that_somebody_else_edited_is_not_its_authors(forge: Forge) -> None:
    number = forge.write("sam", "I was there.")
    forge.rewrite(number, "mara", "Everybody was there.")
    one = github(forge).issue(number)
    assert one.said_at > one.created_at
    assert not one.is_own
    forge.rewrite(number, "sam", "I was there, on site.")
    assert github(forge).issue(number).is_own
    forge.rewrite(number, "mara", "We all were.")
    forge.leave("mara")
    assert not github(forge).issue(number).is_own, "an editor whose account is gone was not the author"


def test_nobody_speaks_for_an_account_that_is_gone(forge: Forge) -> None:
    number = forge.write("sam", "I was there.")
    forge.support(number, "zoe", "jon")
    forge.leave("sam")
    forge.leave("zoe")
    one = github(forge).issue(number)
    assert one.author is None
    assert not one.is_own
    assert [account.handle for account in one.supporters] == ["jon"]


def test_every_issue_and_every_thumb_is_read(forge: Forge) -> None:
    numbers = [forge.write("sam", "Again") for _ in range(120)]
    people = [forge.join(f"reader-{number}").login for number in range(130)]
    forge.support(numbers[60], *people)
    told = github(forge).issues()
    assert [one.number for one in told] == numbers
    assert [account.handle for account in told[60].supporters] == people
    names = [heard.name for heard in forge.heard]
    assert (names.count("POST /graphql Issues"), names.count("POST /graphql MoreThumbs")) == (3, 1)


def test_issues_that_are_switched_off_count_as_none(forge: Forge) -> None:
    forge.write("sam", "I was there.")
    forge.library.takes_issues = False
    assert github(forge).issues() == []


def test_a_number_that_no_issue_has_is_refused_in_a_sentence(forge: Forge) -> None:
    number = forge.open("zoe", {"a.md": "A change.\n"})
    for wanted in (number, 4711):
        with pytest.raises(CannotRun, match=f"GitHub has no issue #{wanted} in 'octo/library'"):
            github(forge).issue(wanted)


LISTED = ("data", "repository", "issues")
REFUSED: dict[str, tuple[Fault, str]] = {
    "cut": (faults.cut, "GitHub cannot be reached, or broke off"),
    "partial": (faults.partial(*LISTED[1:], "nodes", 0), "only in part"),
    "no author is told": (faults.without(*LISTED, "nodes", 0, "author"), "lacks something"),
    "no body": (faults.put(None, *LISTED, "nodes", 0, "body"), "lacks something"),
    "no reactions": (faults.without(*LISTED, "nodes", 0, "reactions"), "lacks something"),
    "forbidden": (faults.partial(*LISTED[1:], kind="FORBIDDEN"), "permissions: {issues: read}"),
    "endless": (faults.endless(*LISTED), "finds no end"),
    "in a circle": (faults.circle(*LISTED), "finds no end"),
}


@pytest.mark.parametrize("fault", REFUSED)
def test_part_of_the_issues_is_never_taken_for_all(forge: Forge, fault: str) -> None:
    forge.write("sam", "I was there.")
    spoil, sentence = REFUSED[fault]
    forge.spoil(spoil, times=1000, only="Issues")
    with pytest.raises(CannotRun, match=re.escape(sentence)):
        github(forge, Patience(answer=5, total=0.2, pause=0.01)).issues()


def test_answers_of_a_form_are_found_by_their_labels() -> None:
    body = (
        "### Which session?\n\n2026-11-24-ask\n\n### Who else?\n\n@jon\n@zoe\n\n### What helped?\n\n_No response_\n\n"
        "### How were you there?\n\n- [X] On site\n- [ ] Remote\n"
    )
    said = read_answers(body)
    assert said == {
        "Which session?": "2026-11-24-ask",
        "Who else?": "@jon\n@zoe",
        "What helped?": "",
        "How were you there?": "- [X] On site\n- [ ] Remote",
    }
    assert read_boxes(said["How were you there?"]) == {"On site": True, "Remote": False}
    assert read_answers(body.replace("\n", "\r\n")) == said


def test_an_answer_cannot_put_another_one_in_its_place() -> None:
    body = "### Page\n\nfirst\n\n### Words\n\n```\n### Page\n```\n~~~~\n~~~\n### Page\n~~~~\n### Page\n\nsecond\n"
    assert read_answers(body) == {"Page": "first", "Words": "```\n### Page\n```\n~~~~\n~~~\n### Page\n~~~~"}


@pytest.mark.parametrize("body", ["", "Only words.", "#### Too deep\n\nx", "###\n\nx", "    ### Code\n\nx"])
def test_a_text_that_is_no_form_has_no_answers(body: str) -> None:
    assert read_answers(body) == {}
