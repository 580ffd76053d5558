"""People with accounts of their own, beside the demo's editor."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from uuid import uuid4

from gateway.auth.accounts import Accounts
from gateway.auth.credentials import CredentialKind, Credentials
from infra.local.supervisor import Hub
from shared.contracts.caller import Role
from shared.kit.documents import database
from tests.consumer import Consumer


@asynccontextmanager
async def people(hub: Hub, **roles: Role) -> AsyncIterator[dict[str, Consumer]]:
    """A signed-in program for each name."""
    settings = hub.environment("gateway")
    async with (
        AsyncExitStack() as stack,
        database(settings["HUB_MONGO_URL"], settings["HUB_DATABASE"]) as documents,
    ):
        accounts = Accounts(documents)
        credentials = Credentials(documents, accounts)
        found = {}
        for name, role in roles.items():
            login = f"{name}-{uuid4().hex[:8]}"
            account = await accounts.create(login, name, role, "ein langes Passwort")
            token = await credentials.give(account, CredentialKind.BEARER)
            found[name] = await stack.enter_async_context(Consumer.at(hub.url, token))
        yield found
