"""What others have come to rely on does not break, and leaves only when that was announced."""

from pathlib import Path

import pytest

from tests.node import node

RELEASED = """
type Query { item(slug: String, id: ID %(argument)s): Item }
type Item { title: String! old: String %(field)s kind: Kind }
enum Kind { GUIDE OLD %(value)s }
"""
PAST = '@deprecated(reason: "Use `title`. Deprecated since 2020-01-01, kept until 2021-01-01.")'
FUTURE = '@deprecated(reason: "Use `title`. Deprecated since 2020-01-01, kept until 9999-01-01.")'
SAME = "type Query { item(slug: String, id: ID): Item }"
WITHOUT = {
    "field": f"{SAME} type Item {{ title: String! kind: Kind }} enum Kind {{ GUIDE OLD }}",
    "argument": "type Query { item(slug: String): Item } "
    "type Item { title: String! old: String kind: Kind } enum Kind { GUIDE OLD }",
    "value": f"{SAME} type Item {{ title: String! old: String kind: Kind }} enum Kind {{ GUIDE }}",
}
NAMES = {"field": "Item.old", "argument": "Query.item.id", "value": "Kind.OLD"}


async def compared(tmp_path: Path, before: str, after: str) -> tuple[int, str]:
    files = tmp_path / "before.graphql", tmp_path / "after.graphql"
    for file, text in zip(files, (before, after), strict=True):
        file.write_text(text)
    status, _, said = await node("build/schema-changes.js", *map(str, files))
    return status, said


def released(**deprecated: str) -> str:
    return RELEASED % {**dict.fromkeys(WITHOUT, ""), **deprecated}


@pytest.mark.parametrize("gone", WITHOUT)
async def test_what_is_promised_stays(tmp_path: Path, gone: str) -> None:
    for announced in ({}, {gone: FUTURE}):
        status, said = await compared(tmp_path, released(**announced), WITHOUT[gone])
        assert status == 1
        assert NAMES[gone] in said


@pytest.mark.parametrize("gone", WITHOUT)
async def test_what_was_announced_may_leave(tmp_path: Path, gone: str) -> None:
    assert await compared(tmp_path, released(**{gone: PAST}), WITHOUT[gone]) == (0, "")


async def test_what_is_new_breaks_nothing(tmp_path: Path) -> None:
    more = released().replace("title: String!", "title: String! version: String!")
    assert await compared(tmp_path, released(), more) == (0, "")


async def test_a_field_that_may_be_null_from_now_on_is_refused(tmp_path: Path) -> None:
    looser = released().replace("title: String!", "title: String")
    status, said = await compared(tmp_path, released(), looser)
    assert (status, "Item.title" in said) == (1, True)
