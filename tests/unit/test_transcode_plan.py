"""The plan: sizes, frame rates and command lines, without running anything."""

from fractions import Fraction
from itertools import pairwise
from math import ceil
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.transcoder import commands
from services.transcoder.chunk import limits
from services.transcoder.errors import NoPicture, NoSound
from services.transcoder.ffprobe_json import Report
from services.transcoder.filters import end_of
from services.transcoder.frame_rate import constant_rate
from services.transcoder.ladder import LADDER, MOST_LEAD, SIGN_LANGUAGE_LADDER, Motion
from services.transcoder.plan import MOST_SOUNDS, PicturePlan, Plan, plan
from services.transcoder.probe import Picture, Probe, Sound
from services.transcoder.progress import Progress
from services.transcoder.source import local, remote
from services.transcoder.timeline import timeline
from services.transcoder.tools import Tools
from shared.contracts.video import TrackKind

sides = st.integers(min_value=16, max_value=4608)
rates = st.fractions(min_value=Fraction(1, 10), max_value=1000, max_denominator=1001)


def picture(width: int = 1920, height: int = 1080, rate: str = "25", **more: Any) -> Picture:
    fields = {"index": 0, "codec": "h264", "width": width, "height": height}
    fields |= {"frame_rate": rate, "nominal_rate": rate} | more
    return msgspec.convert(fields, Picture)


def probed(sounds: int = 1, seconds: float = 60, **of_picture: Any) -> Probe:
    return Probe(
        container="mov",
        duration_seconds=seconds,
        picture=picture(**of_picture),
        sounds=tuple(
            Sound(index=number, codec="aac", channels=6, language="de")
            for number in range(1, sounds + 1)
        ),
    )


def planned(width: int, height: int) -> PicturePlan:
    made = plan(probed(width=width, height=height)).picture
    assert made
    return made


@given(sides, sides)
def test_renditions_are_even_and_never_larger_than_the_source(width: int, height: int) -> None:
    pictures = planned(width, height).renditions
    assert pictures
    for rendition in pictures:
        assert rendition.width % 2 == rendition.height % 2 == 0
        assert 2 <= rendition.width <= width
        assert 2 <= rendition.height <= height


@given(sides, sides)
def test_renditions_keep_the_aspect_within_a_pixel(width: int, height: int) -> None:
    for rendition in planned(width, height).renditions:
        scales = [  # from one pixel less to one pixel more
            (Fraction(made - 1, side), Fraction(made + 1, side))
            for made, side in ((rendition.width, width), (rendition.height, height))
        ]
        assert max(low for low, _ in scales) <= min(high for _, high in scales)


@given(sides, sides)
def test_renditions_grow_and_have_names_of_their_own(width: int, height: int) -> None:
    pictures = planned(width, height).renditions
    assert len({rendition.name for rendition in pictures}) == len(pictures) <= len(LADDER)
    for smaller, larger in pairwise(pictures):
        assert smaller.width <= larger.width
        assert smaller.maxrate < larger.maxrate


LEVEL_4_MACROBLOCKS = 8192


@given(sides, sides)
def test_decoders_can_play_what_is_wide_or_tall(width: int, height: int) -> None:
    for rendition in planned(width, height).renditions:
        assert max(rendition.width, rendition.height) <= LADDER[-1].long
        assert ceil(rendition.width / 16) * ceil(rendition.height / 16) <= LEVEL_4_MACROBLOCKS
        assert rendition.bufsize > rendition.maxrate > 0


@pytest.mark.parametrize(
    ("size", "expected"),
    [
        ((1920, 1080), ["360p 640x360", "720p 1280x720", "1080p 1920x1080"]),
        ((3840, 2160), ["360p 640x360", "720p 1280x720", "1080p 1920x1080"]),
        ((1080, 1920), ["360p 360x640", "720p 720x1280", "1080p 1080x1920"]),
        ((2560, 1080), ["360p 640x270", "720p 1280x540", "1080p 1920x810"]),
        ((1280, 720), ["360p 640x360", "720p 1280x720"]),
        ((1366, 768), ["360p 640x360", "720p 1280x720"]),
        ((1600, 900), ["360p 640x360", "720p 1280x720", "900p 1600x900"]),
        ((853, 479), ["360p 640x360", "478p 852x478"]),
        ((320, 240), ["240p 320x240"]),
        ((7680, 4320), ["360p 640x360", "720p 1280x720", "1080p 1920x1080"]),
    ],
)
def test_ladder(size: tuple[int, int], expected: list[str]) -> None:
    assert [f"{p.name} {p.width}x{p.height}" for p in planned(*size).renditions] == expected


@given(rates, rates)
def test_frame_rate_is_constant_and_bounded(average: Fraction, nominal: Fraction) -> None:
    rate = constant_rate(picture(frame_rate=str(average), nominal_rate=str(nominal)))
    assert 1 <= rate <= 60


