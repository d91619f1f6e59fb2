"""The quick way through a YAML text in which nothing is unusual. Whatever could be a fault is left to the careful way."""

from __future__ import annotations

from typing import Any

import yaml

from peerlore.reading.characters import has_hidden
from peerlore.reading.limits import Limits
from peerlore.reading.scalars import plain_value

# PyYAML's wheels carry libyaml; the pure parser reads the same language twenty times slower.
PARSER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_usual(text: str, limits: Limits) -> tuple[bool, Any]:  # noqa: C901 - one loop without calls is what makes it fast
    """The values of a text in which nothing is unusual, three times faster than with care; False at the first doubt.

    Whatever could be a fault is a doubt, and so is a backslash, which may write a character that hides.
    """
    if (len(text) * 4 > limits.size and len(text.encode("utf-8")) > limits.size) or "\\" in text or has_hidden(text):
        return False, None
    longest, most, deepest = limits.scalar, limits.nodes, limits.depth
    parser = PARSER(text)
    root: Any = None
    documents = nodes = 0
    open_ones: list[tuple[Any, Any]] = []
    container: Any = None
    key: Any = None  # in a mapping, the key that waits for its value
    try:
        for event in iter(parser.get_event, None):
            kind = event.__class__
            if kind is yaml.ScalarEvent:
                value = event.value
                nodes += 1
                if event.anchor is not None or event.tag is not None or len(value) > longest or nodes > most:
                    return False, None
                if container.__class__ is dict and key is None:
                    if value in container or value == "<<":
                        return False, None
                    key = value
                    continue
                if not event.style:
                    value = plain_value(value)
            elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
                value = {} if kind is yaml.MappingStartEvent else []
                nodes += 1
                in_key = container.__class__ is dict and key is None
                if event.anchor is not None or event.tag is not None or nodes > most or in_key or len(open_ones) == deepest:
                    return False, None
            elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
                container, key = open_ones.pop()
                continue
            elif kind is yaml.AliasEvent:
                return False, None
            else:
                documents += kind is yaml.DocumentStartEvent
                if documents > 1:
                    return False, None
                continue
            if container.__class__ is dict:
                container[key] = value
                key = None
            elif container.__class__ is list:
                container.append(value)
            else:
                root = value
            if kind is not yaml.ScalarEvent:
                open_ones.append((container, key))
                container, key = value, None
    except yaml.YAMLError:
        return False, None
    finally:
        parser.dispose()
    return True, root
