"""What strangers read in the following city is true directly after every mutation."""

import pytest

from infra.local.supervisor import Hub
from tests.consumer import Consumer
from tests.eventually import eventually
from tests.freshness import TRIED, Watched
from tests.integration.reuse.follower import Reader

OFFERED = {"kinds": ["EXPERIMENT"]}


@pytest.mark.usefixtures("reader")
async def test_what_another_city_shows_is_taken_changed_and_left(
    hub: Hub, soest: Hub, editor: Consumer
) -> None:
    there = await editor.published(title="Für die Nachbarn")
    token = (soest.data / "editor.token").read_text().strip()
    async with Consumer.at(soest.url, token) as desk, Consumer.at(soest.url) as stranger:
        watched = Watched(desk.http, stranger, there["id"], settles=True)
        reader = Reader(watched)
        followed = (await reader.follow(hub.url, **OFFERED))["id"]
        await eventually(lambda: reader.item(there["id"]), lambda found: found is not None)
        await reader.decide("adoptItem", there["id"])
        await reader.until_shown(there["id"])
        await reader.overlay(there["id"], places=[{"name": "Am Vreithof"}])
        await reader.until_shown(there["id"], places=[{"name": "Am Vreithof"}])
        await reader.decide("refuseItem", there["id"])
        await reader.until_gone(there["id"])
        await reader.change(followed, kinds=["GUIDE"])
        await reader.unfollow(followed)
    assert watched.seen == TRIED["reuse"]
