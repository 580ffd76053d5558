"""Runs, and captions, whose jobs were lost with the queue: they are asked for again."""

from collections.abc import Iterable, Iterator

import msgspec
from nats.errors import Error as NatsError
from nats.js import JetStreamContext
from nats.js.errors import NotFoundError

from services.videos.runs import plan_job
from services.videos.speech import is_awaited, speech_job
from services.videos.tracks import IN_WORK, tracks_of
from shared.contracts import jobs
from shared.contracts.video import Video
from shared.kit import log
from shared.kit.content.messages import Job
from shared.kit.streams import restore_streams

_PATIENCE_SECONDS = 1.0

_logger = log.get("hub.lost_runs")


class LostRuns:
    """A job leaves the queue when those that follow it are there: so where the queue is empty,
    nobody works on a run. To ask once too often does no harm: what is finished is found.
    """

    def __init__(self, jetstream: JetStreamContext) -> None:
        self._jetstream = jetstream

    async def ask_again(self, videos: Iterable[Video]) -> None:
        """Puts what each of the videos waits for on the queue, if the queue is empty."""
        asked = [job for video in videos for job in _awaited(video)]
        try:
            if not asked or await self._waiting():
                return
            for job in asked:
                _logger.warning("asked for again", job=repr(job.body))
                await self._jetstream.publish(
                    job.subject, msgspec.json.encode(job.body), timeout=_PATIENCE_SECONDS
                )
        except (NatsError, TimeoutError) as error:
            _logger.warning("lost runs wait", reason=repr(error))

    async def _waiting(self) -> int:
        """How many jobs are on the queue, which is made anew if it was lost itself."""
        try:
            return (await self._jetstream.stream_info(jobs.STREAM)).state.messages
        except NotFoundError:
            await restore_streams(self._jetstream)
            return 0


def _awaited(video: Video) -> Iterator[Job]:
    """The first job of each run, and the one for automatic captions."""
    for track in tracks_of(video):
        if track.processing.state in IN_WORK:
            yield from plan_job(video, track.kind)
    if is_awaited(video):
        yield from speech_job(video)
