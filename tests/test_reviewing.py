"""Around the gate: what waits for whom, a pull request on one page, what GitHub says afterwards, how large an edit is."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from library_kit import module, picture
from peerlore.model.reviews import Account
from peerlore.reviewing.people import People, read_people
from peerlore.reviewing.sizes import measure
from review_kit import LIBRARY, OTHER, PAGE, PICTURE, PLAN, ask, policy, repository
from town import Town, text, town

BETTER = text("ask-a-question", "## Open it\n\nAsk openly, and wait for the answer as in [the plan](draw-the-plan/index.md#the-plan).")


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Town]:
    with town(tmp_path) as made:
        yield made


# The queue -----------------------------------------------------------------------------------------------------------


def queue(place: Town) -> dict[int, str]:
    said = json.loads(place.peerlore("review", "queue", "--format", "json").out)
    return {each["change"]: each["waits_for"] for each in said["changes"]}


def test_the_queue_tells_for_whom_each_change_waits(place: Town) -> None:
    forge = place.forge
    simple = forge.open("sam", {PAGE: BETTER})
    two = forge.open("mara", {PAGE: BETTER, OTHER: text("write-it-down", "Another text.")})
    sent_back = forge.open("kim", {PAGE: None})
    forge.review(sent_back, "jon", "CHANGES_REQUESTED")
    mixed = forge.open("kim", {PAGE: BETTER, "mkdocs.yml": "x: 1\n"})
    rules = forge.open("jon", {LIBRARY: policy(owners=["mara", "jon", "kim"])})
    ready = forge.open("sam", {PAGE: BETTER + "\nAnd more.\n"})
    forge.review(ready, "mara")
    elsewhere = forge.open("sam", {"README.md": "Hello.\n"})
    assert queue(place) == {
        simple: "waits for jon or mara (circles)",
        two: "waits for jon (circles); jon or zoe (sharing)",
        sent_back: "waits for its author: jon asks for changes",
        mixed: f"cannot be published as it is: #{mixed} changes governed files together with pages, and that takes a change of its own",
        rules: "waits for mara (governed files)",
        ready: "approved, waits to be merged",
        elsewhere: "touches no text and no governed file",
    }


def test_the_queue_is_for_people_too(place: Town) -> None:
    number = place.forge.open("sam", {PAGE: BETTER}, "Ask openly")
    said = place.peerlore("review", "queue").out
    assert f"#{number} Ask openly\n" in said
    assert " days: waits for jon or mara (circles)\n" in said
    assert said.endswith("1 open, 0 approved\n")


def test_an_approval_of_an_older_commit_is_still_waited_for(place: Town) -> None:
    number = place.forge.open("sam", {PAGE: BETTER})
    place.forge.review(number, "mara")
    place.forge.commit("sam", {PAGE: BETTER + "\nMore.\n"}, branch=f"change-{number}")
    assert queue(place)[number] == "waits for jon or mara (circles)"


def test_before_evidence_begins_the_policy_tells_who_will_have_to_approve(tmp_path: Path) -> None:
    with town(tmp_path, adopt=False) as place:
        number = place.forge.open("sam", {PAGE: BETTER})
        assert queue(place)[number] == "waits for jon or mara (circles)"
        assert "needs an approval" in place.peerlore("review", "summary", str(number)).out


# One page for reviewers ----------------------------------------------------------------------------------------------


def test_a_pull_request_stands_on_one_page(place: Town) -> None:
    files = {PAGE: BETTER.replace("draw-the-plan/", "nowhere/"), "content/modules/circles/brand-new.md": text("brand-new", "Brand new.")}
    number = place.forge.open("sam", files)
    said = place.peerlore("review", "summary", str(number), "--preview", "https://preview.example.com/12").out
    assert "**Waits for jon &#40;circles&#41;.**" in said
    assert "| [How to ask a question](https://preview.example.com/12/modules/circles/ask-a-question/)<br>" in said
    assert "changed | &#35;1 needs an approval |" in said
    assert "new | &#35;1 needs an approval |" in said
    assert "L001, must mend: there is no modules/circles/nowhere/index.md" in said
    assert "write&#45;it&#45;down.md asks for it first: content/modules/circles/ask&#45;a&#45;question.md" in said
    assert "first&#45;week.md takes it as a stop" in said


def test_the_comment_leads_to_the_preview_of_the_text_as_it_stands(place: Town) -> None:
    number = place.forge.open("sam", {PAGE: BETTER})
    said = partial(place.peerlore, "review", "summary", str(number))
    assert "Download the preview" not in said().out
    older = place.forge.keep(number)
    place.forge.commit("sam", {PAGE: BETTER + "\nMore.\n"}, branch=f"change-{number}")
    place.forge.keep(number, expired=True)
    assert f"/artifacts/{older.number})" not in said().out
    newest = place.forge.keep(number)
    assert f"[Download the preview]({place.forge.address}/octo/library/actions/runs/{newest.run}/artifacts/{newest.number})" in said().out


def test_the_comment_is_kept_up_to_date_and_never_a_second_one(place: Town) -> None:
    number = place.forge.open("sam", {PAGE: BETTER})
    comments = place.forge._at(number).comments
    for expected in ("up to date", "as it was"):
        assert expected in place.peerlore("review", "summary", str(number), "--post").out
        assert len(comments) == 1
    place.forge.review(number, "mara")
    assert "up to date" in place.peerlore("review", "summary", str(number), "--post").out
    assert len(comments) == 1
    assert "Approved, waits to be merged" in comments[0].body


def test_a_comment_of_somebody_else_with_our_mark_is_left_alone(place: Town) -> None:
    number = place.forge.open("sam", {PAGE: BETTER})
    environment = place.forge.environment("sam")
    assert ask(place.clone, "review", "summary", str(number), "--post", **environment).code == 0
    assert place.peerlore("review", "summary", str(number), "--post").code == 0
    first, second = place.forge._at(number).comments
    assert (first.account.login, second.account.login) == ("sam", "github-actions")


def test_fixes_are_offered_on_the_changed_lines_and_never_twice(place: Town) -> None:
    right = BETTER + "\nYou will receive one.\n"
    page = right.replace("wait for the answer", "wait for teh answer").replace("receive", "recieve")
    number = place.forge.open("sam", {PAGE: page})
    remarks = place.forge._at(number).remarks
    assert "2 suggestions made" in place.peerlore("review", "summary", str(number), "--suggest").out
    assert "0 suggestions made" in place.peerlore("review", "summary", str(number), "--suggest").out
    lines = page.split("\n")
    for remark in remarks:  # as somebody does who presses the button
        (suggestion,) = re.findall(r"^```suggestion\n(.*)\n```$", remark.comment.body, re.MULTILINE | re.DOTALL)
        lines[remark.first - 1 : remark.last] = suggestion.split("\n")
    assert "\n".join(lines) == right
    place.forge.commit("sam", {PAGE: "\n".join(lines)}, branch=f"change-{number}")
    assert "0 suggestions made" in place.peerlore("review", "summary", str(number), "--suggest").out
    assert len(remarks) == 2


def test_nothing_that_a_contributor_wrote_comes_to_life_in_the_comment(place: Town) -> None:
    hostile = "A `title` | [x](https://evil.example) <img src=x> @mara #1"
    page = BETTER.replace("How to ask a question", hostile)
    number = place.forge.open("sam", {PAGE: page})
    said = place.peerlore("review", "summary", str(number)).out
    for alive in ("<img", "@mara", "](https://evil", "`title`", " #1"):
        assert alive not in said


# What GitHub says afterwards -----------------------------------------------------------------------------------------


def test_what_was_missed_or_taken_back_is_reported(place: Town) -> None:
    forge = place.forge
    number = forge.open("sam", {PAGE: BETTER})
    forge.review(number, "mara")
    forge.merge(number, "squash", by="jon")
    place.pull()
    missed = place.peerlore("review", "reconcile")
    assert missed.code == 1
    assert f"#{number} was merged at" in missed.out
    assert place.record().code == 0
    assert place.peerlore("review", "reconcile").code == 0
    forge.dismiss(number, "mara")
    assert f"#{number}: the approval of mara was dismissed after the merge" in place.peerlore("review", "reconcile").out
    forge.leave("mara")
    assert f"#{number}: the approval of mara is gone" in place.peerlore("review", "reconcile").out
    assert place.verdict(PAGE)[0] == "approved", "a record tells what was true when the change was merged"


# What readers get ----------------------------------------------------------------------------------------------------


def approval(site: Path, page: str) -> str:
    html = (site / page / "index.html").read_text("utf-8")
    return " ".join(html.split('class="pl-approval"')[1].partition(">")[2].split("</div>")[0].replace("&amp;", "&").split())


def test_readers_get_what_was_approved_last(tmp_path: Path) -> None:
    plan = text("draw-the-plan", "## The plan\n\n![Two by two points](plan.png)\n\nOld words, and [what comes](../sharing/to-come.md).")
    start = {PLAN: plan, "content/modules/sharing/to-come.md": text("to-come", "It stands here.")}
    with town(
        tmp_path, {**start, "content/modules/circles/to-go.md": text("to-go", "It goes.")}, repository="https://github.com/octo/library"
    ) as place:
        forge = place.forge
        approved = forge.open("sam", {PAGE: BETTER})
        forge.review(approved, "mara")
        forge.merge(approved, "rebase", by="jon")
        moved = forge.open(
            "sam", {"content/modules/sharing/to-come.md": None, "content/modules/circles/to-come.md": text("to-come", "It stands here.")}
        )
        for name in ("zoe", "mara"):
            forge.review(moved, name)
        forge.merge(moved, "squash", by="jon")
        gone = forge.open("sam", {"content/modules/circles/to-go.md": None})
        forge.review(gone, "mara")
        forge.merge(gone, "merge", by="jon")
        forge.commit("sam", {PICTURE: picture() + b"worse", PLAN: plan.replace("Old", "Forged")})
        forge.commit("sam", {"content/modules/circles/unproven.md": text("unproven", "Forged.")})
        linked = forge.open("sam", {OTHER: text("write-it-down", "Read [the next one](../circles/unproven.md).")})
        forge.review(linked, "zoe")
        forge.merge(linked, "merge", by="jon")
        assert place.record().code == 0
        built = place.peerlore("build")
        assert built.code == 0, built
        site = place.clone / "site"
        assert '<strong><time datetime="2026-03-01">Approved 1 March 2026</time></strong>' in approval(
            site, "modules/circles/ask-a-question"
        )
        assert 'by <a href="../../../people/mara/">Mara Lindqvist</a><br>exactly this text' in approval(
            site, "modules/circles/ask-a-question"
        )
        assert f'<a href="https://github.com/octo/library/pull/{approved}">#{approved}</a>' in approval(
            site, "modules/circles/ask-a-question"
        )
        assert ">Adopted " in approval(site, "modules/circles/draw-the-plan")
        assert "A newer text waits for approval." in approval(site, "modules/circles/draw-the-plan")
        mara = (site / "people/mara/index.html").read_text("utf-8")
        assert "How to ask a question" in mara.split('id="reviewed"')[1]
        assert "How to draw the plan" not in mara.split('id="reviewed"')[1], "what somebody adopted, they did not review"
        held = (site / "modules/circles/draw-the-plan/index.html").read_text("utf-8")
        assert "Old words" in held
        assert "Forged" not in held
        assert (site / "modules/circles/draw-the-plan/plan.png").read_bytes() == picture()
        assert not (site / "modules/circles/unproven").exists()
        assert 'href="../../../waiting/"' in (site / "modules/sharing/write-it-down/index.html").read_text("utf-8")
        assert "../../circles/to-come/" in (site / "modules/sharing/to-come/index.html").read_text("utf-8")
        assert "This page was removed on" in (site / "modules/circles/to-go/index.html").read_text("utf-8")
        assert "held: content/modules/circles/draw-the-plan/index.md: " in built.out
        assert "withheld: content/modules/circles/unproven.md: " in built.out
        said = json.loads((site / "build.json").read_text("utf-8"))["evidence"]
        assert said["texts"]["held"] == said["texts"]["withheld"] == 1


def test_with_optional_evidence_a_page_says_what_is_behind_it(tmp_path: Path) -> None:
    with town(tmp_path, evidence="optional") as place:
        place.forge.commit("sam", {PAGE: BETTER})
        assert place.record().code == 0
        assert place.peerlore("build").code == 0
        site = place.clone / "site"
        assert "Not reviewed yet" in approval(site, "modules/circles/ask-a-question")
        assert "Adopted" in approval(site, "modules/circles/draw-the-plan")


def test_without_evidence_nothing_is_published_where_it_is_required(tmp_path: Path) -> None:
    made = repository(tmp_path)
    refused = ask(made.root, "build")
    assert refused.code == 2
    assert "peerlore review adopt" in refused.err
    assert not (made.root / "site/index.html").exists()


def test_governed_files_that_nobody_approved_stop_the_build(tmp_path: Path) -> None:
    with town(tmp_path) as place:
        place.pull()
        (place.clone / "mkdocs.yml").write_text(place.clone.joinpath("mkdocs.yml").read_text("utf-8") + "extra: {}\n", "utf-8")
        assert "mkdocs.yml differs from the commit" in place.peerlore("build").err
        place.forge.commit("sam", {"overrides/main.html": "x"})
        assert place.record().code == 0
        refused = place.peerlore("build")
        assert refused.code == 2
        assert "governed files such as mkdocs.yml are not those that the library's owners approved" in refused.err
        number = place.forge.open("sam", {"overrides/main.html": None})
        place.forge.review(number, "mara")
        place.forge.merge(number, "squash", by="jon")
        assert place.record().code == 0
        assert place.peerlore("build").code == 0


# People --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("ids", [("p-aaaaaaaa", "p-bbbbbbbb"), ("p-bbbbbbbb", "p-aaaaaaaa")])
def test_a_handle_means_whoever_had_it_first_also_after_the_map_was_read_again(ids: tuple[str, str]) -> None:
    """Ids are random: which of two comes first in the file says nothing of who came first."""
    people = People(make_id=iter(ids).__next__)
    mara = people.id_of(Account(1, "mara"))
    people.id_of(Account(1, "mara-lindqvist"))
    taker = people.id_of(Account(2, "mara"))
    again = read_people(people.write())
    assert taker != mara
    assert people.find("mara") == again.find("mara") == mara
    assert again.id_of(Account(2, "mara")) == taker
    assert again.write() == people.write()
    assert again.forget("mara-lindqvist") == [mara]
    assert read_people(again.write()).find("mara") == taker


# Sizes ---------------------------------------------------------------------------------------------------------------

PARAGRAPH = "One two three four five six seven eight nine ten eleven twelve."
SIZES = {
    "same words, other line breaks": ("One two\nthree.", "One two three.\n", "same", 0),
    "spaces at the end": ("One two.\n\nThree.", "One two.  \n\nThree.", "same", 0),
    "an accent composed in another way": ("Caf\u00e9.", "Cafe\u0301.", "same", 0),
    "a word": (PARAGRAPH, PARAGRAPH.replace("two", "too"), "minor", 1),
    "ten words": (PARAGRAPH, PARAGRAPH.replace("two three four five six seven eight nine ten eleven", "a b c d e f g h i j"), "minor", 10),
    "eleven words": (PARAGRAPH, "a b c d e f g h i j k twelve.", "full", 0),
    "a number": ("Wait 5 minutes.", "Wait 6 minutes.", "full", 0),
    "a word that becomes a number": ("Wait five minutes.", "Wait 5 minutes.", "full", 0),
    "a link": ("See [the page](x.md).", "See [the page](y.md).", "full", 0),
    "the words of a link": ("See [the page](x.md).", "See [that page](x.md).", "full", 0),
    "a reference": ("See [it][a].\n\n[a]: https://example.com/x", "See [it][a].\n\n[a]: https://example.com/y", "full", 0),
    "code": ("Call `rm old files` now.", "Call `rm all files` now.", "full", 0),
    "a block of code": ("```\na b\n\nc d\n```", "```\na b\n\nc e\n```", "full", 0),
    "breaks inside of code": ("```\nimport a\n\nimport b\nimport c\n```", "```\nimport a\n\nimport b import c\n```", "full", 0),
    "a heading": ("## Open it\n\nText.", "## Close it\n\nText.", "full", 0),
    "a word that becomes bold": ("Do not press.", "Do **not** press.", "full", 0),
    "HTML": ("A word here.", "A <b>word</b> here.", "full", 0),
    "a list": ("- one\n- two", "- one\n- too", "full", 0),
    "a table": ("| a | b |\n|---|---|\n| c | d |", "| a | b |\n|---|---|\n| c | e |", "full", 0),
    "a line that becomes a heading": ("One two # three.", "One two\n# three.", "full", 0),
    "two paragraphs out of one": ("One two.", "One\n\ntwo.", "full", 0),
    "a hard break": ("One  \ntwo.", "One\ntwo.", "full", 0),
    "a picture": ("![A plan](a.png)", "![A plan](b.png)", "full", 0),
}


@pytest.mark.parametrize("what", SIZES)
def test_the_size_of_an_edit(what: str) -> None:
    old, new, size, words = SIZES[what]
    measured = measure(module("a-b", old).encode(), module("a-b", new).encode())
    assert (measured.size, measured.words) == (size, words)
    assert measure(module("a-b", new).encode(), module("a-b", old).encode()).size == size


def test_the_front_matter_is_never_a_small_edit() -> None:
    assert measure(module("a-b", "x").encode(), module("a-b", "x", duration=11).encode()).size == "full"
    assert measure(module("a-b", "x").encode(), b"no page").size == "full"
