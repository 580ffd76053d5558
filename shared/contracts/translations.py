"""Which translation has fallen behind."""

from collections.abc import Iterable

from shared.contracts.content import Content
from shared.contracts.languages import SOURCE


def newer_source(item: Content, versions: Iterable[Content]) -> Content | None:
    """The German version of an item, where somebody has written at it since they did at this one.

    Items from before the hub kept `edited_at` claim nothing.
    """
    source = next((each for each in versions if each.language == SOURCE), None)
    if source is None or source.id == item.id or not (source.edited_at and item.edited_at):
        return None
    return source if source.edited_at > item.edited_at else None
