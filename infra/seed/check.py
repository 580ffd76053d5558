"""Checks the demo content against the contracts, before anything is sent to a hub."""

import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, get_type_hints

import msgspec
from msgspec import Meta

from infra.seed.items import FOLDER, SeedInvalid, SeedItem, dotted
from infra.seed.load import load_all, load_city
from infra.seed.remakes import SeedRemakes, load_remakes
from services.remakes import form
from shared.contracts.city import City
from shared.contracts.content import ContentKind
from shared.contracts.experiment import ResultField
from shared.contracts.kinds import KINDS
from shared.contracts.remake_calls import GivenAnswer

SOME_ID = "01890a5d-ac96-774b-bcce-b302099a8057"
NOW = datetime(2026, 1, 1, tzinfo=UTC)
BY_HUB_VALUES = {
    "id": SOME_ID,
    "translation_key": SOME_ID,
    "publisher": "Stadt",
    "created_at": NOW,
    "created_by": SOME_ID,
    "modified_at": NOW,
}


def check(items: Sequence[SeedItem], city: City) -> None:
    """Raises `SeedInvalid` for the first item that breaks its Struct, a link, or a topic."""
    known = {(item.kind, item.slug) for item in items}
    for item in items:
        _check_struct(item)
        _check_links(item, known)
        _check_topics(item, city)
    _check_coverage(items, city)


def _check_struct(item: SeedItem) -> None:
    struct = KINDS[item.kind].struct
    for name in by_hub(struct) & item.draft.keys():
        raise SeedInvalid(item.file, name, "is kept by the hub, an editor cannot write it")
    draft = _complete(item)
    try:
        value = msgspec.convert({"kind": item.kind.value, **BY_HUB_VALUES, **draft}, struct)
    except msgspec.ValidationError as error:
        reason, _, field = str(error).partition(" - at ")
        raise SeedInvalid(item.file, field.strip("`$.") or "item", reason) from error
    for place in _unknown(draft, msgspec.to_builtins(value)):
        raise SeedInvalid(item.file, place, f"{struct.__name__} has no such field")


def _complete(item: SeedItem) -> dict[str, Any]:
    images = {
        i.at: {"key": f"images/{'0' * 64}.svg", "alt": i.alt, "credit": i.credit}
        for i in item.images
    }
    return item.resolve(images, {(link.kind, link.slug): SOME_ID for link in item.links})


def by_hub(struct: type) -> set[str]:
    """The names of the fields that the contract marks as the hub's own."""
    hints = get_type_hints(struct, include_extras=True)
    return {
        name
        for name, hint in hints.items()
        for mark in getattr(hint, "__metadata__", ())
        if isinstance(mark, Meta) and (mark.extra or {}).get("by_hub")
    }


def _unknown(given: Any, kept: Any, place: tuple[str | int, ...] = ()) -> Iterator[str]:
    """What was given but is not in the Struct; msgspec would drop it silently."""
    if isinstance(given, dict):
        for name, value in given.items():
            if name not in kept:
                yield dotted((*place, name))
            else:
                yield from _unknown(value, kept[name], (*place, name))
    elif isinstance(given, list):
        for number, (one, other) in enumerate(zip(given, kept, strict=True)):
            yield from _unknown(one, other, (*place, number))


def _check_links(item: SeedItem, known: set[tuple[ContentKind, str]]) -> None:
    for link in item.links:
        if (link.kind, link.slug) not in known:
            raise SeedInvalid(item.file, dotted(link.at), f"no {link.kind} named {link.slug!r}")
    if item.translates and (item.kind, item.translates) not in known:
        raise SeedInvalid(item.file, "translates", f"no {item.kind} named {item.translates!r}")


def _check_topics(item: SeedItem, city: City) -> None:
    for name, topics in (("fields", city.fields), ("measures", city.measures)):
        missing = set(item.draft.get(name, ())) - {topic.slug for topic in topics}
        if missing:
            raise SeedInvalid(item.file, name, f"not in city.toml: {', '.join(sorted(missing))}")


def _check_coverage(items: Sequence[SeedItem], city: City) -> None:
    for name, topics in (("fields", city.fields), ("measures", city.measures)):
        used = {slug for item in items for slug in item.draft.get(name, ())}
        for topic in topics:
            if topic.slug not in used:
                raise SeedInvalid(FOLDER / "city.toml", name, f"no item belongs to {topic.slug}")


def check_remakes(
    remakes: Mapping[str, SeedRemakes], items: Sequence[SeedItem], city: City
) -> None:
    """Raises `SeedInvalid` for the first example report that does not fit its item's form."""
    places = {district.slug for district in city.districts}
    known = {(item.kind, item.slug): item for item in items}
    for slug, given in remakes.items():
        file = FOLDER / "remakes" / f"{slug}.yaml"
        item = known.get((given.kind, slug))
        if item is None:
            raise SeedInvalid(file, "kind", f"no {given.kind} named {slug!r}")
        fields = msgspec.convert(item.draft.get("result_form", ()), tuple[ResultField, ...])
        for report in given.reports:
            answers = [GivenAnswer(field=n, value=typed) for n, typed in report.answers.items()]
            for problem in form.read(fields, answers)[1]:
                raise SeedInvalid(file, problem.field, problem.message)
            if report.place not in places:
                raise SeedInvalid(file, "place", f"no district {report.place!r} in city.toml")


def _pictures(items: Sequence[SeedItem]) -> set[Path]:
    return {image.file for item in items for image in item.images}


def main() -> None:
    """Prints a summary, or the first error and exits with 1."""
    try:
        items, city = load_all(), load_city()
        check(items, city)
        check_remakes(load_remakes(), items, city)
    except SeedInvalid as error:
        sys.exit(str(error))
    for (kind, language), count in Counter((i.kind, i.draft["language"]) for i in items).items():
        print(f"{KINDS[kind].labels} ({language}): {count}")
    links = sum(len(item.links) for item in items)
    print(f"{len(_pictures(items))} Bilder, {links} Verweise, alles gültig.")


if __name__ == "__main__":
    main()
