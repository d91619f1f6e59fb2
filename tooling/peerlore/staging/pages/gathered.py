"""How lists show groups, sessions and needs: a title, a sentence, and a line of facts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup

from peerlore.model.gatherings import Group, Need, Session
from peerlore.staging.addresses import group_page, need_page, session_page, way
from peerlore.staging.editions import Edition
from peerlore.staging.rhythms import hours_words, rhythm_words
from peerlore.staging.site import Site


@dataclass(frozen=True, slots=True)
class Row:
    """A group, session or need as a list shows it. `page` is the edition's."""

    title: str
    summary: str
    page: str
    facts: str


def group_rows(groups: Iterable[Group], edition: Edition) -> list[Row]:
    """Groups with their kind, how many they are, and when they meet."""
    return [Row(group.title, group.summary, edition.page(group_page(group.id)), group_facts(group, edition)) for group in groups]


def group_facts(group: Group, edition: Edition) -> str:
    """The line that tells what a group is."""
    words = edition.words
    parts = [words(f"kind_{group.kind}"), words(f"group_{group.status}"), words.counted(len(group.members), "members_counted")]
    rhythm = rhythm_words(group.meetings, words) if group.meetings and group.status != "closed" else ""
    return " · ".join(filter(None, (*parts, rhythm)))


def session_rows(sessions: Iterable[Session], edition: Edition) -> list[Row]:
    """Sessions with their day, their hours and how people meet."""
    return [
        Row(session.title, session.summary, edition.page(session_page(session.id)), session_facts(session, edition)) for session in sessions
    ]


def session_facts(session: Session, edition: Edition) -> str:
    """The line that tells when a session is."""
    words = edition.words
    hours = hours_words(session.date, session.start, session.duration, session.timezone, words)
    state = words(f"session_{session.status}") if session.status != "closed" else ""
    return " · ".join(filter(None, (words.day(session.date), hours, words(f"mode_{session.mode}"), state)))


def need_rows(needs: Iterable[Need], edition: Edition) -> list[Row]:
    """Needs with what became of them, since when, and how many have them."""
    return [Row(need.title, need.summary, edition.page(need_page(need.id)), need_facts(need, edition)) for need in needs]


def need_facts(need: Need, edition: Edition) -> str:
    """The line that tells what became of a need."""
    words = edition.words
    parts = [words(f"need_{need.status}"), words.day(need.asked_on)]
    if need.supporters:
        parts.append(words.counted(len(need.supporters), "supporters_counted"))
    return " · ".join(parts)


def calendar_way(site: Site, file: str, page: str, edition: Edition) -> Markup | None:
    """The way from the edition's version of a page to a calendar; None where nothing stands in it."""
    return Markup(way(file, edition.page(page))) if file in site.diaries else None  # noqa: S704 - a path that we made
