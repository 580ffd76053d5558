"""The files that people send, each made by ffmpeg, and what is to become of them."""

import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path

from msgspec import Struct

from tests.integration.transcoder.films import FFMPEG, H264, ffmpeg, pattern

QUICK_VPX = ["-deadline", "realtime", "-cpu-used", "8", "-b:v", "300k"]
HDR = ["-color_primaries", "bt2020", "-colorspace", "bt2020nc", "-color_trc"]
SECRET = "Geheim"
PRIVATE = ["-metadata", f"title={SECRET}", "-metadata", f"location=+51.37+007.69/{SECRET}"]
LONG = 32
"""Seconds: two chunks, of which the first is the shorter one."""


class Input(Struct, frozen=True, kw_only=True):
    """`words` for ffmpeg, or `write` where there is more to it than one command.

    What is to come out: the sizes, the smallest first; the frame rate; the seconds; the number of
    sounds and of chunks; whether there is a warning, and whether the last picture is held until
    the sound ends. `filters` are those before the frame rate.
    """

    ending: str
    words: Sequence[str] = ()
    write: Callable[[Path], None] | None = None
    sizes: Sequence[str] = ("320x180",)
    rate: str = "25"
    seconds: float
    sounds: int = 1
    chunks: int = 1
    filters: str = ""
    warned: bool = False
    held: bool = False

    def make(self, folder: Path, name: str) -> Path:
        path = folder / f"{name}.{self.ending}"
        if self.write:
            self.write(path)
        else:
            ffmpeg(*self.words, path)
        return path


def tone(seconds: float) -> list[str]:
    return ["-f", "lavfi", "-t", str(seconds), "-i", "sine=f=440:r=48000"]


def discrete(seconds: float) -> list[str]:
    """Ten channels, of which the first is heard, as an input."""
    channels = "|".join(["sin(440*2*PI*t)/2", *["0"] * 9])
    return ["-f", "lavfi", "-t", str(seconds), "-i", f"aevalsrc={channels}:s=48000"]


def small(seconds: float, rate: str = "25", size: str = "320x180") -> list[str]:
    """A picture and a tone as inputs."""
    return [*pattern(size, rate, seconds), *tone(seconds)]


def turned(path: Path) -> None:
    """As phones do it: the picture lies on its side, and the head says so."""
    flat = path.with_name("flat.mov")
    hevc = ["-c:v", "libx265", "-preset", "ultrafast", "-x265-params", "log-level=none:keyint=70"]
    ffmpeg(*small(LONG, "30"), *hevc, "-tag:v", "hvc1", "-c:a", "aac", flat)
    ffmpeg("-i", flat, "-c", "copy", "-metadata:s:v:0", "rotate=90", path)


def recorded(path: Path) -> None:
    """As browsers do it: written while it is recorded, without duration and index."""
    words = [*small(LONG, "15"), "-c:v", "libvpx", *QUICK_VPX, "-g", "100", "-c:a", "libopus"]
    command = [FFMPEG, "-v", "error", *words, "-f", "webm", "-live", "1", "pipe:1"]
    with path.open("wb") as sink:
        subprocess.run(command, check=True, stdout=sink, timeout=60)


def resized(path: Path) -> None:
    """As video calls are recorded: the picture's size changes with the network."""
    parts = {path.with_name(f"{at}.webm"): given for at, given in enumerate(
        [small(3), small(LONG - 3, size="640x360")])}  # fmt: skip
    for part, words in parts.items():
        ffmpeg(*words, "-c:v", "libvpx", *QUICK_VPX, "-c:a", "libopus", part)
    listed = path.with_name("parts.txt")
    listed.write_text("".join(f"file {part.name}\n" for part in parts))
    ffmpeg("-f", "concat", "-i", listed, "-c", "copy", path)


