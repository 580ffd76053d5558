"""The city's logo: one picture beside the city file, read once."""

import hashlib
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from PIL import Image

MOST_BYTES = 512 * 1024
TYPES = {".svg": "image/svg+xml", ".png": "image/png", ".webp": "image/webp"}


class LogoUnusable(Exception):
    """The city file names a logo that is not there or too large."""


@dataclass(frozen=True, slots=True)
class Logo:
    """The picture and its place on the hub, which changes with it."""

    path: str
    media_type: str
    data: bytes
    sizes: str
    """`any` for a drawing, else width and height in pixels, `512x512`."""


def load_logo(city_file: Path, name: str) -> Logo | None:
    """None where the city has no logo of its own. Raises LogoUnusable."""
    if not name:
        return None
    file = city_file.parent / name
    try:
        data = file.read_bytes()
    except OSError as error:
        raise LogoUnusable(f"{file}: {error.strerror}") from error
    if len(data) > MOST_BYTES:
        raise LogoUnusable(f"{file} is larger than {MOST_BYTES} bytes.")
    mark = hashlib.sha256(data).hexdigest()[:12]
    path = f"/stadt/logo-{mark}{file.suffix}"
    return Logo(path, TYPES[file.suffix], data, _sizes(file, data))


def _sizes(file: Path, data: bytes) -> str:
    if file.suffix == ".svg":
        return "any"
    try:
        with Image.open(BytesIO(data)) as picture:
            return f"{picture.width}x{picture.height}"
    except OSError as error:  # what Pillow says of a file that it cannot read
        raise LogoUnusable(f"{file} is no picture.") from error
