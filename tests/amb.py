"""The profile that AMB resources must keep: its own JSON Schemas, with formats checked."""

import json
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from jsonschema import Draft7Validator, FormatChecker
from referencing import Registry, Resource

_SCHEMAS = Path(__file__).parent / "data/amb-20231019"


def _moment(text: object) -> bool:
    return isinstance(text, str) and "T" in text and bool(datetime.fromisoformat(text))


def _uri(text: object) -> bool:
    return isinstance(text, str) and urlsplit(text).scheme in {"http", "https"}


_FORMATS = FormatChecker()
_FORMATS.checks("date-time", raises=ValueError)(_moment)
_FORMATS.checks("uri", raises=ValueError)(_uri)


@cache
def _profile() -> Draft7Validator:
    schemas = [json.loads(path.read_text()) for path in _SCHEMAS.glob("*.json")]
    resources = [(schema["$id"], Resource.from_contents(schema)) for schema in schemas]
    registry: Registry[Any] = Registry().with_resources(resources)
    whole = next(schema for schema in schemas if schema["$id"].endswith("/schema.json"))
    return Draft7Validator(whole, registry=registry, format_checker=_FORMATS)


def problems(resource: dict[str, Any]) -> list[str]:
    """What of the profile a resource breaks."""
    return [error.message for error in _profile().iter_errors(resource)]
