"""Sound and still pictures on real ffmpeg: how loud, at what time, and what they show."""

import array
import math
import shutil
import subprocess
from itertools import pairwise
from pathlib import Path

import imageio_ffmpeg
import msgspec
import pytest

from services.transcoder.boxes import cut
from services.transcoder.errors import Damaged
from services.transcoder.pictures import Film, cover, frames, picture_at
from services.transcoder.poster import poster_seconds
from services.transcoder.recording import Recording
from services.transcoder.sound import SoundMade, make_sound
from services.transcoder.source import local, own
from services.transcoder.storyboard import layout, make_storyboard
from services.transcoder.tools import Tools

INSTALLED = Tools(ffmpeg=shutil.which("ffmpeg") or "ffmpeg", threads=1)
PACKAGED = msgspec.structs.replace(INSTALLED, ffmpeg=imageio_ffmpeg.get_ffmpeg_exe())
"""The installed package's ffmpeg, for machines that have none: another version."""

RATE = 48_000
BEEPS = (1.0, 3.5, 5.0)
NOW = "+".join(f"between(t,{at},{at + 0.1})" for at in BEEPS)
FLASHES = [
    "-f",
    "lavfi",
    "-i",
    f"color=black:s=160x90:r=50:d=6,drawbox=c=white:t=fill:enable='{NOW}'",
]
SOUNDS = ["-f", "lavfi", "-i", f"aevalsrc='0.5*sin(2*PI*1000*t)*({NOW})':s={RATE}:d=6"]
H264 = ["-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p"]
PCM = ["-c:a", "pcm_s16le"]

both = pytest.mark.parametrize("tools", [INSTALLED, PACKAGED], ids=["installed", "packaged"])


def ffmpeg(*words: str | int | Path) -> None:
    command = [INSTALLED.ffmpeg, "-v", "error", "-nostdin", "-y", *map(str, words)]
    subprocess.run(command, check=True, timeout=30)


def generated(path: Path, source: str, *words: str) -> Path:
    """A sound from ffmpeg's generators."""
    ffmpeg("-f", "lavfi", "-i", source, *words, path)
    return path


def spoken(path: Path, gain_db: int) -> Path:
    """About ten seconds of German speech."""
    text = "Heute messen wir den Feinstaub auf dem Schulweg. Dafür brauchen Sie einen Sensor."
    wave = path.with_suffix(".wav")
    subprocess.run(["espeak-ng", "-v", "de", "-w", wave, f"{text} {text}"], check=True, timeout=30)
    ffmpeg("-i", wave, "-af", f"volume={gain_db}dB", "-t", 8, "-c:a", "pcm_s24le", path)
    return path


def surround(path: Path) -> Path:
    """Speech in the centre and noise from everywhere else."""
    speech = spoken(path.with_name("centre.mkv"), -6)
    noise = f"anoisesrc=c=pink:a=0.05:r={RATE}:d=8:seed=1,aformat=sample_fmts=fltp"
    mono = f"aresample={RATE},aformat=channel_layouts=mono:sample_fmts=fltp"
    graph = (
        f"[0]{mono}[c];{noise},channelmap=channel_layout=mono,asplit=5[l][r][e][x][y];"
        "[l][r][c][e][x][y]join=inputs=6:channel_layout=5.1"
    )
    ffmpeg("-i", speech, "-filter_complex", graph, "-t", 8, "-c:a", "ac3", "-b:a", "448k", path)
    return path


async def made(
    path: Path, *, stream: int = 0, channels: int = 2, seconds: float, tools: Tools = INSTALLED
) -> SoundMade:
    """The sound of a file whose picture, if there is one, is its first stream."""
    recording = Recording(stream=stream, channels=channels, seconds=seconds)
    told: list[float] = []
    out, source = path.with_suffix(".out.mp4"), local(path.name)
    sound = await make_sound(source, recording, out, tools, told.append)
    assert told == sorted(told)
    assert told[-1] <= 1
    assert not path.with_name("sound.flac").exists()
    return sound


def decoded(path: Path) -> "array.array[float]":
    """What a player hears, mixed to one channel; begins at time 0."""
    filters = "aresample=async=1:first_pts=0,pan=mono|c0=0.5*c0+0.5*c1"
    command = [INSTALLED.ffmpeg, "-v", "error", "-copyts", "-i", str(path), "-vn"]
    command += ["-af", filters, "-f", "f32le", "-"]
    output = subprocess.run(command, check=True, capture_output=True, timeout=30).stdout
    return array.array("f", output)


