"""What strangers read of a film is true directly after every mutation."""

from dataclasses import replace

import msgspec

from shared.contracts import jobs
from shared.contracts.jobs import TranscodeDone
from shared.contracts.video import TrackKind
from tests.consumer import MOVE, WITHDRAW
from tests.film import CAPTION, WEBVTT
from tests.freshness import TRIED, Watched
from tests.integration.test_captions import CANCEL, REMOVE, REVIEW, WRITE
from tests.integration.videos.studio import UPDATE, Studio, head, playback
from tests.unit.video_items import sound

REVISION = "query ($id: ID!) { video(id: $id) { revision } }"


async def test_a_film_from_upload_to_withdrawal(studio: Studio) -> None:
    """Jobs are taken out of the queues, so that the next one who looks finds those of his own."""
    watched = Watched(studio.editor.http, studio.stranger)
    desk = replace(studio, editor=watched)
    video, run = await desk.started()
    folder = f"{run.prefix}/m"
    heard = msgspec.structs.replace(playback(folder), sounds=(sound(folder),))
    done = TranscodeDone(**head(run), duration_seconds=4, playback=heard)
    await studio.bus.call(jobs.DONE, done)
    await watched.mutate(MOVE % "publish", id=video["id"])

    revision = (await watched.data(REVISION, id=video["id"]))["video"]["revision"]
    change = {"title": "Anders"}
    await watched.mutate(UPDATE, id=video["id"], revision=revision, input=change)
    await watched.mutate(CAPTION, id=video["id"], webvtt=WEBVTT)
    for mutation in (REVIEW, REMOVE, WRITE, CANCEL):
        await watched.mutate(mutation, id=video["id"])

    signed = await desk.send(video, TrackKind.SIGN_LANGUAGE)
    beside = playback(f"{run.prefix}/s")
    done = TranscodeDone(**head(signed), duration_seconds=4, playback=beside)
    await studio.bus.call(jobs.DONE, done)
    await desk.ask("removeVideoTrack", video, TrackKind.SIGN_LANGUAGE)
    await desk.ask("transcodeVideo", video)
    await desk.run(video)
    await desk.ask("cancelVideoProcessing", video)
    await watched.mutate(WITHDRAW, id=video["id"], reason="RIGHTS")
    assert watched.seen == TRIED["films"]
