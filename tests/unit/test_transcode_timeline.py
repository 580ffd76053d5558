"""The timeline: whole frames, whole ticks, chunks that follow each other without a gap."""

from fractions import Fraction

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.transcoder.ladder import SEGMENT_SECONDS, STANDARD_RATES
from services.transcoder.timeline import Timeline, timeline

lengths = st.floats(min_value=0.01, max_value=6 * 3600)
rates = st.sampled_from([Fraction(1), *map(Fraction, STANDARD_RATES), Fraction(2997, 100)])


def made(seconds: float, rate: Fraction) -> tuple[Timeline, list[int]]:
    line = timeline(seconds, rate)
    return line, [line.frames_in(number) for number in range(line.chunks)]


@given(lengths, rates)
def test_chunks_are_all_frames_one_after_the_other(seconds: float, rate: Fraction) -> None:
    line, frames = made(seconds, rate)
    assert sum(frames) == line.frames
    for number in range(line.chunks):
        assert line.first_frame(number) == sum(frames[:number])
    assert [line.is_last(number) for number in range(line.chunks)].count(True) == 1


@given(lengths, rates)
def test_no_chunk_is_long_or_tiny(seconds: float, rate: Fraction) -> None:
    line, frames = made(seconds, rate)
    assert all(line.seconds(count) <= 95 for count in frames)
    if line.chunks > 1:
        assert frames[-1] >= line.frames_per_chunk // 2


@given(lengths, rates)
def test_the_first_chunk_is_soon_there(seconds: float, rate: Fraction) -> None:
    line, frames = made(seconds, rate)
    assert line.seconds(frames[0]) <= 18.5
    if line.chunks > 1:
        assert frames[0] == 2 * line.frames_per_segment


@given(lengths, rates)
def test_frames_last_whole_ticks(seconds: float, rate: Fraction) -> None:
    line = timeline(seconds, rate)
    assert Fraction(line.ticks_per_frame, line.timescale) == 1 / line.rate
    assert 10_000 <= line.timescale < 2**32
    assert line.frames >= 1


@pytest.mark.parametrize(
    ("rate", "timescale", "ticks", "segment"),
    [("25", 10_000, 400, 100), ("30000/1001", 30_000, 1001, 120), ("1", 10_000, 10_000, 4)],
)
def test_timelines(rate: str, timescale: int, ticks: int, segment: int) -> None:
    line = timeline(60, Fraction(rate))
    assert (line.timescale, line.ticks_per_frame) == (timescale, ticks)
    assert line.frames_per_segment == segment
    assert abs(line.seconds(segment) - SEGMENT_SECONDS) < 0.01


@pytest.mark.parametrize(
    ("seconds", "chunks"), [(0.04, 1), (17, 1), (19, 2), (37, 2), (39, 3), (3600, 61), (10800, 181)]
)
def test_how_many_chunks(seconds: float, chunks: int) -> None:
    assert timeline(seconds, Fraction(25)).chunks == chunks


def test_plans_from_before_have_a_first_chunk_like_the_others() -> None:
    told = b'{"frame_rate":"25","frames":1500,"frames_per_segment":100,"segments_per_chunk":5}'
    line = msgspec.json.decode(told, type=Timeline)
    assert [line.frames_in(number) for number in range(line.chunks)] == [500, 500, 500]
