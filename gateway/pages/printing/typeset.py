"""Sets one sheet: `typeset.py JOB FONTS`; the PDF goes to `sheet.pdf` in the job's folder.

Runs as a script in a confined process of its own, so that a hostile picture or text costs this
process and nothing else.
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typst


def _attempts(data: dict[str, Any]) -> Iterator[tuple[dict[str, Any], list[str]]]:
    """As it should be; without the pictures; at last without the claim to be PDF/UA."""
    bare = {**data, "pictures": {}}
    yield data, ["ua-1"]
    yield bare, ["ua-1"]
    yield bare, []


def _set(job: Path, fonts: typst.Fonts, data: dict[str, Any], standards: list[Any]) -> bytes:
    (job / "data.json").write_text(json.dumps(data), encoding="utf-8")
    template = Path(__file__).with_name("sheet.typ").read_bytes()
    made = {"pdf_standards": standards, "timestamp": data["modified"]}
    pdf = typst.compile(template, root=job, font_paths=fonts, **made)
    if not isinstance(pdf, bytes):
        raise TypeError("Typst gave no PDF.")
    return pdf


def main(job: Path, folder: str) -> None:
    """Writes the PDF, or says on standard error why each attempt failed and exits with 1."""
    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder]
    )
    data = json.loads((job / "data.json").read_text(encoding="utf-8"))
    for attempt, standards in _attempts(data):
        try:
            (job / "sheet.pdf").write_bytes(_set(job, fonts, attempt, standards))
        except typst.TypstError as error:
            sys.stderr.write(f"{error.message}\n")
        else:
            return
    sys.exit(1)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
