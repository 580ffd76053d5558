"""Signing in with login and password."""

import asyncio

from gateway.auth.accounts import Account, Accounts
from gateway.auth.credentials import CredentialKind, Credentials
from gateway.auth.throttle import Throttle, TooManyAttempts
from gateway.pages.deps import SignedIn

_WINDOW_SECONDS = 300.0
_FROM_ONE_ADDRESS, _ON_ONE_ACCOUNT = 8, 80
"""Failures in the window. The second is higher, so that a stranger cannot lock an editor out."""

_HASHING_AT_ONCE = 2
"""Each takes 64 MiB and a processor for a while."""


class SignIn:
    """The door for people. Failures are counted for an account and for an address."""

    def __init__(self, accounts: Accounts, credentials: Credentials) -> None:
        self._accounts = accounts
        self._credentials = credentials
        self._throttles = (
            Throttle(_FROM_ONE_ADDRESS, _WINDOW_SECONDS),
            Throttle(_ON_ONE_ACCOUNT, _WINDOW_SECONDS),
        )
        self._hashing = asyncio.Semaphore(_HASHING_AT_ONCE)

    async def account(self, login: str, password: str, address: str) -> Account | None:
        """The account, or `TooManyAttempts`."""
        name = login.casefold()[:200]
        counted = tuple(zip(self._throttles, (f"{name} {address}", name), strict=True))
        if any(throttle.blocked(key) for throttle, key in counted):
            raise TooManyAttempts("Zu viele Versuche. Bitte warten Sie fünf Minuten.")
        for throttle, key in counted:
            throttle.count(key)  # before the wait, or many at once would all pass
        async with self._hashing:
            account = await self._accounts.signed_in(login, password)
        if account:
            for throttle, key in counted:
                throttle.forget(key)
        return account

    async def sign_in(self, login: str, password: str, address: str) -> SignedIn | None:
        """A new session, or None where login and password do not belong together."""
        account = await self.account(login, password, address)
        if account is None:
            return None
        token = await self._credentials.give(account, CredentialKind.SESSION)
        return SignedIn(token=token, caller=account.caller)
