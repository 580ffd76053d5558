"""A draft with all the pictures that a worker makes of a film."""

from typing import Any

from msgspec.structs import replace

from shared.contracts import jobs
from shared.contracts.jobs import FramesTaken, TranscodeDone
from shared.contracts.video import Frame, Playback, Storyboard
from shared.kit.blobs import RENDERS
from tests.integration.videos.studio import Studio, head, playback

JPEG = "image/jpeg"
INDEX = "WEBVTT\n\n00:00.000 --> 00:05.000\nsheet-1.jpg#xywh=0,0,160,90\n"
CHAPTERS = [{"title": "Anfang", "startSeconds": 0}, {"title": "Messen", "startSeconds": 2.5}]


def with_pictures(made: Playback) -> Playback:
    """The same with a poster and a storyboard of one sheet."""
    storyboard = Storyboard(
        index_key=f"{made.folder}/storyboard.vtt",
        sheet_keys=(f"{made.folder}/sheet-1.jpg",),
        interval_seconds=5,
        tile_width=160,
        tile_height=90,
    )
    return replace(made, poster_key=f"{made.folder}/poster.jpg", storyboard=storyboard)


async def pictured(studio: Studio, **fields: Any) -> dict[str, Any]:
    """A draft of eight seconds whose poster, storyboard and chapters have their pictures."""
    video, run = await studio.started(**{"chapters": CHAPTERS, **fields})
    made = with_pictures(playback((await studio.make(f"{run.prefix}/{'9' * 16}", 2)).folder))
    pictures = {name: name.encode() for name in ("poster.jpg", "sheet-1.jpg", "2500.jpg")}
    for name, data in pictures.items():
        await studio.blobs.put(RENDERS, f"{made.folder}/{name}", data, JPEG)
    index = f"{made.folder}/storyboard.vtt"
    await studio.blobs.put(RENDERS, index, INDEX.encode(), "text/vtt; charset=utf-8")
    await studio.bus.call(jobs.DONE, TranscodeDone(**head(run), duration_seconds=8, playback=made))
    frame = Frame(at_seconds=2.5, key=f"{made.folder}/2500.jpg")
    taken = FramesTaken(video_id=run.video_id, job_id=run.id, frames=(frame,))
    assert (await studio.bus.call(jobs.FRAMES, taken)).wanted
    return video
