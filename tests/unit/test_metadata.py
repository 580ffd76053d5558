"""What the head says of items, without a hub."""

from gateway.entity_tags import entity_tag, known
from gateway.pages.metadata import alternates, locale, shared_image, xml_text
from gateway.pages.metadata_kinds import DESCRIPTIONS


def test_plain_german_and_sign_language_are_german_elsewhere() -> None:
    assert [locale(tag) for tag in ("de", "de-simple", "gsg", "en", "xx")] == [
        *("de_DE", "de_DE", "de_DE", "en_GB", "xx")
    ]


def test_without_a_german_one_the_item_itself_is_for_all() -> None:
    item = {"language": "en", "path": "/a", "translations": [{"language": "tr", "path": "/b"}]}
    assert alternates(item) == [("en", "/a"), ("tr", "/b"), ("x-default", "/a")]


def test_a_drawing_is_not_shared_but_a_photo_is() -> None:
    photo = {"url": "/media/a.jpg", "width": 8, "height": 6, "alt": "Ein Haus"}
    assert shared_image({"cover": photo}) == photo
    drawing = {**photo, "url": "/media/a.svg"}
    assert shared_image({"cover": drawing})["url"] == "/assets/share.png"
    playback = {"posterUrl": "/media/p.jpg", "width": 16, "height": 9}
    found = shared_image({"cover": drawing, "playback": playback, "title": "Film"})
    assert found == {"url": "/media/p.jpg", "alt": "Film", "width": 16, "height": 9}


def test_what_xml_cannot_hold_is_left_out() -> None:
    assert xml_text("a\x00\x0b\ufffe\tb 🦆") == "a\tb 🦆"


def test_tags_are_compared_as_browsers_and_edges_write_them() -> None:
    tag = entity_tag("Seite")
    assert known(f'"x", {tag}', tag)
    assert known(tag.removeprefix("W/"), tag)
    assert known("*", tag)
    assert not known("", tag)
    assert not known(entity_tag("Andere"), tag)


FILM = {
    "title": "Was ist Feinstaub?",
    "canonicalUrl": "https://hub.example/videos/feinstaub",
    "publishedAt": "2026-03-01T12:00:00+00:00",
    "durationSeconds": 61.4,
    "cover": None,
    "chapters": [
        {"title": "Anfang", "startSeconds": 0.0},
        {"title": "Messen", "startSeconds": 20.6},
    ],
    "captions": [{"language": "de"}],
    "transcriptHtml": "",
    "signLanguage": {"playback": {}},
    "playback": {
        "posterUrl": "/media/p.jpg",
        "width": 1280,
        "height": 720,
        "downloads": [{"url": "/media/f.mp4", "mimeType": "video/mp4", "bytes": 5}],
    },
}


def test_chapters_are_clips_that_end_where_the_next_begins() -> None:
    node = DESCRIPTIONS["VIDEO"](FILM, "https://hub.example")
    assert node["duration"] == "PT61S"
    assert node["contentUrl"] == "https://hub.example/media/f.mp4"
    assert node["thumbnailUrl"] == "https://hub.example/media/p.jpg"
    assert [(c["startOffset"], c["endOffset"]) for c in node["hasPart"]] == [(0, 21), (21, 61)]
    assert node["hasPart"][1]["url"] == "https://hub.example/videos/feinstaub#t=20.6"
    assert node["accessibilityFeature"] == ["captions", "transcript", "signLanguage"]


def test_a_film_that_cannot_be_played_yet_is_no_video_object() -> None:
    node = DESCRIPTIONS["VIDEO"]({**FILM, "playback": None}, "https://hub.example")
    assert node["@type"] == "LearningResource"
