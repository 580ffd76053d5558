"""The form for a report as browsers without JavaScript send it, its photo, and the downloads."""

import csv
import io
import re
from collections.abc import AsyncIterator
from typing import Any
from uuid import uuid4

import pytest
from PIL import Image

from gateway.graphql.ids import own_id
from infra.local.supervisor import Hub
from services.remakes.photos import key_of
from shared.contracts.errors import NotFound
from shared.kit.blobs import RENDERS, SOURCES, Blobs
from shared.kit.codes import tidied
from tests.consumer import UPDATE, WITHDRAW, Consumer
from tests.film import over_websocket
from tests.photograph import bomb, jpeg
from tests.remake import (
    BEGIN_PHOTO,
    DELETE,
    FORM,
    LOOK_UP,
    REJECT,
    SUBMIT,
    approved,
    experiment,
    maker,
    photo_sent,
    private_store,
    refused,
    report,
    shown,
    submitted,
)

HTML = {"Accept": "text/html"}
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)">')
CODE = re.compile(r"[0-9A-HJKMNP-TV-Z]{5}(?:-[0-9A-HJKMNP-TV-Z]{5}){3}")


@pytest.fixture
async def stranger(hub: Hub) -> AsyncIterator[Consumer]:
    """Somebody from another address in each test."""
    async with maker(hub) as consumer:
        yield consumer


@pytest.fixture(scope="module")
async def item(editor: Consumer) -> dict[str, Any]:
    return await experiment(editor)


@pytest.fixture(scope="module")
async def blobs(hub: Hub) -> AsyncIterator[Blobs]:
    async with private_store(hub) as opened:
        yield opened


def path_of(item: dict[str, Any]) -> str:
    return f"/experimente/{item['slug']}/ergebnis-melden"


async def opened(stranger: Consumer, item: dict[str, Any]) -> dict[str, str]:
    """What a fresh form holds, with everything that has to be filled in."""
    page = await stranger.http.get(path_of(item), headers=HTML)
    assert page.status_code == 200
    assert page.headers["cache-control"] == "no-store"
    consent = re.search(r'name="consent" value="([^"]+)"', page.text)
    assert consent
    return {**dict(HIDDEN.findall(page.text)), "worked": "ja", "consent": consent[1]}


async def sent(
    stranger: Consumer, item: dict[str, Any], form: dict[str, str], photo: bytes = b""
) -> Any:
    """The answer to the form, sent in parts as one with a file is."""
    parts: dict[str, Any] = {name: (None, value.encode()) for name, value in form.items()}
    parts["photo"] = ("foto.jpg", photo, "image/jpeg") if photo else ("", b"")
    return await stranger.http.post(path_of(item), files=parts, headers=HTML)


async def test_a_report_is_thanked_with_a_code_that_deletes_it(
    stranger: Consumer, item: dict[str, Any]
) -> None:
    page = await sent(stranger, item, await opened(stranger, item) | {"answers.wert": "12,5"})
    assert (page.status_code, page.headers["cache-control"]) == (201, "no-store")
    found = CODE.search(page.text)
    assert found
    look = await stranger.http.post("/rueckmeldung", data={"code": found[0].lower()}, headers=HTML)
    assert "Wartet auf Prüfung" in look.text
    assert "12,5 µg/m³" in look.text
    form = {"code": found[0], "delete": "ja"}
    gone = await stranger.http.post("/rueckmeldung", data=form, headers=HTML)
    assert "ist gelöscht" in gone.text
    again = await stranger.http.post("/rueckmeldung", data=form, headers=HTML)
    assert again.status_code == 422
    assert (await stranger.data(LOOK_UP, code=tidied(found[0])))["remake"] is None


async def test_sent_twice_it_shows_the_same_code(stranger: Consumer, item: dict[str, Any]) -> None:
    form = await opened(stranger, item)
    codes = {CODE.findall((await sent(stranger, item, form)).text)[0] for _ in range(2)}
    assert len(codes) == 1
    changed = await sent(stranger, item, form | {"note": "Noch etwas"})
    assert changed.status_code == 409
    assert "schon etwas anderes gesendet" in changed.text
    fresh = dict(HIDDEN.findall(changed.text))
    assert fresh["code"] != form["code"]
    assert (await sent(stranger, item, {**form, **fresh, "note": "Noch etwas"})).status_code == 201


