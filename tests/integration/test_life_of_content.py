"""The life of content through the public endpoint, on the real parts."""

import asyncio
from uuid import uuid4

import msgspec
import nats

from gateway.graphql.ids import decode
from infra.local.supervisor import Hub
from shared.contracts.events import ContentChanged
from tests.consumer import CREATE, UPDATE, WITHDRAW, Consumer

BY_SLUG = "query ($slug: String!) { experiment(slug: $slug) { id slug title revision } }"


def title() -> str:
    return f"Versuch {uuid4().hex[:8]}"


async def test_a_draft_is_hidden_until_it_is_published(
    editor: Consumer, stranger: Consumer
) -> None:
    draft = await editor.experiment(title=title())
    assert (await stranger.data(BY_SLUG, slug=draft["slug"]))["experiment"] is None
    assert (await editor.data(BY_SLUG, slug=draft["slug"]))["experiment"]["id"] == draft["id"]
    await editor.move("publish", draft["id"])
    assert (await stranger.data(BY_SLUG, slug=draft["slug"]))["experiment"]["revision"] == 2


async def test_a_published_item_is_first_in_the_list_at_once(
    editor: Consumer, stranger: Consumer
) -> None:
    item = await editor.published(title=title())
    found = await stranger.data("{ experiments(first: 1) { nodes { id } } }")
    assert found["experiments"]["nodes"] == [{"id": item["id"]}]


async def test_a_stale_revision_is_a_conflict_and_changes_nothing(editor: Consumer) -> None:
    draft = await editor.experiment(title=title())
    first = await editor.mutate(UPDATE, id=draft["id"], revision=1, input={"title": "Eins"})
    assert first["experiment"]["revision"] == 2
    second = await editor.mutate(UPDATE, id=draft["id"], revision=1, input={"title": "Zwei"})
    assert second["experiment"] is None
    assert second["userErrors"][0]["code"] == "conflict"
    assert (await editor.data(BY_SLUG, slug=draft["slug"]))["experiment"]["title"] == "Eins"


async def test_of_many_editors_at_once_exactly_one_wins(editor: Consumer) -> None:
    draft = await editor.experiment(title=title())
    tries = [
        editor.mutate(UPDATE, id=draft["id"], revision=1, input={"title": f"Nr {n}"})
        for n in range(8)
    ]
    answers = await asyncio.gather(*tries)
    assert sorted(len(answer["userErrors"]) for answer in answers) == [0] + [1] * 7


async def test_an_old_slug_still_finds_the_item(editor: Consumer, stranger: Consumer) -> None:
    item = await editor.published(title=title())
    slug = f"neu-{uuid4().hex[:8]}"
    await editor.mutate(UPDATE, id=item["id"], revision=2, input={"slug": slug})
    assert (await stranger.data(BY_SLUG, slug=item["slug"]))["experiment"]["slug"] == slug


async def test_a_slug_that_is_taken_is_a_conflict(editor: Consumer) -> None:
    first, second = await editor.experiment(title=title()), await editor.experiment(title=title())
    answer = await editor.mutate(UPDATE, id=second["id"], revision=1, input={"slug": first["slug"]})
    assert answer["userErrors"][0] | {"message": ""} == {
        "field": "slug",
        "message": "",
        "code": "conflict",
    }


async def test_two_items_of_one_title_get_two_addresses(editor: Consumer) -> None:
    name = title()
    first, second = await editor.experiment(title=name), await editor.experiment(title=name)
    assert second["slug"] == f"{first['slug']}-2"


async def test_the_same_idempotency_key_makes_one_item(editor: Consumer) -> None:
    variables = {"input": {"title": title(), "question": "?"}, "key": uuid4().hex}
    answers = await asyncio.gather(*(editor.mutate(CREATE, **variables) for _ in range(4)))
    assert len({answer["experiment"]["id"] for answer in answers}) == 1


async def test_a_withdrawn_item_is_gone_and_says_why(editor: Consumer, stranger: Consumer) -> None:
    item = await editor.published(title=title())
    await editor.mutate(WITHDRAW, id=item["id"], reason="SAFETY_RECALL")
    answer = await stranger.ask(BY_SLUG, slug=item["slug"])
    assert answer["data"]["experiment"] is None
    assert answer["errors"][0]["extensions"]["code"] == "gone"
    page = await stranger.http.get(f"/experimente/{item['slug']}", headers={"Accept": "text/html"})
    assert page.status_code == 410


async def test_every_change_is_kept_as_a_version(editor: Consumer) -> None:
    draft = await editor.experiment(title="Erstens")
    await editor.mutate(UPDATE, id=draft["id"], revision=1, input={"title": "Zweitens"})
    await editor.move("publish", draft["id"])
    found = await editor.data(
        "query ($id: ID!) { versions(id: $id) { revision title status by } }", id=draft["id"]
    )
    assert [(v["revision"], v["title"], v["status"]) for v in found["versions"]] == [
        (3, "Zweitens", "PUBLISHED"),
        (2, "Zweitens", "DRAFT"),
        (1, "Erstens", "DRAFT"),
    ]


async def test_pages_of_a_list_neither_repeat_nor_leave_out(
    editor: Consumer, stranger: Consumer
) -> None:
    tag = uuid4().hex
    made = {(await editor.published(title=title(), tags=[tag]))["id"] for _ in range(7)}
    document = """query ($after: String, $tag: String!) {
      experiments(first: 3, after: $after, filter: {tag: $tag}) {
        totalCount edges { cursor node { id } } pageInfo { hasNextPage endCursor } } }"""
    seen: list[str] = []
    after, more = None, True
    while more:
        page = (await stranger.data(document, after=after, tag=tag))["experiments"]
        assert page["totalCount"] == 7
        seen += [edge["node"]["id"] for edge in page["edges"]]
        after, more = page["pageInfo"]["endCursor"], page["pageInfo"]["hasNextPage"]
    assert len(seen) == 7
    assert set(seen) == made


async def test_the_log_holds_the_last_event_of_each_item(hub: Hub, editor: Consumer) -> None:
    item = await editor.published(title=title())
    client = await nats.connect(hub.nats_url())
    _, own_id = decode(item["id"])
    found = await client.jetstream().get_last_msg("CONTENT", f"content.experiment.{own_id}")
    event = msgspec.json.decode(found.data or b"", type=ContentChanged)
    assert (event.revision, event.status) == (2, "published")
    info = await client.jetstream().stream_info("CONTENT", subjects_filter=f"content.*.{own_id}")
    assert info.state.subjects == {f"content.experiment.{own_id}": 1}
    await client.close()
