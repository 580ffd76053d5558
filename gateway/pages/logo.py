"""The city's logo: one picture beside the city file, read once."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

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
    return Logo(f"/stadt/logo-{mark}{file.suffix}", TYPES[file.suffix], data)
