"""A report on an experiment, sent as a program or a form sends it."""

import secrets
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import httpx

from infra.local.supervisor import Hub
from shared.contracts.remake import CONSENT
from shared.kit.blobs import Blobs
from shared.kit.codes import new_code
from tests.consumer import Consumer

FORM: list[dict[str, Any]] = [
    {"name": "wert", "label": "Gemessener Wert", "type": "NUMBER", "unit": "µg/m³",
     "minimum": 0, "maximum": 999},
    {"name": "lage", "label": "Lage", "type": "CHOICE", "choices": ["Innenhof", "Waldrand"]},
    {"name": "ofen", "label": "Öfen in der Nähe?", "type": "YES_NO"},
    {"name": "wort", "label": "Was fiel auf?", "type": "TEXT"},
]  # fmt: skip
HEAD = """query ($slug: String!) { experiment(slug: $slug) {
  id slug resultFormVersion remakeCount workedCount
  results { evaluated examples fields { name count spread { median } } }
  remakes { totalCount nodes { id note answers { name number yes text } photo { url } } } } }"""
SUBMIT = """mutation ($input: RemakeInput!) { submitRemake(input: $input) {
  remake { id status revision note photo { url width height } }
  userErrors { field message code } } }"""
APPROVE = """mutation ($id: ID!, $revision: Int) { approveRemake(id: $id, revision: $revision) {
  remake { id status } userErrors { field message code } } }"""
REJECT = """mutation ($id: ID!, $reason: String!) { rejectRemake(id: $id, reason: $reason) {
  remake { id status reason note answers { name } photo { url } } userErrors { field code } } }"""
DELETE = """mutation ($code: String!) { deleteRemake(code: $code) {
  deletion { deleted } userErrors { field code } } }"""
BEGIN_PHOTO = """mutation ($bytes: Int!) { beginRemakePhoto(bytes: $bytes) {
  upload { key url } userErrors { field message code } } }"""
LOOK_UP = "query ($code: String!) { remake(code: $code) { id status reason note } }"


def private_store(hub: Hub) -> AbstractAsyncContextManager[Blobs]:
    """The store as the service has it."""
    access = hub.place.s3_access("remakes")
    return Blobs.open(hub.s3_url, access.public, access.secret, hub.url)


@asynccontextmanager
async def maker(hub: Hub) -> AsyncIterator[Consumer]:
    """Somebody without an account at an address of their own, as the edge would tell it."""
    inner = f"http://127.0.0.1:{hub.place.ports['gateway']}"
    address = {"X-Forwarded-For": f"2001:db8:{secrets.randbelow(65536):x}::1"}
    async with httpx.AsyncClient(base_url=inner, headers=address, timeout=30) as http:
        yield Consumer(http)


async def experiment(editor: Consumer, **fields: Any) -> dict[str, Any]:
    """A published experiment with a form."""
    title = f"Nachmachen {uuid4().hex[:8]}"
    made = await editor.published(**{"title": title, "resultForm": FORM, **fields})
    return await shown(editor, made["slug"])


async def shown(consumer: Consumer, slug: str) -> dict[str, Any]:
    """What somebody sees of an experiment and its remakes."""
    found: dict[str, Any] = (await consumer.data(HEAD, slug=slug))["experiment"]
    return found


def report(item: dict[str, Any], **fields: Any) -> dict[str, Any]:
    """The input of a report without faults."""
    return {
        "item": item["id"],
        "formVersion": item["resultFormVersion"],
        "code": new_code(),
        "consent": CONSENT.version,
        "worked": True,
        "answers": answers(wert="12,5", lage="Innenhof", ofen="ja"),
        **fields,
    }


def answers(**typed: str) -> list[dict[str, str]]:
    return [{"field": name, "value": value} for name, value in typed.items()]


@dataclass(frozen=True, slots=True)
class Sent:
    """A report that was kept, with its code."""

    id: str
    code: str
    remake: dict[str, Any]


async def submitted(stranger: Consumer, item: dict[str, Any], **fields: Any) -> Sent:
    given = report(item, **fields)
    payload = await stranger.mutate(SUBMIT, input=given)
    assert payload["userErrors"] == []
    return Sent(payload["remake"]["id"], given["code"], payload["remake"])


async def refused(consumer: Consumer, given: dict[str, Any]) -> list[dict[str, Any]]:
    """What is wrong with a report."""
    payload = await consumer.mutate(SUBMIT, input=given)
    assert payload["remake"] is None
    errors: list[dict[str, Any]] = payload["userErrors"]
    return errors


async def approved(editor: Consumer, remake_id: str) -> None:
    payload = await editor.mutate(APPROVE, id=remake_id)
    assert payload["userErrors"] == []


async def photo_sent(stranger: Consumer, data: bytes) -> str:
    """The key of a photo in the store."""
    upload = (await stranger.mutate(BEGIN_PHOTO, bytes=len(data)))["upload"]
    assert (await stranger.http.put(upload["url"], content=data)).is_success
    key: str = upload["key"]
    return key
