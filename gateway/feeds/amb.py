"""Items as learning resources: AMB, Allgemeines Metadatenprofil für Bildungsressourcen, 2023-10-19.

Format: https://dini-ag-kim.github.io/amb/20231019/
"""

from typing import Any

from gateway.feeds.entries import absolute_pictures
from gateway.graphql.shown_video import shown_playback
from gateway.links import media_path, page_path
from gateway.pages.wording import language_tag
from shared.contracts.city import City
from shared.contracts.content import Audience, Author, Content, ContentKind
from shared.contracts.languages import SIGNED, SIMPLE, language_name
from shared.contracts.licence import TERMS
from shared.contracts.video import Video

MEDIA_TYPE = "application/ld+json"
Node = dict[str, Any]
_CONTEXT = "https://w3id.org/kim/amb/context.jsonld"
_NO_LOGIN = "http://w3id.org/kim/conditionsOfAccess/no_login"
_HCRT = "https://w3id.org/kim/hcrt/"
_OPEN = ("https://creativecommons.org/",)
"""Licences that the profile names; it has no word for GovData's."""

_RESOURCE_TYPES = {
    ContentKind.EXPERIMENT: ("experiment", "Experiment", "LearningResource"),
    ContentKind.GUIDE: ("text", "Text", "HowTo"),
    ContentKind.VIDEO: ("video", "Video", "VideoObject"),
}
_LEVELS = (
    ("level_1", "Primarbereich", 6, 10),
    ("level_2", "Sekundarbereich I", 10, 16),
    ("level_3", "Sekundarbereich II", 16, 19),
)
"""https://w3id.org/kim/educationalLevel/, with the ages in years that usually belong to them."""

_SUBJECTS = (
    "https://w3id.org/kim/hochschulfaechersystematik/",
    "http://w3id.org/kim/schulfaecher/",
)


def amb(item: Content, city: City, public_url: str) -> Node:
    """One resource. Plain German and sign language have no ISO 639-1 code: they are keywords."""
    address = public_url + page_path(item)
    kind = ContentKind(str(item.__struct_config__.tag))
    resource, label, sort = _RESOURCE_TYPES[kind]
    node: Node = {
        "@context": [_CONTEXT, {"@language": "de"}],
        "id": address,
        "type": list(dict.fromkeys(("LearningResource", sort))),
        "name": item.title,
        "description": item.summary or item.title,
        "inLanguage": [_iso(item.language)],
        "keywords": _keywords(item),
        "creator": [_creator(author) for author in item.authors],
        "publisher": [{"type": "Organization", "name": item.publisher, "id": city.website}],
        "learningResourceType": [_concept(_HCRT + resource, label)],
        "educationalLevel": _levels(item.audience),
        "about": _about(item, city),
        "isAccessibleForFree": True,
        "conditionsOfAccess": _concept(_NO_LOGIN, "Kein Login"),
        "dateCreated": item.created_at.date().isoformat(),
        "dateModified": item.modified_at.date().isoformat(),
        "datePublished": item.published_at.date().isoformat() if item.published_at else "",
        "license": _licence(item),
        "image": next(iter(absolute_pictures(item, public_url).values()), ""),
        "mainEntityOfPage": [{"id": address, "type": "WebContent"}],
        **(_film(item, public_url) if isinstance(item, Video) else {}),
    }
    return {name: value for name, value in node.items() if value not in ("", None, [], {})}


def _iso(language: str) -> str:
    """`de-simple` → `de`; sign language is listed with the language of its country."""
    return language_tag(language).partition("-")[0]


def _keywords(item: Content) -> list[str]:
    special = [language_name(item.language)] if item.language in (SIMPLE, SIGNED) else []
    return [*item.tags, *special]


def _creator(author: Author) -> Node:
    """A person, unless the name stands alone."""
    address = {"id": author.url} if author.url else {}
    if not author.organisation:
        return {"type": "Organization", "name": author.name, **address}
    affiliation = {"type": "Organization", "name": author.organisation}
    return {"type": "Person", "name": author.name, "affiliation": affiliation, **address}


def _levels(audience: Audience) -> list[Node]:
    """None for those who are made for everybody."""
    if not audience.age_from and audience.age_to is None:
        return []
    oldest = audience.age_to if audience.age_to is not None else 120
    return [
        _concept(f"https://w3id.org/kim/educationalLevel/{level}", label)
        for level, label, begin, end in _LEVELS
        if audience.age_from < end and oldest >= begin
    ]


def _about(item: Content, city: City) -> list[Node]:
    """The subjects of its fields, as far as the city's file names them."""
    topics = [topic for topic in city.fields if topic.slug in item.fields]
    subjects = [each for topic in topics for each in topic.subjects]
    known = [each for each in dict.fromkeys(subjects) if each.startswith(_SUBJECTS)]
    return [{"type": "Concept", "id": each} for each in known]


def _licence(item: Content) -> Node:
    url = TERMS[item.licence].url.removesuffix("deed.de")
    return {"id": url} if url.startswith(_OPEN) else {}


def _film(video: Video, public_url: str) -> Node:
    playback = shown_playback(video)
    seconds = video.duration_seconds
    files = playback.downloads if playback else ()
    return {
        "duration": f"PT{max(1, round(seconds))}S" if seconds else "",
        "encoding": [
            {
                "type": "MediaObject",
                "contentUrl": public_url + media_path(file.key),
                "encodingFormat": file.mime_type,
                "contentSize": str(file.bytes),
            }
            for file in files
        ],
        "caption": [
            {
                "type": "MediaObject",
                "id": public_url + media_path(each.key),
                "encodingFormat": "text/vtt",
                "inLanguage": _iso(each.language),
            }
            for each in (video.captions if playback else ())
        ],
    }


def _concept(address: str, label: str) -> Node:
    return {"type": "Concept", "id": address, "prefLabel": {"de": label}}
