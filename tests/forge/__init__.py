"""GitHub without GitHub: real repositories and a real server on this machine, whose answers fit GitHub's own descriptions.

A test tells a story to a `Forge`, and whatever is under test asks it as it would ask GitHub.
"""

from forge.story import Forge

__all__ = ["Forge"]