async def test_errors_stand_at_their_fields_and_in_a_summary_and_nothing_is_lost(
    stranger: Consumer, item: dict[str, Any]
) -> None:
    form = await opened(stranger, item)
    typed = {"answers.wert": 'viel "mehr"', "answers.lage": "Waldrand", "note": "Bitte <bleiben>"}
    page = await sent(stranger, item, {**form, **typed, "worked": "", "photo_alt": "Ein Rohr"})
    assert page.status_code == 422
    assert "<title>Fehler:" in page.text
    for name in ("worked", "answers.wert"):
        assert f'href="#feld-{name}"' in page.text
        assert f'id="feld-{name}"' in page.text
        assert f'id="fehler-{name}"' in page.text
        assert re.search(rf'aria-describedby="[^"]*fehler-{name}', page.text)
    assert 'href="#feld-answers.wert">Gemessener Wert: Bitte geben Sie eine Zahl' in page.text
    assert 'value="viel &#34;mehr&#34;"' in page.text
    assert "Bitte &lt;bleiben&gt;</textarea>" in page.text
    assert re.search(r'value="Waldrand"[^>]* checked', page.text)
    assert dict(HIDDEN.findall(page.text))["code"] == form["code"]


async def test_a_form_that_changed_meanwhile_goes_on_with_the_new_one(
    editor: Consumer, stranger: Consumer
) -> None:
    item = await experiment(editor)
    form = await opened(stranger, item) | {"answers.wert": "12,5"}
    changed = [{**FORM[0], "maximum": 10}]
    edited = await editor.mutate(UPDATE, id=item["id"], revision=2, input={"resultForm": changed})
    assert edited["userErrors"] == []
    page = await sent(stranger, item, form)
    assert page.status_code == 409
    assert "Formular wurde inzwischen geändert" in page.text
    assert 'value="12,5"' in page.text
    fresh = dict(HIDDEN.findall(page.text))
    assert fresh["form_version"] != form["form_version"]
    page = await sent(stranger, item, {**form, **fresh})
    assert page.status_code == 422
    assert "von 0 bis 10" in page.text


async def test_who_fills_the_field_that_nobody_sees_is_told(
    stranger: Consumer, item: dict[str, Any]
) -> None:
    page = await sent(stranger, item, await opened(stranger, item) | {"website": "http://spam"})
    assert page.status_code == 422
    assert "leer bleiben" in page.text


async def test_another_sites_page_may_not_report_in_a_visitors_name(
    stranger: Consumer, item: dict[str, Any]
) -> None:
    form = await opened(stranger, item)
    for headers in ({"Origin": "https://boese.example"}, {"Sec-Fetch-Site": "cross-site"}):
        for path in (path_of(item), "/rueckmeldung"):
            answer = await stranger.http.post(path, data=form, headers=HTML | headers)
            assert answer.status_code == 403


