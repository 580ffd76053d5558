"""Public answers, kept until an event names something that they were made of."""

import asyncio
import time
from collections import OrderedDict, defaultdict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from gateway.graphql.http_answer import Made
from gateway.graphql.limits import GraphqlLimits
from gateway.graphql.question import Question
from gateway.reads import Tag, Tags

LARGEST = 1024 * 1024
"""Bytes of one answer that is kept."""

_OVERHEAD, _OVERHEAD_OF_TAG = 1024, 256
"""Bytes that an answer takes beside its body, and for each thing that it was made of, roughly."""

_REST_SECONDS = 5.0
"""Until a service that was away is asked again for what is kept."""


@dataclass(slots=True)
class _Kept:
    made: Made
    since: float
    fresh_until: float

    @property
    def bytes(self) -> int:
        return len(self.made.body) + _OVERHEAD + _OVERHEAD_OF_TAG * len(self.made.tags or ())


@dataclass(slots=True, eq=False)
class _Making:
    """Work under way; `dropped` is what events have named meanwhile."""

    task: "asyncio.Task[Made]"
    dropped: set[Tag] = field(default_factory=set)
    doubtful: bool = False


class ResponseCache:
    """What was asked lately, least recently asked first; `drop` is to be called with what each
    event names, `doubt` where events may have been missed.
    """

    def __init__(self, limits: GraphqlLimits, clock: Callable[[], float] = time.monotonic) -> None:
        self._limits = limits
        self._clock = clock
        self._kept: OrderedDict[Question, _Kept] = OrderedDict()
        self._of_tag: defaultdict[Tag, set[Question]] = defaultdict(set)
        self._making: dict[Question, _Making] = {}
        self._under_way: set[_Making] = set()
        self._bytes = 0

    def find(self, question: Question) -> Made | None:
        """The answer, where it is known to be right."""
        kept = self._kept.get(question)
        if kept is None or self._clock() >= kept.fresh_until:
            return None
        self._kept.move_to_end(question)
        return kept.made

    async def answer(self, question: Question, make: Callable[[], Awaitable[Made]]) -> Made:
        """What is kept; else what somebody is making just now, where it is everybody's; else what
        `make` makes. What is kept answers too where a service is away.
        """
        if found := self.find(question):
            return found
        kept = self._kept.get(question)
        made = await self._joined(question) or await self._made(question, make)
        if made.away and kept is not None and self._may_still(question, kept):
            return kept.made
        return made

    def drop(self, tags: Tags) -> None:
        """Drops what was made of these, and nothing else; what is being made is looked at then."""
        for making in self._under_way:
            making.dropped |= tags
        self._making.clear()
        for tag in tags:
            for question in self._of_tag.pop(tag, ()):
                self._remove(question)

    def doubt(self) -> None:
        """Has everything asked for anew before it is given out again."""
        for making in self._under_way:
            making.doubtful = True
        self._making.clear()
        for kept in self._kept.values():
            kept.fresh_until = 0.0

    async def _joined(self, question: Question) -> Made | None:
        """Whoever came before an event may have what was true before it; nobody else joins."""
        making = self._making.get(question)
        if making is None:
            return None
        await asyncio.wait({making.task})
        failed = making.task.cancelled() or making.task.exception()
        made = None if failed else making.task.result()
        return made if made and (made.tags is not None or made.away) else None

    async def _made(self, question: Question, make: Callable[[], Awaitable[Made]]) -> Made:
        async def work() -> Made:
            return await make()

        since = self._clock()
        making = _Making(asyncio.create_task(work()))
        self._making[question] = making
        self._under_way.add(making)
        making.task.add_done_callback(lambda _: self._finish(question, making, since))
        return await asyncio.shield(making.task)  # who goes away does not take it from the others

    def _finish(self, question: Question, making: _Making, since: float) -> None:
        self._under_way.discard(making)
        if self._making.get(question) is making:
            del self._making[question]
        if making.doubtful or making.task.cancelled() or making.task.exception():
            return
        made = making.task.result()
        if made.tags is not None and made.whole and made.tags.isdisjoint(making.dropped):
            self._keep(question, made, since)

    def _keep(self, question: Question, made: Made, since: float) -> None:
        self._remove(question)
        if len(made.body) > LARGEST:
            return
        kept = _Kept(made, since, since + self._limits.graphql_kept_seconds)
        self._kept[question] = kept
        self._bytes += kept.bytes
        for tag in made.tags or ():
            self._of_tag[tag].add(question)
        while self._bytes > self._limits.graphql_kept_bytes:
            self._remove(next(iter(self._kept)))

    def _remove(self, question: Question) -> None:
        kept = self._kept.pop(question, None)
        if kept is None:
            return
        self._bytes -= kept.bytes
        for tag in kept.made.tags or ():
            others = self._of_tag.get(tag)
            if others is not None:
                others.discard(question)
                if not others:
                    del self._of_tag[tag]

    def _may_still(self, question: Question, kept: _Kept) -> bool:
        """Whether it is kept to this moment, and not too old; then it has some seconds' rest."""
        at = self._clock()
        old = at - kept.since > self._limits.graphql_stale_seconds
        if old or self._kept.get(question) is not kept:
            return False
        kept.fresh_until = at + _REST_SECONDS
        return True
