"""Which requirements close circles. Knows ids alone."""

from __future__ import annotations

from collections.abc import Mapping


def closing_requirements(requires: Mapping[str, tuple[str, ...]]) -> list[tuple[str, str]]:
    """Pairs of an id and one that it requires, such that no circle is left without them.

    A depth-first walk in the order of ids, with a stack of its own; a requirement that leads back onto the way just
    walked closes a circle. The same input gives the same pairs, whatever its order.

    >>> closing_requirements({"b": ("a",), "a": ("b",), "c": ("a",)})
    [('b', 'a')]
    """
    closing: list[tuple[str, str]] = []
    done: set[str] = set()
    for start in sorted(requires):
        if start in done:
            continue
        way = {start: iter(sorted(requires[start]))}
        while way:
            here, rest = next(reversed(way.items()))
            following = next(rest, None)
            if following is None:
                done.add(here)
                del way[here]
            elif following in way:
                closing.append((here, following))
            elif following in requires and following not in done:
                way[following] = iter(sorted(requires[following]))
    return sorted(closing)
