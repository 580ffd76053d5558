"""`hub account`: the accounts of the hub, straight in its database."""

import argparse

from gateway.auth.administration import Administration
from gateway.auth.credentials import prepared
from infra.hub.dump import open_database
from infra.hub.failures import CommandFailed
from shared.contracts.errors import HubError


async def account(chosen: argparse.Namespace) -> None:
    """Tells on standard output what was done; a token stands there alone."""
    async with open_database("gateway", chosen.suffix) as documents:
        await prepared(documents)
        try:
            said = await Administration(documents).do(chosen)
        except HubError as error:
            raise CommandFailed(error.message) from None
    print("\n".join(said))
