"""Taking over: an item of another hub is brought here, shown, changed and taken down again."""

from collections.abc import Mapping
from contextlib import suppress
from datetime import timedelta
from typing import Any

from msgspec.structs import replace

from services.reuse.captions import captions
from services.reuse.errors import FilmInWork, ItemFault
from services.reuse.films import Films, downloads_of
from services.reuse.overlay import overlaid
from services.reuse.pictures import Pictures, without_pictures
from services.reuse.store import ReuseStore
from shared.contracts.calls import Film, Mirror, Release
from shared.contracts.content import Content, Status, WithdrawalReason
from shared.contracts.errors import Conflict, HubError, Invalid, NotFound
from shared.contracts.feed import FeedEntry
from shared.contracts.kinds import KINDS
from shared.contracts.mirrored import MediaChoice, Mirrored
from shared.contracts.reuse import Fault, FollowedHub, FollowedItem, FollowedState, Pinned
from shared.contracts.video import ProcessingState, Video
from shared.kit.bus import Bus
from shared.kit.ids import now
from shared.kit.web import FetchError, Web

_NO_FILMS: Mapping[str, Film] = {}
_FILM_SECONDS = 3
_AGAIN_SECONDS = 60


class Taking:
    """The only one that speaks to the services in which the items are kept."""

    def __init__(
        self, store: ReuseStore, bus: Bus, web: Web, pictures: Pictures, films: Films
    ) -> None:
        self._store = store
        self._bus = bus
        self._web = web
        self._pictures = pictures
        self._films = films

    async def show(self, hub: FollowedHub, item: FollowedItem) -> FollowedItem:
        """Shows what is offered, or once more what is pinned. What is wrong with the item, or with
        its files, is kept with it, and the last good state stays. Raises `Unavailable`.
        """
        chosen = item.offered or item.pinned
        if chosen is None:
            return item
        try:
            kept = await self._mirror(hub, item, chosen)
        except (ItemFault, FetchError, Invalid, Conflict) as error:
            return await self._faulty(item, error)
        return await self._shown(hub, item, chosen, kept)

    async def again(self, hub: FollowedHub, item: FollowedItem) -> FollowedItem:
        """Shows what is pinned anew, with other words of this hub in it; what waits goes on
        waiting.
        """
        after = await self.show(hub, replace(item, offered=None))
        if item.offered is None:
            return after
        return await self._store.keep(after, offered=item.offered, state=item.state)

    async def _mirror(
        self,
        hub: FollowedHub,
        item: FollowedItem,
        chosen: Pinned,
        films: Mapping[str, Film] = _NO_FILMS,
    ) -> Content:
        entry = chosen.read()
        content, texts = await self._brought(hub, entry)
        content, local = overlaid(content, item.overlay)
        source = Mirrored(
            hub=hub.address,
            publisher=str(content.get("publisher") or hub.address),
            url=chosen.url,
            revision=chosen.revision,
            content_hash=chosen.content_hash,
            at=chosen.at,
            local=local,
            media=hub.wishes.media,
        )
        request = Mirror(
            content=content, source=source, by=hub.created_by, films=dict(films), captions=texts
        )
        kept: Content = await self._bus.call(KINDS[item.kind].calls.mirror, request)
        return kept

    async def _brought(
        self, hub: FollowedHub, entry: FeedEntry
    ) -> tuple[dict[str, Any], dict[str, str]]:
        """The content with all that it shows in the store, and the texts of its captions."""
        content, media = entry.content or {}, entry.media
        if hub.wishes.media is MediaChoice.LINK or media is None:
            return without_pictures(content), {}
        await self._pictures.bring(content, media)
        return content, await captions(self._web, content, media)

    async def _shown(
        self, hub: FollowedHub, item: FollowedItem, chosen: Pinned, kept: Content
    ) -> FollowedItem:
        waiting = _waiting(kept)
        after = await self._store.keep(
            item,
            state=FollowedState.SHOWN,
            title=kept.title,
            pinned=chosen,
            offered=None,
            reason=None,
            fault=waiting and fault_of(waiting),
            due_at=now() + timedelta(seconds=_FILM_SECONDS)
            if isinstance(waiting, FilmInWork)
            else None,
        )
        self._film_soon(hub, after, chosen)
        return after

    def _film_soon(self, hub: FollowedHub, item: FollowedItem, chosen: Pinned) -> None:
        wanted = downloads_of(chosen.read())
        missing = {
            name: download
            for name, download in wanted.items()
            if item.films.get(name) != download.url
        }
        if not missing or hub.wishes.media is MediaChoice.LINK:
            return

        async def handing() -> None:
            try:
                films = {
                    name: await self._films.fetch(item.id, download)
                    for name, download in missing.items()
                }
                present = await self._present(item)
                await self._mirror(hub, present, present.pinned or chosen, films)
            except HubError as error:
                await self._faulty(await self._present(item), error)
            else:
                known = {name: download.url for name, download in wanted.items()}
                await self._store.keep(await self._present(item), films=known)

        self._films.soon(item.id, handing)

    async def _present(self, item: FollowedItem) -> FollowedItem:
        return await self._store.item(item.id) or item

    async def release(
        self,
        hub: FollowedHub,
        item: FollowedItem,
        state: FollowedState,
        reason: WithdrawalReason | None = None,
    ) -> FollowedItem:
        """Takes the item down. Raises `Unavailable`."""
        request = Release(id=item.id, hub=hub.address, reason=reason)
        with suppress(NotFound, Conflict):  # was never shown, or is not from this hub
            await self._bus.call(KINDS[item.kind].calls.release, request)
        refused = state is FollowedState.REFUSED
        return await self._store.keep(
            item,
            state=state,
            offered=(item.offered or item.pinned) if refused else None,
            reason=reason,
            fault=None,
            films={},
            due_at=None,
            seen_at=now(),
        )

    async def _faulty(self, item: FollowedItem, error: HubError) -> FollowedItem:
        due = now() + timedelta(seconds=_AGAIN_SECONDS)
        again = isinstance(error, ItemFault | FetchError)
        return await self._store.keep(item, fault=fault_of(error), due_at=due if again else None)


def fault_of(error: HubError) -> Fault:
    """The error as editors see it."""
    return Fault(code=error.code, message=error.message, at=now())


def _waiting(kept: Content) -> HubError | None:
    """Why the item is not public yet, if it is not."""
    if kept.status is Status.PUBLISHED or not isinstance(kept, Video):
        return None
    if kept.processing.state is ProcessingState.FAILED:
        return ItemFault(kept.processing.message)
    return FilmInWork("Der Film wird noch geholt oder umgewandelt.")
