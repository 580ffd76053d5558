"""The bar of a run that several workers tell of."""

from typing import Any

from gateway.graphql.progress_bar import ProgressBar
from shared.contracts.jobs import TranscodeProgress
from tests.unit.items import OTHER, OWN


def told(job_id: str = OWN, **fields: Any) -> TranscodeProgress:
    return TranscodeProgress(video_id=OWN, job_id=job_id, **fields)


def test_within_a_run_nothing_falls() -> None:
    bar = ProgressBar()
    bar.taken(told(fraction=0.5, chunks_done=3, chunks_total=6))
    bar.taken(told(fraction=0.4, chunks_done=4, chunks_total=6))
    shown = bar.taken(told(fraction=0.1, speed=2.0))
    assert shown == told(fraction=0.5, chunks_done=4, chunks_total=6, speed=2.0)
    assert bar.of(OWN) == shown


def test_another_run_begins_anew() -> None:
    bar = ProgressBar()
    bar.taken(told(fraction=0.9))
    assert bar.of(OTHER) is None
    assert bar.taken(told(OTHER, fraction=0.1)) == told(OTHER, fraction=0.1)


def test_a_late_word_of_an_earlier_run_does_not_count() -> None:
    bar = ProgressBar()
    bar.taken(told(OTHER, fraction=0.1))
    assert bar.taken(told(OWN, fraction=0.9)) is None
    assert bar.of(OTHER) == told(OTHER, fraction=0.1)
