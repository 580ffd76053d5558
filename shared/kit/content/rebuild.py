"""The log CONTENT made anew from the documents, where it was lost."""

from typing import Generic, TypeVar

from nats.errors import Error as NatsError

from shared.contracts.caller import Caller, Role
from shared.contracts.calls import RebuildLog, Rebuilt
from shared.contracts.content import Content
from shared.contracts.errors import Unavailable
from shared.kit import log
from shared.kit.content.outbox import Outbox
from shared.kit.content.rights import require
from shared.kit.content.store import ContentStore
from shared.kit.documents import UnreadableDocument

C = TypeVar("C", bound=Content)

_logger = log.get("hub.rebuild")


class Rebuild(Generic[C]):
    """Goes through the items in stretches. The same again, or beside edits, does no harm,
    so it needs no more than an editor's right.
    """

    def __init__(self, store: ContentStore[C], outbox: Outbox[C]) -> None:
        self._store = store
        self._outbox = outbox

    async def stretch(self, request: RebuildLog, caller: Caller | None) -> Rebuilt:
        require(caller, Role.EDITOR)
        ids = await self._store.ids(request.first, request.after)
        try:
            told = [await self._tell(item_id) for item_id in ids]
        except (NatsError, TimeoutError):
            raise Unavailable("Das Protokoll der Änderungen antwortet nicht.") from None
        more = len(ids) == request.first
        return Rebuilt(compared=len(ids), told=sum(told), after=ids[-1] if more else None)

    async def _tell(self, item_id: str) -> bool:
        try:
            return await self._outbox.tell_again(item_id)
        except UnreadableDocument:  # holds up no other
            _logger.exception("document left out", item=item_id)
            return False
