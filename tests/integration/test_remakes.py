"""Reports on experiments and guides: taken in, checked, decided on, shown, deleted."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any
from uuid import uuid4

import httpx
import pytest

from gateway.auth.accounts import Accounts
from gateway.auth.credentials import CredentialKind, Credentials
from gateway.graphql.ids import own_id
from infra.local.supervisor import Hub
from services.remakes.cleanup import Cleanup
from services.remakes.photos import Photos, key_of
from services.remakes.store import RemakeStore, prepared
from services.remakes.submitting import MOST_WAITING
from shared.contracts.caller import Role
from shared.contracts.errors import Unavailable
from shared.kit.blobs import RENDERS, SOURCES, Blobs
from shared.kit.codes import new_code
from shared.kit.documents import Database, database
from shared.kit.ids import new_id, now
from tests.consumer import UPDATE, WITHDRAW, Consumer
from tests.photograph import jpeg
from tests.remake import (
    APPROVE,
    DELETE,
    FORM,
    LOOK_UP,
    REJECT,
    SUBMIT,
    answers,
    approved,
    experiment,
    maker,
    private_store,
    refused,
    report,
    shown,
    submitted,
)

QUEUE = "query ($status: RemakeStatus!) { remakes(status: $status) { totalCount } }"
GUIDE = """mutation ($title: String!) { createGuide(input: {title: $title, goal: "Fertig"}) {
  guide { id slug } userErrors { code } } }"""
PUBLISH = "mutation ($id: ID!) { publish(id: $id) { userErrors { code } } }"
GUIDE_HEAD = """query ($slug: String!) { guide(slug: $slug) {
  id resultFormVersion remakeCount workedCount results { fields { name } } } }"""


@pytest.fixture(scope="module")
async def documents(hub: Hub) -> AsyncIterator[Database]:
    environment = hub.environment("remakes")
    async with database(environment["HUB_MONGO_URL"], environment["HUB_DATABASE"]) as found:
        yield found


@pytest.fixture
async def stranger(hub: Hub) -> AsyncIterator[Consumer]:
    """Somebody from another address in each test, so that nobody has to wait for the others."""
    async with maker(hub) as consumer:
        yield consumer


@pytest.fixture(scope="module")
async def item(editor: Consumer) -> dict[str, Any]:
    return await experiment(editor)


async def test_a_report_shows_when_an_editor_has_approved_it(
    editor: Consumer, stranger: Consumer
) -> None:
    item = await experiment(editor)
    sent = await submitted(stranger, item, note="Hat Spaß gemacht", place="letmathe")
    assert sent.remake["status"] == "SUBMITTED"
    before = await shown(stranger, item["slug"])
    assert (before["remakeCount"], before["remakes"]["totalCount"]) == (0, 0)
    await approved(editor, sent.id)
    after = await shown(stranger, item["slug"])
    assert (after["remakeCount"], after["workedCount"]) == (1, 1)
    (remake,) = after["remakes"]["nodes"]
    assert remake["note"] == "Hat Spaß gemacht"
    assert after["results"]["fields"][0]["spread"]["median"] == 12.5


async def test_everything_wrong_with_a_report_is_told_at_once(
    stranger: Consumer, item: dict[str, Any]
) -> None:
    errors = await refused(
        stranger,
        report(
            item,
            worked=None,
            consent="",
            place="atlantis",
            note="x" * 1001,
            answers=answers(wert="viel", lage="Mond", ofen="vielleicht"),
        ),
    )
    assert {error["field"] for error in errors} == {
        *("worked", "consent", "place", "note"),
        *("answers.wert", "answers.lage", "answers.ofen"),
    }
    assert all(error["message"] and error["code"] == "invalid" for error in errors)


@pytest.mark.parametrize("typed", ["-0,1", "999,1", "1e3", "zwölf", "1.200", "9" * 400])
async def test_a_number_out_of_range_or_that_is_none(
    stranger: Consumer, item: dict[str, Any], typed: str
) -> None:
    (error,) = await refused(stranger, report(item, answers=answers(wert=typed)))
    assert error["field"] == "answers.wert"


async def test_text_is_kept_as_plain_text(editor: Consumer, stranger: Consumer) -> None:
    item = await experiment(editor)
    hostile = '<script>alert(1)</script> "אב" 👩‍🔬 \u202egpj.exe'
    sent = await submitted(stranger, item, note=hostile, answers=answers(wort=hostile))
    await approved(editor, sent.id)
    page = (await stranger.http.get(f"/experimente/{item['slug']}")).text
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "\u202e" not in page


async def test_a_form_that_has_changed_is_a_conflict(editor: Consumer, stranger: Consumer) -> None:
    item = await experiment(editor)
    revision = 2
    await editor.mutate(UPDATE, id=item["id"], revision=revision, input={"summary": "Anders"})
    await submitted(stranger, item)  # the form is the same
    changed = [{**FORM[0], "unit": "mg/m³"}]
    edited = await editor.mutate(
        UPDATE, id=item["id"], revision=revision + 1, input={"resultForm": changed}
    )
    assert edited["userErrors"] == []
    (error,) = await refused(stranger, report(item))
    assert (error["code"], error["field"]) == ("conflict", "formVersion")


async def test_a_double_submit_makes_one_report(
    stranger: Consumer, item: dict[str, Any], documents: Database
) -> None:
    given = report(item, note=f"Einmal {uuid4().hex}")
    both = await asyncio.gather(*(stranger.mutate(SUBMIT, input=given) for _ in range(5)))
    assert {payload["remake"]["id"] for payload in both} == {both[0]["remake"]["id"]}
    assert await documents["reports"].count_documents({"note": given["note"]}) == 1
    (error,) = await refused(stranger, given | {"note": "Etwas anderes"})
    assert (error["code"], error["field"]) == ("conflict", "code")


async def test_code_and_address_are_not_kept(
    stranger: Consumer, item: dict[str, Any], documents: Database
) -> None:
    sent = await submitted(stranger, item)
    found = await documents["reports"].find_one({"_id": own_id("Remake", sent.id)})
    assert sent.code not in repr(found)
    assert "127.0.0.1" not in repr(found)
    assert "::1" not in repr(found)


async def test_a_code_deletes_its_report(editor: Consumer, stranger: Consumer) -> None:
    item = await experiment(editor)
    sent = await submitted(stranger, item)
    await approved(editor, sent.id)
    assert (await stranger.data(LOOK_UP, code=sent.code))["remake"]["status"] == "APPROVED"
    other = await stranger.mutate(DELETE, code=new_code())
    assert other["userErrors"] == []
    assert (await shown(stranger, item["slug"]))["remakeCount"] == 1
    for _ in range(2):  # the same again changes nothing
        assert (await stranger.mutate(DELETE, code=sent.code))["deletion"] == {"deleted": True}
    assert (await shown(stranger, item["slug"]))["remakeCount"] == 0
    assert (await stranger.data(LOOK_UP, code=sent.code))["remake"] is None


async def test_of_what_is_rejected_only_the_reason_is_left(
    editor: Consumer, stranger: Consumer, documents: Database
) -> None:
    item = await experiment(editor)
    sent = await submitted(stranger, item, note="Kim Muster, Hauptstraße 5", place="letmathe")
    await approved(editor, sent.id)
    (error,) = (await editor.mutate(REJECT, id=sent.id, reason="  "))["userErrors"]
    assert error["field"] == "reason"
    payload = await editor.mutate(REJECT, id=sent.id, reason="Nennt einen Namen.")
    assert payload["remake"]["status"] == "REJECTED"
    assert payload["remake"]["answers"] == []
    assert (await shown(stranger, item["slug"]))["remakeCount"] == 0
    kept = await documents["reports"].find_one({"_id": own_id("Remake", sent.id)})
    assert kept is not None
    assert "Kim Muster" not in repr(kept)
    assert not kept["answers"]
    assert kept["place"] is None
    own = (await stranger.data(LOOK_UP, code=sent.code))["remake"]
    assert own["reason"] == "Nennt einen Namen."
    (error,) = (await editor.mutate(APPROVE, id=sent.id))["userErrors"]
    assert error["code"] == "conflict"


async def test_two_editors_do_not_decide_twice(
    editor: Consumer, stranger: Consumer, item: dict[str, Any]
) -> None:
    sent = await submitted(stranger, item)
    (error,) = (await editor.mutate(APPROVE, id=sent.id, revision=7))["userErrors"]
    assert (error["code"], error["field"]) == ("conflict", "revision")


@pytest.fixture(params=[None, Role.READER, Role.AUTHOR])
async def somebody(
    hub: Hub, stranger: Consumer, request: pytest.FixtureRequest
) -> AsyncIterator[Consumer]:
    """Anybody but an editor."""
    if request.param is None:
        yield stranger
        return
    environment = hub.environment("gateway")
    async with database(environment["HUB_MONGO_URL"], environment["HUB_DATABASE"]) as found:
        accounts = Accounts(found)
        account = await accounts.create(f"wer-{uuid4().hex[:8]}", "Wer", request.param, uuid4().hex)
        token = await Credentials(found, accounts).give(account, CredentialKind.BEARER)
    async with Consumer.at(hub.url, token) as consumer:
        yield consumer


async def test_only_editors_decide_and_see_what_waits(
    somebody: Consumer, stranger: Consumer, item: dict[str, Any]
) -> None:
    sent = await submitted(stranger, item)
    for decided in (
        await somebody.mutate(APPROVE, id=sent.id),
        await somebody.mutate(REJECT, id=sent.id, reason="Nein"),
    ):
        assert decided["userErrors"][0]["code"] in ("unauthenticated", "forbidden")
    for status in ("SUBMITTED", "REJECTED", "APPROVED"):  # without an item
        answer = await somebody.ask(QUEUE, status=status)
        assert answer["errors"][0]["extensions"]["code"] in ("unauthenticated", "forbidden")
    (error,) = (await somebody.mutate(SUBMIT, input=report(item, example=True)))["userErrors"]
    assert error["code"] in ("unauthenticated", "forbidden")
    page = await somebody.http.get("/redaktion/rueckmeldungen")
    assert page.status_code in (401, 403)
    page = await somebody.http.post(f"/redaktion/rueckmeldungen/{sent.id}/freigeben", data={})
    assert page.status_code in (401, 403)


async def test_editors_may_mark_examples(editor: Consumer) -> None:
    item = await experiment(editor)
    sent = await submitted(editor, item, example=True)
    await approved(editor, sent.id)
    found = await shown(editor, item["slug"])
    assert found["results"]["examples"] == 1
    page = (await editor.http.get(f"/experimente/{item['slug']}")).text
    assert "ausgedacht und als „Beispiel“ gekennzeichnet" in page


async def test_with_an_experiment_its_reports_are_withdrawn(
    editor: Consumer, stranger: Consumer
) -> None:
    item = await experiment(editor)
    sent = await submitted(stranger, item)
    await approved(editor, sent.id)
    await editor.mutate(WITHDRAW, id=item["id"], reason="OUTDATED")
    answer = await stranger.ask(
        "query ($item: ID!) { remakes(item: $item) { totalCount } }", item=item["id"]
    )
    assert answer["errors"][0]["extensions"]["code"] == "not_found"
    for path in ("ergebnisse.csv", "ergebnisse.json", "ergebnis-melden"):
        reply = await stranger.http.get(f"/experimente/{item['slug']}/{path}")
        assert reply.status_code == 410
    (error,) = await refused(stranger, report(item))
    assert error["code"] == "not_found"


async def test_drafts_cannot_be_remade(editor: Consumer, stranger: Consumer) -> None:
    draft = await editor.experiment(title=f"Entwurf {uuid4().hex[:8]}")
    seen = await shown(editor, draft["slug"])
    assert (seen["remakeCount"], seen["results"], seen["remakes"]) == (0, None, None)
    (error,) = await refused(stranger, report(seen))
    assert error["code"] == "not_found"


async def test_a_guide_worked_or_did_not(editor: Consumer, stranger: Consumer) -> None:
    made = (await editor.mutate(GUIDE, title=f"Löten {uuid4().hex[:8]}"))["guide"]
    assert (await editor.mutate(PUBLISH, id=made["id"]))["userErrors"] == []
    guide = (await stranger.data(GUIDE_HEAD, slug=made["slug"]))["guide"]
    for worked in (True, False):
        sent = await submitted(stranger, guide, worked=worked, answers=[])
        await approved(editor, sent.id)
    errors = await refused(stranger, report(guide))
    assert {error["field"] for error in errors} == {"answers"}
    found = (await stranger.data(GUIDE_HEAD, slug=made["slug"]))["guide"]
    assert (found["remakeCount"], found["workedCount"]) == (2, 1)


async def test_videos_cannot_be_remade(editor: Consumer, stranger: Consumer) -> None:
    create = 'mutation { createVideo(input: {title: "Film"}) { video { id } } }'
    video = (await editor.mutate(create))["video"]
    given = report({"id": video["id"], "resultFormVersion": "0" * 16})
    (error,) = await refused(stranger, given)
    assert error["message"] == "Dazu gibt es nichts nachzumachen."


@pytest.mark.parametrize("code", ["", "abc", "I" * 20, "0" * 21, "0" * 19 + "\n"])
async def test_a_code_of_another_form_is_refused(
    stranger: Consumer, item: dict[str, Any], code: str
) -> None:
    (error,) = await refused(stranger, report(item, code=code))
    assert (error["field"], error["code"]) == ("code", "invalid")


async def test_the_queue_can_be_read_in_pages(editor: Consumer, stranger: Consumer) -> None:
    item = await experiment(editor)
    sent = [await submitted(stranger, item, note=str(number)) for number in range(5)]
    for each in sent:
        await approved(editor, each.id)
    document = """query ($item: ID!, $after: String) { remakes(item: $item, first: 2, after: $after)
      { totalCount nodes { note } pageInfo { endCursor hasNextPage } } }"""
    notes, after, more = [], None, True
    while more:
        page = (await stranger.data(document, item=item["id"], after=after))["remakes"]
        assert page["totalCount"] == 5
        notes += [node["note"] for node in page["nodes"]]
        after, more = page["pageInfo"]["endCursor"], page["pageInfo"]["hasNextPage"]
    assert notes == ["4", "3", "2", "1", "0"]


async def test_killed_while_reports_come_in_nothing_is_lost_or_doubled(
    hub: Hub, editor: Consumer, stranger: Consumer, documents: Database
) -> None:
    """Whoever gets no answer sends the same form again, as a browser does."""
    item = await experiment(editor)
    mark = uuid4().hex
    stop = asyncio.Event()
    acknowledged: list[str] = []

    async def reporter() -> None:
        while not stop.is_set():
            given = report(item, note=mark)
            while not await _acknowledged(stranger, given):
                await asyncio.sleep(0.05)
            acknowledged.append(given["code"])

    # Authors are not counted: forty a second from one address would be stopped.
    stranger, kept = editor, documents["reports"]
    reporters = [asyncio.create_task(reporter()) for _ in range(4)]
    for _ in range(3):
        await asyncio.sleep(0.5)
        await hub.kill("remakes")
        await hub.ready("remakes")
    stop.set()
    await asyncio.gather(*reporters)
    assert len(acknowledged) > 10
    assert await kept.count_documents({"note": mark}) == len(acknowledged)


async def _acknowledged(consumer: Consumer, given: dict[str, Any]) -> bool:
    try:
        answer = await consumer.ask(SUBMIT, input=given)
    except httpx.HTTPError:
        return False
    payload = (answer.get("data") or {}).get("submitRemake")
    return bool(payload and payload["remake"])


async def test_while_reports_are_away_the_experiment_shows(
    hub: Hub, editor: Consumer, stranger: Consumer
) -> None:
    item = await experiment(editor)
    await hub.kill("remakes")
    try:
        page = await stranger.http.get(f"/experimente/{item['slug']}")
        assert page.status_code == 200
    finally:
        await hub.ready("remakes")


async def test_the_queue_of_what_waits_has_an_end(
    stranger: Consumer, item: dict[str, Any], documents: Database
) -> None:
    mark = uuid4().hex
    full = [
        {"_id": new_id(), "code": f"{mark}{number}", "status": "submitted", "mark": mark}
        for number in range(MOST_WAITING)
    ]
    await documents["reports"].insert_many(full)
    try:
        answer = await stranger.ask(SUBMIT, input=report(item))
        assert answer["errors"][0]["extensions"]["code"] == "unavailable"
    finally:
        await documents["reports"].delete_many({"mark": mark})
    await submitted(stranger, item)


async def test_a_killed_database_forbids_two_reports_with_one_code(documents: Database) -> None:
    await documents["reports"].drop_index("code_1")
    await documents["reports"].create_index("code")  # what is left of it on the embedded server
    await prepared(documents)
    assert (await documents["reports"].index_information())["code_1"]["unique"]


@pytest.fixture
async def blobs(hub: Hub) -> AsyncIterator[Blobs]:
    async with private_store(hub) as opened:
        yield opened


async def test_photos_wait_in_a_short_queue(blobs: Blobs) -> None:
    photos, key = Photos(blobs), f"remakes/{new_id()}"
    await blobs.put(SOURCES, key, jpeg(), "image/jpeg")
    ids = [new_id() for _ in range(12)]
    drawn = await asyncio.gather(
        *(photos.draw(key, each, "") for each in ids), return_exceptions=True
    )
    refused = [each for each in drawn if isinstance(each, Exception)]
    assert [type(each) for each in refused] == [Unavailable, Unavailable]
    assert (await photos.draw(key, ids[0], "")).width
    for each in ids:
        await photos.delete(each)


async def test_what_was_decided_on_meanwhile_is_kept(
    stranger: Consumer, item: dict[str, Any], documents: Database
) -> None:
    sent = await submitted(stranger, item)
    remake_id, store = own_id("Remake", sent.id), RemakeStore(documents)
    assert not await store.expire(remake_id, now())
    assert await documents["reports"].find_one({"_id": remake_id})
    assert await store.expire(remake_id, now() + timedelta(days=100))
    assert await documents["reports"].find_one({"_id": remake_id}) is None


async def test_what_nobody_decides_on_is_deleted_in_time(
    stranger: Consumer, item: dict[str, Any], documents: Database, blobs: Blobs
) -> None:
    sent = await submitted(stranger, item)
    remake_id = own_id("Remake", sent.id)
    found = await documents["reports"].find_one({"_id": remake_id})
    assert found is not None
    assert found["expires_at"] - now() > timedelta(days=89)
    past = {"$set": {"expires_at": now() - timedelta(seconds=1)}}
    await documents["reports"].update_one({"_id": remake_id}, past)
    orphan, waiting = key_of(new_id()), f"remakes/{new_id()}"
    await blobs.put(RENDERS, orphan, b"x", "image/jpeg")
    await blobs.put(SOURCES, waiting, b"x", "image/jpeg")
    store = RemakeStore(documents)
    cleanup = Cleanup(store, Photos(blobs), blobs)
    await cleanup.sweep()
    assert await documents["reports"].find_one({"_id": remake_id}) is None
    assert (await blobs.stat(RENDERS, orphan)).bytes == 1  # it may be about to be shown
    later = now() + timedelta(hours=3)
    await cleanup._delete_orphans(later)
    await cleanup._forget_sent(later)
    assert [b.key for b in await blobs.listing(RENDERS, orphan)] == []
    assert [b.key for b in await blobs.listing(SOURCES, waiting)] == []