def onsets(samples: "array.array[float]") -> list[float]:
    """Where something begins after at least 200 ms without it, in seconds."""
    loud = max(map(abs, samples)) / 4
    hits = [number / RATE for number, sample in enumerate(samples) if abs(sample) > loud]
    return [hits[0], *(two for one, two in pairwise(hits) if two - one > 0.2)]


def flashes(path: Path) -> list[float]:
    """Where the picture turns white, in seconds of the file's timeline."""
    command = [INSTALLED.ffmpeg, "-v", "error", "-copyts", "-start_at_zero", "-i", str(path), "-an"]
    command += ["-vf", "signalstats,metadata=print:key=lavfi.signalstats.YAVG:file=-"]
    output = subprocess.run([*command, "-f", "null", "-"], check=True, capture_output=True)
    lines = output.stdout.decode().splitlines()
    times = [float(line.rpartition("pts_time:")[2]) for line in lines[::2]]
    white = [float(line.rpartition("=")[2]) > 128 for line in lines[1::2]]
    return [at for at, (one, two) in zip(times[1:], pairwise(white), strict=True) if two > one]


LOUD = {
    "tone": lambda path: generated(path, f"sine=f=440:r={RATE}:d=8"),
    "beyond full scale": lambda path: generated(
        path, f"sine=f=997:r={RATE}:d=8,aformat=sample_fmts=flt,volume=24dB", "-c:a", "pcm_f32le"
    ),
    "white noise": lambda path: generated(path, f"anoisesrc=a=0.9:r={RATE}:d=8:seed=1"),
    "square wave": lambda path: generated(path, f"aevalsrc='0.99*sgn(sin(1256*t))':s={RATE}:d=8"),
    "CD": lambda path: generated(path, "anoisesrc=c=pink:a=0.3:r=44100:d=8:seed=1", *PCM),
    "speech": lambda path: spoken(path, -4),
    "soft speech": lambda path: spoken(path, -15),
    "surround": surround,
}


@pytest.mark.parametrize("kind", LOUD)
async def test_everything_is_as_loud_as_it_should_be(tmp_path: Path, kind: str) -> None:
    channels = 6 if kind == "surround" else 1
    sound = await made(LOUD[kind](tmp_path / "a.mkv"), channels=channels, seconds=8)
    assert sound.integrated_lufs == pytest.approx(-16, abs=1)
    assert sound.true_peak <= -1
    assert (sound.channels, sound.soft) == (2, False)
    assert sound.bitrate == (128_000 if kind == "surround" else 96_000)


@both
async def test_both_versions_limit_peaks_without_moving_them(tmp_path: Path, tools: Tools) -> None:
    blips = f"aevalsrc='if(lt(mod(t,2),0.02),0.99,0.05)*sin(2*PI*1000*t)':s={RATE}:d=8"
    source = generated(tmp_path / "a.mkv", blips, *PCM)
    sound = await made(source, channels=1, seconds=8, tools=tools)
    assert sound.gain_db > 3, "the limiter has something to do"
    assert sound.true_peak <= -1
    assert sound.integrated_lufs == pytest.approx(-16, abs=1)
    assert onsets(decoded(sound.path)) == pytest.approx([0, 2, 4, 6], abs=0.001)


async def test_very_soft_noise_is_brought_up_by_20_db_at_most(tmp_path: Path) -> None:
    source = generated(
        tmp_path / "a.mkv",
        f"anoisesrc=c=pink:a=0.005:r={RATE}:d=4:seed=1",
        "-c:a",
        "pcm_s24le",
    )
    sound = await made(source, channels=1, seconds=4)
    assert sound.gain_db == 20
    assert -65 < sound.integrated_lufs < -20
    assert sound.soft


async def test_silence_stays_silent(tmp_path: Path) -> None:
    sound = await made(generated(tmp_path / "a.mkv", "anullsrc=d=2"), seconds=2)
    assert sound.silent
    assert sound.gain_db == 0
    assert not any(decoded(sound.path))


async def test_a_blip_keeps_its_loudness(tmp_path: Path) -> None:
    source = generated(tmp_path / "a.mkv", f"sine=f=440:r={RATE}:d=0.3")
    sound = await made(source, channels=1, seconds=0.3)
    assert sound.gain_db == 0
    assert sound.true_peak == pytest.approx(-18 - 3, abs=0.5)


SHIFTED = {
    "mp4": (".mp4", [*FLASHES, *SOUNDS, "-c:a", "aac"], 0.0),
    "late sound": (".mp4", [*FLASHES, "-itsoffset", "0.5", *SOUNDS, "-c:a", "aac"], 0.5),
    "gap": (".mkv", [*FLASHES, *SOUNDS, "-af", "aselect='not(between(t,2,3))'", *PCM], 0.0),
}


