"""Draws a photo anew: `redraw.py SOURCE TARGET`. Run confined, as a program of its own.

Nothing of the file but its pixels reaches the target: no EXIF, no place, no thumbnail, no
profile. Writes width and height to standard output.
"""

import io
import sys

from PIL import Image, ImageCms, ImageOps

FORMATS = ("JPEG", "PNG", "WEBP")
MOST_PIXELS = 50_000_000
"""48 megapixels are what telephones take."""

LONGEST_SIDE = 1600
TOO_MANY_PIXELS = 3
NO_PICTURE = 4
_QUALITY = 82


def main(source: str, target: str) -> None:
    Image.MAX_IMAGE_PIXELS = None  # our own limit comes before anything is decoded
    try:
        with Image.open(source, formats=FORMATS) as image:
            if image.width * image.height > MOST_PIXELS:
                sys.exit(TOO_MANY_PIXELS)
            image.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
            drawn = _opaque(_upright(image))
    except (OSError, SyntaxError, ValueError):  # what its decoders raise at broken files
        sys.exit(NO_PICTURE)
    drawn.save(target, "JPEG", quality=_QUALITY, optimize=True, progressive=True)
    sys.stdout.write(f"{drawn.width} {drawn.height}\n")


def _upright(image: Image.Image) -> Image.Image:
    """Small, turned as the camera was held, in the colours that browsers expect."""
    profile = image.info.get("icc_profile")
    image.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
    upright = ImageOps.exif_transpose(image)
    return _srgb(upright, profile) if profile else upright


def _srgb(image: Image.Image, profile: bytes) -> Image.Image:
    """A profile that cannot be read costs the colours, not the photo."""
    try:
        given = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        converted = ImageCms.profileToProfile(
            image, given, ImageCms.createProfile("sRGB"), outputMode="RGB"
        )
    except (ImageCms.PyCMSError, OSError, ValueError):
        return image
    return converted or image


def _opaque(image: Image.Image) -> Image.Image:
    """On white paper, which knows nothing of what came with the file but its pixels."""
    paper = Image.new("RGB", image.size, "white")
    if image.has_transparency_data:
        seen = image.convert("RGBA")
        paper.paste(seen, mask=seen.getchannel("A"))
    else:
        paper.paste(image.convert("RGB"))
    return paper


if __name__ == "__main__":
    main(*sys.argv[1:])
