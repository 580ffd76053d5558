"""The form for places, contacts and dates: what was typed, and the input that it makes."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from msgspec import Struct

from gateway.pages.on_site_entries import ENTRIES, Entry, Problems
from gateway.pages.sent_form import form_of
from gateway.pages.site import PageRequest

GROUPS = tuple(ENTRIES)
REMOVED = "removed"
_NAME = re.compile(rf"({'|'.join(GROUPS)})\.(\d{{1,2}})\.(\w{{1,20}})")
_ERROR = re.compile(rf"({'|'.join(GROUPS)})\[(\d+)\]\.(\w+)")
_LONGEST = 2_000
"""More is not read back to whoever sent it."""

_SHOWN_AS = {"latitude": "position", "longitude": "position"}


class TypedOnSite(Struct, kw_only=True):
    """The entries of each group as typed, by their numbers in the form."""

    revision: str = "0"
    groups: dict[str, dict[int, Entry]]

    def entries(self, group: str) -> list[tuple[int, Entry]]:
        """What there is, and an empty one to write another into."""
        typed = self.groups[group]
        filled = [(number, entry) for number, entry in sorted(typed.items()) if any(entry.values())]
        return [*filled, (max(typed, default=-1) + 1, {})]

    def input(self) -> tuple[dict[str, list[dict[str, Any]]], Problems]:
        """The variables of the mutation, and what is wrong before it is sent."""
        problems: Problems = []
        return {
            group: [
                ENTRIES[group].read(entry, f"{group}.{number}", problems)
                for number, entry in self.kept(group)
            ]
            for group in GROUPS
        }, problems

    def kept(self, group: str) -> list[tuple[int, Entry]]:
        """Without what is empty or was marked to go."""
        return [
            (number, entry)
            for number, entry in sorted(self.groups[group].items())
            if any(entry.values()) and not entry.get(REMOVED)
        ]

    def placed(self, errors: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
        """The hub's errors at the fields of the form: `places[0].name` → `places.3.name`."""
        return [{**error, "field": self._field(error["field"])} for error in errors]

    def _field(self, field: str | None) -> str | None:
        match = _ERROR.fullmatch(field or "")
        if match is None:
            return field
        group, name = match[1], _snake(match[3])
        number, _ = self.kept(group)[int(match[2])]
        return f"{group}.{number}.{_SHOWN_AS.get(name, name)}"


def stored(item: Mapping[str, Any]) -> TypedOnSite:
    """The form as it stands for an item that nobody has typed at."""
    return TypedOnSite(
        revision=str(item["revision"]),
        groups={
            group: {n: ENTRIES[group].write(entry) for n, entry in enumerate(item[group])}
            for group in GROUPS
        },
    )


async def read(request: PageRequest) -> TypedOnSite:
    """What was typed; 400 for what is no form."""
    form = await form_of(request)
    groups: dict[str, dict[int, Entry]] = {group: {} for group in GROUPS}
    for name, value in form.multi_items():
        if (match := _NAME.fullmatch(name)) and isinstance(value, str):
            entry = groups[match[1]].setdefault(int(match[2]), {})
            entry[match[3]] = value.strip()[:_LONGEST]
    revision = form.get("revision", "0")
    return TypedOnSite(revision=revision if isinstance(revision, str) else "0", groups=groups)


def _snake(name: str) -> str:
    return re.sub(r"[A-Z]", lambda found: "_" + found[0].lower(), name)
