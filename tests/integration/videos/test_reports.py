"""What becomes of a video as a run reports: begun, playable early, done, failed, overtaken."""

import asyncio

from msgspec.structs import replace

from shared.contracts import jobs
from shared.contracts.jobs import (
    Run,
    TranscodeDone,
    TranscodeFailed,
    TranscodeLanded,
    TranscodeStarted,
)
from shared.contracts.video import Frame, Playback, ProcessingState, TrackKind
from shared.kit.blobs import MEDIA
from tests.consumer import MOVE
from tests.integration.videos.studio import UPDATE, Studio, head, playback, with_sound

PUBLIC = """query ($id: ID!) { video(id: $id) { durationSeconds
  playback { hlsUrl posterUrl complete } chapters { title thumbnailUrl }
  signLanguage { playback { hlsUrl } } } }"""


LOOK = """query ($id: ID!) { video(id: $id) { previewUrl previewIsSilent } }"""


def made_of(run: Run, folder: str, seconds: float = 4) -> Playback:
    """What the document says of a folder that a run has made."""
    return replace(playback(folder), source_key=run.source_key, seconds=seconds)


async def test_a_run_is_asked_for_with_the_file_and_its_place(studio: Studio) -> None:
    video = await studio.draft()
    run = await studio.send(video)
    kept = await studio.video(video)
    assert kept.source is not None
    assert run.source_key == kept.source.key
    assert (run.source_bytes, run.prefix) == (4, f"videos/{kept.id}")
    assert (run.track, run.id) == (TrackKind.MAIN, kept.processing.job_id)
    assert kept.processing.state is ProcessingState.QUEUED


async def test_the_document_is_written_rarely(studio: Studio) -> None:
    video, run = await studio.started()
    folder = f"{run.prefix}/{'1' * 16}"
    nothing = TranscodeLanded(**head(run), duration_seconds=12)
    assert (await studio.bus.call(jobs.LANDED, nothing)).wanted
    begun = await studio.video(video)
    assert (begun.processing.state, begun.playback) == (ProcessingState.RUNNING, None)

    first = await studio.make(folder, 1)
    for _ in range(3):
        landed = TranscodeLanded(**head(run), duration_seconds=12, playback=first)
        assert (await studio.bus.call(jobs.LANDED, landed)).wanted
        first = replace(first, renditions=(replace(first.renditions[0], bitrate=7),))
    plays = await studio.video(video)
    assert plays.revision == begun.revision + 1
    assert plays.playback is not None
    assert not plays.playback.complete
    assert plays.duration_seconds == 12

    done = TranscodeDone(
        **head(run), duration_seconds=12.4, playback=playback(folder), warning="Das Ende fehlt."
    )
    for _ in range(2):
        await studio.bus.call(jobs.DONE, done)
    ready = await studio.video(video)
    assert ready.revision == plays.revision + 1
    assert ready.playback == made_of(run, folder, 12.4)
    assert ready.processing.message == "Das Ende fehlt."
    assert ready.retired == ()


async def test_a_draft_is_looked_at_before_its_sound_is_made(studio: Studio) -> None:
    video, run = await studio.started()
    made = await studio.make(f"{run.prefix}/{'7' * 16}", 1)
    silent = replace(made, awaits_sound=True)
    landed = TranscodeLanded(**head(run), duration_seconds=12, playback=silent)
    await studio.bus.call(jobs.LANDED, landed)
    shown = (await studio.editor.data(LOOK, id=video["id"]))["video"]
    assert shown["previewIsSilent"]
    assert (await studio.stranger.http.get(shown["previewUrl"])).status_code == 200
    refused = await studio.editor.mutate(MOVE % "publish", id=video["id"])
    assert "noch keinen Ton" in refused["userErrors"][0]["message"]

    landed = TranscodeLanded(**head(run), duration_seconds=12, playback=with_sound(made))
    await studio.bus.call(jobs.LANDED, landed)
    assert not (await studio.editor.data(LOOK, id=video["id"]))["video"]["previewIsSilent"]
    assert (await studio.editor.mutate(MOVE % "publish", id=video["id"]))["userErrors"] == []


