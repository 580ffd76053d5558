"""What was remade: asked of the services that own it, as a stranger would ask."""

from collections.abc import Sequence

from shared.contracts.calls import GetMany
from shared.contracts.content import Content, ContentKind
from shared.contracts.errors import Invalid, NotFound
from shared.contracts.kinds import KINDS
from shared.contracts.remake import REMADE
from shared.contracts.remake_faults import ITEM_GONE
from shared.kit.bus import Bus


class Items:
    """Published items only: with what is withdrawn, its remakes are hidden."""

    def __init__(self, bus: Bus) -> None:
        self._bus = bus

    async def one(self, kind: ContentKind, item_id: str) -> Content:
        """The item, or `NotFound`."""
        found = await self.several(kind, [item_id])
        if not found:
            raise NotFound(ITEM_GONE, field="item")
        return found[0]

    async def several(self, kind: ContentKind, ids: Sequence[str]) -> Sequence[Content]:
        """Those of the items that are published."""
        if kind not in REMADE:
            raise Invalid("Dazu gibt es nichts nachzumachen.", field="item")
        found = await self._bus.call(KINDS[kind].calls.get_many, GetMany(ids=tuple(ids)))
        items: Sequence[Content] = found.items
        return items
