"""Where, whom to ask and when: on pages, on paper, and on the editors' desk."""

import asyncio
import re
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from gateway.pages.formats import ZONE, occasion
from infra.local.supervisor import Hub
from tests.consumer import UPDATE, Consumer
from tests.english import german_in_english
from tests.head import Head
from tests.sheet import Sheet
from tests.whereabouts import AHEAD, ON_SITE

PAGE = {"Accept": "text/html"}
STORED = """query ($id: ID!) { experiment(id: $id) { revision
  places { name address latitude longitude url } contacts { name phone }
  dates { title startsAt endsAt place } } }"""


@pytest.fixture(scope="module")
async def item(editor: Consumer) -> dict[str, Any]:
    return await editor.published(title=f"Vor Ort messen {uuid4().hex[:6]}", **ON_SITE)


async def test_a_page_says_where_whom_and_when(item: dict[str, Any], stranger: Consumer) -> None:
    page = (await stranger.http.get(f"/experimente/{item['slug']}", headers=PAGE)).text
    assert 'href="geo:51.375200,7.696100"' in page
    assert page.count("geo:") == 1, "no coordinates, no link"
    assert 'href="tel:+4923711234"' in page
    assert 'href="mailto:team@iserlohn.example"' in page
    assert occasion(AHEAD, AHEAD + timedelta(hours=2)) in page
    assert "Schon vorbei" not in page
    assert f'href="/experimente/{item["slug"]}/termine.ics"' in page
    assert '<a href="#vor-ort">Vor Ort</a>' in page
    english = (await stranger.http.get(f"/en/experimente/{item['slug']}", headers=PAGE)).text
    assert "On site" in english
    assert f"{AHEAD.astimezone(ZONE):%H:%M} to" in english
    assert german_in_english(english) == []


async def test_nothing_is_said_where_there_is_nothing(editor: Consumer, stranger: Consumer) -> None:
    over = ON_SITE["dates"][1:]
    bare = await editor.published(title=f"Nur vorbei {uuid4().hex[:6]}", dates=over)
    assert (
        "vor-ort"
        not in (await stranger.http.get(f"/experimente/{bare['slug']}", headers=PAGE)).text
    )


async def test_search_engines_read_it(item: dict[str, Any], stranger: Consumer) -> None:
    page = (await stranger.http.get(f"/experimente/{item['slug']}", headers=PAGE)).text
    node = Head.of(page).node("HowTo")
    assert [place["name"] for place in node["contentLocation"]] == ["Stadtlabor", "Ohne Karte"]
    (event,) = node["subjectOf"]
    assert datetime.fromisoformat(event["startDate"]) == AHEAD
    assert event["location"]["address"] == "Am Schillerplatz, 58636 Iserlohn"
    assert node["publisher"]["contactPoint"][0]["telephone"] == "+49 (0) 2371 1234"


async def test_it_is_printed_in_short(item: dict[str, Any], stranger: Consumer) -> None:
    answer = await stranger.http.get(f"/experimente/{item['slug']}/druck.pdf")
    text = " ".join(Sheet(answer.content).text.split())
    assert "Wo: Stadtlabor, Am Schillerplatz, 58636 Iserlohn" in text
    assert "Fragen: Team, Stadt, +49 (0) 2371 1234, team@iserlohn.example" in text
    assert "Sprechstunde, Stadtlabor" in text
    assert "Schon vorbei" not in text


async def test_it_is_found_by_the_name_of_its_place(editor: Consumer, stranger: Consumer) -> None:
    name = f"Zeppelinhalle{uuid4().hex[:6]}"
    made = await editor.published(title="Irgendwo", places=[{"name": name}])
    query = "query ($q: String!) { search(query: $q) { nodes { path } } }"
    path = f"/experimente/{made['slug']}"
    for _ in range(100):  # until then, what is alike is found
        found = [hit["path"] for hit in (await stranger.data(query, q=name))["search"]["nodes"]]
        if found == [path]:
            break
        await asyncio.sleep(0.1)
    assert found == [path]


def _form(page: str) -> dict[str, str]:
    """The fields of the form as a browser without JavaScript would send them."""
    inside = page[page.index('/vor-ort">') : page.index("</form>", page.index('/vor-ort">'))]
    inputs = re.findall(r"<input[^>]*>", inside)
    attributes = [dict(re.findall(r'(\w+)="([^"]*)"', each)) for each in inputs]
    return {a["name"]: a.get("value", "") for a in attributes if a.get("type") != "checkbox"}