@pytest.mark.parametrize(
    ("average", "nominal", "expected"),
    [
        ("30000/1001", "30000/1001", "30000/1001"),
        ("25", "25", "25"),
        ("120", "120", "60"),
        ("100", "100", "50"),
        ("1", "1", "1"),
        ("17/1", "90000", "24000/1001"),
        ("2997/100", "90000", "30000/1001"),
        ("90000", "90000", "60"),
        ("7", "30", "30"),
        ("30", "60", "30"),
        ("7", "1000", "10"),
    ],
)
def test_frame_rate(average: str, nominal: str, expected: str) -> None:
    rate = constant_rate(picture(frame_rate=average, nominal_rate=nominal))
    assert str(rate) == expected


def test_download_is_the_best_rendition_up_to_720p() -> None:
    assert planned(1920, 1080).download == "720p"
    assert planned(1600, 900).download == "720p"
    assert planned(320, 240).download == "240p"


def test_plan_is_data() -> None:
    made = plan(probed())
    assert msgspec.json.decode(msgspec.json.encode(made), type=Plan) == made


def test_folders_are_named_by_content_and_plan() -> None:
    made = plan(probed())
    assert made.digest("one") == plan(probed()).digest("one") != made.digest("other")
    assert made.digest("one") != plan(probed(sounds=2)).digest("one")
    assert made.digest("one") != msgspec.structs.replace(made, revision=99).digest("one")


def test_all_sounds_are_made() -> None:
    made = plan(probed(sounds=3))
    assert [(sound.name, sound.stream) for sound in made.sounds] == [
        ("audio-1", 1),
        ("audio-2", 2),
        ("audio-3", 3),
    ]


def test_sounds_are_bounded() -> None:
    made = plan(probed(sounds=200))
    assert (len(made.sounds), made.sounds_left_out) == (MOST_SOUNDS, 200 - MOST_SOUNDS)
    assert plan(probed(sounds=MOST_SOUNDS)).sounds_left_out == 0
    assert plan(probed(sounds=200), TrackKind.AUDIO_DESCRIPTION).sounds_left_out == 0


def test_a_plan_of_earlier_is_understood() -> None:
    made = plan(probed())
    earlier = msgspec.to_builtins(made)
    del earlier["sounds_left_out"]
    assert msgspec.convert(earlier, Plan) == made


@pytest.mark.parametrize(("seconds", "number", "cpu"), [(1, 0, 110), (60, 0, 260), (60, 1, 650)])
def test_a_chunk_may_cost_what_its_length_explains(seconds: float, number: int, cpu: int) -> None:
    made = plan(probed(seconds=seconds)).picture
    assert made
    assert limits(made, number).cpu_seconds == cpu


def test_what_is_decoded_before_a_chunk_counts() -> None:
    made = plan(probed(seconds=6 * 3600)).picture
    assert made
    rare = msgspec.structs.replace(made, lead_seconds=6 * 3600)
    near, far = (limits(rare, number).cpu_seconds for number in (1, made.timeline.chunks - 2))
    assert near == limits(made, 1).cpu_seconds + 8 * 5
    assert far > limits(made, 1).cpu_seconds + 5 * 3600 * 5


@given(st.integers(min_value=1, max_value=6 * 3600))
def test_what_is_decoded_before_chunks_is_bounded(seconds: int) -> None:
    """A film with a single keyframe: its chunks decode it at most so many times in all."""
    usual = timeline(seconds, Fraction(25))
    made = usual.for_lead(seconds)
    borders = [made.first_frame(number) for number in range(made.chunks)]
    assert sum(map(made.seconds, borders)) <= (MOST_LEAD + 2) / 2 * seconds
    assert set(borders) <= {usual.first_frame(number) for number in range(usual.chunks)}
    assert made.opening_frames == usual.opening_frames
    assert usual.for_lead(10) == usual


def test_a_film_that_is_longer_than_its_head_says_is_not_shown_for_ever() -> None:
    made = plan(probed(seconds=1)).picture
    assert made
    assert end_of(made, 0) == 25 + 2 * 25


def test_sign_language_has_its_own_sizes_and_no_sound() -> None:
    made = plan(probed(), TrackKind.SIGN_LANGUAGE)
    assert made.sounds == ()
    assert made.picture
    assert made.picture.largest.height == SIGN_LANGUAGE_LADDER[-1].short


def test_audio_description_is_one_sound_alone() -> None:
    made = plan(probed(sounds=2), TrackKind.AUDIO_DESCRIPTION)
    assert made.picture is None
    assert len(made.sounds) == 1


def test_tracks_without_what_they_need() -> None:
    heard = msgspec.structs.replace(probed(), picture=None)
    with pytest.raises(NoPicture):
        plan(heard, TrackKind.SIGN_LANGUAGE)
    with pytest.raises(NoSound):
        plan(probed(sounds=0), TrackKind.AUDIO_DESCRIPTION)


def test_cover_belongs_to_sound_alone() -> None:
    covered = msgspec.structs.replace(probed(), cover=2)
    assert plan(covered).cover is None
    assert plan(msgspec.structs.replace(covered, picture=None)).cover == 2


