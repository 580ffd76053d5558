"""Replies, from JSON."""

from functools import cache
from typing import Any, TypeVar

import msgspec
from msgspec import Raw

A = TypeVar("A")


def decoded(form: type[A], reply: Raw | bytes) -> A:
    """What a reply of this form says. Raises `msgspec.ValidationError` where it is none."""
    hint: Any = form
    found: A = _decoder(hint).decode(reply)
    return found


@cache
def _decoder(form: Any) -> "msgspec.json.Decoder[Any]":
    return msgspec.json.Decoder(form)
