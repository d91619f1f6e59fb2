"""What the head of a page tells programs: kind, day, language, translations, feeds, linked data. `theme/partials/pl-head.html` prints it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from markupsafe import Markup

from peerlore.model.nouns import Module, Settings, Translation
from peerlore.staging.addresses import address, staged_file

# Open Graph names a language with a country; for a language alone, the one where most of its readers of the web are.
_COUNTRIES = {
    "ar": "ar_AR",
    "cs": "cs_CZ",
    "de": "de_DE",
    "en": "en_US",
    "es": "es_ES",
    "fr": "fr_FR",
    "it": "it_IT",
    "ja": "ja_JP",
    "nl": "nl_NL",
    "pl": "pl_PL",
    "pt": "pt_PT",
    "sv": "sv_SE",
    "zh": "zh_CN",
}


def text_head(
    text: Module | Translation, texts: Sequence[Module | Translation], settings: Settings, day: str, data: Markup
) -> dict[str, Any]:
    """The head of a module's text. `texts` are the module and its translations; `day` is when it was approved or changed, or empty."""
    return {"type": "article", "day": day, "locale": locale(text.language), "alternates": _alternates(texts, settings), "data": data}


def locale(language: str) -> str:
    """A language as Open Graph names it; empty where we do not know its country.

    >>> locale("fr"), locale("pt-BR"), locale("eo")
    ('fr_FR', 'pt_BR', '')
    """
    code, _, country = language.partition("-")
    return f"{code}_{country.upper()}" if country else _COUNTRIES.get(code, "")


def _alternates(texts: Sequence[Module | Translation], settings: Settings) -> list[dict[str, str]]:
    """The same module in each of its languages, itself included, as search engines want it; they take absolute addresses only."""
    if len(texts) < 2 or not settings.address:
        return []
    entries = [{"code": text.language, "url": settings.address + address(staged_file(text.document.file) or "")} for text in texts]
    return [*entries, {"code": "x-default", "url": entries[0]["url"]}]
