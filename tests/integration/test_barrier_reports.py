"""A visitor reports a barrier without JavaScript; the editors read it and take it away."""

from datetime import timedelta
from uuid import uuid4

from infra.local.supervisor import Hub
from shared.kit.documents import database
from shared.kit.ids import now
from tests.consumer import Consumer
from tests.remake import maker

PAGE = {"Accept": "text/html"}
FORM = "/barrierefreiheit"
DESK = "/redaktion/barrieren"


async def _desk(editor: Consumer) -> str:
    return (await editor.http.get(DESK, headers=PAGE)).text


async def test_a_report_reaches_the_editors_alone(editor: Consumer, stranger: Consumer) -> None:
    text = f"Der Knopf „Weiter“ {uuid4()} hat keinen Namen. <script>alert(1)</script>"
    said = {"text": text, "page": "/videos", "email": "kim@example.org"}
    sent = await stranger.http.post(FORM, data=said, headers=PAGE)
    assert sent.status_code == 303
    thanks = await stranger.http.get(sent.headers["location"], headers=PAGE)
    assert "ist angekommen" in thanks.text
    desk = await _desk(editor)
    assert text.split("<", maxsplit=1)[0].strip() in desk
    assert "<script>alert" not in desk
    assert "kim@example.org" in desk
    refused = await stranger.http.get(DESK, headers={"Accept": "application/json"})
    assert refused.status_code == 401


async def test_it_is_taken_away_when_it_is_done(editor: Consumer, stranger: Consumer) -> None:
    mark = f"Zu wenig Kontrast {uuid4()}"
    await stranger.http.post(FORM, data={"text": mark}, headers=PAGE)
    before = (await _desk(editor)).split(mark)[1]
    action = before.split('action="')[1].split('"')[0]
    assert (await editor.http.post(action, headers=PAGE)).status_code == 303
    assert mark not in await _desk(editor)


async def test_what_is_wrong_is_said_and_nothing_typed_is_lost(stranger: Consumer) -> None:
    said = {"text": "kurz", "page": "/guides", "email": ""}
    answer = await stranger.http.post(FORM, data=said, headers=PAGE)
    assert answer.status_code == 422
    assert "10 bis 4000 Zeichen" in answer.text
    assert 'value="/guides"' in answer.text
    said = {"text": "Das Video hat keinen Ton.", "email": "kim at example"}
    answer = await stranger.http.post(FORM, data=said, headers=PAGE)
    assert "Das ist keine E-Mail-Adresse." in answer.text
    assert "Das Video hat keinen Ton." in answer.text
    long = {"text": "x" * 5000}
    assert (await stranger.http.post(FORM, data=long, headers=PAGE)).status_code == 422


async def test_a_program_that_fills_in_everything_is_not_heard(
    editor: Consumer, stranger: Consumer
) -> None:
    mark = f"Kaufen Sie jetzt {uuid4()}"
    said = {"text": mark, "homepage": "https://spam.example"}
    sent = await stranger.http.post(FORM, data=said, headers=PAGE)
    assert sent.status_code == 303
    assert mark not in await _desk(editor)


async def test_a_flood_from_one_address_ends(stranger: Consumer) -> None:
    said = {"text": f"Immer wieder {uuid4()}"}
    answers = [await stranger.http.post(FORM, data=said, headers=PAGE) for _ in range(7)]
    assert [answer.status_code for answer in answers[-2:]] == [429, 429]
    assert "Bitte warten Sie" in answers[-1].text
    assert said["text"] in answers[-1].text


async def test_all_addresses_of_one_line_count_as_one(hub: Hub) -> None:
    async with maker(hub) as someone:
        line = someone.http.headers["X-Forwarded-For"].removesuffix("1")
        statuses = []
        for number in range(6):
            headers = PAGE | {"X-Forwarded-For": f"{line}{number}"}
            said = {"text": f"Immer anders {uuid4()}"}
            statuses.append((await someone.http.post(FORM, data=said, headers=headers)).status_code)
    assert statuses == [303] * 5 + [429]


async def test_another_sites_page_may_not_report(hub: Hub) -> None:
    async with maker(hub) as someone:
        headers = PAGE | {"Origin": "https://boese.example"}
        said = {"text": f"Von woanders {uuid4()}"}
        assert (await someone.http.post(FORM, data=said, headers=headers)).status_code == 403


async def test_a_full_list_makes_room_for_what_is_new(hub: Hub, editor: Consumer) -> None:
    settings, mark = hub.environment("gateway"), uuid4().hex
    name = settings.get("HUB_DATABASE", "gateway")
    old = [
        {
            "_id": f"{mark}{number:04}",
            "text": mark,
            "at": now() - timedelta(days=9, minutes=-number),
        }
        for number in range(1000)
    ]
    async with database(settings["HUB_MONGO_URL"], name) as documents, maker(hub) as someone:
        reports = documents["barrier_reports"]
        await reports.delete_many({})
        await reports.insert_many(old)
        try:
            said = {"text": f"Neu {uuid4()}"}
            assert (await someone.http.post(FORM, data=said, headers=PAGE)).status_code == 303
            assert await reports.count_documents({}) == 1000
            assert await reports.find_one({"_id": f"{mark}0000"}) is None
            assert said["text"] in await _desk(editor)
        finally:
            await reports.delete_many({"text": mark})