@both
@pytest.mark.parametrize("kind", SHIFTED)
async def test_beeps_come_with_their_flashes(tmp_path: Path, kind: str, tools: Tools) -> None:
    ending, words, late = SHIFTED[kind]
    source = tmp_path / f"a{ending}"
    ffmpeg(*words, *H264, source)
    sound = await made(source, stream=1, channels=1, seconds=6, tools=tools)
    heard, seen = onsets(decoded(sound.path)), flashes(source)
    assert len(seen) == len(BEEPS)
    assert heard == pytest.approx([at + late for at in seen][: len(heard)], abs=0.005)
    assert len(heard) == len(seen)


async def test_a_tone_has_neither_clicks_nor_gaps_and_is_as_long_as_it_should_be(
    tmp_path: Path,
) -> None:
    source = generated(tmp_path / "a.mkv", f"sine=f=440:r={RATE}:d=9", *PCM)
    sound = await made(source, channels=1, seconds=10)
    samples = decoded(sound.path)
    assert len(samples) == pytest.approx(10 * RATE, abs=1024)
    tone = samples[2048 : 9 * RATE - 2048]
    amplitude, step = max(tone), 2 * math.pi * 440 / RATE
    wrong = [
        two - 2 * math.cos(step) * one + zero
        for zero, one, two in zip(tone, tone[1:], tone[2:], strict=False)
    ]
    assert max(map(abs, wrong)) < amplitude / 100, "a sine follows from its last two samples"
    loudest = [max(tone[at : at + 480]) for at in range(0, len(tone) - 480, 480)]
    assert min(loudest) > 0.9 * amplitude
    assert max(map(abs, samples[9 * RATE + 2048 :])) < amplitude / 1000


@both
async def test_the_file_is_fragments_of_four_seconds_behind_an_edit_list(
    tmp_path: Path, tools: Tools
) -> None:
    source = generated(tmp_path / "a.mkv", f"sine=f=440:r={RATE}:d=10")
    sound = await made(source, channels=1, seconds=10, tools=tools)
    init, fragments = cut(sound.path)
    assert init[init.index(b"elst") + 4 :][:20] == bytes.fromhex(
        "00000000 00000001 00000000 00000400 00010000"
    ), "one edit that begins after the 1024 samples of priming"
    lengths = [fragment.ticks / RATE for fragment in fragments]
    assert lengths[:2] == pytest.approx([4, 4], abs=1024 / RATE)
    assert sum(lengths) == pytest.approx(10, abs=2.5 * 1024 / RATE)


async def test_the_same_sound_gives_the_same_bytes(tmp_path: Path) -> None:
    source = generated(tmp_path / "a.mkv", f"anoisesrc=r={RATE}:d=3:seed=1")
    once = (await made(source, channels=1, seconds=3)).path.read_bytes()
    assert (await made(source, channels=1, seconds=3)).path.read_bytes() == once


async def test_a_file_without_the_stream_is_damaged(tmp_path: Path) -> None:
    source = generated(tmp_path / "a.mkv", "sine=d=1")
    with pytest.raises(Damaged):
        await made(source, stream=3, seconds=1)
    assert not (tmp_path / "sound.flac").exists()


def film(folder: Path, graph: str, seconds: float, *words: str) -> Film:
    """A film with keyframes every four seconds, as ours have them."""
    path = folder / "film.mp4"
    keys = ["-r", "10", "-g", "40", "-keyint_min", "40", "-sc_threshold", "0"]
    ffmpeg("-filter_complex", graph, *words, *H264, *keys, path)
    return Film(source=own(path.name), folder=path.parent, seconds=seconds)


SCENES = (
    "color=black:s=320x180:r=10:d=8[a];"
    "mandelbrot=s=320x180:r=10,trim=duration=8,setpts=PTS-STARTPTS,gblur=10[b];"
    "mandelbrot=s=320x180:r=10:start_scale=0.1,trim=duration=8,setpts=PTS-STARTPTS[c];"
    "color=white:s=320x180:r=10:d=8[d];[a][b][c][d]concat=n=4"
)


@both
async def test_the_poster_is_neither_black_nor_blurred_nor_empty(
    tmp_path: Path, tools: Tools
) -> None:
    assert 16 <= await poster_seconds(film(tmp_path, SCENES, 32), tools) < 24


