"""Asking other people's servers: what answers strangely, and where no connection may go."""

import asyncio
from ipaddress import ip_address

import pytest

from shared.kit.web import (
    AddressRefused,
    TooLarge,
    TooManyRedirects,
    TooSlow,
    Unreachable,
    Web,
)
from shared.kit.web.guard import is_public
from tests.elsewhere import server

HEAD = b"HTTP/1.1 200 OK\r\nConnection: close\r\n"


async def fetched(host: str, path: str = "/", allowed: str = "", seconds: float = 5) -> bytes:
    async with Web.open(frozenset({allowed or host})) as web:
        return (await web.fetch(f"http://{host}{path}", most_bytes=1000, seconds=seconds)).body


def redirect(place: str) -> bytes:
    return (
        f"HTTP/1.1 302 Found\r\nLocation: {place}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
    ).encode()


async def test_an_answer() -> None:
    async with server(lambda _: HEAD + b"Content-Length: 2\r\n\r\nok") as host:
        assert await fetched(host) == b"ok"


async def test_private_addresses_are_refused() -> None:
    async with server(lambda _: HEAD + b"\r\n") as host:
        for name in (host, host.replace("127.0.0.1", "localhost"), "[::ffff:127.0.0.1]:80"):
            with pytest.raises(AddressRefused):
                await fetched(name, allowed="other:80")


async def test_a_redirect_leads_to_no_private_address() -> None:
    async with (
        server(lambda _: HEAD + b"\r\nsecret") as inner,
        server(lambda _: redirect(f"http://{inner}/")) as outer,
    ):
        with pytest.raises(AddressRefused):
            await fetched(outer)


async def test_a_redirect_is_followed_and_secrets_stay_behind() -> None:
    seen: list[str] = []

    def answer(head: str) -> bytes:
        seen.append(head)
        return HEAD + b"\r\nthere"

    async with (
        server(answer) as there,
        server(lambda _: redirect(f"http://{there}/x")) as here,
        Web.open(frozenset({there, here})) as web,
    ):
        headers = {"Authorization": "Bearer secret"}
        reply = await web.fetch(f"http://{here}/", headers=headers, most_bytes=100, seconds=5)
    assert (reply.body, reply.url) == (b"there", f"http://{there}/x")
    assert "secret" not in seen[0]


@pytest.mark.parametrize("name", ["a..b", f"{'x' * 64}.example"])
async def test_a_name_that_is_none(name: str) -> None:
    with pytest.raises(Unreachable):
        await fetched(f"{name}:80", allowed="other:80")


async def test_a_redirect_to_nowhere() -> None:
    async with server(lambda _: redirect("http://[")) as host:
        with pytest.raises(AddressRefused):
            await fetched(host)


async def test_what_goes_in_circles_ends() -> None:
    async with server(lambda _: redirect("/again")) as host:
        with pytest.raises(TooManyRedirects):
            await fetched(host)


async def test_too_much_is_cut_off() -> None:
    async with server(lambda _: HEAD + b"\r\n" + b"x" * 1001) as host:
        with pytest.raises(TooLarge):
            await fetched(host)


async def test_too_slow_is_cut_off() -> None:
    async def late(_: str) -> bytes:
        await asyncio.sleep(5)
        return HEAD

    async with server(late) as host:
        with pytest.raises(TooSlow):
            await fetched(host, seconds=0.2)


@pytest.mark.parametrize(
    "answer", [b"", b"SSH-2.0-OpenSSH\r\n", HEAD + b"Content-Length: 9\r\n\r\n."]
)
async def test_what_does_not_speak_http(answer: bytes) -> None:
    async with server(lambda _: answer) as host:
        with pytest.raises(Unreachable):
            await fetched(host)


@pytest.mark.parametrize(
    "address",
    [
        "ftp://example.org/",
        "http:///x",
        "http://a:b@example.org/",
        "file:///etc/passwd",
        "x",
        "http://[",
    ],
)
async def test_what_is_no_web_address(address: str) -> None:
    async with Web.open() as web:
        with pytest.raises(AddressRefused):
            await web.fetch(address, most_bytes=1, seconds=1)


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.216.34", True),
        ("2606:4700::1111", True),
        ("10.0.0.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("224.0.0.1", False),
        ("0.0.0.0", False),  # noqa: S104 - looked at, not bound
        ("::1", False),
        ("::7f00:1", False),
        ("fec0::1", False),
        ("64:ff9b:1::a00:1", False),
        ("fe80::1", False),
        ("fd00::1", False),
        ("::ffff:10.0.0.1", False),
        ("64:ff9b::10.0.0.1", False),
        ("64:ff9b::93.184.216.34", True),
        ("2002:0a00:0001::1", False),
    ],
)
def test_what_is_public(address: str, public: bool) -> None:  # noqa: FBT001
    assert is_public(ip_address(address)) is public
