"""What can be done with an item, from the first draft to its withdrawal."""

from collections.abc import Callable, Iterator, Sequence
from typing import Generic, TypeVar

import msgspec

from shared.contracts.caller import Caller, Role
from shared.contracts.calls import Create, Edit, Move, Withdraw
from shared.contracts.city import City
from shared.contracts.content import Content, Status, Withdrawal
from shared.contracts.errors import Conflict, Invalid, NotFound
from shared.kit.content import moves
from shared.kit.content.drafts import edited, new_draft
from shared.kit.content.images import Images
from shared.kit.content.messages import Job, messages
from shared.kit.content.moves import Step, moved
from shared.kit.content.outbox import Outbox
from shared.kit.content.rights import may_see, require, require_change
from shared.kit.content.store import ContentStore
from shared.kit.ids import now

C = TypeVar("C", bound=Content)

Publishable = Callable[[C, C | None], None]
"""Raises where an item must not be published, or not be edited as it is: then with what was public
before the edit, which may be wrong already."""

_ATTEMPTS = 5
SLUG_TRIES = 50
_BRIEFLY = 1.0
PATIENTLY = 10.0
"""Seconds that a change waits for what it asks for outside the documents."""


class Lifecycle(Generic[C]):
    """The commands of one kind. Every change raises the revision and tells of it."""

    def __init__(
        self,
        kind: type[C],
        store: ContentStore[C],
        outbox: Outbox[C],
        city: City,
        publishable: Publishable[C],
        images: Images[C],
    ) -> None:
        self._kind = kind
        self._store = store
        self._outbox = outbox
        self._city = city
        self._publishable = publishable
        self._images = images

    async def create(self, request: Create, caller: Caller | None) -> C:
        """A new draft; the same idempotency key of the same caller finds the first one."""
        author = require(caller, Role.AUTHOR)
        key = f"{author.id}:{request.key}" if request.key else None
        if key and (made := await self._store.by_key(key)):
            return made
        item = new_draft(self._kind, request.draft, author, self._city, now())
        await self._images.check(item)
        tries = 1 if request.draft.get("slug") else SLUG_TRIES
        for numbered in numbered_slugs(item, tries):
            if await self.insert(numbered, author, key):
                return numbered
            if key and (made := await self._store.by_key(key)):
                return made
        raise Conflict(f"Die Adresse „{item.slug}“ ist schon vergeben.", field="slug")

    async def insert(
        self, item: C, author: Caller, key: str | None, patience: float = _BRIEFLY
    ) -> bool:
        """Keeps a new item and tells of it; False where its slug is taken, or it is there."""
        try:
            await self._store.insert(item, messages(item, author, ()), key)
        except Conflict:
            return False
        await self._outbox.send(item.id, patience)
        return True

    async def edit(self, request: Edit, caller: Caller | None) -> C:
        """Replaces the named fields of the revision that the editor saw."""
        item = await self._seen(request.id, caller)
        author = require_change(item, caller)
        _check_revision(item, request.revision)
        after = edited(item, request.changes, self._city, now())
        await self._images.check(after, item)
        if after.status is Status.PUBLISHED:
            self._publishable(after, item)
        return await self.write(item, after, author)

    async def step(self, request: Move, caller: Caller | None, step: Step) -> C:
        """Takes a step in the item's life."""
        item = await self._seen(request.id, caller)
        editor = step.check(item, caller)
        _check_revision(item, request.revision)
        if step is moves.PUBLISH:
            self._publishable(item, None)
        return await self.write(item, moved(item, step, now()), editor, patience=PATIENTLY)

    async def withdraw(self, request: Withdraw, caller: Caller | None) -> C:
        """Takes a published item down, with the reason that stays in the change feed."""
        if request.replaced_by and request.replaced_by.id == request.id:
            raise Invalid("Ein Inhalt kann sich nicht selbst ersetzen.", field="replacedBy")
        item = await self._seen(request.id, caller)
        editor = moves.WITHDRAW.check(item, caller)
        _check_revision(item, request.revision)
        word = Withdrawal(
            reason=request.reason, note=request.note, at=now(), replaced_by=request.replaced_by
        )
        after = moved(item, moves.WITHDRAW, word.at, word)
        return await self.write(item, after, editor, patience=PATIENTLY)

    async def write(
        self,
        before: C,
        after: C,
        caller: Caller | None,
        jobs: Sequence[Job] = (),
        patience: float = _BRIEFLY,
    ) -> C:
        """Keeps the new state with its event and jobs, or raises `Conflict`.

        Waits `patience` seconds for what the change asks for outside the documents.
        """
        after = msgspec.structs.replace(after, revision=before.revision + 1, modified_at=now())
        if not await self._store.replace(before, after, messages(after, caller, jobs)):
            raise Conflict(
                "Der Inhalt wurde inzwischen geändert. Bitte laden Sie ihn neu.", field="revision"
            )
        await self._outbox.send(after.id, patience)
        return after

    async def update(
        self,
        item_id: str,
        change: Callable[[C], C | None],
        caller: Caller | None,
        jobs: Callable[[C], Sequence[Job]] = lambda _: (),
    ) -> C:
        """Applies the hub's own change to the present state, again where somebody was faster.

        `change` returns None where there is nothing to do.
        """
        for _ in range(_ATTEMPTS):
            before = (await self._store.get(item_id)).item
            after = change(before)
            if after is None:
                return before
            try:
                return await self.write(before, after, caller, jobs(after))
            except Conflict:
                continue
        raise Conflict("Der Inhalt wird gerade von anderen geändert.", field="revision")

    async def _seen(self, item_id: str, caller: Caller | None) -> C:
        item = (await self._store.get(item_id)).item
        if not may_see(item, caller):
            raise NotFound("Diesen Inhalt gibt es nicht.", field="id")
        return item


def numbered_slugs(item: C, tries: int = SLUG_TRIES) -> Iterator[C]:
    """The item with its slug, then with the slug and a number, for a slug made from the title."""
    yield item
    for number in range(2, tries + 1):
        yield msgspec.structs.replace(item, slug=f"{item.slug}-{number}")


def _check_revision(item: Content, expected: int | None) -> None:
    if expected is not None and expected != item.revision:
        raise Conflict(
            "Der Inhalt wurde inzwischen geändert. Bitte laden Sie ihn neu.", field="revision"
        )
