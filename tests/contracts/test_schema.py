"""The public schema: committed as it is, complete for each kind, without the inside."""

from collections.abc import Iterator
from enum import Enum
from pathlib import Path

import pytest
from graphql import (
    GraphQLEnumType,
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLUnionType,
    build_schema,
    get_named_type,
    parse,
    validate,
)

import gateway
from gateway.graphql.schema import make_schema
from shared.contracts.caller import Role
from shared.contracts.captions import CaptionFormat
from shared.contracts.content import ContentKind, Relation, Status, WithdrawalReason
from shared.contracts.experiment import ResultType
from shared.contracts.kinds import KINDS
from shared.contracts.licence import LicenceCode
from shared.contracts.mirrored import MediaChoice
from shared.contracts.participation import ParticipationPhase
from shared.contracts.remake import RemakeStatus
from shared.contracts.reuse import Acceptance, FollowedState
from shared.contracts.search import Accessibility, AgeGroup, CostRange, DurationRange, Facet, Match
from shared.contracts.steps import Difficulty, Hazard, LineKind, Protection, Supervision
from shared.contracts.text_blocks import TextBlockKind
from shared.contracts.video import CaptionOrigin, ProcessingState, TrackKind

COMMITTED = (Path(gateway.__file__).parent / "schema.graphql").read_text()
ENUMS = (
    *(CaptionFormat, CaptionOrigin, ContentKind, Difficulty, Hazard, LicenceCode, LineKind),
    *(ProcessingState, Protection, Relation, ResultType, Role, Status, Supervision, TrackKind),
    *(RemakeStatus, TextBlockKind, WithdrawalReason, ParticipationPhase),
    *(Acceptance, FollowedState, MediaChoice),
    *(Accessibility, AgeGroup, CostRange, DurationRange, Facet, Match),
)
INSIDE = {"key", "masterKey", "posterKey", "uploadId", "jobId", "createdBy", "videoId"}
PROMISED = """
query {
  experiments(first: 20, after: null, language: "de", filter: {field: "umwelt"}) {
    totalCount edges { cursor node { id slug title summary language canonicalUrl
      licence { code url } attribution { text } steps { title text } } }
    pageInfo { hasNextPage endCursor } }
  guides(first: 20) { nodes { id title } }
  videos(first: 20) { nodes { id title durationSeconds
      playback { hlsUrl posterUrl downloads { url mimeType bytes } }
      captions { language label url } chapters { title startSeconds } } }
  experiment(slug: "feinstaub-messen") { id title }
  guide(slug: "loeten") { id title }
  video(id: "VmlkZW86") { id title }
  node(id: "VmlkZW86") { id }   nodes(ids: ["VmlkZW86"]) { id }
  fields { slug title }  measures { slug title }
  search(query: "Lärm", first: 10) { nodes { title url } }
}
"""


@pytest.fixture(scope="module")
def schema() -> GraphQLSchema:
    return build_schema(COMMITTED)


def named(schema: GraphQLSchema, name: str) -> GraphQLObjectType:
    found = schema.get_type(name)
    assert isinstance(found, GraphQLObjectType), name
    return found


def reachable(schema: GraphQLSchema, root: GraphQLNamedType) -> Iterator[GraphQLNamedType]:
    """The output types that a query can come to, interfaces with who implements them."""
    waiting, seen = [root], {root}
    while waiting:
        kind = waiting.pop()
        yield kind
        found: list[GraphQLNamedType] = []
        if isinstance(kind, GraphQLObjectType | GraphQLInterfaceType):
            found += [get_named_type(field.type) for field in kind.fields.values()]
        if isinstance(kind, GraphQLInterfaceType | GraphQLUnionType):
            found += schema.get_possible_types(kind)
        waiting += (fresh := [each for each in found if each not in seen])
        seen.update(fresh)


def test_the_committed_schema_is_that_of_the_code() -> None:
    assert make_schema().as_str().strip() == COMMITTED.strip()


