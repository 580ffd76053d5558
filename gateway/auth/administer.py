"""`python -m gateway.auth.administer`: accounts and keys, with the gateway's own settings."""

import argparse
import asyncio
import sys

from gateway.auth.administration import Administration, add_actions
from gateway.auth.credentials import prepared
from gateway.auth.key_administration import KeyAdministration, add_key_actions
from gateway.settings import GatewaySettings
from shared.contracts.errors import HubError
from shared.kit import log
from shared.kit.documents import database
from shared.kit.settings import load


async def administer(settings: GatewaySettings, chosen: argparse.Namespace) -> list[str]:
    """What the action tells of itself."""
    name = settings.database or "gateway"
    async with database(settings.mongo_url, name, prepared) as documents:
        if chosen.action == "key":
            return await KeyAdministration(documents).do(chosen)
        return await Administration(documents).do(chosen)


def main() -> None:
    """Ends with 0, or with 1 and a sentence where the action is not possible."""
    parser = argparse.ArgumentParser(prog="python -m gateway.auth.administer", description=__doc__)
    actions = add_actions(parser)
    add_key_actions(actions.add_parser("key", help="verwaltet die Schlüssel anderer Städte"))
    chosen = parser.parse_args()
    log.configure("administer", pretty=True, level="warning")
    try:
        said = asyncio.run(administer(load(GatewaySettings), chosen))
    except HubError as error:
        sys.exit(error.message)
    sys.stdout.write("\n".join(said) + "\n")


if __name__ == "__main__":
    main()
