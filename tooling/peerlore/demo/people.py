"""Who is in the demonstration's library, and the files that say so. Everybody is made up."""

from __future__ import annotations

from dataclasses import dataclass

from peerlore.demo.stock import SUBJECTS
from peerlore.model.reviews import Account


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody with a profile: what they help with and want to learn, by skill."""

    handle: str
    name: str
    role: str
    helps: str
    learns: str
    about: str


COLLEAGUES = (
    Colleague("ines", "Ines Aldarra", "Head of service", "meeting-well", "working-with-figures", "I answer for this library. Ask me who might know, and I will usually send you to somebody in field service."),
    Colleague("ravi", "Ravi Kolhatte", "Test engineer", "finding-faults", "talking-with-customers", "Bring a drawing of the signal path, even a bad one. I look for faults best with somebody who disagrees."),
    Colleague("lotte", "Lotte Brandsma", "Shift lead", "handing-over", "meeting-well", "Twelve years of handovers, a few of which were good. I collect notes that nobody could read."),
    Colleague("marek", "Marek Dolsky", "Fitter", "welcoming", "handing-over", "I take newcomers with me for a day. You carry the small bag, and ask whatever you like."),
    Colleague("noor", "Noor Vahidi", "Analyst", "working-with-figures", "finding-faults", "Send me a figure that you do not trust. I like those more than the ones that everybody believes."),
    Colleague("sade", "Sade Olunde", "Customer advisor", "talking-with-customers", "welcoming", "I make the unpleasant calls, and have learned to like some of them. Rehearse yours with me."),
    Colleague("piet", "Piet Haverling", "Planner", "meeting-well", "working-with-figures", "I own the small bell. It can be borrowed."),
    Colleague("yuki", "Yuki Tanemori", "Commissioning engineer", "talking-with-customers", "handing-over", "Mostly in the car. Write, and I answer on Friday afternoons with a coffee."),
    Colleague("jonas", "Jonas Ekelid", "Apprentice", "welcoming", "finding-faults", "I am new, so I still know what one does not know here."),
    Colleague("amelie", "Amélie Rousserie", "Technical writer", "handing-over", "talking-with-customers", "I translate modules into French, and tell authors where I did not understand them."),
)  # fmt: skip

OWNERS = ("ines", "ravi")
TOPIC_OWNERS = {
    "handovers": "lotte",
    "faults": "ravi",
    "meetings": "piet",
    "customers": "sade",
    "figures": "noor",
    "newcomers": "marek",
}
RESERVED = ("piet",)
"""Colleagues who do not want their credit shown."""
TWO_APPROVALS = "faults"
"""The topic in which two people approve, and small edits take one."""

ACCOUNTS = {person.handle: Account(number, person.handle) for number, person in enumerate(COLLEAGUES, 101)}
NAMES = {person.handle: person.name for person in COLLEAGUES}


def identity(handle: str) -> str:
    """How git names somebody."""
    return f"{NAMES[handle]} <{handle}@company.example>"


def library_file() -> bytes:
    """`content/library.yml`."""
    topics = "".join(
        f"  - id: {subject.id}\n    title: {subject.title}\n    summary: {subject.summary}\n    owners: [{TOPIC_OWNERS[subject.id]}]\n"
        + ("    approvals: 2\n" if subject.id == TWO_APPROVALS else "")
        for subject in SUBJECTS
    )
    return f"""title: What we know
summary: How work gets done here, told by those who do it.
languages: [en, fr]
# Where the site would stand. With it come feeds, and what programs read.
address: https://learn.example.com/
visibility: public
owners: [{", ".join(OWNERS)}]
licence: CC-BY-4.0
freshness: 12
profiles: required
# Readers get what was approved, and nothing else.
evidence: required
questionnaires:
  - id: after-a-session
    title: After a session
    items:
      - {{id: use, question: I will use something of it within two weeks., kind: agreement}}
      - {{id: own, question: I could say what I do not know., kind: agreement}}
      - {{id: pace, question: How was the pace?, kind: choice, options: [Too slow, Right, Too fast]}}
      - {{id: worth, question: How much was it worth your time?, kind: scale, low: Not at all, high: Very much}}
      - {{id: again, question: I would come again., kind: agreement}}
credit:
  points: {{authoring: 10, translation: 6, upkeep: 4, review: 4, facilitation: 6}}
  caps: {{month: 60, review: 24}}
  badges:
    - id: first-page
      title: First page
      summary: Wrote a page that colleagues approved.
      deed: authoring
      times: 1
    - id: careful-reader
      title: Careful reader
      summary: Approved five changes of colleagues.
      deed: review
      times: 5
    - id: gardener
      title: Gardener
      summary: Kept texts up to date three times.
      deed: upkeep
      times: 3
topics:
{topics}""".encode()


def skills_file() -> bytes:
    """`content/skills.yml`."""
    skills = "".join(
        f"  - id: {subject.skill}\n    name: {subject.skill.replace('-', ' ').capitalize()}\n    description: {subject.summary}\n"
        for subject in SUBJECTS
    )
    return f"""levels:
  - id: aware
    name: Aware
    description: Knows what it is for and recognises it when a colleague does it.
  - id: practising
    name: Practising
    description: Does it at work, sometimes with some help.
  - id: fluent
    name: Fluent
    description: Does it without help, also when things get difficult.
skills:
{skills}""".encode()


def profile(person: Colleague) -> bytes:
    """Somebody's page."""
    return f"""---
handle: {person.handle}
name: {person.name}
role: {person.role}
helps:
  - skill: {person.helps}
    level: fluent
learns:
  - skill: {person.learns}
    level: practising
languages: [en{", fr" if person.handle == "amelie" else ""}]
{"" if person.handle in RESERVED else "credit: true" + chr(10)}example: true
---

{person.about}
""".encode()
