"""What could harm a reader or break a machine: raw HTML, hidden characters, texts that engines choke on."""

from __future__ import annotations

from peerlore.checking.rule import Rule
from peerlore.checking.rules import attributes, elements

RULES: tuple[Rule, ...] = (
    Rule("X001", "unpublished-element", elements.element_is_published),
    Rule("X002", "vanishing-words", elements.words_do_not_vanish),
    Rule("X003", "open-element", elements.element_is_closed, "warning"),
    Rule("X004", "event-handler", attributes.attribute_runs_nothing),
    Rule("X005", "unpublished-attribute", attributes.attribute_is_published, "warning"),
    Rule("X006", "name-of-the-site", attributes.name_is_free, "warning"),
    Rule("X007", "hidden-address", attributes.address_is_open),
)