async def test_the_sixty_first_report_in_an_hour_has_to_wait(
    hub: Hub, stranger: Consumer, item: dict[str, Any]
) -> None:
    form = await opened(stranger, item) | {"website": "x"}  # counted, and cheap
    no_form = b'--x\r\nContent-Disposition: form-data; name="note"\r\n\r\n\xff\r\n--x--'
    headers = {**HTML, "Content-Type": "multipart/form-data; boundary=x"}
    rubbish = await stranger.http.post(path_of(item), content=no_form, headers=headers)
    assert rubbish.status_code == 400
    for _ in range(59):
        assert (await sent(stranger, item, form)).status_code == 422
    page = await sent(stranger, item, form | {"note": "Bleibt da"})
    assert page.status_code == 429
    assert "warten Sie eine Stunde" in page.text
    assert "Bleibt da" in page.text
    (error,) = await refused(stranger, report(item))
    assert error["code"] == "too_many_attempts"
    address = {"X-Forwarded-For": stranger.http.headers["X-Forwarded-For"]}
    inner = str(stranger.http.base_url).rstrip("/")
    (told,) = await over_websocket(inner, SUBMIT, {"input": report(item)}, address)
    (error,) = told["data"]["submitRemake"]["userErrors"]
    assert error["code"] == "too_many_attempts"
    async with maker(hub) as other:
        await submitted(other, item)


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"", "multipart/form-data; boundary=x"),
        (b"--x\r\nrubbish", "multipart/form-data; boundary=x"),
        (b"", "multipart/form-data"),
        (b'--x\r\nContent-Disposition: form-data; name="note"\r\n\r\n\xff\r\n--x--',
         "multipart/form-data; boundary=x"),
        (b"%ff=%fe", "application/x-www-form-urlencoded"),
        (b"{}", "application/json"),
    ],
)  # fmt: skip
async def test_rubbish_is_told_as_such(
    stranger: Consumer, item: dict[str, Any], body: bytes, kind: str
) -> None:
    headers = {**HTML, "Content-Type": kind}
    answer = await stranger.http.post(path_of(item), content=body, headers=headers)
    assert answer.status_code in (400, 409, 422)
    assert "Kennung" not in answer.text


async def test_what_is_too_large_is_refused(hub: Hub, item: dict[str, Any]) -> None:
    async with Consumer.at(hub.url) as outside:
        form = await opened(outside, item)
        page = await sent(outside, item, form, jpeg() + b"\0" * 12_500_000)
        assert page.status_code == 422
        assert "größer als 12 MB" in page.text
        page = await sent(outside, item, form, jpeg() + b"\0" * 21_000_000)
        assert page.status_code == 413
        many = "&".join(f"answers.{number}=1" for number in range(80_000)).encode()
        headers = {**HTML, "Content-Type": "application/x-www-form-urlencoded"}
        page = await outside.http.post(path_of(item), content=many, headers=headers)
        assert page.status_code == 413


async def is_there(blobs: Blobs, bucket: str, key: str) -> bool:
    try:
        await blobs.stat(bucket, key)
    except NotFound:
        return False
    return True


async def test_a_photo_is_private_until_approved_and_gone_when_rejected(
    editor: Consumer, hub: Hub, blobs: Blobs
) -> None:
    item = await experiment(editor)
    async with Consumer.at(hub.url) as outside:  # through the edge, as people come
        form = await opened(outside, item) | {"photo_alt": "Ein Rohr am Balkon"}
        page = await sent(outside, item, form, jpeg(3000, 2000, turned=6))
        assert page.status_code == 201
        remake = (await outside.data(LOOK_UP, code=form["code"]))["remake"]
        path = f"/nachgemacht/fotos/{own_id('Remake', remake['id'])}.jpg"
        assert (await outside.http.get(path)).status_code == 404
        assert (await editor.http.get(path)).status_code == 302

        await approved(editor, remake["id"])
        (found,) = (await shown(outside, item["slug"]))["remakes"]["nodes"]
        assert found["photo"]["url"] == path
        public = await outside.http.get(path)
        assert (public.status_code, public.headers["cache-control"]) == (302, "no-store")
        picture = await outside.http.get(public.headers["location"])
        image = Image.open(io.BytesIO(picture.content))
        assert image.size == (1067, 1600)
        assert not image.getexif()
        assert b"Geheime Kamera" not in picture.content

        await editor.mutate(REJECT, id=remake["id"], reason="Ein Gesicht ist zu sehen.")
        assert (await outside.http.get(path)).status_code == 404
        assert not await is_there(blobs, RENDERS, key_of(own_id("Remake", remake["id"])))


async def test_a_photo_goes_with_its_report_and_hides_with_its_experiment(
    editor: Consumer, stranger: Consumer, blobs: Blobs
) -> None:
    item = await experiment(editor)
    key = await photo_sent(stranger, jpeg())
    kept = await submitted(stranger, item, photoKey=key, photoAlt="Ein Rohr")
    assert not await is_there(blobs, SOURCES, key)
    await approved(editor, kept.id)
    remake_id = own_id("Remake", kept.id)
    path = f"/nachgemacht/fotos/{remake_id}.jpg"
    assert (await stranger.http.get(path)).status_code == 302
    await editor.mutate(WITHDRAW, id=item["id"], reason="PRIVACY")
    assert (await stranger.http.get(path)).status_code == 404
    await stranger.mutate(DELETE, code=kept.code)
    assert not await is_there(blobs, RENDERS, key_of(remake_id))


