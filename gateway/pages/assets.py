"""The built browser code: file names with hashes, as the build's manifest tells them."""

import base64
import hashlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec

BASE = "/assets/"
FONT = ".woff2"
TEXTS = "src/messages/"
COMPONENT = "hub-embed-1.js"
PRELOADED = ("-latin-wght-normal.woff2", "-latin-opsz-normal.woff2")


class AssetsMissing(Exception):
    """The browser code has not been built."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What a page links to for one entry of the build; all are paths on the own origin."""

    script: str
    styles: tuple[str, ...] = ()
    modules: tuple[str, ...] = ()
    style_hashes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Script:
    """A script for others' pages: its path, and its hash as `integrity` takes it (W3C SRI)."""

    path: str
    integrity: str


@dataclass(frozen=True, slots=True)
class Assets:
    """The entries by name (`site`, `player`, `redaktion`, `graphiql`, …), the component for
    others' pages, the fonts to preload, the browser code's texts in other languages of the
    interface, and the service worker's text.
    """

    entries: dict[str, Entry]
    component: Script
    fonts: tuple[str, ...] = ()
    texts: dict[str, str] = field(default_factory=dict)
    worker: bytes = b""

    def __getitem__(self, name: str) -> Entry:
        return self.entries[name]


def load_assets(dist: Path) -> Assets:
    """Reads `manifest.json` and `style-hashes.json` below `dist`. Raises AssetsMissing."""
    try:
        manifest = msgspec.json.decode((dist / "manifest.json").read_bytes())
        hashes = msgspec.json.decode((dist / "style-hashes.json").read_bytes())
        worker = (dist / "offline-worker.js").read_bytes()
        component = _script(dist / COMPONENT)
    except FileNotFoundError as error:
        raise AssetsMissing(f"There is no {error.filename}: build gateway/web first.") from error
    entries = {
        Path(source).stem: _entry(manifest, source, tuple(hashes.get(source, ())))
        for source, chunk in manifest.items()
        if chunk.get("isEntry")
    }
    files = sorted({chunk["file"] for chunk in manifest.values()} | _linked(manifest))
    fonts = tuple(BASE + file for file in files if _preloaded(file))
    return Assets(entries, component, fonts, _texts(manifest), worker)


def _script(file: Path) -> Script:
    digest = base64.b64encode(hashlib.sha384(file.read_bytes()).digest()).decode()
    return Script(BASE + file.name, f"sha384-{digest}")


def _texts(manifest: dict[str, Any]) -> dict[str, str]:
    """The chunk by the language's tag."""
    return {
        Path(source).stem: BASE + chunk["file"]
        for source, chunk in manifest.items()
        if source.startswith(TEXTS)
    }


def _linked(manifest: dict[str, Any]) -> set[str]:
    return {asset for chunk in manifest.values() for asset in chunk.get("assets", ())}


def _preloaded(file: str) -> bool:
    if not file.endswith(FONT):
        return False
    name = file.removesuffix(FONT).rsplit("-", 1)[0] + FONT
    return name.endswith(PRELOADED)


def _entry(manifest: dict[str, Any], source: str, style_hashes: tuple[str, ...]) -> Entry:
    names = [source]
    for name in names:
        names += [more for more in manifest[name].get("imports", ()) if more not in names]
    chunks = [manifest[name] for name in names]
    styles = dict.fromkeys(css for chunk in chunks for css in chunk.get("css", ()))
    return Entry(
        script=BASE + chunks[0]["file"],
        styles=tuple(BASE + css for css in styles),
        modules=tuple(BASE + chunk["file"] for chunk in chunks[1:]),
        style_hashes=style_hashes,
    )
