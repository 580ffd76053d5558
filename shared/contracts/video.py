"""A video: its source, what was made of it, and what makes it accessible."""

from datetime import datetime
from typing import Annotated

from msgspec import Meta, Struct

from shared.contracts.content import Content
from shared.contracts.words import (
    BY_HUB,
    HIDDEN,
    BlobKey,
    Bytes,
    Choice,
    Id,
    Language,
    Line,
    Markdown,
    Seconds,
    doc,
)


class TrackKind(Choice):
    """What a file is to the video: itself, or one of the ways to take part in it otherwise."""

    MAIN = "main", "The film itself."
    AUDIO_DESCRIPTION = "audio_description", "What is seen, told in the pauses."
    SIGN_LANGUAGE = "sign_language", "What is said, in German Sign Language."


class ProcessingState(Choice):
    """How far the hub is with a video's file."""

    WAITING_FOR_UPLOAD = "waiting_for_upload", "The file is not there yet, or not whole."
    QUEUED = "queued", "It waits for a worker."
    RUNNING = "running", "It is being made playable."
    READY = "ready", "It can be played."
    FAILED = "failed", "It could not be made; the message says why."
    CANCELLED = "cancelled", "An editor stopped the work."


class Processing(Struct, frozen=True, kw_only=True):
    """The state of the file's processing; `message` is in German, for editors: why it failed,
    or what is not as it should be with a file that is ready.
    """

    state: Annotated[ProcessingState, doc("How far it is.")] = ProcessingState.WAITING_FOR_UPLOAD
    job_id: Annotated[Id | None, HIDDEN] = None
    code: Annotated[str, doc("A stable word for a failure; empty without one.", "no_picture")] = ""
    message: Annotated[
        str, doc("For editors, in German; empty where all is well.", "Die Datei hat kein Bild.")
    ] = ""


class Source(Struct, frozen=True, kw_only=True):
    """The file as it was uploaded."""

    key: Annotated[BlobKey, HIDDEN]
    filename: Annotated[str, Meta(max_length=255), doc("As its sender named it.", "film.mp4")]
    bytes: Bytes
    upload_id: Annotated[str, HIDDEN, Meta(description="While the file is on its way.")] = ""
    changed_at: Annotated[datetime | None, HIDDEN] = None


class Rendition(Struct, frozen=True, kw_only=True):
    """One size of the video."""

    name: Annotated[str, doc("Names it within the video.", "720p")]
    width: Annotated[int, doc("Pixels.", 1280)]
    height: Annotated[int, doc("Pixels.", 720)]
    bitrate: Annotated[int, doc("Average bits per second, of the picture.", 1_400_000)]
    peak_bitrate: Annotated[int, doc("Bits per second of the costliest segment.", 2_100_000)]
    frame_rate: Annotated[float, doc("Frames per second.", 25.0)]
    codecs: Annotated[str, doc("As RFC 6381 names them.", "avc1.64001f")]
    playlist_key: Annotated[BlobKey, HIDDEN]
    keyframes_key: Annotated[BlobKey, HIDDEN]


class Sound(Struct, frozen=True, kw_only=True):
    """The sound, as a rendition of its own; a file may hold it in several languages."""

    name: Annotated[str, doc("Names it within the video.", "audio-1")]
    language: Annotated[str, doc("BCP 47, or empty where the file does not say.", "de")]
    bitrate: Annotated[int, doc("Average bits per second.", 128_000)]
    peak_bitrate: Annotated[int, doc("Bits per second of the costliest segment.", 132_000)]
    channels: Annotated[int, doc("How many loudspeakers it is for.", 2)]
    codecs: Annotated[str, doc("As RFC 6381 names them.", "mp4a.40.2")]
    playlist_key: Annotated[BlobKey, HIDDEN]


class Storyboard(Struct, frozen=True, kw_only=True):
    """Small pictures for seeking, many to a sheet; the index is WebVTT with `#xywh` fragments."""

    index_key: Annotated[BlobKey, HIDDEN]
    sheet_keys: Annotated[tuple[BlobKey, ...], HIDDEN]
    interval_seconds: Annotated[Seconds, doc("Seconds from one picture to the next.", 5.0)]
    tile_width: Annotated[int, doc("Pixels.", 160)]
    tile_height: Annotated[int, doc("Pixels.", 90)]


class Frame(Struct, frozen=True, kw_only=True):
    """A still picture taken out of the video."""

    at_seconds: Seconds
    key: Annotated[BlobKey, HIDDEN]


class Download(Struct, frozen=True, kw_only=True):
    """A whole file to keep."""

    key: Annotated[BlobKey, HIDDEN]
    mime_type: Annotated[str, doc("What kind of file it is.", "video/mp4")]
    bytes: Bytes


