"""The HLS master playlist of a playback: sizes, sounds, captions, and the sign-language film."""

from collections.abc import Iterator

from services.videos.hls import HEAD, Bare, Value, distinct, relative, tag
from shared.contracts.captions import marked_label, playlist_key
from shared.contracts.languages import SIGNED, SIMPLE, language_name
from shared.contracts.video import Caption, Playback, Rendition, Sound, TrackKind, Video

SIGN_LANGUAGE = "de.innovationslab.sign-language"
"""The session data whose value is the address of the sign-language film's master playlist."""

_SOUND = "sound"
_CAPTIONS = "captions"
_DESCRIBES_VIDEO = "public.accessibility.describes-video"
_NOT_SPOKEN = {SIMPLE: "de", SIGNED: ""}
"""Languages of videos that are no languages of sounds, and what is heard instead."""

_EASY_TO_READ = "public.easy-to-read"
_FOR_DEAF = (
    "public.accessibility.transcribes-spoken-dialog",
    "public.accessibility.describes-music-and-sound",
)


def master(video: Video, playback: Playback) -> str:
    """The playlist for `<playback.folder>/master.m3u8`; the same state gives the same text."""
    return "\n".join(_lines(video, playback)) + "\n"


def _lines(video: Video, playback: Playback) -> Iterator[str]:
    described = _described(video, playback)
    yield from (*HEAD, "#EXT-X-INDEPENDENT-SEGMENTS")
    yield from _session(video, playback)
    if _has_group(playback, described):
        yield from _sounds(video, playback, described)
    yield from _captions(video, playback)
    yield from _variants(video, playback, described)
    yield from _keyframes(playback)


def _track(video: Video, kind: TrackKind) -> Playback | None:
    return next((track.playback for track in video.tracks if track.kind is kind), None)


def _described(video: Video, playback: Playback) -> tuple[Sound, ...]:
    """The audio description, for the video itself and not for its other tracks."""
    track = _track(video, TrackKind.AUDIO_DESCRIPTION)
    return track.sounds[:1] if track and _is_main(video, playback) else ()


def _is_main(video: Video, playback: Playback) -> bool:
    return bool(video.playback and video.playback.folder == playback.folder)


def _has_group(playback: Playback, described: tuple[Sound, ...]) -> bool:
    """A single sound without a picture stands by itself, as its own variant."""
    return bool(playback.renditions and playback.sounds) or (
        len(playback.sounds) + len(described) > 1 or bool(described)
    )


def _session(video: Video, playback: Playback) -> Iterator[str]:
    signed = _track(video, TrackKind.SIGN_LANGUAGE)
    if signed and _is_main(video, playback):
        uri = relative(signed.master_key, playback.folder)
        yield tag("SESSION-DATA", {"DATA-ID": SIGN_LANGUAGE, "VALUE": uri, "LANGUAGE": SIGNED})


def _spoken(video: Video, playback: Playback) -> list[str]:
    """The language of each sound; of a single one that does not say, the video's own."""
    languages = [sound.language for sound in playback.sounds]
    if languages == [""] and _is_main(video, playback):
        return [_NOT_SPOKEN.get(video.language, video.language)]
    return languages


def _sounds(video: Video, playback: Playback, described: tuple[Sound, ...]) -> Iterator[str]:
    sounds = (*playback.sounds, *described)
    plain = [language_name(sound.language) or "Originalton" for sound in playback.sounds]
    names = distinct([*plain, *("Audiodeskription" for _ in described)])
    spoken = _spoken(video, playback)
    spoken += [sound.language or next(iter(spoken), "") for sound in described]
    languages: set[str] = set()
    for place, (sound, name, language) in enumerate(zip(sounds, names, spoken, strict=True)):
        describes = place >= len(playback.sounds)
        yield _media(
            "AUDIO",
            _SOUND,
            name,
            LANGUAGE=language,
            DEFAULT=place == 0 and not describes,
            AUTOSELECT=describes or place == 0 or language not in languages,
            CHARACTERISTICS=_DESCRIBES_VIDEO if describes else None,
            CHANNELS=str(sound.channels),
            URI=relative(sound.playlist_key, playback.folder),
        )
        languages.add(language)


