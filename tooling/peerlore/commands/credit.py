"""`peerlore credit`: what people get for their part in the library, and what other rules would give them."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from peerlore import pipeline
from peerlore.commands.columns import Row, aligned, as_csv
from peerlore.commands.days import day_of
from peerlore.commands.terminal import LibraryOption, progress
from peerlore.crediting import Account, account_until, rules_in
from peerlore.figures.credit import by_person
from peerlore.model.credit import DEED_KINDS, Credited, CreditRules, Entry
from peerlore.model.errors import CannotRun

_FEW = 5
"""Of fewer people who do not want to be shown, no numbers are told: one could tell who they are."""
_TOO_FEW = "Fewer than five others have credit too; their numbers are not told."


def run(
    of: Annotated[str, typer.Option("--of", help="List every deed of this person, with the points for it.", metavar="HANDLE")] = "",
    what_if: Annotated[
        Path | None, typer.Option("--what-if", help="Compare with the rules in this file, written like library.yml.", metavar="FILE")
    ] = None,
    as_of: Annotated[str, typer.Option("--as-of", help="As it was at the end of this day (UTC).", metavar="DATE")] = "",
    format: Annotated[Literal["table", "json", "csv"], typer.Option("--format", "-f", help="For people, or for programs.")] = "table",
    library: LibraryOption = ".",
) -> None:
    """Count points and badges from evidence, by the rules below `credit` in library.yml.

    Only people who say `credit: true` in their profile are named; the others are counted together.

    Example: `peerlore credit --what-if content/library.yml`
    """
    root = pipeline.library_root(Path(library).resolve())
    day = day_of(as_of)
    with progress("Counting"):
        account = account_until(root, day)
    if what_if:
        print(_compared(account, account.rules or CreditRules(), rules_in(root, what_if), format), end="")
        return
    if account.rules is None:
        raise CannotRun(
            f"this library gave no credit on {day}: library.yml as its owners approved it has no key `credit`; try rules with --what-if"
        )
    entries = account.entries(account.rules)
    print(_deeds_of(account, entries, of, format) if of else _everybody(account, entries, account.rules, day, format), end="")


def _everybody(account: Account, entries: Sequence[Entry], rules: CreditRules, day: str, format: str) -> str:
    everybody = by_person(entries, rules)
    if format == "csv":
        return as_csv(_ledger(account, entries))
    if format == "json":
        return _json(account, day, [_said_of(account, person, own) for person, own in everybody.items()], entries)
    named = [(account.names[person], own) for person, own in everybody.items() if person in account.names]
    others = [own for person, own in everybody.items() if person not in account.names]
    rows: list[Row] = [("", "points", *DEED_KINDS)]
    rows += [(handle, *_numbers([own])) for handle, own in named]
    if len(others) >= _FEW:
        rows.append((f"{len(others):,} others", *_numbers(others)))
    lines = [aligned(rows)] if len(rows) > 1 else []
    if 0 < len(others) < _FEW:
        lines.append(_TOO_FEW)
    lines += [f"{handle}: {', '.join(badge.title for badge in own.badges)}" for handle, own in named if own.badges]
    if not entries:
        lines.append("Nobody has any credit yet: it begins with the first pull request that is recorded.")
    return "\n".join([*lines, f"{account.count:,} records until {day}"]) + "\n"


def _numbers(credited: Iterable[Credited]) -> tuple[int, ...]:
    every = list(credited)
    return (sum(own.points for own in every), *(sum(own.deeds.get(kind, 0) for own in every) for kind in DEED_KINDS))


def _said_of(account: Account, person: str, own: Credited) -> dict[str, Any]:
    return {
        "person": person,
        "handle": account.names.get(person, ""),
        "points": own.points,
        "deeds": {kind: own.deeds.get(kind, 0) for kind in DEED_KINDS},
        "badges": [badge.id for badge in own.badges],
    }


def _json(account: Account, day: str, people: list[dict[str, Any]], entries: Sequence[Entry]) -> str:
    said = {
        "version": 1,
        "as_of": day,
        "evidence": {"count": account.count, "head": account.head},
        "people": people,
        "ledger": _dicts(_ledger(account, entries)),
    }
    return json.dumps(said, ensure_ascii=False, indent=1) + "\n"


def _ledger(account: Account, entries: Sequence[Entry]) -> list[Row]:
    """Every entry as a row; people by their ids, with the handles of those who want to be shown."""
    rows: list[Row] = [("at", "record", "change", "kind", "unit", "person", "handle", "points", "lost")]
    for entry in entries:
        deed = entry.deed
        handle = account.names.get(deed.person, "")
        rows.append((deed.at, deed.record, deed.change, deed.kind, deed.unit, deed.person, handle, entry.points, entry.lost))
    return rows


def _deeds_of(account: Account, entries: Sequence[Entry], handle: str, format: str) -> str:
    person = account.people.find(handle.lower())
    own = [entry for entry in entries if entry.deed.person == person]
    if not person:
        raise CannotRun(f"evidence knows nobody with the handle {handle!r}")
    if format == "csv":
        return as_csv(_ledger(account, own))
    if format == "json":
        return (
            json.dumps([dict(zip(map(str, _ledger(account, [])[0]), row, strict=True)) for row in _ledger(account, own)[1:]], indent=1)
            + "\n"
        )
    rows: list[Row] = [("day", "deed", "text", "in", "points"), *(_row(entry) for entry in own)]
    return aligned([(row[0], *row[1:]) for row in rows]) + f"\n{sum(entry.points for entry in own):,} points in all\n"


def _row(entry: Entry) -> Row:
    deed = entry.deed
    where = f"#{deed.change}" if deed.change else f"record {deed.record}"
    kept_back = f" ({entry.lost} beyond a cap)" if entry.lost else ""
    return (deed.at[:10], deed.kind, deed.unit.partition(":")[2], where, f"{entry.points}{kept_back}")


def _compared(account: Account, now: CreditRules, then: CreditRules, format: str) -> str:
    """What other rules would give: for each person who wants to be shown, and for all together."""
    before, after = (by_person(account.entries(rules), rules) for rules in (now, then))
    nothing = Credited(0, {})
    pairs = {person: (before.get(person, nothing), after.get(person, nothing)) for person in sorted({*before, *after})}
    rows: list[Row] = [("who", "now", "then", "difference")]
    rows += sorted((account.names[person], *_difference([pair])) for person, pair in pairs.items() if person in account.names)
    hidden = len(pairs) - len(rows) + 1
    told = not 0 < hidden < _FEW
    if told:
        rows.append(("everybody", *_difference(pairs.values())))
    if format == "csv":
        return as_csv(rows)
    if format == "json":
        return json.dumps({"version": 1, "rows": _dicts(rows)}, ensure_ascii=False, indent=1) + "\n"
    signed = [rows[0], *((*row[:-1], f"{row[-1]:+,}") for row in rows[1:])]
    return f"{aligned(signed)}\n{_gains(pairs.values()) if told else _TOO_FEW}\n"


def _difference(pairs: Iterable[tuple[Credited, Credited]]) -> tuple[int, int, int]:
    every = list(pairs)
    old, new = sum(own.points for own, _ in every), sum(own.points for _, own in every)
    return old, new, new - old


def _gains(pairs: Collection[tuple[Credited, Credited]]) -> str:
    more = sum(1 for old, new in pairs if new.points > old.points)
    less = sum(1 for old, new in pairs if new.points < old.points)
    return f"{more:,} would have more, {less:,} less, of {len(pairs):,} who have credit"


def _dicts(rows: Sequence[Row]) -> list[dict[str, str | int]]:
    """Rows below a row of names."""
    head, *others = rows
    return [dict(zip(map(str, head), row, strict=True)) for row in others]
