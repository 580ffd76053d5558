"""Those who follow the feed as a stream, woken by each change."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import msgspec
from litestar import Request
from litestar.response import ServerSentEventMessage

from gateway.addresses import address_of, line_of
from gateway.auth.keys import Scope
from gateway.auth.throttle import TooManyAttempts
from gateway.feeds.changes import Wanted
from gateway.feeds.entries import entry
from gateway.seats import Seats
from shared.contracts.errors import HubError
from shared.contracts.feed import MOST

if TYPE_CHECKING:
    from gateway.feeds.rest import Feeds

_MOST_FOLLOWERS = 200
_MOST_OF_ONE_ADDRESS = 10
_QUIET_SECONDS = 20.0
"""Proxies close what says nothing for a minute."""

_RETRY_MILLISECONDS = 5_000


@dataclass(frozen=True, slots=True)
class Follower:
    """Who is counted, and how many times as many as others they may be."""

    name: str
    times: int = 1


class Watch:
    """Counts the followers and wakes them; `wake` is to be called with each event of CONTENT.
    A municipality's key may follow `key_factor` times as often as an address.
    """

    def __init__(self, key_factor: int = 1) -> None:
        self._news = asyncio.Event()
        self._seats = Seats(_MOST_FOLLOWERS, _MOST_OF_ONE_ADDRESS)
        self._key_factor = key_factor

    def wake(self) -> None:
        self._news.set()
        self._news = asyncio.Event()

    def admit(self, request: Request[Any, Any, Any]) -> Follower:
        """By what the follower is counted. Raises `TooManyAttempts`."""
        key = request.scope.get("auth")
        if key is not None and key.may(Scope.FOLLOW):
            follower = Follower(key.id, self._key_factor)
        else:
            follower = Follower(line_of(address_of(request)))
        self._seats.demand(follower.name, follower.times)
        return follower

    async def follow(
        self, feeds: "Feeds", wanted: Wanted, after: str | None, follower: Follower
    ) -> AsyncIterator[ServerSentEventMessage]:
        """Each change as an event whose id is the place after it; without end."""
        if self._seats.are_taken(
            follower.name, follower.times
        ):  # others were admitted at the same moment
            yield _away(TooManyAttempts.code)
            return
        with self._seats.taken(follower.name):
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
