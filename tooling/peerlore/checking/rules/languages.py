"""The language of texts, and translations beside their sources: complete, alike, and not behind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from shlex import quote

from peerlore.checking.collection import Collection, texts
from peerlore.checking.counterparts import first_differences, headings_differ
from peerlore.checking.lag import Lag
from peerlore.checking.nearest import instead
from peerlore.checking.rule import AnyRule, Rule
from peerlore.checking.starter import is_begun
from peerlore.checking.vocabulary import COMMON
from peerlore.model.documents import Document
from peerlore.model.findings import Finding
from peerlore.model.nouns import name_of
from peerlore.reading.layout import GATHERINGS, source_of, spot_of
from peerlore.reading.wording import read_record
from peerlore.reading.words import words_of

_ENOUGH = 40
"""Words of prose from which on a language can be told."""

_SAMPLE = 2500
_SURE_SHARE = 0.2
_SURE_TIMES = 2.5


def text_is_in_its_language(document: Document, collection: Collection) -> Iterator[Finding]:
    """A text must be written in the language that its page names.

    Readers filter by language, screen readers speak it, and search cuts words by its rules. Looked at are texts of at
    least forty words, and only the languages of library.yml.
    """
    declared = str(document.meta.get("language", ""))[:2]
    others = {language[:2] for language in collection.languages if language[:2] in COMMON} - {declared}
    if document.kind not in ("module", "translation", "path", *GATHERINGS) or declared not in COMMON or not others:
        return
    words = words_of(document.outline.prose[:_SAMPLE])
    if len(words) < _ENOUGH:
        return
    share = {language: sum(map(COMMON[language].__contains__, words)) / len(words) for language in (declared, *sorted(others))}
    likely = max(share, key=lambda language: share[language])
    sure = likely != declared and share[likely] >= max(_SURE_SHARE, _SURE_TIMES * share[declared])
    if sure and not is_begun(document.text):
        hint = f"Write `language: {likely}`, or translate the text."
        if document.kind == "translation":
            hint = f"Call the file {name_of(document.file)}.{likely}.md and write `language: {likely}`, or translate the text."
        fix = instead(document, ("language",), likely) if document.kind != "translation" else None
        message = f"the text reads like {likely!r}, and the page says {declared!r}"
        yield Finding(document.place("language"), "G001", message, hint, "warning", fix)


def translation_matches_source(document: Document, collection: Collection) -> Iterator[Finding]:
    """A translation must have all that its source has: objectives, questions, quiz, headings, pictures, in the same order.

    Readers of either language should learn the same, and reviewers compare the two side by side.
    """
    source = _source(document, collection)
    if source:
        lag = _lag(document, source) if headings_differ(document, source) else None
        told_by_g004 = lag is not None and lag.explains_headings
        for place, message in first_differences(document, source, headings=not told_by_g004):
            hint = "Translate what is missing, or mend the one of the two that is wrong."
            yield Finding(place, "G002", message, hint, "warning")


def translation_changes_language(document: Document, collection: Collection) -> Iterator[Finding]:
    """A translation must be in another language than its source.

    Two pages of one language would both claim to be the text.
    """
    source = _source(document, collection)
    spot = spot_of(document.file)
    if source and spot and source.meta.get("language") == spot.language:
        hint = "Move what is better here into the module, and remove this file."
        yield Finding(document.place("language"), "G003", f"the module itself is in {spot.language!r}", hint)


def translation_is_not_behind(document: Document, collection: Collection) -> Iterator[Finding]:
    """A translation must follow when its source changes.

    `source` in the front matter is the record of what the translation was made from, a word for each passage: title, summary,
    objectives, questions, quiz, the text above the first heading, and each section. Passages of the module that are
    reworded, new, moved or gone since are told until somebody has looked at both texts and runs `peerlore translated`
    with the file, which writes the record anew.
    """
    source = _source(document, collection)
    lag = _lag(document, source) if source else None
    if source and lag:
        for news in lag.news:
            see = f"See {source.file}:{news.line} and bring the translation up to date"
            hint = f"{see}, then run `peerlore translated {quote(document.file)}`."
            yield Finding(news.place, "G004", news.sentence, hint, "warning")


def path_has_one_language(document: Document, collection: Collection) -> Iterator[Finding]:
    """Every module of a path should be there in the path's language, and in each language in which most of its modules are.

    Whoever begins a path in one language would like to finish it in the same.
    """
    if document.kind != "path" or document.meta.get("status") == "retired":
        return
    # A module that cannot be read says nothing of its language.
    stops = [(path, name) for path, name in texts(document, "modules") if _language_of(name, collection)]
    spoken = {name: _languages(name, collection) for _, name in stops}
    counts = Counter(language for languages in spoken.values() for language in languages)
    wanted = {str(document.meta.get("language")), *(language for language, count in counts.items() if 2 * count > len(spoken))}
    for path, name in stops:
        missing = sorted((wanted & collection.languages) - spoken[name])
        if missing:
            message = f"the module {name!r} is not there in {' and '.join(repr(language) for language in missing)}"
            yield Finding(document.place(*path), "G005", message, "A translation would help readers of this path.", "notice")


def _source(document: Document, collection: Collection) -> Document | None:
    """The module that a translation translates, where both could be read."""
    if document.kind != "translation":
        return None
    source = collection.documents.get(source_of(document.file))
    return source if source and source.complete else None


def _lag(document: Document, source: Document) -> Lag | None:
    """How far a translation is behind, where it says what it was made from."""
    then = read_record(document.meta.get("source"))
    return Lag(document, source, then) if then else None


def _language_of(name: str, collection: Collection) -> str:
    module = collection.modules[name][0] if name in collection.modules else None
    language = module.meta.get("language") if module and module.complete else None
    return language if isinstance(language, str) and language in collection.languages else ""


def _languages(name: str, collection: Collection) -> set[str]:
    """The languages in which a module is there."""
    base = collection.modules[name][0].file.removesuffix(".md")
    translated = {language for language in collection.languages if f"{base}.{language}.md" in collection.documents}
    return {_language_of(name, collection), *translated}


RULES: tuple[AnyRule, ...] = (
    Rule("G001", "text-in-another-language", text_is_in_its_language, "warning"),
    Rule("G002", "translation-differs", translation_matches_source, "warning"),
    Rule("G003", "translation-into-own-language", translation_changes_language),
    Rule("G004", "translation-behind", translation_is_not_behind, "warning"),
    Rule("G005", "missing-translation", path_has_one_language, "notice"),
)
