"""Photographs as telephones take them, and files that only look like some."""

import io
import struct
import zlib

from PIL import Image

GPS = 0x8825
ORIENTATION = 0x0112
MAKER = 0x010F
XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/">Geheimer Ort</x:xmpmeta>'


def jpeg(width: int = 60, height: int = 40, *, turned: int = 1) -> bytes:
    """Left half red, right half blue; with the place, the camera and how it was held (EXIF)."""
    image = Image.new("RGB", (width, height), "red")
    image.paste("blue", (width // 2, 0, width, height))
    exif = Image.Exif()
    exif[MAKER] = "Geheime Kamera"
    exif[ORIENTATION] = turned
    place = {1: "N", 2: (51.0, 22.0, 30.0), 3: "E", 4: (7.0, 41.0, 0.0)}
    exif._ifds[GPS] = place  # Pillow has no public way to write this part
    exif[GPS] = place
    return _saved(image, "JPEG", exif=exif, quality=95, comment=b"Geheime Notiz", xmp=XMP)


def printers() -> bytes:
    """In the four colours of printers."""
    return _saved(Image.new("CMYK", (30, 20), "red"), "JPEG")


def of_two() -> bytes:
    """Two pictures in one file, as telephones with two lenses write it (MPO)."""
    second = Image.new("RGB", (30, 20), "blue")
    image = Image.new("RGB", (30, 20), "red")
    return _saved(image, "MPO", save_all=True, append_images=[second])


def png(*, mode: str = "RGBA") -> bytes:
    """Wholly transparent."""
    return _saved(Image.new(mode, (30, 20), 0), "PNG")


def webp() -> bytes:
    return _saved(Image.new("RGB", (30, 20), "green"), "WEBP")


def _saved(image: Image.Image, form: str, **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, form, **options)
    return out.getvalue()


def bomb(side: int = 40_000) -> bytes:
    """A small PNG that says it has `side` × `side` pixels, and has them: all zeros."""

    def chunk(name: bytes, body: bytes) -> bytes:
        check = zlib.crc32(name + body)
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", check)

    head = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    line = bytes(1 + side // 8)
    packer = zlib.compressobj(9)
    pixels = b"".join(packer.compress(line * 100) for _ in range(side // 100)) + packer.flush()
    parts = chunk(b"IHDR", head) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + parts