async def test_chunks_of_a_published_video_become_public_as_they_land(studio: Studio) -> None:
    video, run = await studio.started()
    folder = f"{run.prefix}/{'2' * 16}"
    landed = TranscodeLanded(
        **head(run), duration_seconds=12, playback=await studio.make(folder, 1)
    )
    await studio.bus.call(jobs.LANDED, landed)
    moved = await studio.editor.mutate(MOVE % "publish", id=video["id"])
    assert moved["userErrors"] == []
    shown = (await studio.stranger.data(PUBLIC, id=video["id"]))["video"]["playback"]
    assert (shown["complete"], shown["posterUrl"]) == (False, None)
    assert (await studio.stranger.http.get(shown["hlsUrl"])).status_code == 200
    second = f"/media/{folder}/360p/00001.m4s"
    assert (await studio.stranger.http.get(second)).status_code == 404

    await studio.make(folder, 2)
    await studio.bus.call(jobs.LANDED, landed)
    while (await studio.stranger.http.get(second)).status_code == 404:
        await asyncio.sleep(0.05)
    assert {blob.key for blob in await studio.blobs.listing(MEDIA, f"{folder}/chunks")} == set()


async def test_a_new_run_leaves_the_old_playing_and_retires_it(studio: Studio) -> None:
    video, run = await studio.started()
    old, new = f"{run.prefix}/{'3' * 16}", f"{run.prefix}/{'4' * 16}"
    await studio.make(old, 1)
    done = TranscodeDone(**head(run), duration_seconds=4, playback=playback(old))
    await studio.bus.call(jobs.DONE, done)
    await studio.editor.mutate(MOVE % "publish", id=video["id"])

    await studio.ask("transcodeVideo", video)
    again = await studio.run(video)
    assert again.id != run.id
    grown = await studio.make(new, 1)
    landed = TranscodeLanded(**head(again), duration_seconds=4, playback=grown)
    assert (await studio.bus.call(jobs.LANDED, landed)).wanted
    assert (await studio.video(video)).playback == made_of(run, old)

    done = TranscodeDone(**head(again), duration_seconds=4, playback=playback(new))
    await studio.bus.call(jobs.DONE, done)
    kept = await studio.video(video)
    assert kept.playback == made_of(run, new)
    assert [one.folder for one in kept.retired] == [old]
    for folder in (old, new):
        answer = await studio.stranger.http.get(f"/media/{folder}/360p/00000.m4s")
        assert answer.status_code == 200


async def test_what_was_overtaken_or_cancelled_is_not_wanted(studio: Studio) -> None:
    video, run = await studio.started()
    cancelled = await studio.ask("cancelVideoProcessing", video)
    assert cancelled["processing"]["state"] == "CANCELLED"
    started = TranscodeStarted(**head(run))
    assert not (await studio.bus.call(jobs.STARTED, started)).wanted
    done = TranscodeDone(**head(run), duration_seconds=4, playback=playback(f"{run.prefix}/x"))
    assert not (await studio.bus.call(jobs.DONE, done)).wanted
    assert (await studio.video(video)).playback is None

    await studio.ask("transcodeVideo", video)
    again = await studio.run(video)
    assert not (await studio.bus.call(jobs.STARTED, started)).wanted
    assert (await studio.bus.call(jobs.STARTED, TranscodeStarted(**head(again)))).wanted


async def test_a_second_order_while_one_is_on_its_way_changes_nothing(studio: Studio) -> None:
    video, run = await studio.started()
    before = await studio.video(video)
    await studio.ask("transcodeVideo", video)
    await studio.ask("completeVideoUpload", video)
    assert await studio.video(video) == before
    assert before.processing.job_id == run.id


async def test_cancelling_a_new_run_leaves_what_is_ready(studio: Studio) -> None:
    video, run = await studio.started()
    done = TranscodeDone(**head(run), duration_seconds=4, playback=playback(f"{run.prefix}/y"))
    await studio.bus.call(jobs.DONE, done)
    await studio.ask("transcodeVideo", video)
    await studio.run(video)
    stopped = await studio.ask("cancelVideoProcessing", video)
    assert stopped["processing"]["state"] == "READY"


