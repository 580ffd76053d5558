"""Input that only looks right."""

import msgspec
import pytest

from gateway.graphql.ids import encode
from gateway.graphql.inputs import input_type, to_draft
from services.videos.timed_text.files import read
from shared.contracts.content import ContentKind, Reference
from shared.contracts.errors import Invalid
from shared.contracts.guide import Guide
from shared.contracts.steps import Clip
from shared.kit.settings import Settings, SettingsError, load
from shared.kit.validation import invalid
from tests.unit.items import GUIDE, OTHER


def test_a_wrong_choice_is_not_told() -> None:
    with pytest.raises(SettingsError, match="HUB_LOG_LEVEL") as caught:
        load(Settings, {"HUB_NATS_URL": "nats://bus", "HUB_LOG_LEVEL": "geheim"})
    assert "geheim" not in str(caught.value)


def test_a_reference_is_to_the_kind_that_its_id_names() -> None:
    reference = input_type(Reference)(kind=ContentKind.GUIDE, id=encode("Video", OTHER))
    with pytest.raises(Invalid):
        to_draft(input_type(Guide)(related=[reference]))


def test_a_clip_is_of_a_video() -> None:
    with pytest.raises(Invalid):
        to_draft(input_type(Clip)(video_id=encode("Guide", OTHER)))


def test_digits_are_those_of_webvtt() -> None:
    with pytest.raises(Invalid):
        read("WEBVTT\n\n0\u0663:00.000 --> 0\u0664:00.000\nText")


def test_a_field_is_not_named_by_its_value() -> None:
    with pytest.raises(msgspec.ValidationError) as caught:
        msgspec.convert({**msgspec.to_builtins(GUIDE), "difficulty": "a - at `b"}, Guide)
    assert invalid(caught.value).field == "difficulty"
