"""The service for videos: the life of content, uploads, captions, and the transcoder's reports."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from typing import Any

from services.videos.broken_off import Measuring
from services.videos.caption_reading import CaptionReading
from services.videos.captions import Captions
from services.videos.cleanup import Cleanup
from services.videos.dead_letters import GivenUp, reading_dead_letters
from services.videos.frames import Frames
from services.videos.heard import Heard
from services.videos.lost_runs import LostRuns
from services.videos.media import VideoFiles, retired_folders
from services.videos.mirroring import VideoMirroring
from services.videos.multipart import Multipart
from services.videos.playlists import Playlists
from services.videos.preview import Previews
from services.videos.publishable import publishable
from services.videos.reports import Reports
from services.videos.runs import Runs
from services.videos.settings import VideoSettings
from services.videos.speech import Speech
from services.videos.speech_reports import SpeechReports
from services.videos.uploads import Uploads
from shared.contracts import captions, jobs, uploads
from shared.contracts.kinds import VIDEOS
from shared.contracts.video import Video
from shared.kit.bus import Endpoint
from shared.kit.content.regularly import regularly
from shared.kit.content.service import ContentService, content_service
from shared.kit.run import Program

Endpoints = tuple[Endpoint[Any, Any], ...]


@asynccontextmanager
async def videos(settings: VideoSettings, _stop: asyncio.Event) -> AsyncIterator[None]:
    """Answers on `videos.…`."""
    async with content_service(
        VIDEOS,
        settings,
        publishable=publishable,
        files=lambda blobs: VideoFiles(blobs, Playlists(blobs)),
        stays=retired_folders,
        said=lambda blobs: Heard(blobs).cues,
    ) as service:
        store, life, blobs = service.store, service.lifecycle, service.blobs
        frames = Frames(life, service.bus.jetstream)
        lost = LostRuns(service.bus.jetstream)
        reports = Reports(life, service.settling.soon, Measuring(store, blobs))
        heard = SpeechReports(store, life, Captions(store, life, blobs))
        grace = timedelta(seconds=settings.cleanup_grace_seconds)
        own = (
            *_files(service, settings),
            *_texts(service),
            *_reports(reports, frames, heard),
        )
        async with (
            _special(service, frames).serve(*own),
            reading_dead_letters(service.bus.jetstream, GivenUp(reports.failed, heard.failed).tell),
            regularly(
                Cleanup(
                    store, blobs, service.settling.settle, frames.ask, lost.ask_again, grace
                ).sweep,
                settings,
            ),
        ):
            yield


def _special(service: ContentService[Video], frames: Frames) -> ContentService[Video]:
    """An edit of a video may ask for pictures, and a mirrored one brings its film along: they go
    by the video's own ways.
    """
    calls = VIDEOS.calls
    captions = Captions(service.store, service.lifecycle, service.blobs)
    mirroring = VideoMirroring(service.mirroring, service.lifecycle, captions)
    own = (Endpoint(calls.edit, frames.edit), Endpoint(calls.mirror, mirroring.mirror))
    replaced = {endpoint.call.subject for endpoint in own}
    others = (each for each in service.endpoints if each.call.subject not in replaced)
    return replace(service, endpoints=(*others, *own))


def _files(service: ContentService[Video], settings: VideoSettings) -> Endpoints:
    store, life, blobs = service.store, service.lifecycle, service.blobs
    multipart = Multipart(blobs)
    sending = Uploads(store, life, multipart, settings.max_source_bytes)
    runs = Runs(store, life, multipart, Measuring(store, blobs))
    return (
        Endpoint(uploads.BEGIN, sending.begin),
        Endpoint(uploads.PARTS, sending.parts),
        Endpoint(uploads.COMPLETE, sending.complete),
        Endpoint(uploads.TRANSCODE, runs.transcode),
        Endpoint(uploads.CANCEL, runs.cancel),
        Endpoint(uploads.REMOVE_TRACK, runs.remove_track),
        Endpoint(uploads.PREVIEW, Previews(store, blobs, Playlists(blobs)).file),
    )


def _texts(service: ContentService[Video]) -> Endpoints:
    writing = Captions(service.store, service.lifecycle, service.blobs)
    speech = Speech(service.store, service.lifecycle)
    reading = CaptionReading(service.store, service.blobs)
    return (
        Endpoint(captions.SET, writing.set),
        Endpoint(captions.REVIEW, writing.review),
        Endpoint(captions.REMOVE, writing.remove),
        Endpoint(captions.WRITE, speech.write),
        Endpoint(captions.CANCEL, speech.cancel),
        Endpoint(captions.READ, reading.text),
        Endpoint(captions.FIND, reading.find),
        Endpoint(captions.TRANSCRIPT, reading.transcript),
    )


def _reports(reports: Reports, frames: Frames, heard: SpeechReports) -> Endpoints:
    return (
        Endpoint(jobs.STARTED, reports.started),
        Endpoint(jobs.LANDED, reports.landed),
        Endpoint(jobs.DONE, reports.done),
        Endpoint(jobs.FAILED, reports.failed),
        Endpoint(jobs.FRAMES, frames.taken),
        Endpoint(jobs.SPEECH_STARTED, heard.started),
        Endpoint(jobs.SPEECH_WRITTEN, heard.written),
        Endpoint(jobs.SPEECH_FAILED, heard.failed),
    )


app = Program("videos", VideoSettings, videos)
