"""Videos of other hubs: what all kinds have, and their captions and film, made anew here."""

import asyncio
from collections.abc import Mapping
from typing import Any

import msgspec
from msgspec.structs import replace

from services.videos.captions import Captions
from services.videos.runs import plan_job, queued
from services.videos.timed_text import files
from services.videos.tracks import with_track
from shared.contracts.caller import Caller
from shared.contracts.calls import Film, Mirror
from shared.contracts.errors import Invalid
from shared.contracts.mirrored import MediaChoice
from shared.contracts.video import Caption, Source, Track, TrackKind, Video
from shared.kit.content.lifecycle import Lifecycle
from shared.kit.content.mirroring import Mirroring, check_source
from shared.kit.validation import invalid


class VideoMirroring:
    """A film from elsewhere is not played as it is: the transcoder reads it like any other file.
    Until it can be played the video is a draft; to be public it is asked for once more.
    """

    def __init__(
        self, mirroring: Mirroring[Video], lifecycle: Lifecycle[Video], captions: Captions
    ) -> None:
        self._mirroring = mirroring
        self._lifecycle = lifecycle
        self._captions = captions

    async def mirror(self, request: Mirror, caller: Caller | None) -> Video:
        _check_tracks(request.films)
        known = await self._mirroring.known(str(request.content.get("id")))
        check_source(known, request.source.hub)
        content = request.content | {"captions": await self._kept_captions(request, known)}
        if known and known.duration_seconds is not None:
            content["duration_seconds"] = known.duration_seconds
        video = await self._mirroring.mirror(replace(request, content=content), caller)
        for name, film in request.films.items():
            video = await self._with_film(video, TrackKind(name), film)
        linked = request.source.media is MediaChoice.LINK
        return await self._without_films(video) if linked and video.source else video

    async def _kept_captions(self, request: Mirror, known: Video | None) -> list[Any]:
        """The captions whose texts came along, under keys of this hub, and those it has."""
        here = {caption.key: caption for caption in known.captions} if known else {}
        kept = [
            replace(caption, key=await self._kept(str(request.content["id"]), caption, text))
            if (text := request.captions.get(caption.key))
            else here.get(caption.key)
            for caption in _captions(request)
        ]
        return [msgspec.to_builtins(caption) for caption in kept if caption]

    async def _kept(self, video_id: str, caption: Caption, text: str) -> str:
        found = await asyncio.to_thread(files.read_again, text)
        return await self._captions.store(video_id, found, caption.language)

    async def _with_film(self, video: Video, kind: TrackKind, film: Film) -> Video:
        source = Source(key=film.key, filename=film.filename, bytes=film.bytes)

        def sent(item: Video) -> Video | None:
            track = item.track(kind)
            if track.source and track.source.filename == film.filename:
                return None
            return with_track(item, queued(replace(track, source=source, pending=None)))

        return await self._lifecycle.update(video.id, sent, None, lambda item: plan_job(item, kind))

    async def _without_films(self, video: Video) -> Video:
        """What was copied before goes: from now on the films are seen at their source."""

        def emptied(item: Video) -> Video:
            return with_track(replace(item, tracks=()), Track(kind=TrackKind.MAIN))

        return await self._lifecycle.update(video.id, emptied, None)


def _captions(request: Mirror) -> tuple[Caption, ...]:
    try:
        return msgspec.convert(request.content.get("captions", ()), tuple[Caption, ...])
    except msgspec.ValidationError as error:
        raise invalid(error) from None


def _check_tracks(films: Mapping[str, Film]) -> None:
    if unknown := films.keys() - set(TrackKind):
        raise Invalid(f"Diese Spuren gibt es nicht: {', '.join(sorted(unknown))}.", field="films")
