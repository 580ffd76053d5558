"""The Structs travel as JSON and rest as documents, and come back as they were."""

from collections.abc import Mapping
from typing import Any

import bson
import msgspec
import pytest
from bson.codec_options import CodecOptions
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from shared.contracts.content import Content
from shared.contracts.experiment import Experiment
from shared.contracts.guide import Guide
from shared.contracts.kinds import KINDS
from shared.contracts.video import Video
from shared.kit.documents import from_document, to_document
from tests.contracts.building import struct_type, structs

AWARE: CodecOptions[Mapping[str, Any]] = CodecOptions(tz_aware=True)
BUILT = {entry.struct: structs(struct_type(entry.struct)) for entry in KINDS.values()}
ITEMS = st.one_of(list(BUILT.values()))
each_kind = pytest.mark.parametrize("kind", BUILT, ids=lambda kind: kind.__name__)
few = settings(
    max_examples=10,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # to shrink an item takes minutes
    suppress_health_check=[*HealthCheck],
)


def test_each_kind_is_found_by_the_tag_of_its_struct() -> None:
    tags = {kind: entry.struct.__struct_config__.tag for kind, entry in KINDS.items()}
    assert tags == {kind: kind.value for kind in KINDS}


@each_kind
@few
@given(data=st.data())
def test_json_keeps_every_field(kind: type[Content], data: st.DataObject) -> None:
    item = data.draw(BUILT[kind])
    assert msgspec.json.decode(msgspec.json.encode(item), type=kind) == item


@each_kind
@few
@given(data=st.data())
def test_documents_keep_every_field(kind: type[Content], data: st.DataObject) -> None:
    item = data.draw(BUILT[kind])
    document = to_document(item)
    assert document["_id"] == item.id
    assert "id" not in document
    assert document["created_at"] == item.created_at  # a time, so that the database can sort it
    assert from_document(document, kind) == item
    assert from_document(bson.decode(bson.encode(document), AWARE), kind) == item


@few
@given(item=ITEMS)
def test_the_tag_tells_the_kinds_apart(item: Content) -> None:
    any_kind: Any = Experiment | Guide | Video
    assert msgspec.json.decode(msgspec.json.encode(item), type=any_kind) == item


@few
@given(item=ITEMS)
def test_fields_of_a_later_release_are_passed_over(item: Content) -> None:
    later = msgspec.to_builtins(item)
    later["of_a_later_release"] = {"at": [1]}
    later["audience"]["of_a_later_release"] = True
    assert msgspec.json.decode(msgspec.json.encode(later), type=type(item)) == item
    assert from_document({**to_document(item), "of_a_later_release": 1}, type(item)) == item


@pytest.mark.parametrize("tag", ["podcast", "", "Guide", "video", None])
def test_another_tag_is_refused(tag: str | None) -> None:
    moment = "2026-03-01T12:00:00Z"
    own_id = "01890000-0000-7000-8000-000000000000"
    guide = {
        "kind": "guide",
        "id": own_id,
        "slug": "loeten",
        "translation_key": own_id,
        "title": "Löten",
        "publisher": "Stadt Iserlohn",
        "created_at": moment,
        "created_by": own_id,
        "modified_at": moment,
        "goal": "Eine feste Lötstelle",
    }
    assert msgspec.convert(guide, Guide).title == "Löten"
    with pytest.raises(msgspec.ValidationError, match=r"\$\.kind"):
        msgspec.convert({**guide, "kind": tag}, Guide)
