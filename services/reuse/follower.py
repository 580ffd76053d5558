"""Follows one hub: told of news by its stream of events, it reads what is new from its pages."""

import asyncio
from collections.abc import Callable, Sequence
from datetime import timedelta

from msgspec import Raw

from services.reuse.errors import CursorLost, FeedFault
from services.reuse.hearing import hear
from services.reuse.judging import Judging
from services.reuse.patience import fault_of
from services.reuse.store import ReuseStore
from services.reuse.taking import Taking
from services.reuse.upstream import Upstream
from shared.contracts.errors import Conflict, HubError
from shared.contracts.reuse import FollowedHub, FollowedState
from shared.kit import log
from shared.kit.documents import DatabaseError
from shared.kit.ids import now
from shared.kit.web import FetchError

_AT_ONCE = 8
_LONGEST_REST_SECONDS = 30.0
_SHORT_REST_SECONDS = 1.0
_DUE_SECONDS = 3.0
_LOOK_APART_SECONDS = 0.1
_MOST_PAGES = 50
"""Read in a row."""

_KNOWN_GOOD = timedelta(minutes=1)
"""How old the moment may become at which all was known, before it is written down again."""

_logger = log.get("hub.reuse")


class Follower:
    """Ends when the hub is followed no more."""

    def __init__(
        self,
        hub_id: str,
        store: ReuseStore,
        taking: Taking,
        upstream: Callable[[FollowedHub], Upstream],
        look_seconds: float,
    ) -> None:
        self._hub_id = hub_id
        self._store = store
        self._new_upstream = upstream
        self._taking = taking
        self._judging = Judging(store, taking)
        self._look_seconds = look_seconds
        self._news = asyncio.Event()
        self._failures = 0
        self._upstream: Upstream | None = None
        self._followed: FollowedHub | None = None

    def look_now(self) -> None:
        """Somebody has changed what is wanted of the hub."""
        self._news.set()

    async def run(self) -> None:
        listening = asyncio.create_task(hear(lambda: (self._upstream, self._followed), self._news))
        try:
            while (rest := await self._look()) is not None:
                await self._wait(rest)
        finally:
            listening.cancel()
            await asyncio.gather(listening, return_exceptions=True)

    async def _wait(self, seconds: float) -> None:
        try:
            await asyncio.wait_for(self._news.wait(), seconds)
        except TimeoutError:
            return
        self._news.clear()
        await asyncio.sleep(_LOOK_APART_SECONDS)  # whoever cries all the time is not heard more

    async def _look(self) -> float | None:
        """Seconds until the next look; None where there will be none."""
        try:
            hub = await self._store.hub(self._hub_id)
            if hub.leaving:
                return await self._leave(hub)
            if hub.wishes.paused:
                self._followed = None
                return self._look_seconds
            return await self._read(hub)
        except Conflict:  # an editor was faster
            return 0.0
        except (HubError, DatabaseError) as error:
            _logger.warning("following waits", hub=self._hub_id, reason=repr(error))
            return _SHORT_REST_SECONDS

    async def _read(self, hub: FollowedHub) -> float:
        try:
            hub = await self._catch_up(hub)
        except (FetchError, FeedFault) as error:
            return await self._failed(hub, error)
        await self._well(hub)
        self._failures = 0
        return _DUE_SECONDS if await self._retry(hub) else self._look_seconds

    async def _catch_up(self, hub: FollowedHub) -> FollowedHub:
        upstream = self._upstream_of(hub)
        for _ in range(_MOST_PAGES):
            try:
                page = await upstream.page(hub.cursor)
            except CursorLost:
                if hub.cursor is None:
                    raise
                hub = await self._store.keep_hub(hub, cursor=None, replay_since=now())
                continue
            if page is None:
                return await self._after_replay(hub)
            if page.next and page.cursor == hub.cursor:
                raise FeedFault("Der Änderungsfeed des anderen Hubs kommt nicht voran.")
            await self._take(hub, page.results)
            if page.cursor != hub.cursor:
                hub = self._followed = await self._store.keep_hub(hub, cursor=page.cursor)
            if page.next is None:
                return await self._after_replay(hub)
        self._news.set()  # there is more; but what is due comes in between
        return hub

    def _upstream_of(self, hub: FollowedHub) -> Upstream:
        if self._upstream is None or self._followed is None or self._followed.wishes != hub.wishes:
            self._upstream = self._new_upstream(hub)
        self._followed = hub
        return self._upstream

    async def _take(self, hub: FollowedHub, entries: Sequence[Raw]) -> None:
        """All of them, or the error that stands in the way of the first that failed."""
        places = asyncio.Semaphore(_AT_ONCE)

        async def judge(raw: Raw) -> None:
            async with places:
                await self._judging.judge(hub, raw)

        ends = await asyncio.gather(*map(judge, entries), return_exceptions=True)
        for end in ends:
            if isinstance(end, BaseException):
                raise end

    async def _after_replay(self, hub: FollowedHub) -> FollowedHub:
        """What the feed, read from its beginning, has not told of is gone."""
        if hub.replay_since is None:
            return hub
        while lost := await self._store.unseen(hub.id, hub.replay_since):
            for item in lost:
                await self._taking.release(hub, item, FollowedState.GONE)
        return await self._store.keep_hub(hub, replay_since=None)

    async def _retry(self, hub: FollowedHub) -> bool:
        """Whether there is something that soon wants to be tried again."""
        for item in await self._store.due(hub.id, now()):
            await self._taking.retry(hub, item)
        return bool(await self._store.due(hub.id, now() + timedelta(seconds=_DUE_SECONDS)))

    async def _well(self, hub: FollowedHub) -> None:
        fresh = hub.checked_at and now() - hub.checked_at < _KNOWN_GOOD
        if hub.fault or not fresh:
            await self._store.keep_hub(hub, checked_at=now(), fault=None)

    async def _failed(self, hub: FollowedHub, error: HubError) -> float:
        self._failures += 1
        if hub.fault is None or hub.fault.code != error.code:
            _logger.warning("hub cannot be followed", hub=hub.address, code=error.code)
            hub = await self._store.hub(hub.id)
            await self._store.keep_hub(hub, fault=fault_of(error))
        return min(2.0**self._failures, _LONGEST_REST_SECONDS)

    async def _leave(self, hub: FollowedHub) -> float | None:
        """Takes down what came from the hub, and forgets both."""
        while items := await self._store.of_hub(hub.id):
            for item in items:
                if item.state is not FollowedState.GONE:
                    await self._taking.release(hub, item, FollowedState.GONE)
            await self._store.forget(items)
        await self._store.forget_hub(hub)
        return None
