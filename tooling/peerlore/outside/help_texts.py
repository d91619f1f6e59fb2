"""The help texts that came with peerlore: inside the wheel, or in its own repository."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).parent.parent


def read_help_texts() -> dict[str, str]:
    """Our Markdown files by name."""
    inside = _PACKAGE / "docs"
    folder = inside if inside.is_dir() else _PACKAGE.parent / "docs"
    return {file.name: file.read_text("utf-8") for file in sorted(folder.glob("*.md"))}
