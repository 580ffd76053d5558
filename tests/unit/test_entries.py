"""What the search may know of an item: its words without marks, and its facets."""

from typing import Any

import pytest
from msgspec.structs import replace

from shared.contracts.content import Audience, ContentKind, Image
from shared.contracts.experiment import Experiment
from shared.contracts.search import Facet
from shared.contracts.steps import Difficulty, Material, Step, StepLine
from shared.contracts.video import Caption, Playback, Track, TrackKind, Video
from shared.kit.content.entries import passages
from shared.kit.content.facets import facets_of
from tests.unit.items import GUIDE, MOMENT, OWN, guide

HEAD: dict[str, Any] = {
    "id": GUIDE.id,
    "slug": "x",
    "translation_key": GUIDE.translation_key,
    "title": "X",
    "publisher": "Stadt",
    "created_at": MOMENT,
    "created_by": OWN,
    "modified_at": MOMENT,
}
EXPERIMENT = Experiment(question="Wie laut?", **HEAD)
VIDEO = Video(**HEAD)


def test_texts_are_plain_and_in_their_order() -> None:
    key = f"images/{'0' * 64}.png"
    item = guide(
        introduction="# Vorab\n\nGanz **wichtig**: [hier](https://example.org) & `jetzt`.",
        materials=(Material(item="Lötzinn", alternatives="Silber"),),
        steps=(
            Step(
                title="Erhitzen",
                text="* eins\n* zwei",
                image=Image(key=key, alt="Ein Kolben", credit="Wer auch immer"),
                lines=(StepLine(text="Heiß!"),),
            ),
        ),
    )
    assert list(passages(item)) == [
        *(GUIDE.goal, "Vorab", "Ganz wichtig: hier & jetzt.", "Lötzinn", "Silber"),
        *("Erhitzen", "eins", "zwei", "Ein Kolben", "Heiß!"),
    ]


def test_nothing_of_the_inside_is_told() -> None:
    told = " ".join([*passages(VIDEO), *passages(EXPERIMENT)])
    assert told == "Wie laut?"


def facet(item: Any, name: Facet, kind: ContentKind = ContentKind.EXPERIMENT) -> tuple[str, ...]:
    return facets_of(item, kind).get(name, ())


@pytest.mark.parametrize(
    ("minutes", "range_"),
    [(0, ()), (15, ("quarter_hour",)), (16, ("hour",)), (240, ("half_day",)), (241, ("longer",))],
)
def test_durations(minutes: int, range_: tuple[str, ...]) -> None:
    assert facet(replace(EXPERIMENT, duration_minutes=minutes), Facet.DURATION) == range_


@pytest.mark.parametrize(
    ("euros", "range_"), [((), "free"), ((4, 6), "up_to_10"), ((50,), "up_to_50"), ((51,), "more")]
)
def test_costs(euros: tuple[float, ...], range_: str) -> None:
    materials = tuple(Material(item="Teil", cost_euro=each) for each in euros)
    assert facet(replace(EXPERIMENT, materials=materials), Facet.COST) == (range_,)
    assert facet(VIDEO, Facet.COST) == (), "a video has no materials"


def test_ages_follow_the_audience_and_what_is_safe() -> None:
    for_some = replace(EXPERIMENT, audience=Audience(age_from=8, age_to=12))
    assert facet(for_some, Facet.AGE) == ("children", "early_teens")
    assert facet(replace(for_some, minimum_age=10), Facet.AGE) == ("early_teens",)


def test_what_lets_more_people_take_part() -> None:
    caption = Caption(language="de", label="Deutsch", key="videos/x.vtt")
    signed = Track(kind=TrackKind.SIGN_LANGUAGE, playback=Playback(folder="videos/x"))
    waiting = Track(kind=TrackKind.AUDIO_DESCRIPTION)
    video = replace(VIDEO, captions=(caption,), tracks=(signed, waiting), duration_seconds=60.0)
    assert facet(video, Facet.ACCESSIBILITY) == ("captions", "sign_language")
    assert facet(video, Facet.DURATION) == ("quarter_hour",)
    assert facet(guide(language="de-simple"), Facet.ACCESSIBILITY) == ("plain_german",)


def test_difficulty_and_kind() -> None:
    hard = replace(EXPERIMENT, difficulty=Difficulty.HARD)
    assert (facet(hard, Facet.DIFFICULTY), facet(hard, Facet.KIND)) == (("hard",), ("experiment",))