class Playback(Struct, frozen=True, kw_only=True):
    """What the transcoder made; all keys lie below `folder`.

    While it is not `complete` the playlists still grow, and what is made last is missing.
    """

    folder: Annotated[BlobKey, HIDDEN]
    source_key: Annotated[
        BlobKey | None,
        HIDDEN,
        Meta(description="The file it was made of, which may have been replaced since."),
    ] = None
    poster_key: Annotated[BlobKey | None, HIDDEN] = None
    width: Annotated[int, doc("Pixels of the largest rendition; 0 for sound alone.", 1280)] = 0
    height: Annotated[int, doc("Pixels of the largest rendition; 0 for sound alone.", 720)] = 0
    complete: Annotated[bool, doc("Whether everything is made.")] = True
    awaits_sound: Annotated[
        bool, HIDDEN, Meta(description="The picture alone, for those who make it: no sound yet.")
    ] = False
    stopped: Annotated[
        bool, HIDDEN, Meta(description="Its run ended before it was complete: it ends there.")
    ] = False
    seconds: Annotated[
        Seconds | None, HIDDEN, Meta(description="How long it is, made or still to be made.")
    ] = None
    renditions: Annotated[tuple[Rendition, ...], doc("The picture in several sizes.")] = ()
    sounds: Annotated[tuple[Sound, ...], doc("The sound, in each language there is.")] = ()
    downloads: Annotated[tuple[Download, ...], doc("Whole files to keep.")] = ()
    storyboard: Annotated[Storyboard | None, doc("Small pictures for seeking.")] = None

    @property
    def master_key(self) -> str:
        """The HLS master playlist, which names renditions, sounds and captions."""
        return f"{self.folder}/master.m3u8"


class CaptionOrigin(Choice):
    """Who wrote captions."""

    HUMAN = "human", "A person."
    MACHINE = "machine", "A speech recogniser."


class Caption(Struct, frozen=True, kw_only=True):
    """A WebVTT file in one language."""

    language: Language
    label: Annotated[
        Line,
        doc(
            "What a player's menu calls them. Where `origin` is `MACHINE` and they are not "
            "`reviewed`, please say so beside it.",
            "Deutsch",
        ),
    ]
    key: Annotated[BlobKey, HIDDEN]
    origin: Annotated[CaptionOrigin, doc("Who wrote them.")] = CaptionOrigin.HUMAN
    reviewed: Annotated[bool, doc("Whether somebody has read them and found them right.")] = False
    describes_sounds: Annotated[
        bool, doc("Whether they tell of sounds too, for who cannot hear (SDH).")
    ] = False


class Chapter(Struct, frozen=True, kw_only=True):
    """A named stretch that begins at a time and lasts until the next."""

    title: Annotated[Line, doc("What it is about.", "Was ist Feinstaub?")]
    start_seconds: Annotated[Seconds, doc("Where it begins.", 12.5)]


class Track(Struct, frozen=True, kw_only=True):
    """A second file on the video's timeline: audio description, or sign language.

    `pending` is a file that is being sent: it takes the place of `source` once all of it is there.
    """

    kind: TrackKind
    source: Annotated[Source | None, HIDDEN] = None
    pending: Annotated[Source | None, HIDDEN] = None
    processing: Processing = Processing()
    playback: Annotated[Playback | None, HIDDEN] = None


class Retired(Struct, frozen=True, kw_only=True):
    """What a newer run of the same file has replaced while the video was public; it stays for
    those who are still watching it.
    """

    folder: BlobKey
    until: datetime


class Video(Content, tag="video", frozen=True, kw_only=True):
    """An explainer video."""

    description: Annotated[
        Markdown, doc("What it is about, in CommonMark.", "Woher der Staub **kommt**.")
    ] = ""
    chapters: Annotated[tuple[Chapter, ...], Meta(max_length=100), doc("Named stretches.")] = ()
    transcript: Annotated[
        Markdown,
        doc("What is said and shown, to read, in CommonMark.", "*Eine Straße.* Guten Tag!"),
    ] = ""
    duration_seconds: Annotated[
        Seconds | None, BY_HUB, doc("How long it is; null until that is known.", 182.4)
    ] = None
    source: Annotated[Source | None, BY_HUB] = None
    pending: Annotated[Source | None, BY_HUB] = None
    processing: Annotated[Processing, BY_HUB, doc("How far its file is.")] = Processing()
    playback: Annotated[Playback | None, BY_HUB] = None
    captions: Annotated[tuple[Caption, ...], BY_HUB] = ()
    poster_seconds: Annotated[
        Seconds | None, doc("Where the poster is taken; null lets the hub choose.", 12.5)
    ] = None
    tracks: Annotated[tuple[Track, ...], BY_HUB, HIDDEN] = ()
    speech: Annotated[
        Processing | None, BY_HUB, doc("How far automatic captions are; null without any.")
    ] = None
    speech_language: Annotated[
        Language | None, BY_HUB, doc("The language of automatic captions asked for last.", "de")
    ] = None
    frames: Annotated[tuple[Frame, ...], BY_HUB, HIDDEN] = ()
    retired: Annotated[tuple[Retired, ...], BY_HUB, HIDDEN] = ()

    def track(self, kind: TrackKind) -> Track:
        """The file of that kind; an empty track where there is none yet."""
        if kind is TrackKind.MAIN:
            return Track(
                kind=kind,
                source=self.source,
                pending=self.pending,
                processing=self.processing,
                playback=self.playback,
            )
        return next((track for track in self.tracks if track.kind is kind), Track(kind=kind))