async def test_editors_write_it_without_javascript(editor: Consumer) -> None:
    made = await editor.experiment(title=f"Am Schreibtisch {uuid4().hex[:6]}")
    desk = f"/redaktion/experimente/{made['id']}"
    form = _form((await editor.http.get(desk, headers=PAGE)).text)
    form |= {"places.0.name": "Labor", "places.0.position": "51,3752 7,6961"}
    form |= {"contacts.0.name": "Team", "contacts.0.phone": "02371 1234"}
    form |= {"dates.0.title": "Kurs", "dates.0.starts_at": "2099-07-01T16:00"}
    saved = await editor.http.post(f"{desk}/vor-ort", data=form, headers=PAGE)
    assert (saved.status_code, saved.headers.get("location")) == (303, f"{desk}?getan=gespeichert")
    stored = (await editor.data(STORED, id=made["id"]))["experiment"]
    assert stored["places"][0]["latitude"] == 51.3752
    assert stored["dates"][0]["startsAt"] == "2099-07-01T14:00:00+00:00"

    form = _form((await editor.http.get(desk, headers=PAGE)).text)
    assert form["dates.0.starts_at"] == "2099-07-01T16:00"
    form |= {
        "places.0.removed": "1",
        "dates.1.title": "Zweiter",
        "dates.1.starts_at": "2099-07-02T10:00",
    }
    await editor.http.post(f"{desk}/vor-ort", data=form, headers=PAGE)
    stored = (await editor.data(STORED, id=made["id"]))["experiment"]
    assert stored["places"] == []
    assert [each["title"] for each in stored["dates"]] == ["Kurs", "Zweiter"]


async def test_what_is_wrong_is_said_beside_its_field(editor: Consumer) -> None:
    made = await editor.experiment(title=f"Vertippt {uuid4().hex[:6]}")
    desk = f"/redaktion/experimente/{made['id']}"
    form = _form((await editor.http.get(desk, headers=PAGE)).text)
    form |= {"places.0.name": "Labor", "places.0.position": "beim Brunnen"}
    page = await editor.http.post(f"{desk}/vor-ort", data=form, headers=PAGE)
    assert page.status_code == 422
    assert 'id="fehler-places.0.position"' in page.text
    assert 'href="#feld-places.0.position"' in page.text
    assert 'value="beim Brunnen"' in page.text, "nothing typed is lost"

    form |= {"places.0.position": "", "contacts.0.email": "x"}
    form |= {"contacts.0.name": "Team"}
    page = await editor.http.post(f"{desk}/vor-ort", data=form, headers=PAGE)
    assert page.status_code == 422
    assert 'id="fehler-contacts.0.email"' in page.text, "the hub's word, at the form's field"
    stored = (await editor.data(STORED, id=made["id"]))["experiment"]
    assert stored["places"] == stored["contacts"] == []


async def test_nobodys_work_is_overwritten_unseen(editor: Consumer) -> None:
    made = await editor.experiment(title=f"Zu zweit {uuid4().hex[:6]}")
    desk = f"/redaktion/experimente/{made['id']}"
    form = _form((await editor.http.get(desk, headers=PAGE)).text)
    other = {"places": [{"name": "Von anderen"}]}
    done = await editor.mutate(UPDATE, id=made["id"], revision=made["revision"], input=other)
    assert done["userErrors"] == []
    page = await editor.http.post(
        f"{desk}/vor-ort", data=form | {"places.0.name": "Von mir"}, headers=PAGE
    )
    assert page.status_code == 409
    assert 'value="Von mir"' in page.text
    assert "Gespeichert ist: Von anderen" in page.text
    mine = _form(page.text)
    again = await editor.http.post(f"{desk}/vor-ort", data=mine, headers=PAGE)
    assert again.status_code == 303
    stored = (await editor.data(STORED, id=made["id"]))["experiment"]
    assert [place["name"] for place in stored["places"]] == ["Von mir"]


async def test_strangers_write_nothing(hub: Hub, item: dict[str, Any], stranger: Consumer) -> None:
    desk = f"/redaktion/experimente/{item['id']}/vor-ort"
    refused = await stranger.http.post(desk, data={"places.0.name": "X"}, headers=PAGE)
    assert refused.status_code == 401


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        (b"places.0.name=\xff", "application/x-www-form-urlencoded"),
        (b"kein Formular", "multipart/form-data"),
        (b"{}", "application/json"),
        (b"", "application/x-www-form-urlencoded"),
    ],
)
async def test_what_is_no_form_changes_nothing(
    editor: Consumer, content: bytes, media_type: str
) -> None:
    made = await editor.experiment(title=f"Unversehrt {uuid4().hex[:6]}", **ON_SITE)
    desk = f"/redaktion/experimente/{made['id']}/vor-ort"
    headers = {**PAGE, "Content-Type": media_type}
    answer = await editor.http.post(desk, content=content, headers=headers)
    assert answer.status_code in {400, 409}, "no form, or one without the revision that was seen"
    assert "</html>" in answer.text
    stored = (await editor.data(STORED, id=made["id"]))["experiment"]
    assert [place["name"] for place in stored["places"]] == ["Stadtlabor", "Ohne Karte"]