@pytest.mark.parametrize("kind", ContentKind)
def test_every_kind_can_be_listed_found_and_written(
    schema: GraphQLSchema, kind: ContentKind
) -> None:
    entry, name = KINDS[kind], KINDS[kind].struct.__name__
    query, mutation = named(schema, "Query"), named(schema, "Mutation")
    assert str(query.fields[entry.plural].type) == f"{name}Connection"
    assert {"first", "after", "language", "filter"} <= set(query.fields[entry.plural].args)
    assert str(query.fields[kind.value].type) == name
    assert set(query.fields[kind.value].args) == {"slug", "id"}
    create, update = mutation.fields[f"create{name}"], mutation.fields[f"update{name}"]
    assert {arg: str(of.type) for arg, of in create.args.items()} == {
        "input": f"{name}Input!",
        "key": "String",
    }
    assert {arg: str(of.type) for arg, of in update.args.items()} == {
        "id": "ID!",
        "revision": "Int!",
        "input": f"{name}Input!",
    }
    payload = named(schema, f"{name}Payload")
    assert {of: str(field.type) for of, field in payload.fields.items()} == {
        kind.value: name,
        "userErrors": "[UserError!]!",
    }


@pytest.mark.parametrize("step", ["submitForReview", "sendBack", "publish", "archive", "withdraw"])
def test_every_step_of_an_items_life_is_a_mutation(schema: GraphQLSchema, step: str) -> None:
    field = named(schema, "Mutation").fields[step]
    assert str(field.type) == "ContentPayload!"
    assert str(field.args["id"].type) == "ID!"


def test_reading_tells_nothing_of_the_store(schema: GraphQLSchema) -> None:
    kinds = {kind.name: kind for kind in reachable(schema, named(schema, "Query"))}
    assert {"Image", "Playback", "Download", "Caption", "Source", "Clip"} <= set(kinds)
    shown = {
        f"{name}.{field}"
        for name, kind in kinds.items()
        if isinstance(kind, GraphQLObjectType | GraphQLInterfaceType)
        for field in kind.fields
        if field in INSIDE
    }
    assert shown == set()


def test_writing_tells_of_the_store_only_where_pictures_are_sent(schema: GraphQLSchema) -> None:
    shown = {
        kind.name
        for kind in reachable(schema, named(schema, "Mutation"))
        if isinstance(kind, GraphQLObjectType) and INSIDE & set(kind.fields)
    }
    assert shown == {"ImageUploadAddress", "KeptImage"}


@pytest.mark.parametrize("kind", ENUMS, ids=lambda kind: kind.__name__)
def test_enums_are_those_of_the_contracts(schema: GraphQLSchema, kind: type[Enum]) -> None:
    found = schema.get_type(kind.__name__)
    assert isinstance(found, GraphQLEnumType)
    assert list(found.values) == [each.name for each in kind]


def test_no_enum_is_unknown_to_the_contracts(schema: GraphQLSchema) -> None:
    found = {name for name, kind in schema.type_map.items() if isinstance(kind, GraphQLEnumType)}
    own = {name for name in found if not name.startswith("__")}
    assert own == {kind.__name__ for kind in ENUMS}


def test_the_promised_query_is_valid(schema: GraphQLSchema) -> None:
    assert validate(schema, parse(PROMISED)) == []


@pytest.mark.parametrize("kind", ContentKind)
def test_editors_cannot_write_what_the_hub_keeps(schema: GraphQLSchema, kind: ContentKind) -> None:
    document = f"""mutation {{ create{KINDS[kind].struct.__name__}(
        input: {{title: "T", status: PUBLISHED, publisher: "Ich", revision: 2}}
    ) {{ userErrors {{ message }} }} }}"""
    refused = " ".join(error.message for error in validate(schema, parse(document)))
    assert all(
        f"not to include unknown field '{field}'" in refused for field in ("status", "publisher")
    )
    assert "unknown field 'title'" not in refused
