"""`peerlore generate`: CODEOWNERS and forms say what library.yml says, in words that GitHub takes, and touch nobody else's files."""

from __future__ import annotations

import json
import os
import re
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from library_kit import HOME, commit, run, run_program, small_files, small_library, tree, write
from peerlore.forms.files import build_files
from peerlore.forms.owners import LARGEST, render_owners
from peerlore.library import Library
from peerlore.model.errors import CannotRun
from peerlore.model.nouns import Settings, Skill, SkillsMap, Topic
from peerlore.outside.schemas import read_schema

OWNERS = ".github/CODEOWNERS"
FORMS = ("declare-a-need", "propose-a-module", "i-was-there", "out-of-date", "suggest-a-fix")
SCHEMAS = {
    "github-issue-forms": [f".github/ISSUE_TEMPLATE/{name}.yml" for name in FORMS],
    "github-issue-config": [".github/ISSUE_TEMPLATE/config.yml"],
    "github-discussion": [".github/DISCUSSION_TEMPLATE/modules.yml"],
}
HOSTILE = (
    "Circles: the # of them",
    "${{ secrets.GITHUB_TOKEN }}",
    "- [x] *a* & !b",
    '"quoted" \\ and\nover\r\nlines',
    "Yes",
    "none",
    "NONE",
    "1.10",
    "2026-01-01",
    "@everyone {{ x }} %{y}",
    "' # '",
    "\u202ehidden\u0000",
    "---\nname: other",
    "é" * 100,
)


def library(*titles: str, **settings: Any) -> Library:
    topics = tuple(Topic(f"topic-{number}", title, "It is about this.", ("mara",)) for number, title in enumerate(titles))
    skills = tuple(Skill(f"skill-{number}", title, "It is about this.") for number, title in enumerate(titles))
    return Library(Settings(**{"title": "Ours", "languages": ("en", "no"), "topics": topics, **settings}), SkillsMap((), skills))


def texts(shelf: Library) -> dict[str, str]:
    from peerlore.checking.schemas import Schemas
    from peerlore.outside.schemas import read_schemas

    schemas = Schemas(read_schemas())
    return build_files(shelf, schemas.fields("module"), schemas.fields("need"))


def accepted(folder: Path, files: dict[str, str]) -> None:
    """Fail unless GitHub's own schemas, as check-jsonschema brings them along, have nothing to say."""
    for file, text in files.items():
        write(folder / file, text)
    for schema, names in SCHEMAS.items():
        done = run_program(
            sys.executable, "-m", "check_jsonschema", "--builtin-schema", f"vendor.{schema}", *(folder / name for name in names), cwd=folder
        )
        assert done.code == 0, done


def owners_of(text: str, path: str) -> list[str]:
    """Whom GitHub asks about a file: the last pattern that fits counts. Knows the patterns of gitignore that such files may hold."""
    found: list[str] = []
    for said in text.splitlines():
        words = said.split("#", 1)[0].split()
        if words and _fits(words[0], path):
            found = words[1:]
    return found


def _fits(pattern: str, path: str) -> bool:
    anchored = "/" in pattern.rstrip("/")
    inner = re.escape(pattern.strip("/")).replace(r"\*\*", ".*").replace(r"\*", "[^/]*")
    return re.match(("" if anchored else "(?:.*/)?") + inner + ("/" if pattern.endswith("/") else "(?:/|$)"), path) is not None


def options(form: Any, id: str) -> list[str]:
    return next(part["attributes"]["options"] for part in form["body"] if part.get("id") == id)


# What the sample library of this repository says -----------------------------------------------------------------------


def test_the_sample_library_has_its_files() -> None:
    outcome = run("generate", "--check", cwd=HOME)
    assert outcome.code == 0, outcome


def test_github_takes_the_forms_of_the_sample_library(tmp_path: Path) -> None:
    accepted(tmp_path, {name: (HOME / name).read_text("utf-8") for names in SCHEMAS.values() for name in names})


@pytest.mark.parametrize(
    ("path", "owners"),
    [
        ("content/modules/circles/choose-a-question.md", "@aiko @mara @jon"),
        ("content/modules/circles/draw/plan.png", "@aiko @mara @jon"),
        ("content/modules/sharing/write-your-first-module.fr.md", "@mara @jon"),
        ("content/modules/new-topic/first.md", "@mara @jon"),
        ("content/library.yml", "@mara @jon"),
        ("content/people/aiko.md", "@mara @jon"),
        (".github/CODEOWNERS", "@mara @jon"),
        (".github/workflows/check.yml", "@mara @jon"),
        ("schemas/module.schema.json", "@mara @jon"),
        ("mkdocs.yml", "@mara @jon"),
        ("elsewhere/content/modules/circles/a.md", "@mara @jon"),
    ],
)
def test_files_have_the_owners_that_the_library_names(path: str, owners: str) -> None:
    assert " ".join(owners_of((HOME / OWNERS).read_text("utf-8"), path)) == owners


