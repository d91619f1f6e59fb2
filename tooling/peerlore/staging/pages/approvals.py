"""What a page says of its approval: by whom, when, in which change, and of the texts that were approved before."""

from __future__ import annotations

from typing import Any

from peerlore.library import Library
from peerlore.model.reviews import Standing, Version
from peerlore.staging.editions import Edition
from peerlore.staging.page import person_link

_TITLES = {"approved": "approved_on", "trailers": "reviewed_on", "adopted": "adopted_on"}


def approval(standing: Standing, library: Library, edition: Edition) -> dict[str, Any]:
    """The approval of the text that readers see: people as the theme links to them, the day, and the change."""
    return {**_said(Version(standing.state, standing.day, standing.people, standing.change), library, edition), "newer": standing.newer}


def versions(standing: Standing, library: Library, edition: Edition) -> list[dict[str, Any]]:
    """Every text of the page that was approved, newest first."""
    return [_said(version, library, edition) for version in standing.versions]


def _said(version: Version, library: Library, edition: Edition) -> dict[str, Any]:
    words, repository = edition.words, library.settings.repository
    nobody = {"name": words("a_colleague"), "url": ""}
    change = {"number": version.change, "url": f"{repository}/pull/{version.change}" if repository else ""} if version.change else None
    return {
        "state": version.state,
        "title": words(_TITLES[version.state], day=words.day(version.day)) if version.day else words("not_reviewed"),
        "people": [person_link(handle, library, edition) if handle else nobody for handle in version.people],
        "day": version.day,
        "change": change,
    }
