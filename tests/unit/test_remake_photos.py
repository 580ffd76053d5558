"""Photos are drawn anew: only pixels pass, and only so many."""

import io

import pytest
from PIL import Image

from services.remakes.photos import _drawn
from shared.contracts.errors import Invalid
from tests.photograph import GPS, bomb, jpeg, of_two, png, printers, webp

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HARMLESS_SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><circle r="9"/></svg>'


async def drawn(data: bytes) -> Image.Image:
    made, width, height = await _drawn(data)
    image = Image.open(io.BytesIO(made))
    assert image.format == "JPEG"
    assert image.size == (width, height)
    return image


async def test_place_and_camera_are_gone() -> None:
    sent = jpeg()
    assert Image.open(io.BytesIO(sent)).getexif().get_ifd(GPS)
    for trace in (b"Geheime Kamera", b"Geheime Notiz", b"Geheimer Ort"):
        assert trace in sent
    made, *_ = await _drawn(sent)
    image = Image.open(io.BytesIO(made))
    assert not image.getexif()
    assert set(image.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density", "progressive",
                               "progression"}  # fmt: skip
    for trace in (b"Geheim", b"Exif", b"ICC_PROFILE", b"adobe"):
        assert trace not in made


async def test_it_stands_upright_as_the_camera_was_held() -> None:
    image = await drawn(jpeg(60, 40, turned=6))  # turned clockwise: left becomes the top
    assert image.size == (40, 60)
    top, bottom = image.getpixel((20, 8)), image.getpixel((20, 52))
    assert isinstance(top, tuple)
    assert isinstance(bottom, tuple)
    assert (top[0] > 200, top[2] < 60) == (True, True)
    assert (bottom[2] > 200, bottom[0] < 60) == (True, True)


async def test_large_photos_become_small() -> None:
    assert max((await drawn(jpeg(4000, 3000))).size) == 1600


@pytest.mark.parametrize(
    "data", [png(), png(mode="L"), png(mode="P"), webp(), printers(), of_two()]
)
async def test_other_forms_become_jpeg(data: bytes) -> None:
    assert (await drawn(data)).mode == "RGB"


async def test_what_is_transparent_becomes_white() -> None:
    assert (await drawn(png())).getpixel((5, 5)) == (255, 255, 255)


async def test_a_bomb_of_pixels_is_refused_before_it_is_unpacked() -> None:
    data = bomb()
    assert len(data) < 1_000_000
    with pytest.raises(Invalid, match="mehr als 50 Megapixel") as refused:
        await _drawn(data)
    assert refused.value.field == "photo"


@pytest.mark.parametrize(
    "data",
    [
        SVG,
        HARMLESS_SVG,
        b"<!doctype html><script>alert(1)</script>",
        b"GIF89a\x01\x00\x01\x00\x00\x00\x00;",
        b"%PDF-1.7",
        b"",
        b"\xff\xd8\xff" + b"\x00" * 500,
        b"\x89PNG\r\n\x1a\n" + b"<html>",
        b"RIFF\x24\x00\x00\x00WEBPVP8 " + b"\xff" * 200,
    ],
)
async def test_what_is_no_photo_is_refused(data: bytes) -> None:
    with pytest.raises(Invalid, match="kein Foto"):
        await _drawn(data)


async def test_a_photo_that_was_cut_off_is_refused() -> None:
    whole = jpeg(2000, 1500)
    with pytest.raises(Invalid, match="kein Foto"):
        await _drawn(whole[: len(whole) // 2])
