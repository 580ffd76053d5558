"""What an editor of the following city asks and decides."""

from dataclasses import dataclass
from typing import Any

from tests.consumer import Consumer
from tests.eventually import eventually

Answer = dict[str, Any]

_HUB = "hub { id address checkedAt leaving fault { code message } wishes { newItems updates } }"
_ITEM = """id title state revision reason fault { code message }
  pinned { revision contentHash url attribution } offered { revision contentHash }
  differences { path before after } content { status title }"""
FOLLOW = f"""mutation ($address: String!, $wishes: WishesInput) {{
  followHub(address: $address, wishes: $wishes) {{
    {_HUB} userErrors {{ field message code }} }} }}"""
CHANGE = f"""mutation ($id: ID!, $wishes: WishesInput!) {{
  changeFollowedHub(id: $id, wishes: $wishes) {{
    {_HUB} userErrors {{ field message code }} }} }}"""
UNFOLLOW = f"""mutation ($id: ID!) {{ unfollowHub(id: $id) {{
  {_HUB} userErrors {{ field message code }} }} }}"""
HUBS = "{ followedHubs { id address checkedAt leaving fault { code message } } }"
ITEM = f"query ($id: ID!) {{ followedItem(id: $id) {{ {_ITEM} }} }}"
DECIDE = f"""mutation ($id: ID!) {{ %s(id: $id) {{
  item {{ {_ITEM} }} userErrors {{ field message code }} }} }}"""
OVERLAY = f"""mutation ($id: ID!, $overlay: OverlayInput!) {{
  overlayItem(id: $id, overlay: $overlay) {{
    item {{ {_ITEM} }} userErrors {{ field message code }} }} }}"""
SHOWN = """query ($id: ID!) { node(id: $id) { ... on Experiment {
  id slug title status contentHash publisher path canonicalUrl attribution { text }
  cover { url } places { name } contacts { name }
  materials { item costEuro } fields { slug }
  mirrored { hub publisher url revision contentHash local media } } } }"""


@dataclass(frozen=True, slots=True)
class Reader:
    """The following city's editor."""

    consumer: Consumer

    async def follow(self, address: str, **wishes: Any) -> Answer:
        payload = await self.consumer.mutate(FOLLOW, address=address, wishes=wishes)
        assert payload["userErrors"] == []
        hub: Answer = payload["hub"]
        return hub

    async def change(self, hub_id: str, **wishes: Any) -> Answer:
        payload = await self.consumer.mutate(CHANGE, id=hub_id, wishes=wishes)
        assert payload["userErrors"] == []
        hub: Answer = payload["hub"]
        return hub

    async def unfollow(self, hub_id: str) -> None:
        """Returns when nothing of the hub is left."""
        await self.consumer.mutate(UNFOLLOW, id=hub_id)
        await eventually(self.hubs, lambda hubs: hub_id not in hubs)

    async def hubs(self) -> dict[str, Answer]:
        found = (await self.consumer.data(HUBS))["followedHubs"]
        return {hub["id"]: hub for hub in found}

    async def item(self, item_id: str) -> Answer | None:
        item: Answer | None = (await self.consumer.data(ITEM, id=item_id))["followedItem"]
        return item

    async def decide(self, what: str, item_id: str) -> Answer:
        payload: Answer = await self.consumer.mutate(DECIDE % what, id=item_id)
        return payload

    async def overlay(self, item_id: str, **words: Any) -> Answer:
        payload: Answer = await self.consumer.mutate(OVERLAY, id=item_id, overlay=words)
        return payload

    async def shown(self, item_id: str) -> Answer | None:
        """The item as the following city's visitors see it."""
        async with Consumer.at(str(self.consumer.http.base_url)) as stranger:
            node: Answer | None = (await stranger.data(SHOWN, id=item_id))["node"]
        return node

    async def until_shown(self, item_id: str, **as_told: Any) -> Answer:
        """The item, as soon as visitors see it as told."""

        def so(found: Answer | None) -> bool:
            return found is not None and as_told.items() <= found.items()

        found = await eventually(lambda: self.shown(item_id), so)
        assert found
        return found

    async def until_state(self, item_id: str, state: str) -> Answer:
        """The item as an editor sees it, as soon as it stands there."""
        found: Answer | None = await eventually(
            lambda: self.item(item_id), lambda item: item and item["state"] == state
        )
        assert found
        return found

    async def until_gone(self, item_id: str) -> None:
        await eventually(lambda: self.shown(item_id), lambda found: found is None)