def cut_off(path: Path) -> None:
    """The beginning of a file whose head is there and whole."""
    whole = path.with_name("whole.mp4")
    ffmpeg(*small(LONG + 5), *H264, "-g", "50", "-movflags", "+faststart", whole)
    data = whole.read_bytes()
    path.write_bytes(data[: len(data) * 6 // 10])


def podcast(path: Path) -> None:
    cover = path.with_name("cover.png")
    ffmpeg(*pattern("300x300", "1", 1), "-frames:v", "1", cover)
    attached = ["-map", "0:a", "-map", "1:v", "-c:v", "mjpeg", "-disposition:v", "attached_pic"]
    ffmpeg(*tone(30), "-i", cover, *attached, "-c:a", "aac", path)


def two_languages(path: Path) -> None:
    """The subtitles go on for longer than the film."""
    subtitles = path.with_name("subtitles.srt")
    cues = ("00:00:00,000 --> 00:00:02,000", "00:01:00,000 --> 00:01:10,000")
    subtitles.write_text("".join(f"{n}\n{cue}\nEin Testbild.\n\n" for n, cue in enumerate(cues)))
    second = ["-f", "lavfi", "-t", "3", "-i", "sine=f=880:r=48000"]
    streams = ["-map", "0:v", "-map", "1:a", "-map", "2:a", "-map", "3:s", "-c:s", "srt"]
    languages = ["-metadata:s:a:0", "language=ger", "-metadata:s:a:1", "language=eng"]
    ffmpeg(*small(3), *second, "-i", subtitles, *streams, *languages, *H264, path)


def patches(path: Path, curve: str, grey: int, white: int) -> None:
    """Left a grey of 24 cd/m², right the white of 203 cd/m² that paper has (ITU-R BT.2408): by
    the curve PQ 37 % and 58 % of the signal, which goes from 64 to 940; by HLG 37 % and 75 %.
    """
    levels = f"geq=lum=if(lt(X\\,160)\\,{grey}\\,{white}):cb=512:cr=512"
    coding = ["-c:v", "libx265", "-preset", "ultrafast", "-x265-params", "log-level=none"]
    ffmpeg(*small(2), "-vf", f"format=yuv420p10le,{levels}", *coding, *HDR, curve, path)


INPUTS: dict[str, Input] = {
    "h264_moov_at_the_end": Input(
        ending="mp4", words=[*small(3, size="1280x720"), *H264], seconds=3,
        sizes=["640x360", "1280x720"],
    ),
    "h264_moov_at_the_beginning": Input(
        ending="mp4", words=[*small(3), *H264, "-movflags", "+faststart", *PRIVATE], seconds=3,
    ),
    "anamorphic": Input(
        ending="mp4", words=[*small(2, size="360x288"), "-vf", "setsar=64/45", *H264], seconds=2,
        sizes=["512x288"],
    ),
    "fragmented_mp4": Input(
        ending="mp4", seconds=LONG, chunks=2,
        words=[*small(LONG), *H264, "-g", "75", "-movflags", "+frag_keyframe+empty_moov"],
    ),
    "hevc_rotated": Input(
        ending="mov", write=turned, sizes=["180x320"], rate="30", seconds=LONG, chunks=2
    ),
    "vp9_opus": Input(
        ending="webm", seconds=3,
        words=[*small(3), "-c:v", "libvpx-vp9", *QUICK_VPX, "-c:a", "libopus"],
    ),
    "vp8_that_changes_its_size": Input(
        ending="webm", write=resized, seconds=LONG, chunks=2, held=True
    ),
    "av1": Input(
        ending="mp4", seconds=2,
        words=[*small(2), "-c:v", "libsvtav1", "-preset", "12", "-pix_fmt", "yuv420p"],
    ),
    "mpeg2_transport_stream": Input(
        ending="ts", words=[*small(LONG), "-c:v", "mpeg2video", "-q:v", "5", "-bf", "2"],
        seconds=LONG, chunks=2,
    ),
    "dv_interlaced": Input(
        ending="avi", sizes=["480x360", "768x576"], seconds=2,
        words=[*small(2, "50", "720x576"), "-vf", "interlace,setsar=16/15", "-c:v", "dvvideo",
               "-pix_fmt", "yuv420p"],
        filters="bwdif=mode=send_frame,",
    ),
    "uncompressed_screen": Input(
        ending="avi", words=[*small(2), "-c:v", "rawvideo", "-pix_fmt", "bgr24"], seconds=2,
    ),
    "bare_stream_of_a_camera_module": Input(
        ending="h264", words=[*pattern("320x180", "25", 3), *H264], seconds=3, sounds=0,
    ),
    "h264_interlaced": Input(
        ending="mp4", seconds=LONG, chunks=2, filters="bwdif=mode=send_frame,",
        words=[*small(LONG, "50"), "-vf", "interlace", *H264, "-flags", "+ildct+ilme"],
    ),
    "two_sounds_and_subtitles": Input(ending="mkv", write=two_languages, seconds=3, sounds=2),
    "phone_with_varying_rate": Input(
        ending="mp4", seconds=LONG, rate="30", chunks=2,
        words=[*small(LONG, "30"), "-vf", "setpts=PTS+0.004*(1+sin(N))/TB",
               "-fps_mode", "vfr", "-enc_time_base", "1/90000", *H264],
    ),
    "screen_with_varying_rate": Input(
        ending="mp4", seconds=LONG, rate="30", chunks=2, held=True,
        words=[*small(LONG, "30"), "-vf", "select=lt(mod(t\\,9)\\,2)+not(mod(n\\,67))",
               "-fps_mode", "vfr", *H264],
    ),
    "hdr10_patches": Input(
        ending="mp4", write=lambda path: patches(path, "smpte2084", 391, 573), seconds=2
    ),
    "hlg_patches": Input(
        ending="mp4", write=lambda path: patches(path, "arib-std-b67", 385, 721), seconds=2
    ),
    "four_two_two": Input(
        ending="mp4", words=[*small(2), *H264, "-pix_fmt", "yuv422p10le"], seconds=2
    ),
    "ten_channels": Input(
        ending="mov", seconds=2, warned=True,
        words=[*pattern("320x180", "25", 2), *discrete(2), *H264, "-c:a", "pcm_s16le"],
    ),
    "surround": Input(ending="mp4", words=[*small(2), *H264, "-ac", "6"], seconds=2),
    "mono": Input(ending="mp4", words=[*small(2), *H264, "-ac", "1"], seconds=2),
    "no_sound": Input(
        ending="mp4", words=[*pattern("320x180", "25", 3), *H264], seconds=3, sounds=0
    ),
    "podcast_with_cover": Input(ending="m4a", write=podcast, sizes=[], seconds=30, chunks=0),
    "uncompressed_sound": Input(
        ending="aiff", words=tone(3), sizes=[], seconds=3, chunks=0
    ),
    "short_clip": Input(ending="mp4", words=[*small(0.4), *H264], seconds=0.4),
    "one_frame": Input(
        ending="mp4", words=[*pattern("320x180", "25", 0.04), *H264], seconds=0.04, sounds=0
    ),
    "eight_k": Input(
        ending="mp4", words=[*pattern("7680x4320", "1", 2), *H264], seconds=2, sounds=0, rate="1",
        sizes=["640x360", "1280x720", "1920x1080"],
    ),
    "portrait": Input(
        ending="mp4", words=[*small(2, size="360x640"), *H264], seconds=2, sizes=["360x640"]
    ),
    "odd_size": Input(
        ending="mkv", words=[*small(2, size="853x479"), "-c:v", "mpeg4", "-q:v", "5"], seconds=2,
        sizes=["640x360", "852x478"],
    ),
    "slides": Input(
        ending="mp4", words=[*small(LONG, "1"), *H264], seconds=LONG, rate="1", chunks=2
    ),
    "one_keyframe": Input(
        ending="mp4", seconds=LONG, chunks=2,
        words=[*small(LONG), *H264, "-bf", "2", "-g", "9999", "-sc_threshold", "0"],
    ),
    "one_keyframe_in_a_long_film": Input(
        ending="mp4", seconds=320, rate="1", chunks=9,
        words=[*small(320, "1"), *H264, "-g", "9999", "-sc_threshold", "0"],
    ),
    "matroska_that_begins_late": Input(
        ending="mkv", seconds=LONG, chunks=2,
        words=[*small(LONG), *H264, "-g", "75", "-output_ts_offset", "10"],
    ),
    "fast": Input(ending="mp4", words=[*small(2, "120"), *H264], seconds=2, rate="60"),
    "truncated_tail": Input(
        ending="mp4", write=cut_off, seconds=22, chunks=2, warned=True
    ),
    "picture_ends_early": Input(
        ending="mp4", words=[*pattern("320x180", "25", 3), *tone(LONG), *H264], seconds=LONG,
        chunks=2, held=True,
    ),
    "sound_ends_early": Input(
        ending="mp4", words=[*pattern("320x180", "25", 6), *tone(2), *H264], seconds=6
    ),
    "picture_begins_late": Input(
        ending="mp4", seconds=LONG + 1.5, chunks=2,
        words=["-itsoffset", "1.5", *pattern("320x180", "25", LONG), *tone(LONG + 1.5), *H264,
               "-g", "120"],
    ),
    "browser_recording": Input(ending="webm", write=recorded, rate="15", seconds=LONG, chunks=2),
}  # fmt: skip
