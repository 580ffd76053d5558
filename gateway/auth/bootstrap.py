"""The first accounts: `python -m gateway.auth.bootstrap` makes the demo editor, once.

Prints login and password where the account is new, and nothing where it is there already.
Writes the editor's bearer token to `$HUB_DATA_DIR/editor.token`, readable by its owner alone.
"""

import asyncio
import os
import secrets
from pathlib import Path

from gateway.auth.accounts import Account, Accounts
from gateway.auth.credentials import CredentialKind, Credentials, prepared
from gateway.settings import GatewaySettings
from shared.contracts.caller import Role
from shared.kit import log
from shared.kit.documents import database
from shared.kit.settings import load

LOGIN = "redaktion"
NAME = "Redaktion Innovationslab"


async def bootstrap(settings: GatewaySettings) -> None:
    """Makes what is missing of account and token."""
    name = settings.database or "gateway"
    async with database(settings.mongo_url, name, prepared) as documents:
        accounts = Accounts(documents)
        credentials = Credentials(documents, accounts)
        account = await accounts.by_login(LOGIN) or await _create(accounts)
        await _keep_token(settings.data_dir / "editor.token", credentials, account)


async def _create(accounts: Accounts) -> Account:
    password = secrets.token_urlsafe(12)
    account = await accounts.create(LOGIN, NAME, Role.EDITOR, password)
    print(f"login={LOGIN}\npassword={password}")
    return account


async def _keep_token(file: Path, credentials: Credentials, account: Account) -> None:
    kept = _kept_token(file)
    if kept and await credentials.caller(kept, CredentialKind.BEARER):
        return
    _write_token(file, await credentials.give(account, CredentialKind.BEARER))


def _kept_token(file: Path) -> str:
    return file.read_text().strip() if file.exists() else ""


def _write_token(file: Path, token: str) -> None:
    file.unlink(missing_ok=True)
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w") as target:
        target.write(token + "\n")


if __name__ == "__main__":
    log.configure("bootstrap", pretty=True, level="warning")
    asyncio.run(bootstrap(load(GatewaySettings)))
