"""Lists say what the database says, whichever replica writes and whichever is asked."""

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from datetime import timedelta
from itertools import count
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec import Raw
from msgspec.structs import replace

from infra.local.supervisor import Hub
from shared.contracts.calls import Filter, Page
from shared.contracts.content import Status
from shared.contracts.errors import Unavailable
from shared.contracts.guide import Guide
from shared.kit.content import fitting, ordered
from shared.kit.content.following import Following
from shared.kit.content.heads import id_of
from shared.kit.content.store import ContentStore
from shared.kit.documents import DESCENDING, Database, DatabaseError
from shared.kit.ids import new_id
from tests.unit.items import GUIDE, MOMENT, OTHER, OWN

Replicas = tuple[ContentStore[Guide], ...]

NAMES = st.sampled_from(["a", "b"])
TRAITS = st.fixed_dictionaries(
    {
        "language": st.sampled_from(["de", "en"]),
        "fields": st.lists(NAMES, unique=True).map(tuple),
        "measures": st.lists(NAMES, unique=True).map(tuple),
        "tags": st.lists(NAMES, unique=True).map(tuple),
        "created_by": st.sampled_from([OWN, OTHER]),
        "status": st.sampled_from([Status.DRAFT, Status.PUBLISHED, Status.WITHDRAWN]),
    }
)
WRITES = st.tuples(st.integers(0, 9), TRAITS, st.integers(0, 40))
FILTERS = st.builds(
    Filter,
    language=st.none() | st.sampled_from(["de", "en"]),
    field=st.none() | NAMES,
    measure=st.none() | NAMES,
    tag=st.none() | NAMES,
    status=st.sampled_from([Status.DRAFT, Status.PUBLISHED, Status.WITHDRAWN]),
)
READS = st.tuples(st.integers(1, 4), FILTERS, st.sampled_from([None, OWN]))
STEPS = st.lists(WRITES | READS, min_size=1, max_size=40)


async def kept(store: ContentStore[Guide], **fields: Any) -> Guide:
    own_id = new_id()
    made = replace(GUIDE, id=own_id, slug=own_id, translation_key=own_id, **fields)
    await store.insert(made, (), None)
    return made


async def written(store: ContentStore[Guide], guide: Guide, **fields: Any) -> Guide:
    after = replace(guide, revision=guide.revision + 1, **fields)
    assert await store.replace(guide, after, ())
    return after


async def asked(database: Database, chosen: Filter, author: str | None) -> list[str]:
    """All ids of a list, as the database itself finds and sorts them."""
    named = {
        "status": str(chosen.status),
        "language": chosen.language,
        "fields": chosen.field,
        "measures": chosen.measure,
        "tags": chosen.tag,
        "created_by": author,
    }
    query = {name: value for name, value in named.items() if value is not None}
    found = database["items"].find(query).sort("order", DESCENDING)
    return [document["_id"] async for document in found]


def guides_of(page: Page[Raw]) -> list[Guide]:
    return [msgspec.json.decode(item, type=Guide) for item in page.items]


async def read(
    store: ContentStore[Guide], first: int, chosen: Filter, author: str | None = None
) -> list[str]:
    """All ids of a list, page by page."""
    ids: list[str] = []
    after: str | None = None
    while True:
        page = await store.page(first, after, chosen, author)
        ids += [guide.id for guide in guides_of(page)]
        if not page.has_next:
            assert page.total == len(ids)
            return ids
        assert len(page.items) == first
        after = page.cursors[-1]


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
async def test_what_one_writes_the_other_lists_at_once(
    database: Database, replicas: Replicas, steps: Sequence[Any]
) -> None:
    guides: dict[int, Guide] = {}
    with pytest.MonkeyPatch.context() as small:
        small.setattr(ordered, "SEGMENT", 4)
        for step, turn in zip(steps, count(), strict=False):
            writer, reader = replicas[turn % 2], replicas[(turn + 1) % 2]
            if isinstance(step[1], dict):
                number, traits, day = step
                shown = {"published_at": MOMENT + timedelta(days=day), **traits}
                old = guides.get(number)
                guides[number] = await (
                    written(writer, old, **shown) if old else kept(writer, **shown)
                )
            else:
                first, chosen, author = step
                assert await read(reader, first, chosen, author) == await asked(
                    database, chosen, author
                )


async def test_a_replica_that_hears_late_waits_until_it_has_heard(
    replicas: Replicas, monkeypatch: pytest.MonkeyPatch
) -> None:
    hear = Following._note

    async def late(self: Following, change: Any) -> None:
        await asyncio.sleep(0.05)
        await hear(self, change)

    monkeypatch.setattr(Following, "_note", late)
    guide = await kept(replicas[0], status=Status.PUBLISHED)
    for status in (Status.WITHDRAWN, Status.PUBLISHED):
        guide = await written(replicas[0], guide, status=status)
        for store in replicas:
            assert await read(store, 5, Filter(status=status)) == [guide.id]


