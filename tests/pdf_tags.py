"""The tag tree of a PDF: what a screen reader goes through."""

from collections.abc import Iterator
from typing import Any

import pikepdf


def tags_of(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Dictionary]:
    """Every structure element, in reading order."""
    yield from _below(pdf.Root.StructTreeRoot)


def _below(node: Any) -> Iterator[pikepdf.Dictionary]:
    children = node.get("/K", [])
    for child in children if isinstance(children, pikepdf.Array) else [children]:
        if isinstance(child, pikepdf.Dictionary) and "/S" in child:
            yield child
            yield from _below(child)
