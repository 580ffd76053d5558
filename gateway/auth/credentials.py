"""Sessions and bearer tokens: random, kept only as a hash, revocable at once."""

import hashlib
import secrets
from datetime import datetime, timedelta
from enum import StrEnum

from msgspec import Struct

from gateway.auth.accounts import Account, Accounts
from shared.contracts.caller import Caller
from shared.kit.documents import Database, ensure_indexes, from_document, index, to_document
from shared.kit.ids import now

_PREFIX = "hub_"


class CredentialKind(StrEnum):
    SESSION = "session"
    BEARER = "bearer"


LIFETIME = {CredentialKind.SESSION: timedelta(hours=12), CredentialKind.BEARER: timedelta(days=90)}


class Credential(Struct, frozen=True, kw_only=True):
    """`id` is the SHA-256 of what the browser or the program holds."""

    id: str
    kind: CredentialKind
    account_id: str
    created_at: datetime
    expires_at: datetime


class Credentials:
    """Gives out, recognises and revokes sessions and tokens."""

    def __init__(self, database: Database, accounts: Accounts) -> None:
        self._documents = database["credentials"]
        self._accounts = accounts

    async def prepare(self) -> None:
        await ensure_indexes(
            self._documents,
            [index("expires_at", expireAfterSeconds=0), index("account_id")],
        )

    async def give(self, account: Account, kind: CredentialKind) -> str:
        """A new secret for the account; it is not kept and cannot be shown again."""
        secret = _PREFIX + secrets.token_urlsafe(32)
        begun = now()
        credential = Credential(
            id=_hash(secret),
            kind=kind,
            account_id=account.id,
            created_at=begun,
            expires_at=begun + LIFETIME[kind],
        )
        await self._documents.insert_one(to_document(credential))
        return secret

    async def caller(self, secret: str, kind: CredentialKind) -> Caller | None:
        """Who holds this secret; None where it is unknown, expired, or of the other kind."""
        found = await self._documents.find_one({"_id": _hash(secret)})
        if found is None:
            return None
        credential = from_document(found, Credential)
        if credential.kind is not kind or credential.expires_at <= now():
            return None
        account = await self._accounts.by_id(credential.account_id)
        return account.caller if account else None

    async def revoke(self, secret: str) -> None:
        await self._documents.delete_one({"_id": _hash(secret)})

    async def revoke_all(self, account: Account) -> None:
        await self._documents.delete_many({"account_id": account.id})


async def prepared(documents: Database) -> None:
    """The indexes of accounts and credentials."""
    accounts = Accounts(documents)
    await accounts.prepare()
    await Credentials(documents, accounts).prepare()


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
