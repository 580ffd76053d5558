"""What each field of the schema costs: the one table, which the schema's own texts tell too."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from graphql import (
    GraphQLField,
    GraphQLInterfaceType,
    GraphQLList,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLSchema,
    get_named_type,
    get_nullable_type,
)

_LOOK_UP, _CALL, _WORK, _SCHEMA = 5, 10, 25, 2_500
"""Items fetched for several fields at once; a service asked for this field alone; a service that
reads whole texts, or ranks; the whole schema written out.
"""
_OWN: Mapping[str, int] = {
    "__schema": _SCHEMA,
    **dict.fromkeys(("__type", "search", "similar", "changes", "versions"), _WORK),
    **dict.fromkeys(("facets", "suggestions", "results", "remakes", "differences"), _WORK),
    **dict.fromkeys(("transcriptCues", "transcriptParagraphs", "transcriptText"), _WORK),
    **dict.fromkeys(("Caption.text", "Caption.warnings"), _WORK),
    "Query.remake": _CALL,
    **dict.fromkeys(("related", "translations", "newerSource", "replacedBy"), _LOOK_UP),
    **dict.fromkeys(("Query.node", "Query.nodes", "Clip.video"), _LOOK_UP),
    **dict.fromkeys(("SearchHit.content", "Remake.item"), _LOOK_UP),
}
_ITEMS: Mapping[str, int] = {
    "related": 5,
    "transcriptParagraphs": 100,
    "participationProjects": 20,
}
_SEVERAL = 3
"""Things in a list of which nothing is known beforehand."""

_SAYS_HOW_MANY = ("first", "ids")
SIZED = ("nodes", "edges")
"""What a connection gives as often as its `first` says."""

EXPLANATION = f"""\
An operation costs the sum of its fields: 1 each, or what the field's description says. Fields in a
list count as often as `first` or `ids` say, elsewhere {_SEVERAL} times. Each answer tells its cost,
and the most that one may cost, in `extensions.cost`. The headers RateLimit-Policy and RateLimit
tell what an address, or a key, may spend over time; whoever has spent it is answered with status
429 and Retry-After."""


@dataclass(frozen=True, slots=True)
class Price:
    """`own` is the field's, once for each thing that has it. What is chosen in it counts `items`
    times, or as often as the argument `by` says. `sized`: that number is meant for the `nodes`
    and `edges` of what it gives.
    """

    own: int = 1
    items: int = 1
    by: str | None = None
    sized: bool = False
    inner: str | None = None


Prices = Mapping[tuple[str | None, str], Price]
"""By the name of the type and the field; what is not there does not exist."""


def prices(schema: GraphQLSchema) -> Prices:
    """The prices of all fields; each that costs more than 1 says so in its description."""
    found: dict[tuple[str | None, str], Price] = {
        ("Query", name): Price(own=_OWN[name]) for name in ("__schema", "__type")
    }
    for kind, name, field in _fields(schema):
        price = found[kind.name, name] = _price(kind, name, field, schema)
        if price.own > 1:
            field.description = f"{field.description or ''} (Costs {price.own}.)".lstrip()
    if schema.query_type:
        schema.query_type.description = EXPLANATION
    return found


def _fields(schema: GraphQLSchema) -> Iterator[tuple[Any, str, GraphQLField]]:
    for kind in schema.type_map.values():
        own = not kind.name.startswith("__")
        if own and isinstance(kind, GraphQLObjectType | GraphQLInterfaceType):
            for name, field in kind.fields.items():
                yield kind, name, field


def _price(kind: Any, name: str, field: GraphQLField, schema: GraphQLSchema) -> Price:
    inner = get_named_type(field.type)
    sized = isinstance(inner, GraphQLObjectType) and "nodes" in inner.fields
    several = isinstance(get_nullable_type(field.type), GraphQLList)
    by = next((each for each in _SAYS_HOW_MANY if each in field.args), None)
    default = field.args[by].default_value if by else None
    known = _ITEMS.get(name, _SEVERAL if several else 1)
    return Price(
        own=_OWN.get(f"{kind.name}.{name}") or _OWN.get(name) or _of_root(kind, field, schema),
        items=default if isinstance(default, int) else known,
        by=by,
        sized=sized,
        inner=inner.name,
    )


def _of_root(kind: GraphQLNamedType, field: GraphQLField, schema: GraphQLSchema) -> int:
    """A field that the table does not name: at the root, lists, items and writes cost a call."""
    if kind in (schema.mutation_type, schema.subscription_type):
        return _WORK
    asks = {"first", "slug"} & set(field.args)
    return _CALL if kind is schema.query_type and asks else 1
