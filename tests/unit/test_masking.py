"""What nobody expected: logged with an id, and the id is all that is told."""

import msgspec
import pytest
from graphql import GraphQLError

from gateway.graphql.errors import PlainErrors
from shared.contracts.errors import Internal
from shared.kit import trace
from shared.kit.bus.faults import Faults


@pytest.mark.parametrize(
    "cause",
    [RuntimeError("geheim"), msgspec.ValidationError("geheim"), KeyError("geheim")],
    ids=repr,
)
class TestUnexpected:
    def test_on_the_bus(self, cause: Exception) -> None:
        trace_id = trace.begin()
        fault = Faults().of(cause, "guides.list")
        assert (fault.code, fault.message) == ("internal", trace_id)

    def test_in_graphql(self, cause: Exception) -> None:
        trace_id = trace.begin()
        told = PlainErrors().anonymise_error(GraphQLError("geheim", original_error=cause))
        assert "geheim" not in told.message
        assert told.message.endswith(f": {trace_id}")
        assert told.extensions == {"code": "internal"}


def test_the_id_that_a_service_gave_is_passed_on() -> None:
    error = GraphQLError("geheim", original_error=Internal("0123abcd"))
    told = PlainErrors().anonymise_error(error)
    assert told.message == "Das hat nicht geklappt. Bitte nennen Sie uns diese Kennung: 0123abcd"
