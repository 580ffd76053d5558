"""Which objects of a video no document refers to any more."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime

from services.videos.tracks import folders_of, in_work, tracks_of, whole_folders_of
from shared.contracts import captions
from shared.contracts.video import Video
from shared.kit.blobs import Blob

_CAPTIONS = "captions"


def unused_sources(video: Video, blobs: Iterable[Blob], before: datetime) -> list[str]:
    """Files that were sent and have been replaced, last written before `before`."""
    used = {
        source.key
        for track in tracks_of(video)
        for source in (track.source, track.pending)
        if source
    }
    return [blob.key for blob in blobs if blob.key not in used and _older(blob, before)]


def unused_renders(
    video: Video, blobs: Iterable[Blob], before: datetime, at: datetime
) -> list[str]:
    """What was made and is neither played, nor retired until later than `at`, nor being made.

    The folder of a run is not in the document before its first chunk, and that of a run that
    replaces another not before its end: so nothing goes while a run waits or works, and a folder
    goes only when its youngest object is older than `before`. What only a run reads goes from the
    folder of a film that is whole: it is as large as the file, and a new run makes it anew.
    """
    prefix = f"videos/{video.id}/"
    below: defaultdict[str, list[Blob]] = defaultdict(list)
    for blob in blobs:
        below[blob.key.removeprefix(prefix).partition("/")[0]].append(blob)
    unused = [*_unused_captions(video, below.pop(_CAPTIONS, []), before)]
    if in_work(video):
        return unused
    kept = folders_of(video) | {one.folder for one in video.retired if one.until > at}
    whole = whole_folders_of(video)
    for name, objects in below.items():
        if prefix + name not in kept and all(_older(blob, before) for blob in objects):
            unused += [blob.key for blob in objects]
        elif prefix + name in whole:
            unused += [blob.key for blob in objects if _is_work(blob) and _older(blob, before)]
    return unused


def is_of_the_run(key: str) -> bool:
    """Whether it is a part of what a run remembers of its work: `plan.json`, or of a chunk."""
    name = key.split("/")[3:4]
    return name in (["plan.json"], ["chunks"])


def _is_work(blob: Blob) -> bool:
    return blob.key.split("/")[3:4] == ["work"]


def over(video: Video, at: datetime) -> list[str]:
    """The retired folders whose time is over and that nothing plays from again."""
    playing = folders_of(video)
    return [one.folder for one in video.retired if one.until <= at and one.folder not in playing]


def _unused_captions(video: Video, blobs: list[Blob], before: datetime) -> Iterator[str]:
    used = captions.files_of(video)
    return (blob.key for blob in blobs if blob.key not in used and _older(blob, before))


def _older(blob: Blob, before: datetime) -> bool:
    """What does not say when it was written is left alone."""
    return blob.modified_at is not None and blob.modified_at < before
