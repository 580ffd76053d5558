"""What can be done with keys from the command line."""

import argparse

from gateway.auth.accounts import Accounts
from gateway.auth.credentials import Credential, Credentials
from gateway.auth.keys import Scope
from shared.kit.documents import Database

_SCOPES = (
    "read (mehr Abfragen), follow (mehr Datenströme), "
    "register (Abfragen hinterlegen); ohne Angabe read"
)


def add_key_actions(parser: argparse.ArgumentParser) -> None:
    """What can follow; the namespace holds the action's name in `key_action`."""
    actions = parser.add_subparsers(
        title="Befehle", dest="key_action", required=True, metavar="BEFEHL",
        parser_class=type(parser),
    )  # fmt: skip
    actions.add_parser("list", help="zeigt alle Schlüssel mit dem Tag ihrer letzten Benutzung")
    create = actions.add_parser("create", help="gibt einen Schlüssel aus (zwei Jahre gültig)")
    revoke = actions.add_parser("revoke", help="macht einen Schlüssel sofort ungültig")
    for one in (create, revoke):
        one.add_argument("name", metavar="NAME", help="wem er gehört, zum Beispiel stadt-soest")
    create.add_argument(
        "--scope", action="append", type=Scope, choices=Scope, metavar="WOFÜR", help=_SCOPES
    )


class KeyAdministration:
    """The actions; each returns the lines that tell what was done."""

    def __init__(self, documents: Database) -> None:
        self._credentials = Credentials(documents, Accounts(documents))

    async def do(self, chosen: argparse.Namespace) -> list[str]:
        """What was chosen by `add_key_actions`, or a `HubError` that says why not."""
        match chosen.key_action:
            case "create":
                scopes = tuple(dict.fromkeys(chosen.scope or [Scope.READ]))
                return [await self._credentials.give_key(chosen.name, scopes)]
            case "revoke":
                await self._credentials.revoke_key(chosen.name)
                return [f"{chosen.name} ist ungültig."]
            case _:
                return [_line(key) async for key in self._credentials.all_keys()]


def _line(key: Credential) -> str:
    used = f"zuletzt benutzt am {key.last_used_on}" if key.last_used_on else "nie benutzt"
    return f"{key.name}: {', '.join(key.scopes)}; gültig bis {key.expires_at:%Y-%m-%d}; {used}"