# CODEOWNERS ------------------------------------------------------------------------------------------------------------


def test_a_topic_with_several_owners_asks_them_alone() -> None:
    topics = (Topic("one", "One", "About one.", ("zoe",)), Topic("two", "Two", "About two.", ("zoe", "jon")))
    text = render_owners(Settings("Ours", ("en",), topics, owners=("mara",)))
    assert owners_of(text, "content/modules/two/a.md") == ["@zoe", "@jon"]
    assert owners_of(text, "content/modules/one/a.md") == ["@zoe", "@mara"], "somebody must be able to approve what zoe writes"
    assert owners_of(text, "content/modules/one-more/a.md") == ["@mara"]


def test_a_library_without_owners_asks_nobody_for_the_rest() -> None:
    text = render_owners(Settings("Ours", ("en",), (Topic("one", "One", "About one.", ("zoe",)),)))
    assert owners_of(text, "mkdocs.yml") == []
    assert owners_of(text, "content/modules/one/a.md") == ["@zoe"]


def test_owners_that_github_would_not_read_are_refused() -> None:
    many = tuple(f"{'p' * 60}{number:04}" for number in range(500))
    topics = tuple(Topic(f"topic-{number}", "A topic", "It is long.", many) for number in range(LARGEST // (66 * 500) + 1))
    with pytest.raises(CannotRun, match="3 MB"):
        render_owners(Settings("Ours", ("en",), topics))


def test_the_largest_library_that_the_schema_allows_with_usual_owners_fits() -> None:
    most = read_schema("library")["properties"]["topics"]["maxItems"]
    topics = tuple(
        Topic(f"topic-{number}-{'x' * 50}", "A topic", "It is long.", tuple(f"person-{n}" for n in range(40))) for number in range(most)
    )
    assert len(render_owners(Settings("Ours", ("en",), topics, owners=("mara",)))) < LARGEST


# Forms -----------------------------------------------------------------------------------------------------------------


def test_choices_are_those_of_schema_topics_and_skills() -> None:
    form = yaml.safe_load((HOME / ".github/ISSUE_TEMPLATE/propose-a-module.yml").read_text("utf-8"))
    settings = yaml.safe_load((HOME / "content/library.yml").read_text("utf-8"))
    skills = yaml.safe_load((HOME / "content/skills.yml").read_text("utf-8"))
    fields = read_schema("module")["properties"]
    assert options(form, "topic") == [topic["title"] for topic in settings["topics"]]
    assert options(form, "skills") == [skill["name"] for skill in skills["skills"]]
    assert options(form, "level") == fields["level"]["enum"]
    assert options(form, "format") == fields["format"]["enum"]
    labels = {part["id"]: part["attributes"]["label"] for part in form["body"] if "id" in part}
    assert labels["level"] == fields["level"]["title"]
    assert labels["title"] == read_schema("common")["$defs"]["title"]["title"]


def test_hostile_titles_stay_text(tmp_path: Path) -> None:
    shelf = library(*HOSTILE, title="A: b # c ${{ d }}\n", address="https://learn.example.com/", repository="https://github.com/a/b")
    files = texts(shelf)
    accepted(tmp_path, files)
    form = yaml.safe_load(files[".github/ISSUE_TEMPLATE/propose-a-module.yml"])
    topics = options(form, "topic")
    assert topics[:3] == ["Circles: the # of them", "${{ secrets.GITHUB_TOKEN }}", "- [x] *a* & !b"]
    assert topics[3] == '"quoted" \\ and over lines'
    assert topics[5:7] == ["none (topic-5)", "NONE (topic-6)"], "GitHub refuses a form with the choice None"
    assert topics[7:9] == ["1.10", "2026-01-01"], "they stay text"
    assert len(topics) == len(HOSTILE)
    assert options(form, "language") == ["en", "no"], "Norwegian is no truth value"
    chooser = yaml.safe_load(files[".github/ISSUE_TEMPLATE/config.yml"])
    assert chooser["contact_links"][0]["name"] == "Look it up: A: b # c ${{ d }}"
    for text in files.values():
        assert not re.search(r"[^\n\x20-\x7e\xa0-\U0010ffff]|\u202e", text), "nothing invisible reaches a file"


def test_options_are_unique_and_ids_and_labels_too() -> None:
    shelf = library("Same", "same", "SAME", "None")
    for file, text in texts(shelf).items():
        if file.endswith(".yml") and "config" not in file:
            asked = [part for part in yaml.safe_load(text)["body"] if part["type"] != "markdown"]
            assert asked, "GitHub refuses a form that asks nothing"
            for values in ([part["id"] for part in asked], [part["attributes"]["label"].casefold() for part in asked]):
                assert len(values) == len(set(values))
            for part in asked:
                found = [option.casefold() for option in part["attributes"].get("options", ["-"])]
                assert found
                assert len(found) == len(set(found))
                assert "none" not in found


def test_menus_that_nobody_could_use_become_a_line_to_fill_in(tmp_path: Path) -> None:
    files = texts(library(*(f"Topic {number}" for number in range(101))))
    accepted(tmp_path, files)
    form = yaml.safe_load(files[".github/ISSUE_TEMPLATE/propose-a-module.yml"])
    kinds = {part["id"]: part["type"] for part in form["body"] if "id" in part}
    assert kinds["topic"] == kinds["skills"] == "input"


def test_the_smallest_library_has_forms_too(tmp_path: Path) -> None:
    topics = (Topic("one", "One", "About one.", ("zoe",)),)
    files = texts(Library(Settings("Ours", ("en",), topics), SkillsMap()))
    accepted(tmp_path, files)
    assert "contact_links" not in yaml.safe_load(files[".github/ISSUE_TEMPLATE/config.yml"])


# The command -----------------------------------------------------------------------------------------------------------


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    small = small_library(tmp_path / "Une bibliothèque")
    commit(small)
    return small


def test_check_tells_what_is_stale_and_how_to_mend_it(shelf: Path) -> None:
    before = run("generate", "--check", cwd=shelf)
    assert before.code == 1
    assert f"{OWNERS} is missing\n" in before.out
    assert "Run `peerlore generate` and commit what it writes." in before.out
    assert not (shelf / ".github").exists(), "a check writes nothing"
    assert run("generate", cwd=shelf).code == 0
    assert run("generate", "--check", cwd=shelf).code == 0
    settings = json.loads(small_files()["content/library.yml"])
    settings["topics"][0] |= {"title": "Rounds", "owners": ["zoe", "mara"]}
    write(shelf / "content/library.yml", json.dumps(settings))
    after = run("generate", "--check", cwd=shelf)
    assert after.code == 1
    stale = [line for line in after.out.splitlines() if line.endswith("is out of date")]
    assert stale == [f"{name} is out of date" for name in (OWNERS, *(f".github/ISSUE_TEMPLATE/{form}.yml" for form in FORMS[:2]))]
    written = run("generate", cwd=shelf)
    assert written.code == 0
    assert [line.removeprefix("Wrote ") for line in written.out.splitlines()] == [line.split(" is ")[0] for line in stale]
    assert run("generate", cwd=shelf).out == "All 8 files are up to date\n"


def test_every_file_says_who_wrote_it(shelf: Path) -> None:
    run("generate", cwd=shelf)
    files = tree(shelf / ".github")
    assert len(files) == 8
    for raw in files.values():
        assert raw.startswith(b"# Written by `peerlore generate` from content/library.yml")


def test_what_somebody_else_wrote_is_not_touched(shelf: Path) -> None:
    write(shelf / OWNERS, "* @acme/library\n")
    outcome = run("generate", cwd=shelf)
    assert outcome.code == 2
    assert f"{OWNERS} was not written by this command, and nothing was changed" in outcome.err
    assert list(tree(shelf / ".github")) == ["CODEOWNERS"], "nothing is half done"
    assert f"{OWNERS} was written by somebody else" in run("generate", "--check", cwd=shelf).out
    assert run("generate", "--skip", OWNERS, cwd=shelf).code == 0
    assert (shelf / OWNERS).read_text("utf-8") == "* @acme/library\n"
    assert run("generate", "--skip", OWNERS, "--check", cwd=shelf).code == 0


def test_no_file_is_written_through_a_link(shelf: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (shelf / ".github").symlink_to(tmp_path / "elsewhere")
    outcome = run("generate", cwd=shelf)
    assert outcome.code == 2
    assert "no plain file in plain folders" in outcome.err
    assert os.listdir(tmp_path / "elsewhere") == []


def test_a_library_below_the_top_is_told_where_github_looks(tmp_path: Path) -> None:
    shelf = small_library(tmp_path / "shelf")
    commit(tmp_path)
    outcome = run("generate", cwd=shelf)
    assert outcome.code == 2
    assert "not at the top of its repository" in outcome.err


def test_a_name_that_is_not_generated_cannot_be_skipped(shelf: Path) -> None:
    outcome = run("generate", "--skip", "CODEOWNERS", cwd=shelf)
    assert outcome.code == 2
    assert "'CODEOWNERS' is none of the generated files" in outcome.err
