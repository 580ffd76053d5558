"""The editors' page for what other hubs offer: which are followed, and what waits of them."""

from typing import Annotated, Any
from urllib.parse import urlencode

from litestar import Response, get, post
from litestar.enums import RequestEncodingType
from litestar.params import Body
from litestar.response import Redirect
from msgspec import Struct, structs

from gateway.pages.guards import needs_editor
from gateway.pages.site import STATUS_OF_CODE, PageRequest, Site
from shared.contracts.reuse import FollowedState

PATH = "/redaktion/uebernahmen"
TABS = {
    "angeboten": FollowedState.OFFERED,
    "geaendert": FollowedState.CHANGED,
    "gezeigt": FollowedState.SHOWN,
    "abgelehnt": FollowedState.REFUSED,
    "zurueckgezogen": FollowedState.GONE,
}
LABELS = {
    FollowedState.OFFERED: "Angeboten",
    FollowedState.CHANGED: "Dort geändert",
    FollowedState.SHOWN: "Gezeigt",
    FollowedState.REFUSED: "Abgelehnt",
    FollowedState.GONE: "Dort zurückgezogen",
}
DONE = {
    "folgen": "Sie folgen dem Hub jetzt. Was er anbietet, erscheint gleich hier.",
    "wuensche": "Die Wünsche sind gespeichert.",
    "verlassen": "Dem Hub wird nicht mehr gefolgt. Was von dort kam, wird heruntergenommen.",
    "uebernehmen": "Der Inhalt wird gezeigt.",
    "ablehnen": "Der Inhalt wird nicht gezeigt.",
    "eigenes": "Ihre Angaben sind gespeichert und bleiben bei jeder Änderung erhalten.",
}


class HubForm(Struct, frozen=True, kw_only=True):
    """What is wanted of a hub, as the form sends it; a box that is not ticked is not sent."""

    address: str = ""
    name: str = ""
    new_items: str = "BY_HAND"
    updates: str = "BY_HAND"
    media: str = "COPY"
    paused: str = ""


def tab_of(request: PageRequest) -> str:
    asked = request.query_params.get("stand", "")
    return asked if asked in TABS else next(iter(TABS))


async def page_of_hubs(
    request: PageRequest,
    site: Site,
    error: dict[str, Any] | None = None,
    typed: HubForm | None = None,
) -> Response[str]:
    """All hubs, and a page of the items in the state that the tab names."""
    tab = tab_of(request)
    variables = {"state": TABS[tab].name, "after": request.query_params.get("nach")}
    data = await site.ask(request, "followed", variables)
    return site.page(
        request, "redaktion/followed.html", hubs=data["hubs"], page=data["page"], tabs=TABS,
        tab=tab, labels={state.name: label for state, label in LABELS.items()},
        counts={each["state"]: each["amount"] for each in data["amounts"]},
        error=error, typed=structs.asdict(typed or HubForm()), chosen=TABS[tab].name,
        status=STATUS_OF_CODE.get(error["code"], 422) if error else 200,
        done="" if error else DONE.get(request.query_params.get("getan", ""), ""),
    )  # fmt: skip


def back(word: str, tab: str) -> Redirect:
    """To the list, which says what was done."""
    return Redirect(f"{PATH}?{urlencode({'stand': tab, 'getan': word})}", status_code=303)


@get(PATH, guards=[needs_editor], include_in_schema=False)
async def hubs(request: PageRequest, site: Site) -> Response[str]:
    return await page_of_hubs(request, site)


Sent = Annotated[HubForm, Body(media_type=RequestEncodingType.URL_ENCODED)]


@post(f"{PATH}/hubs", guards=[needs_editor], include_in_schema=False, status_code=200)
async def follow(request: PageRequest, site: Site, data: Sent) -> Response[str] | Redirect:
    variables = {"address": data.address.strip(), "wishes": _wishes(data, {})}
    return await _done(request, site, "follow_hub", variables, "folgen", data)


@post(
    f"{PATH}/hubs/{{hub_id:str}}/wuensche",
    guards=[needs_editor],
    include_in_schema=False,
    status_code=200,
)
async def wish(
    request: PageRequest, site: Site, hub_id: str, data: Sent
) -> Response[str] | Redirect:
    """What the form does not show stays as it is."""
    found = await site.ask(request, "followed", {"state": FollowedState.OFFERED.name})
    before: dict[str, Any] = next(
        (hub["wishes"] for hub in found["hubs"] if hub["id"] == hub_id), {}
    )
    variables = {"id": hub_id, "wishes": _wishes(data, before)}
    return await _done(request, site, "change_followed_hub", variables, "wuensche")


@post(
    f"{PATH}/hubs/{{hub_id:str}}/verlassen",
    guards=[needs_editor],
    include_in_schema=False,
    status_code=200,
)
async def unfollow(request: PageRequest, site: Site, hub_id: str) -> Response[str] | Redirect:
    return await _done(request, site, "unfollow_hub", {"id": hub_id}, "verlassen")


async def _done(
    request: PageRequest,
    site: Site,
    name: str,
    variables: dict[str, Any],
    word: str,
    typed: HubForm | None = None,
) -> Response[str] | Redirect:
    result = (await site.ask(request, name, variables))["result"]
    if errors := result["userErrors"]:
        return await page_of_hubs(request, site, errors[0], typed)
    return back(word, tab_of(request))


def _wishes(data: HubForm, before: dict[str, Any]) -> dict[str, Any]:
    def one(given: str, *known: str) -> str:
        return given if given in known else known[0]

    return before | {
        "name": data.name.strip(),
        "newItems": one(data.new_items, "BY_HAND", "AUTOMATIC"),
        "updates": one(data.updates, "BY_HAND", "AUTOMATIC"),
        "media": one(data.media, "COPY", "LINK"),
        "paused": bool(data.paused),
    }


HANDLERS = (hubs, follow, wish, unfollow)
