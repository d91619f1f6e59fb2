"""Asks for the days of every file in the library around here, as `peerlore build` does; nothing else."""

from __future__ import annotations

from pathlib import Path

from peerlore.outside.history import file_days

print(len(file_days(Path.cwd())))
