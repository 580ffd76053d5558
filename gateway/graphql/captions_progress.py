"""Live news: how far automatic captions are."""

from collections.abc import AsyncGenerator

import msgspec
import strawberry
from nats.aio.msg import Msg

from gateway.graphql.arguments import ItemId
from gateway.graphql.context import Info
from gateway.graphql.ids import decode
from gateway.graphql.news import ENDS, news_on, present_video
from gateway.graphql.resolved import example, streamed
from gateway.graphql.scalars import enum_type
from shared.contracts import events
from shared.contracts.errors import NotFound
from shared.contracts.jobs import SpeechProgress, speech_progress_subject
from shared.contracts.video import Processing, ProcessingState, Video

enum_type(ProcessingState)


@strawberry.type(description="The state of automatic captions at one moment.")
class CaptionsProgress:
    state: ProcessingState = strawberry.field(description="How far they are.")
    fraction: float = strawberry.field(
        description="How much of the sound is written down, from 0 to 1.", metadata=example(0.4)
    )
    message: str = strawberry.field(
        default="",
        description="Why they failed, or what to know of those that are ready, in German.",
        metadata=example("Das Video hat keinen Ton."),
    )


@strawberry.type
class CaptionsNews:
    @streamed("How far automatic captions are, until they are ready, have failed or are cancelled.")
    async def captions_progress(
        self, info: Info, id: ItemId
    ) -> AsyncGenerator[CaptionsProgress, None]:
        kind, video_id = decode(str(id))
        subjects = speech_progress_subject(video_id), events.subject(kind, video_id)
        async with news_on(info.context.services.bus.client, *subjects) as news:
            speech = _speech(await present_video(info.context, video_id))
            told: SpeechProgress | None = None
            yield _state(speech, told)
            while speech.state not in ENDS:
                message = await news.get()
                if message.subject.startswith("progress."):
                    told = _progress(message)
                else:
                    speech = _speech(await present_video(info.context, video_id))
                yield _state(speech, told)


def _speech(video: Video) -> Processing:
    if video.speech is None:
        raise NotFound("Von diesem Video gibt es keine automatischen Untertitel.", field="id")
    return video.speech


def _progress(message: Msg) -> SpeechProgress:
    return msgspec.json.decode(message.data, type=SpeechProgress)


def _state(speech: Processing, told: SpeechProgress | None) -> CaptionsProgress:
    """What the video says, with what the worker tells of the same job."""
    fraction = told.fraction if told and told.job_id == speech.job_id else 0.0
    if speech.state is ProcessingState.READY:
        fraction = 1.0
    return CaptionsProgress(state=speech.state, fraction=fraction, message=speech.message)
