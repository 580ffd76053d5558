"""A printed sheet, read back: what a person sees, and what a screen reader goes through."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from pypdf import PdfReader


class Sheet:
    """One PDF."""

    def __init__(self, pdf: bytes) -> None:
        self._reader = PdfReader(BytesIO(pdf), strict=True)
        self.root: Any = self._reader.root_object
        self.pages = self._reader.pages

    @property
    def text(self) -> str:
        """Of all pages, with plain spaces."""
        told = "\n".join(page.extract_text() for page in self.pages)
        return told.replace("\N{NO-BREAK SPACE}", " ")

    @property
    def metadata(self) -> str:
        """The XMP packet."""
        data: bytes = self.root["/Metadata"].get_data()
        return data.decode()

    @property
    def claims_accessibility(self) -> bool:
        """Whether it says that it is PDF/UA-1."""
        return "<pdfuaid:part>1<" in self.metadata and bool(self.root["/MarkInfo"]["/Marked"])

    def tags(self) -> Iterator[Any]:
        """Every structure element, in reading order."""
        yield from _below(self.root["/StructTreeRoot"])

    def figures(self) -> list[str]:
        """The alternative texts of the pictures."""
        return [str(tag["/Alt"]) for tag in self.tags() if tag["/S"] == "/Figure"]

    def links(self) -> list[str]:
        """Where its links lead."""
        notes = [note.get_object() for page in self.pages for note in page.get("/Annots", [])]
        return [str(note["/A"]["/URI"]) for note in notes if note["/Subtype"] == "/Link"]


def _below(node: Any) -> Iterator[Any]:
    children = node.get("/K", [])
    for child in children if isinstance(children, list) else [children]:
        opened = child.get_object()
        if isinstance(opened, dict) and "/S" in opened:
            yield opened
            yield from _below(opened)