async def test_the_poster_is_no_cross_fade(tmp_path: Path) -> None:
    slides = (
        "testsrc=s=320x180:r=10:d=10,trim=end_frame=1,loop=-1:1,trim=duration=10,fps=10[a];"
        "smptebars=s=320x180:r=10:d=12[b];[a][b]xfade=duration=2:offset=7"
    )
    made_film = film(tmp_path, slides, 19)
    assert await poster_seconds(made_film, INSTALLED) != 8


async def test_a_film_of_one_black_frame_has_a_poster(tmp_path: Path) -> None:
    one = film(tmp_path, "color=black:s=320x180:r=10:d=0.1", 0.1)
    out = tmp_path / "poster.jpg"
    await picture_at(one, await poster_seconds(one, INSTALLED), out, INSTALLED)
    assert size(out) == (320, 180)


def size(path: Path) -> tuple[int, int]:
    """Width and height of a picture."""
    command = ["ffprobe", "-v", "error", "-show_entries", "stream=width,height", "-of", "csv=p=0"]
    output = subprocess.run([*command, str(path)], check=True, capture_output=True, timeout=30)
    width, height = output.stdout.decode().strip().split(",")
    return int(width), int(height)


def luma(path: Path, *area: int) -> float:
    """The mean brightness of a picture, or of x, y, width and height of it."""
    x, y, width, height = area or (0, 0, *size(path))
    mean = f"crop={width}:{height}:{x}:{y}:exact=1,scale=1:1:flags=area"
    command = [INSTALLED.ffmpeg, "-v", "error", "-i", str(path), "-vf", mean]
    command += ["-pix_fmt", "rgb24", "-f", "rawvideo", "-"]
    return subprocess.run(command, check=True, capture_output=True, timeout=30).stdout[1]


STEPS = (
    "color=black:s=32x18:r=10:d={d},geq=lum='16+floor(T/4)*20':cb=128:cr=128,"
    "scale=1280:720:flags=neighbor"
)
"""Every four seconds a little brighter."""


@both
async def test_frames_show_their_moments(tmp_path: Path, tools: Tools) -> None:
    steps = film(tmp_path, STEPS.format(d=12), 12)
    at = [0, 3.9, 4.0, 8.05, 11.95, 12, 700.5]
    taken = await frames(steps, at, tmp_path / "frames", tools)
    assert list(taken) == [0, 3.9, 4.0, 8.05, 11.95]
    assert [path.name for path in taken.values()][-2:] == ["000008050.jpg", "000011950.jpg"]
    brightness = [luma(path) for path in taken.values()]
    assert brightness == pytest.approx([0, 0, 23, 46, 46], abs=3)
    assert {size(path) for path in taken.values()} == {(960, 540)}


async def test_the_editors_poster_beyond_the_end_is_the_last_frame(tmp_path: Path) -> None:
    steps = film(tmp_path, STEPS.format(d=12), 12)
    out = tmp_path / "poster.jpg"
    await picture_at(steps, 500, out, INSTALLED)
    assert luma(out) == pytest.approx(46, abs=3)
    assert size(out) == (1280, 720)


@both
async def test_every_tile_of_a_storyboard_shows_its_stretch(tmp_path: Path, tools: Tools) -> None:
    steps = film(tmp_path, STEPS.format(d=42), 42)
    planned = layout(42, 1280, 720)
    board = await make_storyboard(steps, planned, tmp_path / "board", tools)
    (sheet,) = board.sheets
    assert size(sheet) == (1600, 180)
    tiles = [luma(sheet, n % 10 * 160, n // 10 * 90, 160, 90) for n in range(11)]
    assert tiles == pytest.approx([min(255, n * 20 * 255 / 219) for n in range(11)], abs=8)
    assert board.index.read_text().count("-->") == 11


async def test_the_storyboard_of_one_frame(tmp_path: Path) -> None:
    one = film(tmp_path, "color=white:s=180x320:r=10:d=0.1", 0.1)
    board = await make_storyboard(one, layout(0.1, 180, 320), tmp_path / "board", INSTALLED)
    assert [size(sheet) for sheet in board.sheets] == [(160, 284)]


async def test_a_cover_is_made_small(tmp_path: Path) -> None:
    picture = generated(tmp_path / "cover.png", "color=white:s=3000x1500", "-frames:v", "1")
    podcast = tmp_path / "podcast.m4a"
    words = ["-map", "0", "-map", "1", "-c:v", "copy", "-disposition:v", "attached_pic"]
    ffmpeg("-f", "lavfi", "-i", "sine=d=1", "-i", picture, *words, podcast)
    out = tmp_path / "poster.jpg"
    await cover(local(podcast.name), 1, out, INSTALLED)
    assert size(out) == (1280, 640)
