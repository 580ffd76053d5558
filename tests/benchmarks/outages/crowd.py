"""Clients that ask, each as soon as it has its answer, and what came of it."""

import asyncio
import random
import time
from collections import Counter, defaultdict
from dataclasses import dataclass, field

from tests.benchmarks.outages.absences import Absences
from tests.benchmarks.outages.connection import Connection, Reply
from tests.benchmarks.outages.judging import (
    OF_ABSENCE,
    OF_MISTAKES,
    Data,
    agrees,
    codes,
    parsed,
    paths,
)
from tests.benchmarks.outages.questions import Question

CLIENTS = 200
_MOST_FAULTS = 40
_EXCERPT = 300


@dataclass(slots=True)
class Tally:
    """By the question's name: how many answers were right, or failed as they may, and seconds."""

    right: Counter[str] = field(default_factory=Counter)
    away: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    seconds: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    faults: list[str] = field(default_factory=list)


class Crowd:
    """`right` is what each question is answered with when all are there."""

    def __init__(self, url: str, asked: list[Question], absences: Absences) -> None:
        self.tally = Tally()
        self._url = url
        self._asked = asked
        self._absences = absences
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

    def _note(self, question: Question, reply: Reply, began: float, ended: float) -> None:
        self.tally.seconds[question.name].append(ended - began)
        fault = self._fault(question, reply, self._absences.during(began, ended))
        if fault is None:
            self.tally.right[question.name] += 1
        elif not fault:
            self.tally.away[question.name] += 1
        else:
            self.tally.wrong[question.name] += 1
            at = f"after {began - self._began:.1f} s, {ended - began:.2f} s long"
            if len(self.tally.faults) < _MOST_FAULTS:
                self.tally.faults.append(f"{question.name} {at}: {fault}")

    def _fault(self, question: Question, reply: Reply, away: set[str]) -> str | None:
        """None: right. Empty: a failure as it may be. Else what is wrong."""
        if self._same.get(question.body) == reply.body:
            return None
        answer = parsed(reply)
        if reply.status not in (200, 400) or answer is None:
            return f"status {reply.status}: {_excerpt(reply)}"
        if question.wrong:
            return None if codes(answer) and codes(answer) <= OF_MISTAKES else _excerpt(reply)
        return self._compared(question, reply, answer, away)

    def _compared(
        self, question: Question, reply: Reply, answer: Data, away: set[str]
    ) -> str | None:
        right = self._right[question.body]
        if not agrees(answer.get("data"), right, paths(answer)):
            return f"not as it is: {_excerpt(reply)}"
        found = codes(answer)
        if not found:
            self._same[question.body] = reply.body
            return None
        if found <= OF_ABSENCE and question.needs & away:
            return ""
        return f"{sorted(found)} while {sorted(away) or 'nobody'} is away: {_excerpt(reply)}"


def _excerpt(reply: Reply) -> str:
    text = reply.body.decode(errors="replace")
    errors = text.find('"errors"')
    return text[max(errors, 0) :][:_EXCERPT]
