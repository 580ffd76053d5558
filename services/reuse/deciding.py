"""What editors ask and decide."""

from collections.abc import Callable
from typing import Any

from msgspec.structs import replace

from services.reuse.differences import differences
from services.reuse.store import ReuseStore
from services.reuse.taking import Taking
from shared.contracts import reuse_calls as calls
from shared.contracts.caller import Caller, Role
from shared.contracts.calls import Page
from shared.contracts.city import City
from shared.contracts.errors import Conflict, Invalid, NotFound
from shared.contracts.reuse import SHOWING, FollowedHub, FollowedItem, FollowedState, Overlay
from shared.kit.content.rights import require
from shared.kit.ids import new_id, now


class Hubs:
    """Which hubs are followed. `changed` is told of each that has come, changed or is to go."""

    def __init__(self, store: ReuseStore, changed: Callable[[str], None], own: str) -> None:
        self._store = store
        self._changed = changed
        self._own = own

    async def follow(self, request: calls.Follow, caller: Caller | None) -> FollowedHub:
        editor = require(caller, Role.EDITOR)
        if request.address == self._own:
            raise Invalid("Das ist dieser Hub selbst.", field="address")
        hub = FollowedHub(
            id=new_id(),
            address=request.address,
            wishes=request.wishes,
            created_at=now(),
            created_by=editor.id,
        )
        kept = await self._store.insert_hub(hub)
        self._changed(kept.id)
        return kept

    async def change(self, request: calls.ChangeWishes, caller: Caller | None) -> FollowedHub:
        """Where something else is wanted, the feed is read once more from its beginning."""
        hub = await self._seen(request.id, caller)
        wishes, before = request.wishes, hub.wishes
        same = replace(wishes, name=before.name, paused=before.paused) == before
        again: dict[str, Any] = {} if same else {"cursor": None, "replay_since": now()}
        kept = await self._store.keep_hub(hub, wishes=wishes, **again)
        if wishes.media is not before.media:
            await self._store.all_due(hub.id, now())
        self._changed(kept.id)
        return kept

    async def unfollow(self, request: calls.Unfollow, caller: Caller | None) -> FollowedHub:
        hub = await self._seen(request.id, caller)
        kept = hub if hub.leaving else await self._store.keep_hub(hub, leaving=True)
        self._changed(kept.id)
        return kept

    async def hubs(self, _: calls.ListHubs, caller: Caller | None) -> calls.Hubs:
        require(caller, Role.EDITOR)
        return calls.Hubs(hubs=tuple(await self._store.hubs()))

    async def _seen(self, hub_id: str, caller: Caller | None) -> FollowedHub:
        require(caller, Role.EDITOR)
        return await self._store.hub(hub_id)


class Items:
    """What becomes of the items."""

    def __init__(self, store: ReuseStore, taking: Taking, city: City) -> None:
        self._store = store
        self._taking = taking
        self._city = city

    async def list(self, request: calls.ListFollowed, caller: Caller | None) -> Page[FollowedItem]:
        require(caller, Role.EDITOR)
        return await self._store.page(request)

    async def count(self, _: calls.CountFollowed, caller: Caller | None) -> calls.FollowedAmounts:
        require(caller, Role.EDITOR)
        amounts = [
            calls.FollowedAmount(state=state, amount=await self._store.count(state))
            for state in FollowedState
        ]
        return calls.FollowedAmounts(amounts=tuple(amounts))

    async def item(self, request: calls.OfFollowed, caller: Caller | None) -> FollowedItem:
        return await self._seen(request.id, caller)

    async def differences(
        self, request: calls.OfFollowed, caller: Caller | None
    ) -> calls.Differences:
        item = await self._seen(request.id, caller)
        if item.pinned is None or item.offered is None:
            return calls.Differences(differences=())
        before, after = item.pinned.read().content, item.offered.read().content
        return calls.Differences(differences=differences(before, after))

    async def adopt(self, request: calls.Decide, caller: Caller | None) -> FollowedItem:
        """Shows what is offered; an item that is gone at its source is not shown any more."""
        item = await self._seen(request.id, caller, request.revision)
        if item.state is FollowedState.GONE:
            raise Conflict("Diesen Inhalt gibt es dort nicht mehr.", field="id")
        chosen = item.offered or item.pinned
        if chosen is None:
            return item
        return await self._taking.show(await self._store.hub(item.hub_id), item, chosen)

    async def refuse(self, request: calls.Decide, caller: Caller | None) -> FollowedItem:
        """Does not show the item, or no longer; what comes later of it is not shown either."""
        item = await self._seen(request.id, caller, request.revision)
        if item.state in (FollowedState.REFUSED, FollowedState.GONE):
            return item
        hub = await self._store.hub(item.hub_id)
        return await self._taking.release(hub, item, FollowedState.REFUSED)

    async def overlay(self, request: calls.SetOverlay, caller: Caller | None) -> FollowedItem:
        """Keeps this hub's own words, and shows them where the item is shown."""
        item = await self._seen(request.id, caller, request.revision)
        self._check(request.overlay)
        item = await self._store.keep(item, overlay=request.overlay)
        if item.state not in SHOWING or item.pinned is None:
            return item
        hub = await self._store.hub(item.hub_id)
        return await self._taking.show(hub, item, item.pinned)

    def _check(self, overlay: Overlay) -> None:
        for name, known in (("fields", self._city.fields), ("measures", self._city.measures)):
            for slug in getattr(overlay, name) or ():
                if slug not in {topic.slug for topic in known}:
                    raise Invalid(f"„{slug}“ gibt es in dieser Stadt nicht.", field=name)

    async def _seen(
        self, item_id: str, caller: Caller | None, revision: int | None = None
    ) -> FollowedItem:
        require(caller, Role.EDITOR)
        item = await self._store.item(item_id)
        if item is None:
            raise NotFound("Diesen Inhalt bietet kein anderer Hub an.", field="id")
        if revision is not None and revision != item.revision:
            raise Conflict("Jemand war schneller. Bitte laden Sie die Seite neu.", field="revision")
        return item
