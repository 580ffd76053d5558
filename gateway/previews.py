"""`/vorschau/…`: the files of a video that is not published, for a player."""

from collections.abc import Callable

from litestar import Response, get
from litestar.response import Redirect
from litestar.types import ControllerRouterHandler

from gateway.auth.accounts import Accounts
from gateway.auth.preview_tokens import PREVIEW_HEADERS, PreviewTokens, preview_ended
from gateway.clients import Services
from gateway.links import PREVIEW_PATH
from shared.contracts.caller import Caller
from shared.contracts.errors import Unavailable
from shared.contracts.uploads import PREVIEW, PreviewFile
from shared.kit.documents import DatabaseError
from shared.kit.validation import checked


def preview_handlers(
    tokens: PreviewTokens,
    accounts: Accounts,
    services_of: Callable[[Caller | None], Services],
) -> list[ControllerRouterHandler]:
    """The videos service decides by the account's present rights; what is no text comes from the
    store, by a signed address.
    """

    @get(PREVIEW_PATH + "/{token:str}/{file:path}", include_in_schema=False)
    async def preview(token: str, file: str) -> Response[bytes] | Redirect:
        allowed = tokens.read(token)
        asked = checked(
            PreviewFile(id=allowed.video_id, path=file.lstrip("/"), seconds=allowed.seconds)
        )
        caller = await present_caller(accounts, allowed.caller_id)
        found = await services_of(caller).call(PREVIEW, asked)
        if found.url is not None:
            return Redirect(found.url, status_code=302, headers=PREVIEW_HEADERS)
        body = (found.text or "").encode()
        return Response(body, media_type=found.content_type, headers=PREVIEW_HEADERS)

    return [preview]


async def present_caller(accounts: Accounts, caller_id: str) -> Caller:
    """The account as it is now, or `PreviewEnded` where it may not sign in any more."""
    try:
        account = await accounts.by_id(caller_id)
    except DatabaseError:
        raise Unavailable("Die Anmeldung ist gerade nicht erreichbar.") from None
    if account is None:
        raise preview_ended()
    return account.caller
