"""What people of the demonstration say of one session in issues: that they were there, who else was, and what they think of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from peerlore.demo.people import ACCOUNTS
from peerlore.model.issues import Issue
from peerlore.model.reviews import Account

_SESSION = "2026-07-08-what-we-do-not-write-down"
_DAY = "2026-07-08"

_THERE: Mapping[str, tuple[str, ...]] = {
    "ines": ("lotte", "marek", "noor", "sade", "visitor-1", "visitor-2", "visitor-3", "visitor-4", "visitor-5"),
    "lotte": ("ines", "marek", "visitor-1"),
    "marek": ("ines", "lotte"),
    "noor": ("sade", "ines", "yuki"),
    "sade": ("noor", "ines"),
    "jonas": ("ines", "sade"),
    **{f"visitor-{number}": ("ines",) for number in range(1, 6)},
}
"""Who says that they were there, and whom else they saw. Nobody saw Jonas, and Yuki says nothing herself."""

_AGREED = ("Strongly disagree", "Disagree", "Neither", "Agree", "Strongly agree")
_QUESTIONS: Mapping[str, tuple[tuple[str, ...], str]] = {
    "I will use something of it within two weeks.": (_AGREED, "433444434444"),
    "I could say what I do not know.": (_AGREED, "434313443324"),
    "How was the pace?": (("Too slow", "Right", "Too fast"), "111021112112"),
    "How much was it worth your time?": (("1", "2", "3", "4", "5"), "444334444344"),
    "I would come again.": (_AGREED, "434344344334"),
}
"""The questions of the demonstration's questionnaire with the answers to each, and which of them each of twelve people chose."""

_OTHERS = {f"visitor-{number}": Account(200 + number, f"visitor-{number}") for number in range(1, 6)}


def account_of(handle: str) -> Account | None:
    """The account of somebody who says something."""
    return ACCOUNTS.get(handle) or _OTHERS.get(handle)


def issues() -> tuple[Issue, ...]:
    """Every issue, oldest first."""
    return tuple(_issues())


def _issues() -> Iterator[Issue]:
    people = [*_THERE, "yuki"]
    for number, (handle, others) in enumerate(_THERE.items(), 1):
        how = "Remotely" if handle in ("noor", "sade") else "On site"
        told = {"Session": _SESSION, "How were you there?": how, "Who else was there?": "\n".join(others)}
        yield _issue(number, handle, "I was there", told)
    for place, handle in enumerate(people):
        chosen = {question: options[int(picks[place])] for question, (options, picks) in _QUESTIONS.items()}
        yield _issue(100 + place, handle, "After a session", {"The session you were in": _SESSION, **chosen})


def _issue(number: int, handle: str, title: str, told: Mapping[str, str]) -> Issue:
    at = f"{_DAY}T{12 + number % 8:02}:{number % 60:02}:00Z"
    body = "\n\n".join(f"### {label}\n\n{answer}" for label, answer in told.items())
    who = account_of(handle)
    return Issue(number, title, body, (), False, at, at, at, who, who)