@pytest.mark.parametrize(
    ("data", "said"),
    [(bomb(), "mehr als 50 Megapixel"), (SVG, "kein Foto"), (b"<html>", "kein Foto")],
    ids=["bomb", "svg", "html"],
)
async def test_what_is_no_photo_is_refused_at_its_field(
    stranger: Consumer, item: dict[str, Any], blobs: Blobs, data: bytes, said: str
) -> None:
    before = {blob.key for blob in await blobs.listing(RENDERS, "remakes/")}
    form = await opened(stranger, item) | {"photo_alt": "Ein Rohr"}
    page = await sent(stranger, item, form, data)
    assert page.status_code == 422
    assert re.search(rf'id="fehler-photo"[^>]*>[^<]*{said}', page.text)
    assert {blob.key for blob in await blobs.listing(RENDERS, "remakes/")} == before


async def test_a_photo_need_not_be_chosen_again_after_an_error(
    stranger: Consumer, item: dict[str, Any]
) -> None:
    form = await opened(stranger, item)
    page = await sent(stranger, item, form, jpeg())
    assert page.status_code == 422  # without words for those who cannot see it
    assert "schon bei uns" in page.text
    again = {**form, **dict(HIDDEN.findall(page.text)), "photo_alt": "Ein Rohr"}
    assert (await sent(stranger, item, again)).status_code == 201


async def test_the_store_takes_no_more_than_a_photo(hub: Hub, stranger: Consumer) -> None:
    upload = (await stranger.mutate(BEGIN_PHOTO, bytes=1000))["upload"]
    assert upload["url"].startswith(hub.url)
    large = await stranger.http.put(upload["url"], content=b"\0" * 13_500_000)
    assert large.status_code == 413
    (error,) = (await stranger.mutate(BEGIN_PHOTO, bytes=12_000_001))["userErrors"]
    assert (error["field"], error["code"]) == ("photo", "invalid")


@pytest.mark.parametrize("key", ["videos/secret", "remakes/none", "images/a.jpg"])
async def test_a_foreign_key_is_no_photo(
    stranger: Consumer, item: dict[str, Any], key: str
) -> None:
    (error,) = await refused(stranger, report(item, photoKey=key, photoAlt="x"))
    assert error["field"] == "photo"


async def test_results_can_be_taken_away_as_files(editor: Consumer, stranger: Consumer) -> None:
    item = await experiment(editor)
    typed = f"=HYPERLINK({uuid4().hex})"
    kept = await submitted(stranger, item, note=typed)
    hidden = await submitted(stranger, item, note="ungeprüft")
    await approved(editor, kept.id)
    base = f"/experimente/{item['slug']}/ergebnisse"
    table = await stranger.http.get(f"{base}.csv")
    assert table.headers["content-type"] == "text/csv; charset=utf-8"
    assert 'rel="license"' in table.headers["link"]
    (line,) = csv.DictReader(io.StringIO(table.content.decode("utf-8-sig"), newline=""))
    assert line["Gemessener Wert [µg/m³]"] == "12.5"
    assert line["bemerkung"] == f"'{typed}"
    told = (await stranger.http.get(f"{base}.json")).json()
    assert (told["complete"], told["licence"]["code"]) == (True, "CC0-1.0")
    assert [each["note"] for each in told["results"]] == [typed]
    assert hidden.id not in table.text


async def test_unknown_addresses_are_404(stranger: Consumer) -> None:
    for path in (
        "/experimente/gibt-es-nicht/ergebnis-melden",
        "/anleitungen/gibt-es-nicht/ergebnisse.csv",
        "/videos/x/ergebnis-melden",
        "/nachgemacht/fotos/x.jpg",
    ):
        assert (await stranger.http.get(path, headers=HTML)).status_code in (400, 404), path
