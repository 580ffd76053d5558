"""Where a request came from; used to count, kept nowhere."""

from ipaddress import IPv6Address, ip_address
from typing import Any

from litestar.connection import ASGIConnection

_ONE_LINE = 64
"""An IPv6 customer has at least a network of this prefix, and may choose any address in it."""


def address_of(connection: ASGIConnection[Any, Any, Any, Any]) -> str:
    """The address as the edge tells it."""
    client = connection.client
    return told_address(
        connection.headers.get("x-forwarded-for", ""), client.host if client else ""
    )


def told_address(forwarded: str, client: str) -> str:
    """What the edge has written last into `X-Forwarded-For`; without an edge, who is connected."""
    return forwarded.rpartition(",")[2].strip() or client


def line_of(address: str) -> str:
    """The same for all addresses that one customer may choose from."""
    if ":" not in address:  # IPv4, or nothing that could be parsed
        return address
    try:
        parsed = ip_address(address)
    except ValueError:
        return address
    if isinstance(parsed, IPv6Address):
        return str(int(parsed) >> (parsed.max_prefixlen - _ONE_LINE))
    return address
