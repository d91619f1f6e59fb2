"""What people say of sessions in issues, as sayings of ids; and what of it does not count, in one sentence each. Knows no GitHub."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from peerlore.library import Library
from peerlore.model.attendance import AllSayings, Presence, Roster, Saying, Sayings
from peerlore.model.gatherings import Session
from peerlore.model.issues import Issue
from peerlore.model.reviews import Account
from peerlore.reading.form_answers import read_answers
from peerlore.reading.rhythm import meeting_at
from peerlore.reviewing.people import People

SESSION = "Session"
HOW = "How were you there?"
WHO = "Who else was there?"
HOWS: Mapping[str, Presence] = {"On site": "onsite", "Remotely": "remote"}
"""How the form that `peerlore generate` writes asks for it. An issue that answers both questions is a saying."""

_BETWEEN = re.compile(r"[\s,;]+")
_HANDLE = re.compile(r"@?([a-z0-9][a-z0-9_-]{0,63})")
_LONGEST = 60


class Refused(Exception):
    """That something does not count, in one sentence that begins after the number of the issue."""


@dataclass(frozen=True, slots=True)
class Roll:
    """Who is expected at a session: ids by handles, and when the session begins (ISO 8601, UTC)."""

    session: Session
    expected: Mapping[str, str]
    begins: str


@dataclass(frozen=True, slots=True)
class _Heard:
    number: int
    at: str
    account: Account
    presence: Presence
    named: tuple[str, ...]


class Rolls:
    """The rolls of a library's sessions. People who have no id yet get one; `account_of` finds the account of a handle.

    Of a session that is closed, the roll is the one that was kept last: a group that grows later did not grow before.
    """

    def __init__(self, library: Library, people: People, account_of: Callable[[str], Account | None], kept: AllSayings) -> None:
        self.people = people
        self._kept = kept
        self._library = library
        self._account_of = account_of
        self._ids: dict[str, str] = {}
        self._rolls: dict[str, Roll] = {}

    def of(self, issue: Issue, said: str) -> tuple[Roll, Account]:
        """The roll of the session that an issue names, and who speaks. Raises Refused where it may say nothing of it."""
        id = said.strip()
        session = self._library.sessions.get(id)
        if session is None:
            raise Refused(f"there is no session {_short(id)!r}")
        if session.status == "cancelled":
            raise Refused(f"the session {id} was cancelled")
        if issue.author is None:
            raise Refused("the account that wrote it is gone")
        if issue.author.bot:
            raise Refused("a program wrote it")
        if issue.author.handle in self.people.forgotten:
            raise Refused("its author was forgotten")
        if not issue.is_own:
            raise Refused("somebody else edited it, so it is no longer its author's word; its author saves it once more, or writes another")
        roll = self._rolls.get(id) or self._rolls.setdefault(id, self._roll(session))
        if issue.said_at < roll.begins:
            raise Refused(f"it was written before the session {id} took place")
        return roll, issue.author

    def id_of(self, handle: str) -> str:
        """The id of whoever the library means by a handle."""
        if handle not in self._ids:
            known = self.people.find(handle)
            self._ids[handle] = known or self.people.id_of(self._account_of(handle) or Account(0, handle))
        return self._ids[handle]

    def _roll(self, session: Session) -> Roll:
        begins = meeting_at(session.date, session.start, session.duration, session.timezone).start.astimezone(UTC)
        kept = self._kept.by_session.get(session.id)
        if kept and kept.rosters and session.status == "closed":
            ids = kept.rosters[-1].people
            known = {handle: id for id in ids if id in self.people.known for handle in self.people.known[id].handles}
        else:
            handles = (handle.lower() for handle in expected(session, self._library))
            known = {handle: self.id_of(handle) for handle in handles if handle not in self.people.forgotten}
        return Roll(session, known, moment(begins))


def expected(session: Session, library: Library) -> list[str]:
    """The handles of those whom a session expects: who leads it, experts, and its attendees or else the members of its group.

    Observers of a group are not expected.
    """
    group = library.groups.get(session.group)
    members = [member.person for member in group.members if member.role != "observer"] if group else []
    return list(dict.fromkeys((*session.facilitators, *session.experts, *(session.attendees or members))))


def hear(issues: Iterable[Issue], rolls: Rolls) -> tuple[dict[str, tuple[Roll, list[Saying]]], list[str]]:
    """What issues say of sessions as they stand, by session, and what does not count, in sentences."""
    heard: dict[str, tuple[Roll, list[_Heard]]] = {}
    notes: list[str] = []
    for issue in issues:
        answers = read_answers(issue.body)
        if HOW not in answers or WHO not in answers:
            continue
        try:
            roll, author = rolls.of(issue, answers.get(SESSION, ""))
            heard.setdefault(roll.session.id, (roll, []))[1].append(_heard(issue, author, answers))
        except Refused as reason:
            notes.append(f"#{issue.number} does not count: {reason}")
    found = {}
    for id, (roll, sayings) in heard.items():
        counted, more = _sayings(roll, sayings, rolls.people)
        notes += more
        if counted:
            found[id] = (roll, counted)
    return found, notes


def merged(
    old: AllSayings, new: Mapping[str, tuple[Roll, Sequence[Saying]]], sessions: Container[str], known: Container[str], at: str
) -> AllSayings:
    """What was kept together with what issues say at a time (ISO 8601, UTC): what they no longer say held until then.

    Whom a session expects may change until it is closed. What was kept of others than `sessions`, whose pages are gone or cannot
    be read, stays as it was; so does what was kept of people who are not `known` any more, whom no issue can mean.
    """
    found = {}
    for id in sorted({*old.by_session, *new}):
        if id not in sessions:
            found[id] = old.by_session[id]
            continue
        kept = old.by_session.get(id, Sayings((), ()))
        roll, said = new.get(id, (None, ()))
        said = _naming_forgotten(said, kept.sayings, known)
        still = {(one.at, one.person, one.presence, one.named) for one in said}
        gone = [one if one.until or one.person not in known or _told(one) in still else _ended(one, at) for one in kept.sayings]
        held = {_told(one) for one in gone if not one.until}
        rosters = kept.rosters
        if roll and not (rosters and roll.session.status == "closed"):
            gone_since = {person for person in (rosters[-1].people if rosters else ()) if person not in known}
            people = tuple(sorted({*roll.expected.values(), *gone_since}))
            rosters = rosters if rosters and rosters[-1].people == people else (*rosters, Roster(at, people))
        found[id] = Sayings(rosters, tuple(sorted((*gone, *(one for one in said if _told(one) not in held)))))
    return AllSayings(at, found)


def _naming_forgotten(said: Sequence[Saying], kept: Sequence[Saying], known: Container[str]) -> list[Saying]:
    """What is said, with those still named whom nobody knows any more: their handles in an issue mean nobody now."""
    lost = {(one.at, one.person): {other for other in one.named if other not in known} for one in kept if not one.until}
    return [replace(one, named=tuple(sorted({*one.named, *lost.get((one.at, one.person), ())}))) for one in said]


def _told(saying: Saying) -> tuple[str, str, str, tuple[str, ...]]:
    return saying.at, saying.person, saying.presence, saying.named


def _ended(saying: Saying, at: str) -> Saying:
    return Saying(*_told(saying)[:2], saying.presence, saying.named, at)


def _heard(issue: Issue, author: Account, answers: Mapping[str, str]) -> _Heard:
    presence = HOWS.get(answers[HOW].strip())
    if presence is None:
        raise Refused(f"it says {_short(answers[HOW])!r} for {HOW!r}, which is none of the choices")
    words = [word for word in _BETWEEN.split(answers[WHO].lower()) if word]
    named = [found[1] if (found := _HANDLE.fullmatch(word)) else word for word in words]
    return _Heard(issue.number, issue.said_at, author, presence, tuple(dict.fromkeys(named)))


def _sayings(roll: Roll, heard: Sequence[_Heard], people: People) -> tuple[list[Saying], list[str]]:
    """The sayings that count, and what does not. Whoever was not expected counts where somebody who was names them."""
    ids = frozenset(roll.expected.values())
    authors = {one.number: author_of(one.account, roll, people) for one in heard}
    by_handle = {one.account.handle: authors[one.number] for one in heard} | dict(roll.expected)

    def meant(handle: str) -> str:
        return by_handle.get(handle) or people.find(handle)

    welcome = ids | {meant(handle) for one in heard if authors[one.number] in ids for handle in one.named}
    counted = {author: people.id_of(one.account) for one in heard if (author := authors[one.number]) in welcome}
    sayings, notes = [], []
    for one in heard:
        author, day = authors[one.number], roll.session.id
        if author not in counted:
            notes.append(f"#{one.number} does not count: {one.account.handle!r} was not expected at {day}, and nobody who was names them")
            continue
        others = {handle: meant(handle) for handle in one.named}
        for handle, other in others.items():
            if other not in ids and other not in counted:
                notes.append(f"#{one.number} names {_short(handle)!r}, who was not expected at {day} and says nothing of it; left out")
        named = {counted.get(other, other) for other in others.values() if other in ids or other in counted} - {counted[author]}
        sayings.append(Saying(one.at, counted[author], one.presence, tuple(sorted(named))))
    return sorted(sayings), notes


def author_of(account: Account, roll: Roll, people: People) -> str:
    """The id of whoever wrote. Whom evidence does not know stands for themselves, and gets an id only if they count."""
    for person in dict.fromkeys(roll.expected.values()):
        known = people.known[person]
        if known.number == account.number or (not known.number and account.handle in known.handles):
            return people.id_of(account)
    return next((person for person, known in people.known.items() if known.number == account.number), f"@{account.handle}")


def _short(text: str) -> str:
    """Strangers' words on one line, without what a terminal or a log would take for a command."""
    plain = " ".join(re.sub(r"[^\w.@+-]", " ", text).split())
    return plain if len(plain) <= _LONGEST else plain[: _LONGEST - 1] + "…"


def moment(time: datetime) -> str:
    """A time as it is kept."""
    return time.strftime("%Y-%m-%dT%H:%M:%SZ")
