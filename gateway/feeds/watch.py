"""Those who follow the feed as a stream, woken by each change."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import msgspec
from litestar import Request
from litestar.response import ServerSentEventMessage

from gateway.addresses import address_of, line_of
from gateway.auth.throttle import TooManyAttempts
from gateway.feeds.changes import Wanted
from gateway.feeds.entries import entry
from shared.contracts.errors import HubError
from shared.contracts.feed import MOST

if TYPE_CHECKING:
    from gateway.feeds.rest import Feeds

_MOST_FOLLOWERS = 200
_MOST_OF_ONE_ADDRESS = 10
_QUIET_SECONDS = 20.0
"""Proxies close what says nothing for a minute."""

_RETRY_MILLISECONDS = 5_000


class Watch:
    """Counts the followers and wakes them; `wake` is to be called with each event of CONTENT."""

    def __init__(self) -> None:
        self._news = asyncio.Event()
        self._followers: Counter[str] = Counter()

    def wake(self) -> None:
        self._news.set()
        self._news = asyncio.Event()

    def admit(self, request: Request[Any, Any, Any]) -> str:
        """The follower's address, to be counted by. Raises `TooManyAttempts`."""
        address = line_of(address_of(request))
        if self._full(address):
            raise TooManyAttempts("So viele folgen dem Feed schon. Bitte versuchen Sie es später.")
        return address

    def _full(self, address: str) -> bool:
        all_in_all = self._followers.total() >= _MOST_FOLLOWERS
        return all_in_all or self._followers[address] >= _MOST_OF_ONE_ADDRESS

    @contextmanager
    def _counted(self, address: str) -> Iterator[None]:
        self._followers[address] += 1
        try:
            yield
        finally:
            self._followers[address] -= 1
            self._followers += Counter()  # drops those who have left

    async def follow(
        self, feeds: "Feeds", wanted: Wanted, after: str | None, address: str
    ) -> AsyncIterator[ServerSentEventMessage]:
        """Each change as an event whose id is the place after it; without end."""
        if self._full(address):  # others were admitted at the same moment
            yield _away(TooManyAttempts.code)
            return
        with self._counted(address):
            while True:
                news = self._news
                try:
                    page = await feeds.of(wanted).page(after, MOST)
                except HubError as error:
                    yield _away(error.code)
                    return
                for change in page.changes:
                    yield ServerSentEventMessage(
                        event="change",
                        id=str(change.cursor),
                        data=msgspec.json.encode(entry(change, feeds.public_url)).decode(),
                    )
                after = str(page.cursor)
                if not page.more and not await _comes(news):
                    yield ServerSentEventMessage(comment="nichts Neues")


def _away(code: str) -> ServerSentEventMessage:
    """Why the stream ends, by the error's code; readers come back by themselves."""
    return ServerSentEventMessage(event="away", data=code, retry=_RETRY_MILLISECONDS)


async def _comes(news: asyncio.Event) -> bool:
    try:
        await asyncio.wait_for(news.wait(), _QUIET_SECONDS)
    except TimeoutError:
        return False
    return True
