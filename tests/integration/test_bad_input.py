"""Rubbish at the edge: a clear error, and nothing is half-written."""

import pytest

from tests.consumer import CREATE, Consumer

COUNT = "{ experiments(filter: {status: DRAFT}) { totalCount } }"


@pytest.mark.parametrize(
    ("fields", "field", "code"),
    [
        ({"title": "T" * 10_000, "question": "?"}, "title", "invalid"),
        ({"title": "", "question": "?"}, "title", "invalid"),
        ({"title": "   ", "question": "?"}, "title", "invalid"),
        ({"title": "Ohne Frage"}, "question", "invalid"),
        ({"title": "T", "question": "?", "slug": "Groß und klein"}, "slug", "invalid"),
        ({"title": "T", "question": "?", "slug": "zeile\n"}, "slug", "invalid"),
        (
            {"title": "T", "question": "?", "related": [{"kind": "VIDEO", "id": "x"}]},
            "id",
            "invalid",
        ),
        (
            {"title": "T", "question": "?", "cover": {"key": "a/../b", "alt": ""}},
            "cover.key",
            "invalid",
        ),
        ({"title": "T", "question": "?", "fields": ["gibt-es-nicht"]}, "fields", "invalid"),
        ({"title": "T", "question": "?", "steps": [{"title": ""}]}, "steps[0].title", "invalid"),
        ({"title": "T", "question": "?", "language": "Deutsch!"}, "language", "invalid"),
    ],
)
async def test_a_draft_that_breaks_a_rule(
    editor: Consumer, fields: dict[str, object], field: str, code: str
) -> None:
    before = await editor.data(COUNT)
    payload = await editor.mutate(CREATE, input=fields)
    assert payload["experiment"] is None
    (error,) = payload["userErrors"]
    assert (error["field"], error["code"]) == (field, code)
    assert error["message"]
    assert await editor.data(COUNT) == before


async def test_a_wrong_type_is_refused_by_the_schema(editor: Consumer) -> None:
    answer = await editor.ask(CREATE, input={"title": 7, "question": "?"})
    assert "errors" in answer
    assert not answer.get("data")


async def test_an_unknown_slug_is_null_and_its_page_is_404(stranger: Consumer) -> None:
    found = await stranger.data('{ experiment(slug: "gibt-es-nicht") { id } }')
    assert found == {"experiment": None}
    page = await stranger.http.get("/experimente/gibt-es-nicht", headers={"Accept": "text/html"})
    assert page.status_code == 404
    assert "gibt es nicht" in page.text


async def test_strangers_write_nothing(stranger: Consumer) -> None:
    payload = await stranger.mutate(CREATE, input={"title": "T", "question": "?"})
    assert payload["userErrors"][0]["code"] == "unauthenticated"
    answer = await stranger.ask(COUNT)
    assert answer["errors"][0]["extensions"]["code"] == "unauthenticated"


async def test_a_made_up_token_is_refused(stranger: Consumer) -> None:
    answer = await stranger.http.post(
        "/graphql", json={"query": "{ me { name } }"}, headers={"Authorization": "Bearer hub_x"}
    )
    assert answer.status_code == 401


async def test_markup_in_markdown_is_shown_and_not_run(
    editor: Consumer, stranger: Consumer
) -> None:
    text = "**fett** <script>alert(1)</script> [x](javascript:alert(1)) <img src=x onerror=y>"
    item = await editor.published(title="Böse", steps=[{"title": "A", "text": text}])
    document = "query ($id: ID!) { experiment(id: $id) { steps { textHtml textPlain } } }"
    (step,) = (await stranger.data(document, id=item["id"]))["experiment"]["steps"]
    assert "<strong>fett</strong>" in step["textHtml"]
    assert "<script" not in step["textHtml"]
    assert "<img" not in step["textHtml"]
    assert 'href="javascript' not in step["textHtml"]
    page = await stranger.http.get(f"/experimente/{item['slug']}", headers={"Accept": "text/html"})
    assert "<script>alert" not in page.text


async def test_a_body_too_large_is_413(editor: Consumer) -> None:
    answer = await editor.http.post("/graphql", json={"query": "x" * 3_000_000})
    assert answer.status_code == 413


async def test_a_mutation_by_get_is_refused(editor: Consumer) -> None:
    document = 'mutation { createExperiment(input: {title: "T"}) { userErrors { code } } }'
    answer = await editor.http.get("/graphql", params={"query": document})
    assert answer.status_code == 405


async def test_a_query_by_get_is_answered(stranger: Consumer) -> None:
    answer = await stranger.http.get("/graphql", params={"query": "{ fields { slug } }"})
    assert {"slug": "umwelt"} in answer.json()["data"]["fields"]


async def test_a_form_from_a_foreign_page_is_refused(stranger: Consumer) -> None:
    answer = await stranger.http.post(
        "/anmelden",
        data={"name": "x", "passwort": "y"},
        headers={"Origin": "https://boese.example"},
    )
    assert answer.status_code == 403


async def test_a_page_of_too_many_items_is_refused(stranger: Consumer) -> None:
    answer = await stranger.ask("{ experiments(first: 101) { totalCount } }")
    assert answer["errors"][0]["extensions"] == {"code": "invalid", "field": "first"}


async def test_guessing_passwords_is_slowed_down(stranger: Consumer) -> None:
    form = {"name": "niemand", "passwort": "falsch"}
    answers = [await stranger.http.post("/anmelden", data=form) for _ in range(9)]
    assert [answer.status_code for answer in answers] == [401] * 8 + [429]


NESTED = "related { " * 9 + "title" + " }" * 9
ALIASES = " ".join(f"a{n}: experiments {{ totalCount }}" for n in range(30))


@pytest.mark.parametrize(
    "document",
    [
        f"{{ experiments {{ nodes {{ {NESTED} }} }} }}",
        f"{{ {ALIASES} }}",
        "{ experiments(first: 100) { nodes { related { related { related { title } } } } } }",
        "{ ...A } fragment A on Query { experiments { nodes { ...B } } } fragment B on Content { "
        + NESTED
        + " }",
    ],
)
async def test_a_query_beyond_the_limits_is_refused_before_it_runs(
    stranger: Consumer, document: str
) -> None:
    answer = await stranger.ask(document)
    assert answer["errors"][0]["extensions"]["code"] == "invalid"
    assert not answer.get("data")


@pytest.mark.parametrize("body", [b"null", b'"a"', b"\xff", b"[" * 20_000, b"{"])
async def test_a_body_that_is_no_json_object_is_400(stranger: Consumer, body: bytes) -> None:
    headers = {"Content-Type": "application/json"}
    answer = await stranger.http.post("/graphql", content=body, headers=headers)
    assert answer.status_code == 400


async def test_one_bad_id_does_not_spoil_the_others(editor: Consumer, stranger: Consumer) -> None:
    item = await editor.published(title="Gute Kennung")
    document = "query ($ids: [ID!]!) { nodes(ids: $ids) { id } }"
    found = await stranger.data(document, ids=[item["id"], "RXhwZXJpbWVudDphYmM", "Unsinn!"])
    assert found["nodes"] == [{"id": item["id"]}, None, None]


@pytest.mark.parametrize("after", ["zzz", "", "\0"])
async def test_a_cursor_that_is_none_is_refused(stranger: Consumer, after: str) -> None:
    answer = await stranger.ask(
        "query ($after: String) { experiments(after: $after) { totalCount } }", after=after
    )
    assert answer["errors"][0]["extensions"] == {"code": "invalid", "field": "after"}
