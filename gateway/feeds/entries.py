"""A change as JSON, with all that another hub needs to take the item over."""

from typing import Any

from msgspec.structs import replace

from gateway.feeds.changes import Change
from gateway.graphql.ids import encode
from gateway.graphql.licence_type import Attributed, licence_of
from gateway.graphql.shown_video import shown_playback
from gateway.links import media_path, page_path, picture_path
from shared.contracts.content import Content
from shared.contracts.feed import (
    FeedAttribution,
    FeedDownload,
    FeedEntry,
    FeedFilm,
    FeedLicence,
    FeedMedia,
)
from shared.contracts.kinds import KINDS
from shared.contracts.portable import hash_of, portable
from shared.contracts.video import Playback, Video
from shared.kit.content.pictures import pictures


def entry(change: Change, public_url: str) -> FeedEntry:
    """What is there, or the word that it is gone; addresses are absolute."""
    head = FeedEntry(
        id=encode(KINDS[change.kind].struct.__name__, change.id),
        uuid=change.id,
        kind=change.kind,
        revision=change.revision,
        at=change.at,
        deleted=change.deleted,
        reason=change.reason,
    )
    return head if change.item is None else replace(head, **_item(change.item, public_url))


def _item(item: Content, public_url: str) -> dict[str, Any]:
    content, address = portable(item), public_url + page_path(item)
    licence, attribution = licence_of(item), Attributed(item, address)
    return {
        "url": address,
        "content_hash": hash_of(content),
        "licence": FeedLicence(code=licence.code, name=licence.name, url=licence.url),
        "attribution": FeedAttribution(text=attribution.text, html=attribution.html),
        "content": content,
        "media": _media(item, public_url),
    }


def absolute_pictures(item: Content, public_url: str) -> dict[str, str]:
    """The addresses of its pictures by their keys, as they stand in it."""
    return {image.key: public_url + picture_path(item, image) for image in pictures(item)}


def _media(item: Content, public_url: str) -> FeedMedia:
    shown = FeedMedia(pictures=absolute_pictures(item, public_url))
    if not isinstance(item, Video):
        return shown
    captions = {each.key: public_url + media_path(each.key) for each in item.captions}
    playback = shown_playback(item)
    beside = {
        track.kind: _film(track.playback, public_url)
        for track in item.tracks
        if track.playback and track.playback.complete
    }
    film = playback and _film(playback, public_url)
    return replace(shown, captions=captions, film=film, beside=beside)


def _film(playback: Playback, public_url: str) -> FeedFilm:
    poster = playback.poster_key
    return FeedFilm(
        hls=public_url + media_path(playback.master_key),
        poster=public_url + media_path(poster) if poster else None,
        downloads=tuple(
            FeedDownload(
                url=public_url + media_path(file.key), type=file.mime_type, bytes=file.bytes
            )
            for file in playback.downloads
        ),
    )
