"""Who belongs to a group: how many, in which parts, and what they promise each other."""

from __future__ import annotations

from collections.abc import Iterator

from peerlore.checking.collection import Collection, texts
from peerlore.checking.gathered import meetings_of, members_of, whole_number
from peerlore.checking.nearest import instead, nearest
from peerlore.checking.rule import AnyRule, PageRule, Rule
from peerlore.model.documents import Document
from peerlore.model.findings import Finding
from peerlore.model.gatherings import NEEDED, ROLES, SIZES
from peerlore.model.nouns import GroupRules, name_of
from peerlore.reading.rhythm import read_rhythm

_WITH_AGREEMENT = ("circle", "mentoring", "tutoring")
_MONTH = 365.25 / 12
"""Days of a month, on average."""


def group_has_its_size(document: Document) -> Iterator[Finding]:
    """A group must have as many members as its kind works with; observers do not count.

    A circle has 3 to 6: with fewer nobody is surprised, with more somebody stays silent. A working group has 3 to 5, and
    pairs, tutoring and mentoring are two. A planned group may still be looking for members.
    """
    kind, status = document.meta.get("kind"), document.meta.get("status")
    if document.kind != "group" or kind not in SIZES or status == "closed":
        return
    least, most = SIZES[kind]
    many = len({member.person for _, member in members_of(document) if member.role != "observer"})
    wanted = f"{least} to {most}" if least < most else str(most)
    if many > most or (many < least and status == "active"):
        message = f"this {_called(kind)} has {many} {'member' if many == 1 else 'members'}, and {wanted} work well"
        hint = (
            "Start a second group, or choose another kind." if many > most else "Find more members, or write `status: planned` until then."
        )
        yield Finding(document.place("members"), "C002", message, hint)


def group_has_its_roles(document: Document) -> Iterator[Finding]:
    """An active group must have somebody in each part without which its kind does not work.

    Circles, working groups and communities need a facilitator; mentoring a mentor and a mentee; tutoring a tutor and a
    learner. Where nobody has the part, nobody calls the next meeting.
    """
    kind = document.meta.get("kind")
    if document.kind != "group" or kind not in NEEDED or document.meta.get("status") != "active":
        return
    roles = {member.role for _, member in members_of(document)}
    for role in NEEDED[kind] if roles.issubset(ROLES[kind]) else ():  # else C004 asks who has which part
        if role not in roles:
            hint = f"Write `person:` and `role: {role}` for whoever it is."
            yield Finding(document.place("members"), "C003", f"nobody is the {role} of this {_called(kind)}", hint)


def role_fits_the_kind(document: Document) -> Iterator[Finding]:
    """The part that somebody has in a group must be one that its kind knows.

    A mentor in a circle would stand above the others, who came as equals.
    """
    kind = document.meta.get("kind")
    if document.kind != "group" or kind not in ROLES:
        return
    for path, member in members_of(document):
        if member.role not in ROLES[kind] and len(path) > 2:
            place = (*path[:2], "role")
            message = f"a {_called(kind)} has no {member.role}"
            hint = f"It has: {', '.join(ROLES[kind])}."
            fix = instead(document, place, nearest(member.role, ROLES[kind]))
            yield Finding(document.place(*place), "C004", message, hint, fix=fix)
        elif member.role not in ROLES[kind]:
            message = f"{member.person!r} has no part in this {_called(kind)} yet"
            yield Finding(document.place(*path), "C004", message, f"Write `person:` and a `role:` out of: {', '.join(ROLES[kind])}.")


def member_is_listed_once(document: Document) -> Iterator[Finding]:
    """Everybody must be listed once among the members of a group.

    Two lines would be two answers to the question what their part is, and count them twice.
    """
    if document.kind != "group":
        return
    lines: dict[str, int] = {}
    for path, member in members_of(document):
        place = document.place(*path)
        if member.person in lines:
            message = f"{member.person!r} is already listed on line {lines[member.person]}"
            yield Finding(place, "C005", message, "Keep the line with the part that takes more of their time.")
        lines.setdefault(member.person, place.line)


