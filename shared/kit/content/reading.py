"""Reading items: what the caller may not see is not there."""

from typing import Generic, TypeVar

from msgspec import Raw

from shared.contracts.caller import Caller, Role
from shared.contracts.calls import (
    BySlug,
    Found,
    GetMany,
    History,
    ListPage,
    Page,
    TranslationsOf,
    Version,
    Versions,
)
from shared.contracts.content import Content, Status, Withdrawal
from shared.contracts.errors import Gone, NotFound
from shared.kit.content.rights import may_see, require
from shared.kit.content.store import ContentStore
from shared.kit.content.stored import Outgoing
from shared.kit.documents import from_document

C = TypeVar("C", bound=Content)


class Reading(Generic[C]):
    """The queries of one kind."""

    def __init__(self, kind: type[C], store: ContentStore[C]) -> None:
        self._kind = kind
        self._store = store

    async def get_many(self, request: GetMany, caller: Caller | None) -> Found[C]:
        items = await self._store.get_many(request.ids)
        return Found(items=tuple(item for item in items if may_see(item, caller)))

    async def by_slug(self, request: BySlug, caller: Caller | None) -> C:
        """The item, `Gone` for strangers where it was taken down, else `NotFound`."""
        item = await self._store.by_slug(request.slug)
        if may_see(item, caller):
            return item
        if item.status is Status.WITHDRAWN and item.withdrawal:
            raise Gone(item.withdrawal.reason, field="slug")
        raise NotFound("Diesen Inhalt gibt es nicht.", field="slug")

    async def withdrawal(self, request: BySlug, _: Caller | None) -> Withdrawal:
        """What is left to say, to everybody, of an item that was taken down; else `NotFound`."""
        item = await self._store.by_slug(request.slug)
        if item.status is Status.WITHDRAWN and item.withdrawal:
            return item.withdrawal
        raise NotFound("Hier wurde nichts zurückgezogen.", field="slug")

    async def list(self, request: ListPage, caller: Caller | None) -> Page[Raw]:
        """Published items for everybody; authors find their own drafts, editors all."""
        author = None
        if request.filter.status is not Status.PUBLISHED:
            person = require(caller, Role.AUTHOR)
            author = None if person.may(Role.EDITOR) else person.id
        return await self._store.page(request.first, request.after, request.filter, author)

    async def translations(self, request: TranslationsOf, caller: Caller | None) -> Found[C]:
        items = await self._store.translations(request.translation_key)
        return Found(items=tuple(item for item in items if may_see(item, caller)))

    async def history(self, request: History, caller: Caller | None) -> Versions[C]:
        """The versions, those that are still on their way to the history first."""
        require(caller, Role.AUTHOR)
        stored = await self._store.get(request.id)
        if not may_see(stored.item, caller):
            raise NotFound("Diesen Inhalt gibt es nicht.", field="id")
        fresh = [
            self._version(message) for message in stored.outbox if message.snapshot is not None
        ]
        kept = await self._store.versions(request.id, request.first)
        by_revision = {version.revision: version for version in [*kept, *fresh]}
        newest = sorted(by_revision, reverse=True)[: request.first]
        return Versions(versions=tuple(by_revision[revision] for revision in newest))

    def _version(self, message: Outgoing) -> Version[C]:
        item = from_document(message.snapshot or {}, self._kind)
        return Version(revision=message.revision, at=message.at, by=message.by, item=item)
