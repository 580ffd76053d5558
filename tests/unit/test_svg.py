"""To be added to the list of active drawings in tests/unit/test_images.py."""

import pytest

from shared.contracts.errors import Invalid
from shared.kit.content.images import sniff

SVG = '<svg xmlns="http://www.w3.org/2000/svg"'


@pytest.mark.parametrize(
    "data",
    [
        f'{SVG} xmlns:s="http://www.w3.org/2000/svg"><s:script>alert(1)</s:script></svg>'.encode(),
        f'<!DOCTYPE svg [<!ATTLIST svg onload CDATA "alert(1)">]>{SVG}></svg>'.encode(),
        b"\xff\xfe"
        + "<!--".encode("utf-16-le")
        + b"<svg"
        + f"-->{SVG}><script>alert(1)</script></svg>".encode("utf-16-le"),
        f"{SVG}><style>@import 'https://evil.example/x.css';</style></svg>".encode(),
        f"{SVG}><rect fill='url(https://evil.example/x.svg#g)'/></svg>".encode(),
        f"{SVG}><animate attributeName='href' values='java&#115;cript:a()'/></svg>".encode(),
    ],
)
def test_active_drawings_are_refused(data: bytes) -> None:
    with pytest.raises(Invalid, match="SVG-Bild"):
        sniff(data)