def nobody_leads_too_many(document: Document, collection: Collection) -> Iterator[Finding]:
    """Nobody should lead more active groups than they are ready to, or than library.yml expects of anybody.

    Whoever facilitates, mentors or tutors in too many groups prepares none of them. Their profile says how many under
    `facilitates_at_most`; library.yml says it for everybody else under `groups`.
    """
    if document.kind != "person":
        return
    led, own = collection.led.get(name_of(document.file), ()), document.meta.get("facilitates_at_most")
    most = whole_number(own) if own is not None else rule_for_groups(collection, "facilitates_at_most")
    if len(led) > most:
        groups = f"{len(led)} active {'group' if len(led) == 1 else 'groups'}"
        message = f"{name_of(document.file)!r} leads {groups}, and {most} at most were meant: {', '.join(led)}"
        hint = "Find a second facilitator for one of them, or change `facilitates_at_most` together with that person."
        yield Finding(
            document.place("facilitates_at_most") if own is not None else document.place("handle"), "C006", message, hint, "warning"
        )


def parties_are_members(document: Document, collection: Collection) -> Iterator[Finding]:
    """Whoever is a party to the agreement of a group must be one of its members.

    Only members can keep what it says.
    """
    if document.kind != "group":
        return
    members = {member.person for _, member in members_of(document)}
    for path, party in texts(document, "contract", "parties"):
        if party not in members and (party in collection.people or not collection.profiles_required):
            fix = instead(document, path, nearest(party, members))
            hint = "Add them to the members, or take them out here."
            yield Finding(document.place(*path), "C007", f"{party!r} is a party, but no member of this group", hint, fix=fix)


def group_has_an_agreement(document: Document) -> Iterator[Finding]:
    """An active circle, mentoring or tutoring should have an agreement.

    What people promise each other, what stays between them and how they part is easier to say before it is needed.
    """
    kind = document.meta.get("kind")
    if document.kind == "group" and document.meta.get("status") == "active" and kind in _WITH_AGREEMENT and "contract" not in document.meta:
        hint = "Write `contract:` with its `parties` and `commitments`; three sentences are enough."
        yield Finding(document.place("kind"), "C008", f"this {_called(kind)} has no agreement", hint, "warning")


def time_is_given(document: Document) -> Iterator[Finding]:
    """An active group should say how much time its members may spend on it, and meet within that time.

    Without it the group lives on lunch breaks, and ends with the first busy month. A community may do without.
    """
    if document.kind != "group" or document.meta.get("status") != "active":
        return
    meetings, budget = meetings_of(document), whole_number(document.meta.get("time_budget"))
    if not budget:
        if document.meta.get("kind") != "community":
            hint = "Agree on it with whoever plans your time, and write `time_budget:` in minutes a month."
            yield Finding(document.place("status"), "C009", "nobody says how much time members may spend on this group", hint, "warning")
        return
    if meetings and meetings.cadence:
        rhythm = read_rhythm(meetings.cadence)
        days = len(rhythm.days) or len(rhythm.month_days) or 1
        times = {"DAILY": _MONTH, "WEEKLY": _MONTH / 7 * days, "MONTHLY": float(days)}[rhythm.frequency] / rhythm.interval
        if rhythm.frequency == "MONTHLY" and rhythm.days and not all(number for _, number in rhythm.days):
            times *= _MONTH / 7
        spent = round(times * meetings.duration)
        if spent > budget:
            message = f"meetings alone take about {spent} minutes a month, and members have {budget}"
            yield Finding(document.place("time_budget"), "C009", message, "Meet less often or shorter, or agree on more time.", "warning")


def rule_for_groups(collection: Collection, name: str) -> int:
    """A number that library.yml asks of groups, or what counts where it says nothing."""
    settings = collection.settings
    said = settings.meta.get("groups") if settings else None
    return (whole_number(said.get(name)) if isinstance(said, dict) else 0) or int(getattr(GroupRules(), name))


def _called(kind: object) -> str:
    return str(kind).replace("-", " ")


RULES: tuple[AnyRule, ...] = (
    PageRule("C002", "group-of-another-size", group_has_its_size),
    PageRule("C003", "missing-part", group_has_its_roles),
    PageRule("C004", "part-of-another-kind", role_fits_the_kind),
    PageRule("C005", "member-twice", member_is_listed_once),
    Rule("C006", "leads-too-many", nobody_leads_too_many, "warning"),
    Rule("C007", "party-without-membership", parties_are_members),
    PageRule("C008", "no-agreement", group_has_an_agreement, "warning"),
    PageRule("C009", "time-not-given", time_is_given, "warning"),
)
