"""What pages tell machines in the words of schema.org: a module as a LearningResource, a path as a Course.

https://schema.org/LearningResource, https://schema.org/Course. The result is JSON that may stand inside of an HTML `script`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from markupsafe import Markup

from peerlore.library import Library
from peerlore.model.nouns import Contributor, Module, Path, Settings, SkillLevel, Translation
from peerlore.reading.handles import NOBODY
from peerlore.staging.addresses import SKILLS, address, path_page, person_page, skill_page, staged_file, topic_page
from peerlore.staging.escape import json_text
from peerlore.staging.words import words_of

_SPDX = re.compile(r"[A-Za-z0-9.+-]+")
_OF_HTML = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


def script_json(value: Mapping[str, Any]) -> Markup:
    r"""JSON that no HTML parser takes for the end of its element: what could be markup is written as an escape.

    >>> script_json({"name": "</script><!-- & co"})
    Markup('{"name":"\\u003c/script\\u003e\\u003c!-- \\u0026 co"}')
    """
    return Markup(json_text(value).translate(_OF_HTML))  # noqa: S704 - nothing in it is markup any more


def module_data(text: Module | Translation, module: Module, library: Library, first: str, day: str) -> Markup:
    """A module's text as a LearningResource.

    `first` and `day` are the days of its first and of its last approval or change (ISO 8601), or empty.
    """
    settings, words = library.settings, words_of(text.language)
    required = [library.modules[id] for id in module.requires if id in library.modules]
    said = {
        "@context": "https://schema.org",
        "@type": "LearningResource",
        **_named(text.title, settings, staged_file(text.document.file) or ""),
        "identifier": module.id,
        "description": text.summary,
        "inLanguage": text.language,
        "educationalLevel": words(f"level_{module.level}"),
        "learningResourceType": words(f"format_{module.format}"),
        "timeRequired": f"PT{module.duration}M",
        "teaches": _terms(module.skills, library),
        "competencyRequired": _terms([taught for other in required for taught in other.skills], library),
        "author": _people((*text.authors, *(module.authors if text is not module else ())), library),
        "datePublished": first,
        "dateModified": day,
        "license": _licence(module.licence or settings.licence),
        "keywords": list(module.tags),
        "isPartOf": [_site(settings), _topic(module, library), *(_path(path, settings) for path in library.paths_through(module.id))],
        **_translations(text, module, library),
    }
    return script_json(_without_nothing(said))


def path_data(path: Path, library: Library, day: str) -> Markup:
    """A path as a Course whose parts are its modules."""
    settings = library.settings
    stops = [library.modules[id] for id in path.modules if id in library.modules]
    taught = [taught for stop in stops for taught in stop.skills]
    said = {
        "@context": "https://schema.org",
        **_path(path, settings),
        "identifier": path.id,
        "description": path.summary,
        "inLanguage": path.language,
        "timeRequired": f"PT{sum(stop.duration for stop in stops)}M",
        "teaches": _terms(taught, library),
        "author": _people(path.authors, library),
        "dateModified": day,
        "license": _licence(settings.licence),
        "keywords": list(path.tags),
        "isPartOf": [_site(settings)],
        "hasPart": [_stop(stop, settings) for stop in stops],
    }
    return script_json(_without_nothing(said))


def _named(name: str, settings: Settings, page: str) -> dict[str, str]:
    """A name, with the address of its page where it is known."""
    url = settings.address + address(page) if settings.address else ""
    return {"@id": url, "url": url, "name": name} if url else {"name": name}


def _terms(skills: tuple[SkillLevel, ...] | list[SkillLevel], library: Library) -> list[dict[str, Any]]:
    """Skills as terms of the library's own list, each once."""
    terms = {}
    for taught in skills:
        skill = library.skills.get(taught.skill)
        term = {"@type": "DefinedTerm", **_named(skill.name if skill else taught.skill, library.settings, skill_page(taught.skill))}
        terms[taught.skill] = {**term, "termCode": taught.skill, "inDefinedTermSet": _term_set(library.settings)}
    return list(terms.values())


def _term_set(settings: Settings) -> str | dict[str, str]:
    """The page of all skills, or its name where no address is known."""
    return settings.address + address(SKILLS) if settings.address else {"@type": "DefinedTermSet", "name": settings.title}


def _people(authors: tuple[Contributor, ...], library: Library) -> list[dict[str, str]]:
    """Everybody who wrote part of it, each once."""
    found = {}
    for author in authors:
        if author.person == NOBODY:
            continue
        person = library.people.get(author.person)
        named = _named(person.name, library.settings, person_page(person.handle)) if person else {"name": author.person}
        found[author.person] = {"@type": "Person", **named}
    return list(found.values())


def _licence(licence: str) -> str | dict[str, str]:
    """The address at which SPDX keeps a licence; a licence of the company's own by its name."""
    if not licence or _SPDX.fullmatch(licence):
        return f"https://spdx.org/licenses/{licence}.html" if licence else ""
    return {"@type": "CreativeWork", "name": licence}


def _site(settings: Settings) -> dict[str, str]:
    return {"@type": "WebSite", **_named(settings.title, settings, "index.md")}


def _topic(module: Module, library: Library) -> dict[str, str]:
    title = next((topic.title for topic in library.settings.topics if topic.id == module.topic), module.topic)
    return {"@type": "Collection", **_named(title, library.settings, topic_page(module.topic))}


def _path(path: Path, settings: Settings) -> dict[str, str]:
    return {"@type": "Course", **_named(path.title, settings, path_page(path.id))}


def _stop(text: Module | Translation, settings: Settings) -> dict[str, str]:
    named = _named(text.title, settings, staged_file(text.document.file) or "")
    return {"@type": "LearningResource", **named, "inLanguage": text.language}


def _translations(text: Module | Translation, module: Module, library: Library) -> dict[str, Any]:
    if text is not module:
        return {"translationOfWork": _stop(module, library.settings)}
    return {"workTranslation": [_stop(other, library.settings) for other in library.translations.get(module.id, ())]}


def _without_nothing(said: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in said.items() if value not in ("", [], {})}
