"""What the recogniser reports: kept with the video, unless nobody waits for it any more."""

import asyncio
from collections.abc import Callable

from msgspec.structs import replace

from services.videos.captions import Captions, is_kept_from_machines, with_caption
from services.videos.speech import asked_language, is_awaited
from services.videos.timed_text import files
from services.videos.tracks import IN_WORK
from shared.contracts.caller import Caller
from shared.contracts.captions import caption_label
from shared.contracts.errors import Invalid, NotFound
from shared.contracts.jobs import Noted, SpeechFailed, SpeechStarted, SpeechWritten
from shared.contracts.video import Caption, Processing, ProcessingState, Video
from shared.kit.content.lifecycle import Lifecycle
from shared.kit.content.store import ContentStore

_SILENT = (
    "Im Video war nichts Gesprochenes zu erkennen. Es gibt keine automatischen Untertitel. "
    "Wird doch gesprochen, laden Sie bitte eine Untertiteldatei hoch."
)
_KEPT = (
    "Die automatischen Untertitel wurden nicht übernommen, "
    "weil es in dieser Sprache schon Untertitel von Menschen gibt."
)
_REPLACED = (
    "Das Video wurde inzwischen durch eine andere Datei ersetzt. "
    "Bitte lassen Sie die automatischen Untertitel noch einmal erstellen."
)
_UNREADABLE = "Die automatischen Untertitel waren fehlerhaft. Bitte versuchen Sie es noch einmal."
_FINISHABLE = IN_WORK | {ProcessingState.FAILED}
"""What was given up by mistake is taken all the same when it ends well."""

Report = SpeechStarted | SpeechWritten | SpeechFailed


class SpeechReports:
    """The answers to a worker. A repeat changes nothing, nor does what comes after the end."""

    def __init__(
        self, store: ContentStore[Video], lifecycle: Lifecycle[Video], captions: Captions
    ) -> None:
        self._store = store
        self._lifecycle = lifecycle
        self._captions = captions

    async def started(self, report: SpeechStarted, _: Caller | None) -> Noted:
        """Comes with each heartbeat, too: what would not be taken is not written to the end."""

        def begun(video: Video) -> Video:
            running = Processing(state=ProcessingState.RUNNING, job_id=report.job_id)
            overtaken = _overtaken(video, report, asked_language(video))
            return replace(video, speech=overtaken or running)

        video = await self._note(report, IN_WORK, begun)
        return Noted(wanted=video is not None and is_awaited(video))

    async def written(self, report: SpeechWritten, _: Caller | None) -> Noted:
        """Keeps the captions as unreviewed."""
        if not report.webvtt.strip():
            return await self._end(report, _ended(report, message=_SILENT))
        try:
            video = (await self._store.get(report.video_id)).item
            if not _wants(video, report, _FINISHABLE):
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

        def given_up(video: Video) -> Video:
            return replace(video, speech=_ended(report, report.code, report.message))

        return Noted(wanted=await self._note(report, IN_WORK, given_up) is not None)

    async def _end(
        self, report: SpeechWritten, ended: Processing, caption: Caption | None = None
    ) -> Noted:
        def finished(video: Video) -> Video:
            if overtaken := _overtaken(video, report, report.language):
                return replace(video, speech=overtaken)
            captioned = with_caption(video, caption) if caption else None
            return replace(captioned or video, speech=ended)

        return Noted(wanted=await self._note(report, _FINISHABLE, finished) is not None)

    async def _note(
        self,
        report: Report,
        awaited: frozenset[ProcessingState],
        change: Callable[[Video], Video],
    ) -> Video | None:
        """The video after the report, None where the report is not awaited."""
        wanted = False

        def current(video: Video) -> Video | None:
            nonlocal wanted
            wanted = _wants(video, report, awaited)
            after = change(video) if wanted else video
            return None if after == video else after

        try:
            video = await self._lifecycle.update(report.video_id, current, None)
        except NotFound:
            return None
        return video if wanted else None


def _wants(video: Video, report: Report, awaited: frozenset[ProcessingState]) -> bool:
    speech = video.speech
    return speech is not None and speech.job_id == report.job_id and speech.state in awaited


def _ended(report: Report, code: str = "", message: str = "") -> Processing:
    state = ProcessingState.FAILED if code else ProcessingState.READY
    return Processing(state=state, job_id=report.job_id, code=code, message=message)


def _overtaken(
    video: Video, report: SpeechStarted | SpeechWritten, language: str
) -> Processing | None:
    """What there is to say where the file was replaced meanwhile, or people were faster."""
    if video.source is None or video.source.key != report.source_key:
        return _ended(report, "source_replaced", _REPLACED)
    kept = is_kept_from_machines(video, language)
    return _ended(report, message=_KEPT) if kept else None


def _by_machine(report: SpeechWritten, key: str) -> Caption:
    label = caption_label(report.language)
    return Caption(language=report.language, label=label, key=key, origin=report.origin)
