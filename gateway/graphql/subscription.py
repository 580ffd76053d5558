"""Live news: how far the processing of a video is."""

from collections.abc import AsyncGenerator
from dataclasses import replace

import msgspec
import strawberry
from nats.aio.msg import Msg

from gateway.graphql.arguments import ItemId, OfTrack
from gateway.graphql.captions_progress import CaptionsNews
from gateway.graphql.context import Context, Info
from gateway.graphql.ids import decode
from gateway.graphql.news import ENDS, news_on, present_video
from gateway.graphql.progress_bar import ProgressBar
from gateway.graphql.resolved import example, streamed
from gateway.graphql.scalars import enum_type
from gateway.graphql.shown_video import is_silent, preview_path
from shared.contracts import events
from shared.contracts.jobs import TranscodeProgress, progress_subject
from shared.contracts.video import ProcessingState, TrackKind

enum_type(ProcessingState)
enum_type(TrackKind)


@strawberry.type(description="The state of a video's processing at one moment.")
class VideoProgress:
    state: ProcessingState = strawberry.field(description="How far it is.")
    fraction: float = strawberry.field(
        description="How much is done, from 0 to 1.", metadata=example(0.4)
    )
    speed: float | None = strawberry.field(
        default=None, description="Seconds of video per second of work.", metadata=example(2.5)
    )
    remaining_seconds: float | None = strawberry.field(
        default=None, description="How long it will take; null where unknown.", metadata=example(95)
    )
    chunks_done: int = strawberry.field(
        default=0, description="How many chunks are made.", metadata=example(12)
    )
    chunks_total: int = strawberry.field(
        default=0, description="How many there are; 0 while nobody knows.", metadata=example(30)
    )
    message: str = strawberry.field(
        default="",
        description="Why it failed, or what to know of what is ready, in German.",
        metadata=example("Die Datei hat kein Bild."),
    )
    preview_url: str | None = strawberry.field(
        default=None,
        description="Once there is something to look at; see `Video.previewUrl`.",
        metadata=example("/vorschau/eyJhbGciOi/videos/0190a5c2/master.m3u8"),
    )
    preview_is_silent: bool = strawberry.field(
        default=False,
        description="Whether the sound of the preview is still being made.",
        metadata=example(False),
    )


@strawberry.type(
    description="What is told while it happens, over WebSocket (graphql-transport-ws)."
)
class Subscription(CaptionsNews):
    @streamed("How far a video's processing is, until it is ready, has failed or is cancelled.")
    async def video_progress(
        self, info: Info, id: ItemId, track: OfTrack = TrackKind.MAIN
    ) -> AsyncGenerator[VideoProgress, None]:
        kind, video_id = decode(str(id))
        subjects = progress_subject(video_id), events.subject(kind, video_id)
        async with news_on(info.context.services.bus.client, *subjects) as news:
            bar = ProgressBar()
            state = await _state(info.context, video_id, track, bar)
            yield state
            while state.state not in ENDS:
                message = await news.get()
                if not message.subject.startswith("progress."):
                    state = await _state(info.context, video_id, track, bar)
                    yield state
                elif (told := _progress(message)).track is track and (now := bar.taken(told)):
                    yield _running(now, state)


async def _state(
    context: Context, video_id: str, kind: TrackKind, bar: ProgressBar
) -> VideoProgress:
    video = await present_video(context, video_id)
    track = video.track(kind)
    processing = track.processing
    state = VideoProgress(
        state=processing.state,
        fraction=1.0 if processing.state is ProcessingState.READY else 0.0,
        message=processing.message,
        preview_url=preview_path(video, track.playback, context),
        preview_is_silent=is_silent(track.playback),
    )
    known = bar.of(processing.job_id)
    running = processing.state is ProcessingState.RUNNING
    return _running(known, state) if running and known else state


def _progress(message: Msg) -> TranscodeProgress:
    return msgspec.json.decode(message.data, type=TranscodeProgress)


def _running(progress: TranscodeProgress, state: VideoProgress) -> VideoProgress:
    """What a worker tells, with what the document says of the preview."""
    return replace(
        state,
        state=ProcessingState.RUNNING,
        fraction=progress.fraction,
        speed=progress.speed or None,
        remaining_seconds=progress.remaining_seconds,
        chunks_done=progress.chunks_done,
        chunks_total=progress.chunks_total,
    )
