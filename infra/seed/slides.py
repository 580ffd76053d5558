"""Draws a scene's slides as SVG from the same illustrations that the pages show, then as PNG."""

import re
from functools import cache
from html import escape

import resvg_py

from infra.seed.items import FOLDER
from infra.seed.narration import IMAGES, Scene

WIDTH, HEIGHT = 1280, 720
FONT = "Atkinson Hyperlegible Next"
FONT_FILES = [str(file) for file in sorted((FOLDER / "fonts").glob("*.ttf"))]
DEEP, TEAL, CORAL, SAND, INK = "#0b4a5a", "#1f8a8c", "#e4572e", "#f6f1e7", "#14242b"
PANEL = 600
"""The width of the text beside a drawing, in pixels."""


def png(scene: Scene, lines: int) -> bytes:
    """The slide with its first `lines` lines, 1280 by 720 pixels."""
    body = _wide(scene, lines) if scene.layout == "wide" else _side(scene, lines)
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}">'
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{SAND}"/>{body}</svg>'
    )
    return bytes(
        resvg_py.svg_to_bytes(
            svg_string=svg,
            width=WIDTH,
            skip_system_fonts=True,
            font_files=FONT_FILES,
            font_family=FONT,
            sans_serif_family=FONT,
        )
    )


def _side(scene: Scene, lines: int) -> str:
    """Text on the left, the drawing fills the right."""
    heading = _heading(scene.heading)
    parts = [_drawing(scene, PANEL, 0, WIDTH - PANEL, HEIGHT)]
    parts += [_text(70, 190 + i * 58, part, 50, DEEP, 700) for i, part in enumerate(heading)]
    top = 190 + len(heading) * 58
    parts.append(f'<rect x="70" y="{top - 18}" width="90" height="8" rx="4" fill="{CORAL}"/>')
    for number, line in enumerate(scene.lines[:lines]):
        y = top + 70 + number * 62
        parts.append(f'<circle cx="82" cy="{y - 10}" r="10" fill="{TEAL}"/>')
        parts.append(_text(112, y, line, 30, INK, 400))
    return "".join(parts)


def _wide(scene: Scene, lines: int) -> str:
    """Heading and the newest line above the whole drawing."""
    parts = [_drawing(scene, 140, 142, 1000, 562), _text(140, 74, scene.heading, 46, DEEP, 700)]
    if lines:
        parts.append(f'<circle cx="152" cy="108" r="10" fill="{TEAL}"/>')
        parts.append(_text(180, 119, scene.lines[lines - 1], 32, INK, 400))
    return "".join(parts)


def _heading(text: str) -> list[str]:
    """One or two lines that fit the panel."""
    if len(text) <= 20:
        return [text]
    middle = min(
        (m.start() for m in re.finditer(" ", text)), key=lambda at: abs(at - len(text) / 2)
    )
    return [text[:middle], text[middle + 1 :]]


def _text(x: int, y: int, text: str, size: int, colour: str, weight: int) -> str:
    return (
        f'<text x="{x}" y="{y}" font-family="{FONT}" font-size="{size}" '
        f'font-weight="{weight}" fill="{colour}">{escape(text)}</text>'
    )


def _drawing(scene: Scene, x: int, y: int, width: int, height: int) -> str:
    view = " ".join(map(str, scene.view))
    return (
        f'<svg x="{x}" y="{y}" width="{width}" height="{height}" viewBox="{view}" '
        f'preserveAspectRatio="xMidYMid slice">{_inside(scene.drawing)}</svg>'
    )


@cache
def _inside(drawing: str) -> str:
    """What is between an SVG file's outermost tags."""
    svg = (IMAGES / drawing).read_text(encoding="utf-8")
    return re.sub(r"^\s*<svg[^>]*>|</svg>\s*$", "", svg)
