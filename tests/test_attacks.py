"""Attempts to get a text to readers that nobody entitled approved, each refused with its reason; and honest ways, all accepted.

Every pull request is one on the forge of the tests, read through the same edge as GitHub's, from real commits.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, get_args

import pytest

from forge.repository import Signature
from forge.state import Method
from library_kit import page, picture, small_files
from review_kit import LIBRARY, policy
from town import Town, text, town

METHODS = get_args(Method)
NOBODY = {f"GIT_{part}_{key}": "nobody@example.com" for part in ("AUTHOR", "COMMITTER") for key in ("NAME", "EMAIL")}


@dataclass
class Scene:
    """One attempt: a page of its own in the topic of Mara, one in the topic of Zoe, and the town around them."""

    town: Town
    name: str
    method: str = "merge"
    pages: dict[str, str] = field(default_factory=dict)

    @property
    def forge(self) -> Any:
        return self.town.forge

    @property
    def page(self) -> str:
        return f"content/modules/circles/{self.name}.md"

    @property
    def other(self) -> str:
        return f"content/modules/sharing/{self.name}-too.md"

    def body(self, words: str) -> dict[str, str]:
        """The page with a text that differs in far more than a few words."""
        return {self.page: text(self.name, f"{words}\n\n" + "Every sentence here is another one than before, and there are many. " * 3)}

    def open(self, who: str = "sam", words: str = "Forged", **options: Any) -> int:
        return int(self.forge.open(who, self.body(words), **options))

    def merge(self, number: int, by: str = "jon") -> None:
        self.forge.merge(number, self.method, by=by)


Attack = Callable[[Scene], None]
SHARED: list[tuple[Attack, str]] = []
ALONE: list[tuple[Attack, str, dict[str, Any]]] = []


def refused(reason: str, **settings: Any) -> Callable[[Attack], Attack]:
    """An attack that is refused with a reason. With settings, it needs a library of its own."""

    def keep(attack: Attack) -> Attack:
        if settings or attack.__name__.startswith("alone_"):
            ALONE.append((attack, reason, settings))
        else:
            SHARED.append((attack, reason))
        return attack

    return keep


# Who approves --------------------------------------------------------------------------------------------------------


@refused("needs an approval")
def nobody_approves(scene: Scene) -> None:
    scene.merge(scene.open())


@refused("mara is an author of the change")
def the_author_approves(scene: Scene) -> None:
    number = scene.open("mara")
    scene.forge.review(number, "mara")
    scene.merge(number)


@refused("mara is an author of the change")
def a_co_author_approves(scene: Scene) -> None:
    scene.forge.commit("sam", scene.body("Forged"), branch=scene.name, with_help_of=["mara"])
    number = scene.forge.open("sam", branch=scene.name)
    scene.forge.review(number, "mara")
    scene.merge(number)


@refused("mara is an author of the change")
def the_committer_approves(scene: Scene) -> None:
    scene.forge.commit("sam", scene.body("Forged"), branch=scene.name, committer="mara")
    number = scene.forge.open("sam", branch=scene.name)
    scene.forge.review(number, "mara")
    scene.merge(number)


@refused("mara is an author of the change")
def whoever_pushed_in_the_name_of_another_approves(scene: Scene) -> None:
    number = scene.open()
    scene.forge.commit("mara", scene.body("Forged twice"), branch=f"change-{number}", author="sam")
    scene.forge.review(number, "mara")
    scene.merge(number)


@refused("mara is an author of the change")
def whoever_force_pushed_approves(scene: Scene) -> None:
    number = scene.open()
    base = scene.forge.tip()
    scene.forge.commit("mara", scene.body("Forged again"), branch=f"change-{number}", author="sam", onto=base, force=True)
    scene.forge.review(number, "mara")
    scene.merge(number)


@refused("is an author of the change")
def a_second_account_among_the_authors_approves(scene: Scene) -> None:
    number = scene.open("kim")
    scene.forge.commit("jon", scene.body("And some more"), branch=f"change-{number}")
    scene.forge.review(number, "jon")
    scene.merge(number, by="mara")


@refused("and the change went on to")
def a_push_follows_the_approval(scene: Scene) -> None:
    number = scene.open(words="Harmless")
    scene.forge.review(number, "mara")
    scene.forge.commit("sam", scene.body("Forged"), branch=f"change-{number}")
    scene.merge(number)


@refused("and the change went on to")
def a_force_push_follows_the_approval(scene: Scene) -> None:
    number = scene.open(words="Harmless")
    scene.forge.review(number, "mara")
    scene.forge.commit("sam", scene.body("Forged"), branch=f"change-{number}", onto=scene.forge.tip(), force=True)
    scene.merge(number)


@refused("and the change went on to")
def an_older_commit_is_approved_late(scene: Scene) -> None:
    number = scene.open(words="Harmless")
    old = scene.forge.tip(f"change-{number}")
    scene.forge.commit("sam", scene.body("Forged"), branch=f"change-{number}")
    scene.forge.review(number, "mara", commit=old)
    scene.merge(number)


@refused("the review of mara was dismissed")
def the_approval_was_dismissed(scene: Scene) -> None:
    number = scene.open()
    scene.forge.review(number, "mara")
    scene.forge.dismiss(number, "mara")
    scene.merge(number)


@refused("mara asks for changes in")
def the_reviewer_thought_again(scene: Scene) -> None:
    number = scene.open()
    scene.forge.review(number, "mara")
    scene.forge.review(number, "mara", "CHANGES_REQUESTED")
    scene.merge(number)


@refused("jon asks for changes in")
def another_owner_asks_for_changes(scene: Scene) -> None:
    number = scene.open()
    scene.forge.review(number, "jon", "CHANGES_REQUESTED")
    scene.forge.review(number, "mara")
    scene.merge(number)


@refused("jon asks for changes in")
def a_request_for_changes_is_outrun_by_a_push(scene: Scene) -> None:
    number = scene.open(words="Harmless")
    scene.forge.review(number, "jon", "CHANGES_REQUESTED")
    scene.forge.commit("sam", scene.body("Forged"), branch=f"change-{number}")
    scene.forge.review(number, "mara")
    scene.merge(number)


@refused("jon asks for changes in")
def a_comment_follows_the_request_for_changes(scene: Scene) -> None:
    number = scene.open()
    scene.forge.review(number, "jon", "CHANGES_REQUESTED")
    scene.forge.review(number, "jon", "COMMENTED")
    scene.forge.review(number, "mara")
    scene.merge(number)


@refused("helper is a program")
def a_program_approves(scene: Scene) -> None:
    number = scene.open()
    scene.forge.review(number, "helper")
    scene.merge(number)


@refused("kim is not among those who may approve")
def a_colleague_who_is_not_listed_approves(scene: Scene) -> None:
    number = scene.open()
    scene.forge.review(number, "kim")
    scene.merge(number)


@refused("zoe is not among those who may approve")
def the_owner_of_another_topic_approves(scene: Scene) -> None:
    number = scene.open()
    scene.forge.review(number, "zoe")
    scene.merge(number)


@refused("rnara is not among those who may approve")
def a_handle_that_looks_the_same_approves(scene: Scene) -> None:
    scene.forge.join("rnara")
    number = scene.open()
    scene.forge.review(number, "rnara")
    scene.merge(number)


@refused("needs an approval")
def an_account_that_is_gone_approved(scene: Scene) -> None:
    scene.forge.join("ghost-to-be")
    number = scene.open()
    scene.forge.review(number, "ghost-to-be")
    scene.forge.leave("ghost-to-be")
    scene.merge(number)


@refused("approved only after the merge")
def the_approval_comes_after_the_merge(scene: Scene) -> None:
    number = scene.open()
    scene.merge(number)
    scene.forge.review(number, "mara")


@refused("needs an approval")
def only_another_pull_request_with_the_same_text_was_approved(scene: Scene) -> None:
    approved = scene.open()
    scene.forge.review(approved, "mara")
    scene.merge(scene.open("kim"))


@refused("a program merged")
def a_program_merges(scene: Scene) -> None:
    number = scene.open()
    scene.forge.review(number, "mara")
    scene.merge(number, by="helper")


@refused("its author has no account")
def nobody_knows_who_wrote_it(scene: Scene) -> None:
    stranger = Signature("Mara Lindqvist", "somebody@elsewhere.example")
    scene.forge.commit("sam", scene.body("Forged"), branch=scene.name, author=stranger)
    number = scene.forge.open("sam", branch=scene.name)
    scene.forge.review(number, "mara")
    scene.merge(number)


@refused("the page names mara as its author")
def whoever_the_page_newly_names_as_author_approves(scene: Scene) -> None:
    files = {scene.page: text(scene.name, "Jon told this. " * 30).replace('authors: ["mara"]', 'authors: ["jon"]')}
    first = scene.forge.open("helper", files)
    scene.forge.review(first, "mara")
    scene.merge(first)
    assert scene.town.verdict(scene.page)[0] == "approved"
    again = scene.forge.open("helper", scene.body("Mara wrote this one"))
    scene.forge.review(again, "mara")
    scene.merge(again)


# How it comes to the branch ------------------------------------------------------------------------------------------


@refused("without a pull request")
def it_is_pushed_directly(scene: Scene) -> None:
    scene.forge.commit("sam", scene.body("Forged"))


@refused("without a pull request")
def it_is_pushed_with_a_forged_trailer(scene: Scene) -> None:
    scene.forge.commit("sam", scene.body("Forged"), f"Say it better (#1)\n\nReviewed-by: Mara <{scene.forge.signature('mara').email}>")


@refused("without a pull request")
def an_old_text_that_was_approved_once_is_pushed_back(scene: Scene) -> None:
    for words in ("Forged", "Better"):  # the first of them was right then, and is dangerous by now
        number = scene.open(words=words)
        scene.forge.review(number, "mara")
        scene.merge(number)
    assert scene.town.verdict(scene.page)[0] == "approved"
    scene.forge.commit("sam", scene.body("Forged"))


@refused("what was merged is not what reviewers of")
def the_merge_itself_brings_something_else(scene: Scene) -> None:
    number = scene.open(words="Harmless")
    scene.forge.review(number, "mara")
    head = scene.forge.tip(f"change-{number}")
    files = scene.forge.library.files
    merge = files.merge(scene.forge.tip(), head, "Merge", scene.forge.signature("jon"), scene.forge.world.tick())
    evil = files.commit(
        merge, scene.body("Forged"), "x", scene.forge.signature("jon"), scene.forge.signature("jon"), scene.forge.world.tick()
    )
    tree = files.git("rev-parse", f"{evil}^{{tree}}").strip()
    parents = ("-p", scene.forge.tip(), "-p", head)
    scene.forge.put("jon", "main", files.git("commit-tree", tree, *parents, "-m", f"Merge pull request #{number}", **NOBODY).strip())


@refused("what was merged is not what reviewers of")
def two_changes_meet_in_one_text(scene: Scene) -> None:
    long = "\n\n".join(f"Paragraph number {number} stands alone and tells something." for number in range(9))
    start = scene.forge.open("kim", {scene.page: text(scene.name, long)})
    scene.forge.review(start, "mara")
    scene.merge(start)
    base = scene.forge.tip()
    one, two = (long.replace(f"number {number} stands", f"{words} 0 is") for number, words in ((1, "Changed"), (7, "Forged")))
    first = scene.forge.open("sam", {scene.page: text(scene.name, one)})
    scene.forge.commit("kim", {scene.page: text(scene.name, two)}, branch=f"{scene.name}-two", onto=base)
    second = scene.forge.open("kim", branch=f"{scene.name}-two")
    for number in (first, second):
        scene.forge.review(number, "mara")
        scene.merge(number)


@refused("without a pull request")
def it_was_approved_for_another_branch(scene: Scene) -> None:
    scene.forge.put("jon", f"{scene.name}-dev", scene.forge.tip())
    number = scene.open(into=f"{scene.name}-dev")
    scene.forge.review(number, "mara")
    scene.forge.merge(number, "squash", by="jon")
    files = scene.forge.library.files
    signed = scene.forge.signature("jon")
    scene.forge.put(
        "jon", "main", files.commit(scene.forge.tip(), scene.body("Forged"), "Bring dev", signed, signed, scene.forge.world.tick())
    )


@refused("needs an approval")
def the_page_was_taken_away_without_approval(scene: Scene) -> None:
    number = scene.forge.open("sam", {scene.page: None})
    scene.merge(number)


@refused("without a pull request")
def only_its_mode_is_changed(scene: Scene) -> None:
    files = scene.forge.library.files
    blob = files.git("rev-parse", f"main:{scene.page}").strip()
    scene.forge.put("sam", "main", _with_entry(scene, "120000", blob, scene.page))


def _with_entry(scene: Scene, mode: str, blob: str, path: str) -> str:
    """A commit on top of main with another entry at `path`."""
    import tempfile

    files, tip = scene.forge.library.files, scene.forge.tip()
    with tempfile.TemporaryDirectory() as folder:
        index = {"GIT_INDEX_FILE": f"{folder}/index"}
        files.git("read-tree", tip, **index)
        files.git("update-index", "--add", "--cacheinfo", f"{mode},{blob},{path}", **index)
        tree = files.git("write-tree", **index).strip()
    return str(files.git("commit-tree", tree, "-p", tip, "-m", "Forged", **NOBODY).strip())


@refused("needs an approval")
def a_move_is_merged_without_approval(scene: Scene) -> None:
    number = scene.forge.open("sam", {scene.page: None, scene.page.replace("circles", "sharing"): text(scene.name, "It began like this.")})
    scene.forge.review(number, "zoe")  # who owns the topic to which it goes, but not the one that it leaves
    scene.merge(number)


@refused("changes governed files together with pages")
def the_checks_are_loosened_in_the_same_change(scene: Scene) -> None:
    number = scene.forge.open("sam", {**scene.body("Forged"), f"schemas/{scene.name}.json": "{}"})
    scene.forge.review(number, "mara")
    scene.merge(number)


@refused("changes governed files together with pages")
def a_workflow_comes_with_the_page(scene: Scene) -> None:
    number = scene.forge.open("sam", {**scene.body("Forged"), f".github/workflows/{scene.name}.yml": "on: push\n"})
    scene.forge.review(number, "mara")
    scene.merge(number)


# Libraries of their own ----------------------------------------------------------------------------------------------


@refused("needs 2 approvals and has 1", approvals=2)
def one_approves_where_two_must(scene: Scene) -> None:
    number = scene.open()
    scene.forge.review(number, "mara")
    scene.merge(number)


@refused("needs 2 approvals and has 1", approvals=2)
def one_approves_twice_where_two_must(scene: Scene) -> None:
    number = scene.open()
    scene.forge.review(number, "mara")
    scene.forge.review(number, "mara")
    scene.merge(number)


@refused("needs 2 approvals and has 1", approvals=2)
def a_link_is_no_small_edit(scene: Scene) -> None:
    first = scene.forge.open("sam", {scene.page: text(scene.name, "Look at [the rules](https://example.com/rules) before you start.")})
    for name in ("mara", "jon"):
        scene.forge.review(first, name)
    scene.merge(first)
    second = scene.forge.open("sam", {scene.page: text(scene.name, "Look at [the rules](https://example.com/Forged) before you start.")})
    scene.forge.review(second, "mara")
    scene.merge(second)


@refused("needs 2 approvals and has 1", approvals=2)
def a_small_edit_rides_on_a_text_that_nobody_approved(scene: Scene) -> None:
    scene.forge.commit("sam", scene.body("Forged"))
    number = scene.forge.open("sam", {path: content.replace("Forged", "Forged well") for path, content in scene.body("Forged").items()})
    scene.forge.review(number, "mara")
    scene.merge(number)


@refused("needs 2 approvals and has 1", approvals=2)
def small_edits_add_up(scene: Scene) -> None:
    words = ["plain"] * 6
    start = scene.forge.open("sam", {scene.page: text(scene.name, f"These {' '.join(words)} words are here.")})
    for name in ("mara", "jon"):
        scene.forge.review(start, name)
    scene.merge(start)
    for place in range(6):
        words[place] = "fresh" if place < 5 else "Forged"
        number = scene.forge.open("sam", {scene.page: text(scene.name, f"These {' '.join(words)} words are here.")})
        scene.forge.review(number, "mara")
        scene.merge(number)
        assert place == 5 or scene.town.verdict(scene.page)[0] == "approved"


@refused("mallory is not among those who may approve")
def alone_a_policy_is_pushed_and_used(scene: Scene) -> None:
    scene.forge.join("mallory")
    scene.forge.commit("sam", {LIBRARY: policy(evidence="required", owners=["mara", "jon", "mallory"])})
    number = scene.open()
    scene.forge.review(number, "mallory")
    scene.merge(number)


@refused("mallory is not among those who may approve")
def alone_a_policy_is_approved_by_the_owner_of_a_topic_and_used(scene: Scene) -> None:
    scene.forge.join("mallory")
    change = scene.forge.open("sam", {LIBRARY: policy(evidence="required", owners=["mara", "jon", "mallory"])})
    scene.forge.review(change, "zoe")
    scene.merge(change)
    number = scene.open()
    scene.forge.review(number, "mallory")
    scene.merge(number)


@refused("changes the policy together with pages")
def alone_the_policy_is_changed_in_the_same_change(scene: Scene) -> None:
    number = scene.forge.open("sam", {**scene.body("Forged"), LIBRARY: policy(evidence="required", owners=["sam", "mara"])})
    scene.forge.review(number, "mara")
    scene.forge.review(number, "jon")
    scene.merge(number)


@refused("without a pull request")
def alone_evidence_is_made_optional_by_a_push(scene: Scene) -> None:
    scene.forge.commit("sam", {LIBRARY: policy(evidence="optional", owners=["mara", "jon"]), **scene.body("Forged")})


@refused("mara is not among those who may approve")
def alone_a_handle_passes_on_to_somebody_else(scene: Scene) -> None:
    known = scene.open(words="Harmless")
    scene.forge.review(known, "mara")
    scene.merge(known)
    assert scene.town.verdict(scene.page)[0] == "approved"
    scene.forge.rename("mara", "mara-lindqvist")
    scene.forge.join("mara")
    other = scene.forge.open("sam", {scene.other: text(f"{scene.name}-too", "The taker is known from here on.")})
    scene.forge.review(other, "mara")
    scene.merge(other)
    assert scene.town.verdict(scene.other)[0] == "withheld"
    number = scene.open()
    scene.forge.review(number, "mara")
    scene.merge(number)


@refused("differs from what record")
def alone_the_branch_is_pushed_back(scene: Scene) -> None:
    start = scene.forge.tip()
    number = scene.forge.open("sam", {scene.page: text(scene.name, "A newer text that mends a dangerous mistake.")})
    scene.forge.review(number, "mara")
    scene.merge(number)
    assert scene.town.verdict(scene.page)[0] == "approved"
    scene.forge.put("sam", "main", start)


@refused("without a pull request")
def alone_the_branch_is_rewritten(scene: Scene) -> None:
    start = scene.forge.tip()
    number = scene.forge.open("sam", {scene.page: text(scene.name, "A newer text that mends a dangerous mistake.")})
    scene.forge.review(number, "mara")
    scene.merge(number)
    assert scene.town.verdict(scene.page)[0] == "approved"
    scene.forge.commit("sam", scene.body("Forged"), branch="rewritten", onto=start)
    scene.forge.put("sam", "main", scene.forge.tip("rewritten"))


@refused("needs an approval: the page names zoe as its author", owners=["mara", "zoe"])
def a_person_approves_their_own_profile(scene: Scene) -> None:
    profile = page({"handle": "zoe", "name": "Zoé Forged", "role": "Boss"}, "Ask me.\n")
    number = scene.forge.open("sam", {"content/people/zoe.md": profile})
    scene.forge.review(number, "zoe")
    scene.merge(number)


@refused("without a pull request", owners=["mara", "jon"])
def a_picture_is_swapped(scene: Scene) -> None:
    scene.forge.commit("sam", {"content/modules/circles/draw-the-plan/plan.png": picture() + b"Forged"})


@refused("needs an approval", owners=["mara", "jon"])
def a_translation_rides_along(scene: Scene) -> None:
    french = str(small_files()["content/modules/circles/ask-a-question.fr.md"]).replace("Une question ouverte", "Forged")
    scene.merge(scene.forge.open("sam", {"content/modules/circles/ask-a-question.fr.md": french}))


TARGETS = {
    "a_person_approves_their_own_profile": "content/people/zoe.md",
    "a_picture_is_swapped": "content/modules/circles/draw-the-plan/index.md",
    "a_translation_rides_along": "content/modules/circles/ask-a-question.fr.md",
}


def named(attack: Callable[..., Any]) -> str:
    return attack.__name__.removeprefix("alone_").replace("_", "-")


def starting(*names: str) -> dict[str, str]:
    """A page for each attempt, as it stands when evidence begins."""
    return {f"content/modules/circles/{name}.md": text(name, "It began like this.") for name in names}


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    names = [named(attack) for attack, _ in SHARED]
    names += [f"{named(flow)}-{method}" for flow in FLOWS for method in METHODS]
    with town(tmp_path_factory.mktemp("shared"), starting(*names)) as made:
        yield made


def judge(scene: Scene, reason: str, path: str) -> None:
    verdict, said = scene.town.verdict(path)
    assert verdict == "held"
    assert reason in said
    assert "Forged" not in scene.town.shown(path)


@pytest.mark.parametrize(("attack", "reason"), SHARED, ids=[named(attack) for attack, _ in SHARED])
def test_an_attack_is_refused_with_its_reason(attack: Attack, reason: str, shared: Town) -> None:
    scene = Scene(shared, named(attack))
    attack(scene)
    judge(scene, reason, scene.page)


@pytest.mark.parametrize(("attack", "reason", "settings"), ALONE, ids=[named(attack) for attack, _, _ in ALONE])
def test_an_attack_on_the_whole_library_is_refused(attack: Attack, reason: str, settings: dict[str, Any], tmp_path: Path) -> None:
    with town(tmp_path, starting(named(attack)), **settings) as made:
        scene = Scene(made, named(attack))
        attack(scene)
        judge(scene, reason, TARGETS.get(attack.__name__, scene.page))


def test_a_renamed_page_does_not_take_its_approval_along(tmp_path: Path) -> None:
    with town(tmp_path, starting("old-name")) as made:
        old, new = "content/modules/circles/old-name.md", "content/modules/circles/new-name.md"
        number = made.forge.open("sam", {old: None, new: text("new-name", "It began like this.")})
        made.forge.merge(number, "squash", by="jon")
        assert made.verdict(old)[0] == "held", "the page that readers know stays"
        assert made.verdict(new) == ("withheld", f"#{number} needs an approval")


def test_a_new_page_that_nobody_approved_is_withheld(shared: Town) -> None:
    path = "content/modules/circles/out-of-the-blue.md"
    shared.forge.commit("sam", {path: text("out-of-the-blue", "Forged.")})
    verdict, reason = shared.verdict(path)
    assert verdict == "withheld"
    assert re.fullmatch(r"it came to the branch with commit [0-9a-f]{10} and without a pull request", reason)


def test_a_policy_that_would_lock_everybody_out_is_refused(tmp_path: Path) -> None:
    with town(tmp_path) as made:
        number = made.forge.open("sam", {LIBRARY: policy(evidence="required", owners=["mara"], approvals=2)})
        made.forge.review(number, "jon")
        made.forge.merge(number, "merge", by="mara")
        assert "nobody could fulfil" in made.verdict(LIBRARY)[1]


# Honest ways ---------------------------------------------------------------------------------------------------------


def a_colleague_approves(scene: Scene) -> None:
    number = scene.open(words="Better")
    scene.forge.review(number, "mara")
    scene.merge(number)


def it_comes_from_a_fork(scene: Scene) -> None:
    source = scene.forge.fork("kim") if not scene.forge.world.repository("kim/library") else "kim/library"
    number = scene.forge.open("kim", scene.body("Better"), branch=scene.name, by_way_of=source)
    scene.forge.review(number, "mara")
    scene.merge(number)


def it_is_approved_again_after_a_push(scene: Scene) -> None:
    number = scene.open(words="Good")
    scene.forge.review(number, "mara")
    scene.forge.commit("sam", scene.body("Better"), branch=f"change-{number}")
    scene.forge.review(number, "mara")
    scene.merge(number)


def changes_are_asked_for_and_made(scene: Scene) -> None:
    number = scene.open(words="Good")
    scene.forge.review(number, "mara", "CHANGES_REQUESTED")
    scene.forge.commit("sam", scene.body("Better"), branch=f"change-{number}")
    scene.forge.review(number, "mara")
    scene.merge(number)


def two_wrote_it_and_a_third_approves(scene: Scene) -> None:
    scene.forge.commit("sam", scene.body("Better"), branch=scene.name, with_help_of=["kim"])
    number = scene.forge.open("sam", branch=scene.name)
    scene.forge.review(number, "mara")
    scene.merge(number)


def a_program_opens_it_for_somebody(scene: Scene) -> None:
    number = scene.open("helper", "Better")
    scene.forge.review(number, "jon")
    scene.merge(number, by="mara")


def the_reviewer_comments_after_approving(scene: Scene) -> None:
    number = scene.open(words="Better")
    scene.forge.review(number, "mara")
    scene.forge.review(number, "mara", "COMMENTED")
    scene.merge(number)


def somebody_who_does_not_decide_asks_for_changes(scene: Scene) -> None:
    number = scene.open(words="Better")
    scene.forge.review(number, "kim", "CHANGES_REQUESTED")
    scene.forge.review(number, "mara")
    scene.merge(number)


def a_page_moves_with_both_owners(scene: Scene) -> None:
    new = scene.page.replace("circles", "sharing")
    number = scene.forge.open("sam", {scene.page: None, new: text(scene.name, "It began like this.")})
    scene.forge.review(number, "jon")
    scene.merge(number, by="mara")
    assert scene.town.verdict(new)[0] == "approved"


def a_page_is_removed(scene: Scene) -> None:
    number = scene.forge.open("sam", {scene.page: None})
    scene.forge.review(number, "mara")
    scene.merge(number)
    assert scene.town.verdict(scene.page)[0] == "removed"


FLOWS = (
    a_colleague_approves,
    it_comes_from_a_fork,
    it_is_approved_again_after_a_push,
    changes_are_asked_for_and_made,
    two_wrote_it_and_a_third_approves,
    a_program_opens_it_for_somebody,
    the_reviewer_comments_after_approving,
    somebody_who_does_not_decide_asks_for_changes,
    a_page_moves_with_both_owners,
    a_page_is_removed,
)


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("flow", FLOWS, ids=named)
def test_an_honest_way_is_accepted(flow: Callable[[Scene], None], method: str, shared: Town) -> None:
    scene = Scene(shared, f"{named(flow)}-{method}", method)
    flow(scene)
    if flow in (a_page_moves_with_both_owners, a_page_is_removed):
        return
    verdict, reason = shared.verdict(scene.page)
    assert (verdict, "approved it in #" in reason) == ("approved", True), reason
    assert "Better" in shared.shown(scene.page)


def test_a_new_owner_counts_once_the_owners_approved_the_policy(tmp_path: Path) -> None:
    with town(tmp_path, starting("a-page")) as made:
        scene = Scene(made, "a-page")
        change = made.forge.open("sam", {LIBRARY: policy(evidence="required", owners=["mara", "jon", "kim"])})
        made.forge.review(change, "jon")
        made.forge.merge(change, "squash", by="mara")
        number = scene.open(words="Better")
        made.forge.review(number, "kim")
        scene.merge(number)
        assert made.verdict(LIBRARY)[0] == made.verdict(scene.page)[0] == "approved"


def test_the_merge_queue_may_merge(tmp_path: Path) -> None:
    with town(tmp_path, starting("a-page")) as made:
        made.forge.join("github-merge-queue", kind="Bot")
        scene = Scene(made, "a-page", "squash")
        number = scene.open(words="Better")
        made.forge.review(number, "mara")
        scene.merge(number, by="github-merge-queue")
        assert made.verdict(scene.page)[0] == "approved"


def test_a_small_edit_takes_one_approval_where_others_take_two(tmp_path: Path) -> None:
    with town(tmp_path, starting("a-page"), approvals=2) as made:
        number = made.forge.open("sam", {"content/modules/circles/a-page.md": text("a-page", "It started like this.")})
        made.forge.review(number, "mara")
        made.forge.merge(number, "squash", by="jon")
        assert made.verdict("content/modules/circles/a-page.md")[0] == "approved"


@pytest.mark.parametrize(("approvers", "verdict"), [("owners", "held"), ("members", "approved"), ("anyone", "approved")])
def test_the_policy_says_whose_approval_counts(approvers: str, verdict: str, tmp_path: Path) -> None:
    with town(
        tmp_path,
        {**starting("a-page"), "content/people/kim.md": page({"handle": "kim", "name": "Kim Osei"}, "Hello.\n")},
        approvers=approvers,
    ) as made:
        scene = Scene(made, "a-page")
        number = scene.open(words="Better")
        made.forge.review(number, "kim")
        scene.merge(number)
        assert made.verdict(scene.page)[0] == verdict
