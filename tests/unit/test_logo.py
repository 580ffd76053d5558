"""The city's logo, as a picture beside its file."""

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from gateway.pages.logo import LogoUnusable, load_logo


def test_a_picture_tells_its_size_and_a_drawing_fits_everywhere(tmp_path: Path) -> None:
    picture = BytesIO()
    Image.new("RGB", (200, 100)).save(picture, "PNG")
    (tmp_path / "logo.png").write_bytes(picture.getvalue())
    (tmp_path / "logo.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    sizes = [load_logo(tmp_path / "city.toml", name) for name in ("logo.png", "logo.svg")]
    assert [logo.sizes for logo in sizes if logo] == ["200x100", "any"]


@pytest.mark.parametrize("data", [b"", b"no picture", b"\x89PNG\r\n\x1a\n"])
def test_what_is_no_picture_is_refused(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "logo.png").write_bytes(data)
    with pytest.raises(LogoUnusable):
        load_logo(tmp_path / "city.toml", "logo.png")
    with pytest.raises(LogoUnusable):
        load_logo(tmp_path / "city.toml", "missing.png")
