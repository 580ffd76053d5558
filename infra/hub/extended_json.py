"""MongoDB Extended JSON v2, canonical: every value keeps its type. One document per line."""

from typing import Any

from bson import json_util

_CANONICAL = json_util.JSONOptions(json_mode=json_util.JSONMode.CANONICAL, tz_aware=True)


def to_line(document: dict[str, Any]) -> str:
    """The document with a line end."""
    return json_util.dumps(document, json_options=_CANONICAL, ensure_ascii=False) + "\n"


def from_line(line: bytes) -> dict[str, Any]:
    """What `to_line` was given."""
    document: dict[str, Any] = json_util.loads(line.decode(), json_options=_CANONICAL)
    return document
