"""What can be done with accounts from the command line, where nobody can sign in yet."""

import argparse
import sys
from getpass import getpass
from typing import Any

from gateway.auth.accounts import Account, Accounts
from gateway.auth.credentials import CredentialKind, Credentials
from shared.contracts.caller import Role
from shared.contracts.errors import Invalid, NotFound
from shared.kit.documents import Database

_ROLES = ", ".join(Role)


def add_actions(parser: argparse.ArgumentParser) -> Any:
    """What can follow; the namespace holds the action's name in `action`. More can be added."""
    actions = parser.add_subparsers(
        title="Befehle", dest="action", required=True, metavar="BEFEHL", parser_class=type(parser)
    )
    actions.add_parser("list", help="zeigt alle Konten")
    create = actions.add_parser("create", help="legt ein Konto an; fragt nach dem Passwort")
    role = actions.add_parser("role", help="gibt einem Konto eine andere Rolle")
    named = [
        create,
        role,
        actions.add_parser("password", help="setzt ein neues Passwort; beendet alle Sitzungen"),
        actions.add_parser("disable", help="sperrt ein Konto; Sitzungen und Schlüssel enden"),
        actions.add_parser("enable", help="öffnet ein gesperrtes Konto wieder"),
        actions.add_parser("token", help="gibt einen Zugangsschlüssel aus (90 Tage gültig)"),
    ]
    for one in named:
        one.add_argument("login", metavar="ANMELDENAME")
    create.add_argument(
        "--name", required=True, metavar="NAME", help="wie die Person oder das Programm heißt"
    )
    create.add_argument(
        "--role", required=True, metavar="ROLLE", type=Role, choices=Role, help=_ROLES
    )
    role.add_argument("role", metavar="ROLLE", type=Role, choices=Role, help=_ROLES)
    return actions


class Administration:
    """The actions; each returns the lines that tell what was done."""

    def __init__(self, documents: Database) -> None:
        self._accounts = Accounts(documents)
        self._credentials = Credentials(documents, self._accounts)

    async def do(self, chosen: argparse.Namespace) -> list[str]:
        """What was chosen by `add_actions`, or a `HubError` that says why not."""
        match chosen.action:
            case "list":
                return [_line(account) async for account in self._accounts.all()]
            case "create":
                return await self._create(chosen)
            case action:
                return await self._change(action, await self._named(chosen.login), chosen)

    async def _create(self, chosen: argparse.Namespace) -> list[str]:
        password = read_password()
        return [
            _line(await self._accounts.create(chosen.login, chosen.name, chosen.role, password))
        ]

    async def _change(self, action: str, account: Account, chosen: argparse.Namespace) -> list[str]:
        match action:
            case "token" if account.disabled:
                raise Invalid(f"Das Konto „{account.login}“ ist gesperrt.", field="login")
            case "token":
                return [await self._credentials.give(account, CredentialKind.BEARER)]
            case "role":
                return [_line(await self._accounts.set_role(account, chosen.role))]
            case "password":
                account = await self._accounts.set_password(account, read_password())
            case _:
                account = await self._accounts.set_disabled(account, disabled=action == "disable")
        await self._credentials.revoke_all(account)
        return [_line(account)]

    async def _named(self, login: str) -> Account:
        account = await self._accounts.by_login(login)
        if account is None:
            raise NotFound(f"Ein Konto „{login}“ gibt es nicht.", field="login")
        return account


def read_password() -> str:
    """Asked for twice on a terminal, else the first line of standard input."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    password = getpass("Neues Passwort: ")
    if getpass("Noch einmal: ") != password:
        raise Invalid("Das war zweimal nicht dasselbe.", field="password")
    return password


def _line(account: Account) -> str:
    state = " (gesperrt)" if account.disabled else ""
    return f"{account.login}: {account.name}, {account.role}{state}"
