"""`hub follow`, `hub unfollow`, `hub following`: other hubs whose items are shown here."""

from dataclasses import dataclass
from functools import partial

from gateway.pages.formats import date
from infra.hub.client import Answer, Client, patiently
from infra.hub.failures import NotThere
from shared.contracts.mirrored import MediaChoice
from shared.contracts.reuse import Acceptance

_HUBS = "{ followedHubs { id address checkedAt leaving fault { message } } }"
_FOLLOW = """mutation ($address: String!, $wishes: WishesInput!) {
  followHub(address: $address, wishes: $wishes) {
    hub { address } userErrors { field message code } } }"""
_UNFOLLOW = """mutation ($id: ID!) {
  unfollowHub(id: $id) { hub { address } userErrors { field message code } } }"""


@dataclass(frozen=True, slots=True)
class Order:
    """What is wanted of the hub at `address`."""

    address: str
    automatic: bool
    link: bool


async def follow(client: Client, order: Order) -> None:
    """Prints the address alone. The same again changes nothing."""
    acceptance = Acceptance.AUTOMATIC if order.automatic else Acceptance.BY_HAND
    wishes = {
        "newItems": acceptance.name,
        "updates": acceptance.name,
        "media": (MediaChoice.LINK if order.link else MediaChoice.COPY).name,
    }
    made = await patiently(partial(client.change, _FOLLOW, address=order.address, wishes=wishes))
    print(made["address"])


async def unfollow(client: Client, address: str) -> None:
    """What came from the hub is taken down in the background."""
    for hub in await _hubs(client):
        if hub["address"] == address.rstrip("/"):
            await patiently(partial(client.change, _UNFOLLOW, id=hub["id"]))
            return
    raise NotThere(f"Dem Hub {address} wird nicht gefolgt.")


async def following(client: Client) -> None:
    """A line for each hub: its address, since when all is known, and what is wrong."""
    for hub in await _hubs(client):
        checked = f"Stand {date(hub['checkedAt'])}" if hub["checkedAt"] else "noch nicht gelesen"
        state = "wird verlassen" if hub["leaving"] else checked
        fault = hub["fault"]["message"] if hub["fault"] else ""
        print("\t".join(part for part in (hub["address"], state, fault) if part))


async def _hubs(client: Client) -> list[Answer]:
    found: list[Answer] = (await client.ask(_HUBS))["followedHubs"]
    return found
