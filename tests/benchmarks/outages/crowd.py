"""Clients that ask, read for a moment and ask again, and what came of it."""

import asyncio
import random
import time
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from functools import partial

from tests.benchmarks.outages.absences import Absences
from tests.benchmarks.outages.connection import Connection, Reply
from tests.benchmarks.outages.judging import Data, Verdict, judged, parsed
from tests.benchmarks.outages.processors import Processors
from tests.benchmarks.outages.questions import Question

CLIENTS = 200
_LONGEST_PAUSE_SECONDS = 2.0
_MOST_FAULTS = 6
"""That are told of one question."""


@dataclass(slots=True)
class Tally:
    """By the question's name: how its answers were, and the seconds that they took."""

    verdicts: dict[str, Counter[Verdict]] = field(default_factory=lambda: defaultdict(Counter))
    seconds: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    faults: list[str] = field(default_factory=list)

    def note(self, name: str, seconds: float, verdict: Verdict, why: str) -> None:
        self.seconds[name].append(seconds)
        self.verdicts[name][verdict] += 1
        if verdict is Verdict.WRONG and self.verdicts[name][verdict] <= _MOST_FAULTS:
            self.faults.append(f"{name}, {seconds:.2f} s long, {why}")


class Crowd:
    """`right` is what each question is answered with when all are there."""

    def __init__(
        self, url: str, asked: list[Question], absences: Absences, processors: Processors
    ) -> None:
        self.tally = Tally()
        self._url = url
        self._asked = asked
        self._absences = absences
        self._processors = processors
        self._right: dict[bytes, Data | None] = {}
        self._same: dict[bytes, bytes] = {}
        self._began = time.monotonic()

    async def learn(self) -> None:
        """Asks everything once, while all is well. Raises where an answer is none."""
        async with Connection(self._url) as connection:
            for question in self._asked:
                answer = parsed(await connection.ask(question.body))
                if answer is None or ("errors" in answer) is not question.wrong:
                    raise SystemExit(f"{question.name} is not answered: {answer}")
                self._right[question.body] = answer.get("data")

    async def ask(self, seconds: float) -> None:
        """All clients, until the time is over."""
        until = time.monotonic() + seconds
        async with asyncio.TaskGroup() as tasks:
            for number in range(CLIENTS):
                tasks.create_task(self._client(random.Random(number), until))  # noqa: S311

    async def _client(self, chance: random.Random, until: float) -> None:
        weights = [question.weight for question in self._asked]
        async with Connection(self._url) as connection:
            while (began := time.monotonic()) < until:
                (question,) = chance.choices(self._asked, weights)
                reply = await connection.ask(question.body)
                self._note(question, reply, began, time.monotonic())
                await asyncio.sleep(chance.uniform(0, _LONGEST_PAUSE_SECONDS))

    def _note(self, question: Question, reply: Reply, began: float, ended: float) -> None:
        verdict, why = Verdict.RIGHT, ""
        if self._same.get(question.body) != reply.body:
            away = self._absences.during(began, ended)
            right, starved = self._right[question.body], self._processors.starved_since
            verdict, why = judged(question, reply, right, away, partial(starved, began))
            if verdict is Verdict.RIGHT:
                self._same[question.body] = reply.body
        self.tally.note(
            question.name, ended - began, verdict, f"after {began - self._began:.1f} s: {why}"
        )
