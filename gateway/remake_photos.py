"""Photos of remakes: on their way in from forms, and to those who may see them."""

import asyncio
from collections.abc import Awaitable, Callable

import httpx
from litestar import get
from litestar.response import Redirect
from litestar.types import ControllerRouterHandler

from gateway.clients import Services
from gateway.interface import N_
from gateway.links import REMAKE_PHOTOS_PATH
from gateway.pages.site import PageRequest, caller_of
from shared.contracts.caller import Caller
from shared.contracts.errors import Unavailable
from shared.contracts.remake_calls import BEGIN_PHOTO, PHOTO, BeginPhoto, PhotoOf
from shared.kit.validation import checked

ServicesOf = Callable[[Caller | None], Services]

_SENDING_SECONDS = 30.0
_SENT_AT_ONCE = 4
"""Each is held in memory whole, up to the size of a form."""


_NO_STORE = N_("Der Dateispeicher antwortet nicht.")
_STORE_REFUSES = N_("Der Dateispeicher nimmt gerade nichts an.")


class RemakePhotos:
    """Sends what came with a form to the address that the service signs for it."""

    def __init__(self, services_of: ServicesOf) -> None:
        self._services_of = services_of
        self._places = asyncio.Semaphore(_SENT_AT_ONCE)

    async def send(self, read: Callable[[], Awaitable[bytes]]) -> str:
        """The key under which the photo can be submitted; nothing where there is none."""
        async with self._places:
            data = await read()
            return await self._send(data) if data else ""

    async def _send(self, data: bytes) -> str:
        request = BeginPhoto(bytes=len(data))
        upload = await self._services_of(None).call(BEGIN_PHOTO, request)
        try:
            async with httpx.AsyncClient(timeout=_SENDING_SECONDS) as http:
                reply = await http.put(upload.inner_url, content=data)
        except httpx.TransportError:
            raise Unavailable(_NO_STORE) from None
        if not reply.is_success:
            raise Unavailable(_STORE_REFUSES)
        return upload.key


def remake_photo_handlers(services_of: ServicesOf) -> list[ControllerRouterHandler]:
    """The service decides at each look: a photo is never public in the store."""

    @get(f"{REMAKE_PHOTOS_PATH}/{{remake_id:str}}", include_in_schema=False)
    async def photo(request: PageRequest, remake_id: str) -> Redirect:
        asked = checked(PhotoOf(id=remake_id.removesuffix(".jpg")))
        found = await services_of(caller_of(request)).call(PHOTO, asked)
        return Redirect(found.url, status_code=302, headers={"Cache-Control": "no-store"})

    return [photo]
