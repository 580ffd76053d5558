"""What is left of an item that was taken down: the reason, and what takes its place."""

from uuid import uuid4

from tests.consumer import Consumer

WITHDRAW = """
mutation ($id: ID!, $by: ID) {
  withdraw(id: $id, reason: OUTDATED, note: "Der Sensor wird nicht mehr gebaut.", replacedBy: $by) {
    content { id } userErrors { field message code } } }
"""
LEFT = """query ($slug: String!) { withdrawal(kind: EXPERIMENT, slug: $slug) {
  reason note replacedBy { path title } } }"""
PAGE = {"Accept": "text/html"}


async def _two(editor: Consumer) -> tuple[dict[str, str], dict[str, str]]:
    mark = uuid4().hex[:6]
    old = await editor.published(title=f"Alter Aufbau {mark}")
    return old, await editor.published(title=f"Neuer Aufbau {mark}")


async def test_a_stranger_is_led_to_what_takes_its_place(
    editor: Consumer, stranger: Consumer
) -> None:
    old, new = await _two(editor)
    done = await editor.mutate(WITHDRAW, id=old["id"], by=new["id"])
    assert done["userErrors"] == []
    page = await stranger.http.get(f"/experimente/{old['slug']}", headers=PAGE)
    assert page.status_code == 410
    assert "Der Inhalt war veraltet." in page.text
    assert "Der Sensor wird nicht mehr gebaut." in page.text
    assert f'href="/experimente/{new["slug"]}"' in page.text
    left = (await stranger.data(LEFT, slug=old["slug"]))["withdrawal"]
    assert left["replacedBy"]["path"] == f"/experimente/{new['slug']}"


async def test_a_draft_that_takes_its_place_is_not_shown(
    editor: Consumer, stranger: Consumer
) -> None:
    old, _ = await _two(editor)
    draft = await editor.experiment(title=f"Noch geheim {uuid4().hex[:6]}")
    await editor.mutate(WITHDRAW, id=old["id"], by=draft["id"])
    assert (await stranger.data(LEFT, slug=old["slug"]))["withdrawal"]["replacedBy"] is None
    page = await stranger.http.get(f"/experimente/{old['slug']}", headers=PAGE)
    assert page.status_code == 410
    assert "Noch geheim" not in page.text


async def test_only_something_else_that_is_there_takes_its_place(editor: Consumer) -> None:
    old, new = await _two(editor)
    itself = await editor.mutate(WITHDRAW, id=old["id"], by=old["id"])
    assert itself["userErrors"][0]["field"] == "replacedBy"
    missing = new["id"][:-4] + ("AAAA" if new["id"][-4:] != "AAAA" else "BBBB")
    nothing = await editor.mutate(WITHDRAW, id=old["id"], by=missing)
    assert nothing["userErrors"][0]["code"] == "invalid"
    assert (await editor.data(LEFT, slug=old["slug"]))["withdrawal"] is None


async def test_editors_name_it_by_its_page(editor: Consumer, stranger: Consumer) -> None:
    old, new = await _two(editor)
    form = f"/redaktion/experimente/{old['id']}/zurueckziehen"
    said = {"revision": "2", "reason": "OUTDATED", "replaced_by": "/experimente/gibt-es-nicht"}
    wrong = await editor.http.post(form, data=said, headers=PAGE)
    assert wrong.status_code == 422
    assert "gibt es nicht" in wrong.text
    said["replaced_by"] = f"http://localhost/experimente/{new['slug']}/"
    assert (await editor.http.post(form, data=said, headers=PAGE)).status_code == 303
    left = (await stranger.data(LEFT, slug=old["slug"]))["withdrawal"]
    assert left["replacedBy"]["title"] == new["title"]
