"""Pictures of the demo content: sent once, known again by their content."""

import asyncio
import hashlib
import mimetypes
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx

from infra.hub.client import Client, patiently
from infra.hub.failures import CommandFailed, Unreachable
from infra.hub.forms import Form
from infra.seed.items import Place, SeedImage, SeedItem

_BEGIN = """mutation($mimeType: String!, $bytes: Int!) {
  beginImage(mimeType: $mimeType, bytes: $bytes) {
    upload { key url } userErrors { field message code } } }"""
_FINISH = """mutation($key: String!, $alt: String!) {
  finishImage(key: $key, alt: $alt) { image { key } userErrors { field message code } } }"""


class Pictures:
    """The keys of the pictures that the hub has, by the SHA-256 of their content."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._keys: dict[str, str] = {}

    def learn(self, form: Form) -> None:
        """Notes the pictures of an item; the hub names a picture after its content."""
        self._keys |= {Path(key).stem: key for key in _keys(form)}

    async def of(self, item: SeedItem) -> dict[Place, dict[str, Any]]:
        """The item's pictures as they belong into its draft, sent where they are missing."""
        return {
            image.at: {"key": await self._key(image), "alt": image.alt, "credit": image.credit}
            for image in item.images
        }

    async def _key(self, image: SeedImage) -> str:
        data = await asyncio.to_thread(image.file.read_bytes)
        digest = hashlib.sha256(data).hexdigest()
        if digest not in self._keys:
            self._keys[digest] = await patiently(lambda: self._send(image, data))
        return self._keys[digest]

    async def _send(self, image: SeedImage, data: bytes) -> str:
        mime_type = mimetypes.guess_type(image.file.name)[0]
        begun = await self._client.change(_BEGIN, mimeType=mime_type, bytes=len(data))
        try:
            reply = await self._client.http.put(begun["url"], content=data)
        except httpx.TransportError as error:
            raise Unreachable("Der Dateispeicher antwortet nicht.") from error
        if reply.is_server_error:
            raise Unreachable(f"Der Dateispeicher antwortet nicht (HTTP {reply.status_code}).")
        if not reply.is_success:
            raise CommandFailed(f"{image.file.name} wurde abgelehnt (HTTP {reply.status_code}).")
        kept = await self._client.change(_FINISH, key=begun["key"], alt=image.alt)
        return str(kept["key"])


def _keys(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        if isinstance(value.get("key"), str):
            yield value["key"]
        value = list(value.values())
    if isinstance(value, list):
        for each in value:
            yield from _keys(each)
