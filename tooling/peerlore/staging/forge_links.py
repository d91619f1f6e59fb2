"""Where readers answer back on GitHub: the editor, the history, an issue form, the discussion. Links only, so any host will do.

What can be filled in beforehand: https://docs.github.com/issues/tracking-your-work-with-issues/using-issues/creating-an-issue.
A link that names a choice of a menu opens an empty issue instead of the form (https://github.com/keycloak/keycloak/issues/19924),
so what is out of date has a form of its own.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

from peerlore.model.activity import NO_ACTIVITIES, Activities, Activity
from peerlore.model.gatherings import Session
from peerlore.model.nouns import Module, Settings, Translation
from peerlore.model.questionnaires import Questionnaire
from peerlore.reading.marks import hidden_mark, mark
from peerlore.staging.addresses import address, staged_file

FIX_FORM = "suggest-a-fix.yml"
OUTDATED_FORM = "out-of-date.yml"
PRESENCE_FORM = "i-was-there.yml"
QUESTIONNAIRE_FORM = "questionnaire-{id}.yml"
CATEGORY = "modules"
"""The category of discussions, by the name that GitHub gives it in addresses; the generated form is for this one."""

FIX_TITLE = "Fix: {title}"
OUTDATED_TITLE = "Out of date: {title}"
PRESENCE_TITLE = "I was there: {title}"
_LONGEST_TITLE = 200


@dataclass(frozen=True, slots=True)
class ForgeLinks:
    """Links for the texts of a library. `folder` is the library's in its repository, with a slash at the end, or empty."""

    settings: Settings
    folder: str = ""
    activities: Activities = NO_ACTIVITIES

    def of(self, text: Module | Translation, module: Module) -> dict[str, Any]:
        """What a page links to; without a repository, empty addresses and no discussion."""
        if not self.settings.repository:
            return {"edit": "", "history": "", "report": "", "outdated": "", "discussion": None}
        file = quote(f"{self.folder}{text.document.file}")
        branch = quote(self.settings.branch)
        page = {"page": self._page(text, module)}
        return {
            "edit": f"{self._top}/edit/{branch}/{file}",
            "history": f"{self._top}/commits/{branch}/{file}",
            "report": self._issue(FIX_FORM, FIX_TITLE, text, page),
            "outdated": self._issue(OUTDATED_FORM, OUTDATED_TITLE, text, page),
            "discussion": self._discussion(text, module, page),
        }

    @property
    def _top(self) -> str:
        return self.settings.repository.rstrip("/").removesuffix(".git")

    def _page(self, text: Module | Translation, module: Module) -> str:
        """How a page is named to whoever reads an issue."""
        if self.settings.address:
            return self.settings.address + address(staged_file(text.document.file) or "")
        return mark(module.id)

    def _issue(self, form: str, title: str, text: Module | Translation, fields: dict[str, str]) -> str:
        named = _short(title.format(title=text.title))
        return self._form(form, named, fields)

    def presence(self, session: Session) -> str:
        """Where somebody says that they were in a session; empty without a repository."""
        if not self.settings.repository:
            return ""
        return self._form(PRESENCE_FORM, _short(PRESENCE_TITLE.format(title=session.title)), {"session": session.id})

    def questionnaire(self, session: Session, asked: Questionnaire) -> str:
        """Where somebody answers what is asked after a session; empty without a repository."""
        if not self.settings.repository:
            return ""
        return self._form(QUESTIONNAIRE_FORM.format(id=asked.id), _short(f"{asked.title}: {session.title}"), {"session": session.id})

    def _form(self, form: str, title: str, fields: dict[str, str]) -> str:
        return f"{self._top}/issues/new?{_query({'template': form, 'title': title, **fields})}"

    def _discussion(self, text: Module | Translation, module: Module, page: dict[str, str]) -> dict[str, Any]:
        activity = self.activities.by_module.get(module.id)
        number = module.discussion if isinstance(module.discussion, int) else activity.discussion if activity else 0
        if number:
            return {"url": f"{self._top}/discussions/{number}", "new": False, **_numbers(activity, self.activities.at)}
        category = slug(module.discussion) if isinstance(module.discussion, str) and module.discussion else CATEGORY
        # A category with a form takes what the form asks for, `page`; one without takes `body`. GitHub passes over the other one.
        wanted = {"category": category, "title": _short(text.title), "body": f"\n\n{hidden_mark(module.id)}\n", **page}
        return {"url": f"{self._top}/discussions/new?{_query(wanted)}", "new": True, **_numbers(activity, self.activities.at)}


def slug(category: str) -> str:
    """What GitHub calls a category in addresses.

    >>> slug("Q&A"), slug("Idées à débattre")
    ('q-a', 'idees-a-debattre')
    """
    plain = unicodedata.normalize("NFKD", category).encode("ascii", "ignore").decode("ascii")
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-") or CATEGORY


def _numbers(activity: Activity | None, at: str) -> dict[str, Any]:
    """What was counted and on which day; nothing where nobody counted yet."""
    if not at:
        return {}
    known = activity or Activity()
    return {"comments": known.comments, "unanswered": known.unanswered, "useful": known.useful, "day": at[:10]}


def _short(title: str) -> str:
    return title if len(title) <= _LONGEST_TITLE else title[: _LONGEST_TITLE - 1] + "…"


def _query(fields: dict[str, str]) -> str:
    return urlencode(fields, quote_via=quote, safe="")
