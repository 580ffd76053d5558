"""`make bench-outages`: 200 clients for `MINUTES`, and each service killed once meanwhile."""

import asyncio
import os
import statistics
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from infra.local.parts import PROGRAMS
from infra.local.supervisor import Hub
from infra.local.welcome import first_accounts
from tests.benchmarks.outages.absences import Absences
from tests.benchmarks.outages.content import fill
from tests.benchmarks.outages.crowd import CLIENTS, Crowd
from tests.benchmarks.outages.editing import Editing
from tests.benchmarks.outages.footprint import Footprint
from tests.benchmarks.outages.judging import Verdict
from tests.benchmarks.outages.processors import Processors
from tests.benchmarks.outages.questions import questions
from tests.benchmarks.running import UNBOUNDED, run
from tests.consumer import Consumer

MINUTES = float(os.environ.get("MINUTES") or 10)
_WARMING_SECONDS = 10.0
SERVICES = tuple(name for name in PROGRAMS if name != "gateway")


async def measure(data: Path) -> None:
    async with Hub.start(data=data, settings=UNBOUNDED) as hub, _people(hub) as (editor, reader):
        content = await fill(editor)
        absences, processors = Absences(), Processors(hub)
        crowd = Crowd(hub.url, questions(content), absences, processors)
        await crowd.learn()
        print(f"{CLIENTS} clients for {MINUTES:g} minutes; each service is killed once", flush=True)
        await crowd.ask(_WARMING_SECONDS)
        footprint = Footprint(hub)
        editing = Editing(editor, reader, content.edited, absences)
        beside = (footprint.follow(), processors.follow(), editing.write(), editing.read())
        followers = [asyncio.create_task(each) for each in beside]
        await asyncio.gather(crowd.ask(MINUTES * 60), _kill_each(hub, absences))
        for follower in followers:
            follower.cancel()
        await asyncio.gather(*followers, return_exceptions=True)
        _tell(crowd)
        grew = footprint.tell()
    _end([*crowd.tally.faults, *editing.faults, *(f"{name} grew" for name in grew)], editing)


@asynccontextmanager
async def _people(hub: Hub) -> AsyncIterator[tuple[Consumer, Consumer]]:
    await first_accounts(hub)
    token = (hub.data / "editor.token").read_text().strip()
    async with Consumer.at(hub.url, token) as editor, Consumer.at(hub.url) as reader:
        yield editor, reader


async def _kill_each(hub: Hub, absences: Absences) -> None:
    pause = MINUTES * 60 / (len(SERVICES) + 1)
    for service in SERVICES:
        await asyncio.sleep(pause)
        away = await absences.make(hub, service)
        print(f"  {service} was killed, and back after {away:.1f} s", flush=True)


def _tell(crowd: Crowd) -> None:
    tally = crowd.tally
    verdicts = " ".join(f"{verdict.value:>8}" for verdict in Verdict)
    print(f"\n{'question':<16} {verdicts} {'p50 ms':>8} {'p99 ms':>8}")
    for name, seconds in tally.seconds.items():
        ordered = sorted(seconds)
        middle, late = statistics.median(ordered) * 1000, ordered[int(len(ordered) * 0.99)] * 1000
        counts = " ".join(f"{tally.verdicts[name][verdict]:8d}" for verdict in Verdict)
        print(f"{name:<16} {counts} {middle:8.0f} {late:8.0f}")


def _end(faults: list[str], editing: Editing) -> None:
    print(f"\nan item was edited {len(editing.promised)} times and read {editing.reads} times")
    for fault in faults:
        print(f"  WRONG: {fault}")
    if faults:
        sys.exit(1)
    print("no wrong answer, errors only typed and only while a service was away, no growth")


run(measure)
