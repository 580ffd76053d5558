"""A video's files by track: the main one is read and kept like those beside it."""

from msgspec.structs import replace

from shared.contracts.video import ProcessingState, Track, TrackKind, Video

IN_WORK = frozenset({ProcessingState.QUEUED, ProcessingState.RUNNING})


def tracks_of(video: Video) -> tuple[Track, ...]:
    """All files of the video, the main one first."""
    return (video.track(TrackKind.MAIN), *video.tracks)


def with_track(video: Video, track: Track) -> Video:
    """The video with this file in the place of the one of its kind, else after the others."""
    if track.kind is TrackKind.MAIN:
        return replace(
            video,
            source=track.source,
            pending=track.pending,
            processing=track.processing,
            playback=track.playback,
        )
    tracks = {one.kind: one for one in video.tracks} | {track.kind: track}
    return replace(video, tracks=tuple(tracks.values()))


def without_track(video: Video, kind: TrackKind) -> Video:
    """The video without the file beside it that is of this kind."""
    return replace(video, tracks=tuple(one for one in video.tracks if one.kind is not kind))


def in_work(video: Video) -> bool:
    """Whether a run of any of the files is waiting or going on."""
    return any(track.processing.state in IN_WORK for track in tracks_of(video))


def folders_of(video: Video) -> frozenset[str]:
    """The folders of all that plays now."""
    return frozenset(track.playback.folder for track in tracks_of(video) if track.playback)


def whole_folders_of(video: Video) -> frozenset[str]:
    """Those of them in which nothing is missing."""
    each = (track.playback for track in tracks_of(video))
    return frozenset(one.folder for one in each if one and one.complete)


def plays_present_file(track: Track) -> bool:
    """Whether what plays was made of the file that is there now."""
    source, playback = track.source, track.playback
    return source is not None and playback is not None and playback.source_key == source.key


def plays_earlier_file(track: Track) -> bool:
    """Whether what plays was made of a file that has been replaced."""
    made_of = track.playback.source_key if track.playback else None
    return track.source is not None and made_of is not None and made_of != track.source.key


def awaits_sound(track: Track) -> bool:
    """Whether what plays is the picture alone, as the sound is still being made."""
    return track.playback is not None and track.playback.awaits_sound


def is_whole(track: Track) -> bool:
    """Whether all of the file that is there now can be played."""
    return plays_present_file(track) and track.playback is not None and track.playback.complete
