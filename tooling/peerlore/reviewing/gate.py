"""The gate: which text of each unit is approved, decided from evidence alone, record after record.

It believes no record about the policy: it keeps the last policy that was itself approved, and holds each record to it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from peerlore.model.reviews import ApprovedText, Decision
from peerlore.reviewing.counting import Voices, allowed_by, named_change
from peerlore.reviewing.policy import Policy, Rule, read_policy, scopes_of
from peerlore.reviewing.records import Record, RuleSaid, UnitSaid
from peerlore.reviewing.sizes import MOST_MINOR, MOST_MINOR_WORDS
from peerlore.reviewing.units import GOVERNED, LIBRARY, PERSON, Unit, is_governed, unit_of

MERGE_QUEUE = "github-merge-queue"
"""GitHub's own program that merges what people queued; the one program that may merge."""

ReadText = Callable[[str, str], bytes]
"""The bytes of a file in a commit."""


@dataclass(slots=True)
class _Trail:
    """What the records so far say of one unit: the last text that counts, its newest record, and small edits since a full review."""

    approved: ApprovedText | None = None
    record: Record | None = None
    said: UnitSaid | None = None
    refusals: tuple[str, ...] = ()
    removed: bool = False
    minors: int = 0
    minor_words: int = 0
    former: list[str] = field(default_factory=list)
    versions: list[ApprovedText] = field(default_factory=list)