def listed_captions(video: Video, playback: Playback) -> tuple[Caption, ...]:
    """Those that have a playlist: it is of the type VOD, and so has all of the film to be (6.2.4).
    Until the film is whole, captions are in the page's own tracks alone.
    """
    return video.captions if playback.complete and video.duration_seconds else ()


def _captions(video: Video, playback: Playback) -> Iterator[str]:
    listed = listed_captions(video, playback)
    names = distinct([marked_label(caption) for caption in listed])
    for caption, name in zip(listed, names, strict=True):
        yield _media(
            "SUBTITLES",
            _CAPTIONS,
            name,
            LANGUAGE=caption.language,
            DEFAULT=False,
            AUTOSELECT=True,
            FORCED=False,
            CHARACTERISTICS=_characteristics(caption),
            URI=relative(playlist_key(caption), playback.folder),
        )


def _characteristics(caption: Caption) -> str:
    simple = (_EASY_TO_READ,) if caption.language == SIMPLE else ()
    return ",".join((*(_FOR_DEAF if caption.describes_sounds else ()), *simple))


def _media(kind: str, group: str, name: str, **attributes: Value | None) -> str:
    head: dict[str, Value | None] = {"TYPE": Bare(kind), "GROUP-ID": group, "NAME": name}
    return tag("MEDIA", head | attributes)


def _variants(video: Video, playback: Playback, described: tuple[Sound, ...]) -> Iterator[str]:
    sounds = (*playback.sounds, *described)
    groups: dict[str, Value | None] = {
        "AUDIO": _SOUND if _has_group(playback, described) else None,
        "SUBTITLES": _CAPTIONS if listed_captions(video, playback) else None,
        "CLOSED-CAPTIONS": Bare("NONE"),
    }
    for rendition in playback.renditions:
        yield tag("STREAM-INF", _rates(rendition, sounds) | _picture(rendition) | groups)
        yield relative(rendition.playlist_key, playback.folder)
    if not playback.renditions and playback.sounds:
        yield tag("STREAM-INF", _rates(None, sounds) | groups)
        yield relative(playback.sounds[0].playlist_key, playback.folder)


def _rates(rendition: Rendition | None, sounds: tuple[Sound, ...]) -> dict[str, Value | None]:
    """Of the picture together with the costliest sound that can be chosen with it (4.4.6.2)."""
    pictures = (rendition,) if rendition else ()
    codecs = dict.fromkeys(each.codecs for each in (*pictures, *sounds))
    peak = max((sound.peak_bitrate for sound in sounds), default=0)
    average = max((sound.bitrate for sound in sounds), default=0)
    return {
        "BANDWIDTH": max(1, peak + sum(each.peak_bitrate for each in pictures)),
        "AVERAGE-BANDWIDTH": max(1, average + sum(each.bitrate for each in pictures)),
        "CODECS": ",".join(codecs),
    }


def _picture(rendition: Rendition) -> dict[str, Value | None]:
    return {
        "RESOLUTION": Bare(f"{rendition.width}x{rendition.height}"),
        "FRAME-RATE": float(rendition.frame_rate),
    }


def _keyframes(playback: Playback) -> Iterator[str]:
    """A segment's keyframes are part of it: its peak rate bounds theirs."""
    for rendition in playback.renditions:
        attributes: dict[str, Value | None] = {
            "BANDWIDTH": max(1, rendition.peak_bitrate),
            "CODECS": rendition.codecs,
            "RESOLUTION": Bare(f"{rendition.width}x{rendition.height}"),
            "URI": relative(rendition.keyframes_key, playback.folder),
        }
        yield tag("I-FRAME-STREAM-INF", attributes)
