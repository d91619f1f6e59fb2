"""What colleagues of the demonstration do together: groups, sessions and needs, and who proposed which page. Nothing in it ages."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Proposal:
    """A page that somebody proposes, with the title of the pull request and who approves it."""

    author: str
    title: str
    path: str
    text: str
    reviewer: str = "ines"

    @property
    def files(self) -> dict[str, bytes]:
        """The page by its path."""
        return {self.path: self.text.encode()}


def _page(kind: str, id: str, front: str, body: str) -> tuple[str, str]:
    return f"content/{kind}s/{id}.md", f"---\nid: {id}\n{front.strip()}\n---\n\n{body.strip()}\n"


def _script(ahead: str, together: tuple[str, ...], kept: str, product: str) -> str:
    steps = "\n".join(f"      - {step}" for step in together)
    return f"""script:
  preparation:
    ahead: true
    minutes: 10
    steps:
      - {ahead}
  exchange:
    minutes: 30
    steps:
{steps}
  synthesis:
    minutes: 15
    steps:
      - {kept}
  products:
    - {product}
  sequencing: Each alone beforehand, then in pairs, then all together.
  forming: Pairs of people from different teams.
  monitoring: Each pair writes on its own half of the board.
  regulation: After a quarter of an hour we ask what we have not looked at.
  interaction: One speaks, one asks, then they change."""


_CIRCLE = """
title: Notes that survive the night
summary: Four of us read each other's handover notes every second Wednesday, and leave out what nobody used.
kind: circle
status: active
language: en
members:
  - person: lotte
    role: facilitator
  - person: ravi
    role: expert
  - marek
  - yuki
objectives:
  - write a handover note that a stranger can act on
skills:
  - skill: handing-over
    level: fluent
modules: [write-a-note-that-survives, hand-over-an-open-fault]
paths: [handovers-step-by-step]
meetings:
  first: 2026-05-06
  start: "13:30"
  duration: 45
  timezone: Europe/Amsterdam
  cadence: FREQ=WEEKLY;INTERVAL=2;BYDAY=WE
time_budget: 180
contract:
  parties: [lotte, ravi, marek, yuki]
  commitments:
    - Each brings one note of the last two weeks, as it was.
    - We talk about the note and not about whoever wrote it.
  confidentiality: Notes with names stay in the room.
  exit: Whoever leaves says so at the end of a meeting.
"""
_MENTORING = """
title: From apprentice to colleague
summary: Marek accompanies Jonas through his first year, one conversation a month.
kind: mentoring
status: active
language: en
members:
  - person: marek
    role: mentor
  - person: jonas
    role: mentee
objectives:
  - tell after each job what he would do otherwise
skills:
  - skill: welcoming
    level: practising
modules: [show-work-while-you-do-it, give-the-first-feedback]
meetings:
  first: 2026-05-04
  start: "15:00"
  duration: 60
  timezone: Europe/Amsterdam
  cadence: FREQ=MONTHLY;BYDAY=1MO
  mode: onsite
time_budget: 90
contract:
  parties: [marek, jonas]
  commitments:
    - Jonas brings the subject.
    - Marek asks before he advises.
  exit: Either of us may end it without giving reasons.
"""
_PAIR = """
title: Two heads for one figure
summary: Whenever one of us has to report a figure, the other one tries to break it first.
kind: pair
status: active
language: en
members:
  - person: noor
    role: expert
  - piet
objectives:
  - say of each figure what it leaves out
skills:
  - skill: working-with-figures
    level: practising
meetings:
  first: 2026-05-08
  start: "09:00"
  duration: 30
  timezone: Europe/Amsterdam
  cadence: FREQ=WEEKLY;BYDAY=FR
time_budget: 150
"""
_COMMUNITY = """
title: Calls that nobody likes
summary: Whoever has to make an unpleasant call rehearses it here, and tells afterwards how it went.
kind: community
status: active
language: en
members:
  - person: sade
    role: facilitator
  - ines
  - yuki
  - amelie
objectives:
  - say the difficult sentence within the first minute
skills:
  - skill: talking-with-customers
    level: fluent
modules: [say-that-it-takes-longer, listen-to-a-complaint]
"""
_FIRST = """
title: What the night shift really read
summary: We compared six notes with what was done after them, and found what everybody skips.
status: closed
language: en
group: notes-that-survive-the-night
modules: [write-a-note-that-survives]
date: 2026-06-03
start: "13:30"
duration: 45
timezone: Europe/Amsterdam
mode: onsite
place: The room beside the control desk
facilitators: [lotte]
experts: [ravi]
prepare:
  - person: marek
    what: Brings six notes and what happened after them
"""
_FIRST_KEPT = """
synthesis:
  points:
    - Begin with what is open; nobody reads as far as the third line.
    - A time without a date is worth nothing after midnight.
    - Write who knows more, with the number.
  signed_by: ravi
  on: 2026-06-05
  corrections:
    - We thought that long notes are not read. Long ones are; what is not read is a first line without a verb.
"""
_SECOND = """
title: A note in three lines
summary: Each of us cut a note to three lines, and a colleague acted on it without asking.
status: closed
language: en
group: notes-that-survive-the-night
modules: [hand-over-an-open-fault]
date: 2026-06-17
start: "13:30"
duration: 45
timezone: Europe/Amsterdam
mode: hybrid
facilitators: [lotte]
"""
_SECOND_KEPT = """
synthesis:
  points:
    - What is open, what was tried, what must not be touched; everything else can be asked.
  signed_by: lotte
  on: 2026-06-18
