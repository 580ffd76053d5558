"""The order in which the pieces of a film are asked for."""

from collections import Counter

import msgspec

from services.transcoder.plan import Plan, plan
from services.transcoder.queue import WINDOW, Queue
from shared.contracts.jobs import LATER, NOW, STREAM, Run
from shared.contracts.video import TrackKind
from shared.kit.ids import new_id, now
from tests.integration.transcoder.desk import Desk
from tests.unit.test_transcode_plan import probed

FIRST, SOUND, LATER_ON = f"{NOW}.chunk", f"{NOW}.sound", f"{LATER}.chunk"
FOLDER = "videos/x/y"


async def test_a_free_worker_finds_the_sound_before_later_chunks(desk: Desk) -> None:
    queue, run, film = Queue(desk.bus.jetstream), new_run(), planned(sounds=1)
    await queue.begin(run, FOLDER, film)
    assert await asked_for(desk) == {FIRST: 1, SOUND: 1}
    for _ in range(2):
        await queue.spread(run, FOLDER, film)
        assert await asked_for(desk) == {FIRST: 1, SOUND: 1, LATER_ON: WINDOW - 1}


async def test_without_sound_nothing_is_waited_for(desk: Desk) -> None:
    await Queue(desk.bus.jetstream).begin(new_run(), FOLDER, planned(sounds=0))
    assert await asked_for(desk) == {FIRST: 1, LATER_ON: WINDOW - 1}


async def test_without_a_picture_there_is_only_the_sound(desk: Desk) -> None:
    queue, run = Queue(desk.bus.jetstream), new_run()
    podcast = plan(msgspec.structs.replace(probed(), picture=None))
    await queue.begin(run, FOLDER, podcast)
    await queue.spread(run, FOLDER, podcast)
    assert await asked_for(desk) == {SOUND: 1}


def planned(sounds: int) -> Plan:
    return plan(probed(sounds, seconds=3600))


def new_run() -> Run:
    return Run(
        id=new_id(),
        video_id=new_id(),
        track=TrackKind.MAIN,
        source_key="videos/x/source",
        source_bytes=1,
        prefix="videos/x",
        begun_at=now(),
    )


async def asked_for(desk: Desk) -> Counter[str]:
    """How many jobs wait, by subject."""
    info = await desk.bus.jetstream.stream_info(STREAM, subjects_filter=">")
    return Counter(info.state.subjects or {})
