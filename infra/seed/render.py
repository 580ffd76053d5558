"""Renders the explainer videos of the demo: `python -m infra.seed.render OUT_DIR`."""

import hashlib
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import msgspec
from msgspec import Struct

from infra.local.checks import ffmpeg
from infra.local.failures import ToolMissing
from infra.seed import film, narration, slides, sound, timeline
from infra.seed.items import FOLDER, SeedInvalid
from infra.seed.speech import Engine, NoSpeechEngine, SpeechFailed, find_engine
from shared.contracts.video import Chapter

DEFAULT = Path("data/seed")
CODE = ("narration.py", "speech.py", "sound.py", "timeline.py", "slides.py", "film.py")


class RenderedVideo(Struct, frozen=True, kw_only=True):
    """A video's file, its German captions (WebVTT), and what an editor would write about it."""

    slug: str
    file: Path
    captions_file: Path
    chapters: tuple[Chapter, ...]
    transcript: str


class Record(Struct, frozen=True, kw_only=True):
    """What lies beside a rendered video, to know whether it is still right."""

    made_of: str
    chapters: tuple[Chapter, ...]
    transcript: str


def rendered(out: Path = DEFAULT) -> Iterator[RenderedVideo]:
    """Renders what is missing or out of date, in `out`; tells its progress on standard error.

    Raises `NoSpeechEngine`, `SpeechFailed`, `ToolMissing`, `EncodingFailed` or `SeedInvalid`.
    """
    out.mkdir(parents=True, exist_ok=True)
    engine = find_engine()
    ffmpeg()
    for slug in narration.slugs():
        yield _cached(slug, out, engine) or _render(slug, out, engine)


def _cached(slug: str, out: Path, engine: Engine) -> RenderedVideo | None:
    try:
        record = msgspec.json.decode((out / f"{slug}.json").read_bytes(), type=Record)
    except (FileNotFoundError, msgspec.DecodeError):
        return None
    video = _rendered(slug, out, record)
    complete = video.file.is_file() and video.captions_file.is_file()
    if not complete or record.made_of != fingerprint(slug, engine):
        return None
    _tell(slug, "ist schon da\n")
    return video


def _render(slug: str, out: Path, engine: Engine) -> RenderedVideo:
    script = narration.load(slug)
    with tempfile.TemporaryDirectory(dir=out) as name:
        folder = Path(name)
        sounds = [sound.read(file) for file in _speak(slug, script, engine, folder)]
        times = timeline.lay_out(script.scenes, [one.seconds for one in sounds])
        sound.join(times, sounds, folder / "sound.wav")
        target = folder / "film.mp4"
        pictures = _pictures(slug, script, times)
        film.encode(
            pictures,
            times.seconds,
            folder / "sound.wav",
            target,
            lambda part: _tell(slug, f"Film {part:4.0%}"),
        )
        return _keep(slug, script, times, engine, target, out)


def _speak(slug: str, script: narration.Narration, engine: Engine, folder: Path) -> list[Path]:
    texts = [script.for_voice(text) for scene in script.scenes for text in scene.say]
    files = []
    for file in engine.speak(texts, folder):
        files.append(file)
        _tell(slug, f"Sprache {len(files)}/{len(texts)}")
    return files


def _pictures(slug: str, script: narration.Narration, times: timeline.Timeline) -> list[film.Shown]:
    """A slide when its scene starts, and a fuller one with each sentence that brings a line."""
    moments = [(start, number, 0) for number, start in enumerate(times.scene_starts)]
    moments += [
        (spoken.start - film.FADE_SECONDS / 2, spoken.scene, spoken.number + 1)
        for spoken in times.sentences
        if spoken.number < len(script.scenes[spoken.scene].lines)
    ]
    moments.sort()
    pngs = []
    for _, scene, lines in moments:
        pngs.append(slides.png(script.scenes[scene], lines))
        _tell(slug, f"Bilder {len(pngs)}/{len(moments)}")
    frames = film.to_frames(pngs)
    return [film.Shown(start, frame) for (start, _, _), frame in zip(moments, frames, strict=True)]


def _keep(
    slug: str,
    script: narration.Narration,
    times: timeline.Timeline,
    engine: Engine,
    film_file: Path,
    out: Path,
) -> RenderedVideo:
    """Puts the finished files in place; the record comes last and makes them valid."""
    record = Record(
        made_of=fingerprint(slug, engine),
        chapters=timeline.chapters(script, times),
        transcript=timeline.transcript(script),
    )
    video = _rendered(slug, out, record)
    film_file.replace(video.file)
    video.captions_file.write_text(timeline.webvtt(times), encoding="utf-8")
    (out / f"{slug}.json").write_bytes(msgspec.json.encode(record))
    _tell(slug, f"fertig, {times.seconds:.0f} s, {video.file.stat().st_size / 1e6:.1f} MB\n")
    return video


def _rendered(slug: str, out: Path, record: Record) -> RenderedVideo:
    return RenderedVideo(
        slug=slug,
        file=out / f"{slug}.mp4",
        captions_file=out / f"{slug}.de.vtt",
        chapters=record.chapters,
        transcript=record.transcript,
    )


def fingerprint(slug: str, engine: Engine) -> str:
    """Changes when the scenes, drawings, fonts, program or voice change."""
    files = [*narration.sources(slug), *sorted((FOLDER / "fonts").glob("*.ttf"))]
    digest = hashlib.sha256(engine.name.encode())
    for file in [*files, *(FOLDER / name for name in CODE)]:
        digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()


def _tell(slug: str, message: str) -> None:
    """On a terminal each message replaces the last; elsewhere only finished lines are printed."""
    line = f"{slug}: {message.rstrip():<24}"
    if message.endswith("\n"):
        print(line.rstrip(), file=sys.stderr, flush=True)
    elif sys.stderr.isatty():
        print(line, end="\r", file=sys.stderr, flush=True)


def main() -> None:
    """Renders into the folder given, `data/seed` unless told otherwise."""
    try:
        for _ in rendered(Path(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT):
            pass
    except (NoSpeechEngine, SpeechFailed, ToolMissing, film.EncodingFailed, SeedInvalid) as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
