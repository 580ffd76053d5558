"""A guide, a city and callers, for tests that need some."""

from datetime import UTC, datetime
from typing import Any

import msgspec

from shared.contracts.caller import Caller, Role
from shared.contracts.city import City, Topic
from shared.contracts.guide import Guide

MOMENT = datetime(2026, 3, 1, 12, 0, 0, 250_000, tzinfo=UTC)
LATER = datetime(2026, 3, 2, tzinfo=UTC)
OWN = "01890000-0000-7000-8000-00000000000a"
OTHER = "01890000-0000-7000-8000-00000000000b"

CITY = City(
    name="Iserlohn",
    publisher="Stadt Iserlohn",
    hub_name="Innovationslab",
    website="https://www.iserlohn.de",
    contact_email="hub@iserlohn.de",
    fields=(Topic(slug="umwelt", title="Umwelt"),),
    measures=(Topic(slug="stadtlabor", title="Stadtlabor"),),
)

GUIDE = Guide(
    id="01890000-0000-7000-8000-000000000001",
    slug="loeten",
    translation_key="01890000-0000-7000-8000-000000000002",
    title="Löten",
    goal="Eine feste Lötstelle",
    publisher="Stadt Iserlohn",
    created_at=MOMENT,
    created_by=OWN,
    modified_at=MOMENT,
)


def guide(**changes: Any) -> Guide:
    """The guide, made by `OWN`, with other fields."""
    return msgspec.structs.replace(GUIDE, **changes)


def caller(role: Role, caller_id: str = OTHER) -> Caller:
    """Somebody with a role; by default not who made the guide."""
    return Caller(id=caller_id, name="Kim Muster", role=role)
