"""What becomes of a report: approved or rejected by an editor, deleted by who sent it."""

from collections.abc import Awaitable, Callable
from datetime import timedelta

from msgspec.structs import replace

from services.remakes import form
from services.remakes.photos import Photos
from services.remakes.store import RemakeStore
from shared.contracts.caller import Caller, Role
from shared.contracts.errors import Conflict, Invalid, NotFound
from shared.contracts.remake import Remake, RemakeStatus
from shared.contracts.remake_calls import Approve, ByCode, Deleted, Reject
from shared.kit.codes import hash_of
from shared.kit.content.rights import require
from shared.kit.ids import now

REJECTED = timedelta(days=30)
"""So long the reason can be read with the code; then the rest is deleted too."""

_MOST_REASON = 500


class Deciding:
    """Content and photo of what is rejected are deleted at once. `tell` is awaited after whatever
    the public may see differently.
    """

    def __init__(
        self, store: RemakeStore, photos: Photos, tell: Callable[[Remake], Awaitable[None]]
    ) -> None:
        self._store = store
        self._photos = photos
        self._tell = tell

    async def approve(self, request: Approve, caller: Caller | None) -> Remake:
        """Shows the report to everybody."""
        editor = require(caller, Role.EDITOR)
        before = await self._store.get(request.id)
        if before.status is RemakeStatus.APPROVED:
            return before
        if before.status is RemakeStatus.REJECTED:
            raise Conflict("Diese Rückmeldung wurde schon abgelehnt und ist gelöscht.", field="id")
        _check_revision(before, request.revision)
        after = replace(
            before,
            status=RemakeStatus.APPROVED,
            revision=before.revision + 1,
            decided_at=now(),
            decided_by=editor.id,
        )
        await self._store.replace(before, after)
        await self._tell(after)
        return after

    async def reject(self, request: Reject, caller: Caller | None) -> Remake:
        """The photo goes last: the cleanup finds one whose report shows none any more."""
        editor = require(caller, Role.EDITOR)
        before = await self._store.get(request.id)
        if before.status is RemakeStatus.REJECTED:
            return before
        _check_revision(before, request.revision)
        moment = now()
        after = replace(
            _emptied(before),
            status=RemakeStatus.REJECTED,
            revision=before.revision + 1,
            reason=_reason(request.reason),
            decided_at=moment,
            decided_by=editor.id,
        )
        await self._store.replace(before, after, moment + REJECTED)
        await self._tell(after)
        await self._photos.delete(before.id)
        return after

    async def look_up(self, request: ByCode, _: Caller | None) -> Remake:
        """The report of who holds the code."""
        kept = await self._store.by_code(hash_of(request.code))
        if kept is None:
            raise NotFound("Zu diesem Code gibt es keine Rückmeldung (mehr).", field="code")
        return kept.remake

    async def delete(self, request: ByCode, _: Caller | None) -> Deleted:
        """Deletes report and photo for good; the same again changes nothing."""
        if kept := await self._store.by_code(hash_of(request.code)):
            await self._photos.delete(kept.remake.id)
            await self._store.delete(kept.remake.id)
            await self._tell(kept.remake)
        return Deleted()


def _emptied(remake: Remake) -> Remake:
    """Without anything that was written or shown."""
    return replace(remake, answers=(), note="", place=None, photo=None)


def _reason(typed: str) -> str:
    try:
        reason = form.plain(typed, _MOST_REASON)
    except Invalid as error:
        raise Invalid(error.message, field="reason") from None
    if not reason:
        raise Invalid("Bitte nennen Sie den Grund.", field="reason")
    return reason


def _check_revision(remake: Remake, seen: int | None) -> None:
    if seen is not None and seen != remake.revision:
        raise Conflict("Jemand war schneller. Bitte laden Sie die Seite neu.", field="revision")
