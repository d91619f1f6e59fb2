"""From what happened on the published branch to a record of it. Reads texts and names people; decides nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from peerlore.model.errors import CannotRun
from peerlore.model.reviews import Account, Change, Trust
from peerlore.model.sources import SourceFile, Tree
from peerlore.reading.document import read_document
from peerlore.reviewing.gate import Gate
from peerlore.reviewing.people import People
from peerlore.reviewing.policy import GOVERNING, Policy, Rule, read_policy, scopes_of
from peerlore.reviewing.records import VERSION, Record, RuleSaid, UnitSaid
from peerlore.reviewing.sizes import FULL, Measured, measure
from peerlore.reviewing.units import GOVERNED, LIBRARY, LIBRARY_FILE, PAGE, PERSON, Unit, build_units, veil


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the published branch, from `base` to `commit`, with the files of both and of the head that was reviewed.

    Of the files, those are enough that belong to units which the step touches. `change` is what brought it; None for a commit that nobody reviewed.
    """

    base: str
    commit: str
    before: Tree
    after: Tree
    at: str
    change: Change | None = None
    reviewed: Tree | None = None


@dataclass(frozen=True, slots=True)
class Recorder:
    """Writes records of one repository.

    `people` gives ids, `account_of` finds the account of a handle that has none yet. `read_blob` gives the content of an
    object, `content_digest` its SHA-256 in hexadecimal digits. `now` is the present time in UTC.
    """

    repository: str
    source: Trust
    people: People
    account_of: Callable[[str], Account | None]
    read_blob: Callable[[str], bytes]
    content_digest: Callable[[str], str]
    now: str

    def change(self, gate: Gate, step: Step) -> Record:
        """The record of a step, on top of the records that `gate` has taken; its place in the chain is not filled in."""
        ungoverned = gate.policy.settings.ungoverned if gate.policy else ()
        then = self._ungoverned(step, ungoverned)
        before = veil(build_units(step.before, ungoverned), self.people.find)
        after = veil(build_units(step.after, then), self._profile)
        head = veil(build_units(step.reviewed, then), self._profile) if step.reviewed is not None else {}
        names = [name for name in sorted({*before, *after}) if before.get(name) != after.get(name) and not self._is_forgotten(name)]
        units = [self._unit(gate, before.get(name), after.get(name), head.get(name)) for name in names]
        scopes = sorted({scope for said in units for scope in scopes_of(said["unit"], said["path"], said["before"])})
        change = step.change
        authors = {self.people.id_of(author) for author in change.authors} if change else set()
        merged = min(step.at, self.now)
        written: Record = {
            **self._start(gate, step.commit),
            "kind": "change",
            "source": self.source,
            "rules": {scope: self._rule(gate.rule(scope)) for scope in scopes},
            "units": units,
            "base": step.base,
            "change": change.number if change else 0,
            "head": change.head if change else "",
            "merged": merged,
            "merger": {"person": self.people.id_of(change.merger), "bot": change.merger.bot} if change and change.merger else None,
            "authors": sorted(authors),
            "strangers": sorted(change.strangers) if change else [],
            "reviews": [
                {
                    "person": self.people.id_of(review.account),
                    "bot": review.account.bot,
                    "state": review.state,
                    "commit": review.commit,
                    "at": review.at,
                }
                for review in (change.reviews if change else ())
                if review.account
            ],
        }
        if change and change.since:
            written["opened"] = min(change.since, merged)
        return written

    def adoption(self, gate: Gate, commit: str, tree: Tree, by: Account) -> Record:
        """The record with which an owner answers for all units of `tree` of which no record tells."""
        policy = gate.policy or self._first_policy(tree)
        if by.handle not in policy.settings.owners:
            raise CannotRun(
                f"{by.handle!r} is no owner of this library; {LIBRARY_FILE} names {', '.join(policy.settings.owners) or 'none'}"
            )
        units = veil(build_units(tree, policy.settings.ungoverned), self._profile)
        said: list[UnitSaid] = [
            {"unit": name, "path": unit.place, "digest": unit.digest(self.content_digest)}
            for name, unit in sorted(units.items())
            if not gate.has_records(name)
        ]
        return {
            **self._start(gate, commit),
            "kind": "adopt",
            "source": "adopted",
            "policy": gate.policy_digest or units[LIBRARY].digest(self.content_digest),
            "rules": {GOVERNING: self._rule(gate.rule(GOVERNING))} if gate.policy else {},
            "units": said,
            "by": self.people.id_of(by),
        }

    def _first_policy(self, tree: Tree) -> Policy:
        blob = tree.get(LIBRARY_FILE)
        policy = read_policy(self.read_blob(blob.name)) if blob else None
        if policy is None:
            raise CannotRun(f"{LIBRARY_FILE} is not there or cannot be read; run `peerlore check` and mend it first")
        if len(policy.settings.owners) < policy.settings.approvals:
            raise CannotRun(
                f"{LIBRARY_FILE} names {len(policy.settings.owners)} owners and asks for {policy.settings.approvals} approvals; name more"
            )
        return policy

    def _ungoverned(self, step: Step, now: Iterable[str]) -> Iterable[str]:
        """What a change leaves ungoverned: what counts as governed follows the policy that it brings."""
        old, new = step.before.get(LIBRARY_FILE), step.after.get(LIBRARY_FILE)
        policy = read_policy(self.read_blob(new.name)) if new and new != old else None
        return policy.settings.ungoverned if policy else now

    def _start(self, gate: Gate, commit: str) -> Record:
        return {  # type: ignore[typeddict-item]
            "v": VERSION,
            "seq": 0,
            "prev": "",
            "repository": self.repository,
            "recorded": self.now,
            "commit": commit,
            "policy": gate.policy_digest,
        }

    def _unit(self, gate: Gate, before: Unit | None, after: Unit | None, head: Unit | None) -> UnitSaid:
        name = (after or before).name  # type: ignore[union-attr]
        approved = gate.approved_text(name)
        digest = after.digest(self.content_digest) if after else ""
        old = gate.read(approved.commit, approved.path) if approved and after and name.startswith(("module:", "translation:")) else b""
        page = self._page(after)
        measured = self._measured(after, old, page, approved.digest if approved else "")
        small = measured is not FULL
        return {
            "unit": name,
            "path": after.place if after else "",
            "digest": digest,
            "head": head.digest(self.content_digest) if head else "",
            "before": before.place if before else "",
            "size": measured.size,
            "since": approved.digest if approved and small else "",
            "words": measured.words,
            "named": self._named(after, old or self._page(before), page),
        }

    def _measured(self, after: Unit | None, old: bytes, new: bytes, approved: str) -> Measured:
        if not (after and old) or after.digest_with(old, self.content_digest) != approved:
            return FULL  # pictures changed, or there is nothing to compare with
        return measure(old, new)

    def _page(self, unit: Unit | None) -> bytes:
        blob = next((blob for path, blob in unit.parts if path == PAGE), None) if unit and unit.name != GOVERNED else None
        return self.read_blob(blob.name) if blob else b""

    def _named(self, after: Unit | None, old: bytes, new: bytes) -> list[str]:
        """People whom the page names as authors now and did not name before."""
        if after is None or ":" not in after.name:
            return []
        added = set(filter(None, map(self._person, set(_authors(new)) - set(_authors(old)))))
        if after.name.startswith(PERSON):
            added.add(after.name.removeprefix(PERSON))  # a profile is its person's own text
        return sorted(added)

    def _rule(self, rule: Rule) -> RuleSaid:
        if rule.approvers is None:
            return {"approvals": rule.approvals, "approvers": None}
        return {"approvals": rule.approvals, "approvers": sorted(filter(None, map(self._person, rule.approvers)))}

    def _is_forgotten(self, unit: str) -> bool:
        """Whether a unit is the profile of somebody whom nobody knows any more; evidence must not learn their handle."""
        return unit.startswith(PERSON) and unit.removeprefix(PERSON) not in self.people.known

    def _profile(self, handle: str) -> str:
        """The id of somebody with a profile; nobody is asked who they are, since a library may have thousands.

        The bare handle of whoever was forgotten: records then leave out what it is part of.
        """
        if handle in self.people.forgotten:
            return handle
        return self.people.find(handle) or self.people.id_of(Account(0, handle))

    def _person(self, handle: str) -> str:
        found = self.people.find(handle)
        if found or handle in self.people.forgotten:
            return found
        account = self.account_of(handle)
        return self.people.id_of(account) if account and not account.bot else ""


def _authors(page: bytes) -> Iterator[str]:
    document = read_document(SourceFile("content/modules/x/x.md", page, len(page)), "module")
    authors = document.meta.get("authors")
    for author in authors if isinstance(authors, list) else ():
        handle = author.get("person") if isinstance(author, Mapping) else author
        if isinstance(handle, str):
            yield handle
