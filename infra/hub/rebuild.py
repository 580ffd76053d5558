"""`hub rebuild-log`: the log of changes made anew from the services, where it was lost."""

import sys
from functools import partial
from typing import Any

from infra.hub.client import Client, patiently
from shared.contracts.kinds import KINDS, Kind

_REBUILD = """mutation($kind: ContentKind!, $after: String) {
  rebuildLog(kind: $kind, after: $after) {
    stretch { compared told after } userErrors { field message code } } }"""


async def rebuild_log(client: Client) -> None:
    """Goes through all kinds in stretches; broken off, it begins anew and finds less to do."""
    for kind in KINDS.values():
        await _rebuild(client, kind)


async def _rebuild(client: Client, kind: Kind[Any]) -> None:
    compared = told = 0
    after, more = None, True
    while more:
        ask = partial(client.change, _REBUILD, kind=kind.kind.name, after=after)
        stretch = await patiently(ask)
        compared, told = compared + stretch["compared"], told + stretch["told"]
        after = stretch["after"]
        more = after is not None
        _tell(f"{kind.labels}: {compared} verglichen, {told} neu eingetragen")


def _tell(line: str) -> None:
    print(line, file=sys.stderr, flush=True)