@pytest.mark.parametrize(
    ("sounds", "ends", "frames"),
    [(1, 50, "1500, held"), (1, 59.96, "1499"), (0, 50, "1250"), (1, 0, "1500")],
)
def test_where_the_picture_ends(sounds: int, ends: float, frames: str) -> None:
    facts = msgspec.structs.replace(picture(), seconds=ends)
    made = plan(msgspec.structs.replace(probed(sounds), picture=facts)).picture
    assert made
    assert f"{made.timeline.frames}{', held' if made.hold else ''}" == frames


def test_slides_cost_less() -> None:
    film, slides = (plan(probed(rate="60"), motion=motion).picture for motion in Motion)
    assert film
    assert slides
    assert (film.timeline.frame_rate, slides.timeline.frame_rate) == ("60", "30")
    assert slides.largest.maxrate < film.largest.maxrate / 2


def chunk(sounds: int = 1, number: int = 0, **of_picture: Any) -> list[str]:
    made = plan(probed(sounds, **of_picture)).picture
    assert made
    return commands.chunk(local("source"), made, number, Tools())


def test_command_decodes_once_for_all_renditions() -> None:
    words = chunk()
    assert words.count("-i") == 1
    assert words.count("libx264") == 3
    assert words.count("-g") == 3
    assert {words[at + 1] for at, word in enumerate(words) if word == "-g"} == {"100"}


def test_command_begins_to_read_before_its_chunk() -> None:
    words = chunk(number=2)
    assert float(words[words.index("-ss") + 1]) == 8 + 20 - 1


def test_command_lets_ffmpeg_read_nothing_but_the_file() -> None:
    words = chunk()
    before = words[: words.index("-i")]
    assert before[before.index("-protocol_whitelist") + 1] == "file"
    containers = before[before.index("-format_whitelist") + 1].split(",")
    assert not {"hls", "concat", "dash", "image2", "lavfi", "sdp", "imf"} & set(containers)


def test_store_is_read_by_its_own_protocol_alone() -> None:
    allowed = {url: remote(f"{url}://store/x").options["protocol_whitelist"] for url in PROTOCOLS}
    assert allowed == PROTOCOLS


PROTOCOLS = {"http": "http,tcp", "https": "https,tls,tcp"}


def test_download_joins_what_there_is() -> None:
    assert commands.download("360p.mp4", None, "out.mp4", Tools()).count("-i") == 1
    both = commands.download("360p.mp4", "audio-1.mp4", "out.mp4", Tools())
    assert both.count("-i") == 2
    assert both[both.index("-c") + 1] == "copy"


def test_progress() -> None:
    progress = Progress(10)
    for line in ("out_time_us=N/A", "speed=N/A", "nonsense", "out_time_us=2500000", "speed=2.5x"):
        progress.read(line)
    assert progress.fraction == 0.25
    progress.read("out_time_us=99000000")
    assert progress.fraction == 1


@pytest.mark.parametrize(
    ("stream", "expected"),
    [
        ({"width": 720, "height": 576, "sample_aspect_ratio": "64:45"}, (1024, 576)),
        ({"width": 720, "height": 576, "sample_aspect_ratio": "1:900"}, (720, 576)),
        ({"width": 720, "height": 576, "sample_aspect_ratio": "0:1"}, (720, 576)),
        ({"width": 1920, "height": 1080, "side_data_list": [{"rotation": -90}]}, (1080, 1920)),
        ({"width": 1920, "height": 1080, "side_data_list": [{"rotation": 180}]}, (1920, 1080)),
    ],
)
def test_display_size(stream: dict[str, object], expected: tuple[int, int]) -> None:
    report = msgspec.convert({"streams": [{"index": 0, **stream}]}, Report)
    assert report.streams[0].display_size() == expected


@pytest.mark.parametrize(
    ("stream", "end"),
    [
        ({"start_time": "1.5", "duration": "10"}, 11.5),
        ({"start_time": "0.5", "duration": "10"}, 10.5),
        ({"start_time": "1.5"}, 0),
        ({"start_time": "nan", "duration": "10"}, 10),
    ],
)
def test_where_a_stream_ends(stream: dict[str, object], end: float) -> None:
    report = msgspec.convert({"streams": [{"index": 0, **stream}]}, Report)
    assert report.end(report.streams[0]) == end


@pytest.mark.parametrize(
    ("muxer", "ends"),
    [("Lavf59.27.100", (5.25, 5.25)), ("libebml v1.4.2 + libmatroska v1.6.4", (15.5, 15.25))],
)
def test_matroska_that_begins_late(muxer: str, ends: tuple[float, float]) -> None:
    """ffmpeg names the last timestamps, mkvmerge how long things are."""
    head = {"format_name": "matroska,webm", "start_time": "10", "duration": "15.25"}
    stream = {"index": 0, "start_time": "10.25", "tags": {"DURATION": "00:00:15.250000000"}}
    said = {"streams": [stream], "format": {**head, "tags": {"ENCODER": muxer}}}
    report = msgspec.convert(said, Report)
    assert (report.end(report.streams[0]), report.duration()) == ends
