"""Answers to questionnaires, counted once for each session; and what does not count, in one sentence each. Whoever answers is forgotten."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from peerlore.library import Library
from peerlore.model.figures import FEW
from peerlore.model.issues import Issue
from peerlore.model.questionnaires import DAYS, AllReturned, Counted, Item, Questionnaire, Returned
from peerlore.reading.form_answers import read_answers
from peerlore.reviewing.sayings import Refused, Roll, Rolls, author_of, moment

SESSION = "The session you were in"
"""How the forms that `peerlore generate` writes ask for it. An issue that answers this is one of a questionnaire."""

FEWEST = FEW
"""Of fewer answers, nothing is kept."""

_Chosen = tuple[int, ...]


def count_answers(
    issues: Iterable[Issue], rolls: Rolls, library: Library, guests: Mapping[str, Collection[str]], kept: AllReturned, at: str
) -> tuple[AllReturned, list[str]]:
    """What was kept, with the sessions whose time for answers is over at `at` (ISO 8601, UTC), and what does not count.

    Each session is counted once: from two counts, one could tell what those said who came in between. `guests` are ids of those who
    were there and not expected, by session; only they and those who were expected can answer, and the newest answer of each counts.
    """
    chosen: dict[str, dict[str, tuple[str, int, _Chosen]]] = {}
    known: dict[str, tuple[Roll, Questionnaire]] = {}
    notes: list[str] = []
    for issue in issues:
        answers = read_answers(issue.body)
        if SESSION not in answers:
            continue
        try:
            roll, author = rolls.of(issue, answers[SESSION])
            id = roll.session.id
            asked = library.questionnaire_of(roll.session)
            if asked is None:
                raise Refused(f"nothing is asked after the session {id}")
            if issue.said_at > closes(roll):
                raise Refused(f"it was written or edited more than {DAYS} days after the session {id}, when the answers were counted")
            person = author_of(author, roll, rolls.people)
            if person not in roll.expected.values() and person not in guests.get(id, ()):
                raise Refused(f"its author was not expected at {id}, and nobody who was says that they were there")
            known[id] = roll, asked
            one = (issue.said_at, issue.number, tuple(_chosen(item, answers) for item in asked.items))
        except Refused as reason:
            notes.append(f"#{issue.number} does not count: {reason}")
            continue
        own = chosen.setdefault(id, {})
        own[person] = max(one, own.get(person, one))
    found = dict(kept.by_session)
    for id, (roll, asked) in sorted(known.items()):
        if id not in found and at > closes(roll) and len(chosen.get(id, ())) >= FEWEST:
            invited = {*roll.expected.values(), *guests.get(id, ())}
            found[id] = _returned(asked, [said for _, _, said in chosen[id].values()], len(invited), at)
    return AllReturned(dict(sorted(found.items()))), notes


def closes(roll: Roll) -> str:
    """Until when a questionnaire can be answered (ISO 8601, UTC)."""
    return moment(datetime.fromisoformat(roll.begins) + timedelta(days=DAYS))


def _chosen(item: Item, answers: Mapping[str, str]) -> int:
    """The place of the answer to an item among those it may have."""
    options = [_words(option) for option in item.answers]
    said = answers.get(_words(item.question), "")
    if said not in options:
        raise Refused(f"it chooses none of the answers to {item.question!r}")
    return options.index(said)


def _returned(asked: Questionnaire, chosen: Sequence[_Chosen], invited: int, at: str) -> Returned:
    items = tuple(
        Counted(
            item.id,
            item.question,
            item.answers,
            tuple(sum(own[place] == answer for own in chosen) for answer in range(len(item.answers))),
        )
        for place, item in enumerate(asked.items)
    )
    return Returned(at, asked.id, invited, len(chosen), items)


def _words(text: str) -> str:
    return " ".join(text.split())