async def test_a_replica_that_hears_nothing_says_so_and_loads_anew(
    replicas: Replicas, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def deaf(_: Following, __: Any) -> None:
        """Nothing reaches the lists."""

    monkeypatch.setattr(Following, "_note", deaf)
    guide = await kept(replicas[0], status=Status.PUBLISHED)
    with pytest.raises(Unavailable):
        await read(replicas[1], 5, Filter())
    monkeypatch.undo()
    async with asyncio.timeout(10):
        while True:
            with suppress(Unavailable):
                assert await read(replicas[1], 5, Filter()) == [guide.id]
                return


async def test_pages_are_whole_while_others_write(replicas: Replicas) -> None:
    """What moves in the middle of a read is at its old place or at its new one."""
    guides = [await kept(replicas[0], status=Status.PUBLISHED) for _ in range(30)]
    stop = asyncio.Event()

    async def write() -> None:
        for number in count():
            if stop.is_set():
                return
            place = number % 10
            status = Status.DRAFT if guides[place].status is Status.PUBLISHED else Status.PUBLISHED
            guides[place] = await written(replicas[0], guides[place], status=status)

    writing = asyncio.create_task(write())
    for _ in range(40):
        page = await replicas[1].page(30, None, Filter(), None)
        assert all(guide.status is Status.PUBLISHED for guide in guides_of(page))
        assert 20 <= page.total <= 30
        assert len(page.items) == page.total
    stop.set()
    await writing


async def test_an_item_is_shown_as_it_was_written_last(replicas: Replicas) -> None:
    """In the middle of a rush, so that it is at hand when it changes."""
    guide = await kept(replicas[0], status=Status.PUBLISHED)
    stop = asyncio.Event()

    async def look(store: ContentStore[Guide]) -> None:
        while not stop.is_set():
            await store.page(5, None, Filter(), None)

    looking = [asyncio.create_task(look(store)) for store in replicas * 3]
    for number in range(60):
        title = f"Fassung {number}"
        guide = await written(replicas[number % 2], guide, title=title)
        for store in replicas:
            page = await store.page(5, None, Filter(), None)
            assert [shown.title for shown in guides_of(page)] == [title]
    stop.set()
    await asyncio.gather(*looking)


async def test_a_killed_database_makes_no_list_shorter(hub: Hub, replicas: Replicas) -> None:
    guides = [await kept(replicas[0], status=Status.PUBLISHED) for _ in range(3)]
    ids = [guide.id for guide in reversed(guides)]
    killing = asyncio.create_task(_killed(hub))
    answers = 0
    async with asyncio.timeout(60):
        while not killing.done() or answers < 100:
            try:
                assert await read(replicas[answers % 2], 5, Filter()) == ids
            except (Unavailable, DatabaseError):
                await asyncio.sleep(0.05)
            else:
                answers += 1
    await killing


async def _killed(hub: Hub) -> None:
    if "documents" in hub.names:  # somebody else's server is not ours to kill
        await hub.kill("documents")
        await hub.ready()


async def soon(store: ContentStore[Guide], ids: Sequence[str]) -> None:
    async with asyncio.timeout(10):
        while await read(store, 100, Filter()) != list(ids):
            await asyncio.sleep(0.01)


async def test_what_nobody_counted_is_listed_soon(database: Database, replicas: Replicas) -> None:
    """A process died between its write and the count; somebody deleted by hand."""
    guide = await kept(replicas[0])
    await database["items"].update_one({"_id": guide.id}, {"$set": {"status": "published"}})
    for store in replicas:
        await soon(store, [guide.id])
    await database["items"].delete_one({"_id": guide.id})
    for store in replicas:
        await soon(store, [])


async def test_a_database_that_lost_something_is_read_anew(
    database: Database, replicas: Replicas
) -> None:
    guide = await kept(replicas[0], status=Status.PUBLISHED)
    await soon(replicas[1], [guide.id])
    await database["ticks"].drop()
    await database["ticks"].insert_one({"_id": "items", "n": -1})
    await database["items"].drop()
    for store in replicas:
        await soon(store, [])
    again = await kept(replicas[0], status=Status.PUBLISHED)
    assert await read(replicas[1], 5, Filter()) == [again.id]


async def test_damaged_items_are_left_out_and_stop_nothing(
    database: Database, replicas: Replicas
) -> None:
    guides = [await kept(replicas[0], status=Status.PUBLISHED) for _ in range(3)]
    await database["items"].update_one({"_id": guides[0].id}, {"$unset": {"order": ""}})
    await database["items"].update_one({"_id": guides[1].id}, {"$set": {"difficulty": "?"}})
    async with asyncio.timeout(10):
        while [item.id for item in await listed(replicas[1])] != [guides[2].id]:
            await asyncio.sleep(0.01)


async def test_a_page_ends_where_the_message_is_full(
    database: Database, replicas: Replicas, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is left out as damaged takes no room, and the cursor leads to what comes next."""
    old, middle, new = [await kept(replicas[0], status=Status.PUBLISHED) for _ in range(3)]
    await database["items"].update_one({"_id": middle.id}, {"$set": {"difficulty": "?"}})
    size = len(msgspec.json.encode(old))
    for most, shown in ((size - 1, [[new], [old]]), (2 * size, [[new, old]])):
        monkeypatch.setattr(fitting, "_MOST_BYTES", most)
        after = None
        for guides in shown:
            page = await replicas[0].page(3, after, Filter(), None)
            assert guides_of(page) == guides
            assert [id_of(cursor) for cursor in page.cursors] == [guide.id for guide in guides]
            assert (page.total, page.has_next) == (3, guides is not shown[-1])
            after = page.cursors[-1]


async def listed(store: ContentStore[Guide]) -> Sequence[Guide]:
    return guides_of(await store.page(5, None, Filter(), None))
