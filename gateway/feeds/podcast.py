"""The explainer videos as a podcast: RSS 2.0 with Apple's and the Podcast Index's words.

Sources: https://help.apple.com/itc/podcasts_connect/#/itcb54353390 and
https://github.com/Podcastindex-org/podcast-namespace (transcript).
"""

from collections.abc import Sequence
from email.utils import format_datetime
from xml.etree.ElementTree import Element, SubElement, register_namespace, tostring

from gateway.feeds.channel import Channel
from gateway.feeds.newest import published
from gateway.graphql.ids import global_id
from gateway.graphql.shown_video import shown_playback
from gateway.links import media_path, page_path
from gateway.pages.metadata import SHARED, xml_text
from gateway.pages.wording import language_tag
from shared.contracts.city import City
from shared.contracts.video import Download, Video

MEDIA_TYPE = "application/rss+xml"
_ATOM = "http://www.w3.org/2005/Atom"
_ITUNES = "http://www.itunes.com/dtds/podcast-1.0.dtd"
_PODCAST = "https://podcastindex.org/namespace/1.0"
register_namespace("itunes", _ITUNES)
register_namespace("podcast", _PODCAST)


def podcast(
    channel: Channel, videos: Sequence[Video], city: City, public_url: str, address: str
) -> bytes:
    """The feed as XML; a film without a file to download is left out."""
    root = Element("rss", {"version": "2.0"})
    top = SubElement(root, "channel")
    _text(top, "title", channel.title)
    _text(top, "link", public_url + channel.path)
    _text(top, "description", channel.summary or channel.title)
    _text(top, "language", "de")
    _text(top, f"{{{_ITUNES}}}author", city.publisher)
    _text(top, f"{{{_ITUNES}}}explicit", "false")
    SubElement(top, f"{{{_ITUNES}}}category", {"text": "Education"})
    SubElement(top, f"{{{_ITUNES}}}image", {"href": public_url + str(SHARED["url"])})
    itself = {"rel": "self", "href": public_url + address, "type": MEDIA_TYPE}
    SubElement(top, f"{{{_ATOM}}}link", itself)
    for video in videos:
        playback = shown_playback(video)
        if playback and playback.downloads:
            poster = playback.poster_key
            _item(top, video, playback.downloads[0], poster, public_url)
    return bytes(tostring(root, encoding="utf-8", xml_declaration=True))


def _item(top: Element, video: Video, file: Download, poster: str | None, public_url: str) -> None:
    item = SubElement(top, "item")
    _text(item, "title", video.title)
    _text(item, "description", video.summary or video.title)
    _text(item, "link", public_url + page_path(video))
    SubElement(item, "guid", {"isPermaLink": "false"}).text = global_id(video)
    _text(item, "pubDate", format_datetime(published(video), usegmt=True))
    enclosure = {
        "url": public_url + media_path(file.key),
        "length": str(file.bytes),
        "type": file.mime_type,
    }
    SubElement(item, "enclosure", enclosure)
    if video.duration_seconds:
        _text(item, f"{{{_ITUNES}}}duration", str(round(video.duration_seconds)))
    if poster:
        SubElement(item, f"{{{_ITUNES}}}image", {"href": public_url + media_path(poster)})
    for caption in video.captions:
        transcript = {
            "url": public_url + media_path(caption.key),
            "type": "text/vtt",
            "language": language_tag(caption.language),
        }
        SubElement(item, f"{{{_PODCAST}}}transcript", transcript)


def _text(parent: Element, name: str, text: str) -> None:
    SubElement(parent, name).text = xml_text(text)
