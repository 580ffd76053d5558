"""From finished pieces to playlists: written anew each time a piece lands, by whoever made it."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import takewhile

from msgspec import Struct

from services.transcoder.manifest import ChunkManifest, Piece, SoundManifest
from services.transcoder.media_playlists import (
    GROWING,
    WHOLE,
    Form,
    keyframe_playlist,
    media_playlist,
)
from services.transcoder.plan import Plan
from services.transcoder.run_folder import Pieces, RunFolder


class Assembled(Struct, frozen=True, kw_only=True):
    """What can be played by now: the pieces from the beginning on, as far as there is no gap.

    `awaits_sound`: not all of it is made, and none is told of; the picture can be looked at by
    itself. `cut_short`: the file ends before its head says.
    """

    chunks: tuple[ChunkManifest, ...]
    sounds: tuple[SoundManifest, ...]
    seconds: float
    complete: bool
    awaits_sound: bool
    cut_short: bool

    @property
    def is_playable(self) -> bool:
        return bool(self.seconds and (self.chunks or self.sounds))

    def pieces(self, rendition: str) -> list[Piece]:
        """The picture in that size."""
        return [chunk.pieces[rendition] for chunk in self.chunks]


async def assemble(folder: RunFolder, plan: Plan) -> Assembled:
    """Writes the playlists. Of several workers the last to write has seen what all have made:
    each looks again after writing.
    """
    pieces = await folder.pieces()
    while True:
        state = assembled(plan, pieces)
        if state.is_playable:
            await _write(folder, plan, state)
        after = await folder.pieces()
        if (after.chunks.keys(), after.sounds.keys()) == (
            pieces.chunks.keys(),
            pieces.sounds.keys(),
        ):
            return state
        pieces = after


def assembled(plan: Plan, pieces: Pieces) -> Assembled:
    """The state that the pieces are in."""
    total = plan.picture.timeline.chunks if plan.picture else 0
    run = takewhile(lambda number: number in pieces.chunks, range(total))
    chunks = [pieces.chunks[number] for number in run]
    sounds = tuple(
        pieces.sounds[sound.name] for sound in plan.sounds if sound.name in pieces.sounds
    )
    heard = len(sounds) == len(plan.sounds)
    complete = heard and len(chunks) == total
    end = first_cut(plan, pieces)
    seen = tuple(chunk for chunk in chunks[:end] if not chunk.is_empty)
    return Assembled(
        chunks=seen,
        sounds=sounds if heard else (),
        seconds=_seconds(plan, seen),
        complete=complete,
        awaits_sound=not heard,
        cut_short=complete and _ends_early(plan, chunks),
    )


def first_cut(plan: Plan, pieces: Pieces) -> int | None:
    """How many chunks there are where the file breaks off early: up to the one that is short."""
    if plan.picture is None:
        return None
    name, timeline = plan.picture.largest.name, plan.picture.timeline
    for number, chunk in sorted(pieces.chunks.items()):
        ticks = chunk.pieces[name].ticks if name in chunk.pieces else 0
        if ticks < timeline.frames_in(number) * timeline.ticks_per_frame:
            return number + 1
    return None


def _seconds(plan: Plan, chunks: tuple[ChunkManifest, ...]) -> float:
    if plan.picture is None:
        return plan.duration_seconds
    name, timeline = plan.picture.largest.name, plan.picture.timeline
    return sum(chunk.pieces[name].ticks for chunk in chunks) / timeline.timescale


def _ends_early(plan: Plan, chunks: list[ChunkManifest]) -> bool:
    if plan.picture is None:
        return False
    timeline = plan.picture.timeline
    missing = sum(
        max(0, timeline.frames_in(number) - chunk.frames) for number, chunk in enumerate(chunks)
    )
    return missing > Fraction(timeline.rate)


async def _write(folder: RunFolder, plan: Plan, state: Assembled) -> None:
    """Those of a growing film are brought to their end, too: somebody may be watching it."""
    for form in (GROWING, WHOLE) if state.complete else (GROWING,):
        for name, text in _playlists(plan, state, form):
            await folder.write_playlist(name, text)


def _playlists(plan: Plan, state: Assembled, form: Form) -> Iterator[tuple[str, str]]:
    complete = state.complete
    if plan.picture:
        scale = plan.picture.timeline.timescale
        for rendition in plan.picture.renditions:
            pieces = state.pieces(rendition.name)
            whole = media_playlist(pieces, scale, form, complete=complete)
            keys = keyframe_playlist(pieces, scale, form, complete=complete)
            yield f"{rendition.name}/{form.segments}", whole
            yield f"{rendition.name}/{form.keyframes}", keys
    for sound in state.sounds:
        piece = until(sound, state.seconds)
        heard = media_playlist([piece], sound.timescale, form, complete=complete)
        yield f"{sound.name}/{form.segments}", heard


def until(sound: SoundManifest, seconds: float) -> Piece:
    """The segments that begin before a time: the sound goes no further than the picture."""
    kept, begin = [], 0
    for segment in sound.piece.segments:
        if begin >= seconds * sound.timescale:
            break
        kept.append(segment)
        begin += segment.ticks
    return Piece(object=sound.piece.object, init=sound.piece.init, segments=tuple(kept))
