"""Values of all sorts, where they belong and where they do not: compiled as interpreted."""

from datetime import UTC, datetime
from enum import Enum, StrEnum
from types import SimpleNamespace
from typing import Any

import msgspec
import pytest
import strawberry
from graphql import Undefined
from strawberry.schema import Schema
from structlog.testing import capture_logs

from gateway.clients import Patience, Services
from gateway.decoding import Decoding
from gateway.graphql.compiled.execution import Compiled
from gateway.graphql.context import Context
from gateway.graphql.document_cache import Documents
from gateway.graphql.errors import PlainErrors
from gateway.graphql.http_answer import formatted
from gateway.graphql.schema import make_schema
from shared.kit import trace
from tests.unit.items import CITY

TRACE = f"00-{'5' * 32}-{'5' * 16}-01"


class Size(StrEnum):
    SMALL = "small"
    LARGE = "large"


class Colour(Enum):
    RED = 1


@strawberry.interface
class Animal:
    name: str


@strawberry.type
class Cat(Animal):
    lives: int = 9


@strawberry.type
class Dog(Animal):
    tail: bool = True


strawberry.enum(Size)
strawberry.enum(Colour)


@strawberry.type
class Box:
    text: str
    text_or_null: str | None
    number: int
    number_or_null: int | None
    real: float | None
    flag: bool | None
    id: strawberry.ID | None
    at: datetime | None
    size: Size | None
    colour: Colour | None
    cat: Cat | None
    animal: Animal | None
    texts: list[str] | None
    numbers: list[int | None] | None
    animals: list[Animal | None] | None
    cats: list[Cat] | None
    rows: list[list[Size | None] | None] | None


BOX: Any = None


@strawberry.type
class Query:
    @strawberry.field
    def box(self) -> Box | None:
        box: Box | None = BOX
        return box

    @strawberry.field
    async def boxes(self) -> list[Box | None]:
        if isinstance(BOX, Exception):
            raise BOX
        return [BOX, BOX]


ALL = """fragment All on Box { text textOrNull number numberOrNull real flag id at size colour
  texts numbers rows cat { __typename } cats { lives } animals { ... on Dog { tail } name }
  animal { __typename name ... on Cat { lives } } }"""
ONE, THREE = f"{{ box {{ ...All }} }} {ALL}", f"{{ box {{ ...All }} boxes {{ ...All }} }} {ALL}"


class QuietSchema(Schema):
    def process_errors(self, errors: object, execution_context: object = None) -> None:
        """What `PlainErrors` logs is enough."""


SCHEMA = QuietSchema(query=Query, types=[Cat, Dog], extensions=[PlainErrors])
GOOD: dict[str, Any] = {
    "text": "a", "text_or_null": None, "number": 1, "number_or_null": 2, "real": 1.5,
    "flag": False, "id": "i", "at": datetime(2026, 3, 1, tzinfo=UTC), "size": Size.LARGE,
    "colour": Colour.RED, "cat": Cat(name="Mia"), "animal": Dog(name="Bo"), "texts": ("a", "b"),
    "numbers": [1, None], "animals": [Cat(name="Mia"), None, Dog(name="Bo")],
    "cats": [], "rows": [[Size.SMALL, None], None],
}  # fmt: skip


class Pair(tuple[Any, ...]):
    __slots__ = ()


def odd_values() -> list[Any]:
    """Anew each time: an error that is raised again and again grows."""
    nameless: Any = Cat(name=None)  # type: ignore[arg-type]
    animals = [Cat(name="Mia"), Dog(name="Bo")]
    return [
        None, Undefined, object, b"b", SimpleNamespace(), ValueError("Nein"), *animals, nameless,
        "", "small", "RED", "12", Size.SMALL, Colour.RED, GOOD["at"],
        True, 0, 1, -(2**31), 2**31, 2**70, 0.0, 1.0, 1.5, -0.0, float("nan"), float("inf"),
        [], (), {}, {"a": 1}, {1}, range(2), [None], ["a", 1], Pair(("a",)), [Size.SMALL],
        [[Size.SMALL, "x"], None], animals, [nameless], [ValueError("Nein")],
    ]  # fmt: skip


DOCUMENTS, COMPILED = Documents(SCHEMA._schema), Compiled(SCHEMA, SCHEMA._schema)


async def answers(box: Any, question: str = ONE) -> tuple[bytes, bytes]:
    """Compiled, and interpreted."""
    globals()["BOX"] = box
    trace.begin(TRACE)
    document = DOCUMENTS.parsed(question)
    assert DOCUMENTS.faults(document) == []
    document.plans.hot()
    with capture_logs():  # failures are many here, and to draw them takes long
        compiled = await COMPILED.execute(document, {}, _context(), {})
        interpreted = await SCHEMA.execute(question, context_value=_context())
    assert compiled is not None
    return msgspec.json.encode(formatted(compiled)), msgspec.json.encode(formatted(interpreted))


def _context() -> Context:
    services: Any = Services(None, None, None, Patience(5, 2), Decoding())  # type: ignore[arg-type]
    others: Any = dict.fromkeys(("previews", "submissions", "change_log", "board"))
    return Context(services=services, city=CITY, public_url="", **others)


@pytest.fixture(scope="module", autouse=True)
async def what_fits_is_compiled() -> None:
    for question in (ONE, THREE):
        compiled, interpreted = await answers(SimpleNamespace(**GOOD), question)
        assert compiled == interpreted
        assert [plan.succeeded for plan in DOCUMENTS.parsed(question).plans] == [True]


@pytest.mark.parametrize("name", GOOD)
async def test_whatever_a_field_gives(name: str) -> None:
    for place in range(len(odd_values())):
        odd = {name: odd_values()[place]}
        compiled, interpreted = await answers(SimpleNamespace(**GOOD | odd))
        assert compiled == interpreted, odd


@pytest.mark.parametrize("box", [None, Undefined, ValueError("Nein"), SimpleNamespace(), "box"])
async def test_whatever_is_in_place_of_a_thing(box: Any) -> None:
    compiled, interpreted = await answers(box, THREE)
    assert compiled == interpreted


async def test_what_writes_is_never_compiled_since_it_might_be_done_twice() -> None:
    schema = make_schema()
    text = 'mutation M { publish(id: "a") { userErrors { message } } } query Q { me { id } }'
    document = schema.documents.parsed(text)
    assert schema.documents.faults(document) == []
    for _ in range(3):
        options = {"operation_name": "Q"}
        assert await schema._compiled.execute(document, {}, _context(), options) is None
        assert await schema._compiled.execute(document, {}, _context(), {}) is None
