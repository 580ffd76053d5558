"""Where each moment of a film is on its storyboard."""

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.transcoder.storyboard import MOST_SHEETS, TILES_PER_SHEET, layout

CUE = re.compile(
    r"(\d\d):(\d\d):(\d\d\.\d{3}) --> (\d\d):(\d\d):(\d\d\.\d{3})\n"
    r"(\d\d)\.webp#xywh=(\d+),(\d+),(\d+),(\d+)\n"
)


def cues(index: str) -> list[tuple[float, float, int, tuple[int, ...]]]:
    """Begin, end, sheet and rectangle of each cue."""
    assert index.startswith("WEBVTT\n\n")
    return [
        (
            int(h) * 3600 + int(m) * 60 + float(s),
            int(h2) * 3600 + int(m2) * 60 + float(s2),
            int(sheet),
            tuple(map(int, place)),
        )
        for h, m, s, h2, m2, s2, sheet, *place in CUE.findall(index)
    ]


def test_a_film_of_one_frame_has_one_tile() -> None:
    one = layout(0.04, 1280, 720)
    assert (one.tiles, one.columns, one.rows, one.sheets) == (1, 1, 1, 1)
    assert cues(one.index()) == [(0, 0.04, 0, (0, 0, 160, 90))]


def test_a_film_that_ends_on_a_border_has_no_empty_tile() -> None:
    planned = layout(44.0, 1280, 720)
    assert (planned.tiles, planned.columns, planned.rows) == (11, 10, 2)
    assert cues(planned.index())[-1] == (40, 44, 0, (0, 90, 160, 90))


def test_the_last_tile_lasts_until_the_end() -> None:
    assert cues(layout(117.88, 1280, 720).index())[-1][:2] == (116, 117.88)


def test_a_second_sheet_begins_in_its_corner() -> None:
    planned = layout(404.0, 1280, 720)
    assert planned.sheets == 2
    *_, before, after = cues(planned.index())
    assert before[2:] == (0, (1440, 810, 160, 90))
    assert after[2:] == (1, (0, 0, 160, 90))


def test_three_hours_take_four_sheets_at_most() -> None:
    planned = layout(3 * 3600, 1280, 720)
    assert planned.interval_seconds == 28
    assert planned.tiles == 386
    assert planned.sheets == 4
    assert cues(planned.index())[-1][1] == 3 * 3600


@pytest.mark.parametrize(
    ("width", "height", "tile"),
    [(720, 1280, 284), (853, 479, 90), (2048, 858, 68), (8000, 16, 2)],
)
def test_tiles_have_the_shape_of_the_film(width: int, height: int, tile: int) -> None:
    assert layout(60, width, height).tile_height == tile


@given(st.floats(0.001, 6 * 3600))
def test_the_index_covers_the_film_without_a_gap(seconds: float) -> None:
    planned = layout(seconds, 1280, 720)
    found = cues(planned.index())
    assert len(found) == planned.tiles <= MOST_SHEETS * TILES_PER_SHEET
    assert found[0][0] == 0
    assert found[-1][1] == pytest.approx(seconds, abs=0.0006)
    assert all(one[1] == two[0] for one, two in pairwise(found))
    assert len({cue[2:] for cue in found}) == planned.tiles
    assert planned.interval_seconds % 4 == 0
    assert max(cue[2] for cue in found) + 1 == planned.sheets