"""
_OPEN_DAY = """
title: What each of us would not write down
summary: An hour in which the whole house told what it keeps to itself, and why some of it should stay there.
status: closed
language: en
questionnaire: after-a-session
modules: [hand-over-an-open-fault]
date: 2026-07-08
start: "09:00"
duration: 45
timezone: Europe/Amsterdam
mode: hybrid
facilitators: [ines]
attendees: [ravi, lotte, marek, noor, sade, piet, yuki, jonas, amelie]
"""
_OPEN_DAY_KEPT = """
synthesis:
  points:
    - What we keep to ourselves is mostly what we are not sure of, and that is what others look for.
  signed_by: ines
  on: 2026-07-09
"""
_DROPPED = """
title: Rehearse the call about the delay
summary: Bring the call that you have put off since Monday.
status: cancelled
language: en
group: calls-that-nobody-likes
date: 2026-08-12
start: "16:00"
duration: 45
timezone: Europe/Amsterdam
mode: remote
facilitators: [sade]
reason: Half of us are on holiday then, and the delay will be over before we are back.
"""
_ANSWERED = """
title: Hand over a job that nobody has finished
summary: Tell somebody in five minutes what took three days, without losing the one thing that matters.
status: matched
language: en
skills:
  - skill: handing-over
    level: practising
why: I took over a machine from somebody who had left for a month, and began with what he had ruled out already.
asked_by: jonas
asked_on: 2026-04-20
supporters: [marek, yuki, piet]
matched_to:
  modules: [take-over-a-job-halfway]
  people: [lotte]
  groups: [notes-that-survive-the-night]
decided_on: 2026-05-06
"""
_OPEN = """
title: Tell a customer a figure that is bad
summary: Say it so that they believe it and still talk with us.
status: open
language: en
skills:
  - skill: talking-with-customers
    level: fluent
why: Availability fell to 91 per cent, and the review with the customer is in two weeks.
asked_by: noor
asked_on: 2026-07-30
supporters: [sade, ines]
"""
_DECLINED = """
title: Repair the coffee machine
summary: Know what the blinking light means and make it stop.
status: declined
language: en
skills:
  - skill: finding-faults
    level: aware
why: It blinks each Monday, and then nobody has coffee before the meeting.
asked_on: 2026-06-29
decided_on: 2026-07-06
reason: The machine is rented, and opening it ends the contract. The number of the service stands on its back.
"""
_PLAN = (
    _script("Cut one note of your own to what somebody did with it.", ("In pairs, act on the note of the other one.", "Tell where you had to guess."), "Write the sentence that was missing.", "A note that somebody acted on"),
    _script("Choose one note and one hour in which it was needed.", ("Read it aloud, once.", "Whoever listens says what they would do."), "Agree on three lines.", "A note of three lines"),
    _script("Write the first sentence of your call.", ("Call your neighbour.", "Change places."), "Choose the sentence that you will say.", "A first sentence for tomorrow"),
)  # fmt: skip


def _with_script(front: str, script: str, kept: str = "") -> str:
    return f"{front.strip()}\n{script}\n{kept.strip()}"


PROPOSALS = tuple(
    Proposal(author, title, *_page(kind, id, front, body), *reviewer)
    for author, title, kind, id, front, body, *reviewer in (
        ("lotte", "Begin a circle on handover notes", "group", "notes-that-survive-the-night", _CIRCLE, "It began with a note of four words, of which two were right. Bring yours; we have seen worse."),
        ("jonas", "Ask how to hand over an unfinished job", "need", "hand-over-an-unfinished-job", _ANSWERED, "It was a gearbox. It is running again, but the three days are gone."),
        ("marek", "Agree on a mentoring", "group", "from-apprentice-to-colleague", _MENTORING, "We walk once around the yard. What is said there stays there."),
        ("noor", "Check figures in pairs", "group", "two-heads-for-one-figure", _PAIR, "Noor asks where it comes from, Piet asks who will use it. Most figures survive one of the two."),
        ("lotte", "Tell what the night shift read", "session", "2026-06-03-what-the-night-shift-read", _with_script(_FIRST, _PLAN[0], _FIRST_KEPT), "Marek's six notes hang beside the control desk, with a pencil on a string."),
        ("sade", "Invite to unpleasant calls", "group", "calls-that-nobody-likes", _COMMUNITY, "There is no meeting. Write when you need somebody to call first."),
        ("lotte", "Keep what three lines can hold", "session", "2026-06-17-a-note-in-three-lines", _with_script(_SECOND, _PLAN[1], _SECOND_KEPT), "Yuki's note was about a valve, and it took her eleven minutes to find the first word."),
        ("piet", "Ask who knows about coffee machines", "need", "repair-the-coffee-machine", _DECLINED, "I have tried turning it off."),
        ("ines", "Keep what the open hour said", "session", "2026-07-08-what-we-do-not-write-down", _with_script(_OPEN_DAY, _PLAN[1], _OPEN_DAY_KEPT), "Five came over from the other site, and stayed for the coffee.", "ravi"),
        ("sade", "Call off the rehearsal in August", "session", "2026-08-12-rehearse-the-call", _with_script(_DROPPED, _PLAN[2]), "Keep your sentence for September."),
        ("noor", "Ask how to tell a bad figure", "need", "tell-a-bad-figure", _OPEN, "I can explain each of the nine per cent, and that is exactly what they do not want to hear."),
    )
)  # fmt: skip
"""The pages in the order in which they were proposed."""
