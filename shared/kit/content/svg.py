"""Which SVG pictures are harmless: those of drawn shapes alone."""

import re
from xml.etree.ElementTree import Element, ParseError, fromstring

from shared.contracts.errors import Invalid

_ELEMENTS = {
    *("svg", "g", "defs", "title", "desc", "metadata", "style", "use", "symbol", "marker"),
    *("path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "image"),
    *("text", "tspan", "textPath", "clipPath", "mask", "pattern", "filter"),
    *("linearGradient", "radialGradient", "stop", "feBlend", "feColorMatrix", "feComposite"),
    *("feDropShadow", "feFlood", "feGaussianBlur", "feMerge", "feMergeNode", "feOffset"),
}
_DECLARATION = re.compile(r"<!(?!--|\[CDATA\[)|<\?(?!xml\s)")
_OWN = re.compile(r"#|data:image/(?:png|jpeg|webp);")
_FOREIGN = re.compile(
    r"@import|expression\s*\(|javascript:|\\|url\(\s*['\"]?(?!\s*['\"]?(?:#|data:image/))",
    re.IGNORECASE,
)


def check_svg(data: bytes) -> None:
    """`Invalid` for what is no SVG, or holds programs, declarations or foreign addresses."""
    try:
        text = data.decode("utf-8")
        if _DECLARATION.search(text):
            raise Invalid("Das SVG-Bild enthält Anweisungen, die hier nicht erlaubt sind.")
        root = fromstring(text)  # noqa: S314 - without declarations there are no entities
    except (UnicodeDecodeError, ParseError):
        raise Invalid("Das SVG-Bild ist beschädigt.", field="key") from None
    if not all(_harmless(element) for element in root.iter()):
        raise Invalid("Das SVG-Bild enthält Programme oder fremde Adressen.", field="key")


def _harmless(element: Element) -> bool:
    return (
        _local(str(element.tag)) in _ELEMENTS
        and not _FOREIGN.search(element.text or "")
        and all(_harmless_attribute(_local(name), value) for name, value in element.items())
    )


def _harmless_attribute(name: str, value: str) -> bool:
    if name.lower().startswith("on") or _FOREIGN.search(value):
        return False
    return name not in ("href", "src", "base") or bool(_OWN.match(value.strip()))


def _local(name: str) -> str:
    return name.rpartition("}")[2]
