"""Asking servers of others: only at public addresses, and never without a bound."""

from shared.kit.web.client import Reply, Streamed, Web
from shared.kit.web.errors import (
    AddressRefused,
    FetchError,
    TooLarge,
    TooManyRedirects,
    TooSlow,
    Unreachable,
)

__all__ = [
    "AddressRefused",
    "FetchError",
    "Reply",
    "Streamed",
    "TooLarge",
    "TooManyRedirects",
    "TooSlow",
    "Unreachable",
    "Web",
]
