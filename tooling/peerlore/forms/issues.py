"""Issue and discussion forms: how somebody without git proposes a module, asks for one, says what is wrong, or talks about a page.

Labels, descriptions and choices of what becomes front matter are those of the schema, so that nothing is asked in other words than
the checks use.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from peerlore.forms.fields import MOST_CHOICES, Part, choice, line, named, note, passage
from peerlore.library import Library

Form = dict[str, Any]
Fields = Mapping[str, Mapping[str, Any]]

_TAKERS = ("I would like to write it", "I can help whoever writes it", "I know who could write it", "Somebody else")

NEED = "Declare a need"
"""The name of the form for needs."""
SITUATION, TOPIC = "The situation", "Topic"
"""Its questions that are no field of a need."""
_FAULTS = ("It is no longer true", "It was never true", "I did not understand it", "A link or picture is broken", "Something is missing")


def proposal(library: Library, fields: Fields) -> Form:
    """The form that proposes a module. `fields` are those of a module, by the schema."""
    body = [
        note("Something you know would help a colleague? Tell it in a few lines. Whoever looks after the topic answers here."),
        _from_schema(line, "title", fields, required=True),
        _from_schema(line, "summary", fields, required=True),
        _topic(library, required=True),
        _skills(library, fields, "What it helps to do better. Leave it open if nothing fits."),
        _choices("level", fields),
        _choices("format", fields),
        *_language(library, fields),
        _from_schema(passage, "objectives", fields),
        _from_schema(passage, "questions", fields),
        choice("writer", "Who could write it?", "A proposal is welcome in any case.", _TAKERS),
    ]
    return _issue("Propose a module", "Say what colleagues could learn, and from whom.", "Module: ", body)


def need(library: Library, fields: Fields) -> Form:
    """The form that declares a need; `needs.py` reads its answers. `fields` are those of a need, by the schema."""
    body = [
        note("You looked for help with something and found none here? Say so: somebody may know it well and not know that you need it."),
        _from_schema(line, "title", fields, required=True),
        _from_schema(line, "summary", fields, required=True),
        _from_schema(passage, "why", fields, required=True),
        passage("situation", SITUATION, "What happened last time, and what you have tried since. Leave out names."),
        _topic(library),
        _skills(library, fields, "Up to three. Leave it open if nothing fits."),
        *_skill_level(library, fields),
        *_language(library, fields),
    ]
    return _issue(NEED, "Say what you would like to be able to do, and found nothing about.", "Wanted: ", body)


def fix(library: Library) -> Form:
    """The form that says what is wrong with a page."""
    address = library.settings.address or "https://learn.example.com/"
    body = [
        note("Thank you for saying it. If you know the right words, the pencil on the page lets you propose them yourself."),
        line("page", "Page", "Its address or its title.", example=f"{address}modules/circles/choose-a-question/", required=True),
        choice("fault", "What is wrong?", "What comes closest.", _FAULTS, required=True),
        passage("words", "Which words?", "Copy the sentence, or say where it stands.", required=True),
        passage("better", "What would be right?", "Your own words are enough. Say how you know, if you can."),
    ]
    return _issue("Suggest a fix", "Say what is wrong, unclear or out of date on a page.", "Fix: ", body)


def outdated(library: Library) -> Form:
    """The form that says that a page is no longer true. It asks no choice, since no link can make one beforehand."""
    address = library.settings.address or "https://learn.example.com/"
    body = [
        note("Thank you for saying it before the next reader trusts it. One sentence is enough."),
        line("page", "Page", "Its address or its title.", example=f"{address}modules/circles/choose-a-question/", required=True),
        passage("words", "What is no longer true?", "Copy the sentence, or say what changed.", required=True),
        line("source", "Who knows how it is today?", "A colleague, a team, a document."),
    ]
    return _issue("Out of date", "Say that something on a page is no longer true.", "Out of date: ", body)


def chooser(library: Library) -> Form:
    """What GitHub shows beside the forms: where else to look and talk."""
    settings = library.settings
    title = " ".join(settings.title.split())
    links = []
    if settings.address:
        links.append({"name": f"Look it up: {title}", "url": settings.address, "about": "Perhaps a colleague has written it already."})
    if settings.repository:
        url = f"{settings.repository.rstrip('/')}/discussions"
        links.append({"name": "Talk about a page", "url": url, "about": "Questions, other views, what happened when you tried it."})
    return {"blank_issues_enabled": True, **({"contact_links": links} if links else {})}


def talk(library: Library) -> Form:
    """The form that opens a discussion about a page."""
    address = library.settings.address or "https://learn.example.com/"
    body = [
        note("The best openings are a question that can be argued about, or what happened when you tried what the page says."),
        line(
            "page",
            "Page",
            "Its address; by this line the page finds its discussion.",
            example=f"{address}modules/circles/choose-a-question/",
        ),
        passage("opening", "What would you like to talk about?", "A question, another view, what you saw.", required=True),
        passage("tried", "What have you tried, and what happened?", "Leave out the names of others and of customers."),
    ]
    return {"body": body}


def _issue(name: str, description: str, title: str, body: list[Part]) -> Form:
    return {"name": name, "description": description, "title": title, "body": body}


def _from_schema(make: Any, name: str, fields: Fields, *, required: bool = False) -> Part:
    field = fields[name]
    examples = field.get("examples") or [""]
    example = "\n".join(examples[0]) if isinstance(examples[0], list) else str(examples[0])
    made: Part = make(name, field["title"], field["description"], example=example, required=required)
    return made


def _choices(name: str, fields: Fields) -> Part:
    field = fields[name]
    return choice(name, field["title"], field["description"], field["enum"])


def _language(library: Library, fields: Fields) -> list[Part]:
    """Asked only where there is more than one."""
    languages = library.settings.languages
    return [choice("language", fields["language"]["title"], "The language to write it in.", languages)] if len(languages) > 1 else []


def _topic(library: Library, *, required: bool = False) -> Part:
    topics = library.settings.topics
    if len(topics) > MOST_CHOICES:
        return line("topic", TOPIC, "Where it belongs in the library.", example=topics[0].title, required=required)
    return choice("topic", TOPIC, "Where it belongs in the library.", topic_options(library), required=required)


def _skills(library: Library, fields: Fields, description: str) -> Part:
    label, skills = fields["skills"]["title"], library.skills_map.skills
    if not 0 < len(skills) <= MOST_CHOICES:
        return line("skills", label, description)
    return choice("skills", label, description, skill_options(library), several=True)


def _skill_level(library: Library, fields: Fields) -> list[Part]:
    """Asked only where a library has levels of skills."""
    options, field = level_options(library), level_field(fields)
    return [choice("level", field["title"], "How well you would like to do it.", options, required=True)] if options else []


def level_field(fields: Fields) -> Mapping[str, Any]:
    """What the schema says of the level of a skill."""
    found: Mapping[str, Any] = fields["skills"]["items"]["properties"]["level"]
    return found


def topic_options(library: Library) -> list[str]:
    """The choices of a topic, in the order of `library.yml`."""
    return named((topic.id, topic.title) for topic in library.settings.topics)


def skill_options(library: Library) -> list[str]:
    """The choices of a skill, in the order of `skills.yml`."""
    return named((skill.id, skill.name) for skill in library.skills_map.skills)


def level_options(library: Library) -> list[str]:
    """The choices of a level, in the order of `skills.yml`."""
    return named((level.id, level.name) for level in library.skills_map.levels)
