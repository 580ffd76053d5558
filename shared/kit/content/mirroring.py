"""Items of other hubs, kept under their own ids and shown beside those of this hub.

Only the service that follows other hubs may ask for it: the bus lets nobody else.
"""

import re
from datetime import datetime
from typing import Any, Generic, TypeVar

import msgspec
from msgspec.structs import replace

from shared.contracts.caller import Caller, Role
from shared.contracts.calls import Mirror, Release
from shared.contracts.content import Content, Status, Withdrawal
from shared.contracts.errors import Conflict, Invalid, NotFound
from shared.contracts.portable import portable_fields
from shared.kit.content.drafts import checked
from shared.kit.content.images import Images
from shared.kit.content.lifecycle import PATIENTLY, Lifecycle, Publishable, numbered_slugs
from shared.kit.content.store import ContentStore
from shared.kit.ids import now

C = TypeVar("C", bound=Content)

_TAKEN_DOWN = {Status.WITHDRAWN, Status.ARCHIVED}


class Mirroring(Generic[C]):
    """Keeps what is mirrored like its source, except what editors here have taken down."""

    def __init__(
        self,
        kind: type[C],
        store: ContentStore[C],
        lifecycle: Lifecycle[C],
        images: Images[C],
        publishable: Publishable[C],
    ) -> None:
        self._kind = kind
        self._store = store
        self._lifecycle = lifecycle
        self._images = images
        self._publishable = publishable

    async def mirror(self, request: Mirror, _: Caller | None) -> C:
        """The item as it is kept now. `Conflict` where it is this hub's own, or comes from
        another hub already.
        """
        before = await self.known(str(request.content.get("id")))
        check_source(before, request.source.hub)
        after = self._shown(self._item(request, before), before)
        if after == before:
            return after
        await self._images.check(after, before)
        author = Caller(id=request.by, name=request.source.publisher, role=Role.AUTHOR)
        if before is None:
            return await self._insert(after, author)
        return await self._write(before, after, author)

    async def _write(self, before: C, after: C, author: Caller) -> C:
        """A new slug that somebody here has is not taken."""
        try:
            return await self._lifecycle.write(before, after, author, patience=PATIENTLY)
        except Conflict as error:
            if error.field != "slug":
                raise
        same = replace(after, slug=before.slug)
        return await self._lifecycle.write(before, same, author, patience=PATIENTLY)

    async def release(self, request: Release, _: Caller | None) -> C:
        """Takes the item down, as its source did. The same again changes nothing."""
        before = await self.known(request.id)
        if before is None or before.mirrored is None:
            raise NotFound("Diesen Inhalt gibt es hier nicht.", field="id")
        check_source(before, request.hub)
        if before.mirrored.released:
            return before
        after = replace(_taken_down(before, request), mirrored=_released(before))
        return await self._lifecycle.write(before, after, None, patience=PATIENTLY)

    async def known(self, item_id: str) -> C | None:
        """The item as it is kept, if it is."""
        try:
            return (await self._store.get(item_id)).item
        except NotFound:
            return None

    def _item(self, request: Mirror, before: C | None) -> C:
        """What is written there, in the state that the item has here."""
        names = portable_fields(self._kind)
        whole = msgspec.to_builtins(before, builtin_types=(datetime,)) if before else {}
        kept = {name: value for name, value in whole.items() if name not in names}
        said = {name: value for name, value in request.content.items() if name in names}
        slug = str(said.get("slug"))
        if before and re.fullmatch(rf"{re.escape(slug)}-\d+", before.slug):
            said["slug"] = before.slug
        return checked(self._kind, kept | said | _head(request, kept))

    def _shown(self, item: C, before: C | None) -> C:
        """Public, unless it was taken down here, or what it needs is still being made."""
        if before and before.status in _TAKEN_DOWN and not _is_released(before):
            return item
        if item.status is not Status.PUBLISHED:
            try:
                self._publishable(replace(item, status=Status.DRAFT), None)
            except Invalid:
                return replace(item, status=Status.DRAFT, withdrawal=None)
        return replace(item, status=Status.PUBLISHED, withdrawal=None)

    async def _insert(self, item: C, author: Caller) -> C:
        for numbered in numbered_slugs(item):
            if await self._lifecycle.insert(numbered, author, None, PATIENTLY):
                return numbered
            if made := await self.known(item.id):
                return made
        raise Conflict(f"Die Adresse „{item.slug}“ ist schon vergeben.", field="slug")


def _head(request: Mirror, kept: dict[str, Any]) -> dict[str, Any]:
    at = request.source.at
    return {
        "kind": request.content.get("kind"),
        "publisher": request.source.publisher,
        "published_at": request.content.get("published_at") or at,
        "created_at": kept.get("created_at", at),
        "created_by": kept.get("created_by", request.by),
        "modified_at": kept.get("modified_at", at),
        "edited_at": at,
        "mirrored": msgspec.to_builtins(request.source, builtin_types=(datetime,)),
    }


def check_source(item: Content | None, hub: str) -> None:
    """`Conflict` where the item is this hub's own, or shown as another one's."""
    if item is None:
        return
    if item.mirrored is None:
        raise Conflict("Diesen Inhalt veröffentlicht dieser Hub selbst.", field="id")
    if item.mirrored.hub != hub and not item.mirrored.released:
        raise Conflict(f"Dieser Inhalt kommt schon von {item.mirrored.hub}.", field="id")


def _is_released(item: Content) -> bool:
    return item.mirrored is not None and item.mirrored.released


def _released(item: Content) -> Any:
    return item.mirrored and replace(item.mirrored, released=True)


def _taken_down(item: C, request: Release) -> C:
    if item.status in _TAKEN_DOWN:
        return item
    if request.reason is None:
        return replace(item, status=Status.ARCHIVED)
    withdrawal = Withdrawal(
        reason=request.reason, note=f"Zurückgezogen von {item.publisher}.", at=now()
    )
    return replace(item, status=Status.WITHDRAWN, withdrawal=withdrawal)
