"""Items of any kind: found by slug, published, withdrawn, and how they stand."""

import sys
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from typing import Any

from gateway.pages.wording import KIND_LABEL, KIND_PATH, PROCESSING, STATUS, WITHDRAWAL_CHOICES
from infra.hub.client import Answer, Client
from infra.hub.failures import CommandFailed, NotThere
from shared.contracts.content import ContentKind
from shared.contracts.kinds import KINDS, Kind

_HEAD = "id kind slug title status language revision canonicalUrl"
_UNPUBLISHED = ("DRAFT", "IN_REVIEW", "WITHDRAWN", "ARCHIVED")
_PUBLISH = f"""mutation($id: ID!) {{ publish(id: $id) {{
    content {{ {_HEAD} }} userErrors {{ field message code }} }} }}"""
_WITHDRAW = f"""
mutation($id: ID!, $reason: WithdrawalReason!, $note: String!, $replacedBy: ID) {{
  withdraw(id: $id, reason: $reason, note: $note, replacedBy: $replacedBy) {{
    content {{ {_HEAD} }} userErrors {{ field message code }} }} }}"""


async def find(client: Client, name: str) -> Answer:
    """The item that `name` means: `videos/slug`, a page's address, or a slug alone."""
    kinds, slug = _meant(name)
    asked = " ".join(f"{kind}(slug: $slug) {{ {_fields(kind)} }}" for kind in kinds)
    found = await client.ask(f"query($slug: String!) {{ {asked} }}", slug=slug)
    items = [item for item in found.values() if item]
    if not items:
        raise NotThere(f"„{name}“ gibt es hier nicht.")
    if len(items) > 1:
        named = ", ".join(f"{KIND_PATH[item['kind']]}/{slug}" for item in items)
        raise CommandFailed(f"„{name}“ ist nicht eindeutig. Bitte nennen Sie eines von: {named}")
    item: Answer = items[0]
    return item


def _fields(kind: ContentKind) -> str:
    return f"{_HEAD} processing {{ state message }}" if kind is ContentKind.VIDEO else _HEAD


def _meant(name: str) -> tuple[list[ContentKind], str]:
    folder, _, slug = name.strip("/").rpartition("/")
    folder = folder.rpartition("/")[2]
    kinds = [
        kind.kind
        for kind in KINDS.values()
        if folder in ("", kind.plural, kind.path, kind.kind.value)
    ]
    if not kinds:
        known = ", ".join(f"{kind.path}/…" for kind in KINDS.values())
        raise CommandFailed(f"„{folder}“ ist keine Art von Inhalten. Es gibt: {known}")
    return kinds, slug


async def publish(client: Client, name: str) -> None:
    """Prints the page's address; what is published already stays as it is."""
    item = await find(client, name)
    if item["status"] != "PUBLISHED":
        item = await client.change(_PUBLISH, id=item["id"])
    print(item["canonicalUrl"])


async def publish_by_id(client: Client, item_id: str) -> Answer:
    """The item after its publication."""
    item: Answer = await client.change(_PUBLISH, id=item_id)
    return item


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawing:
    """What is said of a withdrawal; `replaced_by` names an item as `find` takes it."""

    reason: str
    note: str
    replaced_by: str | None


async def withdraw(client: Client, name: str, said: Withdrawing) -> None:
    """Takes an item down everywhere."""
    item = await find(client, name)
    if item["status"] == "WITHDRAWN":
        print(f"„{item['title']}“ ist schon zurückgezogen.", file=sys.stderr)
        return
    successor = await find(client, said.replaced_by) if said.replaced_by else None
    reason = said.reason.replace("-", "_").upper()
    await client.change(
        _WITHDRAW,
        id=item["id"],
        reason=reason,
        note=said.note,
        replacedBy=successor["id"] if successor else None,
    )
    told = WITHDRAWAL_CHOICES[reason]
    print(f"„{item['title']}“ ist zurückgezogen: {told}.", file=sys.stderr)


async def status(client: Client, name: str | None) -> None:
    """Prints one item, or all unpublished ones and the services."""
    if name:
        print(*_described(await find(client, name)), sep="\n")
        return
    items = [item async for item in _unpublished(client)]
    for item in items:
        state = f"  {_processing(item)}" if "processing" in item else ""
        path = KIND_PATH[item["kind"]]
        print(f"{STATUS[item['status']]:<15} {path}/{item['slug']}  {item['title']}{state}")
    if not items:
        print("Alle Inhalte sind veröffentlicht.")
    await _services(client)


async def _services(client: Client) -> None:
    states = await client.health()
    print()
    for name, state in states.items():
        print(f"{name:<15} {'läuft' if state == 'ok' else f'antwortet nicht ({state})'}")
    if set(states.values()) != {"ok"}:
        raise CommandFailed("Der Hub ist nicht vollständig bereit.")


def _described(item: Answer) -> Iterator[str]:
    yield f"{KIND_LABEL[item['kind']]}: {item['title']}"
    yield f"Stand: {STATUS[item['status']]}, Fassung {item['revision']}"
    yield f"Sprache: {item['language']}"
    if "processing" in item:
        yield f"Video: {_processing(item)}"
    yield f"Adresse: {item['canonicalUrl']}"


def _processing(item: Answer) -> str:
    state = item["processing"]
    return f"{PROCESSING[state['state']]} {state['message']}".rstrip()


async def _unpublished(client: Client) -> AsyncIterator[Answer]:
    for kind in KINDS.values():
        for state in _UNPUBLISHED:
            after, more = None, True
            while more:
                found = await client.ask(_listing(kind), after=after, status=state)
                for item in found["page"]["nodes"]:
                    yield item
                after = found["page"]["pageInfo"]["endCursor"]
                more = found["page"]["pageInfo"]["hasNextPage"]


def _listing(kind: Kind[Any]) -> str:
    return f"""query($after: String, $status: Status!) {{
      page: {kind.plural}(first: 100, after: $after, filter: {{status: $status}}) {{
        nodes {{ {_fields(kind.kind)} }} pageInfo {{ endCursor hasNextPage }} }} }}"""
