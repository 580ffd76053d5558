"""Local accounts. What they may do is their role; the seam for OpenID Connect is `Caller`."""

from collections.abc import AsyncIterator
from datetime import datetime
from typing import Annotated

from msgspec import Meta, Struct, structs

from gateway.auth.passwords import hashed, matches
from shared.contracts.caller import Caller, Role
from shared.contracts.errors import Conflict
from shared.contracts.words import Line
from shared.kit.documents import (
    ASCENDING,
    Database,
    DuplicateKeyError,
    ensure_indexes,
    from_document,
    index,
    to_document,
)
from shared.kit.ids import new_id, now
from shared.kit.validation import checked


class Account(Struct, frozen=True, kw_only=True):
    """A person or a program that may sign in."""

    id: str
    login: Annotated[str, Meta(pattern=r"^\S{1,100}\Z")]
    name: Line
    role: Role
    password_hash: str
    created_at: datetime
    disabled: bool = False

    @property
    def caller(self) -> Caller:
        return Caller(id=self.id, name=self.name, role=self.role)


class Accounts:
    """The accounts, found by id or by login (case does not count)."""

    def __init__(self, database: Database) -> None:
        self._documents = database["accounts"]

    async def prepare(self) -> None:
        await ensure_indexes(self._documents, [index("login", unique=True)])

    async def create(self, login: str, name: str, role: Role, password: str) -> Account:
        """A new account, or `Conflict` where the login is taken."""
        account = checked(
            Account(
                id=new_id(),
                login=login.casefold(),
                name=name,
                role=role,
                password_hash=await hashed(password),
                created_at=now(),
            )
        )
        try:
            await self._documents.insert_one(to_document(account))
        except DuplicateKeyError:
            raise Conflict("Dieses Konto gibt es schon.", field="login") from None
        return account

    async def by_login(self, login: str) -> Account | None:
        found = await self._documents.find_one({"login": login.casefold()})
        return from_document(found, Account) if found else None

    async def by_id(self, account_id: str) -> Account | None:
        """The account, unless it is disabled."""
        found = await self._documents.find_one({"_id": account_id})
        account = from_document(found, Account) if found else None
        return account if account and not account.disabled else None

    async def signed_in(self, login: str, password: str) -> Account | None:
        """The account where login and password belong together."""
        account = await self.by_login(login)
        right = await matches(account.password_hash if account else None, password)
        return account if account and right and not account.disabled else None

    async def all(self) -> AsyncIterator[Account]:
        """All accounts, the disabled ones too, by login."""
        async for found in self._documents.find({}).sort("login", ASCENDING):
            yield from_document(found, Account)

    async def set_role(self, account: Account, role: Role) -> Account:
        return await self._change(account, role=role)

    async def set_disabled(self, account: Account, *, disabled: bool) -> Account:
        return await self._change(account, disabled=disabled)

    async def set_password(self, account: Account, password: str) -> Account:
        return await self._change(account, password_hash=await hashed(password))

    async def _change(self, account: Account, **fields: str | bool) -> Account:
        await self._documents.update_one({"_id": account.id}, {"$set": fields})
        return structs.replace(account, **fields)
