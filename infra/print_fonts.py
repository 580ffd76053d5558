"""Makes the fonts of printed sheets from those of the pages, and lists what they can show.

Typst reads no WOFF2, and a family in parts only under a name for each part. Run once after the
fonts of the pages have changed: `python -m infra.print_fonts FOLDER`, where FOLDER holds
`DejaVuSans.ttf` and `DejaVuSans-Bold.ttf` for what the pages' fonts do not have.
"""

import json
import sys
from collections.abc import Iterable
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

ROOT = Path(__file__).parents[1]
PAGES = ROOT / "gateway/web/node_modules/@fontsource-variable"
PRINT = ROOT / "gateway/pages/printing/fonts"
PARTS = {
    "atkinson-hyperlegible-next": (
        "latin-wght-normal",
        "latin-wght-italic",
        "latin-ext-wght-normal",
    ),
    "bricolage-grotesque": ("latin-wght-normal", "latin-ext-wght-normal"),
}
FAMILIES = {
    "atkinson-hyperlegible-next": "Atkinson Hyperlegible Next",
    "bricolage-grotesque": "Bricolage Grotesque",
}
OTHER_SCRIPTS = (
    *((0x20, 0x24F), (0x300, 0x6FF), (0x750, 0x77F), (0x10A0, 0x10FF), (0x1E00, 0x1FFF)),
    *((0x2000, 0x27BF), (0xFB50, 0xFDFF), (0xFE70, 0xFEFC), (0x1F400, 0x1F6FF)),
)
FAMILY_NAMES = (1, 3, 4, 6, 16)


def renamed(font: TTFont, family: str) -> TTFont:
    """The font under a family name of its own."""
    names = font["name"]
    for record in list(names.names):
        if record.nameID in FAMILY_NAMES:
            names.setName(family, record.nameID, record.platformID, record.platEncID, record.langID)
    return font


def from_pages() -> Iterable[Path]:
    for package, parts in PARTS.items():
        for part in parts:
            font = TTFont(PAGES / package / "files" / f"{package}-{part}.woff2")
            font.flavor = None
            extended = " Extended" if "-ext-" in part else ""
            target = PRINT / f"{package}-{part}.ttf"
            renamed(font, FAMILIES[package] + extended).save(target)
            yield target


def from_dejavu(folder: Path) -> Iterable[Path]:
    wanted = {code for first, last in OTHER_SCRIPTS for code in range(first, last + 1)}
    for name in ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf"):
        font = TTFont(folder / name)
        options = Options(layout_features=["*"], notdef_outline=True, name_IDs=["*"])
        subsetter = Subsetter(options)
        subsetter.populate(unicodes=wanted)
        subsetter.subset(font)
        font.save(PRINT / name)
        yield PRINT / name


def ranges(codes: Iterable[int]) -> list[list[int]]:
    """First and last of each run of code points."""
    found: list[list[int]] = []
    for code in sorted(codes):
        if found and code == found[-1][1] + 1:
            found[-1][1] = code
        else:
            found.append([code, code])
    return found


def main(dejavu: Path) -> None:
    files = [*from_pages(), *from_dejavu(dejavu)]
    codes = {code for file in files for code in TTFont(file).getBestCmap()}
    (PRINT / "coverage.json").write_text(json.dumps(ranges(codes), separators=(",", ":")) + "\n")
    print(f"{len(files)} fonts, {len(codes)} characters")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
