"""Pictures are known by their bytes; drawings that could run or fetch something are refused."""

from pathlib import Path

import pytest

import infra.seed
from shared.contracts.errors import Invalid
from shared.kit.content.images import sniff

DRAWINGS = sorted((Path(infra.seed.__file__).parent / "images").glob("*.svg"))
OPEN = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">'


def drawing(content: str, before: str = "") -> bytes:
    return f"{before}{OPEN}{content}</svg>".encode()


@pytest.mark.parametrize(
    ("data", "mime_type"),
    [
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "image/jpeg"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "image/png"),
        (b"RIFF\x24\x00\x00\x00WEBPVP8 ", "image/webp"),
        (drawing("<path d='M0 0'/>"), "image/svg+xml"),
        (drawing("", "<?xml version='1.0' encoding='UTF-8'?>\n<!-- Stadt -->\n"), "image/svg+xml"),
        (drawing("", "\ufeff"), "image/svg+xml"),
    ],
)
def test_pictures_are_known_by_their_bytes(data: bytes, mime_type: str) -> None:
    assert sniff(data) == mime_type


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"GIF89a\x01\x00\x01\x00",
        b"RIFF\x24\x00\x00\x00WAVEfmt ",
        b"%PDF-1.7",
        b"<!doctype html><html><script>alert(1)</script></html>",
        b"\xff\xd8",
        b"\x89PNG\n",
        b" " * 1000 + b"<svg></svg>",
    ],
)
def test_what_is_no_picture_is_refused(data: bytes) -> None:
    with pytest.raises(Invalid, match="kein JPEG-, PNG-, WebP- oder SVG-Bild") as caught:
        sniff(data)
    assert caught.value.field == "key"


@pytest.mark.parametrize(
    "content",
    [
        "<script>alert(1)</script>",
        "<SCRIPT href='#x'/>",
        "< script>alert(1)</script>",
        "<script\n>alert(1)</script>",
        "<rect onload='alert(1)'/>",
        "<rect\nonclick = 'alert(1)'/>",
        "<rect ONMOUSEOVER='alert(1)'/>",
        "<a href='https://evil.example'><text>x</text></a>",
        "<image href='http://evil.example/pixel.png'/>",
        '<image xlink:href = "//evil.example/pixel.png"/>',
        "<use href='other.svg#x'/>",
        "<a href='javascript:alert(1)'/>",
        "<a href='data:text/html,x'/>",
        "<animate values='javascript:alert(1)'/>",
        "<foreignObject><p>x</p></foreignObject>",
        "<foreignobject/>",
        "<iframe/>",
        "<embed/>",
        "<object/>",
    ],
)
def test_active_drawings_are_refused(content: str) -> None:
    with pytest.raises(Invalid, match="SVG-Bild"):
        sniff(drawing(content))


@pytest.mark.parametrize(
    "before",
    [
        "<!DOCTYPE svg [<!ENTITY x 'y'>]>",
        "<!DOCTYPE svg [<!ENTITY % x SYSTEM 'file:///etc/passwd'>]>",
        "<?xml-stylesheet href='https://evil.example/x.css'?>",
    ],
)
def test_active_prologues_are_refused(before: str) -> None:
    with pytest.raises(Invalid, match="SVG-Bild"):
        sniff(drawing("", before))


@pytest.mark.parametrize(
    "content",
    [
        "<defs><g id='x'/></defs><use href='#x'/><use xlink:href=\"#x\"/>",
        "<image href='data:image/png;base64,iVBORw0KGgo='/>",
        "<text>Messung online: gut</text>",
        "<style>.a{fill:#008c7e}</style><rect class='a'/>",
        "<linearGradient id='g'/><rect fill='url(#g)'/>",
        "<title>Beschreibung</title><desc>Objekt</desc>",
    ],
)
def test_harmless_drawings_pass(content: str) -> None:
    assert sniff(drawing(content)) == "image/svg+xml"


@pytest.mark.parametrize("path", DRAWINGS, ids=lambda path: path.stem)
def test_the_demo_drawings_pass(path: Path) -> None:
    assert sniff(path.read_bytes()) == "image/svg+xml"


def test_there_are_demo_drawings() -> None:
    assert len(DRAWINGS) > 20
