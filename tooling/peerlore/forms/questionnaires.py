"""The form of a questionnaire, as its answers are found again."""

from __future__ import annotations

from typing import Any

from peerlore.forms.attendance import PUBLIC
from peerlore.forms.fields import choice, line, note
from peerlore.model.questionnaires import DAYS, Item, Questionnaire
from peerlore.reviewing.answers import SESSION
from peerlore.staging.forge_links import QUESTIONNAIRE_FORM


def form_of(questionnaire: Questionnaire) -> str:
    """The name of its file. A link of the session's page opens it."""
    return QUESTIONNAIRE_FORM.format(id=questionnaire.id)


def asked(questionnaire: Questionnaire) -> dict[str, Any]:
    """The form: which session, and every question with its answers to choose from."""
    body = [
        note(
            f"{DAYS} days after the session the answers are counted, and only the counts are kept. Results are told from five answers "
            f"on, and no number behind which fewer than five people stand. **{PUBLIC}** You may delete yours when they are counted."
        ),
        line(
            "session",
            SESSION,
            "Its id: the last part of the address of its page.",
            example="2026-11-24-ask-better-questions",
            required=True,
        ),
        *(choice(item.id, _words(item.question), _scale(item), map(_words, item.answers), required=True) for item in questionnaire.items),
    ]
    title = _words(questionnaire.title)
    return {"name": title, "description": f"{len(questionnaire.items)} questions after a session.", "title": f"{title}: ", "body": body}


def _scale(item: Item) -> str:
    if item.kind == "scale" and (item.low or item.high):
        return f"1: {item.low or 'least'}. 5: {item.high or 'most'}."
    return "What comes closest."


def _words(text: str) -> str:
    return " ".join(text.split())
