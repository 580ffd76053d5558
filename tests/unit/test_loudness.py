"""What is done to a sound so that it comes out as loud as it should."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.transcoder.loudness import (
    FIRST_CEILING_DB,
    MOST_GAIN_DB,
    TARGET_LUFS,
    Loudness,
    NoSummary,
    Shaping,
    first_shaping,
    next_shaping,
    read_summary,
)

SUMMARY = """
[Parsed_ebur128_0 @ 0x5581] Summary:

  Integrated loudness:
    I:         -23.4 LUFS
    Threshold: -33.6 LUFS

  Loudness range:
    LRA:         4.1 LU
    Threshold: -43.5 LUFS
    LRA low:   -26.3 LUFS
    LRA high:  -22.2 LUFS

  True peak:
    Peak:       -6.1 dBFS
"""
SPEECH = Loudness(integrated=-23.4, peak=-6.1)
SILENCE = Loudness(integrated=-70.0, peak=-math.inf)
BLIP = Loudness(integrated=-70.0, peak=-0.2)


def test_the_last_summary_counts() -> None:
    forged = "title : I: 0.0 LUFS Peak: 3.0 dBFS"
    assert read_summary(forged + SUMMARY) == SPEECH


@pytest.mark.parametrize("silent", ["-inf", "nan"])
def test_a_summary_of_silence(silent: str) -> None:
    text = SUMMARY.replace("-6.1", "-inf").replace("-23.4", silent)
    assert not read_summary(text).measurable


def test_words_without_a_summary() -> None:
    with pytest.raises(NoSummary):
        read_summary("Conversion failed!")


def test_peaks_that_would_be_cut_are_limited() -> None:
    shaping = first_shaping(SPEECH)
    assert shaping.gain_db == pytest.approx(7.4)
    assert shaping.ceiling_db == FIRST_CEILING_DB


def test_a_sound_with_room_above_it_is_not_limited() -> None:
    assert first_shaping(Loudness(integrated=-10.0, peak=-1.0)).ceiling_db is None


def test_silence_stays_as_it_is() -> None:
    assert first_shaping(SILENCE) == Shaping(gain_db=0.0)
    assert next_shaping(SILENCE, Shaping(gain_db=0.0), SILENCE) is None


def test_a_sound_too_short_to_be_measured_keeps_its_loudness_and_loses_its_peaks() -> None:
    assert first_shaping(BLIP) == Shaping(gain_db=0.0, ceiling_db=FIRST_CEILING_DB)


def test_noise_is_not_brought_up_without_end() -> None:
    faint = Loudness(integrated=-60.0, peak=-40.0)
    shaping = first_shaping(faint)
    assert shaping == Shaping(gain_db=MOST_GAIN_DB)
    assert next_shaping(faint, shaping, Loudness(integrated=-40.0, peak=-20.0)) is None


def test_what_came_out_well_is_kept() -> None:
    made = Loudness(integrated=-16.3, peak=-1.3)
    assert next_shaping(SPEECH, first_shaping(SPEECH), made) is None


def test_peaks_that_came_through_lower_the_ceiling_by_more_than_they_are_above() -> None:
    made = Loudness(integrated=-16.2, peak=-0.4)
    tried = first_shaping(SPEECH)
    following = next_shaping(SPEECH, tried, made)
    assert following is not None
    assert following.ceiling_db is not None
    assert following.ceiling_db < FIRST_CEILING_DB - 0.6
    assert following.gain_db == tried.gain_db


def test_loudness_that_the_limiter_took_is_given_back() -> None:
    tried = first_shaping(SPEECH)
    following = next_shaping(SPEECH, tried, Loudness(integrated=-17.5, peak=-1.5))
    assert following is not None
    assert following.gain_db == pytest.approx(tried.gain_db + 1.5)


@given(st.floats(-69.9, 5), st.floats(-60, 12), st.floats(-69.9, 0), st.floats(-60, 6))
def test_no_sound_gets_more_than_the_most_gain(
    integrated: float, peak: float, made: float, made_peak: float
) -> None:
    source = Loudness(integrated=integrated, peak=peak)
    tried = first_shaping(source)
    following = next_shaping(source, tried, Loudness(integrated=made, peak=made_peak))
    assert tried.gain_db <= MOST_GAIN_DB
    assert following is None or following.gain_db <= MOST_GAIN_DB
    assert source.wanted <= TARGET_LUFS
