"""The Python made of documents: readable, of bounded size, without a word of a client's."""

import json

import pytest
from graphql.execution import Executor

from gateway.graphql.compiled.classes import SeenClasses
from gateway.graphql.compiled.plan import Plan
from gateway.graphql.compiled.plans import Plans, Room
from gateway.graphql.compiled.selections import MOST_FIELDS
from gateway.graphql.hub_schema import HubSchema
from gateway.graphql.schema import make_schema
from gateway.pages.documents import load_documents

QUESTION = """query ($slug: String!, $short: Boolean!) { one: guide(slug: $slug) {
  title difficulty steps { text } related @skip(if: $short) { ...Goal } } }
  fragment Goal on Content { ... on Guide { goal } }"""
SOURCE = """\
def operation(run, info, given):
    def step_5(it):
        if type(it) not in Step_4:
            Step_4.look(it)
        return {
            'text': v if type(v := it.text) is str else String_2(v),
        }

    def guide_9(it):
        if type(it) not in Guide_1:
            Guide_1.look(it)
        return {
            'title': v if type(v := it.title) is str else String_2(v),
            'difficulty': Difficulty_3[it.difficulty],
            'steps': list(map(step_5, many_6(resolve_steps_7(root=it)))),
        }

    def completed_guide_12(v, into):
        into['one'] = None if v is None else guide_9(v)

    def query_13(it):
        into = {
            'one': None,
        }
        run.wait(asked_11, it, resolve_guide_10(info=info, **given[0]), completed_guide_12, into)
        return into

    return query_13(None)
"""
HOSTILE = """'''"); import os; os.abort() #\\"{}"""


@pytest.fixture(scope="module")
def schema() -> HubSchema:
    return make_schema()


def plan(schema: HubSchema, text: str, **variables: object) -> Plan | None:
    document = schema.documents.parsed(text)
    assert schema.documents.faults(document) == []
    executor = Executor.build(schema._schema, document.parsed, raw_variable_values=variables)
    assert isinstance(executor, Executor)
    return Plan.of(schema, executor, SeenClasses(schema._schema))


def source(schema: HubSchema, text: str, **variables: object) -> str:
    found = plan(schema, text, **variables)
    assert found is not None
    return found.source


def test_the_source_is_readable(schema: HubSchema) -> None:
    assert source(schema, QUESTION, slug="a", short=True) == SOURCE


def test_what_is_included_is_in_another_plan(schema: HubSchema) -> None:
    found = source(schema, QUESTION, slug="a", short=False)
    assert "{'Experiment': experiment" in found
    assert "'goal': v if type(v := it.goal) is str" in found


def test_nothing_that_a_client_wrote_is_code(schema: HubSchema) -> None:
    names = ["class", "None", "it", "into", "run", "v", "_", "__import__", "Guide_4"]
    fields = " ".join(f"{name}: title" for name in names)
    said = json.dumps(HOSTILE)
    text = f'{{ def: search(query: {said}) {{ message }} guide(slug: "a") {{ {fields} }} }}'
    found = source(schema, text)
    assert "abort" not in found
    for name in names:
        assert f"{name!r}: v if type(v := it.title) is str" in found


DEEP = "related { " * 40 + "title" + " }" * 40
WIDE = " ".join(f"a{n}: title" for n in range(MOST_FIELDS))


@pytest.mark.parametrize(
    "text",
    [
        f'{{ guide(slug: "a") {{ {DEEP} }} }}',
        f'{{ guide(slug: "a") {{ {WIDE} }} }}',
        '{ __type(name: "Guide") { name } }',
        "{ __schema { queryType { name } } }",
    ],
    ids=["deep", "wide", "type", "schema"],
)
def test_what_is_too_much_or_asks_for_the_schema_is_left_to_graphql_core(
    schema: HubSchema, text: str
) -> None:
    assert plan(schema, text) is None


def test_each_of_the_pages_questions_is_small_enough(schema: HubSchema) -> None:
    for name in ("experiment", "guide", "video", "experiments", "guides", "videos"):
        assert plan(schema, load_documents()[name], slug="a", first=1, field="a"), name


def test_plans_that_nobody_asks_for_make_place(schema: HubSchema) -> None:
    room, documents = Room(most_fields=5), [Plans() for _ in range(3)]
    for plans in documents:
        room.use(plans)
        assert plans.plan("q", lambda: plan(schema, "{ fields { slug } }"))
        room.use(documents[0])
        room.make()
    assert [plans.fields for plans in documents] == [2, 0, 2]
