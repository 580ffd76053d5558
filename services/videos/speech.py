"""Automatic captions, as editors ask for them: written by a recogniser, kept until reviewed."""

from collections.abc import Sequence

from msgspec.structs import replace

from services.videos.captions import check_changeable
from services.videos.speakable import check_speakable
from services.videos.tracks import IN_WORK
from shared.contracts import jobs
from shared.contracts.caller import Caller
from shared.contracts.captions import CancelCaptions, OfLanguage
from shared.contracts.errors import Conflict
from shared.contracts.jobs import SpeechJob
from shared.contracts.languages import language_name
from shared.contracts.video import Processing, ProcessingState, Video
from shared.kit.content.lifecycle import Lifecycle
from shared.kit.content.messages import Job
from shared.kit.content.rights import require_change
from shared.kit.content.store import ContentStore
from shared.kit.ids import new_id


def is_awaited(video: Video) -> bool:
    """Whether automatic captions are on their way."""
    return video.speech is not None and video.speech.state in IN_WORK


def asked_language(video: Video) -> str:
    """The one that is to be written; orders of old do not name it."""
    return video.speech_language or video.language


def speech_job(video: Video) -> Sequence[Job]:
    """The job that the automatic captions wait for."""
    if video.source is None or video.speech is None or video.speech.job_id is None:
        return ()
    job = SpeechJob(
        id=video.speech.job_id,
        video_id=video.id,
        source_key=video.source.key,
        language=asked_language(video),
    )
    return (Job(jobs.subject(job), job),)


class Speech:
    """What editors ask of the recogniser. The same again changes nothing."""

    def __init__(self, store: ContentStore[Video], lifecycle: Lifecycle[Video]) -> None:
        self._store = store
        self._lifecycle = lifecycle

    async def write(self, request: OfLanguage, caller: Caller | None) -> Video:
        """Asks for captions in the language that is spoken, unless they are on their way."""

        def asked(video: Video) -> Video | None:
            check_changeable(video, request, caller)
            if is_awaited(video):
                _check_same(video, request.language)
                return None
            check_speakable(video, request.language)
            queued = Processing(state=ProcessingState.QUEUED, job_id=new_id())
            return replace(video, speech=queued, speech_language=request.language)

        return await self._lifecycle.update(request.id, asked, caller, speech_job)

    async def cancel(self, request: CancelCaptions, caller: Caller | None) -> Video:
        """Lets go of the job: its worker hears of it at the next heartbeat."""
        require_change((await self._store.get(request.id)).item, caller)

        def stopped(video: Video) -> Video | None:
            cancelled = Processing(state=ProcessingState.CANCELLED)
            return replace(video, speech=cancelled) if is_awaited(video) else None

        return await self._lifecycle.update(request.id, stopped, caller)


def _check_same(video: Video, language: str) -> None:
    """`Conflict` where others are on their way: one job at a time."""
    present = asked_language(video)
    if present != language:
        raise Conflict(
            "Die automatischen Untertitel in einer anderen Sprache sind noch in Arbeit "
            f"({language_name(present)}). Bitte warten Sie, bis sie fertig sind, oder brechen "
            "Sie sie ab.",
            field="language",
        )
