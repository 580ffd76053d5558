"""Where connections may go. The address that is checked is the one that is connected to: a name
that answers differently the next time (DNS rebinding), or a redirect, leads nowhere else.
"""

import asyncio
import socket
from collections.abc import Iterable
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

import httpcore2

from shared.kit.web.errors import AddressRefused, Unreachable

_NAT64 = IPv6Network("64:ff9b::/96")
"""Stands for the IPv4 address in its last 32 bits (RFC 6052)."""

_UNICAST = IPv6Network("2000::/3")
"""All of IPv6 that is given to networks of the public internet."""

Address = IPv4Address | IPv6Address
_Options = Iterable[httpcore2.SOCKET_OPTION]


def is_public(address: Address) -> bool:
    """Whether it is a single machine of the public internet (IANA's registries)."""
    inner = _inner(address)
    if inner:
        return is_public(inner)
    if isinstance(address, IPv6Address) and address not in _UNICAST:
        return False
    return address.is_global and not address.is_multicast


def _inner(address: Address) -> IPv4Address | None:
    """The IPv4 address that an IPv6 one stands for."""
    if isinstance(address, IPv4Address):
        return None
    if address in _NAT64:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour or (address.teredo or (None,))[-1]


class Guard(httpcore2.AsyncNetworkBackend):
    """Connects to public addresses, and to those `private_hosts` ("host:port") that the operator
    has named. Raises `AddressRefused`.
    """

    def __init__(self, private_hosts: frozenset[str]) -> None:
        self._private_hosts = private_hosts
        self._plain = httpcore2.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: _Options | None = None,
    ) -> httpcore2.AsyncNetworkStream:
        allowed = host if f"{host}:{port}" in self._private_hosts else await _public(host, port)
        return await self._plain.connect_tcp(allowed, port, timeout, local_address, socket_options)

    async def sleep(self, seconds: float) -> None:
        await self._plain.sleep(seconds)


async def _public(host: str, port: int) -> str:
    """An address of the host, if all that it has are public."""
    try:
        found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):  # a label of the name may be empty, or too long
        raise Unreachable(f"Den Namen {host} gibt es nicht.") from None
    addresses = [ip_address(str(each[4][0]).partition("%")[0]) for each in found]
    if not all(is_public(address) for address in addresses):
        raise AddressRefused(f"{host} liegt nicht im öffentlichen Netz.")
    return str(addresses[0])
