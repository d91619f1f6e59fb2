"""Questionnaires: of a length that people answer, with questions that a form can ask, and named as they are called."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from peerlore.checking.collection import Collection, groups, texts
from peerlore.checking.nearest import instead, nearest
from peerlore.checking.rule import AnyRule, PageRule, Rule
from peerlore.model.documents import Document, KeyPath
from peerlore.model.findings import Finding
from peerlore.model.questionnaires import FEWEST_ITEMS, MOST_ITEMS

_RESERVED = ("none", "the session you were in")
"""What a form of GitHub says for no answer, and how ours asks for the session. https://docs.github.com/communities/using-templates-to-encourage-useful-issues-and-pull-requests/common-validation-errors-when-creating-issue-forms"""


def length_is_answered(document: Document) -> Iterator[Finding]:
    """A questionnaire must have five to seven questions.

    Fewer tell too little to change anything, and from the eighth on people stop reading.
    """
    for path, questionnaire in groups(document, "questionnaires") if document.kind == "library" else ():
        items = questionnaire.get("items")
        if isinstance(items, list) and not FEWEST_ITEMS <= len(items) <= MOST_ITEMS:
            message = f"the questionnaire {questionnaire.get('id')!r} has {_many(len(items))}, and five to seven are asked"
            hint = "Leave out what you would not act upon." if len(items) > MOST_ITEMS else "Ask more, or ask in the session itself."
            yield Finding(document.place(*path, "items"), "M009", message, hint)


def questionnaire_is_known(document: Document, collection: Collection) -> Iterator[Finding]:
    """A questionnaire that a session or the library names must stand in library.yml.

    Otherwise nobody is asked, and nobody notices.
    """
    settings = collection.settings
    if document.kind not in ("session", "library") or settings is None:
        return
    known = [str(one.get("id")) for _, one in groups(settings, "questionnaires")]
    for path, name in texts(document, "questionnaire"):
        if name not in known:
            close = nearest(name, known)
            hint = f"Did you mean {close!r}?" if close else "Add it below `questionnaires` in library.yml, or take this line out."
            yield Finding(
                document.place(*path), "M010", f"library.yml has no questionnaire {name!r}", hint, fix=instead(document, path, close)
            )


def items_can_be_asked(document: Document) -> Iterator[Finding]:
    """Questionnaires must differ in their ids, their questions in ids and wording, and a choice needs options, which nothing else has.

    Answers are found again by the words of the question, and GitHub refuses a form that has one twice.
    """
    if document.kind != "library":
        return
    taken: set[str] = set()
    for path, questionnaire in groups(document, "questionnaires"):
        yield from _twice(document, (*path, "id"), questionnaire.get("id"), taken)
        items = questionnaire.get("items")
        ids, wordings = set[str](), set[str]()
        for index, item in enumerate(items if isinstance(items, list) else ()):
            if not isinstance(item, dict):
                continue
            here = (*path, "items", index)
            yield from _twice(document, (*here, "id"), item.get("id"), ids)
            yield from _twice(document, (*here, "question"), item.get("question"), wordings)
            options = item.get("options")
            if (item.get("kind") == "choice") != isinstance(options, list):
                message = "a choice needs `options`" if options is None else f"only a choice has options, and this is {item.get('kind')!r}"
                yield Finding(document.place(*here, "kind"), "M011", message, "Change the kind of the question, or its options.")
            chosen = set[str]()
            for number, option in enumerate(options if isinstance(options, list) else ()):
                yield from _twice(document, (*here, "options", number), option, chosen)


def _twice(document: Document, path: KeyPath, said: Any, taken: set[str]) -> Iterator[Finding]:
    word = " ".join(str(said).split()).casefold()
    if word in taken or word in _RESERVED:
        message = f"{said!r} stands here already" if word in taken else f"{said!r} is what the form itself says"
        yield Finding(document.place(*path), "M011", message, "Use other words.")
    taken.add(word)


def _many(count: int) -> str:
    return f"{count} question" if count == 1 else f"{count} questions"


RULES: tuple[AnyRule, ...] = (
    PageRule("M009", "questionnaire-of-another-length", length_is_answered),
    Rule("M010", "unknown-questionnaire", questionnaire_is_known),
    PageRule("M011", "unaskable-question", items_can_be_asked),
)
