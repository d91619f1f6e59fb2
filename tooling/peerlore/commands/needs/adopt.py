"""`peerlore needs adopt`: a need that somebody declared in an issue becomes a page of the library."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

import typer

from peerlore import pipeline
from peerlore.checking.schemas import Schemas
from peerlore.commands.review.forge import open_published
from peerlore.commands.terminal import LibraryOption, progress
from peerlore.forms.needs import ISSUE, Answers, read_need
from peerlore.importing.yaml_text import render_yaml
from peerlore.library import Library
from peerlore.model.errors import CannotRun
from peerlore.model.issues import Issue
from peerlore.model.reviews import Account
from peerlore.outside.files import write_new
from peerlore.outside.schemas import read_schemas
from peerlore.reading.ids import id_from


def run(
    number: Annotated[int, typer.Argument(help="Number of the issue.", metavar="NUMBER", min=1)],
    skill: Annotated[list[str] | None, typer.Option(help="Id of a skill, where the issue names none or another one fits better.")] = None,
    level: Annotated[str, typer.Option(help="Id of the level of these skills, where the issue names none or another one.")] = "",
    id: Annotated[str, typer.Option("--id", help="Permanent id; by default made from the title.")] = "",
    library: LibraryOption = ".",
) -> None:
    """Write the page of a need from an issue that was written with the form "Declare a need", if it passes the checks.

    Whoever asked, and those who put a thumb up, are named if they have a profile in this library, and left out otherwise. GitHub is
    asked as the environment says: GITHUB_TOKEN and GITHUB_REPOSITORY.

    Example: `peerlore needs adopt 41`
    """
    root = pipeline.library_root(Path(library).resolve())
    with progress("Reading the library"):
        known = pipeline.readable_library(root)
    for need in known.needs.values():
        if need.document.meta.get(ISSUE) == number:
            raise CannotRun(f"issue #{number} was adopted already, as {need.document.file}")
    with progress("Asking GitHub"), open_published(root) as forge:
        issue = forge.github.issue(number)
    try:
        answers = _completed(read_need(issue.body, known, Schemas(read_schemas()).fields("need")), skill or (), level, known)
    except CannotRun as reason:
        raise CannotRun(f"issue #{number} cannot become a need: {reason}") from None
    name = id or id_from(answers.title)
    if not name:
        raise CannotRun("no id can be made from its title; say --id, in lower-case letters, digits and hyphens")
    asked_by, supporters = _people(issue, known)
    place = f"content/needs/{name}.md"
    text = _page(root, answers, answers.front(name, issue.created_at[:10], number, asked_by, supporters))
    warnings = _checked(root, number, place, text)
    write_new(root / place, text)
    print(f"Wrote {place} from issue #{number}, asked by {asked_by or 'somebody without a profile'}, with {len(supporters):,} supporters")
    for note in (*_notes(issue, answers, known), *warnings):
        print(note)
    print("Next: look at it with `peerlore serve`, commit it, open a pull request, and close the issue when it is merged.")


def _completed(answers: Answers, skills: Sequence[str], level: str, known: Library) -> Answers:
    """The answers with what the command line says instead. Raises CannotRun where a skill or its level is still missing."""
    answers = replace(answers, skills=tuple(skills) or answers.skills, level=level or answers.level)
    if not answers.skills:
        near = {taught.skill for module in known.modules_of_topic(answers.topic) for taught in module.skills} if answers.topic else ()
        fitting = [one.id for one in known.skills_map.skills if not near or one.id in near]
        raise CannotRun(f"it names no skill; say --skill with one of {', '.join(fitting[:12])}")
    if not answers.level:
        raise CannotRun(f"it names no level; say --level with one of {', '.join(one.id for one in known.skills_map.levels)}")
    return answers


def _people(issue: Issue, known: Library) -> tuple[str, list[str]]:
    """The handles of whoever asked and of those who support it, as far as they have profiles."""

    def handle(account: Account | None) -> str:
        return account.handle if account and not account.bot and account.handle in known.people else ""

    asked_by = handle(issue.author)
    others = dict.fromkeys(filter(None, map(handle, issue.supporters)))
    return asked_by, [one for one in others if one != asked_by]


def _page(root: Path, answers: Answers, front: Mapping[str, Any]) -> str:
    help_line = "# yaml-language-server: $schema=../../schemas/need.schema.json\n" if (root / "schemas").is_dir() else ""
    body = f"\n{answers.situation}\n" if answers.situation else ""
    return f"---\n{help_line}{render_yaml(front)}---\n{body}"


def _checked(root: Path, number: int, place: str, text: str) -> list[str]:
    """The warnings about a page that is not written yet. Raises CannotRun with the first error."""
    findings = [finding for finding in pipeline.check_text(root, place, text) if finding.level != "notice"]
    for finding in findings:
        if finding.level == "error":
            raise CannotRun(f"issue #{number} cannot become a need as it is: {finding.message}. {finding.hint}".rstrip())
    return [f"{finding.place}: {finding.code} {finding.message}" for finding in findings]


def _notes(issue: Issue, answers: Answers, known: Library) -> list[str]:
    notes = [f"left out: what stands below {label!r}, which the form did not ask" for label in answers.foreign]
    if issue.author and not issue.is_own:
        notes.append("its text was edited last by somebody else than who asked")
    strangers = sum(account.handle not in known.people for account in issue.supporters if not account.bot)
    if strangers:
        notes.append(f"{strangers:,} who put a thumb up have no profile here and are not named")
    return notes
