"""Makes a chunk: all renditions of one stretch of the picture, in one run of ffmpeg."""

import asyncio
import math
from collections.abc import Callable, Sequence
from io import BytesIO
from pathlib import Path

from services.transcoder import commands
from services.transcoder.boxes import NotFragmented, avc_codecs, cut
from services.transcoder.errors import Damaged, TooCostly
from services.transcoder.filters import end_of
from services.transcoder.judged import run_judged
from services.transcoder.manifest import ChunkManifest, Piece, short_hash
from services.transcoder.plan import PicturePlan
from services.transcoder.progress import Progress
from services.transcoder.source import Source
from services.transcoder.tools import Tools
from shared.kit import log
from shared.kit.process import Limits

MEMORY_BYTES = 6 << 30
CPU_SECONDS_PER_SECOND = 30
"""Decoding and encoding one second of video may cost this much; 1080p at 30 fps takes about 3,
and 4K in high dynamic range at 60 fps about 12."""

DECODING_CPU_SECONDS_PER_SECOND = 5
"""Decoding alone, from the keyframe before a chunk; 1080p takes about 0.2, and 4K at 60 fps 2."""

LEAST_CPU_SECONDS = 20
SHARING = 3
"""How much longer work may last than the processor is busy with it: others want it, too."""

LEAST_FILE_BYTES = 64 << 20

_logger = log.get("hub.transcoder")

OnProgress = Callable[[Progress], None]


class Stretch:
    """One chunk in a folder of its own: the files that ffmpeg writes are named by rendition."""

    def __init__(
        self, plan: PicturePlan, number: int, folder: Path, tools: Tools, on_progress: OnProgress
    ) -> None:
        self._plan = plan
        self._number = number
        self._folder = folder
        self._tools = tools
        self._on_progress = on_progress

    @property
    def wanted(self) -> int:
        """How many frames must come out for the chunk to be whole. The length that a file's head
        names may be wrong by a few frames, so the last chunk need not be complete.
        """
        timeline = self._plan.timeline
        frames = timeline.frames_in(self._number)
        slack = math.ceil(timeline.rate / 2) if timeline.is_last(self._number) else 0
        return max(1, frames - slack)

    async def encode(self, source: Source) -> ChunkManifest:
        """What the source holds at this place, with nothing added. `Damaged` if ffmpeg fails."""
        return await self._made(commands.chunk(source, self._plan, self._number, self._tools))

    async def fill(self, source: Source, frames: int) -> ChunkManifest:
        """The whole chunk, where the source holds only `frames` of it."""
        words = (
            commands.chunk(source, self._plan, self._number, self._tools, fill=True)
            if frames
            else commands.black_chunk(self._plan, self._number, self._tools)
        )
        made = await self._made(words)
        return ChunkManifest(frames=frames, pieces=made.pieces, codecs=made.codecs)

    async def goes_on(self, source: Source) -> bool:
        """Whether the source holds anything after this chunk, in its neighbour or further on: then
        it is damaged, not cut off.
        """
        if self._plan.timeline.is_last(self._number):
            return False
        words = commands.one_frame_from(source, self._plan, self._number + 1, self._tools)
        try:
            seen = await run_judged(words, limits(self._plan, self._number), folder=self._folder)
        except (Damaged, TooCostly):
            return False
        return "frame=1" in seen.text

    async def _made(self, words: Sequence[str]) -> ChunkManifest:
        await self._run(words)
        return await asyncio.to_thread(self._cut)

    async def _run(self, words: Sequence[str]) -> None:
        progress = Progress(self._plan.timeline.seconds(self.wanted))

        def read(line: str) -> None:
            progress.read(line)
            if line.startswith("progress="):
                self._on_progress(progress)

        output = await run_judged(
            words, limits(self._plan, self._number), folder=self._folder, on_line=read
        )
        if output.tail:
            _logger.info("ffmpeg says", tail=output.tail[-1000:])

    def _cut(self) -> ChunkManifest:
        timeline = self._plan.timeline
        first_tick = timeline.first_frame(self._number) * timeline.ticks_per_frame
        pieces, codecs, frames = {}, {}, 0
        for rendition in self._plan.renditions:
            path = self._folder / f"{rendition.name}.mp4"
            try:
                init, segments = cut(path, first_tick, self._number * 1000 + 1)
            except NotFragmented:
                return ChunkManifest(frames=0, pieces={}, codecs={})
            name = f"init-{short_hash(BytesIO(init))}.mp4"
            (self._folder / f"{rendition.name}-{name}").write_bytes(init)
            frames = sum(segment.samples for segment in segments)
            codecs[rendition.name] = avc_codecs(init)
            with path.open("rb") as made:
                own = f"{self._number:05d}-{short_hash(made)}.m4s"
            pieces[rendition.name] = Piece(object=own, init=name, segments=tuple(segments))
        return ChunkManifest(frames=frames, pieces=pieces, codecs=codecs)


def limits(plan: PicturePlan, number: int) -> Limits:
    """By what is really read for a chunk: itself, what goes before it and what may come after."""
    timeline = plan.timeline
    frames = end_of(plan, number) - timeline.first_frame(number)
    lead = commands.lead_seconds(plan) if number else 0.0
    seconds = lead + timeline.seconds(frames)
    before = min(plan.lead_seconds, timeline.seconds(timeline.first_frame(number)))
    cpu = LEAST_CPU_SECONDS + math.ceil(
        seconds * CPU_SECONDS_PER_SECOND + before * DECODING_CPU_SECONDS_PER_SECOND
    )
    return Limits(
        cpu_seconds=cpu,
        wall_seconds=cpu * SHARING,
        memory_bytes=MEMORY_BYTES,
        file_bytes=LEAST_FILE_BYTES + math.ceil(plan.largest.maxrate / 8 * seconds),
    )
