"""Sessions, tokens and keys: random, kept only as a hash, revocable at once."""

import hashlib
import secrets
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Annotated

from msgspec import Meta, Struct

from gateway.auth.accounts import Account, Accounts
from gateway.auth.keys import ApiKey, Scope
from shared.contracts.caller import Caller
from shared.contracts.errors import Conflict, Invalid, NotFound
from shared.kit.documents import (
    ASCENDING,
    Database,
    DuplicateKeyError,
    ensure_indexes,
    from_document,
    index,
    to_document,
)
from shared.kit.ids import now
from shared.kit.validation import checked

_PREFIX = "hub_"


class CredentialKind(StrEnum):
    SESSION = "session"
    BEARER = "bearer"
    KEY = "key"


LIFETIME = {
    CredentialKind.SESSION: timedelta(hours=12),
    CredentialKind.BEARER: timedelta(days=90),
    CredentialKind.KEY: timedelta(days=2 * 365),
}


class Credential(Struct, frozen=True, kw_only=True):
    """`id` is the SHA-256 of what the browser or the program holds.

    A key belongs to no account, but has a name of its own, scopes, and the day of its last use
    (ISO 8601; empty before the first).
    """

    id: str
    kind: CredentialKind
    account_id: str = ""
    created_at: datetime
    expires_at: datetime
    name: Annotated[str, Meta(pattern=r"^([a-z0-9][a-z0-9.-]{0,59})?\Z")] = ""
    scopes: tuple[Scope, ...] = ()
    last_used_on: str = ""


class Credentials:
    """Gives out, recognises and revokes sessions, tokens and keys."""

    def __init__(self, database: Database, accounts: Accounts) -> None:
        self._documents = database["credentials"]
        self._accounts = accounts

    async def prepare(self) -> None:
        await ensure_indexes(
            self._documents,
            [
                index("expires_at", expireAfterSeconds=0),
                index("account_id"),
                index("name", unique=True, partialFilterExpression={"kind": CredentialKind.KEY}),
            ],
        )

    async def give(self, account: Account, kind: CredentialKind) -> str:
        """A new secret for the account; it is not kept and cannot be shown again."""
        return await self._give(kind, account_id=account.id)

    async def give_key(self, name: str, scopes: tuple[Scope, ...]) -> str:
        """A new key, as `give`. Raises `Conflict` where there is one of this name."""
        if not name:
            raise Invalid("Ein Schlüssel braucht einen Namen.", field="name")
        try:
            return await self._give(CredentialKind.KEY, name=name, scopes=scopes)
        except DuplicateKeyError:
            raise Conflict("Einen Schlüssel dieses Namens gibt es schon.", field="name") from None

    async def _give(
        self,
        kind: CredentialKind,
        *,
        account_id: str = "",
        name: str = "",
        scopes: tuple[Scope, ...] = (),
    ) -> str:
        secret = _PREFIX + secrets.token_urlsafe(32)
        begun = now()
        credential = Credential(
            id=_hash(secret),
            kind=kind,
            account_id=account_id,
            created_at=begun,
            expires_at=begun + LIFETIME[kind],
            name=name,
            scopes=scopes,
        )
        await self._documents.insert_one(to_document(checked(credential)))
        return secret

    async def caller(self, secret: str, kind: CredentialKind) -> Caller | None:
        """Who holds this secret; None where it is unknown, expired, or of another kind."""
        credential = await self._valid(secret)
        if credential is None or credential.kind is not kind:
            return None
        account = await self._accounts.by_id(credential.account_id)
        return account.caller if account else None

    async def bearer(self, secret: str) -> Caller | ApiKey | None:
        """Who sends this token or key; None where it is neither."""
        credential = await self._valid(secret)
        if credential is None or credential.kind is not CredentialKind.KEY:
            return await self.caller(secret, CredentialKind.BEARER)
        await self._note_use(credential)
        return ApiKey(id=credential.id, name=credential.name, scopes=credential.scopes)

    async def _valid(self, secret: str) -> Credential | None:
        found = await self._documents.find_one({"_id": _hash(secret)})
        credential = from_document(found, Credential) if found else None
        return credential if credential and credential.expires_at > now() else None

    async def _note_use(self, key: Credential) -> None:
        """The day alone: when somebody reads is nobody's business."""
        today = now().date().isoformat()
        if key.last_used_on != today:
            await self._documents.update_one({"_id": key.id}, {"$set": {"last_used_on": today}})

    async def all_keys(self) -> AsyncIterator[Credential]:
        """All keys, by name."""
        found = self._documents.find({"kind": CredentialKind.KEY})
        async for each in found.sort("name", ASCENDING):
            yield from_document(each, Credential)

    async def revoke_key(self, name: str) -> None:
        """The key is of no use any more, or `NotFound`."""
        gone = await self._documents.delete_one({"kind": CredentialKind.KEY, "name": name})
        if not gone.deleted_count:
            raise NotFound(f"Einen Schlüssel „{name}“ gibt es nicht.", field="name")

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
