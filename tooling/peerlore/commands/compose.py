"""`peerlore compose`: groups made from people who offered themselves, with the reasons."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from peerlore import pipeline
from peerlore.checking.rules.writing import ASKS_FOR_TEXT
from peerlore.commands.days import day_of
from peerlore.commands.terminal import LibraryOption, progress
from peerlore.composing.apart import read_apart
from peerlore.composing.company import Company
from peerlore.composing.composer import compose
from peerlore.composing.drafts import Draft, drafts
from peerlore.composing.explaining import Account, Teller, Told, gives_way, stands
from peerlore.composing.hours import Diary
from peerlore.composing.pools import gather
from peerlore.composing.wishes import Forbidden, Left, Pool, Wish, size_of
from peerlore.library import Library
from peerlore.model.errors import CannotRun
from peerlore.outside.files import write_new
from peerlore.outside.private import read_private

Kind = Literal["circle", "working-group", "pair", "tutoring", "mentoring"]
Format = Literal["table", "json", "markdown"]


def run(
    kind: Annotated[Kind, typer.Argument(help="What to make.")],
    skill: Annotated[str, typer.Option("--skill", help="Id of the skill that people help with or want to learn.")],
    size: Annotated[int | None, typer.Option("--size", help="How many people in a group; by default 4, or 2 where two are meant.")] = None,
    groups: Annotated[int, typer.Option("--groups", help="At most so many groups; by default as many as there can be.", min=0)] = 0,
    language: Annotated[str, typer.Option("--language", help="A language that all of a group must speak, such as fr.")] = "",
    private: Annotated[
        Path | None,
        typer.Option(
            "--private", help="File outside of the repository: each line names people who must not be in one group.", metavar="FILE"
        ),
    ] = None,
    as_of: Annotated[
        str, typer.Option("--as-of", help="Groups meet for the first time in the two weeks after this day.", metavar="DATE")
    ] = "",
    write: Annotated[bool, typer.Option("--write", help="Write a page for each group into content/groups/, as planned.")] = False,
    format: Annotated[Format, typer.Option("--format", "-f", help="For people, for programs, or for a page.")] = "table",
    library: LibraryOption = ".",
) -> None:
    """Make groups from people whose profiles say that they are `open_to` them, and tell why.

    The same profiles, options and versions give the same groups. What gives way comes in a stated order; the rest never does.

    Example: `peerlore compose circle --skill framing-questions --size 4 --as-of 2026-11-20`
    """
    root = pipeline.library_root(Path(library).resolve())
    wish = Wish(kind, skill, size_of(kind, size), groups, language.strip().lower(), day_of(as_of))
    with progress("Composing"):
        shelf = pipeline.readable_library(root)
        forbidden = read_apart(read_private(private, root), shelf.people) if private else Forbidden()
        pool, others = gather(shelf, wish)
        _insist_on_enough(pool, others, wish)
        everybody = Company(pool, wish)
        levels = [level.id for level in shelf.skills_map.levels]
        account = Teller(everybody, pool.met, levels, Diary(wish.day)).account(compose(everybody, forbidden), others)
        pages = _pages(account, wish, shelf, root) if write else []
    print("\n".join(_RENDER[format](account, wish)))
    for page in pages:
        write_new(root / page.file, page.text)
    if pages:
        out = sys.stdout if format == "table" else sys.stderr
        print(f"\nWrote {', '.join(page.file for page in pages)}.", file=out)
        print(
            "Their members' own words are still missing: `peerlore check` names the sentences. Ask everybody before you commit them.",
            file=out,
        )


def _insist_on_enough(pool: Pool, others: Sequence[Left], wish: Wish) -> None:
    needed = wish.sizes[0]
    if len(pool) >= needed:
        return
    able = f"{len(pool)} {'person' if len(pool) == 1 else 'people'} can be in a {wish.called} on {wish.skill!r}, and {needed} are needed"
    why = "; ".join(f"{one.handle} {one.reason}" for one in others[:5])
    asked = f"profiles say `open_to: [{wish.kind}]`, and name the skill under `helps` or `learns`; `peerlore check` names those that cannot be read"
    raise CannotRun(f"{able}: {why}" if why else f"{able}: {asked}")


def _pages(account: Account, wish: Wish, shelf: Library, root: Path) -> list[Draft]:
    """The pages to write; each of them passes every check but the one that asks for real text."""
    there = {f"content/groups/{file.name}" for file in (root / "content/groups").glob("*")}
    found = drafts(account.groups, wish, shelf, there)
    for page in found[:1]:
        findings = [one for one in pipeline.check_text(root, page.file, page.text) if one.level == "error" and one.code != ASKS_FOR_TEXT]
        if findings:
            raise CannotRun(f"{findings[0].message}. {findings[0].hint}".rstrip())
    return found


def _rules(wish: Wish) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return (("Gives way, first to last", gives_way(wish)), ("Stands in any case, among other things", stands(wish)))


def _headline(account: Account, wish: Wish) -> str:
    people = sum(len(group.seats) for group in account.groups)
    return (
        f"{wish.counted(len(account.groups))} on {wish.skill}, {people:,} people"
        if account.groups
        else f"No {wish.called} on {wish.skill} can be made"
    )


def _table(account: Account, wish: Wish) -> Iterator[str]:
    yield _headline(account, wish)
    for number, group in enumerate(account.groups, 1):
        yield ""
        yield f"{number}. {', '.join(seat.person for seat in group.seats)}"
        width = max(len(seat.person) for seat in group.seats)
        yield from (f"   {seat.person.ljust(width)}  {seat.role}, {seat.level}" for seat in group.seats)
        yield from (f"   {reason}" for reason in group.reasons)
        yield from (f"   Gave way: {reason}" for reason in group.gave_way)
    if account.left:
        yield ""
        yield "Left over"
        yield from (f"   {one.handle}: {one.reason}" for one in account.left)
    yield ""
    yield from account.conclusion
    for heading, rules in _rules(wish):
        yield f"{heading}:"
        yield from (f"   {rule}" for rule in rules)


def _markdown(account: Account, wish: Wish) -> Iterator[str]:
    yield f"# {_headline(account, wish)}"
    for number, group in enumerate(account.groups, 1):
        yield f"\n## {wish.called.capitalize()} {number}\n"
        yield from (f"- `{seat.person}`: {seat.role}, {seat.level}" for seat in group.seats)
        yield ""
        yield " ".join((*group.reasons, *(f"**Gave way:** {reason}" for reason in group.gave_way)))
    if account.left:
        yield "\n## Left over\n"
        yield from (f"- `{one.handle}` {one.reason}" for one in account.left)
    yield "\n## How it was chosen\n"
    yield " ".join(account.conclusion)
    for heading, rules in _rules(wish):
        yield f"\n{heading}:\n"
        yield from (f"- {rule}" for rule in rules)


def _json(account: Account, wish: Wish) -> Iterator[str]:
    said = {
        "version": 1,
        "wish": {
            "kind": wish.kind,
            "skill": wish.skill,
            "size": wish.size,
            "groups": wish.groups,
            "language": wish.language,
            "as_of": wish.day,
        },
        "groups": [_group(group) for group in account.groups],
        "left_over": [{"person": one.handle, "reason": one.reason} for one in account.left],
        "proven": account.proven,
        "conclusion": list(account.conclusion),
        "gives_way": list(gives_way(wish)),
        "stands": list(stands(wish)),
    }
    yield json.dumps(said, ensure_ascii=False, indent=1)


def _group(group: Told) -> dict[str, Any]:
    return {
        "members": [{"person": seat.person, "role": seat.role, "level": seat.level} for seat in group.seats],
        "languages": list(group.languages),
        "first": group.first.isoformat(),
        "timezone": group.timezone,
        "reasons": list(group.reasons),
        "gave_way": list(group.gave_way),
    }


_RENDER = {"table": _table, "json": _json, "markdown": _markdown}
