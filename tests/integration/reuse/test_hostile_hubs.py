"""Another hub that lies, stumbles or vanishes: each a clear word, and the last good state kept."""

import base64
from collections.abc import AsyncIterator
from dataclasses import dataclass

import httpx
import msgspec
import pytest

from infra.local.supervisor import Hub
from tests.eventually import eventually
from tests.integration.reuse.follower import Answer, Reader
from tests.integration.reuse.stranger_hub import StrangerHub, answer, stranger_hub

AUTOMATIC = {"newItems": "AUTOMATIC", "updates": "AUTOMATIC"}
NESTED = b'{"content": ' + b"[" * 10_000 + b"]" * 10_000 + b"}"
PICTURE = f"images/{'a' * 64}.png"


@dataclass(frozen=True, slots=True)
class Case:
    """A stranger's hub that Soest follows, with one item that was taken over well."""

    hub: StrangerHub
    reader: Reader
    id: str
    good: str

    async def fault(self, code: str | None) -> Answer:
        """The hub as the editor sees it, as soon as this is what is wrong with it."""

        def so(hubs: dict[str, Answer]) -> bool:
            fault = hubs[self.id]["fault"]
            return bool((fault and fault["code"]) == code)

        return (await eventually(self.reader.hubs, so))[self.id]

    async def item_fault(self, item_id: str, code: str) -> Answer:
        def so(item: Answer | None) -> bool:
            return bool(item and item["fault"] and item["fault"]["code"] == code)

        found = await eventually(lambda: self.reader.item(item_id), so)
        assert found
        return found


@pytest.fixture(scope="module")
async def case(soest: Hub, reader: Reader, foreign_port: int) -> AsyncIterator[Case]:
    async with stranger_hub(foreign_port) as hub:
        good = hub.tell(title="Guter Inhalt")["uuid"]
        followed = (await reader.follow(hub.address, **AUTOMATIC))["id"]
        made = Case(hub, reader, followed, _global(good))
        await reader.until_shown(made.good)
        yield made
        await reader.unfollow(followed)


def _global(uuid: str) -> str:
    return base64.urlsafe_b64encode(f"Experiment:{uuid}".encode()).decode().rstrip("=")


async def test_a_wrong_hash_keeps_the_last_good_state(case: Case) -> None:
    entry = case.hub.tell_again(case.hub.entries[0]["uuid"], title="Gefälscht")
    entry["contentHash"] = "0" * 64
    new = case.hub.tell(title="Auch gefälscht")
    new["content"]["title"] = "Nachträglich geändert"
    after = _global(case.hub.tell(title="Danach ehrlich")["uuid"])
    await case.reader.until_shown(after)
    item = await case.item_fault(case.good, "hash_mismatch")
    assert item["title"] == "Guter Inhalt"
    assert (await case.reader.shown(case.good) or {})["title"] == "Guter Inhalt"
    assert await case.reader.item(_global(new["uuid"])) is None


async def test_scripts_in_texts_do_nothing(case: Case, soest: Hub) -> None:
    evil = "<script>alert(1)</script><img src=x onerror=alert(2)>[Klick](javascript:alert(3))"
    told = case.hub.tell(title="Mit Skript", observe=evil)
    here = await case.reader.until_shown(_global(told["uuid"]))
    async with httpx.AsyncClient(base_url=soest.url) as http:
        page = (await http.get(here["path"])).text
    assert "Mit Skript" in page
    assert "alert(1)</script>" not in page
    assert "<img src=x" not in page
    assert 'href="javascript:' not in page


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ({"title": "x" * 200}, "invalid"),
        ({"steps": "keine Liste"}, "invalid"),
        ({"slug": "../../etc"}, "invalid"),
        ({"materials": "Holz"}, "invalid"),
        ({"materials": [{"costEuro": 1}]}, "invalid"),
        ({"cover": {"key": ["images/"]}}, "invalid"),
        ({"licence": "All rights reserved"}, "invalid"),
    ],
)
async def test_what_an_editor_may_not_write_nobody_may(
    case: Case, content: Answer, code: str
) -> None:
    told = case.hub.tell(**content)
    await case.item_fault(_global(told["uuid"]), code)
    assert await case.reader.shown(_global(told["uuid"])) is None


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("http://127.0.0.1:22/secret.png", "address_refused"),
        ("http://169.254.169.254/latest/meta-data", "address_refused"),
        ("{hub}/gone.png", "media_missing"),
        ("{hub}/other.png", "hash_mismatch"),
    ],
)
async def test_pictures_that_are_not_what_they_seem(case: Case, address: str, code: str) -> None:
    hub = case.hub
    hub.files["/other.png"] = answer(b"\x89PNG\r\n\x1a\n" + b"x" * 20)
    hub.files["/gone.png"] = answer(b"", status="404 Not Found")
    cover = {"key": PICTURE, "alt": "?"}
    told = hub.tell(title="Mit Bild", cover=cover)
    told["media"] = {"pictures": {PICTURE: address.format(hub=hub.address)}}
    await case.item_fault(_global(told["uuid"]), code)
    assert await case.reader.shown(_global(told["uuid"])) is None


