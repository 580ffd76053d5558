"""From what an editor writes to a checked item: one merge, one validation."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import cache
from typing import Any, TypeVar

import msgspec

from shared.contracts.caller import Caller
from shared.contracts.city import City
from shared.contracts.content import Content
from shared.contracts.errors import Invalid
from shared.contracts.marks import marked_fields
from shared.contracts.on_site import Appointment
from shared.kit.ids import new_id
from shared.kit.validation import invalid

C = TypeVar("C", bound=Content)


@cache
def kept_by_hub(kind: type[Content]) -> frozenset[str]:
    """The names of the fields that editors cannot write."""
    return frozenset(mark.name for mark in marked_fields(kind) if mark.extra.get("by_hub"))


def new_draft(
    kind: type[C], draft: Mapping[str, Any], caller: Caller, city: City, at: datetime
) -> C:
    """A new item from what the editor wrote, or `Invalid` with the field."""
    _check_writable(kind, draft)
    if not draft.get("slug"):
        draft = {**draft, "slug": slug_from(str(draft.get("title", "")))}
    head = {
        "kind": kind.__struct_config__.tag,
        "id": new_id(),
        "translation_key": draft.get("translation_key") or new_id(),
        "publisher": city.publisher,
        "created_at": at,
        "created_by": caller.id,
        "modified_at": at,
        "edited_at": at,
    }
    return _of_city(checked(kind, {**draft, **head}), city)


def edited(item: C, changes: Mapping[str, Any], city: City, at: datetime) -> C:
    """The item with the named fields replaced, or `Invalid` with the field."""
    kind = type(item)
    _check_writable(kind, changes)
    before = msgspec.to_builtins(item, builtin_types=(datetime,))
    return _of_city(checked(kind, {**before, **changes, "edited_at": at}), city)


_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
_LONGEST_SLUG = 80
_MOST_BYTES = 128 * 1024
_FIRST_YEAR, _LAST_YEAR = 1900, 2200
_NEVER = "Dieser Zeitpunkt kann nicht stimmen."


def slug_from(title: str) -> str:
    """A readable address for a title: `Lärm auf dem Schulweg` gives `laerm-auf-dem-schulweg`."""
    plain = unicodedata.normalize("NFKD", title.lower().translate(_UMLAUTS))
    words = re.findall(r"[a-z0-9]+", "".join(c for c in plain if not unicodedata.combining(c)))
    slug = "-".join(words)
    if len(slug) > _LONGEST_SLUG:
        slug = slug[: _LONGEST_SLUG + 1].rpartition("-")[0] or slug[:_LONGEST_SLUG]
    return slug or "ohne-titel"


def _check_writable(kind: type[Content], given: Mapping[str, Any]) -> None:
    known = {mark.name for mark in marked_fields(kind)}
    for name in given:
        if name not in known:
            raise Invalid("Dieses Feld gibt es nicht.", field=name)
        if name in kept_by_hub(kind):
            raise Invalid("Dieses Feld führt der Hub selbst.", field=name)


def checked(kind: type[C], whole: Mapping[str, Any]) -> C:
    """The item that the whole describes, or `Invalid` with the field."""
    try:
        item = msgspec.convert(whole, kind)
    except msgspec.ValidationError as error:
        raise invalid(error) from None
    if len(msgspec.json.encode(item)) > _MOST_BYTES:
        raise Invalid(f"Der Inhalt ist größer als {_MOST_BYTES // 1024} kB.")
    if item.last_tested and not _FIRST_YEAR <= item.last_tested.year <= _LAST_YEAR:
        raise Invalid(_NEVER, field="last_tested")
    _check_dates(item.dates)
    if not item.title.strip():
        raise Invalid("Der Titel ist leer.", field="title")
    return item


def _of_city(item: C, city: City) -> C:
    """The item, if the city has the topics that it names."""
    _check_topics("fields", item.fields, {topic.slug for topic in city.fields})
    _check_topics("measures", item.measures, {topic.slug for topic in city.measures})
    return item


def _check_dates(dates: Iterable[Appointment]) -> None:
    for place, date in enumerate(dates):
        for name, moment in (("starts_at", date.starts_at), ("ends_at", date.ends_at)):
            if moment and not _FIRST_YEAR <= moment.year <= _LAST_YEAR:
                raise Invalid(_NEVER, field=f"dates[{place}].{name}")
        if date.ends_at and date.ends_at < date.starts_at:
            raise Invalid("Das Ende liegt vor dem Anfang.", field=f"dates[{place}].ends_at")


def _check_topics(field: str, chosen: tuple[str, ...], known: set[str]) -> None:
    for slug in chosen:
        if slug not in known:
            raise Invalid(f"„{slug}“ gibt es in dieser Stadt nicht.", field=field)
