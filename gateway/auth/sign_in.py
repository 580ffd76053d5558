"""Signing in with login and password."""

from gateway.auth.accounts import Account, Accounts
from gateway.auth.credentials import CredentialKind, Credentials
from gateway.auth.throttle import Throttle
from gateway.pages.deps import SignedIn
from shared.contracts.errors import HubError

_FAILURES = 8
_WINDOW_SECONDS = 300.0


class TooManyAttempts(HubError):
    """So many wrong passwords in a row that the account has to wait."""

    code = "too_many_attempts"


class SignIn:
    """The door for people. Failures are counted by account."""

    def __init__(self, accounts: Accounts, credentials: Credentials) -> None:
        self._accounts = accounts
        self._credentials = credentials
        self._throttle = Throttle(_FAILURES, _WINDOW_SECONDS)

    async def account(self, login: str, password: str) -> Account | None:
        """The account, or `TooManyAttempts`."""
        key = login.casefold()[:200]
        if self._throttle.blocked(key):
            raise TooManyAttempts("Zu viele Versuche. Bitte warten Sie fünf Minuten.")
        account = await self._accounts.signed_in(login, password)
        if account is None:
            self._throttle.failed(key)
        else:
            self._throttle.succeeded(key)
        return account

    async def sign_in(self, login: str, password: str) -> SignedIn | None:
        """A new session, or None where login and password do not belong together."""
        account = await self.account(login, password)
        if account is None:
            return None
        token = await self._credentials.give(account, CredentialKind.SESSION)
        return SignedIn(token=token, caller=account.caller)
