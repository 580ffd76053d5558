"""`hub account` and `hub key`: who may do more than strangers, straight in the hub's database."""

import argparse

from gateway.auth.administration import Administration
from gateway.auth.credentials import prepared
from gateway.auth.key_administration import KeyAdministration
from infra.hub.dump import open_database
from infra.hub.failures import CommandFailed
from shared.contracts.errors import HubError


async def account(chosen: argparse.Namespace) -> None:
    """Tells on standard output what was done; a token stands there alone."""
    await _done(Administration, chosen)


async def key(chosen: argparse.Namespace) -> None:
    """The same for keys."""
    await _done(KeyAdministration, chosen)


async def _done(
    administration: type[Administration | KeyAdministration], chosen: argparse.Namespace
) -> None:
    async with open_database("gateway", chosen.suffix) as documents:
        await prepared(documents)
        try:
            said = await administration(documents).do(chosen)
        except HubError as error:
            raise CommandFailed(error.message) from None
    print("\n".join(said))
