"""CODEOWNERS: whom GitHub asks to review which files.

Format: https://docs.github.com/repositories/managing-your-repositorys-settings-and-features/customizing-your-repository/about-code-owners.
GitHub reads it from the branch into which a change goes. The last pattern that fits a file counts, and any one of the owners in
its line is enough.
"""

from __future__ import annotations

from peerlore.model.errors import CannotRun
from peerlore.model.nouns import Settings

LARGEST = 3_000_000
"""Bytes of a CODEOWNERS. GitHub reads files below 3 MB; it does not say which of the two meanings of MB that is."""


def render_owners(settings: Settings) -> str:
    """The lines of CODEOWNERS: the library's owners for everything, then each topic's owners for its modules.

    Nobody approves their own text. Where a topic has one owner, the library's owners stand beside them, so that GitHub does not
    wait for a review that nobody may give.
    """
    lines = [_line("*", settings.owners)] if settings.owners else []
    for topic in settings.topics:
        owners = topic.owners if len(topic.owners) > 1 else (*topic.owners, *settings.owners)
        lines.append(_line(f"/content/modules/{topic.id}/", owners))
    text = "".join(lines)
    if len(text) > LARGEST:
        raise CannotRun("CODEOWNERS would be larger than the 3 MB that GitHub reads; name fewer topics or owners")
    return text


def _line(pattern: str, owners: tuple[str, ...]) -> str:
    return " ".join((pattern, *(f"@{owner}" for owner in dict.fromkeys(owners)))) + "\n"
