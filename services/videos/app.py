"""The service for videos: the life of content, uploads, captions, and the transcoder's reports."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from services.videos.captions import Captions
from services.videos.dead_letters import reading_dead_letters
from services.videos.media import PublicMedia
from services.videos.preview import Previews
from services.videos.reports import Reports
from services.videos.settings import VideoSettings
from services.videos.uploads import Uploads
from shared.contracts import jobs, uploads
from shared.contracts.errors import Invalid
from shared.contracts.kinds import VIDEOS
from shared.contracts.video import ProcessingState, Video
from shared.kit.bus import Endpoint
from shared.kit.content.service import content_service
from shared.kit.run import Program


def publishable(video: Video) -> None:
    """A video without anything to play is not published."""
    if video.playback is None:
        failed = video.processing.state is ProcessingState.FAILED
        reason = "konnte nicht verarbeitet werden" if failed else "ist noch nicht fertig"
        raise Invalid(f"Das Video {reason}.", field="processing")


@asynccontextmanager
async def videos(settings: VideoSettings, _stop: asyncio.Event) -> AsyncIterator[None]:
    """Answers on `videos.…`."""
    async with content_service(
        VIDEOS,
        settings,
        publishable=publishable,
        effect=lambda store, blobs: PublicMedia(store, blobs).settle,
    ) as service:
        store, life, blobs = service.store, service.lifecycle, service.blobs
        sending = Uploads(store, life, blobs, settings.max_source_bytes)
        reports = Reports(life)
        own = (
            Endpoint(uploads.BEGIN, sending.begin),
            Endpoint(uploads.PARTS, sending.parts),
            Endpoint(uploads.COMPLETE, sending.complete),
            Endpoint(uploads.SET_CAPTION, Captions(store, life, blobs).set),
            Endpoint(uploads.PREVIEW, Previews(store, blobs).address),
            Endpoint(jobs.STARTED, reports.started),
            Endpoint(jobs.DONE, reports.done),
            Endpoint(jobs.FAILED, reports.failed),
        )
        async with service.serve(*own), reading_dead_letters(service.bus.jetstream, reports):
            yield


app = Program("videos", VideoSettings, videos)