async def test_a_run_that_ends_well_after_it_was_given_up_counts(studio: Studio) -> None:
    video, run = await studio.started()
    failed = TranscodeFailed(**head(run), code="given_up", message="Abgebrochen.")
    assert (await studio.bus.call(jobs.FAILED, failed)).wanted
    kept = await studio.video(video)
    assert (kept.processing.code, kept.processing.message) == ("given_up", "Abgebrochen.")
    assert not (await studio.bus.call(jobs.STARTED, TranscodeStarted(**head(run)))).wanted
    done = TranscodeDone(**head(run), duration_seconds=4, playback=playback(f"{run.prefix}/z"))
    assert (await studio.bus.call(jobs.DONE, done)).wanted
    assert (await studio.video(video)).processing.state is ProcessingState.READY
    assert not (await studio.bus.call(jobs.FAILED, failed)).wanted


async def test_a_track_is_kept_beside_the_main_file(studio: Studio) -> None:
    video, run = await studio.started()
    done = TranscodeDone(**head(run), duration_seconds=4, playback=playback(f"{run.prefix}/m"))
    await studio.bus.call(jobs.DONE, done)
    signed = await studio.send(video, TrackKind.SIGN_LANGUAGE)
    assert signed.track is TrackKind.SIGN_LANGUAGE
    beside = playback(f"{run.prefix}/s")
    done = TranscodeDone(**head(signed), duration_seconds=5, playback=beside)
    await studio.bus.call(jobs.DONE, done)
    kept = await studio.video(video)
    assert kept.duration_seconds == 4
    assert "1 Sekunde länger" in kept.track(TrackKind.SIGN_LANGUAGE).processing.message
    assert kept.track(TrackKind.SIGN_LANGUAGE).playback == made_of(signed, beside.folder, 5)
    assert kept.playback == made_of(run, f"{run.prefix}/m")

    await studio.editor.mutate(MOVE % "publish", id=video["id"])
    shown = (await studio.stranger.data(PUBLIC, id=video["id"]))["video"]
    assert shown["signLanguage"]["playback"]["hlsUrl"].endswith("/s/master.m3u8")
    await studio.ask("removeVideoTrack", video, TrackKind.SIGN_LANGUAGE)
    assert (await studio.video(video)).tracks == ()
    assert not (await studio.bus.call(jobs.STARTED, TranscodeStarted(**head(signed)))).wanted


async def test_chapters_get_their_pictures(studio: Studio) -> None:
    video, run = await studio.started(chapters=[{"title": "Anfang", "startSeconds": 0}])
    folder = f"{run.prefix}/{'5' * 16}"
    await studio.make(folder, 1)
    done = TranscodeDone(**head(run), duration_seconds=9, playback=playback(folder))
    await studio.bus.call(jobs.DONE, done)
    asked = await studio.frames_job(run.video_id)
    assert (asked.folder, asked.at_seconds) == (folder, (0,))

    kept = await studio.video(video)
    chapters = [
        {"title": "Anfang", "startSeconds": 0.0},
        {"title": "Mitte", "startSeconds": 4.25},
    ]
    changed = await studio.editor.mutate(
        UPDATE, id=video["id"], revision=kept.revision,
        input={"chapters": chapters, "posterSeconds": 4.25},
    )  # fmt: skip
    assert changed["userErrors"] == []
    asked = await studio.frames_job(run.video_id)
    assert asked.at_seconds == (0, 4.25)

    frames = tuple(
        Frame(at_seconds=at, key=f"{folder}/frames/{int(at * 1000):09}.jpg")
        for at in asked.at_seconds
    )
    elsewhere = Frame(at_seconds=1, key=f"{run.prefix}/other/frames/000001000.jpg")
    report = jobs.FramesTaken(video_id=run.video_id, job_id=asked.id, frames=(*frames, elsewhere))
    assert (await studio.bus.call(jobs.FRAMES, report)).wanted
    assert (await studio.video(video)).frames == frames
    await studio.editor.mutate(MOVE % "publish", id=video["id"])
    shown = (await studio.stranger.data(PUBLIC, id=video["id"]))["video"]
    assert shown["playback"]["posterUrl"] == f"/media/{frames[1].key}"
    assert [chapter["thumbnailUrl"] for chapter in shown["chapters"]] == [
        f"/media/{frame.key}" for frame in frames
    ]
