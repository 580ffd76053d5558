"""What the head says of items, without a hub."""

from gateway.pages.entity_tags import entity_tag, known
from gateway.pages.metadata import alternates, locale, shared_image, xml_text


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
