"""What `peerlore new` starts a group, a session or a need with: sentences that ask for the author's own words, and the fields around them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

_SYNTHESIS = 20
"""Minutes of the last phase of a new session; the exchange has the rest."""


@dataclass(frozen=True, slots=True)
class Beginning:
    """What is known of a page that somebody starts.

    `author` is a handle, empty for somebody who prefers not to be named; `day` is in ISO 8601, that of a session or of asking;
    `duration` is in minutes, `group` the id of the one that meets, empty for none.
    """

    id: str
    title: str
    author: str
    skill: str
    level: str
    language: str
    day: str
    start: str = "10:00"
    duration: int = 60
    timezone: str = "UTC"
    group: str = ""

    def fields(self, summary: str, status: str) -> dict[str, Any]:
        """The fields that every such page has."""
        return {"id": self.id, "title": self.title, "summary": summary, "status": status, "language": self.language}

    @property
    def skills(self) -> list[dict[str, str]]:
        """The skill that it is about."""
        return [{"skill": self.skill, "level": self.level}]


@dataclass(frozen=True, slots=True)
class GroupStarter:
    """The text of a new group in one language, sentence by sentence."""

    summary: str
    objective: str
    about: str

    def front(self, known: Beginning) -> dict[str, Any]:
        """The front matter of a circle that looks for members; whoever starts it facilitates."""
        return {
            **known.fields(self.summary, "planned"),
            "kind": "circle",
            "members": [{"person": known.author, "role": "facilitator"}],
            "objectives": [self.objective],
            "skills": known.skills,
        }


@dataclass(frozen=True, slots=True)
class SessionStarter:
    """The text of a new session in one language, sentence by sentence."""

    summary: str
    preparation: str
    exchange: str
    synthesis: str
    products: str
    sequencing: str
    forming: str
    monitoring: str
    regulation: str
    interaction: str
    about: str

    def front(self, known: Beginning) -> dict[str, Any]:
        """The front matter of a planned session; whoever starts it facilitates."""
        return {
            **known.fields(self.summary, "planned"),
            **({"group": known.group} if known.group else {}),
            "skills": known.skills,
            "date": known.day,
            "start": known.start,
            "duration": known.duration,
            "timezone": known.timezone,
            "mode": "remote",
            "facilitators": [known.author],
            "script": {
                "preparation": {"ahead": True, "minutes": 15, "steps": [self.preparation]},
                "exchange": {"minutes": max(1, known.duration - _SYNTHESIS), "steps": [self.exchange]},
                "synthesis": {"minutes": min(_SYNTHESIS, known.duration - 1), "steps": [self.synthesis]},
                "products": [self.products],
                "sequencing": self.sequencing,
                "forming": self.forming,
                "monitoring": self.monitoring,
                "regulation": self.regulation,
                "interaction": self.interaction,
            },
        }


@dataclass(frozen=True, slots=True)
class NeedStarter:
    """The text of a new need in one language, sentence by sentence."""

    summary: str
    why: str
    about: str

    def front(self, known: Beginning) -> dict[str, Any]:
        """The front matter of an open need."""
        return {
            **known.fields(self.summary, "open"),
            "skills": known.skills,
            "why": self.why,
            **({"asked_by": known.author} if known.author else {}),
            "asked_on": known.day,
        }


GROUPS = {
    "en": GroupStarter(
        summary="Say in one sentence whom this group is for and what they will gain.",
        objective="write what members will be able to do afterwards, with a verb that one can see",
        about="Say what happens in a meeting of yours, and how somebody can join.",
    ),
    "fr": GroupStarter(
        summary="Dites en une phrase à qui ce groupe s’adresse et ce que l’on y gagne.",
        objective="écrire ce que les membres sauront faire ensuite, avec un verbe que l’on peut observer",
        about="Dites ce qui se passe pendant une rencontre, et comment on peut vous rejoindre.",
    ),
}
SESSIONS = {
    "en": SessionStarter(
        summary="Say in one sentence what those who come will take away from this session.",
        preparation="Say what each of you notes or reads before the session begins.",
        exchange="Say how you tell each other what you noted, and in which order.",
        synthesis="Say how you agree on the sentences that all of you keep.",
        products="Name what will lie on the table when the session is over.",
        sequencing="Say when people work alone, in small groups and all together.",
        forming="Say how small groups come about, and who decides on them.",
        monitoring="Say how the facilitator notices that somebody is lost or left out.",
        regulation="Say what the facilitator does when the talk stalls or gets heated.",
        interaction="Say how people work with each other: in turns, in pairs or in writing.",
        about="Say why you meet now, and what each of you should bring along.",
    ),
    "fr": SessionStarter(
        summary="Dites en une phrase ce que les participants retireront de cette séance.",
        preparation="Dites ce que chacun note ou lit avant le début de la séance.",
        exchange="Dites comment vous vous racontez ce que vous avez noté, et dans quel ordre.",
        synthesis="Dites comment vous choisissez ensemble les phrases que vous garderez tous.",
        products="Nommez ce qui sera sur la table à la fin de la séance.",
        sequencing="Dites quand on travaille seul, en petits groupes et tous ensemble.",
        forming="Dites comment se forment les petits groupes, et qui en décide.",
        monitoring="Dites comment l’animateur remarque que quelqu’un est perdu ou mis à l’écart.",
        regulation="Dites ce que fait l’animateur quand l’échange s’enlise ou s’échauffe.",
        interaction="Dites comment on travaille les uns avec les autres : à tour de rôle, à deux ou par écrit.",
        about="Dites pourquoi vous vous rencontrez maintenant, et ce que chacun devrait apporter.",
    ),
}
NEEDS = {
    "en": NeedStarter(
        summary="Say in one sentence what you would like to be able to do, and for what.",
        why="Tell what you would do with it at work, with one situation that really happened.",
        about="Tell what you have tried, whom you asked, and what was missing.",
    ),
    "fr": NeedStarter(
        summary="Dites en une phrase ce que vous voudriez savoir faire, et pour quoi.",
        why="Racontez ce que vous en feriez au travail, à partir d’une situation vraiment vécue.",
        about="Racontez ce que vous avez essayé, à qui vous avez demandé, et ce qui manquait.",
    ),
}
"""By language. Other languages start with the English sentences."""
STARTERS: Mapping[str, Mapping[str, GroupStarter | SessionStarter | NeedStarter]] = {"group": GROUPS, "session": SESSIONS, "need": NEEDS}
"""By the kind of page."""
