"""What the page cache keeps, for whom, and until when."""

import asyncio
from typing import Any

from litestar.types import Receive, Scope, Send

from gateway.page_cache import LARGEST, MOST_BYTES, SECONDS, PageCache

HTML = (b"content-type", b"text/html; charset=utf-8")
AGAIN = (b"cache-control", b"no-cache")
ACCEPT = (b"accept", b"text/html")


class Counting:
    """An application whose page says how often it was made."""

    def __init__(self, *headers: tuple[bytes, bytes], body: bytes = b"", status: int = 200) -> None:
        self.made = 0
        self.meanwhile: Any = None
        self._headers = headers or (HTML, AGAIN)
        self._body = body
        self.status = status

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.made = number = self.made + 1
        await asyncio.sleep(0.01)
        if self.meanwhile:
            self.meanwhile()
        start: Any = {
            "type": "http.response.start",
            "status": self.status,
            "headers": [*self._headers, (b"etag", b'W/"one"')],
        }
        await send(start)
        body: Any = {"type": "http.response.body", "body": self._body or b"%d" % number}
        await send(body)


async def asked(
    cache: PageCache, path: str = "/", *headers: tuple[bytes, bytes], method: str = "GET"
) -> tuple[int, bytes]:
    scope: Any = {
        "type": "http", "method": method, "path": path, "query_string": b"",
        "headers": [ACCEPT, *headers],
    }  # fmt: skip
    said: list[Any] = []

    async def send(message: Any) -> None:
        said.append(message)

    async def receive() -> Any:
        return {"type": "http.request"}

    await cache(scope, receive, send)
    return said[0]["status"], said[1]["body"]


async def test_a_page_is_made_once_until_something_changes() -> None:
    cache = PageCache(app := Counting())
    assert await asked(cache) == await asked(cache) == (200, b"1")
    cache.forget()
    assert await asked(cache) == (200, b"2")
    assert app.made == 2


async def test_what_changes_while_it_is_made_is_not_kept() -> None:
    cache = PageCache(app := Counting())
    app.meanwhile = cache.forget
    await asked(cache)
    app.meanwhile = None
    assert await asked(cache) == (200, b"2")


async def test_it_is_old_after_a_while() -> None:
    at = 0.0
    cache = PageCache(Counting(), clock=lambda: at)
    await asked(cache)
    at = SECONDS + 1
    assert await asked(cache) == (200, b"2")


async def test_who_has_a_cookie_or_a_token_gets_a_page_of_his_own() -> None:
    cache = PageCache(app := Counting())
    await asked(cache)
    await asked(cache, "/", (b"cookie", b"hub_session=x"))
    await asked(cache, "/", (b"authorization", b"Bearer x"))
    assert app.made == 3
    assert await asked(cache) == (200, b"1")


async def test_pages_of_others_kinds_are_never_kept() -> None:
    for headers in (
        (HTML, (b"cache-control", b"no-store")),
        (HTML, AGAIN, (b"set-cookie", b"a=b")),
        (HTML, AGAIN, (b"vary", b"Cookie, Accept-Language")),
    ):
        cache = PageCache(Counting(*headers))
        await asked(cache)
        assert await asked(cache) == (200, b"2")
    for app in (Counting(status=404), Counting(body=b"x" * (LARGEST + 1))):
        cache = PageCache(app)
        await asked(cache)
        await asked(cache)
        assert app.made == 2
    for path in ("/suche", "/en/suche", "/redaktion/neu", "/graphql"):
        cache = PageCache(Counting())
        await asked(cache, path)
        assert await asked(cache, path) == (200, b"2")


async def test_a_form_that_was_sent_drops_all() -> None:
    cache = PageCache(Counting())
    await asked(cache)
    await asked(cache, "/redaktion/x", method="POST")
    assert await asked(cache) == (200, b"3")


async def test_a_form_that_was_refused_drops_nothing() -> None:
    cache = PageCache(app := Counting())
    await asked(cache)
    app.status = 403
    await asked(cache, "/redaktion/x", method="POST")
    app.status = 200
    assert await asked(cache) == (200, b"1")


async def test_who_has_the_page_is_told_so() -> None:
    cache = PageCache(Counting())
    await asked(cache)
    assert await asked(cache, "/", (b"if-none-match", b'"one"')) == (304, b"")


async def test_memory_is_bounded_and_the_oldest_goes_first() -> None:
    cache = PageCache(app := Counting(body=b"x" * LARGEST))
    pages = MOST_BYTES // LARGEST + 1
    for number in range(pages):
        await asked(cache, f"/{number}")
    await asked(cache, f"/{pages - 1}")
    assert app.made == pages
    await asked(cache, "/0")
    assert app.made == pages + 1


async def test_many_who_come_at_once_wait_for_one_page() -> None:
    cache = PageCache(app := Counting())
    answers = await asyncio.gather(*(asked(cache) for _ in range(20)))
    assert set(answers) == {(200, b"1")}
    assert app.made == 1


async def test_who_comes_after_a_change_does_not_join_what_began_before() -> None:
    cache = PageCache(app := Counting())
    early = asyncio.create_task(asked(cache))
    await asyncio.sleep(0.001)
    cache.forget()
    assert await asked(cache) == (200, b"2")
    assert await early == (200, b"1")
    assert await asked(cache) == (200, b"2")
    assert app.made == 2


async def test_a_failure_keeps_nobody_waiting() -> None:
    cache = PageCache(app := Counting(status=500))
    answers = await asyncio.gather(*(asked(cache) for _ in range(3)))
    assert {status for status, _ in answers} == {500}
    assert app.made == 3
