"""Accounts from the command line: made, changed and closed where nobody can sign in yet."""

import argparse
import asyncio
import io
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from subprocess import DEVNULL, PIPE
from uuid import uuid4

import httpx
import pytest

from gateway.auth.administration import Administration, add_actions
from infra.local.place import ROOT, own_environment
from infra.local.supervisor import Hub
from shared.contracts.errors import Conflict, Invalid, NotFound
from shared.kit.documents import database
from tests.consumer import Consumer

PASSWORD = "ein langes Passwort"
ME = "{ me { name role } }"

Administer = Callable[..., Awaitable[list[str]]]


@pytest.fixture
def login() -> str:
    return f"kim-{uuid4().hex[:8]}"


@pytest.fixture
async def administer(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Administer]:
    """The actions in this process; `said` is what stands on standard input."""
    parser = argparse.ArgumentParser()
    add_actions(parser)
    settings = hub.environment("gateway")
    async with database(settings["HUB_MONGO_URL"], settings["HUB_DATABASE"]) as documents:

        async def do(*words: str, said: str = "") -> list[str]:
            monkeypatch.setattr(sys, "stdin", io.StringIO(f"{said}\n"))
            return await Administration(documents).do(parser.parse_args(words))

        yield do


async def created(administer: Administer, login: str, role: str = "author") -> None:
    await administer("create", login, "--name", "Kim", "--role", role, said=PASSWORD)


async def signs_in(browser: httpx.AsyncClient, login: str, password: str) -> bool:
    """Whether the door opens."""
    form = {"name": login, "passwort": password}
    origin = {"Origin": str(browser.base_url).rstrip("/")}
    return (await browser.post("/anmelden", data=form, headers=origin)).status_code == 303


async def present(browser: httpx.AsyncClient) -> dict[str, str] | None:
    """Who is signed in."""
    answer = (await browser.post("/graphql", json={"query": ME})).json()
    me: dict[str, str] | None = answer["data"]["me"]
    return me


@pytest.fixture
async def browser(hub: Hub) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(base_url=hub.url, timeout=30) as client:
        yield client


async def test_an_account_is_made_with_the_gateways_settings(
    hub: Hub, browser: httpx.AsyncClient, login: str
) -> None:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "gateway.auth.administer", "create", login),
        *("--name", "Kim Muster", "--role", "author"),
        env=own_environment() | hub.environment("gateway"),
        cwd=ROOT,
        stdin=PIPE,
        stdout=PIPE,
        stderr=PIPE,
    )
    out, err = await process.communicate(f"{PASSWORD}\n".encode())
    assert (process.returncode, err.decode()) == (0, "")
    assert out.decode() == f"{login}: Kim Muster, author\n"
    assert await signs_in(browser, login, PASSWORD)
    assert await present(browser) == {"name": "Kim Muster", "role": "AUTHOR"}


async def test_a_token_is_given_beside_the_data_folder(
    hub: Hub, administer: Administer, login: str
) -> None:
    await created(administer, login, "reader")
    suffix = hub.environment("gateway")["HUB_DATABASE"].partition("_")[2]
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "infra.hub", "account", "--suffix", suffix, "token", login),
        env=own_environment() | {"HUB_MONGO_URL": hub.mongo_url},
        cwd=ROOT,
        stdin=DEVNULL,
        stdout=PIPE,
    )
    out, _ = await process.communicate()
    assert process.returncode == 0
    async with Consumer.at(hub.url, out.decode().strip()) as program:
        assert (await program.data(ME))["me"]["role"] == "READER"


async def test_a_closed_account_is_out_at_once(
    hub: Hub, browser: httpx.AsyncClient, administer: Administer, login: str
) -> None:
    await created(administer, login)
    assert await signs_in(browser, login, PASSWORD)
    (token,) = await administer("token", login)
    assert await administer("disable", login) == [f"{login}: Kim, author (gesperrt)"]

    assert await present(browser) is None
    async with Consumer.at(hub.url, token) as program:
        assert (await program.http.post("/graphql", json={"query": ME})).status_code == 401
    assert not await signs_in(browser, login, PASSWORD)
    with pytest.raises(Invalid):
        await administer("token", login)

    await administer("enable", login)
    assert await signs_in(browser, login, PASSWORD)
    async with Consumer.at(hub.url, token) as program:
        assert (await program.http.post("/graphql", json={"query": ME})).status_code == 401


async def test_a_new_password_ends_what_the_old_one_began(
    browser: httpx.AsyncClient, administer: Administer, login: str
) -> None:
    await created(administer, login)
    assert await signs_in(browser, login, PASSWORD)
    await administer("password", login, said="ein anderes Passwort")
    assert await present(browser) is None
    assert not await signs_in(browser, login, PASSWORD)
    assert await signs_in(browser, login, "ein anderes Passwort")


async def test_another_role_counts_at_once(hub: Hub, administer: Administer, login: str) -> None:
    await created(administer, login)
    (token,) = await administer("token", login)
    assert await administer("role", login, "admin") == [f"{login}: Kim, admin"]
    assert f"{login}: Kim, admin" in await administer("list")
    async with Consumer.at(hub.url, token) as program:
        assert (await program.data(ME))["me"]["role"] == "ADMIN"


@pytest.mark.parametrize(
    ("words", "said", "error"),
    [
        (("create", "kim", "--name", "Kim", "--role", "author"), "kurz", Invalid),
        (("create", "k im", "--name", "Kim", "--role", "author"), PASSWORD, Invalid),
        (("create", "kim", "--name", "", "--role", "author"), PASSWORD, Invalid),
        (("create", "REDAKTION", "--name", "Kim", "--role", "author"), PASSWORD, Conflict),
        (("disable", "niemand"), "", NotFound),
    ],
)
async def test_what_is_refused(
    editor: Consumer,
    administer: Administer,
    words: tuple[str, ...],
    said: str,
    error: type[Exception],
) -> None:
    with pytest.raises(error):
        await administer(*words, said=said)
