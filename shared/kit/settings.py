"""Settings: one frozen Struct per program, read once from the variables that start with HUB_."""

import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

import msgspec
from msgspec import Meta, Struct

PREFIX = "HUB_"
Duration = Annotated[float, Meta(gt=0)]
"""In seconds."""


class Settings(Struct, frozen=True, kw_only=True):
    """What every program needs. A field `nats_url` is read from `HUB_NATS_URL`."""

    nats_url: str
    ready_file: Path | None = None
    log_format: Literal["json", "pretty"] = "json"
    log_level: Literal["debug", "info", "warning", "error"] = "info"

    def __repr__(self) -> str:
        """Without the values: addresses and keys are secrets."""
        return f"{type(self).__name__}(…)"


class BlobSettings(Settings, frozen=True, kw_only=True):
    """For a program that reads or writes the object store; `public_url` is what browsers see."""

    s3_url: str
    s3_access_key: str
    s3_secret_key: str
    public_url: str


class ContentSettings(BlobSettings, frozen=True, kw_only=True):
    """For a service that keeps a kind of content, in a database of its own.

    Every `cleanup_seconds`, first after `cleanup_first_seconds`, it puts right what processes
    that died have left behind.
    """

    mongo_url: str
    database: str | None = None
    city_file: Path
    caller_public_key: str
    cleanup_seconds: Duration = 3600
    cleanup_first_seconds: Duration = 60


class SettingsError(Exception):
    """A setting is missing or cannot be read; the message names the variable, not its value."""


S = TypeVar("S", bound=Settings)


def load(kind: type[S], environment: Mapping[str, str] = os.environ) -> S:
    """Reads `kind` from the environment, or raises `SettingsError`."""
    fields = {field.name for field in msgspec.structs.fields(kind)}
    given: dict[str, Any] = {
        name: environment[variable]
        for name in fields
        if environment.get(variable := PREFIX + name.upper())
    }
    try:
        return msgspec.convert(given, kind, strict=False, dec_hook=_path)
    except msgspec.ValidationError as error:
        raise SettingsError(_fact(str(error))) from None


def _fact(error: str) -> str:
    """Which variable it is; msgspec's own words may quote the value."""
    if missing := re.search(r"missing required field `(\w+)`", error):
        return f"{PREFIX}{missing[1].upper()} is not set."
    named = re.search(r"`\$\.(\w+)`$", error)
    return f"{PREFIX}{named[1].upper() if named else '…'} cannot be read."


def _path(kind: type, value: object) -> object:
    if kind is Path and isinstance(value, str):
        return Path(value)
    raise NotImplementedError(kind)
