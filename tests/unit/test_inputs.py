"""From the GraphQL input that an editor fills to the draft on the bus."""

from datetime import UTC, datetime
from typing import Any

import msgspec
import pytest

from gateway.graphql.ids import encode
from gateway.graphql.inputs import input_type, to_draft
from shared.contracts.content import (
    Audience,
    Author,
    Content,
    ContentKind,
    Image,
    Reference,
    Relation,
)
from shared.contracts.errors import Invalid
from shared.contracts.experiment import Experiment
from shared.contracts.guide import Guide
from shared.contracts.kinds import KINDS
from shared.contracts.licence import LicenceCode
from shared.contracts.marks import marked_fields
from shared.contracts.steps import (
    Clip,
    Difficulty,
    Hazard,
    LineKind,
    Protection,
    SafetyNote,
    Step,
    StepLine,
)
from tests.unit.items import GUIDE, OTHER


def written(struct: type[msgspec.Struct], **fields: Any) -> Any:
    return input_type(struct)(**fields)


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda entry: entry.kind.value)
def test_what_is_not_written_is_not_sent(kind: Any) -> None:
    assert to_draft(written(kind.struct)) == {}


def test_null_and_emptiness_are_sent() -> None:
    given = written(Guide, cover=None, summary="", tags=[], duration_minutes=0)
    assert to_draft(given) == {"cover": None, "summary": "", "tags": [], "duration_minutes": 0}


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda entry: entry.kind.value)
def test_inputs_have_the_fields_that_editors_write(kind: Any) -> None:
    marks = marked_fields(kind.struct)
    fields = {field.python_name for field in definition(kind.struct).fields}
    assert fields == {mark.name for mark in marks if not mark.extra.get("by_hub")}


def definition(struct: type[Content]) -> Any:
    return input_type(struct).__strawberry_definition__


def test_enums_travel_by_their_value() -> None:
    given = written(Guide, difficulty=Difficulty.HARD, licence=LicenceCode.DL_DE_BY_2_0)
    draft = to_draft(given)
    assert draft == {"difficulty": "hard", "licence": "dl-de/by-2-0"}
    assert {type(value) for value in draft.values()} == {str}


def test_moments_stay_moments() -> None:
    moment = datetime(2026, 3, 1, tzinfo=UTC)
    assert to_draft(written(Guide, last_tested=moment)) == {"last_tested": moment}


def test_what_is_nested_is_read_to_its_ground() -> None:
    note = written(SafetyNote, hazard=Hazard.HEAT, text="Heiß", protection=[Protection.GOGGLES])
    step = written(
        Step,
        title="Erhitzen",
        safety=[note],
        lines=[written(StepLine, kind=LineKind.CAUTION, text="Nicht berühren")],
        checklist=["Kolben", "Zinn"],
        image=written(Image, key="images/a.png", alt="Kolben"),
    )
    draft = to_draft(
        written(
            Experiment,
            steps=[step, written(Step, title="Abkühlen")],
            audience=written(Audience, age_from=10),
            authors=[written(Author, name="Kim")],
        )
    )
    assert draft == {
        "steps": [
            {
                "title": "Erhitzen",
                "safety": [{"hazard": "heat", "text": "Heiß", "protection": ["goggles"]}],
                "lines": [{"kind": "caution", "text": "Nicht berühren"}],
                "checklist": ["Kolben", "Zinn"],
                "image": {"key": "images/a.png", "alt": "Kolben"},
            },
            {"title": "Abkühlen"},
        ],
        "audience": {"age_from": 10},
        "authors": [{"name": "Kim"}],
    }
    assert msgspec.json.decode(msgspec.json.encode(draft)) == draft


@pytest.mark.parametrize("kind", ContentKind)
def test_related_items_are_named_by_global_ids(kind: ContentKind) -> None:
    reference = written(
        Reference,
        kind=kind,
        id=encode(KINDS[kind].struct.__name__, OTHER),
        relation=Relation.EXPLAINED_BY,
    )
    assert to_draft(written(Guide, related=[reference])) == {
        "related": [{"kind": kind.value, "id": OTHER, "relation": "explained_by"}]
    }


def test_a_clips_video_is_named_by_a_global_id() -> None:
    clip = written(Clip, video_id=encode("Video", OTHER), start_seconds=1.5)
    assert to_draft(clip) == {"video_id": OTHER, "start_seconds": 1.5}


@pytest.mark.parametrize("rubbish", ["", "x", OTHER, GUIDE.slug])
def test_rubbish_for_an_id_is_refused(rubbish: str) -> None:
    reference = written(Reference, kind=ContentKind.GUIDE, id=rubbish)
    with pytest.raises(Invalid, match="Kennung"):
        to_draft(written(Guide, related=[reference]))


def test_a_translation_key_is_no_global_id() -> None:
    assert to_draft(written(Guide, translation_key=OTHER)) == {"translation_key": OTHER}