async def test_a_hub_that_sends_its_reader_inside(case: Case) -> None:
    inside = "Location: http://127.0.0.1:4222/\r\n"
    case.hub.instead = answer(b"", status="302 Found", head=inside)
    told = await case.fault("address_refused")
    assert told["checkedAt"]
    assert (await case.reader.shown(case.good) or {})["title"] == "Guter Inhalt"
    case.hub.instead = None
    await case.fault(None)


@pytest.mark.parametrize(
    ("instead", "code"),
    [
        (answer(b"<html>Wartung</html>"), "feed_unreadable"),
        (answer(b'{"results": [' + NESTED + b'], "cursor": "x"}'), "feed_unreadable"),
        (answer(b"x" * (33 << 20)), "too_large"),
        (answer(b"", status="500 Internal Server Error"), "feed_refused"),
        (b"", "unreachable"),
    ],
    ids=["html", "deep", "too much", "error", "nothing"],
)
async def test_a_hub_that_answers_nonsense(case: Case, instead: bytes, code: str) -> None:
    case.hub.instead = instead
    await case.fault(code)
    case.hub.instead = None
    await case.fault(None)
    assert await case.reader.shown(case.good)


async def test_entries_that_cannot_be_read_hold_up_no_other(case: Case) -> None:
    told = case.hub.tell(title="Hinter Unlesbarem")
    huge = b'{"uuid": "' + b"x" * 600_000 + b'"}'
    entries = (b'{"uuid": "keine", "kind": "podcast"}', huge, msgspec.json.encode(told))
    place = f"{case.hub.log}.{len(case.hub.entries)}".encode()
    case.hub.instead = answer(
        b'{"results": [' + b",".join(entries) + b'], "cursor": "' + place + b'", "next": null}'
    )
    await case.reader.until_shown(_global(told["uuid"]))
    case.hub.instead = None


async def test_one_bad_answer_shows_nothing_that_nobody_wanted(case: Case) -> None:
    await case.reader.change(case.id, kinds=["EXPERIMENT"])
    told = case.hub.tell(title="Nur angeboten")
    item_id = _global(told["uuid"])
    await case.reader.until_state(item_id, "OFFERED")
    wrong = case.hub.tell_again(told["uuid"], title="Falsch")
    wrong["contentHash"] = "0" * 64
    await case.item_fault(item_id, "hash_mismatch")
    case.hub.entries.append(told)
    last = _global(case.hub.tell(title="Danach")["uuid"])
    await case.reader.until_state(last, "OFFERED")
    item = await case.reader.item(item_id)
    assert item
    assert (item["state"], item["fault"]) == ("OFFERED", None)
    assert await case.reader.shown(item_id) is None
    await case.reader.change(case.id, **AUTOMATIC)


async def test_a_failed_wish_does_not_show_what_came_later(case: Case) -> None:
    await case.reader.change(case.id, kinds=["EXPERIMENT"])
    cover = {"key": PICTURE, "alt": "?"}
    told = case.hub.tell(title="Mit fehlendem Bild", cover=cover)
    item_id = _global(told["uuid"])
    await case.reader.until_state(item_id, "OFFERED")
    await case.reader.decide("adoptItem", item_id)
    await case.item_fault(item_id, "media_missing")
    case.hub.tell_again(told["uuid"], title="Nie gesehen")
    last = _global(case.hub.tell(title="Danach noch etwas")["uuid"])
    await case.reader.until_state(last, "OFFERED")
    item = await case.reader.item(item_id)
    assert item
    assert (item["state"], item["fault"]) == ("OFFERED", None)
    assert await case.reader.shown(item_id) is None
    await case.reader.change(case.id, **AUTOMATIC)
    await case.reader.until_shown(item_id, title="Nie gesehen")


async def test_a_feed_that_does_not_get_on_is_not_read_for_ever(case: Case) -> None:
    page = {"results": [], "cursor": f"{case.hub.log}.{len(case.hub.entries)}", "next": "x"}
    case.hub.instead = answer(msgspec.json.encode(page))
    await case.fault("feed_fault")
    case.hub.instead = None
    await case.fault(None)


async def test_a_hub_that_is_slow(case: Case) -> None:
    case.hub.delay = 10
    await case.fault("too_slow")
    case.hub.delay = 0
    await case.fault(None)


async def test_a_log_made_anew_is_read_again_and_what_is_missing_is_gone(case: Case) -> None:
    lost = _global(case.hub.tell(title="Geht verloren")["uuid"])
    await case.reader.until_shown(lost)
    case.hub.entries = [each for each in case.hub.entries if _global(each["uuid"]) != lost]
    case.hub.log = "second"
    await case.reader.until_gone(lost)
    assert await case.reader.shown(case.good)
