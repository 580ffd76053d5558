"""Each mutation of the schema has a test that looks at what strangers read after it."""

from gateway.graphql.schema import make_schema
from tests.freshness import TRIED


def test_no_mutation_is_left_out() -> None:
    mutation = make_schema()._schema.mutation_type
    assert mutation
    assert set().union(*TRIED.values()) == set(mutation.fields)
