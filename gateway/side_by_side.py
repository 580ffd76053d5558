"""What one request asks of one service in the same moment goes there in one message."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Sequence
from math import inf
from typing import Any

import msgspec
from msgspec import Raw

from shared.contracts.calls import Call
from shared.kit.bus import MOST_PARTS, Part

Outcome = Raw | Exception
Send = Callable[[str, Sequence[Part], float], Awaitable[Sequence[Outcome]]]
"""To a service, within so many seconds: the reply to each part, or why there is none."""

_TURNS = 4
"""Of the event loop, until a message goes: a field that asks for several ids gathers them first."""

_encode = msgspec.json.Encoder().encode


class SideBySide:
    """Gathers questions; the same one twice is asked once."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self._gathering: dict[str, _Round] = {}
        self._under_way: set[asyncio.Task[None]] = set()

    async def ask(self, call: Call[Any, Any], request: Any) -> Raw:
        """The encoded reply; raises what the service raised."""
        together = self._gathering.get(call.service) or self._begin(call.service)
        waiting = together.place(call, _encode(request))
        outcome = await asyncio.shield(waiting)  # one who goes away does not take it from others
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    def _begin(self, service: str) -> "_Round":
        together = self._gathering[service] = _Round()
        task = asyncio.create_task(self._go(service, together))
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)
        return together

    async def _go(self, service: str, together: "_Round") -> None:
        for _ in range(_TURNS):
            await asyncio.sleep(0)
        del self._gathering[service]
        patience = together.patience
        await asyncio.gather(
            *(self._carry(service, patience, some) for some in together.messages())
        )

    async def _carry(self, service: str, patience: float, asked: "_Message") -> None:
        parts = [Part(subject=subject, request=Raw(request)) for (subject, request), _ in asked]
        outcomes: Sequence[Outcome]
        try:
            outcomes = await self._send(service, parts, patience)
        except Exception as error:  # noqa: BLE001 - it is raised by all who wait for it
            outcomes = [error] * len(parts)
        for (_, waiting), outcome in zip(asked, outcomes, strict=True):
            waiting.set_result(outcome)


_Question = tuple[str, bytes]
_Message = Sequence[tuple[_Question, "asyncio.Future[Outcome]"]]


class _Round:
    """Questions that wait for the same message; it waits as long as the hastiest of them."""

    def __init__(self) -> None:
        self.patience = inf
        self._asked: dict[_Question, asyncio.Future[Outcome]] = {}

    def place(self, call: Call[Any, Any], request: bytes) -> "asyncio.Future[Outcome]":
        self.patience = min(self.patience, call.patience)
        question = (call.subject, request)
        if question not in self._asked:
            self._asked[question] = asyncio.get_running_loop().create_future()
        return self._asked[question]

    def messages(self) -> Iterator[_Message]:
        asked = list(self._asked.items())
        for start in range(0, len(asked), MOST_PARTS):
            yield asked[start : start + MOST_PARTS]
