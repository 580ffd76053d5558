"""`make bench-video`: what chunks cost and gain beside plain ffmpeg; ratios of one run."""

import asyncio
import os
import tempfile
from pathlib import Path

import msgspec

from services.transcoder.ladder import Motion
from services.transcoder.plan import PicturePlan, Plan, plan
from services.transcoder.probe import probe
from services.transcoder.source import local
from services.transcoder.tools import Tools
from tests.benchmarks.video import by_hand, films
from tests.benchmarks.video.likeness import ssim
from tests.benchmarks.video.pipeline import Measured, desk, killed, undisturbed
from tests.benchmarks.video.process import Cost, one_by_one, side_by_side
from tests.integration.transcoder.desk import Desk

SECONDS = int(os.environ.get("SECONDS") or 300)
KILLED_AT = 0.9
_PHONE_SECONDS = 30


async def measure(folder: Path) -> None:
    source = await asyncio.to_thread(films.moving, folder / "moving.mp4", SECONDS)
    print(f"{SECONDS} seconds of 1080p at 25 frames a second, one encoder thread each\n")
    servers = folder / "servers"
    await asyncio.to_thread(servers.mkdir)
    async with desk(servers) as tests:
        one = await undisturbed(tests, source, workers=1)
        _tell_early(one)
        apart = await asyncio.to_thread(_beside_plain_ffmpeg, one, source, folder)
        await tests.blobs.delete_prefix("renders", one.folder)
        two = await undisturbed(tests, source, workers=2)
        _tell_parallel(one, two, apart)
        await tests.blobs.delete_prefix("renders", two.folder)
        again = await killed(tests, source, KILLED_AT)
        _ratio(f"work repeated after a kill at {KILLED_AT:.0%} ÷ whole", again / two.cpu - 1, 0.10)
        await _from_a_phone(tests, folder)
    await _slides(folder)


def _tell_early(one: Measured) -> None:
    _ratio("first playable ÷ finished, 1 worker", one.playable / one.done, 0.10)
    _tell_seconds(one)


def _tell_seconds(made: Measured) -> None:
    print(f"    picture {made.visible:.1f} s, with sound {made.playable:.1f} s,", end=" ")
    print(f"whole {made.done:.1f} s, {made.cpu:.0f} CPU seconds")


def _tell_parallel(one: Measured, two: Measured, apart: list[Cost]) -> None:
    _ratio("wall clock, 2 workers ÷ 1 worker", two.done / one.done, 0.55)
    _ratio("wall clock, 2 workers ÷ one ffmpeg after the other", two.done / one_by_one(apart), 0.70)
    pairs = side_by_side(apart, 2)
    _ratio("wall clock, 2 workers ÷ two ffmpegs at a time, at best", two.done / pairs, 0.70)
    _ratio("first playable ÷ finished, 2 workers", two.playable / two.done, 0.10)
    _tell_seconds(two)


def _beside_plain_ffmpeg(one: Measured, source: Path, folder: Path) -> list[Cost]:
    """Says it; what one ffmpeg for each rendition has cost."""
    picture = _picture(one.plan)
    together = by_hand.one_process(source, picture, folder / "together")
    apart = by_hand.one_each(source, picture, folder / "apart")
    _ratio("CPU ÷ one plain ffmpeg for the same ladder", one.cpu / together.cpu, 1.10)
    _ratio("CPU ÷ one ffmpeg for each rendition", one.cpu / _cpu(apart), 0.70)
    print(f"    {together.cpu:.0f} CPU seconds in one process, {_cpu(apart):.0f} in one each,")
    print(f"    {one_by_one(apart):.0f} s with one after the other")
    return apart


async def _from_a_phone(tests: Desk, folder: Path) -> None:
    """The same comparison where decoding is what costs."""
    seconds = min(SECONDS, _PHONE_SECONDS)
    source = await asyncio.to_thread(films.from_a_phone, folder / "phone.mp4", seconds)
    made = await undisturbed(tests, source, workers=1)
    picture = _picture(made.plan)
    apart = await asyncio.to_thread(by_hand.one_each, source, picture, folder / "phone")
    print(f"\n{seconds} seconds of 4K in HEVC, as phones record it")
    _ratio("CPU ÷ one ffmpeg for each rendition", made.cpu / _cpu(apart), 0.70)


async def _slides(folder: Path) -> None:
    """The slides' ladder beside the films', on the same source, rendition by rendition."""
    source = await asyncio.to_thread(films.slides, folder / "slides.mp4", min(SECONDS, 60))
    found = await probe(local(source.name), folder, Tools(), max_seconds=SECONDS * 2)
    print("\nslides: bytes with their own ladder ÷ with the films', and likeness (SSIM)")
    plans = {motion: _picture(plan(found, motion=motion)) for motion in Motion}
    for motion, picture in plans.items():
        await asyncio.to_thread(by_hand.one_process, source, picture, folder / motion)
    for rendition in plans[Motion.FILM].renditions:
        size = {motion: _bytes(folder / motion / rendition.name) for motion in Motion}
        like = {
            motion: ssim(
                folder / motion / rendition.name / "index.m3u8",
                source,
                rendition.width,
                rendition.height,
            )
            for motion in Motion
        }
        print(
            f"  {rendition.name:>6}: {size[Motion.SLIDES] / size[Motion.FILM]:.2f}"
            f"  ({like[Motion.SLIDES]:.4f} and {like[Motion.FILM]:.4f})"
        )


def _cpu(costs: list[Cost]) -> float:
    return sum(each.cpu for each in costs)


def _bytes(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.iterdir())


def _picture(made: Plan) -> PicturePlan:
    if made.picture is None:
        raise SystemExit(f"no picture in {msgspec.json.encode(made)!r}")
    return made.picture


def _ratio(what: str, value: float, goal: float) -> None:
    print(f"  {what}: {value:.2f} (goal ≤ {goal:.2f})", flush=True)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(measure(Path(folder)))


main()
