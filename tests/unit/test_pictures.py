"""All pictures of an item are found, wherever they stand, and only they are touched."""

from dataclasses import dataclass

import pytest
from msgspec.structs import replace

from gateway.graphql.shown import shown
from shared.contracts.content import Image, Status
from shared.contracts.experiment import Experiment
from shared.contracts.guide import Guide
from shared.contracts.steps import Clip, Step
from shared.contracts.video import Video
from shared.kit.content.pictures import folder_of, picture_fields, pictures, with_pictures
from tests.unit.items import GUIDE, OWN, guide


def image(letter: str) -> Image:
    return Image(key=f"images/{letter * 64}.png", alt=letter, credit="Stadt", width=3, height=2)


WITH_PICTURES = guide(
    cover=image("a"),
    steps=(
        Step(title="Eins", image=image("b")),
        Step(title="Zwei", clip=Clip(video_id=OWN)),
        Step(title="Drei", image=image("a")),
    ),
)


@pytest.mark.parametrize("kind", [Experiment, Guide])
def test_texts_show_pictures_as_cover_and_in_steps(kind: type[Guide]) -> None:
    assert picture_fields(kind) == ("cover", "steps")


def test_a_video_shows_one_as_its_cover() -> None:
    assert picture_fields(Video) == ("cover",)


def test_each_picture_is_found_where_it_stands() -> None:
    assert [found.alt for found in pictures(WITH_PICTURES)] == ["a", "b", "a"]
    assert list(pictures(GUIDE)) == []
    assert list(pictures(None)) == []


def test_each_picture_is_replaced_and_all_else_stays() -> None:
    changed = with_pictures(WITH_PICTURES, lambda found: replace(found, alt=found.alt * 2))
    assert [found.alt for found in pictures(changed)] == ["aa", "bb", "aa"]
    assert with_pictures(changed, lambda found: replace(found, alt=found.alt[0])) == WITH_PICTURES
    assert changed.steps[1] is WITH_PICTURES.steps[1]


def test_what_holds_no_picture_or_keeps_its_own_stays_the_same_object() -> None:
    bare = guide(steps=(Step(title="Eins"), Step(title="Zwei", clip=Clip(video_id=OWN))))
    for value in (bare, bare.steps, (bare, None, "a", (bare.steps, ()))):
        assert with_pictures(value, lambda found: replace(found, alt="b")) is value
    assert with_pictures(WITH_PICTURES, lambda found: found) is WITH_PICTURES


def test_pictures_are_found_among_values_of_any_kind() -> None:
    mixed = (None, "a", image("b"), (3, (Step(title="Eins", image=image("c")),)), WITH_PICTURES)
    changed = with_pictures(mixed, lambda found: replace(found, alt=found.alt.upper()))
    assert [found.alt for found in pictures(mixed)] == ["b", "c", "a", "b", "a"]
    assert [found.alt for found in pictures(changed)] == ["B", "C", "A", "B", "A"]


@dataclass(frozen=True)
class Place:
    status: Status
    before: str


@pytest.mark.parametrize(
    "place",
    [
        Place(Status.PUBLISHED, "/media/guides/"),
        *(Place(s, "/redaktion/bilder/guides/") for s in Status if s is not Status.PUBLISHED),
    ],
)
def test_only_what_is_published_is_addressed_publicly(place: Place) -> None:
    item = replace(WITH_PICTURES, status=place.status)
    urls = [found.url for found in pictures(shown(item.steps, item))]  # type: ignore[attr-defined]
    assert urls == [f"{place.before}{item.id}/images/{letter * 64}.png" for letter in "ba"]


def test_an_item_has_a_folder_of_its_own() -> None:
    assert folder_of(GUIDE) == f"guides/{GUIDE.id}"
