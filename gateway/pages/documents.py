"""The pages' GraphQL documents, read once: a query per file, all fragments in one file."""

import re
from pathlib import Path

FOLDER = Path(__file__).parent / "queries"
FRAGMENTS = "fragments"
SPREAD = re.compile(r"\.\.\.\s*(?!on\b)(\w+)")
DEFINITION = re.compile(r"^fragment (\w+) on .*?^}", re.MULTILINE | re.DOTALL)


def _needed(text: str, fragments: dict[str, str]) -> dict[str, str]:
    """The fragments that a text names, and those that they name; GraphQL refuses unused ones."""
    needed: dict[str, str] = {}
    names = SPREAD.findall(text)
    while names:
        name = names.pop()
        if name not in needed:
            needed[name] = fragments[name]
            names += SPREAD.findall(fragments[name])
    return needed


def load_documents(folder: Path = FOLDER) -> dict[str, str]:
    """Complete documents by the name of their file. Raises KeyError for a missing fragment."""
    source = (folder / f"{FRAGMENTS}.graphql").read_text(encoding="utf-8")
    fragments = {match.group(1): match.group(0) for match in DEFINITION.finditer(source)}
    texts = {
        path.stem: path.read_text(encoding="utf-8")
        for path in folder.glob("*.graphql")
        if path.stem != FRAGMENTS
    }
    return {
        name: "\n".join([text, *_needed(text, fragments).values()]) for name, text in texts.items()
    }
