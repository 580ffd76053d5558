"""The filters between decoding and encoding: onto the timeline, to the size, to the colours."""

import math
from typing import Any

from services.transcoder.plan import PicturePlan
from services.transcoder.probe import Colours
from services.transcoder.renditions import Rendition

MOST_BEYOND_SECONDS = 2
"""What heads get wrong is a few frames; what lies far beyond is a lie, and costly."""

_MATRIX_NAMES = {"bt709": "bt709", "bt601": "smpte170m", "bt2020": "bt2020"}
_HDR_TRANSFERS = {"pq": "smpte2084", "hlg": "arib-std-b67"}
_NOMINAL_PEAK = 203
"""The luminance in cd/m² of white paper (ITU-R BT.2408); what is below the highlights stays."""

_HIGHLIGHTS = f"{1000 / _NOMINAL_PEAK:.2f}"
"""How much brighter the brightest is that can be told apart: most films are made for 1000 cd/m²."""


def on_timeline(picture: Any, plan: PicturePlan, number: int, *, fill: bool = False) -> Any:
    """The frames of a chunk at the constant rate, counted from its beginning.

    Each frame of the timeline is the one that the source shows at that time, wherever reading
    began. With `fill`, what is missing at either end repeats its neighbour.
    """
    timeline, first = plan.timeline, plan.timeline.first_frame(number)
    if plan.deinterlace:
        picture = picture.filter("bwdif", mode="send_frame")
    begin = {"start_time": float(first / timeline.rate)} if fill or number == 0 else {}
    picture = picture.filter("fps", fps=timeline.frame_rate, **begin)
    last = timeline.is_last(number)
    if fill or (last and plan.hold) or _is_beyond(plan, number):
        picture = picture.filter("tpad", stop=-1, stop_mode="clone")
    end = first + timeline.frames_in(number) if fill else end_of(plan, number)
    picture = picture.filter("trim", start_pts=first, end_pts=end)
    return picture.filter("setpts", f"PTS-{first}")


def end_of(plan: PicturePlan, number: int) -> int:
    """Before which frame a chunk ends at the latest: the last one takes what really comes, where
    the file's head names an earlier end by mistake.
    """
    timeline = plan.timeline
    end = timeline.first_frame(number) + timeline.frames_in(number)
    if timeline.is_last(number) and not plan.hold:
        end += math.ceil(timeline.rate * MOST_BEYOND_SECONDS)
    return end


def _is_beyond(plan: PicturePlan, number: int) -> bool:
    """Whether the picture ends before the chunk does, and is held."""
    end = plan.timeline.first_frame(number) + plan.timeline.frames_in(number)
    return plan.hold and plan.timeline.seconds(end) > plan.ends_seconds


def to_standard_range(picture: Any, plan: PicturePlan) -> Any:
    """High dynamic range is mapped once, at the largest size, before the renditions part."""
    if plan.colours.hdr is None:
        return picture
    largest = plan.largest
    linear = picture.filter(
        "zscale",
        w=largest.width,
        h=largest.height,
        matrixin="2020_ncl",
        primariesin="2020",
        transferin=_HDR_TRANSFERS[plan.colours.hdr],
        transfer="linear",
        npl=_NOMINAL_PEAK,
    ).filter("format", "gbrpf32le")
    mapped = linear.filter("zscale", primaries="709").filter(
        "tonemap", "mobius", desat=0, peak=_HIGHLIGHTS
    )
    return mapped.filter("zscale", transfer="709", matrix="709", range="tv").filter(
        "format", "yuv420p"
    )


def scaled(picture: Any, rendition: Rendition, plan: PicturePlan) -> Any:
    """The picture in square pixels at the rendition's size, in BT.709, 4:2:0, eight bits."""
    colours = Colours() if plan.colours.hdr else plan.colours
    return (
        picture.filter(
            "scale",
            rendition.width,
            rendition.height,
            flags="bicubic",
            in_color_matrix=_MATRIX_NAMES[colours.matrix],
            in_range="pc" if colours.full_range else "tv",
            out_color_matrix="bt709",
            out_range="tv",
        )
        .filter("setsar", 1)
        .filter("format", "yuv420p")
    )
