"""Who may open a page, and from where a form may come."""

from typing import Any

from litestar.connection import ASGIConnection
from litestar.exceptions import NotAuthorizedException, PermissionDeniedException
from litestar.handlers import BaseRouteHandler

from gateway.auth.middleware import require_own_origin
from shared.contracts.caller import Caller, Role

Connection = ASGIConnection[Any, Any, Any, Any]


def needs_author(connection: Connection, _: BaseRouteHandler) -> None:
    """Only those who may write."""
    _need(connection, Role.AUTHOR)


def needs_editor(connection: Connection, _: BaseRouteHandler) -> None:
    """Only those who may decide, and read what may name people."""
    _need(connection, Role.EDITOR)


def own_origin(connection: Connection, _: BaseRouteHandler) -> None:
    """No other site's page may send in a visitor's name."""
    require_own_origin(dict(connection.headers.items()))


def _need(connection: Connection, role: Role) -> None:
    caller: Caller | None = connection.scope.get("user")
    if caller is None:
        raise NotAuthorizedException
    if not caller.may(role):
        raise PermissionDeniedException
