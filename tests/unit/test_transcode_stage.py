"""How far a run is, and how long it still takes by what was done in it."""

from datetime import UTC, datetime, timedelta

import pytest

from services.transcoder.stage import FINISHING, Stage
from shared.contracts.jobs import Run
from shared.kit.ids import new_id


def stage(seconds_ago: float) -> Stage:
    """Of a run that waited for a worker for hours, and was planned so long ago."""
    run = Run(
        id=new_id(),
        video_id=new_id(),
        source_key="videos/a/source",
        source_bytes=1,
        prefix="videos/a",
        begun_at=datetime.now(UTC) - timedelta(hours=9),
    )
    made = Stage(run)
    made.planned(datetime.now(UTC) - timedelta(seconds=seconds_ago))
    return made


def test_half_the_chunks_take_as_long_again() -> None:
    news = stage(100)
    news.counts(5, 10, found=0)
    told = news.message()
    assert told.fraction == pytest.approx((1 - FINISHING) / 2)
    assert told.remaining_seconds == pytest.approx(100 * (1 - 0.48) / 0.48, rel=0.02)


def test_what_an_earlier_run_has_made_took_no_time_in_this_one() -> None:
    news = stage(10)
    news.counts(9, 10, found=8)
    assert news.message().remaining_seconds == pytest.approx(10 * (1 - 0.864) / 0.096, rel=0.05)


def test_nothing_is_foretold_before_something_is_made() -> None:
    news = stage(10)
    news.counts(8, 10, found=8)
    assert news.message().remaining_seconds is None
