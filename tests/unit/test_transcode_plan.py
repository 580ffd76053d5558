"""The plan: sizes, frame rates, command lines and playlists, without running anything."""

from fractions import Fraction
from itertools import pairwise

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.transcoder import commands
from services.transcoder.ffprobe_json import Report
from services.transcoder.ladder import LADDER
from services.transcoder.plan import Plan, constant_rate, plan
from services.transcoder.playlists import AAC_LC, Measured, avc_codecs, master
from services.transcoder.probe import Picture, Probe, Sound
from services.transcoder.progress import Progress
from services.transcoder.tools import Tools

sides = st.integers(min_value=16, max_value=4608)
rates = st.fractions(min_value=Fraction(1, 10), max_value=1000, max_denominator=1001)


def picture(width: int = 1920, height: int = 1080, rate: str = "25", **more: object) -> Picture:
    fields = {"index": 0, "codec": "h264", "width": width, "height": height}
    fields |= {"frame_rate": rate, "nominal_rate": rate} | more
    return msgspec.convert(fields, Picture)


def planned(width: int, height: int, *, sound: bool = True) -> Plan:
    sounds = (Sound(index=1, codec="aac", channels=6, language="de"),) if sound else ()
    facts = picture(width, height)
    return plan(Probe(container="mov", duration_seconds=60, picture=facts, sounds=sounds))


@given(sides, sides)
def test_renditions_are_even_and_never_larger_than_the_source(width: int, height: int) -> None:
    pictures = planned(width, height).pictures
    assert pictures
    for rendition in pictures:
        assert rendition.width % 2 == rendition.height % 2 == 0
        assert 2 <= rendition.width <= width
        assert 2 <= rendition.height <= height


@given(sides, sides)
def test_renditions_keep_the_aspect_within_a_pixel(width: int, height: int) -> None:
    for rendition in planned(width, height).pictures:
        scales = [  # from one pixel less to one pixel more
            (Fraction(made - 1, side), Fraction(made + 1, side))
            for made, side in ((rendition.width, width), (rendition.height, height))
        ]
        assert max(low for low, _ in scales) <= min(high for _, high in scales)


@given(sides, sides)
def test_renditions_grow_and_have_names_of_their_own(width: int, height: int) -> None:
    pictures = planned(width, height).pictures
    assert len({rendition.name for rendition in pictures}) == len(pictures) <= len(LADDER)
    for smaller, larger in pairwise(pictures):
        assert smaller.width <= larger.width
        assert smaller.maxrate < larger.maxrate


@given(sides, sides)
def test_decoders_can_play_what_is_wide_or_tall(width: int, height: int) -> None:
    for rendition in planned(width, height).pictures:
        assert max(rendition.width, rendition.height) <= LADDER[-1].long
        assert rendition.bufsize > rendition.maxrate > 0


@pytest.mark.parametrize(
    ("size", "expected"),
    [
        ((1920, 1080), ["360p 640x360", "720p 1280x720", "1080p 1920x1080"]),
        ((3840, 2160), ["360p 640x360", "720p 1280x720", "1080p 1920x1080"]),
        ((1080, 1920), ["360p 360x640", "720p 720x1280", "1080p 1080x1920"]),
        ((1280, 720), ["360p 640x360", "720p 1280x720"]),
        ((1366, 768), ["360p 640x360", "720p 1280x720"]),
        ((1600, 900), ["360p 640x360", "720p 1280x720", "900p 1600x900"]),
        ((853, 479), ["360p 642x360", "478p 852x478"]),
        ((320, 240), ["240p 320x240"]),
        ((7680, 4320), ["360p 640x360", "720p 1280x720", "1080p 1920x1080"]),
    ],
)
def test_ladder(size: tuple[int, int], expected: list[str]) -> None:
    assert [f"{p.name} {p.width}x{p.height}" for p in planned(*size).pictures] == expected


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
    made = planned(1920, 1080)
    assert msgspec.json.decode(msgspec.json.encode(made), type=Plan) == made


def test_command_decodes_once_for_all_renditions() -> None:
    words = commands.encode(planned(1920, 1080), Tools(ffmpeg="ffmpeg"))
    assert words.count("-i") == 1
    assert words.count("libx264") == 3
    assert words.count("aac") == 1
    assert words.count("expr:gte(t,n_forced*4)") == 3


def test_command_lets_ffmpeg_read_nothing_but_the_file() -> None:
    words = commands.encode(planned(1920, 1080), Tools())
    before = words[: words.index("-i")]
    assert before[before.index("-protocol_whitelist") + 1] == "file"
    containers = before[before.index("-format_whitelist") + 1].split(",")
    assert not {"hls", "concat", "dash", "image2", "lavfi", "sdp", "imf"} & set(containers)


def test_command_without_sound_maps_none() -> None:
    words = commands.encode(planned(640, 360, sound=False), Tools())
    assert "aac" not in words
    assert commands.download(planned(640, 360, sound=False), Tools()).count("-i") == 1


def test_master_playlist() -> None:
    video = Measured(seconds=60, peak=900_000, average=500_000, codecs="avc1.64001e")
    audio = Measured(seconds=60, peak=130_000, average=128_000, codecs=AAC_LC)
    text = master(planned(640, 360), [video], audio)
    assert text.startswith("#EXTM3U\n")
    assert (
        "#EXT-X-STREAM-INF:BANDWIDTH=1030000,AVERAGE-BANDWIDTH=628000,"
        'CODECS="avc1.64001e,mp4a.40.2",RESOLUTION=640x360,FRAME-RATE=25.000,AUDIO="audio"\n'
        "360p/index.m3u8\n"
    ) in text
    assert 'LANGUAGE="de"' in text


def test_codecs_come_from_the_decoder_configuration() -> None:
    assert avc_codecs(b"....avcC\x01\x64\x00\x28\xff") == "avc1.640028"


def test_progress() -> None:
    progress = Progress(10)
    for line in ("out_time_us=N/A", "speed=N/A", "nonsense", "out_time_us=2500000", "speed=2.5x"):
        progress.read(line)
    assert progress.fraction == 0.25
    assert progress.remaining_seconds == pytest.approx(3.0)
    progress.read("out_time_us=99000000")
    assert progress.fraction == 1
    assert progress.remaining_seconds == 0


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