@dataclass(slots=True)
class Gate:
    """The state after some records. Feed it one record after another with `take`.

    `handles` are the handles that persons have or had, by id, as far as anybody still knows them; `read` gives the text of
    a policy. `policy` is the one in force, `commit` the one recorded last.
    """

    read: ReadText
    handles: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    policy: Policy | None = None
    policy_digest: str = ""
    commit: str = ""
    _trails: dict[str, _Trail] = field(default_factory=dict)
    _members: set[str] = field(default_factory=set)
    _rules: dict[str, Rule] = field(default_factory=dict)
    _compared: dict[tuple[str, int, tuple[str, ...] | None], bool] = field(default_factory=dict)

    def take(self, record: Record) -> None:
        """Count one more record."""
        general = self.general_refusals(record)
        voices = Voices(record)
        for said in record["units"]:
            trail = self._trails.get(said["unit"])
            if trail is None:
                trail = self._trails[said["unit"]] = _Trail()
            refusals = general or tuple(self._refusals_of(voices, said, trail))
            trail.record, trail.said, trail.refusals = record, said, refusals
            if not refusals:
                self._approve(voices, said, trail)
        self.commit = record["commit"]

    def would_refuse(self, record: Record) -> dict[str, tuple[str, ...]]:
        """What would keep each unit of a record from being approved, by unit, were it taken now."""
        general = self.general_refusals(record)
        voices = Voices(record)
        return {
            said["unit"]: general or tuple(self._refusals_of(voices, said, self._trails.get(said["unit"], _Trail())))
            for said in record["units"]
        }

    def newest_record(self, unit: str) -> Record | None:
        """The newest record that tells of a unit."""
        trail = self._trails.get(unit)
        return trail.record if trail else None

    def general_refusals(self, record: Record) -> tuple[str, ...]:
        """Why nothing of a record would count, whoever approved it."""
        return tuple(self._refusals(record))

    def needed(self, said: UnitSaid, rule: RuleSaid) -> int:
        """How many must approve a unit by a recorded rule; small edits take one."""
        return _needed(said, self._trails.get(said["unit"], _Trail()), rule)

    def has_records(self, unit: str) -> bool:
        """Whether any record tells of the unit."""
        return unit in self._trails

    def approved_text(self, unit: str) -> ApprovedText | None:
        """The unit's text that counts."""
        trail = self._trails.get(unit)
        return trail.approved if trail and not trail.removed else None

    def rule(self, scope: str) -> Rule:
        """The rule of a scope under the policy in force."""
        if self.policy is None:
            return Rule(1, frozenset())
        found = self._rules.get(scope)
        if found is None:
            found = self._rules[scope] = self.policy.rule(scope, self._member_handles())
        return found

    def _member_handles(self) -> frozenset[str]:
        return frozenset(handle for person in self._members for handle in self.handles.get(person, ()))

    def decide(self, units: Mapping[str, Unit], digests: Mapping[str, str]) -> dict[str, Decision]:
        """What readers get of every unit, whether it stands in the newest commit or only in evidence.

        `units` are those of the newest commit, `digests` theirs.
        """
        names = sorted({*units, *self._trails})
        decisions = (self._decide(name, units.get(name), digests.get(name, "")) for name in names)
        return {decision.unit: decision for decision in decisions if decision}

    def former_places(self) -> dict[str, list[str]]:
        """Where approved texts of each unit stood before they moved or were removed, oldest first, by unit."""
        return {name: trail.former for name, trail in self._trails.items() if trail.former}

    def histories(self) -> Iterator[Sequence[ApprovedText]]:
        """Every text of each unit that was approved, oldest first, in the order of the units' names."""
        return (trail.versions for _, trail in sorted(self._trails.items()))

    def versions(self, unit: str) -> Sequence[ApprovedText]:
        """Every text of the unit that was approved, oldest first."""
        trail = self._trails.get(unit)
        return trail.versions if trail else ()

    # Deciding ------------------------------------------------------------------------------------------------------

    def _decide(self, name: str, unit: Unit | None, digest: str) -> Decision | None:
        trail = self._trails.get(name, _Trail())
        text, said = trail.approved, trail.said
        path = unit.path if unit else said["path"] or said.get("before", "") if said else ""
        if unit is None and name.startswith(PERSON) and name.removeprefix(PERSON) not in self.handles:
            return Decision(name, "", "removed", "the person was forgotten")
        if unit is None and (text is None or trail.removed):
            return Decision(name, text.path if text else path, "removed", self._removal(trail), text) if trail.removed else None
        why = self._doubt(unit, digest, trail)
        if not why and text:
            return Decision(name, path, "approved", _approval(text), text)
        if text and not trail.removed:
            if name == GOVERNED:
                return Decision(name, path, "held", why, text)
            shown = "so the last approved text stays" if text.digest != digest else "but the text is the one approved last"
            return Decision(name, path, "held", f"{why}; {shown} ({_approval(text)})", text)
        return Decision(name, path, "withheld", why)

    def _doubt(self, unit: Unit | None, digest: str, trail: _Trail) -> str:
        """Why the newest text does not count; empty where it does."""
        if unit is None:
            return _because(trail.refusals) or "it was removed from the branch, and no record tells of that yet"
        if unit.rivals:
            return f"two pages claim it: {unit.path} and {unit.rivals[0]}"
        if trail.said is None or trail.record is None:
            return "no record tells of it: it came to the branch without a review, or was not recorded yet"
        if (trail.said["path"], trail.said["digest"]) != (unit.place, digest):
            return f"it differs from what record {trail.record['seq']} tells of, so it changed without a review or was not recorded yet"
        return _because(trail.refusals)

    def _removal(self, trail: _Trail) -> str:
        return f"its removal was approved in {named_change(trail.record)}" if trail.record else "it was removed"

    # Counting ------------------------------------------------------------------------------------------------------

    def _approve(self, voices: Voices, said: UnitSaid, trail: _Trail) -> None:
        record = voices.record
        name, path = said["unit"], said["path"]
        if trail.approved and trail.approved.path not in ("", path):
            trail.former.append(trail.approved.path)
        trail.removed = not said["digest"]
        rules = [] if record["kind"] == "adopt" else [record["rules"][scope] for scope in scopes_of(name, path, said["before"])]
        small = record["kind"] == "change" and _is_small(said, trail) and not voices.are_full(said, rules)
        trail.minors, trail.minor_words = (trail.minors + bool(said["words"]), trail.minor_words + said["words"]) if small else (0, 0)
        people = (record["by"],) if record["kind"] == "adopt" else voices.counting(said, rules)
        if said["digest"]:
            at = record.get("merged", record["recorded"])
            trail.approved = ApprovedText(
                name, path, record["commit"], said["digest"], people, at, record["source"], record.get("change", 0), record["seq"]
            )
            trail.versions.append(trail.approved)
        if name == LIBRARY and said["digest"]:
            self.policy, self.policy_digest = self._policy_of(record, said), said["digest"]
        elif name.startswith(PERSON):
            (self._members.add if said["digest"] else self._members.discard)(name.removeprefix(PERSON))
        if name.startswith((LIBRARY, PERSON)):
            self._rules.clear()
            self._compared.clear()

    def _refusals(self, record: Record) -> Iterator[str]:
        """Why nothing of a record counts."""
        if record["kind"] == "adopt":
            yield from self._refusals_of_adoption(record)
            return
        if not record["change"] and record["source"] == "github":
            yield f"it came to the branch with commit {record['commit'][:10]} and without a pull request"
            return
        if not record["head"]:
            yield f"it came to the branch with commit {record['commit'][:10]}, which nobody reviewed"
            return
        if record["policy"] != self.policy_digest:
            yield f"{named_change(record)} was recorded under a policy that was not in force"
        merger = record["merger"]
        if merger and merger["bot"] and MERGE_QUEUE not in self.handles.get(merger["person"], ()):
            yield f"a program merged {named_change(record)}, and no person"
        if record["strangers"]:
            yield f"nobody can tell who wrote commit {record['strangers'][0][:10]} of {named_change(record)}: its author has no account"
        governed = [said["unit"] for said in record["units"] if is_governed(said["unit"])]
        if governed and len(governed) < len(record["units"]):
            what = "the policy" if LIBRARY in governed else "governed files"
            yield f"{named_change(record)} changes {what} together with pages, and that takes a change of its own"

    def _refusals_of_adoption(self, record: Record) -> Iterator[str]:
        if self.policy is None:
            return  # the first record is where trust begins; releases pin it
        rule = record["rules"].get("governed")
        if record["policy"] != self.policy_digest or rule is None or self._wrong_rule("governed", rule):
            yield f"record {record['seq']} was adopted under a policy that was not in force"
        elif record["by"] not in (rule["approvers"] or ()):
            yield f"record {record['seq']} was adopted by {record['by']}, who is no owner of the library"

    def _refusals_of(self, voices: Voices, said: UnitSaid, trail: _Trail) -> Iterator[str]:
        """Why one unit of a record does not count, where nothing speaks against the whole record."""
        record = voices.record
        if record["kind"] == "adopt":
            if trail.record is not None:
                yield f"record {record['seq']} adopts it, though its changes were recorded before"
            return
        if said["head"] != said["digest"]:
            yield f"what was merged is not what reviewers of {named_change(record)} saw last in {record['head'][:10]}"
        if unit_of(said["path"]) != said["unit"] and said["digest"] and said["unit"] != GOVERNED:
            yield f"record {record['seq']} names it by another id than its place does"
        if said["unit"] == LIBRARY and said["digest"] and not self._policy_of(record, said):
            yield f"{named_change(record)} leaves a policy that nobody could fulfil: library.yml needs as many owners as approvals"
        for scope in scopes_of(said["unit"], said["path"], said["before"]):
            yield from self._refusals_in(voices, said, trail, scope)

    def _refusals_in(self, voices: Voices, said: UnitSaid, trail: _Trail, scope: str) -> Iterator[str]:
        record = voices.record
        rule = record["rules"].get(scope)
        if rule is None or self._wrong_rule(scope, rule):
            yield f"{named_change(record)} was recorded with other rules than the policy's"
            return
        allowed = allowed_by(rule)
        blocking = [person for person in voices.against() if allowed is None or person in allowed]
        if blocking:
            yield f"{blocking[0]} asks for changes in {named_change(record)} and has not taken that back"
        needed = _needed(said, trail, rule)
        counted = voices.approving(said, allowed)
        if len(counted) < needed:
            many = f"{needed} approvals" if needed > 1 else "an approval"
            found = f" and has {len(counted)}" if counted else ""
            reasons = voices.uncounted(said, allowed)
            because = f": {'; '.join(reasons)}" if reasons else ""
            yield f"{named_change(record)} needs {many}{found}{because}"

    def _policy_of(self, record: Record, said: UnitSaid) -> Policy | None:
        """The policy that a record brings; None where it cannot be read, or would lock everybody out."""
        policy = read_policy(self.read(record["commit"], said["path"]))
        return policy if policy and len(policy.settings.owners) >= policy.settings.approvals else None

    def _wrong_rule(self, scope: str, said: RuleSaid) -> bool:
        """Whether a recorded rule differs from the policy's; most repeat one before them, so the answer is kept until that changes."""
        approvers = said["approvers"]
        question = (scope, said["approvals"], None if approvers is None else tuple(approvers))
        if question not in self._compared:
            self._compared[question] = self._differs(self.rule(scope), said)
        return self._compared[question]

    def _differs(self, rule: Rule, said: RuleSaid) -> bool:
        """The same, counted out; people whom nobody knows any more cannot tell."""
        approvers = said["approvers"]
        if said["approvals"] != rule.approvals:
            return True
        if approvers is None or rule.approvers is None:
            return (approvers is None) != (rule.approvers is None)
        known = filter(None, map(self.handles.get, approvers))
        return not all(any(handle in rule.approvers for handle in handles) for handles in known)


def _needed(said: UnitSaid, trail: _Trail, rule: RuleSaid) -> int:
    return 1 if _is_small(said, trail) else rule["approvals"]


def _is_small(said: UnitSaid, trail: _Trail) -> bool:
    """Whether one approval is enough: a small edit of the text approved last, and not too many of them in a row."""
    if said["size"] == "full" or not said["since"] or trail.approved is None or said["since"] != trail.approved.digest:
        return False
    return trail.minors < MOST_MINOR and trail.minor_words + said["words"] <= MOST_MINOR_WORDS


def _because(refusals: tuple[str, ...]) -> str:
    return refusals[0] if refusals else ""


def _approval(text: ApprovedText) -> str:
    who = " and ".join(text.people)
    if text.trust == "adopted":
        return f"{who} adopted it on {text.at[:10]} in record {text.record}"
    said = "approved it" if text.trust == "github" else "is named as its reviewer"
    where = f" in #{text.change}" if text.change else f" in record {text.record}"
    return f"{who} {said}{where} on {text.at[:10]}"
