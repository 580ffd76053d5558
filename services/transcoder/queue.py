"""The work queue as the transcoder fills it: a plan's pieces, a few at a time."""

from functools import partial

import msgspec
from nats.aio.msg import Msg
from nats.errors import Error as NatsError
from nats.js import JetStreamContext

from services.transcoder.patience import patiently
from services.transcoder.plan import Plan
from shared.contracts.errors import Unavailable
from shared.contracts.jobs import STREAM, ChunkJob, FinishJob, Run, SoundJob, subject

Piece = SoundJob | ChunkJob | FinishJob

_MESSAGE_ID = "Nats-Msg-Id"

WINDOW = 16
"""So many chunks of a run are in the queue at once; whoever finishes one asks for the one that
many further on. Films that come later take turns with a long one instead of waiting for it."""


class Queue:
    """Asks for pieces. A repeat is dropped by the queue, or finds the piece finished."""

    def __init__(self, jetstream: JetStreamContext) -> None:
        self._jetstream = jetstream

    async def begin(self, run: Run, folder: str, plan: Plan) -> None:
        """The first chunk, which can be looked at soon, and the sound. Who takes up the sound asks
        for the rest: a worker that waits would be given some of that first.
        """
        if plan.picture:
            await self._chunk(run, folder, 0)
        if plan.sounds:
            await self._ask(SoundJob(run=run, folder=folder), "sound")
        else:
            await self.spread(run, folder, plan)

    async def spread(self, run: Run, folder: str, plan: Plan) -> None:
        """The chunks after the first, for all who are free."""
        for number in range(1, min(WINDOW, _chunks(plan))):
            await self._chunk(run, folder, number)

    async def go_on(self, job: ChunkJob, plan: Plan) -> None:
        """The chunk that follows when one is finished."""
        if job.number + WINDOW < _chunks(plan):
            await self._chunk(job.run, job.folder, job.number + WINDOW)

    async def finish(self, run: Run, folder: str) -> None:
        """What remains when all pieces are there."""
        await self._ask(FinishJob(run=run, folder=folder), "finish")

    async def put_back(self, message: Msg) -> None:
        """The same job again, behind what waits already, and counted anew."""
        headers = {k: v for k, v in (message.headers or {}).items() if k != _MESSAGE_ID}
        await self._jetstream.publish(message.subject, message.data, headers=headers or None)

    async def _chunk(self, run: Run, folder: str, number: int) -> None:
        await self._ask(ChunkJob(run=run, folder=folder, number=number), str(number))

    async def _ask(self, job: Piece, name: str) -> None:
        """The same piece of the same plan in the same run is on the queue once."""
        await patiently(partial(self._publish, job, f"{job.run.id}-{job.folder}-{name}"))

    async def _publish(self, job: Piece, name: str) -> None:
        data, headers = msgspec.json.encode(job), {_MESSAGE_ID: name}
        try:
            await self._jetstream.publish(subject(job), data, stream=STREAM, headers=headers)
        except NatsError as error:
            raise Unavailable("Die Warteschlange antwortet nicht.") from error


def _chunks(plan: Plan) -> int:
    return plan.picture.timeline.chunks if plan.picture else 0
