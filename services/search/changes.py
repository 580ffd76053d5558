"""The log of changes, read from any place on: also what it says of kinds yet unknown here."""

from collections.abc import AsyncGenerator

import msgspec
from msgspec import Struct
from nats.aio.msg import Msg
from nats.js import JetStreamContext
from nats.js.api import AckPolicy, ConsumerConfig, DeliverPolicy

from services.search.index import Place
from shared.contracts import events
from shared.contracts.content import Status
from shared.kit import log

_BATCH = 500
_QUIET_SECONDS = 5.0
_FORGOTTEN_SECONDS = 60.0
_logger = log.get("hub.search")


class Change(Struct, frozen=True):
    """What the search needs of a `ContentChanged`; the kind may be newer than this program."""

    kind: str
    content_id: str
    status: str
    sequence: int = 0

    @property
    def is_public(self) -> bool:
        return self.status == Status.PUBLISHED


class Stretch(Struct, frozen=True):
    """Changes in their order, the place after them, and whether they were the last for now."""

    changes: tuple[Change, ...]
    place: Place
    caught_up: bool


async def stretches(jetstream: JetStreamContext, place: Place) -> AsyncGenerator[Stretch, None]:
    """All changes after the place, for ever; another log than the one known from its beginning.

    Raises what NATS says, as when it has forgotten who reads here.
    """
    began = (await jetstream.stream_info(events.STREAM)).created
    sequence = place.sequence if place.log_began == began else 0
    config = ConsumerConfig(
        deliver_policy=DeliverPolicy.BY_START_SEQUENCE,
        opt_start_seq=sequence + 1,
        ack_policy=AckPolicy.NONE,
        inactive_threshold=_FORGOTTEN_SECONDS,
        mem_storage=True,
    )
    pull = await jetstream.pull_subscribe("content.>", stream=events.STREAM, config=config)
    try:
        while True:
            try:
                messages = await pull.fetch(_BATCH, timeout=_QUIET_SECONDS)
            except TimeoutError:
                await pull.consumer_info()
                messages = []
            pending = 0
            if messages:
                last = messages[-1].metadata
                sequence, pending = last.sequence.stream, last.num_pending
            changes = tuple(change for message in messages for change in _read(message))
            yield Stretch(changes, Place(began, sequence), caught_up=pending == 0)
    finally:
        await pull.unsubscribe()


def _read(message: Msg) -> list[Change]:
    try:
        change = msgspec.json.decode(message.data, type=Change)
    except msgspec.DecodeError as error:
        _logger.warning("not a change", subject=message.subject, reason=str(error))
        return []
    return [msgspec.structs.replace(change, sequence=message.metadata.sequence.stream)]
