"""Collects what the pages say and brings the translations up to date: `make messages`.

`--check` writes nothing, and fails where a text is new, gone or not translated.
"""

import json
import sys
from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po

from gateway.interface.language import ENGLISH, ENGLISH_FILE
from gateway.messages.scripts import extract_typescript
from gateway.messages.tables import texts

GATEWAY = Path(__file__).parents[1]
INTERFACE = GATEWAY / "interface"
SCRIPTS = GATEWAY / "web" / "src"
SCRIPTS_FILE = SCRIPTS / "messages" / "en.json"
_KEYWORDS: dict[str, Any] = {
    "_": None, "N_": None, "t": None, "gettext": None, "ngettext": (1, 2), "count": (2, 3),
}  # fmt: skip
_JINJA = {"extensions": "jinja2.ext.i18n", "trimmed": "true", "silent": "false"}
_SOURCES: tuple[tuple[Path, str, Any, dict[str, str]], ...] = (
    (GATEWAY, "*.py", "python", {}),
    (GATEWAY / "pages" / "templates", "*.html", "jinja2.ext:babel_extract", _JINJA),
    (SCRIPTS, "*.ts", extract_typescript, {}),
)
Text = str | tuple[str, ...]
"""One text, or the singular and the plural."""


def _said() -> Iterator[tuple[Text, str]]:
    """Each German text and the file that says it."""
    for folder, pattern, method, options in _SOURCES:
        for path in sorted(folder.rglob(pattern)):
            if "node_modules" in path.parts or path.is_relative_to(INTERFACE):
                continue
            with path.open("rb") as file:
                found = extract(method, file, _KEYWORDS, (), options)
                yield from ((text, _place(path)) for _, text, _, _ in found)
    yield from texts()


def _place(path: Path) -> str:
    return path.relative_to(GATEWAY).as_posix()


def collected(translated: Catalog) -> Catalog:
    """All texts as they are said now, with the translations that there are."""
    catalog = Catalog(locale=ENGLISH)
    for text, place in _said():
        catalog.add(text, locations=[(place, 0)])
    for message in catalog:
        known = translated.get(message.id) if message.id else None
        if known and not known.fuzzy:
            message.string = known.string
    return catalog


def missing(catalog: Iterable[Any]) -> list[Text]:
    """What is not translated."""
    return [message.id for message in catalog if message.id and not _whole(message)]


def for_scripts(catalog: Catalog) -> str:
    """What the browser's code says, as JSON by the German."""
    chosen = {
        _parts(message.id)[0]: message.string if _whole(message) else message.id
        for message in catalog
        if message.id and any(place.startswith("web/") for place, _ in message.locations)
    }
    return json.dumps(chosen, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _whole(message: Any) -> bool:
    return all(_parts(message.string) or ("",))


def _parts(text: Any) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text or ())


def _written(catalog: Catalog) -> bytes:
    file = BytesIO()
    write_po(file, catalog, width=100, omit_header=True, sort_output=True, include_lineno=False)
    return file.getvalue()


def _tell(line: str) -> None:
    sys.stderr.write(f"{line}\n")


def main(arguments: list[str]) -> int:
    with ENGLISH_FILE.open("rb") as file:
        catalog = collected(read_po(file))
    files = {ENGLISH_FILE: _written(catalog), SCRIPTS_FILE: for_scripts(catalog).encode()}
    for message in missing(catalog):
        _tell(f"Not translated: {message}")
    if "--check" not in arguments:
        for path, content in files.items():
            path.write_bytes(content)
        return 0
    old = [path for path, content in files.items() if path.read_bytes() != content]
    for path in old:
        _tell(f"{path.name} is not what the code says. Run: make messages")
    return 1 if old or missing(catalog) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
