"""Automatic captions: asked for by editors, written by a recogniser, kept until people review."""

import asyncio
from collections.abc import Sequence
from datetime import datetime, timedelta

from msgspec.structs import replace

from services.videos.captions import (
    Captions,
    check_changeable,
    is_kept_from_machines,
    with_caption,
)
from services.videos.timed_text import files
from services.videos.tracks import IN_WORK
from shared.contracts import jobs
from shared.contracts.caller import Caller
from shared.contracts.captions import OfLanguage, caption_label
from shared.contracts.errors import Conflict, Invalid, NotFound
from shared.contracts.jobs import Noted, SpeechFailed, SpeechJob, SpeechWritten
from shared.contracts.languages import SIMPLE
from shared.contracts.video import Caption, Processing, ProcessingState, Video
from shared.kit.content.lifecycle import Lifecycle
from shared.kit.content.messages import Job
from shared.kit.content.store import ContentStore
from shared.kit.ids import made_at, new_id, now

_PATIENCE = timedelta(hours=1)
"""After which an order may have been lost, and asking again counts."""

_SILENT = "Im Video war nichts Gesprochenes zu erkennen. Es gibt keine automatischen Untertitel."
_KEPT = (
    "Die automatischen Untertitel wurden nicht übernommen, "
    "weil es in dieser Sprache schon Untertitel von Menschen gibt."
)
_REPLACED = (
    "Das Video wurde inzwischen durch eine andere Datei ersetzt. "
    "Bitte lassen Sie die automatischen Untertitel noch einmal erstellen."
)
_UNREADABLE = "Die automatischen Untertitel waren fehlerhaft. Bitte versuchen Sie es noch einmal."


class Speech:
    """What editors ask of the recogniser, and what it reports."""

    def __init__(
        self, store: ContentStore[Video], lifecycle: Lifecycle[Video], captions: Captions
    ) -> None:
        self._store = store
        self._lifecycle = lifecycle
        self._captions = captions

    async def write(self, request: OfLanguage, caller: Caller | None) -> Video:
        """Asks for captions in the language that is spoken, unless they are on their way.

        A later order takes the place of an earlier one that may have been lost.
        """
        job_id = new_id()

        def asked(video: Video) -> Video | None:
            check_changeable(video, request, caller)
            if is_awaited(video.speech, now()):
                return None
            _check_speakable(video, request.language)
            return replace(video, speech=Processing(state=ProcessingState.QUEUED, job_id=job_id))

        def job(video: Video) -> Sequence[Job]:
            if video.source is None:
                return ()
            body = SpeechJob(
                id=job_id,
                video_id=video.id,
                source_key=video.source.key,
                language=request.language,
            )
            return (Job(jobs.subject(body), body),)

        return await self._lifecycle.update(request.id, asked, caller, job)

    async def written(self, report: SpeechWritten, _: Caller | None) -> Noted:
        """Keeps the captions as unreviewed. A repeat changes nothing."""
        if not report.webvtt.strip():
            return await self._end(report, _ended(report, message=_SILENT))
        try:
            video = (await self._store.get(report.video_id)).item
            if not _wants(video, report):
                return Noted(wanted=False)
            found = await asyncio.to_thread(files.read_again, report.webvtt)
        except NotFound:
            return Noted(wanted=False)
        except Invalid:
            return await self._end(report, _ended(report, "invalid_captions", _UNREADABLE))
        key = await self._captions.store(video.id, found, report.language)
        return await self._end(report, _ended(report), _by_machine(report, key))

    async def failed(self, report: SpeechFailed, _: Caller | None) -> Noted:
        """Says why; the editor may ask again."""
        return await self._end(report, _ended(report, report.code, report.message))

    async def _end(
        self,
        report: SpeechWritten | SpeechFailed,
        ended: Processing,
        caption: Caption | None = None,
    ) -> Noted:
        wanted = False

        def change(video: Video) -> Video | None:
            nonlocal wanted
            wanted = _wants(video, report)
            return _ending(video, report, ended, caption) if wanted else None

        try:
            await self._lifecycle.update(report.video_id, change, None)
        except NotFound:
            return Noted(wanted=False)
        return Noted(wanted=wanted)


def _check_speakable(video: Video, language: str) -> None:
    """`Conflict` where there is nothing to listen to, or nothing to write."""
    if video.source is None or video.source.upload_id or video.playback is None:
        raise Conflict("Das Video ist noch nicht fertig verarbeitet.", field="id")
    if not video.playback.sounds:
        raise Conflict("Das Video hat keinen Ton.", field="id")
    if language == SIMPLE and video.language != SIMPLE:
        raise Invalid(
            "Automatische Untertitel geben wieder, was gesprochen wird. In Leichte Sprache "
            "übertragen sie nichts: Bitte schreiben Sie diese Untertitel selbst.",
            field="language",
        )
    if is_kept_from_machines(video, language):
        raise Conflict(
            "In dieser Sprache gibt es schon Untertitel. Bitte entfernen Sie diese zuerst.",
            field="language",
        )


def is_awaited(speech: Processing | None, at: datetime) -> bool:
    """Whether captions were asked for, and so lately that they may still come."""
    if speech is None or speech.state not in IN_WORK or speech.job_id is None:
        return False
    return at - made_at(speech.job_id) < _PATIENCE


def _wants(video: Video, report: SpeechWritten | SpeechFailed) -> bool:
    speech = video.speech
    return speech is not None and speech.job_id == report.job_id and speech.state in IN_WORK


def _ended(report: SpeechWritten | SpeechFailed, code: str = "", message: str = "") -> Processing:
    state = ProcessingState.FAILED if code else ProcessingState.READY
    return Processing(state=state, job_id=report.job_id, code=code, message=message)


def _by_machine(report: SpeechWritten, key: str) -> Caption:
    label = caption_label(report.language)
    return Caption(language=report.language, label=label, key=key, origin=report.origin)


def _ending(
    video: Video,
    report: SpeechWritten | SpeechFailed,
    ended: Processing,
    caption: Caption | None,
) -> Video:
    """What was heard in a file that is no longer there says nothing of the one that is."""
    if isinstance(report, SpeechWritten) and not _is_of(video, report):
        return _with(video, _ended(report, "source_replaced", _REPLACED), None)
    return _with(video, ended, caption)


def _is_of(video: Video, report: SpeechWritten) -> bool:
    return video.source is not None and video.source.key == report.source_key


def _with(video: Video, ended: Processing, caption: Caption | None) -> Video:
    """Captions of people that came meanwhile stay, and the editor is told."""
    if caption is not None and is_kept_from_machines(video, caption.language):
        return replace(video, speech=replace(ended, message=_KEPT))
    captioned = with_caption(video, caption) if caption else None
    return replace(captioned or video, speech=ended)
