"""What programs are told when something is wrong: in the form and the language they asked in."""

import asyncio
from uuid import uuid4

from infra.local.supervisor import Hub
from tests.consumer import CREATE, WITHDRAW, Consumer


async def test_a_body_too_large_is_told_in_json(stranger: Consumer) -> None:
    body = b'{"query": "' + b"x" * 1_200_000 + b'"}'
    for accept in ("*/*", "application/graphql-response+json", "application/json"):
        headers = {"Content-Type": "application/json", "Accept": accept}
        reply = await stranger.http.post("/graphql", content=body, headers=headers)
        assert reply.status_code == 413, accept
        assert reply.json()["errors"][0]["extensions"]["code"] == "invalid"
    headers = {"Content-Type": "application/json", "Accept": "text/html"}
    page = await stranger.http.post("/graphql", content=body, headers=headers)
    assert 'lang="de"' in page.text


async def test_who_leaves_while_sending_is_no_failure(hub: Hub) -> None:
    _, writer = await asyncio.open_connection("127.0.0.1", hub.place.ports["gateway"])
    writer.write(
        b"POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
        b"Content-Length: 1000\r\n\r\n{"
    )
    await writer.drain()
    await asyncio.sleep(0.5)
    writer.close()
    await writer.wait_closed()
    await asyncio.sleep(1)
    assert "disconnected prematurely" not in (hub.data / "logs" / "gateway.log").read_text()


async def test_an_unknown_path_is_told_in_german(stranger: Consumer) -> None:
    reply = await stranger.http.get("/gibt-es-nicht", headers={"Accept": "*/*"})
    assert reply.status_code == 404
    assert reply.json()["detail"].startswith("Diese Seite gibt es nicht.")


async def test_a_wrong_token_is_told_in_german(hub: Hub) -> None:
    async with Consumer.at(hub.url, "hub_falsch") as program:
        reply = await program.http.get("/", headers={"Accept": "*/*"})
    assert reply.status_code == 401
    assert reply.json()["detail"] == "Der Zugangsschlüssel ist ungültig oder abgelaufen."


async def test_what_was_withdrawn_is_told_in_german_with_its_reason(
    editor: Consumer, stranger: Consumer
) -> None:
    item = await editor.published(title=f"Zurückgezogen {uuid4().hex[:8]}")
    await editor.mutate(WITHDRAW, id=item["id"], reason="RIGHTS")
    answer = await stranger.ask(f'{{ experiment(slug: "{item["slug"]}") {{ id }} }}')
    (error,) = answer["errors"]
    assert error["message"] == "Dieser Inhalt wurde zurückgezogen."
    assert (error["extensions"]["code"], error["extensions"]["reason"]) == ("gone", "rights")
    page = await stranger.http.get(f"/experimente/{item['slug']}", headers={"Accept": "text/html"})
    assert page.status_code == 410
    assert "Recht" in page.text


async def test_fields_are_named_as_in_the_schema(editor: Consumer) -> None:
    whole = {"title": "Namen", "question": "?"}
    for fields, field in (
        ({"durationMinutes": -1}, "durationMinutes"),
        ({"resultForm": [{"name": "", "label": "Wert"}]}, "resultForm[0].name"),
    ):
        payload = await editor.mutate(CREATE, input=whole | fields)
        assert [error["field"] for error in payload["userErrors"]] == [field]


async def test_a_title_holds_no_controls(editor: Consumer) -> None:
    for mark in ("\u0000", "\u001b", "\u202e"):
        payload = await editor.mutate(CREATE, input={"title": f"a{mark}b", "question": "?"})
        assert [error["field"] for error in payload["userErrors"]] == ["title"]
